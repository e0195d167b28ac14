//! The prediction page.

use super::phrases;

phrases! {
    /// The prediction page.
    PredictionText {
        Title => "Prediction", "Previsão";
        Subtitle => "Give the network photos it has never seen.", "Dê à rede fotos que ela nunca viu.";
        DropTitle => "Drop photos or folders here", "Solte fotos ou pastas aqui";
        DropBody => "or open them, or paste a picture or copied files (Ctrl+V)", "ou abra, ou cole uma imagem ou arquivos copiados (Ctrl+V)";
        OpenPhotographs => "Open photos…", "Abrir fotos…";
        OpenFolder => "Open a folder…", "Abrir uma pasta…";
        OpenRun => "Open a run…", "Abrir um treino…";
        Export => "Export as CSV…", "Exportar como CSV…";
        Clear => "Clear", "Limpar";
        EmptyTitle => "There is no trained network yet", "Ainda não há rede treinada";
        EmptyBody => "Train one first, or open the folder of an earlier run. Photos that you drop now wait for it.",
            "Treine uma primeiro ou abra a pasta de um treino anterior. As fotos que você soltar agora esperam por ela.";
        GoTrain => "Go to training", "Ir para o treino";
        Mirrored => "Each probability is the mean for the photo and for its mirror image.",
            "Cada probabilidade é a média da foto e da sua imagem espelhada.";
        ExplainedUnmirrored => "Explained is the photo as it is; elsewhere, and for occlusion, its probabilities are means with its mirror image.",
            "Explica-se a foto como está; no resto, e na oclusão, as probabilidades são médias com a sua imagem espelhada.";
        ModelOfEpoch => "With the best weights of {run}, from epoch {epoch}", "Com os melhores pesos de {run}, da época {epoch}";
        Outdated => "{n} photo was classified by earlier weights|{n} photos were classified by earlier weights",
            "{n} foto foi classificada por pesos anteriores|{n} fotos foram classificadas por pesos anteriores";
        NewerWeights => "Epoch {n} has better weights|Epoch {n} has better weights", "A época {n} tem pesos melhores|A época {n} tem pesos melhores";
        ClassifyAgain => "Classify again", "Classificar de novo";
        ModelRun => "With the best weights of {run}", "Com os melhores pesos de {run}";
        WaitingPaths => "{n} file waits for a network|{n} files wait for a network", "{n} arquivo espera por uma rede|{n} arquivos esperam por uma rede";
        Done => "{n} of {all}", "{n} de {all}";
        Classifying => "Classifying: {n} of {all}", "Classificando: {n} de {all}";
        TimeLeft => "{time} left", "faltam {time}";
        CardWaiting => "waiting…", "na fila…";
        SortBy => "Order", "Ordem";
        OrderNewest => "newest first", "mais recentes primeiro";
        OrderCertain => "highest confidence first", "maior confiança primeiro";
        OrderUncertain => "most doubtful first", "mais duvidosas primeiro";
        OrderFailed => "without a prediction first", "sem previsão primeiro";
        OrderName => "by name", "por nome";
        Class => "Class", "Classe";
        AllClasses => "all classes", "todas as classes";
        ClassCount => "{name}: {n} photo|{name}: {n} photos", "{name}: {n} foto|{name}: {n} fotos";
        InDoubt => "in doubt", "em dúvida";
        InDoubtExplained => "Another class is nearly as probable, or the photo is unlike anything the network was trained for",
            "Outra classe é quase tão provável, ou a foto é diferente do que a rede conhece";
        Uncertainty => "in doubt: {label}?", "em dúvida: {label}?";
        Novel => "unlike anything it was trained for", "diferente do que a rede conhece";
        NovelExplained => "This picture is less like the validation photos than 95 in 100 of them are like each other. The network must answer with one of its classes all the same, so do not rely on it.",
            "Esta imagem se parece menos com as fotos de validação do que 95 em cada 100 delas entre si. Mesmo assim a rede precisa responder com uma de suas classes: não confie na resposta.";
        Calibrated => "Calibrated", "Calibradas";
        CalibratedExplained => "Probabilities at the temperature at which the network is as sure as it is right on its validation photos. Known once the validation photos are evaluated.",
            "Probabilidades na temperatura em que a rede tem tanta certeza quanto acerta nas fotos de validação. Conhecida assim que as fotos de validação são avaliadas.";
        Says => "{label}", "{label}";
        Milliseconds => "{n} ms", "{n} ms";
        Seen => "What the network saw", "O que a rede viu";
        SeenExplained => "Decoded, made {width} × {height} pixels, colours from 0 to 1.",
            "Decodificada, com {width} × {height} pixels, cores de 0 a 1.";
        NotClassified => "no prediction", "sem previsão";
        PastedPicture => "Pasted picture", "Imagem colada";
        CouldNotOpenRun => "This run’s network could not be used", "A rede deste treino não pôde ser usada";
        NoneShown => "There is no such photo.", "Não há nenhuma foto assim.";
        CancelWaiting => "Cancel", "Cancelar";
        Count => "{n} photo|{n} photos", "{n} foto|{n} fotos";
    }
}
