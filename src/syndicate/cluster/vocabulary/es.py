"""Spanish. Data only."""

from typing import Final

from syndicate.cluster.vocabulary.form import Vocabulary

SPANISH: Final = Vocabulary(
    days="""
        lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto
        septiembre setiembre octubre noviembre diciembre
    """,
    joints="el la los las un una en de del al",
    when="""
        de hoy; del día; de la jornada; de la mañana; de esta mañana; de la tarde; de esta tarde; de la noche;
        de esta noche; de la semana; del fin de semana; del mes; del año; del {day}; de este {day}
    """,
    roundups="""
        [las] [principales] noticias {when}; [las] noticias más leídas/importantes/destacadas [{when}];
        [los] [principales] titulares {when}; [las] claves {when}; [el] resumen {when};
        [el] resumen [diario/semanal] de noticias [{when}]; resumen informativo [{when}];
        boletín de noticias [{when}]; lo más importante/leído/destacado {when}; noticias breves [{when}];
        noticias en breve; [el] repaso {when}; repaso a la actualidad [{when}]; el día/mes/año en imágenes/fotos;
        la semana en imágenes/fotos
    """,
    columns="""
        [el] horóscopo [diario/semanal/mensual] [{when}]; [el] horóscopo chino/zodiacal/occidental [{when}];
        [el] tiempo {when}; [el] tiempo hoy/mañana; el tiempo para hoy/mañana; horóscopo hoy;
        [la] previsión del tiempo [{when}]; [el] pronóstico del tiempo [{when}];
        [la] previsión meteorológica [{when}]; [las] efemérides [{when}]; un/tal día como hoy; hoy en la historia;
        [el] santoral [{when}]; [la] foto/imagen/frase/viñeta/palabra/cita del_día/de_la_semana/del_mes/de_hoy;
        [el] chiste del_día/de_la_semana/de_hoy;
        cartas al director; cartas de los/nuestros lectores; [la] revista de prensa [{when}]; [las] portadas {when};
        [las] primeras planas {when}; [la] agenda {when}; [la] agenda cultural [{when}]; crucigrama [{when}];
        [la] programación de tv/televisión [{when}]; cierre/apertura de mercados/bolsas [{when}]
    """,
    directions="""
        norte sur este oeste centro noreste nordeste noroeste sureste sudeste suroeste sudoeste oriente occidente
        oriental occidental central septentrional meridional
    """,
    numbers="""
        13 trece; 14 catorce; 15 quince; 16 dieciséis; 17 diecisiete; 18 dieciocho; 19 diecinueve; 40 cuarenta;
        50 cincuenta; 60 sesenta; 70 setenta; 80 ochenta; 90 noventa; 100 cien; 200 doscientos doscientas; 1000 mil
    """,
    versions="actualiza actualización corregido",
    tolls="""
        cifra/número/balance/saldo de [los/las] muertos/víctimas/fallecidos/heridos/desaparecidos/contagios/casos
    """,
    victims="""
        muerto muerta muertos muertas muertes fallecidos fallecidas víctimas heridos heridas desaparecidos contagios
        contagiados infectados casos muere mueren murió murieron fallece fallecen falleció fallecieron mata matan
    """,
    rises="""
        sube suben subió asciende ascienden ascendió aumenta aumentan aumentó eleva elevan elevó supera superan superó
        llega llegan llegó alcanza alcanzan alcanzó crece crecen ya
    """,
    countries="""
        Afghanistan: Afganistán afgano; Albania: Albania albanés albanesa; Algeria: Argelia argelino;
        Angola: Angola angoleño; Argentina: Argentina argentino; Armenia: Armenia armenio;
        Australia: Australia australiano; Austria: Austria austríaco austriaco;
        Azerbaijan: Azerbaiyán azerbaiyano azerí; Bangladesh: Bangladés Bangladesh; Belarus: Bielorrusia bielorruso;
        Belgium: Bélgica belga; Bolivia: Bolivia boliviano; Bosnia: Bosnia bosnio; Brazil: Brasil brasileño brasilero;
        Britain: Reino_Unido Gran_Bretaña británico Inglaterra inglés Escocia escocés Gales galés;
        Bulgaria: Bulgaria búlgaro búlgara; Burkina Faso: Burkina_Faso burkinés; Cambodia: Camboya camboyano;
        Cameroon: Camerún camerunés; Canada: Canadá canadiense; Chad: Chad chadiano; Chile: Chile chileno;
        China: China chino; Colombia: Colombia colombiano; Congo: Congo congoleño congolés;
        Costa Rica: Costa_Rica costarricense; Croatia: Croacia croata; Cuba: Cuba cubano; Cyprus: Chipre chipriota;
        Czechia: Chequia República_Checa checo; Denmark: Dinamarca danés;
        Dominican Republic: República_Dominicana dominicano; Ecuador: Ecuador ecuatoriano; Egypt: Egipto egipcio;
        El Salvador: El_Salvador salvadoreño; Eritrea: Eritrea eritreo; Estonia: Estonia estonio;
        Ethiopia: Etiopía etíope; Finland: Finlandia finlandés finés; France: Francia francés;
        Georgia: Georgia georgiano; Germany: Alemania alemán; Ghana: Ghana ghanés; Greece: Grecia griego;
        Guatemala: Guatemala guatemalteco; Haiti: Haití haitiano; Honduras: Honduras hondureño;
        Hungary: Hungría húngaro húngara; Iceland: Islandia islandés; India: India indio;
        Indonesia: Indonesia indonesio; Iran: Irán iraní; Iraq: Irak Iraq iraquí; Ireland: Irlanda irlandés;
        Israel: Israel israelí; Italy: Italia italiano; Ivory Coast: Costa_de_Marfil marfileño;
        Jamaica: Jamaica jamaicano jamaiquino; Japan: Japón japonés nipón; Jordan: Jordania jordano;
        Kazakhstan: Kazajistán Kazajstán kazajo; Kenya: Kenia keniano keniata; Kosovo: Kosovo kosovar;
        Kuwait: Kuwait kuwaití; Kyrgyzstan: Kirguistán kirguís; Laos: Laos laosiano; Latvia: Letonia letón;
        Lebanon: Líbano libanés; Liberia: Liberia liberiano; Libya: Libia libio; Lithuania: Lituania lituano;
        Luxembourg: Luxemburgo luxemburgués; Macedonia: Macedonia_del_Norte Macedonia macedonio;
        Madagascar: Madagascar malgache; Malaysia: Malasia malasio; Mali: Malí maliense; Malta: Malta maltés;
        Mauritania: Mauritania mauritano; Mexico: México Méjico mexicano; Moldova: Moldavia moldavo;
        Mongolia: Mongolia mongol; Montenegro: Montenegro montenegrino; Morocco: Marruecos marroquí;
        Mozambique: Mozambique mozambiqueño; Myanmar: Birmania Myanmar birmano; Namibia: Namibia namibio;
        Nepal: Nepal nepalí nepalés; Netherlands: Países_Bajos Holanda neerlandés holandés;
        New Zealand: Nueva_Zelanda Nueva_Zelandia neozelandés; Nicaragua: Nicaragua nicaragüense; Niger: Níger nigerino;
        Nigeria: Nigeria nigeriano; North Korea: Corea_del_Norte Corea norcoreano coreano; Norway: Noruega noruego;
        Oman: Omán omaní; Pakistan: Pakistán pakistaní paquistaní; Palestine: Palestina palestino Gaza gazatí;
        Panama: Panamá panameño; Paraguay: Paraguay paraguayo; Peru: Perú peruano; Philippines: Filipinas filipino;
        Poland: Polonia polaco; Portugal: Portugal portugués luso; Puerto Rico: Puerto_Rico puertorriqueño;
        Qatar: Catar Qatar catarí qatarí; Romania: Rumanía Rumania rumano; Russia: Rusia ruso; Rwanda: Ruanda ruandés;
        Saudi Arabia: Arabia_Saudí Arabia_Saudita saudí saudita; Senegal: Senegal senegalés; Serbia: Serbia serbio;
        Sierra Leone: Sierra_Leona; Singapore: Singapur singapurense; Slovakia: Eslovaquia eslovaco;
        Slovenia: Eslovenia esloveno; Somalia: Somalia somalí; South Africa: Sudáfrica sudafricano;
        South Korea: Corea_del_Sur Corea surcoreano coreano; South Sudan: Sudán_del_Sur sursudanés;
        Spain: España español; Sri Lanka: Sri_Lanka esrilanqués; Sudan: Sudán sudanés; Sweden: Suecia sueco;
        Switzerland: Suiza suizo; Syria: Siria sirio; Taiwan: Taiwán taiwanés; Tajikistan: Tayikistán tayiko;
        Tanzania: Tanzania tanzano; Thailand: Tailandia tailandés; Togo: Togo togolés; Tunisia: Túnez tunecino;
        Turkey: Turquía turco; Turkmenistan: Turkmenistán turkmeno; Uganda: Uganda ugandés; Ukraine: Ucrania ucraniano;
        United Arab Emirates: Emiratos_Árabes_Unidos Emiratos emiratí;
        United States: Estados_Unidos EE_UU EEUU EUA USA estadounidense norteamericano; Uruguay: Uruguay uruguayo;
        Uzbekistan: Uzbekistán uzbeko; Venezuela: Venezuela venezolano; Vietnam: Vietnam vietnamita;
        Yemen: Yemen yemení; Zambia: Zambia zambiano; Zimbabwe: Zimbabue zimbabuense
    """,
)
