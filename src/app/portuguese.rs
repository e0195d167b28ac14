//! The errors of this floor in Portuguese.

use super::AppError;
use crate::text::Localized;

impl Localized for AppError {
    fn portuguese(&self) -> String {
        match self {
            AppError::NoDisplay => "não há tela (nem DISPLAY nem WAYLAND_DISPLAY tem valor)".to_owned(),
            AppError::Window(problem) => format!("a janela não pode ser aberta: {problem}"),
        }
    }
}
