//! Why a picture cannot be decoded, in Portuguese: the sentences of this folder, and those of the libraries that are met.

/// What is wrong with a damaged picture; `{}` stands for what differs, and keeps its place.
const REASONS: &[(&str, &str)] = &[
    // This folder's.
    ("a chunk has an impossible name", "um bloco tem um nome impossível"),
    ("a field occurs twice", "um campo aparece duas vezes"),
    ("a part of it has another size", "uma de suas partes tem outro tamanho"),
    ("a value is larger than the largest it names", "um valor é maior do que o máximo indicado"),
    ("an extension is too short", "uma extensão é curta demais"),
    ("it contains a code that stands for nothing", "há um código sem significado"),
    ("it contains something else than 0 and 1", "há algo que não é 0 nem 1"),
    ("it contains something else than numbers", "há algo que não é número"),
    ("it has more planes than samples", "há mais planos do que amostras"),
    ("it has neither strips nor tiles", "não há faixas nem blocos"),
    ("it has no header", "falta o cabeçalho"),
    ("it has no height", "falta a altura"),
    ("it has no pixels", "não há pixels"),
    ("it has no width", "falta a largura"),
    ("it has too many colours", "há cores demais"),
    ("it holds no frame", "não há nenhum quadro"),
    ("it holds no picture", "não há nenhuma imagem"),
    ("it is filtered in an unknown way", "o filtro é desconhecido"),
    ("its CCITT codes are damaged", "os códigos CCITT estão corrompidos"),
    ("its JPEG has no beginning", "falta o início do JPEG"),
    ("its colours have too many bits", "as cores têm bits demais"),
    ("its frame has no pixels", "o quadro não tem pixels"),
    ("its header lacks a number", "falta um número no cabeçalho"),
    ("its largest value is not from 1 to 65535", "o valor máximo não está entre 1 e 65535"),
    ("its rows are longer than they say", "as linhas são mais longas do que o indicado"),
    ("its tiles are too large", "os blocos são grandes demais"),
    ("its tiles have no size", "os blocos não têm tamanho"),
    ("strips or tiles are missing", "faltam faixas ou blocos"),
    ("the decoder gave up on it", "o decodificador não conseguiu lê-lo"),
    ("its chunk {} is too short", "o bloco {} é curto demais"),
    ("its chunk {} is compressed in an unknown way", "a compressão do bloco {} é desconhecida"),
    ("the checksum of its chunk {} is wrong", "a soma de verificação do bloco {} está errada"),
    // PNG, WebP, TIFF and their compression.
    ("CRC error: expected {}", "a soma de verificação de um bloco está errada"),
    ("Corrupt deflate stream. {}", "os dados comprimidos estão corrompidos"),
    ("corrupt deflate stream", "os dados comprimidos estão corrompidos"),
    ("IDAT or fdAT chunk is missing.", "faltam os pixels (bloco IDAT)"),
    ("IDAT or fDAT chunk does not have enough data for image.", "faltam pixels (bloco IDAT)"),
    ("Missing palette of indexed image.", "falta a paleta de cores"),
    ("Not enough palette entries, expect {}", "a paleta tem cores de menos"),
    ("Invalid color/depth combination in header: {}", "a combinação de tipo de cor e bits é inválida"),
    ("Invalid bit depth {}.", "o número de bits por amostra é inválido"),
    ("Invalid color type {}.", "o tipo de cor é inválido"),
    ("Invalid image dimensions", "as dimensões são inválidas"),
    ("Unknown compression method {}.", "o método de compressão é desconhecido"),
    ("Unknown filter method {}.", "o filtro é desconhecido"),
    ("Unknown interlace method {}.", "o método de entrelaçamento é desconhecido"),
    ("Unrecognized critical chunk: {}", "há um bloco obrigatório desconhecido"),
    ("Chunk length wrong: {}", "um bloco tem comprimento errado"),
    ("limits are exceeded", "os limites do decodificador foram excedidos"),
    ("unexpected end of file", "os dados terminam cedo demais"),
    ("failed to fill whole buffer", "os dados terminam cedo demais"),
    ("invalid code in LZW stream", "os códigos LZW estão corrompidos"),
    ("Format error decoding {}", "os dados estão corrompidos"),
    // JPEG.
    ("Bogus Huffman table definition", "uma tabela de Huffman está corrompida"),
    ("Huffman code size table overflow", "uma tabela de Huffman está corrompida"),
    ("Huffman table {} was not defined", "falta uma tabela de Huffman"),
    ("Quantization table {} was not defined", "falta uma tabela de quantização"),
    ("Bogus DHT index {}", "uma tabela de Huffman tem um número inválido"),
    ("Bogus DQT index {}", "uma tabela de quantização tem um número inválido"),
    ("Bogus marker length", "um marcador tem comprimento inválido"),
    ("Bogus sampling factors", "os fatores de amostragem são inválidos"),
    ("Bogus JPEG colorspace", "o espaço de cores é inválido"),
    ("Component index {}", "as amostragens dos componentes não combinam"),
    ("Invalid component ID {} in SOS", "um componente da varredura não existe"),
    ("Invalid progressive parameters {}", "os parâmetros do modo progressivo são inválidos"),
    ("Invalid JPEG file structure: {}", "os marcadores estão fora de ordem"),
    ("Sampling factors too large for interleaved scan", "os fatores de amostragem são grandes demais"),
    ("Unsupported JPEG data precision {}", "a precisão das amostras não é aceita"),
    ("Unsupported JPEG process: {}", "o processo JPEG não é aceito"),
    ("Unsupported marker type {}", "há um marcador desconhecido"),
    ("Sorry, arithmetic coding is not implemented", "a codificação aritmética não é aceita"),
    ("Too many color components: {}", "há componentes de cor demais"),
    ("Empty JPEG image (DNL not supported)", "a imagem está vazia"),
    ("JPEG datastream contains no image", "não há nenhuma imagem"),
    ("Not a JPEG file: {}", "o início não é o de um JPEG"),
    ("Maximum supported image dimension is {} pixels", "os lados têm mais do que {} pixels"),
    ("Unsupported color conversion request", "a conversão de cores não é aceita"),
    ("Premature end of input file", "os dados terminam cedo demais"),
];

