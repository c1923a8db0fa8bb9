"""French. Data only."""

from typing import Final

from syndicate.cluster.vocabulary.form import Vocabulary

FRENCH: Final = Vocabulary(
    days="""
        lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre
        octobre novembre décembre
    """,
    joints="le la les l un une en à au aux de du des d dans sur",
    when="""
        du jour; d'aujourd'hui; de la journée; du matin; de ce matin; du midi; du soir; de ce soir; de la nuit;
        de la semaine; du week-end; du mois; de l'année; du {day}; de ce {day}
    """,
    roundups="""
        l'essentiel de l'actualité [{when}]; l'essentiel de l'actu/info [{when}]; l'essentiel {when};
        [les] [principaux] titres {when}; l'actualité {when}; l'actu de la semaine; l'actu du week-end;
        [les] [principales] informations/infos {when}; [les] nouvelles {when}; le point sur l'actualité [{when}];
        [le] récap {when}; [le] récap' {when}; [le] récapitulatif {when}; [les] brèves {when};
        ce qu'il faut retenir {when}; ce qu'il faut retenir de l'actualité [{when}];
        la semaine/journée en images/photos/bref; l'année en images/photos
    """,
    columns="""
        [votre] horoscope [quotidien/hebdomadaire/mensuel] [{when}]; l'horoscope [{when}];
        [les] prévisions météo [{when}]; [la] météo {when}; [le] bulletin météo [{when}]; l'éphéméride [{when}];
        [les] éphémérides [{when}]; c'est arrivé un {day}; ce jour-là dans l'histoire;
        [la] photo/citation/phrase/recette du_jour/de_la_semaine/du_mois; l'image du_jour/de_la_semaine/du_mois;
        [le] dessin/mot/chiffre/saint du_jour/de_la_semaine/du_mois;
        [le] courrier des lecteurs; [la] revue de presse [internationale/quotidienne] [{when}]; [les] unes {when};
        [les] mots croisés [{when}]; [le] programme tv/télé [{when}]; l'agenda {when};
        [la] clôture des marchés [{when}]; l'ouverture des marchés [{when}]
    """,
    directions="""
        nord sud est ouest centre septentrional septentrionale méridional méridionale oriental orientale occidental
        occidentale central centrale
    """,
    numbers="""
        13 treize; 14 quatorze; 15 quinze; 16 seize; 40 quarante; 50 cinquante; 60 soixante; 100 cent; 1000 mille
    """,
    versions="lead actualisation",
    tolls="bilan; nombre de/des morts/victimes/blessés/disparus/décès/cas",
    victims="""
        mort morte morts mortes décès victimes blessés disparus contaminations cas tué tuée tués tuées tue tuent meurt
        meurent
    """,
    rises="""
        passe passent monte montent grimpe grimpent alourdit atteint atteignent dépasse dépassent franchit augmente
        augmentent désormais déjà
    """,
    countries="""
        Afghanistan: Afghanistan afghan; Albania: Albanie albanais; Algeria: Algérie algérien;
        Angola: Angola angolais; Argentina: Argentine argentin; Armenia: Arménie arménien;
        Australia: Australie australien; Austria: Autriche autrichien; Azerbaijan: Azerbaïdjan azerbaïdjanais;
        Bahrain: Bahreïn; Bangladesh: Bangladesh bangladais; Belarus: Biélorussie Bélarus biélorusse;
        Belgium: Belgique belge; Benin: Bénin béninois; Bolivia: Bolivie bolivien; Bosnia: Bosnie bosnien;
        Brazil: Brésil brésilien;
        Britain: Royaume_Uni Grande_Bretagne britannique Angleterre anglais Écosse écossais gallois;
        Bulgaria: Bulgarie bulgare; Burkina Faso: Burkina_Faso Burkina burkinabè burkinabé;
        Burundi: Burundi burundais; Cambodia: Cambodge cambodgien; Cameroon: Cameroun camerounais;
        Canada: Canada canadien; Central African Republic: Centrafrique centrafricain; Chad: Tchad tchadien;
        Chile: Chili chilien; China: Chine chinois; Colombia: Colombie colombien; Congo: Congo RDC congolais;
        Costa Rica: Costa_Rica; Croatia: Croatie croate; Cuba: Cuba cubain; Cyprus: Chypre chypriote;
        Czechia: Tchéquie République_tchèque tchèque; Denmark: Danemark danois;
        Dominican Republic: République_dominicaine; Ecuador: Équateur équatorien; Egypt: Égypte Egypte égyptien;
        Eritrea: Érythrée érythréen; Estonia: Estonie estonien; Ethiopia: Éthiopie Ethiopie éthiopien;
        Finland: Finlande finlandais; France: France français; Gabon: Gabon gabonais; Georgia: Géorgie géorgien;
        Germany: Allemagne allemand; Ghana: Ghana ghanéen; Greece: Grèce grec grecque;
        Guatemala: Guatemala guatémaltèque; Guinea: Guinée guinéen; Haiti: Haïti haïtien;
        Honduras: Honduras hondurien; Hungary: Hongrie hongrois; Iceland: Islande islandais; India: Inde indien;
        Indonesia: Indonésie indonésien; Iran: Iran iranien; Iraq: Irak Iraq irakien; Ireland: Irlande irlandais;
        Israel: Israël Israel israélien; Italy: Italie italien; Ivory Coast: Côte_d_Ivoire ivoirien;
        Jamaica: Jamaïque jamaïcain; Japan: Japon japonais nippon; Jordan: Jordanie jordanien;
        Kazakhstan: Kazakhstan kazakh; Kenya: Kenya kényan; Kosovo: Kosovo kosovar; Kuwait: Koweït koweïtien;
        Kyrgyzstan: Kirghizistan kirghize; Laos: Laos laotien; Latvia: Lettonie letton; Lebanon: Liban libanais;
        Liberia: Liberia libérien; Libya: Libye libyen; Lithuania: Lituanie lituanien;
        Luxembourg: Luxembourg luxembourgeois; Macedonia: Macédoine_du_Nord Macédoine macédonien;
        Madagascar: Madagascar malgache; Malaysia: Malaisie malaisien; Mali: Mali malien; Malta: Malte maltais;
        Mauritania: Mauritanie mauritanien; Mexico: Mexique mexicain; Moldova: Moldavie moldave;
        Mongolia: Mongolie mongol; Montenegro: Monténégro monténégrin; Morocco: Maroc marocain;
        Mozambique: Mozambique mozambicain; Myanmar: Birmanie Myanmar birman; Nepal: Népal népalais;
        Netherlands: Pays_Bas Hollande néerlandais hollandais; New Zealand: Nouvelle_Zélande néo_zélandais;
        Nicaragua: Nicaragua nicaraguayen; Niger: Niger nigérien; Nigeria: Nigeria Nigéria nigérian;
        North Korea: Corée_du_Nord Corée nord_coréen coréen; Norway: Norvège norvégien; Oman: Oman omanais;
        Pakistan: Pakistan pakistanais; Palestine: Palestine palestinien Gaza gazaoui; Panama: Panama panaméen;
        Paraguay: Paraguay paraguayen; Peru: Pérou péruvien; Philippines: Philippines philippin;
        Poland: Pologne polonais; Portugal: Portugal portugais; Qatar: Qatar qatari; Romania: Roumanie roumain;
        Russia: Russie russe; Rwanda: Rwanda rwandais; Saudi Arabia: Arabie_saoudite saoudien;
        Senegal: Sénégal sénégalais; Serbia: Serbie serbe; Sierra Leone: Sierra_Leone;
        Singapore: Singapour singapourien; Slovakia: Slovaquie slovaque; Slovenia: Slovénie slovène;
        Somalia: Somalie somalien; South Africa: Afrique_du_Sud sud_africain;
        South Korea: Corée_du_Sud Corée sud_coréen coréen; South Sudan: Soudan_du_Sud sud_soudanais;
        Spain: Espagne espagnol; Sri Lanka: Sri_Lanka sri_lankais; Sudan: Soudan soudanais; Sweden: Suède suédois;
        Switzerland: Suisse suisse helvétique; Syria: Syrie syrien; Taiwan: Taïwan Taiwan taïwanais;
        Tajikistan: Tadjikistan tadjik; Tanzania: Tanzanie tanzanien; Thailand: Thaïlande thaïlandais;
        Togo: Togo togolais; Tunisia: Tunisie tunisien; Turkey: Turquie turc turque;
        Turkmenistan: Turkménistan turkmène; Uganda: Ouganda ougandais; Ukraine: Ukraine ukrainien;
        United Arab Emirates: Émirats_arabes_unis Emirats_arabes_unis émirati;
        United States: États_Unis Etats_Unis USA américain étasunien; Uruguay: Uruguay uruguayen;
        Uzbekistan: Ouzbékistan ouzbek; Venezuela: Venezuela vénézuélien; Vietnam: Vietnam Viêt_Nam vietnamien;
        Yemen: Yémen yéménite; Zambia: Zambie zambien; Zimbabwe: Zimbabwe zimbabwéen
    """,
)
