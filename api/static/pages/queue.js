// The queue: counts, who works, and jobs by state; polled, and changed in place.
import { Unreachable, get, getAll, poll, post, withQuery } from "../lib/api.js";
import { fill, h, setText } from "../lib/dom.js";
import { keepInAddress, title } from "../lib/router.js";
import { failed } from "../lib/states.js";
import { attempt, toast } from "../lib/toast.js";
import { cleanQueue } from "../parts/clean-queue.js";
import { jobList } from "../parts/job-list.js";
import { queueBoard } from "../parts/queue-board.js";
import { questionOf, rangeOf } from "../parts/scan-words.js";
import { stateTabs } from "../parts/state-tabs.js";

const STATES = [
  ["waiting", "Waiting"], ["delayed", "Delayed"], ["active", "Active"], ["completed", "Completed"], ["failed", "Failed"], ["cancelled", "Cancelled"],
];
const NOTHING = {
  waiting: "Nobody waits for a turn.", delayed: "Nothing waits for a time.", active: "Nothing is at work.",
  completed: "Nothing was completed lately; completed jobs are kept 24 hours.", failed: "Nothing failed.", cancelled: "Nothing was cancelled.",
};
const EVERY_MS = 2_000;

export async function open({ main, query, signal }) {
  title("Queue");
  const questions = new Map();
  let state = STATES.some(([name]) => name === query.get("state")) ? query.get("state") : null;

  const board = queueBoard({ pause: () => control("pause", "Paused: nothing new starts."), resume: () => control("resume", "The queue goes on.") });
  const jobs = jobList({ changed: refresh, signal });
  const heading = h("h2", { id: "jobs-heading" });
  const nothing = h("p", { class: "soft", hidden: true });
  const more = h("p", { class: "soft small", hidden: true }, "The newest 50 are shown.");
  const retryAll = h("button", { type: "button", class: "small", hidden: true, onclick: retryFailed }, "Retry all failed");
  const clean = h("button", { type: "button", class: "small", onclick: openCleaning }, "Clean …");

  const first = await get("/api/queue/status", { signal });
  state ??= busiest(first);
  const tabs = stateTabs({ legend: "Jobs by state", group: "state", names: STATES, chosen: state, choose: chooseState });
  showStatus(first);
  await showJobs();
  fill(main, h("div", { class: "stack loose" }, board.head, tabs.element,
    h("section", { "aria-labelledby": "jobs-heading" }, h("div", { class: "section-head jobs-head" }, heading, h("p", { class: "actions" }, retryAll, clean)), nothing, jobs.element, more), board.element));
  poll("/api/queue/status", (status) => { showStatus(status); attemptQuietly(showJobs, signal); }, { signal, everyMs: EVERY_MS }).catch((error) => fill(main, failed(error, undefined, { level: 1 })));

  async function refresh() {
    showStatus(await get("/api/queue/status", { signal }));
    await showJobs();
  }

  function showStatus(status) {
    tabs.update({ ...status.stats, cancelled: status.cancelled });
    board.update(status);
    retryAll.hidden = status.stats.failed === 0;
  }

  async function showJobs() {
    const asked = state;
    const { items, next } = await get(withQuery("/api/queue/jobs", { state }), { signal });
    if (asked !== state) return;
    if (items.some(({ scan_id }) => !questions.has(scan_id))) await readQuestions(questions, signal);
    if (asked !== state) return;
    jobs.update(items, questions);
    nothing.hidden = items.length > 0;
    setText(heading, `${STATES.find(([name]) => name === state)[1]} jobs`);
    setText(nothing, NOTHING[state]);
    more.hidden = !next;
    clean.hidden = !["completed", "failed", "cancelled"].includes(state) || items.length === 0;
  }

  function chooseState(wanted) {
    state = wanted;
    keepInAddress({ state });
    attempt(showJobs);
  }

  function control(what, words) {
    return attempt(async () => {
      await post(`/api/queue/${what}`);
      await refresh();
      toast(words);
    });
  }

  function retryFailed() {
    return attempt(async () => {
      const { retried } = await post("/api/queue/retry-failed", {});
      await refresh();
      toast(retried === 1 ? "1 scan goes on." : `${retried} scans go on.`);
    });
  }

  async function openCleaning() {
    if (await cleanQueue({ state, signal })) await attempt(refresh);
  }
}

// The poll itself says when the server does not answer.
function attemptQuietly(what, signal) {
  what().catch((error) => { if (!signal.aborted && !(error instanceof Unreachable) && !(error.status >= 500)) console.error(error); });
}

/** What a reader most likely came for: what goes wrong or goes on, else what was done. */
function busiest({ stats }) {
  return ["active", "failed", "delayed", "waiting"].find((name) => stats[name] > 0) ?? "completed";
}

async function readQuestions(questions, signal) {
  for (const scan of await getAll("/api/scans?limit=200", { signal })) questions.set(scan.id, `${questionOf(scan)}, ${rangeOf(scan)}`);
}
