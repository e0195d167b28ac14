//! The errors of this floor in Portuguese.

use super::{ExchangeError, ForeignLayer, Format, UnknownFormat, Unreadable};
use crate::text::Localized;

impl Localized for ExchangeError {
    fn portuguese(&self) -> String {
        match self {
            ExchangeError::Run(error) => error.portuguese(),
            ExchangeError::Config(error) => error.portuguese(),
            ExchangeError::Checkpoint(error) => error.portuguese(),
            ExchangeError::Folder(error) => error.portuguese(),
            ExchangeError::Tensors(error) => error.portuguese(),
            ExchangeError::Network(error) => error.portuguese(),
            ExchangeError::Pretrained(error) => error.portuguese(),
            ExchangeError::Data(error) => error.portuguese(),
            ExchangeError::Split(error) => error.portuguese(),
            ExchangeError::NoPretrained(name) => format!(
                "notebooks não guardam redes pré-treinadas, e esta começa com {name}; exporte-a como onnx, keras ou cluster"
            ),
            ExchangeError::PhotosGone { run } => {
                format!("as fotos de {} não estão mais onde estavam, ou mudaram", run.display())
            }
            ExchangeError::Read { path, source } => {
                format!("{} não pode ser lido: {}", path.display(), source.portuguese())
            }
            ExchangeError::Write { path, source } => {
                format!("{} não pode ser gravado: {}", path.display(), source.portuguese())
            }
            ExchangeError::Unreadable { path, problem } => {
                format!("{} não pode ser importado: {}", path.display(), problem.portuguese())
            }
            ExchangeError::NoClasses { path, outputs } => format!(
                "{} não tem nomes de classes; dê os nomes das {outputs} com --classes, na ordem das saídas da rede",
                path.display()
            ),
            ExchangeError::UnknownClasses { path } => format!(
                "{} não tem nomes de classes; dê os nomes com --classes, na ordem das saídas da rede",
                path.display()
            ),
            ExchangeError::ClassCount { path, given, outputs } => {
                format!("foram dadas {given} classes, e a rede em {} tem {outputs} saídas", path.display())
            }
            ExchangeError::TooLargeForFormat { path, problem } => {
                format!("{} não pode ser gravado: esta rede é grande demais para o formato: {problem}", path.display())
            }
            ExchangeError::ClassName(name) => {
                format!("a classe \"{name}\" está duplicada ou não tem letras; cada classe precisa de um nome próprio")
            }
        }
    }
}

impl Localized for Unreadable {
    fn portuguese(&self) -> String {
        match self {
            Unreadable::Kind { known } => format!("só arquivos que terminam em {known} podem ser importados"),
            Unreadable::Damaged(problem) => format!("está danificado ou não é um arquivo desse tipo ({problem})"),
            Unreadable::Missing(what) => format!("está danificado ou não é um arquivo desse tipo: não tem {what}"),
            Unreadable::TensorShape { name, found, expected } => {
                format!("o tensor {name} tem a forma {found:?}, e a rede precisa de {expected:?}")
            }
            Unreadable::TensorKind { name, kind } => {
                format!("o tensor {name} tem {kind}, e só números de ponto flutuante são conhecidos")
            }
            Unreadable::TooLarge { part, mebibytes } => {
                format!("a parte {part} tem {mebibytes} MiB, mais do que cabe ali")
            }
            Unreadable::NoNetwork => {
                "só contém pesos; indique com --network um treino ou uma configuração com a mesma rede".to_owned()
            }
            Unreadable::Input(shape) => {
                format!("a entrada tem a forma {shape}, e só fotos de altura, largura e 3 canais são conhecidas")
            }
            Unreadable::Layer { layer, kind, problem } => {
                format!("a camada \"{layer}\" ({kind}): {}", problem.portuguese())
            }
        }
    }
}

impl Localized for ForeignLayer {
    fn portuguese(&self) -> String {
        match self {
            ForeignLayer::Kind => "camadas desse tipo não são suportadas".to_owned(),
            ForeignLayer::Code => {
                "ela executa código do arquivo, e o código de um arquivo nunca é executado".to_owned()
            }
            ForeignLayer::Custom => "não é uma camada do Keras, mas uma classe de quem fez o arquivo".to_owned(),
            ForeignLayer::Nested => "uma rede dentro de outra não é suportada; salve-a como uma só rede".to_owned(),
            ForeignLayer::Argument { argument, value, known } => {
                format!("{argument}: {value} não é suportado, só {known}")
            }
            ForeignLayer::NoArgument { argument } => format!("falta {argument}, ou não pode ser lido"),
            ForeignLayer::Axes => {
                "os eixos da sua entrada estão em uma ordem ou quantidade que nenhuma camada daqui aceita".to_owned()
            }
            ForeignLayer::Misfit { shape } => format!("seus pesos da forma {shape:?} não servem para a sua entrada"),
            ForeignLayer::Padding => {
                "seu preenchimento não é o de uma camada dessas nem zeros ao redor de altura e largura".to_owned()
            }
            ForeignLayer::PartOfActivation => {
                "só é aceita como viés da camada anterior ou como parte de SiLU ou GELU".to_owned()
            }
            ForeignLayer::Branch => {
                "o que entra ou sai se ramifica; só cadeias de camadas e somas residuais de dois são suportadas"
                    .to_owned()
            }
        }
    }
}

impl Localized for UnknownFormat {
    fn portuguese(&self) -> String {
        let formats = Format::ALL.map(Format::name).join(", ");
        format!("nenhum formato se chama \"{}\"; os formatos são {formats}", self.0)
    }
}
