// Short words about what was just done, with a way back where there is one.
import { h } from "./dom.js";

const SHOWN_MS = 8_000;
const MOST_SHOWN = 2;

/** Say what happened; `undo` is called when the reader takes it back, `link` is { href, words } of where it can be seen. */
export function toast(words, { undo, link, bad = false } = {}) {
  const box = h("div", { class: bad ? "toast toast-bad" : "toast" }, h("span", null, words));
  let timer;
  let cameFrom = null;
  const close = () => {
    const hadFocus = box.contains(document.activeElement);
    box.remove();
    if (hadFocus) (cameFrom?.isConnected ? cameFrom : document.querySelector("main h1"))?.focus({ preventScroll: true });
  };
  const closeLater = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (box.matches(":hover, :focus-within") ? closeLater() : close()), SHOWN_MS);
  };
  if (link) box.append(h("a", { href: link.href, onclick: close }, link.words));
  if (undo) box.append(h("button", { type: "button", onclick: () => { close(); undo(); } }, "Undo"));
  box.append(h("button", { type: "button", class: "quiet", "aria-label": "Close this message", onclick: close }, "✕"));
  const toasts = document.getElementById("toasts");
  toasts.append(box);
  while (toasts.children.length > MOST_SHOWN) toasts.firstElementChild.remove();
  // It stays while the reader points at it or is in it.
  closeLater();
  for (const enter of ["mouseenter", "focusin"]) box.addEventListener(enter, () => clearTimeout(timer));
  for (const leave of ["mouseleave", "focusout"]) box.addEventListener(leave, closeLater);
  box.addEventListener("focusin", ({ relatedTarget }) => { if (!box.contains(relatedTarget)) cameFrom = relatedTarget; });
}

/** Do something that may fail, and say so where it does. Returns whether it went well. */
export async function attempt(what) {
  try {
    await what();
    return true;
  } catch (error) {
    if (error.name === "AbortError") return false;
    const first = error.errors?.[0];
    toast(first ? `${first.field} ${first.message}` : error.message, { bad: true });
    return false;
  }
}
