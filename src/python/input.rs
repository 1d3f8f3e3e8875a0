//! A Python `str` as the core reads it, and pieces of it handed back.

use std::borrow::Cow;

use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::arguments::kind_of;
use crate::text::Offsets;

/// The text of a call: the caller's own object, and the same as UTF-8.
///
/// A lone surrogate, which UTF-8 has no form for, is read as U+FFFD; both are one code point and three bytes, so all
/// offsets stand, and pieces are cut from the caller's object.
pub(super) struct Input<'a, 'py> {
    pub(super) object: &'a Bound<'py, PyString>,
    pub(super) text: Cow<'a, str>,
}

impl<'a, 'py> Input<'a, 'py> {
    pub(super) fn new(text: &'a Bound<'py, PyAny>) -> PyResult<Self> {
        let object = text.cast::<PyString>().map_err(|_| no_text(text))?;
        let text = if let Ok(text) = object.to_str() {
            Cow::Borrowed(text)
        } else {
            let bytes = object.call_method1("encode", ("utf-8", "surrogatepass"))?.extract::<Vec<u8>>()?;
            Cow::Owned(without_surrogates(bytes))
        };
        crate::check(&text)?;
        Ok(Self { object, text })
    }

    pub(super) fn offsets(&self) -> Offsets<'_> {
        Offsets::new(&self.text)
    }

    /// The caller's own characters between two code points.
    pub(super) fn piece(&self, start: usize, end: usize) -> PyResult<Bound<'py, PyString>> {
        let (start, end) = (isize::try_from(start)?, isize::try_from(end)?);
        // SAFETY: the object is a str, the call checks the bounds, and gives a new reference to a str or none with an
        // exception set. Decoding the piece from UTF-8 took three times as many instructions.
        unsafe {
            let piece = ffi::PyUnicode_Substring(self.object.as_ptr(), start, end);
            Ok(Bound::from_owned_ptr_or_err(self.object.py(), piece)?.cast_into_unchecked())
        }
    }
}

/// The error for what is no text, with the mend where there is one.
fn no_text(given: &Bound<'_, PyAny>) -> PyErr {
    let has = |name: &str| given.hasattr(name).unwrap_or(false);
    let mend = if has("decode") {
        "; decode it first"
    } else if has("__fspath__") {
        "; read the file first, as path.read_text(encoding=\"utf-8\") does"
    } else if has("__iter__") {
        "; pass one text at a time, or call analyze_many"
    } else {
        ""
    };
    PyTypeError::new_err(format!("text must be str, not {}{mend}", kind_of(given)))
}

fn without_surrogates(mut bytes: Vec<u8>) -> String {
    let mut at = 0;
    while let Some(found) = memchr::memchr(0xED, &bytes[at..]) {
        at += found;
        if let Some(triple) = bytes.get_mut(at..at + 3)
            && triple[1] >= 0xA0
        {
            triple.copy_from_slice("\u{fffd}".as_bytes());
        }
        at += 1;
    }
    String::from_utf8(bytes).unwrap_or_default()
}
