//! Any number of runs over each other, and the settings in which they differ.

use super::phrases;

phrases! {
    /// Any number of runs over each other, and the settings in which they differ.
    CurvesText {
        Title => "Compare runs", "Comparar treinos";
        Back => "← All runs", "← Todos os treinos";
        Reading => "Reading the runs…", "Lendo os treinos…";
        Unreadable => "{run} cannot be read: {reason}", "{run} não pode ser lido: {reason}";
        Of => "Curves of", "Curvas de";
        Over => "Over", "Por";
        Epochs => "epochs", "épocas";
        Minutes => "minutes", "minutos";
        Smoothing => "Smoothing", "Suavização";
        SmoothingHint => "An exponential moving average without bias at the start, as TensorBoard draws it; the values themselves stay faintly visible.",
            "Média móvel exponencial sem viés no início, como o TensorBoard desenha; os valores ficam visíveis, mais claros.";
        Logarithmic => "Logarithmic loss", "Perda logarítmica";
        ZoomHint => "Drag to move, Ctrl and the wheel to zoom; a double click shows the whole curves again.",
            "Arraste para mover, Ctrl e a roda para ampliar; um clique duplo mostra as curvas inteiras de novo.";
        Photographs => "Photo by photo", "Foto por foto";
        Accuracy => "Accuracy", "Acurácia";
        Loss => "Loss", "Perda";
        LearningRate => "Learning rate", "Taxa de aprendizado";
        TestSet => "Test set", "Conjunto de teste";
        Best => "best epoch", "melhor época";
        AtEpoch => "epoch {n}", "época {n}";
        Show => "Show {run}", "Mostrar {run}";
        Run => "Run", "Treino";
        BestOfAll => "lowest validation loss of all", "menor perda de validação de todos";
        NotComparable => "The runs were not validated on the same photos, so these figures do not say which run is better.",
            "Os treinos não foram validados com as mesmas fotos, então estes números não dizem qual é melhor.";
        Settings => "Settings that differ", "Configurações que diferem";
        NoDifference => "All settings are the same.", "Todas as configurações são iguais.";
        Setting => "Setting", "Configuração";
        Usual => "default", "padrão";
        Without => "none", "não há";
        Yes => "yes", "sim";
        No => "no", "não";
        PlotDescription => "{measure}: {runs}", "{measure}: {runs}";
        RunAt => "{run} {value}", "{run} {value}";

        Layer => "Layer {n} ({kind})", "Camada {n} ({kind})";
        Layers => "Layers", "Camadas";
        Callbacks => "Callbacks", "Callbacks";
        Optimizer => "Optimizer", "Otimizador";
        Preset => "Preset", "Predefinição";
        Seed => "Seed", "Semente";
        BatchSize => "Batch size", "Tamanho do lote";
        EpochsWanted => "Epochs", "Épocas";
        Rate => "learning rate", "taxa de aprendizado";
        Momentum => "momentum", "momento";
        Nesterov => "Nesterov momentum", "momento de Nesterov";
        Rho => "decay of the mean square (rho)", "decaimento da média quadrática (rho)";
        BetaOne => "decay of the mean (beta 1)", "decaimento da média (beta 1)";
        BetaTwo => "decay of the mean square (beta 2)", "decaimento da média quadrática (beta 2)";
        Epsilon => "epsilon", "epsilon";
        Input => "Input size", "Tamanho da entrada";
        Filters => "filters", "filtros";
        KernelSize => "kernel size", "tamanho do kernel";
        Strides => "strides", "passos";
        Padding => "padding", "preenchimento";
        ActivationFunction => "activation", "ativação";
        UseBias => "bias", "viés";
        PoolSize => "pool size", "tamanho da janela";
        DropoutRate => "dropout rate", "taxa de dropout";
        Units => "units", "unidades";
        ValidationShare => "Validation share", "Fração de validação";
        TestShare => "Share for the test set", "Fração de teste";
        TestSource => "Test set from", "Conjunto de teste de";
        LeaveOutUnlabelled => "Without photos that have no class", "Sem as fotos que não têm classe";
        SplitSeed => "Seed of the split", "Semente da divisão";
        Stratify => "Split by class", "Divisão por classe";
        Exif => "Turned as EXIF says", "Girada como o EXIF diz";
        Resize => "Resizing", "Redimensionamento";
        Source => "Photos", "Fotos";
        Overlay => "Changes to labels", "Alterações de rótulos";
        Form => "Form of augmentation", "Forma do aumento de dados";
        Rotation => "Rotation", "Rotação";
        WidthShift => "Horizontal shift", "Deslocamento horizontal";
        HeightShift => "Vertical shift", "Deslocamento vertical";
        Shear => "Shear", "Cisalhamento";
        Zoom => "Zoom", "Zoom";
        HorizontalFlip => "Horizontal flip", "Espelhamento horizontal";
        VerticalFlip => "Vertical flip", "Espelhamento vertical";
        Brightness => "Brightness", "Brilho";
        ChannelShift => "Colour shift", "Deslocamento de cor";
        FillMode => "Fill mode", "Modo de preenchimento";
        FillValue => "Fill value", "Valor de preenchimento";
        Rescale => "Rescaling", "Reescala";
        Monitor => "monitored metric", "métrica monitorada";
        MinDelta => "least improvement", "melhora mínima";
        Patience => "patience", "paciência";
        Baseline => "value to reach", "valor a alcançar";
        StartFromEpoch => "begins at epoch", "começa na época";
        ModeOf => "better is", "melhor é";
        Factor => "factor", "fator";
        Cooldown => "cooldown", "espera após redução";
        WeightDecay => "weight decay", "queda dos pesos";
        DecayExcluded => "left out of weight decay", "fora da queda dos pesos";
        UseEma => "moving averages of the weights", "médias móveis dos pesos";
        EmaMomentum => "momentum of the moving averages", "momento das médias móveis";
        LabelSmoothing => "label smoothing", "suavização dos rótulos";
        ValidationFreq => "epochs between validations", "épocas entre validações";
        Resizing => "sizes of training pictures", "tamanhos das imagens de treino";
        PictureSize => "size of the pictures", "tamanho das imagens";
        PretrainedName => "pretrained network", "rede pré-treinada";
        Trainable => "trainable", "treinável";
        MirrorAveraging => "mean with the mirror image", "média com a imagem espelhada";
        InitialRate => "first learning rate", "primeira taxa de aprendizado";
        DecaySteps => "steps of the decay", "passos da queda";
        Alpha => "share of the rate that remains", "parte da taxa que resta";
        WarmupTarget => "rate at the end of warm-up", "taxa no fim do aquecimento";
        WarmupSteps => "steps of warm-up", "passos de aquecimento";
        Crop => "random crop", "recorte aleatório";
        AreaShare => "share of the area", "parte da área";
        AspectRatio => "form of the part", "forma da parte";
        Jitter => "colour jitter", "variação de cores";
        JitterBrightness => "brightness", "brilho";
        Contrast => "contrast", "contraste";
        Saturation => "saturation", "saturação";
        Erasing => "random erasing", "apagamento aleatório";
        ErasedShare => "share of photos", "parte das fotos";
        ErasedLevel => "grey level", "nível de cinza";
        MinRate => "least learning rate", "menor taxa de aprendizado";
        Restore => "restores the best weights", "restaura os melhores pesos";
    }
}
