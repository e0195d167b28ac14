//! What the lecture's notebook says to each lesson.

use crate::text::phrases;

phrases! {
    /// What the lecture's notebook says to each lesson.
    LectureText {
        Heading => "In the notebook", "No notebook";
        Pixels => "The inputs of a CNN are RGB images (red, green, blue): matrices of pixels. What a ConvNet does is to reduce them without losing important features, so that they are easy to work with. The notebook takes 128×128×3.",
            "Os inputs de uma CNN são imagens RGB (red, green, blue): matrizes de pixels. A função de uma ConvNet é reduzir as imagens sem perder características importantes, para facilitar o processamento. O notebook usa 128×128×3.";
        Convolution => "Each unit of a convolutional layer is connected to a small region of the layer before: a local receptive field. So units learn to extract elementary visual features, such as oriented edges, borders and corners.",
            "Cada unidade de uma camada convolucional é conectada a uma pequena região da camada anterior: um campo receptivo local. Assim as unidades aprendem a extrair características visuais elementares, tais como arestas orientadas, bordas e cantos.";
        Sharing => "A ConvNet combines three ideas to ensure some degree of invariance to shift, scale and distortion in images: local receptive fields, shared weights and spatial sub-sampling. They encode properties of images and greatly reduce the number of parameters. Y. LeCun, P. Haffner, L. Bottou, Y. Bengio, “Object Recognition with Gradient-Based Learning”, 1999.",
            "Uma ConvNet combina três ideias para garantir algum grau de invariância para mudança (deslocamento), escala e distorção em imagens: campos receptivos locais, pesos compartilhados e subamostragem espacial. Elas fazem o “encoding” de propriedades das imagens e reduzem grandemente o número de parâmetros. Y. LeCun, P. Haffner, L. Bottou, Y. Bengio, “Object Recognition with Gradient-Based Learning”, 1999.";
        Relu => "Once the convolution is done, the activation function is applied: Conv2D(…, activation='relu').",
            "Uma vez que as operações de convolução são completadas, utilizamos a função de ativação: Conv2D(…, activation='relu').";
        Pooling => "The exact place of a feature is irrelevant for recognising the pattern, so the spatial resolution of the feature map can be reduced. The network becomes less sensitive to shifts and distortions and generalises better.",
            "A localização exata de uma característica é irrelevante para identificar o padrão, então a resolução espacial do feature map pode ser reduzida. A rede fica menos sensível a mudanças e distorções e generaliza melhor.";
        Fields => "Elementary features (oriented edges, borders, corners) are combined in later layers into features of a higher level. All units of a plane share the same set of weights; these planes are called feature maps.",
            "As características elementares (arestas orientadas, bordas, cantos) são combinadas em camadas posteriores, gerando características de mais alto nível. Todas as unidades de um plano compartilham o mesmo conjunto de pesos; a esses planos é dado o nome de feature maps.";
        Dense => "The network has two large parts: feature extraction and classification. In the second, a classical neural network classifies: its inputs are the extracted features, “flattened”: Flatten(), Dense(512, activation='relu'). model.summary() lists each layer with its weights.",
            "A rede tem duas grandes “sub arquiteturas”: extração e classificação de características. Na segunda, uma rede neural clássica classifica: seus inputs são as características extraídas, “achatadas”: Flatten(), Dense(512, activation='relu'). model.summary() lista cada camada com seus pesos.";
        Softmax => "It turns numbers (logits) into probabilities that sum to 1: a vector that is the probability distribution over a list of possible outputs. Dense(2, activation='softmax') has two: cat (0) and dog (1), which the files’ names tell.",
            "Transforma números (logits) em probabilidades que somam 1: um vetor que representa a distribuição de probabilidade de uma lista de possíveis saídas. Dense(2, activation='softmax') tem duas: gato (0) e cachorro (1), que o nome dos arquivos diz.";
        CrossEntropy => "Categorical cross-entropy evaluates a candidate solution, a set of weights. Training seeks to MINIMISE the error, and so this loss: the difference between the distribution of probabilities that the model predicts and the real one, a 1 for the true class (class_mode='categorical'). model.compile(loss='categorical_crossentropy', …), with accuracy as metric.",
            "A Categorical Cross Entropy avalia uma solução candidata, um conjunto de pesos. Ao treinar buscamos MINIMIZAR o erro, e com ele esta função de perda: a diferença entre a distribuição de probabilidade predita pelo modelo e a real, um 1 na classe verdadeira (class_mode='categorical'). model.compile(loss='categorical_crossentropy', …), com acurácia como métrica.";
        GradientDescent => "Optimisers are the functions that update the weights of a network: they try to make sure that the cost function is minimised. θ: weights of the network; η: learning rate; C: cost function.",
            "Otimizadores são as funções que atualizam os pesos de uma rede: tentam garantir a minimização da função de custo. θ: pesos da rede; η: taxa de aprendizado; C: função de custo.";
        Optimizers => "The notebook compiles with optimizer='sgd'; the Kaggle kernel that it comes from uses RMSprop.",
            "O notebook compila com optimizer='sgd'; o kernel do Kaggle de que ele veio usa RMSprop.";
        TrainingMode => "BatchNormalization normalises the distribution of each layer’s input. The notebook drops 0.25 after each pooling and 0.5 before the last layer.",
            "BatchNormalization normaliza a distribuição do input de cada camada. O notebook desliga 0,25 depois de cada pooling e 0,5 antes da última camada.";
        Overfitting => "train_test_split(df, test_size=0.20, random_state=42). Training photos are turned (15 degrees), sheared (0.1), zoomed (0.2), mirrored and shifted (0.1); validation photos are only rescaled, by 1/255.",
            "train_test_split(df, test_size=0.20, random_state=42). As fotos de treino são giradas (15 graus), inclinadas (0,1), aproximadas (0,2), espelhadas e deslocadas (0,1); as de validação são só reescaladas por 1/255.";
        Callbacks => "EarlyStopping(patience=10) and ReduceLROnPlateau(monitor='val_acc', patience=2, factor=0.5, min_lr=0.00001), over 50 epochs of batches of 15; FAST_RUN makes 3 epochs of them. An epoch is as many batches as fit whole into the training photos: steps_per_epoch=total_train//batch_size; validation likewise, validation_steps=total_validate//batch_size.",
            "EarlyStopping(patience=10) e ReduceLROnPlateau(monitor='val_acc', patience=2, factor=0.5, min_lr=0.00001), em 50 épocas de lotes de 15; FAST_RUN faz delas 3 épocas. Uma época são tantos lotes quantos cabem inteiros nas fotos de treino: steps_per_epoch=total_train//batch_size; na validação também, validation_steps=total_validate//batch_size.";
        Transfer => "The notebook trains its network from random weights. Transfer learning is what one would do today with few photos.",
            "O notebook treina sua rede a partir de pesos ao acaso. Transferência de aprendizado é o que se faria hoje com poucas fotos.";
    }
}
