//! Columns of text, read where they stand.

use arrow_array::cast::AsArray;
use arrow_array::{Array, LargeStringArray, StringArray, StringViewArray};
use arrow_schema::DataType;

/// A column of text as any library lays it out, dictionaries included.
pub enum Texts<'a> {
    Plain(&'a StringArray),
    Large(&'a LargeStringArray),
    View(&'a StringViewArray),
    Coded(Vec<usize>, &'a dyn Array, Box<Texts<'a>>),
    /// Nothing but nulls.
    Empty,
}

impl<'a> Texts<'a> {
    /// Whether columns of a type are read as text.
    #[must_use]
    pub fn is_text(of: &DataType) -> bool {
        match of {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
            DataType::Dictionary(_, values) => Self::is_text(values),
            _ => false,
        }
    }

    /// `None` for a column of another type.
    #[must_use]
    pub fn of(array: &'a dyn Array) -> Option<Self> {
        Some(match array.data_type() {
            DataType::Utf8 => Self::Plain(array.as_string()),
            DataType::LargeUtf8 => Self::Large(array.as_string()),
            DataType::Utf8View => Self::View(array.as_string_view()),
            DataType::Null => Self::Empty,
            DataType::Dictionary(..) => {
                let coded = array.as_any_dictionary_opt()?;
                let values = Box::new(Self::of(coded.values().as_ref())?);
                let keys = if coded.values().is_empty() { vec![0; array.len()] } else { coded.normalized_keys() };
                Self::Coded(keys, array, values)
            }
            _ => return None,
        })
    }

    /// The text of a row; `None` for a null.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&str> {
        match self {
            Self::Plain(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Large(array) => array.is_valid(row).then(|| array.value(row)),
            Self::View(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Coded(keys, array, values) => array.is_valid(row).then(|| values.get(keys[row])).flatten(),
            Self::Empty => None,
        }
    }
}
