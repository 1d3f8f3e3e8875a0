#!/usr/bin/env python3
"""Writes the annotated texts that the model of names is trained on, as JSON lines.

    python scripts/names_corpus.py TREEBANK.conllu > corpus.jsonl
    cargo run --release --features training --example train_names -- corpus.jsonl data/en/names.weights

TREEBANK is the part of GUM whose texts are CC BY or in the public domain; its annotation is CC BY 4.0. The other texts
are the project's own: `training/*.txt`, reports with their names marked, as they are and in copies with other
names, made up or drawn from the lists under data/. The same sources give the same file.
"""

import json
import random
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
LABELS = {"P": "PERSON", "L": "PLACE", "O": "ORG"}
TYPES = {"person": "PERSON", "place": "PLACE", "organization": "ORG"}
# times that a text counts, each time with other names hidden from the lists
TIMES = {"gum": 8, "own": 4}
# copies of the project's own texts with other names put in
SWAPPED = 6
# how many of a hundred names are put in anew
SHARE = 60

TITLES = {
    line.split("\t")[0]
    for line in (ROOT / "data" / "en" / "titles.tsv").read_text(encoding="utf8").splitlines()
    if not line.startswith("#")
} | {"madam", "vice"}

Name = tuple[int, int, str]


def row(text: str, names: list[Name], kind: str) -> str:
    """A line of the corpus, its offsets in bytes."""
    spans = [(len(text[:a].encode()), len(text[:b].encode()), label) for a, b, label in names]
    return json.dumps({"text": text, "names": spans, "times": TIMES[kind]}, ensure_ascii=False)


def documents(path: Path) -> Iterator[list[list[str]]]:
    """The tokens of each document of a treebank; an empty list stands where a paragraph begins."""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf8").splitlines():
        if line.startswith("# newdoc") and rows:
            yield rows
            rows = []
        elif line.startswith("# newpar") and "block" not in line:
            rows.append([])
        elif line[:1].isdigit():
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append(cells)
    yield rows


def treebank(path: Path) -> Iterator[str]:
    """Each document of the treebank with its proper names."""
    for rows in documents(path):
        text, tokens, spans = "", [], []
        for cells in rows:
            if not cells:
                text = text.rstrip() + "\n\n" if text else ""
                continue
            spans.append((len(text), len(text) + len(cells[1])))
            tokens.append(cells)
            text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
        yield row(text, proper(tokens, spans, text), "gum")


def proper(tokens: list[list[str]], spans: list[tuple[int, int]], text: str) -> list[Name]:
    """The proper names of people, places and organisations, the longest where they are nested."""
    found: list[tuple[int, int, str]] = []
    open_: list[tuple[str, list[str], int]] = []
    for at, cells in enumerate(tokens):
        entity = re.search(r"Entity=([^|]*)", cells[9])
        for opened, shut, closed in re.findall(r"\(([^()]+)(\))?|([^()]+)\)", entity.group(1) if entity else ""):
            if opened:
                fields = opened.split("-")
                open_.append((fields[0], fields, at))
                if not shut:
                    continue
                begun = open_.pop()
            else:
                begun = [other for other in open_ if other[0] == closed][-1]
                open_.remove(begun)
            named = name_of(tokens, begun[1], begun[2])
            if named:
                found.append(named)
    found.sort(key=lambda name: (name[0], -name[1]))
    names: list[Name] = []
    past = 0
    for start, end, label in found:
        if start >= past:
            past = end
            names.append((spans[start][0], spans[end - 1][1], label))
    return names


def name_of(tokens: list[list[str]], fields: list[str], start: int) -> tuple[int, int, str] | None:
    """The words of a mention that are its name: its head, if that is a proper noun, without titles."""
    label = TYPES.get(fields[1])
    if label is None or not re.fullmatch(r"[\d,]+", fields[5]):
        return None
    heads = [start + int(number) - 1 for number in fields[5].split(",")]
    if heads[-1] >= len(tokens):
        return None
    words = [at for at in heads if tokens[at][3] not in {"ADP", "DET", "CCONJ", "PUNCT", "PART"}]
    if not words or any(tokens[at][4] not in {"NNP", "NNPS"} and not tokens[at][1][0].isupper() for at in words):
        return None
    if not any(tokens[at][3] == "PROPN" for at in words) or heads[-1] - heads[0] > 9:
        return None
    # peoples and members of groups are no person's name
    if label == "PERSON" and tokens[heads[-1]][4] == "NNPS":
        return None
    first, last = words[0], words[-1]
    # a title is no part of a name
    while label == "PERSON" and first <= last and tokens[first][1].lower() in TITLES:
        first += 1
    if first > last:
        return None
    return first, last + 1, label


