//! The data page.

use super::phrases;

phrases! {
    /// The data page.
    DataText {
        NotFound => "The photos of this run are not there", "As fotos deste treino não estão lá";
        NoSource => "Its configuration does not say where they are.", "A configuração dele não diz onde elas estão.";
        KeepOpen => "Keep the open photos", "Ficar com as fotos abertas";
        Title => "Data", "Dados";
        Subtitle => "Photographs and their classes: what the network learns from and is checked on.",
            "Fotos e suas classes: com o que a rede aprende e com o que é verificada.";
        WelcomeTitle => "What should the network learn to tell apart?", "O que a rede deve aprender a distinguir?";
        WelcomeBody => "Choose a door. You can drop a folder or a zip anywhere on the window, too.",
            "Escolha uma porta. Você também pode soltar uma pasta ou um zip em qualquer lugar da janela.";
        DoorDrawings => "Try it with drawings", "Experimente com desenhos";
        DoorDrawingsBody => "800 drawings of cats and dogs are built in. One click trains a small network in under a minute.",
            "800 desenhos de gatos e cachorros vêm embutidos. Um clique treina uma pequena rede em menos de um minuto.";
        DoorDrawingsButton => "Train on the drawings", "Treinar com os desenhos";
        DoorLook => "Only look at them", "Só ver os desenhos";
        DoorOpen => "Open your own", "Abra as suas";
        DoorOpenBody => "A folder with a sub-folder for each class, files named like cat.0.jpg, a zip of either, or a CSV with filename and category.",
            "Uma pasta com uma subpasta por classe, arquivos com nomes como cat.0.jpg, um zip de qualquer um deles ou um CSV com filename e category.";
        DoorOpenFolder => "Open a folder…", "Abrir uma pasta…";
        DoorOpenZip => "Zip or CSV…", "Zip ou CSV…";
        DoorKaggle => "Get Kaggle’s cats and dogs", "Baixe os gatos e cachorros do Kaggle";
        DoorKaggleBody => "The notebook’s 25,000 photographs: sign in at kaggle.com/c/dogs-vs-cats, accept the rules, download train.zip, and drop it here as it is.",
            "As 25.000 fotos do notebook: entre em kaggle.com/c/dogs-vs-cats, aceite as regras, baixe o train.zip e solte-o aqui como está.";
        DoorKaggleButton => "Open the page in a browser", "Abrir a página no navegador";
        Recent => "Opened lately", "Abertos recentemente";
        PathField => "Or type a path", "Ou digite um caminho";
        Opening => "Looking for photographs in {name}", "Procurando fotos em {name}";
        Found => "{n} photograph found|{n} photographs found", "{n} foto encontrada|{n} fotos encontradas";
        CouldNotOpen => "The photographs could not be opened", "As fotos não puderam ser abertas";
        OpenOther => "Open others…", "Abrir outras…";
        Classes => "Classes", "Classes";
        Split => "Split", "Divisão";
        SplitDescription => "{training} for training, {validation} for validation", "{training} para treino, {validation} para validação";
        Training => "training", "treino";
        Validation => "validation", "validação";
        Share => "validation share", "parte de validação";
        Seed => "random_state", "random_state";
        Stratify => "stratify", "stratify";
        StratifyExplained => "Both sides keep the classes’ proportions.", "Os dois lados mantêm as proporções das classes.";
        ClassDescription => "{class}: {n}", "{class}: {n}";
        Unlabelled => "no label", "sem rótulo";
        Examining => "Examining the files", "Examinando os arquivos";
        AllUsable => "All files can be used", "Todos os arquivos podem ser usados";
        LeftOut => "{n} file left out|{n} files left out", "{n} arquivo de fora|{n} arquivos de fora";
        LeftOutTitle => "Left out, and why", "De fora, e por quê";
        Duplicates => "{n} group of equal files|{n} groups of equal files", "{n} grupo de arquivos iguais|{n} grupos de arquivos iguais";
        EqualFiles => "equal byte for byte", "iguais byte a byte";
        Grid => "Pictures", "Imagens";
        Table => "Table", "Tabela";
        ViewAs => "Show as", "Mostrar como";
        FilterClass => "Class", "Classe";
        FilterSide => "Side", "Lado";
        FilterName => "Name contains", "O nome contém";
        AllClasses => "all classes", "todas as classes";
        BothSides => "both sides", "os dois lados";
        Shown => "{n} shown|{n} shown", "{n} exibida|{n} exibidas";
        NoneShown => "No photograph passes these filters.", "Nenhuma foto passa por estes filtros.";
        ColumnName => "name", "nome";
        ColumnClass => "class", "classe";
        ColumnSide => "side", "lado";
        Photograph => "{name}, {class}, {side}", "{name}, {class}, {side}";
        DetailNone => "Choose a photograph to see it large.", "Escolha uma foto para vê-la grande.";
        DetailLoading => "Reading the photograph…", "Lendo a foto…";
        Pixels => "{width} × {height} pixels", "{width} × {height} pixels";
        Bytes => "{n} kB · {format}", "{n} kB · {format}";
        Seen => "As the network sees it: {width} × {height}", "Como a rede a vê: {width} × {height}";
        Exif => "EXIF", "EXIF";
        NotTrainable => "This cannot be trained on", "Não é possível treinar com isto";
        NoteEntered => "Entered {name}", "Entrou em {name}";
        NoteUsedTrain => "Used the folder {name} and left out {others}", "Usou a pasta {name} e deixou de fora {others}";
        NoteTrainingPart => "Left out {n} photograph for training in {folder}|Left out {n} photographs for training in {folder}",
            "De fora: {n} foto de treino em {folder}|De fora: {n} fotos de treino em {folder}";
        NoteValidationPart => "Left out {n} photograph for validation in {folder}, for a run validates on a share of its own|Left out {n} photographs for validation in {folder}, for a run validates on a share of its own",
            "De fora: {n} foto de validação em {folder}, pois um treino valida com uma parte das suas|De fora: {n} fotos de validação em {folder}, pois um treino valida com uma parte das suas";
        NoteTestingPart => "Left out {n} photograph for testing in {folder}|Left out {n} photographs for testing in {folder}",
            "De fora: {n} foto de teste em {folder}|De fora: {n} fotos de teste em {folder}";
        NoteEvaluateInTerminal => "to evaluate a run on this part: bigode evaluate RUN {path}",
            "para avaliar um treino com esta parte: bigode evaluate TREINO {path}";
        NotePredictInTerminal => "to classify this part with a run: bigode predict RUN {path}",
            "para classificar esta parte com um treino: bigode predict TREINO {path}";
        NoteEvaluateInWindow => "once a run is trained, it can be evaluated on this part (Results, Evaluate a labelled folder): {path}",
            "depois do treino, ele pode ser avaliado com esta parte (Resultados, Avaliar uma pasta rotulada): {path}";
        NotePredictInWindow => "once a run is trained, it can classify this part (Prediction): {path}",
            "depois do treino, ele pode classificar esta parte (Previsão): {path}";
        NoteSameClass => "One class in two forms of Unicode: {class}", "Uma classe em duas formas de Unicode: {class}";
        NoteAssumedEncoding => "The list is not UTF-8; read as {encoding}", "A lista não está em UTF-8; lida como {encoding}";
        NoteNoCategory => "No column of the list is certain to be the category, so there are no labels; found {found}",
            "Nenhuma coluna da lista é com certeza a da categoria, então não há rótulos; há {found}";
        NoteOutsideFolder => "{example} lies outside of the list's folder|{n} files lie outside of the list's folder, such as {example}",
            "{example} fica fora da pasta da lista|{n} arquivos ficam fora da pasta da lista, como {example}";
        NoteLeftOut => "Left out {n}, such as {example}: {reason}", "De fora: {n}, como {example}: {reason}";
        ReasonOtherKind => "no picture by its name", "não é imagem pelo nome";
        ReasonNoLabel => "no label", "sem rótulo";
        ReasonBeside => "beside the class folders", "ao lado das pastas de classe";
        ReasonBelow => "in a sub-folder", "em uma subpasta";
        ReasonUnicode => "the name is not Unicode", "o nome não é Unicode";
        ReasonUnreadable => "cannot be read", "não pode ser lido";
        ReasonOutside => "its path leads out of the zip", "o caminho sai do zip";
        ReasonEncrypted => "encrypted; unpack the zip with its password and open the folder",
            "criptografado; descompacte o zip com a senha e abra a pasta";
        ReasonCompression => "compressed in a way that is not read; unpack the zip and open the folder",
            "compactado de um modo que não é lido; descompacte o zip e abra a pasta";
        ReasonArchive => "a zip beside what is read; open it by itself", "um zip ao lado do que é lido; abra-o à parte";
        ReasonRepeated => "listed twice", "listado duas vezes";
        ReasonOther => "left out", "deixado de fora";
    }
}
