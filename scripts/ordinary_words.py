#!/usr/bin/env python3
"""Makes data/en/ordinary_words.tsv: words that stand in small letters, and so are no names where a sentence begins.

    python scripts/ordinary_words.py WORDNET > data/en/ordinary_words.tsv

WORDNET is the folder of the database files of WordNet 3.0 (data.*, *.exc, cntlist.rev), which Debian's package
wordnet-base installs. Words that word_classes.tsv or function_words.tsv has are left out. The same sources give the
same file.
"""

import re
import sys
from pathlib import Path

POS = {"noun": "1", "verb": "2", "adj": "3", "adv": "4"}
WORD = re.compile(r"[a-z]{3,}")
VOWELS = "aeiou"
LISTS = Path(__file__).parents[1] / "data" / "en"

# what WordNet has not: calls and sounds
CALLS = (
    "aah aha ahem alas amen argh aw aww bah boo bravo brr bye duh eek eh er erm gee gosh ha haha hah heh "
    "hello hey hi hiya hmm hooray huh hurrah kudos lol meh mmm nah nope oh okay ooh oops ouch phew pls "
    "psst sheesh shh soo sooo thx tsk ugh uh um whee whoa whoops woo wow yay yeah yep yikes yo yuck yum"
)

# what few texts of its time had: what departments are of, what firms are called, words with accents
RARE = (
    "café cafés cliché clichés décor entrée entrées façade façades fiancé fiancée naïve protégé résumé résumés "
    "aeronautics aquaculture astronautics biodiversity biosecurity cybersecurity fisheries fishery forestry "
    "geosciences horticulture hydrology immunisation immunization infrastructure infrastructures livelihoods "
    "logistics meteorology metrology oceanography pensions petroleum procurement renewables telecom telecoms "
    "tourism visa visas wetlands"
)

HEADER = """\
# Words that stand in small letters and are less common than those of word_classes.tsv: where a sentence begins with one
# of them, or a heading has it, it is likelier a word than a name.
# word: lower-case.
# Made by scripts/ordinary_words.py from WordNet 3.0 (Princeton University; its licence is in NOTICE); calls and
# some that it met nowhere by hand.
word"""


def listed(name: str) -> set[str]:
    lines = (LISTS / name).read_text(encoding="utf8").splitlines()
    return {line.split("\t")[0] for line in lines if not line.startswith("#")}


def inflected(word: str, pos: str) -> list[str]:
    """The regular forms of a noun or verb."""
    y = re.search(r"[^aeiou]y$", word) is not None
    s = word[:-1] + "ies" if y else word + ("es" if re.search(r"(?:s|x|z|ch|sh)$", word) else "s")
    if pos == "noun":
        return [s]
    if pos != "verb":
        return []
    if word.endswith("e"):
        return [s, word + "d", word[:-1] + "ing"]
    double = re.search(r"[^aeiou][aeiou][bdglmnprt]$", word) is not None and len(word) < 6
    stem = word + word[-1] if double else word
    return [s, word[:-1] + "ied" if y else stem + "ed", stem + "ing"]


def main() -> None:
    folder = Path(sys.argv[1])
    met: set[str] = set()
    for line in (folder / "cntlist.rev").read_text(encoding="ascii").splitlines():
        met.add(line.split("%")[0])
    words: set[str] = {*CALLS.split(), *RARE.split()}
    for pos in POS:
        lemmas: set[str] = set()
        for line in (folder / f"data.{pos}").read_text(encoding="ascii").splitlines():
            if line[0].isdigit():
                cells = line.split(" ")
                lemmas.update(re.sub(r"\(.*\)", "", word) for word in cells[4 : 4 + 2 * int(cells[3], 16) : 2])
        lemmas = {lemma for lemma in lemmas if WORD.fullmatch(lemma) and lemma in met}
        irregular = set()
        for line in (folder / f"{pos}.exc").read_text(encoding="ascii").splitlines():
            form, *of = line.split()
            if WORD.fullmatch(form) and lemmas & set(of):
                words.add(form)
                irregular.update(of)
        for lemma in lemmas:
            words.update([lemma, *([] if lemma in irregular else inflected(lemma, pos))])
    print(HEADER)
    for word in sorted(words - listed("word_classes.tsv") - listed("function_words.tsv")):
        print(word)


if __name__ == "__main__":
    main()
