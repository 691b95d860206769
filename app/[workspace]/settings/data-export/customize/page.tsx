import type { Metadata } from "next";
import { adminTitle } from "@/app/[workspace]/admin-title";
import { withErrorPages } from "@/app/[workspace]/with-error-pages";
import { CustomizeForm } from "@/components/exports/customize-form";
import { ExportPreview } from "@/components/exports/export-preview";
import type { Crumb } from "@/components/layout/page-heading";
import { PageHeading } from "@/components/layout/page-heading";
import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";
import { auditLogHref } from "@/lib/audit/audit-log-href";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireAdminWorkspace } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { type ExportKind, exportKinds } from "@/lib/exports/kinds";
import { kindLabels } from "@/lib/exports/labels/kind-labels";
import { checkExportRequest } from "@/lib/exports/lifecycle/export-request";
import { type Preview, previewExport } from "@/lib/exports/preview/preview-export";
import { firstParam, type SearchParams } from "@/lib/paging/search-params";

type Props = PageProps<"/[workspace]/settings/data-export/customize">;

const customizableKinds = ["contacts", "conversations", "audit_log"] as const satisfies ExportKind[];

export function generateMetadata({ params }: Props): Promise<Metadata> {
  return adminTitle(params, "Customize export");
}

async function CustomizePage({ params, searchParams }: Props) {
  const { id, slug } = await redirectOnAuthError(requireAdminWorkspace((await params).workspace));
  const sent = await searchParams;
  const kind = customizableKinds.find((known) => known === firstParam(sent.kind)) ?? "contacts";
  const fields = { format: exportKinds[kind].formats[0], ...sent, kind, workspace: slug };
  const { preview, problem } = await redirectOnAuthError(readPreview(id, fields));
  const { trail, all } = customizeParents(slug, kind);
  return (
    <>
      <PageHeading trail={trail} title={`Customize export: ${kindLabels[kind].toLowerCase()}`}>
        Choose what is in the file, see its first rows, and download it. To export everything, go back to{" "}
        <TextLink href={all.href}>{all.label}</TextLink>.
      </PageHeading>
      <div className="space-y-6">
        <CustomizeForm workspace={slug} kind={kind} fields={fields} />
        {problem ? <Alert>{problem}</Alert> : null}
        {preview ? <ExportPreview kind={kind} format={fields.format} preview={preview} /> : null}
      </div>
    </>
  );
}

/** The pages above this one, and where everything of this kind is exported. */
function customizeParents(slug: string, kind: ExportKind): { trail: Crumb[]; all: Crumb } {
  if (kind === "audit_log") {
    const log = { label: "Audit log", href: auditLogHref(slug) };
    return { trail: [log], all: { ...log, href: `${log.href}#download-log` } };
  }
  const dataExport = { label: "Data export", href: `/${slug}/settings/data-export` };
  return { trail: [{ label: "Settings", href: `/${slug}/settings` }, dataExport], all: dataExport };
}

/** The preview, or what is wrong with the fields. */
async function readPreview(
  workspaceId: string,
  fields: SearchParams,
): Promise<{ preview?: Preview; problem?: string }> {
  try {
    return { preview: await previewExport(workspaceId, checkExportRequest(fields)) };
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid_request") return { problem: error.message };
    throw error;
  }
}

export default withErrorPages(CustomizePage);
