//! The losses of a trained network's photos on the curve of the loss.

use std::fmt::Display;

use eframe::egui::Ui;

use super::View;
use super::cross_entropy::losses_plot;
use crate::app::widgets::weak;
use crate::lessons::own::Losses;
use crate::text::lessons::OwnText as Text;

/// Losses that are told in words.
const TOLD: usize = 5;

pub fn losses_ui(ui: &mut Ui, view: &View<'_>, losses: &Losses) {
    let mut order = losses.photos.clone();
    order.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    let written = |loss: f32| view.language.decimal(f64::from(loss), 3);
    let largest: Vec<String> = order.iter().take(TOLD).map(|(_, loss)| written(*loss)).collect();
    let n = losses.photos.len();
    let description = view.language.fill(Text::LossPoints, &[("n", &n), ("losses", &largest.join("; "))]);
    losses_plot(ui, view, "own losses", &losses.photos, &description, &description);
    if n < losses.all {
        weak(ui, view.language.fill(Text::PhotosSoFar, &[("n", &n), ("all", &losses.all)]));
        return;
    }
    let (mean, accuracy) = (view.language.decimal(losses.mean(), 3), view.language.accuracy(losses.accuracy()));
    let values: [(&str, &dyn Display); 3] = [("n", &n), ("mean", &mean), ("accuracy", &accuracy)];
    ui.label(view.language.fill(Text::LossesOf, &values));
    if let Some((share, loss)) = order.first() {
        let of_sum = f64::from(*loss) / (losses.mean() * n as f64).max(f64::MIN_POSITIVE);
        let (p, of_sum) = (view.language.short(f64::from(*share)), view.language.percent(of_sum, 0));
        let values: [(&str, &dyn Display); 3] = [("p", &p), ("loss", &written(*loss)), ("share", &of_sum)];
        ui.label(view.language.fill(Text::WorstLoss, &values));
    }
}
