import math

import pytest

from strategies import small_case
from workstation.core.bookmarks import AddBookmark, Bookmark, RemoveBookmark, RenameBookmark
from workstation.core.errors import InvalidInput
from workstation.core.study import Reading
from workstation.storage.schema import command_from_json, command_to_json

MARK = Bookmark(
    "b1", "lesion 1", (1.0, 2.0, 3.0), (4.0, 5.0, 6.0), overlay={"mode": "blend", "warped": True, "opacity": 0.3}
)


@pytest.fixture
def reading():
    return Reading.blank("reader", small_case())


def test_every_edit_of_a_bookmark_is_taken_back_by_its_inverse(reading):
    for edit in (AddBookmark(MARK), RenameBookmark("b1", "cyst"), RemoveBookmark("b1")):
        before = dict(reading.bookmarks)
        inverse = edit.apply(reading)
        after = dict(reading.bookmarks)
        again = inverse.apply(reading)
        assert reading.bookmarks == before
        again.apply(reading)
        assert reading.bookmarks == after


@pytest.mark.parametrize("edit", [AddBookmark(MARK), RenameBookmark("b1", "x"), RemoveBookmark("b1")])
def test_the_journal_gives_back_the_same_edit(edit):
    assert command_from_json(command_to_json(edit)) == edit


def test_what_cannot_be_done_is_refused_and_changes_nothing(reading):
    AddBookmark(MARK).apply(reading)
    for edit in (AddBookmark(MARK), RenameBookmark("b1", " "), RenameBookmark("no", "x"), RemoveBookmark("no")):
        with pytest.raises(InvalidInput):
            edit.apply(reading)
    assert reading.bookmarks == {"b1": MARK}
    with pytest.raises(InvalidInput):
        Bookmark("b", "n", (math.nan, 0.0, 0.0), (0.0, 0.0, 0.0))


def test_a_copy_of_a_reading_has_bookmarks_of_its_own(reading):
    copy = reading.copy()
    AddBookmark(MARK).apply(reading)
    assert copy.bookmarks == {}
