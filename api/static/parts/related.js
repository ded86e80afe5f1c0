// Other pain points that are like this one.
import { h } from "../lib/dom.js";
import { count } from "../lib/format.js";

export function relatedCard(scanId, items) {
  return h("section", { "aria-labelledby": "related-heading" }, h("h2", { id: "related-heading" }, "Related pain points"),
    items.length === 0 ? h("p", { class: "soft" }, "Nothing in this scan is like it.")
      : h("ul", { class: "related" }, items.map(({ id, name, score, mentions }) => h("li", null,
        h("a", { href: `/scans/${scanId}/pain-points/${id}` }, name),
        h("span", { class: "soft small numbers" }, ` ${score.toFixed(1)}, ${count(mentions, "mention")}`)))));
}
