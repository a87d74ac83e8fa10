//! How much of a word the post has in another form: by the runs of three letters that they share.

use std::collections::{HashMap, HashSet};

use super::rarity::ratio;
use super::{Post, is_figure};

pub(super) struct Partly {
    /// By run, which words of the post have it.
    having: HashMap<[char; 3], Vec<usize>>,
    /// How many runs each word has.
    sizes: Vec<usize>,
    known: HashMap<String, f64>,
}

impl Partly {
    pub(super) fn new(post: &Post) -> Self {
        let mut having: HashMap<[char; 3], Vec<usize>> = HashMap::new();
        let mut sizes = Vec::new();
        let long = post.weights().keys();
        for term in long.filter(|term| term.chars().count() > 3 && !is_figure(term)) {
            let threes = threes(term);
            for three in &threes {
                having.entry(*three).or_default().push(sizes.len());
            }
            sizes.push(threes.len());
        }
        Self {
            having,
            sizes,
            known: HashMap::new(),
        }
    }

    pub(super) fn of(&mut self, term: &str) -> f64 {
        if term.chars().count() < 4 || is_figure(term) {
            return 0.0;
        }
        if let Some(known) = self.known.get(term) {
            return *known;
        }
        let own = threes(term);
        let mut shared = vec![0; self.sizes.len()];
        for word in own.iter().filter_map(|it| self.having.get(it)).flatten() {
            if let Some(shared) = shared.get_mut(*word) {
                *shared += 1;
            }
        }
        let alike = shared.iter().zip(&self.sizes).map(|it| match it {
            (0 | 1, _) => 0.0,
            (shared, size) => ratio(2 * shared, own.len() + size),
        });
        let best = alike.fold(0.0, f64::max);
        let best = if best < 0.5 { 0.0 } else { best };
        self.known.insert(term.to_owned(), best);
        best
    }
}

fn threes(term: &str) -> HashSet<[char; 3]> {
    let letters: Vec<char> = std::iter::once('^')
        .chain(term.chars())
        .chain(['$'])
        .collect();
    let threes = letters.windows(3).filter_map(|three| three.try_into().ok());
    threes.collect()
}
