//! The probability that a claim is what a post says (logistic regression).

use super::{Compared, Frequencies, Post, Rarity};

const BIAS: f64 = -9.2;
const EXPLAINED: f64 = 1.7;
const LEAD: f64 = 7.5;
const COVERED: f64 = 5.1;
const EXPLAINED_BEST: f64 = 2.8;
const LONG: f64 = 1.25;
const RAREST: f64 = 2.1;

/// What it is made of, as far as conflicts look at it as well.
pub(super) struct Plain {
    /// The logarithm of the odds.
    pub logit: f64,
    /// How much of the post the claim has.
    pub covered: f64,
}

/// From how well the claim and the post explain each other, how far the claim leads before others,
/// and how rare what they share is.
pub(super) fn of<F: Frequencies>(
    post: &Post,
    own: &Compared<'_>,
    rival: f64,
    rarity: &mut Rarity<'_, F>,
) -> Plain {
    let lead = ((own.score - rival) / own.score.max(1e-6)).clamp(-1.0, 1.0);
    let (mut whole, mut shared, mut rarest) = (0.0, 0.0, 0.0_f64);
    for (term, weight) in post.weights() {
        let rare = rarity.of(term);
        whole += weight * rare;
        if own.all.contains(term.as_str()) {
            shared += weight * rare;
            rarest = rarest.max(rare * weight.min(1.0));
        }
    }
    let covered = shared / whole.max(f64::MIN_POSITIVE);
    let logit = BIAS
        + EXPLAINED * own.explained
        + LEAD * lead
        + COVERED * covered
        + EXPLAINED_BEST * own.explained_wording.max(own.explained_titles)
        + LONG * (1.0 + own.rarity / rarity.most).ln()
        + RAREST * rarest / rarity.most;
    Plain { logit, covered }
}
