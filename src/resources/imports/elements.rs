//! A stream of JSON as the elements of its list, none of which is ever held beyond a limit: those
//! of an array, of an `@graph` or of a `dataFeedElement`, or else whole values.

#[cfg(test)]
mod tests;

use actix_web::web::{Bytes, BytesMut};

/// The members of an object that are such a list.
const LISTS: [&[u8]; 2] = [b"@graph", b"dataFeedElement"];
/// The longest name of a member that is compared.
const NAME_MAX: usize = 32;

/// One element of the stream.
#[derive(Debug, PartialEq, Eq)]
pub struct Element {
    /// Its bytes; none where they are more than the limit.
    pub text: Option<Bytes>,
    /// Whether it stood in a list, beside others.
    pub is_listed: bool,
}

/// Cuts a stream into elements. What is no JSON is cut somewhere, and given as it is.
pub struct Elements {
    limit: usize,
    /// The element under way, and whether it is too long: what is still to come is let go.
    text: BytesMut,
    is_over: bool,
    is_under_way: bool,
    /// Brackets that are open.
    depth: usize,
    /// The depth at which the elements of the list stand that is being read.
    list: Option<usize>,
    /// Behind a list of an object, whose other members say nothing more.
    is_behind: bool,
    string: Place,
    /// The last string of the outermost object, where it may be the name of a member.
    name: Vec<u8>,
    is_named: bool,
}

/// Where a byte stands as to strings.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    Inside,
    Escaped,
}

impl Elements {
    /// Elements of at most so many bytes each.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            text: BytesMut::new(),
            is_over: false,
            is_under_way: false,
            depth: 0,
            list: None,
            is_behind: false,
            string: Place::Outside,
            name: Vec::new(),
            is_named: false,
        }
    }

    /// Takes bytes in and gives the elements that they complete.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Element> {
        let mut elements = Vec::new();
        for byte in bytes {
            elements.extend(self.take(*byte));
        }
        elements
    }

    /// What is left when the stream ends.
    pub fn finish(&mut self) -> Option<Element> {
        self.is_under_way.then(|| self.end())
    }

    fn take(&mut self, byte: u8) -> Option<Element> {
        match self.string {
            Place::Escaped => {
                self.string = Place::Inside;
                self.keep(byte);
                return None;
            }
            Place::Inside => {
                match byte {
                    b'\\' => self.string = Place::Escaped,
                    b'"' => self.string = Place::Outside,
                    _ => {}
                }
                if byte != b'"' && self.depth == 1 && self.name.len() < NAME_MAX {
                    self.name.push(byte);
                }
                self.keep(byte);
                return None;
            }
            Place::Outside => {}
        }
        if self.is_between() {
            return self.begin(byte);
        }
        self.go_on(byte)
    }

    /// Whether an element may begin here.
    fn is_between(&self) -> bool {
        !self.is_under_way && !self.is_behind && self.depth == self.list.unwrap_or_default()
    }

    fn begin(&mut self, byte: u8) -> Option<Element> {
        match byte {
            // A byte order mark, and what stands between values.
            b' ' | b'\t' | b'\r' | b'\n' | b',' | 0x1e | 0xef | 0xbb | 0xbf => {}
            b']' if self.list.is_some() => {
                self.depth = self.depth.saturating_sub(1);
                self.list = None;
                self.is_behind = self.depth > 0;
            }
            b'[' if self.depth == 0 => {
                self.depth = 1;
                self.list = Some(1);
            }
            _ => {
                self.is_under_way = true;
                return self.go_on(byte);
            }
        }
        None
    }

    fn go_on(&mut self, byte: u8) -> Option<Element> {
        match byte {
            b'"' => {
                self.string = Place::Inside;
                self.name.clear();
                self.is_named = false;
            }
            b':' => self.is_named = self.depth == 1,
            b'[' if self.opens_list() => {
                self.depth = 2;
                self.list = Some(2);
                self.is_under_way = false;
                self.is_behind = false;
                self.is_over = false;
                self.text.clear();
                return None;
            }
            b'{' | b'[' => {
                self.depth += 1;
                self.is_named = false;
            }
            b'}' | b']' if self.is_over_in(byte) => {
                // The list ends, and with it a number or the like.
                let element = self.end();
                self.begin(byte);
                return Some(element);
            }
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                self.keep(byte);
                if self.is_behind {
                    self.is_behind = self.depth > 0;
                    return None;
                }
                return (self.depth <= self.list.unwrap_or_default()).then(|| self.end());
            }
            b',' | b'\n' if self.depth == self.list.unwrap_or_default() && self.is_under_way => {
                return Some(self.end());
            }
            b' ' | b'\t' | b'\r' | b'\n' => {}
            _ => self.is_named = false,
        }
        self.keep(byte);
        None
    }

    /// Whether the list is the one that is looked for: of an object that stands by itself.
    fn opens_list(&self) -> bool {
        self.depth == 1
            && self.list.is_none()
            && self.is_named
            && LISTS.contains(&self.name.as_slice())
    }

    /// Whether a bracket closes the list in which a value without brackets stands.
    fn is_over_in(&self, byte: u8) -> bool {
        byte == b']' && self.is_under_way && self.list == Some(self.depth)
    }

    fn keep(&mut self, byte: u8) {
        if !self.is_under_way || self.is_over {
            return;
        }
        if self.text.len() == self.limit {
            self.is_over = true;
            self.text.clear();
            return;
        }
        self.text.extend_from_slice(&[byte]);
    }

    fn end(&mut self) -> Element {
        self.is_under_way = false;
        self.string = Place::Outside;
        let text = self.text.split().freeze();
        Element {
            text: (!std::mem::take(&mut self.is_over)).then_some(text),
            is_listed: self.list.is_some(),
        }
    }
}
