//! A document of JSON as the elements of its list, none of which is ever held beyond a limit:
//! those of an array, of an `@graph` or of a `dataFeedElement`, or else the value itself.

#[cfg(test)]
mod tests;

use actix_web::web::{Bytes, BytesMut};

/// The members of an object that are such a list, with the pointers to them.
const LISTS: [(&[u8], &str); 2] = [
    (b"@graph", "/@graph"),
    (b"dataFeedElement", "/dataFeedElement"),
];
/// The longest name of a member that is compared.
const NAME_MAX: usize = 32;

/// One element of the document.
#[derive(Debug, PartialEq, Eq)]
pub struct Element {
    /// Its bytes; none where they are more than the limit.
    pub text: Option<Bytes>,
    /// Where it stands in the document (RFC 6901).
    pub pointer: String,
    /// Whether it stands in a list, beside others.
    pub is_listed: bool,
    /// Whether that is the list of an object.
    pub is_within: bool,
}

/// Cuts a document into elements. What is no JSON is cut somewhere, and given as it is.
pub struct Elements {
    limit: usize,
    /// The element under way, and whether it is too long: what is still to come is let go.
    text: BytesMut,
    is_over: bool,
    is_under_way: bool,
    /// Brackets that are open.
    depth: usize,
    /// The list that is being read.
    list: Option<List>,
    /// Behind a list of an object, whose other members say nothing more.
    is_behind: bool,
    string: Place,
    /// The last string of the outermost object, where it may be the name of a member.
    name: Vec<u8>,
    is_named: bool,
}

/// A list whose elements are given.
#[derive(Clone, Copy)]
struct List {
    /// The depth at which its elements stand.
    depth: usize,
    /// The pointer to it.
    at: &'static str,
    /// How many elements of it have ended.
    count: usize,
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
    pub fn push(&mut self, bytes: &[u8]) -> impl Iterator<Item = Element> {
        bytes.iter().filter_map(|byte| self.take(*byte))
    }

    /// What is left when the document ends.
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
        !self.is_under_way && !self.is_behind && self.depth == self.outside()
    }

    /// The depth outside of any element.
    fn outside(&self) -> usize {
        self.list.map_or(0, |list| list.depth)
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
                self.open(1, "");
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
            b'{' | b'[' => {
                if let Some(at) = self.list_named().filter(|_| byte == b'[') {
                    self.is_under_way = false;
                    self.is_behind = false;
                    self.is_over = false;
                    self.text.clear();
                    self.open(2, at);
                    return None;
                }
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
                return (self.depth <= self.outside()).then(|| self.end());
            }
            b',' | b'\n' if self.depth == self.outside() && self.is_under_way => {
                return Some(self.end());
            }
            b' ' | b'\t' | b'\r' | b'\n' => {}
            _ => self.is_named = false,
        }
        self.keep(byte);
        None
    }

    fn open(&mut self, depth: usize, at: &'static str) {
        self.depth = depth;
        self.list = Some(List {
            depth,
            at,
            count: 0,
        });
    }

    /// The pointer to the list that begins here, where it is one that is looked for: of an object
    /// that stands by itself.
    fn list_named(&self) -> Option<&'static str> {
        let is_member = self.depth == 1 && self.list.is_none() && self.is_named;
        let mut lists = LISTS.iter().filter(|_| is_member);
        let list = lists.find(|(name, _)| *name == self.name.as_slice());
        list.map(|(_, at)| *at)
    }

    /// Whether a bracket closes the list in which a value without brackets stands.
    fn is_over_in(&self, byte: u8) -> bool {
        byte == b']' && self.is_under_way && self.list.is_some_and(|it| it.depth == self.depth)
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
        let text = (!std::mem::take(&mut self.is_over)).then_some(text);
        let Some(list) = &mut self.list else {
            return Element {
                text,
                pointer: String::new(),
                is_listed: false,
                is_within: false,
            };
        };
        list.count += 1;
        Element {
            text,
            pointer: format!("{}/{}", list.at, list.count - 1),
            is_listed: true,
            is_within: !list.at.is_empty(),
        }
    }
}
