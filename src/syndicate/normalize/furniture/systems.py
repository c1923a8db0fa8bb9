"""What known systems write below a text: tables of phrases, in the languages of their users. Pure.

How phrases are written tells matching.py.
"""

from __future__ import annotations

import re

from syndicate.normalize.furniture import phrases as more
from syndicate.normalize.furniture import portals, sharing, templates
from syndicate.normalize.furniture.matching import (
    SERVICES,
    ByWord,
    choices,
    compiled,
    folded,
    phrases,
)
from syndicate.normalize.markup.blocks import Line

_LONGEST = 320  # characters; what is longer has something to say
_AROUND_WORDS = " :：|»›►▶→•[]【】*-–—"
_TURNING = re.compile(r"Previous article\S.{1,200}Next article\S.{1,200}")  # tagDiv's, in one line
_SEEN = re.compile(
    r"[\d.,]+[KM]?\sviews(?:\sedited)?(?:,?\s\d{1,2}:\d\d)?|(?:[^\w\s]+\s?\d+\s?){2,}"
)
_RULE = re.compile(r"[-_=*~•·‹›«»<>|\s]+")  # drawn, or to turn pages by
_MANY = re.compile("[|•·]")
_BETWEEN = re.compile(r"\s*[|•·]\s*")


# Blogger, and what most systems share.
_COMMENTS = """
    # comments/comment/replies/reply/responses/response; # comments/comment :; no/one/view/read comment/comments
    no/one/view/read comment/comments :; leave/post/add a comment; leave/post/add a comment :; load more comments
    no comments yet; be the first to comment; comments; comments :; comments #; comments : #; comment on this article
    leave a reply; leave a reply cancel reply; comments powered by disqus; blog comments powered by disqus
    please enable javascript to view the comments powered by disqus; ~# thoughts/thought on *
    ~# comments/comment on *; ~# replies/response/responses to *; keine kommentare; keine kommentare :
    # kommentare/kommentar
    # kommentare/kommentar :; kommentar veröffentlichen; aucun commentaire; aucun commentaire :
    # commentaires/commentaire; # commentaires/commentaire :; enregistrer un commentaire; no hay comentarios
    no hay comentarios :; # comentarios/comentario; # comentarios/comentario :; publicar un comentario
    nessun commento; nessun commento :; # commenti/commento; # commenti/commento :; posta un commento
    nenhum comentário; nenhum comentário :; # comentários/comentário; # comentários/comentário :
    postar um comentário; geen opmerkingen; geen opmerkingen :; # opmerkingen/reacties; # opmerkingen/reacties :
    een reactie posten; комментариев нет; комментариев нет :; # комментариев/комментария/комментарий
    # комментариев/комментария/комментарий :; отправить комментарий; нет комментариев; لا توجد تعليقات
    لا توجد تعليقات :; ليست هناك تعليقات; ليست هناك تعليقات :; إرسال تعليق; # 件のコメント; # 件のコメント :
    コメントを投稿; 没有评论; 没有评论 :; # 条评论; # 条评论 :; 发表评论; 沒有留言; 沒有留言 :
    yorum yok; yorum yok :; # yorum; # yorum :; yorum gönder; brak komentarzy; brak komentarzy :; prześlij komentarz
    # komentarz/komentarze/komentarzy; # komentarz/komentarze/komentarzy :; inga kommentarer; inga kommentarer :
    # kommentarer; # kommentarer :; skicka en kommentar
    # 則留言; # 則留言 :; 張貼留言; 댓글 없음; 댓글 없음 :; 댓글 # 개; 댓글 # 개 :; 댓글 쓰기
"""
_SIGNED = """
    posted by * at # *; eingestellt von * um # *; publié par * à # *; publicado por * en # *
    pubblicato da * a/alle # *; postado por * às # *; gepost door * op # *; автор : * на # *
"""
_FILED = """
    -label/labels : *; -filed under *; -filed under : *; ~posted in *; ~tagged *; ~tagged : *; ~tags : *
    ~category : *; ~categories : *; etiquetas : *; libellés : *; etichette : *; marcadores : *; ярлыки : *; التسميات : *
    ~kategorien : *; ~schlagwörter : *; ~publié dans *; ~publicado en *; ~рубрики : *; ~метки : *
"""
_ONWARDS = """
    more; read on; read more; keep reading; continue reading; full story; weiterlesen; mehr lesen; lire la suite
    leer más; seguir leyendo; continua a leggere; leggi tutto; continuar lendo; leia mais; lees meer; lees verder
    читать далее; читать дальше; читать полностью; اقرأ المزيد; ~read more *; ~keep reading *; ~continue reading *
    ~weiterlesen *; ~lire la suite *; ~leer más *; ~seguir leyendo *; ~continua a leggere *; ~continuar lendo *
    ~lees verder *; ~читать далее *; read the full/rest; read the full/rest article/story/post/text
    read the rest of this/the article/entry/story/post; view article/post/story; view full/the article/post/story
    click here to read/view; ~click here to read/view *; view on wordpress
"""
_SHARED = """
    share; share :; share this; share this :; share this post/article/story/page
    share this post/article/story/page : %; share : %; share this : %; share on % tweet/share on %
    share this post/article/story/page :; share on/to/via/with %; click to share on/via %
    click to share on/via % opens in new window; click to email *; click to print opens in new window
    email thisblogthis *; email this; blogthis; digg this; stumble it; twit this; tweet this
    save to delicious/digg/pocket; save to del icio us *; add to del icio us; print this page/post/article; like this
    like this :; like loading; subscribe to this feed; ~ads by *; permalink; links to this post; reactions
    reactions :; diesen post per e mail versenden *; teilen; teilen :; teilen mit :; teilen auf/über/mit %
    auf % teilen; in % freigeben; gefällt mir :; gefällt mir wird geladen; artikel teilen; partager; partager :
    partager sur/via %; partager cet article; partagez :; j aime :; j aime chargement; envoyer par e mail *
    compartir; compartir :; compartir en/con/por %; comparte esto :; me gusta :; me gusta cargando
    enviar por correo electrónico *; condividi; condividi :; condividi su/via %; mi piace :; compartilhar
    compartilhar :; compartilhe isso :; compartilhar no/em %; compartilhar via %; curtir isso :; delen; delen :
    dit delen :; deel dit artikel/bericht; delen via/op/met %; поделиться; поделиться :; поделиться в/на %
    поделиться ссылкой :; нравится :; понравилось это :; مشاركة; شارك; شارك هذا الموضوع :; معجب بهذه :
"""
_AROUND = """
    newer/older post/posts; newer/older post/posts newer/older post/posts
    newer/older post/posts newer/older post/posts home; newer/older post/posts home
    newer/older post/posts home newer/older post/posts; subscribe to : post comments atom; subscribe to : posts atom
    subscribe to : comments atom; abonnieren kommentare zum post atom; sign up for our/the newsletter
    sign up for our * newsletter *; subscribe to our/the newsletter; subscribe to our * newsletter *
    -sign up for the * newsletter *; -subscribe to the * newsletter *
    follow us on %; follow us on % and %; folgen sie uns auf %; suivez nous sur %; síguenos en %
"""
_JOINED = """
    join our/us % channel/group; join our/us % channel/group *; click here to join/follow our/us % channel/group
"""
_ADS = """
    advertisement; advertisements; advertising; anzeige; werbung; publicité; publicidad; pubblicità; publicidade
    advertentie; реклама; إعلان
"""
_ADVERTISEMENTS = phrases(_ADS)
_AD = 16  # characters
_BUTTON = 26
_COUNT = re.compile(r"\+\s?\d{1,4}[Kk]?|Points: \d{1,6}")  # "+1": of those who shared or liked it
_ROW = 80
# Medium, Reddit, Tumblr, YouTube.
_OTHERS = """
    ~continue reading on *; submitted by u *; link comments; comments link; subscribe @; subscribe : @; subscribe * @
    follow us/me on/at * @; like us on * @; find/join/visit us/me on/at * @; % : @; % @; our/my % : @; website : @
    web : @; abonnieren : @; abonniere/abonniert * @; jetzt abonnieren * @; folge/folgt uns/mir auf * @
    abonnez vous * @; s abonner : @; suivez nous/moi sur * @; suscríbete * @; síguenos/sígueme en * @; iscriviti * @
    seguici/seguimi su * @; inscreva se * @; siga nos/me * @; подписывайтесь/подписаться/подпишись * @; abonneer * @
    volg ons/mij op * @
"""
# What agencies, and those who print them, write below a report.
_WIRES = """
    our standards : the thomson reuters trust principles; riproduzione riservata; riproduzione riservata copyright ansa
    copyright ansa tutti i diritti riservati; dpa infocom dpa : *; lusa fim; enditem
    copyright # the associated press; copyright # the associated press all rights reserved
    # the associated press all rights reserved *
    copyright # the associated press all rights reserved this material may not be published broadcast *
    this story/article has not been edited by * from a syndicated feed *
    this is an unedited and auto generated story from * syndicated * feed *
"""
_ENDS = (
    frozenset(
        (
            "(END)",
            "(Ends)",
            "(ends)",
            "(Schluss)",
            "###",
            "-30-",
            "-ENDS-",
            "- ENDS -",
            "-- ENDS --",
            "-ends-",
            "Ends",
        )
    )
    | more.ENDS
)
# To desks, as Reuters writes: "((ann.roe@news.example; ...))".
_NOTE = re.compile(r"\(\([^()]*@[^()]*;[^()]*\)\)")
# Buttons. Each alone may be a word of the text: they count in a row, or beside a phrase.
_BUTTONS = (
    frozenset(SERVICES)
    | phrases(portals.WORDS)
    | phrases("""
    tweet; email; print; more; like; pin; share; home; drucken; imprimer; imprimir; stampa; печать; e mail
    delen; pin it; prev; previous; next
    me gusta; gefällt mir
""")
)
# The last word of a text may be one of these: without a link, each is but a button.
_WORDS = (
    phrases(
        "more; share; comments; reactions; teilen; partager; compartir; condividi; compartilhar; delen"
    )
    | phrases(more.WORDS)
    | phrases(portals.WORDS)
)
_APPEARED = phrases("""
    appeared first on; first appeared on; erschien zuerst auf; est apparu en premier sur; se publicó primero en
    apareció primero en; proviene da; apareceu primeiro em; verscheen eerst op; появились сначала на; впервые появилась
    أولاً على; dök först upp på; pierwszy raz pojawia się; was originally published in
""")
_APPEARED_ABROAD = phrases(more.APPEARED) | phrases(portals.APPEARED)
_APPEARANCE = re.compile(
    r"(?i)(?:the post|der beitrag|l['’]article|la entrada|l['’]articolo|o post|het bericht|сообщение|запись"
    r"|ظهرت المقالة|inlägget|artykuł|wpis)\s.+|.+ was originally published in .+ on medium, where .+"
    r"|.+ (?:appeared first|first appeared) on .+"
)
_SUPPORTED = "is a reader-supported publication."
_INVITATION = re.compile(
    rf".{{1,80}} {_SUPPORTED} To receive new posts and support (?:my|our) work, .{{10,120}}"
)
_RELATED = (
    phrases("""
    you may also like; you might also like; more stories; lesen sie auch; lies auch; auch interessant; mehr zum thema
    siehe auch; zum thema; à lire aussi; lire aussi; à lire également; voir aussi; sur le même sujet; articles liés
    lea también; lee también; te puede interesar; ver también; noticias relacionadas; leggi anche; vedi anche
    potrebbe interessarti; articoli correlati; notizie correlate; leia também; leia mais; veja também
    notícias relacionadas; artigos relacionados; artículos relacionados; verwandte artikel; lees ook; lees meer; zie ook
    читайте также; смотрите также; по теме; материалы по теме; اقرأ أيضا; اقرأ أيضاً; اقرأ ايضا; مواضيع ذات صلة
    ilgili haberler; i̇lgili haberler; ayrıca bakınız; czytaj także; czytaj też; zobacz także; zobacz też; läs också
    läs även; relaterade artiklar
    関連記事; 関連ニュース; 相关新闻; 相关阅读; 相关报道; 相關新聞; 延伸閱讀; 관련 기사; 관련기사
""")
    | phrases(more.RELATED)
    | phrases(portals.RELATED)
    | frozenset(
        f"{start} {what}".strip()
        for start in phrases(
            """related; also read; read also; see also; read more; more on this; recommended; further reading"""
        )
        for what in (
            "",
            *phrases("story; stories; posts; articles; news; links; coverage"),
            "topics",
            "content",
            "reading",
        )
    )
)


