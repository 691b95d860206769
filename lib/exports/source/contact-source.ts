import type { Batch } from "@/lib/exports/types";
import {
  type ContactSummary,
  fetchChildren,
  fetchContact,
  fetchRecordSummary,
  fetchRecords,
  fetchTitles,
  type RecordArgs,
  type RecordSummary,
  type Section,
  type TitleBatch,
} from "./contact-records";

/** What the file of a contact, or a part of it about one record, is written from: see the functions of contact-records. */
export type ContactSource = {
  contact(): Promise<{ summary: ContactSummary; customer: Buffer[] }>;
  records(section: Section): AsyncGenerator<Batch>;
  children(section: Section, of: { parentId: string; list: string }): AsyncGenerator<Batch>;
  titles(section: Section): AsyncGenerator<TitleBatch>;
  recordSummary(): Promise<RecordSummary>;
};

/** A record of a contact as it is stored. */
export function contactSource(token: string, signal: AbortSignal, record: RecordArgs = {}): ContactSource {
  return {
    contact: () => fetchContact(record, token, signal),
    records: (section) => fetchRecords(section, record, token, signal),
    children: (section, of) => fetchChildren(section, of, token, signal),
    titles: (section) => fetchTitles(section, record, token, signal),
    recordSummary: () => fetchRecordSummary(record, token, signal),
  };
}
