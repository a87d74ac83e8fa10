//! A stream of JSON as its documents, none of which is ever held beyond a limit: whole, as what
//! stands in one may refer to what stands elsewhere in it, or where one is longer in pieces.

#[cfg(test)]
mod tests;

use actix_web::web::{Bytes, BytesMut};

/// The most bytes that are given at once of a document that is not given whole.
const SLICE: usize = 64 << 10;

/// What is given of a document.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// All of it.
    Whole(Bytes),
    /// The next bytes of one that is longer than the limit.
    Part(Bytes),
    /// The end of one.
    End,
}

impl Piece {
    /// What is given of a document that cannot be taken whole.
    pub fn of(text: Bytes) -> impl DoubleEndedIterator<Item = Self> {
        slices(text).chain([Self::End])
    }
}

fn slices(text: Bytes) -> impl DoubleEndedIterator<Item = Piece> {
    let starts = (0..text.len().div_ceil(SLICE)).map(|number| number * SLICE);
    starts.map(move |start| Piece::Part(text.slice(start..text.len().min(start + SLICE))))
}

/// Cuts a stream into documents. What is no JSON is cut somewhere, and given as it is.
pub struct Documents {
    limit: usize,
    /// What has come of the document under way, unless it is longer than the limit.
    text: BytesMut,
    is_long: bool,
    is_under_way: bool,
    /// Brackets that are open.
    depth: usize,
    is_in_string: bool,
    is_escaped: bool,
}

impl Documents {
    /// Documents that are given whole up to so many bytes.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            text: BytesMut::new(),
            is_long: false,
            is_under_way: false,
            depth: 0,
            is_in_string: false,
            is_escaped: false,
        }
    }

    /// Takes bytes in and gives what they complete.
    pub fn push(&mut self, bytes: &Bytes) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut start = 0;
        for (at, byte) in bytes.iter().enumerate() {
            if !self.is_under_way {
                if is_between(*byte) {
                    continue;
                }
                self.is_under_way = true;
                start = at;
            }
            if let Some(end) = self.end(*byte, at) {
                self.keep(bytes.slice(start..end), &mut pieces);
                pieces.extend(self.finish());
            }
        }
        if self.is_under_way {
            self.keep(bytes.slice(start..), &mut pieces);
        }
        pieces
    }

    /// Ends the document that is under way.
    pub fn finish(&mut self) -> Option<Piece> {
        let text = self.text.split().freeze();
        let piece = match self.is_long {
            true => Piece::End,
            false => Piece::Whole(text),
        };
        let is_under_way = self.is_under_way;
        *self = Self::new(self.limit);
        is_under_way.then_some(piece)
    }

    /// Where a document ends with a byte, or before it.
    fn end(&mut self, byte: u8, at: usize) -> Option<usize> {
        if self.is_in_string {
            self.is_in_string = self.is_escaped || byte != b'"';
            self.is_escaped = !self.is_escaped && byte == b'\\';
            return None;
        }
        match byte {
            b'"' => self.is_in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return (self.depth == 0).then_some(at + 1);
            }
            b',' | b'\n' if self.depth == 0 => return Some(at),
            _ => {}
        }
        None
    }

    fn keep(&mut self, bytes: Bytes, pieces: &mut Vec<Piece>) {
        if !self.is_long && self.text.len() + bytes.len() <= self.limit {
            self.text.extend_from_slice(&bytes);
            return;
        }
        self.is_long = true;
        pieces.extend(slices(self.text.split().freeze()));
        pieces.extend(slices(bytes));
    }
}

/// Whether a byte stands between documents: space, a comma, or what begins a file or a record.
fn is_between(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b'\t' | b'\r' | b'\n' | b',' | 0x1e | 0xef | 0xbb | 0xbf
    )
}
