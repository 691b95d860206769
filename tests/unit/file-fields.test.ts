import { expect, test } from "vitest";
import { contactFields, conversationFields } from "@/lib/exports/schemas/column-meanings";
import { conversation } from "@/lib/exports/schemas/records";
import { contactColumns } from "@/lib/exports/writers/contacts";

test("the data export page explains every column of the contacts file, in its order", () => {
  expect(contactFields.map(({ name }) => name)).toEqual(contactColumns().map(({ name }) => name));
});

test("the data export page explains every field of a conversation, in its order", () => {
  expect(conversationFields.map(({ name }) => name)).toEqual(Object.keys(conversation.shape));
});
