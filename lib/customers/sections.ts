import type { Database } from "@/lib/supabase/database.types";

export type CustomerType = Database["public"]["Enums"]["customer_type"];
export type SectionName = "contacts" | "leads";

type Section = { title: string; text: string; types: readonly CustomerType[]; none: { title: string; text: string } };

/** The two lists of customers and the types in each. */
export const sections: Record<SectionName, Section> = {
  contacts: {
    title: "Contacts",
    text: "People you do business with, and those you used to.",
    types: ["contact", "former_customer"],
    none: {
      title: "No contacts yet",
      text: "A lead becomes a contact when somebody on your team promotes it.",
    },
  },
  leads: {
    title: "Leads",
    text: "People who might become customers, and visitors who have not said who they are.",
    types: ["lead", "visitor"],
    none: {
      title: "No leads yet",
      text: "Whoever writes to you through the chat on your website appears here.",
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

/** The section that shows customers of this type. */
export function sectionOf(type: CustomerType): SectionName {
  return sections.contacts.types.includes(type) ? "contacts" : "leads";
}
