//! The closing page: the whole network on one photo.

use crate::text::phrases;

phrases! {
    /// The whole network on one photo.
    WholeText {
        Title => "The whole network on one photo", "A rede inteira em uma foto";
        Claim => "From numbers to a class, layer by layer, with the way to every lesson.",
            "Dos números à classe, camada por camada, com o caminho para cada lição.";
        Intro => "A CNN (convolutional neural network) is a deep learning algorithm made for images. It has two large parts: it extracts features, then it classifies them.",
            "Uma CNN (Convolutional Neural Network) é um algoritmo de Deep Learning criado especialmente para trabalhar com imagens. Ela é constituída de duas grandes “sub arquiteturas”: extração de características e classificação de características.";
        Extraction => "Feature extraction", "Extração de características";
        Classification => "Classification", "Classificação";
        Learning => "Learning", "Aprendizado";
        Photo => "photo", "foto";
        Maps => "{name}: {n} of its {all} maps, those that differ most from 0",
            "{name}: {n} dos seus {all} mapas, os que mais diferem de 0";
        Ribbon => "{name}: {all} numbers in a row", "{name}: {all} números em fila";
        Weights => "{n} weight|{n} weights", "{n} peso|{n} pesos";
        LeftOut => "{shown} of {all} layers. Normalisation, dropout and activation, which keep the numbers where they are, are not among them.",
            "{shown} de {all} camadas. Normalização, dropout e ativação, que deixam os números no lugar, não estão entre elas.";
        Logits => "Logits: {logits}", "Logits: {logits}";
        Truth => "This photo is of the class {class}, and its loss is −ln {share} = {loss}.",
            "Esta foto é da classe {class}, e sua perda é −ln {share} = {loss}.";
        NoTruth => "The class of this photo is not known here, so it has no loss.",
            "A classe desta foto não é conhecida aqui, por isso ela não tem perda.";
        HowItLearns => "The loss says how far the answer is from the truth, the gradient how each weight changes it, and the optimiser changes the weights, batch after batch.",
            "A perda diz a distância entre a resposta e a verdade, o gradiente diz como cada peso a muda, e o otimizador atualiza os pesos, lote após lote.";
    }
}
