"""Who is who: pseudonyms, date shifts and new UIDs from one secret, and the key file that leads back.

Everything follows from the secret, so the same patient gets the same pseudonym and shift in every import, and whoever
has no secret cannot find out who a pseudonym is. The key file holds the secret and the names, is only written if the
user asks for it, and never into a study.

Key file, format version 1: JSON {"format": "sonolign key", "format_version": 1, "secret": hex,
"patients": {pseudonym: {"id", "name", "shift_days", "made"}}}; "made" is the pseudonym that follows from the secret, where
a person has chosen another one.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import re
import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from pydicom.dataset import Dataset

from workstation.core.errors import InvalidInput, NewerFormat, UnreadableFile
from workstation.storage.atomic import write_file
from workstation.storage.dicom.files import text
from workstation.storage.safe_hdf5 import check_is_file

FORMAT, FORMAT_VERSION = "sonolign key", 1
LARGEST_SHIFT = 3650  # days
_MAX_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Identity:
    """What a patient is called in a study, and by how many days all of the patient's dates are moved."""

    pseudonym: str
    shift_days: int


@dataclass(slots=True)
class Pseudonyms:
    """Pseudonyms made from a secret, and the patients they were given to so far."""

    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    patients: dict[str, dict[str, str | int]] = field(default_factory=dict, repr=False)

    def of(self, dataset: Dataset) -> Identity:
        """The pseudonym of the patient of a file, the same for all files that name the same patient."""
        made, shift = self._made_for(dataset)
        chosen = next((own for own, entry in self.patients.items() if entry.get("made", own) == made), made)
        self.patients.setdefault(
            chosen, {"id": text(dataset, "PatientID"), "name": text(dataset, "PatientName"), "shift_days": shift}
        )
        return Identity(chosen, shift)

    def rename(self, dataset: Dataset, pseudonym: str) -> None:
        """Call the patient of a file otherwise from now on.

        Raises
        ------
        InvalidInput
            It is no short name, is another patient's pseudonym, or tells who the patient is.
        """
        made, _ = self._made_for(dataset)
        before = self.of(dataset).pseudonym
        pseudonym = pseudonym.strip()
        if not re.fullmatch(r"[\w .-]{1,40}", pseudonym):
            raise InvalidInput("A pseudonym has 1 to 40 letters, digits, blanks, dots or dashes.")
        check_neutral(dataset, pseudonym)
        if pseudonym in self.patients and pseudonym != before:
            raise InvalidInput("{pseudonym} is the pseudonym of another patient; choose another.", pseudonym=pseudonym)
        self.patients[pseudonym] = self.patients.pop(before) | {"made": made}

    def uid(self, uid: str) -> str:
        """A new UID for an old one, the same whenever it is asked for; "" stays ""."""
        return f"2.25.{int.from_bytes(self._digest('uid', uid)[:16], 'big')}" if uid else ""

    def save(self, path: Path) -> None:
        """Write the key file, which must not lie in a study; may raise NotSaved."""
        check_outside_study(path)
        content = {"format": FORMAT, "format_version": FORMAT_VERSION, "secret": self.secret.hex(),
                   "patients": self.patients}  # fmt: skip

        def write(temporary: Path) -> None:
            temporary.write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")
            os.chmod(temporary, 0o600)  # the names in it are nobody else's business

        write_file(path, write)

    @classmethod
    def load(cls, path: Path) -> Pseudonyms:
        """Read a key file, so that patients who come again get their old pseudonyms."""
        check_is_file(path)
        problem = UnreadableFile("{name} is not a key file of this program, or is damaged.", name=path.name)
        if path.stat().st_size > _MAX_BYTES:
            raise problem
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            if content["format"] != FORMAT:
                raise problem
            if content["format_version"] > FORMAT_VERSION:
                raise NewerFormat("{name} has format version {version}, this program reads up to {known}; update the "
                                  "program.", name=path.name, version=content["format_version"],
                                  known=FORMAT_VERSION)  # fmt: skip
            secret, patients = bytes.fromhex(content["secret"]), dict(content["patients"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise problem from error
        if len(secret) < 16 or not all(isinstance(entry, dict) for entry in patients.values()):
            raise problem
        return cls(secret, patients)

    def _made_for(self, dataset: Dataset) -> tuple[str, int]:
        """The pseudonym and the shift in days that follow from the secret."""
        id, name = text(dataset, "PatientID"), text(dataset, "PatientName")
        who = f"{id}|{text(dataset, 'IssuerOfPatientID')}" if id else f"|{name}|{text(dataset, 'PatientBirthDate')}"
        digest = self._digest("patient", who)
        shift = -1 - int.from_bytes(digest[8:16], "big") % LARGEST_SHIFT
        return "P" + base64.b32encode(digest[:5]).decode(), shift

    def _digest(self, kind: str, value: str) -> bytes:
        return hmac.digest(self.secret, f"{kind}\0{value}".encode(), "sha256")


def check_outside_study(path: Path) -> None:
    """Raise if a file would lie in a study folder, where it would be shared with the study."""
    for folder in (*path.absolute().parents, *path.resolve().parents):
        if (folder / "study.json").exists():
            raise InvalidInput("The key file must not lie in a study ({name}); choose a place that is not shared.",
                               name=folder.name)  # fmt: skip


def check_neutral(dataset: Dataset, words: str) -> None:
    """Raise if words that are to enter a study hold the patient's name, an id or a date of birth."""
    tokens, whole = set(re.findall(r"\w+", words.casefold())), words.casefold()
    parts = re.findall(r"\w+", text(dataset, "PatientName").casefold())
    found = any(
        len(part) > 1 and (part in tokens or (part in whole and len(part) > (3 if part.isascii() else 1)))
        for part in parts
    )
    for keyword in ("PatientID", "AccessionNumber", "PatientBirthDate"):
        id = text(dataset, keyword).casefold()
        found = found or (len(id) > 2 and id in tokens) or (len(id) > 3 and id in whole)
    if found:
        raise InvalidInput("“{words}” holds the patient's name or number; choose words that say nothing about the patient.",
                           words=words)  # fmt: skip


def shifted(value: str, days: int) -> str:
    """A DICOM date (DA) or date with time (DT) moved by some days; "" if it is none or leaves the calendar."""
    found = re.fullmatch(r"(\d{4})[.-]?(\d{2})[.-]?(\d{2})(\d{0,6}(?:\.\d{1,6})?(?:[+-]\d{4})?)", value.strip())
    if found is None:
        return ""
    try:
        moved = date(int(found[1]), int(found[2]), int(found[3])) + timedelta(days)
    except (ValueError, OverflowError):
        return ""
    return f"{moved.year:04d}{moved.month:02d}{moved.day:02d}{found[4]}"


def age_of(dataset: Dataset) -> str:
    """The patient's age as DICOM writes it, such as "047Y": stated, or from the dates of birth and of the study."""
    stated = text(dataset, "PatientAge")
    if re.fullmatch(r"\d{3}[DWMY]", stated):
        return stated
    born, seen = (_day(text(dataset, keyword)) for keyword in ("PatientBirthDate", "StudyDate"))
    if born is None or seen is None or seen < born:
        return ""
    years = seen.year - born.year - ((seen.month, seen.day) < (born.month, born.day))
    return f"{years:03d}Y" if years < 150 else ""


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(f"{value[:4]}-{value[4:6]}-{value[6:8]}") if len(value) == 8 else None
    except ValueError:
        return None
