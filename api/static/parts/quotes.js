// All quotes of a pain point: sorted, page by page, and to choose from when some of them belong elsewhere.
import { get, withQuery } from "../lib/api.js";
import { fill, h, newId, setText } from "../lib/dom.js";
import { count } from "../lib/format.js";
import { keepInAddress } from "../lib/router.js";
import { attempt } from "../lib/toast.js";
import { keyOf, quoteItem } from "./quote.js";
import { splitBar } from "./split.js";

const SORTS = { best: "Best first", newest: "Newest first", votes: "Most votes first" };
const ON_A_PAGE = 20;

/** Build the section; its `load` shows the first quotes anew, and `startChoosing` lets some of them be split off. */
export function quotesSection(page, sort) {
  let order = sort in SORTS ? sort : "best";
  let total = 0;
  let quotes = [];
  let next = null;
  let explanation = null;
  let chosen = null; // a Map of quotes by key while the reader chooses

  const heading = h("h2", { id: "quotes-heading", tabindex: "-1" });
  const list = h("ol", { class: "quotes" });
  const more = h("p", { class: "actions" });
  const bar = h("div", { class: "split-slot" });
  const section = h("section", { class: "pain-quotes", "aria-labelledby": "quotes-heading" },
    h("div", { class: "section-head" }, heading, sortField(order, changeSort)), list, more, bar);

  return { section, load, startChoosing };

  async function load(mentions) {
    await readFirst();
    total = mentions;
    explanation = null;
    stopChoosing();
  }

  async function readFirst() {
    ({ items: quotes, next } = await get(withQuery(`${page.api}/quotes`, { sort: order, limit: ON_A_PAGE }), page));
  }

  function show() {
    setText(heading, count(total, "quote"));
    fill(list, quotes.map(item));
    showMore();
  }

  function item(quote) {
    return quoteItem(quote, explain, chosen && checkbox(quote));
  }

  function showMore() {
    const left = total - quotes.length;
    const button = h("button", { type: "button", onclick: loadMore, dataset: { focus: "more-quotes" } }, `Show ${Math.min(left, ON_A_PAGE)} more`);
    fill(more, next && button, next && h("span", { class: "soft" }, `${quotes.length} of ${total} shown`));
  }

  function loadMore() {
    return attempt(async () => {
      const fetched = await get(next, page);
      const isFirst = quotes.length;
      quotes = [...quotes, ...fetched.items];
      next = fetched.next;
      list.append(...fetched.items.map(item));
      showMore();
      // The button may be gone: the reader goes on with the first quote that came.
      list.children[isFirst]?.querySelector("a, input, summary")?.focus({ preventScroll: true });
    });
  }

  function changeSort(wanted) {
    order = wanted;
    keepInAddress({ sort: order === "best" ? null : order });
    return attempt(async () => {
      await readFirst();
      show();
    });
  }

  async function explain(quote) {
    explanation ??= get(`${page.api}/explanation`, page).catch((error) => { explanation = null; throw error; });
    return (await explanation).mentions.find((mention) => keyOf(mention) === keyOf(quote));
  }

  function startChoosing() {
    chosen = new Map();
    const choice = splitBar(page, { chosen, total: () => total, cancel: () => { stopChoosing(); heading.focus(); } });
    fill(bar, choice.form);
    bar.onChange = choice.update;
    show();
    list.querySelector("input")?.focus();
    section.scrollIntoView();
  }

  function stopChoosing() {
    chosen = null;
    fill(bar);
    show();
  }

  function checkbox(quote) {
    const key = keyOf(quote);
    return h("input", {
      type: "checkbox", checked: chosen.has(key), "aria-label": `Split off: ${quote.text}`,
      onchange: ({ target }) => {
        if (target.checked) chosen.set(key, quote);
        else chosen.delete(key);
        bar.onChange();
      },
    });
  }
}

function sortField(order, change) {
  const id = newId("sort");
  return h("div", { class: "sort" }, h("label", { for: id, class: "only-read-out" }, "Order of the quotes"),
    h("select", { id, onchange: ({ target }) => change(target.value) },
      Object.entries(SORTS).map(([value, words]) => h("option", { value, selected: value === order }, words))));
}
