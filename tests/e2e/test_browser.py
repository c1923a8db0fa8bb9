"""The pages in a real browser, as who reads them has them: seen, by keys, on a phone. Skipped without Chromium."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import feedparser
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Response,
    ViewportSize,
    sync_playwright,
)

from tests.e2e.daemon import Daemon

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# Nothing but this machine is ever asked, whatever a page or the browser itself would like.
ALONE = (
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
)
PHONE = ViewportSize(width=360, height=740)
ENLARGED = ViewportSize(width=320, height=256)  # 1280 by 1024 at 400 % (WCAG 2.2, 1.4.10)
DESK = ViewportSize(width=1200, height=900)
KINDS = (
    "front",
    "thread",
    "item",
    "topic",
    "output",
    "source",
    "sources",
    "search",
    "unread",
    "none",
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=ALONE, chromium_sandbox=False
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, demo: Daemon) -> Iterator[Page]:
    with browser.new_context(base_url=demo.url, viewport=DESK) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def paths(demo: Daemon) -> Mapping[str, str]:
    """A page of each kind."""
    front = demo.get("/").text
    thread = _first(r"/threads/\w+", front)
    return {
        "front": "/",
        "thread": thread,
        "item": _first(r"/items/\w+", demo.get(thread).text),
        "topic": "/topics/islamic-state-iraq",
        "output": "/outputs/stories",
        "source": _first(r"/sources/\w+", demo.get("/sources").text),
        "sources": "/sources",
        "search": "/search?q=mosul",
        "unread": "/search?q=(mosul",
        "none": "/nothing",
    }


def _first(pattern: str, text: str) -> str:
    found = re.search(rf'href="({pattern})"', text)
    assert found is not None, pattern
    return found[1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_breaks_no_rule_of_accessibility(
    page: Page, paths: Mapping[str, str], kind: str
) -> None:
    for size in (DESK, PHONE):
        for scheme in ("light", "dark"):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            page.goto(paths[kind])
            found = Axe().run(page)
            assert not found.violations_count, f"{size}, {scheme}\n{found.generate_report()}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_no_wider_than_a_phone(page: Page, paths: Mapping[str, str], kind: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(paths[kind])
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_enlarged_four_times_or_with_letters_twice_as_large_needs_no_scrolling_sideways(
    page: Page, paths: Mapping[str, str], kind: str
) -> None:
    page.set_viewport_size(ENLARGED)
    page.goto(paths[kind])
    for letters in ("100%", "200%"):
        page.evaluate("size => document.documentElement.style.fontSize = size", letters)
        assert page.evaluate("document.documentElement.scrollWidth") <= ENLARGED["width"], letters


def test_how_sources_are_is_read_on_a_phone_without_scrolling_sideways(
    page: Page, paths: Mapping[str, str]
) -> None:
    page.set_viewport_size(PHONE)
    page.goto(paths["sources"])
    beyond = "box => box.scrollWidth - box.clientWidth"
    assert page.locator(".scroll").evaluate(beyond) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_nobody_else_and_its_policy_stops_nothing_of_its_own(
    page: Page, demo: Daemon, paths: Mapping[str, str], kind: str
) -> None:
    told: list[ConsoleMessage] = []
    answers: list[Response] = []
    # The library marks what it is given, which a method of a list does not bear.
    page.on("console", lambda message: told.append(message))  # noqa: PLW0108
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108
    page.goto(paths[kind], wait_until="networkidle")
    refused = {400, 404} if kind in ("unread", "none") else set()
    first, *rest = answers
    assert first.status == 200 or first.status in refused
    assert [answer.status for answer in rest] == [200] * len(rest)
    assert len(rest) >= 1  # its style, at least
    assert {urlsplit(answer.url).netloc for answer in answers} == {urlsplit(demo.url).netloc}
    complaints = [message.text for message in told if str(first.status) not in message.text]
    assert not complaints


def test_what_is_typed_is_searched_for_by_key_and_by_button(page: Page) -> None:
    for press in ("key", "button"):
        page.goto("/")
        page.get_by_role("searchbox").fill('"islamic state" mosul')
        if press == "key":
            page.keyboard.press("Enter")
        else:
            page.get_by_role("button", name="Search").click()
        page.wait_for_url("**/search?q=*")
        assert re.search(r"^\d+ items for", page.get_by_role("heading", level=1).inner_text())
        assert page.get_by_role("searchbox").input_value() == '"islamic state" mosul'


def test_keys_lead_past_the_head_of_a_page(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    box = skip.bounding_box()
    assert box is not None
    assert box["x"] >= 0  # seen as soon as it has the focus
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_from_the_front_page_a_reader_comes_to_the_feed_of_a_thread(
    page: Page, demo: Daemon
) -> None:
    page.goto("/")
    thread = page.locator("ol.threads").get_by_role("heading", level=3).get_by_role("link").first
    title = thread.inner_text()
    thread.click()
    page.wait_for_url("**/threads/*")
    assert page.get_by_role("heading", level=1).inner_text() == title
    address = page.get_by_role("complementary").get_by_role("link", name=re.compile(r"\.atom$"))
    feed = feedparser.parse(io.BytesIO(demo.get(urlsplit(address.inner_text()).path).body))
    assert feed.feed.title.startswith(title)
    assert feed.entries


def test_why_an_item_stands_here_opens_by_key(page: Page, paths: Mapping[str, str]) -> None:
    page.goto(paths["thread"])
    why = page.locator("details").first
    assert not why.evaluate("each => each.open")
    why.locator("summary").focus()
    page.keyboard.press("Enter")
    assert why.evaluate("each => each.open")
