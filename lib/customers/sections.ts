import { describeValue } from "@/lib/format/describe-value";
import type { Database } from "@/lib/supabase/database.types";

export type CustomerType = Database["public"]["Enums"]["customer_type"];
export type SectionName = "contacts" | "leads";

type Section = { title: string; text: string; types: readonly CustomerType[]; none: { title: string; text: string } };

/** The two lists of customers and the types in each. */
export const sections: Record<SectionName, Section> = {
  contacts: {
    title: "Contacts",
    text: "Customers and former customers.",
    types: ["contact", "former_customer"],
    none: {
      title: "No contacts yet",
      text: "Leads become contacts when someone on your team promotes them.",
    },
  },
  leads: {
    title: "Leads",
    text: "Potential customers and anonymous visitors.",
    types: ["lead", "visitor"],
    none: {
      title: "No leads yet",
      text: "People who chat with you on your website appear here.",
    },
  },
};

/** The label of a customer type, singular and plural. */
export const typeNames: Record<CustomerType, { one: string; many: string }> = {
  contact: { one: "Contact", many: "Contacts" },
  former_customer: { one: "Former customer", many: "Former customers" },
  lead: { one: "Lead", many: "Leads" },
  visitor: { one: "Visitor", many: "Visitors" },
};

/** The label of any customer's type, singular. */
export function typeName(type: CustomerType): string {
  return describeValue(typeNames, type, (words) => ({ one: words, many: words })).one;
}

/** The section that shows customers of this type; Leads for a type that no section lists. */
export function sectionOf(type: CustomerType): SectionName {
  return sections.contacts.types.includes(type) ? "contacts" : "leads";
}
