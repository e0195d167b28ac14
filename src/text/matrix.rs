//! The confusion matrix, and what follows from it.

use super::phrases;

phrases! {
    /// The confusion matrix, and what follows from it.
    MatrixText {
        Title => "Confusion matrix", "Matriz de confusão";
        Pairs => "Most confused", "Mais confundidas";
        Classes => "By class", "Por classe";
        Predicted => "predicted →", "previsto →";
        Label => "label ↓", "rótulo ↓";
        ByCount => "Counts", "Contagem";
        ByShare => "Shares", "Proporção";
        ShareHint => "Share of the photos with that label", "Proporção das fotos com esse rótulo";
        Description => "Confusion matrix of {n} classes: rows are labels, columns predictions. Arrow keys move, Enter shows the photos of a cell.",
            "Matriz de confusão de {n} classes: as linhas são os rótulos, as colunas as previsões. As setas movem, Enter mostra as fotos de uma célula.";
        Cell => "{label}, predicted {predicted}: {n}, {share}", "{label}, previsto {predicted}: {n}, {share}";
        RowRight => "{label}: {right} of {n} right ({share})", "{label}: {right} de {n} certas ({share})";
        RowWrong => "{row}; most often predicted {predicted}: {count}", "{row}; erro mais comum {predicted}: {count}";
        Diagonal => "Diagonal: right; elsewhere: wrong", "Diagonal: certas; resto: erradas";
        Larger => "Larger", "Ampliar";
        WithPhotos => "Back to the photos", "Voltar às fotos";
        CellShown => "{label}, predicted {predicted}", "{label}, previsto {predicted}";
        LabelShown => "label: {label}", "rótulo: {label}";
        NoneConfused => "Every photo is predicted as its label.", "Cada foto é prevista como seu rótulo.";
        PairsShown => "The {n} largest of {all}", "As {n} maiores de {all}";
        LowestF1 => "the {n} of {all} with the lowest F1", "as {n} de {all} com o menor F1";
        Sorted => "{column}, sorted", "{column}, ordenada";
        ClassRow => "{class}: precision {precision}, recall {recall}, F1 {f1}, {photos}",
            "{class}: precisão {precision}, revocação {recall}, F1 {f1}, {photos}";
        Photos => "photos", "fotos";
        MacroMean => "macro average", "média macro";
        WeightedMean => "weighted average", "média ponderada";
        MacroHint => "Each class counts the same.", "Cada classe conta igual.";
        WeightedHint => "Each class counts as much as it has photos.", "Cada classe conta conforme suas fotos.";
        OfEpoch => "Weights of epoch {epoch}, best by validation loss", "Pesos da época {epoch}, melhor pela perda de validação";
        BestHint => "Best is the epoch with the lowest loss on the validation photos. The loss decides and not the accuracy, since it also counts how sure the network was.",
            "A melhor é a época com a menor perda nas fotos de validação. Decide a perda, e não a acurácia, porque ela também conta quanta certeza a rede tinha.";
        AllClasses => "All {n} classes", "Todas as {n} classes";
        FewClasses => "Fewer classes", "Menos classes";
        Others => "{n} other class: {share}|{n} other classes: {share}", "{n} outra classe: {share}|{n} outras classes: {share}";
        CalibrationTitle => "Calibration", "Calibração";
        CalibrationHelps => "Dividing the logits by {t} brings confidence nearer to accuracy: the calibration error falls from {before} to {after}. The predicted classes stay.",
            "Dividir os logits por {t} aproxima a confiança da acurácia: o erro de calibração cai de {before} para {after}. As classes previstas continuam as mesmas.";
        CalibrationDoesNotHelp => "Calibration does not help here: the calibration error would be {after} instead of {before}. The network is calibrated well enough as it was trained.",
            "A calibração não ajuda aqui: o erro de calibração seria {after} em vez de {before}. A rede já está bem calibrada como foi treinada.";
        OneAgainstRest => "one against the rest", "uma contra as outras";
    }
}
