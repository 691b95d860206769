const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** "512 bytes", "1.2 MB", "3.04 GB": decimal units, as file managers and browsers show them. */
export function bytes(size: number, locale = "en"): string {
  const power = Math.min(size < 1 ? 0 : Math.floor(Math.log10(size) / 3), units.length - 1);
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: units[power],
    unitDisplay: power === 0 ? "long" : "short",
    maximumSignificantDigits: 3,
  }).format(size / 1000 ** power);
}
