"""Invented reports on an invented flood, for the corpus study: many hands, many sources, tolls that do not agree.

`corpus` writes some hundred reports of sixty days, the same for the same seed. A flood kills and drives out more people
day by day; each source counts in its own way (a ministry late and low, volunteers early and high), and each report puts
what it was told into words of its own.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

BEGIN = date(2031, 3, 2)
DAYS = 60
OUTLETS = ("Selda Courier", "Coast Radio", "Delta News Agency", "The Harbour Post", "Upriver Weekly")
TOWNS = ("Port Selda", "Kavari", "Old Marrow", "Tesh", "Lower Anvik", "Dunmore Falls")
BODIES = ("school halls", "army tents", "a cattle market", "the railway depot", "two churches and a mosque")


@dataclass(frozen=True)
class Source:
    """Somebody who counts: the share of the true number that is seen, and after how many days."""

    name: str
    share: float
    lag: int


SOURCES = (
    Source("the Interior Ministry", 0.72, 2),
    Source("the Red Cross", 0.97, 1),
    Source("the United Nations", 0.9, 2),
    Source("the Delta Volunteers Network", 1.3, 0),
    Source("the World Health Organization", 0.88, 3),
)
BOUNDS = ("at least {}", "more than {}", "{}", "{}", "about {}", "nearly {}", "some {}")
TOLLS = (
    "The flood has killed {n} people, {source} said on {weekday}.",
    "{Source} said that {n} people had died since the river burst its banks.",
    "According to {source}, {n} people have been killed in {town} and the villages around it.",
    '"We have counted {n} dead," said {person}, a spokesperson for {source}.',
    "{N} people were killed, {source} reported, most of them in their sleep.",
    "{Source} put the number of people killed at {n}.",
)
DISPLACED = (
    "{N} people have fled their homes, {source} said.",
    "{Source} said {n} people had been displaced and were sleeping in {shelter}.",
    "According to {source}, {n} people have left the lowlands, many of them on foot.",
    "The water has driven {n} families from their homes around {town}, according to {source}.",
)
MONEY = (
    "Rebuilding the dykes will cost {money}, {source} said.",
    "{Source} has asked donors for {money} to pay for food and clean water.",
    "A fund for the victims has {money} in it, {source} said.",
)
PRICES = (
    "Wheat rose by {percent} percent at the market of {town}, to ${price} per kilogram.",
    "The price of rice went up {percent} percent in a week, to ${price} per kilogram.",
    "In {town} a kilogram of rice now costs ${price}, {percent} percent more than before the flood.",
)
HEADS = (
    "Water still rising in {town}",
    "{town} buries its dead",
    "Relief convoys reach {town}",
    "No end to the rain over {town}",
    "After the flood, {town} counts its losses",
)
SCENES = (
    "Boats brought old people down from the upper floors, and a priest handed out candles.",
    "{person}, who runs a bakery in {town}, said the ovens had been under water for {duration} days.",
    "Soldiers piled up sandbags along the market street, watched by children who had no school to go to.",
    "The road to the coast is cut at the bridge, and lorries wait there in a long line.",
    '"Nobody told us to leave," said {person}. "We heard the water before we heard the siren."',
    "In 2019 a smaller flood had already carried away the pumps, and they were never replaced.",
    "The hospital of {town} runs on a generator and takes in only those who cannot walk.",
    "{person}, the mayor of {town}, did not answer calls.",
    "Power came back for a few hours in the evening, then the lamps went out again.",
    "Farmers looked for their animals on the hills, where the fog hardly lifted all day.",
)
GIVEN = ("Amara", "Ilse", "Tobias", "Nadia", "Joseph", "Leila", "Samuel", "Clara", "Idris", "Marta", "Peter", "Rosa")
FAMILY = ("Okonjo", "Brandt", "Halloran", "Castell", "Moreau", "Danso", "Whitfield", "Karimi", "Lindgren", "Varga")
SMALL = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


def dead(day: float) -> float:
    """How many have died by a day, in truth."""
    return 940 / (1 + math.exp(-(day - 16) / 5))


def driven_out(day: float) -> float:
    """How many are away from their homes on a day, in truth: the water falls from the fifth week on."""
    return 210_000 / (1 + math.exp(-(day - 12) / 4)) * (1 if day < 35 else math.exp(-(day - 35) / 25))


class Desk:
    """A news desk: puts numbers and scenes into words, by one source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def report(self, number: int, day: int) -> dict[str, object]:
        """A report of a day, as a row of a table."""
        town = self.chance.choice(TOWNS)
        body = [self.toll(day, town)]
        body += [self.toll(day, town)] if self.chance.random() < 0.35 else []
        body += [self.displaced(day, town)] if self.chance.random() < 0.7 else []
        body += [self.money(town)] if self.chance.random() < 0.3 else []
        body += [self.price(day, town)] if self.chance.random() < 0.35 else []
        scenes = [self.put(scene, town) for scene in self.chance.sample(SCENES, self.chance.randint(2, 5))]
        self.chance.shuffle(body)
        mixed = [body.pop(0), *self.chance.sample(body + scenes, len(body) + len(scenes))]
        outlet = self.chance.choice(OUTLETS)
        when = BEGIN + timedelta(days=day)
        head = self.chance.choice(HEADS).format(town=town)
        text = f"{head}\n\n{town.upper()} - {self.paragraphs(mixed)}"
        return {"id": f"r{number:03}", "date": when.isoformat(), "outlet": outlet, "text": text}

    def paragraphs(self, sentences: list[str]) -> str:
        parted = [" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2)]
        return "\n\n".join(parted)

    def counted(self, truth: Callable[[float], float], source: Source, day: int, step: int) -> int:
        seen = truth(max(0, day - source.lag)) * source.share * self.chance.uniform(0.97, 1.03)
        return max(2, round(seen / step) * step)

    def stated(self, number: int) -> str:
        words = SMALL.get(number, f"{number:,}")
        return self.chance.choice(BOUNDS).format(words)

    def toll(self, day: int, town: str) -> str:
        source = self.chance.choice(SOURCES)
        number = self.counted(dead, source, day, 1)
        return self.put(self.chance.choice(TOLLS), town, source, self.stated(number), day)

    def displaced(self, day: int, town: str) -> str:
        source = self.chance.choice(SOURCES)
        number = self.counted(driven_out, source, day, 500 if day > 3 else 50)
        return self.put(self.chance.choice(DISPLACED), town, source, self.stated(number), day)

    def money(self, town: str) -> str:
        source = self.chance.choice(SOURCES)
        amount = self.chance.choice(
            (f"${self.chance.randint(3, 90)} million", f"${self.chance.randint(11, 90) / 10}bn")
        )
        return self.put(self.chance.choice(MONEY), town, source).replace("{money}", amount)

    def price(self, day: int, town: str) -> str:
        price = 0.8 + 0.9 * driven_out(day) / 210_000 + self.chance.uniform(-0.05, 0.05)
        percent = max(1, round((price / 0.8 - 1) * 100))
        return (
            self.put(self.chance.choice(PRICES), town)
            .replace("{price}", f"{price:.2f}")
            .replace("{percent}", str(percent))
        )

    def put(self, template: str, town: str, source: Source = SOURCES[0], n: str = "", day: int = 0) -> str:
        words = {
            "{town}": town,
            "{source}": source.name,
            "{Source}": source.name[0].upper() + source.name[1:],
            "{n}": n,
            "{N}": n[:1].upper() + n[1:],
            "{weekday}": (BEGIN + timedelta(days=day)).strftime("%A"),
            "{person}": f"{self.chance.choice(GIVEN)} {self.chance.choice(FAMILY)}",
            "{shelter}": self.chance.choice(BODIES),
            "{duration}": SMALL[self.chance.randint(2, 9)],
        }
        for slot, word in words.items():
            template = template.replace(slot, word)
        return template


def corpus(count: int = 400, seed: int = 7) -> list[dict[str, object]]:
    """Reports with `id`, `date`, `outlet` and `text`, in the order of their dates."""
    desk = Desk(random.Random(seed))
    return [desk.report(number, number * DAYS // count) for number in range(count)]
