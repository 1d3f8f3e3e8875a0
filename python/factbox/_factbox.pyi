import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar, Literal, Never, Protocol, TypeAlias, TypeVar, final, overload, type_check_only

from typing_extensions import disjoint_base

__all__ = [
    "Acronym",
    "Document",
    "Entity",
    "EntityMatcher",
    "FactboxError",
    "Figure",
    "Gazetteer",
    "GazetteerError",
    "LanguageError",
    "Mention",
    "Record",
    "Sentence",
    "SentenceSpans",
    "Span",
    "Table",
    "Tables",
    "__version__",
    "analyze",
    "analyze_batches",
    "analyze_many",
    "extract_figures",
    "match_entities",
    "sentence_spans",
    "split_sentences",
    "world",
]
__version__: str

_Kind: TypeAlias = Literal["count", "money", "percent", "measure", "duration", "age", "ratio", "number"]
_OtherKind: TypeAlias = Literal["ordinal", "score", "date", "time", "code"]
_Include: TypeAlias = Literal["default", "all"] | _Kind | _OtherKind
_Bound: TypeAlias = Literal["exact", "about", "over", "at_least", "under", "at_most", "between"]
_Trend: TypeAlias = Literal["up", "down"]
_Relation: TypeAlias = Literal["same_as", "from", "part_of"]
_Method: TypeAlias = Literal["exact", "alias", "fuzzy", "acronym", "short", "title", "pattern"]
_Newlines: TypeAlias = Literal["auto", "paragraph", "always", "never"]
_Quotes: TypeAlias = Literal["keep", "split"]
_Case: TypeAlias = Literal["smart", "exact", "any"]
_Fields: TypeAlias = Iterable[str] | Literal["all"]
_Boundaries: TypeAlias = Literal["word", "none"]
_Annotation: TypeAlias = Literal["html", "text"]
_Overlaps: TypeAlias = Literal["longest", "all", "priority"]

@type_check_only
class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

@type_check_only
class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: object | None = None) -> object: ...

_Default = TypeVar("_Default")
_Path: TypeAlias = str | os.PathLike[str]
_Texts: TypeAlias = Iterable[str | BaseException | None] | _ArrowStream | _ArrowArray
_Ids: TypeAlias = Iterable[str] | Iterable[int]

class FactboxError(ValueError): ...
class LanguageError(FactboxError): ...
class GazetteerError(FactboxError): ...

class Record:
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[type[Any], tuple[Any, ...]]: ...
    def to_dict(self) -> dict[str, Any]: ...
    def _repr_html_(self) -> str: ...

@disjoint_base
class Span(Record):
    __match_args__: ClassVar[tuple[str, ...]] = ("text", "start", "end")
    def __new__(cls, text: str, start: int, end: int) -> Span: ...
    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...

@final
class Sentence(Span):
    __match_args__: ClassVar[tuple[str, ...]] = ("text", "start", "end", "paragraph")
    def __new__(cls, text: str, start: int, end: int, paragraph: int) -> Sentence: ...
    @property
    def paragraph(self) -> int: ...

