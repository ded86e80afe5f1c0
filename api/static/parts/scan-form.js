// The form that creates a scan. The API itself says what is wrong and what the scan would cost, as the reader types.
import { fill, h } from "../lib/dom.js";
import { go } from "../lib/router.js";
import { estimator } from "./estimate.js";
import { selectField } from "./field.js";
import { moreFields } from "./more-fields.js";
import { rangeFields } from "./range-field.js";
import { createScan } from "./scan-actions.js";
import { sourceField } from "./source-field.js";
import { tokenField } from "./token-field.js";

const SUBREDDITS_END = /[,;\s]+/;

/** Build the form; `like` is a request to start from. */
export function scanForm({ sources, audiences, like = {}, signal }) {
  const source = sourceField(sources, like.source);
  const subreddits = tokenField({
    name: "subreddits", label: "Subreddits", noun: "subreddit", initial: like.subreddits, ends: SUBREDDITS_END,
    tidy: (text) => text.replace(/^(https?:\/\/(\w+\.)?reddit\.com)?\/?r\//i, "").replace(/\/$/, ""), hint: "With or without r/. Comma, space or Enter ends one.",
  });
  const keywords = tokenField({
    name: "keywords", label: "Keywords", noun: "keyword", initial: like.keywords,
    hint: "Whole words or phrases; any of them will do. None: everything is read.",
  });
  const audience = audienceField(audiences, like.audience);
  const range = rangeFields(like.range ?? null);
  const more = moreFields(like, sources.find(({ name }) => name === "archive")?.files ?? []);
  const fields = [source, audience, subreddits, keywords, ...range.fields, ...more.fields].filter(Boolean);

  const requestOf = () => Object.assign({}, ...fields.map((part) => part.read()));
  const showErrors = (errors) => fields.forEach((part) => part.showError(part.isTouched ? wordsFor(part, errors) : ""));
  const estimate = h("div", { class: "estimate small", role: "status" }, h("p", null, "What it would cost is reckoned …"));
  const check = estimator({
    place: estimate, requestOf, signal,
    onErrors: showErrors,
    labelOf: (name) => fields.find((part) => belongs(part, name))?.label ?? name,
  });
  const whole = h("p", { class: "wrong", role: "alert", hidden: true });
  const send = h("button", { class: "primary", type: "submit" }, "Start the scan");

  const element = h("form", { class: "scan-form", novalidate: true },
    source.element,
    h("div", { class: "form-grid" }, audience?.element, subreddits.element, keywords.element, range.element),
    more.element,
    h("div", { class: "form-end" }, estimate, h("div", null, whole, send)));

  const touch = (target) => fields.filter((part) => part.element.contains(target)).forEach((part) => { part.isTouched = true; });
  const changed = () => {
    more.showFor(source.value());
    range.showFor(source.value());
    whole.hidden = true;
    check();
  };
  element.addEventListener("input", changed);
  element.addEventListener("change", (event) => { touch(event.target); changed(); });
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });

  const keyFor = oneKeyForEach();
  const submit = async () => {
    const request = requestOf();
    send.disabled = true;
    try {
      go(`/scans/${await createScan(request, keyFor(request))}`);
    } catch (error) {
      fields.forEach((part) => { part.isTouched = true; });
      const errors = error.errors ?? [];
      showErrors(errors);
      const elsewhere = errors.filter(({ field }) => !fields.some((part) => belongs(part, field)));
      fill(whole, elsewhere.map(({ field, message }) => `${field} ${message}. `).join("") || error.message);
      whole.hidden = false;
      openFirstWrong(fields, errors);
    } finally {
      send.disabled = false;
    }
  };
  changed();
  return { element, focus: () => source.focus() };
}

function audienceField(audiences, chosen) {
  if (!audiences.length) return null;
  const options = audiences.map(({ name, subreddits }) => [name, `${name} (${subreddits.length})`]);
  return selectField({ name: "audience", label: "Audience", value: chosen, options: [["", "None"], ...options], hint: "Its subreddits are added to those you name." });
}

/** An error of `keywords[1]` belongs to the field `keywords`; that of `range.from` to its own field. */
const belongs = (part, name) => part.names.includes(name.replace(/\[.*$/, ""));

function wordsFor(part, errors) {
  return errors.filter(({ field }) => belongs(part, field)).map(({ field, message }) => `${subjectOf(part, field)} ${message}.`).join(" ");
}

function subjectOf(part, name) {
  const index = /\[(\d+)\]/.exec(name)?.[1];
  const entry = index === undefined ? undefined : Object.values(part.read())[0]?.[index];
  return entry === undefined ? "This" : `“${entry}”`;
}

function openFirstWrong(fields, errors) {
  const first = fields.find((part) => errors.some(({ field }) => belongs(part, field)));
  const folded = first?.element.closest("details");
  if (folded) folded.open = true;
  first?.focus();
}

/** The same request sent twice is one scan: a second click, or an answer that was lost on its way. */
function oneKeyForEach() {
  let last = { body: null, key: null };
  return (request) => {
    const body = JSON.stringify(request);
    if (body !== last.body) last = { body, key: crypto.randomUUID() };
    return last.key;
  };
}
