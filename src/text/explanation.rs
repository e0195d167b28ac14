//! Why a network answers as it does.

use super::phrases;

phrases! {
    /// The view that asks why.
    ExplanationText {
        Explanation => "Why this answer?", "Por que esta resposta?";
        Back => "Back", "Voltar";
        Answer => "{label}, {share}", "{label}, {share}";
        Labelled => "label: {label}", "rótulo: {label}";
        OfRun => "with the best weights of {run}", "com os melhores pesos de {run}";
        Opening => "The photo goes through the network…", "A foto está passando pela rede…";
        CouldNotOpen => "This photo cannot be explained", "Esta foto não pode ser explicada";
        CouldNotAnswer => "This cannot be computed", "Isto não pode ser calculado";
        Photograph => "The photo {name}", "A foto {name}";

        TabHeat => "Heat maps", "Mapas de calor";
        TabMaps => "Feature maps", "Mapas de características";
        TabOutput => "Trace a number", "De onde vem um número";
        TabPerturbations => "Try changes", "Testar variações";
        HeatExplained => "Which part of the photo counts towards a class.", "Que parte da foto pesa a favor de uma classe.";
        MapsExplained => "What each layer makes of the photo. Choose a map to follow one of its numbers.",
            "O que cada camada faz da foto. Escolha um mapa para seguir um de seus números.";
        OutputExplained => "How a single number of the network came about, step by step.",
            "Como um único número da rede surgiu, passo a passo.";
        PerturbationsExplained => "Move the photo a little: does the network still say the same?",
            "Mexa um pouco na foto: a rede ainda diz o mesmo?";

        GradCam => "Grad-CAM", "Grad-CAM";
        Occlusion => "Occlusion", "Oclusão";
        GradCamExplained => "Feature maps of the layer, added up by how much each counts towards the class. Bright places counted most.",
            "Mapas de características da camada, somados conforme cada um pesa a favor da classe. Lugares claros pesaram mais.";
        OcclusionExplained => "A square hides each part in turn, and the network answers anew. Orange: the class loses when this is hidden. Blue: it gains.",
            "Um quadrado esconde cada parte, e a rede responde de novo. Laranja: a classe perde quando isto some. Azul: ela ganha.";
        Layer => "Layer", "Camada";
        Class => "Class", "Classe";
        Beside => "Compare with", "Comparar com";
        Opacity => "Opacity", "Opacidade";
        CommonScale => "One scale for both", "Uma escala para as duas";
        HeatOf => "{class}, {share}", "{class}, {share}";
        HeatDescription => "Grad-CAM for {class} in {layer}: hottest {down} down and {right} to the right, {area} of the photo above half of that; largest value {value}",
            "Grad-CAM para {class} em {layer}: mais quente a {down} do topo e {right} da esquerda, {area} da foto acima da metade disso; maior valor {value}";
        HeatNothing => "Grad-CAM for {class} in {layer}: nothing counts towards it there", "Grad-CAM para {class} em {layer}: nada pesa a favor dela ali";
        NoConvolution => "This network has no convolution, so there is no Grad-CAM. Occlusion works with every network.",
            "Esta rede não tem convolução, então não há Grad-CAM. A oclusão funciona com qualquer rede.";
        Square => "Square, pixels", "Quadrado, pixels";
        Stride => "Step, pixels", "Passo, pixels";
        Places => "{n} place to hide|{n} places to hide", "{n} lugar a esconder|{n} lugares a esconder";
        Compute => "Compute", "Calcular";
        Covering => "Hiding one part after the other", "Escondendo uma parte após a outra";
        CoveringProgress => "{done} of {total} places", "{done} de {total} lugares";
        OcclusionDescription => "{class}: {whole} on the whole photo. Hiding rows {top} to {bottom}, columns {left} to {right} takes it to {least}, the lowest; rows {gaintop} to {gainbottom}, columns {gainleft} to {gainright} to {most}, the highest",
            "{class}: {whole} na foto inteira. Esconder as linhas {top} a {bottom}, colunas {left} a {right} leva a {least}, o menor valor; as linhas {gaintop} a {gainbottom}, colunas {gainleft} a {gainright} a {most}, o maior";
        OcclusionHere => "row {row}, column {column}: {points} points", "linha {row}, coluna {column}: {points} pontos";
        InNumbers => "In numbers", "Em números";
        Hidden => "hidden rows, columns", "linhas e colunas escondidas";
        Changed => "change of {class}", "mudança de {class}";

        LayerCombo => "{name} · {shape}", "{name} · {shape}";
        CommonScaleMaps => "One scale for all maps", "Uma escala para todos os mapas";
        MapsCount => "{n} feature map|{n} feature maps", "{n} mapa de características|{n} mapas de características";
        BlockOf => "{n} numbers as a block, row by row", "{n} números em bloco, linha por linha";
        MapName => "Map {n} of {layer}: {low} (black) to {high} (white)", "Mapa {n} de {layer}: {low} (preto) a {high} (branco)";
        FilterName => "filter {n}", "filtro {n}";
        Filters => "Beside each map stands its filter, all on one scale: grey is no weight, and the more a filter differs from grey, the more it weighs.",
            "Ao lado de cada mapa está seu filtro, todos numa só escala: cinza é peso nenhum, e quanto mais longe do cinza, maior o peso.";
        ColourBar => "Colours from 0 (dark) to {most} (pale)", "Cores de 0 (escuro) a {most} (claro)";
        NoReaction => "{n} · did not react", "{n} · não reagiu";
        NoReactionTo => "{name}: did not react to this photo", "{name}: não reagiu a esta foto";
        LogitOf => "{class}: {value}", "{class}: {value}";
        LogitsExplained => "One number for each class: the logits, from which softmax makes probabilities.",
            "Um número para cada classe: os logits, dos quais o softmax faz as probabilidades.";
        ComputingMaps => "The maps are being drawn…", "Os mapas estão sendo desenhados…";

        Steps => "From the photo to the answer", "Da foto à resposta";
        Map => "Map", "Mapa";
        Row => "Row", "Linha";
        Column => "Column", "Coluna";
        Unit => "Unit", "Unidade";
        Field => "The part this number sees: rows {top} to {bottom}, columns {left} to {right} of the photo at {width} × {height} pixels",
            "A parte que este número vê: linhas {top} a {bottom}, colunas {left} a {right} da foto em {width} × {height} pixels";
        PickPlace => "{layer}, map {map}: row {row}, column {column}. Arrow keys move.", "{layer}, mapa {map}: linha {row}, coluna {column}. As setas movem.";
        FollowBack => "Trace back", "Ver de onde veio";
        FollowHint => "To the number of the layer before that matters most for this one", "Ao número da camada anterior que mais importa para este";
        IsNumber => "{layer}: this number is {value}", "{layer}: este número é {value}";
        InputMap => "Input map", "Mapa de entrada";
        WindowTitle => "Window", "Janela";
        KernelTitle => "Kernel", "Kernel";
        ProductTitle => "Product", "Produto";
        GridDescription => "{title}: {values}", "{title}: {values}";
        ConvolutionExplained => "The filter’s weights lie over a window of each input map. Number times weight, all added up, plus the filter’s bias.",
            "Os pesos do filtro ficam sobre uma janela de cada mapa de entrada. Número vezes peso, tudo somado, mais o viés do filtro.";
        SumOfMap => "products of input map {n}: {value}", "produtos do mapa de entrada {n}: {value}";
        SumOfOthers => "products of the other {n} map: {value}|products of the other {n} maps: {value}", "produtos do outro mapa: {value}|produtos dos outros {n} mapas: {value}";
        Bias => "bias: {value}", "viés: {value}";
        Sum => "sum: {value}", "soma: {value}";
        Relu => "ReLU: max(0, {sum}) = {value}", "ReLU: max(0, {sum}) = {value}";
        Linear => "no activation: it stays {value}", "sem ativação: continua {value}";
        SumsByMap => "What each input map adds", "O que cada mapa de entrada soma";
        MaxExplained => "The largest number of the window wins, the others are forgotten.", "O maior número da janela vence, os outros são esquecidos.";
        Winner => "winner: {value} in row {row}, column {column} of the input map", "vencedor: {value} na linha {row}, coluna {column} do mapa de entrada";
        AverageExplained => "The mean of the window.", "A média da janela.";
        Mean => "mean of {n} numbers: {value}", "média de {n} números: {value}";
        NormalisationExplained => "Moved and stretched by what training measured of this map, then by what it learnt.",
            "Deslocado e esticado pelo que o treino mediu deste mapa, depois pelo que aprendeu.";
        Input => "input: {value}", "entrada: {value}";
        Normalised => "({input} − mean {mean}) ÷ √(variance {variance} + {epsilon}) = {value}",
            "({input} − média {mean}) ÷ √(variância {variance} + {epsilon}) = {value}";
        Scaled => "× gamma {gamma} + beta {beta} = {value}", "× gama {gamma} + beta {beta} = {value}";
        DenseExplained => "Every input times its weight, all added up, plus the bias. The largest products come first.",
            "Cada entrada vezes seu peso, tudo somado, mais o viés. Os maiores produtos vêm primeiro.";
        InputNumber => "input", "entrada";
        Value => "value", "valor";
        Weight => "weight", "peso";
        Product => "product", "produto";
        Rest => "the other {n} product: {value}|the other {n} products: {value}", "o outro produto: {value}|os outros {n} produtos: {value}";
        LogitHint => "This sum is the logit of {class}; softmax makes it a probability.", "Esta soma é o logit de {class}; o softmax a torna uma probabilidade.";
        UnchangedExplained => "This layer hands the number on as it is: Flatten only lays the maps out in a row, and Dropout acts in training alone.",
            "Esta camada passa o número adiante como está: Flatten só põe os mapas em fila, e Dropout só age no treino.";
        SumExplained => "The end of a residual block: what its layers make, plus the shortcut.",
            "O fim de um bloco residual: o que suas camadas fazem, mais o atalho.";
        PaddingExplained => "A zero around the picture.", "Um zero em volta da imagem.";
        Softmax => "softmax", "softmax";
        SoftmaxExplained => "From logits to probabilities: subtract the largest, take e to the power of it, divide by the sum.",
            "De logits a probabilidades: subtraia o maior, eleve e a esse número, divida pela soma.";
        Logit => "logit", "logit";
        Exponential => "e^(logit − {largest})", "e^(logit − {largest})";
        Probability => "probability", "probabilidade";
        ExponentialSum => "sum of the exponentials: {value}", "soma das exponenciais: {value}";
        CrossEntropyTitle => "Cross-entropy", "Entropia cruzada";
        CrossEntropyExplained => "The loss is small where the right class has a high probability.", "A perda é pequena quando a classe certa tem probabilidade alta.";
        CrossEntropyOf => "if {class} is right: −ln {share} = {loss}", "se {class} é a certa: −ln {share} = {loss}";
        CrossEntropyLabel => "{class} is the label: −ln {share} = {loss}", "{class} é o rótulo: −ln {share} = {loss}";

        Right => "Shift right", "Deslocar à direita";
        Down => "Shift down", "Deslocar para baixo";
        Degrees => "Rotate, degrees", "Girar, graus";
        Zoom => "Zoom", "Zoom";
        Blur => "Blur, pixels", "Desfoque, pixels";
        Brightness => "Brightness", "Brilho";
        Reset => "Reset", "Desfazer tudo";
        Seen => "As the network sees it", "Como a rede a vê";
        ProbabilityNow => "{class}: {now} (before {before}, {change} points)", "{class}: {now} (antes {before}, {change} pontos)";
        ChangesTo => "The answer changes from {before} to {now}.", "A resposta muda de {before} para {now}.";
        Stays => "The answer stays {now}.", "A resposta continua {now}.";
    }
}
