//! The position of each field in a RON text, so that an error can name the field, its line and its column.

/// No configuration has deeper brackets.
const DEEPEST: usize = 32;

/// A field or list item of a text; positions are in bytes.
struct Field {
    path: String,
    start: usize,
    value: usize,
    end: usize,
}

/// The fields of a text, in the order in which they begin. An incomplete text is read as far as possible.
pub struct Fields<'a> {
    text: &'a str,
    fields: Vec<Field>,
}

/// An open bracket.
struct Frame {
    path: String,
    list: bool,
    index: usize,
    current: Option<usize>,
}

impl<'a> Fields<'a> {
    /// Finds all fields.
    pub fn of(text: &'a str) -> Self {
        let mut fields: Vec<Field> = Vec::new();
        let mut frames = vec![Frame { path: String::new(), list: false, index: 0, current: None }];
        let mut tokens = Tokens { text, at: 0 }.peekable();
        while let Some((start, token)) = tokens.next() {
            let depth = frames.len();
            let Some(frame) = frames.last_mut() else { break };
            let ends_item = matches!(token, "," | ")" | "]" | "}");
            if ends_item && let Some(current) = frame.current.take() {
                fields[current].end = start;
            }
            if frame.list && frame.current.is_none() && !ends_item {
                let path = format!("{}[{}]", frame.path, frame.index);
                frame.current = Some(fields.len());
                fields.push(Field { path, start, value: start, end: text.len() });
            }
            match token {
                "," => frame.index += 1,
                ")" | "]" | "}" => drop(frames.pop()),
                "(" | "[" | "{" if depth > DEEPEST => break,
                "(" | "[" | "{" => {
                    let path = frame.current.map_or(&frame.path, |current| &fields[current].path).clone();
                    frames.push(Frame { path, list: token == "[", index: 0, current: None });
                }
                name if tokens.peek().is_some_and(|&(_, next)| next == ":") => {
                    tokens.next();
                    let value = tokens.peek().map_or(text.len(), |&(value, _)| value);
                    let path = if frame.path.is_empty() { name.to_owned() } else { format!("{}.{name}", frame.path) };
                    frame.current = Some(fields.len());
                    fields.push(Field { path, start, value, end: text.len() });
                }
                _ => {}
            }
        }
        Self { text, fields }
    }

    /// The innermost field around a position.
    pub fn path_at(&self, position: usize) -> &str {
        let around = |field: &&Field| field.start <= position && position <= field.end;
        self.fields.iter().rfind(around).map_or("", |field| &field.path)
    }

    /// Line and column of a field's value, from 1; if the text lacks the field, those of the innermost field around it.
    pub fn position_of(&self, path: &str) -> (usize, usize) {
        let around = |field: &&Field| {
            path.strip_prefix(&field.path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let innermost = self.fields.iter().filter(around).max_by_key(|field| field.path.len());
        line_and_column(self.text, innermost.map_or(0, |field| field.value))
    }
}

/// Line and column of a position in bytes, from 1, columns in characters.
fn line_and_column(text: &str, position: usize) -> (usize, usize) {
    let before = &text[..position];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// The position in bytes of a line and a column, from 1, columns in characters.
pub fn position(text: &str, line: usize, column: usize) -> usize {
    let line_start = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let rest = &text[line_start..];
    line_start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(offset, _)| offset)
}

/// Words, strings and single punctuation marks, without white space and comments.
struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = &self.text[self.at..];
            let skipped = rest.len() - rest.trim_start().len();
            let rest = &rest[skipped..];
            let comment = comment_length(rest);
            if comment == 0 {
                let length = token_length(rest)?;
                let start = self.at + skipped;
                self.at = start + length;
                return Some((start, &self.text[start..self.at]));
            }
            self.at += skipped + comment;
        }
    }
}

/// The length of the comment that a text begins with; 0 if there is none.
fn comment_length(text: &str) -> usize {
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if !text.starts_with("/*") {
        return 0;
    }
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        match text.as_bytes().get(at..at + 2) {
            Some(b"/*") => (depth, at) = (depth + 1, at + 2),
            Some(b"*/") => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// The length of the token that a text begins with; `None` at the end.
fn token_length(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if first == '"' {
        return Some(string_length(text));
    }
    if let Some(raw) = text.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let opened = hashes + 2;
            let closing = format!("\"{}", "#".repeat(hashes));
            return Some(text[opened..].find(&closing).map_or(text.len(), |end| opened + end + closing.len()));
        }
    }
    let word = text.len() - text.trim_start_matches(|c: char| c.is_alphanumeric() || "_.+-".contains(c)).len();
    Some(word.max(first.len_utf8()))
}

/// The length of a string with its quotation marks.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}
