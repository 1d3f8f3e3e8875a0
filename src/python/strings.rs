use pyo3::prelude::*;
use pyo3::types::PyString;
use rustc_hash::FxHashMap;

/// The strings that the results of one call hold again and again, each made once.
#[derive(Default)]
pub(super) struct Strings<'a> {
    made: FxHashMap<&'a str, Py<PyString>>,
}

impl<'a> Strings<'a> {
    /// A string of this text alone, such as the name of an entity.
    pub(super) fn own(&mut self, py: Python<'_>, string: &'a str) -> Py<PyString> {
        self.made.entry(string).or_insert_with(|| PyString::new(py, string).unbind()).clone_ref(py)
    }

    /// A string of the library, such as a label or a unit, which all texts share.
    pub(super) fn common(&mut self, py: Python<'_>, string: &'a str) -> Py<PyString> {
        self.made.entry(string).or_insert_with(|| PyString::intern(py, string).unbind()).clone_ref(py)
    }
}
