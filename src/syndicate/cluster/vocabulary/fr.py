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
        [la] photo/citation/phrase/recette {when}; l'image {when}; [le] dessin/mot/chiffre/saint {when};
        [le] courrier des lecteurs; [la] revue de presse [internationale/quotidienne] [{when}]; [les] unes {when};
        [les] mots croisés [{when}]; [le] programme tv/télé [{when}]; l'agenda {when};
        [la] clôture des marchés [{when}]; l'ouverture des marchés [{when}]
    """,
    victims="mort morte morts mortes décès victimes blessés disparus contaminations cas tués",
)
