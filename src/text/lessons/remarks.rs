//! Remarks on a run or on photos, in one line, that lead to a lesson.

use crate::text::phrases;

phrases! {
    /// A remark.
    RemarkText {
        Heading => "Remarks ({count})", "Observações ({count})";
        Why => "Why? →", "Por quê? →";
        ValidationAbove => "In the last epochs validation ({validation} on average) lies above training ({training}): dropout and augmentation make training alone harder.",
            "Nas últimas épocas a validação ({validation} em média) está acima do treino ({training}): dropout e aumento de dados só dificultam o treino.";
        MeanOfEpoch => "In the last epochs validation ({validation} on average) lies above training ({training}): training is a mean over the epoch, validation is measured at its end.",
            "Nas últimas épocas a validação ({validation} em média) está acima do treino ({training}): o treino é uma média da época, a validação é medida no fim dela.";
        NearGuessing => "An accuracy of {accuracy} is what guessing among {classes} classes gives: nothing has been learnt yet.",
            "Acurácia de {accuracy} é o que dá chutar entre {classes} classes: nada foi aprendido ainda.";
        Duplicates => "{n} group of equal photos lies on both sides of the split: validation knows some photos from training, and looks better than it is.|{n} groups of equal photos lie on both sides of the split: validation knows some photos from training, and looks better than it is.",
            "{n} grupo de fotos iguais está no treino e na validação: a validação conhece fotos do treino, e parece melhor do que é.|{n} grupos de fotos iguais estão no treino e na validação: a validação conhece fotos do treino, e parece melhor do que é.";
        FewPhotos => "{n} photos tell the accuracy to within about {margin} points: smaller differences may be chance.",
            "{n} fotos dizem a acurácia com margem de uns {margin} pontos: diferenças menores podem ser acaso.";
        SmallClass => "Of {class} there is {n} photo here, of a class on average {mean}: so few change the loss and the weights little.|Of {class} there are {n} photos here, of a class on average {mean}: so few change the loss and the weights little.",
            "De {class} há {n} foto aqui, de cada classe em média {mean}: tão poucas mudam pouco a perda e os pesos.|De {class} há {n} fotos aqui, de cada classe em média {mean}: tão poucas mudam pouco a perda e os pesos.";
        LowRecall => "Of {class} only {recall} are found, of the other classes {others}: accuracy alone hides that.",
            "De {class} só {recall} são reconhecidas, das outras classes {others}: a acurácia sozinha esconde isso.";
        TooSure => "On average the network is sure to {confidence} and right in {accuracy}: a high share is no certainty.",
            "Em média a rede tem {confidence} de confiança e acerta {accuracy}: uma parte alta não é certeza.";
        TooUnsure => "On average the network is sure to {confidence} only, and right in {accuracy}.",
            "Em média a rede tem só {confidence} de confiança, e acerta {accuracy}.";
        BestIsLast => "The best epoch is the last one ({epoch}): the network was still learning. Train longer.",
            "A melhor época é a última ({epoch}): a rede ainda aprendia. Treine por mais tempo.";
        LossRises => "Since epoch {epoch} the validation loss rises ({before} → {after}) although accuracy does, too: mistakes become surer.",
            "Desde a época {epoch} a perda de validação sobe ({before} → {after}), embora a acurácia também suba: os erros ficam mais convictos.";
    }
}
