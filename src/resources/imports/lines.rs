//! A stream of bytes as lines, none of which is ever held beyond a limit.

use actix_web::web::{Buf, Bytes, BytesMut};

/// With which some programs begin a file in UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Cuts a stream at its line feeds.
pub struct Lines {
    limit: usize,
    /// Lines that are whole.
    number: u64,
    rest: BytesMut,
    /// The line under way is too long: what is still to come of it is let go.
    is_over: bool,
}

/// One line of the stream.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: u64,
    /// Its bytes; none where they are more than the limit.
    pub text: Option<Bytes>,
}

impl Lines {
    /// Lines of at most so many bytes each.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            number: 0,
            rest: BytesMut::new(),
            is_over: false,
        }
    }

    /// Takes bytes in and gives the lines that they complete. Blank lines count, and are not
    /// given.
    pub fn push(&mut self, mut bytes: &[u8]) -> Vec<Line> {
        let mut lines = Vec::new();
        while let Some(end) = bytes.iter().position(|byte| *byte == b'\n') {
            let (head, tail) = bytes.split_at(end);
            self.keep(head);
            lines.extend(self.end());
            bytes = tail.get(1..).unwrap_or_default();
        }
        self.keep(bytes);
        lines
    }

    /// The number of the line that is under way.
    pub fn next_number(&self) -> u64 {
        self.number + 1
    }

    /// What is left when the stream ends.
    pub fn finish(&mut self) -> Option<Line> {
        self.end()
    }

    fn keep(&mut self, bytes: &[u8]) {
        if self.is_over || self.rest.len() + bytes.len() > self.limit {
            self.is_over = true;
            self.rest.clear();
        } else {
            self.rest.extend_from_slice(bytes);
        }
    }

    fn end(&mut self) -> Option<Line> {
        let is_over = std::mem::take(&mut self.is_over);
        let mut text = self.rest.split().freeze();
        self.number += 1;
        if self.number == 1 && text.starts_with(BYTE_ORDER_MARK) {
            text.advance(BYTE_ORDER_MARK.len());
        }
        if !is_over && text.trim_ascii().is_empty() {
            return None;
        }
        Some(Line {
            number: self.number,
            text: (!is_over).then_some(text),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(limit: usize, chunks: &[&str]) -> Vec<(u64, Option<String>)> {
        let mut lines = Lines::new(limit);
        let mut read: Vec<Line> = chunks
            .iter()
            .flat_map(|chunk| lines.push(chunk.as_bytes()))
            .collect();
        read.extend(lines.finish());
        read.into_iter()
            .map(|line| {
                let text = line.text;
                let text = text.map(|text| String::from_utf8(text.to_vec()).unwrap());
                (line.number, text)
            })
            .collect()
    }

    fn some(number: u64, text: &str) -> (u64, Option<String>) {
        (number, Some(text.to_owned()))
    }

    #[test]
    fn lines_are_put_together_across_chunks() {
        let read = read(10, &["a", "b\nc", "\n", "d"]);
        assert_eq!(read, [some(1, "ab"), some(2, "c"), some(3, "d")]);
    }

    #[test]
    fn blank_lines_count_and_are_not_given() {
        assert_eq!(read(10, &["\n \r\na\r\n\n"]), [some(3, "a\r")]);
    }

    #[test]
    fn a_line_beyond_the_limit_is_let_go_and_the_next_one_read() {
        let read = read(3, &["abc\nab", "cd", "ef\nok\nabcd"]);
        assert_eq!(read, [some(1, "abc"), (2, None), some(3, "ok"), (4, None)]);
    }
}
