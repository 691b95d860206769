import { LogOut } from "lucide-react";
import { signOut } from "@/app/login/sign-out";
import { Button } from "@/components/ui/button";

export function SignOutButton({ look = "quiet", className }: { look?: "quiet" | "plain"; className?: string }) {
  return (
    <form action={signOut}>
      <Button type="submit" look={look} className={className}>
        <LogOut className="size-4" aria-hidden="true" />
        Sign out
      </Button>
    </form>
  );
}
