//! The shelf of runs.

use super::phrases;

phrases! {
    /// The shelf of runs.
    ShelfText {
        Title => "Runs", "Treinos";
        Subtitle => "All runs on this computer. Choose some to lay their curves over each other.",
            "Todos os treinos que estão neste computador. Escolha alguns para sobrepor suas curvas.";
        Refresh => "Refresh", "Atualizar";
        AddFolder => "Add a folder…", "Adicionar pasta…";
        Filter => "Filter", "Filtro";
        FilterHint => "name, note, data, preset", "nome, nota, dados, predefinição";
        StateFilter => "State", "Estado";
        AllStates => "all states", "todos os estados";
        Compare => "Compare {n} run|Compare {n} runs", "Comparar {n} treino|Comparar {n} treinos";
        CompareNone => "Choose at least two runs by the boxes at their left.", "Escolha ao menos dois treinos pelas caixas à esquerda.";
        ChooseNone => "Choose none", "Desmarcar todos";
        Choose => "Compare {name}", "Comparar {name}";
        ColumnName => "Name", "Nome";
        ColumnData => "Data", "Dados";
        ColumnPreset => "Preset", "Predefinição";
        NotFromScratch => "not from scratch: begins with {name}", "não do zero: começa com {name}";
        ColumnDate => "Date", "Data e hora";
        ColumnEpochs => "Epochs", "Épocas";
        ColumnLoss => "Val. loss", "Perda val.";
        ColumnAccuracy => "Accuracy", "Acurácia";
        ColumnCurve => "Loss", "Perda";
        ColumnState => "State", "Estado";
        Training => "training", "treinando";
        Paused => "paused", "pausado";
        TrainingElsewhere => "training elsewhere", "treinando em outro lugar";
        Interrupted => "interrupted", "interrompido";
        Stopped => "stopped", "parado";
        Imported => "imported", "importado";
        Done => "done", "concluído";
        Failed => "failed", "falhou";
        Unreadable => "cannot be read", "não pode ser lido";
        ReadingRun => "reading…", "lendo…";
        Resume => "Resume", "Retomar";
        ResumeRun => "Resume {name}", "Retomar {name}";
        Open => "Open this run", "Abrir este treino";
        ShowFolder => "Show folder", "Mostrar pasta";
        Delete => "Delete", "Excluir";
        Undo => "Undo delete", "Desfazer exclusão";
        Deleted => "{n} run is in the trash|{n} runs are in the trash", "{n} treino está na lixeira|{n} treinos estão na lixeira";
        Count => "{n} run|{n} runs", "{n} treino|{n} treinos";
        CountShown => "{shown} of {all} runs", "{shown} de {all} treinos";
        Name => "Name", "Nome";
        Note => "Note", "Nota";
        Save => "Save", "Salvar";
        EpochsOf => "{done} of {all}", "{done} de {all}";
        Photographs => "{training} training, {validation} validation, {classes} classes", "{training} treino, {validation} validação, {classes} classes";
        TestSet => "▲ Test set", "▲ Conjunto de teste";
        TestOf => "{accuracy} of {n} photo, loss {loss}|{accuracy} of {n} photos, loss {loss}", "{accuracy} de {n} foto, perda {loss}|{accuracy} de {n} fotos, perda {loss}";
        Drawings => "drawings", "desenhos";
        BestEpoch => "best in epoch {n}", "melhor na época {n}";
        RowDescription => "{name}, {state}, {date}, epochs {epochs}, validation loss {loss}, validation accuracy {accuracy}",
            "{name}, {state}, {date}, épocas {epochs}, perda de validação {loss}, acurácia de validação {accuracy}";
        CurveDescription => "Validation loss from {first} to {last}", "Perda de validação de {first} a {last}";
        NoneSelected => "Select a run to see its details.", "Selecione um treino para ver os detalhes.";
        Empty => "No runs yet", "Ainda não há treinos";
        EmptyBody => "Each training is kept here, with its curves and its network. Runs in other folders can be added.",
            "Cada treino fica guardado aqui, com suas curvas e sua rede. Treinos de outras pastas podem ser adicionados.";
        NoneFound => "No run fits the filter.", "Nenhum treino passa pelo filtro.";
        FolderProblem => "The runs in {folder} cannot be listed: {reason}", "Os treinos em {folder} não podem ser listados: {reason}";
        Forget => "Forget this folder", "Esquecer esta pasta";
        NotesNotSaved => "Name and note were not saved", "Nome e nota não foram salvos";
        NotDeleted => "The run was not deleted", "O treino não foi excluído";
        NotRestored => "The run was not restored", "O treino não foi restaurado";
        NoTrashTitle => "Delete for good?", "Excluir para sempre?";
        NoTrashBody => "{run}: {reason}. Deleting it for good cannot be undone.", "{run}: {reason}. Excluir para sempre não pode ser desfeito.";
        DeleteForGood => "Delete for good", "Excluir para sempre";
        Keep => "Keep", "Manter";
        AllRuns => "Show the {n} run|All {n} runs", "Ver o {n} treino|Todos os {n} treinos";
        Latest => "Runs", "Treinos";
        UnreadableHint => "A file may be damaged, missing, or of a newer version of the program.",
            "Um arquivo pode estar danificado, faltar, ou ser de uma versão mais nova do programa.";
        Back => "← All runs", "← Todos os treinos";
    }
}
