import { House, type LucideIcon, ScrollText, Settings, UserRoundPlus, UsersRound } from "lucide-react";
import { canExport, type Role } from "@/lib/auth/roles";
import type { User, Workspace } from "@/lib/auth/session";
import { CloseOnNavigation } from "./close-on-navigation";
import { NavLink } from "./nav-link";
import { SignOutButton } from "./sign-out-button";
import { WorkspaceSwitcher } from "./workspace-switcher";

export const sidebarId = "sidebar";

/** `path` follows the workspace's slug. */
type NavItem = { label: string; path: string; icon: LucideIcon };

const navItems: readonly NavItem[] = [
  { label: "Home", path: "", icon: House },
  { label: "Contacts", path: "/contacts", icon: UsersRound },
  { label: "Leads", path: "/leads", icon: UserRoundPlus },
];
const teamItems: readonly NavItem[] = [{ label: "Audit log", path: "/team/audit-log", icon: ScrollText }];
const settingsItem: NavItem = { label: "Settings", path: "/settings", icon: Settings };

const roleLabels: Record<Role, string> = { owner: "Owner", admin: "Admin", member: "Member" };

type Props = { workspace: Workspace; workspaces: Workspace[]; user: User; signOut: () => Promise<void> };

/** A column on wide screens; on narrow ones a popover, which works without JavaScript. */
export function Sidebar({ workspace, workspaces, user, signOut }: Props) {
  const home = `/${workspace.slug}`;
  return (
    <aside
      id={sidebarId}
      popover="auto"
      aria-label="Menu"
      className="inset-y-0 left-0 m-0 h-dvh max-h-none w-72 max-w-[85vw] flex-col gap-6 overflow-y-auto border-r border-line bg-surface p-4 text-ink backdrop:bg-black/50 open:flex max-md:fixed md:sticky md:top-0 md:flex md:w-60 md:shrink-0 print:hidden"
    >
      <CloseOnNavigation menuId={sidebarId} />
      <WorkspaceSwitcher current={workspace} workspaces={workspaces} />
      <nav aria-label="Workspace" className="flex grow flex-col gap-1">
        <NavLinks items={navItems} home={home} />
        {canExport(workspace.role) ? (
          <>
            <p className="mt-4 px-3 pb-1 text-xs font-medium text-quiet">Team</p>
            <NavLinks items={teamItems} home={home} />
            <div className="mt-auto pt-4">
              <NavLinks items={[settingsItem]} home={home} />
            </div>
          </>
        ) : null}
      </nav>
      <div className="border-t border-line pt-4">
        <SignedInUser name={workspace.displayName} email={user.email} role={workspace.role} />
        <SignOutButton signOut={signOut} variant="quiet" className="mt-2 w-full !justify-start !px-3" />
      </div>
    </aside>
  );
}

function NavLinks({ items, home }: { items: readonly NavItem[]; home: string }) {
  return items.map(({ label, path, icon: Icon }) => (
    <NavLink key={path} href={home + path} exact={path === ""}>
      <Icon className="size-4 shrink-0" aria-hidden="true" />
      {label}
    </NavLink>
  ));
}

function SignedInUser({ name, email, role }: { name: string; email: string; role: Role }) {
  return (
    <div className="px-3 text-sm">
      <p className="flex items-baseline gap-2">
        <span className="truncate font-medium" title={name}>
          {name}
        </span>
        <span className="shrink-0 rounded-full bg-raised px-2 py-0.5 text-xs text-quiet">{roleLabels[role]}</span>
      </p>
      <p className="truncate text-quiet" title={email}>
        {email}
      </p>
    </div>
  );
}
