//! The lesson on batch normalisation and dropout.

use crate::text::phrases;

phrases! {
    /// The lesson on batch normalisation and dropout.
    TrainingModeText {
        Title => "Batch normalisation and dropout", "Normalização em lote e dropout";
        Claim => "In training the network is not the network that predicts.",
            "No treino a rede não é a rede que prevê.";
        Ask => "The same photo goes through a network with dropout twice. Does it get the same answer?",
            "A mesma foto passa duas vezes por uma rede com dropout. A resposta é a mesma?";
        Different => "Not in training; at prediction yes", "No treino não; na previsão sim";
        DifferentReply => "In training dropout drops other units each time, and batch normalisation looks at the other photos of the batch. At prediction all units take part, and the moving statistics stand still.",
            "No treino o dropout desliga outras unidades a cada vez, e a normalização em lote olha as outras fotos do lote. Na previsão todas as unidades participam, e as estatísticas móveis não mudam.";
        Same => "Yes, always: the weights are the same", "Sim, sempre: os pesos são os mesmos";
        SameReply => "The weights are, but in training some units are dropped at random, each time others.",
            "Os pesos são, mas no treino algumas unidades são desligadas ao acaso, a cada vez outras.";
        Always => "Never: dropout is always random", "Nunca: o dropout é sempre aleatório";
        AlwaysReply => "At prediction nothing is dropped. The units are not removed for ever; dropout acts in training only.",
            "Na previsão nada é desligado. As unidades não somem para sempre; o dropout age só no treino.";
        Training => "training", "treino";
        Prediction => "prediction", "previsão";
        DropRate => "Dropout: the share p that is dropped", "Dropout: a parte p que é desligada";
        Redraw => "Draw again", "Sortear de novo";
        Units => "Factors of {n} units: {dropped} are dropped, the others are multiplied by {factor}",
            "Fatores de {n} unidades: {dropped} desligadas, as outras multiplicadas por {factor}";
        Pass => "Pass {n}: {share}", "Passagem {n}: {share}";
        Small => "A network of one convolution, which the program has just trained on stripes, is asked about one picture.",
            "Uma rede de uma convolução, que o programa acabou de treinar com listras, responde sobre uma imagem.";
        Rate => "share that is dropped", "parte desligada";
        Kept => "a number that is kept", "um número mantido";
        Output => "the normalised number", "o número normalizado";
        Input => "a number of the map", "um número do mapa";
        Mean => "mean of the map; at prediction the moving mean", "média do mapa; na previsão a média móvel";
        Variance => "its variance; at prediction the moving variance", "a variância; na previsão a variância móvel";
        Epsilon => "epsilon, so that nothing is divided by 0", "épsilon, para nada ser dividido por 0";
        Gamma => "scale, learnt", "escala, aprendida";
        Beta => "shift, learnt", "deslocamento, aprendido";
        Batches => "Batches", "Lotes";
        Arrived => "After {n} batches the moving mean has come {share} of the way.|After {n} batches the moving mean has come {share} of the way.",
            "Depois de {n} lote a média móvel percorreu {share} do caminho.|Depois de {n} lotes a média móvel percorreu {share} do caminho.";
        Try => "After how few batches do the moving statistics still mislead? A first epoch with poor validation often comes from this.",
            "Com quão poucos lotes as estatísticas móveis ainda enganam? Uma primeira época com validação ruim muitas vezes vem disso.";
        Yours => "The network that is shown has {normalisations} batch normalisations and {dropouts} dropouts. The explanation of a prediction shows a normalisation's numbers.",
            "A rede que está aberta tem {normalisations} normalizações em lote e {dropouts} dropouts. A explicação de uma previsão mostra os números de uma normalização.";
    }
}
