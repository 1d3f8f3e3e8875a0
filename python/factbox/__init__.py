"""factbox turns news text into tables: every sentence, every name and every figure, with exact offsets.

One call reads a report and links what it finds: people to their roles and short names, acronyms to what they stand for,
figures to what they count, what happened, and who says so.

>>> import factbox
>>> report = factbox.analyze("Nearly half a million people fled the nine-year war, the Red Cross said.")
>>> [people, war] = report.figures
>>> people.text, people.value, people.bound, people.noun.text, people.event, people.source.text
('half a million', 500000.0, 'about', 'people', 'flee', 'Red Cross')
>>> war.value, war.unit
(9.0, 'year')

Offsets count the characters of the text given, so that `text[figure.start:figure.end] == figure.text`, always. Results
are immutable, compare by value, turn into plain types with `to_dict()`, and show themselves in a notebook.

Each part works alone: `split_sentences`, `match_entities` (names by list: a `Gazetteer` of one's own, or the `world`
that is built in) and `extract_figures`. From a shell, `factbox report.txt` prints the factbox of a text.
"""

from factbox._factbox import (
    Acronym,
    Document,
    Entity,
    EntityMatcher,
    FactboxError,
    Figure,
    Gazetteer,
    GazetteerError,
    LanguageError,
    Mention,
    Record,
    Sentence,
    SentenceSpans,
    Span,
    Table,
    Tables,
    __version__,
    analyze,
    analyze_batches,
    analyze_many,
    extract_figures,
    match_entities,
    sentence_spans,
    split_sentences,
    world,
)

__all__ = [
    "Acronym",
    "Document",
    "Entity",
    "EntityMatcher",
    "FactboxError",
    "Figure",
    "Gazetteer",
    "GazetteerError",
    "LanguageError",
    "Mention",
    "Record",
    "Sentence",
    "SentenceSpans",
    "Span",
    "Table",
    "Tables",
    "__version__",
    "analyze",
    "analyze_batches",
    "analyze_many",
    "extract_figures",
    "match_entities",
    "sentence_spans",
    "split_sentences",
    "world",
]
