// The parts of a score in words: each with what it tells.
export const PARTS = {
  authors: ["Authors", "how many people state it"],
  intensity: ["Intensity", "how strongly they put it"],
  engagement: ["Votes", "how their posts did against their community's average"],
  recency: ["Recency", "how lately they said it"],
  intent_to_pay: ["Intent to pay", "whether anyone would pay to be rid of it"],
  spread: ["Spread", "over how many communities"],
};
