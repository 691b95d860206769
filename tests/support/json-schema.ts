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
  const schema = JSON.parse(readFileSync(`public/schemas/${name}.schema.json`, "utf8"));
  const validate = ajv.getSchema(schema.$id) ?? ajv.compile(schema);
  return validate(file) ? [] : (validate.errors ?? []).slice(0, 5);
}