def is_foot(line: Line, headline: str) -> bool:
    """Whether a line is what a system writes below its texts. `headline` in lower case, its words only."""
    text = line.text
    if text in _ENDS or sharing.is_bar(text):
        return True
    if any(form.fullmatch(text) for form in (_NOTE, _RULE, _TURNING, _SEEN)):
        return True
    if len(text) > _LONGEST or _is_word(line):
        return False
    if _is_row(text):
        return True
    parts = [part for part in _BETWEEN.split(text) if part] if _MANY.search(text) else [text]
    if len(parts) > 1 and _is_phrase(text, line, headline):
        return True
    told = [_is_phrase(part, line, headline) for part in parts]
    if any(told):
        return all(one or folded(part) in _BUTTONS for one, part in zip(told, parts, strict=True))
    if len(parts) > 1 and all(folded(part) in _BUTTONS for part in parts):
        return True
    return invites(line) or _tells_where(line, headline)


def _tells_where(line: Line, headline: str) -> bool:
    """Whether it says where a text appeared first, with a link or the headline; in some languages needs be both."""
    if any(words in line.text for words in _APPEARED):
        return _is_told(line, headline) and _APPEARANCE.fullmatch(line.text) is not None
    return (
        line.href is not None
        and any(words in line.text for words in _APPEARED_ABROAD)
        and _has_headline(line, headline)
    )


