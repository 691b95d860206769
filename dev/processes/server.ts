import type { ChildProcess, SpawnOptions } from "node:child_process";
import { appendFileSync, closeSync, openSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { hasExited, isClosing, spawnChild } from "./child-process.ts";
import { removePidFile, writePidFile } from "./pid-files.ts";

export type ServerOptions = {
  name: string;
  command: string;
  args: string[];
  /** A file for its output; without one it goes to this terminal. */
  log?: string;
  /** Strings that must not reach the log. */
  secrets?: string[];
  /** Where the process is recorded, so that the next start can clear it away after a crash. */
  directory: string;
  stopSignal?: NodeJS.Signals;
  spawn?: SpawnOptions;
};

export type Server = {
  /** Resolves only when it ends without having been asked to. */
  crashed: Promise<Error>;
  /** Waits until `answers` is true; fails when the process ends first or takes longer than `seconds`. */
  ready(answers: () => Promise<boolean>, seconds: number): Promise<void>;
  stop(): Promise<void>;
};

/** Starts a program that runs until it is stopped. */
export function startServer(options: ServerOptions): Server {
  const { name, log, secrets = [], directory, stopSignal = "SIGTERM" } = options;
  const file = log === undefined ? undefined : openSync(log, "a", 0o600);
  const output = file === undefined ? "inherit" : secrets.length > 0 ? "pipe" : file;
  const stdio: SpawnOptions["stdio"] = ["ignore", output, output];
  const { child, exited, stop } = spawnChild(options.command, options.args, { ...options.spawn, stdio }, stopSignal);
  if (log !== undefined) copyWithoutSecrets(child, log, secrets);
  if (file !== undefined) closeSync(file);
  if (child.pid !== undefined) writePidFile(directory, name, child.pid, stopSignal);

  let asked = false;
  const forgotten = exited.then(() => removePidFile(directory, name));
  const crashed = new Promise<Error>((resolve) => {
    void exited.then(() => {
      if (!asked && !isClosing()) resolve(new Error(`${name} stopped unexpectedly.${endOf(log)}`));
    });
  });
  return {
    crashed,
    async ready(answers, seconds) {
      const deadline = Date.now() + seconds * 1000;
      while (!(await answers())) {
        if (hasExited(child)) throw new Error(`${name} did not start.${endOf(log)}`);
        if (Date.now() > deadline) throw new Error(`${name} did not answer within ${seconds} seconds.${endOf(log)}`);
        await sleep(50);
      }
    },
    async stop() {
      asked = true;
      await stop();
      await forgotten;
    },
  };
}

function copyWithoutSecrets(child: ChildProcess, log: string, secrets: string[]) {
  for (const input of [child.stdout, child.stderr]) {
    if (!input) continue;
    createInterface({ input }).on("line", (line) => {
      appendFileSync(log, `${secrets.reduce((text, secret) => text.replaceAll(secret, "[hidden]"), line)}\n`);
    });
  }
}

function endOf(log: string | undefined) {
  if (log === undefined) return "";
  return ` The end of its log, ${log}:\n${readFileSync(log, "utf8").trimEnd().split("\n").slice(-12).join("\n")}`;
}
