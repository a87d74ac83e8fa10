//! Whether a post says of one what a claim says of another: the same words, and two of them have
//! changed places around what stands between (*Russia attacked Finland*, *Finland attacked Russia*).

use super::super::analysis::{Language, Token};
use super::alike::alike;
use super::{countries, is_compared, is_figure};

/// Languages that tell by the endings of words who does what, and not by their order.
pub(super) const BY_ENDINGS: [&str; 19] = [
    "ru", "uk", "bg", "pl", "cs", "sk", "sl", "sr", "hr", "lt", "lv", "fi", "et", "hu", "el", "tr",
    "ko", "hy", "eu",
];
/// Languages whose verb stands last, so that nothing need stand between who does and to whom.
const VERB_LAST: [&str; 11] = [
    "tr", "ko", "ja", "hi", "bn", "ne", "fa", "ur", "ta", "hy", "eu",
];
/// Words that change places at most, on either side.
const WIDEST: usize = 4;

/// A word of the post that the claim has as well.
#[derive(Clone, Copy)]
pub(super) struct Shared<'a> {
    /// Their places among all words.
    pub post: usize,
    pub claim: usize,
    pub own: &'a Token,
    pub other: &'a Token,
}

impl Shared<'_> {
    pub(super) fn is_unchanged(&self) -> bool {
        self.own.word == self.other.word
    }
}

/// Words that follow one another in both texts.
struct Block<'a> {
    /// The place that it has among those of the claim.
    place: usize,
    words: Vec<Shared<'a>>,
}

impl Block<'_> {
    fn is_unchanged(&self) -> bool {
        self.words.iter().all(Shared::is_unchanged)
    }

    /// Whether it may be who does something, or to whom it is done.
    fn may_swap(&self, language: Language) -> bool {
        self.words.len() <= WIDEST
            && !self.words.iter().all(|it| is_figure(&it.own.term))
            && !(BY_ENDINGS.contains(&language.code()) && self.is_unchanged())
    }
}

pub(super) fn swapped(post: &[Token], claim: &[Token], language: Language) -> bool {
    let shared = shared(post, claim);
    let compared = post.iter().filter(is_compared).count();
    // A post of other things as well brings names together in many ways.
    if shared.len() < 3 || shared.len() * 10 < compared * 7 {
        return false;
    }
    let blocks = blocks(&shared);
    let moved = moved(&blocks);
    let words: Vec<Shared<'_>> = moved
        .iter()
        .flat_map(|it| it.words.iter().copied())
        .collect();
    let code = language.code();
    match moved {
        [a, between, b] if b.place < between.place && between.place < a.place => {
            between.is_unchanged()
                && a.may_swap(language)
                && b.may_swap(language)
                && particles(post, claim, &words, true)
        }
        [a, b] if VERB_LAST.contains(&code) && a.may_swap(language) && b.may_swap(language) => {
            BY_ENDINGS.contains(&code) || particles(post, claim, &words, false)
        }
        _ => false,
    }
}

/// The blocks without those that stand at the beginning and at the end of both.
fn moved<'b, 'a>(blocks: &'b [Block<'a>]) -> &'b [Block<'a>] {
    let stays = |(at, block): &(usize, &Block<'_>)| block.place == *at;
    let begin = blocks.iter().enumerate().take_while(stays).count();
    let kept = blocks
        .iter()
        .enumerate()
        .skip(begin)
        .rev()
        .take_while(stays);
    let end = blocks.len() - kept.count();
    blocks.get(begin..end).unwrap_or_default()
}

/// The words that both have, in the order of the post; what either has twice is left out.
pub(super) fn shared<'a>(post: &'a [Token], claim: &'a [Token]) -> Vec<Shared<'a>> {
    let is_same = |a: &Token, b: &Token| {
        alike(a, b) || {
            let (a, b) = (std::slice::from_ref(a), std::slice::from_ref(b));
            let named = countries::named(a);
            !named.is_empty() && named == countries::named(b)
        }
    };
    let words = post.iter().enumerate().filter(|(_, it)| is_compared(it));
    let pairs = words.filter_map(|(at, own)| {
        let others = claim.iter().enumerate().filter(|(_, it)| is_compared(it));
        let mut others = others.filter(|(_, it)| is_same(own, it));
        let (place, other) = others.next()?;
        others.next().is_none().then_some(Shared {
            post: at,
            claim: place,
            own,
            other,
        })
    });
    let pairs: Vec<Shared<'_>> = pairs.collect();
    let once = |it: &&Shared<'_>| pairs.iter().filter(|other| other.claim == it.claim).count() == 1;
    pairs.iter().filter(once).copied().collect()
}

fn blocks<'a>(shared: &[Shared<'a>]) -> Vec<Block<'a>> {
    let mut order: Vec<usize> = shared.iter().map(|it| it.claim).collect();
    order.sort_unstable();
    let rank = |it: &Shared<'_>| order.binary_search(&it.claim).unwrap_or_default();
    let mut blocks: Vec<Block<'a>> = Vec::new();
    for it in shared {
        let place = rank(it);
        match blocks.last_mut() {
            Some(block) if block.place + block.words.len() == place => block.words.push(*it),
            _ => blocks.push(Block {
                place,
                words: vec![*it],
            }),
        }
    }
    let mut places: Vec<usize> = blocks.iter().map(|it| it.place).collect();
    places.sort_unstable();
    for block in &mut blocks {
        block.place = places.binary_search(&block.place).unwrap_or_default();
    }
    blocks
}

/// Whether the words that say nothing by themselves are the same where words have changed places:
/// those of the passive (*was attacked by*) say that they have not done so in meaning. Where these
/// mark who does what, in the same order as well, and there are some.
fn particles(post: &[Token], claim: &[Token], moved: &[Shared<'_>], in_any_order: bool) -> bool {
    let stops = |tokens: &[Token], places: &dyn Fn(&Shared<'_>) -> usize| {
        let first = moved.iter().map(places).min().unwrap_or_default();
        let last = moved.iter().map(places).max().unwrap_or_default();
        // What marks the last of them stands behind it.
        let last = if in_any_order { last } else { last + 1 };
        let tokens = tokens.iter().take(last + 1).skip(first);
        let stops = tokens.filter(|it| it.stop).map(|it| it.word.clone());
        let mut stops: Vec<String> = stops.collect();
        if in_any_order {
            stops.sort();
        }
        stops
    };
    let theirs = stops(post, &|it| it.post);
    theirs == stops(claim, &|it| it.claim) && (in_any_order || theirs.len() > 1)
}