def column(name: str, kind: str | None = None) -> list[str]:
    """The first column of a list, of one kind where one is asked for."""
    lines = (ROOT / "data" / name).read_text(encoding="utf8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return [cells[0] for cells in rows if kind is None or kind in cells[1].split("|")]


def names_of(name: str) -> list[str]:
    """The second column of a list of the world."""
    lines = (ROOT / "data" / "world" / name).read_text(encoding="utf8").splitlines()
    return [line.split("\t")[1] for line in lines if not line.startswith("#")][1:]


STEMS = [
    "Abas",
    "Adam",
    "Alek",
    "Almas",
    "Andr",
    "Anton",
    "Arak",
    "Asan",
    "Bab",
    "Bal",
    "Bar",
    "Bek",
    "Bog",
    "Bor",
    "Bud",
    "Chav",
    "Chern",
    "Dal",
    "Dem",
    "Dob",
    "Dor",
    "Drag",
    "Fed",
    "Gal",
    "Gav",
    "Gor",
    "Grig",
    "Hak",
    "Hor",
    "Ibr",
    "Iv",
    "Jank",
    "Jov",
    "Kal",
    "Kam",
    "Kar",
    "Kas",
    "Kim",
    "Kol",
    "Kon",
    "Kos",
    "Kral",
    "Kuz",
    "Laz",
    "Lev",
    "Luk",
    "Mak",
    "Mam",
    "Mar",
    "Mat",
    "Mil",
    "Mir",
    "Mor",
    "Naz",
    "Nik",
    "Nov",
    "Om",
    "Pav",
    "Pet",
    "Pop",
    "Rad",
    "Ras",
    "Rom",
    "Rud",
    "Sab",
    "Sad",
    "San",
    "Sar",
    "Sim",
    "Sol",
    "Stan",
    "Stoj",
    "Tad",
    "Tar",
    "Tim",
    "Tod",
    "Tom",
    "Vas",
    "Ver",
    "Vid",
    "Vlad",
    "Vol",
    "Yak",
    "Yus",
    "Zah",
    "Zak",
    "Zar",
    "Zel",
]
ENDINGS = [
    "ov",
    "ova",
    "ev",
    "eva",
    "enko",
    "uk",
    "ko",
    "ski",
    "ska",
    "sky",
    "ić",
    "ić",
    "ovic",
    "escu",
    "eanu",
    "sson",
    "sen",
    "dottir",
    "oğlu",
    "oglu",
    "yan",
    "ian",
    "adze",
    "shvili",
    "zadeh",
    "pour",
    "nejad",
    "ullah",
    "uddin",
    "wala",
    "kar",
    "kumar",
    "athan",
    "esh",
    "aswamy",
    "poulos",
    "idis",
    "akis",
    "elli",
    "etti",
    "ini",
    "one",
    "ucci",
    "eira",
    "es",
    "ez",
    "ães",
    "berg",
    "strom",
    "gaard",
    "stra",
    "sma",
    "mann",
    "bauer",
    "inger",
    "wicz",
    "czyk",
    "ak",
    "ek",
    "as",
    "aitis",
    "onis",
    "nen",
    "la",
    "ola",
    "omi",
    "awa",
    "moto",
    "mura",
    "saki",
    "shita",
    "hara",
    "iye",
    "adu",
    "onwu",
    "chukwu",
    "ele",
    "oku",
    "ane",
    "isi",
    "ito",
    "ayo",
]
TOWNS = [
    "ton",
    "ville",
    "burg",
    "berg",
    "bury",
    "ford",
    "mouth",
    "field",
    "wick",
    "holm",
    "stad",
    "dorf",
    "hausen",
    "heim",
    "ingen",
    "ach",
    "au",
    "ec",
    "ac",
    "ano",
    "ino",
    "ello",
    "illa",
    "ita",
    "abad",
    "pur",
    "nagar",
    "garh",
    "kot",
    "istan",
    "grad",
    "sk",
    "ino",
    "ovo",
    "ica",
    "ice",
    "ov",
    "any",
    "aya",
    "ang",
    "eng",
    "ou",
    "yang",
    "hai",
    "shan",
    "guchi",
    "moto",
    "hama",
    "uru",
    "olo",
    "ango",
    "embe",
    "ana",
    "asha",
    "eri",
    "ulu",
]
FIRMS = [
    "tron",
    "tek",
    "soft",
    "ware",
    "ix",
    "ex",
    "ora",
    "ium",
    "eon",
    "ify",
    "ly",
    "io",
    "via",
    "ance",
    "gen",
    "cor",
    "dyne",
    "plex",
    "wave",
    "works",
    "point",
    "stone",
    "bridge",
    "net",
    "media",
    "star",
    "line",
    "lab",
    "mart",
    "bank",
    "pay",
    "shop",
]


class Names:
    """Names put in for others: drawn from the lists, or made up."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.given = column("en/given_names.tsv")
        self.surnames = [name.capitalize() for name in column("en/name_words.tsv", "surname")]
        self.common = [name.capitalize() for name in column("en/name_words.tsv", "common")]
        self.towns = [name.capitalize() for name in column("en/name_words.tsv", "town")]
        self.places = names_of("places.tsv")
        self.countries = names_of("countries.tsv")
        self.bodies = names_of("organisations.tsv")

    def made(self, endings: list[str]) -> str:
        stem = self.random.choice(STEMS)
        if self.random.random() < 0.4:
            stem += self.random.choice(["a", "i", "o", "e", "u"]) + self.random.choice("bdfgklmnprstvz")
        return stem + self.random.choice(endings)

    def surname(self) -> str:
        draw = self.random.random()
        if draw < 0.4:
            return self.made(ENDINGS)
        return self.random.choice(self.common if draw < 0.6 else self.surnames)

    def person(self, old: str) -> str:
        words = old.split()
        if len(words) == 1:
            return self.random.choice(self.given) if self.random.random() < 0.25 else self.surname()
        middle = [self.random.choice("ABCDEFGHJKLMNPRSTW") + "."] if self.random.random() < 0.08 else []
        given = (
            self.random.choice(self.given) if self.random.random() < 0.85 else self.made(["a", "o", "e", "an", "in"])
        )
        return " ".join([given, *middle, self.surname()])

    def place(self, old: str) -> str:
        draw = self.random.random()
        if old in self.countries and draw < 0.7:
            return self.random.choice(self.countries)
        if draw < 0.35:
            return self.random.choice(self.towns)
        return self.random.choice(self.places) if draw < 0.6 else self.made(TOWNS)

    def body(self, old: str) -> str:
        if old.isupper() and len(old) <= 5:
            return "".join(self.random.choice("ABCDEFGHIJKLMNOPRSTUVW") for _ in old)
        if self.random.random() < 0.35:
            return self.random.choice(self.bodies)
        made = self.made(FIRMS)
        return made if self.random.random() < 0.8 else self.surname()


def marked(path: Path) -> Iterator[str]:
    """Each text of a file whose names are marked "[P|Ana Torres]", and copies with other names; a line of a dash parts
    texts."""
    names = Names(6)
    lines = [line for line in path.read_text(encoding="utf8").splitlines() if not line.startswith("#")]
    for raw in "\n".join(lines).split("\n-\n"):
        for copy in range(SWAPPED + 1):
            yield filled(raw.strip(), names, copy > 0)


def filled(raw: str, names: Names, swap: bool) -> str:
    """A marked text as it is, or with other names."""
    parts = re.split(r"(\[[PLO]\|[^\]]+\])", raw)
    new: dict[str, str] = {}
    full = [part[3:-1] for part in parts if part.startswith("[P|") and " " in part]
    for old in full if swap else []:
        if len(old.split()) == 2 and names.random.random() * 100 < SHARE:
            new["P|" + old] = names.person(old)
            # who is named in full is named by surname or given name later
            for word, other in zip(old.split(), new["P|" + old].split(), strict=False):
                new.setdefault("P|" + word, other)
            new["P|" + old.split()[-1]] = new["P|" + old].split()[-1]
    text, found = "", []
    for part in parts:
        if re.fullmatch(r"\[[PLO]\|[^\]]+\]", part):
            kind, old = part[1], part[3:-1]
            one = len(old.split()) == 1 and old[0].isupper() and "'" not in old and "." not in old
            if swap and one and part[1:-1] not in new and names.random.random() * 100 < SHARE:
                new[part[1:-1]] = {"P": names.person, "L": names.place, "O": names.body}[kind](old)
            name = new.get(part[1:-1], old)
            if swap and names.random.random() < 0.03:
                name = unaccented(name)
            found.append((len(text), len(text) + len(name), LABELS[kind]))
            part = name
        text += part
    return row(text, found, "own")


def unaccented(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def main() -> None:
    for line in treebank(Path(sys.argv[1])):
        print(line)
    for path in sorted((ROOT / "training").glob("*.txt")):
        for line in marked(path):
            print(line)


if __name__ == "__main__":
    main()
