//! Which of several places or bodies of one name is meant: "Georgia" beside Atlanta or beside Tbilisi, "Paris, Texas", "RSF" in
//! a report on Sudan.

use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;

use super::View;
use super::mentions::key;
use crate::entities::{self, Context, Mention, Method, ORG, PERSON, PLACE};
use crate::text::Span;

/// Decides what towns and regions of ambiguous names are.
pub(super) fn tie(view: &View, mentions: &mut [Mention]) {
    if mentions.iter().any(is_ambiguous) {
        by_context(view, mentions);
    }
    by_code(view, mentions);
    by_name(mentions);
    if (0..mentions.len()).any(|index| elsewhere(view, mentions, index).is_some()) {
        by_state(view, mentions);
    }
}

fn is_ambiguous(mention: &Mention) -> bool {
    !mention.candidates.is_empty() && matches!(&*mention.label, PLACE | ORG)
}

/// A country, a state, a town or a body that a name may mean.
struct Meaning {
    id: Arc<str>,
    country: Option<&'static str>,
    context: Option<&'static Context>,
}

impl Meaning {
    fn of(id: &Arc<str>) -> Option<Self> {
        let (country, context) = (entities::country_around(id), entities::context(id));
        (country.is_some() || context.is_some()).then(|| Self { id: Arc::clone(id), country, context })
    }

    /// Whether another name speaks for this meaning: what lies in its country, and for a country its people and its capital; those
    /// of a state are in the news for other reasons as well.
    fn has(&self, other: &Mention) -> bool {
        let country = entities::country(other);
        // a body lies in no country, so the places of one that is beside it speak for it as well
        let around = || if self.country.is_none() { entities::country_around(&other.entity) } else { None };
        if let Some(context) = self.context
            && context.beside.iter().any(|id| *id == &*other.entity || country.or_else(around) == Some(*id))
        {
            return true;
        }
        let Some(own) = self.country else { return false };
        let whole = *self.id == *own;
        match country {
            Some(country) => whole && country == own,
            None => {
                entities::country_around(&other.entity) == Some(own) && (whole || !entities::is_capital(&other.entity))
            }
        }
    }
}

/// A name of several countries, states, towns or bodies means the one that its sentence speaks of, else the report, else the first.
fn by_context(view: &View, mentions: &mut [Mention]) {
    /// Names that are decided so; those of the built-in gazetteer are fewer, and each costs a pass over all mentions.
    const MOST: usize = 16;
    let mut names: FxHashMap<Arc<str>, Option<Vec<Meaning>>> = FxHashMap::default();
    for mention in mentions.iter().filter(|mention| is_ambiguous(mention)) {
        names.entry(Arc::clone(&mention.entity)).or_insert_with(|| {
            let ids = std::iter::once(&mention.entity).chain(&mention.candidates);
            Some(ids.filter_map(Meaning::of).collect::<Vec<_>>()).filter(|meanings| meanings.len() > 1)
        });
    }
    let ambiguous = names.iter().filter_map(|(id, meanings)| Some((id, meanings.as_ref()?)));
    for (id, meanings) in ambiguous.take(MOST) {
        // which meaning is spoken for, by sentence
        let mut spoken: Vec<(usize, usize)> = Vec::new();
        for other in mentions.iter().filter(|other| &*other.label != PERSON) {
            let speaks = if meanings.iter().any(|meaning| meaning.id == other.entity) {
                meanings.iter().position(|meaning| is_beside(view, other.span, meaning))
            } else {
                meanings.iter().position(|meaning| meaning.has(other))
            };
            spoken.extend(speaks.map(|meaning| (other.sentence, meaning)));
        }
        let most = |spoken: &[(usize, usize)]| {
            let count = |meaning: usize| spoken.iter().filter(|(_, spoken)| *spoken == meaning).count();
            let best = (0..meanings.len()).max_by_key(|meaning| (count(*meaning), usize::MAX - meaning))?;
            (count(best) > 0).then_some(best)
        };
        let report = most(&spoken);
        let mut sentence = (usize::MAX, None);
        for mention in mentions.iter_mut().filter(|mention| is_ambiguous(mention) && mention.entity == *id) {
            if sentence.0 != mention.sentence {
                let first = spoken.partition_point(|(sentence, _)| *sentence < mention.sentence);
                let past = spoken.partition_point(|(sentence, _)| *sentence <= mention.sentence);
                sentence = (mention.sentence, most(&spoken[first..past]));
            }
            let beside = meanings.iter().position(|meaning| is_beside(view, mention.span, meaning));
            let meant = beside.or(sentence.1).or(report).and_then(|meant| meanings.get(meant));
            if let Some(meant) = meant.filter(|meant| meant.id != mention.entity)
                && let Some(entry) = entities::world().get(&meant.id)
            {
                let listed = std::mem::replace(&mut mention.entity, Arc::clone(&meant.id));
                mention.candidates.retain(|candidate| *candidate != meant.id);
                mention.candidates.push(listed);
                mention.name = entry.name.into();
            }
        }
    }
}

