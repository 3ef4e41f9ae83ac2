"""Text for people: every visible string passes through Qt's translation here.

`tr("Brush radius")` translates a literal; `tr("{n} of {all}", n=3, all=12)` fills gaps after translating; `say(message)`
does the same for a `Message` or error from the layers below. Templates are the keys: all live in one context.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from workstation.core.errors import Message, UserError

CONTEXT = "Sonolign"


def tr(template: str, **values: object) -> str:
    """The template in the user's language, with its gaps filled."""
    translated = QCoreApplication.translate(CONTEXT, template)
    return translated.format(**values) if values else translated


def say(message: Message | UserError) -> str:
    """A message or error from below in the user's language; messages inside its values are translated too."""
    inner = message.message if isinstance(message, UserError) else message
    return tr(inner.template, **{key: say(v) if isinstance(v, Message) else v for key, v in inner.values.items()})


def moment_text(iso: str) -> str:
    """A moment (ISO 8601) in local time as people of this country write it; other text as it is."""
    moment = QDateTime.fromString(iso, Qt.DateFormat.ISODate).toLocalTime()
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat) if moment.isValid() else iso
