import { Download, ShieldCheck } from "lucide-react";
import type { Metadata } from "next";
import { adminTitle } from "@/app/[workspace]/admin-title";
import { withErrorPages } from "@/app/[workspace]/with-error-pages";
import { PageHeading } from "@/components/layout/page-heading";
import { LinkCard } from "@/components/ui/card";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireAdminWorkspace } from "@/lib/auth/session";

export function generateMetadata({ params }: PageProps<"/[workspace]/settings">): Promise<Metadata> {
  return adminTitle(params, "Settings");
}

const pages = [
  {
    path: "data-export",
    icon: Download,
    title: "Data export",
    text: "Download contacts and conversations, and verify a file.",
  },
  {
    path: "privacy",
    icon: ShieldCheck,
    title: "Privacy",
    text: "What people are told about how their data is processed, in the answers that you send them.",
  },
];

async function SettingsPage({ params }: PageProps<"/[workspace]/settings">) {
  const { slug } = await redirectOnAuthError(requireAdminWorkspace((await params).workspace));
  return (
    <>
      <PageHeading title="Settings" />
      <div className="grid gap-4 sm:grid-cols-2">
        {pages.map(({ path, ...card }) => (
          <LinkCard key={path} href={`/${slug}/settings/${path}`} {...card} />
        ))}
      </div>
    </>
  );
}

export default withErrorPages(SettingsPage);
