#![allow(clippy::needless_pass_by_value, reason = "arguments as pyo3 hands them over")]

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};

use super::arguments::{Listing, Threads, wrong_type};
use super::entities::Mention;
use super::errors::FactboxError;
use super::gazetteer::{Gazetteer, entities};
use super::input::Input;
use super::mentions::find;
use super::options;
use super::table::Table;
use crate::entities::{Boundaries, CaseRule, MatchOptions, Overlaps};
use crate::text::Offsets;

/// A gazetteer made ready for matching; one matcher may serve many threads. Pickled, it carries the entities with it: for
/// processes that share a large list, save the gazetteer and open it in each.
///
/// ``case`` is "smart", "exact" or "any". The smart rule: a capital of the name must be one in the text, capitals may be
/// more; a name in capitals of up to three letters matches capitals only ("US" is not "us"); a name that is also a common
/// word ("Hope", "Who") counts only if the text has it capitalised inside a sentence somewhere, where a capital says
/// something; a name in capitals ("WHO") counts where a sentence opens too, but not in a line that is in capitals itself. ``boundaries`` is "word", or "none" for names inside words as
/// well. ``overlaps`` is "longest" (from left to right), "all", or "priority" (what is listed first). ``fold=True`` takes
/// accents, quotation marks, hyphens and spaces, and forms of one letter for the same; with ``fold=False`` letters have to
/// be those of the name. ``max_edits`` is how many letters may be wrong, 0, 1 or 2: in names of several words from 8 letters on
/// (two: from 14), in names of one word from 12 (two: from 16), since a short one is too often another name.
/// ``transliterate=True`` finds other spellings of foreign names too, by a key of their sounds ("Kassem" for "Qasem").
#[pyclass(frozen, module = "factbox")]
pub(super) struct EntityMatcher(pub(super) Arc<crate::EntityMatcher>);

#[pymethods]
impl EntityMatcher {
    #[new]
    #[pyo3(signature = (gazetteer, *, case = CaseRule::Smart, boundaries = Boundaries::Word, overlaps = Overlaps::Longest, fold = true, max_edits = 0, transliterate = false), text_signature = "(gazetteer, *, case='smart', boundaries='word', overlaps='longest', fold=True, max_edits=0, transliterate=False)")]
    #[allow(clippy::too_many_arguments, reason = "the options of the matcher")]
    fn new(
        py: Python<'_>,
        gazetteer: Listing,
        #[pyo3(from_py_with = options::case)] case: CaseRule,
        #[pyo3(from_py_with = options::boundaries)] boundaries: Boundaries,
        #[pyo3(from_py_with = options::overlaps)] overlaps: Overlaps,
        #[pyo3(from_py_with = options::fold)] fold: bool,
        #[pyo3(from_py_with = options::max_edits)] max_edits: usize,
        #[pyo3(from_py_with = options::transliterate)] transliterate: bool,
    ) -> Self {
        let options =
            MatchOptions { case, boundaries, overlaps, fold, max_edits, transliterate, ..MatchOptions::default() };
        Self(Arc::new(py.detach(|| crate::EntityMatcher::new(gazetteer.0, options))))
    }

