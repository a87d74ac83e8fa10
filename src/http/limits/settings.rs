//! The settings of the limits, as the command line spells them.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

const EXPECTED: &str = "off is expected, or any of anonymous=N, reads=N and writes=N, by commas, \
                        where N is a number of requests a minute, 1 or more, or off";

/// How many requests a minute each policy allows; none for one that is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimits {
    /// Of an address, without a valid key.
    pub anonymous: Option<NonZeroU32>,
    /// Of a key, by GET and HEAD.
    pub reads: Option<NonZeroU32>,
    /// Of a key, by every other method.
    pub writes: Option<NonZeroU32>,
}

impl RateLimits {
    /// No limit at all.
    pub const OFF: Self = Self {
        anonymous: None,
        reads: None,
        writes: None,
    };
}

impl Default for RateLimits {
    fn default() -> Self {
        Self {
            anonymous: NonZeroU32::new(1_200),
            reads: NonZeroU32::new(6_000),
            writes: NonZeroU32::new(1_200),
        }
    }
}

impl FromStr for RateLimits {
    type Err = String;

    /// What is left out keeps its default; so does everything where nothing is said, as compose
    /// files do.
    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim() {
            "" => Ok(Self::default()),
            "off" => Ok(Self::OFF),
            named => parse(named).map_err(|why| format!("{why}; {EXPECTED}")),
        }
    }
}

fn parse(text: &str) -> Result<RateLimits, String> {
    let mut limits = RateLimits::default();
    let mut named = Vec::new();
    for part in text.split(',').map(str::trim) {
        let (name, value) = part
            .split_once('=')
            .ok_or_else(|| format!("{part:?} is no limit"))?;
        let limit = match name {
            "anonymous" => &mut limits.anonymous,
            "reads" => &mut limits.reads,
            "writes" => &mut limits.writes,
            _ => return Err(format!("there is no limit {name:?}")),
        };
        if named.contains(&name) {
            return Err(format!("{name} is given twice"));
        }
        named.push(name);
        *limit = match value {
            "off" => None,
            number => Some(
                number
                    .parse()
                    .map_err(|_| format!("{number:?} is no number of requests"))?,
            ),
        };
    }
    Ok(limits)
}

impl fmt::Display for RateLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limits = [
            ("anonymous", self.anonymous),
            ("reads", self.reads),
            ("writes", self.writes),
        ];
        for (place, (name, limit)) in limits.into_iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            match limit {
                Some(limit) => write!(f, "{comma}{name}={limit}")?,
                None => write!(f, "{comma}{name}=off")?,
            }
        }
        Ok(())
    }
}
