//! The lesson on the split and overfitting.

use crate::text::phrases;

phrases! {
    /// The lesson on the split and overfitting.
    OverfittingText {
        Title => "Split and overfitting", "Separação e sobreajuste (overfitting)";
        Claim => "Only photos it has never seen tell what a network has learnt.",
            "Só fotos nunca vistas dizem o que uma rede aprendeu.";
        Ask => "A small network trains on 600 drawings until it gets {training} of them right. How many of 200 drawings that it has never seen does it get right?",
            "Uma rede pequena treina com 600 desenhos até acertar {training} deles. Quantos de 200 desenhos nunca vistos ela acerta?";
        AllReply => "{training} is what it gets right of the photos that it was trained on. They say little: a network can learn them by heart.",
            "{training} é o que ela acerta das fotos com que treinou. Elas dizem pouco: uma rede pode decorá-las.";
        LessReply => "{validation}: the rest of the way to {training} is learnt by heart. Only the validation set shows that.",
            "{validation}: o resto até {training} é decorado. Só o conjunto de validação mostra isso.";
        GuessReply => "{guess} is guessing. It has learnt more than that: {validation} of the unseen drawings are right.",
            "{guess} é chutar. Ela aprendeu mais que isso: acerta {validation} dos desenhos nunca vistos.";
        Own => "The training curve is that of your run.", "A curva de treino é a do seu treino.";
        Recorded => "The training curve is that of a recorded run on 800 drawings; train one, and yours stands here.",
            "A curva de treino é de um treino gravado em 800 desenhos; treine uma vez, e a sua aparece aqui.";
        Draw => "Draw where validation accuracy will go: click into the plot, or set each point.",
            "Desenhe por onde vai a acurácia de validação: clique no gráfico, ou ajuste cada ponto.";
        DrawFirst => "Draw first, then let the true curve be shown: then its numbers stand here.",
            "Desenhe antes, depois mostre a curva verdadeira: então os números aparecem aqui.";
        Point => "Validation accuracy in epoch {n}", "Acurácia de validação na época {n}";
        Reveal => "Show the true curve", "Mostrar a curva verdadeira";
        Again => "Draw again", "Desenhar de novo";
        Distance => "Your curve is off by {distance} points on average.", "Sua curva erra {distance} pontos em média.";
        Curve => "Accuracy by epoch. Training: {training}. Drawn: {drawn}. Validation: {validation}.",
            "Acurácia por época. Treino: {training}. Desenhada: {drawn}. Validação: {validation}.";
        Hidden => "not shown yet", "ainda não mostrada";
        Training => "training", "treino";
        AxisEpoch => "epoch", "época";
        AxisAccuracy => "accuracy", "acurácia";
        Drawn => "drawn", "desenhada";
        Validation => "validation", "validação";
        Last => "Last epoch: training {training}, validation {validation}: {gap} points apart.",
            "Última época: treino {training}, validação {validation}: {gap} pontos de distância.";
        Best => "The validation loss is lowest in epoch {best}: {best_loss}. In the last epoch it is {loss}.",
            "A perda de validação é menor na época {best}: {best_loss}. Na última época é {loss}.";
        Above => "Validation above training is no mistake: dropout and augmentation act in training only, and training's mean is taken over the epoch, before its end.",
            "Validação acima do treino não é erro: dropout e aumento de dados agem só no treino, e a média do treino é tirada ao longo da época, antes do fim.";
        Split => "The notebook sets aside a fifth of the photos (test_size = 0.20) with a fixed seed (random_state = 42), so that the split is the same each time.",
            "O notebook separa um quinto das fotos (test_size = 0.20) com semente fixa (random_state = 42), para a separação ser sempre a mesma.";
        Leak => "The same photo on both sides makes validation look better than it is: the data page finds near-duplicates across the split.",
            "A mesma foto no treino e na validação faz a validação parecer melhor do que é: a página de dados acha fotos quase iguais entre os dois conjuntos.";
        LeakIs => "A small network has just learnt {n} drawings by heart. How many of the {n} validation photos are duplicates of them?",
            "Uma rede pequena acabou de decorar {n} desenhos. Quantas das {n} fotos de validação são duplicatas deles?";
        LeakAwaited => "A small network learns drawings by heart; its answers are being computed…",
            "Uma rede pequena decora desenhos; suas respostas estão sendo calculadas…";
        Duplicates => "Duplicates across the split", "Duplicatas entre treino e validação";
        Leaky => "Validation says {validation}. Of drawings that it has never seen, the network gets {truth} right.",
            "A validação diz {validation}. Dos desenhos nunca vistos, a rede acerta {truth}.";
        EndsAfter => "Training ends after epoch", "O treino termina depois da época";
        Ended => "Training {training}, validation {validation}, validation loss {loss}; the lowest so far was {best_loss} in epoch {best}.",
            "Treino {training}, validação {validation}, perda de validação {loss}; a mais baixa até aqui foi {best_loss} na época {best}.";
        Try => "A gap alone is not overfitting yet. From which epoch on does training longer cost validation?",
            "Só a distância ainda não é sobreajuste. A partir de qual época treinar mais custa à validação?";
        Yours => "Your run: training {training}, validation {validation}; best epoch {best} of {n}.",
            "Seu treino: treino {training}, validação {validation}; melhor época {best} de {n}.";
    }
}
