//! Generations that come and go in a slot of the test's own.

use std::fs;
use std::ops::Deref;
use std::path::PathBuf;

use super::Slot;

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

#[test]
fn what_is_built_is_in_use_once_it_is_finished() {
    let slot = Own::new("built");
    assert!(slot.current().is_none());
    let building = slot.build().unwrap();
    assert!(slot.current().is_none());
    building.finish().unwrap();
    let (number, path) = slot.current().unwrap();
    assert!(number == 1 && path.is_dir());
    slot.build().unwrap().finish().unwrap();
    assert_eq!(slot.names(), ["1", "2"]);
    slot.sweep(2).unwrap();
    assert_eq!(slot.names(), ["2"]);
}

#[test]
fn what_is_given_up_is_removed() {
    let slot = Own::new("given-up");
    drop(slot.build().unwrap());
    assert!(slot.names().is_empty());
    // Also where it is whole, and cannot be made the one in use.
    fs::create_dir(slot.folder.join("0/current.new")).unwrap();
    let building = slot.build().unwrap();
    building.finish().unwrap_err();
    assert_eq!(slot.names(), ["current.new"]);
}

#[test]
fn what_is_left_of_others_goes_before_another_is_built() {
    let slot = Own::new("left");
    for name in ["1.building", "7.building"] {
        fs::create_dir(slot.folder.join("0").join(name)).unwrap();
    }
    let building = slot.build().unwrap();
    assert_eq!(slot.names(), ["1.building"]);
    // One that is being built stays, however many are begun beside it.
    let other = slot.build().unwrap();
    slot.sweep(9).unwrap();
    assert_eq!(slot.names(), ["1.building", "2.building"]);
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
