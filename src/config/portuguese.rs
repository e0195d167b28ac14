//! The errors of this floor in Portuguese.

use super::{Allowed, ConfigError, Fault, Metric, PRESETS, TextProblem};
use crate::memory::size;
use crate::text::Localized;

impl Localized for ConfigError {
    fn portuguese(&self) -> String {
        match self {
            ConfigError::Changed { path } => format!(
                "a configuração {} mudou desde que o treino a gravou; não mude nada nela: mais épocas se pedem com \
                 --epochs, e todo o resto precisa de um novo treino",
                path.display()
            ),
            ConfigError::Read { path, source } => {
                format!("a configuração {} não pode ser lida: {}", path.display(), source.portuguese())
            }
            ConfigError::Text { origin, line, column, field, problem } => {
                let field = if field.is_empty() { String::new() } else { format!("{field}: ") };
                format!("{origin}, linha {line}, coluna {column}: {field}{}", problem.portuguese())
            }
            ConfigError::Value(problem) => {
                format!("a configuração não pode ser usada: {}: {}", problem.field, problem.fault.portuguese())
            }
            ConfigError::UnknownPreset(name) => {
                format!("não há configuração pronta \"{name}\"; há {}", PRESETS.join(", "))
            }
        }
    }
}

impl Localized for TextProblem {
    fn portuguese(&self) -> String {
        match self {
            TextProblem::WholeNumber => "esperava-se um número inteiro".to_owned(),
            TextProblem::Number => "esperava-se um número".to_owned(),
            TextProblem::Boolean => "esperava-se true ou false".to_owned(),
            TextProblem::QuotedText => "esperava-se um texto entre aspas".to_owned(),
            TextProblem::OutOfBounds => {
                "este número inteiro é negativo, o que não é aceito aqui, ou é grande demais".to_owned()
            }
            TextProblem::LayerBracket => {
                "esperava-se um `(`; cada camada e cada callback tem parênteses, como em Flatten()".to_owned()
            }
            TextProblem::Bracket => "esperava-se um `(`".to_owned(),
            TextProblem::EndsTooEarly => "o texto termina cedo demais; falta fechar um parêntese".to_owned(),
            TextProblem::Unreadable(message) => message.clone(),
            TextProblem::Value(fault) => fault.portuguese(),
        }
    }
}

impl Localized for Fault {
    fn portuguese(&self) -> String {
        match self {
            Fault::Number { allowed, found } => format!("deve ser {}, mas é {found}", allowed_text(*allowed)),
            Fault::FolderName(name) => {
                format!(
                    "é parte do nome de uma pasta: só letras sem acento, algarismos, - e _ são aceitos, mas é {name:?}"
                )
            }
            Fault::NotUnicode(path) => {
                format!("o caminho {} tem caracteres que não são Unicode; renomeie a pasta", path.display())
            }
            Fault::NoLayers => "deve haver pelo menos uma camada".to_owned(),
            Fault::Metric(unknown) => {
                let known = Metric::ALL.map(Metric::name).join(", ");
                format!("não há métrica {:?}; há {known}", unknown.0)
            }
            Fault::Separator(separator) => {
                format!("deve ser um único caractere, como \",\" ou \";\", mas é {separator:?}")
            }
            Fault::Memory { needed_bytes, total_bytes } => {
                let [needed, total] = [needed_bytes, total_bytes].map(|bytes| size(*bytes).replace('.', ","));
                format!(
                    "com isso o treino precisa de cerca de {needed} de memória, e há {total} ao todo; escolha menos"
                )
            }
            Fault::Boundaries { boundaries, values } => format!(
                "deve haver um valor a mais que limites, e os limites devem crescer; há {values} para {boundaries}"
            ),
            Fault::ScheduledRate => "a taxa de aprendizado segue um plano, que este callback não pode mudar; \
                                     deixe de fora um dos dois"
                .to_owned(),
            Fault::PretrainedRescale => {
                "a rede pré-treinada recebe pixels de 0 a 255 e os converte por si; escreva 1".to_owned()
            }
            Fault::NoPretrainedWeights(name) => format!(
                "os pesos de {} não vêm com o programa; adicione um arquivo com `bigode pretrained add` e escreva aqui os \
                 32 dígitos dele",
                name.name()
            ),
            Fault::FrozenAugmentation => {
                "a rede pré-treinada vê cada foto uma vez, como ela é e espelhada, de modo que só horizontal_flip pode \
                 variá-la; deixe isto de fora"
                    .to_owned()
            }
            Fault::LargerThanInput { input, found } => format!(
                "as imagens de treino não podem ser maiores que a entrada da rede, de {}x{}, mas têm {}x{}",
                input.0, input.1, found.0, found.1
            ),
            Fault::OneSizeOnly => {
                "Flatten prende os pesos a um único tamanho de imagem; ponha GlobalAveragePooling2D no \
                                    lugar dele, ou deixe isto de fora"
                    .to_owned()
            }
            Fault::FileName(name) => format!("deve ser o nome de um arquivo abaixo da pasta do treino, mas é {name:?}"),
        }
    }
}

fn allowed_text(allowed: Allowed) -> String {
    match allowed {
        Allowed::Finite => "um número finito".to_owned(),
        Allowed::Positive => "um número finito maior que 0".to_owned(),
        Allowed::NotNegative => "um número finito, 0 ou maior".to_owned(),
        Allowed::Share => "0 ou maior e menor que 1".to_owned(),
        Allowed::InnerShare => "maior que 0 e menor que 1".to_owned(),
        Allowed::AtLeast(least) => format!("pelo menos {least}"),
        Allowed::BothWays => "pelo menos 1 nos dois sentidos".to_owned(),
        Allowed::RisingPositive => "dois números finitos maiores que 0, o menor primeiro".to_owned(),
        Allowed::RisingNotNegative => "dois números finitos, 0 ou maiores, o menor primeiro".to_owned(),
        Allowed::WholeShare => "de 0 a 1".to_owned(),
        Allowed::UpTo(most) => format!("de 1 a {most}"),
    }
}
