export type Progress = { step(text: string): void; done(): void };

/** Prints the current step and the seconds it has taken; if the output is no terminal, as plain lines. */
export function createProgress(output: NodeJS.WriteStream = process.stdout): Progress {
  let current: { text: string; startedAt: number } | undefined;
  const seconds = () => Math.round((Date.now() - (current?.startedAt ?? 0)) / 1000);
  const line = () => `${current?.text}… ${seconds()} s`;

  // A terminal's line is updated every second; elsewhere a line every 15 seconds shows that the step still runs.
  const timer = setInterval(() => {
    if (!current) return;
    if (output.isTTY) output.write(`\r${line()}`);
    else if (seconds() > 0 && seconds() % 15 === 0) output.write(`${line()}\n`);
  }, 1000);
  timer.unref();

  const finish = () => {
    if (current && output.isTTY) output.write(`\r${line()}\n`);
    current = undefined;
  };
  return {
    step(text) {
      finish();
      current = { text, startedAt: Date.now() };
      output.write(output.isTTY ? `${text}…` : `${text}…\n`);
    },
    done: finish,
  };
}
