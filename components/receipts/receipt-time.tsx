"use client";

import { Timestamp } from "@/components/ui/timestamp";
import { useTimeZone } from "@/components/ui/use-browser";
import { isoTime } from "@/lib/format/iso-time";
import { utcTime } from "@/lib/format/time";

/** A time in the browser's zone and in UTC, each with its zone, on screen and on paper. Without JavaScript in UTC. */
export function ReceiptTime({ at }: { at: string }) {
  const iso = isoTime(at);
  const isUtc = useTimeZone() === "UTC";
  return (
    <>
      <Timestamp at={at} dateStyle="second" />
      {iso && !isUtc ? <span className="block text-quiet">{utcTime(new Date(iso), "second")}</span> : null}
    </>
  );
}
