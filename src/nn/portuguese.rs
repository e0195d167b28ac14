//! The errors of this floor in Portuguese.

use super::kernels::UnknownSimd;
use super::pretrained::AddError;
use super::shapes::Shape;
use super::weights_file::FileError;
use super::{Branch, LayerProblem, NetworkError, Window};
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
            NetworkError::Pretrained { name, problem } => {
                format!("os pesos pré-treinados de {name} estão danificados ({problem}); instale o Bigode de novo")
            }
            NetworkError::NoPretrained { name, digest, folder } => format!(
                "os pesos {digest} de {name}, que já foram adicionados, não estão em {}; adicione o arquivo de novo com \
                 `bigode pretrained add ARQUIVO`",
                folder.display()
            ),
            NetworkError::AddedPretrained { path, problem } => format!(
                "os pesos pré-treinados {} não podem ser usados ({problem}); adicione o arquivo de novo com \
                 `bigode pretrained add ARQUIVO`",
                path.display()
            ),
            NetworkError::TooFewClasses(classes) => {
                format!("as fotos têm {classes} classe(s); uma rede precisa de pelo menos 2 para distinguir")
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
            NetworkError::BatchFeatures { numbers, len } => format!(
                "o lote não serve para a rede: {numbers} números não são linhas inteiras de {len} características"
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
                format!("ela termina em {units} unidades, e as fotos têm {classes} classes; escreva units: classes")
            }
            LayerProblem::SoftmaxInside => "softmax é só para a última camada; use relu ou linear aqui".to_owned(),
            LayerProblem::ActivationApart(name) => {
                format!(
                    "{name} é uma camada própria; deixe-a de fora aqui e ponha Activation(activation: {name}) depois"
                )
            }
            LayerProblem::EmptyResidual => "deve haver pelo menos uma camada dentro dela".to_owned(),
            LayerProblem::NoProjection { shapes } => format!(
                "suas camadas fazem de {} {}, o que nenhum atalho faz por si; dê a ela um atalho próprio, shortcut: [...], \
                 ou camadas que mantenham a forma",
                shape(shapes[0]),
                shape(shapes[1])
            ),
            LayerProblem::OtherShortcut { shapes } => format!(
                "suas camadas terminam em {} e seu atalho em {}; ambos devem ser iguais para serem somados",
                shape(shapes[0]),
                shape(shapes[1])
            ),
            LayerProblem::Inside { branch, number, kind, problem } => {
                let branch = match branch {
                    Branch::Layers => "camada",
                    Branch::Shortcut => "camada do atalho,",
                };
                format!("{branch} {number} dentro dela ({kind}): {}", problem.portuguese())
            }
            LayerProblem::PretrainedInside => {
                "uma rede pré-treinada recebe a própria foto; leve-a para o primeiro lugar".to_owned()
            }
            LayerProblem::PretrainedBlocks { found, blocks } => format!(
                "a rede pré-treinada tem {blocks} blocos, e {found} não podem aprender; escreva true para todos"
            ),
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

impl Localized for AddError {
    fn portuguese(&self) -> String {
        match self {
            AddError::Read { path, source } => format!("{} não pode ser lido: {}", path.display(), source.portuguese()),
            AddError::NotSafetensors { path, problem } => format!(
                "{} não é um arquivo safetensors inteiro ({problem}); o esperado são pesos do timm ou do torchvision em um deles",
                path.display()
            ),
            AddError::UnknownNetwork { path } => format!(
                "{} não contém nenhuma rede que o Bigode tenha; o esperado são os tensores de tf_efficientnet_lite0 ou \
                 efficientnet_lite0 do timm (conv_stem.weight, blocks.0.0.conv_dw.weight, ...), de mobilenet_v2 \
                 (features.0.0.weight, ...), resnet18 ou resnet50 (conv1.weight, layer1.0.conv1.weight, ...) do torchvision, ou \
                 da MobileNetV2 do Keras Applications (Conv1/kernel, block_1_expand/kernel, ...)",
                path.display()
            ),
            AddError::Ambiguous { path } => format!(
                "{} contém a EfficientNet-Lite0, da qual o timm tem duas: diga se é a tf_efficientnet_lite0, com \
                 --architecture efficientnet_lite0, ou a efficientnet_lite0 do próprio timm, com --architecture \
                 efficientnet_lite0_pytorch",
                path.display()
            ),
            AddError::Missing { path, name, tensor } => {
                format!("falta {tensor} em {}; o esperado são todos os tensores de {}", path.display(), name.name())
            }
            AddError::Unexpected { path, name, tensor } => {
                format!("{} tem {tensor}, que {} não tem", path.display(), name.name())
            }
            AddError::Shape { path, name, tensor, found, expected } => {
                format!("{tensor} em {} tem a forma {found:?}, e {} espera {expected:?}", path.display(), name.name())
            }
            AddError::Numbers { path, tensor, found } => format!(
                "{tensor} em {} contém {found}; o esperado são números finitos de 32 ou 16 bits",
                path.display()
            ),
            AddError::Memory(error) => error.portuguese(),
            AddError::Network(error) => error.portuguese(),
            AddError::Keep(error) => error.portuguese(),
        }
    }
}
