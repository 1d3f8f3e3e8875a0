#!/usr/bin/env python3
"""Makes data/en/word_classes.tsv: what part of speech a common English word is.

    python scripts/word_classes.py TREEBANK.conllu WORDNET > data/en/word_classes.tsv

TREEBANK is the part of the Georgetown University Multilayer corpus (GUM) whose texts are CC BY or in the public domain;
its annotation is CC BY 4.0. WORDNET is the folder of the database files of WordNet 3.0 (index.*, data.*, *.exc,
cntlist.rev), which Debian's package wordnet-base installs. Only counts of single word forms are taken from either: a
form's classes in GUM, and for a lemma of WordNet how often its senses were met in the semantic concordances, spread
over its inflected forms. The order of the rows does not depend on the order of the sources, so the same sources give
the same file.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

CLASSES = {
    "NN": "noun", "NNS": "plural", "JJ": "adjective", "JJR": "adjective", "JJS": "adjective",
    "RB": "adverb", "RBR": "adverb", "RBS": "adverb",
    "VB": "verb", "VBP": "verb", "VBZ": "verb", "VBD": "past", "VBN": "participle", "VBG": "gerund",
}  # fmt: skip
SHARE = 0.2
# what one occurrence in GUM weighs against one tagged sense of WordNet, whose counts know no inflected forms
WEIGHT = 3
# lemmas met less often in the concordances stay out: rare words are more often names where they are capitalised
MET = 6
WORLD = Path(__file__).parents[1] / "data" / "world"
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
VOWELS = "aeiou"

HEADER = f"""\
# What part of speech a common English word form is: the classes that make up {SHARE:.0%} or more of its uses.
# word: the form, lower-case. classes: commonest first; noun (singular), plural, adjective, adverb, verb (base, -s),
#   past, participle, gerund. Function words are not here but in function_words.tsv.
# Counted by scripts/word_classes.py in GUM (Zeldes 2017; texts CC BY or in the public domain, annotation CC BY 4.0) and
#   in WordNet 3.0 (Princeton University; its licence is in NOTICE).
word\tclasses"""

Counts = defaultdict[str, Counter[str]]


def treebank(path: Path) -> tuple[Counts, Counter[str]]:
    """How often each form has each class in the treebank, and how often it has none that counts."""
    counts: Counts = defaultdict(Counter)
    other: Counter[str] = Counter()
    for line in path.read_text(encoding="utf8").splitlines():
        cells = line.split("\t")
        if len(cells) > 4 and cells[0].isdigit():
            name = CLASSES.get(cells[4])
            if name:
                counts[cells[1].lower()][name] += WEIGHT
            else:
                other[cells[1].lower()] += WEIGHT
    return counts, other


def exceptions(path: Path) -> dict[str, list[str]]:
    """The irregular forms of each lemma."""
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for line in path.read_text(encoding="utf8").splitlines():
        form, *lemmas = line.split()
        for lemma in lemmas:
            forms[lemma].append(form)
    return forms


def plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


def inflected(verb: str, irregular: list[str]) -> Iterator[tuple[str, str]]:
    """The forms of a verb with their classes; irregular pasts and participles are not told apart."""
    yield verb, "verb"
    yield plural(verb), "verb"
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) else verb
    gerunds = [form for form in irregular if form.endswith("ing")]
    pasts = [form for form in irregular if not form.endswith("ing")]
    yield (gerunds or [stem + "ing"])[0], "gerund"
    regular = verb[:-1] + "ied" if verb.endswith("y") and verb[-2:-1] not in VOWELS else verb.rstrip("e") + "ed"
    for form in pasts or [regular]:
        yield form, "past"
        yield form, "participle"


def written_small(path: Path) -> set[str]:
    """The lemmas that are no names: those that the database writes without a capital."""
    words: set[str] = set()
    for line in path.read_text(encoding="utf8").splitlines():
        if line[:1].isdigit():
            cells = line.split(" ")
            words.update(re.sub(r"\(.*\)", "", word) for word in cells[4 : 4 + 2 * int(cells[3], 16) : 2])
    return words


def wordnet(folder: Path) -> Counts:
    """How often the forms of each lemma were met, for lemmas that were met often enough."""
    tagged: defaultdict[tuple[str, str], int] = defaultdict(int)
    parts = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
    for line in (folder / "cntlist.rev").read_text(encoding="utf8").splitlines():
        sense, _, times = line.split()
        lemma, _, rest = sense.partition("%")
        tagged[lemma, parts[rest[0]]] += int(times)
    counts: Counts = defaultdict(Counter)
    seen: Counter[str] = Counter()
    for (lemma, _), count in tagged.items():
        seen[lemma] += count
    for part in ("noun", "verb", "adj", "adv"):
        common = written_small(folder / f"data.{part}")
        irregular = exceptions(folder / f"{part}.exc")
        for line in (folder / f"index.{part}").read_text(encoding="utf8").splitlines():
            lemma = line.split(" ")[0]
            if not WORD.fullmatch(lemma) or seen[lemma] < MET or lemma not in common:
                continue
            # a part of speech that it has and nobody met counts once
            met = tagged[lemma, part] + 1
            if part == "noun":
                counts[lemma]["noun"] += met
                for form in irregular[lemma] or [plural(lemma)]:
                    counts[form]["plural"] += met
            elif part == "verb":
                for form, name in inflected(lemma, irregular[lemma]):
                    counts[form][name] += met
            else:
                counts[lemma]["adjective" if part == "adj" else "adverb"] += met
    return counts


def names() -> set[str]:
    """The words that are names of countries, peoples and bodies in the built-in world: no common words for that."""
    found: set[str] = set()
    for table in ("countries", "peoples", "organisations"):
        lines = (WORLD / f"{table}.tsv").read_text(encoding="utf8").splitlines()
        header, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        for row in rows:
            cells = dict(zip(header, row, strict=False))
            found.update(name.lower() for name in [cells["name"], *cells.get("aliases", "").split("|")])
    return found


def main(corpus: str, folder: str) -> None:
    forms, other = treebank(Path(corpus))
    named = names()
    for form, uses in wordnet(Path(folder)).items():
        if form in named:
            continue
        # a form that the treebank knows well needs no second witness
        if forms[form].total() + other[form] < 30 * WEIGHT:
            forms[form].update(uses)
    print(HEADER)
    for word, uses in sorted(forms.items()):
        total = uses.total() + other[word]
        classes = [name for name, n in sorted(uses.items(), key=lambda x: (-x[1], x[0])) if n >= SHARE * total]
        if other[word] < total / 2 and classes and WORD.fullmatch(word):
            print(word, "|".join(classes), sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:])
