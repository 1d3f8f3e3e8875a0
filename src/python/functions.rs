#![allow(clippy::needless_pass_by_value, reason = "arguments as pyo3 hands them over")]

use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};

use super::arguments::{Listing, Matching, several};
use super::document::Document;
use super::figure::Figure;
use super::gazetteer::Gazetteer;
use super::input::Input;
use super::matcher::listed;
use super::options;
use super::spans::{Sentence, SentenceSpans};
use super::strings::Strings;
use crate::entities::{Boundaries, CaseRule, MatchOptions, Overlaps};
use crate::figures::Include;
use crate::language::Language;
use crate::sentences::{Newlines, Quotes, Splitter};
use crate::text::Offsets;

/// Splits a text into sentences: in order, not overlapping, covering all but white space.
///
/// Offsets are in code points of ``text``. ``lang`` is an ISO 639-1 code; LanguageError names those there are.
///
/// ``newlines`` says what a single line break is: "auto" (the end of a heading or a list item, but not of a wrapped line),
/// "always" (an end), "paragraph" (none; blank lines alone part), "never" (none, and blank lines are none either).
/// ``quotes``: "keep" leaves a short quotation that a sentence embeds in one piece, "split" splits inside it.
/// ``abbreviations``: further words whose full stop ends no sentence, with it or without, in any case.
///
/// >>> import factbox
/// >>> [s.text for s in factbox.split_sentences("Gen. Ali Ayoub left at 5 p.m. Nobody saw him.")]
/// ['Gen. Ali Ayoub left at 5 p.m.', 'Nobody saw him.']
#[pyfunction]
#[pyo3(signature = (text, *, lang = Language::English, newlines = Newlines::Auto, quotes = Quotes::Keep, abbreviations = Words(Vec::new())), text_signature = "(text, *, lang='en', newlines='auto', quotes='keep', abbreviations=())")]
pub(super) fn split_sentences<'py>(
    text: &Bound<'py, PyAny>,
    #[pyo3(from_py_with = options::lang)] lang: Language,
    #[pyo3(from_py_with = options::newlines)] newlines: Newlines,
    #[pyo3(from_py_with = options::quotes)] quotes: Quotes,
    abbreviations: Words,
) -> PyResult<Bound<'py, PyList>> {
    let splitter = splitter(lang, newlines, quotes, abbreviations);
    let input = Input::new(text)?;
    let py = text.py();
    let found = py.detach(|| splitter.split(&input.text));
    let offsets = input.offsets();
    let sentences =
        found.iter().map(|sentence| Sentence::build(&input, &offsets, sentence)).collect::<PyResult<Vec<_>>>()?;
    PyList::new(py, sentences)
}

/// Splits a text into sentences and gives only where they stand: a SentenceSpans, which NumPy takes as it is.
///
/// The same options and sentences as ``split_sentences``, for those who cut the text themselves or need no text at all.
///
/// >>> import factbox
/// >>> spans = factbox.sentence_spans("Gen. Ali Ayoub left at 5 p.m. Nobody saw him.")
/// >>> list(spans)
/// [(0, 29), (30, 45)]
/// >>> memoryview(spans).shape
/// (2, 2)
#[pyfunction]
#[pyo3(signature = (text, *, lang = Language::English, newlines = Newlines::Auto, quotes = Quotes::Keep, abbreviations = Words(Vec::new())), text_signature = "(text, *, lang='en', newlines='auto', quotes='keep', abbreviations=())")]
pub(super) fn sentence_spans(
    text: &Bound<'_, PyAny>,
    #[pyo3(from_py_with = options::lang)] lang: Language,
    #[pyo3(from_py_with = options::newlines)] newlines: Newlines,
    #[pyo3(from_py_with = options::quotes)] quotes: Quotes,
    abbreviations: Words,
) -> PyResult<SentenceSpans> {
    let splitter = splitter(lang, newlines, quotes, abbreviations);
    let input = Input::new(text)?;
    let content = &input.text;
    Ok(text.py().detach(|| SentenceSpans::new(&splitter.split(content), &Offsets::new(content))))
}

fn splitter(lang: Language, newlines: Newlines, quotes: Quotes, abbreviations: Words) -> Splitter {
    Splitter::new(lang).newlines(newlines).quotes(quotes).abbreviations(abbreviations.0)
}

