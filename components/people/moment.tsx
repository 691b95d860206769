import { LocalTime } from "@/components/local-time";
import { PlainTime } from "@/components/plain-time";
import { isoTime } from "@/lib/people/iso-time";
import { Nothing } from "./nothing";

type Props = { at: string | null; look?: "long" | "day" | "minute" };

/** A moment from the database: none is a dash, and one that no calendar shows is the text it is stored as. */
export function Moment({ at, look = "minute" }: Props) {
  if (!at) return <Nothing />;
  const time = isoTime(at);
  if (!time) return at;
  return look === "long" ? <LocalTime at={time} /> : <PlainTime at={time} look={look} />;
}
