// A field for several short texts. Comma or Enter ends one, a pasted list becomes several, each can be removed by keyboard.
import { fill, h, newId } from "../lib/dom.js";
import { field } from "./field.js";

/** `noun` names one of them; `ends` is what stands between two; `tidy` cleans one. */
export function tokenField({ name, label, noun, hint, initial = [], ends = /[,;\n]+/, tidy = (text) => text, suggestions = [] }) {
  const tokens = [...initial];
  const input = h("input", { autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "done" });
  const chosen = h("ul", { "aria-label": "Chosen so far" });
  const frame = h("div", { class: "tokens", onclick: (event) => event.target === frame && input.focus() }, chosen, input, offer(input, suggestions));

  const read = () => {
    const said = withNew(tokens, split(input.value, ends, tidy));
    return said.length ? { [name]: said } : {};
  };
  const add = (text) => change(withNew(tokens, split(text, ends, tidy)));
  const change = (next) => {
    tokens.splice(0, tokens.length, ...next);
    show();
    frame.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const takeTyped = () => {
    const typed = input.value;
    input.value = "";
    if (typed.trim()) add(typed);
  };
  const show = () => {
    chosen.hidden = tokens.length === 0;
    fill(chosen, tokens.map((token) => h("li", { class: "token" }, token, h("button", {
      type: "button",
      "aria-label": `Remove ${noun} ${token}`,
      onclick: () => { change(tokens.filter((other) => other !== token)); input.focus(); },
    }, "×"))));
  };

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    // Enter ends a text here; sending the form by it would come as a surprise.
    if (event.key === "Enter") {
      event.preventDefault();
      takeTyped();
    }
    if (event.key === "Backspace" && input.value === "" && tokens.length) change(tokens.slice(0, -1));
  });
  input.addEventListener("input", () => { if (ends.test(input.value)) takeTyped(); });
  input.addEventListener("paste", (event) => {
    const pasted = event.clipboardData.getData("text");
    // A field of one line would lose the line breaks.
    if (!ends.test(pasted)) return;
    event.preventDefault();
    add(`${input.value}${pasted}`);
    input.value = "";
  });
  input.addEventListener("blur", takeTyped);
  show();
  return field({ label, input, frame, hint, names: [name], read });
}

function split(text, ends, tidy) {
  return text.split(ends).map((part) => tidy(part.trim())).filter(Boolean);
}

/** What is said twice, in whatever case, is kept once. */
function withNew(tokens, more) {
  const known = new Set(tokens.map((token) => token.toLowerCase()));
  const isNew = (token) => !known.has(token.toLowerCase()) && known.add(token.toLowerCase());
  return [...tokens, ...more.filter(isNew)];
}

function offer(input, suggestions) {
  if (!suggestions.length) return null;
  const id = newId("offered");
  input.setAttribute("list", id);
  return h("datalist", { id }, suggestions.map((value) => h("option", { value })));
}
