"""Registration results in words: the verdict with its reasons, and errors before and after."""

from __future__ import annotations

from workstation.core.study import TransformRecord, Verdict
from workstation.ui.text import say, tr

SIGNS: dict[Verdict, str] = {"PASS": "✓", "CHECK": "!", "FAIL": "✕"}


def verdict_word(record: TransformRecord) -> str:
    """The verdict with a sign, so that it does not depend on colour alone."""
    return f"{SIGNS[record.verdict]} {tr(record.verdict)}"


def verdict_tip(record: TransformRecord) -> str:
    """Every question that the result was asked, with its answer."""
    lines = [f"{SIGNS[gate.verdict]}  {tr(gate.name)}: {say(gate.message)}" for gate in record.gates]
    return "\n".join(lines) or tr("This result was not judged.")


def error_text(record: TransformRecord) -> str:
    """Mean error of held-out landmarks before and after, "" where none can be stated."""
    gate = next((gate for gate in record.gates if gate.name == "TRE"), None)
    return say(gate.message) if gate is not None else ""
