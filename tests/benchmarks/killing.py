"""The command line of benchmarks that kill a working process again and again: the parent measures, `--child` works."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path


def measure(
    doc: str | None, work_forever: Callable[[Path], object], run: Callable[[int, int], Mapping[str, int]], kills: int
) -> None:
    """Read the arguments and print the figures of `run(kills, seed)`; as a child, work in the study until killed."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=kills)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--child", type=Path)
    arguments = parser.parse_args()
    if arguments.child:
        work_forever(arguments.child)
    figures = run(arguments.kills, arguments.seed)
    print(json.dumps(figures, indent=1))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures))
