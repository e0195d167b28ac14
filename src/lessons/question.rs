//! A question with its answers, of which the right one is found by computing.

/// A question that is asked before anything is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub prompt: String,
    /// Three or four answers.
    pub answers: Vec<Answer>,
}

/// An answer to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What it says.
    pub text: String,
    /// What is said once it is chosen.
    pub reply: String,
    /// Whether it is right.
    pub is_right: bool,
}

impl Question {
    /// A question whose answers each claim something; right is the one that claims what was computed.
    #[must_use]
    pub fn new<T: PartialEq>(prompt: String, computed: &T, answers: Vec<(T, String, String)>) -> Self {
        let answer = |(claimed, text, reply)| Answer { is_right: claimed == *computed, text, reply };
        Self { prompt, answers: answers.into_iter().map(answer).collect() }
    }

    /// The place of the right answer.
    #[must_use]
    pub fn right(&self) -> Option<usize> {
        self.answers.iter().position(|answer| answer.is_right)
    }
}
