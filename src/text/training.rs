//! The training page.

use super::phrases;

phrases! {
    /// The training page.
    TrainingText {
        Title => "Training", "Treino";
        Subtitle => "Each epoch shows every training photo to the network once, then checks it on photos it never learns from.",
            "Cada época mostra todas as fotos de treino à rede uma vez e depois a verifica com fotos das quais ela nunca aprende.";
        EmptyTitle => "No training yet", "Ainda não há treino";
        EmptyBody => "Here you will see accuracy and loss grow and fall while the network learns, and what its callbacks decide.",
            "Aqui você verá a acurácia e a perda mudarem enquanto a rede aprende, e o que os callbacks decidem.";
        ReadyTitle => "Ready to train", "Pronto para treinar";
        Ready => "{name} · {count} · {preset}", "{name} · {count} · {preset}";
        ReadyPhotographs => "{n} training photo|{n} training photos", "{n} foto de treino|{n} fotos de treino";
        ReadyWhole => "about {whole} for {epochs} epochs", "cerca de {whole} para {epochs} épocas";
        ReadyTime => "about {time} an epoch, {whole} for {epochs} epochs",
            "cerca de {time} por época, {whole} para {epochs} épocas";
        PlannedRate => "planned", "planejada";
        ReadAgain => "Read again", "Ler de novo";
        EndedInterrupted => "This run was interrupted after {n} epoch. It can be resumed.|This run was interrupted after {n} epochs. It can be resumed.",
            "Este treino foi interrompido após {n} época. Ele pode ser retomado.|Este treino foi interrompido após {n} épocas. Ele pode ser retomado.";
        TrainedElsewhere => "Another window or terminal is training this run. Read it again to see how far it is.",
            "Outra janela ou terminal está fazendo este treino. Leia de novo para ver até onde ele foi.";
        CouldNotOpenRun => "The run could not be opened", "O treino não pôde ser aberto";
        Start => "Start training", "Iniciar o treino";
        StartAgain => "Train again", "Treinar de novo";
        Pause => "Pause", "Pausar";
        GoOn => "Resume", "Retomar";
        Stop => "Stop", "Parar";
        StopAfterEpoch => "Stop after this epoch", "Parar após esta época";
        StopsAfterEpoch => "Stopping after this epoch…", "Parando no fim da época…";
        Resume => "Resume this run", "Retomar este treino";
        PreparingData => "Reading and resizing photos", "Lendo e redimensionando as fotos";
        PreparingFeatures => "Photos go through the pretrained network, once", "As fotos passam pela rede pré-treinada, uma vez";
        StartingUp => "Preparing the network…", "Preparando a rede…";
        EpochProgress => "Progress of the epoch", "Progresso da época";
        Epoch => "Epoch", "Época";
        TrainingPass => "training", "treinando";
        Validating => "validating", "validando";
        TimeLeft => "{time} left", "faltam {time}";
        EpochAccuracy => "epoch {epoch}: {accuracy}", "época {epoch}: {accuracy}";
        BestByValidation => "best by validation loss ({loss}): epoch {epoch}, {accuracy}", "melhor pela perda de validação ({loss}): época {epoch}, {accuracy}";
        BestByTraining => "best by training loss ({loss}): epoch {epoch}, {accuracy}", "melhor pela perda de treino ({loss}): época {epoch}, {accuracy}";
        BestExplained => "The weights of the epoch with the lowest validation loss are kept: the loss also tells how sure the network is, which the accuracy does not.",
            "São guardados os pesos da época com a menor perda de validação: a perda também diz o quanto a rede tem certeza, o que a acurácia não diz.";
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
        PatienceState => "{kind}: {wait} of {patience} epochs without improvement", "{kind}: {wait} de {patience} épocas sem melhora";
        AtLeastRate => "{kind}: at the least rate, {rate}", "{kind}: na menor taxa, {rate}";
        BestMonitored => "best {monitor} so far: {best}", "melhor {monitor} até agora: {best}";
        NoNumberState => "{wait} of {patience} · {monitor} was not a number (NaN)", "{wait} de {patience} · {monitor} não foi um número (NaN)";
        InvalidTrainingLoss => "Since batch {batch} of epoch {epoch} the loss is not a number (NaN or infinite): the network learns nothing any more. Train it anew with a lower learning rate.",
            "Desde o lote {batch} da época {epoch} a perda não é um número (NaN ou infinita): a rede não aprende mais nada. Treine-a de novo com uma taxa de aprendizado menor.";
        NotNumbersTitle => "This run’s predictions are not numbers (NaN)", "As previsões deste treino não são números (NaN)";
        NotNumbersBody => "Its loss has not been a number since epoch {epoch}, so no weights can be used. Edit the run as a new experiment and train it with a lower learning rate, or open another run.",
            "Sua perda não é um número desde a época {epoch}, e por isso nenhum peso pode ser usado. Edite o treino como um novo experimento e treine-o com uma taxa de aprendizado menor, ou abra outro treino.";
        LostWeightsTitle => "This run’s weights are missing", "Faltam os pesos deste treino";
        LostWeightsBody => "{file} is not in its folder, {folder}, so no photo can be evaluated or classified with it. Its curves are on the training page.",
            "{file} não está na sua pasta, {folder}, e por isso nenhuma foto pode ser avaliada ou classificada com ele. Suas curvas estão na página do treino.";
        InvalidLoss => "In epoch {epoch} the loss is not a number (NaN or infinite). Train the network anew with a lower learning rate.",
            "Na época {epoch} a perda não é um número (NaN ou infinita). Treine a rede de novo com uma taxa de aprendizado menor.";
        Cooldown => "cooldown: {n} epoch left|cooldown: {n} epochs left", "pausa: falta {n} época|pausa: faltam {n} épocas";
        Watches => "watches every batch", "observa cada lote";
        Writes => "writes {file}", "grava {file}";
        Events => "Events", "Eventos";
        EventMarks => "Mark this epoch in the plots", "Marcar esta época nos gráficos";
        EventsNone => "Nothing has happened yet.", "Nada aconteceu ainda.";
        EventsNever => "No events.", "Nenhum evento.";
        EventImproved => "Epoch {epoch}: {monitor} improved to {value}", "Época {epoch}: {monitor} melhorou para {value}";
        EventStopped => "Epoch {epoch}: EarlyStopping ends the training; {monitor} has not improved for {wait} epochs",
            "Época {epoch}: EarlyStopping encerra o treino; {monitor} não melhora há {wait} épocas";
        EventRate => "Epoch {epoch}: learning rate {old} → {new}", "Época {epoch}: taxa de aprendizado {old} → {new}";
        EventRestored => "The weights of epoch {epoch} were restored", "Os pesos da época {epoch} foram restaurados";
        EventSaved => "Epoch {epoch}: wrote {file}", "Época {epoch}: gravou {file}";
        EventNotFinite => "Epoch {epoch}, batch {batch}: the loss is not a finite number",
            "Época {epoch}, lote {batch}: a perda não é um número finito";
        Table => "Epochs", "Épocas";
        ColumnRate => "rate", "taxa";
        ColumnSeconds => "seconds", "segundos";
        ColumnSpeed => "img/s", "img/s";
        SaveHistory => "Save as CSV…", "Salvar como CSV…";
        Finished => "Training has finished", "O treino terminou";
        EndedCompleted => "All {epochs} epochs are done; {best}.", "As {epochs} épocas terminaram; {best}.";
        EndedByCallback => "A callback ended the training after epoch {epochs}; {best}.", "Um callback encerrou o treino após a época {epochs}; {best}.";
        EndedNoBest => "The training ended after epoch {epochs}. No epoch is the best, since no loss was a number.",
            "O treino terminou após a época {epochs}. Nenhuma época é a melhor, pois nenhuma perda foi um número.";
        EndedStopped => "You stopped the training; {n} whole epoch is kept. You can resume it, or see the results.|You stopped the training; {n} whole epochs are kept. You can resume it, or see the results.",
            "Você parou o treino; {n} época completa está guardada. Você pode retomá-lo ou ver os resultados.|Você parou o treino; {n} épocas completas estão guardadas. Você pode retomá-lo ou ver os resultados.";
        EndedStoppedWithinEpoch => "You stopped the training; epoch {epoch} is saved up to batch {batch}. You can resume it from there.",
            "Você parou o treino; a época {epoch} está salva até o lote {batch}. Você pode retomá-lo dali.";
        EndedStoppedEarly => "You stopped the training before its first batch. You can resume it.",
            "Você parou o treino antes do primeiro lote. Você pode retomá-lo.";
        EndedByFailure => "The training failed; what was saved is kept", "O treino falhou; o que foi salvo está guardado";
        CouldNotStart => "The training could not start", "O treino não pôde começar";
        TestNotEvaluated => "not evaluated: {reason}", "não avaliado: {reason}";
        Drawings => "These are drawings, made by the program: for practice; real photos are harder.",
            "Estes são desenhos feitos pelo programa: para experimentar; com fotos reais é mais difícil.";
        Folder => "Saved in {path}", "Salvo em {path}";
        LeftOut => "{n} file could not be used|{n} files could not be used", "{n} arquivo não pôde ser usado|{n} arquivos não puderam ser usados";
        Counts => "{training} for training · {validation} for validation", "{training} para treino · {validation} para validação";
        LogLoss => "logarithmic", "logarítmica";
        ZoomIn => "Fewer epochs", "Menos épocas";
        ZoomOut => "More epochs", "Mais épocas";
        WholeRun => "Whole run", "Treino inteiro";
        ShowAlone => "{plot} alone in the window", "{plot} sozinha na janela";
        ShowAll => "Back to all plots (Esc)", "Voltar a todos os gráficos (Esc)";
        PlotHint => "Double click: alone in the window. Ctrl and wheel: fewer or more epochs. Drag: move.",
            "Clique duplo: sozinho na janela. Ctrl e roda: menos ou mais épocas. Arrastar: mover.";
        EventFiles => "Event files for TensorBoard", "Arquivos de eventos para o TensorBoard";
        EventFilesExplained => "After each epoch: curves, augmented photos and the confusion matrix, in the folder tensorboard of the run. The command tensorboard --logdir shows them.",
            "Após cada época: curvas, fotos aumentadas e a matriz de confusão, na pasta tensorboard do treino. O comando tensorboard --logdir os mostra.";
        NoEventFiles => "The event files for TensorBoard cannot be written; the training goes on without them",
            "Os arquivos de eventos para o TensorBoard não podem ser gravados; o treino continua sem eles";
        NextResults => "See the results", "Ver os resultados";
        NextPrediction => "Classify photos", "Classificar fotos";
    }
}