@final
class Mention(Span):
    __match_args__: ClassVar[tuple[str, ...]] = (
        "text",
        "start",
        "end",
        "sentence",
        "label",
        "entity",
        "name",
        "method",
        "role",
        "score",
        "candidates",
        "metadata",
    )
    def __new__(
        cls,
        text: str,
        start: int,
        end: int,
        sentence: int,
        label: str,
        entity: str,
        name: str,
        method: _Method,
        role: str | None = None,
        score: float = 1.0,
        candidates: tuple[str, ...] | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> Mention: ...
    @property
    def sentence(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def entity(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def method(self) -> _Method: ...
    @property
    def role(self) -> str | None: ...
    @property
    def score(self) -> float: ...
    @property
    def candidates(self) -> tuple[str, ...]: ...
    @property
    def metadata(self) -> dict[str, Any] | None: ...

@final
class Figure(Span):
    __match_args__: ClassVar[tuple[str, ...]] = (
        "text",
        "start",
        "end",
        "sentence",
        "kind",
        "value",
        "low",
        "high",
        "bound",
        "trend",
        "unit",
        "noun",
        "about",
        "event",
        "source",
        "source_entity",
        "links",
    )
    def __new__(
        cls,
        text: str,
        start: int,
        end: int,
        sentence: int,
        kind: _Kind | _OtherKind,
        value: float | None,
        low: float,
        high: float,
        bound: _Bound,
        trend: _Trend | None = None,
        unit: str | None = None,
        noun: Span | None = None,
        about: Span | None = None,
        event: str | None = None,
        source: Span | None = None,
        source_entity: str | None = None,
        links: tuple[tuple[_Relation, int], ...] | None = None,
    ) -> Figure: ...
    @property
    def sentence(self) -> int: ...
    @property
    def kind(self) -> _Kind | _OtherKind: ...
    @property
    def value(self) -> float | None: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...
    @property
    def bound(self) -> _Bound: ...
    @property
    def trend(self) -> _Trend | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def noun(self) -> Span | None: ...
    @property
    def about(self) -> Span | None: ...
    @property
    def event(self) -> str | None: ...
    @property
    def source(self) -> Span | None: ...
    @property
    def source_entity(self) -> str | None: ...
    @property
    def links(self) -> tuple[tuple[_Relation, int], ...]: ...
    def to(self, unit: str) -> Figure: ...

@final
class Entity(Record):
    __match_args__: ClassVar[tuple[str, ...]] = ("key", "name", "label", "roles", "mentions", "country")
    def __new__(
        cls,
        key: str,
        name: str,
        label: str,
        roles: tuple[str, ...],
        mentions: tuple[Mention, ...],
        country: str | None = None,
    ) -> Entity: ...
    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def roles(self) -> tuple[str, ...]: ...
    @property
    def mentions(self) -> tuple[Mention, ...]: ...
    @property
    def country(self) -> str | None: ...

@final
class Acronym(Record):
    __match_args__: ClassVar[tuple[str, ...]] = ("short", "long", "entity")
    def __new__(cls, short: Span, long: Span, entity: str | None = None) -> Acronym: ...
    @property
    def short(self) -> Span: ...
    @property
    def long(self) -> Span: ...
    @property
    def entity(self) -> str | None: ...

@final
class Document(Record):
    __match_args__: ClassVar[tuple[str, ...]] = (
        "text",
        "sentences",
        "mentions",
        "figures",
        "entities",
        "acronyms",
        "paragraphs",
    )
    def __new__(
        cls,
        text: str,
        sentences: tuple[Sentence, ...],
        mentions: tuple[Mention, ...],
        figures: tuple[Figure, ...],
        entities: tuple[Entity, ...],
        acronyms: tuple[Acronym, ...],
        paragraphs: tuple[Span, ...],
    ) -> Document: ...
    @property
    def text(self) -> str: ...
    @property
    def sentences(self) -> tuple[Sentence, ...]: ...
    @property
    def mentions(self) -> tuple[Mention, ...]: ...
    @property
    def figures(self) -> tuple[Figure, ...]: ...
    @property
    def entities(self) -> tuple[Entity, ...]: ...
    @property
    def acronyms(self) -> tuple[Acronym, ...]: ...
    @property
    def paragraphs(self) -> tuple[Span, ...]: ...
    def to_json(self) -> str: ...

@final
class Gazetteer:
    def __new__(cls, *_given: Never, **_named: Never) -> Gazetteer: ...
    @staticmethod
    def from_records(
        records: Iterable[Mapping[str, Any]],
        *,
        metadata: _Fields = (),
        strict: bool = True,
        progress: Callable[[int], object] | None = None,
    ) -> Gazetteer: ...
    @staticmethod
    def from_csv(
        path: _Path,
        *,
        sep: str = ",",
        metadata: _Fields = (),
        strict: bool = True,
        progress: Callable[[int], object] | None = None,
    ) -> Gazetteer: ...
    @staticmethod
    def from_tsv(
        path: _Path,
        *,
        metadata: _Fields = (),
        strict: bool = True,
        progress: Callable[[int], object] | None = None,
    ) -> Gazetteer: ...
    @staticmethod
    def from_jsonl(
        path: _Path,
        *,
        metadata: _Fields = (),
        strict: bool = True,
        progress: Callable[[int], object] | None = None,
    ) -> Gazetteer: ...
    @staticmethod
    def from_arrow(
        table: _ArrowStream,
        *,
        metadata: _Fields = (),
        strict: bool = True,
        progress: Callable[[int], object] | None = None,
    ) -> Gazetteer: ...
    @staticmethod
    def from_parquet(
        path: _Path,
        *,
        metadata: _Fields = (),
        strict: bool = True,
        progress: Callable[[int], object] | None = None,
    ) -> Gazetteer: ...
    @staticmethod
    def open(path: _Path) -> Gazetteer: ...
    @staticmethod
    def _from_bytes(bytes: bytes) -> Gazetteer: ...
    def save(self, path: _Path) -> None: ...
    def verify(self) -> None: ...
    def add(self, records: Iterable[Mapping[str, Any]], *, metadata: _Fields = ()) -> None: ...
    def remove(self, ids: Iterable[str]) -> None: ...
    @property
    def left_out(self) -> list[tuple[str, str]]: ...
    def __add__(self, value: Gazetteer, /) -> Gazetteer: ...
    def __radd__(self, value: Gazetteer, /) -> Gazetteer: ...
    def __len__(self) -> int: ...
    def __getitem__(self, id: str, /) -> dict[str, Any]: ...
    @overload
    def get(self, id: str) -> dict[str, Any] | None: ...
    @overload
    def get(self, id: str, default: _Default) -> dict[str, Any] | _Default: ...
    def __contains__(self, id: object, /) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...

@final
class EntityMatcher:
    def __new__(
        cls,
        gazetteer: Gazetteer | _Path,
        *,
        case: _Case = "smart",
        boundaries: _Boundaries = "word",
        overlaps: _Overlaps = "longest",
        fold: bool = True,
        max_edits: int = 0,
        transliterate: bool = False,
    ) -> EntityMatcher: ...
    def find(self, text: str) -> list[Mention]: ...
    def find_many(self, texts: Iterable[str | None], *, threads: int | None = None) -> Table: ...
    def replace(self, text: str, by: str | Callable[[Mention], str]) -> str: ...
    def annotate(self, text: str, *, format: _Annotation = "html") -> str: ...
    def explain(self, text: str, name: str) -> str: ...
    def __getnewargs_ex__(self) -> tuple[tuple[Gazetteer], dict[str, Any]]: ...

@final
class Table:
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __len__(self) -> int: ...
    def __reduce__(self) -> tuple[Callable[..., Table], tuple[Any, ...]]: ...
    @staticmethod
    def _from_bytes(name: str, columns: list[Any], batches: list[Any]) -> Table: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    @property
    def columns(self) -> list[str]: ...
    def to_arrow(self) -> Any: ...
    def to_dict(self) -> dict[str, list[Any]]: ...
    def to_dicts(self, limit: int | None = None) -> list[dict[str, Any]]: ...
    def to_pandas(self) -> Any: ...
    def to_polars(self) -> Any: ...
    def write_csv(self, path: _Path) -> None: ...
    def write_parquet(self, path: _Path) -> None: ...
    def _repr_html_(self) -> str: ...

@final
class Tables:
    __match_args__: ClassVar[tuple[str, ...]] = ("sentences", "mentions", "figures", "errors", "documents")
    def __new__(cls, sentences: Table, mentions: Table, figures: Table, errors: Table, documents: int) -> Tables: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[type[Any], tuple[Any, ...]]: ...
    @property
    def sentences(self) -> Table: ...
    @property
    def mentions(self) -> Table: ...
    @property
    def figures(self) -> Table: ...
    @property
    def errors(self) -> Table: ...
    @property
    def documents(self) -> int: ...
    def to_dict(self) -> dict[str, Any]: ...
    def write_csv(self, dir: _Path) -> None: ...
    def write_parquet(self, dir: _Path) -> None: ...
    def _repr_html_(self) -> str: ...

@final
class SentenceSpans:
    def __getitem__(self, index: int, /) -> tuple[int, int]: ...
    def __iter__(self) -> Iterator[tuple[int, int]]: ...
    def __len__(self) -> int: ...
    if sys.version_info >= (3, 12):
        def __buffer__(self, flags: int, /) -> memoryview: ...

def split_sentences(
    text: str,
    *,
    lang: str = "en",
    newlines: _Newlines = "auto",
    quotes: _Quotes = "keep",
    abbreviations: Iterable[str] = (),
) -> list[Sentence]: ...
def sentence_spans(
    text: str,
    *,
    lang: str = "en",
    newlines: _Newlines = "auto",
    quotes: _Quotes = "keep",
    abbreviations: Iterable[str] = (),
) -> SentenceSpans: ...
def extract_figures(
    text: str, *, include: _Include | Iterable[_Include] = "default", lang: str = "en"
) -> list[Figure]: ...
def match_entities(
    text: str,
    gazetteer: Gazetteer | _Path | None = None,
    *,
    case: _Case = "smart",
    boundaries: _Boundaries = "word",
    overlaps: _Overlaps = "longest",
    fold: bool = True,
    max_edits: int = 0,
    transliterate: bool = False,
) -> list[Mention]: ...
def analyze(text: str, *, gazetteer: Gazetteer | EntityMatcher | _Path | None = None, lang: str = "en") -> Document: ...
def analyze_many(
    texts: _Texts,
    *,
    ids: _Ids | None = None,
    gazetteer: Gazetteer | EntityMatcher | _Path | None = None,
    lang: str = "en",
    threads: int | None = None,
    progress: bool | Callable[[int], object] = False,
) -> Tables: ...
def analyze_batches(
    texts: _Texts,
    *,
    ids: _Ids | None = None,
    batch_size: int = 10000,
    gazetteer: Gazetteer | EntityMatcher | _Path | None = None,
    lang: str = "en",
    threads: int | None = None,
    progress: bool | Callable[[int], object] = False,
) -> Iterator[Tables]: ...
def world() -> Gazetteer: ...
