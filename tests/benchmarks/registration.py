"""How exact and how quick registration methods are on the public cases, as `sonolign bench` measures it.

    python tests/benchmarks/registration.py --json OUT [--methods sonolign,sonolign:instant,greedy:fast] [--cases a,b]
                                            [--start ours] [--out FOLDER]

Cases lie in ../shared/bench/cases beside the checkout. Every run has a process of its own and two threads; with
`--start ours` all methods get one affine start per case. The folder keeps the results, tables and plot, and an
interrupted run goes on there. The JSON is flat: `case/method/figure`.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from workstation.workbench.bench import BenchOptions, BenchRow, bench_methods, run_bench
from workstation.workbench.bench_cases import find_cases
from workstation.workbench.bench_report import write_report

CASES = Path(__file__).parents[3] / "shared" / "bench" / "cases"


def tell(row: BenchRow) -> None:
    figures = "  ".join(f"{name} {value:.4g}" for name, value in row.figures.items())
    print(f"{row.case:15}{row.method:20}{row.problem or figures}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--methods", default="sonolign:instant,sonolign,sonolign:best")
    parser.add_argument("--cases", default="", help="names, comma separated; all if left out")
    parser.add_argument("--folder", type=Path, default=CASES)
    parser.add_argument("--out", type=Path, help="folder of the bench; a temporary one if left out")
    parser.add_argument("--start", choices=("own", "ours"), default="own")
    parser.add_argument("--threads", type=int, default=2)
    choices = parser.parse_args()
    names = choices.cases.split(",") if choices.cases else []
    sources = [each for each in find_cases([choices.folder]) if not names or each.name in names]
    options = BenchOptions(choices.threads, 0, choices.start)
    with tempfile.TemporaryDirectory() as temporary:
        out = choices.out or Path(temporary)
        methods = bench_methods(choices.methods.split(","))
        rows = run_bench(sources, methods, options, out, lambda share, note: None, done=tell)
        write_report(out, rows, options)
    report: dict[str, Any] = {"threads": choices.threads, "cpus": os.cpu_count(), "start": choices.start}
    for row in rows:
        report.update({f"{row.case}/{row.method}/{name}": round(value, 4) for name, value in row.figures.items()})
    if hasattr(os, "getloadavg"):
        report["load_of_last_minute"] = os.getloadavg()[0]
    if choices.json:
        choices.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
