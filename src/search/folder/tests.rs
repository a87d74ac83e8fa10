//! Generations that come and go in a slot of the test's own.

use std::fs;
use std::ops::Deref;
use std::path::PathBuf;

use super::{Building, Slot};

struct Own {
    slot: Slot,
    folder: PathBuf,
}

impl Own {
    fn new(name: &str) -> Self {
        let name = format!("factcheck-slot-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let slot = Slot::take(&folder, "one").unwrap();
        Self { slot, folder }
    }

    /// What there is of generations.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.join("0")).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.file_type().unwrap().is_dir())
            .map(|entry| entry.file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

impl Deref for Own {
    type Target = Slot;

    fn deref(&self) -> &Slot {
        &self.slot
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Own {
    /// Builds a generation, and tells its name.
    fn built(&self) -> String {
        self.build().unwrap().finish().unwrap();
        self.current().unwrap().0.to_string()
    }
}

#[test]
fn what_is_built_is_in_use_once_it_is_finished() {
    let slot = Own::new("built");
    assert!(slot.current().is_none());
    let building = slot.build().unwrap();
    assert!(slot.current().is_none());
    building.finish().unwrap();
    let (first, path) = slot.current().unwrap();
    assert!(path.is_dir());
    let second = slot.built();
    assert_eq!(slot.names().len(), 2);
    // The one that is searched stays beside the one in use, until that one is searched.
    slot.sweep(first).unwrap();
    assert_eq!(slot.names().len(), 2);
    slot.sweep(second.parse().unwrap()).unwrap();
    assert_eq!(slot.names(), [second]);
}

#[test]
fn none_is_taken_for_one_that_was_there_before() {
    let slot = Own::new("again");
    let before = slot.built();
    fs::remove_dir_all(&slot.folder).unwrap();
    fs::create_dir_all(slot.folder.join("0")).unwrap();
    assert_ne!(slot.built(), before);
}

#[test]
fn what_is_given_up_is_removed() {
    let slot = Own::new("given-up");
    drop(slot.build().unwrap());
    assert!(slot.names().is_empty());
    // Also where it is whole, and cannot be made the one in use.
    let building = slot.build().unwrap();
    fs::create_dir(slot.folder.join("0/current.new")).unwrap();
    building.finish().unwrap_err();
    assert_eq!(slot.names(), ["current.new"]);
}

#[test]
fn nothing_stands_in_the_way_of_what_is_built() {
    let slot = Own::new("way");
    for name in ["current", "current.new", "18446744073709551615"] {
        fs::create_dir_all(slot.folder.join("0").join(name).join("more")).unwrap();
    }
    let built = slot.built();
    slot.sweep(0).unwrap();
    assert_eq!(slot.names(), [built]);
    // Nor is more read of what tells which it is than that can be.
    let current = slot.folder.join("0/current");
    let file = fs::File::options().write(true).open(current).unwrap();
    file.set_len(1 << 42).unwrap();
    assert!(slot.current().is_none());
    slot.built();
}

#[test]
fn what_is_left_of_others_goes_before_another_is_built() {
    let slot = Own::new("left");
    let begun = |building: &Building| {
        let name = building.path().file_name().unwrap();
        name.to_str().unwrap().to_owned()
    };
    for name in ["1.building", "7.building"] {
        fs::create_dir(slot.folder.join("0").join(name)).unwrap();
    }
    let building = slot.build().unwrap();
    assert_eq!(slot.names(), [begun(&building)]);
    // One that is being built stays, however many are begun beside it.
    let other = slot.build().unwrap();
    slot.sweep(9).unwrap();
    let mut both = [begun(&building), begun(&other)];
    both.sort();
    assert_eq!(slot.names(), both);
    other.finish().unwrap();
    building.finish().unwrap();
}

#[test]
fn a_slot_tells_of_its_server_and_is_no_others() {
    let slot = Own::new("server");
    let command = Slot::first(&slot.folder).unwrap();
    assert_eq!(command.server().as_deref(), Some("one"));
    let other = Slot::take(&slot.folder, "another").unwrap();
    assert_eq!(other.server().as_deref(), Some("another"));
    assert_eq!(command.server().as_deref(), Some("one"));
}
