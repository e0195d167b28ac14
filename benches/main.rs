//! How fast the parts are: `cargo bench --bench speed`. `benches/README.md` holds what was found.
//!
//! Everything is measured on one thread but the whole step; arithmetic is told in GFLOP/s and as its share of what the
//! processor can do at most, passes over memory in GB/s.

mod explain;
mod input;
mod kernels;
mod mobile;
mod passes;
mod shelf;
mod step;
mod unit;

use criterion::{Criterion, criterion_main};
use unit::Arithmetic;

fn speed() {
    let mut criterion = Criterion::default().with_measurement(Arithmetic::of_one_thread()).configure_from_args();
    kernels::bench(&mut criterion);
    mobile::bench(&mut criterion);
    passes::bench(&mut criterion);
    step::bench(&mut criterion);
    input::bench(&mut criterion);
    explain::bench(&mut criterion);
    shelf::bench(&mut criterion);
    criterion.final_summary();
}

criterion_main!(speed);
