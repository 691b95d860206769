"use client";

import { useIsHydrated } from "@/components/ui/use-browser";

/** Says in which time zone the times of a page are: the browser's, or UTC without JavaScript. */
export function TimeZoneNote() {
  return <p className="text-sm text-quiet">Times are in {useIsHydrated() ? localZone() : "UTC"}.</p>;
}

/** "Central European Standard Time (Europe/Berlin)", in the browser's locale. */
function localZone(): string {
  const format = new Intl.DateTimeFormat(undefined, { timeZoneName: "long" });
  const name = format.formatToParts().find(({ type }) => type === "timeZoneName")?.value;
  const { timeZone } = format.resolvedOptions();
  return name && name !== timeZone ? `${name} (${timeZone})` : timeZone;
}
