//! Exchange with other programs.

use super::phrases;

phrases! {
    /// A phrase of the dialogs and notices of exchange.
    ExchangeText {
        ExportTitle => "Export the run", "Exportar o treino";
        Format => "Format", "Formato";
        Weights => "Weights", "Pesos";
        BestWeights => "of the lowest validation loss", "da menor perda de validação";
        LastWeights => "of the last epoch", "da última época";
        Axes => "Axes", "Eixos";
        Nhwc => "height, width, channels, as in Keras", "altura, largura, canais, como no Keras";
        Nchw => "channels, height, width, as in PyTorch", "canais, altura, largura, como no PyTorch";
        Names => "Names and orders", "Nomes e ordens";
        KerasNames => "as in Keras", "como no Keras";
        PyTorchNames => "as in PyTorch", "como no PyTorch";
        ChoosePlace => "Choose the place…", "Escolher o lugar…";
        AboutKeras => "The network with its optimiser and loss, for Keras 3", "A rede com otimizador e perda, para o Keras 3";
        AboutKerasWeights => "The weights alone, for load_weights of Keras 3", "Só os pesos, para load_weights do Keras 3";
        AboutKerasLegacy => "The network in the old format, for Keras 1 to 3", "A rede no formato antigo, para o Keras 1 a 3";
        AboutSafetensors => "The weights by Keras’s names, for every library that reads tensors",
            "Os pesos com os nomes do Keras, para qualquer biblioteca que leia tensores";
        AboutOnnx => "The network with its classes and preprocessing, for onnxruntime and other programs",
            "A rede com suas classes e seu pré-processamento, para o onnxruntime e outros programas";
        AboutPython => "A folder with the network as ONNX and a short Python script that classifies photos",
            "Uma pasta com a rede em ONNX e um script curto em Python que classifica fotos";
        AboutNotebook => "A Jupyter notebook in Keras that does this run", "Um notebook Jupyter em Keras que faz este treino";
        AboutTensorboard => "A folder of event files: curves, augmented photos, confusion matrix",
            "Uma pasta de arquivos de eventos: curvas, fotos aumentadas, matriz de confusão";
        AboutCluster => "A project that trains this network with PyTorch, or Keras on JAX, on many machines; what it writes can be imported",
            "Um projeto que treina esta rede com PyTorch, ou Keras no JAX, em muitas máquinas; o que ele grava pode ser importado";
        AboutWebdataset => "The run’s photos as tar files, for training on many machines",
            "As fotos do treino em arquivos tar, para treinar em muitas máquinas";
        Exporting => "Exporting or importing a network…", "Exportando ou importando uma rede…";
        Exported => "Saved in {path}", "Salvo em {path}";
        ParityOnPhotos => "Read back and tried on {n} photo of the run: largest difference of a probability {difference}|Read back and tried on {n} photos of the run: largest difference of a probability {difference}",
            "Lido de volta e testado com {n} foto do treino: maior diferença de uma probabilidade {difference}|Lido de volta e testado com {n} fotos do treino: maior diferença de uma probabilidade {difference}";
        ParityOnDrawings => "Read back and tried on {n} built-in drawing, since the run’s photos are not there: largest difference of a probability {difference}|Read back and tried on {n} built-in drawings, since the run’s photos are not there: largest difference of a probability {difference}",
            "Lido de volta e testado com {n} desenho embutido, pois as fotos do treino não estão lá: maior diferença de uma probabilidade {difference}|Lido de volta e testado com {n} desenhos embutidos, pois as fotos do treino não estão lá: maior diferença de uma probabilidade {difference}";
        NotExported => "The run could not be exported", "O treino não pôde ser exportado";
        Imported => "{file} is a run now", "{file} agora é um treino";
        PixelsAssumed => "The file does not say how photos become its input. Assumed are the nearest pixel and values from 0 to 1; if that is wrong, import it with the command bigode import and --preprocessing.",
            "O arquivo não diz como as fotos viram a entrada da rede. Supõe-se o pixel mais próximo e valores de 0 a 1; se não for assim, importe-o com o comando bigode import e --preprocessing.";
        PretrainedAdded => "{file} is among the pretrained networks now, as {network}, and the experiment begins with it",
            "{file} agora está entre as redes pré-treinadas, como {network}, e o experimento começa com ela";
        PretrainedNotAdded => "The pretrained network could not be added", "A rede pré-treinada não pôde ser adicionada";
        NotImported => "The file could not be imported", "O arquivo não pôde ser importado";
        ClassesTitle => "Name the classes", "Dê nome às classes";
        ClassesBody => "{file} has {n} outputs without names. Name them in their order, with commas between them.",
            "{file} tem {n} saídas sem nomes. Dê os nomes na ordem das saídas, separados por vírgulas.";
        ClassesCounted => "{given} of {n} names", "{given} de {n} nomes";
        ClassTwice => "{name} is there twice", "{name} está na lista duas vezes";
        ImportNow => "Import", "Importar";
    }
}
