import { TextField } from "@/components/ui/form-field";

const zones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/"))];

const tableHint = "For the days above and the times in tables, such as Europe/Berlin. JSON stays in UTC.";

/** A time zone by its IANA name, with suggestions. */
export function TimeZoneField({ value, hint = tableHint }: { value: string; hint?: string }) {
  return (
    <div>
      <TextField
        label="Time zone"
        name="time_zone"
        list="time-zones"
        placeholder="UTC"
        autoComplete="off"
        spellCheck={false}
        defaultValue={value}
        aria-describedby="time-zone-hint"
      />
      <datalist id="time-zones">
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <p id="time-zone-hint" className="mt-1.5 text-sm text-quiet">
        {hint}
      </p>
    </div>
  );
}
