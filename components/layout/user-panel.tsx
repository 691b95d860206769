import type { Role } from "@/lib/auth/roles";
import { SignOutButton } from "./sign-out-button";

const roleNames: Record<Role, string> = { owner: "Owner", admin: "Admin", member: "Member" };

/** Who is signed in, and as what. */
export function UserPanel({ name, email, role }: { name: string; email: string; role: Role }) {
  return (
    <div className="border-t border-line pt-4">
      <div className="px-3 text-sm">
        <p className="flex items-baseline gap-2">
          <span className="truncate font-medium" title={name}>
            {name}
          </span>
          <span className="shrink-0 rounded-full bg-raised px-2 py-0.5 text-xs text-quiet">{roleNames[role]}</span>
        </p>
        <p className="truncate text-quiet" title={email}>
          {email}
        </p>
      </div>
      <SignOutButton className="mt-2 w-full !justify-start !px-3" />
    </div>
  );
}
