import { LocalTime } from "@/components/ui/local-time";
import { PlainTime } from "@/components/ui/plain-time";
import { isoTime } from "@/lib/format/iso-time";
import { EmptyValue } from "./empty-value";

type Props = { at: string | null; look?: "long" | "day" | "minute" };

/** A moment from the database: none is a dash, and one that no calendar shows is the text it is stored as. */
export function Timestamp({ at, look = "minute" }: Props) {
  if (!at) return <EmptyValue />;
  const time = isoTime(at);
  if (!time) return at;
  return look === "long" ? <LocalTime at={time} /> : <PlainTime at={time} look={look} />;
}
