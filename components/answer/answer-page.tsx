import { PageHeading } from "@/components/layout/page-heading";
import { buttonClass } from "@/components/ui/button";
import { Isolated } from "@/components/ui/isolated";
import { lookAtAnswer } from "@/lib/answer/answer-preview";
import { type AnswerState, answerHref } from "@/lib/answer/answer-state";
import { previewRedactor } from "@/lib/answer/preview-redactor";
import { listReasons } from "@/lib/answer/redaction-reasons";
import { listRedactions } from "@/lib/answer/redactions";
import { listSamePerson } from "@/lib/answer/same-person";
import type { Workspace } from "@/lib/auth/session";
import { type Customer, findCustomer } from "@/lib/customers/customer";
import { customerName } from "@/lib/customers/customer-name";
import { type SectionName, sections } from "@/lib/customers/sections";
import { rulesFingerprint } from "@/lib/exports/redaction/rules";
import { listPrivacyLanguages } from "@/lib/privacy/privacy-texts";
import { AnswerExport } from "./answer-export";
import { AnswerPreview } from "./answer-preview";
import { AnswerRecords } from "./answer-records";
import { LeftOut } from "./left-out";
import { SamePerson } from "./same-person";

type Props = {
  workspace: Workspace;
  customer: Customer;
  section: SectionName;
  state: AnswerState;
  leaveOut: (previous: string | null, form: FormData) => Promise<string | null>;
  takeBack: (form: FormData) => Promise<void>;
};

/** What a person will receive, what is left out of it, and the export of it (GDPR Art. 12 and 15). */
export async function AnswerPage({ workspace, customer, section, state, leaveOut, takeBack }: Props) {
  const found = await listSamePerson(workspace.id, customer.id);
  const others = found.records.filter(({ id }) => state.others.includes(id));
  const contacts = [customer.id, ...others.map(({ id }) => id)];
  // Before anything is shown: what comes later counts as new.
  const lookedAt = await lookAtAnswer(workspace.id, contacts);
  const shownId = state.record && contacts.includes(state.record) ? state.record : customer.id;
  const [shown, redactions, languages, reasons] = await Promise.all([
    findCustomer(workspace.id, shownId).then((record) => record ?? customer),
    listRedactions(workspace.id, contacts),
    listPrivacyLanguages(workspace.id),
    listReasons(workspace.id),
  ]);
  const name = customerName(customer);
  const list = `/${workspace.slug}/${section}`;
  const path = `${list}/${customer.id}/answer`;
  const records = [customer, ...others];
  const names = records.map((record) => record.name ?? "");
  const redactor = await previewRedactor(workspace.id, names, redactions);
  const next = answerHref(path, state);
  const fields = { workspace: workspace.slug, contact: customer.id, record: shown.id, next };
  const own = records.flatMap((record) => [record.name, record.email, record.phone]);
  return (
    <>
      <PageHeading
        title="Prepare an answer"
        trail={[
          { label: sections[section].title, href: list },
          { label: name, href: `${list}/${customer.id}` },
        ]}
        actions={
          <a href="#export" className={buttonClass()}>
            Go to the export
          </a>
        }
      >
        What <Isolated>{name}</Isolated> will receive. Nothing is left out unless you choose it.
      </PageHeading>
      <div className="space-y-4">
        <SamePerson workspace={workspace.slug} path={path} found={found} others={state.others} />
        <LeftOut
          redactions={redactions}
          fields={fields}
          reasons={reasons.map(({ reason }) => reason)}
          leaveOut={leaveOut}
          takeBack={takeBack}
        />
        <AnswerRecords path={path} state={state} records={records} shown={shown.id} />
        <AnswerPreview
          workspace={workspace}
          customer={shown}
          path={path}
          state={state}
          look={{ own, redactor, contacts }}
        />
        <AnswerExport
          workspace={workspace.slug}
          contact={customer.id}
          languages={languages}
          looked={{
            ...lookedAt,
            ...(others.length > 0 ? { other_records: contacts.slice(1).sort().join() } : {}),
            ...(redactions.length > 0 ? { redactions: rulesFingerprint(redactions.map(({ id }) => id)) } : {}),
          }}
        />
      </div>
    </>
  );
}
