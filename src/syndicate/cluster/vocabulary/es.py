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
        [el] santoral [{when}]; [la] foto/imagen/frase/viñeta/palabra/cita {when}; [el] chiste {when};
        cartas al director; cartas de los/nuestros lectores; [la] revista de prensa [{when}]; [las] portadas {when};
        [las] primeras planas {when}; [la] agenda {when}; [la] agenda cultural [{when}]; crucigrama [{when}];
        [la] programación de tv/televisión [{when}]; cierre/apertura de mercados/bolsas [{when}]
    """,
    victims="""
        muerto muerta muertos muertas muertes fallecidos fallecidas víctimas heridos heridas desaparecidos contagios
        contagiados infectados casos
    """,
)
