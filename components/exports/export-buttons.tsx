"use client";

import { ChevronDown, Download } from "lucide-react";
import Link from "next/link";
import type { FormEvent } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { type ExportFormat, type ExportKind, formatHints, formatNames } from "@/lib/exports/kinds";
import { exportLabel } from "@/lib/exports/labels/export-texts";
import { useExports } from "./exports-provider";

type Props = {
  workspace: string;
  kind: ExportKind;
  /** The usual format first. */
  formats: readonly ExportFormat[];
  /** A page that offers more than formats. */
  customizeHref?: string;
  variant?: "primary" | "secondary";
};

/** A button that exports in the usual format, and a menu of the other formats with when to use each. Plain forms without JavaScript. */
export function ExportButtons({ workspace, kind, formats, customizeHref, variant = "primary" }: Props) {
  const { tracker } = useExports();
  const [usual, ...others] = formats;
  if (!usual) return null;
  const start = (format: ExportFormat) => void tracker.start(kind, exportLabel(kind, format), { kind, format });
  const name = (format: ExportFormat) => `Export ${exportNouns[kind]} as ${formatNames[format]}`;

  function submit(event: FormEvent, format: ExportFormat) {
    event.preventDefault();
    start(format);
  }
  const form = (format: ExportFormat, button: React.ReactNode) => (
    <form key={format} method="post" action="/api/exports" onSubmit={(event) => submit(event, format)}>
      <input type="hidden" name="workspace" value={workspace} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="format" value={format} />
      {button}
    </form>
  );
  const customize = customizeHref
    ? { href: customizeHref, label: "Customize export…", description: customizeHint(kind), isSeparate: true }
    : null;

  return (
    <div className="flex gap-px print:hidden">
      {form(
        usual,
        <Button type="submit" variant={variant} className={others.length ? "rounded-r-none" : ""}>
          <Download className="size-4" aria-hidden="true" />
          {name(usual)}
        </Button>,
      )}
      {others.length ? (
        <Menu
          name={`More formats for ${exportNouns[kind]}`}
          align="end"
          trigger={<ChevronDown className="size-4" aria-hidden="true" />}
          triggerClassName={buttonClass(variant, "icon", "rounded-l-none")}
          entries={[
            ...others.map((format) => ({
              label: formatNames[format],
              name: name(format),
              description: formatHints[format],
              onSelect: () => start(format),
            })),
            ...(customize ? [customize] : []),
          ]}
        >
          {others.map((format) =>
            form(
              format,
              <button
                type="submit"
                aria-label={name(format)}
                className="block w-full rounded-md px-2 py-1.5 text-left text-sm hover:bg-raised"
              >
                <span className="block font-medium">{formatNames[format]}</span>
                <span className="block text-quiet">{formatHints[format]}</span>
              </button>,
            ),
          )}
          {customize ? (
            <div className="mt-1 border-t border-line pt-1">
              <Link href={customize.href} className="block rounded-md px-2 py-1.5 text-sm hover:bg-raised">
                <span className="block font-medium">{customize.label}</span>
                <span className="block text-quiet">{customize.description}</span>
              </Link>
            </div>
          ) : null}
        </Menu>
      ) : null}
    </div>
  );
}

function customizeHint(kind: ExportKind): string {
  return kind === "conversations"
    ? "Choose statuses, dates, notes and format."
    : "Choose types, dates, columns and format.";
}

/** What a button exports. */
const exportNouns: Record<ExportKind, string> = {
  contacts: "contacts",
  conversations: "conversations",
  contact: "contact",
  audit_log: "audit log",
};
