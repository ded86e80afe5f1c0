// How a scan ended that has no results: what happened, and what to do about it.
import { h } from "../lib/dom.js";
import { sentence } from "../lib/format.js";
import { stageWords } from "./stage-words.js";

const ADVICE = {
  nothing_to_read: "Check the names below; a subreddit may be private, banned or misspelt. Change the question and run it anew.",
  nothing_in_range: "Choose another time, or any time, and run it anew.",
  file_refused: "Choose among the files that lie in the archive folder, and run it anew.",
  rate_limited: "The source wants to be asked less often. Retry later; what was read is kept.",
  source_unavailable: "The source does not answer. Retry in a while; what was read is kept.",
  wrong_credentials: "Set the credentials that the message names, start PainPointRadar anew, then retry.",
  crash_loop: "Its workers died again and again, most likely of too little memory. Set a limit to the posts, or shorten the time, and run it anew.",
  internal_error: "This is a fault of the program. The worker's log says more; a retry goes on from the last good stage.",
};

/** A notice for a failed or cancelled scan; `actions` are the buttons that mend it. */
export function scanFailure(scan, ...actions) {
  if (scan.status === "cancelled") {
    return h("section", { class: "notice" },
      h("h2", null, "This scan was cancelled"),
      h("p", null, scan.counts.posts ? "What it had read is kept: a retry goes on from there." : "It had read nothing yet. A retry starts it."),
      h("p", { class: "actions" }, actions));
  }
  const { code, message, stage, retryable } = scan.error;
  const when = stage ? ` while ${lowerFirst(stageWords(stage, scan.source) ?? stage)}` : "";
  return h("section", { class: "notice notice-bad" },
    h("h2", null, `This scan failed${when}`),
    h("p", null, sentence(message)),
    h("p", null, ADVICE[code] ?? (retryable ? "Trying again may help." : "Change the question and run it anew.")),
    h("p", { class: "small" }, "Code: ", h("code", null, code)),
    h("p", { class: "actions" }, actions));
}

const lowerFirst = (text) => text.charAt(0).toLowerCase() + text.slice(1);
