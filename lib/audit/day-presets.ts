export type DayPreset = { label: string; from: string; to: string };

/**
 * The ranges of days that the audit log page offers. Both days are included.
 * @param timeZone whose calendar counts, by its IANA name
 */
export function dayPresets(now: Date, timeZone: string): DayPreset[] {
  // Sweden writes dates as ISO 8601 does.
  const today = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(now);
  return [
    { label: "Today", from: today, to: today },
    { label: "Last 7 days", from: daysBefore(today, 6), to: today },
    { label: "Last 30 days", from: daysBefore(today, 29), to: today },
    { label: "This year", from: `${today.slice(0, 4)}-01-01`, to: today },
  ];
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
