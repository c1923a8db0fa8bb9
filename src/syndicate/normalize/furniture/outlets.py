"""Newspapers, broadcasters and sites that others cite, beside the agencies: their names, and how else they are called.

Data only. A name that is an everyday word ("Time", "Die Welt" without its article) is left out.
"""

from __future__ import annotations

OUTLETS = """
ABC News | America's ABC News
Al Arabiya | Al-Arabiya | العربية
Al Jazeera | Al-Jazeera | Aljazeera | الجزيرة
Al-Ahram | Al Ahram
Al-Monitor
ARD | die ARD
Asahi Shimbun | 朝日新闻 | 朝日新聞
Axios
BBC | BBC News | Би-би-си | بي بي سي | 英国广播公司
Bellingcat
Bild | Bild-Zeitung
Bild am Sonntag
Bloomberg News
BuzzFeed News | Buzzfeed News
Caixin | 财新
CBC News | CBC
CBS News | CBS
China Daily
Clarín
CNBC
Corriere della Sera
Dagens Nyheter
Daily Beast | The Daily Beast
Daily Mail
Daily Telegraph | The Daily Telegraph
Dawn newspaper
Der Spiegel | Spiegel | Шпигель
Der Standard
Deutsche Welle | DW
Die Welt
Die Zeit | Zeit Online
El Mundo
El País
El Universal
Euronews
Financial Times | The Financial Times | FT | 金融时报
Folha de S.Paulo | Folha de S. Paulo
Forbes
Fox News
France 24 | France24
France Info | franceinfo | Franceinfo
Frankfurter Allgemeine Zeitung | FAZ | F.A.Z.
Frankfurter Rundschau
Gazeta Wyborcza
Global Times | 环球时报
Globe and Mail | The Globe and Mail
Guardian | The Guardian | Britain's Guardian
Haaretz
Handelsblatt
Hindustan Times
Hürriyet
Independent newspaper
Izvestia | Известия | Известий
Jerusalem Post | The Jerusalem Post
Kathimerini
Kommersant | Коммерсант | Коммерсантъ
Korea Herald | The Korea Herald
Kyiv Independent | The Kyiv Independent
L'Équipe
La Nación
La Repubblica
La Stampa
La Vanguardia
Le Canard enchaîné
Le Figaro
Le Monde
Le Parisien
Les Echos | Les Échos
Libération
Los Angeles Times | The Los Angeles Times | LA Times
Mediapart
Medusa | Meduza | Медуза
Miami Herald | The Miami Herald
Mother Jones
NBC News | NBC
NDR
New York Post | The New York Post
New York Times | The New York Times | NYT | Нью-Йорк таймс | 纽约时报 | نيويورك تايمز
New Yorker | The New Yorker
Newsweek
NHK | NHK World
Nikkei | Nikkei Asia | 日本经济新闻 | 日経新聞
NPR
O Globo
Politico
ProPublica
RBC | РБК
Rzeczpospolita
Sky News
South China Morning Post | The South China Morning Post | 南华早报
Stern magazine
Süddeutsche Zeitung | SZ
Sueddeutsche Zeitung
Sunday Times | The Sunday Times
Sydney Morning Herald | The Sydney Morning Herald
Tagesschau
Tagesspiegel
The Atlantic
The Economist | Economist
The Hindu
The Intercept
Times of India | The Times of India
Times of Israel | The Times of Israel
Times of London | The Times of London
USA Today
Vedomosti | Ведомости | Ведомостей
Wall Street Journal | The Wall Street Journal | WSJ | Wall Street Journal Europe | 华尔街日报 | وول ستريت جورنال
Washington Post | The Washington Post | Вашингтон пост | 华盛顿邮报 | واشنطن بوست
WDR
Yedioth Ahronoth
Yomiuri Shimbun | 讀賣新聞 | 読売新聞
ZDF
"""
