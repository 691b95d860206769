import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const ajv = new Ajv2020({ allErrors: true, strict: true, strictNumbers: false });
// Accept any uuid, as Postgres does: ajv's format accepts RFC 9562 versions only. The schema's pattern checks the rest.
addFormats.default(ajv, ["date-time"]);
ajv.addFormat("uuid", true);

/**
 * Validates an exported file with ajv, which did not generate the schemas.
 * @param name the name of a JSON Schema in public/schemas
 * @returns the first five errors
 */
export function schemaErrors(name: "contacts" | "conversations" | "contact" | "audit_log", file: unknown): unknown[] {
  const id = `${name}.schema.json`;
  const validate =
    ajv.getSchema(id) ?? ajv.compile({ $id: id, ...JSON.parse(readFileSync(`public/schemas/${id}`, "utf8")) });
  return validate(file) ? [] : (validate.errors ?? []).slice(0, 5);
}
