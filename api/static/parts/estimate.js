// What a scan would cost, and what is still wrong with it: asked of the API while the reader types.
import { post } from "../lib/api.js";
import { fill, h } from "../lib/dom.js";
import { count } from "../lib/format.js";

const WAIT_MS = 350;

/** Returns `check()`, to be called at each change; `onErrors` hears of all that is wrong, or of an empty list. */
export function estimator({ place, requestOf, onErrors, labelOf, signal }) {
  let asking = new AbortController();
  let answered = { body: null, show: null };
  let timer;
  signal.addEventListener("abort", () => { clearTimeout(timer); asking.abort(); });
  const askFor = ({ field, message, words }) => {
    onErrors([{ field, message }]);
    fill(place, h("p", null, `${words} to see what it would cost.`));
  };
  const sayWrong = (errors) => {
    onErrors(errors);
    const labels = [...new Set(errors.map(({ field }) => labelOf(field)))];
    fill(place, h("p", null, `What it would cost is reckoned when this is set right: ${labels.join(", ")}.`));
  };
  const reckon = async () => {
    const request = requestOf();
    const lacking = whatIsLacking(request);
    const body = JSON.stringify(request);
    // Leaving a field changes what is shown of the answer, not the answer.
    if (body === answered.body && !lacking) return answered.show();
    asking.abort();
    answered = { body: null, show: null };
    if (lacking) return askFor(lacking);
    asking = new AbortController();
    try {
      const show = await ask(request, asking.signal);
      answered = { body, show };
      show();
    } catch (error) {
      if (error.name !== "AbortError") fill(place, h("p", null, error.message));
    }
  };
  const ask = async (request, asked) => {
    try {
      const reckoned = await post("/api/scans/estimate", request, { signal: asked });
      return () => { onErrors([]); fill(place, estimateWords(reckoned)); };
    } catch (error) {
      if (error.status !== 422) throw error;
      return () => sayWrong(error.errors);
    }
  };
  return () => {
    clearTimeout(timer);
    timer = setTimeout(reckon, WAIT_MS);
  };
}

/** What nobody has filled in yet is not worth a refusal by the API. */
function whatIsLacking({ source, subreddits, audience, range }) {
  if (source === "arctic_shift" && !subreddits && !audience) {
    return { field: "subreddits", message: "is needed by this source; name at least one", words: "Name at least one subreddit" };
  }
  if (typeof range === "object" && !range.from && !range.to) {
    return { field: "range", message: "has no days; choose one, or both", words: "Choose a first or a last day" };
  }
  return null;
}

function estimateWords({ queries, minutes, caps }) {
  const cost = queries ? `About ${count(queries, "query", "queries")}, ${timeWords(minutes)}.` : "Read from this machine, in seconds to minutes; nobody is asked.";
  return [h("p", null, h("strong", null, cost)), caps.length > 0 && h("ul", null, caps.map((cap) => h("li", null, cap)))];
}

function timeWords(minutes) {
  if (minutes < 1) return "less than a minute";
  if (minutes < 90) return count(Math.round(minutes), "minute");
  const hours = minutes / 60;
  return hours < 48 ? `${Math.round(hours)} hours` : `${Math.round(hours / 24)} days`;
}
