import { contact } from "./contact.ts";
import { contacts } from "./contacts.ts";
import { conversations } from "./conversations.ts";
import { pages } from "./pages.ts";
import type { Subject } from "./subject.ts";

/** What can be measured. A new kind of export is one file and one line here. */
export const subjects = { contacts, conversations, contact, pages } as const satisfies Record<string, Subject>;

export type SubjectName = keyof typeof subjects;

export const isSubject = (name: string): name is SubjectName => Object.hasOwn(subjects, name);
