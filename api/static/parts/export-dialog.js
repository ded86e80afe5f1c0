// Taking results out: in which form, which of them, and whether contacts are shown. The download is a plain link.
import { withQuery } from "../lib/api.js";
import { h, newId } from "../lib/dom.js";
import { count } from "../lib/format.js";

const FORMATS = [
  ["html", "Report (HTML)", "one file to read, mail or print"],
  ["md", "Markdown", "for notes and wikis"],
  ["csv", "CSV", "for spreadsheets, one row for each quote"],
  ["json", "JSON", "everything, for programs"],
  ["jsonl", "JSON Lines", "one pain point a line"],
];

/** Open it, until `signal` ends its page. `filtered` are the list's parameters, null where nothing is filtered; `selected` are ids. */
export function openExport({ scanId, filtered, filteredTotal, selected, wanted, signal }) {
  const headingId = newId("export");
  const kinds = [
    ["scan", "The whole scan"],
    filtered && ["filtered", `What is filtered (${filteredTotal})`],
    selected.length > 0 && ["selected", `The selection (${count(selected.length, "pain point")})`],
  ].filter(Boolean);
  const formats = radios("Format", FORMATS, "html");
  const what = radios("What", kinds, wanted ?? kinds.at(-1)[0]);
  const contacts = h("input", { type: "checkbox" });
  const link = h("a", { class: "button primary", download: true, onclick: () => setTimeout(() => dialog.close()) }, "Download");
  const update = () => link.setAttribute("href", withQuery(`/api/scans/${scanId}/export`, {
    format: formats.value(),
    ...{ scan: {}, filtered, selected: { ids: selected.join(",") } }[what.value()],
    unmask: contacts.checked ? "true" : "",
  }));
  const dialog = h("dialog", { "aria-labelledby": headingId, onchange: update },
    h("div", { class: "stack" },
      h("h2", { id: headingId }, "Export"),
      formats.element,
      kinds.length > 1 && what.element,
      choice(contacts, "Show e-mail addresses and phone numbers", "They are masked otherwise."),
      h("p", { class: "hint" }, "Quotes are people's own words. Reddit's terms ask to remove what its authors delete."),
      h("p", { class: "actions dialog-actions" }, h("button", { type: "button", onclick: () => dialog.close() }, "Close"), link)));
  dialog.addEventListener("close", () => dialog.remove(), { once: true });
  update();
  document.body.append(dialog);
  dialog.showModal();
  signal?.addEventListener("abort", () => dialog.close(), { once: true });
}

function radios(legend, options, chosen) {
  const group = newId("choice");
  const inputs = options.map(([value]) => h("input", { type: "radio", name: group, value, checked: value === chosen }));
  const element = h("fieldset", { class: "radios" }, h("legend", null, legend),
    options.map(([, words, hint], index) => choice(inputs[index], words, hint)));
  return { element, value: () => inputs.find((input) => input.checked).value };
}

function choice(input, words, hint) {
  return h("label", { class: "check" }, input, h("span", null, words, hint && h("span", { class: "hint" }, hint)));
}
