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
  let only = new Set(query.get("ids")?.split(",") ?? []);
  const missing = namesAScanThatIsGone(query, scans) && h("p", { class: "notice notice-warn", role: "status" }, "A scan of this address has no results here: it was deleted, or is not done. Two others stand below.");

  fill(main, h("div", { class: "stack loose" }, heading, missing, scanPair(scans, pair, (next) => { pair = next; compare(); }), result));
  await compare();

  async function compare() {
    const asked = pair;
    keepState();
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

  function keepState() {
    keepInAddress({ ...pair, state: state === "all" ? null : state, ids: [...only].join(",") });
  }

  function shown({ earlier, later, notes, counts, items: all }) {
    const chosen = all.filter((item) => only.has(item.later?.id));
    const items = chosen.length > 0 ? chosen : all;
    if (chosen.length > 0) counts = countStates(chosen);
    const list = h("ol", { class: "changes" });
    const nothing = h("p", { class: "soft", role: "status" });
    const names = Object.entries(STATE_NAMES).filter(([name]) => name !== "unknown" || counts.unknown > 0);
    if (!names.some(([name]) => name === state)) state = "all";
    const tabs = stateTabs({
      legend: "Show", group: "movement", names: [["all", "All"], ...names], chosen: state,
      choose: (wanted) => {
        state = wanted;
        keepState();
        showItems();
      },
    });
    tabs.update({ all: items.length, ...counts });
    showItems();
    return [read(earlier, later), chosen.length > 0 && onlyChosen(), notes.length > 0 && weaknesses(notes), tabs.element, nothing, list].filter(Boolean);

    function onlyChosen() {
      return h("p", { class: "row" }, `Only the ${count(chosen.length, "selected pain point")}.`,
        h("button", { type: "button", class: "small", onclick: showAll }, "Show all"));
    }

    function showAll() {
      only = new Set();
      keepState();
      fill(result, ...shown({ earlier, later, notes, counts: countStates(all), items: all }));
      result.querySelector("input").focus(); // the button is gone
    }

    function showItems() {
      const wanted = items.filter((item) => state === "all" || (item.state ?? "unknown") === state);
      fill(list, wanted.map((item) => changeItem(item, pair)));
      fill(nothing, wanted.length === 0 && (items.length ? `Nothing is ${STATE_NAMES[state].toLowerCase()}.` : "Neither scan has a pain point to compare."));
      nothing.hidden = wanted.length > 0;
    }
  }
}

/** The pair of the address; with the later scan alone, the one before it. */
function pairIn(query, scans) {
  const [earlier, later] = ["earlier", "later"].map((side) => scans.find(({ id }) => id === query.get(side)));
  if (earlier && later && earlier !== later) return { earlier: earlier.id, later: later.id };
  if (!later || query.get("earlier")) return null;
  const before = scans.filter(({ timings }) => timings.created_at < later.timings.created_at);
  return before.length > 0 ? likeliestPair([later, ...before]) : null;
}

const namesAScanThatIsGone = (query, scans) => ["earlier", "later"].some((side) => query.get(side) && !scans.some(({ id }) => id === query.get(side)));

function countStates(items) {
  const counts = {};
  for (const { state } of items) counts[state ?? "unknown"] = (counts[state ?? "unknown"] ?? 0) + 1;
  return counts;
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
