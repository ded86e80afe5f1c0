// Importing audiences from a file: first what would happen, then the import.
import { post } from "../lib/api.js";
import { fill, h, newId, setText } from "../lib/dom.js";
import { count } from "../lib/format.js";
import { toast } from "../lib/toast.js";

const CONFLICTS = {
  refuse: "Import nothing if a name is taken",
  replace: "Replace those of the same name",
  skip: "Leave those of the same name as they are",
};

/** Build the section; `known` gives the audiences there are, `done` is called when some were imported. */
export function audienceImport({ known, done }) {
  const fileId = newId("import-file");
  const said = h("p", { role: "status" });
  const preview = h("div", { class: "stack" });
  const file = h("input", { id: fileId, type: "file", accept: ".json,application/json", onchange: read });
  return h("details", { class: "import" }, h("summary", null, "Import from a file"),
    h("div", { class: "stack card" },
      h("div", { class: "field" }, h("label", { for: fileId }, "A file that Export wrote"), file,
        h("p", { class: "hint" }, "JSON: ", h("code", null, '{"audiences": [{"name": "…", "subreddits": ["…"]}]}'))),
      said, preview));

  async function read() {
    say("");
    fill(preview);
    const [chosen] = file.files;
    if (!chosen) return;
    try {
      show(audiencesIn(await chosen.text()));
    } catch (error) {
      say(`${chosen.name} cannot be read: ${error.message}`, true);
    }
  }

  function say(words, isWrong = false) {
    setText(said, words);
    said.className = isWrong ? "wrong" : "hint";
  }

  function show(audiences, errors = [], conflict = "refuse") {
    const radios = Object.entries(CONFLICTS).map(([value, words]) => h("label", { class: "choice" },
      h("input", { type: "radio", name: "on-conflict", value, checked: value === conflict, onchange: () => show(audiences, [], value) }), words));
    const taken = new Set(known().map(({ name }) => name.toLowerCase()));
    const isTaken = ({ name }) => taken.has(String(name).trim().toLowerCase());
    say(`${count(audiences.length, "audience")} in the file; names that are taken: ${audiences.filter(isTaken).length}.`);
    const button = h("button", { type: "button", class: "primary", onclick: () => send(audiences, conflict) }, `Import ${count(audiences.length, "audience")}`);
    const rest = errors.filter(({ field }) => entryOf(field) === null).map(({ field, message }) => h("li", null, field && h("code", null, field), ` ${message}`));
    fill(preview,
      h("fieldset", { class: "stack" }, h("legend", null, "Where a name is taken"), radios),
      h("div", { class: "scrolls" }, h("table", { class: "small" },
        h("thead", null, h("tr", null, ["Name", "Subreddits", "What happens"].map((words) => h("th", { scope: "col" }, words)))),
        h("tbody", null, audiences.map((audience, index) => row(audience, isTaken(audience), conflict, errors.filter(({ field }) => entryOf(field) === index)))))),
      errors.length > 0 && h("p", { class: "wrong", role: "alert" }, "Nothing was imported. Mend the file and choose it again, or choose above what to do where a name is taken."),
      rest.length > 0 && h("ul", { class: "wrong" }, rest),
      h("p", { class: "actions" }, button));
    // The choice was made with the keyboard, it may be: it stays where it is.
    if (document.activeElement === document.body) preview.querySelector("input:checked")?.focus();
  }

  async function send(audiences, conflict) {
    try {
      const { created, replaced, skipped } = await post("/api/audiences/import", { audiences, on_conflict: conflict });
      file.value = "";
      say("");
      fill(preview);
      file.focus();
      await done();
      toast(`Imported: ${created} new, ${replaced} replaced, ${skipped} left as they were.`);
    } catch (error) {
      show(audiences, error.errors?.length ? error.errors : [{ field: "", message: error.message }], conflict);
    }
  }
}

function row({ name, subreddits }, isTaken, conflict, errors) {
  const outcome = isTaken ? { refuse: "refused: the name is taken", replace: "replaces the one there is", skip: "is left out" }[conflict] : "is new";
  const wrong = errors.map(({ field, message }) => h("p", { class: "wrong" }, `${partOf(field, subreddits)} ${message}`));
  return h("tr", null, h("th", { scope: "row" }, String(name ?? "–")),
    h("td", null, Array.isArray(subreddits) ? subreddits.map((subreddit) => `r/${subreddit}`).join(", ") : "–"),
    h("td", null, wrong.length ? wrong : outcome));
}

const entryOf = (field) => {
  const index = /^audiences[.[](\d+)/.exec(field)?.[1];
  return index === undefined ? null : Number(index);
};

/** What an error is about: one of the subreddits as it is written, else the name of the field. */
function partOf(field, subreddits) {
  const part = field.replace(/^audiences[.[]\d+\]?\.?/, "") || "This entry";
  const index = /^subreddits\[(\d+)\]/.exec(part)?.[1];
  return index === undefined ? part : `“${subreddits?.[index]}”`;
}

function audiencesIn(text) {
  let content;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error("it is not JSON.");
  }
  if (!Array.isArray(content?.audiences) || content.audiences.length === 0) throw new Error("it holds no list “audiences”.");
  if (!content.audiences.every((entry) => entry && typeof entry === "object")) throw new Error("each audience must be an object with name and subreddits.");
  return content.audiences;
}
