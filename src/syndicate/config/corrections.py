"""corrections.yaml -> what people decided, or every problem at once.

The file lies beside feeds.yaml. It is read as feeds.yaml is, and is valid as a whole or not at all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, get_args

from pydantic import Field, ValidationError, model_validator

from syndicate.config.contradictions import contradictions
from syndicate.config.explain import faults_of
from syndicate.config.faults import Fault, Plain, Tree, Where, problems, readable
from syndicate.config.fields import JoinedId, PlacedId, Text, ThreadId
from syndicate.config.forms import Form
from syndicate.config.gate import is_blank, text_of
from syndicate.config.load import standing
from syndicate.config.yaml_nodes import read
from syndicate.errors import ConfigError
from syndicate.model import Correction, CorrectionKind

FILE: Final = "corrections.yaml"

_VERBS: Final[tuple[CorrectionKind, ...]] = get_args(CorrectionKind)
_NEEDS: Final = {"split": "items", "pin": "thread", "exclude": "thread", "rename": "title"}


class CorrectionForm(Form):
    """One decision: exactly one of merge, apart, split, pin, exclude, rename."""

    merge: list[JoinedId] | None = Field(default=None, description="Two threads that are one.")
    apart: list[JoinedId] | None = Field(
        default=None, description="Two threads that are never merged."
    )
    split: ThreadId | None = Field(default=None, description="The thread that items leave.")
    items: list[PlacedId] = Field(
        default=[], description="The items or stories that leave it, for a thread of their own."
    )
    pin: PlacedId | None = Field(default=None, description="An item that stays in a thread.")
    exclude: PlacedId | None = Field(
        default=None, description="An item that never stands in a thread."
    )
    thread: ThreadId | None = Field(default=None, description="The thread of pin or exclude.")
    rename: ThreadId | None = Field(default=None, description="The thread whose title is fixed.")
    title: Text | None = Field(default=None, description="The title that it bears from now on.")
    note: Text | None = Field(default=None, description="Anything to remember it by.")

    @model_validator(mode="after")
    def _says_one_thing(self) -> CorrectionForm:
        said = [verb for verb in _VERBS if verb in self.model_fields_set]
        if len(said) != 1:
            raise ValueError(f"must have exactly one of {', '.join(_VERBS)}")
        (verb,) = said
        extra = {"items", "thread", "title"} & self.model_fields_set - {_NEEDS.get(verb, "")}
        if extra:
            raise ValueError(f"must not have {min(extra)} beside {verb}")
        needed = _NEEDS.get(verb)
        if needed and not getattr(self, needed):
            raise ValueError(f"must have {needed} beside {verb}")
        for pair in (self.merge, self.apart):
            if pair is not None:
                _check_pair(pair)
        return self


class CorrectionsForm(Form):
    """The corrections.yaml of Syndicate: what people decided about threads."""

    corrections: list[CorrectionForm] = Field(default=[], description="Decisions, oldest first.")


def _check_pair(pair: list[str]) -> None:
    if len(set(pair)) != 2 or len(pair) != 2 or pair[0][0] != pair[1][0]:
        raise ValueError("must name two threads, or two stories")


def load_corrections(beside: Path) -> tuple[Correction, ...] | None:
    """Return what stands in the corrections.yaml beside feeds.yaml; None where there is none. Raise ConfigError."""
    path = beside.with_name(FILE)
    with readable(str(path)):
        content = standing(path)
    return None if content is None else parse_corrections(content, path)


def parse_corrections(content: bytes, path: Path) -> tuple[Correction, ...]:
    """Return what a file of this content says; `path` names it in errors."""
    with readable(str(path)):
        text = text_of(content)
        tree = Tree() if is_blank(text) else read(text, first="corrections")
    form, faults = _form(tree)
    faults += tree.faults
    if form is None or faults:
        raise ConfigError(problems(faults, str(path)))
    found = tuple(map(_correction, form.corrections))
    if wrong := list(contradictions(found, tree)):
        raise ConfigError(problems(wrong, str(path)))
    return found


def plain(correction: Correction) -> dict[str, Plain]:
    """What the file says of a correction."""
    kind, ids, thread = correction.kind, correction.ids, correction.thread
    told: dict[str, Plain]
    match kind:
        case "merge" | "apart":
            told = {kind: list(ids)}
        case "split":
            told = {kind: thread, "items": list(ids)}
        case "rename":
            told = {kind: thread, "title": correction.title}
        case _:
            told = {kind: ids[0], "thread": thread}
    return told | ({"note": correction.note} if correction.note else {})


def _form(tree: Tree) -> tuple[CorrectionsForm | None, list[Fault]]:
    try:
        return CorrectionsForm.model_validate(tree.data), []
    except ValidationError as error:
        return None, faults_of(error, tree, _keys_at)


def _keys_at(where: Where) -> tuple[str, ...]:
    forms: dict[int, type[Form]] = {0: CorrectionsForm, 2: CorrectionForm}
    form = forms.get(len(where))
    return tuple(form.model_fields) if form else ()


def _correction(form: CorrectionForm) -> Correction:
    kind = next(verb for verb in _VERBS if verb in form.model_fields_set)
    one = form.pin or form.exclude
    ids = form.merge or form.apart or form.items or ([one] if one else [])
    return Correction(
        kind=kind,
        ids=tuple(dict.fromkeys(ids)),
        thread=form.split or form.rename or form.thread or "",
        title=form.title or "",
        note=form.note or "",
    )
