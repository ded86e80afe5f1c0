// The states of jobs, each with its count: what the list below shows.
import { fill, h, setText } from "../lib/dom.js";
import { number } from "../lib/format.js";

/** Build the choice; `update` it with counts by name. `names` are [value, words]; `choose` gets the value. */
export function stateTabs({ legend, group, names, chosen, choose }) {
  const counts = new Map();
  const element = h("fieldset", { class: "state-tabs" }, h("legend", { class: "only-read-out" }, legend));
  fill(element, element.firstChild, names.map(([value, words]) => {
    const figure = h("span", { class: "figure numbers" }, "–");
    counts.set(value, figure);
    return h("label", null, h("input", { type: "radio", name: group, value, checked: value === chosen, onchange: () => choose(value) }), figure, h("span", { class: "words" }, words));
  }));
  return { element, update: (byName) => counts.forEach((figure, value) => setText(figure, number(byName[value] ?? 0))) };
}
