//! What becomes of an index whose files are damaged, before and after they are read.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::search::analysis::{Analyzer, Synonyms};
use crate::search::deadline::Deadline;
use crate::search::filter::Filter;
use crate::search::find::{Ask, Order, find};
use crate::search::index::Live;
use crate::search::layout::Kind;
use crate::search::position::{Make, Unfit};
use crate::search::sample::three;

const AN_HOUR: Duration = Duration::from_secs(3600);

/// A folder with an index of three sources, of which one was replaced.
struct Own(PathBuf, Analyzer);

impl Own {
    fn new(name: &str) -> Self {
        let name = format!("factcheck-files-{}-{name}", std::process::id());
        let own = Self(
            std::env::temp_dir().join(name),
            Analyzer::new(Synonyms::builtin()),
        );
        fs::create_dir_all(&own.0).unwrap();
        let live = three(Some(&own.0), &own.1);
        live.replace(&[uuid::Uuid::from_u128(3)], Vec::new())
            .unwrap();
        live.commit(live.position()).unwrap();
        live.close().unwrap();
        own
    }

    fn opened(&self) -> Result<Live, Unfit> {
        Live::open(&self.0, 1, Make::of(&self.1))
    }

    /// Its files and what they hold, without locks, which hold nothing.
    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let entries = fs::read_dir(&self.0).unwrap();
        let files = entries.map(|entry| entry.unwrap().path());
        let files = files.map(|path| (path.clone(), fs::read(path).unwrap()));
        files.filter(|(_, content)| !content.is_empty()).collect()
    }

    fn found(&self, live: &Live) -> usize {
        let ask = Ask {
            kind: Kind::Source,
            q: Some("\"harvests and floods\"".to_owned()),
            language: None,
            filter: Filter::default(),
            order: Order::Relevance(None),
            rows: 10,
            count: true,
            facets: Vec::new(),
        };
        let found = find(live, &self.1, &ask, &Deadline::after(AN_HOUR)).unwrap();
        found.unwrap().hits.len()
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Ways in which what a file holds can be damaged.
fn damages(content: &[u8]) -> Vec<Vec<u8>> {
    let lengths = [0, 1, 5, 8, 20, content.len() / 2, content.len() - 1];
    let cut = lengths.iter().filter(|length| **length < content.len());
    let mut damages: Vec<Vec<u8>> = cut.map(|length| content[..*length].to_vec()).collect();
    for place in [0, content.len() / 2, content.len() - 1] {
        let mut flipped = content.to_vec();
        flipped[place] ^= 0x55;
        damages.push(flipped);
    }
    damages.push(vec![0xff; content.len()]);
    damages.push(vec![0; content.len() * 2]);
    damages
}

/// Why it is not opened.
fn unfit(own: &Own) -> String {
    own.opened().err().unwrap().to_string()
}

#[test]
fn one_that_is_damaged_is_not_opened() {
    let own = Own::new("opened");
    assert_eq!(own.found(&own.opened().unwrap()), 2);
    let files = own.files();
    assert!(files.len() > 7, "{files:?}");
    for (path, content) in files {
        for damage in damages(&content) {
            fs::write(&path, &damage).unwrap();
            assert!(own.opened().is_err(), "{path:?} {}", damage.len());
        }
        fs::remove_file(&path).unwrap();
        // It is for files that are needed no more.
        if !path.ends_with(".managed.json") {
            assert!(own.opened().is_err(), "{path:?}");
        }
        fs::write(&path, &content).unwrap();
    }
    assert_eq!(own.found(&own.opened().unwrap()), 2);
}

#[test]
fn what_one_says_of_itself_cannot_be_another_number() {
    let own = Own::new("numbers");
    let path = own.0.join("meta.json");
    let content = fs::read(&path).unwrap();
    for place in (0..content.len()).filter(|place| content[*place].is_ascii_digit()) {
        let mut other = content.clone();
        other[place] ^= 1;
        fs::write(&path, other).unwrap();
        assert!(unfit(&own).contains("not what was written"), "{place}");
    }
}

#[test]
fn a_file_that_has_grown_beyond_memory_is_not_read() {
    let own = Own::new("grown");
    for (path, content) in own.files() {
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_len(1 << 42).unwrap();
        assert!(unfit(&own).contains("not what was written"), "{path:?}");
        fs::write(&path, content).unwrap();
    }
}

#[test]
fn what_belongs_to_another_index_is_known() {
    let (own, other) = (Own::new("mine"), Own::new("others"));
    for (path, content) in own.files() {
        if path.ends_with(".managed.json") {
            continue;
        }
        let kind = |path: &Path| path.extension().unwrap().to_owned();
        let mut others = other.files().into_iter();
        let is_same = |it: &(PathBuf, Vec<u8>)| kind(&it.0) == kind(&path) && it.1 != content;
        let (_, foreign) = others.find(is_same).unwrap();
        fs::write(&path, foreign).unwrap();
        assert!(own.opened().is_err(), "{path:?}");
        fs::write(&path, content).unwrap();
    }
}

#[test]
fn one_that_is_open_is_searched_as_it_was() {
    let own = Own::new("open");
    let live = own.opened().unwrap();
    for (path, content) in own.files() {
        fs::write(&path, &content[..content.len() / 2]).unwrap();
        assert_eq!(own.found(&live), 2, "{path:?}");
        fs::write(&path, vec![0xff; content.len()]).unwrap();
        assert_eq!(own.found(&live), 2, "{path:?}");
    }
    fs::remove_dir_all(&own.0).unwrap();
    assert_eq!(own.found(&live), 2);
}
