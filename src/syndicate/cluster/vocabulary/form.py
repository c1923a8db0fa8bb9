"""What rules ask of the headlines of a language: what every file of this folder fills in. Data only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of one language, all as text: so they are easiest to read, and to correct by who speaks it.

    Between phrases stands ";". In a phrase [a word] may be missing, of some/few/words one stands there, "_" is a space
    within one of these, {when} is any phrase of `when`, and {day} any word of `days`.
    """

    days: str  # words: days of the week, and months in every form that stands in a date
    joints: str  # words: articles, and what leads to a place or a day. Headlines are compared without them
    when: str  # phrases: what the news of a roundup are of
    roundups: str  # phrases: what a headline begins with that gathers the news
    columns: str  # phrases: the names of columns
    directions: str  # words
    numbers: str  # a number, then words for it; ";". Those of copies are in counting.py
    versions: str  # words: what an agency writes before the number of a version of its report
    tolls: str  # phrases: what is counted again as more becomes known
    victims: str  # words: whom such a count is of; no column tells of them
    rises: str  # words: what becomes of it
    countries: str  # a name in English, ":", in the language the name and its people in a form of each stem; ";"
    endings: str = ""  # words: what a stemmer leaves at the end of such a name in some of its forms
    apart: str = ""  # words: what reads as a part of a country, and is none
