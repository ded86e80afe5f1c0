// What was done in this scan, and in others with its question: each entry can be undone, however late.
import { get } from "../lib/api.js";
import { fill, h } from "../lib/dom.js";
import { ago, count, moment } from "../lib/format.js";
import { once } from "../lib/once.js";
import { attempt } from "../lib/toast.js";
import { undo } from "./curate.js";

const WORDS = {
  rename: ({ name }) => (name ? `renamed to “${name}”` : "given back the name it was found under"),
  merge: ({ others, other_names }) => `took in ${other_names ? other_names.map((name) => `“${name}”`).join(", ") : count(others.length, "other")}`,
  split: ({ mentions, name }) => `gave ${count(mentions.length, "quote")} to “${name}”`,
  reject: ({ rejected }) => (rejected ? "rejected" : "taken back in"),
  star: ({ starred }) => (starred ? "starred" : "star taken away"),
  note: ({ note }) => (note ? "note written" : "note taken away"),
};

/** Build the folded section; its `load` reads the log anew. */
export function curationLog(page) {
  const list = h("ol", { class: "log" });
  const more = h("button", { type: "button", class: "small", hidden: true, onclick: () => once(more, loadOlder), dataset: { focus: "older" } }, "Show older");
  const summary = h("summary", null, "History");
  const section = h("details", { class: "history" }, summary,
    h("p", { class: "hint" }, "What you did holds in every scan with this question. Undoing an old entry leaves the newer ones in force."), list, h("p", { class: "actions" }, more));
  let entries = [];
  let next = null;
  return { section, load };

  async function load() {
    ({ items: entries, next } = await get(`/api/scans/${page.scanId}/curations`, page));
    show();
  }

  function show() {
    const own = entries.filter((entry) => concerns(entry, page.painPointId));
    const others = entries.filter((entry) => !own.includes(entry));
    fill(list, [...own, ...others].map((entry) => line(entry, own.includes(entry), () => undo(page, entry, summary))));
    if (entries.length === 0) fill(list, h("li", { class: "soft" }, "Nothing was done yet."));
    more.hidden = !next;
  }

  function loadOlder() {
    return attempt(async () => {
      const asked = next;
      const older = await get(asked, page);
      if (asked !== next) return; // the log was read anew
      entries = [...entries, ...older.items];
      next = older.next;
      show();
    });
  }
}

function line(entry, isOwn, takeBack) {
  const { id, action, details, pain_point_name, created_at, undone_at } = entry;
  const words = WORDS[action]?.(details) ?? action;
  return h("li", { class: undone_at ? "undone" : null },
    h("div", null, isOwn ? h("span", { class: "log-what" }, words.charAt(0).toUpperCase() + words.slice(1)) : h("span", { class: "log-what" }, `“${pain_point_name}” `, words),
      h("span", { class: "soft small" }, " ", h("time", { datetime: created_at, title: moment(created_at) }, ago(created_at)), undone_at && `, undone ${ago(undone_at)}`)),
    !undone_at && h("button", { type: "button", class: "small", dataset: { focus: `undo-${id}` }, "aria-label": `Undo: ${words}`, onclick: takeBack }, "Undo"));
}

function concerns({ pain_point_id, new_pain_point_id, details }, painPointId) {
  return pain_point_id === painPointId || new_pain_point_id === painPointId || Boolean(details.others?.includes(painPointId));
}
