//! Presets to learn from: what each is, what may come of it, and what did.

use crate::text::phrases;

phrases! {
    /// Presets to learn from.
    LessonPresetText {
        Title => "To learn from", "Para aprender";
        Subtitle => "Some of these are bad on purpose. Predict first, then train and see.",
            "Algumas são ruins de propósito. Primeiro preveja, depois treine e veja.";
        Rate => "rate 1", "taxa 1";
        RateIs => "A small network with a learning rate of 1, a hundred times the notebook’s. Watch the loss from the first epoch on.",
            "Uma rede pequena com taxa de aprendizado 1, cem vezes a do notebook. Observe a perda desde a primeira época.";
        NoAugmentation => "few photos, no augmentation", "poucas fotos, sem aumento de dados";
        NoAugmentationIs => "One photo in four trains (200 of the 800 drawings), for 60 epochs, without augmentation or dropout. Watch both curves.",
            "Uma em cada quatro fotos treina (200 dos 800 desenhos), por 60 épocas, sem aumento de dados nem dropout. Observe as duas curvas.";
        Duplicates => "duplicates across the split", "duplicatas entre treino e validação";
        DuplicatesAre => "200 drawings of its own, each there twice, often once on each side of the split. Watch the validation: is it to be believed?",
            "200 desenhos próprios, cada um duas vezes, muitas vezes um em cada lado da divisão. Observe a validação: dá para acreditar?";
        DenseOnly => "dense layers only", "só camadas densas";
        DenseOnlyIs => "No convolution: each of 512 units has a weight for every number of the photo. Watch the count of weights and the validation.",
            "Nenhuma convolução: cada uma das 512 unidades tem um peso para cada número da foto. Observe a contagem de pesos e a validação.";
        GlobalAverage => "average instead of Flatten", "média no lugar do Flatten";
        GlobalAverageIs => "GlobalAveragePooling2D in the place of Flatten and the dense layer: each map becomes one number. Watch how few weights are left, and the validation.",
            "GlobalAveragePooling2D no lugar do Flatten e da camada densa: cada mapa vira um número. Observe quão poucos pesos restam, e a validação.";
        WhatHappens => "What will come of it?", "No que vai dar?";
        NotANumber => "The loss stops being a number", "A perda deixa de ser um número";
        Guesses => "Accuracy stays at guessing", "A acurácia fica no chute";
        Memorises => "It knows its own photos far better than new ones", "Acerta as próprias fotos bem mais que as novas";
        Learns => "It learns, and is as good on new photos", "Aprende, e acerta as novas tão bem quanto";
        PredictFirst => "Choose an answer, and it can be used.", "Escolha uma resposta para poder usar.";
        AsPredicted => "✓ As you predicted: {outcome}.", "✓ Como você previu: {outcome}.";
        NotBelieved => "You predicted: {predicted}. Validation says: {outcome}. That is not to be believed here.",
            "Você previu: {predicted}. A validação diz: {outcome}. Aqui não dá para acreditar nela.";
        Otherwise => "You predicted: {predicted}. It came out otherwise: {outcome}.",
            "Você previu: {predicted}. Deu outra coisa: {outcome}.";
    }
}
