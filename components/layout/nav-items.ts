import { House, type LucideIcon, ScrollText, UserRoundPlus, UsersRound } from "lucide-react";

export type NavItem = { label: string; path: string; icon: LucideIcon };

/** The pages in the sidebar, in order; path comes after the workspace's slug. */
export const navItems: readonly NavItem[] = [
  { label: "Home", path: "", icon: House },
  { label: "Contacts", path: "/contacts", icon: UsersRound },
  { label: "Leads", path: "/leads", icon: UserRoundPlus },
];

/** Below them under "Team", for owners and admins. */
export const teamItems: readonly NavItem[] = [{ label: "Audit log", path: "/team/audit-log", icon: ScrollText }];
