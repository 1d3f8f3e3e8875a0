"""Articles of about 3 kB of news-like English, made up afresh from templates: the same ones on every run."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

SEED = 7
ARTICLE_LENGTH = 3000
# Of the sentences of a news report, how many hold figures. It gives a figure every 390 bytes; reports of GUM and of
# PolNeAR have one every 500 to 600, passages of web news one every 320.
NEWS_SHARE = 0.18

FIRST_NAMES = (
    "Adam", "Amina", "Boris", "Carla", "Daniel", "Elena", "Farid", "Grace", "Hassan", "Irene", "Jamal", "Karen",
    "Leo", "Maria", "Nadia", "Omar", "Paula", "Ravi", "Samuel", "Teresa", "Victor", "Wei", "Yusuf", "Zoe",
)  # fmt: skip
LAST_NAMES = (
    "Abbott", "Alvarez", "Bauer", "Bello", "Castro", "Chen", "Dlamini", "Eriksen", "Farouk", "Ferreira", "Gallagher",
    "Haddad", "Ivanov", "Jensen", "Kamara", "Khalil", "Lindqvist", "Marsh", "Mbeki", "Nakamura", "Novak", "Okafor",
    "Osman", "Petrov", "Quinn", "Rahman", "Rossi", "Sato", "Silva", "Tanaka", "Torres", "Usman", "Vance", "Walsh",
)  # fmt: skip
ACCENTED_NAMES = ("José Peña", "Zoë Müller", "René Côté", "Łukasz Nowak", "Søren Østby", "Ayşe Çelik")
TITLES = ("Gen.", "Lt. Col.", "Dr.", "Sen.", "Rep.", "Gov.", "Mr.", "Ms.", "Prof.", "Foreign Minister", "Mayor")
PLACES = (
    "Aden", "Bamako", "Beira", "Cali", "Dhaka", "Erbil", "Freetown", "Goma", "Herat", "Iquitos", "Jakarta", "Kano",
    "Lima", "Maiduguri", "Nairobi", "Odesa", "Port-au-Prince", "Quetta", "Recife", "Sanaa", "St. Louis", "Tripoli",
)  # fmt: skip
COUNTRIES = (
    "Bangladesh", "Brazil", "Colombia", "Ethiopia", "Haiti", "Indonesia", "Iraq", "Kenya", "Mali", "Mozambique",
    "Nigeria", "Pakistan", "Peru", "South Sudan", "Ukraine", "Yemen", "the U.K.", "the U.S.",
)  # fmt: skip
ORGANISATIONS = (
    "the United Nations", "the U.N. refugee agency", "the World Bank", "the Red Cross", "the Interior Ministry",
    "the National Weather Service", "Harbor Freight Lines Inc.", "Delta Grain Co.", "the Border Guard Corps",
    "the Central Bank", "the European Commission", "Northern Rail Ltd.", "the U.S. Department of State",
)  # fmt: skip
MONTHS = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PEOPLE = ("people", "civilians", "soldiers", "residents", "workers", "farmers", "children", "protesters", "patients")
THINGS = ("houses", "schools", "vehicles", "clinics", "bridges", "complaints", "tents", "cases", "flights", "trucks")
SMALL_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "a dozen")
LARGE_WORDS = (
    "half a million", "two million", "tens of thousands of", "hundreds of", "more than a hundred", "twenty-three",
    "forty-one", "one hundred and twenty", "about three thousand", "sixty-five", "nearly ninety", "six hundred",
)  # fmt: skip
BOUNDS = ("", "", "", "about ", "more than ", "at least ", "nearly ", "up to ", "fewer than ")

NAME_SLOTS = frozenset({"country", "org", "Org", "person", "place", "surname"})

# Sentences that stand together are parted by a bar.
TEMPLATES = (
    "{Org} said on {weekday} that {count} {people} had left {place} since {date}, most of them on foot.",
    "Heavy rain killed {count} {people} and injured {words} others in the hills around {place}, officials said.",
    "{title} {person}, {age}, told reporters in {place} that the road to the coast was open again but not yet safe.",
    "The repairs will cost {money}, up from the {money} that {org} had named in {year}.",
    "Unemployment in {country} fell to {percent} in {month}, the statistics office said, from {percent} before.",
    '"We have waited long enough," said {person}, who lost {small} relatives in the flood and sleeps in a school.',
    '"Nobody asked us," {surname} said. | "They came at night, took the keys and left without a word."',
    "{title} {surname} didn't say when the talks would start again, or whether the opposition would be invited.",
    "The convoy of {count} {things} reached the camp near {place} at {time}, {duration} later than planned.",
    "About {ratio} {people} in {country} can't reach a clinic on foot, a survey by {org} found.",
    "Prices rose {percent}, the most since {year}, while wages in the towns along the border hardly moved.",
    "It isn't the first time that {org} has been accused of hiding its losses from those who must pay for them.",
    "{Org} posted a loss of {money} for the quarter, compared with a profit of {money} a year earlier.",
    "Between {range} {people} were still missing on {weekday} evening, according to {person} of {org}.",
    "The storm made landfall {measure} east of {place} with winds of {speed}, and then turned out to sea.",
    "{person}'s lawyer, {person}, said her client would appeal against the verdict and hoped for a new judge.",
    "The law, passed on {date}, {year}, allows the state to hold suspects for {duration} without a hearing.",
    '"It\'s a disaster for {country}," {title} {surname} told state television, "and we must say so."',
    "Police arrested {words} {people} after the march through {place} and released {small} of them the next day.",
    "The two sides met in {place}, at the St. James Hotel, but did not sign anything, a diplomat said.",
    "In {country}, by contrast, the rate is {percent}, and hardly anyone expects it to rise before the election.",
    "Asked about the delay, the ministry's spokesman, {person}, said: \"You'll have an answer by {weekday}.\"",
    "The company, which employs {count} {people} in {country}, plans to close {small} plants by the end of {year}.",
    "Flight BA{code} to {place} was cancelled, and its passengers spent the night on the floor of Terminal {code}.",
    "Water levels at Gate No. {code} were {measure} above normal, and the river was still rising on {weekday}.",
    "{count} {things} were destroyed in the district alone, {org} said in a report seen by this newspaper.",
    '"How many more?" asked {person}, a teacher. | "How many more must we bury before someone listens?"',
    "{surname}, who has run the clinic in {place} for {duration}, says that she won't leave while it has power.",
    "The government has set aside {money} for the victims - {money} for each family that lost its home.",
    "Exports to the U.S. dropped by {percent} to {money} in the first half of the year, according to {org}.",
    "No one has claimed responsibility for the attack, the third in {place} since the army withdrew in {month}.",
    "Some {words} {people} crossed the border at {place}, i.e. more than in any month since {month} {year}.",
    "The {days} ceasefire, brokered by {country}, was due to begin at {time} on {weekday}.",
    "Workers at {org} want a raise of {percent} over {duration}; management has offered {percent}.",
    "The fire, which broke out behind the old market of {place}, burned {area} of forest before it was put out.",
    "She was {age} at the time, he was {age}, and neither of them had a passport or knew anyone in {country}.",
    "The index closed {percent} higher at {number} points, its best day since {title} {surname} took office.",
    "{Org} denies this. | It says that its books were checked by auditors, among them Marsh & Co. of {place}.",
    "The bridge, built by prisoners when {country} was still a colony, has been closed to lorries for {duration}.",
    "Neighbours described {person} as a quiet man who kept bees, went to church and never spoke about the war.",
    "On {date} a court in {place} ordered {org} to hand over the letters, but so far none has been made public.",
    "What happened next is disputed. | The army says that the men were armed; their families say they were asleep.",
    '"Whoever wins in {month}," said {person}, who teaches history in {place}, "will inherit an empty treasury."',
    "Neither {surname} nor {org} replied to questions sent by e-mail before the paper went to press.",
)


@dataclass(frozen=True)
class Article:
    """A text, and how many sentences, figures and names were written into it."""

    text: str
    sentences: int
    figures: int
    names: int


class Writer:
    """Fills templates from one source of chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.figure_slots: dict[str, Callable[[], str]] = {
            "age": lambda: str(self.between(18, 90)),
            "area": lambda: f"{self.between(2, 90) * 100:,} {self.one_of(('hectares', 'acres'))}",
            "count": lambda: self.one_of(BOUNDS) + f"{self.between(12, 90_000):,}",
            "days": lambda: f"{self.one_of(SMALL_WORDS[:9])}-day",
            "duration": self.duration,
            "measure": lambda: f"{self.between(1, 400)} {self.one_of(('miles', 'kilometres', 'km', 'feet', 'metres'))}",
            "money": self.money,
            "number": lambda: f"{self.between(100, 30_000) / 10:,.1f}",
            "percent": lambda: f"{self.between(1, 400) / 10:g} {self.one_of(('percent', 'per cent'))}",
            "range": lambda: f"{self.between(10, 40)} and {self.between(41, 90)}",
            "ratio": lambda: f"{self.one_of(('one', 'two'))} in {self.one_of(('three', 'five', 'ten'))}",
            "small": lambda: self.one_of(SMALL_WORDS),
            "speed": lambda: f"{self.between(60, 250)} {self.one_of(('mph', 'km/h'))}",
            "words": lambda: self.one_of(LARGE_WORDS),
        }
        self.other_slots: dict[str, Callable[[], str]] = {
            "code": lambda: str(self.between(2, 900)),
            "country": lambda: self.one_of(COUNTRIES),
            "date": lambda: f"{self.one_of(MONTHS)} {self.between(1, 28)}",
            "month": lambda: self.one_of(MONTHS[2:7]),
            "org": lambda: self.one_of(ORGANISATIONS),
            "Org": lambda: self.capitalised(self.one_of(ORGANISATIONS)),
            "people": lambda: self.one_of(PEOPLE),
            "person": lambda: f"{self.one_of(FIRST_NAMES)} {self.one_of(LAST_NAMES)}",
            "place": lambda: self.one_of(PLACES),
            "surname": lambda: self.one_of(LAST_NAMES),
            "things": lambda: self.one_of(THINGS),
            "time": lambda: f"{self.between(1, 11)}:{self.between(10, 59)} {self.one_of(('a.m.', 'p.m.'))}",
            "title": lambda: self.one_of(TITLES),
            "weekday": lambda: self.one_of(WEEKDAYS),
            "year": lambda: str(self.between(1995, 2025)),
        }

    def one_of(self, options: Sequence[str]) -> str:
        return self.chance.choice(options)

    def between(self, low: int, high: int) -> int:
        return self.chance.randint(low, high)

    def capitalised(self, words: str) -> str:
        return words[0].upper() + words[1:]

    def money(self) -> str:
        amount = f"{self.between(11, 980) / 10:g}"
        return self.one_of(
            (f"${amount} million", f"${amount}bn", f"${self.between(100, 9_999):,}", f"{amount} million euros")
        )

    def duration(self) -> str:
        unit = self.one_of(("minutes", "hours", "days", "weeks", "months", "years"))
        number = self.one_of(SMALL_WORDS[:10]) if self.chance.random() < 0.5 else str(self.between(12, 60))
        return f"{number} {unit}"

    def fill(self, template: str) -> str:
        slots = self.figure_slots | self.other_slots
        sentence = re.sub(r"\{(\w+)\}", lambda slot: slots[slot.group(1)](), template)
        return self.capitalised(re.sub(r"\.\.$", ".", sentence))

    def figures_in(self, template: str) -> int:
        return sum(slot in self.figure_slots for slot in re.findall(r"\{(\w+)\}", template))

    def names_in(self, template: str) -> int:
        return sum(slot in NAME_SLOTS for slot in re.findall(r"\{(\w+)\}", template))

    def article(self, *, typographic: bool, dense: bool) -> Article:
        deck = self.chance.sample(TEMPLATES, len(TEMPLATES)) if dense else self.news_deck()
        paragraphs: list[str] = []
        length = sentences = figures = 0
        names = 2  # of the dateline
        while deck and length < ARTICLE_LENGTH:
            chosen = [part for _ in range(self.between(1, 3)) if deck for part in deck.pop().split(" | ")]
            paragraph = " ".join(self.fill(template) for template in chosen)
            paragraphs.append(paragraph)
            length += len(paragraph) + 2
            sentences += len(chosen)
            figures += sum(self.figures_in(template) for template in chosen)
            names += sum(self.names_in(template) for template in chosen)
        dateline = f"{self.one_of(PLACES).upper()}, {self.fill('{country}, {date}')} - "
        text = dateline + "\n\n".join(paragraphs) + "\n"
        return Article(self.typeset(text) if typographic else text, sentences, figures, names)

    def news_deck(self) -> list[str]:
        """Templates in chance order, as few with figures as in reports; the others up to three times, filled anew."""
        figures = [template for template in TEMPLATES if self.figures_in(template)]
        plain = [template for template in TEMPLATES if not self.figures_in(template)]
        share = round(len(plain) * 3 * NEWS_SHARE / (1 - NEWS_SHARE))
        deck = plain * 3 + self.chance.sample(figures, share)
        self.chance.shuffle(deck)
        return deck

    def typeset(self, text: str) -> str:
        """With curly quotes, dashes, currency signs and accented names, as news comes from most web sites."""
        text = (
            re.sub(r'"(?=\w)', "“", text)
            .replace('"', "”")
            .replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
            .replace(" - ", " — ")
        )
        text = re.sub(r"([\d.]+ million) euros", r"€\1", text)
        return text.replace(" Maria ", f" {self.one_of(ACCENTED_NAMES)} ", 1)


def articles(count: int = 200, *, dense: bool = True) -> list[Article]:
    """The articles that every library reads; every second one is typeset. Dense ones hold a figure every 120 bytes."""
    writer = Writer(SEED)
    return [writer.article(typographic=index % 2 == 1, dense=dense) for index in range(count)]
