// Dialogs: Escape closes them, and the focus goes back to where it was.
import { fill, h, newId } from "./dom.js";

/**
 * Open a dialog and return what its form came to: what `confirm` returns, or null where the reader turned back.
 *
 * `confirm` is called when the form is sent. It may throw: the dialog says why, and stays. `action` and `back` are the words
 * on its two buttons.
 */
export function openDialog({ heading, body, action, back = "Cancel", danger = false, confirm, signal }) {
  const titleId = newId("dialog");
  const trouble = h("p", { class: "wrong", role: "alert" });
  const submit = h("button", { type: "submit", class: danger ? "danger" : "primary" }, action);
  const form = h("form", { class: "stack", novalidate: true },
    h("h2", { id: titleId }, heading), body, trouble,
    h("p", { class: "actions dialog-actions" }, h("button", { type: "button", onclick: () => dialog.close() }, back), submit));
  const dialog = h("dialog", { "aria-labelledby": titleId }, form);
  const opener = document.activeElement;
  let result = null;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    try {
      result = (await confirm()) ?? true;
      dialog.close();
    } catch (error) {
      fill(trouble, ...inWords(error));
    }
    submit.disabled = false;
  });
  document.body.append(dialog);
  dialog.showModal();
  signal?.addEventListener("abort", () => dialog.close(), { once: true });
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      placeOf(opener)?.focus({ preventScroll: true });
      resolve(result);
    }, { once: true });
  });
}

/** What opened the dialog, or what stands in its place when the page was rendered anew meanwhile. */
function placeOf(opener) {
  const key = opener?.dataset.focus;
  return opener?.isConnected || !key ? opener : document.querySelector(`[data-focus="${CSS.escape(key)}"]`);
}

function inWords(error) {
  const fields = (error.errors ?? []).map(({ field, message }) => `${field} ${message}`);
  return [fields.length ? fields.join("; ") : error.message];
}
