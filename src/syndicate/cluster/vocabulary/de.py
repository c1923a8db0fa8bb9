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
        wettervorhersage [{when}]; wetteraussichten [{when}]; [ihr/das] horoskop [{when}];
        [ihr] tageshoroskop [{when}]; [ihr] wochenhoroskop [{when}]; presseschau [{when}];
        [das] kalenderblatt [{when}]; was geschah {when}; was geschah am; der tag in der geschichte;
        heute in der geschichte; [das] bild/foto/zitat/wort {when}; [die] zahl/karikatur/grafik {when};
        [der] spruch/witz {when}; leserbriefe; kreuzworträtsel [{when}]; tv-tipps/fernsehtipps/tv-tipp [{when}];
        [das] tv-programm/fernsehprogramm [{when}]; börse {when}; börsenbericht [{when}]; marktbericht [{when}];
        tagesvorschau; wochenvorschau; wochenausblick;
        aktien deutschland/frankfurt/europa/schweiz/wien/asien/new_york [schluss/eröffnung/ausblick];
        lottozahlen [{when}]
    """,
    victims="""
        tot tote toten todesopfer opfer verletzte verletzten vermisste vermissten infizierte infektionen fälle
    """,
)
