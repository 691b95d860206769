/** "under 0.1 s", "0.4 s", "12 s", "3 min 20 s", "2 h 5 min": less precise the longer it is. */
export function duration(milliseconds: number, locale = "en"): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  const tenths = (value: number) =>
    value.toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  if (seconds < 0.05) return `under ${tenths(0.1)} s`;
  if (seconds < 9.95) return `${tenths(seconds)} s`;
  const rounded = Math.round(seconds);
  if (rounded < 60) return `${rounded} s`;
  const minutes = Math.floor(rounded / 60);
  if (minutes < 60) return `${minutes} min ${rounded % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
