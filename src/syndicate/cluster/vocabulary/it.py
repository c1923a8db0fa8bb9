"""Italian. Data only."""

from typing import Final

from syndicate.cluster.vocabulary.form import Vocabulary

ITALIAN: Final = Vocabulary(
    days="""
        lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile maggio giugno luglio
        agosto settembre ottobre novembre dicembre
    """,
    joints="""
        il lo la i gli le l un una uno in nel nello nella nei negli nelle nell di del dello della dei degli delle dell
        d a al allo alla ai agli alle all
    """,
    when="""
        di oggi; del giorno; della giornata; della mattina; del mattino; di stamattina; del pomeriggio; della sera;
        di stasera; della notte; della settimana; del weekend; del fine settimana; del mese; dell'anno; di {day};
        del {day}
    """,
    roundups="""
        [le] [principali] notizie {when}; [le] notizie più lette/importanti [{when}];
        [le] notizie in breve/pillole [{when}]; [i] [principali] titoli {when};
        [i] fatti di_oggi/del_giorno/della_giornata/della_settimana/del_mese; [le] news {when}; [il] riassunto {when};
        [il] riepilogo {when}; il meglio {when}; notiziario [{when}]; la settimana/giornata in immagini/foto;
        l'anno in immagini/foto
    """,
    columns="""
        [il] [tuo] oroscopo [settimanale/mensile] [{when}]; l'oroscopo [{when}];
        [le] previsioni meteo/del_tempo [{when}]; [il] meteo {when}; [il] meteo oggi/domani; oroscopo oggi/domani;
        che tempo fa; accadde oggi; oggi nella storia; almanacco [{when}]; l'almanacco [{when}]; [il] santo {when};
        [la] foto/frase/vignetta/parola/citazione del_giorno/della_settimana/del_mese/di_oggi;
        l'immagine del_giorno/della_settimana/del_mese/di_oggi; [il] numero del_giorno/della_settimana;
        lettere al direttore; [la] posta dei lettori; [la] rassegna stampa [{when}]; [le] prime pagine {when};
        parole crociate; cruciverba [{when}]; guida tv [{when}]; [i] programmi tv [{when}]; stasera in tv [{when}];
        l'agenda {when}; [la] chiusura delle borse [{when}]; l'apertura delle borse [{when}]
    """,
    directions="""
        nord sud est ovest centro settentrionale meridionale orientale occidentale centrale
    """,
    numbers="""
        13 tredici; 14 quattordici; 15 quindici; 16 sedici; 17 diciassette; 18 diciotto; 19 diciannove; 40 quaranta;
        50 cinquanta; 60 sessanta; 70 settanta; 80 ottanta; 90 novanta; 100 cento; 200 duecento; 1000 mille
    """,
    versions="punto aggiornamento",
    tolls="bilancio; numero dei/delle/di morti/vittime/feriti/dispersi/contagi/casi/decessi",
    victims="""
        morto morta morti morte vittime feriti dispersi contagi contagiati casi decessi muore muoiono ucciso uccisa
        uccisi uccide uccidono
    """,
    rises="""
        sale salgono salito saliti aumenta aumentano cresce crescono supera superano raggiunge raggiungono arriva
        arrivano già
    """,
    countries="""
        Afghanistan: Afghanistan afghano afgano; Albania: Albania albanese; Algeria: Algeria algerino;
        Angola: Angola angolano; Argentina: Argentina argentino; Armenia: Armenia armeno;
        Australia: Australia australiano; Austria: Austria austriaco; Azerbaijan: Azerbaigian azero;
        Bangladesh: Bangladesh; Belarus: Bielorussia bielorusso; Belgium: Belgio belga; Bolivia: Bolivia boliviano;
        Bosnia: Bosnia bosniaco; Brazil: Brasile brasiliano;
        Britain: Regno_Unito Gran_Bretagna britannico Inghilterra inglese Scozia scozzese Galles gallese nordirlandese;
        Bulgaria: Bulgaria bulgaro; Burkina Faso: Burkina_Faso; Cambodia: Cambogia cambogiano;
        Cameroon: Camerun camerunense; Canada: Canada canadese; Chad: Ciad ciadiano; Chile: Cile cileno;
        China: Cina cinese; Colombia: Colombia colombiano; Congo: Congo congolese; Costa Rica: Costa_Rica;
        Croatia: Croazia croato; Cuba: Cuba cubano; Cyprus: Cipro cipriota; Czechia: Cechia Repubblica_Ceca ceco;
        Denmark: Danimarca danese; Dominican Republic: Repubblica_Dominicana; Ecuador: Ecuador ecuadoriano;
        Egypt: Egitto egiziano; Eritrea: Eritrea eritreo; Estonia: Estonia estone; Ethiopia: Etiopia etiope;
        Finland: Finlandia finlandese; France: Francia francese; Georgia: Georgia georgiano;
        Germany: Germania tedesco; Ghana: Ghana ghanese; Greece: Grecia greco; Guatemala: Guatemala guatemalteco;
        Haiti: Haiti haitiano; Honduras: Honduras honduregno; Hungary: Ungheria ungherese; Iceland: Islanda islandese;
        India: India indiano; Indonesia: Indonesia indonesiano; Iran: Iran iraniano; Iraq: Iraq iracheno;
        Ireland: Irlanda irlandese nordirlandese; Israel: Israele israeliano; Italy: Italia italiano;
        Ivory Coast: Costa_d_Avorio ivoriano; Jamaica: Giamaica giamaicano; Japan: Giappone giapponese nipponico;
        Jordan: Giordania giordano; Kazakhstan: Kazakistan kazako; Kenya: Kenya keniano keniota;
        Kosovo: Kosovo kosovaro; Kuwait: Kuwait kuwaitiano; Kyrgyzstan: Kirghizistan kirghiso; Laos: Laos laotiano;
        Latvia: Lettonia lettone; Lebanon: Libano libanese; Liberia: Liberia liberiano; Libya: Libia libico;
        Lithuania: Lituania lituano; Luxembourg: Lussemburgo lussemburghese;
        Macedonia: Macedonia_del_Nord Macedonia macedone; Madagascar: Madagascar malgascio; Malaysia: Malesia malese;
        Mali: Mali maliano; Malta: Malta maltese; Mauritania: Mauritania mauritano; Mexico: Messico messicano;
        Moldova: Moldavia Moldova moldavo; Mongolia: Mongolia mongolo; Montenegro: Montenegro montenegrino;
        Morocco: Marocco marocchino; Mozambique: Mozambico mozambicano; Myanmar: Myanmar Birmania birmano;
        Namibia: Namibia namibiano; Nepal: Nepal nepalese; Netherlands: Paesi_Bassi Olanda olandese;
        New Zealand: Nuova_Zelanda neozelandese; Nicaragua: Nicaragua nicaraguense; Niger: Niger nigerino;
        Nigeria: Nigeria nigeriano; North Korea: Corea_del_Nord Corea nordcoreano coreano; Norway: Norvegia norvegese;
        Oman: Oman omanita; Pakistan: Pakistan pakistano; Palestine: Palestina palestinese Gaza;
        Panama: Panama panamense; Paraguay: Paraguay paraguaiano; Peru: Perù peruviano;
        Philippines: Filippine filippino; Poland: Polonia polacco; Portugal: Portogallo portoghese;
        Qatar: Qatar qatariota; Romania: Romania romeno rumeno; Russia: Russia russo; Rwanda: Ruanda ruandese;
        Saudi Arabia: Arabia_Saudita saudita; Senegal: Senegal senegalese; Serbia: Serbia serbo;
        Sierra Leone: Sierra_Leone; Singapore: Singapore; Slovakia: Slovacchia slovacco; Slovenia: Slovenia sloveno;
        Somalia: Somalia somalo; South Africa: Sudafrica sudafricano;
        South Korea: Corea_del_Sud Corea sudcoreano coreano; South Sudan: Sud_Sudan; Spain: Spagna spagnolo;
        Sri Lanka: Sri_Lanka; Sudan: Sudan sudanese; Sweden: Svezia svedese; Switzerland: Svizzera svizzero elvetico;
        Syria: Siria siriano; Taiwan: Taiwan taiwanese; Tajikistan: Tagikistan tagiko; Tanzania: Tanzania tanzaniano;
        Thailand: Thailandia thailandese; Togo: Togo togolese; Tunisia: Tunisia tunisino; Turkey: Turchia turco;
        Turkmenistan: Turkmenistan turkmeno; Uganda: Uganda ugandese; Ukraine: Ucraina ucraino;
        United Arab Emirates: Emirati_Arabi_Uniti Emirati emiratino;
        United States: Stati_Uniti USA americano statunitense; Uruguay: Uruguay uruguaiano;
        Uzbekistan: Uzbekistan uzbeko; Venezuela: Venezuela venezuelano; Vietnam: Vietnam vietnamita;
        Yemen: Yemen yemenita; Zambia: Zambia zambiano; Zimbabwe: Zimbabwe zimbabwese
    """,
    endings="an ian ean",
    apart="sudamericano sudamericana centroamericano centroamericana",
)