def invites(line: Line) -> bool:
    """Whether a newsletter asks its readers to subscribe: "Slow Water is a reader-supported publication. ..."."""
    return _SUPPORTED in line.text and _INVITATION.fullmatch(line.text) is not None


def is_button(line: Line) -> bool:
    """Whether a line says no more than a button does: a link, or the name of a service."""
    if len(line.text) >= _BUTTON:
        return sharing.opens_windows(line.text)
    if _COUNT.fullmatch(line.text):
        return True
    return _is_word(line) or folded(line.text) in (_BUTTONS if line.is_link else SERVICES)


def is_service(line: Line) -> bool:
    """Whether it is the name of a service, which those who list where they are found write, too."""
    return folded(line.text) in SERVICES


def _is_word(line: Line) -> bool:
    return line.href is None and line.text.casefold() in _WORDS


def heads_related(text: str) -> bool:
    """Whether these words by themselves announce other stories."""
    return len(text) < 40 and text.strip(_AROUND_WORDS).casefold() in _RELATED


def heads_popular(text: str) -> bool:
    """Whether these words stand above links to what others read."""
    return len(text) < 40 and text.strip(_AROUND_WORDS).casefold() in _POPULAR


def leads_on(line: Line) -> bool:
    """Whether it is what leads to the rest of a text: "Continue reading"."""
    return _is_phrase(line.text, line, "", _LEADING)


