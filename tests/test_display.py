"""Results as HTML: what is marked, that nothing of the text is lost or taken for markup, and what is folded."""

from collections import Counter
from html.parser import HTMLParser

import pytest
from factbox import Document, Entity, Figure, Mention, Sentence, Span, analyze, display, extract_figures, sample

VOID = {"br"}


class Page(HTMLParser):
    """A page as read back: its tags, the text of its article, what each mark holds; bad nesting is an error."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.paragraphs: list[str] = []
        self.marks: list[list[str]] = []
        self.standing: list[list[str]] = []
        self.captions: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        if tag in VOID:
            return
        self.open.append(tag)
        if tag == "p":
            self.paragraphs.append("")
        if tag == "caption":
            self.captions.append("")
        if tag == "mark":
            given = dict(attrs)
            self.standing.append([given["class"] or "", "", given["title"] or ""])
            self.marks.append(self.standing[-1])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "mark":
            self.standing.pop()

    def handle_data(self, data: str) -> None:
        if "p" in self.open:
            self.paragraphs[-1] += data
        if "caption" in self.open:
            self.captions[-1] += data
        for mark in self.standing:
            mark[1] += data

    def marked(self, style: str) -> list[str]:
        return [text for kind, text, _ in self.marks if kind == style]


def page(record: object) -> Page:
    html = record._repr_html_()  # type: ignore[attr-defined]
    assert html.startswith("<style>")
    return Page(html)


def document(text: str, *found: Mention | Figure) -> Document:
    """A document of one paragraph and one sentence with the names and figures given."""
    mentions = tuple(each for each in found if isinstance(each, Mention))
    figures = tuple(each for each in found if isinstance(each, Figure))
    end = len(text)
    return Document(text, (Sentence(text, 0, end, 0),), mentions, figures, (), (), (Span(text, 0, end),))


def mention(text: str, start: int, end: int, label: str = "ORG") -> Mention:
    return Mention(text[start:end], start, end, 0, label, "~x", text[start:end], "exact")


def figure(text: str, start: int, end: int) -> Figure:
    return Figure(text[start:end], start, end, 0, "count", 5.0, 5.0, 5.0, "exact")


def test_names_and_figures_of_the_sample_are_marked_in_place() -> None:
    report = analyze(sample.report())
    shown = page(report)
    assert shown.paragraphs == [paragraph.text for paragraph in report.paragraphs]
    assert shown.marked("figure") == [found.text for found in report.figures]
    names = sorted(found.text for found in report.mentions)
    assert names == sorted(text for style, text, _ in shown.marks if style != "figure")
    assert "Ilse van der Berg" in shown.marked("person")
    assert shown.captions[:3] == ["Who", "Organisations", "Places and peoples"]
    assert "Figures" in shown.captions
    assert "Acronyms" in shown.captions


def test_markup_in_the_text_stays_text() -> None:
    text = 'Rebels of the <script>alert("1")</script> Front killed 5 <b>civilians</b> & fled, said "A\'B" Smith.'
    report = analyze(text)
    shown = page(report)
    assert shown.paragraphs == [text]
    assert shown.tags["script"] == shown.tags["b"] == 0


def test_hostile_names_stay_text_in_titles_and_tables() -> None:
    text = '5 "><img src=x onerror=alert(1)>'
    name = Mention(text, 0, len(text), 0, '"><i>', "~x", text, "pattern", '"<u>')
    who = Entity("~x", text, '"><i>', ('"<u>',), (name,))
    shown = page(Document(text, (Sentence(text, 0, len(text), 0),), (name,), (), (who,), (), (Span(text, 0, 5),)))
    assert shown.marks[0][2] == f'"><i>: {text}, "<u>'
    assert not {"img", "i", "u"} & set(shown.tags)


def test_nested_marks() -> None:
    text = "The Group of 20 met."
    shown = page(document(text, figure(text, 13, 15), mention(text, 4, 15)))
    assert shown.paragraphs == [text]
    assert shown.marked("org") == ["Group of 20"]
    assert shown.marked("figure") == ["20"]


def test_a_mark_over_the_end_of_another_is_written_in_two() -> None:
    text = "abcdefghij"
    shown = page(document(text, mention(text, 1, 5), figure(text, 3, 8), mention(text, 3, 4, "PERSON")))
    assert shown.paragraphs == [text]
    assert shown.marked("org") == ["bcde"]
    assert "".join(shown.marked("figure")) == "defgh"
    assert shown.marked("person") == ["d"]


def test_long_articles_and_tables_are_folded_whole() -> None:
    text = "\n\n".join(f"Police arrested {n} people in the town." for n in range(2, 402))
    shown = page(analyze(text))
    assert shown.tags["details"] == 2
    assert "\n\n".join(shown.paragraphs) == text
    assert len(shown.marked("figure")) == 400
    assert shown.tags["tr"] >= 400


def test_nothing_is_fetched_or_run() -> None:
    html = analyze(sample.report())._repr_html_().lower()
    assert not any(word in html for word in ("http", "<script", "url(", "@import", "src=", " onclick"))


def test_every_result_shows_its_fields() -> None:
    report = analyze(sample.report())
    [over] = extract_figures("Over 5 people.")
    results = [report.sentences[0], report.mentions[0], report.entities[0], report.acronyms[0], over, Span("<b>", 0, 3)]
    for record in results:
        shown = page(record)
        assert shown.captions == [type(record).__name__]
        assert shown.tags["tr"] == len(type(record).__match_args__)  # type: ignore[attr-defined]
        assert shown.tags["b"] == 0


@pytest.mark.parametrize("text", ["", " \n", "\0 5 people \ud800", "5"])
def test_any_text_can_be_shown(text: str) -> None:
    html = display.html(analyze(text))
    html.encode()
    assert "\0" not in html
    Page(html)
