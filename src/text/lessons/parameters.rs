//! Keras's layers and parameters under their own names, each explained in two or three sentences.

use crate::text::phrases;

phrases! {
    /// What a layer or a parameter of Keras means.
    ParameterText {
        SeparableConv2D => "A convolution in two steps: one kernel for each map by itself, then a weighted sum of the maps at each place. It needs far fewer weights than Conv2D.",
            "Uma convolução em dois passos: um kernel para cada mapa sozinho, depois uma soma ponderada dos mapas em cada lugar. Precisa de muito menos pesos que Conv2D.";
        DepthwiseConv2D => "Each map has a kernel of its own, and maps are not mixed. It is the first half of SeparableConv2D.",
            "Cada mapa tem um kernel próprio, e os mapas não se misturam. É a primeira metade de SeparableConv2D.";
        ZeroPadding2D => "Rows and columns of zeros are put around the maps. So a following convolution also reaches their edges.",
            "Linhas e colunas de zeros são postas em volta dos mapas. Assim uma convolução seguinte também alcança as bordas.";
        Residual => "What goes in is added to what comes out, so the layers between learn only a correction. That lets networks be deep.",
            "O que entra é somado ao que sai, então as camadas no meio só aprendem uma correção. Isso permite redes profundas.";
        Pretrained => "A network that others trained on over a million photos. Its weights stay as they are, and only what comes after it learns.",
            "Uma rede que outros treinaram em mais de um milhão de fotos. Seus pesos ficam como estão, e só aprende o que vem depois dela.";
        GlobalPooling => "Of each map one number is kept, the mean or the largest. It takes the place of Flatten and saves most of the weights after it.",
            "De cada mapa fica um número, a média ou o maior. Toma o lugar de Flatten e economiza a maior parte dos pesos seguintes.";
        ActivationLayer => "A function of each number as a layer of its own. It does the same as the activation of Conv2D or Dense.",
            "Uma função de cada número como camada própria. Faz o mesmo que a ativação de Conv2D ou Dense.";
        Nesterov => "The gradient is taken a little ahead, where momentum is leading. Often the path swings less.",
            "O gradiente é tomado um pouco adiante, para onde o momento leva. Muitas vezes o caminho balança menos.";
        Rho => "How much RMSprop keeps of its mean of squared gradients. Near 1 it looks back far.",
            "Quanto o RMSprop guarda da média dos gradientes ao quadrado. Perto de 1 ele olha longe para trás.";
        Beta1 => "How much Adam keeps of its mean of gradients. It works as momentum does.",
            "Quanto o Adam guarda da média dos gradientes. Funciona como o momento.";
        Beta2 => "How much Adam keeps of its mean of squared gradients, by which it divides. Near 1 it looks back far.",
            "Quanto o Adam guarda da média dos gradientes ao quadrado, pela qual divide. Perto de 1 ele olha longe para trás.";
        Epsilon => "A tiny number that keeps a division from being by 0. It is hardly ever worth changing.",
            "Um número minúsculo que evita divisão por 0. Quase nunca vale a pena mudar.";
        WeightDecay => "Each update also makes all weights a little smaller. Large weights then have to earn their place, which helps against overfitting.",
            "Cada atualização também encolhe um pouco todos os pesos. Pesos grandes precisam então se justificar, o que ajuda contra o sobreajuste.";
        UseEma => "Predictions use an average of the weights over the last updates, which is smoother than the newest weights. ema_momentum says how far back it reaches.",
            "As previsões usam uma média dos pesos das últimas atualizações, mais suave que os pesos mais novos. ema_momentum diz até onde ela alcança.";
        LabelSmoothing => "The true class counts as a little less than 1, and the others as a little more than 0. The network is then less sure of itself.",
            "A classe verdadeira vale um pouco menos que 1, e as outras um pouco mais que 0. A rede fica então menos convencida.";
        ClassWeight => "The loss of each photo is multiplied by the weight of its class. Above 1, a class with few photos counts for more.",
            "A perda de cada foto é multiplicada pelo peso da sua classe. Acima de 1, uma classe com poucas fotos conta mais.";
        ValidationFreq => "After how many epochs the validation photos are looked at. With 1, after each epoch.",
            "Depois de quantas épocas as fotos de validação são vistas. Com 1, depois de cada época.";
        ProgressiveResizing => "The first epochs see smaller photos and are faster. Details come in later epochs.",
            "As primeiras épocas veem fotos menores e são mais rápidas. Os detalhes vêm nas épocas seguintes.";
        MirrorAveraging => "A prediction is the mean of two: of the photo and of its mirror image. It is a little better and takes twice the time.",
            "Uma previsão é a média de duas: da foto e da imagem espelhada. É um pouco melhor e leva o dobro do tempo.";
        Monitor => "The metric that the callback reads after each epoch. Names with val_ are measured on the validation photos.",
            "A métrica que o callback lê depois de cada época. Nomes com val_ são medidos nas fotos de validação.";
        Patience => "So many epochs in a row may pass without improvement before the callback acts. A small patience acts on mere chance.",
            "Tantas épocas seguidas podem passar sem melhora antes de o callback agir. Uma paciência pequena age por mero acaso.";
        MinDelta => "A change smaller than this does not count as an improvement. It keeps tiny gains from going on for ever.",
            "Uma mudança menor que esta não conta como melhora. Evita que ganhos minúsculos se prolonguem para sempre.";
        Mode => "Whether a smaller (min) or a larger (max) value is better. With auto the metric's name decides: a loss should fall, an accuracy rise.",
            "Se é melhor um valor menor (min) ou maior (max). Com auto decide o nome da métrica: uma perda deve cair, uma acurácia subir.";
        Baseline => "A value that has to be beaten at all. Epochs that do not beat it count as waiting, even where they improve.",
            "Um valor que precisa ser superado. Épocas que não o superam contam como espera, mesmo que melhorem.";
        RestoreBestWeights => "At the end of training the weights of the best epoch are restored. Without it the last ones stay.",
            "No fim do treino voltam os pesos da melhor época. Sem isso ficam os últimos.";
        StartFromEpoch => "Epochs before this one are not counted. The first ones are often wild.",
            "Épocas antes desta não são contadas. As primeiras costumam oscilar muito.";
        Factor => "The learning rate is multiplied by this. With 0.5 it is halved each time.",
            "A taxa de aprendizado é multiplicada por isto. Com 0,5 ela cai pela metade a cada vez.";
        Cooldown => "So many epochs the callback rests after it has lowered the rate. Only then it counts again.",
            "Por tantas épocas o callback descansa depois de baixar a taxa. Só então volta a contar.";
        MinLr => "The learning rate is never lowered below this. Once it is there, the callback does nothing more.",
            "A taxa de aprendizado nunca cai abaixo disto. Quando chega lá, o callback não faz mais nada.";
        Filepath => "The name of the file of weights, within the run's folder. {epoch} in it is replaced by the epoch's number, and so each epoch has a file.",
            "O nome do arquivo de pesos, na pasta do treino. {epoch} nele vira o número da época, e assim cada época tem um arquivo.";
        SaveBestOnly => "Only epochs that are the best so far are written. Otherwise every epoch is.",
            "Só são gravadas as épocas que são as melhores até então. Sem isso, todas.";
        InitialValueThreshold => "Weights are written only once the metric is better than this. It spares the first, poor epochs.",
            "Os pesos só são gravados quando a métrica é melhor que isto. Poupa as primeiras épocas, ruins.";
        Filename => "The name of the CSV file, within the run's folder. It opens in any spreadsheet.",
            "O nome do arquivo CSV, na pasta do treino. Abre em qualquer planilha.";
        Separator => "What stands between two columns of the file. Spreadsheets in Portuguese often expect a semicolon.",
            "O que separa duas colunas do arquivo. Planilhas em português costumam esperar ponto e vírgula.";
        Append => "A file that is there is continued. Otherwise it is written anew.",
            "Um arquivo que já existe é continuado. Sem isso, é escrito de novo.";
        RotationRange => "Each training photo is turned by a random angle, up to so many degrees to either side. Animals lean; letters should not.",
            "Cada foto de treino é girada por um ângulo ao acaso, até tantos graus para cada lado. Animais se inclinam; letras não deviam.";
        WidthShiftRange => "Each training photo is moved sideways by a random share of its width. The network learns that the place does not matter.",
            "Cada foto de treino é deslocada para o lado por uma parte aleatória da largura. A rede aprende que o lugar não importa.";
        HeightShiftRange => "Each training photo is moved up or down by a random share of its height. The network learns that the place does not matter.",
            "Cada foto de treino é deslocada para cima ou para baixo por uma parte aleatória da altura. A rede aprende que o lugar não importa.";
        ShearRange => "Each training photo is slanted by a random angle, as if seen from the side. A little is enough.",
            "Cada foto de treino é inclinada por um ângulo ao acaso, como se vista de lado. Pouco já basta.";
        ZoomRange => "Each training photo is shown nearer or farther at random. The network learns that size does not matter.",
            "Cada foto de treino é mostrada mais perto ou mais longe ao acaso. A rede aprende que o tamanho não importa.";
        HorizontalFlip => "Half of the training photos are mirrored at random. It suits animals; it misleads where left and right differ, as in letters.",
            "Metade das fotos de treino é espelhada ao acaso. Serve para animais; engana quando esquerda e direita importam, como em letras.";
        VerticalFlip => "Half of the training photos are turned upside down at random. It suits photos from above, not animals that stand.",
            "Metade das fotos de treino é virada de cabeça para baixo ao acaso. Serve para fotos vistas de cima, não para animais em pé.";
        BrightnessRange => "Each training photo is made darker or lighter at random. The network learns that the light does not matter.",
            "Cada foto de treino fica mais escura ou mais clara ao acaso. A rede aprende que a luz não importa.";
        ChannelShiftRange => "A random number is added to all values of a photo. Colours and light shift a little.",
            "Um número ao acaso é somado a todos os valores de uma foto. Cores e luz mudam um pouco.";
        RandomResizedCrop => "A random part of each training photo is cut out and brought to the full size. Parts must then be enough to know the class.",
            "Uma parte aleatória de cada foto de treino é recortada e levada ao tamanho inteiro. Partes precisam então bastar para reconhecer a classe.";
        ColorJitter => "Brightness, contrast and colour strength vary at random. The network learns to look at shapes rather than colours.",
            "Brilho, contraste e força das cores variam ao acaso. A rede aprende a olhar formas em vez de cores.";
        RandomErasing => "A random rectangle of some training photos is covered. The network must not rely on one place alone.",
            "Um retângulo aleatório de algumas fotos de treino é coberto. A rede não pode depender de um só lugar.";
        FillMode => "What is put where a moved or turned photo leaves an empty edge: the nearest pixels, a colour, a mirror image or the other side. It should look harmless.",
            "O que preenche a borda vazia de uma foto deslocada ou girada: os pixels mais próximos, uma cor, um espelho ou o outro lado. Deve passar despercebido.";
    }
}
