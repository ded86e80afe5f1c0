// How far a living scan is: a bar, its four stages, what it has read so far, and why it waits if it does.
import { h, setText } from "../lib/dom.js";
import { count, duration } from "../lib/format.js";
import { documentsOf } from "./scan-words.js";
import { STAGES, doingWords, progressBar, stageWords } from "./stage-words.js";
import { waitingWords } from "./why-waiting.js";

/** Build the panel; `update` it with a newer scan, and with what the queue says while it waits. */
export function scanProgress(scan) {
  const bar = progressBar(scan);
  const [doing, share, time, counts, why] = ["strong", "span", "span", "p", "p"].map((tag) => h(tag));
  doing.setAttribute("role", "status");
  share.className = time.className = "numbers";
  counts.className = "soft numbers";
  const stages = STAGES.map((stage) => stageLine(stage, scan.source));
  const element = h("section", { class: "progress-panel stack", "aria-label": "Progress" },
    h("p", { class: "row" }, doing, h("span", { class: "push soft dots" }, share, time)),
    bar.element,
    h("ol", { class: "stages" }, stages.map((line) => line.element)),
    counts, why);

  const update = (newer, queue) => {
    bar.update(newer);
    setText(doing, doingWords(newer));
    setText(share, `${newer.progress} %`);
    setText(time, newer.timings.started_at ? duration(secondsSince(newer.timings.started_at)) : "");
    setText(counts, countsOf(newer));
    setText(why, newer.stalled_reason ?? (queue ? waitingWords(newer, queue) : ""));
    for (const line of stages) line.update(newer);
  };
  update(scan, null);
  return { element, update };
}

function stageLine(stage, source) {
  const mark = h("span", { class: "stage-mark", "aria-hidden": "true" });
  const state = h("span", { class: "only-read-out" });
  const took = h("span", { class: "soft numbers small" });
  const element = h("li", null, mark, h("span", null, stageWords(stage, source)), state, took);
  const update = (scan) => {
    const seconds = scan.timings.stages[stage];
    const isNow = scan.stage === stage && scan.status === "running";
    element.className = seconds !== undefined ? "done" : isNow ? "now" : "";
    setText(mark, seconds !== undefined ? "✓" : "");
    setText(state, seconds !== undefined ? " (done)" : isNow ? " (now)" : " (to come)");
    setText(took, seconds !== undefined ? duration(seconds) : "");
  };
  return { element, update };
}

function countsOf(scan) {
  const { posts, comments, mentions } = scan.counts;
  if (!posts && !comments) return "Nothing read yet.";
  return `${documentsOf(scan)} read${mentions ? `; in them, ${count(mentions, "sentence")} where somebody has a problem` : ""}.`;
}

const secondsSince = (iso) => Math.max(0, (Date.now() - new Date(iso)) / 1000);
