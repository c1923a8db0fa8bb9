"""Which keys feeds.yaml may hold, and where. Pure."""

from __future__ import annotations

from syndicate.config.faults import Where
from syndicate.config.forms import (
    ClusteringForm,
    DefaultsForm,
    DigestForm,
    FetchForm,
    FileForm,
    Form,
    OutputForm,
    ServerForm,
    SourceForm,
    TopicForm,
)

_SECTIONS: dict[str | int, type[Form]] = {
    "server": ServerForm,
    "fetch": FetchForm,
    "defaults": DefaultsForm,
    "clustering": ClusteringForm,
}
_MEMBERS: dict[str | int, type[Form]] = {
    "sources": SourceForm,
    "topics": TopicForm,
    "outputs": OutputForm,
}


def keys_at(where: Where) -> tuple[str, ...]:
    """Return the keys that the file may hold at this place."""
    form: type[Form] | None = None
    match where:
        case ():
            form = FileForm
        case (section,):
            form = _SECTIONS.get(section)
        case ("topics" | "outputs", _, "digest"):
            form = DigestForm
        case (section, _):
            form = _MEMBERS.get(section)
    return tuple(form.model_fields) if form else ()
