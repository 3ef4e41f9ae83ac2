"""How long a cancel takes, for every shipped method, at random moments of its run; and for methods that do not obey.

    python tests/benchmarks/cancel.py --json OUT [--tries 5] [--method ID ...]

A job runs in the background on a simulated pair; after a random time it is cancelled, and the time from `cancel()` to
its end is taken. The promise is one second. `stopped itself` counts how often the method obeyed; otherwise its process
was ended. The two misbehaving methods ignore cancelling, one of them inside native code that holds the interpreter.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from workstation.imaging.phantom import SimulatedPair, simulate_pair
from workstation.workbench.jobs import Job, JobQueue, JobState, RegistrationRequest
from workstation.workbench.plugins import PluginInfo, find_plugins, load_plugin

PROMISE_S = 1.0
BAD_METHODS = Path(__file__).parents[1] / "workbench" / "bad_plugins"
LONGEST_WAIT_S = 120.0


def cancel_once(queue: JobQueue, request: RegistrationRequest, after_s: float) -> dict[str, Any]:
    """Run, cancel `after_s` after the method began, and take the time until the end."""
    job, begun, ended = Job(request), threading.Event(), threading.Event()
    job.progressed.connect(lambda progress: progress.fraction > 0 and begun.set())
    job.ended.connect(lambda _: ended.set())
    queue.submit(job)
    while not (begun.wait(0.05) or job.state.is_final):
        pass
    time.sleep(after_s)
    if job.state.is_final:
        return {"state": str(job.state), "seconds": None}
    processes = worker_ids()
    asked_at = time.perf_counter()
    job.cancel()
    ended.wait(LONGEST_WAIT_S)
    seconds = time.perf_counter() - asked_at
    return {"state": str(job.state), "seconds": seconds, "obeyed": worker_ids() == processes}


def worker_ids() -> set[int | None]:
    """The worker processes that run now."""
    return {process.pid for process in multiprocessing.active_children()}


def measure(queue: JobQueue, info: PluginInfo, how: str, request: RegistrationRequest, tries: int) -> dict[str, Any]:
    """Cancel a method several times; runs that ended before the cancel are counted but have no time."""
    generator = random.Random(0)
    runs = [cancel_once(queue, request, generator.uniform(0.0, 2.0)) for _ in range(tries)]
    times = sorted(run["seconds"] for run in runs if run["seconds"] is not None)
    return {
        "method": info.id + (f" ({how})" if how else ""),
        "cancelled": len(times),
        "over before": len(runs) - len(times),
        "failed": sum(run["state"] == JobState.FAILED for run in runs),
        "stopped itself": sum(run.get("obeyed", False) for run in runs),
        "not cancelled": sum(run["state"] != JobState.CANCELLED for run in runs if run["seconds"] is not None),
        "median_s": times[len(times) // 2] if times else None,
        "slowest_s": times[-1] if times else None,
    }


def main() -> int:
    """Measure, print a table, write JSON; 1 if a cancel took longer than promised or a method failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--tries", type=int, default=5)
    parser.add_argument("--method", nargs="*")
    arguments = parser.parse_args()
    pair = simulate_pair()
    jobs = [(info, "", None) for info in find_plugins() if info.is_usable]
    bad = find_plugins([BAD_METHODS])[0]
    jobs += [(bad, how, {"how": how}) for how in ("ignore cancel", "hang natively")]
    rows = []
    with tempfile.TemporaryDirectory(prefix="sonolign-cancel-") as folder:
        queue = JobQueue(log_file=Path(folder) / "worker.log")
        for info, how, settings in jobs:
            if arguments.method and info.id not in arguments.method:
                continue
            request = request_for(pair, info, settings)
            rows.append(measure(queue, info, how, request, arguments.tries))
            print(rows[-1], flush=True)
        queue.close()
    if arguments.json:
        arguments.json.write_text(json.dumps({"promise_s": PROMISE_S, "rows": rows}, indent=2))
    return int(any(row["not cancelled"] or row["failed"] or (row["slowest_s"] or 0) > PROMISE_S for row in rows))


def request_for(pair: SimulatedPair, info: PluginInfo, settings: Any) -> RegistrationRequest:
    """What is asked of a method: its most thorough preset, so that there is something to cancel."""
    preset = "" if settings else list(load_plugin(info).PRESETS)[-1]
    return RegistrationRequest(pair.fixed, pair.moving, info, settings, preset=preset, landmarks=pair.landmarks)


if __name__ == "__main__":
    sys.exit(main())
