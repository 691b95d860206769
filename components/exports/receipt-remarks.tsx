import { Section } from "@/components/ui/section";
import { otherRemarksText, type RemarkList, remarkText } from "@/lib/exports/queries/remarks";

/** The records that were moved, changed or deleted while an export ran. */
export function ReceiptRemarks({ remarks }: { remarks: RemarkList }) {
  const others = otherRemarksText(remarks);
  return (
    <Section id="remarks" title="Remarks">
      <p className="mt-1 max-w-prose text-sm text-quiet">
        Records were moved, changed or deleted while the export ran. A moved or changed record may be missing from the
        file or be in it twice. A deleted record may be missing or incomplete.
      </p>
      <ul className="mt-3 list-disc space-y-1.5 pl-5 text-sm wrap-anywhere marker:text-edge">
        {remarks.records.map((remark, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is never reordered, and a record may be in it twice.
          <li key={index}>{remarkText(remark)}</li>
        ))}
        {others ? <li>{others}</li> : null}
      </ul>
    </Section>
  );
}
