// Over which time: one of the ranges that are often wanted, or two days of the reader's own.
import { h } from "../lib/dom.js";
import { selectField, textField } from "./field.js";

const PRESETS = [["7d", "Last 7 days"], ["30d", "Last 30 days"], ["90d", "Last 90 days"], ["all", "Any time"], ["days", "Between two days"]];

export function rangeFields(range) {
  const isSpan = range !== null && typeof range === "object";
  const preset = selectField({ name: "range", label: "Time", value: isSpan ? "days" : range ?? "30d", options: PRESETS });
  const from = textField({ name: "range.from", label: "From", type: "date", value: isSpan ? dayOf(range.from) : "" });
  const to = textField({ name: "range.to", label: "To, included", type: "date", value: isSpan ? dayOf(range.to) : "" });
  const select = preset.element.querySelector("select");
  const show = () => { from.element.hidden = to.element.hidden = select.value !== "days"; };
  select.addEventListener("change", show);
  show();

  preset.read = () => {
    if (select.value !== "days") return { range: select.value };
    return { range: { ...bound("from", from, "00:00:00.000"), ...bound("to", to, "23:59:59.999") } };
  };
  from.read = to.read = () => ({});
  // That both ends are missing is said once the reader has been at one of them.
  preset.names = [];
  from.names = ["range.from", "range"];
  // As the API does: what is live is asked about lately, what lies here about all of it.
  let shownFor;
  const showFor = (source) => {
    if (range || preset.isTouched || source === shownFor) return;
    shownFor = source;
    select.value = source === "reddit" || source === "arctic_shift" ? "30d" : "all";
  };
  return { fields: [preset, from, to], showFor, element: h("div", { class: "range" }, [preset, from, to].map(({ element }) => element)) };
}

/** The reader's own day, as a moment: it begins and ends where they are. */
function bound(name, dayField, time) {
  const { value } = dayField.element.querySelector("input");
  return value ? { [name]: new Date(`${value}T${time}`).toISOString() } : {};
}

function dayOf(iso) {
  if (!iso) return "";
  const moment = new Date(iso);
  return [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
