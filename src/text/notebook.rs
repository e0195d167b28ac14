//! The texts of an exported notebook, in Markdown.

use super::phrases;

phrases! {
    /// A text between the notebook's code.
    NotebookText {
        Title => "# {run}\n\nThis notebook trains a convolutional neural network that tells photos apart by what they show. It repeats, in Keras, a run of Bigode: the same photos on the same sides of the split, the same pixels, the same random changes, network, optimiser and callbacks. Only the first weights and dropout are drawn by Keras, so that the curves are close to the run's, not equal.",
            "# {run}\n\nEste notebook treina uma rede neural convolucional que diferencia fotos pelo que elas mostram. Ele repete, em Keras, um treino do Bigode: as mesmas fotos nos mesmos lados da divisão, os mesmos pixels, as mesmas mudanças aleatórias, rede, otimizador e callbacks. Só os primeiros pesos e o dropout são sorteados pelo Keras; por isso as curvas ficam próximas das do treino, não iguais.";
        Photos => "## The photos\n\nEach photo has a label. Most of them train the network; the others, the validation photos, are never learned from and show whether it has understood or memorised. Set `DATA` to the folder of the photos if it has moved.",
            "## As fotos\n\nCada foto tem um rótulo. A maior parte delas treina a rede; com as outras, as de validação, ela nunca aprende, e elas mostram se a rede entendeu ou decorou. Ajuste `DATA` para a pasta das fotos se ela mudou de lugar.";
        Preprocessing => "## From a photo to pixels\n\nThe network takes pictures of one size. How a photo is brought to that size changes its pixels, and with them the answers, so it is done here exactly as in the run.",
            "## Da foto aos pixels\n\nA rede recebe imagens de um só tamanho. O modo de levar uma foto a esse tamanho muda os pixels e, com eles, as respostas; por isso aqui se faz exatamente como no treino.";
        Augmentation => "## Augmentation\n\nIn each epoch a photo is turned, shifted or mirrored a little, so that the network never sees the same picture twice. This is what Keras's `ImageDataGenerator` does, with the program's own random numbers.",
            "## Aumento de dados\n\nA cada época a foto é um pouco girada, deslocada ou espelhada, para que a rede nunca veja a mesma imagem duas vezes. É o que faz o `ImageDataGenerator` do Keras, com os números aleatórios do próprio programa.";
        Network => "## The network\n\nConvolutional layers look at small windows and find edges, corners and textures, the same weights at each place. Pooling keeps the strongest of neighbouring values, so that it matters less where something is. Dense layers at the end weigh what was found, and softmax makes probabilities of it.",
            "## A rede\n\nCamadas convolucionais olham janelas pequenas e encontram bordas, cantos e texturas, com os mesmos pesos em todos os lugares. O pooling fica com o mais forte de valores vizinhos, para que importe menos onde algo está. As camadas densas no fim ponderam o que foi encontrado, e o softmax faz disso probabilidades.";
        Compile => "## Loss and optimiser\n\nThe cross-entropy is small where the network gives the right class a high probability. The optimiser changes the weights, step by step, so that it falls.",
            "## Perda e otimizador\n\nA entropia cruzada é pequena onde a rede dá à classe certa uma probabilidade alta. O otimizador muda os pesos, passo a passo, para que ela diminua.";
        Fit => "## Training",
            "## Treinamento";
        Curves => "## Curves\n\nThe pale lines are those of the run. Where the validation loss rises while the training loss falls, the network memorises.",
            "## Curvas\n\nAs linhas claras são as do treino. Onde a perda de validação sobe enquanto a de treinamento cai, a rede está decorando.";
        Predict => "## Predictions",
            "## Previsões";
    }
}
