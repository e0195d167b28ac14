//! The lesson on Flatten and dense layers.

use crate::text::phrases;

phrases! {
    /// The lesson on Flatten and dense layers.
    DenseText {
        Title => "Flatten and dense layers", "Achatar e camadas densas";
        Claim => "Two parts: features are extracted, then classified.",
            "Duas partes: extração de características, depois classificação.";
        Ask => "Where are most of the weights of the notebook's network?",
            "Onde está a maior parte dos pesos da rede do notebook?";
        Convolutions => "In the three convolutions", "Nas três convoluções";
        ConvolutionsReply => "They share their weights: all three together have {n}, {share} of the whole.",
            "Elas compartilham pesos: as três juntas têm {n}, {share} do total.";
        Flatten => "In Flatten", "No Flatten";
        FlattenReply => "Flatten has {n} weights. It computes nothing: the maps are “flattened” into one row of numbers.",
            "O Flatten tem {n} pesos. Ele não calcula nada: os mapas são “achatados” em uma fila de números.";
        First => "In the dense layer after Flatten", "Na camada densa depois do Flatten";
        FirstReply => "Each of its units has a weight for each flattened number: {n}, {share} of the whole.",
            "Cada unidade tem um peso para cada número achatado: {n}, {share} do total.";
        Last => "In the last layer, which decides", "Na última camada, que decide";
        LastReply => "It has {n} weights. It decides with what all layers before it have extracted.",
            "Ela tem {n} pesos. Decide com o que todas as camadas anteriores extraíram.";
        Strip => "Weights layer by layer: {layers}", "Pesos camada por camada: {layers}";
        Layer => "{name}: {n} weights ({share})", "{name}: {n} pesos ({share})";
        WithFlatten => "Flatten and Dense", "Flatten e Dense";
        WithPooling => "GlobalAveragePooling2D instead", "GlobalAveragePooling2D no lugar";
        Units => "Units of the dense layer", "Unidades da camada densa";
        Flattened => "numbers after Flatten: height · width · maps", "números depois do Flatten: altura · largura · mapas";
        UnitsOf => "units, each with one bias", "unidades, cada uma com um viés";
        WeightsOf => "weights of the dense layer", "pesos da camada densa";
        Of => "Of all {all}: {share}", "De todos os {all}: {share}";
        Try => "How few units may the dense layer have before the convolutions hold more weights than it does?",
            "Com quantas unidades a camada densa passa a ter menos pesos que as convoluções?";
        Yours => "In the network that is shown, {name} has the most weights: {n} of {all} ({share}).",
            "Na rede que está aberta, {name} tem mais pesos: {n} de {all} ({share}).";
        Invalid => "The network that is shown cannot be built yet; the network page says why.",
            "A rede que está aberta ainda não pode ser montada; a página da rede diz por quê.";
    }
}
