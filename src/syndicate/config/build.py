"""A valid form -> frozen Settings."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from syndicate.agencies import agency
from syndicate.config.forms import (
    DefaultsForm,
    DigestForm,
    FileForm,
    OutputForm,
    ServerForm,
    SourceForm,
    TopicForm,
    Weekday,
)
from syndicate.config.settings import Settings
from syndicate.errors import Problem
from syndicate.model import (
    Condition,
    Dials,
    Editions,
    Key,
    Output,
    Source,
    Topic,
    named_now,
    source_id,
)
from syndicate.query import parse

_USERINFO = re.compile(r"(?<=://)[^/@\s]*@")
_EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 (recognised here, not listened on)


def build(
    form: FileForm, path: Path, written: Sequence[str], notes: tuple[Problem, ...]
) -> Settings:
    """Return what the file says. `written` are the addresses of sources before secrets were put in."""
    topics = tuple(
        replace(_topic(slug, topic, form.names), access=topic.access or form.access)
        for slug, topic in form.topics.items()
    )
    return Settings(
        path=path,
        title=form.title,
        url=form.url or _own_address(form.server),
        contact=form.contact,
        host=form.server.host,
        port=form.server.port,
        access_log=path.absolute().parent / form.server.access_log
        if form.server.access_log
        else None,
        store=store_in(form.store, path.absolute().parent),
        keep=form.keep,
        push=form.push,
        hub=form.hub,
        access=form.access,
        hubs=tuple(form.hubs),
        allow_networks=tuple(form.fetch.allow_networks),
        proxy=form.fetch.proxy,
        dials=Dials(
            form.clustering.stories,
            form.clustering.threads,
            vectors=form.clustering.vectors == "auto",
        ),
        sources=tuple(
            _source(source, form.defaults, as_written)
            for source, as_written in zip(form.sources, written, strict=True)
        ),
        topics=topics,
        outputs=tuple(
            replace(_output(name, output, topics), access=output.access or form.access)
            for name, output in form.outputs.items()
        ),
        notes=notes,
    )


def _source(form: SourceForm, defaults: DefaultsForm, as_written: str) -> Source:
    said = form.model_fields_set
    return Source(
        # From the reference, not from the secret: a new token must not make a new source.
        id=source_id((*form.was, as_written)[0]),
        url=form.url,
        shown_url=_USERINFO.sub("", as_written),
        title=form.title,
        tags=tuple(form.tags if "tags" in said else defaults.tags),
        every=form.every if "every" in said else defaults.every,
        republish=form.republish if "republish" in said else defaults.republish,
        full_text=form.full_text if "full_text" in said else defaults.full_text,
        rights=form.rights if "rights" in said else defaults.rights,
        licence=form.licence if "licence" in said else defaults.licence,
        fold_copies=form.fold_copies if "fold_copies" in said else defaults.fold_copies,
        headers=tuple(form.headers.items()),
        backfill=form.backfill if "backfill" in said else defaults.backfill,
        was=tuple(_USERINFO.sub("", address) for address in form.was),
    )


def _topic(slug: str, form: TopicForm, names: Mapping[str, Sequence[str]]) -> Topic:
    spoken = {text.casefold() for text in (*form.any, *form.all, *form.none)}
    groups = [(name, *others) for name, others in (*form.names.items(), *names.items())]
    return Topic(
        slug=slug,
        title=form.title or _title(slug),
        any=tuple(form.any),
        all=tuple(form.all),
        none=tuple(form.none),
        phrase=tuple(form.phrase),
        # Only those that it asks for: another name elsewhere must not fill this topic anew.
        names=tuple(g for g in groups if not spoken.isdisjoint(map(str.casefold, g))),
        like=tuple(form.like),
        unlike=tuple(form.unlike),
        breadth=form.breadth,
        thread=form.thread,
        tags=tuple(form.tags),
        agencies=tuple(agency(name) or name for name in form.agencies),
        languages=tuple(form.languages),
        fold_copies=form.fold_copies,
        mode=form.mode,
        editions=_editions(form.digest),
        limit=form.limit,
        max_age=form.max_age,
        share=form.share,
        was=tuple(form.was),
    )


def _output(name: str, form: OutputForm, topics: Collection[Topic]) -> Output:
    query = named_now(topics, parse(form.query or ""))
    named: dict[Key, tuple[str, ...]] = {
        "topic": tuple(form.topics),
        "agency": tuple(agency(each) or each for each in form.agencies),
        "lang": tuple(form.languages),
    }
    also = tuple(Condition(key, values) for key, values in named.items() if values)
    return Output(
        name=name,
        title=form.title or _title(name),
        tags=tuple(form.tags),
        mode=form.mode,
        limit=form.limit,
        query=replace(query, conditions=(*query.conditions, *also)),
        max_age=form.max_age,
        share=form.share,
        editions=_editions(form.digest),
        was=tuple(form.was),
    )


def _editions(form: DigestForm) -> Editions:
    return Editions(form.every, form.at, get_args(Weekday).index(form.weekday), form.zone)


def _own_address(server: ServerForm) -> str:
    host = "localhost" if server.host in _EVERYWHERE else server.host
    return f"http://[{host}]:{server.port}" if ":" in host else f"http://{host}:{server.port}"


def store_in(address: str, folder: Path) -> str:
    """Give the address of a store with the whole path of its file, which is counted from `folder`."""
    if not address.startswith("sqlite:///"):
        return address
    return f"sqlite:///{folder / address.removeprefix('sqlite:///')}"


def _title(slug: str) -> str:
    words = " ".join(slug.split("-")).strip()
    return words[:1].upper() + words[1:] or slug
