"""The factbox of a document: its tables and the marks in its text, for the page and the terminal to draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from factbox import wording

if TYPE_CHECKING:
    from factbox._factbox import Document, Entity, Figure, Mention, Span

S = TypeVar("S", bound="Span")

PLACES = "Places and peoples"
TITLES = {"PERSON": "Who", "ORG": "Organisations", "PLACE": PLACES, "NORP": PLACES}
FIGURES = "Figures"
AS_WRITTEN = "As written"
STYLES = {"PERSON": "person", "ORG": "org", "PLACE": "place", "NORP": "place"}


class Table(NamedTuple):
    """One table of the factbox; the first column names what the row is about."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Mark(NamedTuple):
    """A name or figure in the text: where it stands, its style ("person", ..., "figure"), and a line about it."""

    start: int
    end: int
    style: str
    about: str


def tables(document: Document) -> list[Table]:
    """Who, organisations, places, any labels of the user's own, figures, acronyms; those that have rows."""
    sections: dict[str, list[Entity]] = {title: [] for title in TITLES.values()}
    for entity in document.entities:
        sections.setdefault(TITLES.get(entity.label, entity.label), []).append(entity)
    found = [entity_table(title, entities) for title, entities in sections.items()]
    found += [figure_table(document), acronym_table(document)]
    return [table for table in found if table.rows]


def entity_table(title: str, entities: list[Entity]) -> Table:
    """Entities, those named most often first; people with their roles, all others with their other names."""
    frequent = sorted(entities, key=lambda entity: -len(entity.mentions))
    if title == TITLES["PERSON"]:
        rows = ((e.name, "; ".join(map(wording.line, e.roles)), wording.times(len(e.mentions))) for e in frequent)
        return Table(title, ("Name", "Role", "Named"), tuple(rows))
    rows = ((e.name, ", ".join(other_names(e)), wording.times(len(e.mentions))) for e in frequent)
    return Table(title, ("Name", "Also as", "Named"), tuple(rows))


def other_names(entity: Entity) -> list[str]:
    """The names, other than its own, that the text gives the entity, in the order in which they appear."""
    written = dict.fromkeys(wording.line(mention.text) for mention in entity.mentions)
    return [name for name in written if name != entity.name]


def figure_table(document: Document) -> Table:
    """The figures in the order of the text, each with the number of its sentence, counted from 1.

    How a figure is written is given where that is not how it is said: "half a million" beside "about 500,000".
    """
    names = {entity.key: entity.name for entity in document.entities}
    rows = []
    for figure in document.figures:
        amount, written = wording.amount(figure), wording.line(figure.text)
        event = wording.event(figure.event) if figure.event else ""
        written = "" if written in amount else written
        row = (amount, wording.what(figure), event, credit(figure, names), written, str(figure.sentence + 1))
        rows.append(row)
    return Table(FIGURES, ("Figure", "What", "Event", "Source", AS_WRITTEN, "Sentence"), tuple(rows))


def acronym_table(document: Document) -> Table:
    """The acronyms that the text explains."""
    rows = ((wording.line(acronym.short.text), wording.line(acronym.long.text)) for acronym in document.acronyms)
    return Table("Acronyms", ("Acronym", "Stands for"), tuple(dict.fromkeys(rows)))


def credit(figure: Figure, names: dict[str, str]) -> str:
    """Whom the text credits, with the entity's name where that says more: "she (Ilse van der Berg)"."""
    if figure.source is None:
        return ""
    written = wording.line(figure.source.text)
    name = names.get(figure.source_entity or "", written)
    return written if name in written else f"{written} ({name})"


def marks(document: Document) -> list[Mark]:
    """The names and figures of the text in its order; where two begin together, the longer one first."""
    names = {entity.key: entity.name for entity in document.entities}
    found = [Mark(m.start, m.end, STYLES.get(m.label, "other"), about_mention(m)) for m in document.mentions]
    found += [Mark(f.start, f.end, "figure", about_figure(f, names)) for f in document.figures]
    return sorted((mark for mark in found if mark.start < mark.end), key=lambda mark: (mark.start, -mark.end))


def marks_within(marks: Sequence[Mark], spans: Iterable[S]) -> Iterator[tuple[S, list[Mark]]]:
    """Each span with the marks that touch it; both in the order of the text."""
    first = 0
    for span in spans:
        while first < len(marks) and marks[first].end <= span.start:
            first += 1
        last = first
        while last < len(marks) and marks[last].start < span.end:
            last += 1
        yield span, [mark for mark in marks[first:last] if mark.end > span.start]


def about_mention(mention: Mention) -> str:
    """A line about a mention: "PERSON: Ilse van der Berg, Maritime Minister"."""
    role = f", {wording.line(mention.role)}" if mention.role else ""
    return f"{mention.label}: {mention.name}{role}"


def about_figure(figure: Figure, names: dict[str, str]) -> str:
    """A line about a figure: "176 civilians, killed; source: officials"."""
    source = credit(figure, names)
    return wording.phrase(figure) + (f"; source: {source}" if source else "")
