//! Which columns of a list hold the files' names and their classes.

use super::table::Table;

/// The documented name of the files' column, which no other name overrules.
const FILENAME: &str = "filename";
/// The documented name of the classes' column.
const CATEGORY: &str = "category";

/// Other names of the files' column, by their letters and digits in lower case.
const FILES: [&str; 24] = [
    "file",
    "filepath",
    "path",
    "image",
    "imagefile",
    "imagefilename",
    "imageid",
    "imagename",
    "imagepath",
    "img",
    "imgname",
    "imgpath",
    "photo",
    "photograph",
    "picture",
    "id",
    "name",
    "arquivo",
    "caminho",
    "imagem",
    "foto",
    "fotografia",
    "nome",
    "nomedoarquivo",
];

/// Other names of the classes' column.
const CATEGORIES: [&str; 12] = [
    "categoryname",
    "class",
    "classname",
    "label",
    "labelname",
    "target",
    "species",
    "breed",
    "categoria",
    "classe",
    "rótulo",
    "rotulo",
];

/// The column of a table of predictions whose `label` is a prediction, and no label.
const PROBABILITY: &str = "probability";

/// Endings of pictures' names, by which a column of files is told from one of numbers.
const PICTURES: [&str; 14] =
    ["jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "tif", "tiff", "webp", "pnm", "pgm", "ppm", "pbm"];

/// The columns of a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) filename: usize,
    /// None where no column is certain to be that of the classes.
    pub(super) category: Option<usize>,
}

/// Why the column of files is not certain.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoColumn {
    Absent,
    /// These could be it.
    Several(Vec<usize>),
}

/// Whether a column of this name can be one of [`Columns`].
pub(super) fn is_known(name: &str) -> bool {
    let name = plain(name);
    name == FILENAME || name == CATEGORY || FILES.contains(&&*name) || CATEGORIES.contains(&&*name)
}

/// Finds the columns by their names. Of several that could be the files', it is the one whose first field ends as a
/// picture's name does.
///
/// # Errors
/// If no column, or more than one, can be the files'.
pub(super) fn find(table: &Table) -> Result<Columns, NoColumn> {
    let names: Vec<String> = table.header.iter().map(|name| plain(name)).collect();
    let named = |name: &str| names.iter().position(|found| found == name);
    let among = |known: &[&str]| -> Vec<usize> {
        (0..names.len()).filter(|column| known.contains(&names[*column].as_str())).collect()
    };
    let mut files = named(FILENAME).map_or_else(|| among(&FILES), |column| vec![column]);
    if files.len() > 1 {
        let pictures: Vec<usize> =
            files.iter().copied().filter(|column| begins_with_a_picture(table, *column)).collect();
        files = if pictures.is_empty() { files } else { pictures };
    }
    let filename = match files.as_slice() {
        [column] => *column,
        [] => return Err(NoColumn::Absent),
        _ => return Err(NoColumn::Several(files)),
    };
    let is_of_predictions = named(PROBABILITY).is_some();
    let category = named(CATEGORY).or_else(|| match among(&CATEGORIES).as_slice() {
        [column] if !is_of_predictions => Some(*column),
        _ => None,
    });
    Ok(Columns { filename, category })
}

/// A name's letters and digits in lower case: `Image_Path` is `imagepath`.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn begins_with_a_picture(table: &Table, column: usize) -> bool {
    let first = table.records.first().map_or("", |record| record.cell(column).trim());
    first.rsplit_once('.').is_some_and(|(_, ending)| PICTURES.contains(&ending.to_ascii_lowercase().as_str()))
}
