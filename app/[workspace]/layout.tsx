import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { OwnerProvider } from "@/components/layout/owner-context";
import { Sidebar } from "@/components/layout/sidebar";
import { TopBar } from "@/components/layout/top-bar";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { canExport } from "@/lib/auth/roles";
import { findWorkspace, getUser, listWorkspaces, requireWorkspace } from "@/lib/auth/session";
import { signOut } from "../login/sign-out";

export async function generateMetadata({ params }: LayoutProps<"/[workspace]">): Promise<Metadata> {
  const { workspace: slug } = await params;
  try {
    const name = (await findWorkspace(slug))?.name;
    return { title: name ? { template: `%s · ${name} · Hydra`, absolute: `${name} · Hydra` } : "Page not found" };
  } catch {
    return { title: { template: "%s · Hydra", absolute: "Hydra" } };
  }
}

/** The sidebar around a workspace's pages. Layouts do not run again on navigation, so every page checks access itself. */
export default async function WorkspaceLayout({ children, params }: LayoutProps<"/[workspace]">) {
  const workspace = await redirectOnAuthError(requireWorkspace((await params).workspace));
  const user = await getUser();
  if (!user) redirect("/login");
  return (
    <OwnerProvider name={canExport(workspace.role) ? null : workspace.ownerName}>
      {/* The first focusable element: skips the menu. */}
      <a
        href="#page"
        className="sr-only z-20 rounded-lg bg-accent px-4 py-2 text-white focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:px-4 focus:py-2"
      >
        Skip to content
      </a>
      <TopBar workspace={workspace.name} />
      <div className="md:flex">
        <Sidebar workspace={workspace} workspaces={await listWorkspaces()} user={user} signOut={signOut} />
        <main id="page" tabIndex={-1} className="min-w-0 grow px-4 py-6 outline-none sm:px-8 md:py-10">
          <div className="mx-auto max-w-4xl">{children}</div>
        </main>
      </div>
    </OwnerProvider>
  );
}
