//! Many documents to tables: texts from Python or Arrow to the threads that read them, and their rows back.

#![allow(clippy::needless_pass_by_value, reason = "arguments as pyo3 hands them over")]

use std::collections::VecDeque;
use std::sync::{Mutex, TryLockError};
use std::time::Duration;

use arrow_array::{Array, ArrayRef};
use pyo3::exceptions::{PyBaseException, PyException, PyOverflowError, PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyIterator, PyString};

use super::arguments::{Matching, Threads, kind_of, walk, wrong_type};
use super::columns::{self, Columns};
use super::errors::FactboxError;
use super::input::Input;
use super::options;
use super::table::{Tables, failed};
use crate::language::Language;
use crate::tables::{Doc, Docs, IdKind, Ids, Rows, Share, Texts, Workers};

/// Reads many texts whole: tables of their sentences, names and figures.
///
/// Args:
///     texts: An iterable of str, or a column of text that speaks Arrow: a Polars or pandas Series, a pyarrow array. A None
///         (in pandas a NaN) is a document without rows; an exception stands for a text that could not be had, and its
///         message is a row of ``errors``.
///     ids: What the documents are called in the column ``doc``, str or int, one for each text; their positions if not given.
///         A generator of ids may be endless.
///     gazetteer: Names of one's own, which go before those of the built-in world and of patterns: a Gazetteer, the path of
///         a saved one, or an EntityMatcher, which matches as it was told to.
///     threads: How many read at once; None: one for each core.
///     progress: True for a bar by tqdm, or a function that is called with the number of documents read.
///
/// A document that cannot be read is a row of the table ``errors`` and ends nothing. The rows are in the order of the texts.
/// A lone surrogate, which UTF-8 has no form for, is U+FFFD in the tables; offsets stand.
///
/// Raises:
///     TypeError: If texts is one str or a table, or an id neither str nor int.
///     FactboxError: If there are fewer ids than texts, or more in what has a length, or both str and int among them.
///     LanguageError: If there are no rules for the language.
///
/// >>> import factbox
/// >>> tables = factbox.analyze_many(["Five people fled.", None, "Rice rose by 12 percent."], ids=["a", "b", "c"])
/// >>> tables
/// <Tables of 3 documents: 2 sentences, 0 mentions, 2 figures, 0 errors>
/// >>> [(row["doc"], row["text"], row["value"]) for row in tables.figures.to_dicts()]
/// [('a', 'Five', 5.0), ('c', '12 percent', 12.0)]
#[pyfunction]
#[pyo3(signature = (texts, *, ids = None, gazetteer = None, lang = Language::English, threads = Threads::default(), progress = Watch::None), text_signature = "(texts, *, ids=None, gazetteer=None, lang='en', threads=None, progress=False)")]
pub(super) fn analyze_many(
    py: Python<'_>,
    texts: &Bound<'_, PyAny>,
    ids: Option<&Bound<'_, PyAny>>,
    gazetteer: Option<Matching>,
    #[pyo3(from_py_with = options::lang)] lang: Language,
    threads: Threads,
    progress: Watch,
) -> PyResult<Tables> {
    let mut run = Run::new(texts, ids, gazetteer.as_ref(), lang, threads, progress, Limits::NONE)?;
    let rows = run.next(py)?.unwrap_or_default();
    // behind them there is only what is wrong with the ids
    run.next(py)?;
    Tables::build(py, rows, run.ids.kind())
}

