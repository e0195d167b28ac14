//! The training page.

use super::phrases;

phrases! {
    /// The training page.
    TrainingText {
        Title => "Training", "Treino";
        Subtitle => "Each epoch shows every training photograph to the network once, then checks it on photographs it never learns from.",
            "Cada época mostra todas as fotos de treino à rede uma vez e depois a verifica com fotos das quais ela nunca aprende.";
        EmptyTitle => "No training yet", "Ainda não há treino";
        EmptyBody => "Here you will see accuracy and loss grow and fall while the network learns, and what its callbacks decide.",
            "Aqui você verá a acurácia e a perda mudarem enquanto a rede aprende, e o que os callbacks decidem.";
        ReadyTitle => "Ready to train", "Pronto para treinar";
        Ready => "{name} · {count} · {preset}", "{name} · {count} · {preset}";
        ReadyPhotographs => "{n} training photo|{n} training photos", "{n} foto de treino|{n} fotos de treino";
        ReadyTime => "about {time} an epoch", "cerca de {time} por época";
        ReadAgain => "Read again", "Ler de novo";
        EndedInterrupted => "This run was interrupted after {n} epoch. It can be resumed.|This run was interrupted after {n} epochs. It can be resumed.",
            "Este treino foi interrompido após {n} época. Ele pode ser retomado.|Este treino foi interrompido após {n} épocas. Ele pode ser retomado.";
        TrainedElsewhere => "Another window or terminal is training this run. Read it again to see how far it is.",
            "Outra janela ou terminal está fazendo este treino. Leia de novo para ver até onde ele foi.";
        CouldNotOpenRun => "The run could not be opened", "O treino não pôde ser aberto";
        Start => "Start training", "Iniciar o treino";
        StartAgain => "Train again", "Treinar de novo";
        Pause => "Pause", "Pausar";
        GoOn => "Go on", "Continuar";
        Stop => "Stop", "Parar";
        StopAfterEpoch => "Stop after this epoch", "Parar após esta época";
        StopsAfterEpoch => "stops after this epoch", "para após esta época";
        Resume => "Go on with this run", "Continuar este treino";
        PreparingData => "Reading and resizing photographs", "Lendo e redimensionando as fotos";
        StartingUp => "Preparing the network…", "Preparando a rede…";
        EpochProgress => "Progress of the epoch", "Progresso da época";
        Epoch => "Epoch", "Época";
        TrainingPass => "training", "treinando";
        Validating => "validating", "validando";
        TimeLeft => "{time} left", "faltam {time}";
        BestEpoch => "best: epoch {epoch}", "melhor: época {epoch}";
        Accuracy => "Accuracy", "Acurácia";
        Loss => "Loss", "Perda";
        LearningRate => "Learning rate", "Taxa de aprendizado";
        SeriesTraining => "training", "treino";
        SeriesValidation => "validation", "validação";
        SeriesBatches => "running epoch", "época atual";
        MarkBest => "best epoch", "melhor época";
        MarkRate => "lower rate", "taxa reduzida";
        MarkStop => "stop", "parada";
        MarkChosen => "chosen event", "evento escolhido";
        UnderCursor => "Epoch {epoch}", "Época {epoch}";
        PlotWaiting => "The first point comes with the first whole epoch.", "O primeiro ponto chega com a primeira época completa.";
        AccuracyDescription => "Accuracy after epoch {epoch}: training {training}, validation {validation}",
            "Acurácia após a época {epoch}: treino {training}, validação {validation}";
        LossDescription => "Loss after epoch {epoch}: training {training}, validation {validation}",
            "Perda após a época {epoch}: treino {training}, validação {validation}";
        RateDescription => "Learning rate in epoch {epoch}: {rate}", "Taxa de aprendizado na época {epoch}: {rate}";
        Callbacks => "Callbacks", "Callbacks";
        CallbacksNone => "This experiment has no callbacks.", "Este experimento não tem callbacks.";
        CallbackWaiting => "waits for the first epoch", "aguarda a primeira época";
        EarlyStoppingState => "{wait} of {patience} · best {monitor} {best} at epoch {epoch}",
            "{wait} de {patience} · melhor {monitor} {best} na época {epoch}";
        NoNumberState => "{wait} of {patience} · {monitor} was not a number (NaN)", "{wait} de {patience} · {monitor} não foi um número (NaN)";
        InvalidTrainingLoss => "Since batch {batch} of epoch {epoch} the loss is not a number (NaN or infinite): the network learns nothing any more. Train it anew with a lower learning rate.",
            "Desde o lote {batch} da época {epoch} a perda não é um número (NaN ou infinita): a rede não aprende mais nada. Treine-a de novo com uma taxa de aprendizado menor.";
        InvalidLoss => "In epoch {epoch} the loss is not a number (NaN or infinite). Train the network anew with a lower learning rate.",
            "Na época {epoch} a perda não é um número (NaN ou infinita). Treine a rede de novo com uma taxa de aprendizado menor.";
        ReduceState => "{wait} of {patience} · best {monitor} {best}", "{wait} de {patience} · melhor {monitor} {best}";
        Cooldown => "cooldown: {n} epoch left|cooldown: {n} epochs left", "pausa: falta {n} época|pausa: faltam {n} épocas";
        Watches => "watches every batch", "observa cada lote";
        Writes => "writes {file}", "grava {file}";
        Events => "Events", "Eventos";
        EventsNone => "Nothing has happened yet.", "Nada aconteceu ainda.";
        EventImproved => "Epoch {epoch}: {monitor} improved to {value}", "Época {epoch}: {monitor} melhorou para {value}";
        EventStopped => "Epoch {epoch}: EarlyStopping ends the training; {monitor} has not improved for {wait} epochs",
            "Época {epoch}: EarlyStopping encerra o treino; {monitor} não melhora há {wait} épocas";
        EventRate => "Epoch {epoch}: learning rate {old} → {new}", "Época {epoch}: taxa de aprendizado {old} → {new}";
        EventRestored => "The weights of epoch {epoch} were put back", "Os pesos da época {epoch} foram restaurados";
        EventSaved => "Epoch {epoch}: wrote {file}", "Época {epoch}: gravou {file}";
        EventNotFinite => "Epoch {epoch}, batch {batch}: the loss is not a finite number",
            "Época {epoch}, lote {batch}: a perda não é um número finito";
        Table => "Epochs", "Épocas";
        ColumnRate => "rate", "taxa";
        ColumnSeconds => "seconds", "segundos";
        ColumnSpeed => "img/s", "img/s";
        SaveHistory => "Save as CSV…", "Salvar como CSV…";
        Finished => "Training has finished", "O treino terminou";
        EndedCompleted => "All {epochs} epochs are done. The best was epoch {best}: {accuracy}. See next where it is right and where it is wrong.",
            "As {epochs} épocas terminaram. A melhor foi a {best}: {accuracy}. Agora veja onde ela acerta e onde erra.";
        EndedByCallback => "A callback ended the training after epoch {epochs}. The best was epoch {best}: {accuracy}. See next where it is right and where it is wrong.",
            "Um callback encerrou o treino após a época {epochs}. A melhor foi a {best}: {accuracy}. Agora veja onde ela acerta e onde erra.";
        EndedNoBest => "The training ended after epoch {epochs}. No epoch is the best, since no loss was a number.",
            "O treino terminou após a época {epochs}. Nenhuma época é a melhor, pois nenhuma perda foi um número.";
        EndedStopped => "You stopped the training; {n} whole epoch is kept. You can go on with it, or see the results.|You stopped the training; {n} whole epochs are kept. You can go on with it, or see the results.",
            "Você parou o treino; {n} época completa está guardada. Você pode continuar ou ver os resultados.|Você parou o treino; {n} épocas completas estão guardadas. Você pode continuar ou ver os resultados.";
        EndedStoppedEarly => "You stopped the training before its first epoch was whole. You can go on with it.",
            "Você parou o treino antes de completar a primeira época. Você pode continuar.";
        EndedByFailure => "The training failed; what was saved is kept", "O treino falhou; o que foi salvo está guardado";
        CouldNotStart => "The training could not start", "O treino não pôde começar";
        Drawings => "These are drawings, made by the program: a first try, not a measure of what a network can do with photographs.",
            "Estes são desenhos feitos pelo programa: um primeiro teste, não uma medida do que uma rede faz com fotos.";
        Folder => "Saved in {path}", "Salvo em {path}";
        LeftOut => "{n} file could not be used|{n} files could not be used", "{n} arquivo não pôde ser usado|{n} arquivos não puderam ser usados";
        Counts => "{training} for training · {validation} for validation", "{training} para treino · {validation} para validação";
        NextResults => "See the results", "Ver os resultados";
        NextPrediction => "Classify photographs", "Classificar fotos";
    }
}
