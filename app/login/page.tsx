import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CenteredLayout } from "@/components/layout/centered-layout";
import { Card } from "@/components/ui/card";
import { safeRedirect } from "@/lib/auth/safe-redirect";
import { getUser } from "@/lib/auth/session";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  const next = safeRedirect((await searchParams).next);
  // When the auth server is down, the form is still shown and reports it on the first attempt.
  if (await getUser().catch(() => null)) redirect(next);
  return (
    <CenteredLayout>
      <Card>
        <h1 className="mb-5 text-xl font-semibold">Sign in</h1>
        <SignInForm next={next} />
      </Card>
    </CenteredLayout>
  );
}
