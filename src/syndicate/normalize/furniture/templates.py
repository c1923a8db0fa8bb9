"""What templates of forums, blogs and newspapers write around a text, a system or a theme at a time: tables. Pure.

The phrases are written as matching.py says.
"""

from __future__ import annotations

ABOVE = """
    -you are here : *; -sei in : *; -usted está en : *; -vous êtes ici : *; -sie sind hier : *; -jesteś tutaj : *
    user rating : # #; viewed : #; -country : *; -posted by : * comment/comments/views; -posted by : * # views
    -previous/next message : *; -messages sorted by : *; listen share save
    -yazı boyutu : *; bu haber # kez okundu
"""
# vBulletin, XenForo, LiveJournal, Mailman, Telegram.
BOARDS = """
    -last edited by * at # : # *; -quick navigation *; posting permissions; you may/cannot edit your posts
    you may not edit your posts; -you may/cannot post/reply *; -you may not post/reply *; all times are gmt *
    the time now is *; click to expand; report like reply; like reply
    you must log/sign in or sign up/register to reply/post here; you must be logged in to post/leave a comment/reply
    an html attachment was scrubbed; more information about the * mailing list; next part
    previous entry share next entry
    previous/next entry; # comments/comment leave a comment; # views edited # : #; # # k views edited # : #
    # views # : #; # # k views # : #; # # k views
"""
# Themes of WordPress, Joomla, Drupal, Ghost, Movable Type.
BLOGS = """
    ~this entry was posted in/on/by *; -bookmark the * permalink *
    ~this entry was posted on * you can follow any responses to this entry *; -bookmark the permalink *
    -bookmark search this post with : *
    login or register to post comments; add comment; name required; e mail required but will not display
    notify me of follow up comments; jcomments; powered by joomla; sign up for more like this; check also
    back to the list; back to list; print back to list; all news; version for print; user rating : # #
    was this page helpful *; copyright #; read more on; more on this topic; related articles more from author
    ~태그 *; pin share tweet yum # shares
    you can follow any responses to this entry *; % share via email print; % share via email/print; share via email
    ~tagged with : *; ~filed under : * tagged with : *; -tell a friend *; -posted by : * in * # #
    back to top email to a friend print this page; share now : %; share now : % copy link; editor and publisher : *
"""
# Templates of Blogger, K2 for Joomla, and gadgets beside them.
GADGETS = """
    bookmark and share; share this to :; you may like these posts; post comment; loading; loading comments
    facebook comment/comments; comments system; click here to read more; like/join us on facebook; follow @ *
    powered by blogger/wordpress/disqus/joomla/drupal/typepad/ghost/discourse/vbulletin/phpbb
    item reviewed : *; -reviewed by : *; -template/theme/design/designed by : *; -posted in : *; -posted by : *
    total pageviews; search this blog; view my stats; site meter; view my complete profile; print friendly pdf
    print friendly pdf email; copy link; copy url; report abuse; report an error; flag as inappropriate
    -template created by *; -proudly powered by *; ~tags *; please enter your comment please enter your name here
    -posted at # : # *; -posted by * on * permalink; trackback url for this entry : @; trackback
    if you haven t left a comment here before *; # likes/like share; # likes/like; like comment restack; -reactions : *
    view all comments; read comments; follow us on google news; follow * on google news; no related posts
    visited # times # visits today; read more posts by this author; post comment
    read # times; -last modified on *; related tags : *; a a
"""
# Newspapers, agencies, portals.
PAPERS = """
    support local journalism; -subscribe today for as little as *; -for all the latest * download * app
    get the day s top headlines in your inbox; by clicking * you agree to our *; submit a correction *
    join the conversation # comments; do you have any feedback contact *; -comments # listen to article *
    when using materials of/from this/the/our site/website a hyperlink *
    found a mistake/error/typo in the text select it and press ctrl enter
    more stories like this are available on *; disclaimer : opinions expressed here are those of the writers *
    unauthorised/unauthorized use of *; # bloomberg l p; news sent : *
"""
ABROAD = """
    archivado en :; ~archivado en : *; # comentarios inicia sesión para comentar; compartir en % compartir en % *
    toute reproduction interdite sans *; -réagir # imprimer *; teilen twittern mitteilen *; teilen twittern
    -scritto da : * commenti # *; facebook twitter partilhar; gosto disto : gosto carregando; -stuur door print *
    c anp # alle rechten voorbehouden; alle rechten voorbehouden; якщо ви знайшли помилку *
    нашли ошибку выделите *; -приєднуйтесь до нас : *; при использовании материалов *
    zaloguj się lub zarejestruj by *; lubię to; -wersja do druku wyślij znajomemu *; -tagi : *
    publikování nebo další šíření obsahu ze zdrojů *; sdílet na facebooku tweetnout *; diskuse # vstoupit do diskuse
    yorum ekle
    i̇lk yorum yapan siz olun; -sıradaki haber : *; tüm hakları saklıdır *; طباعة إرسال إلى صديق مشاركة
    جميع الحقوق محفوظة *; نظرات حاوی توهین منتشر نمی شود *; bagikan : %; berita terpopuler; chia sẻ bài viết : *
    ý kiến bạn đọc #; permalink コメント # *; このエントリーをはてなブックマークに追加; リンク元; コメントを書く
    공감 # 댓글 쓰기 *; 번역하기 전용뷰어 보기; -출처 * 작성자 *; 공감 공유하기 게시글 관리 *; tipsa en vän *
    så här kommenterar du *; κοινοποιήστε : %; -הרשמה ב rss *; हमें फॉलो करें *; alle rechte vorbehalten
    tous droits réservés; todos los derechos reservados; todos os direitos reservados; tutti i diritti riservati
    все права защищены; wszelkie prawa zastrzeżone; všechna práva vyhrazena
"""
