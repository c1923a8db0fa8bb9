"""What portals, newspapers and forums write around a text, in the languages of their readers: tables. Pure.

The phrases are written as matching.py says; `turning` spells out those of Blogger's links.
"""

from __future__ import annotations

# How often it was read, how long that takes, its number, how old it is: above a text, or below.
_MINUTES = (
    "min/mins/mn/minute/minutes/minuten/minuti/minutos/minuter/minutter/minut/мин/минут/минуты/хв/хвилини/dakika/perc"
    "/menit/λεπτά"
)
FACTS = f"""
    views/reads/hits/visits : #; views/reads/hits/visits : # #; # views/reads/hits
    number of reads/views/hits #; number of reads/views/hits : #; # min/mins/minute/minutes read
    reading/read time : # {_MINUTES}; estimated reading time : # {_MINUTES}; listen to this article
    -news/article/story/document id : *; short link/url : @; short link/url @; lesezeit/lesedauer : # {_MINUTES}
    # min/minuten lesezeit/lesedauer; lesezeit ca # {_MINUTES}; zugriffe/aufrufe : #; zugriffe/aufrufe : # #
    # aufrufe; temps de lecture : # min/mn/minute/minutes; durée de lecture : # {_MINUTES}; # min/minutes de lecture
    # lectures; popularité : #; popularité : # #; vues : #; vues : # #; lecture # min
    tiempo de lectura : # {_MINUTES}; # min/minutos de lectura; visto/visitas/lecturas : #
    visto/visitas/lecturas : # #; # visitas/lecturas; lettura : # {_MINUTES}; tempo di lettura : # {_MINUTES}
    # min/minuti di lettura; # letture; visite/letture : #; visite/letture : # #; tempo de leitura : # {_MINUTES}
    # min/minutos de leitura; # leituras; acessos/visualizações/leituras : #
    acessos/visualizações/leituras : # #; leestijd : # {_MINUTES}; # min leestijd; gelezen : #; gelezen : # #
    просмотров/просмотры : #; просмотров/просмотры : # #; # просмотров/просмотра; время чтения : # {_MINUTES}
    -комментариев/комментарии : #; переглядів/перегляди : #; переглядів/перегляди : # #; час читання : # {_MINUTES}
    czas czytania : # {_MINUTES}; odsłon/odsłony/wyświetleń/wyświetlenia : #
    odsłon/odsłony/wyświetleń/wyświetlenia : # #; # wyświetleń/odsłon; okunma/görüntülenme : #
    okunma/görüntülenme : # #; # okunma; okuma süresi : # {_MINUTES}; lästid : # {_MINUTES}; visningar : #
    visningar : # #; læsetid : # {_MINUTES}; lesetid : # {_MINUTES}; doba čtení : # {_MINUTES}; zobrazeno/přečteno : #
    zobrazeno/přečteno : # #; olvasási idő : # {_MINUTES}; timp de citire : # {_MINUTES}; vizualizări/afișări : #
    vizualizări/afișări : # #; προβολές : #; προβολές : # #; χρόνος ανάγνωσης : # {_MINUTES}; dibaca/dilihat : #
    dibaca/dilihat : # #; # views; عدد المشاهدات/القراءات/الزيارات : #; عدد المشاهدات/القراءات/الزيارات : # #
    # مشاهدة/قراءة; -کد خبر : #; -شناسه خبر : #; -تعداد بازدید : #
    -阅读/浏览/点击/阅读量/浏览量/点击量/阅读数/点击数 : #
    -浏览次数 : #; -瀏覽 : #; -人氣 : #; 閲覧数 : #; -조회수/조회 : #; 조회수/조회 #
"""
# How old it is: beside other facts, or above a report; elsewhere it may head a part of the text.
AGES = """
    # minute/minutes/hour/hours/day/days ago; an hour/day ago; a minute/day ago; vor # minuten/stunden/tagen
    il y a # minutes/heures/jours; hace # minutos/horas/días; # minuti/ore/giorni fa; há # minutos/horas/dias
    # minuten/uur/dagen geleden; # минут/минуты/часов/часа/дней/дня назад; # dakika/saat/gün önce
"""
# Above a text only, or, in a list of who quotes it, above what is quoted.
ABOVE = """
    print email; print e mail; drucken e mail; imprimer e mail; imprimir correo electrónico; imprimir email
    stampa email; afdrukken e mail; печать e mail; drukuj e mail; press release; pressemitteilung
    communiqué de presse; comunicado de prensa; nota de prensa; comunicato stampa; persbericht; пресс релиз
    -online seit heute *; for immediate release; quote :; zitat :; citation :; cita :; citazione :; citaat :
    цитата :; alıntı :; cytat :; -zitat von *; -quote originally posted by *; -current location/music/mood : *
    -настроение : *; follow us; font size; a a a; resize text; -文章分類/文章分类 : *; # comment/comments
    leave a comment; text size; text size : *; skip to main/content/sidebar/navigation; skip to main skip to sidebar
    ~thread : *; schriftgröße; schriftgröße : *; taille du texte
"""
# Below: links to print, pass on, comment; forms; what a newsletter or a newspaper asks for.
BELOW = """
    comments are closed; comments are closed for this article/post; your comment; =posted by * # * in *
    =escrito a las # : # en *; =verfasst von * # *; =rédigé par * # *; =scritto alle # : # in *
    =geplaatst om # : # in *; reblog #; save to del icio us; trackback/trackbacks #; lien permanent
    enlace permanente; link permanente; permanenter link; permalien; постоянная ссылка; ~reblogged from *
    via ifttt; -from * via ifttt *; -from * s facebook wall *; ~see more
    our goal is to create a safe and engaging place for users to connect over *
    riproduzione riservata copyright *; ~tag : *; vous recevez ce message/courriel/mail car/parce *
    vous recevez cet e mail/email car/parce *; ~pour vous désabonner/désinscrire *
    pour vous désabonner/désinscrire * @ *; sie erhalten diese e mail weil/da *
    sie haben diese nachricht erhalten weil *; ~um sich/dich abzumelden *; um sich/dich abzumelden * @ *
    ~zum abbestellen *; zum abbestellen * @ *; has recibido este mensaje/correo porque *; ~para darse de baja *
    para darse de baja * @ *; ~para cancelar la suscripción/tu suscripción *
    para cancelar la suscripción/tu suscripción * @ *; hai ricevuto questo messaggio perché *
    ~per annullare l iscrizione *; per annullare l iscrizione * @ *; ~para cancelar a inscrição *
    para cancelar a inscrição * @ *; você recebeu esta mensagem porque *; u/je ontvangt dit bericht omdat *
    u/je ontvangt deze mail/nieuwsbrief omdat *; вы получили это сообщение/письмо поскольку/потому/так *
    ~чтобы отписаться *; чтобы отписаться * @ *; otrzymujesz tę wiadomość ponieważ *
    уважаемый посетитель вы зашли на сайт как незарегистрированный пользователь *; sdílet na facebooku/twitteru
    udostępnij na facebooku/twitterze; zdieľať na facebooku/twitteri; dijeli na facebooku
    -recevez * newsletter *; -abonnez vous à * newsletter/newsletters *; -newsletter abonnieren *
    -suscríbete a * newsletter/boletín *; -recibe * newsletter/boletín *; -iscriviti alla * newsletter *
    =previous/next/older/newer/earlier post/article/story *; =vorheriger/nächster beitrag/artikel *
    =article/billet précédent/suivant *; =entrada anterior/siguiente *; =articolo precedente/successivo *
    =post/artigo anterior/seguinte *; =vorig/volgend bericht *; =предыдущая/следующая запись *
    =poprzedni/następny wpis *; =föregående/nästa inlägg *; =önceki/sonraki yazı *; =上一篇 *; =下一篇 *
    you are replying to :; -you are replying to : *; send to friend; send to a friend; email to a friend
    -print this article *; share on :; share this news; back to top; top of page; recommend this page
    sem comentários; sem comentários :; enviar um comentário; hozzászólás küldése; artikel drucken
    artikel weiterempfehlen; artikel versenden; seite drucken; seite empfehlen; seite weiterempfehlen
    zum seitenanfang; kommentare #; mit zitat antworten; -geändert von * # : # *; répondre à cet article
    répondre avec citation; imprimer cet article; envoyer à un ami; commentaires #; réagir à cet article
    signaler une erreur; haut de page; retour en haut; partager cette page
    identifiez vous ou inscrivez vous pour *; commenter cet article; imprimir artículo/noticia
    enviar a un amigo; comentarios #; volver arriba; responder citando; comenta esta noticia
    stampa articolo/questo articolo; invia ad un/a un amico; commenti #; rispondi citando
    partilhar esta notícia/página; compartilhe esta notícia; partilhar :; imprimir notícia; comentários #
    voltar ao topo; reacties #; reageer op dit artikel; версия для печати; отправить другу; обсудить на форуме
    комментарии #; ответить с цитированием; коментарі #; версія для друку; komentarze #; wersja do druku
    wyślij znajomemu; poslat e mailem; sdílet na/v %; diskuse #; diskuze #; vstoupit do diskuse; yorumlar #
    arkadaşına gönder; del artiklen; del artiklen :; del på %; dela på/via %; dela artikeln; kommentarer #
    kommenttia #; skriv en kommentar; κοινοποίηση στο %; σχόλια #; megosztás a % on; hozzászólások #
    comentarii #; komentar #; kirim ke teman; أضف تعليقا; أضف تعليق; أضف تعليقك; أرسل لصديق; شارك على/عبر %
    شارك على فيسبوك/تويتر/واتساب; التعليقات #; نسخه چاپی; ارسال به دوستان; ارسال نظر; لینک کوتاه : *; 打印本页
    关闭窗口; 分享到 *; この記事をシェア; この記事を印刷; コメントを書く; コメントする; ページトップへ; 留言列表
    發表留言; 全站熱搜; 創作者介紹; 좋아요공감; 저작자표시; 댓글 #
    댓글 달기; 맨 위로; -our mailing address is : *; dela det här; dela det här :; del dette; jaa tämä artikkeli
    =topics : *; =temas : *; =sujets : *; =argomenti : *; =temi : *; =onderwerpen : *
    want to change how you receive these emails *; you can update your preferences or unsubscribe *
    -sign up for * newsletter/newsletters/alerts; report this ad; view all posts by *
    to contact the reporter/reporters/editor/editors on/responsible for this story : *
    to contact the reporters/reporter on this story *
    to contact the editors/editor responsible for this story *; follow * on twitter/x/facebook/instagram at @
    -follow * on twitter/x/facebook/instagram at/: @ *; -follow * on twitter/x at : @ *
    this story has been published from a wire agency feed without modifications *
    this story/article/report has not been edited by *
    -except for the headline this story has not been edited by *; distributed by allafrica *
    copyright # * all rights reserved distributed by *; -join the discussion
    show comments; hide comments; load comments; anterior siguiente; zurück weiter; précédent suivant
    precedente successivo; vorige volgende; назад вперед; -suivez nous sur % et %; -suivez nous sur % et sur %
    -síguenos en % y %; -seguici su % e %; -siga nos no % e %; -volg ons op % en %; -følg os på % *
    -følg oss på % *; -följ oss på % *; -śledź nas na *; -obserwuj nas na *; -takip edin : *
    -подписывайтесь на нас в % и %; -читайте нас в *; -follow us on % @ *; recommended for you
"""
# Blogger's links to the posts around: newer | older | home.
TURNING = """
    neuerer post | älterer post | startseite
    neuere posts | ältere posts | startseite
    article plus récent | article plus ancien | accueil
    articles plus récents | articles plus anciens | accueil
    entrada más reciente | entrada antigua | página principal
    entrada más reciente | entrada antigua | inicio
    entradas más recientes | entradas antiguas | página principal
    post più recente | post più vecchio | home page
    post più recenti | post più vecchi | home page
    postagem mais recente | postagem mais antiga | página inicial
    postagens mais recentes | postagens mais antigas | página inicial
    mensagem mais recente | mensagem antiga | página inicial
    mensagens mais recentes | mensagens antigas | página inicial
    nieuwere post | oudere post | homepage
    nieuwere posts | oudere posts | homepage
    следующее | предыдущее | главная страница
    новіша публікація | старіша публікація | головна сторінка
    nowszy post | starszy post | strona główna
    nowsze posty | starsze posty | strona główna
    novější příspěvek | starší příspěvek | domovská stránka
    novšie príspevky | staršie príspevky | domov
    újabb bejegyzés | régebbi bejegyzés | főoldal
    postare mai nouă | postare mai veche | pagina de pornire
    senare inlägg | äldre inlägg | startsida
    nyere opslag | ældre opslag | start
    nyere innlegg | eldre innlegg | startsiden
    uudempi teksti | vanhempi viesti | etusivu
    sonraki kayıt | önceki kayıt | ana sayfa
    daha yeni kayıtlar | önceki kayıtlar | ana sayfa
    posting lebih baru | posting lama | beranda
    bài đăng mới hơn | bài đăng cũ hơn | trang chủ
    νεότερη ανάρτηση | παλαιότερη ανάρτηση | αρχική σελίδα
    رسالة أحدث | رسالة أقدم | الصفحة الرئيسية
    جدیدتر | قدیمی تر | صفحهٔ اصلی
    較新的文章 | 較舊的文章 | 首頁
    较新的博文 | 较早的博文 | 主页
    次の投稿 | 前の投稿 | ホーム
    다음 글 | 이전 글 | 홈
"""
# Above other stories, as WordPress writes it.
RELATED = """
    relaterade; relaterad; relateret; aiheeseen liittyvää; similaire; similare; σχετικά; מאמרים קשורים; مرتبط; متعلق
    có liên quan; 相关; 相關; 관련; recommended stories
"""
# Above links to what others read; without links below, a text may go on so.
POPULAR = """
    most read; most viewed; most viewed stories; read next; latest stories; most popular; trending; popular stories
    popular posts; latest news; meistgelesen
    meist gelesen; am häufigsten gelesen; les plus lus; les plus lues; lo más leído; lo más visto; más leídas
    i più letti; più letti; le più lette; as mais lidas; mais lidas; mais lidos; meest gelezen; самое читаемое
    самые читаемые; популярное; najczęściej czytane; nejčtenější; en çok okunanlar; çok okunanlar; mest lästa
    mest læste; mest læst; mest lest; luetuimmat; legolvasottabb; cele mai citite; δημοφιλή; terpopuler
    الأكثر قراءة; پربازدیدترین; 热门文章; 热点新闻; 人気記事; 많이 본 뉴스; 인기글
"""
# Buttons, beside a phrase only.
WORDS = """
    kommentarer; kommentare; commentaires; comentarios; commenti; comentários; reacties; комментарии; коментарі
    komentarze; komentáře; yorumlar; σχόλια; التعليقات; comentarii; anterior; siguiente; zurück; weiter
    précédent; suivant; precedente; successivo; próximo; vorige; volgende; вперед; poprzedni; następny
    follow us; スター; reply; 打印; 关闭; subir; topo; powrót; drukuj; skomentuj; réagir; reageer; yazdır; nahoru
    tisknout; наверх; в начало; обсудить; распечатать; kommentieren; nach oben; naar boven; torna su
    torna in alto; go back; about me; blog archive; view my complete profile; my blog list; total pageviews
    search this blog; sponsored links; your name; your email; do góry; skriv ut; εκτύπωση; nyomtatás; tipărește; cetak
    طباعة; 공유; 인쇄; share on; partilhar; stuur door; نظر شما; نظرات; yukarı çık
"""
# WordPress's note below a post; where it stands, so does the headline.
APPEARED = """
    pochodzi z serwisu; pochází z; aparece primero en; aparece primeiro em; sembra essere il primo su
    спершу з'явився на; 에 처음 등장했습니다
"""


def turning() -> str:
    """The links to the posts around as phrases: those that stand in one line, and each alone that is no single word."""
    rows = [[part.strip() for part in row.split("|")] for row in TURNING.strip().splitlines()]
    alone = [part for new, old, _ in rows for part in (new, old) if " " in part]
    beside = [
        f"{new} {old}; {new} {home}; {old} {home}; {new} {old} {home}; {new} {home} {old}"
        for new, old, home in rows
    ]
    return "\n".join((*alone, *beside))
