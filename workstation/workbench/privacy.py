"""What becomes of the patient when DICOM volumes enter a study: pseudonyms, the key file, and the record of it all.

One `Privacy` serves all imports of a sitting, so that a patient who comes twice gets one pseudonym and one shift of dates.
With a key file the same holds for ever, and whoever has that file can find the patient again.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.core.errors import InvalidInput
from workstation.core.geometry import SIDES
from workstation.core.study import CaseEntry, PrivacyRecord
from workstation.workbench.import_plan import NO_TEXT, ImportPlan, PlannedVolume

if TYPE_CHECKING:
    from workstation.storage.dicom.deidentify import SafeFacts
    from workstation.storage.dicom.kept import Fate
    from workstation.storage.dicom.pseudonyms import Pseudonyms


class Privacy:
    """Who is called what, and where the key lies if there is one."""

    def __init__(self) -> None:
        self._with_key: Pseudonyms | None = None
        self._known: set[str] = set()  # who is in the key file already
        self.key_file: Path | None = None

    def use_key_file(self, path: Path | None) -> None:
        """Keep the key in a file, which is read if it is there already; None for no key.

        A new key has a secret of its own, so that it never leads to patients who were imported without a key.

        Raises
        ------
        InvalidInput
            The file lies in a study folder, or in none that exists.
        UnreadableFile
            It is there, but is no key file.
        """
        from workstation.storage.dicom.pseudonyms import Pseudonyms, check_outside_study

        if path is None:
            self._with_key = self.key_file = None
            return
        check_outside_study(path)
        if not path.parent.is_dir():
            raise InvalidInput("The folder of the key file {name} does not exist.", name=path.name)
        self._with_key = Pseudonyms.load(path) if path.exists() else Pseudonyms()
        self._known, self.key_file = set(self._with_key.patients), path

    def facts(self, planned: PlannedVolume) -> SafeFacts | None:
        """What a study may know of a DICOM volume, None for other volumes."""
        from workstation.storage.dicom.deidentify import safe_facts

        return None if planned.subject is None else safe_facts(planned.subject.header, self._pseudonyms)

    def fates(self, planned: PlannedVolume) -> list[Fate]:
        """What becomes of every element of a DICOM volume's (first) file; nothing for other volumes."""
        from workstation.storage.dicom import kept

        facts = self.facts(planned)
        return [] if planned.subject is None or facts is None else kept.fates(planned.subject.header, facts)

    def rename(self, planned: PlannedVolume, pseudonym: str) -> None:
        """Call the patient of a DICOM volume otherwise; errors as of `Pseudonyms.rename`."""
        if planned.subject is not None:
            self._pseudonyms.rename(planned.subject.header, pseudonym)

    def records(self, plan: ImportPlan, who: str, when: str) -> tuple[PrivacyRecord, ...]:
        """What the study keeps of it, for each DICOM volume."""
        from workstation.storage.dicom.deidentify import method_codes

        found = []
        for side in SIDES:
            planned = plan.planned(side)
            facts, said = self.facts(planned), planned.reviewed
            if facts is None:
                continue
            looked = said is not None and said.how == NO_TEXT
            by, at = (who, when) if said is None else (said.who, said.when)
            hidden = tuple((each.left, each.top, each.width, each.height) for each in planned.hide)
            found.append(PrivacyRecord(side, by, at, facts.pseudonym, facts.age, facts.study_date, looked, hidden,
                                       tuple(method_codes(looked)), facts.laterality, facts.view,
                                       planned.needs_review))  # fmt: skip
        return tuple(found)

    def save_key(self, records: Sequence[PrivacyRecord]) -> None:
        """Write the key file if one is wanted, with the patients of what is imported now; may raise NotSaved."""
        if self.key_file is None:
            return
        from workstation.storage.dicom.pseudonyms import Pseudonyms

        self._known |= {each.pseudonym for each in records}
        everybody = self._pseudonyms.patients
        kept = {pseudonym: entry for pseudonym, entry in everybody.items() if pseudonym in self._known}
        Pseudonyms(self._pseudonyms.secret, kept).save(self.key_file)

    @property
    def _pseudonyms(self) -> Pseudonyms:
        return self._with_key or self._without_key

    @cached_property
    def _without_key(self) -> Pseudonyms:
        from workstation.storage.dicom.pseudonyms import Pseudonyms

        return Pseudonyms()


def patient_text(planned: PlannedVolume) -> str:
    """Whom the files of a DICOM volume name, for the screen only; "" if nobody."""
    from workstation.storage.dicom.files import text

    if planned.subject is None:
        return ""
    words = (text(planned.subject.header, word) for word in ("PatientName", "PatientID", "PatientBirthDate"))
    return "   ".join(filter(None, words))


def check_neutral(entry: CaseEntry, plan: ImportPlan) -> None:
    """Raise InvalidInput if the id, title or note of a case holds the name or a number of its patient."""
    from workstation.storage.dicom.pseudonyms import check_neutral as check

    for side in SIDES:
        subject = plan.planned(side).subject
        for words in (entry.id, entry.title, entry.note):
            if subject is not None:
                check(subject.header, words)
