//! Listed clubs under the names of their towns, in a report of sport: "Burnley" of Burnley FC, "Dortmund" of Borussia Dortmund.

use std::cell::LazyCell;
use std::sync::{Arc, LazyLock};

use rustc_hash::{FxHashMap, FxHashSet};

use super::View;
use crate::entities::{self, Hints, Lexicon, Mention, Method, ORG};
use crate::text::lists::{key, words};

/// A listed club that may be called by a part of its name.
struct Club {
    id: String,
    /// Whether nothing but a common word of football clubs stands beside the part: "United", "FC".
    plain: bool,
}

/// The clubs that have a word or words in their name.
#[derive(Default)]
struct Clubs {
    /// Those whose names begin or end so.
    longer: Vec<Club>,
    /// Whether one is called so, and no more.
    whole: bool,
}

/// The clubs by the first and by the last words of their names, and by the whole.
static CLUBS: LazyLock<FxHashMap<&'static str, Clubs>> = LazyLock::new(|| {
    let plain = words![
        "ac",
        "afc",
        "albion",
        "as",
        "athletic",
        "calcio",
        "cf",
        "city",
        "county",
        "fc",
        "fk",
        "rovers",
        "sk",
        "town",
        "united",
        "wanderers"
    ];
    let mut clubs: FxHashMap<&str, Clubs> = FxHashMap::default();
    for (id, name) in entities::clubs() {
        let mut add = |part, rest: &str| {
            // "Brighton & Hove Albion", but "Oklahoma City Thunder" is not of Oklahoma
            let one = !rest.contains(' ') || rest.starts_with('&');
            let known = &mut clubs.entry(part).or_default().longer;
            let plain = plain.contains(&key(rest));
            match known.iter_mut().find(|club| club.id == id) {
                Some(club) => club.plain |= plain,
                None if one => known.push(Club { id: id.clone(), plain }),
                None => {}
            }
        };
        for (at, _) in name.match_indices(' ') {
            add(&name[..at], &name[at + 1..]);
            add(&name[at + 1..], &name[..at]);
        }
        clubs.entry(name).or_default().whole = true;
    }
    clubs
});

/// Whether a word is a part of a listed club's name that may stand for it.
pub(super) fn may_be(word: &str) -> bool {
    CLUBS.contains_key(word)
}

/// Whether a word is all of a listed club's name: "Wolves".
pub(super) fn is_called(word: &str) -> bool {
    CLUBS.get(word).is_some_and(|clubs| clubs.whole)
}

/// Gives teams that are called by their town the listed club of that name: the one that the report names in full, else the
/// only one, else the only one that is called by the town and a common word of football clubs ("Leicester City", not "Leicester
/// Tigers"), where the report is of football by its words.
pub(super) fn tie(view: &View, mentions: &mut [Mention]) {
    let may_be = |mention: &Mention| {
        &*mention.label == ORG
            && mention.method == Method::Pattern
            && mention.entity.starts_with('~')
            && !mention.candidates.iter().any(|id| id.len() == 2)
    };
    let mut named: FxHashSet<Arc<str>> = FxHashSet::default();
    named.extend(mentions.iter().filter(|mention| &*mention.label == ORG).map(|mention| Arc::clone(&mention.entity)));
    let lexicon = Lexicon::of(view.language);
    let football = LazyCell::new(|| is_of_football(view));
    for mention in mentions.iter_mut().filter(|mention| may_be(mention)) {
        let Some(clubs) = CLUBS.get(&*mention.name) else { continue };
        let only = |fits: &dyn Fn(&&Club) -> bool| {
            let mut fitting = clubs.longer.iter().filter(fits);
            fitting.next().filter(|_| fitting.next().is_none())
        };
        let in_full = only(&|club| named.contains(&*club.id));
        let listed = |id: &Arc<str>| id.starts_with("gn:");
        let town = || mention.candidates.iter().any(listed) || lexicon.hints(key(&mention.name)).any(Hints::TOWN);
        let of_town = || only(&|_| true).or_else(|| only(&|club| club.plain).filter(|_| *football));
        // "Texas" has more teams than lists have
        let club = in_full.or_else(|| if town() { of_town() } else { None });
        let world = entities::world();
        let Some((club, entry)) = club.and_then(|club| Some((club, world.get(&club.id)?))) else { continue };
        (mention.entity, mention.name) = (club.id.as_str().into(), entry.name.into());
        mention.method = Method::Short;
    }
}

/// Whether a word of the text is of association football alone.
fn is_of_football(view: &View) -> bool {
    let football = words![
        "equaliser",
        "equalizer",
        "footballer",
        "footballers",
        "goalkeeper",
        "midfielder",
        "midfielders",
        "soccer",
        "striker",
        "strikers"
    ];
    view.tokens.iter().any(|token| football.contains(&token.key))
}