def is_head(line: Line, headline: str) -> bool:
    """Whether a line is what a system writes above its texts."""
    text = line.text
    if len(text) > _LONGEST:
        return False
    if (
        _is_phrase(text, line, headline, _ABOVE)
        or invites(line)
        or sharing.is_bar(text)
        or _is_row(text)
    ):
        return True
    is_label = line.is_link or text.endswith((":", "："))  # alone such words may begin a text
    return is_label and _is_phrase(text, line, headline, _PASSED_ON)


def is_age(line: Line) -> bool:
    """Whether it says how long ago a text appeared: "3 hours ago"."""
    return len(line.text) <= _BUTTON and _is_phrase(line.text, line, "", _AGES)


def _is_row(text: str) -> bool:
    return len(text) <= _ROW and "," not in text and sharing.is_row(folded(text), _BUTTONS)


def announces(head: str) -> bool:
    """Whether the headline behind these words is that of another story, though it is no link."""
    return head.strip(_AROUND_WORDS).casefold() in _TEASERS


def heads_bracketed(head: str) -> bool:
    """Whether the link behind these words is another story, where brackets stand around both."""
    return heads_related(head) or head.strip().casefold() in _BRACKETED


def heads_comments(line: Line, headline: str) -> bool:
    """Whether it is how many comments stand below: "3 comments:"."""
    return "1" <= line.text[:1] <= "9" and _is_phrase(line.text, line, headline, _COMMENTED)


