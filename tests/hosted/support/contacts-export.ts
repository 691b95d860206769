import { createHash, randomBytes } from "node:crypto";
import type { HostedProject } from "./project.ts";

export type Users = { workspace: string; admin: string; member: string };

/** Inserts a workspace with an owner, an admin, a member and three contacts, and another one with a contact. */
export async function addWorkspace({ sql }: HostedProject): Promise<Users> {
  const [owner, admin, member, workspace, other] = Array.from({ length: 5 }, () => crypto.randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  await sql.begin(async (tx) => {
    await tx`insert into auth.users ${tx([owner, admin, member].map((id) => ({ id, email: `${id}@example.test` })))}`;
    await tx`insert into public.tenants ${tx([
      { id: workspace, name: "Acme", slug: "acme" },
      { id: other, name: "Globex", slug: "globex" },
    ])}`;
    await tx`insert into public.members ${tx(
      [
        { tenant_id: workspace, user_id: owner, role: "owner" },
        { tenant_id: other, user_id: owner, role: "owner" },
        { tenant_id: workspace, user_id: admin, role: "admin" },
        { tenant_id: workspace, user_id: member, role: "member" },
      ].map((row) => ({ ...row, display_name: row.role, email: `${row.role}@example.test` })),
    )}`;
    await tx`insert into public.customers ${tx(
      ["Ada", "Grace", "Zoë"].map((name, n) => ({
        tenant_id: workspace,
        type: "contact",
        name,
        created_at: `2026-01-0${n + 1}T00:00:00Z`,
      })),
    )}`;
    await tx`insert into public.customers ${tx({ tenant_id: other, type: "contact", name: "Of another workspace" })}`;
  });
  return { workspace, admin, member };
}

/** Requests and opens a contacts export as an admin. @returns its token */
export async function openContactsExport(project: HostedProject, { workspace, admin }: Users): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest("hex");
  await project.request({ user: admin }, async (tx) => {
    const [row] = await tx`
      insert into public.exports (tenant_id, kind, format) values (${workspace}, 'contacts', 'csv') returning id`;
    await tx`select from public.open_export(${row?.id}, ${hash})`;
  });
  return token;
}

/** Reads the first batch of a contacts export as anon with a token. @returns the rows as Postgres prints them */
export async function readContacts(project: HostedProject, token?: string): Promise<string> {
  const rows = await project.request({ token }, (tx) => tx`select public.export_contacts() as body`);
  return rows[0]?.body;
}
