"""A left and a right breast are no pair: whatever registers asks here first."""

from __future__ import annotations

from workstation.core.errors import InvalidInput, Message

BREASTS = ("left", "right")


def check_breasts(breasts: tuple[str, str]) -> None:
    """Refuse a pair of which one scan is said to show the left breast and the other one the right.

    `breasts` are "left", "right" or "" (nobody said) for the fixed and the moving scan.
    """
    fixed, moving = breasts
    if fixed and moving and fixed != moving:
        raise InvalidInput(
            "The fixed volume is said to show the {fixed} breast and the moving one the {moving} breast; they are not "
            "registered, because no place of one lies in the other. If this is a mistake, put it right in Cases "
            "with Confirm geometry, or in the case.json of a bench.",
            fixed=Message(fixed), moving=Message(moving),
        )  # fmt: skip
