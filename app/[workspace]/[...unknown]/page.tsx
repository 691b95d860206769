import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireWorkspace } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Page not found" };

/** Unknown paths inside a workspace: a 404 page with the sidebar. */
export default async function UnknownPage({ params }: PageProps<"/[workspace]/[...unknown]">) {
  await redirectOnAuthError(requireWorkspace((await params).workspace));
  notFound();
}
