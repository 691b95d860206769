import { appExport } from "../candidates/app-export.ts";
import { cutDownload } from "../candidates/cut-download.ts";
import { heartbeatCount, heartbeats } from "../candidates/heartbeats.ts";
import { atMost, flatMemory, medians } from "../evaluate/targets.ts";
import type { Scenario } from "../scenario.ts";
import { fillContacts } from "./contacts-data.ts";

const undisturbed = "Undisturbed";
const cut = "Cut off every 3 s";
const plainHeartbeats = `${heartbeatCount} heartbeats`;
const heartbeatsWithParts = `${heartbeatCount} heartbeats with parts`;
/** What a second of an undisturbed export has, at 40 MB/s. */
const partsPerHeartbeat = 10;

/** Contacts as CSV whose download is cut off again and again, and what recording parts costs one that is not. */
export const resume: Scenario = {
  name: "resume",
  unit: "contacts",
  rows: 1_000_000,
  warmUp: { kind: "contacts", format: "csv" },
  makeData: fillContacts,
  candidates: [
    { name: undisturbed, baseline: undisturbed, run: (bench) => appExport(bench, { kind: "contacts", format: "csv" }) },
    { name: cut, baseline: undisturbed, run: (bench) => cutDownload(bench, { kind: "contacts", format: "csv" }) },
    { name: plainHeartbeats, baseline: undisturbed, run: (bench) => heartbeats(bench) },
    { name: heartbeatsWithParts, baseline: undisturbed, run: (bench) => heartbeats(bench, partsPerHeartbeat) },
  ],
  evaluate(sizes) {
    const at = medians(sizes);
    const partsMs = (at(heartbeatsWithParts) - at(plainHeartbeats)) / heartbeatCount;
    return [
      atMost("Cut off every 3 s, times the undisturbed time, without the pauses", at(cut) / at(undisturbed), 1.15),
      atMost("Recording parts, % of an undisturbed export's time", partsMs / 10, 2),
      flatMemory(sizes, [undisturbed, cut], 80),
    ];
  },
};
