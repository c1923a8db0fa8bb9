"""A headline and the text below it -> their words, and the language that they are in. Pure.

What a new item waits for is sorted by this language before its terms are taken, so both must read it alike.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from syndicate.scripts import LETTERS, in_form

LEAD_WORDS = 40  # the whole text is no better than its beginning, and slower

_TOKEN = re.compile(
    r"(?P<acronym>(?:[^\W\d_]\.){2,})"
    r"|(?P<number>\d+(?:[.,]\d+)*)(?!\w)"
    rf"|(?P<word>\w[{LETTERS}]*(?:['&]\w[{LETTERS}]*)*)"
    r"|(?P<stop>[.!?:;…]|[\"“”«»])"
)
_OUTLET = re.compile(
    r"\s+(?:\||::|»)\s+[^|]{2,40}$"
    r"|\s+[-–—]\s+(?:The [A-Z][\w.]*(?: [A-Z][\w.]*){0,3}"
    r"|(?:[A-Z][\w.&']* ){0,4}(?:News|Times|Post|Herald|Journal|Tribune|Telegraph|Guardian|Gazette"
    r"|Chronicle|Standard|Star|Sun|Mail|Express|Observer|Independent|Today|Online|Magazine|Radio|TV"
    r"|Press|Blog|Reuters|AFP|AP|BBC|CNN|NPR|CNBC|Bloomberg|Review|Report|Daily|Weekly|[\w.-]+\.(?:com|org|net))"
    r"(?: [A-Z][\w]*){0,2})$"
)
# Words that say nothing about the subject: function words, and what every news text says.
_WORDS = {
    "en": """a about above after again against ago all almost along already also although always am
        among an and another any are around as ask asked at back be became because become been
        before began behind being below between both but by came can cannot come could day days did
        do does doing don't done down during each either even ever every few first for from full
        further get gets give go goes going got had has have having he her here hers herself him
        himself his how however i if in including into is isn't it its itself just know last late
        later latest least less let like likely made make makes making many may me might more most
        much must my near never new news next no nor not now of off on once one only or other our
        out over own part per put read really report reported reportedly reports said same saw say
        saying says see seen set several she should show shows since so some still such take taken
        tell than that the their them themselves then there these they thing think this those
        though three through time to today told too took toward tuesday monday wednesday thursday
        friday saturday sunday two under until up update upon us use used very via video want was
        watch way we week weeks well went were what when where whether which while who whom whose
        why will with within without won't would year years yes yesterday yet you your""",
    "de": """ab aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim
        bereits bin bis bist da dabei dadurch damit dann darf das dass davon dazu dem den denn der
        deren des dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine
        einem einen einer eines einige er erst es etwa etwas für gab gegen gibt habe haben hat hatte
        hatten heute hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins ist
        ja jahr jahre jahren jede jedem jeden jeder jetzt kann kein keine keinen können könnte laut
        machen macht man mehr mein mich mit muss müssen nach neue neuen nicht nichts noch nun nur ob
        oder ohne schon sehr sei sein seine seinem seinen seiner seit sich sie sind so sogar soll
        sollen sollte sondern über um und uns unser unter viel viele vom von vor war waren warum was
        wegen weil weiter welche wenn wer werde werden wie wieder will wir wird wo worden wurde wurden
        während zu zum zur zwar zwei zwischen""",
    "fr": """a afin ai alors an ans après au aucun aujourd'hui aussi autre autres aux avait avant avec
        avoir ce cela celle celui ces cet cette ceux chez comme comment contre d dans de depuis des
        deux dit doit donc dont du elle elles en encore entre est et étaient était été être eu fait
        faire fois font hier il ils j je jour jours jusqu l la le les leur leurs lors lui mais même
        mes moins mon n ne ni non nos notre nous nouveau nouvelle on ont ou où par parce pas pendant
        peu peut plus plusieurs pour pourquoi pourrait près qu quand que quel quelle qui quoi s sa
        sans se selon sera ses si soit son sont sous sur ta tous tout toute toutes très trois un une
        va vers vient vos votre vous y""",
    "es": """a además al algo ante antes aún aunque año años así aun bajo bien cada casi como cómo con
        contra cual cuando cuándo de del desde día días dice dijo donde dos durante e el él ella
        ellos en entre era eran es esa ese eso esta está estaba están estar este esto estos fue
        fueron ha había han hasta hay hoy la las le les lo los más me mi mientras mismo muy nada ni
        no nos nueva nuevo o otra otro otros para pero poco por porque primer puede pueden que qué
        quien quién se según ser será si sí sido sin sobre solo son su sus también tan tanto te
        tiene tienen todo todos tras tres tu un una uno unos ya y""",
    "pt": """a afirma ainda alguns além antes ao aos após as até cada com como contra da das de depois
        desde deve dia dias disse diz do dois dos durante e é ela ele eles em enquanto entre era
        essa esse esta está estão este eu foi foram há hoje isso já lhe mais mas mesmo meu muito na
        nas não nem no nos nova novo num numa o os ou outra outro para pela pelas pelo pelos pode
        por porque primeira qual quando que quem se segundo sem ser será seu seus sobre sua suas
        também tem têm ter teve todos três tudo um uma vai você""",
    "it": """a ad agli ai al alla alle allo anche ancora anni anno c che chi ci come con contro cosa così
        da dagli dai dal dalla dalle degli dei del della delle dello di dopo dove due e è ecco ed era
        fa fino fra gli ha hanno i il in io l la le lei lo loro lui ma mai me mi molto ne negli nei
        nel nella nelle no noi non nuova nuovo o oggi ogni per perché più poi prima può quando quanto
        quella quello questa questo qui se sempre senza si sia sono sta stato su sua sue sul sulla
        suo tra tre tutti tutto un una uno""",
    "nl": """aan al alle als altijd andere bij daar dan dat de der deze die dit doen door dus een eens
        en er ge geen had hebben heeft hem het hier hij hoe hun ik in is jaar kan kunnen maar me
        meer men met mij moet na naar niet niets nieuwe nog nu of om omdat ons ook op over te tegen
        toch toen tot twee u uit van veel volgens voor was wat we werd wie wij wil worden wordt zal
        ze zei zelf zich zij zijn zo zonder zou""",
    "ru": """а без более больше был была были было быть в вам вас во вот все всего всех вы где года году
        да даже два для до его ее если есть еще её же за заявил и из или им их к как когда который
        которые которых кто ли между может можно мы на над нас не него нее нет ни них но о об однако
        он она они оно от по под после потому почему при про с сказал со так также там то того тоже
        только том у уже чем через что чтобы эта эти это этого этой этом этот""",
    "ar": """في من على إلى الى عن أن ان إن مع هذا هذه ذلك التي الذي بعد قبل بين كان كانت قال قالت ما لا لم
        لن هو هي هم أو او ثم كل قد حتى عند خلال ضد حول منذ أي غير اليوم و يوم""",
}
_BY_SCRIPT = {
    "ARABIC": "ar", "ARMENIAN": "hy", "CJK": "zh", "CYRILLIC": "ru", "DEVANAGARI": "hi",
    "GREEK": "el", "HANGUL": "ko", "HEBREW": "he", "HIRAGANA": "ja", "KATAKANA": "ja",
    "TAMIL": "ta", "THAI": "th",
}  # fmt: skip
COMMON = {language: frozenset(words.split()) for language, words in _WORDS.items()}


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands. `initial` where a capital says nothing: it opens a sentence.

    `joined` is how it is written as one with the word before it, if it may be.
    """

    text: str
    kind: str
    initial: bool = False
    joined: str = ""


def headline(title: str) -> str:
    """Cut the publisher from the end of a headline: "... - The Post", "... | Outlet"."""
    cut = _OUTLET.sub("", title.strip())
    return cut if len(cut.split()) >= 4 else title.strip()


def tokens(text: str) -> Iterator[Token]:
    """Walk over words and numbers."""
    initial = True
    for found in _TOKEN.finditer(plain(text)):
        kind, word = found.lastgroup or "word", found.group()
        if kind == "stop":
            initial = True
            continue
        if kind == "acronym":
            word = word.replace(".", "")
        elif kind == "number":
            word = word.replace(",", "")
        elif word[-2:] in ("'s", "'S"):
            word = word[:-2]
        yield Token(word, kind, initial)
        initial = False


def plain(text: str) -> str:
    """One way to write each letter and apostrophe: many programs write é as two signs, and ’ where another has '."""
    return text if text.isascii() else in_form("NFKC", text).replace("’", "'")


