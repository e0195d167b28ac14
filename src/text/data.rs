//! The data page.

use super::phrases;

phrases! {
    /// The data page.
    DataText {
        DoorNew => "Make a data set here", "Monte um conjunto aqui";
        DoorNewBody => "Name the classes, then drop or open photos into each. They stay where they are; a CSV file lists them.",
            "Dê nome às classes e solte ou abra fotos em cada uma. Elas ficam onde estão; um arquivo CSV as lista.";
        DoorNewButton => "New data set…", "Novo conjunto de dados…";
        ListNotMade => "The data set could not be made", "O conjunto de dados não pôde ser criado";
        ListNotSaved => "The list of photos could not be saved", "A lista de fotos não pôde ser salva";
        NotAdded => "{n} file was not added|{n} files were not added", "{n} arquivo não foi adicionado|{n} arquivos não foram adicionados";
        NotListedMissing => "it is not there", "não está lá";
        NotListedArchive => "a list names files; unpack the zip and add its folder", "uma lista cita arquivos; descompacte o zip e adicione a pasta";
        NotListedName => "its name begins or ends with a space or is not Unicode; rename it", "o nome começa ou termina com espaço ou não é Unicode; dê outro nome";
        ListEmpty => "Name a class, choose it, and drop its photos", "Dê nome a uma classe, escolha-a e solte as fotos dela";
        ListEmptyBody => "The photos go into the class that is chosen at the left. You can also paste copied files (Ctrl+V). Without a chosen class they wait without one, and the keys 1 to 9 give it to them.",
            "As fotos entram na classe escolhida à esquerda. Também dá para colar arquivos copiados (Ctrl+V). Sem uma classe escolhida, elas esperam sem classe, e as teclas de 1 a 9 dão a classe.";
        ListIn => "The list is kept in {file}", "A lista fica em {file}";
        AddPhotos => "Add photos…", "Adicionar fotos…";
        AddFolder => "Add a folder…", "Adicionar uma pasta…";
        NewClass => "New class", "Nova classe";
        AddClass => "Add", "Criar";
        EditClass => "Change the class {class}", "Alterar a classe {class}";
        Rename => "Rename…", "Renomear…";
        RenameField => "New name of {class}", "Novo nome de {class}";
        Merge => "Merge into {class}", "Juntar a {class}";
        RemoveClass => "Remove the class (its photos stay, without a class)", "Remover a classe (as fotos ficam, sem classe)";
        NoClass => "no class", "sem classe";
        RemoveUnlabelled => "Take these off the list", "Tirar estas da lista";
        WithoutClass => "{n} photo has no class yet|{n} photos have no class yet", "{n} foto ainda não tem classe|{n} fotos ainda não têm classe";
        TrainWithout => "Train without them", "Treinar sem elas";
        LeaveOutUnlabelled => "leave out photos without a class", "deixar de fora fotos sem classe";
        LeaveOutUnlabelledExplained => "Photos that have no class yet are neither trained on nor validated with. They stay in the list.",
            "Fotos que ainda não têm classe não treinam nem validam. Elas continuam na lista.";
        UnlabelledLeftOut => "{n} photo has no class and is left out|{n} photos have no class and are left out",
            "{n} foto não tem classe e fica de fora|{n} fotos não têm classe e ficam de fora";
        LabelKeys => "Choose photos (Ctrl or Shift for several) and press 1 to 9 to give them a class.",
            "Escolha fotos (Ctrl ou Shift para várias) e tecle de 1 a 9 para dar a classe.";
        LabelThese => "Label these photos…", "Rotular estas fotos…";
        ReadAgain => "Read again", "Ler de novo";
        NothingNew => "Read again: no photo has come or gone", "Lido de novo: nenhuma foto entrou ou saiu";
        ReadAgainFound => "Read again: {new}, {gone}", "Lido de novo: {new}, {gone}";
        New => "{n} new photo|{n} new photos", "{n} foto nova|{n} fotos novas";
        Gone => "{n} is gone|{n} are gone", "{n} não está mais lá|{n} não estão mais lá";
        Chosen => "{n} chosen|{n} chosen", "{n} escolhida|{n} escolhidas";
        ClassNone => "{class} has no photos yet", "{class} ainda não tem fotos";
        ClassOne => "{class} has one photo, which can only train or only validate", "{class} tem uma só foto, que só pode treinar ou só validar";
        ClassFew => "{class} has only {n} photos; a network needs some dozens of each class", "{class} tem só {n} fotos; uma rede precisa de dezenas de cada classe";
        ClassesFew => "{n} class has fewer than 10 photos, such as {class}|{n} classes have fewer than 10 photos, such as {class}",
            "{n} classe tem menos de 10 fotos, como {class}|{n} classes têm menos de 10 fotos, como {class}";
        Imbalance => "{many} has {n} times as many photos as {few}; always answering {many} would look good",
            "{many} tem {n} vezes mais fotos que {few}; responder sempre {many} já pareceria bom";
        DuplicatesAcross => "{n} group of equal files lies on several sides of the split, so the result looks better than it is|{n} groups of equal files lie on several sides of the split, so the result looks better than it is",
            "{n} grupo de arquivos iguais está em mais de um lado da divisão, e o resultado parece melhor do que é|{n} grupos de arquivos iguais estão em mais de um lado da divisão, e o resultado parece melhor do que é";
        ExcludeDuplicates => "Keep the training one, exclude the others", "Ficar com a de treino, excluir as outras";
        DuplicatesExcluded => "{n} duplicate excluded|{n} duplicates excluded", "{n} duplicada excluída|{n} duplicadas excluídas";
        DuplicatesDiffer => "{n} group has different labels and was left as it is|{n} groups have different labels and were left as they are",
            "{n} grupo tem rótulos diferentes e ficou como está|{n} grupos têm rótulos diferentes e ficaram como estão";
        MoreWarnings => "+{n}", "+{n}";
        More => "and {n} more", "e mais {n}";
        Test => "test", "teste";
        TestShare => "test share", "fração de teste";
        TestExplained => "A test set trains nothing and chooses nothing: it is evaluated once, at the end (Results). It is split off first.",
            "Um conjunto de teste não treina nem escolhe nada: é avaliado uma vez, no fim (Resultados). Ele é separado primeiro.";
        TestPart => "Use {folder} as the test set ({n})", "Usar {folder} como conjunto de teste ({n})";
        SplitWithTest => "{training} for training, {validation} for validation, {test} for testing",
            "{training} para treino, {validation} para validação, {test} para teste";
        SplitSettings => "Split…", "Divisão…";
        NotFound => "The photos of this run are not there", "As fotos deste treino não estão lá";
        NoSource => "Its configuration does not say where they are.", "A configuração dele não diz onde elas estão.";
        KeepOpen => "Keep the open photos", "Ficar com as fotos abertas";
        Title => "Data", "Dados";
        Subtitle => "Photos and their classes: what the network learns from and is checked on.",
            "Fotos e suas classes: com o que a rede aprende e com o que é verificada.";
        WelcomeTitle => "What should the network learn to tell apart?", "O que a rede deve aprender a distinguir?";
        WelcomeBody => "Choose how to start. You can drop a folder or a zip anywhere on the window, too.",
            "Escolha como começar. Você também pode soltar uma pasta ou um zip em qualquer lugar da janela.";
        DoorDrawings => "Try it with drawings", "Experimente com desenhos";
        DoorDrawingsBody => "800 drawings of cats and dogs are built in. One click trains a small network in under a minute.",
            "800 desenhos de gatos e cachorros vêm embutidos. Um clique treina uma pequena rede em menos de um minuto.";
        DoorDrawingsButton => "Train on the drawings", "Treinar com os desenhos";
        DoorLook => "Only look at them", "Só ver os desenhos";
        DoorOpen => "Use your own photos", "Abra suas fotos";
        DoorOpenBody => "A folder with a sub-folder for each class, files named like cat.0.jpg, a zip of either, or a CSV with filename and category.",
            "Uma pasta com uma subpasta por classe, arquivos com nomes como cat.0.jpg, um zip de qualquer um deles ou um CSV com filename e category.";
        DoorOpenFolder => "Open a folder…", "Abrir uma pasta…";
        DoorOpenZip => "Zip or CSV…", "Zip ou CSV…";
        DoorKaggle => "Get Kaggle’s cats and dogs", "Baixe os gatos e cachorros do Kaggle";
        DoorKaggleBody => "The notebook’s 25,000 photos: sign in at kaggle.com/c/dogs-vs-cats, accept the rules, download train.zip, and drop it here as it is.",
            "As 25.000 fotos do notebook: entre em kaggle.com/c/dogs-vs-cats, aceite as regras, baixe o train.zip e solte-o aqui como está.";
        DoorKaggleButton => "Open the page in a browser", "Abrir a página no navegador";
        Recent => "Recent", "Abertos recentemente";
        PathField => "Or type a path", "Ou digite um caminho";
        Opening => "Looking for photos in {name}", "Procurando fotos em {name}";
        Found => "{n} photo found|{n} photos found", "{n} foto encontrada|{n} fotos encontradas";
        CouldNotOpen => "The photos could not be opened", "As fotos não puderam ser abertas";
        OpenOther => "Open others…", "Abrir outras…";
        Classes => "Classes", "Classes";
        Split => "Split", "Divisão";
        SplitDescription => "{training} for training, {validation} for validation", "{training} para treino, {validation} para validação";
        Training => "training", "treino";
        Validation => "validation", "validação";
        Share => "validation share", "fração de validação";
        Seed => "random_state", "random_state";
        Stratify => "stratify", "stratify";
        StratifyExplained => "Both sides keep the classes’ proportions.", "Os dois lados mantêm as proporções das classes.";
        ClassDescription => "{class}: {n}", "{class}: {n}";
        Unlabelled => "no label", "sem rótulo";
        Examining => "Examining the files", "Examinando os arquivos";
        AllUsable => "All files can be used", "Todos os arquivos podem ser usados";
        LeftOut => "{n} skipped file|{n} skipped files", "{n} arquivo ignorado|{n} arquivos ignorados";
        LeftOutTitle => "Skipped files", "Arquivos ignorados";
        Duplicates => "{n} group of equal files|{n} groups of equal files", "{n} grupo de arquivos iguais|{n} grupos de arquivos iguais";
        EqualFiles => "equal byte for byte", "iguais byte a byte";
        Grid => "Pictures", "Imagens";
        Table => "Table", "Tabela";
        ViewAs => "Show as", "Mostrar como";
        FilterClass => "Class", "Classe";
        FilterSide => "Set", "Conjunto";
        FilterName => "Name contains", "O nome contém";
        AllClasses => "all classes", "todas as classes";
        BothSides => "training and validation", "treino e validação";
        Shown => "{n} shown|{n} shown", "{n} exibida|{n} exibidas";
        NoneShown => "No photo passes these filters.", "Nenhuma foto passa por estes filtros.";
        ColumnName => "name", "nome";
        ColumnClass => "class", "classe";
        ColumnSide => "set", "conjunto";
        Photograph => "{name}, {class}, {side}", "{name}, {class}, {side}";
        SameLook => "Another name looks the same: only the accents are written in another way (NFC: within their letters; NFD: as characters of their own).",
            "Outro nome tem a mesma aparência: só os acentos são escritos de outra forma (NFC: dentro das letras; NFD: como caracteres próprios).";
        DetailNone => "Choose a photo to see it large.", "Escolha uma foto para vê-la grande.";
        DetailLoading => "Reading the photo…", "Lendo a foto…";
        Pixels => "{width} × {height} pixels", "{width} × {height} pixels";
        Bytes => "{n} kB · {format}", "{n} kB · {format}";
        Seen => "As the network sees it: {width} × {height}", "Como a rede a vê: {width} × {height}";
        Exif => "EXIF", "EXIF";
        NotTrainable => "This cannot be trained on", "Não é possível treinar com isto";
        NoteEntered => "Entered {name}", "Entrou em {name}";
        NoteUsedTrain => "Used the folder {name} and left out {others}", "Usou a pasta {name} e deixou de fora {others}";
        NoteTrainingPart => "Left out {n} photo for training in {folder}|Left out {n} photos for training in {folder}",
            "De fora: {n} foto de treino em {folder}|De fora: {n} fotos de treino em {folder}";
        NoteValidationPart => "Left out {n} photo for validation in {folder}, for a run validates on a share of its own|Left out {n} photos for validation in {folder}, for a run validates on a share of its own",
            "De fora: {n} foto de validação em {folder}, pois um treino valida com uma parte das suas|De fora: {n} fotos de validação em {folder}, pois um treino valida com uma parte das suas";
        NoteTestingPart => "Left out {n} photo for testing in {folder}|Left out {n} photos for testing in {folder}",
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
        NoteLeftOut => "Skipped {n}, such as {example}: {reason}", "Ignorados: {n}, como {example}: {reason}";
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
