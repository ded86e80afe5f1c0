// A score as a number and as the parts that add up to it. The bar's full width is 100 points.
import { h, style } from "../lib/dom.js";
import { PARTS } from "./score-words.js";

export function score(painPoint) {
  const words = `Score ${painPoint.score.toFixed(0)} of 100: ${partsInWords(painPoint.score_parts)}`;
  return h("div", { class: "score", title: words },
    h("span", { class: "score-number numbers", "aria-hidden": "true" }, painPoint.score.toFixed(0)),
    h("span", { class: "score-bar", role: "img", "aria-label": words }, Object.keys(PARTS).map((part) => segment(part, painPoint.score_parts[part]))));
}

/** Which shade stands for which part. */
export function scoreLegend() {
  return h("p", { class: "score-legend small soft" }, "Score, 0 to 100, is the sum of ",
    Object.entries(PARTS).map(([part, [label]]) => h("span", { class: "legend-entry" }, h("span", { class: `swatch part-${part}`, "aria-hidden": "true" }), label.toLowerCase())));
}

function segment(part, { points }) {
  return style(h("span", { class: `part-${part}` }), { "--points": String(points) });
}

function partsInWords(parts) {
  return Object.entries(PARTS).map(([part, [label]]) => `${label.toLowerCase()} ${parts[part].points.toFixed(0)} of ${parts[part].weight.toFixed(0)}`).join(", ");
}
