//! Questions to a trained network about photos: the user's own ones, or a small network's on the built-in drawings.

use super::bench::{Filter, SHEET, input, owned};
use super::picture::sized;
use crate::config::{Activation, LayerConfig, NetworkConfig, OptimizerConfig, Padding, Units};
use crate::data::{Picture, drawings};
use crate::nn::{DropoutKey, MapStatistics, Network, NetworkError, Observation, OwnedTensor};

/// Photos of a batch, at most.
pub const BATCH: usize = 16;
/// Learning rates that are tried.
pub const RATES: usize = 25;
/// The least and the greatest of them, as powers of ten.
const POWERS: (f32, f32) = (-5.0, 1.0);
/// How often a photo passes through the network in training.
const PASSES: u64 = 6;
/// Photos that move a filter most.
pub const STRONGEST: usize = 9;
/// Height and width of the drawings, how many there are, and the steps of training on them.
const SIDE: usize = 32;
const DRAWINGS: usize = 48;
const STEPS: u64 = 60;

/// A network with photos that it is asked about.
pub struct Trained {
    network: Network,
    photos: Vec<Shown>,
    /// Whether it is the user's own.
    pub is_own: bool,
    /// The channels' means of each photo's feature maps, once they were asked for.
    means: Option<Vec<Vec<Vec<f32>>>>,
}

/// A photo as the network takes it.
pub struct Shown {
    /// Its pixels at the network's size.
    pub picture: Picture,
    /// The network's numbers of it.
    pub input: Vec<f32>,
    /// Its class.
    pub label: u32,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnQuestion {
    /// The loss of a batch after one update at each of some learning rates.
    Rates,
    /// One photo several times through the network in training.
    Passes,
    /// The filters of the first layer.
    Kernels,
    /// The photos that move a filter most.
    Strongest {
        /// The operation with maps, in their order.
        operation: usize,
        /// The filter.
        filter: usize,
    },
}

/// What the network answers.
#[derive(Debug, Clone, PartialEq)]
pub enum OwnAnswer {
    /// Losses after one update.
    Rates(RateScan),
    /// One photo several times.
    Passes(Passes),
    /// The filters of the first layer; none where they are not 3 x 3 over a photo.
    Kernels(Vec<Filter>),
    /// The photos that move a filter most.
    Strongest(Strongest),
}

/// The loss of a batch along θ − η·∇J.
#[derive(Debug, Clone, PartialEq)]
pub struct RateScan {
    /// Photos of the batch.
    pub photos: usize,
    /// The loss before the update.
    pub loss: f32,
    /// Rates with the loss after one update, as far as they have been tried.
    pub points: Vec<(f32, f32)>,
    /// One weight, the one with the largest gradient.
    pub weight: NamedWeight,
}

/// One weight with its gradient.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NamedWeight {
    /// Its tensor.
    pub tensor: String,
    /// Its place there, from 0.
    pub place: usize,
    /// Its value.
    pub value: f32,
    /// Its gradient.
    pub gradient: f32,
}

/// One photo several times through a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Passes {
    /// The share of its class in each pass in training.
    pub training: Vec<f32>,
    /// Its share at prediction.
    pub prediction: f32,
}

/// The photos that move a filter most.
#[derive(Debug, Clone, PartialEq)]
pub struct Strongest {
    /// How many filters each operation with maps has.
    pub operations: Vec<usize>,
    /// How many photos were looked at.
    pub looked_at: usize,
    /// The photos with the mean of the filter's map, the largest first.
    pub photos: Vec<(Picture, f32)>,
}

impl RateScan {
    /// The rate with the lowest loss.
    #[must_use]
    pub fn best(&self) -> Option<(f32, f32)> {
        let finite = self.points.iter().filter(|(_, loss)| loss.is_finite());
        finite.copied().min_by(|(_, one), (_, other)| one.total_cmp(other))
    }
}

