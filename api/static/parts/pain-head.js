// The head of a pain point: its name, what is known about it at a glance, and what can be done with it.
import { h } from "../lib/dom.js";
import { number, span } from "../lib/format.js";
import { curateAtOnce } from "./curate.js";
import { mergeInto } from "./merge.js";
import { nameForm, noteForm } from "./name-and-note.js";
import { CATEGORIES, voicesOf } from "./pain-point-words.js";

/** `edit` calls the head again with what is being edited: "name", "note" or nothing. */
export function painHead(page, painPoint, { isInvented, editing, edit, split }) {
  return [
    editing === "name" ? nameForm(page, painPoint, edit) : h("h1", { tabindex: "-1" }, painPoint.name),
    facts(painPoint, isInvented),
    painPoint.rejected && rejectedNotice(page),
    buttons(page, painPoint, { edit, split }),
    editing === "note" ? noteForm(page, painPoint, edit) : painPoint.note && note(painPoint.note),
  ];
}

function facts(painPoint, isInvented) {
  const { category, subreddits, first_seen, last_seen, name, original_name } = painPoint;
  return h("div", { class: "facts" },
    h("p", { class: "row" }, h("span", { class: "chip" }, CATEGORIES[category] ?? category), h("span", null, voicesOf(painPoint)),
      h("span", { class: "soft" }, span(first_seen, last_seen))),
    h("ul", { class: "places", "aria-label": "Subreddits" },
      subreddits.map((place) => h("li", null, `r/${place.name} `, h("span", { class: "soft numbers" }, number(place.mentions))))),
    name !== original_name && h("p", { class: "hint" }, `Found as “${original_name}”`),
    isInvented && h("p", { class: "hint" }, "From the sample: people, products and communities are invented, and its links lead nowhere."));
}

function rejectedNotice(page) {
  return h("div", { class: "notice notice-warn" },
    h("p", null, "You rejected this pain point: lists, comparisons and exports leave it out."),
    h("p", { class: "actions" }, h("button", { type: "button", dataset: { focus: "reject" }, onclick: () => reject(page, false) }, "Take it back in")));
}

function buttons(page, { starred, rejected, mentions, note: text, name }, { edit, split }) {
  const button = (focus, words, onclick, more = {}) => h("button", { type: "button", class: "small", dataset: { focus }, onclick, ...more }, words);
  return h("div", { class: "actions pain-actions", role: "group", "aria-label": "Curate" },
    button("star", [h("span", { "aria-hidden": "true" }, starred ? "★" : "☆"), starred ? "Starred" : "Star"], () => star(page, !starred), { "aria-pressed": String(starred) }),
    button("rename", "Rename", () => edit("name")),
    button("note", text ? "Edit note" : "Add a note", () => edit("note")),
    button("merge", "Merge …", () => mergeInto(page, name)),
    mentions > 1 && button("split", "Split …", split),
    !rejected && button("reject", "Reject", () => reject(page, true)));
}

const star = (page, starred) => curateAtOnce(page, { action: "star", starred }, starred ? "Starred." : "Star taken away.");
const reject = (page, rejected) => curateAtOnce(page, { action: "reject", rejected }, rejected ? "Rejected: lists leave it out from now on." : "Taken back in.");

function note(text) {
  return h("aside", { class: "note", "aria-label": "Note" }, h("p", null, text));
}
