//! Anti-aliased shapes on a square picture: a thin layer over tiny-skia.

use tiny_skia::{
    Color, FillRule, GradientStop, LineCap, LineJoin, LinearGradient, Mask, Paint, Path, PathBuilder, Pixmap, Point,
    RadialGradient, Rect, Shader, SpreadMode, Stroke, Transform,
};

use super::colour::Colour;

/// A point, in units of the current frame.
pub type At = (f32, f32);

/// A path; `None` if its points make none, and then nothing is painted.
pub type Shape = Option<Path>;

/// A picture being painted.
pub struct Canvas {
    pixmap: Pixmap,
    frame: Transform,
    clip: Option<Mask>,
}

impl Canvas {
    /// A black square of `side` pixels; the frame is in pixels. `None` for a side of 0.
    pub fn new(side: u32) -> Option<Self> {
        Some(Self { pixmap: Pixmap::new(side, side)?, frame: Transform::identity(), clip: None })
    }

    /// Puts the frame's origin at `centre`, tilts it, and makes its unit `unit` pixels.
    pub fn set_frame(&mut self, centre: At, tilt_degrees: f32, unit: f32) {
        self.frame = Transform::from_translate(centre.0, centre.1).pre_rotate(tilt_degrees).pre_scale(unit, unit);
    }

    /// Paints with `paint` only where `shape` is.
    pub fn clipped(&mut self, shape: &Shape, paint: impl FnOnce(&mut Self)) {
        let (Some(shape), Some(mut mask)) = (shape, Mask::new(self.pixmap.width(), self.pixmap.height())) else {
            return;
        };
        mask.fill_path(shape, FillRule::Winding, true, self.frame);
        self.clip = Some(mask);
        paint(self);
        self.clip = None;
    }

    /// Fills a shape with one colour of the given opacity.
    pub fn fill(&mut self, shape: &Shape, colour: Colour, opacity: f32) {
        self.fill_with(shape, Shader::SolidColor(solid(colour, opacity)));
    }

    /// Fills a shape with a colour that fades away from `centre` to nothing at `radius`.
    pub fn glow(&mut self, shape: &Shape, centre: At, radius: f32, colour: Colour, opacity: f32) {
        let centre = Point::from(centre);
        let stops = vec![GradientStop::new(0.0, solid(colour, opacity)), GradientStop::new(1.0, solid(colour, 0.0))];
        let shader = RadialGradient::new(centre, centre, radius, stops, SpreadMode::Pad, Transform::identity());
        if let Some(shader) = shader {
            self.fill_with(shape, shader);
        }
    }

    /// Fills the whole picture from one colour at the top to another at the bottom.
    pub fn sky(&mut self, top: Colour, bottom: Colour) {
        let side = self.pixmap.height() as f32;
        let stops = vec![GradientStop::new(0.0, solid(top, 1.0)), GradientStop::new(1.0, solid(bottom, 1.0))];
        let (from, to) = (Point::from_xy(0.0, 0.0), Point::from_xy(0.0, side));
        let shader = LinearGradient::new(from, to, stops, SpreadMode::Pad, Transform::identity());
        if let (Some(shader), Some(square)) = (shader, Rect::from_xywh(0.0, 0.0, side, side)) {
            self.pixmap.fill_rect(square, &paint(shader), Transform::identity(), None);
        }
    }

    /// Draws along a shape's edge with round ends.
    pub fn stroke(&mut self, shape: &Shape, width: f32, colour: Colour, opacity: f32) {
        let stroke = Stroke { width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() };
        let paint = paint(Shader::SolidColor(solid(colour, opacity)));
        if let Some(shape) = shape {
            self.pixmap.stroke_path(shape, &paint, &stroke, self.frame, self.clip.as_ref());
        }
    }

    /// The picture's bytes, red, green and blue of each pixel.
    pub fn into_rgb(self) -> Vec<u8> {
        self.pixmap.data().as_chunks::<4>().0.iter().flat_map(|&[r, g, b, _]| [r, g, b]).collect()
    }

    fn fill_with(&mut self, shape: &Shape, shader: Shader<'_>) {
        if let Some(shape) = shape {
            self.pixmap.fill_path(shape, &paint(shader), FillRule::Winding, self.frame, self.clip.as_ref());
        }
    }
}

fn solid(colour: Colour, opacity: f32) -> Color {
    let [red, green, blue] = colour.0.map(|level| level.clamp(0.0, 1.0));
    Color::from_rgba(red, green, blue, opacity.clamp(0.0, 1.0)).unwrap_or(Color::BLACK)
}

fn paint(shader: Shader<'_>) -> Paint<'_> {
    Paint { shader, anti_alias: true, ..Paint::default() }
}

/// An ellipse with its axes along the frame's.
pub fn ellipse(centre: At, across: f32, down: f32) -> Shape {
    let corner = (centre.0 - across, centre.1 - down);
    PathBuilder::from_oval(Rect::from_xywh(corner.0, corner.1, 2.0 * across, 2.0 * down)?)
}

/// A smooth closed curve through points (Catmull-Rom).
pub fn blob(points: &[At]) -> Shape {
    let mut builder = PathBuilder::new();
    let around = |i: usize| points[i % points.len()];
    builder.move_to(points[0].0, points[0].1);
    for i in 0..points.len() {
        curve(&mut builder, [around(i + points.len() - 1), around(i), around(i + 1), around(i + 2)]);
    }
    builder.close();
    builder.finish()
}

/// A smooth open curve through points (Catmull-Rom).
pub fn line(points: &[At]) -> Shape {
    let mut builder = PathBuilder::new();
    let last = points.len() - 1;
    builder.move_to(points[0].0, points[0].1);
    for i in 0..last {
        curve(&mut builder, [points[i.saturating_sub(1)], points[i], points[i + 1], points[last.min(i + 2)]]);
    }
    builder.finish()
}

/// A closed shape with sharp corners, each side bent through the point given with the corner where it starts.
pub fn bent_polygon(corners_and_bends: &[(At, At)]) -> Shape {
    let mut builder = PathBuilder::new();
    let count = corners_and_bends.len();
    builder.move_to(corners_and_bends[0].0.0, corners_and_bends[0].0.1);
    for i in 0..count {
        let (bend, next) = (corners_and_bends[i].1, corners_and_bends[(i + 1) % count].0);
        builder.quad_to(bend.0, bend.1, next.0, next.1);
    }
    builder.close();
    builder.finish()
}

fn curve(builder: &mut PathBuilder, [before, from, to, after]: [At; 4]) {
    let first = (from.0 + (to.0 - before.0) / 6.0, from.1 + (to.1 - before.1) / 6.0);
    let second = (to.0 - (after.0 - from.0) / 6.0, to.1 - (after.1 - from.1) / 6.0);
    builder.cubic_to(first.0, first.1, second.0, second.1, to.0, to.1);
}