/// The rates that are tried, evenly spread over their powers of ten.
#[must_use]
pub fn rates() -> [f32; RATES] {
    let (low, high) = POWERS;
    std::array::from_fn(|place| 10.0_f32.powf(low + (high - low) * place as f32 / (RATES - 1) as f32))
}

/// What dropout draws in all trials of a batch.
const DRAW: DropoutKey = DropoutKey { seed: 0, step: 0 };

impl Trained {
    /// A network of the user's with photos. There must be one at least.
    #[must_use]
    pub fn own(network: Network, photos: Vec<Shown>) -> Self {
        Self { network, photos, is_own: true, means: None }
    }

    /// A small network that is trained on the drawings in an instant.
    ///
    /// # Errors
    /// If the system has no memory or threads.
    pub fn of_drawings() -> Result<Self, NetworkError> {
        let convolution = |filters| LayerConfig::Conv2D {
            filters,
            kernel_size: (3, 3),
            strides: (1, 1),
            padding: Padding::Valid,
            activation: Activation::Relu,
            use_bias: true,
        };
        let pooling = || LayerConfig::MaxPooling2D { pool_size: (2, 2), strides: None, padding: Padding::Valid };
        let layers = vec![
            convolution(8),
            LayerConfig::BatchNormalization { momentum: 0.9, epsilon: 1e-3 },
            pooling(),
            convolution(12),
            pooling(),
            LayerConfig::Flatten {},
            LayerConfig::Dropout { rate: 0.25 },
            LayerConfig::Dense { units: Units::Classes, activation: Activation::Softmax, use_bias: true },
        ];
        let config = NetworkConfig { input: (SIDE, SIDE), layers };
        let mut network = Network::new(&config, &OptimizerConfig::sgd(0.0, 0.9, false), 2, 7, 1)?;
        let photos: Vec<Shown> = (0..DRAWINGS)
            .map(|place| {
                let label = (place % 2) as u32;
                let picture = sized(&drawings::draw(label, 42, (place / 2) as u64), SIDE);
                Shown { input: input(&picture), picture, label }
            })
            .collect();
        let (x, labels) = batch(&photos, DRAWINGS);
        for step in 0..STEPS {
            network.train_batch(&x, &labels, 0.01, DropoutKey { seed: 7, step })?;
        }
        Ok(Self { network, photos, is_own: false, means: None })
    }

    /// Answers a question. Losses come one after another; `go_on` says with each whether the next one is wanted.
    ///
    /// # Errors
    /// If the system has no memory.
    pub fn answer(
        &mut self,
        question: OwnQuestion,
        mut go_on: impl FnMut(&OwnAnswer) -> bool,
    ) -> Result<OwnAnswer, NetworkError> {
        Ok(match question {
            OwnQuestion::Rates => OwnAnswer::Rates(self.rate_scan(|scan| go_on(&OwnAnswer::Rates(scan.clone())))?),
            OwnQuestion::Passes => OwnAnswer::Passes(self.passes()?),
            OwnQuestion::Kernels => OwnAnswer::Kernels(kernels(&self.network)),
            OwnQuestion::Strongest { operation, filter } => OwnAnswer::Strongest(self.strongest(operation, filter)?),
        })
    }

    /// The loss of the first photos, as training sees it, before an update and after one at each rate. The weights are
    /// as before afterwards.
    fn rate_scan(&mut self, mut go_on: impl FnMut(&RateScan) -> bool) -> Result<RateScan, NetworkError> {
        let (x, labels) = batch(&self.photos, BATCH);
        let before = owned(&self.network);
        let start = self.network.gradients(&x, &labels, Some(DRAW))?;
        let trainable: Vec<usize> = (0..before.len()).filter(|place| !before[*place].0.contains("moving_")).collect();
        let weight = named_weight(&before, &trainable, &start.gradients);
        let mut scan = RateScan { photos: labels.len(), loss: start.loss, points: Vec::new(), weight };
        let mut moved = before.clone();
        for rate in rates() {
            for (tensor, gradient) in trainable.iter().zip(&start.gradients) {
                let ((.., to), (.., from)) = (&mut moved[*tensor], &before[*tensor]);
                to.iter_mut().zip(from).zip(gradient).for_each(|((to, from), slope)| *to = from - rate * slope);
            }
            self.network.load_tensors(&moved)?;
            scan.points.push((rate, self.network.gradients(&x, &labels, Some(DRAW))?.loss));
            if !go_on(&scan) {
                break;
            }
        }
        self.network.load_tensors(&before)?;
        Ok(scan)
    }

