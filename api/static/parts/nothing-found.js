// A scan that ended well and found no pain points: what it read, and what to change.
import { h } from "../lib/dom.js";
import { empty } from "../lib/states.js";
import { documentsOf } from "./scan-words.js";

export function nothingFound(scan) {
  const { posts, comments } = scan.counts;
  const read = posts || comments
    ? `${documentsOf(scan)} were read, and in none of them somebody states a problem.`
    : "No post or comment fits this question; the coverage below says what was looked through.";
  return empty("No pain points were found", `${read} Other keywords or none, more subreddits or a longer time give it more to read.`,
    h("a", { class: "button primary", href: `/?like=${scan.id}` }, "Change the question"));
}
