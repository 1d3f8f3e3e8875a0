//! Text: what every other layer reads.
//!
//! [`Span`] says where something stands, [`classes`] what a character is, [`Token`] what a token is, [`tokens`] what one scan
//! of the text finds,
//! [`Offsets`] how bytes become code points, [`lists`] how the word lists under `data/` are read, [`table`]
//! how their words are looked up, [`Words`] what part of
//! speech a word may be, [`Passage`] the tokens of a sentence with all that, [`distance`] how far two spellings lie apart.

pub mod classes;
mod edits;
pub mod lists;
mod offsets;
mod passage;
mod span;
pub mod table;
mod token;
pub mod tokens;
pub mod trim;
mod words;

pub use edits::distance;
pub use offsets::Offsets;
pub use passage::Passage;
pub use span::Span;
pub(crate) use token::places;
pub use token::{Case, Gap, Kind, Token};
pub use tokens::tokenize;
pub use words::{Classes, Words};
