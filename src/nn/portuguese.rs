//! The errors of this floor in Portuguese.

use super::kernels::UnknownSimd;
use super::shapes::Shape;
use super::weights_file::FileError;
use super::{LayerProblem, NetworkError, Window};
use crate::text::Localized;

impl Localized for NetworkError {
    fn portuguese(&self) -> String {
        match self {
            NetworkError::Layer { number, kind, problem } => {
                format!("camada {number} ({kind}): {}", problem.portuguese())
            }
            NetworkError::NoLayers => {
                "a rede não tem camadas; ela precisa pelo menos de Flatten() e Dense(units: classes, activation: softmax)"
                    .to_owned()
            }
            NetworkError::Input { height, width } => {
                format!("a entrada da rede é {height}x{width}; altura e largura devem estar entre 1 e 8192")
            }
            NetworkError::TooLarge { number, kind, problem } => {
                format!("a rede é grande demais a partir da camada {number} ({kind}): {}", problem.portuguese())
            }
            NetworkError::TooFewClasses(classes) => {
                format!("as fotografias têm {classes} classe(s); uma rede precisa de pelo menos 2 para distinguir")
            }
            NetworkError::Threads { reason } => format!(
                "a rede não recebeu threads para calcular ({reason}); feche outros programas ou peça menos com --threads"
            ),
            NetworkError::Simd(UnknownSimd { name, available }) => format!(
                "BIGODE_SIMD é \"{name}\", que não é um conjunto de instruções deste processador; use {}, ou remova a \
                 variável para usar o mais rápido",
                available.join(" ou ")
            ),
            NetworkError::Memory(error) => error.portuguese(),
            NetworkError::Tape { reason } => {
                format!("a fita da rede falhou ({reason}); feche outros programas ou escolha um lote menor")
            }
            NetworkError::BatchPixels { numbers, height, width, channels } => format!(
                "o lote não serve para a rede: {numbers} números não são imagens inteiras de {height}x{width}x{channels}"
            ),
            NetworkError::BatchLabels { count, classes } => {
                format!("o lote não serve para a rede: {count} imagens precisam de {count} rótulos menores que {classes}")
            }
            NetworkError::NotOnePicture { numbers, height, width, channels } => {
                format!("{numbers} números não são uma imagem de {height}x{width}x{channels}")
            }
            NetworkError::NoSuchClass { class, classes } => {
                format!("não existe a classe {class}; a rede tem {classes} classes, contadas a partir de 0")
            }
            NetworkError::NotNumbers => "as previsões da rede não são números (NaN), pois o treino divergiu; treine-a de \
                novo com uma taxa de aprendizado menor"
                .to_owned(),
            NetworkError::MissingTensor(name) => format!("falta o tensor \"{name}\" nos pesos; eles são de outra rede"),
            NetworkError::UnknownTensor(name) => {
                format!("os pesos têm um tensor \"{name}\" que esta rede não tem; eles são de outra rede")
            }
            NetworkError::TensorShape { name, expected, found } => {
                format!("o tensor \"{name}\" dos pesos tem a forma {found:?}, o da rede tem {expected:?}")
            }
        }
    }
}

impl Localized for LayerProblem {
    fn portuguese(&self) -> String {
        match self {
            LayerProblem::NotTheEnd => "a última camada deve ser Dense(units: classes, activation: softmax)".to_owned(),
            LayerProblem::OtherUnits { units, classes } => {
                format!(
                    "ela termina em {units} unidades, e as fotografias têm {classes} classes; escreva units: classes"
                )
            }
            LayerProblem::SoftmaxInside => "softmax é só para a última camada; use relu ou linear aqui".to_owned(),
            LayerProblem::NoFilters => "filters deve ser pelo menos 1".to_owned(),
            LayerProblem::NoUnits => "units deve ser pelo menos 1".to_owned(),
            LayerProblem::NeedsRow(input) => format!(
                "ela precisa de uma linha de números, e recebe {}; ponha Flatten() ou GlobalAveragePooling2D() antes dela",
                shape(*input)
            ),
            LayerProblem::NeedsPicture(input) => {
                format!("ela precisa de uma imagem, e recebe {}; ponha-a antes de Flatten()", shape(*input))
            }
            LayerProblem::NoSize { window, size, strides } => format!(
                "{} de {}x{} com passos de {}x{} não tem tamanho; cada número deve ser pelo menos 1",
                name(*window),
                size.0,
                size.1,
                strides.0,
                strides.1
            ),
            LayerProblem::TooSmall { picture, window, size } => format!(
                "a imagem tem {}x{} aqui, pequena demais para {} de {}x{}",
                picture.0,
                picture.1,
                name(*window),
                size.0,
                size.1
            ),
            LayerProblem::LargeResult(output) => format!("seu resultado, {}, tem valores demais", shape(*output)),
            LayerProblem::LargePadding { height, width, channels } => {
                format!("sua entrada com preenchimento, de {height}x{width}x{channels}, tem valores demais")
            }
            LayerProblem::LargeTensor { name, shape } => format!("{name}, de forma {shape:?}, tem valores demais"),
        }
    }
}

fn shape(shape: Shape) -> String {
    match shape {
        Shape::Picture { height, width, channels } => format!("uma imagem de {height}x{width}x{channels}"),
        Shape::Row(size) => format!("uma linha de {size} valores"),
    }
}

fn name(window: Window) -> &'static str {
    match window {
        Window::Kernel => "um kernel",
        Window::Pool => "uma janela de pooling",
    }
}

impl Localized for FileError {
    fn portuguese(&self) -> String {
        match self {
            FileError::Read { path, source } => {
                format!("os pesos {} não podem ser lidos: {}", path.display(), source.portuguese())
            }
            FileError::Damaged { path, problem } => format!("os pesos {} estão danificados: {problem}", path.display()),
            FileError::Changed { path } => format!(
                "os pesos {} estão danificados: a soma de verificação não é a do conteúdo, que mudou desde que foi gravado",
                path.display()
            ),
            FileError::Write { path, source } => {
                format!("os pesos {} não podem ser gravados: {}", path.display(), source.portuguese())
            }
        }
    }
}
