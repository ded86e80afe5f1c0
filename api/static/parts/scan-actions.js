// What a reader can do with a scan, each through the public API. Each answers whether it was done.
import { post, remove } from "../lib/api.js";
import { openDialog } from "../lib/dialog.js";
import { h } from "../lib/dom.js";
import { go } from "../lib/router.js";
import { attempt, toast } from "../lib/toast.js";

/** The answer tells whether the scan is yet to stop. The dialog closes with its page's `signal`. */
export function cancelScan(scan, signal) {
  return openDialog({
    heading: "Cancel this scan?",
    body: h("p", null, "It stops within seconds. What it has read is kept, and a retry goes on from there."),
    action: "Cancel the scan",
    back: "Let it go on",
    danger: true,
    confirm: () => post(`/api/scans/${scan.id}/cancel`),
    signal,
  });
}

export const retryScan = (scan) => attempt(() => post(`/api/scans/${scan.id}/retry`));

/** Make what a button does that asks the same question anew, as a scan of its own, and opens it: one scan, however often it is pressed. */
export function runAgain(scan) {
  let key = null;
  return () => attempt(async () => {
    key ??= crypto.randomUUID();
    go(`/scans/${await createScan(sameRequest(scan), key)}`);
    toast("The same question is asked again; the earlier scan stays.");
  });
}

export function deleteScan(scan, signal) {
  return openDialog({
    heading: "Delete this scan?",
    body: h("p", null, "Its results are deleted with it, and the posts that no other scan has read. This cannot be undone."),
    action: "Delete it",
    back: "Keep it",
    danger: true,
    confirm: () => remove(`/api/scans/${scan.id}`),
    signal,
  });
}

export const startSample = () => createScan({ source: "sample" }, crypto.randomUUID());

/** Create a scan; the same `key` again gives the same scan. Answers its id. */
export async function createScan(request, key) {
  const { id } = await post("/api/scans", request, { headers: { "Idempotency-Key": key } });
  return id;
}

/** The audience is left out, as its subreddits of then stand among the others; so are the start time and what is empty. */
export function sameRequest({ request: { start_at: _, audience: __, ...request } }) {
  const said = Object.entries(request).filter(([, value]) => value !== null && value?.length !== 0);
  return Object.fromEntries(said);
}
