// The queue at a glance: whether it runs, what bounds it, and who works. Its places stay while its words change.
import { fill, h, setText } from "../lib/dom.js";
import { ago, count, duration, moment } from "../lib/format.js";
import { anyStageWords } from "./stage-words.js";

/** Build its `head` and the rest of it; `update` both with each new status. `control` holds what its button does: pause and resume. */
export function queueBoard(control) {
  const said = h("span", { role: "status" });
  const since = h("span"); // outside of the status, which would be read out anew every minute
  const button = h("button", { type: "button", onclick: () => (isPaused ? control.resume() : control.pause()) });
  const facts = h("dl", { class: "queue-facts" });
  const workers = h("tbody");
  const nobody = h("p", { class: "notice notice-warn", hidden: true }, "No worker is alive, so nothing is done. Start one with: ", h("code", null, "dramatiq actors"), ", or everything with: ", h("code", null, "make run"));
  const workerTable = h("table", { class: "small" },
    h("thead", null, h("tr", null, ["Process", "Does", "Alive since", "Last heard of"].map((words) => h("th", { scope: "col" }, words)))), workers);
  const head = h("div", { class: "queue-state" }, h("div", null, h("h1", { tabindex: "-1" }, "Queue"), h("p", { class: "queue-said" }, said, since)), button);
  const element = h("div", { class: "stack loose" },
    facts,
    h("section", { "aria-labelledby": "workers-heading" }, h("h2", { id: "workers-heading" }, "Who works"), nobody, h("div", { class: "scrolls", tabindex: "0", role: "region", "aria-labelledby": "workers-heading" }, workerTable)));
  let isPaused = false;
  let shown = "";
  return { head, element, update };

  function update(status) {
    isPaused = status.paused;
    setText(said, stateWords(status));
    setText(since, isPaused && status.paused_at ? ` It was paused ${ago(status.paused_at)}.` : "");
    setText(button, isPaused ? "Resume the queue" : "Pause the queue");
    button.className = isPaused ? "primary" : "";
    nobody.hidden = status.workers.length > 0;
    workerTable.hidden = status.workers.length + status.schedulers.length === 0;
    // Rebuilt only where something changed, so that a selection in it stays.
    const next = JSON.stringify([factsOf(status), workersOf(status)]);
    if (next === shown) return;
    shown = next;
    fill(facts, factsOf(status).map(([name, words]) => h("div", null, h("dt", null, name), h("dd", null, words))));
    fill(workers, workersOf(status).map(([process, does, since, seen]) => h("tr", null, h("th", { scope: "row" }, process), h("td", null, doesWords(does)), h("td", null, since), h("td", null, seen))));
  }
}

function stateWords({ paused, stats }) {
  if (paused) return "Paused: what runs goes on, nothing new starts.";
  return stats.active ? `Running: ${count(stats.active, "scan")} at work.` : "Ready: nothing is at work.";
}

function factsOf({ rate_limit, concurrency, oldest_waiting_ms, broker }) {
  const { max, per_seconds, retryAfterMs } = rate_limit;
  return [
    ["At a time", count(concurrency, "scan")],
    ["Starts", `${max} in any ${per_seconds === 60 ? "minute" : duration(per_seconds)}; ${retryAfterMs === null ? "another may start now" : `the next in ${duration(retryAfterMs / 1000)}`}`],
    ["Longest wait", oldest_waiting_ms === null ? "nobody waits" : duration(oldest_waiting_ms / 1000)],
    ["Broker", brokerWords(broker)],
  ];
}

function brokerWords({ reachable, queues }) {
  if (!reachable) return "cannot be reached; waiting scans are safe in the database";
  return queues.map(({ name, waiting, delayed, dead }) => `reachable; ${name}: ${count(waiting, "message")} waiting, ${delayed} delayed, ${dead} dead`).join("; ");
}

function doesWords(does) {
  if (typeof does === "string") return does;
  const links = does.map(({ job_id, stage }) => h("a", { href: `/scans/${job_id.replace("scan-", "")}` }, anyStageWords(stage)));
  return links.length ? links.flatMap((link, index) => (index ? [", ", link] : [link])) : "idle";
}

function workersOf({ workers, schedulers }) {
  const line = ({ host, pid, started_at, seen_at }, does) => [`${host}, process ${pid}`, does, moment(started_at), ago(seen_at)];
  return [
    ...workers.map((worker) => line(worker, worker.running)),
    ...schedulers.map((scheduler) => line(scheduler, "scheduler")),
  ];
}
