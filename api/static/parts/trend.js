// How often it was said over time: in words, as a chart, and as numbers.
import { h } from "../lib/dom.js";
import { count, number, percent } from "../lib/format.js";
import { movementSentence } from "./pain-point-sentences.js";

const DAY_MS = 86_400_000;
const UTC_DAY = new Intl.DateTimeFormat("en", { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" });

/** `isChanged` says that another drawing of it stood on this page before. */
export function trendCard({ api, signal }, { trend }, isChanged) {
  const { state, buckets } = trend;
  return h("section", { class: "trend-card", "aria-labelledby": "trend-heading" },
    h("h2", { id: "trend-heading" }, "Over time"),
    h("p", { class: "soft" }, movementSentence(state)),
    buckets.length > 0 && drawing(`${api}/trend.svg`, inWords(buckets), isChanged && signal),
    buckets.length > 0 && h("details", null, h("summary", null, "The numbers"), h("div", { class: "scrolls" }, table(buckets))));
}

function drawing(src, alt, newly) {
  const image = h("img", { class: "trend-chart", alt, width: 420, height: 190, src: newly ? null : src });
  if (newly) readNewly(src, newly).then((data) => { image.src = data; }, () => { image.src = src; });
  return image;
}

// Under its own address, a browser would show again what it has drawn on this page already.
async function readNewly(src, signal) {
  const response = await fetch(src, { signal, cache: "no-cache" });
  return `data:image/svg+xml,${encodeURIComponent(await response.text())}`;
}

function inWords(buckets) {
  const most = buckets.reduce((best, bucket) => (bucket.mentions > best.mentions ? bucket : best));
  return `Mentions by date of the post, in ${count(buckets.length, "period")}; most, ${number(most.mentions)}, in ${period(most)}.`;
}

function table(buckets) {
  return h("table", { class: "numbers small" },
    h("thead", null, h("tr", null, h("th", { scope: "col" }, "Posted (UTC)"),
      h("th", { scope: "col", class: "number" }, "Mentions"), h("th", { scope: "col", class: "number" }, "Read"), h("th", { scope: "col", class: "number" }, "Share"))),
    h("tbody", null, buckets.map((bucket) => h("tr", null, h("th", { scope: "row" }, period(bucket)),
      h("td", { class: "number" }, number(bucket.mentions)), h("td", { class: "number" }, number(bucket.documents)), h("td", { class: "number" }, percent(bucket.share))))));
}

// Days of a bucket are days of UTC, as in the drawing. It ends where the next begins; its last day is the one before.
const period = ({ start, end }) => UTC_DAY.formatRange(new Date(start), new Date(new Date(end) - DAY_MS));
