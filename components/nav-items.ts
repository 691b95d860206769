import { House, type LucideIcon, UserRoundPlus, UsersRound } from "lucide-react";

export type NavItem = { label: string; path: string; icon: LucideIcon };

/** The pages in the sidebar, in order; path comes after the workspace's slug. */
export const navItems: readonly NavItem[] = [
  { label: "Home", path: "", icon: House },
  { label: "Contacts", path: "/contacts", icon: UsersRound },
  { label: "Leads", path: "/leads", icon: UserRoundPlus },
];
