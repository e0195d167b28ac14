//! Wall-clock time, with throughput told as GFLOP/s and a share of the processor's peak.

use bigode::nn;
use criterion::Throughput;
use criterion::measurement::{Measurement, ValueFormatter, WallTime};

/// Wall-clock time of work that is counted in floating-point operations (criterion's elements) or bytes.
pub struct Arithmetic {
    wall: WallTime,
    peak_gflops: f64,
}

impl Arithmetic {
    /// Against the peak of one thread, measured now.
    #[expect(clippy::disallowed_macros, reason = "a measurement is printed")]
    pub fn of_one_thread() -> Self {
        let peak_gflops = nn::measure_peak_gflops(1).expect("the system gives a thread");
        println!("one thread's peak: {peak_gflops:.0} GFLOP/s with {}", nn::simd_name());
        Self { wall: WallTime, peak_gflops }
    }
}

impl Measurement for Arithmetic {
    type Intermediate = <WallTime as Measurement>::Intermediate;
    type Value = <WallTime as Measurement>::Value;

    fn start(&self) -> Self::Intermediate {
        self.wall.start()
    }
    fn end(&self, start: Self::Intermediate) -> Self::Value {
        self.wall.end(start)
    }
    fn add(&self, a: &Self::Value, b: &Self::Value) -> Self::Value {
        self.wall.add(a, b)
    }
    fn zero(&self) -> Self::Value {
        self.wall.zero()
    }
    fn to_f64(&self, value: &Self::Value) -> f64 {
        self.wall.to_f64(value)
    }
    fn formatter(&self) -> &dyn ValueFormatter {
        self
    }
}

impl ValueFormatter for Arithmetic {
    fn format_throughput(&self, throughput: &Throughput, nanoseconds: f64) -> String {
        match *throughput {
            Throughput::Elements(flop) => {
                let gflops = flop as f64 / nanoseconds;
                format!("{gflops:.0} GFLOP/s ({:.0} % of the peak)", 100.0 * gflops / self.peak_gflops)
            }
            Throughput::Bytes(bytes) => format!("{:.1} GB/s", bytes as f64 / nanoseconds),
            _ => self.wall.formatter().format_throughput(throughput, nanoseconds),
        }
    }
    fn scale_values(&self, typical: f64, values: &mut [f64]) -> &'static str {
        self.wall.formatter().scale_values(typical, values)
    }
    fn scale_throughputs(&self, typical: f64, throughput: &Throughput, values: &mut [f64]) -> &'static str {
        self.wall.formatter().scale_throughputs(typical, throughput, values)
    }
    fn scale_for_machines(&self, values: &mut [f64]) -> &'static str {
        self.wall.formatter().scale_for_machines(values)
    }
}
