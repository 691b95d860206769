import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { withErrorPages } from "@/app/[workspace]/with-error-pages";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireWorkspace } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Page not found" };

/** Unknown paths inside a workspace: a 404 page with the sidebar. */
async function UnknownPage({ params }: PageProps<"/[workspace]/[...unknown]">): Promise<never> {
  await redirectOnAuthError(requireWorkspace((await params).workspace));
  notFound();
}

export default withErrorPages(UnknownPage);