    /// The first photo in training, each time with other dropped units, and at prediction.
    fn passes(&mut self) -> Result<Passes, NetworkError> {
        let (x, labels) = batch(&self.photos, BATCH);
        let before = owned(&self.network);
        let class = labels.first().map_or(0, |label| *label as usize);
        let training = (0..PASSES).map(|step| {
            let pass = self.network.gradients(&x, &labels, Some(DropoutKey { seed: 0, step }))?;
            Ok(pass.probabilities[class])
        });
        let training = training.collect::<Result<_, NetworkError>>()?;
        // The moving statistics are as before.
        self.network.load_tensors(&before)?;
        let one = self.photos.first().map_or(&[][..], |photo| &photo.input);
        Ok(Passes { training, prediction: self.network.probabilities(one)?[class] })
    }

    fn strongest(&mut self, operation: usize, filter: usize) -> Result<Strongest, NetworkError> {
        if self.means.is_none() {
            let mut means = Vec::with_capacity(self.photos.len());
            for photos in self.photos.chunks(BATCH) {
                let (x, _) = batch(photos, BATCH);
                let of_maps = |maps: &MapStatistics| maps.means().to_vec();
                let of_photo = |observed: Observation| observed.statistics.iter().map(of_maps).collect::<Vec<_>>();
                means.extend(self.network.observe(&x)?.into_iter().map(of_photo));
            }
            self.means = Some(means);
        }
        let means = self.means.as_deref().unwrap_or_default();
        let operations: Vec<usize> = means.first().map_or(Vec::new(), |rows| rows.iter().map(Vec::len).collect());
        let mean = |photo: usize| means[photo].get(operation).and_then(|row| row.get(filter)).copied();
        let mut order: Vec<(usize, f32)> = (0..means.len()).filter_map(|photo| Some((photo, mean(photo)?))).collect();
        order.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        let photos = order.into_iter().take(STRONGEST).map(|(photo, mean)| (self.photos[photo].picture.clone(), mean));
        Ok(Strongest { operations, looked_at: means.len(), photos: photos.collect() })
    }
}

/// The first photos as a batch.
fn batch(photos: &[Shown], count: usize) -> (Vec<f32>, Vec<u32>) {
    let some = &photos[..photos.len().min(count)];
    let x = some.iter().flat_map(|photo| photo.input.iter().copied()).collect();
    (x, some.iter().map(|photo| photo.label).collect())
}

/// The weight with the largest gradient.
fn named_weight(tensors: &[OwnedTensor], trainable: &[usize], gradients: &[Vec<f32>]) -> NamedWeight {
    let mut found = NamedWeight::default();
    for (tensor, gradient) in trainable.iter().zip(gradients) {
        let (name, _, values) = &tensors[*tensor];
        for (place, (slope, value)) in gradient.iter().zip(values).enumerate() {
            if slope.abs() > found.gradient.abs() {
                found = NamedWeight { tensor: name.clone(), place, value: *value, gradient: *slope };
            }
        }
    }
    found
}

