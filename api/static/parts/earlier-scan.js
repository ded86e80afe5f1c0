// The scan that asked the same question before this one, if there is one.
import { get } from "../lib/api.js";
import { hasResults } from "./scan-words.js";

const LOOKED_THROUGH = 200;

/** Return the newest earlier scan of the same question that has results, or null; older than the newest 200 are not looked at. */
export async function findEarlier(scan, signal) {
  const { items } = await get(`/api/scans?limit=${LOOKED_THROUGH}`, { signal });
  const question = questionKey(scan);
  return items.find((other) => hasResults(other) && other.timings.created_at < scan.timings.created_at && questionKey(other) === question) ?? null;
}

/** The same subreddits and keywords, whatever their order and case. */
export function questionKey({ request: { subreddits, keywords } }) {
  return JSON.stringify([subreddits, keywords].map((names) => names.map((name) => name.toLowerCase()).sort()));
}