/// Finds the names that a gazetteer lists; without one, those of the built-in world.
///
/// The options are those of `EntityMatcher`, which says what they mean; to match many texts against one gazetteer, make one
/// once.
///
/// >>> import factbox
/// >>> [(m.text, m.label, m.entity) for m in factbox.match_entities("Iran’s envoy met Syrian officials.")]
/// [('Iran', 'PLACE', 'IR'), ('Syrian', 'NORP', 'SY-people')]
#[pyfunction]
#[pyo3(signature = (text, gazetteer = None, *, case = CaseRule::Smart, boundaries = Boundaries::Word, overlaps = Overlaps::Longest, fold = true, max_edits = 0, transliterate = false), text_signature = "(text, gazetteer=None, *, case='smart', boundaries='word', overlaps='longest', fold=True, max_edits=0, transliterate=False)")]
#[allow(clippy::too_many_arguments, reason = "the options of the matcher")]
pub(super) fn match_entities<'py>(
    text: &Bound<'py, PyAny>,
    gazetteer: Option<Listing>,
    #[pyo3(from_py_with = options::case)] case: CaseRule,
    #[pyo3(from_py_with = options::boundaries)] boundaries: Boundaries,
    #[pyo3(from_py_with = options::overlaps)] overlaps: Overlaps,
    #[pyo3(from_py_with = options::fold)] fold: bool,
    #[pyo3(from_py_with = options::max_edits)] max_edits: usize,
    #[pyo3(from_py_with = options::transliterate)] transliterate: bool,
) -> PyResult<Bound<'py, PyList>> {
    let options =
        MatchOptions { case, boundaries, overlaps, fold, max_edits, transliterate, ..MatchOptions::default() };
    let input = Input::new(text)?;
    match gazetteer {
        None if options == MatchOptions::default() => listed(&input, crate::entities::world_matcher()),
        own => {
            let gazetteer = own.map_or_else(crate::world, |own| own.0);
            listed(&input, &crate::EntityMatcher::new(gazetteer, options))
        }
    }
}

/// Finds the figures of a text: how many, of what, what happened, and who says so.
///
/// ``include`` is "default" (figures), "all" (also ordinals, scores, dates, times and codes), a kind or several kinds.
///
/// >>> import factbox
/// >>> f = factbox.extract_figures("It killed over half a million, according to officials.")[0]
/// >>> f.text, f.value, f.bound, f.event, f.source.text
/// ('half a million', 500000.0, 'over', 'kill', 'officials')
#[pyfunction]
#[pyo3(signature = (text, *, include = Kinds(Include::DEFAULT), lang = Language::English), text_signature = "(text, *, include='default', lang='en')")]
pub(super) fn extract_figures<'py>(
    text: &Bound<'py, PyAny>,
    include: Kinds,
    #[pyo3(from_py_with = options::lang)] lang: Language,
) -> PyResult<Bound<'py, PyList>> {
    let input = Input::new(text)?;
    let py = text.py();
    let found = py.detach(|| crate::extract_figures(&input.text, include.0, lang));
    let offsets = input.offsets();
    let mut strings = Strings::default();
    let figures = found
        .iter()
        .map(|figure| Figure::build(&input, &offsets, figure, &mut strings))
        .collect::<PyResult<Vec<_>>>()?;
    PyList::new(py, figures)
}

/// Reads a text whole: sentences, names and figures, linked.
///
/// Names come from the built-in world and from patterns; those of ``gazetteer`` go before both: a Gazetteer, the path of a
/// saved one, or an EntityMatcher, which matches as it was told to. For many texts give a matcher, made once.
///
/// >>> import factbox
/// >>> doc = factbox.analyze("Prime Minister Imad Khamis spoke. Khamis said 14 people were hurt.")
/// >>> [(e.name, e.roles) for e in doc.entities]
/// [('Imad Khamis', ('Prime Minister',))]
/// >>> doc.figures[0].source_entity == doc.entities[0].key
/// True
#[pyfunction]
#[pyo3(signature = (text, *, gazetteer = None, lang = Language::English), text_signature = "(text, *, gazetteer=None, lang='en')")]
pub(super) fn analyze(
    text: &Bound<'_, PyAny>,
    gazetteer: Option<Matching>,
    #[pyo3(from_py_with = options::lang)] lang: Language,
) -> PyResult<Py<Document>> {
    let input = Input::new(text)?;
    let document = text.py().detach(|| crate::analyze(&input.text, gazetteer.as_ref().map(|own| &*own.0), lang));
    Document::of(input.object, document)
}

/// The built-in gazetteer: countries, capitals, regions and cities, nationalities and other peoples, organisations.
#[pyfunction]
pub(super) fn world(py: Python<'_>) -> Gazetteer {
    Gazetteer::new(py.detach(crate::world))
}

/// Several words; one str alone is refused, since it would be taken letter by letter.
pub(super) struct Words(Vec<String>);

impl<'py> FromPyObject<'_, 'py> for Words {
    type Error = PyErr;

    fn extract(words: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(several("abbreviations", "several str in a list", &words)?))
    }
}

/// The kinds of figure asked for: one name, or several.
#[derive(Clone, Copy)]
pub(super) struct Kinds(Include);

impl<'py> FromPyObject<'_, 'py> for Kinds {
    type Error = PyErr;

    fn extract(include: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(name) = include.cast::<PyString>() {
            return Ok(Self(Include::NONE.with_name(name.to_str()?)?));
        }
        let names = several("include", "a kind, a list of kinds, \"default\" or \"all\"", &include)?;
        Ok(Self(names.iter().try_fold(Include::NONE, |kinds, name| kinds.with_name(name))?))
    }
}