/// Reads many texts whole, as ``analyze_many`` does, and gives their tables batch by batch, so that memory stays flat however
/// many texts an iterable has.
///
/// A batch has ``batch_size`` documents, or fewer where they are so long that together they pass 64 MiB. The other arguments
/// and errors are those of ``analyze_many``; a few hundred kilobytes of text are read ahead for each thread.
///
/// >>> import factbox
/// >>> texts = (f"{number} people fled." for number in range(2, 7))
/// >>> [tables.figures.to_dicts()[-1]["doc"] for tables in factbox.analyze_batches(texts, batch_size=2)]
/// [1, 3, 4]
#[pyfunction]
#[pyo3(signature = (texts, *, ids = None, batch_size = 10_000, gazetteer = None, lang = Language::English, threads = Threads::default(), progress = Watch::None), text_signature = "(texts, *, ids=None, batch_size=10000, gazetteer=None, lang='en', threads=None, progress=False)")]
#[allow(clippy::too_many_arguments, reason = "the options of the call")]
pub(super) fn analyze_batches(
    texts: &Bound<'_, PyAny>,
    ids: Option<&Bound<'_, PyAny>>,
    #[pyo3(from_py_with = options::batch_size)] batch_size: usize,
    gazetteer: Option<Matching>,
    #[pyo3(from_py_with = options::lang)] lang: Language,
    threads: Threads,
    progress: Watch,
) -> PyResult<TablesIterator> {
    let limits = Limits { documents: batch_size, bytes: 64 << 20 };
    let run = Run::new(texts, ids, gazetteer.as_ref(), lang, threads, progress, limits)?;
    Ok(TablesIterator(Mutex::new(run)))
}

/// The tables of many texts, batch by batch.
#[pyclass(frozen, module = "factbox")]
pub(super) struct TablesIterator(Mutex<Run>);

#[pymethods]
impl TablesIterator {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Tables>> {
        let mut run = match self.0.try_lock() {
            Ok(run) => run,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => {
                return Err(PyRuntimeError::new_err("the batches are already being read by another thread"));
            }
        };
        let rows = run.next(py)?;
        rows.map(|rows| Tables::build(py, rows, run.ids.kind())).transpose()
    }
}

/// What ends a share or a batch.
#[derive(Clone, Copy)]
struct Limits {
    documents: usize,
    bytes: usize,
}

impl Limits {
    const NONE: Self = Self { documents: usize::MAX, bytes: usize::MAX };
    /// Enough to be worth a thread's while, and little enough that threads end together.
    const SHARE: Self = Self { documents: 1 << 10, bytes: 1 << 18 };
}

/// What has been read of a share or a batch.
#[derive(Clone, Copy, Default)]
struct Size {
    documents: usize,
    bytes: usize,
}

impl Size {
    fn add(&mut self, bytes: usize) {
        self.documents += 1;
        self.bytes += bytes;
    }

    fn reaches(self, limits: Limits) -> bool {
        self.documents >= limits.documents || self.bytes >= limits.bytes
    }
}

/// How long the threads are waited for until a signal is looked for.
const WAIT: Duration = Duration::from_millis(100);

/// A call at work.
struct Run {
    source: Source,
    ids: IdSource,
    workers: Workers,
    /// How many shares may be under way.
    ahead: usize,
    /// Whether each share under way is the last of its batch.
    ends: VecDeque<bool>,
    /// What the batch that is being gathered has.
    batch: Size,
    limits: Limits,
    /// What the batch that is next has so far.
    rows: Rows,
    read: usize,
    /// Whether there is no further text.
    ended: bool,
    /// Whether there is no further batch.
    closed: bool,
    progress: Watch,
}

impl Run {
    fn new(
        texts: &Bound<'_, PyAny>,
        ids: Option<&Bound<'_, PyAny>>,
        gazetteer: Option<&Matching>,
        lang: Language,
        threads: Threads,
        mut progress: Watch,
        limits: Limits,
    ) -> PyResult<Self> {
        let total = texts.len().ok();
        if let (Some(texts), Some(Ok(ids))) = (total, ids.map(PyAnyMethods::len))
            && texts != ids
        {
            return Err(FactboxError::new_err(format!(
                "there are {texts} texts and {ids} ids; give an id for each text"
            )));
        }
        let source = Source::of(texts)?;
        let ids = IdSource::of(ids)?;
        let workers = Workers::new(threads.number, gazetteer.map(|own| &own.0), lang)?;
        progress.begin(texts.py(), total)?;
        Ok(Self {
            source,
            ids,
            workers,
            ahead: 2 * threads.number + 1,
            ends: VecDeque::new(),
            batch: Size::default(),
            limits,
            rows: Rows::default(),
            read: 0,
            ended: false,
            closed: false,
            progress,
        })
    }

