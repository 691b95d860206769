import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const ajv = new Ajv2020({ allErrors: true, strict: true, strictNumbers: false });
// uuid is left to the pattern beside it: the format knows RFC 9562's versions only, Postgres takes any.
addFormats.default(ajv, ["date-time"]);
ajv.addFormat("uuid", true);

/**
 * What an independent validator finds wrong with an exported file.
 * @param name of the JSON Schema in public/schemas
 */
export function schemaErrors(name: "contacts" | "conversations" | "contact" | "audit_log", file: unknown): unknown[] {
  const id = `${name}.schema.json`;
  const validate =
    ajv.getSchema(id) ?? ajv.compile({ $id: id, ...JSON.parse(readFileSync(`public/schemas/${id}`, "utf8")) });
  return validate(file) ? [] : (validate.errors ?? []).slice(0, 5);
}
