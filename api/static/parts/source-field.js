// Which source a scan reads: all of them, with what those lack that cannot be used here.
import { h, newId, setText } from "../lib/dom.js";
import { SOURCES } from "./scan-words.js";

export function sourceField(sources, wanted) {
  const chosen = sources.find(({ name, usable }) => usable && name === wanted) ?? sources.find(({ usable }) => usable);
  const id = newId("source");
  const wrong = h("p", { class: "wrong", id: `${id}-wrong`, hidden: true });
  const radios = sources.map((source) => radio(source, id, source === chosen));
  const element = h("fieldset", { class: "field", "aria-describedby": `${id}-wrong` },
    h("legend", null, "Source"),
    h("div", { class: "sources" }, radios.map(({ element: choice }) => choice)),
    wrong);
  const checked = () => radios.find(({ input }) => input.checked)?.input;
  return {
    element,
    label: "Source",
    names: ["source"],
    isTouched: false,
    value: () => checked()?.value,
    read: () => ({ source: checked()?.value }),
    focus: () => (checked() ?? radios[0].input).focus(),
    showError(words) {
      setText(wrong, words);
      wrong.hidden = words === "";
    },
  };
}

function radio({ name, about, usable, missing }, group, isChosen) {
  const id = `${group}-${name}`;
  const input = h("input", { type: "radio", name: group, id, value: name, checked: isChosen, disabled: !usable, "aria-describedby": `${id}-about` });
  const element = h("div", { class: usable ? "source" : "source unusable" },
    input,
    h("div", null,
      h("label", { for: id }, SOURCES[name] ?? name),
      h("div", { id: `${id}-about`, class: "small" },
        h("p", { class: "soft" }, about),
        missing && h("p", { class: "missing" }, h("strong", null, "Not usable here yet: "), `${missing}.`))));
  return { element, input };
}
