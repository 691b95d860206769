import { LogOut } from "lucide-react";
import { Button, type ButtonVariant } from "@/components/ui/button";

type Props = {
  /** The server action. */
  signOut: () => Promise<void>;
  variant?: ButtonVariant;
  className?: string;
};

export function SignOutButton({ signOut, variant, className }: Props) {
  return (
    <form action={signOut}>
      <Button type="submit" variant={variant} className={className}>
        <LogOut className="size-4" aria-hidden="true" />
        Sign out
      </Button>
    </form>
  );
}
