export type Progress = { step(text: string): void; done(): void };

/** Says what is being done now, with the seconds it has taken so far; in plain lines when nobody watches a terminal. */
export function createProgress(output: NodeJS.WriteStream = process.stdout): Progress {
  let current: { text: string; since: number } | undefined;
  const seconds = () => Math.round((Date.now() - (current?.since ?? 0)) / 1000);
  const line = () => `${current?.text}… ${seconds()} s`;

  // A terminal shows the line anew each second; elsewhere a line now and then proves that it is alive.
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
      current = { text, since: Date.now() };
      output.write(output.isTTY ? `${text}…` : `${text}…\n`);
    },
    done: finish,
  };
}
