//! The lesson on the cross-entropy.

use crate::text::phrases;

phrases! {
    /// The lesson on the cross-entropy.
    CrossEntropyText {
        Title => "Cross-entropy", "Entropia cruzada";
        Claim => "The loss measures how surprised the network was by the truth.",
            "A perda mede a surpresa da rede diante da verdade.";
        Ask => "Two networks are right on the same 8 of 10 photos. Can their losses differ?",
            "Duas redes acertam as mesmas 8 de 10 fotos. As perdas podem ser diferentes?";
        Equal => "No: loss is accuracy upside down", "Não: perda é a acurácia de cabeça para baixo";
        EqualReply => "Accuracy counts only which class is first. The loss also asks how large its share was: here {first} and {second}, at the same {accuracy}.",
            "A acurácia só conta qual classe ficou em primeiro. A perda também pergunta o tamanho da parte: aqui {first} e {second}, com os mesmos {accuracy}.";
        WithClasses => "Only if they have different classes", "Só se tiverem classes diferentes";
        WithClassesReply => "Both have the same two classes, and their losses are {first} and {second}. What differs is how confident they were.",
            "As duas têm as mesmas duas classes, e as perdas são {first} e {second}. O que muda é a confiança.";
        Different => "Yes: it depends on how confident each answer was", "Sim: depende da confiança em cada resposta";
        DifferentReply => "The losses are {first} and {second} at the same {accuracy}. Being wrong with confidence costs most.",
            "As perdas são {first} e {second} com os mesmos {accuracy}. Errar com confiança é o que mais custa.";
        Photo => "Share of the true class, photo {n}", "Parte da classe verdadeira, foto {n}";
        Point => "photo {n}: p = {p}, loss {loss}", "foto {n}: p = {p}, perda {loss}";
        AxisLoss => "loss −ln p", "perda −ln p";
        AxisShare => "p: share of the true class", "p: parte da classe verdadeira";
        Curve => "Loss of a photo by the share of its true class", "Perda de uma foto pela parte da classe verdadeira";
        Mean => "Mean of {n} photos (the batch): {loss}", "Média de {n} fotos (o lote): {loss}";
        Accuracy => "Accuracy: {accuracy}", "Acurácia: {accuracy}";
        Loss => "loss: what is minimised", "perda: o que se minimiza";
        Label => "1 for the true class, 0 for the others", "1 para a classe verdadeira, 0 para as outras";
        Probability => "probability that the network gives class i", "probabilidade que a rede dá à classe i";
        Guessing => "Guessing among {n} classes: −ln {share} = {loss}", "Chutando entre {n} classes: −ln {share} = {loss}";
        Classes => "Classes to guess among", "Classes para chutar";
        Try => "Raise the loss as far as you can while the accuracy stays. Which photo is worth most?",
            "Aumente a perda o quanto puder sem mudar a acurácia. Qual foto pesa mais?";
        Yours => "Your last epoch: validation loss {loss}, accuracy {accuracy}. Guessing among your {n} classes would cost {guess}. The results page lists the photos by their loss.",
            "Sua última época: perda de validação {loss}, acurácia {accuracy}. Chutar entre suas {n} classes custaria {guess}. A página de resultados lista as fotos pela perda.";
    }
}
