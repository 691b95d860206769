import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createPostgres } from "../../dev/embedded/postgres";
import { preparePostgresFiles } from "../../dev/embedded/postgres-files";
import { readPostgresVersion } from "../../dev/embedded/postgres-versions";
import { removeStack } from "../../dev/embedded/stack";
import { stack } from "../support/stack";

it("an embedded Postgres at whose port another answers does not start, and the other is not taken for it", async ({
  skip,
}) => {
  const { hostname, port } = new URL(stack.dbUrl);
  if (hostname !== "127.0.0.1") skip("The tests run against a database elsewhere.");
  const directory = mkdtempSync(join(tmpdir(), "hydra-second-"));
  try {
    const files = await preparePostgresFiles(directory, readPostgresVersion(), () => undefined);
    const second = await createPostgres({ directory, files, port: Number(port) });
    await expect(second.start()).rejects.toThrow(/Postgres did not start[\s\S]*Address already in use/);
  } finally {
    removeStack(directory);
  }
});
