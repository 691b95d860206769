import type { SizeResult } from "./measure-size.ts";
import { median } from "./median.ts";
import type { Provenance } from "./provenance.ts";
import type { Sample, Scenario, Target } from "./scenario.ts";

/** The figures as Markdown: medians of the rounds, ratios within the run, and what was asked of them. */
export function toMarkdown(
  subject: Scenario,
  sizes: readonly SizeResult[],
  targets: readonly Target[],
  { machine, versions, commit }: Provenance,
): string {
  const on = `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB`;
  const ran = `Node ${versions.node}, Next ${versions.next}, Postgres ${versions.postgres}, Supabase Lite ${versions.lite}`;
  return [
    ...sizes.flatMap((size, index) => [...tableOf(subject, size, sizes[index - 1]), ""]),
    ...targets.map(({ text, met }) => `- ${met ? "Met" : "MISSED"}: ${text}`),
    "",
    `Medians. ${on}; ${ran}; commit ${commit}.`,
    "",
  ].join("\n");
}

function tableOf(subject: Scenario, size: SizeResult, smaller: SizeResult | undefined): string[] {
  const name = `${size.rows.toLocaleString("en")} ${subject.unit}`;
  const times = (count: number) => `${count.toFixed(1)}x`;
  const rows = subject.contenders.map((contender) => {
    const samples = size.samples[contender.name] ?? [];
    const ms = medianOf(samples, "ms");
    const cells = [
      contender.name,
      `${(ms / 1000).toFixed(2)} s`,
      `${times(ms / medianOf(size.samples[contender.against] ?? [], "ms"))}`,
      `${medianOf(samples, "firstByteMs").toFixed(0)} ms`,
      `${(medianOf(samples, "bytes") / 1e6).toFixed(1)} MB`,
      overIdle(samples, size.idleRssBytes),
    ];
    if (smaller) cells.push(times(ms / medianOf(smaller.samples[contender.name] ?? [], "ms")));
    return `| ${cells.join(" | ")} |`;
  });
  const heads = [name, "time", "ratio", "first byte", "size", "server memory over idle"];
  if (smaller) heads.push(`time to ${smaller.rows.toLocaleString("en")}'s`);
  return [`| ${heads.join(" | ")} |`, `| --- |${" ---: |".repeat(heads.length - 1)}`, ...rows];
}

function medianOf(samples: readonly Sample[], figure: "ms" | "firstByteMs" | "bytes"): number {
  return median(samples.map((sample) => sample[figure]));
}

/** The highest of all rounds, because a peak is what a server has to have room for. */
function overIdle(samples: readonly Sample[], idle: number | undefined): string {
  const peaks = samples.flatMap(({ peakRssBytes }) => peakRssBytes ?? []);
  if (idle === undefined || peaks.length === 0) return "";
  return `${((Math.max(...peaks) - idle) / 1e6).toFixed(0)} MB`;
}
