from __future__ import annotations

from time import process_time

import pytest

from syndicate.normalize.furniture.sharing import is_bar, is_row, opens_windows


@pytest.mark.parametrize(
    "bar",
    [
        "Click to share on Twitter (Opens in new window)",
        "Share on X (Opens in new window) X",
        "Нажмите здесь, чтобы поделиться контентом на Facebook. (Открывается в новом окне)",
        "Kliknij, aby udostępnić na Twitterze (Otwiera się w nowym oknie)",
        "Facebook で共有するにはクリックしてください (新しいウィンドウで開きます)",
        "انقر للمشاركة على فيسبوك Facebook (فتح في نافذة جديدة)",
        "Fai clic per Twitter (Si apre in una nuova finestra) Fai clic per Facebook (Si apre in una nuova finestra)",
        "Bunu E-postayla Gönder BlogThis! Twitter'da Paylaş Facebook'ta Paylaş",
    ],
)
def test_a_bar_of_buttons_is_known_in_any_language(bar: str) -> None:
    assert is_bar(bar)


@pytest.mark.parametrize(
    "text",
    [
        "Read the whole report (opens in new window)",  # a link of the text
        "The old mayor shares his letters on Twitter (and in a book)",
        "Press BlogThis! and it is on Facebook.",
        "BlogThis! is the name of the band",
    ],
)
def test_other_words_about_windows_and_services_are_text(text: str) -> None:
    assert not is_bar(text)


def test_a_button_without_a_service_counts_only_beside_others() -> None:
    assert opens_windows("Haz clic para imprimir (Se abre en una ventana nueva)")
    assert not opens_windows("Haz clic para imprimir")


def test_many_buttons_that_end_as_a_sentence_does_are_refused_at_once() -> None:
    row = "on X (Opens in new window) " * 22
    began = process_time()
    assert not is_bar(f"{row}!")
    assert process_time() - began < 0.5  # it doubled with every button
    assert is_bar(row.strip())


def test_a_row_is_three_different_buttons() -> None:
    buttons = frozenset(("share", "tweet", "pin", "more"))
    assert is_row("share tweet pin", buttons)
    assert not is_row("share tweet", buttons)
    assert not is_row("more more more", buttons)
    assert not is_row("share tweet birds", buttons)


@pytest.mark.parametrize(
    "text",
    [
        "Поделиться: ВКонтакте Одноклассники Facebook Telegram",
        "Kongsi artikel ini: Facebook Twitter WhatsApp",
        "Enviar por correo electrónicoEscribe un blogCompartir con TwitterCompartir con FacebookCompartir en Pinterest",
    ],
)
def test_a_bar_is_known_by_its_services_whatever_the_language(text: str) -> None:
    assert is_bar(text)


@pytest.mark.parametrize(
    "text",
    [
        "Buyers: Google, Apple, Facebook",
        "eBay and PayPal said so on Facebook, Twitter and Telegram.",
        "Where to find us: Facebook and the harbour",
        "Facebook, Twitter, Telegram",
        "< Exec=/opt/google/X-Google %U --- > Exec=/opt/google/X-Google;NewWindow;NewTab",
    ],
)
def test_a_line_that_names_services_is_no_bar(text: str) -> None:
    assert not is_bar(text)
