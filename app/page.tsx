import { redirect } from "next/navigation";
import { CenteredLayout } from "@/components/layout/centered-layout";
import { Message } from "@/components/layout/message";
import { SignOutButton } from "@/components/layout/sign-out-button";
import { getUser, listWorkspaces } from "@/lib/auth/session";

/** The start page sends you to your workspace. */
export default async function StartPage() {
  const person = await getUser();
  if (!person) redirect("/login");
  const [first] = await listWorkspaces();
  if (first) redirect(`/${first.slug}`);
  return (
    <CenteredLayout>
      <Message title="You are not in any workspace yet" actions={<SignOutButton look="plain" />}>
        <p>You are signed in as {person.email}. Ask the owner of your team's workspace to add you, then reload.</p>
      </Message>
    </CenteredLayout>
  );
}
