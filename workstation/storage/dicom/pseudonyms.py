"""Who is who: pseudonyms, date shifts and new UIDs from one secret, and the key file that leads back.

Everything follows from the secret, so the same patient gets the same pseudonym and shift in every import, and whoever
has no secret cannot find out who a pseudonym is. The key file holds the secret and the names, is only written if the
user asks for it, and never into a study.

Key file, format version 1: JSON {"format": "sonolign key", "format_version": 1, "secret": hex,
"patients": {pseudonym: {"id", "name", "shift_days"}}}
"""

from __future__ import annotations

import base64
import hmac
import json
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
        id, name = text(dataset, "PatientID"), text(dataset, "PatientName")
        who = f"{id}|{text(dataset, 'IssuerOfPatientID')}" if id else f"|{name}|{text(dataset, 'PatientBirthDate')}"
        digest = self._digest("patient", who)
        pseudonym = "P" + base64.b32encode(digest[:5]).decode()
        shift = -1 - int.from_bytes(digest[8:16], "big") % LARGEST_SHIFT
        self.patients.setdefault(pseudonym, {"id": id, "name": name, "shift_days": shift})
        return Identity(pseudonym, shift)

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
        if len(secret) < 16:
            raise problem
        return cls(secret, patients)

    def _digest(self, kind: str, value: str) -> bytes:
        return hmac.digest(self.secret, f"{kind}\0{value}".encode(), "sha256")


def check_outside_study(path: Path) -> None:
    """Raise if a file would lie in a study folder, where it would be shared with the study."""
    for folder in path.absolute().parents:
        if (folder / "study.json").exists():
            raise InvalidInput("The key file must not lie in a study ({name}); choose a place that is not shared.",
                               name=folder.name)  # fmt: skip


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
