// Two scans beside each other: what is new, growing, shrinking and gone, with the evidence.
import { get, getAll, withQuery } from "../lib/api.js";
import { fill, h } from "../lib/dom.js";
import { count, span } from "../lib/format.js";
import { keepInAddress, title } from "../lib/router.js";
import { empty, failed, loading } from "../lib/states.js";
import { changeItem, STATE_NAMES } from "../parts/change-item.js";
import { likeliestPair, scanPair } from "../parts/scan-pair.js";
import { hasResults } from "../parts/scan-words.js";
import { stateTabs } from "../parts/state-tabs.js";

export async function open({ main, query, signal }) {
  title("Compare");
  const scans = (await getAll("/api/scans?limit=200", { signal })).filter(hasResults);
  const heading = h("div", null, h("h1", { tabindex: "-1" }, "Compare"), h("p", { class: "soft" }, "What moved from one scan to another."));
  if (scans.length < 2) return void fill(main, h("div", { class: "stack loose" }, heading, tooFew(scans)));
  const result = h("div", { class: "comparison" });
  let pair = pairIn(query, scans) ?? likeliestPair(scans);
  let state = query.get("state") ?? "all";

  fill(main, h("div", { class: "stack loose" }, heading, scanPair(scans, pair, (next) => { pair = next; compare(); }), result));
  await compare();

  async function compare() {
    const asked = pair;
    keepInAddress({ ...pair, state: state === "all" ? null : state });
    // What stood there stays until the new comparison is here: nothing jumps.
    if (!result.hasChildNodes()) fill(result, loading("Comparing …"));
    result.setAttribute("aria-busy", "true");
    try {
      const comparison = await readWhole(pair, signal);
      if (asked === pair) fill(result, ...shown(comparison));
    } catch (error) {
      if (!signal.aborted && asked === pair) fill(result, failed(error, compare));
    }
    result.removeAttribute("aria-busy");
  }

  function shown({ earlier, later, notes, counts, items }) {
    const list = h("ol", { class: "changes" });
    const nothing = h("p", { class: "soft", role: "status" });
    const names = Object.entries(STATE_NAMES).filter(([name]) => name !== "unknown" || counts.unknown > 0);
    if (!names.some(([name]) => name === state)) state = "all";
    const tabs = stateTabs({
      legend: "Show", group: "movement", names: [["all", "All"], ...names], chosen: state,
      choose: (wanted) => {
        state = wanted;
        keepInAddress({ ...pair, state: state === "all" ? null : state });
        showItems();
      },
    });
    tabs.update({ all: items.length, ...counts });
    showItems();
    return [read(earlier, later), notes.length > 0 && weaknesses(notes), tabs.element, nothing, list].filter(Boolean);

    function showItems() {
      const wanted = items.filter((item) => state === "all" || (item.state ?? "unknown") === state);
      fill(list, wanted.map((item) => changeItem(item, pair)));
      fill(nothing, wanted.length === 0 && (items.length ? `Nothing is ${STATE_NAMES[state].toLowerCase()}.` : "Neither scan has a pain point to compare."));
      nothing.hidden = wanted.length > 0;
    }
  }
}

function pairIn(query, scans) {
  const [earlier, later] = [query.get("earlier"), query.get("later")];
  const isKnown = (id) => scans.some((scan) => scan.id === id);
  return earlier !== later && isKnown(earlier) && isKnown(later) ? { earlier, later } : null;
}

async function readWhole(pair, signal) {
  const first = await get(withQuery("/api/compare", { ...pair, limit: 200 }), { signal });
  const rest = first.next ? await getAll(first.next, { signal }) : [];
  return { ...first, items: [...first.items, ...rest] };
}

function read(earlier, later) {
  const line = (scan) => [`${count(scan.pain_points, "pain point")} in ${count(scan.documents, "document")}`, scan.from && `, ${span(scan.from, scan.to)}`];
  return h("dl", { class: "compared" },
    h("div", null, h("dt", null, "Earlier"), h("dd", null, line(earlier))),
    h("div", null, h("dt", null, "Later"), h("dd", null, line(later))));
}

function weaknesses(notes) {
  return h("section", { class: "notice notice-warn", "aria-label": "What weakens this comparison" },
    h("h2", null, "What weakens this comparison"), h("ul", null, notes.map((note) => h("li", null, note))));
}

function tooFew([only]) {
  const words = only
    ? "There is one finished scan. Ask the same question again, later or over another time, and see here what moved."
    : "There is no finished scan yet. Two of the same question show here what is new, growing, shrinking and gone.";
  return empty(only ? "One more scan is needed" : "Two finished scans are needed", words,
    only ? h("a", { class: "button primary", href: `/?like=${only.id}` }, "Ask it again") : h("a", { class: "button primary", href: "/" }, "To the scans"));
}