def asks_for_comments(line: Line) -> bool:
    """Whether it is what stands below comments: "Post a comment"."""
    return not line.text[:1].isdigit() and _is_phrase(line.text, line, "", _COMMENTED)


def is_advertisement(text: str) -> bool:
    """Whether it says no more than that one stood here."""
    return len(text) < _AD and text.casefold() in _ADVERTISEMENTS


def interrupts(line: Line) -> bool:
    """Whether a page breaks into its text with it, for an advertisement or a login."""
    if len(line.text) > _ROW:
        return invites(line)
    return _is_phrase(line.text, line, "", _BETWEEN_PARAGRAPHS)


def _is_phrase(text: str, line: Line, headline: str, table: ByWord | None = None) -> bool:
    found = choices(text, _BY_WORD if table is None else table)
    if found is None:
        return False
    words = f" {folded(text)}"
    return any(
        pattern.fullmatch(words)
        and (not mark or _counts(mark, text, is_told=_is_told(line, headline)))
        for pattern, mark in found
    )


def _counts(mark: str, text: str, *, is_told: bool) -> bool:
    """Whether a phrase with a mark stands where it counts."""
    if mark == "~":
        return is_told
    is_sentence = sharing.SENTENCE.search(text) is not None
    return is_told and not is_sentence if mark == "=" else is_told or not is_sentence


def _is_told(line: Line, headline: str) -> bool:
    """Whether a line holds a link, or the headline."""
    return line.href is not None or _has_headline(line, headline)


def _has_headline(line: Line, headline: str) -> bool:
    return bool(headline) and headline in folded(line.text).replace(" : ", " ")


_BY_WORD = compiled(
    (
        *(_COMMENTS, _SIGNED, _FILED, _ONWARDS, _SHARED, _AROUND, _JOINED, _ADS, _OTHERS, _WIRES),
        *(more.COMMENTS, more.FORMS, more.SIGNED, more.SHARED, more.AROUND, more.FILED),
        *(more.WIRES, more.WALLS, more.BETWEEN, more.HEADS, more.HOSTED),
        *(portals.FACTS, portals.BELOW, portals.turning()),
        *(templates.BOARDS, templates.BLOGS, templates.GADGETS, templates.PAPERS, templates.ABROAD),
    )
)
_COMMENTED = compiled((_COMMENTS, more.COMMENTS, more.FORMS))
_LEADING = compiled((_ONWARDS,))
_ABOVE = compiled((more.HEADS, portals.FACTS, portals.ABOVE, templates.ABOVE))
_AGES = compiled((portals.AGES,))
_PASSED_ON = compiled((_SHARED, more.SHARED))
_BETWEEN_PARAGRAPHS = compiled((more.BETWEEN,))
_POPULAR = phrases(portals.POPULAR)
_TEASERS = phrases(more.TEASERS)
_BRACKETED = phrases(more.BRACKETED)
