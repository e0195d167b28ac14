//! What the pages show: the experiment that is being prepared, or a run with the experiment that it was.

use std::path::{Path, PathBuf};

use super::{
    AugmentationState, DataState, DuplicatesState, ExplanationState, History, NetworkState, PredictionState,
    ResultsState, RunView, State,
};
use crate::config::{DataSource, RunConfig};

/// All that the six pages show. It is replaced as a whole, so that no page shows anything of another subject.
pub struct Subject {
    /// The experiment: what the next run will be, or what the shown run was.
    pub config: RunConfig,
    /// What can be undone and redone.
    pub history: History,
    /// The experiment before the drawings were opened.
    pub before_drawings: Option<RunConfig>,
    /// The photos before a preset opened its own.
    pub before_preset: Option<DataSource>,
    /// Photographs.
    pub data: DataState,
    /// Near-duplicates among the open photographs.
    pub duplicates: DuplicatesState,
    /// Augmentation.
    pub augmentation: AugmentationState,
    /// The network.
    pub network: NetworkState,
    /// The run; none where this is the experiment that is being prepared.
    pub run: Option<RunView>,
    /// The evaluation of the run's network.
    pub results: ResultsState,
    /// Photographs that the run's network classifies.
    pub prediction: PredictionState,
    /// The explanation of one prediction.
    pub explanation: ExplanationState,
}

impl Subject {
    /// An experiment without photographs.
    #[must_use]
    pub fn experiment(config: RunConfig) -> Self {
        Self::new(config, None)
    }

    /// A run, its photographs not open yet.
    #[must_use]
    pub fn run(run: RunView) -> Self {
        Self::new(run.config.clone(), Some(run))
    }

    fn new(config: RunConfig, run: Option<RunView>) -> Self {
        let mut augmentation = AugmentationState::default();
        augmentation.follow(&config.preset);
        Self {
            history: History::new(&config),
            config,
            before_drawings: None,
            before_preset: None,
            data: DataState::default(),
            duplicates: DuplicatesState::default(),
            augmentation,
            network: NetworkState::default(),
            run,
            results: ResultsState::default(),
            prediction: PredictionState::default(),
            explanation: ExplanationState::default(),
        }
    }

    /// Whether this is the experiment that is being prepared, and not a run.
    #[must_use]
    pub const fn is_experiment(&self) -> bool {
        self.run.is_none()
    }

    /// Whether its photos are the built-in drawings.
    #[must_use]
    pub fn is_of_drawings(&self) -> bool {
        let open = self.data.dataset.as_ref().map(|dataset| &dataset.source);
        matches!(open.or(self.config.data.source.as_ref()), Some(DataSource::Drawings { .. }))
    }

    /// The run's folder, once it has one.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.run.as_ref().and_then(RunView::run_folder)
    }

    /// Ends what waits for an answer, which never comes while another subject is shown; it is requested again later.
    fn park(&mut self) {
        self.results.park();
        self.duplicates.park();
        self.explanation.close();
        self.data.choosing_others = false;
        self.data.train_when_open = false;
    }
}

/// Subjects that are not shown.
#[derive(Default)]
pub struct Parked {
    /// The experiment, while a run is shown.
    pub experiment: Option<Box<Subject>>,
    /// A run that trains or was interrupted, while another subject is shown.
    pub run: Option<Box<Subject>>,
}

/// What is done with a run once it has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterReading {
    /// It is shown.
    Show,
    /// It is shown, or what lies there is opened as photographs if it is no run.
    ShowOrOpen,
    /// It is shown and resumed.
    Resume,
    /// It is named in the status bar, if it was interrupted.
    Name,
}

/// A run that is being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The request's number.
    pub number: u64,
    /// Its folder.
    pub folder: PathBuf,
    /// What is done with it.
    pub then: AfterReading,
}

impl State {
    /// Shows another subject. The one before is kept if it is the experiment or a run that trains; the photographs to
    /// be classified come along, without their predictions.
    pub fn show(&mut self, mut next: Subject) {
        if next.prediction.is_empty() {
            next.prediction.take_photographs(&self.subject.prediction);
        }
        let mut before = std::mem::replace(&mut self.subject, next);
        before.park();
        match &before.run {
            None => self.parked.experiment = Some(Box::new(before)),
            Some(run) if run.is_active() => self.parked.run = Some(Box::new(before)),
            Some(_) => {}
        }
    }

    /// The shown subject and those that are not shown.
    pub fn subjects_mut(&mut self) -> impl Iterator<Item = &mut Subject> {
        let parked = [self.parked.experiment.as_deref_mut(), self.parked.run.as_deref_mut()];
        std::iter::once(&mut self.subject).chain(parked.into_iter().flatten())
    }

    fn runs(&self) -> impl Iterator<Item = &RunView> {
        self.subject.run.iter().chain(self.parked.run.iter().filter_map(|subject| subject.run.as_ref()))
    }

    /// The run that trains, shown or not.
    #[must_use]
    pub fn active_run(&self) -> Option<&RunView> {
        self.runs().find(|run| run.is_active())
    }

    /// The same, to be changed.
    pub fn active_run_mut(&mut self) -> Option<&mut RunView> {
        self.subjects_mut().filter_map(|subject| subject.run.as_mut()).find(|run| run.is_active())
    }

    /// The run with this number, shown or not.
    pub fn run_mut(&mut self, number: u64) -> Option<&mut RunView> {
        self.subjects_mut().filter_map(|subject| subject.run.as_mut()).find(|run| run.number == number)
    }

    /// The experiment, shown or not.
    #[must_use]
    pub fn experiment(&self) -> &Subject {
        self.parked.experiment.as_deref().unwrap_or(&self.subject)
    }
}
