use pyo3::prelude::*;
use pyo3::types::{PyDict, PyFloat, PyList, PyString, PyTuple, PyType};

/// What all results share: they compare, hash and pickle by the fields that `__match_args__` names.
#[pyclass(subclass, frozen, module = "factbox", name = "Record")]
pub(super) struct Record;

/// What a class names as its fields, in the order of its constructor.
pub(super) fn field_names<const N: usize>(py: Python<'_>, names: [&str; N]) -> PyResult<Py<PyTuple>> {
    Ok(PyTuple::new(py, names)?.unbind())
}

/// The names and values of a record's fields.
fn fields<'py>(record: &Bound<'py, PyAny>) -> PyResult<Vec<(Bound<'py, PyString>, Bound<'py, PyAny>)>> {
    let names = record.get_type().getattr("__match_args__")?.cast_into::<PyTuple>()?;
    names
        .iter()
        .map(|name| {
            let name = name.cast_into::<PyString>()?;
            let value = record.getattr(&name)?;
            Ok((name, value))
        })
        .collect()
}

fn values<'py>(record: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(record.py(), fields(record)?.into_iter().map(|(_, value)| value))
}

/// A value as plain JSON types: records as objects, sequences as lists, an infinite number as null.
fn plain(value: Bound<'_, PyAny>) -> PyResult<Bound<'_, PyAny>> {
    let py = value.py();
    if value.is_instance_of::<Record>() {
        return value.call_method0("to_dict");
    }
    if let Ok(items) = value.cast::<PyTuple>() {
        let items = items.iter().map(plain).collect::<PyResult<Vec<_>>>()?;
        return Ok(PyList::new(py, items)?.into_any());
    }
    if let Ok(number) = value.cast::<PyFloat>()
        && !number.value().is_finite()
    {
        return Ok(py.None().into_bound(py));
    }
    Ok(value)
}

#[pymethods]
impl Record {
    fn __eq__<'py>(slf: &Bound<'py, Self>, other: &Bound<'py, PyAny>) -> PyResult<bool> {
        Ok(slf.get_type().is(other.get_type()) && values(slf.as_any())?.eq(values(other)?)?)
    }

    fn __hash__(slf: &Bound<'_, Self>) -> PyResult<isize> {
        // a dict has no hash; records that are equal without it hash alike
        let values = values(slf.as_any())?;
        let hashed: Vec<_> = values.iter().filter(|value| !value.is_instance_of::<PyDict>()).collect();
        PyTuple::new(slf.py(), hashed)?.hash()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let shown = fields(slf.as_any())?
            .into_iter()
            .map(|(name, value)| Ok(format!("{name}={}", value.repr()?)))
            .collect::<PyResult<Vec<_>>>()?;
        Ok(format!("{}({})", slf.get_type().name()?, shown.join(", ")))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyType>, Bound<'py, PyTuple>)> {
        Ok((slf.get_type(), values(slf.as_any())?))
    }

    /// The record as plain JSON types.
    fn to_dict<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(slf.py());
        for (name, value) in fields(slf.as_any())? {
            dict.set_item(name, plain(value)?)?;
        }
        Ok(dict)
    }

    /// What Jupyter shows.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("factbox.display")?.call_method1("html", (slf,))
    }
}