    /// The rows of the next batch; `None` behind the last, and behind an error.
    fn next(&mut self, py: Python<'_>) -> PyResult<Option<Rows>> {
        if self.closed {
            return Ok(None);
        }
        let next = self.advance(py);
        if !matches!(next, Ok(Some(_))) {
            self.closed = true;
            self.progress.end(py);
        }
        if matches!(next, Ok(None)) {
            self.ids.refuse_left()?;
        }
        next
    }

    fn advance(&mut self, py: Python<'_>) -> PyResult<Option<Rows>> {
        loop {
            while !self.ended && self.workers.in_flight() < self.ahead {
                if let Some((share, last)) = self.gather(py)? {
                    self.ends.push_back(last);
                    self.workers.send(share);
                } else {
                    self.ended = true;
                }
                py.check_signals()?;
            }
            if self.workers.in_flight() == 0 {
                let rows = std::mem::take(&mut self.rows);
                return Ok((rows.documents > 0).then_some(rows));
            }
            let workers = &mut self.workers;
            let rows = py.detach(|| workers.receive(WAIT));
            py.check_signals()?;
            let Some(rows) = rows else { continue };
            let rows = rows.map_err(failed)?;
            self.read += rows.documents;
            self.progress.tell(py, self.read, rows.documents)?;
            self.rows.append(rows);
            if self.ends.pop_front() == Some(true) {
                return Ok(Some(std::mem::take(&mut self.rows)));
            }
        }
    }

    /// The next share, and whether a batch ends with it; `None` behind the last text.
    fn gather(&mut self, py: Python<'_>) -> PyResult<Option<(Share, bool)>> {
        let mut size = Size::default();
        let docs = match &mut self.source {
            Source::Objects { texts, .. } => {
                let mut docs = Vec::new();
                while !size.reaches(Limits::SHARE) && !self.batch.reaches(self.limits) {
                    let Some(text) = texts.bind(py).clone().next() else { break };
                    let doc = doc(&text?);
                    let bytes = if let Doc::Text(text) = &doc { text.len() } else { 0 };
                    size.add(bytes);
                    self.batch.add(bytes);
                    docs.push(doc);
                }
                Docs::Own(docs)
            }
            Source::Columns { columns, here, from } => {
                while here.as_ref().is_none_or(|here| *from == here.len()) {
                    let Some(next) = py.detach(|| columns.next()) else { return Ok(None) };
                    let next =
                        next.map_err(|error| FactboxError::new_err(format!("texts: {error}; check what makes them")))?;
                    (*here, *from) = (Some(next), 0);
                }
                let Some(column) = here else { return Ok(None) };
                let first = *from;
                // a slice, since a column of coded texts costs as much as it is long
                let left = column.slice(first, (column.len() - first).min(Limits::SHARE.documents));
                let texts = Texts::of(left.as_ref());
                let mut row = 0;
                while row < left.len() && !size.reaches(Limits::SHARE) && !self.batch.reaches(self.limits) {
                    let bytes = texts.as_ref().and_then(|texts| texts.get(row)).map_or(0, str::len);
                    size.add(bytes);
                    self.batch.add(bytes);
                    row += 1;
                }
                *from = first + row;
                Docs::Column(left.slice(0, row))
            }
        };
        if size.documents == 0 {
            return Ok(None);
        }
        let last = self.batch.reaches(self.limits);
        if last {
            self.batch = Size::default();
        }
        let ids = self.ids.take(py, size.documents)?;
        Ok(Some((Share { docs, ids }, last)))
    }
}

