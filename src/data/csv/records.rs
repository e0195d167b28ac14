//! A CSV's records as RFC 4180 writes them, with each line's number.
//!
//! Stricter than most readers: a quote that is not closed before a separator or a line's end is an error, since all that
//! follows would become one field.

/// The fields of one record.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::data) struct Record {
    /// The line in which it begins, from 1.
    pub(in crate::data) line: u64,
    pub(in crate::data) cells: Vec<String>,
}

impl Record {
    /// The field in a column; empty where the record has none.
    pub(in crate::data) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Whether there is nothing but spaces in it.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// The line, from 1, of a quote that is not closed before a separator or a line's end.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OpenQuote(pub(super) u64);

/// Reads records one by one, passing over empty lines. Lines end in LF, CR LF or CR.
#[derive(Debug)]
pub(super) struct Records<'a> {
    rest: &'a str,
    delimiter: char,
    line: u64,
}

impl<'a> Records<'a> {
    /// `line` is the number of the text's first line.
    pub(super) fn new(text: &'a str, delimiter: char, line: u64) -> Self {
        Self { rest: text, delimiter, line }
    }

    fn skip_line_end(&mut self) -> bool {
        let rest = ["\r\n", "\n", "\r"].iter().find_map(|end| self.rest.strip_prefix(end));
        self.line += u64::from(rest.is_some());
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn cell(&mut self) -> Result<String, OpenQuote> {
        let Some(quoted) = self.rest.trim_start_matches(' ').strip_prefix('"') else {
            let end = self.rest.find([self.delimiter, '\r', '\n']).unwrap_or(self.rest.len());
            let (cell, rest) = self.rest.split_at(end);
            self.rest = rest;
            return Ok(cell.to_owned());
        };
        let opened = self.line;
        let mut cell = String::new();
        self.rest = quoted;
        loop {
            let (text, rest) = self.rest.split_once('"').ok_or(OpenQuote(opened))?;
            cell.push_str(text);
            self.line += line_ends(text);
            self.rest = rest;
            let Some(rest) = rest.strip_prefix('"') else { break };
            cell.push('"');
            self.rest = rest;
        }
        self.rest = self.rest.trim_start_matches(' ');
        let is_closed = self.rest.is_empty() || self.rest.starts_with([self.delimiter, '\r', '\n']);
        if is_closed { Ok(cell) } else { Err(OpenQuote(opened)) }
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, OpenQuote>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.skip_line_end() {}
        if self.rest.is_empty() {
            return None;
        }
        let mut record = Record { line: self.line, cells: Vec::new() };
        loop {
            match self.cell() {
                Ok(cell) => record.cells.push(cell),
                Err(error) => {
                    self.rest = "";
                    return Some(Err(error));
                }
            }
            match self.rest.strip_prefix(self.delimiter) {
                Some(rest) => self.rest = rest,
                None => return Some(Ok(record)),
            }
        }
    }
}

/// How many lines end in a text.
pub(super) fn line_ends(text: &str) -> u64 {
    let (line_feeds, returns) = (text.matches('\n').count(), text.matches('\r').count());
    (line_feeds + returns - text.matches("\r\n").count()) as u64
}
