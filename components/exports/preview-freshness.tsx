"use client";

import { RefreshCw } from "lucide-react";
import { type ReactNode, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { useIsHydrated } from "@/components/ui/use-browser";

type Props = { formId: string; children: ReactNode };

/** Marks its children as out of date, with a button that submits the form again, while the form is not as the server rendered it. */
export function PreviewFreshness({ formId, children }: Props) {
  const isOutOfDate = useSyncExternalStore(
    subscribe,
    () => isChanged(document.getElementById(formId)),
    () => false,
  );
  return (
    <>
      <div
        className={
          isOutOfDate
            ? "mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-md border border-note-ink bg-note-soft px-3 py-2 text-sm text-note-ink"
            : ""
        }
      >
        {/* Always rendered: screen readers announce only changes of an existing live region. */}
        <p role="status" className="flex items-center gap-2 font-medium">
          {isOutOfDate ? (
            <>
              <RefreshCw className="size-4 shrink-0" aria-hidden="true" />
              Out of date: you changed the selection, which the download follows
            </>
          ) : null}
        </p>
        {isOutOfDate ? (
          <Button type="submit" form={formId}>
            Update preview
          </Button>
        ) : null}
      </div>
      {/* Quiet text would be too faint when dimmed. */}
      <div className={isOutOfDate ? "mt-3 opacity-65 [&_.text-quiet]:text-ink" : ""}>{children}</div>
    </>
  );
}

/** Says what to do after a change where no script marks the preview. */
export function PreviewHint() {
  return useIsHydrated() ? null : " After a change above, press Preview again.";
}

function subscribe(onChange: () => void): () => void {
  document.addEventListener("input", onChange);
  return () => document.removeEventListener("input", onChange);
}

/** Whether a field of the form is not what it was when the page was rendered. */
function isChanged(form: HTMLElement | null): boolean {
  return form instanceof HTMLFormElement && [...form.elements].some(isFieldChanged);
}

function isFieldChanged(field: Element): boolean {
  if (field instanceof HTMLSelectElement) {
    const initial = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(initial, 0);
  }
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (!(field instanceof HTMLInputElement)) return false;
  return field.checked !== field.defaultChecked || field.value !== field.defaultValue;
}
