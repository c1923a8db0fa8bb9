from __future__ import annotations

from syndicate.cluster.about.gist import Line
from syndicate.model import Thread
from syndicate.publish.facts import Facts, First
from syndicate.telling import Telling, subtitle
from tests.unit.publish.samples import NOON


def test_no_words_of_others_turn_what_is_told_of_a_thread_beside_them() -> None:
    facts = Facts(looked_at=1, origins=1, first=First("i1", "\u202egpj", None, NOON))
    told = Telling(facts, (), Line("Quake \u2067mixed", "i1"))
    thread = Thread("t1", "en", "Quake", NOON, NOON, 1, 1)
    assert subtitle(thread, told, None) == (
        "Quake \u2067mixed\u2069. 1 item in 1 story, of which nothing is left."
        " First told by \u202egpj\u202c, 6 Nov 2014, 12:00 UTC."
    )
