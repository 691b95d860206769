import { redirect } from "next/navigation";
import { CenteredLayout } from "@/components/layout/centered-layout";
import { Message } from "@/components/layout/message";
import { SignOutButton } from "@/components/layout/sign-out-button";
import { getUser, listWorkspaces } from "@/lib/auth/session";
import { signOut } from "./login/sign-out";

/** Redirects to the user's first workspace. */
export default async function StartPage() {
  const user = await getUser();
  if (!user) redirect("/login");
  const [first] = await listWorkspaces();
  if (first) redirect(`/${first.slug}`);
  return (
    <CenteredLayout>
      <Message title="You’re not in a workspace yet" actions={<SignOutButton signOut={signOut} />}>
        <p>
          You’re signed in as {user.email}. Ask the owner of your team’s workspace to add you, then reload this page.
        </p>
      </Message>
    </CenteredLayout>
  );
}
