//! The predictions as a table.

use super::{PredictionState, probabilities};

impl PredictionState {
    /// The predictions as CSV, in the columns of `bigode predict --csv`; the last one is `yes` for novel photographs.
    #[must_use]
    pub fn to_csv(&self) -> String {
        // Cards may come from several networks: each class has one column, empty for networks that do not have it.
        let models = self.model.iter().chain(self.verdicts().map(|(_, verdict)| &verdict.model));
        let mut classes: Vec<&String> = Vec::new();
        for class in models.flat_map(|model| &model.classes) {
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
        let mut writer = csv::Writer::from_writer(Vec::new());
        let header = ["filename", "label", "probability"].into_iter().chain(classes.iter().map(|class| class.as_str()));
        let header = header.chain(["unlike"]);
        let mut rows = vec![header.map(str::to_owned).collect::<Vec<_>>()];
        for (card, verdict) in self.verdicts() {
            let shown = probabilities(verdict, self.calibrated);
            let own_classes = &verdict.model.classes;
            let label = own_classes.get(verdict.label as usize).cloned().unwrap_or_default();
            let probability = shown.get(verdict.label as usize).copied().unwrap_or_default();
            let mut row = vec![card.name.clone(), label, probability.to_string()];
            row.extend(classes.iter().map(|class| {
                let share = own_classes.iter().position(|other| other == *class).and_then(|place| shown.get(place));
                share.map(f32::to_string).unwrap_or_default()
            }));
            row.push(if verdict.is_novel { "yes" } else { "" }.to_owned());
            rows.push(row);
        }
        for row in rows {
            // Writing into memory does not fail.
            let _written = writer.write_record(row);
        }
        writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}
