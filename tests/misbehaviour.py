"""The method that misbehaves on purpose, and requests for it; for the tests of jobs and of the worker."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from phantoms import shifted_blobs
from workstation.workbench.jobs import Job, RegistrationRequest
from workstation.workbench.plugins import PluginInfo, find_plugins, plugin_by_id

SHIFT_MM = 3.0
PAIR = shifted_blobs((SHIFT_MM, 0.0, 0.0))


@cache
def misbehave() -> PluginInfo:
    return plugin_by_id("misbehave", find_plugins([Path(__file__).parent / "workbench" / "bad_plugins"]))


def request_for(how: str = "shift", **more: Any) -> RegistrationRequest:
    settings = {"how": how, "shift_mm": SHIFT_MM}
    return RegistrationRequest(PAIR.fixed, PAIR.moving, misbehave(), **{"settings": settings, **more})


def job_for(how: str = "shift", **more: Any) -> Job:
    return Job(request_for(how, **more))
