"""Who writes for others: news agencies, as they sign. Data only."""

from __future__ import annotations

# The name we credit, then the other ways in which it signs.
_SIGNATURES = """
AAP | Australian Associated Press
AFP | Agence France-Presse | Agence France Presse | AFP Relaxnews
Agerpres
Anadolu Agency | AA | Anadolu
ANI | Asian News International
ANP
ANSA
Antara | Antara News
AP | Associated Press | The Associated Press | AP Photo
APA
ATS | Keystone-ATS | SDA
Belga
Bernama
Bloomberg | Bloomberg News
BNO News | BNO
BTA
Canadian Press | The Canadian Press | CP
China News Service | CNS | ECNS
CNA | Central News Agency
CTK | ČTK
dpa | Deutsche Presse-Agentur | dpa-AFX | DPA International
EFE | Agencia EFE | EFE-EPA
epd
Europa Press
GNA | Ghana News Agency
HINA
IANS | Indo-Asian News Service
Interfax | Interfax-Ukraine
IPS | Inter Press Service
IRIN | IRIN News
IRNA
Jiji | Jiji Press
KCNA
KNA
KUNA
Kyodo | Kyodo News
Lusa
MENA
MTI
NAN | News Agency of Nigeria
NHK
NNA | National News Agency
NTB
PA | PA Media | Press Association
PAP
Petra
PNA | Philippine News Agency
Prensa Latina
PTI | Press Trust of India
QNA
Reuters | Thomson Reuters | Reuters Health
RIA Novosti | RIA | Sputnik
Ritzau
RNS | Religion News Service
SANA
SID
SPA | Saudi Press Agency
STT
Tanjug
TASS | ITAR-TASS
Thomson Reuters Foundation
TT
Ukrinform
UNB
UNI
UPI | United Press International
VNA | Vietnam News Agency
WAM
Xinhua | Xinhua News Agency | Xinhuanet
Yonhap | Yonhap News | Yonhap News Agency
"""

_NAMES = {
    signature.strip().casefold(): line.partition("|")[0].strip()
    for line in _SIGNATURES.strip().splitlines()
    for signature in line.split("|")
}


def agency(signature: str) -> str | None:
    """The agency that signs like this; of several names ("AP/Reuters") the first that we know."""
    whole = " ".join(signature.split()).casefold()
    parts = (part.strip(" .,") for part in whole.replace("&", "/").replace(",", "/").split("/"))
    known = (_NAMES.get(name) for name in (whole.strip(" ."), *parts))
    return next(filter(None, known), None)
