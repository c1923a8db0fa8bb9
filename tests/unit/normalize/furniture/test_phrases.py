from __future__ import annotations

import pytest

from syndicate.normalize.furniture import phrases, portals
from syndicate.normalize.furniture.systems import is_foot
from syndicate.normalize.markup.blocks import Line
from tests.unit.normalize.furniture.test_boilerplate import BODY, parted

COMMENTS = """
    Немає коментарів:|Дописати коментар; Δεν υπάρχουν σχόλια:|Δημοσίευση σχολίου; אין תגובות:|הוסף רשומת תגובה
    कोई टिप्पणी नहीं:|एक टिप्पणी भेजें; Tidak ada komentar:|Posting Komentar; Tiada ulasan:|Catat Ulasan
    Hakuna maoni:|Chapisha Maoni; Niciun comentariu:|Trimiteți un comentariu; Nincsenek megjegyzések:|Megjegyzés küldése
    Žádné komentáře:|Okomentovat; Không có nhận xét nào:|Đăng nhận xét; هیچ نظری موجود نیست:|ارسال یک نظر
    Нема коментара:|Постави коментар; ไม่มีความคิดเห็น:|แสดงความคิดเห็น; Ei kommentteja:|Lähetä kommentti
"""
SHARED = """
    Compartir esto:|Me gusta esto:|Me gusta Cargando...|Relacionado; Partilhar isto:|Gosto disto:
    Condividi:|Mi piace Caricamento...|Correlati; Deel dit:|Vind-ik-leuk Aan het laden...|Gerelateerd
    WordPress:|J’aime chargement…|Sur le même thème; Podziel się:|Lubię to Wczytywanie…; 共有:|いいね 読み込み中…
    Поделиться ссылкой:|Нажмите, чтобы поделиться на Twitter (Открывается в новом окне)
    Поділитися:|Підписуйтесь на наш Telegram; 分享到：|上一篇：雨|下一篇：风; Dela detta:|Gilla Laddar in...
"""
FEET = """
    2 posts - 2 participants|Read full topic; Statistics: Posted by kestrel — Sat Aug 09, 2014 10:00 am; Pages: 1 2 3
    Subscribe to our newsletter|Enter your email address; Log in or register to post comments; Current Mood: calm
    14:05 LOCAL TIME 11:05 GMT; <저작권자(c) 연합뉴스, 무단 전재-재배포 금지>|2016/09/13 10:00 송고; (끝); انتهای پیام
    (c) Copyright Thomson Reuters 2014. Click For Restrictions - http://about.example/fulllegal.asp
    Disclaimer: This story is auto-generated from a syndicated feed.; Share on WhatsApp|Print; Метки: порт, лето
    ← Previous post|Next post →; Get the latest news delivered to your inbox.; Follow us on Twitter @quay; Reactions:|Links to this post|Create a Link
"""

# What podcasts, newsletters and lists of links have below.
PARTS = """
    [contains quote post or other embedded content]; Подписывайтесь: @paromy; Подписаться: @paromy
    Article URL: https://f.example/|Comments URL: https://h.example/2|Points: 143|# Comments: 37
    Hosted on Acast. See acast.example/privacy for more information.; ---|Support this podcast: https://p.example/s
    Learn more about your ad choices. Visit p.example/adchoices
    Slow Water is a reader-supported publication. To receive new posts and support my work, consider becoming a free or paid subscriber.
    Copyright © 2026 Quay Museum, All rights reserved.|Our mailing address is:|Dock Street 1, Fenbridge|You can unsubscribe from this list.
"""

FORMS = """
    Deja una respuesta Cancelar respuesta|Tu dirección de correo electrónico no será publicada. Los campos son *
    Schreibe einen Kommentar Antworten abbrechen|Deine E-Mail-Adresse wird nicht veröffentlicht.
    Laisser un commentaire Annuler la réponse; Добавить комментарий Отменить ответ|Ваш e-mail не будет опубликован.
    Dodaj komentarz Anuluj pisanie odpowiedzi; اترك تعليقاً إلغاء الرد; 发表回复 取消回复; Sign in to comment
"""
TABLES = (
    phrases.COMMENTS,
    phrases.FORMS,
    phrases.SHARED,
    phrases.AROUND,
    phrases.FILED,
    phrases.WIRES,
    phrases.HEADS,
    phrases.HOSTED,
    portals.FACTS,
    portals.BELOW,
    portals.turning(),
)


