// How often it was said over time: in words, as a chart, and as numbers.
import { h } from "../lib/dom.js";
import { count, day, number, percent } from "../lib/format.js";
import { movementWords } from "./pain-words.js";

const DAY_MS = 86_400_000;

export function trendCard(api, { trend, mentions }) {
  const { state, buckets } = trend;
  return h("section", { class: "trend-card", "aria-labelledby": "trend-heading" },
    h("h2", { id: "trend-heading" }, "Over time"),
    h("p", { class: "soft" }, `${movementWords(state)}.`),
    // The number behind # lets the browser draw it anew when mentions came or went.
    buckets.length > 0 && h("img", { class: "trend-chart", src: `${api}/trend.svg#${mentions}`, alt: inWords(buckets), width: 420, height: 190 }),
    buckets.length > 0 && h("details", null, h("summary", null, "The numbers"), h("div", { class: "scrolls" }, table(buckets))));
}

function inWords(buckets) {
  const most = buckets.reduce((best, bucket) => (bucket.mentions > best.mentions ? bucket : best));
  return `Mentions by date of the post, in ${count(buckets.length, "period")}; most, ${number(most.mentions)}, in ${period(most)}.`;
}

function table(buckets) {
  return h("table", { class: "numbers small" },
    h("thead", null, h("tr", null, h("th", { scope: "col" }, "Posted"),
      h("th", { scope: "col", class: "number" }, "Mentions"), h("th", { scope: "col", class: "number" }, "Read"), h("th", { scope: "col", class: "number" }, "Share"))),
    h("tbody", null, buckets.map((bucket) => h("tr", null, h("th", { scope: "row" }, period(bucket)),
      h("td", { class: "number" }, number(bucket.mentions)), h("td", { class: "number" }, number(bucket.documents)), h("td", { class: "number" }, percent(bucket.share))))));
}

// A bucket ends where the next begins; its last day is the one before.
const period = ({ start, end }) => `${day(start)} – ${day(new Date(new Date(end) - DAY_MS))}`;
