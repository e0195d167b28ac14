//! Two runs beside each other.

use super::phrases;

phrases! {
    /// Two runs beside each other.
    ComparisonText {
        Tab => "Compare runs", "Comparar treinos";
        First => "Before", "Antes";
        Second => "After", "Depois";
        NoneChosen => "choose a run", "escolha um treino";
        Other => "Other…", "Outro…";
        OtherFirst => "Another run as the earlier one…", "Outro treino como anterior…";
        OtherSecond => "Another run as the later one…", "Outro treino como posterior…";
        ChooseFirst => "The earlier run", "O treino anterior";
        ChooseSecond => "The later run", "O treino posterior";
        Exchange => "Swap", "Trocar";
        EmptyTitle => "Two runs beside each other", "Dois treinos lado a lado";
        EmptyBody => "Choose two different runs above to see how they and their results differ.",
            "Escolha acima dois treinos diferentes para ver em que eles e os resultados diferem.";
        Reading => "Reading the runs…", "Lendo os treinos…";
        Failed => "The runs cannot be compared", "Os treinos não podem ser comparados";
        CurvesOf => "Curves of", "Curvas de";
        Accuracy => "Accuracy", "Acurácia";
        Loss => "Loss", "Perda";
        CurveDescription => "Best epoch of {first}: {a}; of {second}: {b}", "Na melhor época de {first}: {a}; de {second}: {b}";
        Figures => "In the best epoch", "Na melhor época";
        Difference => "difference", "diferença";
        Epochs => "epochs", "épocas";
        BestEpoch => "best epoch", "melhor época";
        ValAccuracy => "validation accuracy", "acurácia de validação";
        ValLoss => "validation loss", "perda de validação";
        TrainAccuracy => "training accuracy", "acurácia de treino";
        TrainLoss => "training loss", "perda de treino";
        TestAccuracy => "▲ test accuracy", "▲ acurácia de teste";
        TestLoss => "▲ test loss", "▲ perda de teste";
        TestPhotographs => "▲ test photos", "▲ fotos de teste";
        F1Of => "F1 of {class}", "F1 de {class}";
        TrainingPhotographs => "training photos", "fotos de treino";
        ValidationPhotographs => "validation photos", "fotos de validação";
        Seconds => "seconds an epoch", "segundos por época";
        Better => "better", "melhor";
        Worse => "worse", "pior";
        Same => "same", "igual";
        Points => "{n} points", "{n} pontos";

        Words => "What differs", "O que difere";
        NoDifference => "The configurations are the same.", "As configurações são iguais.";
        Changed => "{field}: {first} → {second}", "{field}: {first} → {second}";
        Decisions => "{run}: {relabelled} relabelled, {excluded} excluded, {doubtful} doubtful",
            "{run}: {relabelled} com outro rótulo, {excluded} excluídas, {doubtful} duvidosas";
        NoDecisions => "{run}: no photo changed", "{run}: nenhuma foto alterada";
        Shared => "On the {n} photos evaluated in both, by the labels of the later run: accuracy {first} before and {second} after, loss {a} and {b}.",
            "Nas {n} fotos avaliadas em ambos, com os rótulos do treino posterior: acurácia {first} antes e {second} depois, perda {a} e {b}.";
        SharedRelabelled => "{n} of them had another label before.|{n} of them had another label before.",
            "{n} delas tinha outro rótulo antes.|{n} delas tinham outro rótulo antes.";
        BecameRight => "{n} photo is right only after|{n} photos are right only after",
            "{n} foto só está certa depois|{n} fotos só estão certas depois";
        BecameWrong => "{n} photo was right only before|{n} photos were right only before",
            "{n} foto só estava certa antes|{n} fotos só estavam certas antes";
        NotShared => "The runs have no validation photos in common, so their figures cannot be compared.",
            "Os treinos não têm fotos de validação em comum, então seus números não podem ser comparados.";
        OtherPhotographs => "The runs’ photos have the same names and are not known to be the same ones: their data are others, have moved or have changed. So the runs cannot be compared on the same photos.",
            "As fotos dos treinos têm os mesmos nomes, mas não se sabe se são as mesmas: os dados são outros, mudaram de lugar ou foram alterados. Por isso os treinos não podem ser comparados nas mesmas fotos.";
        WithBefore => "Compare with the earlier run", "Comparar com o treino anterior";
    }
}
