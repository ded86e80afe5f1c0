// What the fields of a pain point say, in words.
import { percent } from "../lib/format.js";

const CATEGORIES = {
  broken: "Broken", missing: "Missing", slow: "Slow", expensive: "Expensive", confusing: "Confusing", tedious: "Tedious",
  wish: "Wish", switching: "Switching away", question: "Question", other: "Other",
};
const MOVEMENTS = {
  new: "New since the scan before", growing: "Growing since the scan before", steady: "Steady since the scan before",
  shrinking: "Shrinking since the scan before", gone: "Gone since the scan before",
};
const CONFIDENCES = {
  low: "Low confidence: fewer than 3 authors", medium: "Medium confidence: 3 to 9 authors", high: "High confidence: 10 authors or more",
};

export const categoryName = (category) => CATEGORIES[category] ?? category;
export const movementWords = (state) => MOVEMENTS[state] ?? "No earlier scan of this question to compare with";
export const confidenceWords = (level) => CONFIDENCES[level] ?? level;

export function intentToPayWords(intent) {
  if (intent === 0) return "Nobody speaks of paying";
  const likely = intent < 0.3 ? "A faint hint" : intent < 0.6 ? "A fair chance" : "Likely";
  return `${likely} that someone would pay (${percent(intent)})`;
}