/// Whether a word beside a name tells its meaning: "the Georgia governor", "a senator from Georgia".
fn is_beside(view: &View, span: Span, meaning: &Meaning) -> bool {
    let Some(context) = meaning.context else { return false };
    let (at, past) = view.tokens_of(span);
    let near = at.saturating_sub(2)..(past + 1).min(view.tokens.len());
    near.filter(|near| !(at..past).contains(near)).any(|near| context.words.contains(&view.tokens[near].key))
}

/// A town before a state's postal code is the one of that state, if a list has it so, and no other of its name: "Portland, ME";
/// and so it is by its name alone, where the report has it in one state.
fn by_code(view: &View, mentions: &mut [Mention]) {
    // by the key of a town that no list has by its name alone: where it lies, if that is one state
    let mut towns: FxHashMap<Arc<str>, Option<Named>> = FxHashMap::default();
    for index in 1..mentions.len() {
        let (town, state) = (&mentions[index - 1], &mentions[index]);
        let code = state.span.end - state.span.start == 2 && is_division(state);
        let between = view.text.get(town.span.end..state.span.start).unwrap_or_default();
        if !code || &*town.label != PLACE || is_division(town) || !matches!(between, "," | ", " | " ") {
            continue;
        }
        let found = named(&format!("{}, {}", town.span.of(view.text), state.name));
        // a town that a list has lies in that state, unless the list has another there
        if found.0.starts_with('~') && !town.entity.starts_with('~') {
            continue;
        }
        let town = &mut mentions[index - 1];
        if town.entity.starts_with('~') {
            let own = towns.entry(Arc::clone(&town.entity)).or_insert_with(|| Some(found.clone()));
            if own.as_ref() != Some(&found) {
                *own = None;
            }
        }
        (town.entity, town.name) = found;
        town.candidates.clear();
    }
    if towns.is_empty() {
        return;
    }
    for mention in mentions.iter_mut().filter(|mention| &*mention.label == PLACE) {
        if let Some(Some((entity, name))) = towns.get(&mention.entity) {
            (mention.entity, mention.name) = (Arc::clone(entity), Arc::clone(name));
        }
    }
}

/// A town of the list.
type Town = (&'static str, &'static str);

/// The towns that the list has with their country or state, by their name alone.
static TOWNS: LazyLock<FxHashMap<&'static str, Vec<Town>>> = LazyLock::new(|| {
    let mut towns: FxHashMap<&str, Vec<Town>> = FxHashMap::default();
    for [id, name, bare] in entities::qualified() {
        towns.entry(bare).or_default().push((id, name));
    }
    towns
});

