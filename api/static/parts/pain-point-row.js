// One pain point in the ranked list.
import { post } from "../lib/api.js";
import { h, newId } from "../lib/dom.js";
import { span } from "../lib/format.js";
import { attempt } from "../lib/toast.js";
import { CATEGORIES, CONFIDENCES, MOVEMENTS, payWords, subredditsOf, voicesOf } from "./pain-point-words.js";
import { score } from "./score-bar.js";

/** Build the row; `selection` knows whether it is selected. */
export function painPointRow(scanId, painPoint, selection) {
  const { id, name } = painPoint;
  const nameId = newId("pain");
  const checkbox = h("input", { type: "checkbox", checked: selection.has(id), "aria-label": `Select ${name}`, onchange: () => selection.set(painPoint, checkbox.checked) });
  const quote = painPoint.quotes[0];
  const element = h("li", { class: painPoint.rejected ? "pain-row rejected" : "pain-row", "aria-labelledby": nameId },
    h("label", { class: "pain-select" }, checkbox),
    score(painPoint),
    h("div", { class: "pain-row-words" },
      h("h3", { id: nameId }, h("a", { href: `/scans/${scanId}/pain-points/${id}` }, name)),
      h("p", { class: "small dots pain-facts" }, factsOf(painPoint).map((fact) => h("span", null, fact))),
      quote && h("blockquote", { class: "best-quote" }, quote.text)),
    starButton(scanId, painPoint));
  return { element, select: (isOn) => { checkbox.checked = isOn; } };
}

function factsOf(painPoint) {
  const { category, first_seen: first, last_seen: last, intent_to_pay: intent, confidence, trend } = painPoint;
  const pay = payWords(intent);
  return [
    h("span", { class: "chip" }, CATEGORIES[category] ?? category),
    painPoint.rejected && h("span", { class: "chip bad" }, "rejected"),
    trend.state && h("span", { class: trend.state === "new" || trend.state === "growing" ? "chip good" : "chip" }, MOVEMENTS[trend.state]),
    pay && h("span", { class: "chip good" }, pay),
    h("span", { class: "numbers" }, voicesOf(painPoint)),
    subredditsOf(painPoint),
    h("span", { class: "numbers" }, span(first, last)),
    h("span", { class: confidence.level === "low" ? "soft" : null }, CONFIDENCES[confidence.level]),
  ].filter(Boolean);
}

function starButton(scanId, painPoint) {
  const button = h("button", { type: "button", class: "quiet star", "aria-label": `Star ${painPoint.name}` });
  const show = () => {
    button.setAttribute("aria-pressed", String(painPoint.starred));
    button.textContent = painPoint.starred ? "★" : "☆";
  };
  button.addEventListener("click", () => attempt(async () => {
    await post(`/api/scans/${scanId}/pain-points/${painPoint.id}/curations`, { action: "star", starred: !painPoint.starred });
    painPoint.starred = !painPoint.starred;
    show();
  }));
  show();
  return button;
}
