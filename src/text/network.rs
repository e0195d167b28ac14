//! The network page.

use super::phrases;

phrases! {
    /// The network page.
    NetworkText {
        Title => "Network", "Rede";
        Subtitle => "The layers a photograph passes through, from pixels to a probability for each class.",
            "As camadas por onde a foto passa, dos pixels a uma probabilidade para cada classe.";
        Preset => "Preset", "Predefinição";
        Custom => "custom", "personalizada";
        Input => "Input", "Entrada";
        Height => "height", "altura";
        Width => "width", "largura";
        Layer => "layer", "camada";
        Output => "output", "saída";
        Parameters => "parameters", "parâmetros";
        MultiplyAdds => "mult-adds", "mult-somas";
        OutputExplained => "The axes of the layer’s result for one photograph: height × width × channels, or a row of numbers.",
            "Os eixos do resultado da camada para uma fotografia: altura × largura × canais, ou uma linha de números.";
        ParametersExplained => "The numbers that the layer owns.", "Os números que a camada possui.";
        MultiplyAddsExplained => "Products of a weight and an input that are summed, for one photograph.",
            "Produtos de um peso por uma entrada que são somados, para uma fotografia.";
        LayerMemory => "memory", "memória";
        LayerMemoryExplained => "What the layer’s result for one photograph takes.", "Quanto ocupa o resultado da camada para uma fotografia.";
        LayerTime => "≈ ms", "≈ ms";
        LayerTimeExplained => "About what the layer takes to train on one photograph: the last run’s time, shared out by multiply-adds. Layers without any take time too, which is counted among the others.",
            "Aproximadamente o que a camada leva para treinar com uma foto: o tempo do último treino, repartido pelas multiplicações-somas. Camadas que não têm nenhuma também levam tempo, que é contado nas outras.";
        LayerTimeLikely => "About what the layer takes to train on one photograph, guessed from the processor’s speed by multiply-adds.",
            "Aproximadamente o que a camada leva para treinar com uma foto, estimado pela velocidade do processador e pelas multiplicações-somas.";
        Total => "Total", "Total";
        TotalsLine => "{parameters} weights, {trainable} of them trainable · {work} multiply-adds and {memory} MB for each photograph",
            "{parameters} pesos, {trainable} treináveis · {work} multiplicações-somas e {memory} MB por foto";
        EpochEstimate => "about {time} an epoch at {speed} photographs a second, as measured in the last run",
            "cerca de {time} por época a {speed} fotos por segundo, como medido no último treino";
        EpochLikely => "about {time} an epoch at {speed} photographs a second, guessed from the processor’s speed until a first epoch has been trained",
            "cerca de {time} por época a {speed} fotos por segundo, estimado pela velocidade do processador até que uma primeira época seja treinada";
        SpeedOnly => "about {speed} photographs a second; open photographs to see how long an epoch takes",
            "cerca de {speed} fotos por segundo; abra fotos para ver quanto dura uma época";
        NotMeasured => "how fast this machine trains has not been measured yet", "a velocidade de treino desta máquina ainda não foi medida";
        AddLayer => "Add a layer", "Adicionar camada";
        AddLayerEnd => "Add a layer at the end", "Adicionar camada no fim";
        Edit => "Edit layer {n}, {kind}", "Editar a camada {n}, {kind}";
        Remove => "Remove layer {n}, {kind}", "Remover a camada {n}, {kind}";
        MoveUp => "Move layer {n}, {kind} up", "Mover a camada {n}, {kind} para cima";
        MoveDown => "Move layer {n}, {kind} down", "Mover a camada {n}, {kind} para baixo";
        Picture => "Picture of the network: {layers} layers, from {input} to {classes} classes",
            "Desenho da rede: {layers} camadas, de {input} a {classes} classes";
        CannotBuild => "The network cannot be built", "A rede não pode ser montada";
        CannotBuildAt => "The network cannot be built. Layer {n}, {kind}: {reason}", "A rede não pode ser montada. Camada {n}, {kind}: {reason}";
        Layers => "Layers", "Camadas";
        Training => "Training", "Treino";
        MemoryClose => "Memory may run out: training needs about {needed}, and {available} are free. A smaller batch or network needs less.",
            "A memória pode acabar: o treino precisa de cerca de {needed}, e há {available} livres. Um lote ou uma rede menor precisa de menos.";
        Optimizer => "optimizer", "otimizador";
        BatchSize => "batch_size", "batch_size";
        Epochs => "epochs", "épocas";
        FastRun => "FAST_RUN: 3 epochs", "FAST_RUN: 3 épocas";
        RunSeed => "seed", "semente";
        Callbacks => "Callbacks", "Callbacks";
        AddCallback => "Add a callback", "Adicionar callback";
        RemoveCallback => "Remove {kind}", "Remover {kind}";
        MoveCallbackUp => "Move {kind} up", "Mover {kind} para cima";
        Save => "Save as RON…", "Salvar como RON…";
        Open => "Open RON…", "Abrir RON…";
        ClassesWord => "classes", "classes";
        None => "none", "nenhum";
        AsPool => "as pool_size", "como pool_size";
        Rows => "rows", "linhas";
        Columns => "columns", "colunas";
    }
}
