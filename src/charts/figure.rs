//! What a figure shows, as plain data.

/// Red, green and blue.
pub type Colour = [u8; 3];

/// Colours by meaning, dark enough for a white background; they are those of the window's light theme.
pub mod paper {
    use super::Colour;

    /// Titles and names.
    pub const TEXT: Colour = [0x1b, 0x20, 0x26];
    /// Numbers and remarks.
    pub const TEXT_WEAK: Colour = [0x59, 0x63, 0x6e];
    /// Lines of the grid.
    pub const LINE: Colour = [0xd5, 0xda, 0xde];
    /// The training side.
    pub const TRAINING: Colour = [0x00, 0x72, 0xb2];
    /// The validation side.
    pub const VALIDATION: Colour = [0xb3, 0x59, 0x00];
    /// The best epoch.
    pub const BEST: Colour = [0x00, 0x79, 0x5c];
    /// A lowered learning rate.
    pub const WARNING: Colour = [0x8a, 0x5a, 0x00];
    /// A stop.
    pub const STOP: Colour = [0xb4, 0x23, 0x18];
    /// The classes, which repeat after six: none of them has the colour of a side.
    pub const CLASSES: [Colour; 6] = [
        [0x6d, 0x3f, 0xd1],
        [0x5a, 0x73, 0x00],
        [0xb8, 0x32, 0x7f],
        [0x5f, 0x5f, 0x66],
        [0x94, 0x44, 0x9f],
        [0x3d, 0x52, 0x00],
    ];

    /// The colour of the `index`-th class.
    #[must_use]
    pub const fn class(index: usize) -> Colour {
        CLASSES[index % CLASSES.len()]
    }
}

/// How a line is drawn, so that lines differ not only by colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Without gaps.
    Solid,
    /// Long dashes.
    Dashed,
    /// Short dashes.
    Dotted,
}

/// The marker at each point of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// Nothing.
    None,
    /// A disc.
    Circle,
    /// A square on its corner.
    Diamond,
    /// A square.
    Square,
}

/// A line through points. Points that are not finite leave a gap.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name in the legend; empty for a chart of one line.
    pub name: String,
    /// The points as x and y, in order.
    pub points: Vec<(f64, f64)>,
    /// Its colour.
    pub colour: Colour,
    /// How it is drawn.
    pub line: Line,
    /// The marker at each point.
    pub marker: Marker,
}

/// Vertical lines of one meaning.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// What they mean, for the legend.
    pub name: String,
    /// Their places on the x axis.
    pub at: Vec<f64>,
    /// Their colour.
    pub colour: Colour,
    /// How they are drawn.
    pub line: Line,
}

/// Lines over one pair of axes.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The y axis's name, which is the chart's title.
    pub name: String,
    /// The x axis's name.
    pub x_name: String,
    /// The least range of the x axis; points beyond it widen it.
    pub x: (f64, f64),
    /// The y axis's range, where it is not fitted to the values.
    pub y: Option<(f64, f64)>,
    /// Whether the y axis's numbers are shares, written as percentages.
    pub y_percent: bool,
    /// Whether the x axis counts, so that it has no fractions.
    pub x_counts: bool,
    /// Height of the axes, in points.
    pub height: u32,
    /// The lines.
    pub series: Vec<Series>,
    /// The vertical lines.
    pub marks: Vec<Mark>,
}

/// One entry of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The text.
    pub text: String,
    /// The colour behind it and how much of it, 0 to 1.
    pub shade: Option<(Colour, f64)>,
}

/// Text and numbers in rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The title.
    pub name: String,
    /// The names of all columns but the first, which names the rows.
    pub columns: Vec<String>,
    /// Each row's name, and an entry for each column.
    pub rows: Vec<(String, Vec<Cell>)>,
}

/// Tables and charts below each other, with a title.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The title.
    pub title: String,
    /// A line below it.
    pub note: String,
    /// The tables, from the top.
    pub tables: Vec<Table>,
    /// The charts below them.
    pub charts: Vec<Chart>,
    /// The decimal separator: a point or a comma.
    pub decimal_point: char,
}
