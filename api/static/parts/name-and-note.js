// Renaming a pain point, and writing a note beside it, in place.
import { h, newId, setText } from "../lib/dom.js";
import { curate } from "./curate.js";

const LONGEST_NAME = 200;
const LONGEST_NOTE = 5_000;

export function nameForm(page, { name, original_name }, edit) {
  const field = h("input", { class: "name-field", value: name, maxlength: LONGEST_NAME, autocomplete: "off", dataset: { focus: "name-field" } });
  const again = name !== original_name && h("button", { type: "button", class: "quiet small", onclick: () => send(null) }, "Back to the name it was found under");
  const { form, trouble } = inPlace("Name", field, () => send(field.value), () => edit(null, "rename"), again);
  return form;

  function send(wanted) {
    if (wanted === name) return edit(null, "rename");
    return save(page, { action: "rename", name: wanted }, wanted ? "Renamed." : "It has its old name again.", { edit, field, trouble, focus: "rename" });
  }
}

export function noteForm(page, { note }, edit) {
  const field = h("textarea", { value: note ?? "", maxlength: LONGEST_NOTE, rows: 3, dataset: { focus: "note-field" } });
  const { form, trouble } = inPlace("Note", field, send, () => edit(null, "note"));
  return form;

  function send() {
    const wanted = field.value.trim() || null;
    if (wanted === (note ?? null)) return edit(null, "note");
    return save(page, { action: "note", note: wanted }, wanted ? "Note saved." : "Note taken away.", { edit, field, trouble, focus: "note" });
  }
}

function inPlace(label, field, send, cancel, extra) {
  const trouble = h("p", { class: "wrong", role: "alert", id: newId("trouble") });
  field.id = newId("field");
  field.setAttribute("aria-describedby", trouble.id);
  const form = h("form", { class: "in-place stack", novalidate: true, onsubmit: (event) => { event.preventDefault(); send(); } },
    h("div", { class: "field" }, h("label", { for: field.id }, label), field, trouble),
    h("p", { class: "actions" }, h("button", { type: "submit", class: "primary" }, "Save"), h("button", { type: "button", onclick: cancel }, "Cancel"), extra));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") cancel();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
  });
  return { form, trouble };
}

async function save(page, request, words, { edit, field, trouble, focus }) {
  try {
    await curate(page, request, words);
    edit(null, focus);
  } catch (error) {
    setText(trouble, error.byField?.[request.action] ?? error.message);
    field.setAttribute("aria-invalid", "true");
    field.focus();
  }
}
