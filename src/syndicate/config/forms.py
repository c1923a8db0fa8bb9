"""The shape of feeds.yaml, as pydantic models. Pure. Every key has its description here, once.

A key that is left empty (`contact:`) counts as not written.
"""

from __future__ import annotations

from datetime import UTC, time
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from syndicate.config.fields import (
    Age,
    Asked,
    Every,
    Examples,
    FormerAddresses,
    FormerNames,
    HeaderName,
    HeaderValue,
    Host,
    Keep,
    Languages,
    Limit,
    LocalTime,
    Names,
    Network,
    ProxyAddress,
    PublicAddress,
    Share,
    Slug,
    StoreAddress,
    Strictness,
    Tags,
    Text,
    Texts,
    ThreadId,
    WebAddress,
    Zone,
)
from syndicate.config.settings import Push
from syndicate.model import Access, Breadth, Mode, Republish
from syndicate.model.declared import Span

Vectors = Literal["auto", "off"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

_EVERY = "How often to poll: auto (the default: adapts to the source), or a duration such as 90s, 15m, 2h or 1d."
_REPUBLISH = "How much of an item's text our own feeds may carry: full, excerpt, link (title and link only) or none."
_FULL_TEXT = "Whether to ask the page of each new item for the text that the feed leaves out; needs the extra fulltext."
_ACCESS = "Who may read its feed: everybody (public), or subscribers alone (private); as the site if left out."
_RIGHTS = "What our own feeds say of the rights in its items, instead of what its feed says."
_LICENCE = "Address of the licence under which its items may be used, instead of the one that its feed names."
_FOLD_COPIES = "Whether items that repeat the same text stand in our feeds as one (true), or each alone (false)."
_BACKFILL = "How many items of a source's first document to take, the newest by date; the rest is never news."

_LIMIT = "How many entries the feed holds, 1 to 1000."
_MAX_AGE = "How far an entry may lie behind the newest one of the feed: any, or a duration such as 12h or 30d."
_SHARE = "How much of the feed one source may take, 0.01 to 1; 0.5 where it has three sources or more, else 1."

ASKING = ("any", "all", "phrase", "like", "tags", "agencies", "languages")


def _once(headers: dict[str, str]) -> dict[str, str]:
    if len({name.lower() for name in headers}) < len(headers):
        raise ValueError("must name each header once; capital letters make no difference")
    return headers


Backfill = Annotated[int, Field(ge=0, le=2000)]
Headers = Annotated[dict[HeaderName, HeaderValue], AfterValidator(_once)]


class Form(BaseModel):
    """What all parts of the file share: no unknown keys, no silent conversions, no values in messages."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_unwritten(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {
            key: value
            for key, value in data.items()
            if value is not None or key not in cls.model_fields
        }


class ServerForm(Form):
    """Where Syndicate listens for readers."""

    host: Host = Field(default="127.0.0.1", description="Host name or IP address to listen on.")
    port: int = Field(
        default=8420, ge=0, le=65535, description="Port to listen on; 0 takes any free one."
    )
    access_log: Text | None = Field(
        default=None,
        description="File to which a line is added for each request, relative to this file; none by default.",
    )


class FetchForm(Form):
    """How sources are fetched."""

    proxy: ProxyAddress | None = Field(
        default=None,
        description="HTTP proxy that all goes through but allow_networks; may hold ${NAME} and ${file:PATH}.",
    )
    allow_networks: list[Network] = Field(
        default=[],
        description="Networks that are not public but may be fetched from, such as 127.0.0.0/8; none by default.",
    )


class ClusteringForm(Form):
    """How readily things are joined; for what comes from now on, never for what stands."""

    stories: Strictness = Field(
        default="normal",
        description="What an item must have in common with a story to join it: loose, normal, strict, or a number.",
    )
    threads: Strictness = Field(
        default="normal",
        description="What a story must have in common with a thread to join it: loose, normal, strict, or a number.",
    )
    vectors: Vectors = Field(
        default="auto",
        description="Whether texts are compared by meaning too: auto, where the extra `semantic` is installed, or off.",
    )


class DefaultsForm(Form):
    """What holds for every source that does not say otherwise."""

    every: Every = Field(default=None, description=_EVERY)
    republish: Republish = Field(default="full", description=_REPUBLISH)
    fold_copies: bool = Field(default=True, description=_FOLD_COPIES)
    tags: Tags = Field(default=[], description="Tags of every source that names none itself.")
    backfill: Backfill = Field(default=100, description=_BACKFILL)
    full_text: bool = Field(default=False, description=_FULL_TEXT)
    rights: Text | None = Field(default=None, description=_RIGHTS)
    licence: WebAddress | None = Field(default=None, description=_LICENCE)


class SourceForm(Form):
    """A feed to follow. The short form is its address alone."""

    url: WebAddress = Field(
        description="Address of the feed, http or https; may hold ${NAME} and ${file:PATH}.",
    )
    was: FormerAddresses = Field(
        default_factory=list,
        description="The address that it had before, or a list of them, the first one first: its id is made of that.",
    )
    title: Text | None = Field(
        default=None, description="What to call the source, if not by its feed's own title."
    )
    # Made, not copied: ten thousand copies of nothing take longer than the polls of hundreds.
    tags: Tags = Field(
        default_factory=list,
        json_schema_extra={"default": []},
        description="Tags to choose sources by: a-z, 0-9 and -.",
    )
    every: Every = Field(default=None, description=_EVERY)
    republish: Republish = Field(default="full", description=_REPUBLISH)
    backfill: Backfill = Field(default=100, description=_BACKFILL)
    full_text: bool = Field(default=False, description=_FULL_TEXT)
    rights: Text | None = Field(default=None, description=_RIGHTS)
    licence: WebAddress | None = Field(default=None, description=_LICENCE)
    fold_copies: bool = Field(default=True, description=_FOLD_COPIES)
    headers: Headers = Field(
        default_factory=dict,
        json_schema_extra={"default": {}},
        description="Request headers, sent to this source's own host only; values may hold ${NAME} and ${file:PATH}.",
    )

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return {"url": data} if isinstance(data, str) else data


class DigestForm(Form):
    """When a digest comes out."""

    every: Span = Field(default="day", description="How often: day or week.")
    at: LocalTime = Field(
        default=time(),
        json_schema_extra={"default": "00:00"},
        description="The local time at which one ends and is told, such as 07:00.",
    )
    weekday: Weekday = Field(default="monday", description="The weekday of a weekly digest.")
    zone: Zone = Field(
        default_factory=lambda: UTC,
        json_schema_extra={"default": "UTC"},
        description="The time zone of that time, such as Europe/Berlin.",
    )

    @model_validator(mode="after")
    def _has_a_weekday_only_where_one_is_asked_for(self) -> DigestForm:
        if "weekday" in self.model_fields_set and self.every == "day":
            raise ValueError("names a weekday, but comes out each day: write every: week, too")
        return self


class ToldForm(Form):
    """What topics and outputs share: what an entry of their feeds is."""

    mode: Mode = Field(
        default="items",
        description="What an entry is: items, stories, developments (of a story), or a digest.",
    )
    digest: DigestForm = Field(
        default_factory=DigestForm,
        description="When a digest comes out, with mode: digest; each midnight (UTC) if left out.",
    )

    access: Access | None = Field(default=None, description=_ACCESS)
    was: FormerNames = Field(
        default=[],
        description="The name that it had before, or a list of them, the first one first: its ids are made of that.",
    )

    @model_validator(mode="after")
    def _has_a_digest_only_where_one_is_asked_for(self) -> ToldForm:
        if "digest" in self.model_fields_set and self.mode != "digest":
            raise ValueError("says when its digest comes out, but has none: write mode: digest")
        return self


class TopicForm(ToldForm):
    """A subject to follow across all sources, by words, by examples, or by where its items come from."""

    title: Text | None = Field(
        default=None, description="Title of the topic; made from its name if left out."
    )
    any: Texts = Field(default=[], description="Words or phrases of which one must occur.")
    all: Texts = Field(default=[], description="Words or phrases that must all occur.")
    none: Texts = Field(default=[], description="Words or phrases that must not occur.")
    phrase: Texts = Field(
        default=[],
        description="Like any, but only in these very words and forms: no plurals, no other names.",
    )
    names: Names = Field(
        default={}, description="Other names of what this topic asks for, besides the file's own."
    )
    like: Examples = Field(
        default=[],
        description="1 to 10 examples that the topic's items resemble: texts, or addresses of items.",
    )
    unlike: Examples = Field(
        default=[],
        description="1 to 10 examples of what is not meant: what is nearer to them stays out.",
    )
    breadth: Breadth = Field(
        default="normal",
        description=(
            "How near to its examples items must be: broad, normal or narrow."
            " A narrow topic takes only what belongs by itself, not what stands in the same story."
        ),
    )
    tags: Tags = Field(default=[], description="Look only at sources with one of these tags.")
    agencies: Texts = Field(
        default=[], description="Look only at items that one of these agencies wrote."
    )
    languages: Languages = Field(
        default=[], description="Look only at items in one of these languages, by code: en, ar, zh."
    )
    fold_copies: bool = Field(default=True, description=_FOLD_COPIES)
    thread: ThreadId | None = Field(
        default=None,
        description="Id of the thread that this topic was promoted from: what stands there belongs to the topic.",
    )

    limit: Limit = Field(default=100, description=_LIMIT)
    max_age: Age = Field(default=None, description=_MAX_AGE)
    share: Share | None = Field(default=None, description=_SHARE)

    @model_validator(mode="after")
    def _asks_for_something(self) -> TopicForm:
        if not any(getattr(self, key) for key in ASKING):
            raise ValueError(f"must have at least one of {', '.join(ASKING[:-1])} and {ASKING[-1]}")
        return self


class OutputForm(ToldForm):
    """A feed that we publish. With nothing said, it carries every source."""

    title: Text | None = Field(
        default=None, description="Title of the feed; made from its name if left out."
    )
    tags: Tags = Field(
        default=[], description="Carry sources with one of these tags; every source if left out."
    )
    query: Asked | None = Field(
        default=None,
        description="Carry only what this search finds, in the language of searches: agency:AFP lang:en -tag:sport.",
    )
    topics: Tags = Field(default=[], description="Carry only items of one of these topics.")
    agencies: Texts = Field(
        default=[], description="Carry only items that one of these agencies wrote."
    )
    languages: Languages = Field(
        default=[], description="Carry only items in one of these languages, by code: en, ar, zh."
    )
    limit: Limit = Field(default=100, description=_LIMIT)
    max_age: Age = Field(default=None, description=_MAX_AGE)
    share: Share | None = Field(default=None, description=_SHARE)

    @model_validator(mode="before")
    @classmethod
    def _nothing_said(cls, data: Any) -> Any:
        return {} if data is None else data


class FileForm(Form):
    """The feeds.yaml of Syndicate: which feeds to follow, which topics to watch, what to publish."""

    title: Text = Field(
        default="Syndicate", description="Name of this site, shown on pages and in feeds."
    )
    url: PublicAddress | None = Field(
        default=None,
        description="Where readers reach this site. Ids and links are made from it: set it once, then leave it.",
    )
    contact: Text | None = Field(
        default=None,
        description="Mail or web address that the operators of sources find in our User-Agent.",
    )
    server: ServerForm = Field(
        default_factory=ServerForm, description="Where to listen for readers."
    )
    store: StoreAddress = Field(
        default="sqlite:///syndicate.db",
        description=(
            "Where everything is remembered: sqlite:///FILE, relative to this file, or postgresql://...;"
            " may hold ${NAME} and ${file:PATH}."
        ),
    )
    keep: Keep = Field(
        default=None,
        description=(
            "How long to keep items that their feeds no longer offer: forever, or a duration such as 90d or 365d."
            " What is gone is still known, and never news again."
        ),
    )
    push: Push = Field(
        default="auto",
        description=(
            "Whether hubs may tell us what is new (WebSub): auto (if url is a public address), or off."
        ),
    )
    hub: Push = Field(
        default="auto",
        description="Whether readers may have themselves told what is new in our feeds (WebSub): auto (if url is a"
        " public address), or off.",
    )
    hubs: list[WebAddress] = Field(
        default=[],
        max_length=10,
        description="Hubs of others that are told what is new in outputs and topics, and that those feeds name.",
    )
    access: Access = Field(
        default="public",
        description="Who may read this site: everybody (public), or subscribers alone (private).",
    )
    fetch: FetchForm = Field(
        default_factory=FetchForm,
        description="What sources may be fetched from, and through which proxy.",
    )
    defaults: DefaultsForm = Field(
        default_factory=DefaultsForm,
        description="What holds for sources that do not say otherwise.",
    )
    clustering: ClusteringForm = Field(
        default_factory=ClusteringForm,
        description="How readily items join stories, and stories threads, and what by.",
    )
    sources: list[SourceForm] = Field(
        default=[], description="The feeds to follow: addresses, or mappings with a url."
    )
    names: Names = Field(
        default={},
        description="Names that mean one and the same: a topic that asks for one of them gets all.",
    )
    topics: dict[Slug, TopicForm] = Field(
        default={}, description="Subjects to follow, by name (a-z, 0-9 and -)."
    )
    outputs: dict[Slug, OutputForm] = Field(
        default={}, description="Feeds to publish, by name (a-z, 0-9 and -)."
    )
