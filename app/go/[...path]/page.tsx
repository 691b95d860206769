import { redirect } from "next/navigation";
import { canExport } from "@/lib/auth/roles";
import { getUser, listWorkspaces, type Workspace } from "@/lib/auth/session";

/** Short addresses: /settings/data-export leads to the same page of your own workspace (next.config.ts sends them here). */
export default async function GoPage({ params, searchParams }: PageProps<"/go/[...path]">) {
  const path = (await params).path.join("/");
  const target = path + queryOf(await searchParams);
  if (!(await getUser())) redirect(`/login?next=${encodeURIComponent(`/${target}`)}`);
  const workspace = bestFor(path, await listWorkspaces());
  redirect(workspace ? `/${workspace.slug}/${target}` : "/");
}

function bestFor(path: string, workspaces: Workspace[]): Workspace | undefined {
  const forAdmins = /^(settings|team)(\/|$)/.test(path);
  return (forAdmins && workspaces.find(({ role }) => canExport(role))) || workspaces[0];
}

function queryOf(asked: Record<string, string | string[] | undefined>): string {
  const pairs = Object.entries(asked).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one]));
  return pairs.length ? `?${new URLSearchParams(pairs)}` : "";
}
