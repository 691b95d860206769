import { redirect } from "next/navigation";
import { LonePage } from "@/components/lone-page";
import { Notice } from "@/components/notice";
import { SignOutButton } from "@/components/sign-out-button";
import { myWorkspaces, signedInPerson } from "@/lib/auth/session";

/** The start page sends you to your workspace. */
export default async function StartPage() {
  const person = await signedInPerson();
  if (!person) redirect("/login");
  const [first] = await myWorkspaces();
  if (first) redirect(`/${first.slug}`);
  return (
    <LonePage>
      <Notice title="You are not in any workspace yet" actions={<SignOutButton look="plain" />}>
        <p>You are signed in as {person.email}. Ask the owner of your team's workspace to add you, then reload.</p>
      </Notice>
    </LonePage>
  );
}