/// Where the texts come from.
enum Source {
    Objects { texts: Py<PyIterator> },
    Columns { columns: Columns, here: Option<ArrayRef>, from: usize },
}

impl Source {
    fn of(texts: &Bound<'_, PyAny>) -> PyResult<Self> {
        const WANTED: &str = "a list or the like of str, or a column of text";
        if texts.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err("texts is one str; give a list of them, or call analyze"));
        }
        refuse_table(texts)?;
        match columns::columns(texts) {
            Ok(Some(columns)) => {
                let of = columns.data_type();
                if matches!(of, arrow_schema::DataType::Struct(_)) {
                    return Err(is_table(texts));
                }
                if !Texts::is_text(&of) {
                    return Err(PyTypeError::new_err(format!(
                        "texts is a column of {of}, not of text; convert it to str"
                    )));
                }
                // not every library hands a column without a type over as the interface wants it
                if of != arrow_schema::DataType::Null {
                    return Ok(Self::Columns { columns, here: None, from: 0 });
                }
                let own = if texts.hasattr("to_pylist")? { &texts.call_method0("to_pylist")? } else { texts };
                return Ok(Self::Objects { texts: walk("texts", WANTED, own)?.unbind() });
            }
            // a pandas Series of various objects has no Arrow form, and none has without pyarrow
            Err(error) if !error.is_instance_of::<PyException>(texts.py()) => return Err(error),
            Ok(None) | Err(_) => {}
        }
        Ok(Self::Objects { texts: walk("texts", WANTED, texts)?.unbind() })
    }
}

/// Refuses a data frame, which would be walked column name by column name.
pub(super) fn refuse_table(texts: &Bound<'_, PyAny>) -> PyResult<()> {
    if texts.hasattr("columns")? { Err(is_table(texts)) } else { Ok(()) }
}

fn is_table(texts: &Bound<'_, PyAny>) -> PyErr {
    let kind = kind_of(texts);
    PyTypeError::new_err(format!("texts is a table ({kind}); give its column of text, as in table[\"text\"]"))
}

/// A document from Python. What is wrong with it is told, not raised.
fn doc(text: &Bound<'_, PyAny>) -> Doc {
    if is_missing(text) {
        return Doc::Missing;
    }
    if text.is_instance_of::<PyBaseException>() {
        return Doc::Unreadable(told_by(text));
    }
    match Input::new(text) {
        Ok(input) => Doc::Text(input.text.into_owned()),
        Err(error) => Doc::Unreadable(error.value(text.py()).to_string()),
    }
}

/// What an exception says, or its name.
fn told_by(exception: &Bound<'_, PyAny>) -> String {
    match exception.str() {
        Ok(told) if told.len().is_ok_and(|length| length == 0) => kind_of(exception),
        Ok(told) => told.to_string_lossy().into_owned(),
        Err(error) => error.to_string(),
    }
}

/// Whether there is nothing: None, or what pandas has in its place, a float that is no number, its NA or its NaT.
pub(super) fn is_missing(text: &Bound<'_, PyAny>) -> bool {
    text.is_none()
        || text.cast::<PyFloat>().is_ok_and(|number| number.value().is_nan())
        || text.get_type().name().is_ok_and(|name| name == "NAType" || name == "NaTType")
}

/// Where the ids come from.
struct IdSource {
    given: Option<Py<PyIterator>>,
    /// How many there are, where that is known before they are taken.
    length: Option<usize>,
    kind: Option<IdKind>,
    taken: i64,
}

