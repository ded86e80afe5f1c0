// One quote where it was said, with the words around it.
import { fill, h } from "../lib/dom.js";
import { count, day, moment, percent } from "../lib/format.js";

const LONG_CONTEXT = 250;

export const keyOf = ({ document_id, start, end }) => `${document_id}:${start}:${end}`;

/** `explain` gives the explanation of a quote, when it is asked for; `checkbox`, if any, stands before the quote. */
export function quoteItem(quote, explain, checkbox) {
  const cutBefore = quote.start > (quote.before ?? "").length;
  const before = withoutTitle(quote);
  return h("li", { class: checkbox ? "quote choosing" : "quote" }, checkbox,
    h("div", null,
      showsTitle(quote) && h("p", { class: "quote-title" }, quote.title),
      h("blockquote", { cite: webAddress(quote.permalink) },
        before && h("span", { class: "soft" }, cutBefore && "… ", before),
        h("mark", null, quote.text),
        quote.after && h("span", { class: "soft" }, quote.after.replace(/^\n+/, "\n"), quote.after.length > LONG_CONTEXT && " …")),
      h("p", { class: "quote-from dots" }, origin(quote), permalink(quote)),
      why(quote, explain)));
}

/** A quote alone, where its context would be too much. */
export function plainQuote(quote) {
  return h("li", { class: "plain-quote" }, h("blockquote", { cite: webAddress(quote.permalink) }, quote.text), h("p", { class: "quote-from dots" }, origin(quote), permalink(quote)));
}

function origin({ subreddit, created_utc, upvotes, author_number }) {
  return [
    h("span", null, `r/${subreddit}`),
    h("time", { datetime: created_utc, title: moment(created_utc) }, day(created_utc)),
    h("span", null, upvotes === null ? "votes unknown" : count(upvotes, "vote")),
    author_number !== undefined && h("span", null, author_number ? `author ${author_number}` : "author unknown"),
  ];
}

function permalink({ permalink: address, subreddit, created_utc }) {
  const href = webAddress(address);
  return href && h("a", { href, target: "_blank", rel: "noopener noreferrer" }, "Open where it was said",
    h("span", { "aria-hidden": "true" }, " ↗"),
    h("span", { class: "only-read-out" }, `: r/${subreddit}, ${day(created_utc)} (opens a new tab)`));
}

// What an archive file calls a permalink may be anything.
const webAddress = (address) => (/^https?:\/\//.test(address) ? address : null);

const isInTitle = ({ document_id, start, title }) => document_id.startsWith("t3_") && start < title.length;
const showsTitle = (quote) => Boolean(quote.title) && !isInTitle(quote);

function withoutTitle({ before, title, document_id }) {
  const isRepeated = title && document_id.startsWith("t3_") && before.startsWith(`${title}\n\n`);
  return isRepeated ? before.slice(title.length).trimStart() : before;
}

function why(quote, explain) {
  const reasons = h("div", { class: "why" }, h("p", { class: "soft" }, "Looking it up …"));
  return h("details", {
    class: "small",
    ontoggle: async ({ target }) => {
      if (!target.open) return;
      try {
        fill(reasons, ...inWords(await explain(quote)));
      } catch (error) {
        if (error.name !== "AbortError") fill(reasons, h("p", { class: "wrong" }, error.message));
      }
    },
  }, h("summary", null, "Why is this here?"), reasons);
}

function inWords(mention) {
  if (!mention) return [h("p", null, "It is not in the explanation any more. Reload the page.")];
  if (!mention.read_as) return [h("p", null, "An older version found it, and kept no reasons. Run the scan again to have them.")];
  const meanings = (sign) => mention.cues.filter(({ weight }) => Math.sign(weight) === sign);
  return [
    h("p", null, `Read as a ${mention.read_as}: ${percent(mention.probability)} sure, and ${percent(mention.threshold)} is enough.`),
    cueList("What speaks for it: it", meanings(1)),
    cueList("What speaks against it: it", meanings(-1)),
    mention.similarity !== null && h("p", null, `Its likeness to the centre of this group is ${mention.similarity.toFixed(2)} of 1.`),
    mention.copies.length > 0 && h("p", null, `Left out, as copies of it: ${mention.copies.join(", ")}.`),
  ].filter(Boolean);
}

function cueList(lead, cues) {
  return cues.length > 0 && h("div", null, h("p", null, `${lead} …`),
    h("ul", null, cues.map(({ meaning, weight }) => h("li", null, `${meaning} `, h("span", { class: "soft numbers" }, `(${weight > 0 ? "+" : "−"}${Math.abs(weight).toFixed(2)})`)))));
}
