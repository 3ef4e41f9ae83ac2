"""Sentences whose gaps were filled in English before the window saw them, recognised by their template and translated.

Such sentences are kept in a study (why its millimetres are in doubt) or told by a running method ("level 2 of 3"). Where
a `Message` can be passed on, that is better; this is for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

LEAST_LETTERS = 5  # a template with fewer letters of its own would recognise anything
_GAP = re.compile(r"\{(\w+)[^{}]*\}")


class FilledSentences:
    """Translates filled sentences by a table of templates."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = table
        self._patterns: list[tuple[re.Pattern[str], str]] | None = None
        self._known: dict[str, str | None] = {}

    def translated(self, text: str) -> str | None:
        """The translation of one sentence, or of several in a row; None where none of it is recognised."""
        if text not in self._known:
            whole = self._table.get(text) or self._by_template(text, may_hold_several=False)
            parts = self._in_parts(text) or self._numbered(text)
            self._known[text] = whole or parts or self._by_template(text, may_hold_several=True)
        return self._known[text]

    def _by_template(self, text: str, may_hold_several: bool) -> str | None:
        """By a template; what fills a gap may hold several sentences only if asked for, as a gap would swallow them."""
        for pattern, template in self._templates():
            found = pattern.fullmatch(text)
            if found is not None and (may_hold_several or "; " not in "".join(found.groups())):
                gaps = zip(_GAP.findall(template), map(self._or_same, found.groups()), strict=True)
                return _filled(self._table[template], dict(gaps))
        return None

    def _numbered(self, text: str) -> str | None:
        """A name that is known but for the number behind it, such as "lesion 2"."""
        name, _, number = text.rpartition(" ")
        return f"{self._table[name]} {number}" if number.isdecimal() and name in self._table else None

    def _in_parts(self, text: str) -> str | None:
        for parts, joint in ((text.split("; "), "；"), (re.split(r"(?<=\.) ", text), "")):
            turned = [self._or_same(part) for part in parts] if len(parts) > 1 else parts
            if turned != parts:
                return joint.join(turned)
        return None

    def _or_same(self, text: str) -> str:
        return self.translated(text) or text

    def _templates(self) -> list[tuple[re.Pattern[str], str]]:
        """Templates with gaps, those with most words of their own first; made when first needed."""
        if self._patterns is None:
            own = {template: _GAP.sub("", template) for template in self._table if _GAP.search(template)}
            usable = [each for each in own if sum(map(str.isalpha, own[each])) >= LEAST_LETTERS]
            self._patterns = [(_pattern(each), each) for each in sorted(usable, key=lambda each: -len(own[each]))]
        return self._patterns


def _filled(template: str, values: Mapping[str, str]) -> str:
    return _GAP.sub(lambda gap: values[gap[1]], template)


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, _GAP.sub("\0", template).split("\0"))), re.DOTALL)
