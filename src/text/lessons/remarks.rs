//! Remarks on a run or on photos, in one line, that lead to a lesson.

use crate::text::phrases;

phrases! {
    /// A remark.
    RemarkText {
        Why => "Why? →", "Por quê? →";
        ValidationAbove => "In the last epochs validation ({validation} on average) lies above training ({training}): dropout and augmentation make training alone harder.",
            "Nas últimas épocas a validação ({validation} em média) está acima do treino ({training}): dropout e aumento de dados só dificultam o treino.";
        MeanOfEpoch => "In the last epochs validation ({validation} on average) lies above training ({training}): training is a mean over the epoch, validation is measured at its end.",
            "Nas últimas épocas a validação ({validation} em média) está acima do treino ({training}): o treino é uma média da época, a validação é medida no fim dela.";
        NearGuessing => "An accuracy of {accuracy} is what guessing among {classes} classes gives: nothing has been learnt yet.",
            "Acurácia de {accuracy} é o que dá chutar entre {classes} classes: nada foi aprendido ainda.";
        BestIsLast => "The best epoch is the last one ({epoch}): the network was still learning. Train longer.",
            "A melhor época é a última ({epoch}): a rede ainda aprendia. Treine por mais tempo.";
        LossRises => "Since epoch {epoch} the validation loss rises ({before} → {after}) although accuracy does, too: mistakes become surer.",
            "Desde a época {epoch} a perda de validação sobe ({before} → {after}), embora a acurácia também suba: os erros ficam mais convictos.";
    }
}
