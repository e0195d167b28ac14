//! The window's frame: steps, commands, notices, settings.

use super::phrases;

phrases! {
    /// The frame around the pages.
    ShellText {
        Bigode => "Bigode", "Bigode";
        Data => "Data", "Dados";
        Augmentation => "Augmentation", "Aumento de dados";
        Network => "Network", "Rede";
        Training => "Training", "Treino";
        Results => "Results", "Resultados";
        Prediction => "Prediction", "Previsão";
        Runs => "Runs", "Treinos";
        Learn => "Learn", "Aprender";
        Steps => "Steps", "Etapas";
        Photographs => "{n} photo|{n} photos", "{n} foto|{n} fotos";
        Drawings => "{n} drawing|{n} drawings", "{n} desenho|{n} desenhos";
        BuiltInDrawings => "Built-in drawings", "Desenhos embutidos";
        Preset => "preset “{name}”", "predefinição “{name}”";
        PresetEdited => "preset “{name}”, edited", "predefinição “{name}”, editada";
        AugmentationReplaced => "The preset’s augmentation has taken the place of yours. Undo brings yours back.",
            "O aumento de dados da predefinição tomou o lugar do seu. Desfazer traz o seu de volta.";
        Experiment => "Experiment", "Experimento";
        ExperimentTitle => "Experiment: {name}", "Experimento: {name}";
        RunTitle => "Run: {name}", "Treino: {name}";
        BestEpochOf => "best epoch {best} of {epochs}", "melhor época {best} de {epochs}";
        WasInterrupted => "Interrupted:", "Interrompido:";
        HasEnded => "Ended:", "Terminado:";
        ShowRun => "Show this run", "Mostrar este treino";
        InterruptedAt => "interrupted, {n} epoch|interrupted, {n} epochs", "interrompido, {n} época|interrompido, {n} épocas";
        TrainedElsewhere => "training elsewhere", "em outra janela";
        EvaluatedOthers => "evaluated", "avaliado";
        BackToExperiment => "Back to the experiment", "Voltar ao experimento";
        EditAsExperiment => "Edit as a new experiment", "Editar como novo experimento";
        NeedsShownRun => "No run is shown", "Nenhum treino está aberto";
        NeedsCurrentPredictions => "Some photos were classified by earlier weights; classify them again first",
            "Algumas fotos foram classificadas por pesos anteriores; classifique-as de novo primeiro";
        NoData => "No photos yet", "Ainda sem fotos";
        ClassesAndPhotographs => "{n} class · {photos}|{n} classes · {photos}", "{n} classe · {photos}|{n} classes · {photos}";
        VariationsOn => "{n} of {all} on", "{n} de {all} ativas";
        Weights => "{n} weights", "{n} pesos";
        ValueWrong => "invalid value", "valor inválido";
        NotBuildable => "cannot be built", "não pode ser montada";
        NotStarted => "not started", "não iniciado";
        Preparing => "preparing", "preparando";
        EpochOf => "epoch {epoch} of {epochs}", "época {epoch} de {epochs}";
        Paused => "paused", "pausado";
        Stopping => "stopping", "parando";
        FinishedAt => "finished, {n} epoch|finished, {n} epochs", "concluído, {n} época|concluído, {n} épocas";
        StoppedAt => "stopped at {epoch} of {epochs}", "parado em {epoch} de {epochs}";
        StoppingIn => "stopping, {time} left", "parando, {time}";
        Failed => "failed", "falhou";
        NotEvaluated => "not evaluated yet", "ainda sem avaliação";
        Evaluating => "evaluating photos", "avaliando fotos";
        EvaluatedAccuracy => "accuracy {n}", "acurácia {n}";
        PredictionsWait => "{n} photo waits|{n} photos wait", "{n} foto espera|{n} fotos esperam";
        NothingPredicted => "no photos yet", "nenhuma foto ainda";
        Predicted => "{n} photo|{n} photos", "{n} foto|{n} fotos";
        Next => "Next: {step}", "Próximo: {step}";
        Ready => "Ready", "Pronto";
        Menu => "Menu", "Menu";
        MenuFile => "File", "Arquivo";
        MenuEdit => "Edit", "Editar";
        MenuGo => "Go to", "Ir para";
        MenuView => "View", "Exibir";

        OpenFolder => "Open a folder…", "Abrir uma pasta…";
        NewList => "New data set…", "Novo conjunto de dados…";
        ListOpen => "Make a list of these photos…", "Fazer uma lista destas fotos…";
        AddPhotographs => "Add photos to the list…", "Adicionar fotos à lista…";
        AddFolder => "Add a folder’s photos to the list…", "Adicionar as fotos de uma pasta à lista…";
        RemoveFromList => "Take the chosen photos off the list", "Tirar da lista as fotos escolhidas";
        ReadAgain => "Read the photos again", "Ler as fotos de novo";
        ExcludeDuplicates => "Keep one of each group of duplicates, exclude the others", "Ficar com uma de cada grupo de duplicadas, excluir as outras";
        NeedsList => "This works on a list of photos that was made here, on the data page", "Isto vale para uma lista de fotos feita aqui, na página de dados";
        NeedsFiles => "Open a folder of photos first", "Abra primeiro uma pasta de fotos";
        NeedsDuplicates => "No duplicates are known yet", "Ainda não se conhece nenhuma foto duplicada";
        OpenZip => "Open a zip or CSV file…", "Abrir um arquivo zip ou CSV…";
        UseDrawings => "Use the built-in drawings", "Usar os desenhos embutidos";
        TrainDrawings => "Train on the built-in drawings", "Treinar com os desenhos embutidos";
        OpenRun => "Open a run…", "Abrir um treino…";
        ResumeRun => "Resume a run…", "Retomar um treino…";
        PastePicture => "Paste a picture", "Colar uma imagem";
        ExportRun => "Export a run…", "Exportar um treino…";
        ImportNetwork => "Import a network…", "Importar uma rede…";
        NeedsTrainedRun => "Choose a run that has been trained", "Escolha um treino que já tenha treinado";
        OpenConfig => "Open an experiment…", "Abrir um experimento…";
        FilesOfPhotos => "Photos in a zip or listed in a CSV", "Fotos em um zip ou listadas em um CSV";
        FilesOfExperiments => "Experiments (.ron)", "Experimentos (.ron)";
        FilesOfNetworks => "Networks (.keras, .h5, .safetensors)", "Redes (.keras, .h5, .safetensors)";
        FilesOfChanges => "Changes to labels (.csv)", "Alterações de rótulos (.csv)";
        SaveConfig => "Save the experiment…", "Salvar o experimento…";
        OpenOverlay => "Open changes to photos (CSV)…", "Abrir alterações das fotos (CSV)…";
        KeepOverlay => "Keep the changes in another file…", "Guardar as alterações em outro arquivo…";
        Quit => "Quit", "Sair";
        Undo => "Undo", "Desfazer";
        Redo => "Redo", "Refazer";
        GiveLabel => "Give another label", "Dar outro rótulo";
        Exclude => "Exclude the photo, or use it again", "Excluir a foto, ou voltar a usá-la";
        Flag => "Mark as doubtful, or no longer", "Marcar como duvidosa, ou desmarcar";
        TakeBack => "Revert the change to this photo", "Desfazer a alteração desta foto";
        FindDuplicates => "Find duplicates", "Procurar fotos duplicadas";
        StartTraining => "Start training", "Iniciar o treino";
        PauseOrResume => "Pause or go on", "Pausar ou continuar";
        StopTraining => "Stop now", "Parar agora";
        StopAfterEpoch => "Stop after this epoch", "Parar após esta época";
        TrainAgain => "Train again with these changes", "Treinar de novo com estas alterações";
        AddRuns => "Add a folder of runs…", "Adicionar uma pasta de treinos…";
        RefreshRuns => "Look for runs again", "Procurar treinos de novo";
        DeleteRun => "Move the selected run to the trash", "Mover o treino selecionado para a lixeira";
        RestoreRun => "Restore the deleted run", "Restaurar o treino excluído";
        CompareChosen => "Compare the chosen runs", "Comparar os treinos escolhidos";
        ComparePhotographs => "Compare photo by photo", "Comparar foto por foto";
        CloseComparison => "Close the comparison", "Fechar a comparação";
        CompareRuns => "Compare two runs", "Comparar dois treinos";
        SaveHistory => "Save the history as CSV…", "Salvar o histórico como CSV…";
        SavePlotsPng => "Save the plots as PNG…", "Salvar os gráficos como PNG…";
        SavePlotsSvg => "Save the plots as SVG…", "Salvar os gráficos como SVG…";
        EvaluateFolder => "Evaluate a labelled folder…", "Avaliar uma pasta rotulada…";
        FindPhotographs => "Locate photos…", "Localizar as fotos…";
        WriteReport => "Write the run’s report…", "Escrever o relatório do treino…";
        FindArchive => "Locate the photos’ zip or CSV…", "Localizar o zip ou CSV das fotos…";
        ExportResults => "Export the evaluated photos as CSV…", "Exportar as fotos avaliadas como CSV…";
        SaveCurvesPng => "Save the curves as PNG…", "Salvar as curvas como PNG…";
        SaveCurvesSvg => "Save the curves as SVG…", "Salvar as curvas como SVG…";
        ClassifyPhotographs => "Classify photos…", "Classificar fotos…";
        ClassifyFolder => "Classify a folder…", "Classificar uma pasta…";
        ExportPredictions => "Export the predictions as CSV…", "Exportar as previsões como CSV…";
        ClearPredictions => "Clear the predictions", "Limpar as previsões";
        GoData => "Go to data", "Ir para os dados";
        GoAugmentation => "Go to augmentation", "Ir para o aumento de dados";
        GoNetwork => "Go to network", "Ir para a rede";
        GoTraining => "Go to training", "Ir para o treino";
        GoResults => "Go to results", "Ir para os resultados";
        GoPrediction => "Go to prediction", "Ir para a previsão";
        GoRuns => "Go to runs", "Ir para os treinos";
        GoLearn => "Go to the lessons", "Ir para as lições";
        FullView => "Full view of the lesson", "Lição em tela cheia";
        SwitchLanguage => "Mudar para português", "Switch to English";
        SwitchTheme => "Switch between dark and light", "Alternar entre escuro e claro";
        FollowSystemTheme => "Follow the system’s theme", "Seguir o tema do sistema";
        LargerText => "Larger text", "Texto maior";
        SmallerText => "Smaller text", "Texto menor";
        UsualText => "Usual text size", "Texto de tamanho normal";
        SwitchMotion => "Reduce motion", "Reduzir animações";
        ShowNotices => "Show notices", "Mostrar avisos";
        ShowPalette => "Find a command…", "Procurar um comando…";
        ShowKeys => "Show the keys", "Mostrar as teclas";
        KeysTitle => "Keys", "Teclas";
        KeysArrows => "Arrow keys", "Setas";
        KeysArrowsDo => "Move the choice in a grid or a table of photos", "Movem a escolha em uma grade ou tabela de fotos";
        KeysTab => "Tab, Shift+Tab", "Tab, Shift+Tab";
        KeysTabDo => "Go to the next or the previous control", "Vão para o próximo controle ou o anterior";
        KeysPaste => "Ctrl+V", "Ctrl+V";
        KeysPasteDo => "Opens copied files, paths or a picture, as if they were dropped",
            "Abre arquivos copiados, caminhos ou uma imagem, como se tivessem sido soltos";
        KeysEscape => "Esc", "Esc";
        KeysEscapeDo => "Closes what is open over the page", "Fecha o que está aberto sobre a página";
        KeysTerm => "F1", "F1";
        KeysTermDo => "Explains the term of what has the keyboard, where there is one",
            "Explica o termo do que está com o teclado, onde houver";
        KeysAsk => "?", "?";
        KeysAskDo => "Shows this list, too", "Também mostra esta lista";

        PaletteHint => "Type a command", "Digite um comando";
        PaletteEmpty => "No command has these letters", "Nenhum comando tem estas letras";
        LanguageSwitch => "PT · EN", "PT · EN";
        MoreActions => "More actions", "Mais ações";
        NoticesTitle => "Notices", "Avisos";
        NoticesNone => "There have been no notices.", "Não houve avisos.";
        NoticesUnread => "{n} unread notice|{n} unread notices", "{n} aviso não lido|{n} avisos não lidos";
        NoticesMore => "{n} more|{n} more", "mais {n}|mais {n}";
        Information => "Information", "Informação";
        Warning => "Warning", "Atenção";
        Failure => "Failure", "Falha";
        Details => "Details", "Detalhes";
        CopyDetails => "Copy the details", "Copiar os detalhes";
        Dismiss => "Dismiss", "Dispensar";
        DismissAll => "Dismiss all", "Dispensar todos";
        SortBy => "Sort by {column}", "Ordenar por {column}";
        SortedAscending => "Sort by {column}, now ascending", "Ordenar por {column}, agora em ordem crescente";
        SortedDescending => "Sort by {column}, now descending", "Ordenar por {column}, agora em ordem decrescente";
        Close => "Close", "Fechar";
        Cancel => "Cancel", "Cancelar";
        Open => "Open", "Abrir";
        Save => "Save", "Salvar";
        PathToOpen => "Which path should be opened?", "Qual caminho abrir?";
        PathToSave => "Where should it be saved?", "Onde salvar?";
        DropHere => "Drop to open", "Solte para abrir";
        DropHint => "Folders, zip and CSV files open as data; on the prediction page photos are classified.",
            "Pastas, arquivos zip e CSV abrem como dados; na página de previsão as fotos são classificadas.";

        NothingPasted => "The clipboard holds neither a picture nor paths of files", "A área de transferência não contém nem imagem nem caminhos de arquivos";
        NeedsPhotograph => "Choose a photo first", "Escolha uma foto primeiro";
        NeedsDecision => "Nothing has been changed", "Nada foi alterado";
        NeedsStep => "There is nothing to undo", "Não há o que desfazer";
        NeedsUndone => "There is nothing to do again", "Não há o que refazer";
        NeedsData => "Open photos first", "Abra fotos primeiro";
        NeedsChosenRuns => "Choose at least two runs first", "Escolha ao menos dois treinos primeiro";
        NeedsTwoCompared => "Compare two runs first", "Compare dois treinos primeiro";
        NeedsCompared => "No runs are compared", "Nenhum treino está em comparação";
        NeedsSelectedRun => "No run is selected", "Nenhum treino está selecionado";
        NeedsDeletedRun => "No run was deleted", "Nenhum treino foi excluído";
        NeedsLesson => "No lesson is open", "Nenhuma lição está aberta";
        NeedsRun => "Nothing is training", "Nada está treinando";
        NeedsHistory => "There is no finished epoch yet", "Ainda não há época concluída";
        NeedsModel => "There is no trained network yet", "Ainda não há rede treinada";
        NeedsResults => "No photos have been evaluated yet", "Nenhuma foto foi avaliada ainda";
        NeedsPredictions => "Nothing has been classified yet", "Nada foi classificado ainda";
        AlreadyTraining => "A training is running", "Um treino está em andamento";
        NeedsValues => "A value is invalid; the step marked ✗ says which", "Um valor é inválido; a etapa marcada com ✗ diz qual";
        NeedsNetwork => "The network cannot be built", "A rede não pode ser montada";

        PartFailed => "A part of the program failed; the rest goes on",
            "Uma parte do programa falhou; o resto continua";
        DialogUnavailable => "There is no file dialog on this system; type or paste the path",
            "Não há janela de arquivos neste sistema; digite ou cole o caminho";
        Saved => "Saved {path}", "Salvo em {path}";
        ShowInFolder => "Show in folder", "Mostrar na pasta";
        CouldNotOpen => "Could not open it", "Não foi possível abrir";
        CouldNotSave => "Could not save the file", "Não foi possível salvar o arquivo";
        CouldNotOpenConfig => "Could not read the experiment", "Não foi possível ler o experimento";
        ConfigOpened => "Opened the experiment {path}", "Experimento aberto: {path}";
        NoFilesDropped => "What was dropped is no file on this computer: save it first, then drop the file",
            "O que foi solto não é um arquivo deste computador: salve-o antes e solte o arquivo";
        DropsNeedX11 => "This desktop (Wayland) delivers no dropped files; use open or paste",
            "Esta área de trabalho (Wayland) não entrega arquivos soltos; use abrir ou colar";

        QuitTitle => "A training is running", "Um treino está em andamento";
        QuitBody => "If you close now, the training is saved as far as it is, and you can go on at the next start.",
            "Se fechar agora, o treino é salvo até onde está, e você pode continuar no próximo início.";
        QuitStay => "Keep training", "Continuar treinando";
        QuitNow => "Stop and close", "Parar e fechar";
        QuitUnsaved => "Your changes to photos are not saved", "Suas alterações das fotos não estão salvas";
        QuitUnsavedBody => "Keep them in another file, or close and lose them: {reason}",
            "Guarde-as em outro arquivo, ou feche e perca-as: {reason}";
    }
}
