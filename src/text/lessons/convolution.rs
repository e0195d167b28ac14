//! The lesson on convolutions.

use crate::text::phrases;

phrases! {
    /// The lesson on convolutions.
    ConvolutionText {
        Title => "Convolution", "Convolução";
        Claim => "A kernel is a small table that asks the same question everywhere.",
            "Um kernel é uma pequena tabela que faz a mesma pergunta em cada lugar.";
        Ask => "An evenly lit wall, all of its numbers {wall}, under a kernel that finds edges (its weights add up to 0). What comes out?",
            "Uma parede iluminada por igual, com todos os números {wall}, sob um kernel que acha bordas (seus pesos somam 0). O que sai?";
        Same => "{wall}: the wall again", "{wall}: a parede de novo";
        SameReply => "That is what the kernel with a single 1 in its middle gives. The weights of this one add up to 0.",
            "Isso dá o kernel que só tem um 1 no meio. Os pesos deste somam 0.";
        Zero => "0 everywhere", "0 em todo lugar";
        ZeroReply => "{wall} times weights that add up to 0 is 0. The kernel says only where something changes.",
            "{wall} vezes pesos que somam 0 é 0. O kernel só responde onde algo muda.";
        Total => "{total}: the sum of all", "{total}: a soma de tudo";
        TotalReply => "That would be the sum without the signs. Weights of −1 and −2 take away what 1 and 2 add.",
            "Essa seria a soma sem os sinais. Pesos −1 e −2 tiram o que 1 e 2 somam.";
        VerticalEdges => "vertical edges", "bordas verticais";
        HorizontalEdges => "horizontal edges", "bordas horizontais";
        Blur => "blur", "desfocar";
        Sharpen => "sharpen", "realçar";
        Identity => "the pixel itself", "o próprio pixel";
        Weights => "Weights of the sheet for {channel}", "Pesos da folha do {channel}";
        WeightAt => "Weight in row {row}, column {column}", "Peso na linha {row}, coluna {column}";
        Row => "Row of the window", "Linha da janela";
        Column => "Column of the window", "Coluna da janela";
        Photo => "The photo; the frame is the window, at row {row} and column {column}",
            "A foto; a moldura é a janela, na linha {row} e coluna {column}";
        Map => "The feature map, {height}×{width} numbers from {low} to {high}: gray is 0, bright is above, dark below",
            "O mapa de características, {height}×{width} números de {low} a {high}: cinza é 0, claro é acima, escuro abaixo";
        Window => "window ({channel})", "janela ({channel})";
        Kernel => "kernel", "kernel";
        Products => "products", "produtos";
        Sheet => "The sheet of {channel} adds {sum}", "A folha do {channel} soma {sum}";
        ThreeSheets => "A filter has a sheet for each channel, 3·3·3 weights and one bias. It makes one map, not three.",
            "Um filtro tem uma folha para cada canal, 3·3·3 pesos e um viés. Ele faz um mapa, não três.";
        NotFlipped => "Networks do not flip the kernel, as mathematicians' convolution does.",
            "As redes não invertem o kernel, como faz a convolução dos matemáticos.";
        Output => "the unit's sum", "a soma da unidade";
        Input => "numbers in the window", "números na janela";
        Weight => "weights of the filter", "pesos do filtro";
        Bias => "bias", "viés";
        BiasOf => "Bias of the filter", "Viés do filtro";
        Try => "Make a kernel that answers to nothing but edges that run from lower left to upper right.",
            "Faça um kernel que só responda a bordas que vão de baixo à esquerda para cima à direita.";
        Yours => "The filters of your first convolution were learnt, not drawn by a programmer. Open the explanation of a prediction to see them and their maps.",
            "Os filtros da sua primeira convolução foram aprendidos, não desenhados por um programador. Abra a explicação de uma previsão para ver os filtros e seus mapas.";
    }
}
