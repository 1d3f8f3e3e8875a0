//! Bodies that every country has: whose "Supreme Court" is meant where a report speaks of those of several countries.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::View;
use super::mentions::{is_ordinary, key};
use crate::entities::{self, Mention, ORG, PLACE};
use crate::text::Span;
use crate::text::lists;

/// A body as the report tells it from others of its name: whose it is, and its entity if the report names it with the country.
struct Owned {
    country: &'static str,
    named: Option<(Arc<str>, Arc<str>)>,
}

/// Parts bodies of one common name that the report says two countries have ("Kenya's Supreme Court", "the U.S. Supreme Court"):
/// each is its country's, which stands right before or behind; else that of the country last named of those that have one. A
/// body that one country alone has is left as it is, unless its full name says whose it is.
pub(super) fn tie(view: &View, mentions: &mut [Mention]) {
    /// Countries that a name is looked up for.
    const MOST: usize = 16;
    let owned = owned(view, mentions);
    let parted = |owned: &Vec<Owned>| {
        owned.len() > 1
            || owned.iter().any(|owned| owned.named.as_ref().is_some_and(|(entity, _)| !entity.starts_with('~')))
    };
    if !owned.values().any(parted) {
        return;
    }
    // where each country was last named
    let mut last: FxHashMap<&'static str, usize> = FxHashMap::default();
    for index in 0..mentions.len() {
        let mention = &mentions[index];
        let text = mention.span.of(view.text);
        let known = owned.get(text).filter(|owned| &*mention.label == ORG && parted(owned));
        let Some(known) = known else {
            last.extend(around(mention).map(|country| (country, index)));
            continue;
        };
        let beside = owner(view, mentions, index);
        let latest = || {
            let named = |owned: &&Owned| last.get(owned.country).copied();
            known.iter().take(MOST).filter(|owned| named(owned).is_some()).max_by_key(named).map(|owned| owned.country)
        };
        let Some(country) = beside.or_else(latest) else { continue };
        let named = known.iter().find(|owned| owned.country == country).and_then(|owned| owned.named.clone());
        let (entity, name) = named.unwrap_or_else(|| national(text, country));
        last.insert(country, index);
        let mention = &mut mentions[index];
        (mention.entity, mention.name) = (entity, name);
    }
}

/// The bodies of common names that stand with their countries, by the name alone.
fn owned<'t>(view: &View<'t>, mentions: &[Mention]) -> FxHashMap<&'t str, Vec<Owned>> {
    let mut owned: FxHashMap<&str, Vec<Owned>> = FxHashMap::default();
    let mut add = |text: &'t str, country: &'static str, named: Option<(Arc<str>, Arc<str>)>| {
        let all = owned.entry(text).or_default();
        match all.iter_mut().find(|owned| owned.country == country) {
            Some(one) => one.named = one.named.take().or(named),
            None => all.push(Owned { country, named }),
        }
    };
    let bodies = || mentions.iter().enumerate().filter(|(_, mention)| &*mention.label == ORG);
    let mut texts: FxHashSet<&str> = FxHashSet::default();
    for (index, mention) in bodies() {
        let text = mention.span.of(view.text);
        if texts.contains(text) || is_common(view, mention, text) {
            texts.insert(text);
            if let Some(country) = owner(view, mentions, index) {
                add(text, country, None);
            }
        }
    }
    if texts.is_empty() {
        return owned;
    }
    for (_, mention) in bodies() {
        let text = mention.span.of(view.text);
        if let Some((body, owner)) = parts(text).find(|(body, _)| texts.contains(body))
            && let Some(country) = country_named(owner)
        {
            add(body, country, Some((Arc::clone(&mention.entity), Arc::clone(&mention.name))));
        }
    }
    owned
}

/// The ways in which a name may be made of a body's and its owner's: "Kenyan Supreme Court", "Supreme Court of Kenya".
fn parts(name: &str) -> impl Iterator<Item = (&str, &str)> {
    /// Words of an owner's name before the body's.
    const MOST: usize = 3;
    let before = name.match_indices(' ').take(MOST).filter_map(|(at, _)| Some((name.get(at + 1..)?, name.get(..at)?)));
    let behind = name.rsplit_once(" of ").map(|(body, owner)| (body, owner.strip_prefix("the ").unwrap_or(owner)));
    before.chain(behind)
}

/// Whether a name is made of common words, and no list has it as that of something of the whole world: a court, a ministry, a
/// party, but no company.
fn is_common(view: &View, mention: &Mention, text: &str) -> bool {
    let own =
        mention.entity.starts_with('~') || entities::is_national(&mention.entity) && mention.candidates.is_empty();
    // "Defence" is in no list of words, but no second body has a listed name by chance
    let listed = text.contains(' ') && !mention.entity.starts_with('~');
    own && (listed || text.split(' ').all(|word| is_ordinary(view, lists::key(word))))
}

/// The country that a body's mention stands with: "Kenya's Supreme Court", "the Kenyan Supreme Court", "the Supreme Court in
/// Nairobi", "the Supreme Court of Kenya".
fn owner(view: &View, mentions: &[Mention], index: usize) -> Option<&'static str> {
    let span = mentions[index].span;
    let between = |from: Span, to: Span| view.text.get(from.end..to.start).unwrap_or_default();
    let before = index.checked_sub(1).map(|index| &mentions[index]);
    if let Some(before) = before.filter(|before| matches!(between(before.span, span), "'s " | "’s " | " "))
        && let Some(country) = entities::country(before)
    {
        return entities::country_around(country);
    }
    let behind = mentions.get(index + 1).filter(|behind| &*behind.label == PLACE)?;
    match between(span, behind.span) {
        " in " | " of " | " in the " | " of the " => around(behind),
        _ => None,
    }
}

/// The country that a mention speaks of: by its name, its nationality or a place in it.
fn around(mention: &Mention) -> Option<&'static str> {
    match entities::country(mention) {
        Some(country) => entities::country_around(country),
        None if &*mention.label == PLACE => entities::country_around(&mention.entity),
        None => None,
    }
}

/// The country whose name or nationality the words are.
fn country_named(words: &str) -> Option<&'static str> {
    let words = words.strip_suffix("'s").or_else(|| words.strip_suffix("’s")).unwrap_or(words);
    let whole = |found: &Mention| found.span == Span::new(0, words.len());
    entities::world_matcher().find(words).iter().find(|found| whole(found)).and_then(around)
}

/// A body of a country: as the built-in gazetteer has it, else under its nationality.
fn national(body: &str, country: &'static str) -> (Arc<str>, Arc<str>) {
    let world = entities::world();
    let people = world.get(&format!("{country}-people")).map(|people| people.name.to_owned());
    let place = world.get(country).map_or(country, |place| place.name);
    let own = format!("{} {body}", people.as_deref().unwrap_or(place));
    let names = [own.as_str(), &format!("{place} {body}"), &format!("{body} of {place}")].map(str::to_owned);
    let listed = names.iter().find_map(|name| {
        let whole = |found: &Mention| found.span == Span::new(0, name.len()) && &*found.label == ORG;
        entities::world_matcher().find(name).into_iter().find(whole)
    });
    listed.map_or_else(|| (key(&own), own.as_str().into()), |found| (found.entity, found.name))
}
