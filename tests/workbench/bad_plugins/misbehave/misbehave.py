"""A method that does, on purpose, whatever a method can do wrong; "shift" is how it should be."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from workstation.api import Affine, DisplacementField, InvalidInput, RunContext, Transform, Volume


@dataclass(frozen=True)
class Settings:
    how: Literal[
        "shift", "field", "steps", "segfault", "exit", "memory", "huge", "hang natively", "ignore cancel", "nan",
        "bypass nan", "nothing", "raise", "refuse", "talk",
    ] = "shift"  # fmt: skip
    shift_mm: float = 3.0


class Misbehave:
    """Every way to fail."""

    Settings = Settings
    PRESETS: ClassVar[dict[str, Settings]] = {"fast": Settings(shift_mm=1.0)}

    def register(self, fixed: Volume, moving: Volume, settings: Settings, run: RunContext) -> Transform:
        shift = np.array([settings.shift_mm, 0, 0])
        run.report(0.1, settings.how, error=1.0)
        match settings.how:
            case "steps":
                for step in range(1000):
                    run.report(step / 1000, "stepping", Affine.translation(shift * step / 1000), error=1 / (step + 1))
                    time.sleep(0.01)
            case "segfault":
                ctypes.string_at(0)
            case "exit":
                os._exit(7)
            case "memory":
                hoard = []
                while True:
                    hoard.append(np.ones(4_000_000))
                    run.report(0.2, "hoarding")
            case "huge":
                np.ones(10**15)
            case "hang natively":
                time.sleep(0.4)  # the last report gets out
                if sys.platform == "win32":
                    ctypes.PyDLL("kernel32").Sleep(60_000)
                else:
                    ctypes.PyDLL(None).sleep(60)  # PyDLL keeps the interpreter lock: nothing else in the process runs
            case "ignore cancel":
                time.sleep(60)
            case "nan":
                return Affine(np.full((3, 3), np.nan), shift)
            case "bypass nan":
                field = DisplacementField(fixed.grid, np.zeros((*fixed.grid.shape_zyx, 3), np.float32))
                object.__setattr__(field, "displacement_mm", np.full_like(field.displacement_mm, np.nan))
                return field
            case "nothing":
                return None  # type: ignore[return-value]
            case "raise":
                raise RuntimeError("the {optimiser} diverged")
            case "refuse":
                raise InvalidInput("The {what} volume is too small: {size:.1f} mm.", what="fixed", size=np.float64(3))
            case "talk":
                print("a method must not print")
            case "field":
                vectors = np.broadcast_to(shift.astype(np.float32), (*fixed.grid.shape_zyx, 3))
                return DisplacementField(fixed.grid, np.array(vectors))
        return Affine.translation(shift)
