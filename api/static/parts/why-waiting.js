// Why a queued scan has not started: what the queue says, in a sentence.
import { get, getAll } from "../lib/api.js";
import { ago, count, duration, moment, sentence } from "../lib/format.js";

// Half an hour of waiting makes up for a class, as the waiting line has it.
const CLASS_MS = 30 * 60_000;
const CLASSES = ["premium", "standard", "low"];

/** Ask what a waiting scan waits for: the queue as a whole, its own job, and who stands before it. */
export async function askQueue(scan, signal) {
  const [status, { job }, waiting] = await Promise.all([
    get("/api/queue/status", { signal }),
    get(`/api/queue/status?jobId=${scan.job_id}`, { signal }),
    getAll("/api/queue/jobs?state=waiting&limit=200", { signal }),
  ]);
  return { status, job, waiting };
}

/** Say it, the weightiest reason first. */
export function waitingWords(scan, { status, job, waiting }) {
  if (scan.status !== "queued") return "";
  if (job.not_before && new Date(job.not_before) > Date.now()) return laterWords(job);
  if (status.paused) return `The queue was paused ${ago(status.paused_at)}; nothing starts until it is resumed on the Queue page.`;
  if (status.workers.length === 0) return "No worker is alive, so nothing can start. On the machine that runs PainPointRadar: make run";
  const before = waiting.filter((other) => rank(other) < rank(job)).length;
  const place = before ? `${count(before, "scan")} stand${before === 1 ? "s" : ""} before it. ` : "It is the next one. ";
  if (status.rate_limit.retryAfterMs !== null) {
    const { max, per_seconds: per, retryAfterMs } = status.rate_limit;
    return `${place}At most ${count(max, "scan")} may start in ${duration(per)}; another may in ${seconds(retryAfterMs)}.`;
  }
  if (status.stats.active >= status.concurrency) return `${place}${count(status.stats.active, "scan")} run now, and no more run at a time.`;
  return `${place}It starts in a moment.`;
}

function laterWords(job) {
  const failed = job.attempts.at(-1);
  if (job.attempts_made === 0 && !failed) return `It starts ${moment(job.not_before)}, as was asked.`;
  const again = `It goes on in ${seconds(new Date(job.not_before) - Date.now())}`;
  if (job.failedReason && failed) return `Attempt ${job.attempts_made} of ${job.max_attempts} failed: ${sentence(job.failedReason)} ${again}.`;
  return `${sentence(job.failedReason ?? "Its source asks to wait")} ${again}; no attempt is lost by it.`;
}

const rank = (job) => new Date(job.queued_at).getTime() + CLASSES.indexOf(job.priority) * CLASS_MS;

const seconds = (ms) => duration(Math.max(1, Math.ceil(ms / 1000))).replace(".0", "");