    /// The names of a text, in order.
    fn find<'py>(&self, text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
        listed(&Input::new(text)?, &self.0)
    }

    /// The names of many texts as a table: doc (the position of the text), mention, start, end, text, label, entity, name,
    /// method, score. A None among the texts (in a pandas Series, a NaN) has no names; a Series or an Arrow array will do for a list. ``threads`` is how many work at once; None: one for each core.
    ///
    /// pyarrow, pandas, Polars and DuckDB take the table as it is.
    #[pyo3(signature = (texts, *, threads = Threads::default()), text_signature = "($self, texts, *, threads=None)")]
    fn find_many(&self, py: Python<'_>, texts: &Bound<'_, PyAny>, threads: Threads) -> PyResult<Table> {
        find(py, &self.0, texts, threads)
    }

    /// The text with its names replaced: by a str in which {text}, {name}, {label}, {entity}, {method} and {score} stand for
    /// what the mention has (a brace is written twice), or by what a function gives for each mention.
    ///
    /// >>> import factbox
    /// >>> matcher = factbox.EntityMatcher(factbox.world())
    /// >>> matcher.replace("Talks in Tehran.", "[{name}]({entity})")
    /// 'Talks in [Tehran](gn:112931).'
    fn replace<'py>(&self, text: &Bound<'py, PyAny>, by: &Bound<'py, PyAny>) -> PyResult<String> {
        let template = by.cast::<PyString>().ok();
        match template {
            Some(template) => check_template(template)?,
            None if by.is_callable() => {}
            None => return Err(wrong_type("by", "a str or a function", by)),
        }
        self.rewritten(text, |mention| {
            if let Some(template) = template {
                let fields = mention.call_method0("to_dict")?;
                let made = template.call_method("format", (), Some(fields.cast::<PyDict>()?));
                return made.map_err(|error| unusable(template, &error.value(by.py()).to_string()))?.extract();
            }
            let made = by.call1((mention,))?;
            let text = made.cast::<PyString>().map_err(|_| {
                let start = mention.getattr("start").map_or_else(|_| String::new(), |at| at.to_string());
                wrong_type(&format!("what by gives for the mention at {start}"), "a str", &made)
            })?;
            Ok(text.to_str()?.to_owned())
        })
    }

    /// The text with its names marked: as HTML (the rest escaped), or "text" with the label and entity behind each name.
    #[pyo3(signature = (text, *, format = "html".to_owned()), text_signature = "($self, text, *, format='html')")]
    fn annotate<'py>(
        &self,
        text: &Bound<'py, PyAny>,
        #[pyo3(from_py_with = options::format)] format: String,
    ) -> PyResult<String> {
        let py = text.py();
        let escape = py.import("html")?.getattr("escape")?;
        let escaped = |piece: &str| -> PyResult<String> { escape.call1((piece,))?.extract() };
        let field = |mention: &Bound<'py, PyAny>, name: &str| mention.getattr(name)?.extract::<String>();
        match format.as_str() {
            "html" => self.rewritten_with(
                text,
                |piece| escaped(piece),
                |mention| {
                    let [text, label, entity, name] = [
                        field(mention, "text")?,
                        field(mention, "label")?,
                        field(mention, "entity")?,
                        field(mention, "name")?,
                    ];
                    Ok(format!(
                        "<mark class=\"{}\" data-entity=\"{}\" title=\"{}\">{}</mark>",
                        escaped(&label)?,
                        escaped(&entity)?,
                        escaped(&name)?,
                        escaped(&text)?
                    ))
                },
            ),
            "text" => self.rewritten(text, |mention| {
                Ok(format!("[{}]({} {})", field(mention, "text")?, field(mention, "label")?, field(mention, "entity")?))
            }),
            _ => Err(FactboxError::new_err(format!("format is {format:?}, but may be: \"html\", \"text\""))),
        }
    }

    /// Why the text has or has not mentions of a name: a line for each mention of the entities that have the name, as ``find``
    /// gives them, and for each place that has its letters, or nearly, and is none.
    ///
    /// Raises `GazetteerError` for a name that no entity has.
    fn explain(&self, text: &Bound<'_, PyAny>, #[pyo3(from_py_with = options::name)] name: String) -> PyResult<String> {
        let input = Input::new(text)?;
        let offsets = input.offsets();
        let own: &str = &input.text;
        let lines: Vec<String> = text
            .py()
            .detach(|| self.0.explain(own, &name))?
            .iter()
            .map(|one| {
                let (start, end) = (offsets.code_point(one.start), offsets.code_point(one.end));
                format!("{start}-{end} {:?}: {}", &own[one.start..one.end], one.reason)
            })
            .collect();
        if lines.is_empty() {
            return Ok(format!("the text does not have the letters of {name:?}"));
        }
        Ok(lines.join("\n"))
    }

    fn __repr__(&self) -> String {
        format!("<EntityMatcher of {}>", entities(self.0.gazetteer().len()))
    }

    /// What pickling needs: the entities and the options.
    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<((Gazetteer,), Bound<'py, PyDict>)> {
        let options = self.0.options();
        let named = PyDict::new(py);
        named.set_item("case", options.case.name())?;
        named.set_item("boundaries", options.boundaries.name())?;
        named.set_item("overlaps", options.overlaps.name())?;
        named.set_item("fold", options.fold)?;
        named.set_item("max_edits", options.max_edits)?;
        named.set_item("transliterate", options.transliterate)?;
        Ok(((Gazetteer::new(Arc::clone(self.0.gazetteer())),), named))
    }
}

