//! Matching a gazetteer against tokens: whole words, the longest name at each place.
//!
//! Names are cut into tokens as texts are, so that a name can only match whole words, and a text is scanned once whatever
//! the number of names. The names that begin with the same word stand together, longest first.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::gazetteer::Gazetteer;
use super::{Mention, Method};
use crate::error::{Error, Result};
use crate::language::Language;
use crate::sentences::split_sentences;
use crate::text::{Case, Gap, Kind, Token, Words, tokenize};

/// How the case of a name and of the text are held against each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaseRule {
    /// A capital of the name must be one in the text, capitals may be more ("TEHRAN"); a name in capitals matches
    /// capitals only ("US" is not "us"); a name that is also a common word does not match where a sentence opens.
    #[default]
    Smart,
    /// Letter by letter.
    Exact,
    Any,
}

impl CaseRule {
    /// # Errors
    /// [`Error::Option`] for a name other than "smart", "exact", "any".
    pub fn from_name(name: &str) -> Result<Self> {
        match name {
            "smart" => Ok(Self::Smart),
            "exact" => Ok(Self::Exact),
            "any" => Ok(Self::Any),
            _ => Err(Error::option("case", name, "\"smart\", \"exact\", \"any\"")),
        }
    }
}

/// One spelling of an entity.
struct Form {
    entry: u32,
    alias: bool,
    spelling: Arc<str>,
    pieces: Box<[Piece]>,
}

/// A token of a spelling.
#[derive(Clone, Copy)]
struct Piece {
    key: u64,
    case: Case,
    attached: bool,
    start: u32,
    end: u32,
}

/// A gazetteer made ready for matching; shared by threads as it is.
pub struct EntityMatcher {
    gazetteer: Arc<Gazetteer>,
    case: CaseRule,
    by_first: FxHashMap<u64, Vec<Form>>,
}

/// A name on the list: the tokens it takes, and the entities that it may mean, the first one meant.
pub(crate) struct Hit {
    pub(crate) from: usize,
    pub(crate) to: usize,
    alias: bool,
    entries: Vec<u32>,
}

impl EntityMatcher {
    #[must_use]
    pub fn new(gazetteer: Arc<Gazetteer>, case: CaseRule) -> Self {
        let mut by_first: FxHashMap<u64, Vec<Form>> = FxHashMap::default();
        let mut tokens = Vec::new();
        for (entry, at) in gazetteer.entries().iter().zip(0..) {
            let spellings =
                std::iter::once((&entry.name, false)).chain(entry.aliases.iter().map(|alias| (alias, true)));
            for (spelling, alias) in spellings {
                tokenize(spelling, &mut tokens);
                let piece = |token: &Token| Piece {
                    key: token.key,
                    case: token.case,
                    attached: token.is_attached(),
                    start: token.start,
                    end: token.end,
                };
                let Some(first) = tokens.first() else { continue };
                let form = Form {
                    entry: at,
                    alias,
                    spelling: Arc::clone(spelling),
                    pieces: tokens.iter().map(piece).collect(),
                };
                by_first.entry(first.key).or_default().push(form);
            }
        }
        for forms in by_first.values_mut() {
            forms.sort_by_key(|form| (std::cmp::Reverse(form.pieces.len()), form.entry, form.alias));
        }
        Self { gazetteer, case, by_first }
    }

    #[must_use]
    pub fn gazetteer(&self) -> &Arc<Gazetteer> {
        &self.gazetteer
    }

