// Taking ended jobs off the queue before their time.
import { post } from "../lib/api.js";
import { openDialog } from "../lib/dialog.js";
import { h, newId } from "../lib/dom.js";
import { count } from "../lib/format.js";
import { toast } from "../lib/toast.js";

const HOUR_MS = 3_600_000;
const AGES = [[0, "however long"], [HOUR_MS, "more than 1 hour"], [24 * HOUR_MS, "more than 1 day"], [7 * 24 * HOUR_MS, "more than 7 days"]];

export function cleanQueue({ state, signal }) {
  const stateField = choice("Jobs that are", [["completed", "completed"], ["failed", "failed"], ["cancelled", "cancelled"]], state);
  const ageField = choice("How long ago they ended", AGES, 0);
  return openDialog({
    heading: "Clean the queue",
    body: h("div", { class: "stack" },
      h("p", null, "This takes ended jobs off this page, the oldest first. Their scans and results stay; a failed scan can still be retried from its own page."),
      stateField.element, ageField.element),
    action: "Take them off",
    danger: true,
    signal,
    confirm: async () => {
      const { removed } = await post("/api/queue/clean", { state: stateField.read(), grace_ms: Number(ageField.read()) });
      toast(removed ? `${count(removed, "job")} taken off. Their results stay.` : "There was nothing to take off.");
      return removed;
    },
  });
}

function choice(label, options, chosen) {
  const id = newId("clean");
  const select = h("select", { id }, options.map(([value, words]) => h("option", { value, selected: value === chosen }, words)));
  return { element: h("div", { class: "field" }, h("label", { for: id }, label), select), read: () => select.value };
}
