"""Finding better settings for a method on training cases, and keeping them as a preset.

The search is random within the ranges that the method declares, around its preset, in rounds of successive halving
(Jamieson and Talwalkar, AISTATS 2016): all candidates run on one case, the better half on two, and so on. Candidates are
compared by their mean rank over the cases, so that no case outweighs the others (Demšar, JMLR 2006;7:1). The preset that
one starts from takes part, and only what beats it on all training cases together is kept.

Only training cases are opened (`CaseSource.open("train")`): held-out cases are refused, held-out landmarks of a study are
not read, and a case whose volumes are those of a case named as held out is refused as well, whatever its name.
"""

from __future__ import annotations

import hashlib
import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from workstation.core.errors import InvalidInput, UserError
from workstation.storage.atomic import write_bytes
from workstation.workbench.bench import Advance, BenchMethod, BenchOptions, in_fresh_process, request_of
from workstation.workbench.bench_cases import BenchCase, CaseSource
from workstation.workbench.bench_figures import score
from workstation.workbench.engine import Outcome, RegistrationRequest
from workstation.workbench.plugins import load_plugin
from workstation.workbench.presets import check_preset_name, presets_of, write_preset
from workstation.workbench.settings_schema import FieldSpec, describe, from_json, to_json

FIRST_CANDIDATES = 8
CHANGED_SHARE = 0.5  # of the settings that a candidate changes
FACTOR = 2.0  # a number goes up or down by at most this factor
FAILED = math.inf

Runner = Callable[[RegistrationRequest], Outcome]


@dataclass
class Candidate:
    """Settings and how they did: cost by case, lower is better, infinite where they failed."""

    settings: dict[str, Any]
    costs: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TuneOptions:
    """How to search.

    Parameters
    ----------
    minutes : after which no new run is begun
    slower : how much longer than the preset a candidate may take, as a factor; slower ones count as failed
    """

    minutes: float = 10.0
    slower: float = 1.5
    threads: int = 2
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Tuned:
    """What was found: settings, mean error before and after on the training cases in mm, and how many runs it took."""

    settings: dict[str, Any]
    before: float
    after: float
    runs: int

    @property
    def is_better(self) -> bool:
        """Whether anything beat the preset."""
        return self.after < self.before


def training_cases(sources: Sequence[CaseSource], held_out: Sequence[CaseSource] = ()) -> list[BenchCase]:
    """Open cases to train on.

    Raises
    ------
    InvalidInput : one of them is held out, by its own word or because its volumes are those of a held-out case.
    """
    kept = {fingerprint(source.open("score")): source.name for source in held_out}
    opened = [source.open("train") for source in sources]
    for case in opened:
        if fingerprint(case) in kept:
            raise InvalidInput(
                "Case {name} is the held-out case {kept}: nothing may be tuned on it.",
                name=case.name, kept=kept[fingerprint(case)],
            )  # fmt: skip
    return opened


def fingerprint(case: BenchCase) -> str:
    """The hash of both volumes of a case."""
    digest = hashlib.sha256()
    for volume in (case.fixed, case.moving):
        digest.update(np.ascontiguousarray(volume.voxels.whole()).data)
    return digest.hexdigest()


