import { expect, it } from "vitest";
import { databaseError } from "@/lib/supabase/database-error";

it.each([
  ["42501", 403, "forbidden"],
  ["23503", 409, "not_found"],
  ["PT409", 409, "already_ended"],
  ["PT410", 410, "expired"],
  ["PT429", 429, "too_many_running"],
  ["PGRST301", 401, "unauthenticated"],
  // A statement timeout, a shutdown, too many connections, a lost connection.
  ["57014", 500, "unavailable"],
  ["57P01", 500, "unavailable"],
  ["53300", 400, "unavailable"],
  ["08006", 400, "unavailable"],
  [undefined, 0, "unavailable"],
  [undefined, 429, "unavailable"],
  [undefined, 502, "unavailable"],
  // A gateway without the API behind it: "no Route matched with those values".
  [undefined, 404, "unavailable"],
  [undefined, 403, "unavailable"],
  [undefined, 400, "internal"],
  // PostgREST has no connection, no schema cache, or reads the schema cache again.
  ["PGRST000", 503, "unavailable"],
  ["PGRST002", 503, "unavailable"],
  ["PGRST202", 404, "unavailable"],
  ["PGRST205", 404, "unavailable"],
  ["22P02", 400, "internal"],
  ["PGRST116", 406, "internal"],
])("a database error %s with status %i is %s", (code, status, expected) => {
  expect(databaseError({ code, message: "details" }, status).code).toBe(expected);
});

it("the message of a database error goes to the cause, not to the user", () => {
  const error = databaseError({ code: "42P01", message: 'relation "exports" does not exist' }, 404);
  expect(error.message).toBe("Something went wrong on our side. Try again.");
  expect(error.cause).toMatchObject({ message: 'relation "exports" does not exist', cause: { code: "42P01" } });
});

it("a success whose body could not be parsed is unavailable, and its text is not kept", () => {
  const error = databaseError({ message: "<html>proxy login of Jane Doe</html>" }, 200);
  expect(error.code).toBe("unavailable");
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain("Jane Doe");
});

it("too many running exports is a 429 that says what to do and when to retry", () => {
  const error = databaseError({ code: "PT429", message: "3 exports are already running, the maximum." }, 429);
  expect(error).toMatchObject({
    status: 429,
    headers: { "Retry-After": "30" },
    message: "3 exports are already running, the maximum. Wait until one has ended, or cancel one.",
  });
});
