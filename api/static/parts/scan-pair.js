// Choosing the two scans that are compared.
import { fill, h, newId } from "../lib/dom.js";
import { shortMoment } from "../lib/format.js";
import { questionKey } from "./earlier-scan.js";
import { questionOf, rangeOf } from "./scan-words.js";

/** Build the form; `chosen` is { earlier, later }, `change` gets the new pair. */
export function scanPair(scans, chosen, change) {
  const pair = { ...chosen };
  const earlier = side("Earlier scan", "earlier");
  const later = side("Later scan", "later");
  const swap = h("button", { type: "button", "aria-label": "Swap the two scans", onclick: () => choose({ earlier: pair.later, later: pair.earlier }) }, h("span", { "aria-hidden": "true" }, "⇄"), "Swap");
  show();
  return h("div", { class: "scan-pair" }, earlier.element, swap, later.element);

  function choose(next) {
    Object.assign(pair, next);
    show();
    change({ ...pair });
  }

  function side(label, name) {
    const id = newId("scan");
    const select = h("select", { id, onchange: ({ target }) => choose({ [name]: target.value }) });
    return { element: h("div", { class: "field" }, h("label", { for: id }, label), select), select };
  }

  function show() {
    fill(earlier.select, optionsOf(pair.earlier, pair.later));
    fill(later.select, optionsOf(pair.later, pair.earlier));
  }

  // Scans of the other one's question come first: only these are alike enough to say what changed.
  function optionsOf(id, otherId) {
    const other = scans.find((scan) => scan.id === otherId);
    const alike = scans.filter((scan) => questionKey(scan) === questionKey(other));
    const unlike = scans.filter((scan) => !alike.includes(scan));
    const option = (scan) => h("option", { value: scan.id, selected: scan.id === id, disabled: scan.id === otherId }, nameOf(scan));
    return [
      h("optgroup", { label: "The same question" }, alike.map(option)),
      unlike.length > 0 && h("optgroup", { label: "Other questions" }, unlike.map(option)),
    ];
  }
}

/** The newest scan, and the newest before it that asked the same question; else the two newest. `scans` are newest first. */
export function likeliestPair(scans) {
  for (const later of scans) {
    const earlier = scans.find((scan) => scan.timings.created_at < later.timings.created_at && questionKey(scan) === questionKey(later));
    if (earlier) return { earlier: earlier.id, later: later.id };
  }
  return { earlier: scans[1].id, later: scans[0].id };
}

const nameOf = (scan) => `${shortMoment(scan.timings.created_at)}: ${rangeOf(scan)}, ${questionOf(scan)}`;