/// Kinds of pictures that are not decoded.
const KINDS: &[(&str, &str)] = &[
    ("JPEG with {} components", "JPEG com {} componentes"),
    ("BMP with a header of {} bytes", "BMP com um cabeçalho de {} bytes"),
    ("BMP with unusual masks of colours", "BMP com máscaras de cor incomuns"),
    ("BMP with {} bits a pixel", "BMP com {} bits por pixel"),
    ("BMP of compression {}", "BMP com a compressão {}"),
    ("TIFF compressed by CCITT codes", "TIFF comprimido por códigos CCITT"),
    ("TIFF with old-style JPEG", "TIFF com JPEG do estilo antigo"),
    ("TIFF with padded rows", "TIFF com linhas preenchidas"),
    ("TIFF compressed by {}", "TIFF comprimido por {}"),
    ("TIFF of an unknown compression", "TIFF com uma compressão desconhecida"),
    (
        "TIFF by CCITT group 4 with sides of more than 65535 pixels",
        "TIFF em CCITT grupo 4 com lados de mais de 65535 pixels",
    ),
    ("TIFF with tiles that end inside a byte", "TIFF com blocos que terminam dentro de um byte"),
    ("TIFF with such a predictor", "TIFF com este preditor"),
    ("TIFF with {}", "TIFF com {}"),
    ("TIFF in compressed big-endian gray of this kind", "TIFF em cinza big-endian comprimido deste tipo"),
    ("TIFF in uncompressed planes of 16 bits", "TIFF em planos de 16 bits sem compressão"),
    ("TIFF in uncompressed planes with premultiplied alpha", "TIFF em planos sem compressão com alfa pré-multiplicado"),
    ("TIFF in YCbCr of another range", "TIFF em YCbCr de outra faixa"),
    ("TIFF in YCbCr with fewer chroma samples than pixels", "TIFF em YCbCr com menos amostras de croma do que pixels"),
    ("TIFF in YCbCr with such chroma samples", "TIFF em YCbCr com estas amostras de croma"),
    ("TIFF in {} with {} samples of {} bits", "TIFF em {} com {} amostras de {} bits"),
    ("TIFF in {} with such transparency", "TIFF em {} com esta transparência"),
    ("TIFF in {}", "TIFF em {}"),
];

