import { Settings } from "lucide-react";
import { canExport } from "@/lib/auth/roles";
import type { User, Workspace } from "@/lib/auth/session";
import { CloseOnNavigation } from "./close-on-navigation";
import { type NavItem, navItems, teamItems } from "./nav-items";
import { NavLink } from "./nav-link";
import { UserPanel } from "./user-panel";
import { WorkspaceSwitcher } from "./workspace-switcher";

export const sidebarId = "sidebar";

type Props = { workspace: Workspace; workspaces: Workspace[]; person: User };

/** On wide screens a column of its own; on narrow ones a popover, which the browser opens and closes even without JavaScript. */
export function Sidebar({ workspace, workspaces, person }: Props) {
  const home = `/${workspace.slug}`;
  return (
    <aside
      id={sidebarId}
      popover="auto"
      aria-label="Menu"
      className="inset-y-0 left-0 m-0 h-dvh max-h-none w-72 max-w-[85vw] flex-col gap-6 overflow-y-auto border-r border-line bg-surface p-4 text-ink backdrop:bg-black/50 open:flex max-md:fixed md:sticky md:top-0 md:flex md:w-60 md:shrink-0 print:hidden"
    >
      <CloseOnNavigation menu={sidebarId} />
      <WorkspaceSwitcher current={workspace} workspaces={workspaces} />
      <nav aria-label="Workspace" className="flex grow flex-col gap-1">
        <Links items={navItems} home={home} />
        {canExport(workspace.role) ? (
          <>
            <p className="mt-4 px-3 pb-1 text-xs font-medium text-quiet">Team</p>
            <Links items={teamItems} home={home} />
            <div className="mt-auto pt-4">
              <NavLink href={`${home}/settings`}>
                <Settings className="size-4 shrink-0" aria-hidden="true" />
                Settings
              </NavLink>
            </div>
          </>
        ) : null}
      </nav>
      <UserPanel name={workspace.displayName} email={person.email} role={workspace.role} />
    </aside>
  );
}

function Links({ items, home }: { items: readonly NavItem[]; home: string }) {
  return items.map(({ label, path, icon: Icon }) => (
    <NavLink key={path} href={home + path} exact={path === ""}>
      <Icon className="size-4 shrink-0" aria-hidden="true" />
      {label}
    </NavLink>
  ));
}
