import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type ChildOptions, isStopping, startChild, stopChild } from "./child-process.ts";
import { removePidFile, writePidFile } from "./pid-files.ts";

export type ServerOptions = {
  name: string;
  command: string;
  args: string[];
  /** The file for its output. Without one, the output goes to this terminal. */
  log?: string;
  /** Strings to replace in the log. */
  secrets?: string[];
  /** Holds the pid file, with which the next start stops the process if this one is killed. */
  directory: string;
  stopSignal?: NodeJS.Signals;
  spawn?: ChildOptions;
};

export type Server = {
  pid: number | undefined;
  /** Resolves only when the server exits without having been stopped. */
  crashed: Promise<Error>;
  /** Waits until `answers` returns true. Fails when the server exits first or takes longer than `seconds`. */
  ready(answers: () => Promise<boolean>, seconds: number): Promise<void>;
  stop(): Promise<void>;
};

/** Starts a program that runs until it is stopped. */
export function startServer(options: ServerOptions): Server {
  const { name, log, secrets = [], directory, stopSignal = "SIGTERM" } = options;
  // Created here, because execa would create it readable for everyone.
  const file = log === undefined ? undefined : openSync(log, "a", 0o600);
  const output = outputTo(log, file, secrets);
  const child = startChild(options.command, options.args, {
    ...options.spawn,
    stdin: "ignore",
    stdout: output,
    stderr: output,
    buffer: false,
    killSignal: stopSignal,
  });
  if (file !== undefined) closeSync(file);
  if (child.pid !== undefined) writePidFile(directory, name, child.pid, stopSignal);

  let hasExited = false;
  let stopRequested = false;
  let cause = "";
  const exited = child.then(({ originalMessage }) => {
    hasExited = true;
    // Set when the program cannot be run or its log cannot be written, such as on a full disk.
    if (originalMessage) cause = ` (${originalMessage})`;
    removePidFile(directory, name);
  });
  const crashed = new Promise<Error>((resolve) => {
    void exited.then(() => {
      if (!stopRequested && !isStopping()) resolve(new Error(`${name} stopped unexpectedly${cause}.${lastLines(log)}`));
    });
  });
  return {
    pid: child.pid,
    crashed,
    async ready(answers, seconds) {
      const deadline = Date.now() + seconds * 1000;
      while (!(await answers())) {
        if (hasExited) throw new Error(`${name} did not start${cause}.${lastLines(log)}`);
        if (Date.now() > deadline)
          throw new Error(`${name} did not answer within ${seconds} seconds.${lastLines(log)}`);
        await sleep(50);
      }
    },
    async stop() {
      stopRequested = true;
      await stopChild(child);
      await exited;
    },
  };
}

function outputTo(log: string | undefined, file: number | undefined, secrets: string[]): ChildOptions["stdout"] {
  if (log === undefined || file === undefined) return "inherit";
  // The file itself: the program can still write to it when this process has been killed. (The type ends at 9.)
  if (secrets.length === 0) return file as 9;
  const hideSecrets = function* (line: unknown) {
    yield secrets.reduce((text, secret) => text.replaceAll(secret, "[hidden]"), String(line));
  };
  return [hideSecrets, { file: log, append: true }];
}

function lastLines(log: string | undefined): string {
  if (log === undefined) return "";
  return ` The end of its log, ${log}:\n${readFileSync(log, "utf8").trimEnd().split("\n").slice(-12).join("\n")}`;
}
