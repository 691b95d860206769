import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireWorkspace } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Not found" };

/** Addresses inside a workspace that lead nowhere: a 404 with the sidebar still there. */
export default async function UnknownPage({ params }: PageProps<"/[workspace]/[...unknown]">) {
  await redirectOnAuthError(requireWorkspace((await params).workspace));
  notFound();
}
