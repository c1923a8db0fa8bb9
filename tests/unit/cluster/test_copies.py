from dataclasses import replace

from syndicate.cluster import Memory, step
from syndicate.cluster.words.opening import cut
from syndicate.model import Edited, Enclosure, Item
from tests.unit.cluster.news import FOLLOW_UP, REWRITE, WIRE, item


def copies(*items: Item) -> list[str | None]:
    return [one.copy_of for one in step(Memory(), items, ()).assignments]


def test_a_reprint_under_another_title_is_a_copy_of_the_first() -> None:
    first = item("Grain ship adrift off Varna", WIRE, key="first")
    reprint = item("Varna harbour closed as freighter drifts", WIRE, at=2)
    third = item("Freighter in trouble", WIRE, at=3)
    assert copies(first, reprint, third) == [None, "first", "first"]


def test_an_excerpt_is_a_copy_of_the_full_text_and_the_other_way_round() -> None:
    full = item("Grain ship adrift off Varna", WIRE, key="full")
    excerpt = item("Grain ship adrift off Varna", WIRE[:180] + "…", at=1, key="excerpt")
    assert copies(full, excerpt) == [None, "full"]
    assert copies(excerpt, full) == [None, "excerpt"]


def test_a_rewrite_and_a_follow_up_are_no_copies() -> None:
    assert copies(
        item("Grain ship adrift off Varna", WIRE),
        item("Tugs save grain carrier at Varna", REWRITE, at=1),
        item("Varna grain ship to be towed", FOLLOW_UP, at=50),
    ) == [None, None, None]


def test_another_number_makes_another_text() -> None:
    assert copies(
        item("Siege of the old town: Day 3", "Nothing moved on the bridge again today."),
        item("Siege of the old town: Day 4", "Nothing moved on the bridge again today.", at=24),
    ) == [None, None]
    changed = WIRE.replace("Two tugs", "2 tugs"), WIRE.replace("Two tugs", "5 tugs")
    assert copies(item("Ship adrift", changed[0]), item("Ship adrift", changed[1], at=1)) == [
        None,
        None,
    ]


def test_a_template_with_other_names_is_another_text() -> None:
    weather = (
        "The weather office of {} expects showers until noon and a light wind from the west, with "
        "sunshine later in {} and on the hills of {}, where the night stays cold for this time of year."
    )
    assert copies(
        item("Weather for the coast", weather.format("Varna", "Burgas", "Balchik")),
        item("Weather for the plain", weather.format("Pleven", "Vidin", "Lovech"), at=1),
    ) == [None, None]


def test_titles_alone_are_copies_only_when_they_tell_enough() -> None:
    telling = "Grain ship drifts against Varna breakwater"
    assert copies(item(telling, source="a", key="one"), item(telling, at=1, source="b")) == [
        None,
        "one",
    ]
    assert copies(
        item("Morning briefing", source="a"), item("Morning briefing", at=1, source="b")
    ) == [
        None,
        None,
    ]


def test_the_same_headline_weeks_later_is_not_a_copy() -> None:
    telling = "Snow closes the road over the Shipka pass"
    assert copies(item(telling, source="a"), item(telling, at=100, source="b")) == [None, None]


def test_the_news_of_the_next_hour_are_no_copy_though_they_bear_the_same_words() -> None:
    blurb = "The latest news from our newsroom, every hour, read by those who are awake at it."
    hours = [
        replace(
            item("News", blurb, at=at, source=source),
            enclosures=(Enclosure(f"https://x.example/{at}.mp3", "audio/mpeg"),),
        )
        for at, source in ((0, "radio"), (1, "radio"), (1.1, "mirror"))
    ]
    assert copies(*hours) == [None, None, hours[0].id]


def test_a_blurb_that_a_source_puts_under_every_title_makes_no_copies() -> None:
    blurb = "Listen to our daily programme on all the usual platforms, and tell your friends about it, please."
    assert copies(
        item("The price of wheat", blurb, source="radio"),
        item("A visit to the opera", blurb, at=24, source="radio"),
    ) == [None, None]


def test_the_same_address_with_the_same_title_is_a_copy() -> None:
    assert copies(
        item("On reading slowly", WIRE, source="blog", link="x.example/1", key="post"),
        item("On reading slowly", "Comments", at=1, source="links", link="x.example/1"),
    ) == [None, "post"]


def test_two_comments_of_one_reader_below_one_page_are_no_copies() -> None:
    assert copies(
        item("By: Jo", "I like it, a lot.", source="c", link="x.example/1"),
        item("By: Jo", "And again I like it.", at=1, source="c", link="x.example/1"),
        item("By: Jo", "I like it, a lot.", at=2, source="c", link="x.example/1", key="again"),
    ) == [None, None, "i-By: Jo-0.0-c"]


def test_a_copy_tells_how_it_was_recognised() -> None:
    clustering = step(
        Memory(), [item("Ship adrift", WIRE, key="a"), item("Adrift", WIRE, at=1, key="b")], ()
    )
    reason = clustering.assignments[1].reasons[0]
    assert (reason.relation, reason.nearest, reason.note) == ("copy", "a", "the same text")
    assert reason.score == 1.0


