"use client";

import Link from "next/link";
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

/** Links to the usual ranges of days, in the browser's time zone; without JavaScript in UTC. */
export function DayPresets({ workspace, state, now }: PresetProps) {
  const zone = useTimeZone();
  const time_zone = zone === "UTC" ? "" : zone;
  return (
    <ul aria-label="Days" className="flex flex-wrap gap-1">
      {dayPresets(new Date(now), zone).map(({ label, from, to }) => (
        <li key={label}>
          <Link
            href={auditLogHref(workspace, { ...state, from, to, time_zone, before: null })}
            prefetch={false}
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
