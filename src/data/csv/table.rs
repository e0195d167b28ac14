//! One reader for every CSV that people write: lists of photographs and overlays.

use super::records::{OpenQuote, Record, Records};
use super::text::{Text, decode};

/// What separates fields, in the order in which a doubt is settled.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// A CSV with the names of its columns.
#[derive(Debug)]
pub(in crate::data) struct Table {
    /// The columns' names, without spaces around them; none in an empty file.
    pub(in crate::data) header: Vec<String>,
    /// The line of the columns' names.
    pub(in crate::data) header_line: u64,
    /// All other records that are not blank.
    pub(in crate::data) records: Vec<Record>,
    /// An encoding that was assumed, since nothing in the file names it.
    pub(in crate::data) assumed_encoding: Option<&'static str>,
}

/// Why bytes are no CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TableProblem {
    /// The byte order mark promises another encoding.
    #[error("it begins as {encoding} and does not go on as such: save it again as CSV in UTF-8")]
    Encoding {
        /// The encoding's name.
        encoding: &'static str,
    },
    /// Bytes that no text contains.
    #[error("this is no text: save the table as CSV in UTF-8")]
    NotText,
    /// A quote without its end, or with something behind its end.
    #[error("the quote that opens here is not closed before the field ends: close or remove it")]
    OpenQuote,
}

impl Table {
    /// Reads a CSV in UTF-8, in UTF-16 with a byte order mark, or else in Windows-1252. Its fields are separated by what a
    /// first line such as `sep=;` says, or else by what makes most of the names in the header known to `is_known`.
    ///
    /// # Errors
    /// The line, from 1, and what is wrong there.
    pub(in crate::data) fn read(bytes: &[u8], is_known: fn(&str) -> bool) -> Result<Self, (u64, TableProblem)> {
        let Text { text, assumed } = decode(bytes)?;
        let text = text.trim_start_matches('\u{feff}');
        let (delimiter, text, line) = match named_delimiter(text) {
            Some((delimiter, text)) => (delimiter, text, 2),
            None => (best_delimiter(text, is_known), text, 1),
        };
        let records: Result<Vec<Record>, OpenQuote> = Records::new(text, delimiter, line).collect();
        let records = records.map_err(|OpenQuote(line)| (line, TableProblem::OpenQuote))?;
        let mut records = records.into_iter().filter(|record| !record.is_blank());
        let header = records.next().unwrap_or(Record { line, cells: Vec::new() });
        Ok(Self {
            header: header.cells.iter().map(|name| name.trim().to_owned()).collect(),
            header_line: header.line,
            records: records.collect(),
            assumed_encoding: assumed,
        })
    }

    /// The columns' names in a sentence.
    pub(in crate::data) fn found(&self) -> String {
        self.header.join(", ")
    }
}

/// The separator that a first line such as `sep=;` names for spreadsheets, and the text after that line.
fn named_delimiter(text: &str) -> Option<(char, &str)> {
    let end = text.find(['\r', '\n']).unwrap_or(text.len());
    let (first, rest) = text.split_at(end);
    let first = first.trim_matches('"');
    let named = first.get(..4).filter(|name| name.eq_ignore_ascii_case("sep=")).and_then(|_| first.get(4..))?;
    let mut letters = named.chars();
    let delimiter = letters.next().filter(|letter| !letter.is_alphanumeric() && !"\" ".contains(*letter))?;
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n'])).unwrap_or(rest);
    // A spreadsheet that saves such a file again may fill the line up with separators.
    letters.all(|letter| DELIMITERS.contains(&letter)).then_some((delimiter, rest))
}

/// The separator that makes most columns' names known; among equals that which makes most columns.
fn best_delimiter(text: &str, is_known: fn(&str) -> bool) -> char {
    let merit = |delimiter: char| {
        let header = Records::new(text, delimiter, 1).next().and_then(Result::ok);
        let cells = header.map_or_else(Vec::new, |header| header.cells);
        (cells.iter().filter(|name| is_known(name)).count(), cells.len())
    };
    // The first of several best ones.
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| merit(*delimiter)).unwrap_or(DELIMITERS[0])
}