/// Names within these sentences; those of standards stay as they are.
const NAMES: &[(&str, &str)] = &[
    ("gray", "tons de cinza"),
    ("palette colours", "cores de paleta"),
    ("a transparency mask", "máscara de transparência"),
    ("a camera's raw colours", "cores brutas de câmera"),
    ("linear raw colours", "cores brutas lineares"),
    ("unknown colours", "cores desconhecidas"),
];

/// A damaged picture's reason. One that is not known is said to come from the decoder, with its own words.
#[must_use]
pub fn reason(reason: &str) -> String {
    let reason = reason.trim();
    translated(REASONS, reason).unwrap_or_else(|| format!("o decodificador o recusou (em inglês: “{reason}”)"))
}

/// A kind of picture that is not decoded; one that is not known keeps its name.
#[must_use]
pub fn kind(kind: &str) -> String {
    translated(KINDS, kind).unwrap_or_else(|| kind.to_owned())
}

fn translated(table: &[(&str, &str)], text: &str) -> Option<String> {
    table.iter().find_map(|(english, portuguese)| {
        let mut differing = differing(english, text)?.into_iter();
        let mut said = String::new();
        for (place, part) in portuguese.split("{}").enumerate() {
            if place > 0 {
                let differs = differing.next().unwrap_or_default();
                said +=
                    NAMES.iter().find(|(english, _)| *english == differs).map_or(differs, |(_, portuguese)| portuguese);
            }
            said += part;
        }
        Some(said)
    })
}

/// What of a text stands where a pattern has `{}`; none if it is another text.
fn differing<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut parts = pattern.split("{}");
    let mut rest = text.strip_prefix(parts.next()?)?;
    let mut parts = parts.peekable();
    let mut found = Vec::new();
    while let Some(part) = parts.next() {
        let end = if parts.peek().is_none() { rest.strip_suffix(part)?.len() } else { rest.find(part)? };
        found.push(&rest[..end]);
        rest = &rest[end + part.len()..];
    }
    rest.is_empty().then_some(found)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// The sentences in a folder's sources that are given to one of these functions as they are.
    fn sentences(folder: &Path, functions: &[&str]) -> Vec<String> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).expect("the sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                if !path.ends_with("tests") {
                    found.extend(sentences(&path, functions));
                }
                continue;
            }
            let source = std::fs::read_to_string(&path).expect("a source");
            for function in functions {
                let call = format!("{function}(\"");
                let given = source.split(call.as_str()).skip(1);
                found.extend(given.filter_map(|rest| rest.split_once('"')).map(|(text, _)| text.to_owned()));
            }
        }
        found
    }

    fn folder() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src/data/decode")
    }

    #[test]
    fn each_reason_of_the_decoders_is_said_in_portuguese() {
        let reasons = sentences(&folder(), &[" broken", "(broken"]);
        assert!(reasons.len() > 20, "{reasons:?}");
        for english in reasons {
            assert!(translated(REASONS, &english).is_some(), "{english}");
        }
    }

    #[test]
    fn each_kind_that_is_not_decoded_is_said_in_portuguese() {
        let mut kinds = sentences(&folder().join("tiff"), &["not_supported"]);
        assert!(kinds.len() > 5, "{kinds:?}");
        kinds.retain(|kind| translated(KINDS, &format!("TIFF {kind}")).is_none());
        assert!(kinds.is_empty(), "{kinds:?}");
    }

    #[test]
    fn what_differs_keeps_its_place_and_an_unknown_reason_its_words() {
        assert_eq!(
            reason("the checksum of its chunk IDAT is wrong"),
            "a soma de verificação do bloco IDAT está errada"
        );
        assert_eq!(
            reason("CRC error: expected 0x1 have 0x2 while decoding IDAT chunk."),
            reason("CRC error: expected 0x3")
        );
        assert_eq!(reason("Oh no"), "o decodificador o recusou (em inglês: “Oh no”)");
        assert_eq!(kind("BMP with 7 bits a pixel"), "BMP com 7 bits por pixel");
        assert_eq!(kind("TIFF in gray with 3 samples of 7 bits"), "TIFF em tons de cinza com 3 amostras de 7 bits");
        assert_eq!(kind("TIFF in CIELAB"), "TIFF em CIELAB");
    }
}
