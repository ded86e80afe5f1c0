// What the fields of a pain point say, in whole sentences.
import { percent } from "../lib/format.js";
import { MIGHT_PAY, WOULD_PAY } from "./pain-point-words.js";

const MOVEMENTS = {
  new: "New since the scan before.", growing: "Growing since the scan before.", steady: "Steady since the scan before.",
  shrinking: "Shrinking since the scan before.", gone: "Gone since the scan before.",
};
const CONFIDENCES = {
  low: "Low confidence: fewer than 3 authors", medium: "Medium confidence: 3 to 9 authors", high: "High confidence: 10 authors or more",
};

export const movementSentence = (state) => MOVEMENTS[state] ?? "There is no earlier scan of this question to compare with.";
export const confidenceSentence = (level) => CONFIDENCES[level] ?? level;

export function intentToPaySentence(intent) {
  if (intent === 0) return "Nobody speaks of paying";
  const likelihood = intent >= WOULD_PAY ? "Likely" : intent >= MIGHT_PAY ? "A fair chance" : "A faint hint";
  return `${likelihood} that someone would pay (${percent(intent)})`;
}
