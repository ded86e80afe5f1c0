// BullMQ: a flow of four jobs, each the child of the next; `worker CONCURRENCY` runs them, `client` adds them.
import { openSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

// The packages lie in the benchmark's cache, not beside this file.
const { FlowProducer, Worker } = createRequire(`${process.env.NODE_FOLDER}/`)("bullmq");

const QUEUE = "benchmark";
const STAGES = 4;
const HOLD_MS = 900_000;
// A worker's lock on a job ends after 15 s of silence, not 30, and is looked at every second, not every 30.
const QUICK = process.env.QUICK ? { lockDuration: 15_000, stalledInterval: 1_000 } : {};
const connection = { url: process.env.REDIS_URL, maxRetriesPerRequest: null };

const [role, concurrency] = process.argv.slice(2);
if (role === "worker") work();
else await answerCalls();

function work() {
  const worker = new Worker(QUEUE, (job) => runStage(job.data.number, job.data.chain), {
    connection,
    concurrency: Number(concurrency),
    ...QUICK,
  });
  worker.on("error", (error) => console.error(error));
}

async function runStage(number, chain) {
  if (number === 1 && chain.startsWith("hold")) {
    mark("hold", chain);
    await sleep(HOLD_MS);
  } else if (number === 1) mark("start", chain);
  else if (number === STAGES) mark("end", chain);
}

let file;
function mark(event, chain) {
  file ??= openSync(process.env.MARKS_FILE, "a");
  const seconds = (performance.timeOrigin + performance.now()) / 1_000;
  writeSync(file, `${event} ${chain} ${seconds.toFixed(6)} ${process.pid} ${process.ppid}\n`);
}

async function answerCalls() {
  const flows = new FlowProducer({ connection });
  for await (const line of createInterface({ input: process.stdin })) {
    const answer = [];
    for (const chain of JSON.parse(line)) {
      const beganAt = (performance.timeOrigin + performance.now()) / 1_000;
      const began = performance.now();
      await flows.add(jobOf(STAGES, chain));
      answer.push([beganAt, performance.now() - began]);
    }
    console.log(JSON.stringify(answer));
  }
  await flows.close();
}

function jobOf(number, chain) {
  const children = number > 1 ? [jobOf(number - 1, chain)] : undefined;
  return { name: "stage", queueName: QUEUE, data: { number, chain }, opts: { removeOnComplete: true }, children };
}
