// What a reader can do with a scan, each through the public API. Each answers whether it was done.
import { post, remove } from "../lib/api.js";
import { go } from "../lib/router.js";
import { attempt, toast } from "../lib/toast.js";
import { ask } from "./ask.js";

export async function cancelScan(scan) {
  const isSure = await ask({
    heading: "Cancel this scan?",
    words: "It stops within seconds. What it has read is kept, and a retry goes on from there.",
    yes: "Cancel the scan",
    no: "Let it go on",
    danger: true,
  });
  return isSure && attempt(() => post(`/api/scans/${scan.id}/cancel`));
}

export const retryScan = (scan) => attempt(() => post(`/api/scans/${scan.id}/retry`));

/** Ask the same question anew, as a scan of its own, and open it. */
export function runAgain(scan) {
  return attempt(async () => {
    const { id } = await post("/api/scans", sameRequest(scan));
    go(`/scans/${id}`);
    toast("The same question is asked again; the earlier scan stays.");
  });
}

export async function deleteScan(scan) {
  const isSure = await ask({
    heading: "Delete this scan?",
    words: "Its results are deleted with it, and the posts that no other scan has read. This cannot be undone.",
    yes: "Delete it",
    no: "Keep it",
    danger: true,
  });
  return isSure && attempt(() => remove(`/api/scans/${scan.id}`));
}

export const startSample = () => createScan({ source: "sample" }, crypto.randomUUID());

/** Create a scan; the same `key` again gives the same scan. Answers its id. */
export async function createScan(request, key) {
  const { id } = await post("/api/scans", request, { headers: { "Idempotency-Key": key } });
  return id;
}

/** A start time that has gone by is not asked for again, and what is empty is left out. */
export function sameRequest({ request }) {
  const said = Object.entries(request).filter(([name, value]) => name !== "start_at" && value !== null && value?.length !== 0);
  return Object.fromEntries(said);
}
