"""The pages of one thing: a thread, a topic, a source, an output, a tag, an item, a search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from aiohttp import web

from syndicate.errors import QueryError
from syndicate.model import Address, Output, Query, StoredItem, Thread, Topic
from syndicate.outputs.selecting import of_output, of_search, of_tag, of_topic
from syndicate.outputs.windows import position
from syndicate.publish.edits import history
from syndicate.publish.entries import licence_url
from syndicate.publish.outputs import place
from syndicate.publish.positions import encoded
from syndicate.publish.reports import many
from syndicate.publish.why import BESIDE
from syndicate.query import MOST_CHARACTERS, written
from syndicate.store import Selection, SourceOverview
from syndicate.telling import subtitle
from syndicate.web import previews
from syndicate.web.activity import ACTIVITIES, named
from syndicate.web.catalogue import Sources, sources_of
from syndicate.web.charts import bars
from syndicate.web.desk import Desk, asked, desk_of
from syndicate.web.middleware import sorry
from syndicate.web.moved import for_good, promoted, renamed, survivor_of
from syndicate.web.parts import before_of
from syndicate.web.previews import Preview
from syndicate.web.rows import explained, told
from syndicate.web.templating import drawn, page, printed
from syndicate.web.why import whys
from syndicate.websub.subscriber import told as told_of

PER_PAGE = 100

T = TypeVar("T", Topic, Output)


async def thread(request: web.Request) -> web.Response:
    """Answer with a thread: its stories, who reported them, and why they are here."""
    desk, name = desk_of(request), request.match_info["name"]
    survivor = await survivor_of(desk.store, name)
    if survivor:
        raise for_good(request, desk.path("threads", survivor))
    found = await desk.store.threads.get(name)
    if found is None:
        return _missing(request, "thread", name)
    sources = await sources_of(desk.store)
    items, older = await _items(request, Selection(thread_id=name, published_only=True))
    shown = dict.fromkeys(each.story_id for each in items if each.story_id)
    stories = await desk.store.threads.stories_by_id(list(shown))
    reasons = await desk.store.threads.reasons_of([each.item.id for each in items])
    activities = request.app[ACTIVITIES]
    growth = (await activities.growths(desk, [found])).get(name)
    telling = await activities.telling(desk, found, sources)
    called = await named(request, found, sources)
    path = previews.here(request, desk.path("threads", name))
    return await page(
        request,
        "thread.html",
        preview=Preview(path, called.title, subtitle(called, telling, growth)),
        thread=called,
        stories=told(items, stories, sources, await whys(desk, sources, items, reasons)),
        activity=await activities.of_thread(desk, found),
        growth=growth,
        telling=telling,
        also=[
            await named(request, each, sources)
            for each in (await desk.store.tongues.of([name])).get(name, ())
        ],
        former=await desk.store.threads.former(name),
        promoted=promoted(desk.topics, name),
        older=older,
        is_past="before" in request.query,
    )


async def topic(request: web.Request) -> web.Response:
    """Answer with what a declared topic gathered, and why."""
    return await _declared(request, "topics", desk_of(request).topics, of_topic)


async def output(request: web.Request) -> web.Response:
    """Answer with the items of a declared output."""
    return await _declared(request, "outputs", desk_of(request).outputs, of_output)


async def _declared(
    request: web.Request, kind: str, known: Sequence[T], where: Callable[[T], Selection]
) -> web.Response:
    name = request.match_info["name"]
    if now := renamed(known, name):
        raise for_good(request, desk_of(request).path(kind, now))
    found = next((each for each in known if each.name == name), None)
    if found is None:
        return _missing(request, kind.removesuffix("s"), name)
    return await _listing(request, where(found), kind, name, found.title, declared=found)


async def tag(request: web.Request) -> web.Response:
    """Answer with the items of all sources that carry a tag."""
    desk, name = desk_of(request), request.match_info["name"]
    sources = await sources_of(desk.store)
    if not any(name in card.tags for card in sources.cards.values()):
        return _missing(request, "tag", name)
    return await _listing(request, of_tag(name), "tags", name, name)


async def source(request: web.Request) -> web.Response:
    """Answer with the state of one source and what it published."""
    desk, name = desk_of(request), request.match_info["name"]
    found = await desk.store.sources.one(name)
    if found is None:
        return _missing(request, "source", name)
    where = Selection(source_id=name, published_only=True)
    agreed = await desk.store.subscriptions.of_source(name)
    push = told_of(agreed) if agreed else ""
    return await _listing(
        request, where, "sources", name, found.card.title, overview=found, push=push
    )


async def sources(request: web.Request) -> web.Response:
    """Answer with every source and how it is, those that fail first."""
    by_title = await desk_of(request).store.sources.overview()
    worst_first = sorted(
        by_title, key=lambda each: (not each.state.failures, not each.state.problem)
    )
    followed = many(len(by_title), "feed", "feeds")
    told = f"{followed} that are followed here, and how each of them is."
    preview = Preview(f"{desk_of(request).root}/sources", "Sources", told)
    return await page(request, "sources.html", preview=preview, sources=worst_first)


async def item(request: web.Request) -> web.Response:
    """Answer with all that is known of one item."""
    desk, name = desk_of(request), request.match_info["name"]
    sources = await sources_of(desk.store)
    stored = await desk.store.items.get(name)
    rows = explained([stored] if stored else [], sources)
    if not rows or stored is None:
        return _missing(request, "item", name)
    copies = await desk.store.items.copies([name])
    reasons = await desk.store.threads.reasons(name)
    original = await desk.store.items.get(stored.copy_of) if stored.copy_of else None
    reports = await desk.store.items.opening(stored.story_id, limit=BESIDE)
    named_here = {each.slug for each in desk.topics}
    barred_from = await desk.store.topics.barred_from(name)
    versions = await desk.store.items.versions(name)
    may_quote = sources.may_quote(stored.item.source_id)
    edits = partial(history, versions, stored.item.title, stored.item.text)
    return await page(
        request,
        "item.html",
        preview=previews.of_item(desk.path("items", name), rows[0], may_quote=may_quote),
        row=rows[0],
        copies=explained(copies.get(name, ()), sources),
        original=explained([original] if original else [], sources),
        thread=await _thread_of(request, stored, sources),
        rights=(sources.cards[stored.item.source_id].rights or stored.item.rights),
        licence=licence_url(stored.item, sources.cards[stored.item.source_id]),
        reasons=(await whys(desk, sources, [stored], {name: reasons}, reports))[name],
        topics=[each for each in await desk.store.topics.reasons(name) if each.slug in named_here],
        kept_out_of=[slug for slug in barred_from if slug in named_here],
        edits=await printed(request, edits),
        may_quote=may_quote,
    )


async def _thread_of(request: web.Request, stored: StoredItem, sources: Sources) -> Thread | None:
    desk = desk_of(request)
    found = await desk.store.threads.get(stored.thread_id) if stored.thread_id else None
    return found and await named(request, found, sources)


async def search(request: web.Request) -> web.Response:
    """Answer with what a query finds, and with the feed of it; or say what is wrong with it."""
    desk, text = desk_of(request), request.query.get("q", "")
    try:
        query, problem = asked(request), ""
    except QueryError as error:
        query, problem = Query(), str(error)
    sources = await sources_of(desk.store)
    where = of_search(desk.meant(query))
    items = await desk.store.items.newest(where, limit=PER_PAGE) if query else ()
    copies = await desk.store.items.copies([each.item.id for each in items])
    name = written(query)
    path = place(Address("search", name), desk.root) if name else f"{desk.root}/search"
    return await page(
        request,
        "search.html",
        status=400 if problem else 200,
        preview=None if problem else previews.of_search(path, name, len(items)),
        query=text[:MOST_CHARACTERS],
        name=name,
        problem=problem,
        most=PER_PAGE,
        rows=explained(items, sources, copies),
    )


async def _listing(
    request: web.Request,
    where: Selection,
    kind: str,
    name: str,
    title: str,
    *,
    declared: Topic | Output | None = None,
    overview: SourceOverview | None = None,
    push: str = "",
) -> web.Response:
    desk = desk_of(request)
    topic = declared if isinstance(declared, Topic) else None
    sources = await sources_of(desk.store)
    items, older = await _items(request, where)
    is_past = "before" in request.query
    seen = [each.item.seen_at for each in items]
    ids = [each.item.id for each in items]
    copies = await desk.store.items.copies(ids)
    reasons = await desk.store.topics.reasons_in(topic.slug, ids) if topic else {}
    rows = explained(items, sources, copies, await whys(desk, sources, items, reasons))
    return await page(
        request,
        "listing.html",
        preview=previews.of_items(request, desk.path(kind, name), title, rows),
        kind=kind,
        name=name,
        title=title,
        rows=rows,
        has_feed=await _has_feed(desk, kind, name, overview),
        chart="" if is_past else drawn(bars(seen, desk.clock())),
        older=older,
        is_past=is_past,
        topic=topic,
        overview=overview,
        push=push,
        mode=declared.mode if declared else "items",
    )


async def _has_feed(desk: Desk, kind: str, name: str, overview: SourceOverview | None) -> bool:
    """Tell whether a source, or any with a tag, is still followed; the page outlives the feed."""
    if overview is not None:
        return overview.retired_at is None
    if kind != "tags":
        return True
    return any(name in card.tags for card in await desk.store.sources.followed())


async def _items(request: web.Request, where: Selection) -> tuple[Sequence[StoredItem], str | None]:
    """Return one page of items, and the place from which the next one starts."""
    store, before = desk_of(request).store, before_of(request)
    items = await store.items.newest(where, limit=PER_PAGE + 1, before=before)
    if len(items) <= PER_PAGE:
        return items, None
    return items[:PER_PAGE], encoded(position(items[PER_PAGE - 1]))


def _missing(request: web.Request, noun: str, name: str) -> web.Response:
    hint = " Feeds end in .atom, .rss or .json." if "." in name else ""
    return sorry(request, 404, f"There is no {noun} “{name}” here.{hint}")
