//! What the subcommands print in the terminal.

use super::phrases;

phrases! {
    /// A sentence of the command line. The bars' templates have indicatif's own places.
    CliText {
        Error => "error: {reason}", "erro: {reason}";
        NoWindow => "No window: {reason}. The built-in demonstration runs in the terminal instead.",
            "Sem janela: {reason}. A demonstração embutida roda no terminal em seu lugar.";
        CannotRead => "cannot read {file}: {reason}", "{file} não pode ser lido: {reason}";
        CannotWrite => "cannot write {file}: {reason}", "{file} não pode ser gravado: {reason}";
        CannotPrint => "cannot write to standard output: {reason}", "a saída padrão não pode ser gravada: {reason}";
        LogUnopened => "the log {file} cannot be opened: {reason}", "o registro {file} não pode ser aberto: {reason}";
        LogUnstarted => "the log cannot be started: {reason}", "o registro não pode ser iniciado: {reason}";
        LogLevel => "{variable} is \"{level}\"; set it to off, error, warn, info, debug or trace",
            "{variable} é \"{level}\"; use off, error, warn, info, debug ou trace";
        NoJson => "the result cannot be written as JSON: {reason}", "o resultado não pode ser escrito como JSON: {reason}";

        Demonstration => "This is the demonstration: it trains on drawings of cats and dogs made by this program.",
            "Esta é a demonstração: ela treina com desenhos de gatos e cachorros feitos por este programa.";
        NoInterrupt => "cannot listen for Ctrl-C: {reason}", "não é possível escutar Ctrl-C: {reason}";
        BarReading => "Reading photos {wide_bar} {human_pos}/{human_len}, {eta} left",
            "Lendo fotos {wide_bar} {human_pos}/{human_len}, faltam {eta}";
        BarEpoch => "Epoch {prefix} {wide_bar} {pos}/{len} {msg}", "Época {prefix} {wide_bar} {pos}/{len} {msg}";
        Reading => "Reading {n} photos", "Lendo {n} fotos";
        BarFeatures => "Pretrained network {wide_bar} {human_pos}/{human_len}, {eta} left",
            "Rede pré-treinada {wide_bar} {human_pos}/{human_len}, faltam {eta}";
        Features => "{n} photos go through the pretrained network, once", "{n} fotos passam pela rede pré-treinada, uma vez";
        PretrainedAdded => "Added. A configuration begins with it by this layer, on pixels from 0 to 255 (rescale: 1): {layer}",
            "Adicionada. Uma configuração começa com ela por esta camada, com pixels de 0 a 255 (rescale: 1): {layer}";
        PretrainedComes => "Pretrained(name: {name})  comes with the program, trained on ImageNet", "Pretrained(name: {name})  vem com o programa, treinada na ImageNet";
        RunPretrained => "{name} (not from scratch: {network})", "{name} (não do zero: {network})";
        Speed => "{speed} images/s", "{speed} imagens/s";
        Left => "{time} left", "faltam {time}";
        LeftInAll => "{time} left, {all} in all", "faltam {time}, {all} ao todo";
        LeftOut => "Left out: {name}: {reason}", "Deixada de fora: {name}: {reason}";
        LeftOutMany => "Left out: {n} photos, {name} among them: {reason}", "Deixadas de fora: {n} fotos, {name} entre elas: {reason}";
        LeftOutMore => "Left out: {n} more, see split.csv", "Deixadas de fora: mais {n}, veja split.csv";
        Classes => "{n} classes", "{n} classes";
        TrainingOn => "Training on {training} photos ({classes}), validating on {validation}; {parameters} parameters",
            "Treinando com {training} fotos ({classes}), validando com {validation}; {parameters} parâmetros";
        MemoryClose => "Memory may run out: this run needs about {needed}, and {available} are free; a smaller batch or network needs less",
            "A memória pode acabar: este treino precisa de cerca de {needed}, e há {available} livres; um lote ou uma rede menor precisa de menos";
        Resuming => "Going on after epoch {done} of {epochs}", "Continuando após a época {done} de {epochs}";
        RunFolder => "The run is in {folder}", "O treino está em {folder}";
        Epoch => "Epoch {epoch}/{epochs}: {metrics}, learning_rate {rate}, {time}, {speed} images/s",
            "Época {epoch}/{epochs}: {metrics}, learning_rate {rate}, {time}, {speed} imagens/s";
        EarlyStopping => "EarlyStopping: no better {monitor} for {n} epoch; the best was {best} in epoch {epoch}|EarlyStopping: no better {monitor} for {n} epochs; the best was {best} in epoch {epoch}",
            "EarlyStopping: {monitor} não melhora há {n} época; o melhor foi {best} na época {epoch}|EarlyStopping: {monitor} não melhora há {n} épocas; o melhor foi {best} na época {epoch}";
        WeightsRestored => "EarlyStopping: the weights of epoch {epoch} are back", "EarlyStopping: os pesos da época {epoch} estão de volta";
        RateLowered => "ReduceLROnPlateau: {monitor} does not improve; learning rate {old} -> {new}",
            "ReduceLROnPlateau: {monitor} não melhora; taxa de aprendizado {old} -> {new}";
        WeightsSaved => "ModelCheckpoint: weights saved as {file}", "ModelCheckpoint: pesos salvos como {file}";
        InvalidLoss => "TerminateOnNaN: the loss of batch {batch} in epoch {epoch} is not a finite number; a lower learning rate may help",
            "TerminateOnNaN: a perda do lote {batch} na época {epoch} não é um número finito; uma taxa de aprendizado menor pode ajudar";
        EarlyStoppingNoBest => "EarlyStopping: no better {monitor} for {n} epoch, since the first was not a number (NaN)|EarlyStopping: no better {monitor} for {n} epochs, since the first was not a number (NaN)",
            "EarlyStopping: {monitor} não melhora há {n} época, pois o primeiro não foi um número (NaN)|EarlyStopping: {monitor} não melhora há {n} épocas, pois o primeiro não foi um número (NaN)";
        InvalidTrainingLoss => "The loss of batch {batch} in epoch {epoch} is not a number (NaN or infinite): the network learns nothing any more; train it anew with a lower learning rate",
            "A perda do lote {batch} na época {epoch} não é um número (NaN ou infinita): a rede não aprende mais nada; treine-a de novo com uma taxa de aprendizado menor";
        InvalidValidationLoss => "The validation loss of epoch {epoch} is not a number (NaN or infinite); train the network anew with a lower learning rate",
            "A perda de validação da época {epoch} não é um número (NaN ou infinita); treine a rede de novo com uma taxa de aprendizado menor";
        LossWasInvalid => "The loss has not been a number (NaN or infinite) since epoch {epoch}; train the network anew with a lower learning rate",
            "A perda não é um número (NaN ou infinita) desde a época {epoch}; treine a rede de novo com uma taxa de aprendizado menor";
        NoBestEpoch => "There is no best epoch: no epoch had a loss that is a number, and the network can predict nothing",
            "Não há melhor época: nenhuma época teve uma perda que seja um número, e a rede não pode prever nada";
        WasFinishedByCallback => "The run is finished already: a callback ended it after epoch {epoch}",
            "O treino já está concluído: um callback o encerrou após a época {epoch}";
        FinishedByCallback => "The run is finished: a callback ended it after epoch {epoch} of {epochs}",
            "O treino está concluído: um callback o encerrou após a época {epoch} de {epochs}";
        WasFinished => "The run is finished already: epoch {epoch} of {epochs} is done",
            "O treino já está concluído: a época {epoch} de {epochs} terminou";
        Finished => "The run is finished: epoch {epoch} of {epochs} is done",
            "O treino está concluído: a época {epoch} de {epochs} terminou";
        BestEpoch => "Best epoch: {epoch} ({metrics})", "Melhor época: {epoch} ({metrics})";
        BarTest => "Test set {human_pos} of {human_len} photos {wide_bar} {eta}", "Conjunto de teste: {human_pos} de {human_len} fotos {wide_bar} {eta}";
        TestSet => "Test set: accuracy {accuracy}, loss {loss} ({n} photo, which neither trained the network nor chose its weights)|Test set: accuracy {accuracy}, loss {loss} ({n} photos, which neither trained the network nor chose its weights)",
            "Conjunto de teste: acurácia {accuracy}, perda {loss} ({n} foto, que não treinou a rede nem escolheu seus pesos)|Conjunto de teste: acurácia {accuracy}, perda {loss} ({n} fotos, que não treinaram a rede nem escolheram seus pesos)";
        TestSetNotEvaluated => "the test set was not evaluated: {reason}; later: bigode evaluate {folder} --set test",
            "o conjunto de teste não foi avaliado: {reason}; depois: bigode evaluate {folder} --set test";
        TestSetInterrupted => "the test set was not evaluated; later: bigode evaluate {folder} --set test",
            "o conjunto de teste não foi avaliado; depois: bigode evaluate {folder} --set test";
        TrainMore => "Train on: bigode train --resume {folder} --epochs {epochs}",
            "Treinar mais: bigode train --resume {folder} --epochs {epochs}";
        PredictNext => "Predict: bigode predict {folder} PHOTO...", "Prever: bigode predict {folder} FOTO...";
        StoppedBeforeFirstBatch => "Stopped before the first batch. Resume with: bigode train --resume {folder}",
            "Parado antes do primeiro lote. Continue com: bigode train --resume {folder}";
        StoppedWithinEpoch => "Stopped: epoch {epoch} of {epochs} is saved up to batch {batch}. Resume with: bigode train --resume {folder}",
            "Parado: a época {epoch} de {epochs} está salva até o lote {batch}. Continue com: bigode train --resume {folder}";
        Stopped => "Stopped: {n} of {epochs} epochs is saved. Resume with: bigode train --resume {folder}|Stopped: {n} of {epochs} epochs are saved. Resume with: bigode train --resume {folder}",
            "Parado: {n} de {epochs} épocas está salva. Continue com: bigode train --resume {folder}|Parado: {n} de {epochs} épocas estão salvas. Continue com: bigode train --resume {folder}";
        Failed => "The first {epoch} of {epochs} epochs are safe; go on later with: bigode train --resume {folder}",
            "As primeiras {epoch} de {epochs} épocas estão a salvo; continue depois com: bigode train --resume {folder}";

        NoTensorboard => "the event files for TensorBoard cannot be written, and the training goes on without them: {reason}", "os arquivos de eventos do TensorBoard não podem ser gravados, e o treino continua sem eles: {reason}";
        ExportWritten => "Written: {file}", "Gravado: {file}";
        ParityOnPhotos => "Read back: {n} photo of the run answered, largest difference of a probability {difference}|Read back: {n} photos of the run answered, largest difference of a probability {difference}",
            "Lido de volta: {n} foto do treino respondida, maior diferença de uma probabilidade {difference}|Lido de volta: {n} fotos do treino respondidas, maior diferença de uma probabilidade {difference}";
        ParityOnDrawings => "Read back: the run's photos are not there, so {n} built-in drawing was answered, largest difference of a probability {difference}|Read back: the run's photos are not there, so {n} built-in drawings were answered, largest difference of a probability {difference}",
            "Lido de volta: as fotos do treino não estão lá, então {n} desenho embutido foi respondido, maior diferença de uma probabilidade {difference}|Lido de volta: as fotos do treino não estão lá, então {n} desenhos embutidos foram respondidos, maior diferença de uma probabilidade {difference}";
        ImportedRun => "Imported as {folder}: {classes}", "Importado como {folder}: {classes}";
        ImportAssumed => "The file does not say how photos become its input; assumed: {pixels}. Say otherwise with --preprocessing",
            "O arquivo não diz como as fotos viram a entrada da rede; suposto: {pixels}. Diga outra coisa com --preprocessing";
        TrainImported => "Train on: bigode train --resume {folder} DATA", "Treinar mais: bigode train --resume {folder} DADOS";

        BarLabelled => "{spinner} {human_pos} photos labelled, {per_sec}", "{spinner} {human_pos} fotos rotuladas, {per_sec}";
        BarValidation => "{human_pos} of {human_len} validation photos {wide_bar} {eta}",
            "{human_pos} de {human_len} fotos de validação {wide_bar} {eta}";
        NovelPrediction => "{name}: {label} {share} (unlike the photos that the network was evaluated on: doubtful)",
            "{name}: {label} {share} (diferente das fotos com que a rede foi avaliada: duvidosa)";
        Unreadable => "left out: {reason}", "deixada de fora: {reason}";
        UnreadableMany => "left out: {n} photos, {name} among them: {reason}",
            "deixadas de fora: {n} fotos, {name} entre elas: {reason}";
        UnreadableNamed => "left out: {name}: {reason}", "deixada de fora: {name}: {reason}";
        NoPhotograph => "no photo could be read", "nenhuma foto pôde ser lida";
        Labelled => "{n} photos labelled in {file}", "{n} fotos rotuladas em {file}";
        ValidationFirst => "the run's validation photos are evaluated first, once, so that photos unlike them can be told",
            "as fotos de validação do treino são avaliadas primeiro, uma vez, para que se reconheçam fotos diferentes delas";
        NoveltyOfOthers => "unfamiliar photos are not told: those of the validation set are others by now",
            "fotos diferentes das de validação não são apontadas: as fotos de validação já são outras";
        NoNovelty => "unfamiliar photos are not told: {reason}",
            "fotos diferentes das de validação não são apontadas: {reason}";
        NoCalibration => "calibrated probabilities need the run's validation photos: {reason}",
            "probabilidades calibradas precisam das fotos de validação do treino: {reason}";
        NoTemperature => "the run has no validation photos to find a temperature by",
            "o treino não tem fotos de validação para encontrar uma temperatura";
        SubmissionClasses => "a submission is about the classes cat and dog, and this network tells {classes} apart",
            "uma submissão é sobre as classes cat e dog, e esta rede distingue {classes}";
        SubmissionTwice => "{one} and {other} have the same id {id}; a submission needs one photo for each",
            "{one} e {other} têm o mesmo id {id}; uma submissão precisa de uma foto para cada id";
        SubmissionName => "{name}: a submission's photos are named by numbers, such as 17.jpg, and this one is not",
            "{name}: as fotos de uma submissão têm números por nome, como 17.jpg, e esta não tem";
        SubmissionNumber => "{name}: its number is too large for an id", "{name}: seu número é grande demais para um id";

        BarPhotographs => "{human_pos} of {human_len} photos {wide_bar} {eta}", "{human_pos} de {human_len} fotos {wide_bar} {eta}";
        AtTemperature => "at a temperature of {t}", "com temperatura {t}";
        Scores => "{n} photos: loss {loss}, accuracy {accuracy}, expected calibration error {error}",
            "{n} fotos: perda {loss}, acurácia {accuracy}, erro de calibração esperado {error}";
        Class => "class", "classe";
        Precision => "precision", "precisão";
        Recall => "recall", "revocação";
        F1 => "f1", "f1";
        Support => "photos", "fotos";
        MostConfused => "most confused: the {n} largest of {all} pairs", "mais confundidas: os {n} maiores de {all} pares";
        Confusion => "confusion matrix: label (row), predicted (column)", "matriz de confusão: rótulo (linha), previsto (coluna)";

        NotInReport => "the validation photos are not in the report: {reason}",
            "as fotos de validação não estão no relatório: {reason}";
        NotInReportElsewhere => "the validation photos are not in the report: {reason} (or in the report itself: bigode report RUN_DIR DATA)",
            "as fotos de validação não estão no relatório: {reason} (ou no próprio relatório: bigode report RUN_DIR DATA)";
        ReportWritten => "The report is {file}", "O relatório é {file}";

        BarCovered => "{human_pos} of {human_len} places covered {wide_bar} {eta}", "{human_pos} de {human_len} lugares cobertos {wide_bar} {eta}";
        CannotExplain => "{file} cannot be explained: {reason}", "{file} não pode ser explicada: {reason}";
        NotAPicture => "the picture {file} cannot be made: {reason}", "a imagem {file} não pode ser feita: {reason}";
        NoClass => "there is no class {name}; the classes are {classes}", "não há a classe {name}; as classes são {classes}";
        NoConvolution => "there is no convolution {name}; the convolutions are {names}", "não há a convolução {name}; as convoluções são {names}";
        InputPicture => "what the network sees", "o que a rede vê";
        GradCam => "Grad-CAM of {layer} for {class} ({share})", "Grad-CAM de {layer} para {class} ({share})";
        Occlusion => "occlusion for {class}: up to {points} points lost (orange) or won (blue)",
            "oclusão para {class}: até {points} pontos perdidos (laranja) ou ganhos (azul)";
        FeatureMaps => "what {layer} makes of it", "o que {layer} faz dela";
        FirstFilters => "what the first convolution looks for", "o que a primeira convolução procura";

        BarExamined => "examining {pos} of {len} {wide_bar} {eta}", "examinando {pos} de {len} {wide_bar} {eta}";
        NotTrainable => "not ready for training: {reason}", "não serve para treinar: {reason}";
        Drawn => "{n} drawings of cats and dogs (not photos) in {folder}", "{n} desenhos de gatos e cachorros (não fotos) em {folder}";

        CacheHolds => "{n} file, {size}, in {folder}|{n} files, {size}, in {folder}",
            "{n} arquivo, {size}, em {folder}|{n} arquivos, {size}, em {folder}";
        CacheCleared => "{n} file, {size}, removed from {folder}|{n} files, {size}, removed from {folder}",
            "{n} arquivo, {size}, removido de {folder}|{n} arquivos, {size}, removidos de {folder}";
        CacheUsed => "used", "usado";
        CacheDamaged => "unfinished or damaged", "incompleto ou danificado";
        JustNow => "just now", "agora mesmo";
        MinutesAgo => "{n} min ago", "há {n} min";
        HoursAgo => "{n} h ago", "há {n} h";
        DaysAgo => "{n} days ago", "há {n} dias";

        MeasuringTraining => "measuring training …", "medindo o treino …";
        MeasuringInference => "measuring inference …", "medindo a inferência …";
        MeasuringPeak => "measuring the processor's peak …", "medindo o pico do processador …";
        MeasuringEpochs => "training two epochs …", "treinando duas épocas …";
        MeasuringPhases => "measuring each operation of a training step …", "medindo cada operação de um passo de treino …";
        PhasesHead =>
            "operations of a training step, with shares of the peak and of the memory's {speed} GB/s (each value read or written once)",
            "operações de um passo de treino, com partes do pico e dos {speed} GB/s da memória (cada valor lido ou escrito uma vez)";
        PhasesOperation => "operation", "operação";
        PhasesForward => "forward", "para a frente";
        PhasesBackward => "backward", "para trás";
        BenchTraining => "training, batch {n}", "treino, lote de {n}";
        BenchInference => "inference, batch {n}", "inferência, lote de {n}";
        BenchLatency => "one photo", "uma foto";
        BenchPeak => "processor's peak", "pico do processador";
        BenchShare => "training's share of it", "parte que o treino usa";
        CountedAsDirect =>
            "%, products counted as direct sums: it may exceed 100",
            "%, contando os produtos como somas diretas: pode passar de 100";
        BenchEpoch => "an epoch", "uma época";
        ImagesPerSecond => "images/s", "imagens/s";
        NoProducts => "the network has no products to learn", "a rede não tem produtos que aprender";
        NoEpoch => "no epoch was trained", "nenhuma época foi treinada";
        NoTemporaryFolder => "cannot make a temporary folder for the run: {reason}",
            "uma pasta temporária para o treino não pode ser criada: {reason}";

        ChecksPassed => "all {n} checks passed", "todas as {n} verificações passaram";
        ChecksFailed => "{failed} of {n} checks failed", "{failed} de {n} verificações falharam";
        CannotVerify => "{file}: cannot be read: {reason}", "{file}: não pode ser lido: {reason}";
        NotJson => "{file}: is not JSON: {reason}", "{file}: não é JSON: {reason}";
        OtherForm => "{file}: is JSON, but neither of the form of keras_semantics.json nor of network_*.json",
            "{file}: é JSON, mas não tem a forma de keras_semantics.json nem a de network_*.json";
        Unverified => "{file}: {reason}", "{file}: {reason}";

        NoRuns => "There are no runs in {folder}.", "Não há treinos em {folder}.";
        RunDate => "date", "data";
        RunState => "state", "estado";
        RunEpochs => "epochs", "épocas";
        RunLoss => "val_loss", "val_loss";
        RunAccuracy => "accuracy", "acurácia";
        RunName => "name", "nome";
        RunTraining => "training", "treinando";
        RunInterrupted => "interrupted", "interrompido";
        RunStopped => "stopped", "parado";
        RunImported => "imported", "importado";
        RunDone => "done", "concluído";
        RunFailed => "failed", "falhou";
        RunUnreadable => "cannot be read", "não pode ser lido";
    }
}
