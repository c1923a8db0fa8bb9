from syndicate.cluster import headline
from syndicate.cluster.sketch import Note, Profile


def note(key: str, title: str, **vector: float) -> Note:
    return Note(key, "s", title, 0, "", "", vector=vector)


CENTRE = {"ship": 1.0, "varna": 1.0, "tug": 0.5}


def test_the_headline_nearest_to_the_centre_is_taken() -> None:
    near = note("a", "Tugs hold ship off Varna", ship=0.6, varna=0.6, tug=0.5)
    far = note("b", "What the wheat market makes of it", ship=0.1, wheat=0.9)
    assert headline.choose(Profile(0, 0, CENTRE, ("a", "b"), "b"), [near, far]) == near


def test_a_headline_is_kept_unless_another_is_clearly_better() -> None:
    held = note("a", "Ship adrift near Varna harbour", ship=0.6, varna=0.6)
    slightly = note("b", "Tugs hold ship off Varna", ship=0.6, varna=0.6, tug=0.2)
    assert headline.choose(Profile(0, 0, CENTRE, ("a", "b"), "a"), [held, slightly]) == held


def test_questions_shouts_and_single_words_speak_for_nobody() -> None:
    plain = note("a", "Tugs hold ship off Varna", ship=0.6, varna=0.6)
    for title in (
        "SHIP ADRIFT OFF VARNA",
        "Who let the ship drift off Varna?",
        "Adrift",
        "Live: ship off Varna",
        "Opinion: the ship off Varna is ours",
        "In pictures: ship off Varna",
        "Correction: ship off Varna",
        "Ship off Varna live: the latest",
        "Ship off Varna: latest updates",
    ):
        other = note("b", title, ship=0.6, varna=0.6)
        assert headline.merit(other.title) < headline.merit(plain.title)


def test_a_story_without_remembered_members_keeps_its_title() -> None:
    assert headline.choose(Profile(0, 0, CENTRE, (), "a"), []) is None


def test_words_that_begin_like_live_or_watch_speak_for_a_story() -> None:
    for title in (
        "Liverpool ship adrift off Varna",
        "Livestock ship adrift off Varna",
        "Watchdog fines ship off Varna",
        "Videogame ship sold off Varna",
        "Opinion of judge frees the ship",
    ):
        assert headline.merit(title) == headline.merit("Tugs hold ship off Varna")
