//! The network page.

use super::lessons::LessonPresetText;
use super::{Language, phrases};

phrases! {
    /// The network page.
    NetworkText {
        Title => "Network", "Rede";
        Subtitle => "The layers a photo passes through, from pixels to a probability for each class.",
            "As camadas por onde a foto passa, dos pixels a uma probabilidade para cada classe.";
        Preset => "Preset", "Predefinição";
        Custom => "custom", "personalizada";
        CustomIs => "Changed from a preset.", "Alterada a partir de uma predefinição.";
        Notebook => "notebook", "caderno";
        NotebookIs => "Cats and dogs as in the lecture: SGD, up to 50 epochs.", "Gatos e cães como na aula: SGD, até 50 épocas.";
        Fast => "fast", "rápida";
        FastIs => "The notebook’s network for 3 epochs, to try everything.", "A rede do caderno por 3 épocas, para testar tudo.";
        Kernel => "kernel", "kernel";
        KernelIs => "The Kaggle kernel the notebook came from: RMSprop.", "O kernel do Kaggle que deu origem ao caderno: RMSprop.";
        Strong => "strong", "forte";
        StrongIs => "For your own photos, from random weights: a residual network, photos in three sizes, a schedule.",
            "Para as suas próprias fotos, a partir de pesos aleatórios: uma rede residual, fotos em três tamanhos, um plano.";
        Quick => "quick", "ligeira";
        QuickIs => "The same network for a third of the time.", "A mesma rede em um terço do tempo.";
        ComparePresets => "Compare presets", "Comparar predefinições";
        Suggested => "suggested", "sugerida";
        Chosen => "chosen", "escolhida";
        SuggestedFor => "For {n} photos of your own, “{name}” is suggested.", "Para {n} fotos suas, sugere-se “{name}”.";
        UsePreset => "Use “{name}”", "Usar “{name}”";
        PresetCost => "Here about {epoch} an epoch, {whole} in all.", "Aqui, cerca de {epoch} por época, {whole} ao todo.";
        PresetWholeCost => "Here about {whole} in all.", "Aqui, cerca de {whole} ao todo.";
        CostUnknown => "Open photos to see how long it takes.", "Abra fotos para ver quanto demora.";
        WholeEstimate => "about {time} for {epochs} epochs, validation included", "cerca de {time} para {epochs} épocas, com a validação";
        NotebookExpect => "Of 100 new photos about 64 were right after 12 epochs on 3,200 cats and dogs.",
            "De 100 fotos novas, cerca de 64 estavam certas após 12 épocas com 3.200 gatos e cães.";
        KernelExpect => "Of 100 new photos about 80 were right after training on 3,200 cats and dogs.",
            "De 100 fotos novas, cerca de 80 estavam certas após o treino com 3.200 gatos e cães.";
        StrongExpect => "Of 100 new photos about 93 were right after one training on 3,200 cats and dogs.",
            "De 100 fotos novas, cerca de 93 estavam certas após um treino com 3.200 gatos e cães.";
        QuickExpect => "Of 100 new photos about 88 were right after one training on 3,200 cats and dogs.",
            "De 100 fotos novas, cerca de 88 estavam certas após um treino com 3.200 gatos e cães.";
        FastExpect => "Three epochs show that all works, not what can be learned.",
            "Três épocas mostram que tudo funciona, não o que se pode aprender.";
        DrawingsExpect => "Made for drawings; for photos take another preset.", "Feita para desenhos; para fotos, escolha outra predefinição.";
        CustomExpect => "What it learns shows after training.", "O que ela aprende se vê depois do treino.";
        MirrorExplained => "Each photo is predicted as it is and mirrored, and the two probabilities are averaged: a little better, twice the time.",
            "Cada foto é prevista como está e espelhada, e a média das duas probabilidades é usada: um pouco melhor, o dobro do tempo.";
        ResizingExplained => "In the first epochs photos are smaller, which is faster. Each line holds for its epochs; afterwards photos have the network’s input size.",
            "Nas primeiras épocas as fotos são menores, o que é mais rápido. Cada linha vale para as suas épocas; depois as fotos têm o tamanho da entrada da rede.";
        AddStage => "Add a size for some epochs", "Adicionar um tamanho para algumas épocas";
        RemoveStage => "Remove the last size", "Remover o último tamanho";
        ScheduleDescription => "Learning rate over {epochs} epochs: up to {highest}, at the end {last}.",
            "Taxa de aprendizado em {epochs} épocas: até {highest}, no fim {last}.";
        DrawingsPreset => "drawings", "desenhos";
        TransferExpect => "Of 100 new photos of cats and dogs about 97 were right after training on 100, and 99 after 3,200.",
            "De 100 fotos novas de gatos e cães, cerca de 97 ficaram certas após o treino com 100, e 99 com 3.200.";
        TransferQuickExpect => "Of 100 new photos of cats and dogs about 92 were right after training on 100, and 95 after 3,200.",
            "De 100 fotos novas de gatos e cães, cerca de 92 ficaram certas após o treino com 100, e 95 com 3.200.";
        TransferPreset => "transfer", "transferência";
        TransferQuickPreset => "transfer, quick", "transferência rápida";
        TransferIs => "For a few real photos: a network pretrained on ImageNet, of which only the last layer learns here. Not trained from scratch.",
            "Para poucas fotos reais: uma rede pré-treinada na ImageNet, da qual só a última camada aprende aqui. Não é treino do zero.";
        TransferQuickIs => "As transfer, with pictures of 128 × 128: three times as quick, less accurate.",
            "Como a transferência, com imagens de 128 × 128: três vezes mais rápido, menos exato.";
        DrawingsIs => "A small network for the built-in drawings.", "Uma rede pequena para os desenhos embutidos.";
        Conv2DIs => "Looks for patterns: each filter slides over the picture.", "Procura padrões: cada filtro desliza sobre a imagem.";
        BatchNormalizationIs => "Brings each channel to mean 0 and spread 1.", "Leva cada canal a média 0 e desvio 1.";
        MaxPoolingIs => "Keeps the largest value of each patch: a smaller picture.", "Guarda o maior valor de cada região: imagem menor.";
        AveragePoolingIs => "Keeps the mean of each patch: a smaller picture.", "Guarda a média de cada região: imagem menor.";
        GlobalPoolingIs => "One number for each channel: its mean.", "Um número por canal: a sua média.";
        DropoutIs => "In training, switches off some values at random.", "No treino, desliga alguns valores ao acaso.";
        FlattenIs => "Lays the picture out as one row of numbers.", "Dispõe a imagem em uma única linha de números.";
        DenseIs => "Each unit weighs all numbers; the last layer has one unit a class.",
            "Cada unidade pondera todos os números; a última camada tem uma por classe.";
        ActivationIs => "Bends each value; without it all layers would be one.", "Curva cada valor; sem ela todas as camadas seriam uma só.";
        GlobalMaxPoolingIs => "One number for each channel: its largest value.", "Um número por canal: o seu maior valor.";
        ZeroPaddingIs => "Adds rows and columns of zeros around the picture.", "Acrescenta linhas e colunas de zeros em volta da imagem.";
        DepthwiseIs => "A filter for each channel by itself: few weights.", "Um filtro para cada canal, separadamente: poucos pesos.";
        SeparableIs => "Filters each channel by itself, then mixes the channels.", "Filtra cada canal separadamente e depois mistura os canais.";
        ResidualLayers => "their result is added to the block's input", "o resultado delas é somado à entrada do bloco";
        ResidualShortcut => "what the input passes before it is added", "por onde a entrada passa antes da soma";
        ResidualInput => "the block's input as it is", "a própria entrada do bloco";
        ResidualProjection => "a 1×1 convolution, added because the shapes differ",
            "uma convolução 1×1, acrescentada porque as formas diferem";
        ResidualIs => "Adds its input to what its layers make of it: deep networks learn more easily.",
            "Soma a entrada ao que as suas camadas fazem dela: redes profundas aprendem mais facilmente.";
        PretrainedIs => "A network that has learned from 1.3 million photos of ImageNet before. Its weights stay as they are, unless trainable says otherwise; pixels go in as (pixel - 127) / 128.",
            "Uma rede que já aprendeu com 1,3 milhão de fotos da ImageNet. Seus pesos ficam como estão, a não ser que trainable diga o contrário; os pixels entram como (pixel - 127) / 128.";
        KnewImageNet => "Not from scratch: {name} has learned from 1.3 million photos of ImageNet before.",
            "Não do zero: {name} já aprendeu com 1,3 milhão de fotos da ImageNet.";
        KnewOthers => "Not from scratch: {name} has learned from other photos before.", "Não do zero: {name} já aprendeu com outras fotos.";
        LastLearn => "the last block learns|the last {n} blocks learn", "o último bloco aprende|os últimos {n} blocos aprendem";
        AllLearns => "all of it learns", "ela toda aprende";
        ClassWeightExplained => "What the loss of a photo is multiplied by, by its class: above 1 where a class has few photos",
            "Por quanto se multiplica a perda de uma foto, conforme a classe: acima de 1 onde uma classe tem poucas fotos";
        NoSuchClass => "The photos have no class {class}: remove its weight", "As fotos não têm a classe {class}: remova o peso dela";
        RemoveClassWeight => "Remove the weight of {class}", "Remover o peso de {class}";
        TrainableIs => "What training changes: nothing, the convolutions of the last blocks, or everything",
            "O que o treino muda: nada, as convoluções dos últimos blocos, ou tudo";
        EarlyStoppingIs => "Ends the training when a metric no longer improves.", "Encerra o treino quando uma métrica não melhora mais.";
        ReduceIs => "Lowers the learning rate when a metric no longer improves.", "Reduz a taxa de aprendizado quando uma métrica não melhora.";
        CheckpointIs => "Saves the weights after an epoch.", "Salva os pesos após uma época.";
        LoggerIs => "Writes each epoch’s metrics to a CSV file.", "Grava as métricas de cada época em um arquivo CSV.";
        TerminateIs => "Ends the training if the loss is not a number.", "Encerra o treino se a perda não for um número.";
        LegendPooling => "pooling", "pooling";
        LegendOther => "normalization, dropout", "normalização, dropout";
        Input => "Input", "Entrada";
        Height => "height", "altura";
        Width => "width", "largura";
        Layer => "layer", "camada";
        Output => "output", "saída";
        Parameters => "parameters", "parâmetros";
        MultiplyAdds => "MACs", "MACs";
        OutputExplained => "The axes of the layer’s result for one photo: height × width × channels, or a row of numbers.",
            "Os eixos do resultado da camada para uma foto: altura × largura × canais, ou uma linha de números.";
        ParametersExplained => "The numbers that the layer owns.", "Os números que a camada possui.";
        MultiplyAddsExplained => "Products of a weight and an input that are summed, for one photo.",
            "Produtos de um peso por uma entrada que são somados, para uma foto.";
        LayerMemory => "memory", "memória";
        LayerMemoryExplained => "What the layer’s result for one photo takes.", "Quanto ocupa o resultado da camada para uma foto.";
        LayerTime => "≈ ms", "≈ ms";
        LayerTimeExplained => "About what the layer takes to train on one photo: the last run’s time, shared out by multiply-adds. Layers without any take time too, which is counted among the others.",
            "Aproximadamente o que a camada leva para treinar com uma foto: o tempo do último treino, repartido pelas multiplicações (MACs). Camadas que não têm nenhuma também levam tempo, que é contado nas outras.";
        LayerTimeLikely => "About what the layer takes to train on one photo, guessed from the processor’s speed by multiply-adds.",
            "Aproximadamente o que a camada leva para treinar com uma foto, estimado pela velocidade do processador e pelas multiplicações (MACs).";
        Total => "Total", "Total";
        TotalsLine => "{parameters} weights, {trainable} of them trainable · {work} multiply-adds (MACs) and {memory} MB for each photo",
            "{parameters} pesos, {trainable} treináveis · {work} multiplicações (MACs) e {memory} MB por foto";
        EpochEstimate => "about {time} an epoch at {speed} photos a second, as measured in the last run",
            "cerca de {time} por época a {speed} fotos por segundo, como medido no último treino";
        EpochLikely => "about {time} an epoch at {speed} photos a second, estimated from the processor’s speed",
            "cerca de {time} por época a {speed} fotos por segundo, pela velocidade do processador";
        EpochShort => "less than 1 s an epoch, as measured in the last run", "menos de 1 s por época, como medido no último treino";
        EpochShortLikely => "less than 1 s an epoch, estimated from the processor’s speed",
            "menos de 1 s por época, pela velocidade do processador";
        SpeedOnly => "about {speed} photos a second; open photos to see how long an epoch takes",
            "cerca de {speed} fotos por segundo; abra fotos para ver quanto dura uma época";
        NotMeasured => "how fast this machine trains has not been measured yet", "a velocidade de treino desta máquina ainda não foi medida";
        AddLayerAfter => "Add a layer after layer {n}", "Adicionar camada depois da camada {n}";
        AddLayerWithin => "Add a layer to {list} of layer {n}", "Adicionar camada a {list} da camada {n}";
        AddLayerEnd => "Add a layer at the end", "Adicionar camada no fim";
        Edit => "Edit layer {n}, {kind}", "Editar a camada {n}, {kind}";
        Remove => "Remove layer {n}, {kind}", "Remover a camada {n}, {kind}";
        MoveUp => "Move layer {n}, {kind} up", "Mover a camada {n}, {kind} para cima";
        MoveDown => "Move layer {n}, {kind} down", "Mover a camada {n}, {kind} para baixo";
        Picture => "Picture of the network: {layers} layers, from {input} to {classes} classes",
            "Desenho da rede: {layers} camadas, de {input} a {classes} classes";
        CannotBuild => "The network cannot be built", "A rede não pode ser montada";
        CannotBuildAt => "The network cannot be built: see layer {n}, {kind}", "A rede não pode ser montada: veja a camada {n}, {kind}";
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
        Save => "Save experiment…", "Salvar experimento…";
        Open => "Open experiment…", "Abrir experimento…";
        ClassesWord => "classes", "classes";
        None => "none", "nenhum";
        Schedule => "schedule", "plano";
        ConstantRate => "constant", "constante";
        DecayStepsExplained => "Left off, the decay ends with the training.", "Sem isso, a queda termina com o treino.";
        WarmupExplained => "The rate rises to warmup_target first, for warmup_steps steps.",
            "A taxa sobe primeiro até warmup_target, durante warmup_steps passos.";
        AsPool => "as pool_size", "como pool_size";
        Rows => "rows", "linhas";
        Columns => "columns", "colunas";
    }
}

