import { median } from "../evaluate/median.ts";
import type { Scenario, SizeResult } from "../scenario.ts";

const width = 860;
const height = 420;
const plot = { left: 70, right: width - 290, top: 56, bottom: height - 56 };
const colors = ["#64748b", "#0f766e", "#7c3aed", "#0369a1", "#b45309", "#4d7c0f", "#be123c"];
/** The least distance between two labels. */
const lineHeight = 18;

/**
 * Plots time by rows for each candidate, both on logarithmic scales: proportional growth is a straight line.
 * @param candidates the names of those to plot
 * @returns an SVG document
 */
export function drawChart(scenario: Scenario, sizes: readonly SizeResult[], candidates: readonly string[]): string {
  const seconds = (size: SizeResult, name: string) => median((size.samples[name] ?? []).map(({ ms }) => ms)) / 1000;
  const times = sizes.flatMap((size) => candidates.map((name) => seconds(size, name)));
  const x = scale(
    sizes.map(({ rows }) => rows),
    plot.left,
    plot.right,
  );
  const y = scale(
    [10 ** Math.floor(Math.log10(Math.min(...times))), 10 ** Math.ceil(Math.log10(Math.max(...times)))],
    plot.bottom,
    plot.top,
  );
  const [lowest, highest] = [Math.floor(Math.log10(Math.min(...times))), Math.ceil(Math.log10(Math.max(...times)))];

  const grid = Array.from({ length: highest - lowest + 1 }, (_, index) => 10 ** (lowest + index)).map(
    (value) =>
      `<line x1="${plot.left}" x2="${plot.right}" y1="${y(value)}" y2="${y(value)}" stroke="#e2e8f0"/>` +
      text(plot.left - 10, y(value) + 4, `${value} s`, "end"),
  );
  const ticks = sizes.map(({ rows }) => text(x(rows), plot.bottom + 22, rows.toLocaleString("en"), "middle"));
  const last = sizes.at(-1);
  const ends = candidates
    .map((name, index) => ({
      name,
      color: colors[index % colors.length] ?? "#000",
      at: last ? y(seconds(last, name)) : 0,
    }))
    .sort((a, b) => a.at - b.at);
  let nextLabelY = 0;
  const lines = ends.map(({ name, color, at }) => {
    const points = sizes.map((size) => [x(size.rows), y(seconds(size, name))] as const);
    const label = Math.max(at + 4, nextLabelY);
    nextLabelY = label + lineHeight;
    const figure = last ? ` ${seconds(last, name).toFixed(1)} s` : "";
    return [
      `<polyline fill="none" stroke="${color}" stroke-width="2.5" points="${points.map((point) => point.join(",")).join(" ")}"/>`,
      ...points.map(([px, py]) => `<circle cx="${px}" cy="${py}" r="4" fill="${color}"/>`),
      text(plot.right + 14, label, `${name}${figure}`, "start", color),
    ].join("");
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="13" role="img">`,
    `<title>Time to export ${scenario.unit}, compared with COPY</title>`,
    `<rect width="${width}" height="${height}" rx="10" fill="#ffffff"/>`,
    text(plot.left, 30, `Seconds to export ${scenario.unit}, by number of rows`, "start", "#0f172a", 600),
    ...grid,
    ...ticks,
    ...lines,
    "</svg>\n",
  ].join("\n");
}

/** @returns a function from a value to its position on a logarithmic axis */
function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const [low, high] = [Math.log10(Math.min(...values)), Math.log10(Math.max(...values))];
  return (value) => Math.round((from + ((Math.log10(value) - low) / (high - low || 1)) * (to - from)) * 10) / 10;
}

function text(x: number, y: number, content: string, anchor: string, color = "#475569", weight = 400): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${color}" font-weight="${weight}">${content}</text>`;
}
