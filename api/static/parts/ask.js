// A question with two answers, asked before what cannot easily be taken back.
import { h, newId } from "../lib/dom.js";

/** Ask, and answer whether the reader said yes; Escape is a no. */
export function ask({ heading, words, yes, no = "Not now", danger = false }) {
  const id = newId("ask");
  const answer = (value) => () => dialog.close(value);
  const dialog = h("dialog", { "aria-labelledby": id },
    h("div", { class: "stack" },
      h("h2", { id }, heading),
      h("p", null, words),
      h("p", { class: "actions dialog-actions" },
        h("button", { type: "button", onclick: answer("no"), autofocus: true }, no),
        h("button", { type: "button", class: danger ? "danger" : "primary", onclick: answer("yes") }, yes))));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue === "yes"); }, { once: true });
  });
}
