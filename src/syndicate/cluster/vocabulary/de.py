"""German. Data only."""

from typing import Final

from syndicate.cluster.vocabulary.form import Vocabulary

GERMAN: Final = Vocabulary(
    days="""
        montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar jänner februar märz april mai
        juni juli august september oktober november dezember
    """,
    joints="der die das den dem des ein eine einen einem einer in im am an vom von für",
    when="""
        von heute; des tages; vom tage; vom tag; am morgen; am mittag; am nachmittag; am abend; in der nacht;
        der nacht; der woche; des monats; des jahres; am wochenende; vom wochenende; am {day}; vom {day};
        am {day}morgen; am {day}mittag; am {day}abend
    """,
    roundups="""
        [die/unsere] [wichtigsten] nachrichten/meldungen/schlagzeilen/themen {when};
        [die] [wichtigsten] nachrichten/meldungen/schlagzeilen im überblick; nachrichten kompakt [{when}];
        nachrichtenüberblick [{when}]; das wichtigste {when}; das wichtigste in kürze; [der] morgenüberblick [{when}];
        nachrichten-überblick [{when}]; news-überblick [{when}]; kurznachrichten [{when}]; kurzmeldungen [{when}];
        kurz notiert; kurz gemeldet; tagesüberblick; tagesrückblick; wochenrückblick; monatsrückblick;
        jahresrückblick [{when}]; die lage {when}; der tag/monat in bildern/kürze; der tag kompakt;
        die woche in bildern/kürze; das jahr in bildern; [die] bilder {when}; das war der tag;
        was heute/{day} wichtig ist/wird/war; das bringt/brachte der tag
    """,
    columns="""
        [das] wetter {when}; [das] wetter heute/morgen; horoskop heute; wetterbericht [{when}];
        wettervorhersage [{when}]; wetteraussichten [{when}]; [ihr/das] horoskop [{when}]; [ihr] tageshoroskop [{when}];
        [ihr] wochenhoroskop [{when}]; presseschau [{when}]; [das] kalenderblatt [{when}]; was geschah heute;
        was geschah am; der tag in der geschichte; heute in der geschichte;
        [das] bild/foto/zitat/wort des_tages/der_woche/des_monats;
        [die] zahl/karikatur/grafik des_tages/der_woche/des_monats; [der] spruch/witz des_tages/der_woche; leserbriefe;
        kreuzworträtsel [{when}]; tv-tipps/fernsehtipps/tv-tipp [{when}]; [das] tv-programm/fernsehprogramm [{when}];
        börse {when}; börsenbericht [{when}]; marktbericht [{when}]; tagesvorschau; wochenvorschau; wochenausblick;
        aktien deutschland/frankfurt/europa/schweiz/wien/asien/new_york [schluss/eröffnung/ausblick];
        lottozahlen [{when}]
    """,
    directions="""
        nord süd ost west norden süden osten westen zentral nordosten nordwesten südosten südwesten nordost nordwest
        südost südwest nördlich nördliche nördlichen südlich südliche südlichen östlich östliche östlichen westlich
        westliche westlichen zentrale zentralen
    """,
    numbers="""
        13 dreizehn; 14 vierzehn; 15 fünfzehn; 16 sechzehn; 17 siebzehn; 18 achtzehn; 19 neunzehn; 40 vierzig;
        50 fünfzig; 60 sechzig; 70 siebzig; 80 achtzig; 90 neunzig; 100 hundert einhundert; 1000 tausend eintausend
    """,
    versions="roundup aktualisierung zusammenfassung",
    tolls="""
        zahl der [bestätigten] toten/todesopfer/opfer/verletzten/vermissten/infizierten/infektionen/fälle; todeszahl;
        opferzahl; opferbilanz
    """,
    victims="""
        tot tote toten todesopfer opfer verletzte verletzten vermisste vermissten infizierte infektionen fälle
        stirbt sterben starb starben gestorben getötet
    """,
    rises="""
        steigt steigen stieg stiegen gestiegen erhöht erhöhen erhöhte wächst übersteigt überschreitet erreicht nun
        inzwischen bereits schon
    """,
    countries="""
        Afghanistan: Afghanistan Afghane afghanisch; Albania: Albanien Albaner albanisch;
        Algeria: Algerien Algerier algerisch; Angola: Angola Angolaner angolanisch;
        Argentina: Argentinien Argentinier argentinisch; Armenia: Armenien Armenier armenisch;
        Australia: Australien Australier australisch; Austria: Österreich Österreicher österreichisch;
        Azerbaijan: Aserbaidschan aserbaidschanisch; Bangladesh: Bangladesch Bangladesh;
        Belarus: Belarus Weißrussland belarussisch weißrussisch; Belgium: Belgien Belgier belgisch;
        Bolivia: Bolivien Bolivianer bolivianisch; Bosnia: Bosnien Bosnier bosnisch;
        Brazil: Brasilien Brasilianer brasilianisch;
        Britain: Großbritannien Brite britisch England Engländer englisch Schottland Schotte schottisch Wales walisisch
        Nordirland nordirisch; Bulgaria: Bulgarien Bulgare bulgarisch; Burkina Faso: Burkina_Faso;
        Cambodia: Kambodscha kambodschanisch; Cameroon: Kamerun kamerunisch; Canada: Kanada Kanadier kanadisch;
        Chad: Tschad tschadisch; Chile: Chile Chilene chilenisch; China: China Chinese chinesisch;
        Colombia: Kolumbien Kolumbianer kolumbianisch; Congo: Kongo kongolesisch; Costa Rica: Costa_Rica;
        Croatia: Kroatien Kroate kroatisch; Cuba: Kuba Kubaner kubanisch; Cyprus: Zypern zyprisch;
        Czechia: Tschechien Tscheche tschechisch; Denmark: Dänemark Däne dänisch;
        Dominican Republic: Dominikanische_Republik; Ecuador: Ecuador ecuadorianisch; Egypt: Ägypten Ägypter ägyptisch;
        Eritrea: Eritrea eritreisch; Estonia: Estland Este estnisch; Ethiopia: Äthiopien Äthiopier äthiopisch;
        Finland: Finnland Finne finnisch; France: Frankreich Franzose französisch; Georgia: Georgien Georgier georgisch;
        Germany: Deutschland deutsch deutscher; Ghana: Ghana ghanaisch; Greece: Griechenland Grieche griechisch;
        Guatemala: Guatemala guatemaltekisch; Haiti: Haiti haitianisch; Honduras: Honduras honduranisch;
        Hungary: Ungarn Ungar ungarisch; Iceland: Island Isländer isländisch; India: Indien Inder indisch;
        Indonesia: Indonesien indonesisch; Iran: Iran Iraner iranisch; Iraq: Irak Iraker irakisch;
        Ireland: Irland Ire irisch Nordirland nordirisch; Israel: Israel Israeli israelisch;
        Italy: Italien Italiener italienisch; Ivory Coast: Elfenbeinküste ivorisch; Jamaica: Jamaika jamaikanisch;
        Japan: Japan Japaner japanisch; Jordan: Jordanien jordanisch; Kazakhstan: Kasachstan kasachisch;
        Kenya: Kenia Kenianer kenianisch; Kosovo: Kosovo kosovarisch; Kuwait: Kuwait kuwaitisch;
        Kyrgyzstan: Kirgistan kirgisisch; Laos: Laos laotisch; Latvia: Lettland Lette lettisch;
        Lebanon: Libanon Libanese libanesisch; Liberia: Liberia liberianisch; Libya: Libyen libysch;
        Liechtenstein: Liechtenstein; Lithuania: Litauen Litauer litauisch; Luxembourg: Luxemburg luxemburgisch;
        Macedonia: Nordmazedonien Mazedonien mazedonisch; Madagascar: Madagaskar madagassisch;
        Malaysia: Malaysia malaysisch; Mali: Mali malisch; Malta: Malta maltesisch;
        Mauritania: Mauretanien mauretanisch; Mexico: Mexiko Mexikaner mexikanisch;
        Moldova: Moldau Moldawien moldauisch; Mongolia: Mongolei mongolisch; Montenegro: Montenegro montenegrinisch;
        Morocco: Marokko Marokkaner marokkanisch; Mozambique: Mosambik mosambikanisch;
        Myanmar: Myanmar Birma birmanisch; Namibia: Namibia namibisch; Nepal: Nepal nepalesisch;
        Netherlands: Niederlande Holland Niederländer niederländisch holländisch;
        New Zealand: Neuseeland Neuseeländer neuseeländisch; Nicaragua: Nicaragua nicaraguanisch; Niger: Niger;
        Nigeria: Nigeria Nigerianer nigerianisch; North Korea: Nordkorea nordkoreanisch Nordkoreaner Korea koreanisch;
        Norway: Norwegen Norweger norwegisch; Oman: Oman omanisch; Pakistan: Pakistan pakistanisch;
        Palestine: Palästina Palästinenser palästinensisch Gaza Gazastreifen; Panama: Panama panamaisch;
        Paraguay: Paraguay paraguayisch; Peru: Peru peruanisch; Philippines: Philippinen philippinisch;
        Poland: Polen Pole polnisch; Portugal: Portugal Portugiese portugiesisch; Qatar: Katar katarisch;
        Romania: Rumänien Rumäne rumänisch; Russia: Russland Russe russisch; Rwanda: Ruanda ruandisch;
        Saudi Arabia: Saudi_Arabien saudisch saudi_arabisch; Senegal: Senegal senegalesisch;
        Serbia: Serbien Serbe serbisch; Sierra Leone: Sierra_Leone; Singapore: Singapur;
        Slovakia: Slowakei Slowake slowakisch; Slovenia: Slowenien Slowene slowenisch; Somalia: Somalia somalisch;
        South Africa: Südafrika Südafrikaner südafrikanisch;
        South Korea: Südkorea südkoreanisch Südkoreaner Korea koreanisch; South Sudan: Südsudan südsudanesisch;
        Spain: Spanien Spanier spanisch; Sri Lanka: Sri_Lanka; Sudan: Sudan sudanesisch;
        Sweden: Schweden Schwede schwedisch; Switzerland: Schweiz Schweizer schweizerisch; Syria: Syrien Syrer syrisch;
        Taiwan: Taiwan taiwanisch; Tajikistan: Tadschikistan tadschikisch; Tanzania: Tansania tansanisch;
        Thailand: Thailand thailändisch; Togo: Togo togoisch; Tunisia: Tunesien Tunesier tunesisch;
        Turkey: Türkei Türke türkisch; Turkmenistan: Turkmenistan turkmenisch; Uganda: Uganda ugandisch;
        Ukraine: Ukraine Ukrainer ukrainisch; United Arab Emirates: Emirate Vereinigte_Arabische_Emirate emiratisch;
        United States: USA US Vereinigte_Staaten Amerika Amerikaner amerikanisch; Uruguay: Uruguay uruguayisch;
        Uzbekistan: Usbekistan usbekisch; Venezuela: Venezuela Venezolaner venezolanisch;
        Vietnam: Vietnam Vietnamese vietnamesisch; Yemen: Jemen jemenitisch; Zambia: Sambia sambisch;
        Zimbabwe: Simbabwe simbabwisch
    """,
    endings="s in inn",
    apart="""
        nordpol südpol nordamerika nordamerikaner nordamerikanisch südamerika südamerikaner südamerikanisch
        zentralamerika zentralamerikaner zentralamerikanisch
    """,
)
