"""Pages of our own invention, laid out as the web does it: what is the text of each, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

HARBOUR = (
    "The harbour of Varna was closed on Thursday after a grain ship lost its rudder in heavy seas and drifted towards the breakwater.",
    "Two tugs held the vessel off the stones until the wind fell towards evening, the harbour master said.",
    "Nobody among the nineteen sailors on board was hurt. They were given soup in the canteen of the pilots.",
    "Divers will look at the rudder as soon as the swell allows it, which may take until Saturday.",
    "The cargo of maize had been loaded in Odesa and was meant for a mill near Alexandria, where it is awaited with some impatience.",
)
ORCHARD = (
    "For eleven years Nadia Verhoeven has grown pears on a slope that her neighbours thought too steep for anything but goats.",
    "This spring the frost came late, and it came at night, when the only thing that helps is smoke, water, or luck.",
    "She chose water. For six hours the sprinklers ran, and by morning every blossom stood in a coat of clear ice.",
    "Under the ice it is never colder than zero, she explains, and a blossom bears zero degrees quite well.",
    "The neighbours lost half of their crop. They have asked her for the plans of the pump.",
)
GERMAN = (
    "Der Gemeinderat von Niederau hat am Dienstag beschlossen, das alte Hallenbad nicht abzureißen, sondern zu einer Bücherei umzubauen.",
    "Im früheren Schwimmbecken sollen Regale stehen, der Sprungturm wird zum Lesesaal mit Blick auf den Fluss.",
    "Die Kosten schätzt das Bauamt auf vier Millionen Euro, von denen das Land die Hälfte trägt.",
    "Gegen den Plan stimmten drei Räte, die lieber einen Parkplatz gehabt hätten.",
)
RUSSIAN = (
    "Жители посёлка Озёрный в субботу открыли мост, который построили сами за одно лето.",
    "Прежний мост унесло паводком в апреле, и до школы детям приходилось идти девять километров.",
    "Доски дал лесхоз, гвозди купили вскладчину, а чертёж сделал учитель физики.",
)
ARABIC = (
    "أعاد أهالي القرية فتح المكتبة القديمة بعد عشرين عاما من إغلاقها، وجمعوا لها أكثر من ثلاثة آلاف كتاب.",
    "وقالت المعلمة ليلى إن الأطفال يأتون كل مساء ويقرؤون حتى تغرب الشمس خلف الجبل.",
    "وتنوي البلدية أن تضيف قاعة للحاسوب قبل نهاية الصيف المقبل.",
)
JAPANESE = (
    "港町の小さな製氷所が、七十年ぶりに夜間の営業を再開した。漁師たちの要望に応えたもので、初日には二十隻の船が並んだ。",
    "所長の森田さんは「氷がなければ魚は朝まで待ってくれない」と笑う。新しい機械は前のものの半分の電気で動くという。",
    "来月からは観光客向けの見学も始まり、子どもたちは大きな氷の塊に触れることができる。",
)
STEPS = (
    "Soak the chickpeas overnight in three times their volume of cold water.",
    "Boil them with a bay leaf for an hour and a half, until they yield between two fingers.",
    "Fry the garlic slowly, for it turns bitter where the oil is too hot.",
    "Add the spinach by handfuls and let each of them wilt before the next.",
    "Serve it lukewarm with bread and the juice of half a lemon.",
)
MENU = ("Home", "World", "Business", "Sport", "Opinion", "Weather")
SHARE = "Share this story on your favourite network"
LETTER = "Sign up for our morning newsletter and never miss a story"
COOKIES = "We use cookies to make this site better. Accept all cookies"
RELATED = ("Ferry service to resume in May", "Why the lighthouse went dark", "Ten harbours to see")
COMMENTS = (
    "Great article, thanks for sharing it with all of us here",
    "First! I was there and it was much worse",
)
FOOTER = "Copyright 2026 Gazette Publishing House. Terms of use. Privacy. Imprint"


@dataclass(frozen=True)
class Page:
    """A page, the paragraphs that are its text, and what is furniture."""

    name: str
    body: bytes
    text: tuple[str, ...]
    furniture: tuple[str, ...]
    title: str
    content_type: str = "text/html; charset=utf-8"


def paragraphs(texts: tuple[str, ...], tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>\n" for text in texts)


def links(texts: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f'<li><a href="/x">{text}</a></li>' for text in texts) + "</ul>"


def shell(title: str, inner: str, head: str = "", lang: str = "en") -> str:
    return (
        f"<!DOCTYPE html><html lang='{lang}'><head><title>{title} | Gazette</title>{head}</head>"
        f"<body>{inner}</body></html>"
    )


def page(
    name: str, title: str, markup: str, text: tuple[str, ...], furniture: tuple[str, ...]
) -> Page:
    return Page(name, markup.encode(), text, furniture, title)


NAV = f"<nav>{links(MENU)}</nav>"
FOOT = f"<footer><p>{FOOTER}</p></footer>"
VARNA = "Grain ship adrift off Varna"
PEARS = "The pears that wore ice"


def _plain() -> Page:
    inner = f"{NAV}<article><h1>{VARNA}</h1>{paragraphs(HARBOUR)}</article>{FOOT}"
    return page("article", VARNA, shell(VARNA, inner), HARBOUR, (*MENU, FOOTER))


def _blogger() -> Page:
    inner = (
        f"<div class='header'><h1>My blog</h1></div><div class='post hentry'>"
        f"<h3 class='post-title'>{PEARS}</h3><div class='post-body entry-content'>"
        f"{'<br /><br />'.join(ORCHARD)}</div><div class='post-footer'>Posted by Jo at 10:12 "
        f"<span class='share-buttons'>{SHARE}</span></div></div>"
        f"<div class='sidebar'><h2>Blog archive</h2>{links(RELATED)}</div>"
    )
    return page("blogger", PEARS, shell(PEARS, inner), ORCHARD, (SHARE, *RELATED, "Blog archive"))


def _wordpress() -> Page:
    comments = "".join(f"<li class='comment'><p>{text}</p></li>" for text in COMMENTS)
    inner = (
        f"<header id='masthead'>{NAV}</header><div id='content'><main><article class='post'>"
        f"<header class='entry-header'><h1 class='entry-title'>{VARNA}</h1></header>"
        f"<div class='entry-content'>{paragraphs(HARBOUR)}<div class='sharedaddy'>{SHARE}</div>"
        f"<div class='jp-relatedposts'><h3>Related</h3>{links(RELATED)}</div></div></article>"
        f"<div id='comments'><h2>2 thoughts</h2><ol>{comments}</ol></div></main>"
        f"<aside class='widget-area'><p>{LETTER}</p></aside></div>{FOOT}"
    )
    around = (*MENU, SHARE, *RELATED, *COMMENTS, LETTER, FOOTER)
    return page("wordpress", VARNA, shell(VARNA, inner), HARBOUR, around)


def _tables() -> Page:
    menu = "".join(f"<tr><td><a href='/{item}'>{item}</a></td></tr>" for item in MENU)
    inner = (
        f"<table width='800'><tr><td width='120' valign='top'><table>{menu}</table></td>"
        f"<td valign='top'><font size='5'><b>{PEARS}</b></font><br>{paragraphs(ORCHARD)}</td>"
        f"<td width='150'>{links(RELATED)}</td></tr><tr><td colspan='3'>{FOOTER}</td></tr></table>"
    )
    return page("tables", PEARS, shell(PEARS, inner), ORCHARD, (*MENU, *RELATED, FOOTER))


def _nineties() -> Page:
    told = "<P>".join(text.replace("é", "&eacute;") for text in HARBOUR)
    markup = (
        f"<HTML><HEAD><TITLE>{VARNA}</TITLE></HEAD><BODY BGCOLOR=white><CENTER><H1>{VARNA}</H1>"
        f"</CENTER><P>{told}<HR><A HREF=index.htm>Back to the index</A>"
    )
    around = ("Back to the index",)
    return Page("nineties", markup.encode("cp1252"), HARBOUR, around, VARNA, "text/html")


def _figure() -> Page:
    inner = (
        f"{NAV}<main><article><h1>{VARNA}</h1><p class='standfirst'>{HARBOUR[0]}</p>"
        f"<figure><img src='/ship.jpg' width=800 height=500 alt=''><figcaption>The ship at noon. Photo: Gazette"
        f"</figcaption></figure>{paragraphs(HARBOUR[1:3])}<aside class='newsletter'><p>{LETTER}</p></aside>"
        f"{paragraphs(HARBOUR[3:])}</article><section class='more'><h2>More</h2>{links(RELATED)}</section>"
        f"</main>{FOOT}"
    )
    return page(
        "figure and aside",
        VARNA,
        shell(VARNA, inner),
        HARBOUR,
        (*MENU, LETTER, *RELATED, FOOTER),
    )


def _cookies() -> Page:
    inner = (
        f"<div id='cookie-banner' role='dialog'><p>{COOKIES}</p><button>Accept</button></div>{NAV}"
        f"<div class='story-body'><h1>{PEARS}</h1>{paragraphs(ORCHARD)}</div>"
        f"<div class='promo'><p>{LETTER}</p></div>{FOOT}"
    )
    around = (COOKIES, *MENU, LETTER, FOOTER)
    return page("cookie banner", PEARS, shell(PEARS, inner), ORCHARD, around)


def _div_soup() -> Page:
    inner = (
        f"<div class='a1'><div class='b2'>{links(MENU)}</div><div class='c3'><div class='d4'>{VARNA}</div>"
        f"<div class='e5'>{paragraphs(HARBOUR, 'div')}</div></div><div class='f6'>{links(RELATED)}</div>"
        f"<div class='g7'>{FOOTER}</div></div>"
    )
    return page("div soup", VARNA, shell(VARNA, inner), HARBOUR, (*MENU, *RELATED, FOOTER))


def _interview() -> Page:
    asked = ("Why pears?", "And the frost?", "Who helped?", "What next?", "Any advice?")
    told = "".join(
        f"<h2>{question}</h2><p>{answer}</p>"
        for question, answer in zip(asked, ORCHARD, strict=True)
    )
    inner = f"{NAV}<article><h1>{PEARS}</h1>{told}</article><p class='share'>{SHARE}</p>{FOOT}"
    return page("interview", PEARS, shell(PEARS, inner), (*ORCHARD, *asked), (*MENU, FOOTER))


def _quotes() -> Page:
    told = f"<p>{HARBOUR[0]}</p><blockquote><p>{HARBOUR[1]}</p></blockquote>" + paragraphs(
        HARBOUR[2:]
    )
    inner = f"{NAV}<div itemprop='articleBody'>{told}</div><div class='tags'>{links(RELATED)}</div>{FOOT}"
    return page("quotations", VARNA, shell(VARNA, inner), HARBOUR, (*MENU, *RELATED, FOOTER))


def _recipe() -> Page:
    title = "Chickpeas with spinach"
    steps = "<ol>" + "".join(f"<li>{step}</li>" for step in STEPS) + "</ol>"
    inner = (
        f"{NAV}<article><h1>{title}</h1><p>{ORCHARD[1]}</p><h2>Method</h2>{steps}</article>"
        f"<section id='comments'>{paragraphs(COMMENTS)}</section>{FOOT}"
    )
    around = (*MENU, *COMMENTS, FOOTER)
    return page("recipe", title, shell(title, inner), (ORCHARD[1], *STEPS), around)


def _live() -> Page:
    times = ("09:10", "10:45", "12:30", "15:05", "18:40")
    told = "".join(
        f"<section class='update'><time>{at}</time><p>{text}</p></section>"
        for at, text in zip(times, HARBOUR, strict=True)
    )
    inner = f"{NAV}<main><h1>{VARNA}: live</h1>{told}</main><aside>{links(RELATED)}</aside>{FOOT}"
    return page("live page", VARNA, shell(VARNA, inner), HARBOUR, (*MENU, *RELATED, FOOTER))


def _long_read() -> Page:
    told = f"<section><h2>The ship</h2>{paragraphs(HARBOUR)}</section><section><h2>The slope</h2>{paragraphs(ORCHARD)}</section>"
    inner = f"<article><header><h1>Two springs</h1><p>By Jo Roe, 7 min read</p></header>{told}<p>{LETTER}</p></article>"
    return page(
        "long read", "Two springs", shell("Two springs", inner), HARBOUR + ORCHARD, (LETTER,)
    )


def _abroad(name: str, lang: str, title: str, text: tuple[str, ...], menu: tuple[str, ...]) -> Page:
    direction = " dir='rtl'" if lang == "ar" else ""
    inner = (
        f"<div{direction}><nav>{links(menu)}</nav><article><h1>{title}</h1>{paragraphs(text)}</article>"
        f"<footer>{links(menu)}</footer></div>"
    )
    return page(name, title, shell(title, inner, "<meta charset=utf-8>", lang), text, menu)


PAGES = (
    _plain(),
    _blogger(),
    _wordpress(),
    _tables(),
    _nineties(),
    _figure(),
    _cookies(),
    _div_soup(),
    _interview(),
    _quotes(),
    _recipe(),
    _live(),
    _long_read(),
    _abroad("German", "de", "Ein Bad voller Bücher", GERMAN, ("Startseite", "Anzeigenmarkt", "Leserbriefe")),
    _abroad("Russian", "ru", "Мост за одно лето", RUSSIAN, ("Главная", "Объявления", "Подписка")),
    _abroad("Arabic", "ar", "مكتبة القرية تعود", ARABIC, ("الصفحة الرئيسية", "اتصل بنا", "الرياضة")),
    _abroad("Japanese", "ja", "製氷所の夜", JAPANESE, ("トップページ", "お問い合わせ", "スポーツ欄")),
)  # fmt: skip
