// Searching, sorting and filtering pain points. What is chosen stands in the address.
import { h, newId, setText } from "../lib/dom.js";
import { keepInAddress } from "../lib/router.js";
import { selectField } from "./field.js";
import { CATEGORIES, CONFIDENCES, MIGHT_PAY, MOVEMENTS, WOULD_PAY } from "./pain-point-words.js";

const TYPED_MS = 150;
const SEARCH = "Search names and quotes";
const ANY = ["", "Any"];
const SORTS = [
  ["score", "Highest score"], ["mentions", "Most mentions"], ["authors", "Most authors"], ["newest", "Seen last"],
  ["oldest", "Seen first"], ["intent_to_pay", "Most likely to pay"], ["name", "By name"],
];
const SCORES = [ANY, ...[20, 30, 40, 50, 60, 70].map((points) => [String(points), `${points} and more`])];
const PAYS = [ANY, [String(MIGHT_PAY), "Might pay"], [String(WOULD_PAY), "Would pay"]];
const SHOWN = [["", "All but rejected"], ["starred", "Starred only"], ["rejected", "Rejected only"], ["any", "Rejected ones too"]];
const NAMES = ["q", "sort", "category", "subreddit", "min_score", "confidence", "min_intent_to_pay", "state", "starred", "rejected"];
const DEFAULTS = { sort: "score" };

/** Build the bar; `onChange(parameters)` hears what the list is to be asked for, until `signal`. `subreddits` may be named. */
export function filters({ query, subreddits, hasEarlier, onChange, signal }) {
  const chosen = Object.fromEntries(NAMES.map((name) => [name, query.get(name) ?? DEFAULTS[name] ?? ""]));
  const search = h("input", { type: "search", value: chosen.q, autocomplete: "off", maxlength: "200", placeholder: SEARCH, "aria-label": SEARCH });
  const sort = choice("sort", "Order", SORTS);
  const choices = [
    choice("category", "Category", [ANY, ...Object.entries(CATEGORIES)]),
    choice("subreddit", "Subreddit", withChosen([ANY, ...subreddits.map((name) => [name, `r/${name}`])], chosen.subreddit)),
    choice("min_score", "Score", SCORES),
    choice("confidence", "Confidence", [ANY, ...Object.entries(CONFIDENCES)]),
    choice("min_intent_to_pay", "Intent to pay", PAYS),
    (hasEarlier || chosen.state) && choice("state", "Since the scan before", [ANY, ...Object.entries(MOVEMENTS)]),
    choice("shown", "Show", SHOWN),
  ].filter(Boolean);
  const clear = h("button", { type: "button", class: "quiet", onclick: () => clearAll() }, "Clear");
  const panelId = newId("filters");
  const panel = h("div", { class: "filter-grid", id: panelId, hidden: countSet(chosen) === 0 }, choices.map((part) => part.element), clear);
  const toggle = h("button", { type: "button", "aria-expanded": String(!panel.hidden), "aria-controls": panelId, onclick: () => {
    panel.hidden = !panel.hidden;
    toggle.setAttribute("aria-expanded", String(!panel.hidden));
  } });
  const element = h("div", { class: "list-tools", role: "search", "aria-label": "Pain points" }, search, toggle, sort.element, panel);

  let timer;
  signal.addEventListener("abort", () => clearTimeout(timer));
  const tell = (waitMs = 0) => {
    clearTimeout(timer);
    keepInAddress(Object.fromEntries(Object.entries(chosen).filter(([name, value]) => value !== (DEFAULTS[name] ?? ""))));
    const set = countSet(chosen);
    setText(toggle, set ? `Filter (${set})` : "Filter");
    clear.hidden = set === 0;
    const ask = () => onChange(askedFor(chosen));
    if (waitMs) timer = setTimeout(ask, waitMs);
    else ask();
  };
  const clearAll = () => {
    for (const part of choices) part.element.querySelector("select").value = "";
    for (const name of NAMES) if (name !== "sort") chosen[name] = "";
    search.value = "";
    search.focus();
    tell();
  };
  search.addEventListener("input", () => {
    chosen.q = search.value.trim();
    tell(TYPED_MS);
  });

  function choice(name, label, options) {
    const part = selectField({ name, label, options, value: name === "shown" ? shownOf(chosen) : chosen[name] });
    part.element.querySelector("select").addEventListener("change", (event) => {
      Object.assign(chosen, name === "shown" ? parametersOf(event.target.value) : { [name]: event.target.value });
      tell();
    });
    return part;
  }
  return { element, tell: () => tell(), clear: clearAll, isSet: () => countSet(chosen) > 0 || chosen.q !== "" };
}

const shownOf = ({ starred, rejected }) => (starred === "true" ? "starred" : { true: "rejected", any: "any" }[rejected] ?? "");

function parametersOf(shown) {
  return { starred: shown === "starred" ? "true" : "", rejected: { rejected: "true", any: "any" }[shown] ?? "" };
}

function withChosen(options, value) {
  return options.some(([key]) => key === value) ? options : [...options, [value, `r/${value}`]];
}

const countSet = (chosen) => NAMES.filter((name) => name !== "q" && name !== "sort" && chosen[name] !== "").length;

const askedFor = (chosen) => Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== ""));
