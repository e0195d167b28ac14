//! What a report says.

use super::phrases;

phrases! {
    /// Something that a report says.
    ReportText {
        PretrainedAdded => "Not trained from scratch: it begins with {name}, weights that were added to the program and had learned from other photos before.",
            "Não foi treinada do zero: começa com {name}, pesos que foram adicionados ao programa e já tinham aprendido com outras fotos.";
        Pretrained => "Not trained from scratch: it begins with {name}, which had learned from 1.3 million photos of ImageNet before (weights under the Apache License 2.0).",
            "Não foi treinada do zero: começa com {name}, que já tinha aprendido com 1,3 milhão de fotos da ImageNet (pesos sob a licença Apache 2.0).";
        Preset => "preset {preset}, seed {seed}, batch size {batch}", "predefinição {preset}, semente {seed}, lote de {batch}";
        Accuracy => "accuracy", "acurácia";
        Loss => "loss", "perda";
        Photographs => "validation photos", "fotos de validação";
        BestEpoch => "best epoch", "melhor época";
        Epochs => "epochs trained", "épocas treinadas";
        Calibration => "calibration error", "erro de calibração";
        Training => "Training", "Treino";
        Epoch => "epoch", "época";
        LearningRate => "learning rate", "taxa de aprendizado";
        LowerRate => "lower rate", "taxa reduzida";
        Stop => "stop", "parada";
        SeriesTraining => "training", "treino";
        SeriesValidation => "validation", "validação";
        ValLoss => "validation loss", "perda na validação";
        ValAccuracy => "validation accuracy", "acurácia na validação";
        Seconds => "seconds", "segundos";
        EpochsTable => "Every epoch; the best one is shaded", "Cada época; a melhor está sombreada";
        Evaluated => "Validation photos", "Fotos de validação";
        NotEvaluated => "Not evaluated for this report: {reason}.", "Não avaliadas para este relatório: {reason}.";
        PhotographsGone => "the run’s photos are not where they were", "as fotos do treino não estão onde estavam";
        NoWeights => "the run has no best weights, as when it is stopped before its first epoch has ended", "o treino não tem melhores pesos, como quando é parado antes do fim da primeira época";
        AsKept => "What follows are the answers that the training kept in its best epoch.", "O que segue são as respostas que o treino guardou em sua melhor época.";
        Unreadable => "{file} is missing or damaged.", "{file} falta ou está danificado.";
        CutOff => "The last line of {file} is cut off and left out.", "A última linha de {file} está cortada e ficou de fora.";
        Class => "class", "classe";
        Precision => "precision", "precisão";
        Recall => "recall", "revocação";
        Support => "photos", "fotos";
        ByClass => "By class", "Por classe";
        ConfusionCaption => "Rows are labels, columns predictions; shares of each row", "As linhas são os rótulos, as colunas as previsões; proporções de cada linha";
        Label => "label", "rótulo";
        Curves => "Thresholds and confidence", "Limiares e confiança";
        Roc => "ROC curve for {class}", "Curva ROC para {class}";
        RocDescription => "Area under the curve {area}", "Área sob a curva: {area}";
        PrecisionRecall => "Precision over recall for {class}", "Precisão sobre revocação para {class}";
        AverageDescription => "Average precision {average}", "Precisão média: {average}";
        FalsePositive => "false positive rate", "taxa de falsos positivos";
        TruePositive => "true positive rate", "taxa de verdadeiros positivos";
        Reliability => "Reliability", "Confiabilidade";
        Confidence => "confidence", "confiança";
        AsTrained => "as trained", "como treinada";
        Calibrated => "calibrated", "calibrada";
        ReliabilityDescription => "On the dotted line the network is right as often as it is sure; its calibration error as trained is {error}", "Na linha pontilhada a rede acerta tanto quanto tem certeza; seu erro de calibração como treinada é {error}";
        CalibratedDescription => "calibrated at a temperature of {t}, {after}", "calibrada com temperatura {t}, a {after}";
        Worst => "Most confident mistakes", "Erros com mais confiança";
        WorstBody => "Wrong labels are often among them.", "Rótulos errados costumam estar entre eles.";
        NoneWrong => "None is wrong.", "Nenhuma está errada.";
        Labelled => "labelled {label}", "rotulada {label}";
        Taken => "predicted {predicted}, {share}", "a rede disse {predicted}, {share}";
        TestSet => "Test set", "Conjunto de teste";
        TestExplained => "These photos neither trained the network nor chose its weights. They are evaluated once, when the training has ended.",
            "Estas fotos não treinaram a rede nem escolheram seus pesos. Elas são avaliadas uma vez, quando o treino terminou.";
        TestFigures => "{n} photo: accuracy {accuracy}, loss {loss}|{n} photos: accuracy {accuracy}, loss {loss}",
            "{n} foto: acurácia {accuracy}, perda {loss}|{n} fotos: acurácia {accuracy}, perda {loss}";
        TestKept => "The photos are not where they were; these figures are of the evaluation at the end of the training.",
            "As fotos não estão onde estavam; estes números são da avaliação no fim do treino.";
        TestNotYet => "Not evaluated yet, since the training has not ended.", "Ainda não avaliado, pois o treino não terminou.";
        TestAccuracy => "test accuracy", "acurácia de teste";
        TestPhotographs => "test photos", "fotos de teste";
        Events => "Events", "Eventos";
        Started => "Started after epoch {done} of {epochs}: {training} training and {validation} validation photos, {left} left out", "Início após a época {done} de {epochs}: {training} fotos de treino e {validation} de validação, {left} deixadas de fora";
        Ended => "Ended after epoch {epoch}", "Fim após a época {epoch}";
        Failed => "Ended after epoch {epoch} by a failure: {message}", "Fim após a época {epoch} por uma falha: {message}";
        Stopped => "EarlyStopping in epoch {epoch}; the best was epoch {best}", "EarlyStopping na época {epoch}; a melhor foi a época {best}";
        Lowered => "ReduceLROnPlateau in epoch {epoch}: {old} to {new}", "ReduceLROnPlateau na época {epoch}: de {old} para {new}";
        Invalid => "The loss of batch {batch} in epoch {epoch} was not a finite number", "A perda do lote {batch} na época {epoch} não foi um número finito";
        InvalidTrainingLoss => "The loss was not a number (NaN or infinite) from batch {batch} of epoch {epoch} on: train the network anew with a lower learning rate", "A perda não foi um número (NaN ou infinita) a partir do lote {batch} da época {epoch}: treine a rede de novo com uma taxa de aprendizado menor";
        InvalidValidationLoss => "The validation loss was not a number (NaN or infinite) in epoch {epoch}: train the network anew with a lower learning rate", "A perda de validação não foi um número (NaN ou infinita) na época {epoch}: treine a rede de novo com uma taxa de aprendizado menor";
        StoppedNoBest => "EarlyStopping in epoch {epoch}; there was no best", "EarlyStopping na época {epoch}; não houve uma melhor";
        Configuration => "Configuration", "Configuração";
        Environment => "The machine that wrote this report", "A máquina que escreveu este relatório";
        EnvironmentBody => "Bigode {version}, {system} {machine}, {threads} processors, kernels for {simd}.", "Bigode {version}, {system} {machine}, {threads} processadores, núcleos para {simd}.";
    }
}
