// What a first visit sees: one click to try everything out, and what that is.
import { h } from "../lib/dom.js";
import { go } from "../lib/router.js";
import { attempt } from "../lib/toast.js";
import { startSample } from "./scan-actions.js";

export function welcome() {
  const start = h("button", { type: "button", class: "primary", onclick: () => scanTheSample(start) }, "Scan the sample");
  return h("section", { class: "welcome", "aria-label": "First steps" },
    h("h1", { tabindex: "-1" }, "Find out what people on Reddit struggle with"),
    h("p", { class: "lead" }, "A scan reads posts and comments, picks out the sentences in which somebody has a problem, groups those that share one, ",
      "and ranks the groups. Every quote links to where it was said."),
    h("p", { class: "actions" }, start, h("span", { class: "soft" }, "takes about ten seconds, needs no account")),
    h("p", { class: "soft small" }, "The sample is invented: its products, people and posts do not exist. It came with the program, to show how everything works. ",
      "To hear real people, ask a question of your own below."));
}

async function scanTheSample(button) {
  button.disabled = true;
  const isDone = await attempt(async () => go(`/scans/${await startSample()}`));
  if (!isDone) button.disabled = false;
}
