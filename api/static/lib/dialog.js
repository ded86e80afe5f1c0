// Dialogs: Escape closes them, and the focus goes back to where it was.
import { fill, h, newId } from "./dom.js";

/**
 * Open a dialog and return what its form came to: what `confirm` returns, or null where the reader turned back.
 *
 * `confirm` is called when the form is sent. It may throw: the dialog says why, and stays.
 */
export function openDialog({ heading, body, action, danger = false, confirm, signal }) {
  const titleId = newId("dialog");
  const trouble = h("p", { class: "wrong", role: "alert" });
  const submit = h("button", { type: "submit", class: danger ? "danger" : "primary" }, action);
  const form = h("form", { class: "stack", novalidate: true },
    h("h2", { id: titleId }, heading), body, trouble,
    h("p", { class: "actions" }, submit, h("button", { type: "button", onclick: () => dialog.close() }, "Cancel")));
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
      if (opener?.isConnected) opener.focus({ preventScroll: true });
      resolve(result);
    }, { once: true });
  });
}

function inWords(error) {
  const fields = (error.errors ?? []).map(({ field, message }) => `${field} ${message}`);
  return [fields.length ? fields.join("; ") : error.message];
}
