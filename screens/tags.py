"""What a correction is filed under: its error type and the competency it trains, each by one digit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, TypeAlias

from cockpit.method.draft import ReviewDraft
from cockpit.method.playbook import Competency, ErrorType, Playbook

Tag: TypeAlias = Literal["error_type", "competency"]

#: So many entries of a list have a digit.
DIGITS: Final = 9


class Tags:
    """The two lists beside a correction.

    Attributes:
        listed: the list that digits choose from now; None when they do not.
        pairs: the competency to propose for an error type.
    """

    def __init__(self, draft: ReviewDraft, playbook: Playbook) -> None:
        self.listed: Tag | None = None
        self.pairs: Mapping[str, str] = {}
        self._draft = draft
        self._playbook = playbook
        self._proposed = ""

    @property
    def proposed(self) -> bool:
        """Is the competency the one that was proposed?"""
        return bool(self._proposed) and self._draft.competency == self._proposed

    def choices(self, tag: Tag) -> Sequence[ErrorType | Competency]:
        """Return the entries of a list, in the order of their digits."""
        return self._playbook.error_types if tag == "error_type" else self._playbook.competencies

    def chosen(self, tag: Tag) -> str:
        """Return the id of what was chosen from a list, empty when nothing was."""
        return self._draft.error_type if tag == "error_type" else self._draft.competency

    def ask(self) -> bool:
        """List what is not given yet, the error type first; False when there is nothing to ask for."""
        draft = self._draft
        open_tags: tuple[Tag, ...] = ("error_type", "competency")
        asked = bool(draft.correction.strip()) and not draft.outside_control
        self.listed = next((tag for tag in open_tags if asked and not self.chosen(tag) and self.choices(tag)), None)
        return self.listed is not None

    def take(self, digit: int) -> bool:
        """Choose from the list that is shown; False when there is no such digit. The one chosen is taken back."""
        tag = self.listed
        if tag is None or not 0 < digit <= min(DIGITS, len(self.choices(tag))):
            return False
        taken = self.choices(tag)[digit - 1].id
        self.put(tag, "" if taken == self.chosen(tag) else taken)
        return True

    def put(self, tag: Tag, chosen: str) -> None:
        """Set what was chosen. An error type brings its usual competency, or its list while there is none."""
        draft, self.listed = self._draft, None
        if tag == "competency":
            draft.competency, self._proposed = chosen, ""
            return
        draft.error_type = chosen
        if not draft.competency or self.proposed:
            usual = self.pairs.get(chosen, "")
            draft.competency = self._proposed = usual if self._playbook.competency(usual) else ""
        if chosen and not draft.competency and self._playbook.competencies:
            self.listed = "competency"
