//! The lesson on callbacks.

use crate::text::phrases;

phrases! {
    /// The lesson on callbacks.
    CallbacksText {
        Title => "EarlyStopping, ReduceLROnPlateau", "EarlyStopping, ReduceLROnPlateau";
        Claim => "Callbacks read the curve after each epoch and act by rule.",
            "Os callbacks leem a curva depois de cada época e agem por regra.";
        Ask => "The curve is a recorded run on the drawings. With patience {patience} in place of {usual}, in which epoch does EarlyStopping end it?",
            "A curva é de um treino gravado nos desenhos. Com paciência {patience} em vez de {usual}, em que época o EarlyStopping o encerra?";
        Epoch => "In epoch {n}", "Na época {n}";
        TooEarly => "Patience is not the number of epochs: it is how many epochs in a row may pass without a new best. Here that happens after epoch {best}.",
            "Paciência não é o número de épocas: é quantas épocas seguidas podem passar sem um novo melhor valor. Aqui isso acontece depois da época {best}.";
        AtBest => "Epoch {best} is the best of those seen. Only the {patience} epochs after it show that nothing better follows.",
            "A época {best} é a melhor entre as vistas. Só as {patience} épocas seguintes mostram que nada melhor vem depois.";
        AtStop => "Epoch {best} is the best so far, and epochs up to {stop} bring nothing better: that is {patience} in a row. Its weights are kept only with restore_best_weights.",
            "A época {best} é a melhor até ali, e até a época {stop} nada melhora: são {patience} seguidas. Seus pesos só ficam com restore_best_weights.";
        Later => "That is where patience {usual} ends it. The counter starts again at each new best, so less patience can end it much earlier.",
            "É onde a paciência {usual} o encerra. O contador recomeça a cada novo melhor valor, e menos paciência pode encerrar bem antes.";
        Own => "The curve is that of your run.", "A curva é a do seu treino.";
        Recorded => "The curve is that of a recorded run on 800 drawings; train one, and yours stands here.",
            "A curva é de um treino gravado em 800 desenhos; treine uma vez, e a sua aparece aqui.";
        OwnLater => "The curve is that of a recorded run on 800 drawings. Once the question is answered, that of your run stands here.",
            "A curva é de um treino gravado em 800 desenhos. Depois da resposta, a do seu treino aparece aqui.";
        Patience => "EarlyStopping: patience", "EarlyStopping: paciência (patience)";
        PlateauPatience => "ReduceLROnPlateau: patience", "ReduceLROnPlateau: paciência (patience)";
        FactorOf => "ReduceLROnPlateau: factor", "ReduceLROnPlateau: fator (factor)";
        LeastRateOf => "ReduceLROnPlateau: min_lr", "ReduceLROnPlateau: min_lr";
        Monitor => "Both monitor", "Ambos monitoram";
        Stopped => "EarlyStopping ends the run in epoch {epoch}; the best epoch is {best}.",
            "O EarlyStopping encerra o treino na época {epoch}; a melhor época é a {best}.";
        RunsOn => "EarlyStopping does not end the run in these {n} epochs; the best is {best}.",
            "O EarlyStopping não encerra o treino nestas {n} épocas; a melhor é a {best}.";
        Lowered => "ReduceLROnPlateau lowers η {n} time, to {rate}.|ReduceLROnPlateau lowers η {n} times, to {rate}.",
            "O ReduceLROnPlateau diminui η {n} vez, até {rate}.|O ReduceLROnPlateau diminui η {n} vezes, até {rate}.";
        Curve => "{monitor} by epoch, and below it a dot for each epoch without improvement: {waits}",
            "{monitor} por época, e abaixo um ponto para cada época sem melhora: {waits}";
        Wait => "epoch {epoch}: {value}, wait {wait}", "época {epoch}: {value}, espera {wait}";
        Best => "best epoch", "melhor época";
        Value => "seen by the callbacks", "visto pelos callbacks";
        AxisEpoch => "epoch", "época";
        Recording => "recorded", "gravado";
        Waits => "epochs without improvement", "épocas sem melhora";
        Honest => "The curve stays the recorded one. After the first changed decision a true run would give another.",
            "A curva continua a gravada. Depois da primeira decisão mudada, um treino de verdade daria outra.";
        Rate => "learning rate", "taxa de aprendizado";
        Factor => "factor", "fator (factor)";
        LeastRate => "min_lr: the lowest rate", "min_lr: a menor taxa";
        Reductions => "From η = {rate} it takes {n} reductions to min_lr.", "De η = {rate} são {n} reduções até min_lr.";
        ValAcc => "The notebook monitors 'val_acc'. Since Keras 2.3 the metric is called val_accuracy: under the old name the callback only warns, and never acts.",
            "O notebook monitora 'val_acc'. Desde o Keras 2.3 a métrica se chama val_accuracy: com o nome antigo o callback só avisa, e nunca age.";
        Try => "Which patience stops just after the best epoch of the whole curve, and no earlier?",
            "Qual paciência para logo depois da melhor época da curva inteira, e não antes?";
        Yours => "Your run's callbacks reported {n} time. The training page marks each decision over its epoch.|Your run's callbacks reported {n} times. The training page marks each decision over its epoch.",
            "Os callbacks do seu treino relataram {n} vez. A página de treino marca cada decisão sobre sua época.|Os callbacks do seu treino relataram {n} vezes. A página de treino marca cada decisão sobre sua época.";
    }
}