/// A preset's name in a language; other names are kept.
#[must_use]
pub fn preset_name(language: Language, preset: &str) -> &str {
    match preset {
        "notebook" => language.text(NetworkText::Notebook),
        "strong" => language.text(NetworkText::Strong),
        "quick" => language.text(NetworkText::Quick),
        "fast" => language.text(NetworkText::Fast),
        "kernel" => language.text(NetworkText::Kernel),
        "drawings" => language.text(NetworkText::DrawingsPreset),
        "transfer" => language.text(NetworkText::TransferPreset),
        "transfer_quick" => language.text(NetworkText::TransferQuickPreset),
        "rate_of_1" => language.text(LessonPresetText::Rate),
        "no_augmentation" => language.text(LessonPresetText::NoAugmentation),
        "duplicates" => language.text(LessonPresetText::Duplicates),
        "dense_only" => language.text(LessonPresetText::DenseOnly),
        "global_average" => language.text(LessonPresetText::GlobalAverage),
        "custom" => language.text(NetworkText::Custom),
        other => other,
    }
}

/// What a preset is, in a line.
#[must_use]
pub fn preset_explanation(language: Language, preset: &str) -> &'static str {
    let own = match preset {
        "notebook" => NetworkText::NotebookIs,
        "strong" => NetworkText::StrongIs,
        "quick" => NetworkText::QuickIs,
        "fast" => NetworkText::FastIs,
        "kernel" => NetworkText::KernelIs,
        "drawings" => NetworkText::DrawingsIs,
        "transfer" => NetworkText::TransferIs,
        "transfer_quick" => NetworkText::TransferQuickIs,
        "rate_of_1" => return language.text(LessonPresetText::RateIs),
        "no_augmentation" => return language.text(LessonPresetText::NoAugmentationIs),
        "duplicates" => return language.text(LessonPresetText::DuplicatesAre),
        "dense_only" => return language.text(LessonPresetText::DenseOnlyIs),
        "global_average" => return language.text(LessonPresetText::GlobalAverageIs),
        _ => NetworkText::CustomIs,
    };
    language.text(own)
}

/// What to expect of a preset, as it was measured (`benches/README.md`).
#[must_use]
pub fn preset_expectation(preset: &str) -> NetworkText {
    match preset {
        "notebook" => NetworkText::NotebookExpect,
        "strong" => NetworkText::StrongExpect,
        "quick" => NetworkText::QuickExpect,
        "fast" => NetworkText::FastExpect,
        "kernel" => NetworkText::KernelExpect,
        "drawings" => NetworkText::DrawingsExpect,
        "transfer" => NetworkText::TransferExpect,
        "transfer_quick" => NetworkText::TransferQuickExpect,
        _ => NetworkText::CustomExpect,
    }
}
