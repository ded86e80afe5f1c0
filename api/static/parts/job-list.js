// Jobs of one state. A row stays the same element while its job changes, so that focus and open details survive a poll.
import { get, post } from "../lib/api.js";
import { fill, h, setText } from "../lib/dom.js";
import { ago, duration, moment } from "../lib/format.js";
import { attempt, toast } from "../lib/toast.js";
import { anyStageWords } from "./stage-words.js";

const SOON_MS = 3_600_000;

/** Build the list; `update` it with the jobs of the moment and the questions of their scans, by id. */
export function jobList({ changed, signal }) {
  const element = h("ul", { class: "jobs" });
  const rows = new Map();
  return { element, update };

  function update(jobs, questions) {
    const wanted = jobs.map((job) => {
      if (!rows.has(job.id)) rows.set(job.id, jobRow(job, { changed, signal }));
      const row = rows.get(job.id);
      row.update(job, questions.get(job.scan_id));
      return row.element;
    });
    const ids = new Set(jobs.map(({ id }) => id));
    for (const [id, row] of rows) {
      if (ids.has(id)) continue;
      row.element.remove();
      rows.delete(id);
    }
    wanted.forEach((row, index) => { if (element.children[index] !== row) element.insertBefore(row, element.children[index] ?? null); });
  }
}

function jobRow({ id, scan_id }, { changed, signal }) {
  const link = h("a", { href: `/scans/${scan_id}` }, id);
  const facts = h("p", { class: "dots soft small numbers" });
  const error = h("p", { class: "job-error small", hidden: true });
  const retry = h("button", { type: "button", class: "small", onclick: retryIt, hidden: true }, "Retry");
  const attempts = h("ol", { class: "attempts small" });
  const details = h("details", { class: "small", hidden: true, ontoggle: ({ target }) => target.open && readAttempts() }, h("summary", null, "Failed attempts"), attempts);
  const element = h("li", null, h("div", { class: "job-main" }, h("p", null, link), facts, error, details), retry);
  return { element, update };

  function update(job, question) {
    setText(link, question ?? id);
    showFacts(job);
    error.hidden = !job.failedReason;
    setText(error, job.failedReason ?? "");
    retry.hidden = !["failed", "cancelled"].includes(job.state);
    retry.setAttribute("aria-label", `Retry: ${question ?? id}`);
    details.hidden = !job.failedReason;
  }

  function showFacts(job) {
    const next = factsOf(job);
    if (facts.childElementCount !== next.length) fill(facts, next.map(() => h("span")));
    next.forEach((words, index) => setText(facts.children[index], words));
  }

  function retryIt() {
    return attempt(async () => {
      await post(`/api/scans/${scan_id}/retry`);
      toast("It goes on from its last good stage.", { link: { href: `/scans/${scan_id}`, words: "Open the scan" } });
      await changed();
    });
  }

  async function readAttempts() {
    await attempt(async () => {
      const { job } = await get(`/api/queue/status?jobId=${id}`, { signal });
      fill(attempts, job.attempts.length ? job.attempts.map(attemptLine) : h("li", { class: "soft" }, "None are on record."));
    });
  }
}

function factsOf(job) {
  return [
    job.state === "active" && `${anyStageWords(job.stage)}, ${job.progress} %`,
    job.attempts_made ? `attempt ${job.attempts_made} of ${job.max_attempts}` : "not tried yet",
    job.priority !== "standard" && `${job.priority} priority`,
    job.alone && "runs alone",
    job.state === "delayed" && nextTry(job),
    whenOf(job),
    job.started_at && job.finished_at && `took ${duration((new Date(job.finished_at) - new Date(job.started_at)) / 1000)}`,
  ].filter(Boolean);
}

function nextTry({ retryAfterMs, not_before }) {
  if (retryAfterMs === null) return null;
  return not_before && retryAfterMs > SOON_MS ? `next try ${moment(not_before)}` : `next try in ${duration(retryAfterMs / 1000)}`;
}

function whenOf({ finished_at, started_at, created_at, state }) {
  if (finished_at) return `ended ${ago(finished_at)}`;
  return state === "active" && started_at ? `started ${ago(started_at)}` : `asked ${ago(created_at)}`;
}

function attemptLine({ at, attempt: number, stage, error, code, again_at }) {
  const where = stage ? `, ${anyStageWords(stage).toLowerCase()}` : "";
  return h("li", null, h("span", { class: "soft" }, `${moment(at)}${number ? `, attempt ${number}` : ""}${where}: `), error ?? code ?? "no reason was kept",
    again_at && h("span", { class: "soft" }, ` Tried again ${moment(again_at)}.`));
}
