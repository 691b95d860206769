import { expect, it } from "vitest";
import { failureMessage } from "../../dev/failure-message";
import { UserError } from "../../dev/user-error";

it.each([
  [
    "initdb",
    'initdb failed:\nFATAL:  could not write to file "pg_wal/xlogtemp.1": No space left on device\nchild process exited',
  ],
  ["a migration", "supabase db push failed:\nERROR: could not extend file: No space left on device (SQLSTATE 53100)"],
  ["a build", "next build failed:\n  syscall: 'write',\n  code: 'ENOSPC'"],
  ["a build's bundler", "next build failed:\n- No space left on device (os error 28)"],
  ["a quota", "EDQUOT: quota exceeded, write"],
])("a script that fails because %s finds the disk full says in one line what to do", (_who, message) => {
  expect(failureMessage(new Error(message))).toBe(
    "The disk is full: free some space (a new clone needs about 2 GB) and start again.",
  );
});

it("a script that fails otherwise says why", () => {
  expect(failureMessage(new UserError("Port 3000 is in use."))).toBe("Port 3000 is in use.");
  expect(failureMessage(new Error("initdb failed:\nno locale"))).toBe("Error: initdb failed:\nno locale");
});
