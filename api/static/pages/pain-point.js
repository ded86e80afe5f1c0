// One pain point: what people said, why it scores as it does, and what the reader makes of it.
import { get, getAll } from "../lib/api.js";
import { fill, h, keepFocus } from "../lib/dom.js";
import { asLeft, go, title } from "../lib/router.js";
import { curationLog } from "../parts/curation-log.js";
import { painHead } from "../parts/pain-head.js";
import { quotesSection } from "../parts/quotes.js";
import { relatedCard } from "../parts/related.js";
import { questionOf, rangeOf } from "../parts/scan-words.js";
import { scoreCard } from "../parts/score-card.js";
import { trendCard } from "../parts/trend.js";

export async function open({ main, params: { scanId, painPointId }, query, signal }) {
  const api = `/api/scans/${scanId}/pain-points/${painPointId}`;
  const page = { api, scanId, painPointId, signal, refresh };
  const [scan, first] = await Promise.all([get(`/api/scans/${scanId}`, page), get(api, page).catch(followMerge)]);
  if (!first) return;
  let painPoint = first;
  let editing = null;
  let shown = {}; // what the head was last built from

  const head = h("header", { class: "pain-head stack" });
  const score = h("div", { class: "pain-score stack loose" });
  const beside = h("div", { class: "pain-beside stack loose" });
  const related = h("div");
  const quotes = quotesSection(page, query.get("sort"));
  const log = curationLog(page);
  fill(beside, related, log.section);

  await showAll();
  fill(main, trail(scanId, scan), head, h("div", { class: "pain" }, score, quotes.section, beside));

  async function refresh(undone) {
    const seen = await get(api, page).catch((error) => {
      if (error.status !== 404) throw error;
      return null;
    });
    if (!seen) return go(undone ? `/scans/${scanId}/pain-points/${undone.pain_point_id}` : `/scans/${scanId}`, { replace: true });
    const isOtherSet = seen.mentions !== painPoint.mentions;
    painPoint = seen;
    if (isOtherSet) return showAll();
    await log.load();
    showHead();
  }

  async function showAll() {
    const [alike] = await Promise.all([get(`${api}/related`, page), quotes.load(painPoint.mentions), log.load()]);
    showHead();
    keepFocus(() => {
      fill(score, scoreCard(painPoint), trendCard(page, painPoint, score.hasChildNodes()));
      fill(related, relatedCard(scanId, alike.items));
    });
  }

  function showHead() {
    title(painPoint.name);
    const before = editing === shown.editing ? openField() : null;
    const isTyped = before && before.value !== (shown.painPoint[editing] ?? "");
    keepFocus(() => {
      fill(head, painHead(page, painPoint, { isInvented: scan.source === "sample", editing, edit, split: quotes.startChoosing }));
      if (isTyped) openField().value = before.value;
    });
    if (before && document.activeElement === openField()) openField().setSelectionRange(before.selectionStart, before.selectionEnd);
    shown = { editing, painPoint };
  }

  function openField() {
    return head.querySelector("form input, form textarea");
  }

  function edit(what, focusNext) {
    editing = what;
    showHead();
    const field = openField();
    if (what) field.select();
    (what ? field : head.querySelector(`[data-focus="${focusNext}"]`))?.focus();
  }

  async function followMerge(error) {
    const into = error.status === 404 && (await wentInto(scanId, painPointId, signal));
    if (!into) throw error;
    go(`/scans/${scanId}/pain-points/${into}`, { replace: true });
  }
}

// The address of a pain point that was merged away, as an old link has it, leads to where its quotes are.
async function wentInto(scanId, painPointId, signal) {
  const log = await getAll(`/api/scans/${scanId}/curations`, { signal });
  return log.find(({ undone_at, details }) => !undone_at && details.others?.includes(painPointId))?.pain_point_id;
}

function trail(scanId, scan) {
  return h("p", { class: "trail" }, h("a", { href: asLeft(`/scans/${scanId}`) },
    h("span", { "aria-hidden": "true" }, "← "), questionOf(scan)), `, ${rangeOf(scan)}`);
}
