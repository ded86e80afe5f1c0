from __future__ import annotations

import os
import subprocess
import sys

from actors.local_deaths import expire_dead_neighbours, this_machine
from models.clock import now
from models.job import Job
from models.worker import Worker, beat
from tests.factories import make_claim


def test_the_lease_of_a_process_that_is_gone_ends_at_once():
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    claim = make_claim(at=now(), worker="gone")
    beat("gone", host="here", pid=gone.pid, now=now(), machine=this_machine())
    beat("alive", host="here", pid=os.getpid(), now=now(), machine=this_machine())
    assert expire_dead_neighbours(now()) == ["gone"]
    assert Job.get_by_id(claim.job_id).lease_until < now()
    assert [worker.id for worker in Worker.select()] == ["alive"]


def test_a_process_that_died_and_was_not_waited_for_is_gone():
    zombie = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
    beat("zombie", host="here", pid=zombie.pid, now=now(), machine=this_machine())
    assert expire_dead_neighbours(now()) == ["zombie"]
    zombie.wait()


def test_a_process_of_another_machine_is_left_to_its_lease():
    claim = make_claim(at=now(), worker="elsewhere")
    beat("elsewhere", host="there", pid=2**22 - 1, now=now(), machine="another machine")
    assert expire_dead_neighbours(now()) == []
    assert Job.get_by_id(claim.job_id).lease_until > now()
