//! The prediction page.

use super::phrases;

phrases! {
    /// The prediction page.
    PredictionText {
        Title => "Prediction", "Previsão";
        Subtitle => "Give the network photographs it has never seen.", "Dê à rede fotos que ela nunca viu.";
        DropTitle => "Drop photographs or folders here", "Solte fotos ou pastas aqui";
        DropBody => "or open them, or paste a picture", "ou abra, ou cole uma imagem";
        OpenPhotographs => "Open photographs…", "Abrir fotos…";
        OpenFolder => "Open a folder…", "Abrir uma pasta…";
        OpenRun => "Open a run…", "Abrir um treino…";
        Export => "Export as CSV…", "Exportar como CSV…";
        Clear => "Clear", "Limpar";
        EmptyTitle => "There is no trained network yet", "Ainda não há rede treinada";
        EmptyBody => "Train one first, or open the folder of an earlier run. Photographs that you drop now wait for it.",
            "Treine uma primeiro ou abra a pasta de um treino anterior. As fotos que você soltar agora esperam por ela.";
        GoTrain => "Go to training", "Ir para o treino";
        ModelOfEpoch => "With the best weights of {run}, from epoch {epoch}", "Com os melhores pesos de {run}, da época {epoch}";
        Outdated => "{n} photo was classified by earlier weights|{n} photos were classified by earlier weights",
            "{n} foto foi classificada por pesos anteriores|{n} fotos foram classificadas por pesos anteriores";
        NewerWeights => "Epoch {n} has better weights|Epoch {n} has better weights", "A época {n} tem pesos melhores|A época {n} tem pesos melhores";
        ClassifyAgain => "Classify again", "Classificar de novo";
        ModelRun => "With the best weights of {run}", "Com os melhores pesos de {run}";
        WaitingPaths => "{n} file waits for a network|{n} files wait for a network", "{n} arquivo espera por uma rede|{n} arquivos esperam por uma rede";
        Waiting => "{n} waits|{n} wait", "{n} na fila|{n} na fila";
        CardWaiting => "waits…", "na fila…";
        SortBy => "Order", "Ordem";
        OrderNewest => "newest first", "mais recentes";
        OrderCertain => "most certain first", "mais certas";
        OrderUncertain => "most doubtful first", "mais duvidosas";
        OrderName => "by name", "por nome";
        Class => "Class", "Classe";
        AllClasses => "all classes", "todas as classes";
        Uncertainty => "in doubt: {label}?", "em dúvida: {label}?";
        Novel => "unlike the validation set", "diferente da validação";
        NovelExplained => "This picture is less like the validation photographs than 95 in 100 of them are like each other. The network must answer with one of its classes all the same, so do not rely on it.",
            "Esta imagem se parece menos com as fotos de validação do que 95 em cada 100 delas entre si. Mesmo assim a rede precisa responder com uma de suas classes: não confie na resposta.";
        Calibrated => "Calibrated", "Calibradas";
        CalibratedExplained => "Probabilities at the temperature at which the network is as sure as it is right on its validation photographs. Known once the validation photographs are evaluated.",
            "Probabilidades na temperatura em que a rede tem tanta certeza quanto acerta nas fotos de validação. Conhecida assim que as fotos de validação são avaliadas.";
        Says => "{label}", "{label}";
        CardDescription => "{name}: {label}, {share}", "{name}: {label}, {share}";
        Milliseconds => "{n} ms", "{n} ms";
        Seen => "What the network saw", "O que a rede viu";
        SeenExplained => "Decoded, made {width} × {height} pixels, colours from 0 to 1.",
            "Decodificada, com {width} × {height} pixels, cores de 0 a 1.";
        Unreadable => "cannot be read", "não pode ser lida";
        PastedPicture => "Pasted picture", "Imagem colada";
        CouldNotOpenRun => "This run’s network could not be used", "A rede deste treino não pôde ser usada";
        NoneOfClass => "No photograph was given this class.", "Nenhuma foto recebeu esta classe.";
        CancelWaiting => "Cancel", "Cancelar";
        Count => "{n} photograph|{n} photographs", "{n} foto|{n} fotos";
    }
}