impl EntityMatcher {
    fn rewritten<'py>(
        &self,
        text: &Bound<'py, PyAny>,
        made: impl Fn(&Bound<'py, PyAny>) -> PyResult<String>,
    ) -> PyResult<String> {
        self.rewritten_with(text, |piece| Ok(piece.to_owned()), made)
    }

    /// The text with its names and what stands between them made anew.
    fn rewritten_with<'py>(
        &self,
        text: &Bound<'py, PyAny>,
        between: impl Fn(&str) -> PyResult<String>,
        made: impl Fn(&Bound<'py, PyAny>) -> PyResult<String>,
    ) -> PyResult<String> {
        if self.0.options().overlaps == Overlaps::All {
            return Err(FactboxError::new_err(
                "names that overlap can be neither replaced nor marked one by one; make the matcher with \
                 overlaps=\"longest\" or \"priority\", or call find",
            ));
        }
        let input = Input::new(text)?;
        let py = text.py();
        let own: &str = &input.text;
        let (found, offsets) = py.detach(|| (self.0.find_listed(own), Offsets::new(own)));
        let (mut rewritten, mut at) = (String::with_capacity(own.len()), 0);
        for listed in found {
            let span = listed.span;
            let mention = Mention::of(&input, &offsets, listed)?;
            rewritten.push_str(&between(own.get(at..span.start).unwrap_or_default())?);
            rewritten.push_str(&made(mention.into_bound(py).as_any())?);
            at = span.end;
        }
        rewritten.push_str(&between(own.get(at..).unwrap_or_default())?);
        Ok(rewritten)
    }
}

/// Refuses a template that is not written as one, or has fields that no mention has, before any name is found.
fn check_template(template: &Bound<'_, PyString>) -> PyResult<()> {
    let py = template.py();
    let known: Vec<String> = py.get_type::<Mention>().getattr("__match_args__")?.extract()?;
    let formatter = py.import("string")?.getattr("Formatter")?.call0()?;
    let refused = |error: PyErr| unusable(template, &error.value(py).to_string());
    for piece in formatter.call_method1("parse", (template,))?.try_iter()? {
        let piece = piece.map_err(refused)?;
        let field: Option<String> = piece.cast::<PyTuple>()?.get_item(1)?.extract()?;
        let Some(field) = field else { continue };
        let name = field.split(['.', '[']).next().unwrap_or_default();
        if !known.iter().any(|known| known == name) {
            return Err(unusable(template, &format!("a mention has no {name:?}, but {}", known.join(", "))));
        }
    }
    Ok(())
}

fn unusable(template: &Bound<'_, PyString>, problem: &str) -> PyErr {
    FactboxError::new_err(format!(
        "by is {:?}: {problem}; write the name of a field between braces, and a brace twice where a brace is meant",
        template.to_string()
    ))
}

/// The names that a matcher finds in a text.
pub(super) fn listed<'py>(input: &Input<'_, 'py>, matcher: &crate::EntityMatcher) -> PyResult<Bound<'py, PyList>> {
    let py = input.object.py();
    let text: &str = &input.text;
    let (found, offsets) = py.detach(|| (matcher.find_listed(text), Offsets::new(text)));
    let mentions =
        found.into_iter().map(|listed| Mention::of(input, &offsets, listed)).collect::<PyResult<Vec<_>>>()?;
    PyList::new(py, mentions)
}
