import type { Scenario } from "../scenario.ts";
import { contact } from "./contact.ts";
import { contacts } from "./contacts.ts";
import { conversations } from "./conversations.ts";
import { formats } from "./formats.ts";
import { pages } from "./pages.ts";
import { resume } from "./resume.ts";

/** All scenarios by name. A new one is one file and one line here. */
export const scenarios = { contacts, conversations, contact, formats, pages, resume } as const satisfies Record<
  string,
  Scenario
>;

export type ScenarioName = keyof typeof scenarios;

export const isScenario = (name: string): name is ScenarioName => Object.hasOwn(scenarios, name);
