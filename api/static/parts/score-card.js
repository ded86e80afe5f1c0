// The score, large, and what it is made of.
import { h, style } from "../lib/dom.js";
import { confidenceSentence, intentToPaySentence } from "./pain-point-sentences.js";
import { PARTS } from "./score-words.js";

// On a phone the quotes come first; the parts are a tap away.
const HAS_ROOM = "(min-width: 40.01rem)";

export function scoreCard({ score, score_parts, confidence, intent_to_pay }) {
  return h("section", { class: "score-card", "aria-labelledby": "score-heading" },
    h("h2", { id: "score-heading", class: "only-read-out" }, "Score"),
    h("p", { class: "score-large numbers" }, h("strong", null, score.toFixed(1)), h("span", { class: "soft" }, " of 100")),
    h("p", null, confidenceSentence(confidence.level), h("br"), intentToPaySentence(intent_to_pay)),
    h("details", { open: matchMedia(HAS_ROOM).matches }, h("summary", null, "What it is made of"),
      h("ul", { class: "score-parts" }, Object.entries(score_parts).map(([name, part]) => scorePart(name, part))),
      h("p", { class: "hint" }, "Value × weight = points. No part looks at other pain points, so scores of different scans compare.")));
}

function scorePart(name, { value, weight, points, reason }) {
  const [label, meaning] = PARTS[name] ?? [name, ""];
  return h("li", null,
    h("div", { class: "score-part-line" },
      h("span", { class: "label", title: meaning }, label),
      h("span", { class: "numbers soft" }, `${value.toFixed(2)} × ${weight} = `, h("strong", null, points.toFixed(1)))),
    h("div", { class: "bar", "aria-hidden": "true" }, style(h("span"), { "--share": value })),
    h("p", { class: "hint" }, sentence(reason)));
}

const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1);
