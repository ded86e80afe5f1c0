// The four stages of a scan in plain words, and how far one is.
import { h, setText, style } from "../lib/dom.js";
import { moment } from "../lib/format.js";
import { isAlive } from "./scan-words.js";

export const STAGES = ["fetch_reddit", "preprocess_nlp", "cluster", "persist"];

const READING = { reddit: "Reading Reddit", arctic_shift: "Reading the archive of Reddit", archive: "Reading the files", sample: "Reading the sample" };
const OTHERS = { preprocess_nlp: "Finding what people struggle with", cluster: "Grouping what belongs together", persist: "Naming and scoring" };

export const anyStageWords = (stage) => OTHERS[stage] ?? "Reading";
export const stageWords = (stage, source) => (stage === "fetch_reddit" ? READING[source] : OTHERS[stage]);

/** What a living scan is doing, in a few words. */
export function doingWords(scan) {
  if (scan.cancel_requested) return "Stopping at the next safe point";
  if (scan.status === "queued") return waitingWords(scan);
  return stageWords(scan.stage, scan.source) ?? "Starting";
}

function waitingWords({ error, request: { start_at: start } }) {
  if (error) return "Waiting to try again";
  return start && new Date(start) > Date.now() ? `Waiting until ${moment(start)}` : "Waiting for its turn";
}

/** A progress bar that keeps its place in the page: `update` it with a newer scan. */
export function progressBar(scan) {
  const filled = h("span");
  const element = h("div", { class: "bar", role: "progressbar", "aria-label": "Progress", "aria-valuemin": "0", "aria-valuemax": "100" }, filled);
  const update = (newer) => {
    style(filled, { "--share": String(newer.progress / 100) });
    element.setAttribute("aria-valuenow", newer.progress);
    element.setAttribute("aria-valuetext", `${newer.progress} %, ${isAlive(newer) ? doingWords(newer) : newer.status}`);
  };
  update(scan);
  return { element, update };
}
