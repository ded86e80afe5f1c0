// What a scan could and could not read, in plain words. Open where something is missing, folded where all is well.
import { h } from "../lib/dom.js";
import { count, number, span } from "../lib/format.js";

const WORDS = {
  complete: "read in full",
  capped: "capped: there is more than was read",
  empty: "holds nothing for this question",
  damaged: "read in part: its end could not be read",
  missing: "does not exist",
  unreadable: "could not be read",
  private: "is private",
  quarantined: "is quarantined",
  banned: "is banned",
};
const IN_FULL = new Set(["complete", "empty"]);
const UNREAD = new Set(["missing", "unreadable", "private", "quarantined", "banned"]);
const SHOWN = 100;

export function coverage(scan) {
  const entries = scan.coverage.toSorted((one, other) => weight(other) - weight(one));
  const lacking = entries.filter(({ status }) => !IN_FULL.has(status));
  return h("details", { class: "coverage", open: lacking.length > 0 },
    h("summary", null, "Coverage: ", summaryOf(scan, entries, lacking)),
    h("ul", { class: "coverage-list" }, entries.slice(0, SHOWN).map((entry) => line(scan, entry))),
    entries.length > SHOWN && h("p", { class: "soft small" }, `and ${number(entries.length - SHOWN)} more.`),
    leftOut(scan.counts));
}

function summaryOf(scan, entries, lacking) {
  const kind = scan.source === "archive" ? "file" : "subreddit";
  if (entries.length === 0) return "nothing was read";
  if (lacking.length === 0) return `${entries.length === 1 ? `the ${kind}` : `all ${count(entries.length, kind)}`} read in full`;
  if (lacking.length === 1) return `${nameOf(scan, lacking[0])} ${WORDS[lacking[0].status]}`;
  return `${number(lacking.length)} of ${count(entries.length, kind)} could not be read in full`;
}

function line(scan, entry) {
  const { status, fetched, reason, from, to } = entry;
  const tone = UNREAD.has(status) ? "bad" : IN_FULL.has(status) ? "" : "warn";
  return h("li", { class: tone },
    h("span", null, h("strong", null, nameOf(scan, entry)), ` ${WORDS[status] ?? status}`),
    h("span", { class: "soft numbers" }, fetched > 0 && `${count(fetched, "document")}`, fetched > 0 && from && `, ${span(from, to)}`),
    reason && h("span", { class: "soft reason" }, reason));
}

function leftOut({ duplicates, other_languages: others }) {
  const words = [
    duplicates && `${count(duplicates, "document repeats", "documents repeat")} another one; their pains were counted once.`,
    others && `${count(others, "document is", "documents are")} not in English and left unread.`,
  ].filter(Boolean);
  return words.length > 0 && h("p", { class: "soft small" }, words.join(" "));
}

function nameOf(scan, { target }) {
  return scan.source === "archive" || target.startsWith("u_") ? target : `r/${target}`;
}

function weight({ status }) {
  return UNREAD.has(status) ? 2 : IN_FULL.has(status) ? 0 : 1;
}
