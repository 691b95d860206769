import { House, type LucideIcon, ScrollText, Settings, UserRoundPlus, UsersRound } from "lucide-react";
import { canExport, type Role } from "@/lib/auth/roles";
import type { User, Workspace } from "@/lib/auth/session";
import { describeValue } from "@/lib/format/describe-value";
import { HydraMark } from "./hydra-mark";
import { NavigationSheet, NavLink } from "./navigation";
import { SignOutButton } from "./sign-out-button";
import { WorkspaceSwitcher } from "./workspace-switcher";

const sidebarId = "sidebar";

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

/** A column on wide screens. On narrow ones a bar whose button opens it as a sheet; without JavaScript, as a popover. */
export function Sidebar(props: Props) {
  const { name } = props.workspace;
  return (
    <>
      <header className="sticky top-0 z-10 flex items-center gap-2 border-b border-line bg-ground px-4 py-1.5 md:hidden print:hidden">
        <HydraMark className="size-6" />
        <span className="min-w-0 grow truncate font-semibold" title={name}>
          {name}
        </span>
        <NavigationSheet popoverId={sidebarId}>
          <SidebarContent {...props} />
        </NavigationSheet>
      </header>
      <aside
        id={sidebarId}
        popover="auto"
        aria-label="Menu"
        className="inset-y-0 left-0 m-0 h-dvh max-h-none w-72 max-w-[85vw] flex-col overflow-y-auto border-y-0 border-r border-l-0 border-line bg-ground p-3 text-ink backdrop:bg-black/40 open:flex max-md:fixed md:sticky md:top-0 md:z-10 md:flex md:w-56 md:shrink-0 print:hidden"
      >
        <SidebarContent {...props} />
      </aside>
    </>
  );
}

function SidebarContent({ workspace, workspaces, user, signOut }: Props) {
  const home = `/${workspace.slug}`;
  return (
    <>
      <div className="mb-4 max-md:pr-10">
        <WorkspaceSwitcher current={workspace} workspaces={workspaces} />
      </div>
      <nav aria-label="Workspace" className="flex grow flex-col gap-0.5">
        <NavLinks items={navItems} home={home} />
        {canExport(workspace.role) ? (
          <>
            <p className="mt-4 px-2 pb-1 text-xs font-medium text-quiet">Team</p>
            <NavLinks items={teamItems} home={home} />
            <div className="mt-auto pt-4">
              <NavLinks items={[settingsItem]} home={home} />
            </div>
          </>
        ) : null}
      </nav>
      <div className="mt-3 border-t border-line pt-3">
        <SignedInUser name={workspace.displayName} email={user.email} role={workspace.role} />
        <SignOutButton signOut={signOut} variant="quiet" className="mt-1 w-full justify-start gap-2.5 px-[7px]" />
      </div>
    </>
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
    <div className="px-2 text-sm">
      <p className="flex items-baseline justify-between gap-2">
        <span className="truncate font-medium" title={name}>
          {name}
        </span>
        <span className="shrink-0 text-xs text-quiet">{describeValue(roleLabels, role, (words) => words)}</span>
      </p>
      <p className="truncate text-xs text-quiet" title={email}>
        {email}
      </p>
    </div>
  );
}
