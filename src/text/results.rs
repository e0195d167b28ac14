//! The results page.

use super::phrases;

phrases! {
    /// The results page.
    ResultsText {
        Title => "Results", "Resultados";
        Subtitle => "What the network learnt, and where it is wrong: the worst photographs first.",
            "O que a rede aprendeu e onde ela erra: primeiro as piores fotos.";
        EmptyTitle => "There is no trained network yet", "Ainda não há rede treinada";
        EmptyBody => "Here you will see which photographs the network gets wrong, and what its answers rest on.",
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
        SetLabelled => "Labelled folder…", "Pasta rotulada…";
        Evaluating => "The network looks at the photographs", "A rede está olhando as fotos";
        EvaluationProgress => "{done} of {total}, first to read them, then to evaluate them",
            "{done} de {total}, primeiro para ler, depois para avaliar";
        CancelledTitle => "Nothing has been evaluated", "Nada foi avaliado";
        CancelledBody => "The network has not looked at these photographs.", "A rede não olhou estas fotos.";
        Evaluate => "Evaluate them", "Avaliar";
        FailedTitle => "The photographs could not be evaluated", "As fotos não puderam ser avaliadas";
        Moved => "The photographs of this run were in {path}, and nothing is there. Say where they are now.",
            "As fotos deste treino estavam em {path}, e não há nada lá. Diga onde elas estão agora.";
        Unopened => "The photographs of this run cannot be opened: {reason}. Say where they are now.",
            "As fotos deste treino não podem ser abertas: {reason}. Diga onde estão agora.";
        Missing => "{missing} of the run’s {count} photographs are not there, {example} among them. Choose the folder, CSV or zip that the run was trained on.",
            "{missing} das {count} fotos do treino não estão lá, {example} entre elas. Escolha a pasta, o CSV ou o zip usado no treino.";
        OtherClasses => "These photographs have the classes {found}, and the network tells {known} apart. Rename or remove what differs.",
            "Estas fotos têm as classes {found}, e a rede distingue {known}. Renomeie ou remova o que difere.";
        FindPhotographs => "Choose their folder…", "Escolher a pasta…";

        FindArchive => "Choose a zip or CSV…", "Escolher um zip ou CSV…";
        TabPhotographs => "Photographs", "Fotos";
        TabCurves => "Curves", "Curvas";
        Photographs => "{n} photograph|{n} photographs", "{n} foto|{n} fotos";
        LeftOut => "{n} could not be used|{n} could not be used", "{n} não pôde ser usada|{n} não puderam ser usadas";
        Accuracy => "accuracy", "acurácia";
        Loss => "loss", "perda";
        Summary => "{photographs} · accuracy {accuracy} · loss {loss}", "{photographs} · acurácia {accuracy} · perda {loss}";
        BestWeights => "Best weights", "Melhores pesos";
        LookBack => "after epoch", "após a época";
        ByClass => "By class", "Por classe";
        Class => "class", "classe";
        Precision => "precision", "precisão";
        Recall => "recall", "revocação";
        F1 => "F1", "F1";
        Support => "support", "total";
        Confusion => "Taken for", "Tomadas por";
        Cell => "{label} taken for {predicted}: {n}, {share}", "{label} tomado por {predicted}: {n}, {share}";

        All => "All", "Todas";
        Wrong => "Wrong", "Erradas";
        CellShown => "{label} taken for {predicted}", "{label} tomado por {predicted}";
        SortBy => "Order", "Ordem";
        OrderLoss => "worst first", "piores primeiro";
        OrderConfidence => "most certain first", "mais certas primeiro";
        OrderMargin => "most doubtful first", "mais duvidosas primeiro";
        NoneShown => "No photograph belongs here.", "Nenhuma foto pertence a este grupo.";
        Export => "Export as CSV…", "Exportar como CSV…";
        PhotographRight => "{name}: {label}, rightly taken for {predicted}, {share}",
            "{name}: {label}, tomado corretamente por {predicted}, {share}";
        PhotographWrong => "{name}: {label}, wrongly taken for {predicted}, {share}",
            "{name}: {label}, tomado erradamente por {predicted}, {share}";

        DetailNone => "Choose a photograph to see what its answer rests on.", "Escolha uma foto para ver em que a resposta se apoia.";
        DetailLoading => "Reading the photograph…", "Lendo a foto…";
        CouldNotShow => "This photograph cannot be shown", "Esta foto não pode ser mostrada";
        Labelled => "label: {label}", "rótulo: {label}";
        Answered => "answer: {label}, {share}", "resposta: {label}, {share}";
        Right => "right", "certa";
        IsWrong => "wrong", "errada";
        LossOf => "loss {n}", "perda {n}";
        Heat => "Grad-CAM", "Grad-CAM";
        HeatExplained => "Bright places spoke most for the class in that layer.",
            "Os lugares claros foram os que mais falaram pela classe nessa camada.";
        HeatDescription => "{name} with Grad-CAM for {class} in {layer}", "{name} com Grad-CAM para {class} em {layer}";
        NoLayer => "This network has no convolution, so there is no Grad-CAM.", "Esta rede não tem convolução, então não há Grad-CAM.";
        Layer => "Layer", "Camada";
        HeatClass => "Speaks for", "A favor de";
        WithBestWeights => "Grad-CAM shows the best weights, not those of the epoch looked back at.",
            "O Grad-CAM mostra os melhores pesos, não os da época revista.";

        PositiveClass => "Look for", "Procurar";
        Threshold => "Threshold", "Limiar";
        AtThreshold => "From a probability of {threshold} on: {found} of {positives} found, {false} others taken for it; precision {precision}, recall {recall}, accuracy {accuracy}",
            "A partir da probabilidade {threshold}: {found} de {positives} encontradas, {false} outras tomadas por ela; precisão {precision}, revocação {recall}, acurácia {accuracy}";
        Roc => "ROC curve", "Curva ROC";
        RocOf => "ROC curve for {class}: true over false positive rate", "Curva ROC para {class}: taxa de verdadeiros sobre falsos positivos";
        RocDescription => "The area under the curve is {area}. At the threshold {recall} of {class} are found, and {false} of the others are taken for it.",
            "A área sob a curva é {area}. No limiar, {recall} de {class} são encontradas, e {false} das outras são tomadas por ela.";
        PrecisionRecall => "Precision and recall", "Precisão e revocação";
        PrecisionRecallOf => "Precision over recall for {class}", "Precisão sobre revocação para {class}";
        PrecisionRecallDescription => "The average precision is {average}. At the threshold {precision} of what is taken for {class} is right.",
            "A precisão média é {average}. No limiar, {precision} do que é tomado por {class} está certo.";
        FalsePositiveRate => "False positive rate", "Taxa de falsos positivos";
        TruePositiveRate => "True positive rate", "Taxa de verdadeiros positivos";
        Reliability => "Reliability: accuracy over confidence", "Confiabilidade: acurácia sobre confiança";
        Confidence => "confidence", "confiança";
        ReliabilityDescription => "On the dotted line the network is right as often as it is sure. It lies {error} beside it on average.",
            "Na linha pontilhada a rede acerta tanto quanto tem certeza. Ela fica em média a {error} dela.";
        ShowCalibrated => "Calibrated (temperature {t})", "Calibrado (temperatura {t})";
        CalibratedExplained => "Logits are divided by this temperature, at which the network is as sure as it is right on the validation set. Answers stay; only their probabilities change.",
            "Os logits são divididos por essa temperatura, na qual a rede tem tanta certeza quanto acerta no conjunto de validação. As respostas ficam; só as probabilidades mudam.";
        AsTrained => "as trained", "como treinada";
        Calibrated => "calibrated", "calibrada";
        CalibrationDescription => "On the dotted line the network is right as often as it is sure. As trained (dashed, diamonds) it lies {error} beside it on average; calibrated at a temperature of {t} (solid, discs) {after}.",
            "Na linha pontilhada a rede acerta tanto quanto tem certeza. Como treinada (tracejada, losangos), ela fica em média a {error} dela; calibrada com temperatura {t} (contínua, discos), a {after}.";
        WritingReport => "The report is being written", "O relatório está sendo escrito";
        WriteReport => "Write report…", "Escrever relatório…";
        Bins => "The diagram in numbers", "O diagrama em números";
        TwoClassesOnly => "ROC and precision-recall curves belong to two classes; this network tells {n} apart.",
            "As curvas ROC e de precisão-revocação são para duas classes; esta rede distingue {n}.";
        SavePng => "Save as PNG…", "Salvar como PNG…";
        LeftOutNotThere => "it is no longer there", "não está mais lá";
        NoteWithoutPhotographs => "the photos are not there ({reason}); these are the predictions that the run keeps, without pictures",
            "as fotos não estão lá ({reason}); estas são as previsões que o treino guarda, sem imagens";
        NoteOtherPhotographs => "these are not the photographs that validated the run while it learnt: the network answers otherwise",
            "estas não são as fotos que avaliaram o treino enquanto aprendia: a rede responde de outro modo";
        NoteNotStored => "the answers cannot be kept in {path}: {reason}", "as respostas não podem ser guardadas em {path}: {reason}";
        LeftOutNoLabel => "it has no label", "não tem rótulo";
        SaveSvg => "Save as SVG…", "Salvar como SVG…";
    }
}
