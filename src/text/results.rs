//! The results page.

use super::phrases;

phrases! {
    /// The results page.
    ResultsText {
        Title => "Results", "Resultados";
        Subtitle => "What the network learnt, and where it is wrong: the largest errors first.",
            "O que a rede aprendeu e onde ela erra: primeiro os maiores erros.";
        EmptyTitle => "There is no trained network yet", "Ainda não há rede treinada";
        EmptyBody => "Here you will see which photos the network gets wrong, and what its answers rest on.",
            "Aqui você verá quais fotos a rede erra e em que suas respostas se apoiam.";
        EmptyTraining => "The network is still training. The results come after the first epoch.",
            "A rede ainda está treinando. Os resultados vêm depois da primeira época.";
        OfEarlierEpoch => "of epoch {epoch}; epoch {newest} is better", "da época {epoch}; a época {newest} é melhor";
        EvaluateNewest => "Evaluate again", "Avaliar de novo";
        GoTrain => "Go to training", "Ir para o treino";
        OpenRun => "Open a run…", "Abrir um treino…";
        OfRun => "Best weights of {run}", "Melhores pesos de {run}";

        SetValidation => "Validation set", "Conjunto de validação";
        SetTraining => "Training set", "Conjunto de treino";
        SetTest => "Test set", "Conjunto de teste";
        SetTestExplained => "Photos that neither trained the network nor chose its weights. Look once, at the end: a network that is improved by them has made them a second validation set.",
            "Fotos que não treinaram a rede nem escolheram seus pesos. Olhe uma vez, no fim: uma rede melhorada com base nelas fez delas um segundo conjunto de validação.";
        EvaluatedSet => "Evaluated photos", "Fotos avaliadas";
        SetLabelled => "Labelled folder…", "Pasta rotulada…";
        Evaluating => "Evaluating", "Avaliando";
        EvaluationProgress => "{done} of {total}, first to read them, then to evaluate them",
            "{done} de {total}, primeiro para ler, depois para avaliar";
        CancelledTitle => "Nothing has been evaluated", "Nada foi avaliado";
        CancelledBody => "These photos are not evaluated.", "Estas fotos não foram avaliadas.";
        Evaluate => "Evaluate them", "Avaliar";
        FailedTitle => "The photos could not be evaluated", "As fotos não puderam ser avaliadas";
        Moved => "The photos of this run were in {path}, and nothing is there. Locate them.",
            "As fotos deste treino estavam em {path}, e não há nada lá. Localize as fotos.";
        Unopened => "The photos of this run cannot be opened: {reason}. Locate them.",
            "As fotos deste treino não podem ser abertas: {reason}. Localize as fotos.";
        Missing => "{missing} of the run’s {count} photos are not there, {example} among them. Choose the folder, CSV or zip that the run was trained on.",
            "{missing} das {count} fotos do treino não estão lá, {example} entre elas. Escolha a pasta, o CSV ou o zip usado no treino.";
        OtherClasses => "These photos have the classes {found}, and the network tells {known} apart. Rename or remove what differs.",
            "Estas fotos têm as classes {found}, e a rede distingue {known}. Renomeie ou remova o que difere.";
        FindPhotographs => "Choose their folder…", "Escolher a pasta…";

        FindArchive => "Choose a zip or CSV…", "Escolher um zip ou CSV…";
        TabPhotographs => "Photos", "Fotos";
        TabCurves => "Curves", "Curvas";
        Photographs => "{n} photo|{n} photos", "{n} foto|{n} fotos";
        LeftOut => "{n} could not be used|{n} could not be used", "{n} não pôde ser usada|{n} não puderam ser usadas";
        Accuracy => "accuracy", "acurácia";
        Loss => "loss", "perda";
        LossWithoutSmoothing => "Without label_smoothing, which the training's losses have: these are larger.",
            "Sem o label_smoothing, que as perdas do treino têm: elas são maiores.";
        BestWeights => "Best weights", "Melhores pesos";
        LookBack => "after epoch", "após a época";
        Class => "class", "classe";
        Precision => "precision", "precisão";
        Recall => "recall", "revocação";
        F1 => "F1", "F1";
        Support => "photos", "fotos";

        All => "All", "Todas";
        Wrong => "Wrong", "Erradas";
        SortBy => "Order", "Ordem";
        OrderLoss => "largest errors first", "maiores erros primeiro";
        OrderConfidence => "highest confidence first", "maior confiança primeiro";
        OrderMargin => "most doubtful first", "mais duvidosas primeiro";
        NoneShown => "No photo belongs here.", "Nenhuma foto pertence a este grupo.";
        Export => "Export as CSV…", "Exportar como CSV…";
        PhotographRight => "{name}: {label}, predicted {predicted}, right, {share}",
            "{name}: {label}, a rede disse {predicted}, certo, {share}";
        PhotographWrong => "{name}: {label}, predicted {predicted}, wrong, {share}",
            "{name}: {label}, a rede disse {predicted}, errado, {share}";

        DetailNone => "Choose a photo to see what its answer rests on.", "Escolha uma foto para ver em que a resposta se apoia.";
        PretrainedAdded => "begins with {name}, which a user has added and which was trained elsewhere before; not from scratch",
            "começa com {name}, que foi adicionada e já tinha sido treinada em outro lugar; não do zero";
        Pretrained => "pretrained on ImageNet ({name}), not from scratch", "pré-treinada na ImageNet ({name}), não do zero";
        DetailLoading => "Reading the photo…", "Lendo a foto…";
        CouldNotShow => "This photo cannot be shown", "Esta foto não pode ser mostrada";
        Labelled => "label: {label}", "rótulo: {label}";
        Answered => "answer: {label}, {share}", "resposta: {label}, {share}";
        Right => "right", "certa";
        IsWrong => "wrong", "errada";
        LossOf => "loss {n}", "perda {n}";
        Heat => "Grad-CAM", "Grad-CAM";
        HeatExplained => "Bright places counted most towards the class in that layer.",
            "Os lugares claros foram os que mais pesaram a favor da classe nessa camada.";
        HeatDescription => "{name} with Grad-CAM for {class} in {layer}", "{name} com Grad-CAM para {class} em {layer}";
        NoLayer => "This network has no convolution, so there is no Grad-CAM.", "Esta rede não tem convolução, então não há Grad-CAM.";
        Layer => "Layer", "Camada";
        HeatClass => "In favour of", "A favor de";
        WithBestWeights => "Grad-CAM shows the best weights, not those of the epoch looked back at.",
            "O Grad-CAM mostra os melhores pesos, não os da época revista.";

        PositiveClass => "Look for", "Procurar";
        Threshold => "Threshold", "Limiar";
        AtThreshold => "At threshold {threshold}: {found} of {positives} found, {false} false alarms; precision {precision}, recall {recall}, accuracy {accuracy}",
            "Com limiar {threshold}: {found} de {positives} encontradas, {false} alarmes falsos; precisão {precision}, revocação {recall}, acurácia {accuracy}";
        Roc => "ROC curve", "Curva ROC";
        RocOf => "ROC curve for {class}: true over false positive rate", "Curva ROC para {class}: taxa de verdadeiros sobre falsos positivos";
        RocDescription => "The area under the curve is {area}. At the threshold {recall} of {class} are found, and {false} of the others are false alarms.",
            "A área sob a curva é {area}. No limiar, {recall} de {class} são encontradas, e {false} das outras são alarmes falsos.";
        PrecisionRecall => "Precision and recall", "Precisão e revocação";
        PrecisionRecallOf => "Precision over recall for {class}", "Precisão sobre revocação para {class}";
        PrecisionRecallDescription => "The average precision is {average}. At the threshold {precision} of what is predicted as {class} is right.",
            "A precisão média é {average}. No limiar, {precision} do que é previsto como {class} está certo.";
        FalsePositiveRate => "False positive rate", "Taxa de falsos positivos";
        TruePositiveRate => "True positive rate", "Taxa de verdadeiros positivos";
        Reliability => "Reliability: accuracy over confidence", "Confiabilidade: acurácia sobre confiança";
        Confidence => "confidence", "confiança";
        ReliabilityDescription => "On the dotted line the network is right as often as it is sure. Its calibration error is {error}.",
            "Na linha pontilhada a rede acerta tanto quanto tem certeza. Seu erro de calibração é {error}.";
        ShowCalibrated => "Calibrated (temperature {t})", "Calibrado (temperatura {t})";
        CalibratedExplained => "Logits are divided by this temperature, at which the network is as sure as it is right on the validation set. Answers stay; only their probabilities change.",
            "Os logits são divididos por essa temperatura, na qual a rede tem tanta certeza quanto acerta no conjunto de validação. As respostas ficam; só as probabilidades mudam.";
        AsTrained => "as trained", "como treinada";
        Calibrated => "calibrated", "calibrada";
        CalibrationDescription => "On the dotted line the network is right as often as it is sure. The calibration error is {error} as trained (dashed, diamonds), and {after} calibrated at a temperature of {t} (solid, discs).",
            "Na linha pontilhada a rede acerta tanto quanto tem certeza. O erro de calibração é {error} como treinada (tracejada, losangos) e {after} calibrada com temperatura {t} (contínua, discos).";
        WritingReport => "The report is being written", "O relatório está sendo escrito";
        WriteReport => "Write report…", "Escrever relatório…";
        Bins => "The diagram in numbers", "O diagrama em números";
        SavePng => "Save as PNG…", "Salvar como PNG…";
        LeftOutNotThere => "it is no longer there", "não está mais lá";
        NoteWithoutPhotographs => "the photos are not there ({reason}); these are the predictions that the run keeps, without pictures",
            "as fotos não estão lá ({reason}); estas são as previsões que o treino guarda, sem imagens";
        NoteOtherPhotographs => "these are not the photos that validated the run while it learnt: the network answers otherwise",
            "estas não são as fotos que avaliaram o treino enquanto aprendia: a rede responde de outro modo";
        NoteNotStored => "the answers cannot be kept in {path}: {reason}", "as respostas não podem ser guardadas em {path}: {reason}";
        NoteTestNotKept => "the figures of the test set cannot be kept with the run: {reason}",
            "os números do conjunto de teste não podem ser guardados com o treino: {reason}";
        LeftOutNoLabel => "it has no label", "não tem rótulo";
        SaveSvg => "Save as SVG…", "Salvar como SVG…";
    }
}
