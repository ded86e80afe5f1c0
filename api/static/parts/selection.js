// The pain points that are selected, and what can be done with them together.
import { post, withQuery } from "../lib/api.js";
import { h, setText } from "../lib/dom.js";
import { count } from "../lib/format.js";
import { once } from "../lib/once.js";
import { attempt, toast } from "../lib/toast.js";

const MOST_EXPORTED = 200; // ids that the API takes

/** Build the bar; `onExport()` opens the export, `onChanged()` hears that pain points were merged or rejected. */
export function selectionBar(scanId, { onExport, onChanged, onClear }) {
  const chosen = new Map();
  const words = h("strong", { role: "status" });
  const merge = button("Merge", async () => {
    await once(merge, () => mergeAll(scanId, [...chosen.values()], done));
    show();
  });
  const reject = button("Reject", () => once(reject, () => rejectAll(scanId, [...chosen.values()], done)));
  const compare = h("a", { class: "button" }, "Compare");
  const element = h("section", { class: "selection-bar", "aria-label": "Selected pain points", hidden: true },
    words,
    button("Export selection", () => onExport()),
    compare,
    merge,
    reject,
    h("button", { type: "button", class: "quiet", onclick: () => clear() }, "Clear"));

  const show = () => {
    element.hidden = chosen.size === 0;
    merge.disabled = chosen.size < 2;
    compare.setAttribute("href", withQuery("/compare", { later: scanId, ids: [...chosen.keys()].join(",") }));
    const cap = chosen.size > MOST_EXPORTED ? `; an export takes the first ${MOST_EXPORTED}` : "";
    setText(words, `${count(chosen.size, "pain point")} selected${cap}`);
  };
  const clear = () => {
    chosen.clear();
    show();
    onClear();
  };
  const done = () => {
    clear();
    onChanged();
  };
  return {
    element,
    has: (id) => chosen.has(id),
    set(painPoint, isOn) {
      if (isOn) chosen.set(painPoint.id, painPoint);
      else chosen.delete(painPoint.id);
      show();
    },
    clear,
    idsToExport: () => [...chosen.keys()].slice(0, MOST_EXPORTED),
  };

  function button(label, act) {
    return h("button", { type: "button", onclick: act }, label);
  }
}

/** The highest scored stays, and the others go into it. */
function mergeAll(scanId, painPoints, done) {
  const [into, ...others] = painPoints.toSorted((one, other) => other.score - one.score);
  return attempt(async () => {
    const curation = await post(curationsOf(scanId, into), { action: "merge", others: others.map(({ id }) => id) });
    done();
    toast(`Merged ${count(others.length, "pain point")} into “${into.name}”.`, { undo: () => undoAll([curation], done) });
  });
}

function rejectAll(scanId, painPoints, done) {
  const made = [];
  return attempt(async () => {
    try {
      for (const painPoint of painPoints) made.push(await post(curationsOf(scanId, painPoint), { action: "reject", rejected: true }));
    } finally {
      if (made.length) {
        done();
        toast(`Rejected ${count(made.length, "pain point")}; hidden from lists and from later scans.`, { undo: () => undoAll(made, done) });
      }
    }
  });
}

function undoAll(curations, done) {
  return attempt(async () => {
    for (const { id } of curations.toReversed()) await post(`/api/curations/${id}/undo`);
    done();
    toast("Taken back.");
  });
}

const curationsOf = (scanId, { id }) => `/api/scans/${scanId}/pain-points/${id}/curations`;
