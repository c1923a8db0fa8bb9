"""Who writes for others: news agencies, as they sign in many languages. Data, and the way into it. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

# The name we credit, then the other ways in which it signs.
_SIGNATURES = """
AAP | Australian Associated Press
ABI | Agencia Boliviana de Información
Adnkronos | Adn Kronos
AFP | Agence France-Presse | Agence France Presse | AFP Relaxnews | AFP News | فرانس برس | وكالة فرانس برس | أ ف ب | أ.ف.ب | ا ف ب | وكالة الأنباء الفرنسية | АФП | Франс Пресс | 法新社 | AFP通信 | AFP時事 | خبرگزاری فرانسه
Agerpres
AGI | Agenzia Italia
Agência Brasil | ABr
ANA-MPA | AMNA | ΑΠΕ-ΜΠΕ | ΑΠΕ
Anadolu Agency | AA | Anadolu | Anadolu Ajansı | Anadolu Agentur | الأناضول | وكالة الأناضول | Анадолу | ΑΝΑΔΟΛΟΥ
Angop | ANGOP
ANI | Asian News International | एएनआई
ANP | Algemeen Nederlands Persbureau
ANSA | Ansa | Agenzia ANSA
Antara | ANTARA | Antara News | LKBN Antara
AP | Associated Press | The Associated Press | أسوشيتد برس | أ ب | أ.ب | АП | Ассошиэйтед Пресс | 美联社 | 美聯社 | AP通信
APA | Austria Presse Agentur
APP | Associated Press of Pakistan | اے پی پی
APS | Algérie Presse Service | وأج
askanews | Askanews
ATS | ats | Keystone-ATS | Keystone-SDA | SDA | sda
AVN | Agencia Venezolana de Noticias
AWP | awp
AZERTAC | Azertac | AZERTAG | Азертадж
Belga
BelTA | БЕЛТА | БелТА
Bernama
Bloomberg | Bloomberg News | Блумберг | 彭博社 | بلومبرغ | بلومبرج
BNA | Bahrain News Agency | بنا
BNO News | BNO
BNS | Baltic News Service
BSS | Bangladesh Sangbad Sangstha
BTA | БТА
Business Wire | BUSINESSWIRE
Catholic News Service
Canadian Press | The Canadian Press | CP | La Presse Canadienne
China News Service | ECNS | 中新社 | 中新网 | 中国新闻网 | 中新網 | 中国新闻社 | 中國新聞社
CNA | Central News Agency | 中央社
CNN | CNN International
CNS
CTK | ČTK
DHA | Demirören Haber Ajansı | Doğan Haber Ajansı
dpa | Deutsche Presse-Agentur | dpa-AFX | dpa-infocom | DPA International | د ب أ | د.ب.أ | وكالة الأنباء الألمانية | ДПА | 德新社
EFE | Efe | Agencia EFE | EFE-EPA | إفي | ЭФЕ
ELTA
ENA | Ethiopian News Agency
epd | Evangelischer Pressedienst
Europa Press | EP
Fars | FNA | Fars News | Fars News Agency | فارس | خبرگزاری فارس
FENA | Fena
GlobeNewswire | GLOBE NEWSWIRE
GNA | Ghana News Agency
HINA | Hina
IANS | Indo-Asian News Service | आईएएनएस
IHA | İHA | İhlas Haber Ajansı
INA | Iraqi News Agency | واع
Interfax | Interfax-Ukraine | INTERFAX.RU | Интерфакс | ИНТЕРФАКС-УКРАИНА | Інтерфакс-Україна
IPS | Inter Press Service
IRIN | IRIN News
IRNA | ایرنا | خبرگزاری جمهوری اسلامی | إرنا | ИРНА
ISNA | ایسنا | خبرگزاری ایسنا
Italpress | ITALPRESS
Jiji | Jiji Press | 時事 | 時事通信 | 時事通信社
Kazinform | Казинформ
KCNA | 조선중앙통신 | ЦТАК
KNA | Katholische Nachrichten-Agentur
KUNA | كونا
Kyodo | Kyodo News | 共同 | 共同通信 | 共同通信社 | 共同社
LaPresse
LETA
Lusa | LUSA | Agência Lusa
MAP | Maghreb Arabe Presse | و م ع | ومع
Mehr | MNA | Mehr News Agency | خبرگزاری مهر
MENA | أ ش أ | أ.ش.أ | وكالة أنباء الشرق الأوسط
Moldpres | MOLDPRES
Montsame | MONTSAME
MTI
NAN | News Agency of Nigeria
News1 | 뉴스1
Newsis | 뉴시스
NINA | National Iraqi News Agency | نينا
NNA | National News Agency
Notimex | NTX
NTB | NTB-Reuters | NTB-AFP
ONA | Oman News Agency | العمانية
ots | OTS | news aktuell
NZPA | New Zealand Press Association
PA | PA Media | Press Association
PACNEWS | Pacnews
PAP | Polska Agencja Prasowa
Petra | Jordan News Agency | بترا
PANA | Panapress | PANAPRESS | Panafrican News Agency | Panapresse
PNA | Philippine News Agency
PR Newswire | PRNewswire | PRNewswire-Asia | PRNewswire-USNewswire | CNW
Prensa Latina | PL
PTI | Press Trust of India | PTI Bhasha | भाषा | पीटीआई
QNA | Qatar News Agency | قنا
Regnum | ИА REGNUM | REGNUM
Reuters | Thomson Reuters | Reuters Health | رويترز | روئترز | رویترز | Рейтер | Рейтерс | 路透社 | 路透 | ロイター | ロイター通信 | 로이터 | Ρόιτερς
RIA Novosti | RIA | РИА Новости | РИА "Новости" | РИА | ريا نوفوستي | 俄新社
Ritzau
RNS | Religion News Service
RSS | Rastriya Samachar Samiti
Saba | سبأ
SANA | سانا
SAPA | Sapa | South African Press Association
SID | Sport-Informations-Dienst
SPA | Saudi Press Agency | واس
Sputnik | Спутник | سبوتنيك | 俄罗斯卫星通讯社
SRNA | Срна | Srna
STA | Slovenska tiskovna agencija
STT | STT-Lehtikuva
Tanjug | Танјуг | Танюг
TAP | Tunis Afrique Presse | وات
Tasnim | Tasnim News Agency | تسنیم
TASS | Tass | ITAR-TASS | ТАСС | ИТАР-ТАСС | تاس | 塔斯社 | 俄塔社
Thomson Reuters Foundation
TT | TT-AFP | TT-Reuters | Tidningarnas Telegrambyrå
Télam | Telam
Ukrinform | Укрінформ | Укринформ
UNB | United News of Bangladesh
UNI | United News of India | वार्ता | यूनीवार्ता
UNIAN | УНІАН | УНИАН
UNN | УНН
UPI | United Press International
VNA | Vietnam News Agency | TTXVN
WAFA | وفا | Palestine News Agency
WAM | وام | Emirates News Agency
Xinhua | Xinhua News Agency | Xinhuanet | Agence Xinhua | Agencia Xinhua | 新华社 | 新華社 | 新华网 | 新華網 | Синьхуа | شينخوا
Yonhap | Yonhap News | Yonhap News Agency | 연합뉴스 | 聯合ニュース | 韩联社 | Рёнхап
"""  # noqa: E501 - one line an agency
# People bear these names too: as those of authors they credit nobody.
_PEOPLE = frozenset(
    """
    ani antara elta ena fars fena hina leta lusa nina ona petra rss saba sana sid sta
    """.split()  # noqa: SIM905 - a table of words reads best as words
)
_ACRONYM = 4  # as long as this, and written in small letters, it may be a word

_SPELLINGS = {
    signature.strip(): line.partition("|")[0].strip()
    for line in _SIGNATURES.strip().splitlines()
    for signature in line.split("|")
}
_NAMES = {signature.casefold(): name for signature, name in _SPELLINGS.items()}
NAMES = tuple(_SPELLINGS)
_APART = re.compile(r"\s?[/&,|;()]\s?|\s[-–—]\s")
_VIA = re.compile(r"(?i)\s(?:via|through)\s")
_CORRESPONDENT = re.compile(r"(?i)^корр?\.?\s(?P<name>\S+)\s")  # and a name
_DESK = re.compile(
    r"(?i)^(?:корр\.?|кор\.?|via|from|(?:repórter|correspondente|enviad[oa] especial) d[ao])\s"
)


def agency(signature: str) -> str | None:
    """The agency that signs like this; of several names ("AP/Reuters") the first that we know.

    Who only passes a text on ("Xinhua via COMTEX") did not write it.
    """
    whole = _VIA.split(" ".join(signature.split()), maxsplit=1)[0]
    found = _named(whole)
    if found or (not _APART.search(whole) and " " not in whole):
        return found
    signed = _CORRESPONDENT.match(whole)
    parts = [signed["name"]] if signed else _APART.split(whole)
    return next(filter(None, map(_named, parts)), None)


@lru_cache(maxsize=1024)  # a feed has few authors
def signed_by(author: str) -> str | None:
    """The agency in a signature that may be a person's: "Jane Roe, Associated Press", not "Petra"."""
    return None if author.strip().casefold() in _PEOPLE else agency(author)


def _named(name: str) -> str | None:
    """The agency of this very name. "ap" and "tt" are not AP and TT."""
    bare = _DESK.sub("", name.strip(" .,")).strip(" .,")
    if len(bare) <= _ACRONYM and bare not in _SPELLINGS and not bare.isupper():
        return None
    return _NAMES.get(bare.casefold())
