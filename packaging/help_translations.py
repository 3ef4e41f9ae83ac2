"""Tell which translated help pages lag behind the English ones.

    python packaging/help_translations.py            list pages that are missing or whose English page has changed
    python packaging/help_translations.py --settle   say that all translated pages say what the English ones say now

A translated page ends in a comment with the start of the SHA-256 of the English page that it was made from.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

HELP = Path(__file__).resolve().parent.parent / "resources" / "help"
MARK = re.compile(r"\n<!-- of ([0-9a-f]{12}) -->\n\Z")


def lagging(language: str, folder: Path = HELP) -> Iterator[str]:
    """What is wrong with the pages of a language, a line each."""
    for english in sorted(folder.glob("*.md")):
        page = folder / language / english.name
        if not page.is_file():
            yield f"{language}: the help page {english.name} is not translated"
        elif (mark := MARK.search(page.read_text(encoding="utf-8"))) is None or mark[1] != fingerprint(english):
            yield f"{language}: the help page {english.name} has changed since it was translated"


def fingerprint(page: Path) -> str:
    """What tells an English page from its other versions."""
    return hashlib.sha256(page.read_bytes()).hexdigest()[:12]


def settle(language: str, folder: Path = HELP) -> None:
    """Mark every translated page as made from the English page of today."""
    for page in sorted((folder / language).glob("*.md")):
        text = MARK.sub("", page.read_text(encoding="utf-8")).rstrip("\n")
        page.write_text(f"{text}\n\n<!-- of {fingerprint(folder / page.name)} -->\n", encoding="utf-8")


def main() -> int:
    """List or settle."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--settle", action="store_true", help="mark all translated pages as up to date")
    languages = [path.name for path in sorted(HELP.iterdir()) if path.is_dir()]
    if parser.parse_args().settle:
        for language in languages:
            settle(language)
    problems = [line for language in languages for line in lagging(language)]
    print("\n".join(problems) or "all help pages are translated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
