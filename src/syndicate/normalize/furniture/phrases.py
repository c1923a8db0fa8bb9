"""What known systems write around a text in languages that systems.py does not begin with. Data only.

The phrases are written as systems.py says: Blogger's comments, WordPress's buttons and lists, labels, and what
newspapers write above other stories.
"""

from __future__ import annotations

COMMENTS = """
    немає коментарів; немає коментарів :; # коментар/коментарі/коментарів :; дописати коментар; оставить комментарий
    няма коментари; няма коментари :; # коментара :; публикуване на коментар; нема коментара; нема коментара :
    постави коментар; nema komentara; nema komentara :; objavi komentar; ni komentarjev; ni komentarjev :
    objavite komentar; žádné komentáře; žádné komentáře :; # komentářů/komentáře/komentář :; okomentovat
    žiadne komentáre; žiadne komentáre :; zverejnenie komentára; niciun comentariu; niciun comentariu :
    # comentarii :; trimiteți/trimiteţi un comentariu; nincsenek megjegyzések; nincsenek megjegyzések :
    # megjegyzés :
    megjegyzés küldése; δεν υπάρχουν σχόλια; δεν υπάρχουν σχόλια :; # σχόλια/σχόλιο :; δημοσίευση σχολίου
    אין תגובות; אין תגובות :; # תגובות :; הוסף רשומת תגובה; פרסום תגובה; कोई टिप्पणी नहीं; कोई टिप्पणी नहीं :
    # टिप्पणियां :; # टिप्पणी :; एक टिप्पणी भेजें; टिप्पणी पोस्ट करें; কোন মন্তব্য নেই; কোন মন্তব্য নেই :
    কোনো মন্তব্য নেই :
    একটি মন্তব্য পোস্ট করুন; கருத்துகள் இல்லை :; கருத்துரையிடுக; کوئی تبصرے نہیں :; ایک تبصرہ شائع کریں
    هیچ نظری موجود نیست; هیچ نظری موجود نیست :; ارسال یک نظر; tidak ada komentar; tidak ada komentar :; # komentar :
    posting/poskan komentar; tiada ulasan; tiada ulasan :; # ulasan :; catat ulasan; hakuna maoni; hakuna maoni :
    maoni # :; chapisha maoni; không có nhận xét nào; không có nhận xét nào :; # nhận xét :; đăng nhận xét
    ไม่มีความคิดเห็น; ไม่มีความคิดเห็น :; แสดงความคิดเห็น; ei kommentteja; ei kommentteja :; # kommenttia :
    lähetä kommentti; ingen kommentarer; ingen kommentarer :; send en kommentar; legg inn en kommentar
    kommentaare ei ole :; postita kommentaar; nav komentāru :; ierakstīt komentāru; komentarų nėra :; rašyti komentarą
    cap comentari; cap comentari :; publica un comentari a l entrada; walang komento :; mag post ng isang komento
    write/submit a comment; add new/your comment; speak up your mind; tell us what you re thinking
    facebook conversations; save my name email and website in this browser for the next time i comment
    what s your reaction; log in to post comments; log in or register to post comments
    hiç yorum yok; hiç yorum yok :
    reader interactions; login/register to post comments; your email address will not be published *
    notify me of new posts/comments by email; create a link
"""
# WordPress's form, and the note below it.
FORMS = """
    deja una respuesta; deja una respuesta cancelar respuesta; deja un comentario; deja un comentario cancelar respuesta
    tu dirección de correo electrónico no será publicada *; schreibe einen kommentar
    schreibe einen kommentar antworten abbrechen; deine e mail adresse wird nicht veröffentlicht *
    laisser un commentaire; laisser un commentaire annuler la réponse; votre adresse e mail ne sera pas publiée *
    votre adresse de messagerie ne sera pas publiée *; deixe um comentário; deixe um comentário cancelar resposta
    deixe uma resposta; deixe uma resposta cancelar resposta; o seu endereço de e mail não será publicado *
    o seu endereço de email não será publicado *; добавить комментарий; добавить комментарий отменить ответ
    ваш e mail не будет опубликован *; ваш адрес email не будет опубликован *; lascia un commento
    lascia un commento annulla risposta; il tuo indirizzo email non sarà pubblicato *; geef een reactie
    geef een reactie reactie annuleren; het/je e mailadres wordt niet gepubliceerd *; laat een reactie achter
    dodaj komentarz; dodaj komentarz anuluj pisanie odpowiedzi; twój adres e mail nie zostanie opublikowany *
    twój adres email nie zostanie opublikowany *; lämna ett svar; lämna ett svar avbryt svar
    din e postadress kommer inte publiceras *; bir yanıt/cevap yazın; bir yanıt/cevap yazın yanıtı iptal et
    e posta adresiniz yayınlanmayacak *; tinggalkan balasan; tinggalkan balasan batalkan balasan
    alamat email anda tidak akan dipublikasikan *; để lại một bình luận; để lại một bình luận hủy
    email của bạn sẽ không được hiển thị công khai *; αφήστε μια απάντηση; αφήστε μια απάντηση ακύρωση απάντησης
    η ηλ διεύθυνση σας δεν δημοσιεύεται *; залишити відповідь; залишити відповідь скасувати відповідь; залишити коментар
    ваша e mail адреса не оприлюднюватиметься *; napsat komentář; napsat komentář zrušit odpověď na komentář
    vaše e mailová adresa nebude zveřejněna *; az e mail címet nem tesszük közzé *; lasă un răspuns
    lasă un răspuns anulează răspunsul; adresa ta de email nu va fi publicată *; コメントを残す
    コメントを残す コメントをキャンセル; メールアドレスが公開されることはありません *
    답글 남기기; 답글 남기기 응답 취소
    이메일 주소는 공개되지 않습니다 *; 发表评论 取消回复; 发表回复; 发表回复 取消回复; 您的电子邮箱地址不会被公开 *
    您的邮箱地址不会被公开 *; 發佈留言; 發佈留言 取消回覆; 發佈留言必須填寫的電子郵件地址不會公開 *; اترك تعليقاً
    اترك تعليقاً إلغاء الرد; لن يتم نشر عنوان بريدك الإلكتروني *; دیدگاهتان را بنویسید; دیدگاهتان را بنویسید لغو پاسخ
    نشانی ایمیل شما منتشر نخواهد شد *; כתיבת תגובה; כתיבת תגובה לבטל; האימייל לא יוצג באתר *
    sign/log in to comment; -anmelden oder registrieren um *; -accedi o registrati per *
    -войдите или зарегистрируйтесь чтобы *
    -se connecter ou s inscrire pour *; -connectez vous ou inscrivez vous pour *; -entre ou registre se para *
    -inicie/inicia sesión o regístrese/regístrate para *; -inicie/inicia sesión para comentar/enviar *
    -faça login para *; -inloggen of registreren om *; -log in om *; -zaloguj się lub zarejestruj aby *
"""
SHARED = """
    compartir esto; compartir esto :; me gusta esto; me gusta esto :; partilhar isto :; gosto disto :
    gosto carregando/loading; curtir carregando; compartilhe isso; mi piace caricamento; mi piace carica; deel dit
    deel dit :; vind ik leuk; vind ik leuk :; vind ik leuk aan het laden; vind ik leuk laden; j aime ça :; wordpress :
    поделиться ссылкой; нравится загрузка; поділитися; поділитися :; сподобалось це :; подобається :
    подобається завантаження; podziel się; podziel się :; udostępnij; udostępnij :; polub to :; lubię to wczytywanie
    dela detta :; gilla :; gilla laddar in; jaa; jaa tämä :; tykkää tästä :; tykkää lataa; del dette :
    liker laster inn
    synes godt om :; sdílet; sdílet :; sdílejte :; to se mi líbí :; to se mi líbí načítání; megosztás; megosztás :
    tetszett :; tetszik betöltés; partajează asta :; distribuie; distribuie :; apreciază :; apreciază încarc
    κοινοποιήστε :; κοινοποίηση; κοινοποίηση :; μου αρέσει :; μου αρέσει φόρτωση; שתף :; שיתוף; אהבתי :; אהבתי טוען
    bunu paylaş :; paylaş; paylaş :; beğen :; beğen yükleniyor; bagikan; bagikan :; bagikan ini :; menyukai ini :
    suka memuat; kongsi; kongsi :; chia sẻ; chia sẻ :; thích bài này :; thích đang tải; شارك هذا :; إعجاب تحميل
    معجب بهذه :; اشتراک گذاری :; دوست داشتن :; 共有 :; いいね :; いいね 読み込み中; 分享到
    分享到 :; 分享到 : *; 分享此文 :
    喜欢 正在加载; 喜歡 正在載入; 공유하기; 공유하기 :; 이것이 좋아요 :; 좋아하기 가져오는 중
    lubię to :; lubię wczytywanie; deel dit artikel/bericht op/via/met %; # shares/share; share tweet; tweet share
    tweet on/this %; pin on/to/it %
    kindly share this story/post/article/news; kindly share this story/post/article/news :
    -share this story/post/article/page *
"""
AROUND = """
    previous/next post/article/story; get the latest * delivered to your inbox
    get the latest * delivered right/straight to your inbox
    no spam unsubscribe anytime; no spam unsubscribe at any time
    上一篇 : *; 下一篇 : *; 上一篇; 下一篇; read full topic; # posts # participants; # post # participant
    # posts # participant; follow us on/at % @ *; follow us on % : @ *; síguenos en % @ *; síguenos en % : @ *
    suivez nous sur % @ *; siga nos no % @ *; seguici su %; volg ons op %; подписывайтесь на наш/наши канал/каналы
    подписывайтесь на наш/наши %; подписывайтесь на нас в %; подпишитесь на наш канал/каналы в %
    подпишитесь на наш/наши %; подпишитесь на нас в %
    подписывайтесь на наш канал/каналы в %
    підписуйтесь/підписуйтеся на наш/наші канал/канали; підписуйтесь/підписуйтеся на наш %; follow us on %
    підписуйтесь/підписуйтеся на наш/наші канал/канали в %; follow us on % % and %; pages : # #; pages : # # #
    pages : # # # #; pages : # # # # #; page # of #; -statistics : posted by *; -current mood : *; -current music : *
    thanks for reading * this post is public so feel free to share it; email this blogthis *; -we use cookies *
    if you enjoyed this article/post just click here or subscribe to receive more great content just like it
    view web version; see translation; reply with quote; similar threads; please like share; previous/next thread
    printer friendly version; send by email; bu haberi paylaş/paylaşın; -forwarded from *; -subscribe/join : @ *
    like comment share
    # people like this; view/read/open this email/message/newsletter in your/a browser; our mailing address is :
    you are receiving/getting this email/message/newsletter because *; unsubscribe
    you re receiving/getting this email/message/newsletter because *; unsubscribe from this list/group/newsletter
    you received this email/message/newsletter because *; to unsubscribe from this group *; to unsubscribe click here
    update your/subscription preferences *; manage your/subscription preferences
    to view this discussion on the web visit *; copyright # * all rights reserved; # notes/note
    -this website/site uses cookies *; -click here to subscribe *; enter your email address :; your email address :
    email address :; delivered by feedburner; prev next; previous next; ~previous/next/older/newer : *
    ~previous/next/older/newer post/article/story : *; view/show/hide/read comments #; view/show/see all # comments
    -join the conversation; read/see/find more at/on/here : @; read/see/find more at/on @; read more @
    read more : @; article/comments url : @; =powered by *
    contains quote post or other embedded content; -subscribe/abonnieren/suscríbete/iscriviti/подписывайтесь : @ *
    -подписаться/подпишись/подпишитесь : @ *
"""
# What those who host or sell them write below podcasts.
HOSTED = """
    hosted on/by * see * for more information; hosted on/by * see * for privacy information
    hosted on/by * visit * for more information; see * for privacy information
    learn more about your ad choices visit *; privacy policy at @ and * privacy notice at @
    for privacy information visit *; support this/the podcast/show : @; support this/the podcast/show @
    ~support this/the podcast/show; ~become a supporter of this podcast : *; ~send in a voice message : *
    ~advertising inquiries : *; ~privacy opt out : *
"""
FILED = """
    -метки : *; -теги : *; -мітки : *; -етикети : *; -ознаке : *; -etykiety : *; -štítky : *; -etichete : *
    -címkék : *
    -ετικέτες : *; -תוויות : *; -लेबल : *; -برچسب ها : *; -nhãn : *; -ป้ายกำกับ : *; -etiketler : *; -tunnisteet : *
    -mots clés : *; -標籤 : *; -标签 : *; -ラベル : *; -タグ : *; -태그 : *; -라벨 : *
"""
# Blogger's note below a post, in the languages of its users.
SIGNED = """
    gönderen * zaman : # *; مرسلة بواسطة * في # *; vystavil * v # : # *; přidal a * v # : # *; 投稿者 * 時刻 : # *
    פורסם על ידי * ב # : # *; ارسال شده توسط * در # : # *; autor/аутор * o/u/у # : # *; autor : * o/u # : # *
    upplagd av * kl # *; indsendt af * kl # *; lagt inn av * kl # *; lähettänyt * klo # *
    bejegyezte : * dátum : # *
    uverejnené používateľom * o # : # *; publicat de/per * la/a # : # *; публикувано от * в # : # *
    опубліковано * о # : # *; objavil/objavio/objavila * ob/u # : # *; αναρτήθηκε από * στις # : # *
    diposting/diposkan oleh * di # *; dicatat oleh * di # *; đăng bởi * vào lúc # *; เขียนโดย * ที่ # *
    प्रस्तुतकर्ता * पर # : # *; 작성자 : * 시간 : # *; 작성자 * 시간 : # *; 发帖者 * 时间 : # *; 張貼者 : * 於 # *
    parašė * # : # *; ievietoja * plkst # *; postitas * kell # *
    posted by * at/on monday/tuesday/wednesday/thursday/friday/saturday/sunday * #
    publicado por * en lunes/martes/miércoles/jueves/viernes/sábado/domingo * #
    publié par * à lundi/mardi/mercredi/jeudi/vendredi/samedi/dimanche * #
    postado por * em/às segunda/terça/quarta/quinta/sexta/sábado/domingo * #
    reacciones :; réactions :; reações :; reazioni :; reaktionen :
"""
# What asks for a login or for money where a text is cut off.
WALLS = """
    already a subscriber; already a subscriber/member log/sign in *; already have an account log/sign in *
    you have/ve # free articles/stories remaining/left *; you have/ve reached your limit of *
    you have/ve reached your * limit of free articles/stories *; start your free trial *; -subscribe now for/to *
    -subscribe to continue/keep reading *; -subscribe to read/unlock *; -log/sign in to continue reading *
    -log/sign in or subscribe to continue reading *; -register now for free *; -unlock this article/story *
    this article/content/story/post is available/reserved for/to/only * subscribers/members *
    this article/content/story/post is for * subscribers/members *
    dieser artikel/text/beitrag ist nur für abonnenten *; cet article est réservé aux/à nos abonnés *
    il vous reste # à lire *; il vous reste # de cet article à lire *; contenido exclusivo para suscriptores
    este contenido/artículo es exclusivo para suscriptores *; articolo riservato agli abbonati
    questo contenuto è riservato agli abbonati *
"""
WIRES = """
    -c reuters # all rights reserved *; c reuters # all rights reserved republication *; 纠错
    follow ap s coverage of * at *; follow ap s full/complete coverage * at *; more ap % : @; more ap * coverage : @
    -all rights reserved *; all rights reserved this material * may not be *
    all rights reserved no part of this * may be *; this material may not be published broadcast *
    यह खबर * फीड से *; यह ख़बर * फ़ीड से *; यह लेख * फीड से *; यह स्टोरी * फीड से *
    기사문의 및 제보 *; 기사제보 및 문의 *
    anadolu agency website contains only a portion of the news stories offered to subscribers *
    c copyright thomson reuters # click for restrictions *; disclaimer : this story/article/post is auto generated *
    disclaimer : this story/article/post has not been edited by *; # : # local time # : # gmt; 저작권자 c 연합뉴스 *
    저작권자 연합뉴스 *
    # # # # : # 송고; this report/story/article by * was first published *
    -only the headline and picture of this report may have been reworked by *
"""
ENDS = frozenset(
    ("(end)", "# # #", "#  #  #", "(끝)", "انتهای پیام", "انتهای پیام/", "// انتهى //")
)
# Each above other stories, or before one of them.
RELATED = """
    das könnte dich auch interessieren; das könnte sie auch interessieren; das könnte sie interessieren
    vous aimerez aussi
    cela pourrait vous intéresser; también te puede interesar; te podría interesar; te recomendamos
    potrebbe interessarti anche; ti potrebbe interessare; você também pode gostar; veja mais
    dit vind je misschien ook interessant; вам может быть интересно; может быть интересно; zainteresuje cię też
    sur le même thème; articles similaires; relacionado; relacionados; relacionada; entradas relacionadas
    más noticias; posts relacionados; correlati; gerelateerd; ähnliche beiträge; lesen sie mehr
    похожее; похожие записи; читайте ещё; читайте еще; читайте по теме; похожі записи
    читайте також; дивіться також; читати також; за темою; пов'язане; прочетете още; вижте още; прочетете и
    pročitajte još; pročitajte i; прочитајте још; прочитајте и; čtěte také; čtěte více; přečtěte si také; související
    související články; čítajte aj; súvisiace články; citește și; citeşte şi; citeste si; vezi și; vezi si
    articole similare; olvassa el ezt is; kapcsolódó cikkek; kapcsolódó cikk; kapcsolódó; ez is érdekelheti
    διαβάστε επίσης; διαβάστε ακόμη; διαβάστε ακόμα; δείτε επίσης; σχετικά άρθρα; קראו גם; קרא גם; ראו גם
    כתבות נוספות
    यह भी पढ़ें; ये भी पढ़ें; इसे भी पढ़ें; یہ بھی پڑھیں; مزید پڑھیں; مطالب مرتبط; اخبار مرتبط; بیشتر بخوانید
    baca juga; lihat juga; simak juga; berita terkait; artikel terkait; terkait; berita berkaitan; artikel berkaitan
    soma pia; soma zaidi; xem thêm; đọc thêm; tin liên quan; bài liên quan; อ่านเพิ่มเติม; ข่าวที่เกี่ยวข้อง
    lue myös; katso myös
    läs mer; läs även; les også; læs også; se også; ayrıca okuyun; bunlar da ilginizi çekebilir
    i̇lginizi çekebilir; ilgili
    i̇lgili; bunları da okuyun; আরও পড়ুন; 延伸阅读; 推荐阅读; あわせて読みたい; 関連
    dans la même rubrique; benzer haberler; more from this section; more from author
    함께 읽으면 좋은 기사; podobne; powiązane; powiązane artykuły; relaterat; relatert
"""
# Before a headline without a link these say surely that it is that of another story; "see also" does not.
TEASERS = """
    also read; read also; related news; related story; related article; lesen sie auch; lies auch; à lire aussi
    lire aussi
    à lire également; lea también; lee también; te puede interesar; leggi anche; leia também; lees ook; читайте также
    читайте ещё; читайте еще; читайте по теме; читайте також; читати також; прочетете още; прочетете и; pročitajte još
    pročitajte i; прочитајте још; прочитајте и; čtěte také; čtěte více; přečtěte si také; čítajte aj; czytaj także
    czytaj też; citește și; citeşte şi; citeste si; olvassa el ezt is; διαβάστε επίσης; διαβάστε ακόμη; διαβάστε ακόμα
    קראו גם; קרא גם; यह भी पढ़ें; ये भी पढ़ें; इसे भी पढ़ें; یہ بھی پڑھیں; مزید پڑھیں; اقرأ أيضا; اقرأ أيضاً
    اقرأ ايضا
    بیشتر بخوانید; baca juga; simak juga; berita terkait; berita berkaitan; soma pia; soma zaidi; xem thêm
    đọc thêm; lue myös
    läs mer; läs även; läs också; les også; læs også; ayrıca okuyun; আরও পড়ুন; อ่านเพิ่มเติม
"""
# Between paragraphs, too.
BETWEEN = """
    register now for free unlimited access to *; article/story/post continues below/after
    article/story/post continues below/after this/the ad/advert/advertisement/video
    article/story/post continues below/after ad/advert/advertisement/video; advertisement continue reading below
    continue reading below; continue reading below advertisement; =subscribe now; =subscribe for free
    =upgrade to paid; =give a gift subscription; =leave a comment
    sign up for/to our newsletter; subscribe to our newsletter
"""
# WordPress's note below a post; where it stands, so does the headline.
APPEARED = """
    הופיע לראשונה ב; ilk önce; ilk olarak; اولین بار در; に最初に表示されました; 最先出现在; 最早出現於
    se nejdříve objevil na; blev først udgivet på; dukket først opp på; julkaistiin ensimmäisen kerran;
    εμφανίστηκε πρώτα στο
    apare prima dată în; bejegyzés először; з'явилися спочатку на; đã xuất hiện đầu tiên; pertama kali tampil pada
"""
# Only in brackets, around a link: a line "Read: ..." may be one of a list of links.
BRACKETED = "read; read more; watch; see; more; also"
# Above a text, too.
HEADS = """
    arxiv : * announce type : *; ~originally posted by * at/in *; ~оригинал взят у * в *; ~оригінал узято у * в *
    ~subscribe now; share on/to/via/with %; share this post/article/story; # shares/share
    kindly share this story/post/article/news; kindly share this story/post/article/news :
    -share this story/post/article/page *; -font size *; print/email this article/page/story
    view/read/open this email/message/newsletter in your/a browser; sign up for/to our/the newsletter
    sign up for/to our * newsletter *; subscribe to our/the newsletter; subscribe to our * newsletter *
    -sign up for/to the * newsletter *; -subscribe to the * newsletter *; sign in or register then select *
    thanks for reading * this post is public so feel free to share it
    thanks for reading * subscribe for free to receive new posts and support my work
"""
# Buttons, beside a phrase only.
WORDS = """
    print; tweet; drucken; imprimer; imprimir; stampa; sdílet; jaa; chia sẻ; paylaş; bagikan; kongsi; udostępnij
    للمزيد; view photos; email address; your email address; enter your email; enter your email address; type your email
"""
