//! The window's frame: steps, commands, notices, settings.

use super::phrases;

phrases! {
    /// The frame around the pages.
    ShellText {
        Bigode => "Bigode", "Bigode";
        Data => "Data", "Dados";
        Augmentation => "Augmentation", "Aumento";
        Network => "Network", "Rede";
        Training => "Training", "Treino";
        Results => "Results", "Resultados";
        Prediction => "Prediction", "Previsão";
        Steps => "Steps", "Etapas";
        Photographs => "{n} photograph|{n} photographs", "{n} foto|{n} fotos";
        Drawings => "{n} drawing|{n} drawings", "{n} desenho|{n} desenhos";
        BuiltInDrawings => "Built-in drawings", "Desenhos embutidos";
        Preset => "preset “{name}”", "predefinição “{name}”";
        PresetEdited => "preset “{name}”, edited", "predefinição “{name}”, editada";
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
        NoData => "No photographs yet", "Ainda sem fotos";
        ClassesAndPhotographs => "{classes} classes · {photographs}", "{classes} classes · {photographs}";
        VariationsOn => "{n} of {all} on", "{n} de {all} ativas";
        Weights => "{n} weights", "{n} pesos";
        ValueWrong => "a value is not possible", "há um valor impossível";
        NotBuildable => "cannot be built", "não pode ser montada";
        NotStarted => "not started", "não iniciado";
        Preparing => "preparing", "preparando";
        EpochOf => "epoch {epoch} of {epochs}", "época {epoch} de {epochs}";
        Paused => "paused", "pausado";
        Stopping => "stopping", "parando";
        FinishedAt => "finished, {n} epoch|finished, {n} epochs", "concluído, {n} época|concluído, {n} épocas";
        Failed => "failed", "falhou";
        NotEvaluated => "not evaluated yet", "ainda sem avaliação";
        Evaluating => "evaluating photographs", "avaliando fotos";
        EvaluatedAccuracy => "accuracy {n}", "acurácia {n}";
        NothingPredicted => "no photographs yet", "nenhuma foto ainda";
        Predicted => "{n} photograph|{n} photographs", "{n} foto|{n} fotos";
        Next => "Next: {step}", "Próximo: {step}";
        Ready => "Ready", "Pronto";
        Menu => "Menu", "Menu";
        MenuFile => "File", "Arquivo";
        MenuEdit => "Edit", "Editar";
        MenuGo => "Go to", "Ir para";
        MenuView => "View", "Exibir";

        OpenFolder => "Open a folder…", "Abrir uma pasta…";
        OpenZip => "Open a zip or CSV file…", "Abrir um arquivo zip ou CSV…";
        UseDrawings => "Use the built-in drawings", "Usar os desenhos embutidos";
        TrainDrawings => "Train on the built-in drawings", "Treinar com os desenhos embutidos";
        OpenRun => "Open a run…", "Abrir um treino…";
        ResumeRun => "Go on with a run…", "Continuar um treino…";
        PastePicture => "Paste a picture", "Colar uma imagem";
        OpenConfig => "Open an experiment…", "Abrir um experimento…";
        SaveConfig => "Save the experiment…", "Salvar o experimento…";
        OpenOverlay => "Open changes to photographs (CSV)…", "Abrir alterações das fotos (CSV)…";
        KeepOverlay => "Keep the changes in another file…", "Guardar as alterações em outro arquivo…";
        Quit => "Quit", "Sair";
        Undo => "Undo", "Desfazer";
        Redo => "Redo", "Refazer";
        GiveLabel => "Give another label", "Dar outro rótulo";
        Exclude => "Exclude the photograph, or use it again", "Excluir a foto, ou voltar a usá-la";
        Flag => "Mark as doubtful, or no longer", "Marcar como duvidosa, ou desmarcar";
        TakeBack => "Forget the change to this photograph", "Esquecer a alteração desta foto";
        FindDuplicates => "Find photographs that occur twice", "Procurar fotos repetidas";
        StartTraining => "Start training", "Iniciar o treino";
        PauseOrResume => "Pause or go on", "Pausar ou continuar";
        StopTraining => "Stop now", "Parar agora";
        StopAfterEpoch => "Stop after this epoch", "Parar após esta época";
        TrainAgain => "Train again with these changes", "Treinar de novo com estas alterações";
        CompareRuns => "Compare two runs", "Comparar dois treinos";
        SaveHistory => "Save the history as CSV…", "Salvar o histórico como CSV…";
        SavePlotsPng => "Save the plots as PNG…", "Salvar os gráficos como PNG…";
        SavePlotsSvg => "Save the plots as SVG…", "Salvar os gráficos como SVG…";
        EvaluateFolder => "Evaluate a labelled folder…", "Avaliar uma pasta rotulada…";
        FindPhotographs => "Say where the photographs are now…", "Dizer onde as fotos estão agora…";
        WriteReport => "Write the run’s report…", "Escrever o relatório do treino…";
        FindArchive => "Say in which zip or CSV the photographs are now…", "Dizer em qual zip ou CSV as fotos estão agora…";
        ExportResults => "Export the evaluated photographs as CSV…", "Exportar as fotos avaliadas como CSV…";
        SaveCurvesPng => "Save the curves as PNG…", "Salvar as curvas como PNG…";
        SaveCurvesSvg => "Save the curves as SVG…", "Salvar as curvas como SVG…";
        ClassifyPhotographs => "Classify photographs…", "Classificar fotos…";
        ClassifyFolder => "Classify a folder…", "Classificar uma pasta…";
        ExportPredictions => "Export the predictions as CSV…", "Exportar as previsões como CSV…";
        ClearPredictions => "Clear the predictions", "Limpar as previsões";
        GoData => "Go to data", "Ir para dados";
        GoAugmentation => "Go to augmentation", "Ir para aumento";
        GoNetwork => "Go to network", "Ir para rede";
        GoTraining => "Go to training", "Ir para treino";
        GoResults => "Go to results", "Ir para resultados";
        GoPrediction => "Go to prediction", "Ir para previsão";
        SwitchLanguage => "Mudar para português", "Switch to English";
        SwitchTheme => "Switch between dark and light", "Alternar entre escuro e claro";
        FollowSystemTheme => "Follow the system’s theme", "Seguir o tema do sistema";
        LargerText => "Larger text", "Texto maior";
        SmallerText => "Smaller text", "Texto menor";
        UsualText => "Usual text size", "Texto de tamanho normal";
        SwitchMotion => "Reduce motion", "Reduzir animações";
        ShowNotices => "Show notices", "Mostrar avisos";
        ShowPalette => "Find a command…", "Procurar um comando…";

        PaletteHint => "Type a command", "Digite um comando";
        PaletteEmpty => "No command has these letters", "Nenhum comando tem estas letras";
        LanguageSwitch => "PT · EN", "PT · EN";
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
        Close => "Close", "Fechar";
        Cancel => "Cancel", "Cancelar";
        Open => "Open", "Abrir";
        Save => "Save", "Salvar";
        PathToOpen => "Which path should be opened?", "Qual caminho abrir?";
        PathToSave => "Where should it be saved?", "Onde salvar?";
        DropHere => "Drop to open", "Solte para abrir";
        DropHint => "Folders, zip and CSV files open as data; on the prediction page photographs are classified.",
            "Pastas, arquivos zip e CSV abrem como dados; na página de previsão as fotos são classificadas.";

        NeedsPhotograph => "Choose a photograph first", "Escolha uma foto primeiro";
        NeedsDecision => "Nothing has been changed", "Nada foi alterado";
        NeedsStep => "There is nothing to undo", "Não há o que desfazer";
        NeedsUndone => "There is nothing to do again", "Não há o que refazer";
        NeedsData => "Open photographs first", "Abra fotos primeiro";
        NeedsRun => "Nothing is training", "Nada está treinando";
        NeedsHistory => "There is no finished epoch yet", "Ainda não há época concluída";
        NeedsModel => "There is no trained network yet", "Ainda não há rede treinada";
        NeedsResults => "No photographs have been evaluated yet", "Nenhuma foto foi avaliada ainda";
        NeedsPredictions => "Nothing has been classified yet", "Nada foi classificado ainda";
        AlreadyTraining => "A training is running", "Um treino está em andamento";
        NeedsValues => "A value is not possible; the step marked ✗ says which", "Um valor não é possível; a etapa marcada com ✗ diz qual";
        NeedsNetwork => "The network cannot be built", "A rede não pode ser montada";

        PartFailed => "A part of the program failed; the rest goes on",
            "Uma parte do programa falhou; o resto continua";
        DialogUnavailable => "This desktop shows no file dialog; type or paste the path instead",
            "Esta área de trabalho não mostra o diálogo de arquivos; digite ou cole o caminho";
        Saved => "Saved {path}", "Salvo em {path}";
        CouldNotSave => "Could not save the file", "Não foi possível salvar o arquivo";
        CouldNotOpenConfig => "Could not read the experiment", "Não foi possível ler o experimento";
        ConfigOpened => "Opened the experiment {path}", "Experimento aberto: {path}";
        DropsNeedX11 => "This desktop (Wayland) delivers no dropped files; use open or paste",
            "Esta área de trabalho (Wayland) não entrega arquivos soltos; use abrir ou colar";

        QuitTitle => "A training is running", "Um treino está em andamento";
        QuitBody => "If you close now, the current epoch is lost; the last whole epoch is kept and you can go on at the next start.",
            "Se fechar agora, a época atual se perde; a última época completa fica guardada e você pode continuar no próximo início.";
        QuitStay => "Keep training", "Continuar treinando";
        QuitNow => "Stop and close", "Parar e fechar";
        QuitUnsaved => "Your changes to photographs are not saved", "Suas alterações das fotos não estão salvas";
        QuitUnsavedBody => "Keep them in another file, or close and lose them: {reason}",
            "Guarde-as em outro arquivo, ou feche e perca-as: {reason}";
    }
}
