//! An entity as it stands in the bytes of a [`Store`](super::store::Store): its id, label and further fields, and its names, each
//! with a tag to find it by and its rule for case, if it has one.

use std::borrow::Cow;

use serde::Deserialize;

use super::twins::numbered;

/// An entity as it stands in the bytes.
#[derive(Clone)]
pub struct Entry<'g> {
    id: Option<&'g str>,
    pub label: &'g str,
    /// The canonical name.
    pub name: &'g str,
    pub(super) names: Names<'g>,
    metadata: Option<&'g str>,
}

impl<'g> Entry<'g> {
    /// Reads the entity at a byte, and moves behind it.
    pub(super) fn read(bytes: &'g [u8], at: &mut usize, label: impl Fn(usize) -> &'g str) -> Option<Self> {
        let (flags, id, metadata, names) = pieces(bytes, at)?;
        let name = names.clone().next()?.text;
        Some(Self { id: id.map(text), label: label(flags >> 2), name, names, metadata: metadata.map(text) })
    }

    /// The record's id; for a record without one a key made of "~" and its name, with a number from the second of a name on.
    #[must_use]
    pub fn id(&self) -> Cow<'g, str> {
        self.id.map_or_else(|| Cow::Owned(numbered(self.name, 1)), Cow::Borrowed)
    }

    /// The id that the record gave, or that was made for a second entity of a name.
    #[must_use]
    pub fn own_id(&self) -> Option<&'g str> {
        self.id
    }

    /// All its names, the canonical one first.
    pub fn names(&self) -> impl Iterator<Item = Name<'g>> + use<'g> {
        self.names.clone()
    }

    /// The other names.
    pub fn aliases(&self) -> impl Iterator<Item = &'g str> + use<'g> {
        self.names().skip(1).map(|name| name.text)
    }

    /// The further fields of the record, as a JSON object.
    #[must_use]
    pub fn metadata(&self) -> Option<&'g str> {
        self.metadata
    }
}

/// One name of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'g> {
    pub text: &'g str,
    pub policy: NamePolicy,
}

/// The names of an entity, one after the other.
#[derive(Clone)]
pub(super) struct Names<'g> {
    bytes: &'g [u8],
    at: usize,
    left: usize,
}

impl<'g> Names<'g> {
    /// The names of the entity at a byte.
    pub(super) fn at(bytes: &'g [u8], mut at: usize) -> Option<Self> {
        Some(pieces(bytes, &mut at)?.3)
    }

    /// The next name, not yet looked at: its tag, its rule for case and its bytes.
    fn read(&mut self) -> Option<(u8, NamePolicy, &'g [u8])> {
        self.left = self.left.checked_sub(1)?;
        let tag = *self.bytes.get(self.at)?;
        self.at += 1;
        let length = varint(self.bytes, &mut self.at)?;
        let mut policy = NamePolicy::Matcher;
        if length & 1 == 1 {
            policy = NamePolicy::from_byte(*self.bytes.get(self.at)?);
            self.at += 1;
        }
        Some((tag, policy, take(self.bytes, &mut self.at, length >> 1)?))
    }

    /// The names of a tag, each with its number, its rule for case and its bytes.
    pub(super) fn tagged(mut self, tag: u8) -> impl Iterator<Item = (u32, NamePolicy, &'g [u8])> {
        let mut number = 0;
        std::iter::from_fn(move || {
            loop {
                let (own, policy, bytes) = self.read()?;
                number += 1;
                if own == tag {
                    return Some((number - 1, policy, bytes));
                }
            }
        })
    }
}

impl<'g> Iterator for Names<'g> {
    type Item = Name<'g>;

    fn next(&mut self) -> Option<Name<'g>> {
        let (_, policy, bytes) = self.read()?;
        Some(Name { text: text(bytes), policy })
    }
}

/// Flags and label, id, further fields, names.
type Pieces<'b> = (usize, Option<&'b [u8]>, Option<&'b [u8]>, Names<'b>);

/// The pieces of the entity at a byte: flags and label, id, further fields, names.
fn pieces<'b>(bytes: &'b [u8], at: &mut usize) -> Option<Pieces<'b>> {
    let length = varint(bytes, at)?;
    let bytes = take(bytes, at, length)?;
    let mut at = 0;
    let flags = varint(bytes, &mut at)?;
    let mut string = |wanted: bool| {
        if !wanted {
            return Some(None);
        }
        let length = varint(bytes, &mut at)?;
        Some(Some(take(bytes, &mut at, length)?))
    };
    let id = string(flags & 1 == 1)?;
    let metadata = string(flags & 2 == 2)?;
    let left = varint(bytes, &mut at)?;
    Some((flags, id, metadata, Names { bytes, at, left }))
}

/// Moves behind the entity at a byte.
pub(super) fn pass(bytes: &[u8], at: &mut usize) -> Option<()> {
    let length = varint(bytes, at)?;
    take(bytes, at, length).map(|_| ())
}

/// How the case of one name is held against the text, where it has a rule of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NamePolicy {
    /// As the matcher says.
    #[default]
    #[serde(skip)]
    Matcher,
    Smart,
    Exact,
    Any,
    /// Letters of the text must be capitals, whatever the rule of the matcher: "WHO" is not "Who".
    Upper,
}

impl NamePolicy {
    /// The policy that a record's `case` names.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "smart" => Self::Smart,
            "exact" => Self::Exact,
            "any" => Self::Any,
            "upper" => Self::Upper,
            _ => return None,
        })
    }

    /// What a record calls it; `None` for the matcher's.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Matcher => return None,
            Self::Smart => "smart",
            Self::Exact => "exact",
            Self::Any => "any",
            Self::Upper => "upper",
        })
    }

    fn from_byte(byte: u8) -> Self {
        match byte {
            1 => Self::Smart,
            2 => Self::Exact,
            3 => Self::Any,
            4 => Self::Upper,
            _ => Self::Matcher,
        }
    }
}

/// Reads a variable-length integer: seven bits a byte, the low ones first.
fn varint(bytes: &[u8], at: &mut usize) -> Option<usize> {
    let mut value = 0_u64;
    for shift in (0..=63).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= u64::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return usize::try_from(value).ok();
        }
    }
    None
}

pub(super) fn push_varint(bytes: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        #[allow(clippy::cast_possible_truncation, reason = "seven bits are meant")]
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    #[allow(clippy::cast_possible_truncation, reason = "under 128")]
    bytes.push(value as u8);
}

fn take<'b>(bytes: &'b [u8], at: &mut usize, length: usize) -> Option<&'b [u8]> {
    let piece = bytes.get(*at..at.checked_add(length)?)?;
    *at += length;
    Some(piece)
}

pub(super) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}
