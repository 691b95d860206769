import { PageHeading } from "@/components/layout/page-heading";
import { Isolated } from "@/components/ui/isolated";
import { previewRedactor } from "@/lib/answer/preview-redactor";
import { listRedactions } from "@/lib/answer/redactions";
import { findSamePerson } from "@/lib/answer/same-person";
import type { Workspace } from "@/lib/auth/session";
import type { Customer } from "@/lib/customers/customer";
import { customerName } from "@/lib/customers/customer-name";
import { type CustomerPageState, customerPageHref } from "@/lib/customers/page-search-params";
import { type SectionName, sections } from "@/lib/customers/sections";
import { rulesFingerprint } from "@/lib/exports/redaction/rules";
import { listPrivacyLanguages } from "@/lib/privacy/privacy-texts";
import { AnswerExport } from "./answer-export";
import { AnswerPreview } from "./answer-preview";
import { LeftOut } from "./left-out";
import { SamePerson } from "./same-person";

type Props = {
  workspace: Workspace;
  customer: Customer;
  section: SectionName;
  state: CustomerPageState;
  leaveOut: (previous: string | null, form: FormData) => Promise<string | null>;
  takeBack: (form: FormData) => Promise<void>;
};

/** What a person will receive, what is left out of it, and the export of it (GDPR Art. 12 and 15). */
export async function AnswerPage({ workspace, customer, section, state, leaveOut, takeBack }: Props) {
  const [redactions, same, languages] = await Promise.all([
    listRedactions(workspace.id, customer.id),
    findSamePerson(workspace.id, customer),
    listPrivacyLanguages(workspace.id),
  ]);
  const name = customerName(customer);
  const list = `/${workspace.slug}/${section}`;
  const path = `${list}/${customer.id}/answer`;
  const redactor = await previewRedactor(workspace.id, customer.name ?? "", redactions);
  const fields = {
    workspace: workspace.slug,
    contact: customer.id,
    next: customerPageHref(path, state, "conversations").split("#")[0] ?? path,
  };
  return (
    <>
      <PageHeading
        title="Prepare an answer"
        trail={[
          { label: sections[section].title, href: list },
          { label: name, href: `${list}/${customer.id}` },
        ]}
      >
        What <Isolated>{name}</Isolated> will receive. Nothing is left out unless you choose it.
      </PageHeading>
      <div className="space-y-4">
        <SamePerson customers={same} workspace={workspace.slug} />
        <LeftOut redactions={redactions} fields={fields} leaveOut={leaveOut} takeBack={takeBack} />
        <AnswerPreview workspace={workspace} customer={customer} path={path} state={state} redactor={redactor} />
        <AnswerExport
          workspace={workspace.slug}
          contact={customer.id}
          languages={languages}
          redactions={redactions.length > 0 ? rulesFingerprint(redactions.map(({ id }) => id)) : null}
        />
      </div>
    </>
  );
}
