use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};

use super::document::Document;
use super::entities::{Gazetteer, mentions};
use super::figure::Figure;
use super::input::Input;
use super::spans::Sentence;
use crate::entities::{CaseRule, EntityMatcher};
use crate::figures::Include;
use crate::language::Language;

/// Splits a text into sentences: in order, not overlapping, covering all but white space.
///
/// Offsets are in code points of ``text``. ``lang`` is an ISO 639-1 code; `LanguageError` names those there are.
///
/// >>> import factbox
/// >>> [s.text for s in factbox.split_sentences("Gen. Ali Ayoub left at 5 p.m. Nobody saw him.")]
/// ['Gen. Ali Ayoub left at 5 p.m.', 'Nobody saw him.']
#[pyfunction]
#[pyo3(signature = (text, *, lang = "en"))]
pub(super) fn split_sentences<'py>(text: &Bound<'py, PyAny>, lang: &str) -> PyResult<Bound<'py, PyList>> {
    let language = Language::from_code(lang)?;
    let input = Input::new(text)?;
    let py = text.py();
    let found = py.detach(|| crate::split_sentences(&input.text, language));
    let offsets = input.offsets();
    let sentences =
        found.iter().map(|sentence| Sentence::build(&input, &offsets, sentence)).collect::<PyResult<Vec<_>>>()?;
    PyList::new(py, sentences)
}

/// Finds the names that a gazetteer lists; without one, those of the built-in world.
///
/// ``case`` is "smart" (capitals of the name must be capitals in the text), "exact" or "any". To match many texts against
/// one gazetteer, make an `EntityMatcher` once.
///
/// >>> import factbox
/// >>> [(m.text, m.label, m.entity) for m in factbox.match_entities("Iran’s envoy met Syrian officials.")]
/// [('Iran', 'PLACE', 'IR'), ('Syrian', 'NORP', 'SY-people')]
#[pyfunction]
#[pyo3(signature = (text, gazetteer = None, *, case = "smart"))]
pub(super) fn match_entities<'py>(
    text: &Bound<'py, PyAny>,
    gazetteer: Option<&Bound<'py, Gazetteer>>,
    case: &str,
) -> PyResult<Bound<'py, PyList>> {
    let case = CaseRule::from_name(case)?;
    let input = Input::new(text)?;
    let own = gazetteer.map(Bound::get);
    let found = text.py().detach(|| match (own, case) {
        (None, CaseRule::Smart) => crate::match_entities(&input.text),
        (Some(own), CaseRule::Smart) => own.smart().find(&input.text),
        (own, case) => EntityMatcher::new(own.map_or_else(crate::world, Gazetteer::shared), case).find(&input.text),
    });
    mentions(&input, &found)
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
#[pyo3(signature = (text, *, include = Kinds(Include::DEFAULT), lang = "en"), text_signature = "(text, *, include='default', lang='en')")]
pub(super) fn extract_figures<'py>(
    text: &Bound<'py, PyAny>,
    include: Kinds,
    lang: &str,
) -> PyResult<Bound<'py, PyList>> {
    let language = Language::from_code(lang)?;
    let input = Input::new(text)?;
    let py = text.py();
    let found = py.detach(|| crate::extract_figures(&input.text, include.0, language));
    let offsets = input.offsets();
    let figures = found.iter().map(|figure| Figure::build(&input, &offsets, figure)).collect::<PyResult<Vec<_>>>()?;
    PyList::new(py, figures)
}

/// Reads a text whole: sentences, names and figures, linked.
///
/// Names come from the built-in world and from patterns; those of ``gazetteer`` go before both.
///
/// >>> import factbox
/// >>> doc = factbox.analyze("Prime Minister Imad Khamis spoke. Khamis said 14 people were hurt.")
/// >>> [(e.name, e.roles) for e in doc.entities]
/// [('Imad Khamis', ('Prime Minister',))]
/// >>> doc.figures[0].source_entity == doc.entities[0].key
/// True
#[pyfunction]
#[pyo3(signature = (text, *, gazetteer = None, lang = "en"))]
pub(super) fn analyze(
    text: &Bound<'_, PyAny>,
    gazetteer: Option<&Bound<'_, Gazetteer>>,
    lang: &str,
) -> PyResult<Py<Document>> {
    let language = Language::from_code(lang)?;
    let input = Input::new(text)?;
    let own = gazetteer.map(Bound::get);
    let document = text.py().detach(|| crate::analyze(&input.text, own.map(Gazetteer::smart), language));
    Document::build(&input, &document)
}

/// The built-in gazetteer: countries, capitals, regions and cities, nationalities and other peoples, organisations.
#[pyfunction]
pub(super) fn world(py: Python<'_>) -> Gazetteer {
    Gazetteer::new(py.detach(crate::world))
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
        let mut kinds = Include::NONE;
        for name in include.try_iter()? {
            kinds = kinds.with_name(name?.cast::<PyString>()?.to_str()?)?;
        }
        Ok(Self(kinds))
    }
}
