"""Portuguese. Data only."""

from typing import Final

from syndicate.cluster.vocabulary.form import Vocabulary

PORTUGUESE: Final = Vocabulary(
    days="""
        segunda segunda-feira terça terça-feira quarta quarta-feira quinta quinta-feira sexta sexta-feira sábado
        domingo janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
    """,
    joints="o a os as um uma em no na nos nas de do da dos das ao",
    when="""
        de hoje; do dia; da manhã; desta manhã; da tarde; desta tarde; da noite; desta noite; da semana;
        do fim de semana; do mês; do ano; de {day}; da {day}; desta {day}; deste {day}; do {day}
    """,
    roundups="""
        [as] [principais] notícias {when}; [as] notícias mais lidas/importantes [{when}];
        [as] [principais] manchetes {when}; [os] [principais] destaques {when}; [o] resumo {when};
        [o] resumo [diário/semanal] de/das notícias [{when}]; [o] giro de notícias [{when}];
        boletim de notícias [{when}]; o essencial {when}; o dia/mês/ano em imagens/fotos; a semana em imagens/fotos;
        [a] retrospectiva {when}
    """,
    columns="""
        [o] horóscopo [diário/semanal/mensal] [{when}]; [a] previsão do tempo [{when}];
        [a] previsão do tempo para hoje/amanhã/esta_semana; [a] previsão meteorológica [{when}];
        [o] tempo hoje/amanhã; horóscopo hoje; [as] efemérides [{when}]; [aconteceu] neste dia; um dia como hoje;
        hoje na história; [a] foto/imagem/frase/charge/palavra do_dia/da_semana/do_mês/de_hoje; cartas ao diretor;
        cartas/carta dos/do leitores/leitor; [a] revista de imprensa [{when}]; [as] capas/primeiras_páginas {when};
        [a] agenda {when}; [a] agenda cultural [{when}]; palavras cruzadas [{when}];
        [a] programação da/de tv [{when}]; [o] resumo das novelas [{when}];
        fecho/fechamento/abertura dos/de mercados/mercado [{when}]
    """,
    directions="""
        norte sul leste este oeste centro nordeste noroeste sudeste sudoeste oriente ocidente oriental ocidental
        central setentrional meridional
    """,
    numbers="""
        13 treze; 14 catorze quatorze; 15 quinze; 16 dezasseis dezesseis; 17 dezassete dezessete; 18 dezoito;
        19 dezanove dezenove; 40 quarenta; 50 cinquenta; 60 sessenta; 70 setenta; 80 oitenta; 90 noventa; 100 cem;
        200 duzentos duzentas; 1000 mil
    """,
    versions="atualiza atualização corrigido",
    tolls="""
        número/balanço/total de mortos/mortes/vítimas/feridos/desaparecidos/casos/infectados/infetados
    """,
    victims="""
        morto morta mortos mortas mortes vítimas feridos feridas desaparecidos infectados infetados óbitos casos
        morre morrem morreu morreram
    """,
    rises="""
        sobe sobem subiu aumenta aumentam aumentou eleva elevam elevou chega chegam chegou passa passam ultrapassa
        ultrapassam ultrapassou supera superam atinge atingem cresce crescem já
    """,
    countries="""
        Afghanistan: Afeganistão afegão afegã afegãos; Albania: Albânia albanês albanesa; Algeria: Argélia argelino;
        Angola: Angola angolano; Argentina: Argentina argentino; Armenia: Arménia Armênia arménio armênio;
        Australia: Austrália australiano; Austria: Áustria austríaco; Azerbaijan: Azerbaijão azeri;
        Bangladesh: Bangladesh; Belarus: Bielorrússia Belarus bielorrusso; Belgium: Bélgica belga;
        Bolivia: Bolívia boliviano; Bosnia: Bósnia bósnio; Brazil: Brasil brasileiro;
        Britain: Reino_Unido Grã_Bretanha britânico Inglaterra inglês inglesa Escócia escocês escocesa Gales galês
        galesa; Bulgaria: Bulgária búlgaro búlgara; Burkina Faso: Burkina_Faso; Cambodia: Camboja cambojano;
        Cameroon: Camarões camaronês camaronesa; Canada: Canadá canadiano canadense;
        Cape Verde: Cabo_Verde cabo_verdiano; Chad: Chade; Chile: Chile chileno; China: China chinês chinesa;
        Colombia: Colômbia colombiano; Congo: Congo congolês congolesa; Costa Rica: Costa_Rica; Croatia: Croácia croata;
        Cuba: Cuba cubano; Cyprus: Chipre cipriota; Czechia: Chéquia República_Checa República_Tcheca checo tcheco;
        Denmark: Dinamarca dinamarquês dinamarquesa; Dominican Republic: República_Dominicana dominicano;
        East Timor: Timor_Leste Timor timorense; Ecuador: Equador equatoriano; Egypt: Egito Egipto egípcio egípcia;
        El Salvador: El_Salvador salvadorenho; Eritrea: Eritreia; Estonia: Estónia Estônia estónio estoniano;
        Ethiopia: Etiópia etíope; Finland: Finlândia finlandês finlandesa; France: França francês francesa;
        Georgia: Geórgia georgiano; Germany: Alemanha alemão alemã alemãs; Ghana: Gana ganês ganesa ganense;
        Greece: Grécia grego; Guatemala: Guatemala guatemalteco; Guinea-Bissau: Guiné_Bissau guineense;
        Haiti: Haiti haitiano; Honduras: Honduras hondurenho; Hungary: Hungria húngaro húngara;
        Iceland: Islândia islandês islandesa; India: Índia indiano; Indonesia: Indonésia indonésio;
        Iran: Irão Irã iraniano; Iraq: Iraque iraquiano; Ireland: Irlanda irlandês irlandesa;
        Israel: Israel israelita israelense; Italy: Itália italiano; Ivory Coast: Costa_do_Marfim marfinense;
        Jamaica: Jamaica jamaicano; Japan: Japão japonês japonesa nipónico; Jordan: Jordânia jordano jordaniano;
        Kazakhstan: Cazaquistão cazaque; Kenya: Quénia Quênia queniano; Kosovo: Kosovo kosovar;
        Kuwait: Kuwait Koweit kuwaitiano; Kyrgyzstan: Quirguistão; Latvia: Letónia Letônia letão;
        Lebanon: Líbano libanês libanesa; Liberia: Libéria liberiano; Libya: Líbia líbio; Lithuania: Lituânia lituano;
        Luxembourg: Luxemburgo luxemburguês luxemburguesa; Macedonia: Macedónia_do_Norte Macedônia_do_Norte;
        Malaysia: Malásia malaio malaia; Mali: Mali maliano malinês malinesa; Malta: Malta maltês maltesa;
        Mauritania: Mauritânia; Mexico: México mexicano; Moldova: Moldávia moldavo moldava; Mongolia: Mongólia mongol;
        Montenegro: Montenegro montenegrino; Morocco: Marrocos marroquino; Mozambique: Moçambique moçambicano;
        Myanmar: Mianmar Myanmar Birmânia birmanês birmanesa; Namibia: Namíbia namibiano; Nepal: Nepal nepalês nepalesa;
        Netherlands: Países_Baixos Holanda neerlandês neerlandesa holandês holandesa;
        New Zealand: Nova_Zelândia neozelandês neozelandesa; Nicaragua: Nicarágua nicaraguense; Niger: Níger;
        Nigeria: Nigéria nigeriano; North Korea: Coreia_do_Norte Coreia norte_coreano coreano;
        Norway: Noruega norueguês norueguesa; Oman: Omã; Pakistan: Paquistão paquistanês paquistanesa;
        Palestine: Palestina palestino palestiniano Gaza; Panama: Panamá panamenho; Paraguay: Paraguai paraguaio;
        Peru: Peru peruano; Philippines: Filipinas filipino; Poland: Polónia Polônia polaco polonês polonesa;
        Portugal: Portugal português portuguesa luso; Puerto Rico: Porto_Rico porto_riquenho; Qatar: Catar Qatar;
        Romania: Roménia Romênia romeno; Russia: Rússia russo; Rwanda: Ruanda ruandês ruandesa;
        Saudi Arabia: Arábia_Saudita saudita; Senegal: Senegal senegalês senegalesa; Serbia: Sérvia sérvio;
        Sierra Leone: Serra_Leoa; Singapore: Singapura singapurense; Slovakia: Eslováquia eslovaco;
        Slovenia: Eslovénia Eslovênia esloveno; Somalia: Somália somali; South Africa: África_do_Sul sul_africano;
        South Korea: Coreia_do_Sul Coreia sul_coreano coreano; South Sudan: Sudão_do_Sul;
        Spain: Espanha espanhol espanhóis; Sri Lanka: Sri_Lanka; Sudan: Sudão sudanês sudanesa; Sweden: Suécia sueco;
        Switzerland: Suíça suíço; Syria: Síria sírio; Taiwan: Taiwan taiwanês taiwanesa; Tajikistan: Tajiquistão;
        Tanzania: Tanzânia tanzaniano; Thailand: Tailândia tailandês tailandesa; Togo: Togo togolês togolesa;
        Tunisia: Tunísia tunisino tunisiano; Turkey: Turquia turco; Turkmenistan: Turquemenistão Turcomenistão;
        Uganda: Uganda ugandês ugandesa; Ukraine: Ucrânia ucraniano;
        United Arab Emirates: Emirados_Árabes_Unidos Emirados;
        United States: Estados_Unidos EUA USA norte_americano estadunidense estado_unidense; Uruguay: Uruguai uruguaio;
        Uzbekistan: Uzbequistão uzbeque; Venezuela: Venezuela venezuelano; Vietnam: Vietname Vietnã vietnamita;
        Yemen: Iémen Iêmen iemenita; Zambia: Zâmbia zambiano; Zimbabwe: Zimbabué Zimbábue
    """,
)
