import { redirect } from "next/navigation";
import { canExport } from "@/lib/auth/roles";
import { getUser, listWorkspaces, type Workspace } from "@/lib/auth/session";

/** Short paths: /settings/data-export redirects to that page in the user's workspace (next.config.ts rewrites them to here). */
export default async function GoPage({ params, searchParams }: PageProps<"/go/[...path]">) {
  const path = (await params).path.join("/");
  const target = path + queryString(await searchParams);
  if (!(await getUser())) redirect(`/login?next=${encodeURIComponent(`/${target}`)}`);
  const workspace = chooseWorkspace(path, await listWorkspaces());
  redirect(workspace ? `/${workspace.slug}/${target}` : "/");
}

function chooseWorkspace(path: string, workspaces: Workspace[]): Workspace | undefined {
  const adminOnly = /^(settings|team)(\/|$)/.test(path);
  return (adminOnly && workspaces.find(({ role }) => canExport(role))) || workspaces[0];
}

function queryString(searchParams: Record<string, string | string[] | undefined>): string {
  const pairs = Object.entries(searchParams).flatMap(([name, value]) =>
    [value ?? []].flat().map((item) => [name, item]),
  );
  return pairs.length ? `?${new URLSearchParams(pairs)}` : "";
}
