import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { LonePage } from "@/components/lone-page";
import { Card } from "@/components/ui/card";
import { safeNext } from "@/lib/auth/safe-next";
import { signedInPerson } from "@/lib/auth/session";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  const next = safeNext((await searchParams).next);
  // When the auth server does not answer, the form is still there and says so on the first try.
  if (await signedInPerson().catch(() => null)) redirect(next);
  return (
    <LonePage>
      <Card>
        <h1 className="mb-5 text-xl font-semibold">Sign in</h1>
        <SignInForm next={next} />
      </Card>
    </LonePage>
  );
}
