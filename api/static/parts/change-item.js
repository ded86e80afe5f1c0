// A pain point in two scans: how it moved, and the quotes that only one of them has.
import { h } from "../lib/dom.js";
import { count, number, percent } from "../lib/format.js";
import { plainQuote } from "./quote.js";

const TONES = { new: "good", growing: "good", shrinking: "warn", gone: "" };
export const STATE_NAMES = { new: "New", growing: "Growing", steady: "Steady", shrinking: "Shrinking", gone: "Gone", unknown: "Cannot tell" };

/** Build the item; `ids` are { earlier, later } of the scans. */
export function changeItem(change, ids) {
  const { earlier, later, earlier_share, later_share } = change;
  const state = change.state ?? "unknown";
  const address = (side) => change[side] && `/scans/${ids[side]}/pain-points/${change[side].id}`;
  return h("li", { class: "change" },
    h("div", { class: "change-what" },
      h("div", { class: "row" }, h("h2", null, h("a", { href: address("later") ?? address("earlier") }, (later ?? earlier).name)),
        h("span", { class: `chip ${TONES[state] ?? ""}`.trim() }, STATE_NAMES[state])),
      earlier && later && h("p", { class: "small" }, h("a", { class: "soft", href: address("earlier") }, later.name === earlier.name ? "See it in the earlier scan" : `In the earlier scan: ${earlier.name}`))),
    h("dl", { class: "change-numbers numbers" },
      figure("Mentions", earlier?.mentions, later?.mentions, number),
      figure("Share", earlier_share, later_share, percent),
      figure("Score", earlier?.score, later?.score, (score) => score.toFixed(1))),
    h("div", { class: "change-evidence" }, evidence(change)));
}

function figure(name, before, after, write) {
  const say = (value) => (value === undefined || value === null ? "–" : write(value));
  return h("div", null, h("dt", null, name), h("dd", null,
    h("span", { "aria-hidden": "true" }, h("span", { class: "soft" }, say(before), " → "), h("strong", null, say(after))),
    h("span", { class: "only-read-out" }, `before ${spoken(before, write)}, after ${spoken(after, write)}`)));
}

const spoken = (value, write) => (value === undefined || value === null ? "none" : write(value));

function evidence({ earlier, later, new_quotes, gone_quotes, shared_mentions }) {
  if (new_quotes.length + gone_quotes.length === 0) return h("p", { class: "soft small" }, "Both scans have the same quotes.");
  return h("details", { class: "small" }, h("summary", null, summaryOf({ earlier, later, shared_mentions })),
    quotes("Only in the later scan", new_quotes, later ? later.mentions - shared_mentions : 0),
    quotes("Only in the earlier scan", gone_quotes, earlier ? earlier.mentions - shared_mentions : 0));
}

function summaryOf({ earlier, later, shared_mentions }) {
  if (!earlier) return `What is said: ${count(later.mentions, "new quote")}`;
  if (!later) return `What was said: ${count(earlier.mentions, "quote")}, none of them now`;
  const [came, went] = [later, earlier].map((side) => Math.max(side.mentions - shared_mentions, 0));
  return `What changed: ${[came && count(came, "new quote"), went && `${number(went)} gone`, `${number(shared_mentions)} in both`].filter(Boolean).join(", ")}`;
}

function quotes(heading, items, all) {
  const more = all - items.length;
  return items.length > 0 && h("section", { class: "changed-quotes" }, h("h3", null, heading), h("ul", null, items.map(plainQuote)),
    more > 0 && h("p", { class: "soft" }, `And ${number(more)} more.`));
}
