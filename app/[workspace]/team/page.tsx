import { redirect } from "next/navigation";

/** The audit log is all there is under Team so far; it asks who may see it. */
export default async function TeamPage({ params }: PageProps<"/[workspace]/team">) {
  redirect(`/${(await params).workspace}/team/audit-log`);
}