/// The filters of the first layer where it is a convolution of 3 x 3 over a photo.
fn kernels(network: &Network) -> Vec<Filter> {
    let tensors = owned(network);
    let Some((name, shape, weights)) = tensors.first().filter(|(name, ..)| name.ends_with("/kernel")) else {
        return Vec::new();
    };
    let [3, 3, 3, filters] = shape[..] else { return Vec::new() };
    let bias = name.replace("/kernel", "/bias");
    let bias = tensors.iter().find(|(name, ..)| *name == bias).map_or(&[][..], |(.., bias)| bias);
    let filter = |number: usize| Filter {
        sheets: std::array::from_fn(|channel| {
            std::array::from_fn::<f32, SHEET, _>(|place| weights[(place * 3 + channel) * filters + number])
        }),
        bias: bias.get(number).copied().unwrap_or(0.0),
    };
    (0..filters).map(filter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_drawings() -> Trained {
        Trained::of_drawings().expect("a small network")
    }

    #[test]
    fn a_tiny_update_lowers_the_loss_by_the_rate_times_the_squared_gradient_and_a_huge_one_raises_it() {
        let mut trained = of_drawings();
        let scan = trained.rate_scan(|_| true).expect("a small network");
        assert_eq!(scan.points.len(), RATES);
        let (x, labels) = batch(&trained.photos, BATCH);
        let start = trained.network.gradients(&x, &labels, Some(DRAW)).expect("a small network");
        assert!((start.loss - scan.loss).abs() < 1e-6, "the weights are as before");
        let squares: f64 = start.gradients.iter().flatten().map(|slope| f64::from(slope * slope)).sum();
        let (rate, loss) = scan.points[6];
        let expected = f64::from(scan.loss) - f64::from(rate) * squares;
        let fallen = f64::from(scan.loss - loss);
        assert!((f64::from(loss) - expected).abs() < 0.15 * fallen.abs(), "{loss} at {rate}, expected {expected}");
        assert!(scan.points[RATES - 1].1 > scan.loss, "{scan:?}");
        let (best, _) = scan.best().expect("there are numbers");
        assert!(best > scan.points[0].0 && best < scan.points[RATES - 1].0);
    }

    #[test]
    fn a_scan_ends_where_no_more_is_wanted() {
        let scan = of_drawings().rate_scan(|scan| scan.points.len() < 3).expect("a small network");
        assert_eq!(scan.points.len(), 3);
    }

    #[test]
    fn training_answers_differ_from_pass_to_pass_and_leave_the_prediction_as_it_was() {
        let mut trained = of_drawings();
        let [one, other] = [trained.passes().expect("a network"), trained.passes().expect("a network")];
        assert_eq!(one, other, "the same draws give the same shares");
        let first = one.training[0];
        assert!(one.training.iter().any(|share| (share - first).abs() > 1e-4), "{one:?}");
    }

    #[test]
    fn kernels_of_the_first_layer_give_its_maps_at_the_same_place() {
        let trained = of_drawings();
        let kernels = kernels(&trained.network);
        assert_eq!(kernels.len(), 8);
        let photo = &trained.photos[0];
        let activations = crate::nn::explain::Activations::of(&trained.network, &photo.input).expect("a network");
        let map = &activations.layers[0];
        let (row, column) = (5, 7);
        for (number, kernel) in kernels.iter().enumerate() {
            let mut sum = kernel.bias;
            for place in 0..SHEET {
                let at = (row + place / 3) * SIDE + column + place % 3;
                sum += (0..3).map(|channel| kernel.sheets[channel][place] * photo.input[at * 3 + channel]).sum::<f32>();
            }
            let value = map.values[(row * (SIDE - 2) + column) * 8 + number];
            assert!((sum.max(0.0) - value).abs() < 1e-4, "filter {number}: {sum}, {value}");
        }
    }

    #[test]
    fn the_photos_that_move_a_filter_most_come_first() {
        let mut trained = of_drawings();
        let answer = trained.strongest(0, 3).expect("a network");
        assert_eq!((answer.operations[0], answer.photos.len(), answer.looked_at), (8, STRONGEST, DRAWINGS));
        assert!(answer.photos.windows(2).all(|pair| pair[0].1 >= pair[1].1));
        assert!(trained.strongest(99, 0).expect("a network").photos.is_empty(), "there is no such operation");
    }
}
