// What is known of a pain point, in words.
import { count } from "../lib/format.js";

export const CATEGORIES = {
  broken: "Broken", missing: "Missing", slow: "Slow", expensive: "Expensive", confusing: "Confusing",
  tedious: "Tedious", wish: "Wish", switching: "Switching away", question: "Question", other: "Other",
};
export const MOVEMENTS = { new: "New", growing: "Growing ↗", steady: "Steady →", shrinking: "Shrinking ↘" };
export const CONFIDENCES = { low: "low confidence", medium: "medium confidence", high: "high confidence" };

// One mention that hints at money gives 0.4, two give 0.64.
export const MIGHT_PAY = 0.3;
export const WOULD_PAY = 0.6;
const NAMED_SUBREDDITS = 2;

export function voicesOf({ mentions, authors, authors_known: areKnown }) {
  return `${count(mentions, "mention")} by ${areKnown ? "" : "up to "}${count(authors, "author")}`;
}

export function payWords(intent) {
  return intent >= WOULD_PAY ? "Would pay" : intent >= MIGHT_PAY ? "Might pay" : "";
}

export function subredditsOf({ subreddits }) {
  const shown = subreddits.slice(0, NAMED_SUBREDDITS).map(({ name }) => `r/${name}`);
  const more = subreddits.length - shown.length;
  return shown.join(", ") + (more > 0 ? ` +${more}` : "");
}
