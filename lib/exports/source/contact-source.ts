import type { Batch } from "@/lib/exports/types";
import {
  type ContactSummary,
  fetchChildren,
  fetchContact,
  fetchRecordSummary,
  fetchRecords,
  fetchTitles,
  type RecordSummary,
  type Section,
  type TitleBatch,
} from "./contact-records";

/** What a single contact's file is written from: see the functions of contact-records. */
export type ContactSource = {
  contact(): Promise<{ summary: ContactSummary; customer: Buffer[] }>;
  records(section: Section): AsyncGenerator<Batch>;
  children(section: Section, of: { parentId: string; list: string }): AsyncGenerator<Batch>;
  titles(section: Section): AsyncGenerator<TitleBatch>;
  recordSummary(): Promise<RecordSummary>;
};

/** The records of a contact as they are stored. */
export function contactSource(token: string, signal: AbortSignal): ContactSource {
  return {
    contact: () => fetchContact(token, signal),
    records: (section) => fetchRecords(section, token, signal),
    children: (section, of) => fetchChildren(section, of, token, signal),
    titles: (section) => fetchTitles(section, token, signal),
    recordSummary: () => fetchRecordSummary(token, signal),
  };
}