impl IdSource {
    fn of(ids: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let walked = |ids: &Bound<'_, PyAny>| {
            // an Arrow array gives objects of its own when it is walked
            let ids = if ids.hasattr("to_pylist")? { &ids.call_method0("to_pylist")? } else { ids };
            Ok::<_, PyErr>(walk("ids", "a list or the like of str or int", ids)?.unbind())
        };
        let length = ids.and_then(|ids| ids.len().ok());
        Ok(Self { given: ids.map(walked).transpose()?, length, kind: None, taken: 0 })
    }

    /// Refuses ids behind the last text; those of a generator may go on for ever.
    fn refuse_left(&self) -> PyResult<()> {
        match (self.length, usize::try_from(self.taken)) {
            (Some(ids), Ok(texts)) if texts < ids => {
                let problem = format!("there are {texts} texts and {ids} ids; give an id for each text");
                Err(FactboxError::new_err(problem))
            }
            _ => Ok(()),
        }
    }

    fn kind(&self) -> IdKind {
        self.kind.unwrap_or(IdKind::Number)
    }

    /// The ids of the next documents.
    fn take(&mut self, py: Python<'_>, documents: usize) -> PyResult<Ids> {
        let (mut numbers, mut names) = (Vec::new(), Vec::new());
        for _ in 0..documents {
            let at = self.taken;
            self.taken += 1;
            let Some(given) = &self.given else {
                numbers.push(at);
                continue;
            };
            let Some(id) = given.bind(py).clone().next().transpose()? else {
                return Err(FactboxError::new_err(format!("there are more texts than ids, of which there are {at}")));
            };
            let place = format!("ids[{at}]");
            let kind = if id.is_instance_of::<PyString>() {
                names.push(Input::new(&id)?.text.into_owned());
                IdKind::Name
            } else {
                numbers.push(id.extract().map_err(|error: PyErr| {
                    if error.is_instance_of::<PyOverflowError>(py) {
                        FactboxError::new_err(format!("{place} is beyond 64 bits; give the ids as str"))
                    } else {
                        wrong_type(&place, "a str or an int", &id)
                    }
                })?);
                IdKind::Number
            };
            if *self.kind.get_or_insert(kind) != kind {
                let of = kind_of(&id);
                let problem = format!("{place} is {of}, unlike those before it; give ids that are all str or all int");
                return Err(FactboxError::new_err(problem));
            }
        }
        Ok(match self.kind() {
            IdKind::Number => Ids::Numbers(numbers),
            IdKind::Name => Ids::Names(names),
        })
    }
}

/// Who is told how far the work is.
pub(super) enum Watch {
    None,
    /// Asks for a bar, which is made when the work begins.
    Wanted,
    Bar(Py<PyAny>),
    /// A function that takes the number of documents read.
    Function(Py<PyAny>),
}

impl<'py> FromPyObject<'_, 'py> for Watch {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(wanted) = value.cast::<PyBool>() {
            return Ok(if wanted.is_true() { Self::Wanted } else { Self::None });
        }
        if value.is_none() {
            return Ok(Self::None);
        }
        if !value.is_callable() {
            let wanted = "a bool, or a function that takes the number of documents read";
            return Err(wrong_type("progress", wanted, &value));
        }
        Ok(Self::Function(value.to_owned().unbind()))
    }
}

impl Watch {
    fn begin(&mut self, py: Python<'_>, total: Option<usize>) -> PyResult<()> {
        if let Self::Wanted = self {
            *self = Self::Bar(py.import("factbox.files")?.call_method1("bar", (total,))?.unbind());
        }
        Ok(())
    }

    fn tell(&self, py: Python<'_>, read: usize, more: usize) -> PyResult<()> {
        match self {
            Self::None | Self::Wanted => Ok(()),
            Self::Bar(bar) => bar.call_method1(py, "update", (more,)).map(drop),
            Self::Function(function) => function.call1(py, (read,)).map(drop),
        }
    }

    fn end(&self, py: Python<'_>) {
        if let Self::Bar(bar) = self {
            // a bar that cannot be closed is no reason to lose what was read
            let _ = bar.call_method0(py, "close");
        }
    }
}
