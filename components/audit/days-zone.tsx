"use client";

import { useTimeZone } from "@/components/ui/use-time-zone";
import type { AuditState } from "@/lib/audit/search-params";

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