    /// The names of a text, in order, not overlapping, the longest at each place.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Mention> {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        let sentences = split_sentences(text, Language::English);
        let mut at = 0;
        self.hits(text, &tokens, Words::of(Language::English))
            .iter()
            .map(|hit| {
                let start = tokens[hit.from].span().start;
                at += sentences[at..].partition_point(|sentence| sentence.span.end <= start);
                self.mention(hit, &tokens, at)
            })
            .collect()
    }

    pub(crate) fn mention(&self, hit: &Hit, tokens: &[Token], sentence: usize) -> Mention {
        let entries = self.gazetteer.entries();
        let entry = &entries[hit.entries[0] as usize];
        Mention {
            span: tokens[hit.from].span().join(tokens[hit.to - 1].span()),
            sentence,
            label: Arc::clone(&entry.label),
            entity: Arc::clone(&entry.id),
            name: Arc::clone(&entry.name),
            method: if hit.alias { Method::Alias } else { Method::Exact },
            role: None,
            score: 1.0,
            candidates: hit.entries[1..].iter().map(|other| Arc::clone(&entries[*other as usize].id)).collect(),
        }
    }

    /// All names in the tokens of a text.
    pub(crate) fn hits(&self, text: &str, tokens: &[Token], words: &Words) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut inner = None;
        let mut at = 0;
        while at < tokens.len() {
            let found = self.by_first.get(&tokens[at].key).and_then(|forms| self.longest(text, tokens, at, forms));
            let Some(hit) = found else {
                at += 1;
                continue;
            };
            let doubtful = self.case == CaseRule::Smart
                && hit.to == hit.from + 1
                && opens_sentence(tokens, at)
                && words.listed(tokens[at].key).is_some();
            if doubtful && !inner.get_or_insert_with(|| names_within(tokens)).contains(&tokens[at].key) {
                at += 1;
                continue;
            }
            at = hit.to;
            hits.push(hit);
        }
        hits
    }

    fn longest(&self, text: &str, tokens: &[Token], at: usize, forms: &[Form]) -> Option<Hit> {
        let mut hit: Option<Hit> = None;
        for form in forms {
            let to = at + form.pieces.len();
            if hit.as_ref().is_some_and(|hit| hit.to > to) {
                break;
            }
            if to > tokens.len() || !self.fits(text, &tokens[at..to], form) {
                continue;
            }
            match &mut hit {
                None => hit = Some(Hit { from: at, to, alias: form.alias, entries: vec![form.entry] }),
                Some(hit) if !hit.entries.contains(&form.entry) => hit.entries.push(form.entry),
                Some(_) => {}
            }
        }
        hit
    }

    fn fits(&self, text: &str, tokens: &[Token], form: &Form) -> bool {
        let mut pairs = tokens.iter().zip(&form.pieces).enumerate();
        pairs.all(|(index, (token, piece))| {
            let gap = index == 0
                || if piece.attached { token.gap == Gap::None } else { matches!(token.gap, Gap::Space | Gap::Line) };
            gap && token.key == piece.key
                && match self.case {
                    CaseRule::Any => true,
                    CaseRule::Exact => {
                        form.spelling.get(piece.start as usize..piece.end as usize) == Some(token.of(text))
                    }
                    CaseRule::Smart => agree(piece, token),
                }
        })
    }
}

/// Whether a text's word may stand for a name's word under the smart rule.
fn agree(name: &Piece, token: &Token) -> bool {
    match name.case {
        Case::Lower => true,
        Case::Title | Case::Mixed => token.case != Case::Lower,
        // "Nato" for NATO, but not "Us" for US
        Case::Upper => token.case == Case::Upper || token.case == Case::Title && name.end - name.start >= 4,
    }
}

/// Whether a token opens a sentence, as far as its neighbours tell.
fn opens_sentence(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|at| &tokens[at]) else { return true };
    tokens[at].gap >= Gap::Line
        || before.kind == Kind::Mark && matches!(before.mark, '.' | '!' | '?' | '"' | '“' | '‘' | ':' | '•' | '…')
}

/// The capitalised words that stand inside sentences.
fn names_within(tokens: &[Token]) -> FxHashSet<u64> {
    (0..tokens.len())
        .filter(|at| tokens[*at].is_capitalised() && !opens_sentence(tokens, *at))
        .map(|at| tokens[at].key)
        .collect()
}
