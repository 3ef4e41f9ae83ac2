"""Text for people: every visible string passes through Qt's translation here.

`tr("Brush radius")` translates a literal; `tr("{n} of {all}", n=3, all=12)` fills gaps after translating; `say(message)`
does the same for a `Message` or error from the layers below. Templates are the keys: all live in one context.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from workstation.core.errors import Message, UserError

CONTEXT = "Sonolign"
# gaps into which the layers below put words or sentences of their own, such as "fixed"
WORD_GAPS = frozenset({
    "side", "what", "kind", "why", "doubt", "reading", "proposal", "direction", "source", "title",
    "name", "other",  # of labels and landmarks, where they are those of the protocol
})  # fmt: skip


def tr(template: str, **values: object) -> str:
    """The template in the user's language, with its gaps filled."""
    translated = QCoreApplication.translate(CONTEXT, template)
    return translated.format(**values) if values else translated


def say(message: Message | UserError) -> str:
    """A message or error from below in the user's language; messages and words inside its values are translated too."""
    inner = message.message if isinstance(message, UserError) else message
    return tr(inner.template, **{gap: _said(gap, value) for gap, value in inner.values.items()})


def _said(gap: str, value: object) -> object:
    if isinstance(value, Message):
        return say(value)
    return tr(value) if gap in WORD_GAPS and isinstance(value, str) else value


def moment_text(iso: str) -> str:
    """A moment (ISO 8601) in local time as people of this country write it; other text as it is."""
    moment = QDateTime.fromString(iso, Qt.DateFormat.ISODate).toLocalTime()
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat) if moment.isValid() else iso
