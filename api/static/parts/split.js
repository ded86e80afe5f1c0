// Choosing quotes that leave a pain point for a new one.
import { h, newId, setText } from "../lib/dom.js";
import { count } from "../lib/format.js";
import { curate } from "./curate.js";

/** Build the bar that stands below the quotes while some are chosen; call `update` when the choice has changed. */
export function splitBar(page, { chosen, total, cancel }) {
  const nameId = newId("split-name");
  const hintId = newId("split-hint");
  const name = h("input", { id: nameId, maxlength: 200, autocomplete: "off", "aria-describedby": hintId });
  const hint = h("p", { class: "hint", id: hintId, role: "status" });
  const submit = h("button", { type: "submit", class: "primary" });
  const form = h("form", { class: "split-bar card", onsubmit: send, novalidate: true },
    h("div", { class: "field" }, h("label", { for: nameId }, "Name of the new pain point"), name, hint),
    h("p", { class: "actions" }, submit, h("button", { type: "button", onclick: cancel }, "Cancel")));
  form.addEventListener("keydown", (event) => { if (event.key === "Escape") cancel(); });
  update();
  return { form, update };

  function update() {
    setText(submit, `Split off ${count(chosen.size, "quote")}`);
    say(whatIsMissing() ?? "The others stay here.", false);
  }

  function whatIsMissing() {
    if (chosen.size === 0) return "Tick the quotes that are about something else.";
    if (chosen.size === total()) return "At least one quote has to stay. To call all of them otherwise, rename the pain point.";
    return null;
  }

  async function send(event) {
    event.preventDefault();
    const missing = whatIsMissing() ?? (name.value.trim() ? null : "Give the new pain point a name.");
    if (missing) {
      say(missing, true);
      if (chosen.size) name.focus();
      return;
    }
    const mentions = [...chosen.values()].map(({ document_id, start, end }) => ({ document_id, start, end }));
    submit.disabled = true;
    try {
      const request = { action: "split", mentions, name: name.value };
      await curate(page, request, `Split off ${count(mentions.length, "quote")} into a new pain point.`,
        ({ new_pain_point_id }) => ({ href: `/scans/${page.scanId}/pain-points/${new_pain_point_id}`, words: "Open it" }));
      document.getElementById("quotes-heading")?.focus();
    } catch (error) {
      say(error.errors?.map(({ field, message }) => `${field} ${message}`).join("; ") || error.message, true);
      submit.disabled = false;
    }
  }

  function say(words, isWrong) {
    setText(hint, words);
    hint.className = isWrong ? "wrong" : "hint";
  }
}
