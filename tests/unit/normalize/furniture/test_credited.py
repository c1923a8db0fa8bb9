from __future__ import annotations

import pytest

from syndicate.agencies import agency, signed_by
from syndicate.normalize.furniture.credited import in_line, in_lines, in_rights


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Source: Xinhua", "Xinhua"),
        ("(Quelle: dpa)", "dpa"),
        ("Fuente: EFE", "EFE"),
        ("Источник: РИА Новости", "RIA Novosti"),
        ("来源：新华社", "Xinhua"),
        ("المصدر: رويترز", "Reuters"),
        ("By Jane Roe, Associated Press", "AP"),
        ("By Jane Roe | Reuters", "Reuters"),
        ("© 2014 AFP", "AFP"),
        ("This report by The Canadian Press was first published Jan. 15, 2020.", "Canadian Press"),
        ("This report by our man in the harbour was first published Jan. 15, 2020.", None),
        ("Copyright 2014 The Associated Press. All rights reserved.", "AP"),
        ("Copyright 2014 Harbour Gazette", None),
        ("Source: the mayor's office", None),
        ("Source: interviews with forty residents", None),
        ("By Petra Smith", None),
        ("Source: Xinhua | 2026-03-03 | Editor: roe", "Xinhua"),
        ("Izvor: Tanjug", "Tanjug"),
        ("Door: ANP", "ANP"),
        ("This article was first published by Reuters.", "Reuters"),
        ("This article was first published by Harbour Press.", None),
        ("Da Agência Brasil", "Agência Brasil"),
        ("By Reuters", "Reuters"),
        ("By the harbour", None),
        ("Photo: AFP", None),
        ("With inputs from PTI", None),
        ("Reuters reported on Thursday that the mill will close.", None),
        ("Nach Angaben der dpa wurde niemand verletzt.", None),
    ],
)
def test_a_line_credits_an_agency_only_by_itself(line: str, expected: str | None) -> None:
    assert in_line(line) == expected


def test_the_last_line_alone_may_be_a_signature() -> None:
    assert in_lines(["The dam is full.", "-- BERNAMA"], ()) == "Bernama"
    assert in_lines(["The dam is full.", "(AFP)"], ()) == "AFP"
    assert in_lines(["Reuters"], ()) is None
    assert in_lines(["The dam is full.", "Reuters, he said."], ()) is None
    assert in_lines([], ()) is None


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("The dam is full. (PNA)", "PNA"),
        ('"The dam is full." (ANI)', "ANI"),
        ("Le barrage est plein. (BELGA)", "Belga"),
        ("The dam is full. (Petra)", None),  # a reader's name
        ("Der Damm ist voll. (sda)", "ATS"),
        ("La presa está llena. EFE", "EFE"),
        ("The dam is full. — Reuters", "Reuters"),
        ("The dam is full. - Bloomberg", "Bloomberg"),
        ("The dam is full. — Ann Roe", None),
        ("“The dam is full.” — Reuters", None),  # it is quoted
        ("Der Damm ist voll. (Belga)", "Belga"),
        ("The dam is full, he told Reuters.", None),
        ("The dam is full. (With inputs from PTI)", None),
        ("The dam is full. (PA)", None),  # initials
        ("The dam is full. See the map. MAP", None),
        ("The dam is full. We took the photo. (Photo: AFP)", None),
    ],
)
def test_an_agency_may_sign_behind_the_last_sentence(last: str, expected: str | None) -> None:
    assert in_lines(["It rained.", last], ()) == expected


def test_a_reporter_signs_for_an_agency() -> None:
    assert in_line("Por Ana Lima - Repórter da Agência Brasil") == "Agência Brasil"
    assert in_line("Por Ana Lima - Repórter da Agência Brasil - Brasília") == "Agência Brasil"
    assert in_line("Por Ana Lima - Repórter da Folha") is None


def test_what_was_cut_as_furniture_still_credits() -> None:
    assert in_lines(["The dam is full."], ["By Jane Roe, Associated Press"]) == "AP"


def test_rights_name_their_holder() -> None:
    assert in_rights("Copyright 2014 Xinhua") == "Xinhua"
    assert in_rights("© dpa-infocom, dpa:240301-99-123456/2") == "dpa"
    assert in_rights("All rights reserved, also those of Xinhua") is None


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        ("新华社", "Xinhua"),
        ("Синьхуа", "Xinhua"),
        ("Рейтер", "Reuters"),
        ("ТАСС", "TASS"),
        ("РИА Новости", "RIA Novosti"),
        ("رويترز", "Reuters"),
        ("وكالة الأنباء الفرنسية", "AFP"),
        ("DPA", "dpa"),
        ("dpa/lby", "dpa"),
        ("AP/Reuters", "AP"),
        ("Jane Roe, Associated Press", "AP"),
        ("THE ASSOCIATED PRESS", "AP"),
        ("Xinhua via COMTEX", "Xinhua"),
        ("SANA via IRNA", "SANA"),
        ("Harbour Gazette via Reuters", None),
        ("CNS", "CNS"),  # three agencies sign so
        ("Sputnik", "Sputnik"),
        ("ap", None),
        ("Tt", None),
        ("Jane Roe", None),
        ("", None),
    ],
)
def test_agency_is_known_by_its_signatures(signature: str, expected: str | None) -> None:
    assert agency(signature) == expected


def test_a_person_is_no_agency() -> None:
    assert signed_by("Petra") is None
    assert signed_by("Antara") is None
    assert agency("Petra") == "Petra"


def test_a_long_note_of_copyright_credits_its_holder() -> None:
    note = "Copyright 2026 The Associated Press. All rights reserved. This material may not be published, broadcast or rewritten."
    assert in_lines(["It rained.", "It stopped.", note], []) == "AP"
    assert in_lines(["It rained."], [note]) == "AP"


def test_a_note_that_only_one_agency_writes_credits_it() -> None:
    note = (
        "Anadolu Agency website contains only a portion of the news stories offered to subscribers."
    )
    assert in_lines(["It rained.", "It stopped."], [note]) == "Anadolu Agency"
    rules = "Our Standards: The Thomson Reuters Trust Principles."
    assert in_lines(["It rained.", "It stopped."], [rules]) == "Reuters"


def test_the_last_of_a_list_is_no_signature() -> None:
    assert in_lines(["Channels I watch:", "BBC", "CNN"], []) is None
    assert in_lines(["Which of them is older?", "CNN"], []) is None
    assert in_lines(["It rained.", "CNN"], []) == "CNN"
