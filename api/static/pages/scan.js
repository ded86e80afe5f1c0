// One scan: its question, how far it is, what it could read, and the pain points that it found.
import { get, poll } from "../lib/api.js";
import { fill, h } from "../lib/dom.js";
import { ago, duration, moment } from "../lib/format.js";
import { once } from "../lib/once.js";
import { go, title } from "../lib/router.js";
import { failed } from "../lib/states.js";
import { attempt, toast } from "../lib/toast.js";
import { coverage } from "../parts/coverage.js";
import { findEarlier } from "../parts/earlier-scan.js";
import { nothingFound } from "../parts/nothing-found.js";
import { painPointList } from "../parts/pain-point-list.js";
import { cancelScan, deleteScan, retryScan, runAgain } from "../parts/scan-actions.js";
import { scanFailure } from "../parts/scan-failure.js";
import { scanProgress } from "../parts/scan-progress.js";
import { SOURCES, documentsOf, hasResults, isAlive, questionOf, rangeOf, statusChip } from "../parts/scan-words.js";
import { askQueue } from "../parts/why-waiting.js";

const ALIVE_MS = 700;

export async function open({ main, params, query, signal, isReturn }) {
  const address = `/api/scans/${params.scanId}`;
  const scan = await get(address, { signal });
  title(questionOf(scan));
  const head = scanHead(scan);
  const body = h("div", { class: "stack loose" });
  fill(main, h("div", { class: "stack loose" }, head.element, body));
  const show = async (newer) => {
    const hadFocus = main.contains(document.activeElement);
    head.update(newer);
    if (isAlive(newer)) follow(newer);
    else await showEnd(newer);
    // The button that was pressed may be gone.
    if (hadFocus && !main.contains(document.activeElement)) main.querySelector("h1").focus();
  };
  const lookAgain = () => attempt(async () => show(await get(address, { signal })));
  const follow = (newer) => followScan({ address, scan: newer, head, body, signal, onEnd: show, lookAgain });
  const showEnd = (ended) => showResults({ scan: ended, head, body, query, signal, isReturn, onRetried: lookAgain });
  await show(scan);
}

/** The heading: the question in words, and what can be done with the scan now. */
function scanHead(scan) {
  const chip = statusChip(scan);
  const facts = h("span", { class: "soft small dots" });
  const actions = h("p", { class: "actions" });
  const element = h("div", { class: "stack scan-head" },
    h("p", { class: "trail" }, h("a", { href: "/" }, "Scans")),
    h("div", { class: "page-head" }, h("h1", { tabindex: "-1" }, questionOf(scan)), actions),
    h("p", { class: "row" }, chip.element, facts));
  const update = (newer) => {
    chip.update(newer);
    fill(facts, factsOf(newer).map((fact) => h("span", null, fact)));
  };
  update(scan);
  return { element, update, setActions: (...buttons) => fill(actions, buttons) };
}

function factsOf(scan) {
  const { created_at: created, seconds } = scan.timings;
  return [
    SOURCES[scan.source],
    rangeOf(scan),
    scan.request.audience && `audience ${scan.request.audience}`,
    hasResults(scan) && documentsOf(scan),
    h("time", { datetime: created, title: moment(created) }, `asked ${ago(created)}`),
    hasResults(scan) && seconds !== null && `took ${duration(seconds)}`,
  ].filter(Boolean);
}

/** Show a living scan's progress until it ends. */
async function followScan({ address, scan, head, body, signal, onEnd, lookAgain }) {
  const progress = scanProgress(scan);
  fill(body, progress.element);
  head.setActions(button("Cancel the scan", () => cancelScan(scan, signal)));
  let latest = scan;
  let queue = null;
  const show = (newer) => {
    latest = newer;
    if (!isAlive(newer)) return true;
    head.update(newer);
    progress.update(newer, queue);
    askWhyItWaits(newer);
    return false;
  };
  const askWhyItWaits = async (newer) => {
    if (newer.status !== "queued") return void (queue = null);
    // What the queue says comes and goes; the next look asks again.
    queue = await askQueue(newer, signal).catch(() => queue);
  };
  try {
    await poll(address, show, { signal, everyMs: ALIVE_MS });
    if (!signal.aborted) await onEnd(latest);
  } catch (error) {
    if (!signal.aborted) fill(body, failed(error, lookAgain));
  }
}

/** Show how a scan ended: its pain points, or why there are none. */
async function showResults({ scan, head, body, query, signal, isReturn, onRetried }) {
  const mayHelp = scan.status === "cancelled" || scan.error?.retryable;
  const retry = button("Retry", async () => { if (await retryScan(scan)) await onRetried(); }, mayHelp ? "primary" : null);
  const again = button("Run again", runAgain(scan));
  const change = h("a", { class: mayHelp ? "button" : "button primary", href: `/?like=${scan.id}` }, "Change the question");
  const discard = button("Delete", () => discardScan(scan, signal), "quiet");
  if (!hasResults(scan)) {
    head.setActions(discard);
    fill(body, scanFailure(scan, ...(mayHelp ? [retry, again, change] : [change, retry, again])), scan.coverage.length > 0 && coverage(scan));
    return;
  }
  // The results stand without it.
  const earlier = await findEarlier(scan, signal).catch(() => null);
  if (signal.aborted) return;
  if (scan.counts.pain_points === 0) {
    head.setActions(again, discard);
    fill(body, nothingFound(scan), coverage(scan));
    return;
  }
  const list = painPointList({ scan, query, hasEarlier: earlier !== null, signal, isReturn });
  head.setActions(
    button("Export", list.exportThem, "primary"),
    earlier && h("a", { class: "button", href: `/compare?earlier=${earlier.id}&later=${scan.id}` }, `Compare with ${ago(earlier.timings.created_at)}`),
    again, discard);
  fill(body, coverage(scan), list.element);
}

async function discardScan(scan, signal) {
  if (!(await deleteScan(scan, signal))) return;
  go("/");
  toast("The scan is deleted.");
}

function button(label, act, kind) {
  return h("button", { type: "button", class: kind ?? null, onclick: ({ currentTarget }) => once(currentTarget, act) }, label);
}
