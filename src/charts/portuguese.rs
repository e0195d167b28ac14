//! The errors of this floor in Portuguese.

use super::ChartError;
use crate::text::Localized;

impl Localized for ChartError {
    fn portuguese(&self) -> String {
        match self {
            ChartError::Font => {
                "os gráficos não podem ser desenhados: a fonte do próprio programa está danificada".to_owned()
            }
            ChartError::Draw(problem) => format!("os gráficos não podem ser desenhados: {problem}"),
        }
    }
}
