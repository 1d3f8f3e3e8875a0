//! Text: what every other layer reads.
//!
//! [`Span`] says where something stands, [`classes`] what a character is, [`tokens`] what one scan of the text finds,
//! [`Offsets`] how bytes become code points, [`lists`] how the word lists under `data/` are read.

pub mod classes;
pub mod lists;
mod offsets;
mod span;
pub mod tokens;

pub use offsets::Offsets;
pub use span::Span;
pub use tokens::{Case, Gap, Kind, Token, tokenize};
