"""The systems compared: what each is made of, and what starts it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace

from benchmarks.queue.environments import Environment
from settings import ROOT

PACKAGE = "benchmarks.queue"
REDIS_PY = "redis==8.1.0"
HERE = Environment()
RQ = Environment("pip", ("rq==3.0.0", REDIS_PY))
CELERY = Environment("pip", ("celery[redis]==5.7.0", REDIS_PY))
BULLMQ = Environment("npm", ("bullmq@6.2.0", "ioredis@5.11.1"))
BULLMQ_PROGRAM = str(ROOT / "benchmarks" / "queue" / "bullmq.mjs")


@dataclass(frozen=True, slots=True)
class System:
    """`workers` (commands that may name {redis}) are for speed, two of `worker` for recovery, with `beside` running.

    Where one is empty, that is not measured. `shape` says what `workers` are; `chains` make up a round of some seconds.
    """

    name: str
    environment: Environment
    client: list[str]
    shape: str = ""
    chains: int = 0
    workers: list[list[str]] = field(default_factory=list)
    worker: list[str] = field(default_factory=list)
    beside: list[list[str]] = field(default_factory=list)
    prepare: list[list[str]] = field(default_factory=list)
    env: dict[str, str] = field(default_factory=dict)
    quick_arguments: list[str] = field(default_factory=list)


def python_client(environment: Environment, module: str) -> list[str]:
    return [environment.program("python"), "-m", f"{PACKAGE}.client", f"{PACKAGE}.{module}"]


def dramatiq(module: str, *, processes: int, threads: int) -> list[str]:
    shape = ["--processes", str(processes), "--threads", str(threads)]
    return [sys.executable, "-m", "dramatiq", f"{PACKAGE}.{module}", *shape]


def rq(*options: str) -> list[str]:
    return [RQ.program("rq"), "worker", "--url", "{redis}", "--quiet", *options, "benchmark"]


def celery(concurrency: int) -> list[str]:
    app = ["--app", f"{PACKAGE}.celery_tasks"]
    return [CELERY.program("celery"), *app, "worker", "--concurrency", str(concurrency), "--loglevel", "warning"]


def bullmq(*arguments: str) -> list[str]:
    return ["node", BULLMQ_PROGRAM, *arguments]


BARE_DRAMATIQ = System(
    name="bare Dramatiq 2.2.1",
    environment=HERE,
    shape="2 processes × 8 threads",
    chains=3_000,
    client=python_client(HERE, "dramatiq_tasks"),
    workers=[dramatiq("dramatiq_tasks", processes=2, threads=8)],
    worker=dramatiq("dramatiq_tasks", processes=1, threads=2),
)
OURS = System(
    name="ours",
    environment=HERE,
    shape="2 processes × 8 threads, 64 scans at a time, every stage committed",
    chains=1_000,
    client=python_client(HERE, "ours_tasks"),
    workers=[dramatiq("ours_tasks", processes=2, threads=8)],
    worker=dramatiq("ours_tasks", processes=1, threads=2),
    beside=[[sys.executable, "-m", "actors.scheduler"]],
    prepare=[[sys.executable, "cli.py", "migrate"]],
    env={"SCAN_STARTS_PER_MINUTE": "0", "SCAN_CONCURRENCY": "64", "LOG_LEVEL": "warning"},
)
# A worker on this machine sees the other's process gone; on another machine it can only wait for the lease to end.
OURS_ELSEWHERE = replace(OURS, name="ours, workers on two machines", workers=[], env={**OURS.env, "OWN_MACHINE": "1"})
RQ_SYSTEMS = (
    System(
        name="RQ 3.0.0",
        environment=RQ,
        shape="2 workers, a fork a job",
        chains=80,
        client=python_client(RQ, "rq_tasks"),
        workers=[rq(), rq()],
        worker=rq(),
        # An idle worker looks for abandoned jobs when its wait for a job ends, 15 s before its TTL.
        quick_arguments=["--maintenance-interval", "1", "--worker-ttl", "16", "--job-monitoring-interval", "5"],
    ),
    System(
        name="RQ 3.0.0, SimpleWorker",
        environment=RQ,
        shape="2 workers, no fork",
        chains=400,
        client=python_client(RQ, "rq_tasks"),
        workers=[rq("--worker-class", "rq.SimpleWorker")] * 2,
    ),
)
OTHERS = (
    System(
        name="Celery 5.7.0",
        environment=CELERY,
        shape="2 processes, acks_late",
        chains=700,
        client=python_client(CELERY, "celery_tasks"),
        workers=[celery(2)],
        worker=celery(1),
    ),
    System(
        name="BullMQ 6.2.0",
        environment=BULLMQ,
        shape="2 processes × 8 at a time",
        chains=4_000,
        client=bullmq("client"),
        workers=[bullmq("worker", "8")] * 2,
        worker=bullmq("worker", "2"),
        env={"NODE_FOLDER": str(BULLMQ.folder)},
    ),
)
SYSTEMS = (BARE_DRAMATIQ, OURS, OURS_ELSEWHERE, *RQ_SYSTEMS, *OTHERS)
