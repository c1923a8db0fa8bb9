from syndicate.model import SourceCard
from syndicate.publish.reports import fold, independent, original_first
from tests.unit.publish.samples import stored

SOURCES = {
    "paper": SourceCard("paper", "The Paper", "https://feeds.paper.example/world"),
    "sport": SourceCard("sport", "Paper Sport", "https://www.paper.example/sport"),
    "wire": SourceCard("wire", "Xinhua World", "https://news.cn/feed"),
    "apart": SourceCard("apart", "Apart", "https://apart.example/feed", fold_copies=False),
}


def test_the_agency_s_own_text_is_named_first_though_it_came_later() -> None:
    (report,) = fold([stored(1, "paper", agency="Xinhua"), stored(2, "wire", "i1")], SOURCES)
    assert report.text.item.source_id == "paper"
    assert [each.item.source_id for each in original_first(report, SOURCES).everything] == [
        "wire",
        "paper",
    ]


def test_reprints_of_an_agency_and_feeds_of_one_publisher_are_one_origin_each() -> None:
    reprints = [stored(1, "paper", agency="AFP"), stored(2, "sport", agency="AFP")]
    assert independent(fold(reprints, SOURCES), SOURCES) == 1
    assert independent(fold([stored(1, "paper"), stored(2, "sport")], SOURCES), SOURCES) == 1
    assert independent(fold([stored(1, "paper"), stored(2, "apart")], SOURCES), SOURCES) == 2


def test_a_source_that_folds_no_copies_stands_alone_with_nothing_beneath() -> None:
    reports = fold(
        [stored(1, "apart"), stored(2, "paper", "i1"), stored(3, "sport", "i1")], SOURCES
    )
    assert [len(report.everything) for report in reports] == [1, 2]
