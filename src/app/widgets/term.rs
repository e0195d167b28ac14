//! A quiet question mark beside a term. It and F1 open what the term means.
//!
//! Question marks are no stops of the Tab key: there are too many of them. Instead, what has the keyboard lies in the
//! region of a term, and F1 opens that one.

use eframe::egui::{
    Align2, Button, Context, FontId, Id, LayerId, Memory, Rect, Response, RichText, Role, Sense, TextWrapMode, Ui,
    UiBuilder, WidgetInfo, vec2,
};

use crate::lessons::glossary::Glossed;
use crate::text::Language;
use crate::text::lessons::TermText;

/// Width and height of a question mark, and the size of its letter.
const SIDE: f32 = 14.0;
const LETTER: f32 = 11.0;

/// The term that is explained now.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    pub term: Glossed,
    /// What it is explained beside.
    pub beside: Rect,
    /// What had the keyboard before.
    pub before: Option<Id>,
    /// Whether it has been opened in this frame.
    pub is_new: bool,
}

/// Where terms apply, by the pass in which they were painted; and the term that is explained.
#[derive(Clone, Default)]
struct Terms {
    pass: u64,
    regions: Vec<(LayerId, Rect, Glossed)>,
    shown: Option<Shown>,
}

fn terms<R>(context: &Context, change: impl FnOnce(&mut Terms) -> R) -> R {
    context.data_mut(|data| change(data.get_temp_mut_or_default(Id::unique("terms"))))
}

/// A question mark that explains a term.
pub fn explain(ui: &mut Ui, language: Language, term: Glossed) -> Response {
    let (rect, hovered) = ui.allocate_exact_size(vec2(SIDE, SIDE), Sense::hover());
    // What a read-only page shows can be explained as well.
    let builder = UiBuilder::new().layer_id(ui.layer_id()).max_rect(rect);
    let mut own = Ui::new(ui.ctx().clone(), hovered.id.with("explain"), builder);
    own.set_clip_rect(ui.clip_rect());
    let response = own.interact(rect, hovered.id.with(term), Sense::CLICK);
    let colour = if response.hovered() { ui.visuals().text_color() } else { ui.visuals().weak_text_color() };
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, "?", FontId::proportional(LETTER), colour);
    opens(&response, language, term);
    response
}

/// A term's name with a question mark, which explains it.
pub fn explain_named(ui: &mut Ui, language: Language, term: Glossed) -> Response {
    let text = RichText::new(format!("{} ?", term.name(language))).small().weak();
    let button = Button::new(text).frame_when_inactive(false).sense(Sense::CLICK).wrap_mode(TextWrapMode::Extend);
    let response = ui.scope(|ui| {
        ui.spacing_mut().button_padding = vec2(4.0, 1.0);
        ui.add(button)
    });
    opens(&response.inner, language, term);
    response.inner
}

fn opens(response: &Response, language: Language, term: Glossed) {
    let name = language.fill(TermText::Explain, &[("name", &term.name(language))]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.clicked() {
        let shown = Shown { term, beside: response.rect, before: None, is_new: true };
        terms(&response.ctx, |terms| {
            let is_same = terms.shown.is_some_and(|shown| shown.term == term);
            terms.shown = (!is_same).then_some(shown);
        });
    }
}

/// What a region is about: F1 explains it while something there has the keyboard.
pub fn explained_here(ui: &Ui, region: Rect, term: Glossed) {
    let pass = ui.ctx().cumulative_pass_nr();
    terms(ui.ctx(), |terms| {
        if terms.pass != pass {
            terms.pass = pass;
            terms.regions.clear();
        }
        terms.regions.push((ui.layer_id(), region, term));
    });
}

/// Explains the term of what has the keyboard, the innermost one, or closes its explanation. Whether there is one.
pub fn explain_focused(context: &Context) -> bool {
    if terms(context, |terms| terms.shown.is_some()) {
        close_explained(context);
        return true;
    }
    let Some(focused) = context.memory(Memory::focused) else { return false };
    let Some(control) = context.read_response(focused) else { return false };
    let beside = control.rect;
    terms(context, |terms| {
        let is_around = |layer: LayerId, region: Rect| layer == control.layer_id && region.contains(beside.center());
        let around = terms.regions.iter().filter(|(layer, region, _)| is_around(*layer, *region));
        let innermost = around.min_by(|(_, one, _), (_, other, _)| one.area().total_cmp(&other.area()));
        let shown = innermost.map(|(.., term)| Shown { term: *term, beside, before: Some(focused), is_new: true });
        terms.shown = shown;
        shown.is_some()
    })
}

/// The term that is explained now. Only the first to ask learns that it is new.
pub fn shown_term(context: &Context) -> Option<Shown> {
    terms(context, |terms| {
        let shown = terms.shown;
        if let Some(shown) = &mut terms.shown {
            shown.is_new = false;
        }
        shown
    })
}

/// Closes the explanation, and gives the keyboard back to what it was opened from.
pub fn close_explained(context: &Context) {
    let shown = terms(context, |terms| terms.shown.take());
    if let Some(before) = shown.and_then(|shown| shown.before) {
        context.memory_mut(|memory| memory.request_focus(before));
    }
}
