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
        [le] notizie in breve/pillole [{when}]; [i] [principali] titoli {when}; [i] fatti {when}; [le] news {when};
        [il] riassunto {when}; [il] riepilogo {when}; il meglio {when}; notiziario [{when}];
        la settimana/giornata in immagini/foto; l'anno in immagini/foto
    """,
    columns="""
        [il] [tuo] oroscopo [settimanale/mensile] [{when}]; l'oroscopo [{when}];
        [le] previsioni meteo/del_tempo [{when}]; [il] meteo {when}; [il] meteo oggi/domani; oroscopo oggi/domani;
        che tempo fa; accadde oggi; oggi nella storia; almanacco [{when}]; l'almanacco [{when}]; [il] santo {when};
        [la] foto/frase/vignetta/parola/citazione {when}; l'immagine {when}; [il] numero {when}; lettere al direttore;
        [la] posta dei lettori; [la] rassegna stampa [{when}]; [le] prime pagine {when}; parole crociate;
        cruciverba [{when}]; guida tv [{when}]; [i] programmi tv [{when}]; stasera in tv [{when}]; l'agenda {when};
        [la] chiusura delle borse [{when}]; l'apertura delle borse [{when}]
    """,
    victims="morto morta morti morte vittime feriti dispersi contagi contagiati casi decessi",
)
