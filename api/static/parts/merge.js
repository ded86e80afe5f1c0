// Choosing the pain points that are the same as this one.
import { get, withQuery } from "../lib/api.js";
import { openDialog } from "../lib/dialog.js";
import { fill, h, newId, setText } from "../lib/dom.js";
import { count } from "../lib/format.js";
import { curate } from "./curate.js";

const MOST_SHOWN = 20;
const TYPING_MS = 200;

/** Ask which pain points go into the one of this page, which keeps its name. */
export function mergeInto(page, name) {
  const chosen = new Map();
  const searchId = newId("merge-search");
  const list = h("ul", { class: "merge-choices" });
  const said = h("p", { class: "hint", role: "status" });
  const search = h("input", { id: searchId, type: "search", autocomplete: "off", oninput: searchSoon });
  let timer;
  let asked = 0;
  find("");

  return openDialog({
    heading: "What is the same pain?",
    body: h("div", { class: "stack" },
      h("p", null, "The quotes of those you tick come here, and the name stays: “", h("strong", null, name), "”."),
      h("div", { class: "field" }, h("label", { for: searchId }, "Search names and quotes"), search), list, said),
    action: "Merge",
    signal: page.signal,
    confirm: () => {
      if (chosen.size === 0) throw new Error("Tick at least one pain point.");
      return curate(page, { action: "merge", others: [...chosen.keys()] }, `Merged ${count(chosen.size, "pain point")} into this one.`);
    },
  });

  function searchSoon() {
    clearTimeout(timer);
    timer = setTimeout(() => find(search.value.trim()), TYPING_MS);
  }

  async function find(words) {
    asked += 1;
    const turn = asked;
    try {
      const found = await (words ? matching(page, words) : likeliest(page));
      if (turn === asked) show(found, words);
    } catch (error) {
      if (error.name !== "AbortError") setText(said, error.message);
    }
  }

  function show(found, words) {
    const others = found.filter(({ id }) => id !== page.painPointId && !chosen.has(id));
    fill(list, [...chosen.values(), ...others].map(choice));
    setText(said, others.length === 0 ? `Nothing else has “${words}”.` : words ? "" : "The most alike come first.");
  }

  function choice(painPoint) {
    const { id, name: itsName, score, mentions } = painPoint;
    return h("li", null, h("label", null,
      h("input", {
        type: "checkbox", checked: chosen.has(id),
        onchange: ({ target }) => (target.checked ? chosen.set(id, painPoint) : chosen.delete(id)),
      }),
      h("span", null, itsName, h("span", { class: "soft small numbers" }, ` ${count(mentions, "mention")}, score ${score.toFixed(1)}`))));
  }
}

async function likeliest({ api, scanId, signal }) {
  const [related, best] = await Promise.all([
    get(`${api}/related`, { signal }), get(`/api/scans/${scanId}/pain-points?limit=${MOST_SHOWN}`, { signal }),
  ]);
  const isRelated = new Set(related.items.map(({ id }) => id));
  return [...related.items, ...best.items.filter(({ id }) => !isRelated.has(id))];
}

async function matching({ scanId, signal }, words) {
  return (await get(withQuery(`/api/scans/${scanId}/pain-points`, { q: words, limit: MOST_SHOWN }), { signal })).items;
}
