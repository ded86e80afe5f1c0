// One scan in the list of scans. It is updated in place, so that focus and selection survive.
import { fill, h, setText } from "../lib/dom.js";
import { ago, count, moment, sentence } from "../lib/format.js";
import { once } from "../lib/once.js";
import { cancelScan, retryScan, runAgain } from "./scan-actions.js";
import { SOURCES, documentsOf, hasResults, isAlive, questionOf, rangeOf, statusChip } from "./scan-words.js";
import { doingWords, progressBar } from "./stage-words.js";

/** Build the row; `refresh` is called when something was done with its scan; its dialogs close with `signal`. */
export function scanRow(scan, { refresh, signal }) {
  const chip = statusChip(scan);
  const bar = progressBar(scan);
  const [counts, doing, share, error] = ["span", "span", "span", "p"].map((tag) => h(tag));
  const progress = h("div", { class: "scan-progress" }, bar.element, h("p", { class: "small soft" }, doing, " ", share));
  const when = h("time", { datetime: scan.timings.created_at, title: moment(scan.timings.created_at) });
  const pains = h("ol", { class: "top-pains", "aria-label": "Top pain points" });
  const actions = h("p", { class: "actions" });
  error.className = "small scan-error";
  share.className = "numbers";
  const element = h("li", { class: "scan-row", dataset: { scan: scan.id } },
    h("div", { class: "scan-row-main" },
      h("h2", null, h("a", { href: `/scans/${scan.id}` }, questionOf(scan))),
      h("p", { class: "small soft dots" }, h("span", null, SOURCES[scan.source]), h("span", null, rangeOf(scan)), counts, when),
      progress, error, pains),
    h("div", { class: "scan-row-side" }, chip.element, actions));

  let seen = "";
  let isCancelling = false;
  const cancel = async (alive) => {
    const answer = await cancelScan(alive, signal);
    isCancelling ||= Boolean(answer?.cancel_requested);
    return answer;
  };
  const update = (latest) => {
    // The list does not tell that a scan is yet to stop; the answer to the cancelling does.
    isCancelling &&= isAlive(latest);
    const newer = isCancelling ? { ...latest, cancel_requested: true } : latest;
    chip.update(newer);
    bar.update(newer);
    setText(doing, doingWords(newer));
    setText(share, newer.status === "running" ? `${newer.progress} %` : "");
    setText(when, ago(newer.timings.created_at));
    setText(counts, countsOf(newer));
    setText(error, newer.status === "failed" && newer.error ? sentence(newer.error.message) : "");
    progress.hidden = !isAlive(newer);
    bar.element.hidden = newer.status === "queued" && newer.progress === 0;
    error.hidden = error.textContent === "";
    showTopPains(pains, newer);
    // Buttons are made anew only where others are needed, as one of them may have the focus.
    if (seen !== (seen = newer.status)) showButtons(actions, buttonsFor(newer, { cancel, refresh }));
  };
  update(scan);
  return { element, update };
}

function countsOf(scan) {
  const { posts, comments, pain_points: found } = scan.counts;
  if (hasResults(scan)) return `${count(found, "pain point")} in ${documentsOf(scan)}`;
  return posts || comments ? `${documentsOf(scan)} read` : "nothing read yet";
}

function showTopPains(place, scan) {
  const top = scan.top_pain_points ?? [];
  const said = JSON.stringify(top);
  place.hidden = top.length === 0;
  if (place.dataset.said === said) return;
  place.dataset.said = said;
  fill(place, top.map(({ id, name, score }) => h("li", null,
    h("span", { class: "numbers score-small" }, Math.round(score)),
    h("a", { href: `/scans/${scan.id}/pain-points/${id}` }, name))));
}

function showButtons(place, buttons) {
  const hadFocus = place.contains(document.activeElement);
  fill(place, buttons);
  if (hadFocus) buttons[0].focus({ preventScroll: true });
}

function buttonsFor(scan, { cancel, refresh }) {
  const button = (word, act) => h("button", {
    type: "button",
    class: "quiet small",
    "aria-label": `${word}: ${questionOf(scan)}`,
    onclick: async ({ currentTarget }) => { if (await once(currentTarget, () => act(scan))) refresh(); },
  }, word);
  if (isAlive(scan)) return [button("Cancel", cancel)];
  if (hasResults(scan)) return [button("Run again", runAgain(scan))];
  return [button("Retry", retryScan), button("Run again", runAgain(scan))];
}
