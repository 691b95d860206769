"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";
import { useTimeZone } from "@/components/ui/use-browser";
import { auditLogHref } from "@/lib/audit/audit-log-href";
import { dayPresets } from "@/lib/audit/day-presets";
import type { AuditState } from "@/lib/audit/search-params";

type PresetProps = {
  workspace: string;
  state: AuditState;
  /** When the page was rendered, in ISO 8601: the same "today" on the server and in the browser. */
  now: string;
};

/**
 * Links to the usual ranges of days, in the browser's time zone; without JavaScript in UTC. They apply the filters of their form, too,
 * which may have changed.
 */
export function DayPresets({ workspace, state, now }: PresetProps) {
  const zone = useTimeZone();
  const time_zone = zone === "UTC" ? "" : zone;
  const router = useRouter();

  function apply(event: MouseEvent<HTMLAnchorElement>, days: { from: string; to: string }) {
    const form = event.currentTarget.closest("form");
    // Into another tab, the link itself.
    if (!form || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const fields = new FormData(form);
    const field = (name: string) => String(fields.get(name) ?? "");
    const filters = { search: field("search"), actor: field("actor"), action: field("action") };
    router.push(auditLogHref(workspace, { ...state, ...filters, ...days, time_zone, before: null }));
  }
  return (
    <ul aria-label="Days" className="flex flex-wrap gap-1">
      {dayPresets(new Date(now), zone).map(({ label, from, to }) => (
        <li key={label}>
          <Link
            href={auditLogHref(workspace, { ...state, from, to, time_zone, before: null })}
            prefetch={false}
            onClick={(event) => apply(event, { from, to })}
            aria-current={from === state.from && to === state.to ? "true" : undefined}
            className="flex min-h-6 items-center rounded-full border border-line bg-surface px-2.5 text-xs font-medium text-ink hover:bg-raised aria-[current]:border-transparent aria-[current]:bg-accent-soft aria-[current]:text-accent-ink forced-colors:aria-[current]:border-[Highlight]"
          >
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Names the time zone of the page's days and times, and sends it with the filters. */
export function DaysZone({ state: { from, to, time_zone } }: { state: AuditState }) {
  const browserZone = useTimeZone();
  // The days of an address are in its own zone, whoever opens it.
  const zone = from || to ? time_zone || "UTC" : browserZone;
  return (
    <p id="days-zone" className="ml-auto">
      <input type="hidden" name="time_zone" value={zone === "UTC" ? "" : zone} />
      Days and times in {zone.replaceAll("_", " ")}
    </p>
  );
}
