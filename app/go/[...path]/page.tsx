import { redirect } from "next/navigation";
import { mayExport } from "@/lib/auth/roles";
import { myWorkspaces, signedInPerson, type Workspace } from "@/lib/auth/session";

/** Short addresses: /settings/data-export leads to the same page of your own workspace (next.config.ts sends them here). */
export default async function GoPage({ params, searchParams }: PageProps<"/go/[...path]">) {
  const path = (await params).path.join("/");
  const target = path + queryOf(await searchParams);
  if (!(await signedInPerson())) redirect(`/login?next=${encodeURIComponent(`/${target}`)}`);
  const workspace = bestFor(path, await myWorkspaces());
  redirect(workspace ? `/${workspace.slug}/${target}` : "/");
}

function bestFor(path: string, workspaces: Workspace[]): Workspace | undefined {
  const forAdmins = /^(settings|team)(\/|$)/.test(path);
  return (forAdmins && workspaces.find(({ role }) => mayExport(role))) || workspaces[0];
}

function queryOf(asked: Record<string, string | string[] | undefined>): string {
  const pairs = Object.entries(asked).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one]));
  return pairs.length ? `?${new URLSearchParams(pairs)}` : "";
}
