import { median } from "../evaluate/median.ts";
import type { Sample, Scenario, SizeResult, Target } from "../scenario.ts";
import type { Provenance } from "./provenance.ts";

/** Formats the figures as Markdown: medians of the rounds, their ratios to the baselines, and the targets. */
export function toMarkdown(
  scenario: Scenario,
  sizes: readonly SizeResult[],
  targets: readonly Target[],
  { machine, versions, commit }: Provenance,
): string {
  const hardware = `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB`;
  const software = `Node ${versions.node}, Next ${versions.next}, Postgres ${versions.postgres}, Supabase Lite ${versions.lite}`;
  return [
    ...sizes.flatMap((size, index) => [...tableOf(scenario, size, sizes[index - 1]), ""]),
    ...targets.map(({ text, met }) => `- ${met ? "Met" : "MISSED"}: ${text}`),
    "",
    `Medians. ${hardware}; ${software}; commit ${commit}.`,
    "",
  ].join("\n");
}

function tableOf(scenario: Scenario, size: SizeResult, smaller: SizeResult | undefined): string[] {
  const name = `${size.rows.toLocaleString("en")} ${scenario.unit}`;
  const times = (count: number) => `${count.toFixed(1)}x`;
  const rows = scenario.candidates.map((candidate) => {
    const samples = size.samples[candidate.name] ?? [];
    const ms = medianOf(samples, "ms");
    const cells = [
      candidate.name,
      `${(ms / 1000).toFixed(2)} s`,
      `${times(ms / medianOf(size.samples[candidate.baseline] ?? [], "ms"))}`,
      `${medianOf(samples, "firstByteMs").toFixed(0)} ms`,
      `${(medianOf(samples, "bytes") / 1e6).toFixed(1)} MB`,
      overIdle(samples, size.idleRssBytes),
    ];
    if (smaller) cells.push(times(ms / medianOf(smaller.samples[candidate.name] ?? [], "ms")));
    return `| ${cells.join(" | ")} |`;
  });
  const headings = [name, "time", "ratio", "first byte", "size", "server memory over idle"];
  if (smaller) headings.push(`time to ${smaller.rows.toLocaleString("en")}'s`);
  return [`| ${headings.join(" | ")} |`, `| --- |${" ---: |".repeat(headings.length - 1)}`, ...rows];
}

function medianOf(samples: readonly Sample[], figure: "ms" | "firstByteMs" | "bytes"): number {
  return median(samples.map((sample) => sample[figure]));
}

/** The highest peak of all rounds, because a server needs room for it. */
function overIdle(samples: readonly Sample[], idle: number | undefined): string {
  const peaks = samples.flatMap(({ peakRssBytes }) => peakRssBytes ?? []);
  if (idle === undefined || peaks.length === 0) return "";
  return `${((Math.max(...peaks) - idle) / 1e6).toFixed(0)} MB`;
}
