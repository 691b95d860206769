import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { workspaceOfPage } from "@/lib/auth/page-guard";

export const metadata: Metadata = { title: "Not found" };

/** Addresses inside a workspace that lead nowhere: a 404 with the sidebar still there. */
export default async function UnknownPage({ params }: PageProps<"/[workspace]/[...unknown]">) {
  await workspaceOfPage((await params).workspace);
  notFound();
}
