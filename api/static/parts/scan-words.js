// Scans in words: what was asked, of whom, over which time, and where it stands.
import { h, setText } from "../lib/dom.js";
import { count, day, span } from "../lib/format.js";

export const SOURCES = {
  reddit: "Reddit",
  arctic_shift: "Arctic Shift, the public archive",
  archive: "Archive files",
  sample: "The sample (invented)",
};

export const STATUSES = {
  queued: ["Queued", ""],
  running: ["Running", "good"],
  completed: ["Completed", ""],
  partial: ["Partial", "warn"],
  failed: ["Failed", "bad"],
  cancelled: ["Cancelled", ""],
};

const PRESETS = { "7d": "the last 7 days", "30d": "the last 30 days", "90d": "the last 90 days", all: "any time" };
const NEWEST = { "7d": "its newest 7 days", "30d": "its newest 30 days", "90d": "its newest 90 days", all: "any time" };
const EVERYWHERE = { reddit: "on Reddit", arctic_shift: "in the archive", archive: "in the archive files", sample: "in the sample" };
const NAMED_SUBREDDITS = 4;

export const isAlive = (scan) => scan.status === "queued" || scan.status === "running";
export const hasResults = (scan) => scan.status === "completed" || scan.status === "partial";

/** The question as a heading: “sync” or “offline” in r/Notion. */
export function questionOf({ source, request }) {
  const what = request.keywords.length ? list(request.keywords.map((keyword) => `“${keyword}”`), "or") : "Everything";
  const where = request.subreddits.length ? `in ${subredditsOf(request.subreddits)}` : EVERYWHERE[source];
  return `${what} ${where}`;
}

export function rangeOf({ source, request: { range } }) {
  const presets = source === "archive" || source === "sample" ? NEWEST : PRESETS;
  if (typeof range === "string") return presets[range] ?? range;
  if (!range.from) return `up to ${day(range.to)}`;
  return range.to ? span(range.from, range.to) : `from ${day(range.from)} on`;
}

/** "279 posts and 568 comments" */
export const documentsOf = ({ counts }) => `${count(counts.posts, "post")} and ${count(counts.comments, "comment")}`;

/** A chip that says the status; `update` it with a newer scan. */
export function statusChip(scan) {
  const chip = h("span", { class: "chip" });
  const update = (newer) => {
    const [word, tone] = newer.cancel_requested && isAlive(newer) ? ["Cancelling", "warn"] : STATUSES[newer.status];
    setText(chip, word);
    chip.className = `chip ${tone}`.trim();
  };
  update(scan);
  return { element: chip, update };
}

function subredditsOf(names) {
  const shown = names.slice(0, NAMED_SUBREDDITS).map((name) => `r/${name}`);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : list(shown, "and");
}

function list(words, join) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${join} ${words.at(-1)}`;
}
