// What a page shows while it has nothing else to show.
import { h } from "./dom.js";

export function loading(words) {
  return h("p", { class: "loading", role: "status" }, words);
}

/** An error in words, with a way on; at `level` 1 it is the whole page, and its heading takes the focus. */
export function failed(error, retry, { level = 2 } = {}) {
  const fields = (error.errors ?? []).map(({ field, message }) => h("li", null, h("code", null, field), ` ${message}`));
  return h("section", { class: "notice notice-bad", role: "alert" },
    h(`h${level}`, level === 1 && { tabindex: "-1" }, error.status === 404 ? "This is not here" : "That did not work"),
    h("p", null, error.message),
    fields.length > 0 && h("ul", null, fields),
    h("p", { class: "actions" },
      retry && h("button", { type: "button", onclick: retry }, "Try again"),
      h("a", { class: "button", href: "/" }, "All scans")),
  );
}

/** Nothing to show, why, and what to do about it. */
export function empty(heading, words, ...actions) {
  return h("section", { class: "empty" }, h("h2", null, heading), h("p", null, words), actions.length > 0 && h("p", { class: "actions" }, actions));
}
