// What few scans need: limits, files, place in the line, when to start.
import { h } from "../lib/dom.js";
import { field, selectField, textField, wholeNumber } from "./field.js";
import { tokenField } from "./token-field.js";

const PRIORITIES = [["standard", "Standard"], ["premium", "Premium: before all others"], ["low", "Low: after all others"]];

/** `like` is the request to start from; `files` are the names of archive files to offer. */
export function moreFields(like, files) {
  const archiveFiles = tokenField({
    name: "files", label: "Files", noun: "file", initial: like.files, suggestions: files,
    hint: files.length ? `None means all ${files.length}.` : "Names in the archive folder; none means all.",
  });
  const number = (name, label, hint) => textField({ name, label, hint, value: like[name] ?? "", inputmode: "numeric", convert: wholeNumber });
  const fields = [
    archiveFiles,
    number("limit_posts", "Posts at most", "Empty: as many as there are."),
    number("limit_comments", "Comments of each post at most", "0 leaves comments unread."),
    selectField({ name: "priority", label: "Place in the line", value: like.priority ?? "standard", options: PRIORITIES }),
    textField({ name: "start_at", label: "Not before", hint: "Empty: as soon as it is its turn.", type: "datetime-local", convert: (text) => new Date(text).toISOString() }),
    nsfwField(like.include_nsfw ?? false),
  ];
  const isChanged = fields.some((part) => Object.keys(part.read()).some((name) => like[name] && like[name] !== "standard"));
  const element = h("details", { open: isChanged }, h("summary", null, "More: limits, priority, start"),
    h("div", { class: "form-grid" }, fields.map((part) => part.element)));
  return { fields, element, showFor: (source) => { archiveFiles.element.hidden = source !== "archive"; } };
}

function nsfwField(isOn) {
  const input = h("input", { type: "checkbox", checked: isOn });
  const read = () => (input.checked ? { include_nsfw: true } : {});
  const made = field({ label: "Include posts marked NSFW", input, names: ["include_nsfw"], read });
  made.element.classList.add("check");
  return made;
}
