// The ranked pain points of a scan: found, filtered, sorted, selected, a page at a time.
import { get, withQuery } from "../lib/api.js";
import { fill, h, setText } from "../lib/dom.js";
import { count } from "../lib/format.js";
import { once } from "../lib/once.js";
import { empty, failed, loading } from "../lib/states.js";
import { attempt } from "../lib/toast.js";
import { openExport } from "./export-dialog.js";
import { filters } from "./filters.js";
import { painPointRow } from "./pain-point-row.js";
import { scoreLegend } from "./score-bar.js";
import { selectionBar } from "./selection.js";

const PAGE = 50;
const LONGEST_PAGE = 200;
// Where the reader was in each list, by its address: the pain point that was opened, and how many were shown.
const leftAt = new Map();

/** Build the list of a scan's pain points; `query` is that of the address. */
export function painPointList({ scan, query, hasEarlier, signal, isReturn }) {
  const address = `/api/scans/${scan.id}/pain-points`;
  const list = h("ol", { class: "rows pains", "aria-label": "Pain points" });
  const found = h("p", { class: "soft small numbers", role: "status", tabindex: "-1" });
  const more = h("button", { type: "button", hidden: true, onclick: () => once(more, showMore) }, "Show more");
  const instead = h("div", null, loading("Loading the pain points …"));
  const selection = selectionBar(scan.id, {
    onExport: () => exportThem("selected"),
    onChanged: () => load(),
    onClear: () => {
      rows.forEach((row) => row.select(false));
      found.focus(); // its button is gone
    },
  });
  let rows = [];
  let next = null;
  let total = 0;
  let parameters = {};
  let asking = new AbortController();
  let here = location.href;
  let returnTo = isReturn ? leftAt.get(location.href) : undefined;
  signal.addEventListener("abort", () => {
    asking.abort();
    leftAt.set(here, { opened: document.activeElement?.closest?.(".pain-row")?.dataset.painPoint, shown: rows.length });
  });

  const bar = filters({ query, hasEarlier, subreddits: subredditsIn(scan), signal, onChange: (asked) => { parameters = asked; here = location.href; load(); } });

  const load = async () => {
    asking.abort();
    asking = new AbortController();
    const mine = asking.signal;
    list.setAttribute("aria-busy", "true");
    try {
      const limit = returnTo ? Math.min(Math.max(returnTo.shown, PAGE), LONGEST_PAGE) : PAGE;
      const page = await readThrough(withQuery(address, { ...parameters, limit }), returnTo?.shown ?? 0, mine);
      rows = [];
      fill(list);
      show(page);
      fill(instead, page.items.length === 0 && nothing());
      if (returnTo?.opened) list.querySelector(`[data-pain-point="${CSS.escape(returnTo.opened)}"] a`)?.focus();
      returnTo = undefined;
    } catch (error) {
      if (mine.aborted) return;
      rows = [];
      fill(list);
      fill(instead, failed(error, load));
    } finally {
      if (!mine.aborted) list.removeAttribute("aria-busy");
    }
  };
  const show = (page) => {
    const added = page.items.map((painPoint) => painPointRow(scan.id, painPoint, selection));
    rows.push(...added);
    list.append(...added.map((row) => row.element));
    ({ next, total } = page);
    more.hidden = !next;
    setText(found, `${count(total, "pain point")}${bar.isSet() ? total === 1 ? " matches" : " match" : ""}${next ? `, ${rows.length} shown` : ""}`);
  };
  const showMore = () => attempt(async () => {
    const first = rows.length;
    show(await get(next, { signal: asking.signal }));
    if (more.hidden) rows[first]?.element.querySelector("a").focus();
  });
  const nothing = () => (bar.isSet()
    ? empty("No pain point matches", "Other words or fewer filters may find one.", h("button", { type: "button", onclick: bar.clear }, "Clear search and filters"))
    : empty("Nothing is left to show", "Every pain point of this scan is rejected or merged away; the filter can show the rejected ones."));
  const exportThem = (wanted) => openExport({
    signal,
    scanId: scan.id, wanted, selected: selection.idsToExport(), filteredTotal: total, filtered: bar.isSet() ? parameters : null,
  });

  const element = h("section", { class: "stack", "aria-label": "Pain points" },
    bar.element,
    h("div", { class: "list-head" }, found, scoreLegend()),
    list, instead,
    h("p", { class: "actions more" }, more),
    selection.element);
  bar.tell();
  return { element, exportThem: () => exportThem() };
}

/** Read a page, and those after it until `wanted` pain points are read, as one. */
async function readThrough(path, wanted, signal) {
  let page = await get(path, { signal });
  while (page.next && page.items.length < wanted) {
    const further = await get(page.next, { signal });
    page = { ...further, items: [...page.items, ...further.items] };
  }
  return page;
}

function subredditsIn(scan) {
  const targets = scan.source === "archive" ? [] : scan.coverage.filter(({ fetched }) => fetched > 0).map(({ target }) => target);
  return [...new Set([...targets, ...scan.request.subreddits])].sort((one, other) => one.localeCompare(other));
}
