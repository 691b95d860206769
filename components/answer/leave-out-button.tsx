import type { ReactNode } from "react";

/** The form that the buttons of a preview belong to. */
export const leaveOutFormId = "leave-out";

/** Leaves one thing out, for the reason in the form. @param entry "message:<id>" or "value:<text>" */
export function LeaveOutButton({ entry, children }: { entry: string; children: ReactNode }) {
  return (
    <button
      type="submit"
      form={leaveOutFormId}
      name="entry"
      value={entry}
      className="min-h-7 rounded-md border border-edge px-2 text-xs font-medium text-ink hover:bg-raised"
    >
      {children}
    </button>
  );
}