def opening(heading: str, text: str) -> tuple[list[Token], list[Token]]:
    """The words of a headline, and the first of the text below it."""
    return list(tokens(headline(heading))), list(islice(tokens(text[:1000]), LEAD_WORDS))


def spoken(heading: str, text: str, tag: str | None) -> str:
    """The language of a headline and the text below it: as declared, or guessed from the words."""
    return primary(tag) or language_of(tag, *opening(heading, text))


def language_of(tag: str | None, title: Sequence[Token], lead: Sequence[Token]) -> str:
    """The same, where the words are at hand."""
    return primary(tag) or guess([token.text.lower() for token in (*title, *lead)])


def primary(tag: str | None) -> str | None:
    """The language of a BCP 47 tag, without region: "en-GB" is "en"."""
    subtag = (tag or "").replace("_", "-").split("-")[0].strip().lower()
    return subtag if subtag.isalpha() and len(subtag) in (2, 3) and subtag != "und" else None


def guess(words: Sequence[str]) -> str:
    """Tell the language by script, then by its common words; English where nothing speaks."""
    scripts = Counter(_script(letter) for word in words for letter in word[:2])
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > 0:
        return "ja"
    script = min(scripts, key=lambda name: (-scripts[name], name), default="LATIN")
    if script != "LATIN":
        return _BY_SCRIPT.get(script, "und")
    hits = {name: sum(map(known.__contains__, words)) for name, known in COMMON.items()}
    best = min(hits, key=lambda name: (-hits[name], name != "en", name))
    return best if hits[best] > 0 else "en"


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "LATIN").split()[0].split("-")[0]