class Tuner:
    """A search for settings of one method."""

    def __init__(
        self, method: BenchMethod, cases: Sequence[BenchCase], options: TuneOptions, run: Runner | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:  # fmt: skip
        plugin = load_plugin(method.plugin)
        presets = presets_of(method.plugin, plugin)
        self._method, self._cases, self._options = method, list(cases), options
        self._class = plugin.Settings
        self._specs = describe(plugin.Settings)
        self.begin = to_json(presets[method.preset] if method.preset else plugin.Settings())
        self._random = np.random.default_rng(options.seed)
        self._run = run or (lambda request: in_fresh_process(request, lambda share, note: None, cancelled, warm=False))
        self._seconds: dict[str, float] = {}
        self.runs = 0

    def search(self, advance: Advance) -> Tuned:
        """Search until the time is over; raises Cancelled when asked to stop."""
        until = time.monotonic() + 60 * self._options.minutes
        base = Candidate(self.begin)
        for case in self._cases:
            self._try(base, case)
        if FAILED in base.costs.values():
            raise UserError("{method} fails on a training case with its own settings.", method=self._method.name)
        best = base
        while time.monotonic() < until:
            best = self._round(base, best, until, advance)
        return Tuned(best.settings, _mean(base), _mean(best), self.runs)

    def _round(self, base: Candidate, best: Candidate, until: float, advance: Advance) -> Candidate:
        """Candidates around the best so far, halved from case to case; the best of all that ran on every case."""
        alive = [Candidate(self.neighbour(best.settings)) for _ in range(FIRST_CANDIDATES)]
        order = self._random.permutation(len(self._cases))
        for place, number in enumerate(order):
            case = self._cases[number]
            for candidate in alive:
                if time.monotonic() >= until:
                    return best
                left = max(0.0, until - time.monotonic()) / (60 * self._options.minutes)
                advance(1 - left, f"{self.runs} runs, best so far {_mean(best):.3f} mm")
                self._try(candidate, case)
            rivals = ranked([*alive, best], [self._cases[n].name for n in order[: place + 1]])
            keep = max(1, len(alive) // 2)
            alive = [each for each in rivals if each is not best and FAILED not in each.costs.values()][:keep]
            if not alive:
                return best
        names = [case.name for case in self._cases]
        winner = ranked([best, *alive], names)[0]
        return winner if _mean(winner) < _mean(best) else best

    def neighbour(self, settings: dict[str, Any]) -> dict[str, Any]:
        """Settings with some of the values changed, within what the method declares."""
        changed = dict(settings)
        for spec in self._specs:
            if self._random.random() < CHANGED_SHARE:
                changed[spec.name] = drawn(spec, settings[spec.name], self._random)
        return to_json(from_json(self._class, changed))

    def _try(self, candidate: Candidate, case: BenchCase) -> None:
        """Run a candidate on a case and keep its mean landmark error."""
        options = BenchOptions(self._options.threads, self._options.seed)
        request = replace(
            request_of(case, replace(self._method, preset=""), options, None), settings=candidate.settings
        )
        self.runs += 1
        try:
            outcome = self._run(request)
        except UserError:
            candidate.costs[case.name] = FAILED
            return
        figures = score(case, outcome.transform)
        self._seconds.setdefault(case.name, outcome.cpu_seconds)
        slow = outcome.cpu_seconds > self._options.slower * self._seconds[case.name]
        candidate.costs[case.name] = FAILED if slow or figures["fold_pct"] > 0 else figures["tre_mean"]


def drawn(spec: FieldSpec, value: Any, random: np.random.Generator) -> Any:
    """A value of a setting near another one: a number by a factor, a choice or switch by chance; a text stays."""
    if spec.kind == "choice":
        return spec.choices[int(random.integers(len(spec.choices)))]
    if spec.kind == "bool":
        return bool(random.integers(2))
    if spec.kind not in ("int", "float"):
        return value
    step = FACTOR ** random.uniform(-1, 1)
    new = float(value) * step if value else random.uniform(0, 1) * float(spec.maximum or 1)
    new = min(
        max(new, spec.minimum if spec.minimum is not None else new), spec.maximum if spec.maximum is not None else new
    )
    if spec.kind == "float":
        return float(f"{new:.3g}")
    whole = round(new) if abs(new - value) >= 0.5 else int(value + random.integers(-1, 2))
    low, high = (bound if bound is not None else whole for bound in (spec.minimum, spec.maximum))
    return int(min(max(whole, low), high))


def ranked(candidates: Sequence[Candidate], cases: Sequence[str]) -> list[Candidate]:
    """Candidates by their mean rank over some cases, best first; ties by mean cost."""
    costs = np.array([[each.costs.get(name, FAILED) for name in cases] for each in candidates])
    ranks = costs.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable").mean(axis=1)
    order = sorted(range(len(candidates)), key=lambda n: (ranks[n], costs[n].mean()))
    return [candidates[n] for n in order]


def keep(method: BenchMethod, tuned: Tuned, name: str, cases: Sequence[BenchCase], out: Path | None = None) -> Path:
    """Write what was found as a preset, for forms and the command line; or to the file `out`. Gives the file."""
    plugin = load_plugin(method.plugin)
    made = {
        "from": method.name, "cases": {case.name: fingerprint(case) for case in cases}, "runs": tuned.runs,
        "tre_mean_before_mm": tuned.before, "tre_mean_after_mm": tuned.after,
    }  # fmt: skip
    settings = from_json(plugin.Settings, tuned.settings)
    if out is None:
        return write_preset(method.plugin, plugin, name, settings, made)
    check_preset_name(plugin, name)
    write_bytes(
        out, json.dumps({"method": method.plugin.id, "settings": tuned.settings, "made": made}, indent=1).encode()
    )
    return out


def _mean(candidate: Candidate) -> float:
    return sum(candidate.costs.values()) / len(candidate.costs)
