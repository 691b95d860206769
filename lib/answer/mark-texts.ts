import "server-only";
import { findMarks } from "@/lib/exports/redaction/find-marks";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import { KnownNames, type NameMark } from "./known-names";
import { listTeammates } from "./list-teammates";
import { nameCandidates } from "./name-candidates";

/** What in a text may be somebody else's. */
export type TextMark = ReturnType<typeof findMarks>[number] | NameMark;

/** The marks of a page's texts. */
export type TextMarks = {
  of(text: string): readonly TextMark[];
  /** Whether the page had no room for all of them. */
  isCut: boolean;
};

type Page = {
  /** As they are stored: who is named in what is left out may be named in the rest as well. */
  stored: readonly string[];
  /** Without what is left out. */
  texts: readonly string[];
  /** Who wrote the entries of the page. */
  authors: readonly string[];
  /** Names, addresses and numbers of the person. */
  own: readonly (string | null)[];
};

/** Marks have buttons; more would make the page large. */
const maxMarks = 200;

/**
 * Marks email addresses, telephone numbers and names in the texts of a page that are not the person's: names of teammates, and of other
 * contacts of the workspace who appear on the page by their name, email address or telephone number.
 * @param contacts the records of the answer
 * @throws AppError unavailable
 */
export async function markTexts(workspaceId: string, contacts: string[], page: Page): Promise<TextMarks> {
  const names = await findKnownNames(workspaceId, contacts, page);
  const marks = new Map<string, TextMark[]>();
  let room = maxMarks;
  let isCut = false;
  // A text that is on the page several times is marked alike, each time.
  for (const [text, { length: times }] of Map.groupBy(page.texts, (text) => text)) {
    const all = [...findMarks(text, page.own), ...names.find(text)];
    const shown = all.slice(0, Math.floor(room / times));
    marks.set(text, shown);
    room -= shown.length * times;
    isCut ||= shown.length < all.length;
  }
  return { of: (text) => marks.get(text) ?? [], isCut };
}

async function findKnownNames(
  workspaceId: string,
  contacts: string[],
  { stored, authors, own }: Page,
): Promise<KnownNames> {
  const values = stored.flatMap((text) => findMarks(text, own).map(({ value }) => value)).slice(0, 500);
  const candidates = [...new Set([...values, ...nameCandidates(stored)])].slice(0, 5000);
  const supabase = await sessionClient();
  const [teammates, { data, error, status }] = await Promise.all([
    listTeammates(workspaceId),
    supabase.rpc("known_names", { workspace: workspaceId, contacts, candidates }),
  ]);
  if (error) throw databaseError(error, status);
  const people = [
    ...[...teammates.map(({ name }) => name), ...authors].map((name) => ({ kind: "teammate" as const, name })),
    ...data.map((name) => ({ kind: "contact" as const, name })),
  ];
  return new KnownNames(
    people,
    own.filter((value) => value !== null),
  );
}
