// The audiences there are: each can be scanned, edited in place, and deleted.
import { getAll, post, put, remove } from "../lib/api.js";
import { openDialog } from "../lib/dialog.js";
import { fill, h, keepFocus } from "../lib/dom.js";
import { ago, count, moment } from "../lib/format.js";
import { empty } from "../lib/states.js";
import { attempt, toast } from "../lib/toast.js";
import { audienceForm } from "./audience-form.js";

/** Build the list; `load` reads it anew, `onChange` hears the audiences that there then are, `create` opens the form. */
export function audienceList({ signal, onChange, create }) {
  const element = h("div");
  let audiences = [];
  let edited = null; // an id
  return { element, load };

  async function load(focusNext) {
    audiences = await getAll("/api/audiences?limit=200", { signal });
    edited = null;
    show(focusNext);
    onChange(audiences);
  }

  function show(focusNext) {
    keepFocus(() => fill(element, audiences.length ? h("ul", { class: "audiences" }, audiences.map(item)) : nothing(create)));
    if (focusNext) element.querySelector(`[data-focus="${focusNext}"]`)?.focus();
  }

  function item(audience) {
    return h("li", null, audience.id === edited ? editor(audience) : row(audience));
  }

  function row(audience) {
    const { id, name, subreddits, updated_at } = audience;
    return h("article", { class: "audience" },
      h("div", { class: "section-head" }, h("h2", null, name),
        h("p", { class: "actions" },
          h("a", { class: "button small", href: `/?audience=${encodeURIComponent(id)}`, "aria-label": `Scan this audience: ${name}` }, "Scan this audience"),
          h("button", { type: "button", class: "small", "aria-label": `Edit ${name}`, dataset: { focus: `edit-${id}` }, onclick: () => edit(id) }, "Edit"),
          h("button", { type: "button", class: "small quiet", "aria-label": `Delete ${name}`, dataset: { focus: `delete-${id}` }, onclick: () => takeAway(audience) }, "Delete"))),
      h("p", { class: "dots soft small" }, h("span", null, count(subreddits.length, "subreddit")),
        h("time", { datetime: updated_at, title: moment(updated_at) }, `changed ${ago(updated_at)}`)),
      h("ul", { class: "places" }, subreddits.map((subreddit) => h("li", null, `r/${subreddit}`))));
  }

  function edit(id) {
    edited = id;
    show();
    element.querySelector("form input").focus();
  }

  function editor(audience) {
    return h("div", { class: "card" }, audienceForm({
      audience, action: "Save",
      send: async (wanted) => {
        await put(`/api/audiences/${audience.id}`, wanted);
        await load(`edit-${audience.id}`);
        toast("Saved.");
      },
      cancel: () => { edited = null; show(`edit-${audience.id}`); },
    }));
  }

  async function takeAway({ id, name, subreddits }) {
    const isGone = await openDialog({
      heading: "Delete this audience?",
      body: h("p", null, h("strong", null, name), ` and its ${count(subreddits.length, "subreddit")} go; scans that were made of it stay.`),
      action: "Delete",
      back: "Keep it",
      danger: true,
      signal,
      confirm: () => remove(`/api/audiences/${id}`),
    });
    if (!isGone) return;
    toast(`Deleted ${name}.`, { undo: () => attempt(async () => {
      const again = await post("/api/audiences", { name, subreddits });
      if (!signal.aborted) await load(`edit-${again.id}`);
    }) });
    if (await attempt(() => load())) document.querySelector("h1")?.focus();
  }
}

function nothing(create) {
  return empty("No audiences yet",
    "An audience is a set of subreddits with a name, such as “Freelancers”: r/freelance, r/consulting. A scan can then ask all of it by that name.",
    h("button", { type: "button", onclick: create }, "Make the first one"));
}