def test_a_reprint_of_either_version_of_an_edited_text_is_a_copy() -> None:
    memory, first = Memory(), item("Grain ship adrift off Varna", WIRE, key="first")
    step(memory, [first], ())
    now = Edited("first", first.title, REWRITE, first.seen_at)
    reprint = item("Tugs save ship", REWRITE, at=1)
    (found,) = step(memory, [reprint], (), edited=[now, now]).assignments
    assert (found.copy_of, found.reasons[0].note) == ("first", "the same text, as it was edited")
    (found,) = step(memory, [item("Freighter in trouble", WIRE, at=2)], ()).assignments
    assert (found.copy_of, found.reasons[0].note) == ("first", "the same text")
    again = replace(now, text=FOLLOW_UP)
    both = [item("Ship", FOLLOW_UP, at=3), item("Boat", REWRITE, at=4, key="late")]
    found, late = step(memory, both, (), edited=[again]).assignments
    assert (found.copy_of, late.copy_of) == ("first", None)


def test_what_an_item_said_since_an_edit_is_known_for_a_week() -> None:
    first = item("Grain ship adrift off Varna", WIRE, key="first")
    follows = item("Freighter in trouble", WIRE, at=24 * 6)  # the story lives on
    for days, original in ((7, "first"), (8, None)):
        memory = Memory()
        step(memory, [first, follows], ())
        now = Edited("first", first.title, REWRITE, first.seen_at)
        (found,) = step(
            memory, [item("Tugs save ship", REWRITE, at=24 * days)], (), edited=[now]
        ).assignments
        assert found.copy_of == original


def test_a_dateline_hides_no_copy() -> None:
    signed = item("Grain ship adrift off Varna", f"VARNA, March 2 (Xinhua) -- {WIRE}", key="first")
    assert copies(signed, item("Freighter in trouble", WIRE, at=1)) == [None, "first"]


def test_a_dateline_of_several_days_or_of_a_distributor_is_not_compared() -> None:
    for opening in (
        "PARIS, 17-18 novembre (AFP) - ",
        "PARIS, Nov 06, 2014 (Xinhua News Agency via COMTEX News Network) -- ",
    ):
        assert cut(opening + WIRE) == WIRE


def test_numbers_that_stand_against_each_other_make_another_text_though_both_know_both() -> None:
    told = "Kestrel met Alder on Saturday before a full house and it ended {}-{} after a second half of high tempo."
    assert copies(item("Result", told.format(3, 1)), item("Result", told.format(1, 3), at=1)) == [
        None,
        None,
    ]


def test_a_passage_from_the_middle_of_a_text_is_no_copy_under_a_title_of_its_own() -> None:
    words = f"{REWRITE} {FOLLOW_UP} {WIRE}"
    quoted = item("What the statement said", WIRE, at=1)
    assert copies(item("Grain ship adrift off Varna", words), quoted) == [None, None]
    told = replace(quoted, title="Grain ship adrift off Varna")
    assert copies(item("Grain ship adrift off Varna", words, key="all"), told) == [None, "all"]
    begins = item("What the statement said", REWRITE, at=1)
    assert copies(item("Grain ship adrift off Varna", words, key="all"), begins) == [None, "all"]


def test_another_day_of_a_series_is_no_copy_though_its_text_is_the_same() -> None:
    days = [item(f"Siege of the old town: Day {day}", WIRE, at=day) for day in (3, 4)]
    assert copies(*days) == [None, None]
    repeated = item("Siege of the old town: Day 3", WIRE, at=5)
    assert copies(days[0], repeated) == [None, days[0].id]


def test_a_short_text_is_a_copy_under_a_title_that_is_alike_alone() -> None:
    brief = "Two tugs held the ship off the rocks while divers looked for damage."
    first = item("Grain ship adrift off Varna", brief, key="first")
    assert copies(first, item("Ship adrift off Varna", brief, at=1)) == [None, "first"]
    assert copies(first, item("Our pictures of the week", brief, at=1)) == [None, None]
    more = f"{brief} Nobody was hurt."
    assert copies(first, item("Our pictures of the week", more, at=1)) == [None, None]


def test_a_text_that_a_source_has_under_another_title_again_is_no_copy() -> None:
    titles = "Grain ship adrift off Varna", "Our pictures of the week"
    assert copies(*(item(one, WIRE, source="a", at=n) for n, one in enumerate(titles))) == [
        None,
        None,
    ]


def test_the_same_title_at_another_address_is_no_copy_where_each_says_something_else() -> None:
    titled = "Grain ship drifts against Varna breakwater"
    assert copies(
        item(titled, "Pictures of it.", link="x.example/1"),
        item(titled, "Comments on it.", link="y.example/2", at=1),
    ) == [None, None]


def test_the_same_address_under_another_title_is_no_copy() -> None:
    assert copies(
        item("Live: votes are counted", link="x.example/live"),
        item("Live: the council is chosen", link="x.example/live", at=1),
    ) == [None, None]


def test_a_title_that_a_source_has_again_without_a_text_is_no_copy() -> None:
    titled = "Grain ship drifts against Varna breakwater"
    assert copies(item(titled, source="a"), item(titled, source="a", at=1)) == [None, None]


def test_a_few_words_before_and_after_a_text_hide_no_copy() -> None:
    ours = (
        f"By our reporters in the harbour, who were awake early. {REWRITE} Read more on our site."
    )
    theirs = f"Listen to this story instead. {REWRITE} Write to us, and tell your friends about it."
    assert copies(
        item("Grain ship adrift off Varna", ours, key="ours"),
        item("Freighter in trouble", theirs, at=1),
    ) == [None, "ours"]


def test_of_a_source_a_long_text_is_a_copy_under_nearly_the_same_title_a_short_one_is_not() -> None:
    titles = "Grain ship adrift off Varna", "Grain ship adrift near Varna"
    brief = "Two tugs held the ship off the rocks while divers looked for damage."
    for text, original in ((WIRE, "first"), (brief, None)):
        first, again = (item(one, text, source="a", at=n) for n, one in enumerate(titles))
        assert copies(replace(first, id="first"), again) == [None, original]
