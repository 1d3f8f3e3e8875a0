#!/usr/bin/env python3
"""Makes data/en/word_classes.tsv: what part of speech a common English word is.

    python scripts/word_classes.py TREEBANK.conllu > data/en/word_classes.tsv

TREEBANK is the part of the Georgetown University Multilayer corpus (GUM) whose texts are CC BY or in the public domain;
its annotation is CC BY 4.0. Only counts of single word forms are taken from it. The order of the rows does not depend
on the order of the corpus, so the same treebank gives the same file.
"""

import re
import sys
from collections import Counter, defaultdict

CLASSES = {
    "NN": "noun", "NNS": "plural", "JJ": "adjective", "JJR": "adjective", "JJS": "adjective",
    "RB": "adverb", "RBR": "adverb", "RBS": "adverb",
    "VB": "verb", "VBP": "verb", "VBZ": "verb", "VBD": "past", "VBN": "participle", "VBG": "gerund",
}  # fmt: skip
SHARE = 0.2
LEAST = 1
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")

HEADER = f"""\
# What part of speech a common English word form is: the classes that make up {SHARE:.0%} or more of its uses.
# word: the form, lower-case. classes: commonest first; noun (singular), plural, adjective, adverb, verb (base, -s),
#   past, participle, gerund. Function words are not here but in function_words.tsv.
# Counted by scripts/word_classes.py in GUM (Zeldes 2017): texts CC BY or in the public domain, annotation CC BY 4.0.
word\tclasses"""


def main(path: str) -> None:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with open(path, encoding="utf8") as treebank:
        for line in treebank:
            cells = line.rstrip("\n").split("\t")
            if len(cells) > 4 and cells[0].isdigit():
                counts[cells[1].lower()][CLASSES.get(cells[4], "")] += 1
    print(HEADER)
    for word, uses in sorted(counts.items()):
        total = sum(uses.values())
        classes = [name for name, n in sorted(uses.items(), key=lambda x: (-x[1], x[0])) if name and n >= SHARE * total]
        if total >= LEAST and uses[""] < total / 2 and classes and WORD.fullmatch(word):
            print(word, "|".join(classes), sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])
