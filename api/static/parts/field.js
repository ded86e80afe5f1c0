// One field of a form: its label, a hint, and a place for what is wrong with it.
import { h, newId, setText } from "../lib/dom.js";

/**
 * Frame `input` as a field. `read` gives what it adds to the request; `names` are the request's fields that it stands for.
 *
 * What is wrong is shown, and read out with the input, once the reader has touched the field.
 */
export function field({ label, input, hint, names, read, frame = input }) {
  const id = input.id || newId("field");
  const wrong = h("p", { class: "wrong", id: `${id}-wrong`, hidden: true });
  const hintLine = hint && h("p", { class: "hint", id: `${id}-hint` }, hint);
  input.id = id;
  input.setAttribute("aria-describedby", [hintLine && `${id}-hint`, `${id}-wrong`].filter(Boolean).join(" "));
  const element = h("div", { class: "field" }, h("label", { for: id }, label), frame, hintLine, wrong);
  return {
    element,
    label,
    names,
    read,
    isTouched: false,
    focus: () => input.focus(),
    showError(words) {
      setText(wrong, words);
      wrong.hidden = words === "";
      if (words) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    },
  };
}

/** A field of one line whose text is sent as it is; an empty one is left out. */
export function textField({ name, label, hint, value, convert = (text) => text, ...props }) {
  const input = h("input", { value, autocomplete: "off", ...props });
  const read = () => (input.value === "" ? {} : { [name]: convert(input.value) });
  return field({ label, input, hint, names: [name], read });
}

/** Digits as a number; anything else stays text, so that the API says what is wrong with it. */
export const wholeNumber = (text) => (/^-?\d+$/.test(text.trim()) ? Number(text) : text);

/** A choice from a list: `options` are [value, words]. */
export function selectField({ name, label, hint, value, options, read }) {
  const input = h("select", null, options.map(([key, words]) => h("option", { value: key, selected: key === value }, words)));
  return field({ label, input, hint, names: [name], read: read ?? (() => (input.value ? { [name]: input.value } : {})) });
}
