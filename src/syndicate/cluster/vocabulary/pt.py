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
        hoje na história; [a] foto/imagem/frase/charge/palavra {when}; cartas ao diretor;
        cartas/carta dos/do leitores/leitor; [a] revista de imprensa [{when}]; [as] capas/primeiras_páginas {when};
        [a] agenda {when}; [a] agenda cultural [{when}]; palavras cruzadas [{when}];
        [a] programação da/de tv [{when}]; [o] resumo das novelas [{when}];
        fecho/fechamento/abertura dos/de mercados/mercado [{when}]
    """,
    victims="""
        morto morta mortos mortas mortes vítimas feridos feridas desaparecidos infectados infetados óbitos casos
    """,
)