def pages(table: str) -> list[list[str]]:
    return [page.strip().split("|") for page in table.replace("\n", ";").split(";") if page.strip()]


@pytest.mark.parametrize(
    "foot", [*pages(COMMENTS), *pages(FORMS), *pages(SHARED), *pages(FEET), *pages(PARTS)]
)
def test_feet_of_more_systems_and_languages_are_cut(foot: list[str]) -> None:
    shown = [line.replace("<", "&lt;") for line in foot]
    kept, found, _ = parted(f"<p>{BODY}</p>" + "".join(f"<p>{line}</p>" for line in shown))
    assert (kept, list(found.furniture)) == ([BODY], foot)


def test_a_note_to_desks_is_cut() -> None:
    line = "((ann.roe@news.example; +44 20 0000 0000; Messaging: ann.roe))"
    assert parted(f"<p>{BODY}</p><p>{line}</p>")[0] == [BODY]


@pytest.mark.parametrize(
    "line",
    [
        "Current mood: mean.",
        "Statistics: posted by the door, nobody reads them.",
        "2 posts, 2 participants, no result.",
        "Enter your email address",
        "Print",
        "Метки: рост брата в мае, рост сестры в июне.",
        "Оставить комментарий к стене я не решился.",
        "We use cookies to bribe the dog.",
        "上一篇写的是面，这一篇写汤。",
        "Log in to the lighthouse",
        "((lambda (x) x) y))",
        "Keywords: tides, pilots, lamps",
        "Points: 143",
        "Powered by two engines, she crossed in a day.",
        "Our mailing address is: still the lighthouse.",
        "Quay Week is a reader-supported publication.",
        "#boats #rope",
    ],
)
def test_what_only_begins_like_a_foot_stays(line: str) -> None:
    assert parted(f"<p>{BODY}</p><p>{line}</p>")[0] == [BODY, line]


@pytest.mark.parametrize("phrase", [one for table in TABLES for (one,) in map(tuple, pages(table))])
def test_every_phrase_is_found_in_the_line_that_it_describes(phrase: str) -> None:
    words = phrase.lstrip("~-=").replace("#", "3").replace("%", "twitter").replace("*", "").split()
    for at in range(max(word.count("/") for word in words) + 1):
        parts = (word.split("/") for word in words)
        line = " ".join(one[min(at, len(one) - 1)] for one in parts)
        assert is_foot(Line(line, "https://g.example/", len(line)), "")


def test_hashtags_stay_and_hide_no_foot_above_them() -> None:
    page = f"<p>{BODY}</p><p>Follow us on Twitter @quay</p><p>#boats #rope</p>"
    assert parted(page)[0] == [BODY, "#boats #rope"]


def test_a_button_of_a_newsletter_leaves_the_middle_of_a_text() -> None:
    button, words = '<a href="https://g.example/s">Subscribe now</a>', "Subscribe now"
    assert parted(f"<p>{BODY}</p><p>{button}</p><p>They left.</p>")[0] == [BODY, "They left."]
    assert parted(f"<p>{button}</p><p>{BODY}</p>")[0] == [BODY]
    assert parted(f"<p>{BODY}</p><p>{words}</p><p>They left.</p>")[0] == [BODY, words, "They left."]


@pytest.mark.parametrize(
    "note",
    [
        "הפוסט {} הופיע לראשונה ב-{}.",
        "投稿 {} は {} に最初に表示されました。",
        "Příspěvek {} se nejdříve objevil na {}.",
        "Το άρθρο {} εμφανίστηκε πρώτα στο {}.",
        "Artykuł {} pochodzi z serwisu {}.",
        "L'articolo {} sembra essere il primo su {}.",
    ],
)
def test_the_note_of_where_a_post_appeared_is_cut_where_it_links_to_the_post(note: str) -> None:
    links = [f'<a href="https://g.example/">{name}</a>' for name in ("Harbour news", "Quay")]
    assert parted(f"<p>{BODY}</p><p>{note.format(*links)}</p>")[0] == [BODY]
    other = note.format("Another", "Quay")
    assert parted(f"<p>{BODY}</p><p>{other}</p>")[0] == [BODY, other]
