import pytest

from syndicate.cluster import Memory, step
from syndicate.cluster.headlines import matches
from tests.unit.cluster.news import MATCH, item, stories


@pytest.mark.parametrize(
    ("title", "match"),
    [
        ("Kestrel Town 2-1 Alder Rovers: late double", "Kestrel Town v Alder Rovers"),
        ("Kestrel Town 2 – 1 Alder Rovers", "Kestrel Town v Alder Rovers"),
        ("Kestrel Town 2 Alder Rovers 1", "Kestrel Town v Alder Rovers"),
        ("Preview: Kestrel Town v Alder Rovers", "Kestrel Town v Alder Rovers"),
        ("Real de Karsk vs. Varna FC - team news", "Real de Karsk v Varna FC"),
        ("Bayern München 2:1 Dortmund", "Bayern München v Dortmund"),
        ("FC Kestrel - SV Alder 2:1", "FC Kestrel v SV Alder"),
    ],
)
def test_headline_of_a_match_tells_who_meets_whom(title: str, match: str) -> None:
    assert str(matches.told(title)) == match


@pytest.mark.parametrize(
    "title",
    [
        "Kestrels Beat Alders 20-13 To Clinch Berth",
        "Kestrel win 6-4 6-2",
        "In 2012-13 the harbour was shut",
        "От 12 до 66: самые юные",
        "Live at 10:30 PM",
        "Bomb in Karsk kills 5",
        "",
    ],
)
def test_other_numbers_are_no_result(title: str) -> None:
    assert matches.told(title) is None


@pytest.mark.parametrize(
    ("one", "other", "is_another"),
    [
        ("Kestrel Town 2-1 Alder Rovers", "Kestrel 2 Rovers 1", False),
        ("Kestrel Town 2-1 Alder Rovers", "Alder Rovers v Kestrel Town", False),
        ("Kestrel Town 1-0 Alder Rovers", "Kestrel Town 2-1 Alder Rovers", False),
        ("Kestrel Town 2-1 Alder Rovers", "Kestrel Town 1-3 Varna FC", True),
        ("Kestrel Town v Alder Rovers", "Kestrel Town v Varna FC", True),
        ("Kestrel Town 2-1 Alder Rovers", "Ashby United 0-0 Varna FC", True),
        ("Man Utd 2-1 Spurs", "Manchester United 2-1 Tottenham", False),
        ("Man Utd v Spurs", "Manchester United v Tottenham", False),
        ("Man Utd 1-0 Spurs", "Manchester United 2-1 Spurs", False),
        ("Sheffield Wed v Kestrel", "Sheffield Wednesday 2-1 Kestrel", False),
        ("USA v Iran", "United States 1-0 Iran", False),
        ("U.S. v Iran", "United States 1-0 Iran", False),
        ("LA Galaxy v Kestrel Town", "Los Angeles Galaxy 2-0 Kestrel Town", False),
        ("Man Utd 1-0 Leeds", "Man City 2-0 Leeds", True),
        ("England 1-0 Ireland", "England 2-1 Iran", True),
        ("Togo 1-0 Niger", "Togo 2-1 Nigeria", True),
    ],
)
def test_matches_are_told_apart_where_they_must_be_others(
    one: str, other: str, is_another: bool
) -> None:
    told, against = matches.told(one), matches.told(other)
    assert told is not None
    assert against is not None
    assert told.is_another(against) is against.is_another(told) is is_another


def test_reports_of_two_matches_of_one_team_are_two_stories() -> None:
    clustering = step(
        Memory(),
        [
            item("Kestrel Town 2-1 Alder Rovers: late double", MATCH),
            item("Kestrel Town 3-1 Varna FC: late double", f"Again. {MATCH}", at=72),
        ],
        (),
    )
    one, other = stories(clustering)
    assert one != other
    assert clustering.assignments[1].reasons[0].almost == (
        "“Kestrel Town 2-1 Alder Rovers: late double” was ruled out: "
        "another match (Kestrel Town v Alder Rovers, here Kestrel Town v Varna FC)"
    )