/// A place that the list has with its country or state alone is that one by its name, where the report names its country or
/// something in it, or no country: "Carlisle" in a report from England. Of several towns of a name one has to be left.
fn by_name(mentions: &mut [Mention]) {
    let is_open = |mention: &Mention| {
        &*mention.label == PLACE
            && mention.method == Method::Pattern
            && mention.entity.starts_with('~')
            && TOWNS.contains_key(&*mention.name)
    };
    if !mentions.iter().any(is_open) {
        return;
    }
    let around = |mention: &Mention| {
        let country = entities::country(mention).and_then(entities::country_around);
        country.or_else(|| entities::country_around(&mention.entity))
    };
    let mut countries: Vec<&str> = mentions.iter().filter_map(around).collect();
    countries.sort_unstable();
    countries.dedup();
    for mention in mentions.iter_mut().filter(|mention| is_open(mention)) {
        let towns = TOWNS.get(&*mention.name).into_iter().flatten();
        let within = |id: &str| entities::country_around(id).is_some_and(|country| countries.contains(&country));
        let mut towns = towns.filter(|(id, _)| if countries.is_empty() { id.starts_with("gn:") } else { within(id) });
        if let (Some((id, name)), None) = (towns.next(), towns.next()) {
            (mention.entity, mention.name, mention.method) = ((*id).into(), (*name).into(), Method::Alias);
        }
    }
}

/// The state behind a town that does not lie in it: "Paris, Texas".
fn elsewhere<'m>(view: &View, mentions: &'m [Mention], index: usize) -> Option<&'m Mention> {
    let state = mentions.get(index + 1).filter(|state| is_division(state))?;
    let town = mentions.get(index).filter(|town| town.entity.starts_with("gn:"))?;
    let beside = view.text.get(town.span.end..state.span.start) == Some(", ");
    let country = entities::country_around(&town.entity).filter(|_| beside && &*town.label == PLACE)?;
    (!state.entity.starts_with(country)).then_some(state)
}

/// A town before the name of a state that it does not lie in is another town of its name, and so it is later by its name
/// alone, if the report has not had the well-known one before.
fn by_state(view: &View, mentions: &mut [Mention]) {
    const SURE: f64 = 0.9;
    const ALONE: f64 = 0.7;
    // by the id of the well-known town: the other of its name, if that came first
    let mut first: FxHashMap<Arc<str>, Option<Named>> = FxHashMap::default();
    for index in 0..mentions.len() {
        let town = &mentions[index];
        if &*town.label != PLACE || !town.entity.starts_with("gn:") {
            continue;
        }
        let known = Arc::clone(&town.entity);
        let other = elsewhere(view, mentions, index).map(|state| named(&format!("{}, {}", town.name, state.name)));
        let followed = mentions
            .get(index + 1)
            .is_some_and(|next| &*next.label == PLACE && view.text.get(town.span.end..next.span.start) == Some(", "));
        let before = first.entry(known).or_insert_with(|| other.clone()).clone().filter(|_| !followed);
        if let Some((entity, name)) = other.clone().or(before) {
            let mention = &mut mentions[index];
            let listed = std::mem::replace(&mut mention.entity, entity);
            mention.candidates.push(listed);
            mention.name = name;
            mention.method = Method::Pattern;
            mention.score = if other.is_some() { SURE } else { ALONE };
        }
    }
}

/// An entity's key and its name.
type Named = (Arc<str>, Arc<str>);

/// What the gazetteer has under a town's name with its state's, or else a place of that name.
fn named(name: &str) -> Named {
    let found = entities::world_matcher().find(name).into_iter().find(|found| found.span.end == name.len());
    match found.filter(|found| found.span.start == 0 && &*found.label == PLACE) {
        Some(found) => (found.entity, found.name),
        None => (key(name), name.into()),
    }
}

/// Whether a mention is of a state or province, whose id is its country's, a hyphen and more.
fn is_division(mention: &Mention) -> bool {
    let id = mention.entity.as_bytes();
    id.get(2) == Some(&b'-') && id[..2].iter().all(u8::is_ascii_uppercase) && &*mention.label == PLACE
}
