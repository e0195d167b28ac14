//! Correcting the data: decisions about single photographs, and photographs that occur twice.

use super::phrases;

phrases! {
    /// Correcting the data.
    OverlayText {
        Title => "Changes", "Alterações";
        None => "Nothing is changed yet. Choose a photo: L gives another label, X excludes, D marks as doubtful. The files stay as they are.",
            "Nada foi alterado ainda. Escolha uma foto: L dá outro rótulo, X exclui, D marca como duvidosa. Os arquivos ficam como estão.";
        Relabelled => "{n} relabelled|{n} relabelled", "{n} com outro rótulo|{n} com outro rótulo";
        Excluded => "{n} excluded|{n} excluded", "{n} excluída|{n} excluídas";
        Flagged => "{n} doubtful|{n} doubtful", "{n} duvidosa|{n} duvidosas";
        KeptIn => "kept in {file}", "guardadas em {file}";
        Saving => "saving…", "salvando…";
        NotSaved => "Not saved: {reason}", "Não salvas: {reason}";
        SaveAgain => "Try again", "Tentar de novo";
        KeepElsewhere => "Keep in another file…", "Guardar em outro arquivo…";
        OpenOther => "Open…", "Abrir…";
        Undo => "Undo", "Desfazer";
        Redo => "Redo", "Refazer";
        CouldNotOpen => "The changes to photos could not be read", "As alterações das fotos não puderam ser lidas";
        FromCopy => "{gone} is gone. The changes that this run was trained with were read from the run’s own copy, and are kept in {file} from now on.",
            "{gone} não existe mais. As alterações com que este treino foi feito foram lidas da cópia do próprio treino, e ficam guardadas em {file} a partir de agora.";
        Untied => "Changes to photos of this name lie in {file}. They are not used.",
            "Há alterações de fotos com este nome em {file}. Elas não estão em uso.";
        UseIt => "Use them", "Usar essas alterações";
        CouldNotSave => "The changes to photos could not be saved", "As alterações das fotos não puderam ser salvas";
        Gone => "The file names {n} photo that is not here: {names}. The rest is used.|The file names {n} photos that are not here: {names}. The rest is used.",
            "O arquivo cita {n} foto que não está aqui: {names}. O resto é usado.|O arquivo cita {n} fotos que não estão aqui: {names}. O resto é usado.";
        ForgetGone => "Forget them", "Esquecê-las";
        UnknownLabel => "{file} is given the label {label}, which is none of the classes, so this cannot be trained on. Give it another one.",
            "{file} recebe o rótulo {label}, que não é nenhuma das classes, e assim não é possível treinar. Dê outro rótulo.";

        MarkRelabelled => "→ {label}", "→ {label}";
        MarkExcluded => "✗ excluded", "✗ excluída";
        Flag => "? doubtful", "? duvidosa";
        NamedRelabelled => "{name}, now labelled {label}", "{name}, agora com o rótulo {label}";
        NamedExcluded => "{name}, excluded", "{name}, excluída";
        NamedFlagged => "{name}, doubtful", "{name}, duvidosa";

        Label => "Label", "Rótulo";
        GiveLabel => "Label as {label}", "Rotular como {label}";
        Exclude => "Exclude", "Excluir";
        Include => "Use again", "Voltar a usar";
        FlagForReview => "Doubtful", "Duvidosa";
        TakeBack => "Revert", "Desfazer a alteração";
        Untouched => "The file itself is never changed.", "O arquivo em si nunca é alterado.";
        AskLabel => "Which label is right?", "Qual é o rótulo certo?";

        Filter => "Changes", "Alterações";
        AnyState => "all photos", "todas as fotos";
        AnyChange => "changed", "alteradas";
        OnlyRelabelled => "relabelled", "com outro rótulo";
        OnlyExcluded => "excluded", "excluídas";
        OnlyFlagged => "doubtful", "duvidosas";

        TrainAgain => "Train again with these changes", "Treinar de novo com estas alterações";
        WithChanges => "with changes", "com alterações";
        TrainedWith => "Trained with the changes in {file}", "Treinado com as alterações de {file}";

        DuplicatePair => "Duplicates", "Duplicadas";
        DuplicatesTitle => "Duplicate photos", "Fotos duplicadas";
        DuplicatesBody => "Looks at every photo as the network sees it, and finds those that are equal or nearly so. Where one of two trains and the other validates, validation becomes too easy: the network has already seen the photo.",
            "Olha cada foto como a rede a vê e acha as que são iguais ou quase. Quando uma de duas treina e a outra valida, a validação fica fácil demais: a rede já viu a foto.";
        FindDuplicates => "Look for them", "Procurar";
        LookingForDuplicates => "Looking for duplicates", "Procurando fotos duplicadas";
        DuplicatesProgress => "{done} of {total}, first to read them, then to compare them",
            "{done} de {total}, primeiro para ler, depois para comparar";
        DuplicatesFailed => "They could not be looked for", "Não foi possível procurar";
        DuplicatesCancelled => "The search was ended", "A busca foi encerrada";
        DuplicatesNone => "No duplicate photos.", "Nenhuma foto duplicada.";
        DuplicatesNoneOfThese => "No pair of this kind.", "Nenhum par deste tipo.";
        DuplicatesFound => "{n} pair|{n} pairs", "{n} par|{n} pares";
        PairsAll => "All pairs", "Todos os pares";
        PairsStraddling => "In training and validation", "No treino e na validação";
        PairsExact => "Equal", "Iguais";
        IsEqual => "= equal in every pixel", "= iguais em cada pixel";
        IsNear => "≈ nearly equal", "≈ quase iguais";
        Straddles => "⚠ one trains, the other validates", "⚠ uma treina, a outra valida";
        OtherLabels => "⚠ their labels differ", "⚠ os rótulos diferem";
        DuplicateLarge => "Double-click to see it large.", "Clique duas vezes para ver grande.";
        ExcludeNamed => "Exclude {name}", "Excluir {name}";
        IncludeNamed => "Use {name} again", "Voltar a usar {name}";
    }
}
