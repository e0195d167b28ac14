//! The terms of the pages, each explained in two or three sentences.

use crate::text::phrases;

phrases! {
    /// What a term means.
    TermText {
        Terms => "Terms of this page", "Termos desta página";
        ToLesson => "Lesson: {title} →", "Lição: {title} →";
        Explain => "What {name} means", "O que é {name}";
        PoolingName => "pooling", "pooling";
        ActivationName => "activation", "ativação";
        LossName => "loss", "perda";
        AccuracyName => "accuracy", "acurácia";
        ValidationName => "val_ (validation)", "val_ (validação)";
        LearningRateName => "learning rate", "taxa de aprendizado";
        MomentumName => "momentum", "momento";
        OptimizerName => "optimiser", "otimizador";
        BatchSizeName => "batch size", "tamanho do lote";
        EpochName => "epoch", "época";
        SeedName => "seed", "semente";
        SplitName => "split", "divisão";
        AugmentationName => "augmentation", "aumento de dados";
        PrecisionName => "precision", "precisão";
        RecallName => "recall", "revocação";
        CalibrationName => "calibration", "calibração";
        GradCamName => "Grad-CAM", "Grad-CAM";
        TestSetName => "test set", "conjunto de teste";
        StratifyName => "stratified split", "divisão estratificada";
        F1Name => "F1", "F1";
        ConfusionName => "confusion matrix", "matriz de confusão";
        ProbabilityName => "probability", "probabilidade";
        NoveltyName => "in doubt", "em dúvida";
        ScheduleName => "learning rate schedule", "programação da taxa de aprendizado";
        Conv2D => "A small table of weights, the kernel, walks over all maps and asks the same question everywhere. Each filter makes one map.",
            "Uma pequena tabela de pesos, o kernel, percorre todos os mapas e faz a mesma pergunta em cada lugar. Cada filtro faz um mapa.";
        Normalisation => "Each map is brought to mean 0 and variance 1, then scaled and shifted by learnt numbers. In training the batch decides, at prediction the moving statistics.",
            "Cada mapa é levado a média 0 e variância 1, depois escalado e deslocado por números aprendidos. No treino decide o lote, na previsão as estatísticas móveis.";
        Pooling => "Of each window one number is kept, the largest or the mean. Maps become smaller, and the exact place of a feature matters less.",
            "De cada janela fica um número, o maior ou a média. Os mapas diminuem, e a localização exata de uma característica importa menos.";
        Dropout => "In training a share of the numbers is set to 0 at random, and the others are scaled up. At prediction nothing is dropped.",
            "No treino uma parte dos números vira 0 ao acaso, e os outros são aumentados. Na previsão nada é desligado.";
        Flatten => "The maps are put into one row of numbers. Nothing is computed: it only prepares the dense layers.",
            "Os mapas são achatados em uma fila de números. Nada é calculado: só prepara as camadas densas.";
        Dense => "Each unit adds up all numbers before it, each times a weight of its own. Most weights of a network often lie here.",
            "Cada unidade soma todos os números anteriores, cada um vezes um peso próprio. Muitas vezes a maior parte dos pesos está aqui.";
        Activation => "A function of each number. ReLU keeps what is above 0 and makes the rest 0; softmax turns the last numbers into shares.",
            "Uma função de cada número. A ReLU guarda o que está acima de 0 e zera o resto; a softmax transforma os últimos números em partes.";
        Loss => "How surprised the network is by the true class: −ln of the share that it gives to it, on average. Training makes it small.",
            "Quanto a rede se surpreende com a classe verdadeira: −ln da parte que dá a ela, em média. O treino a diminui.";
        Accuracy => "The share of photos whose largest probability is on the true class. It does not ask how large that probability is.",
            "A parte das fotos cuja maior probabilidade está na classe verdadeira. Não importa o tamanho dessa probabilidade.";
        Validation => "Measured on photos that the network was not trained on (val_). It says what was learnt, not what was learnt by heart.",
            "Medida em fotos com que a rede não treinou (val_). Diz o que foi aprendido, não o que foi decorado.";
        LearningRate => "How long each update of the weights is, against the gradient. Too short, and training takes ages; too long, and the loss grows.",
            "O comprimento de cada atualização dos pesos, contra o gradiente. Curta demais, o treino demora; longa demais, a perda cresce.";
        Momentum => "How much of the updates before goes on into the next one. With 0.9, an update under a constant gradient becomes ten times as long.",
            "Quanto das atualizações anteriores entra na próxima. Com 0,9, uma atualização sob gradiente constante fica dez vezes mais longa.";
        Optimizer => "The rule by which gradients become updates of the weights. SGD uses the newest gradient, momentum, RMSprop and Adam remember earlier ones.",
            "A regra pela qual gradientes viram atualizações dos pesos. SGD usa o gradiente mais novo; momento, RMSprop e Adam lembram os anteriores.";
        BatchSize => "How many photos are averaged for one update. Larger batches give smoother gradients and fewer updates in an epoch.",
            "Quantas fotos entram na média de uma atualização. Lotes maiores dão gradientes mais suaves e menos atualizações por época.";
        Epoch => "One pass over all training photos. Callbacks act at its end.",
            "Uma passagem por todas as fotos de treino. Os callbacks agem no fim dela.";
        Seed => "The number from which everything random follows: weights, order, augmentation, dropout. The same seed gives the same run.",
            "O número de que vem tudo que é aleatório: pesos, ordem, aumento de dados, dropout. A mesma semente dá o mesmo treino.";
        Split => "A part of the photos is set aside before training and only validates. Nothing else shows what the network does with photos that it has never seen.",
            "Uma parte das fotos é separada antes do treino e só valida. Nada mais mostra o que a rede faz com fotos nunca vistas.";
        EarlyStopping => "Ends the training once the monitored value has not improved for so many epochs in a row. It keeps the best weights only with restore_best_weights.",
            "Encerra o treino quando o valor monitorado não melhora por tantas épocas seguidas. Só guarda os melhores pesos com restore_best_weights.";
        ReduceLrOnPlateau => "Multiplies the learning rate by a factor once the monitored value has not improved for so many epochs. It never goes below min_lr.",
            "Multiplica a taxa de aprendizado por um fator quando o valor monitorado não melhora por tantas épocas. Ela nunca fica abaixo de min_lr.";
        ModelCheckpoint => "Writes the weights to a file after each epoch, or only after those that are the best so far. The best weights of the whole run are kept without it, too.",
            "Grava os pesos em arquivo depois de cada época, ou só depois das melhores até então. Os melhores pesos do treino são guardados também sem ele.";
        CsvLogger => "Writes the metrics of each epoch as a line of a CSV file. It opens in any spreadsheet.",
            "Grava as métricas de cada época como linha de um arquivo CSV. Ele abre em qualquer planilha.";
        TerminateOnNan => "Ends the training as soon as a loss is no number. That often comes of too large a learning rate.",
            "Encerra o treino assim que uma perda não é número. Muitas vezes a causa é uma taxa de aprendizado grande demais.";
        Augmentation => "Training photos are varied at random, each time anew. It makes no more files, and validation photos stay as they are.",
            "As fotos de treino variam ao acaso, a cada vez de novo. Não cria mais arquivos, e as fotos de validação ficam como são.";
        Precision => "Of the photos that were predicted as this class, the share that is of it. It is low where the network calls too much by this name.",
            "Das fotos previstas como esta classe, a parte que é dela. É baixa quando a rede dá esse nome a coisas demais.";
        Recall => "Of the photos of this class, the share that was predicted as such. It is low where the network misses many of them.",
            "Das fotos desta classe, a parte que foi prevista como tal. É baixa quando a rede deixa passar muitas.";
        Calibration => "Whether shares mean what they say: of all answers given with 80 %, about 80 % should be right.",
            "Se as partes dizem a verdade: de todas as respostas com 80 %, cerca de 80 % deviam estar certas.";
        GradCam => "The places of the last maps that raise the score of a class most, as heat over the photo. It says where the network looked, not what it saw there.",
            "Os lugares dos últimos mapas que mais aumentam a nota de uma classe, como calor sobre a foto. Diz onde a rede olhou, não o que viu ali.";
        TestSet => "Photos that neither train nor validate, and are looked at once, at the end. Their figures are the honest ones: nothing was chosen by them.",
            "Fotos que não treinam nem validam, e são vistas uma vez, no fim. Seus números são os honestos: nada foi escolhido por eles.";
        Stratify => "Each side of the split gets the same share of every class. Without it, a small class may by chance be missing on one side.",
            "Cada lado da divisão recebe a mesma parte de cada classe. Sem isso, uma classe pequena pode por acaso faltar em um lado.";
        F1 => "One number of precision and recall: their harmonic mean. It is high only where both are.",
            "Um número para precisão e revocação: a média harmônica das duas. Só é alto quando ambas são.";
        Confusion => "A row for each true class, a column for each predicted one. On the diagonal are the right predictions, everywhere else the mistakes.",
            "Uma linha para cada classe verdadeira, uma coluna para cada prevista. Na diagonal estão os acertos, no resto os erros.";
        Probability => "What softmax makes of the last numbers: a share for each class, together always 1. A large share is no certainty, least of all for photos of something else.",
            "O que a softmax faz dos últimos números: uma parte para cada classe, juntas sempre 1. Uma parte grande não é certeza, menos ainda em fotos de outra coisa.";
        Novelty => "The photo is unlike those that the network was trained for, or two classes are about as probable. Look at these predictions yourself.",
            "A foto não parece com as que a rede conhece, ou duas classes são quase igualmente prováveis. Confira você mesmo essas previsões.";
        Schedule => "The learning rate follows a plan from step to step, often high first and low in the end. Constant means that only callbacks change it.",
            "A taxa de aprendizado segue um plano de passo em passo, muitas vezes alta no começo e baixa no fim. Constante significa que só callbacks a mudam.";
    }
}
