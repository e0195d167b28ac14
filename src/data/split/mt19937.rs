//! The Mersenne Twister, drawn from exactly as numpy's `RandomState` does.

const WORDS: usize = 624;
const SHIFT: usize = 397;
const TWIST: u32 = 0x9908_b0df;
const UPPER_BIT: u32 = 0x8000_0000;

/// MT19937 (Matsumoto and Nishimura, 1998), seeded and read as numpy's legacy `RandomState(seed)`.
///
/// Splits and reference numbers are drawn from it; a run's other random numbers are not.
#[derive(Debug, Clone)]
pub struct Mt19937 {
    state: [u32; WORDS],
    position: usize,
}

impl Mt19937 {
    /// The generator of `numpy.random.RandomState(seed)`.
    #[must_use]
    pub fn new(seed: u32) -> Self {
        let mut state = [0; WORDS];
        state[0] = seed;
        for i in 1..WORDS {
            let previous = state[i - 1];
            state[i] = 1_812_433_253_u32.wrapping_mul(previous ^ (previous >> 30)).wrapping_add(i as u32);
        }
        Self { state, position: WORDS }
    }

    /// The next 32 random bits.
    pub fn next_u32(&mut self) -> u32 {
        if self.position == WORDS {
            self.twist();
        }
        let mut y = self.state[self.position];
        self.position += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }

    /// numpy's `random_sample()`: a double in [0, 1) with 53 random bits.
    pub fn next_f64(&mut self) -> f64 {
        let high = f64::from(self.next_u32() >> 5);
        let low = f64::from(self.next_u32() >> 6);
        (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0
    }

    /// numpy's `permutation(n)`: 0..n in random order, for `n` up to 2³².
    pub fn permutation(&mut self, n: usize) -> Vec<u32> {
        let mut order: Vec<u32> = (0..n as u32).collect();
        self.shuffle(&mut order);
        order
    }

    /// numpy's `shuffle` of a one-dimensional array: Fisher-Yates from the end.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            let j = self.interval(i as u32) as usize;
            items.swap(i, j);
        }
    }

    /// A number in 0..=max, by masking and rejection (`random_interval` in numpy's `distributions.c`).
    fn interval(&mut self, max: u32) -> u32 {
        let mask = u32::MAX.checked_shr(max.leading_zeros()).unwrap_or(0);
        loop {
            let value = self.next_u32() & mask;
            if value <= max {
                return value;
            }
        }
    }

    fn twist(&mut self) {
        for i in 0..WORDS {
            let y = (self.state[i] & UPPER_BIT) | (self.state[(i + 1) % WORDS] & !UPPER_BIT);
            let odd = if y & 1 == 1 { TWIST } else { 0 };
            self.state[i] = self.state[(i + SHIFT) % WORDS] ^ (y >> 1) ^ odd;
        }
        self.position = 0;
    }
}
