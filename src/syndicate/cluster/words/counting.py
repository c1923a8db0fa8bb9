"""Words that count: what is told by one of them is another thing when it is told by another. Data only."""

# The number, then how it is written. One is left out: in most languages it is an article too.
_NUMBERS = """
2 two twice zwei deux dos due dois duas twee två to два две اثنان
3 three thrice drei trois tres tre três drie три ثلاثة
4 four vier quatre cuatro quattro quatro fyra fire четыре أربعة
5 five fünf cinq cinco cinque vijf fem пять خمسة
6 six sechs seis sei zes sex seks шесть ستة
7 seven sieben sept siete sette sete zeven sju syv семь سبعة
8 eight acht huit ocho otto oito åtta otte восемь ثمانية
9 nine neun neuf nueve nove negen nio ni девять تسعة
10 ten zehn dix diez dieci dez tien tio ti десять عشرة
11 eleven elf onze once undici elva elleve одиннадцать
12 twelve zwölf douze doce dodici doze twaalf tolv двенадцать
20 twenty zwanzig vingt veinte venti vinte twintig двадцать
30 thirty dreißig trente treinta trenta trinta dertig тридцать
2nd second zweite zweiten deuxième segunda segundo seconda secondo второй
3rd third dritte dritten troisième tercera tercero terza terzo третий
4th fourth vierte vierten quatrième cuarta cuarto quarta quarto четвертый
5th fifth fünfte fünften cinquième quinta quinto пятый
"""
# Each on its own: Monday is not Tuesday.
_DAYS = """
monday tuesday wednesday thursday friday saturday sunday
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
lundi mardi mercredi jeudi vendredi samedi dimanche
lunes martes miércoles jueves viernes sábado domingo
lunedì martedì mercoledì giovedì venerdì sabato domenica
понедельник вторник среду четверг пятницу субботу воскресенье
"""

COUNTING = {
    written: number
    for number, *words in map(str.split, _NUMBERS.strip().splitlines())
    for written in words
} | {day: day for day in _DAYS.split()}
IDEOGRAPHS = frozenset("二三四五六七八九十百千万兩两廿卅")
