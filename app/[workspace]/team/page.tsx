import { redirect } from "next/navigation";

/** The audit log is the only page under Team; it checks access. */
export default async function TeamPage({ params }: PageProps<"/[workspace]/team">) {
  redirect(`/${(await params).workspace}/team/audit-log`);
}
