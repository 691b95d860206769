import type { ReactNode } from "react";
import { CellCounts, RecordCounts, RemarkCount } from "@/components/exports/count-texts";
import { Amount } from "@/components/ui/amount";
import { Duration } from "@/components/ui/duration";
import { parseRemarks } from "@/lib/exports/labels/remark-texts";

/** A detail of an audit entry. @param text the detail as text, for one that holds no numbers or not those that its name promises */
export function DetailValue({ name, value, text }: { name: string; value: unknown; text: string }): ReactNode {
  switch (name) {
    case "rows":
    case "cells_guarded":
      return typeof value === "number" ? <Amount value={value} /> : text;
    case "bytes":
      return typeof value === "number" ? <Amount value={value} unit="bytes" /> : text;
    case "milliseconds":
      return typeof value === "number" ? <Duration milliseconds={value} /> : text;
    case "counts":
      return <RecordCounts counts={value} />;
    case "cells_cut":
      return <CellCounts counts={value} />;
    case "remarks": {
      const remarks = parseRemarks({ remarks: value });
      // The receipt lists them.
      return remarks ? (
        <>
          <RemarkCount remarks={remarks.count} /> on the receipt
        </>
      ) : (
        text
      );
    }
    default:
      return text;
  }
}
