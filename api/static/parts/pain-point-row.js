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
  const checkbox = h("input", { type: "checkbox", checked: selection.has(id), "aria-label": `Select ${name}` });
  checkbox.addEventListener("change", () => selection.set(painPoint, checkbox.checked));
  const quote = painPoint.quotes[0];
  const element = h("li", { class: painPoint.rejected ? "pain-row rejected" : "pain-row", "aria-labelledby": nameId, dataset: { painPoint: id } },
    h("label", { class: "pain-select" }, checkbox),
    score(painPoint),
    h("div", { class: "pain-row-words" },
      h("div", { class: "row" }, h("h2", { id: nameId }, h("a", { href: `/scans/${scanId}/pain-points/${id}` }, name)), signalsOf(painPoint)),
      h("p", { class: "small dots pain-facts numbers" }, factsOf(painPoint).map((fact) => h("span", null, fact))),
      quote && h("blockquote", { class: "best-quote" }, quote.text)),
    starButton(scanId, painPoint));
  return { element, select: (isOn) => { checkbox.checked = isOn; } };
}

/** What makes it stand out. */
function signalsOf({ rejected, trend: { state }, intent_to_pay: intent }) {
  const pay = payWords(intent);
  return [
    rejected && h("span", { class: "chip bad" }, "Rejected"),
    state && h("span", { class: state === "new" || state === "growing" ? "chip good" : "chip" }, MOVEMENTS[state] ?? state),
    pay && h("span", { class: "chip warn" }, pay),
  ];
}

function factsOf(painPoint) {
  const { category, first_seen: first, last_seen: last, confidence } = painPoint;
  return [CATEGORIES[category] ?? category, voicesOf(painPoint), CONFIDENCES[confidence.level], subredditsOf(painPoint), span(first, last)];
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
