// The form of one audience: its name and its subreddits.
import { h } from "../lib/dom.js";
import { textField } from "./field.js";
import { tokenField } from "./token-field.js";

const LONGEST_NAME = 80;

/** Build the form; `send` gets { name, subreddits } and may throw what the API says is wrong. */
export function audienceForm({ audience = { name: "", subreddits: [] }, action, send, cancel }) {
  const name = textField({ name: "name", label: "Name", value: audience.name, maxlength: LONGEST_NAME });
  const subreddits = tokenField({
    name: "subreddits", label: "Subreddits", noun: "subreddit", initial: audience.subreddits, ends: /[,;\s]+/,
    tidy: (text) => text.replace(/^(https?:\/\/(\w+\.)?reddit\.com)?\/?r\//i, "").replace(/\/$/, ""),
    hint: "With or without r/. Comma, space or Enter ends one; a pasted list will do.",
  });
  const fields = [name, subreddits];
  const whole = h("p", { class: "wrong", role: "alert" });
  const submit = h("button", { type: "submit", class: "primary" }, action);
  const form = h("form", { class: "stack", novalidate: true }, name.element, subreddits.element, whole,
    h("p", { class: "actions" }, submit, cancel && h("button", { type: "button", onclick: cancel }, "Cancel")));
  form.addEventListener("keydown", (event) => { if (event.key === "Escape" && cancel) cancel(); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    whole.textContent = "";
    try {
      await send({ name: "", subreddits: [], ...name.read(), ...subreddits.read() });
    } catch (error) {
      showErrors(error);
    }
    submit.disabled = false;
  });
  return form;

  function showErrors(error) {
    const errors = error.errors ?? [];
    for (const part of fields) {
      const own = errors.filter(({ field }) => part.names.includes(field.replace(/[.[].*$/, "")));
      part.showError(own.map(({ field, message }) => `${subject(part, field)} ${message}.`).join(" "));
    }
    const first = fields.find((part) => errors.some(({ field }) => field.startsWith(part.names[0])));
    if (first) first.focus();
    else whole.textContent = error.message;
  }
}

function subject(part, field) {
  const index = /\[(\d+)\]/.exec(field)?.[1];
  const entry = index === undefined ? undefined : part.read().subreddits?.[index];
  return entry ? `“${entry}”` : "This";
}
