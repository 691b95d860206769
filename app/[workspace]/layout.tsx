import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ExportsProvider } from "@/components/exports/exports-provider";
import { NavigationProgress } from "@/components/layout/navigation-progress";
import { OwnerProvider } from "@/components/layout/owner-context";
import { Sidebar } from "@/components/layout/sidebar";
import { Toaster } from "@/components/ui/toaster";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { canExport } from "@/lib/auth/roles";
import { findWorkspace, getUser, listWorkspaces, requireWorkspace } from "@/lib/auth/session";
import Forbidden from "../forbidden";
import { signOut } from "../login/sign-out";
import NotFound from "../not-found";
import { withErrorPages } from "./with-error-pages";

export async function generateMetadata({ params }: LayoutProps<"/[workspace]">): Promise<Metadata> {
  const { workspace: slug } = await params;
  try {
    const name = (await findWorkspace(slug))?.name;
    // Without a workspace, whatever the title of the page below.
    const notFound = "Page not found · Hydra";
    return {
      title: name
        ? { template: `%s · ${name} · Hydra`, absolute: `${name} · Hydra` }
        : { template: notFound, absolute: notFound },
    };
  } catch {
    return { title: { template: "%s · Hydra", absolute: "Hydra" } };
  }
}

/** The sidebar around a workspace's pages. Layouts do not run again on navigation, so every page checks access itself. */
async function WorkspaceLayout({ children, params }: LayoutProps<"/[workspace]">) {
  const workspace = await redirectOnAuthError(requireWorkspace((await params).workspace));
  const user = await getUser();
  if (!user) redirect("/login");
  return (
    <OwnerProvider name={canExport(workspace.role) ? null : workspace.ownerName}>
      {/* The first focusable element: skips the menu. */}
      <a
        href="#page"
        className="sr-only z-20 rounded-md bg-accent text-white focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-20 focus:px-3 focus:py-1.5"
      >
        Skip to content
      </a>
      <div className="md:flex">
        <Sidebar workspace={workspace} workspaces={await listWorkspaces()} user={user} signOut={signOut} />
        <main id="page" tabIndex={-1} className="min-w-0 grow px-4 py-5 outline-none sm:px-8 md:py-8">
          <div className="mx-auto max-w-5xl">
            <ExportsProvider key={workspace.slug} workspace={workspace.slug}>
              <NavigationProgress>{children}</NavigationProgress>
            </ExportsProvider>
          </div>
        </main>
      </div>
      <Toaster />
    </OwnerProvider>
  );
}

// Outside of the workspace, its layout is not shown either.
export default withErrorPages(WorkspaceLayout, { 403: Forbidden, 404: NotFound });
