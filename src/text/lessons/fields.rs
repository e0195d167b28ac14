//! The lesson on receptive fields and feature maps.

use crate::text::phrases;

phrases! {
    /// The lesson on receptive fields and feature maps.
    FieldsText {
        Title => "Receptive fields, feature maps", "Campos receptivos, mapas de características";
        Claim => "Deeper units see more of the photo and answer to rarer things.",
            "Unidades mais profundas veem mais da foto e respondem a coisas mais raras.";
        Ask => "The notebook's photo is {whole} pixels wide. How many of them does a unit of the last layer before Flatten see?",
            "A foto do notebook tem {whole} pixels de largura. Quantos deles uma unidade da última camada antes do Flatten vê?";
        Pixels => "{n} of {whole}", "{n} de {whole}";
        FirstReply => "That is a unit of the first convolution. Each layer after it sees a window of what the one before it sees.",
            "Isso é uma unidade da primeira convolução. Cada camada depois dela vê uma janela do que a anterior vê.";
        LastReply => "From {first} in the first layer to {last} in the last. No unit of the maps ever sees a whole face that fills the photo; only the dense layers put the parts together.",
            "De {first} na primeira camada a {last} na última. Nenhuma unidade dos mapas vê inteiro um rosto que ocupa a foto; só as camadas densas juntam as partes.";
        HalfReply => "It is less: {last}. Every convolution adds two steps of its layer, and every pooling doubles the step.",
            "É menos: {last}. Cada convolução soma dois passos da sua camada, e cada pooling dobra o passo.";
        WholeReply => "Only the dense layers see everything. A unit of a map sees {last} pixels.",
            "Só as camadas densas veem tudo. Uma unidade de um mapa vê {last} pixels.";
        Layer => "Layer", "Camada";
        Photo => "The photo; the frame is what a unit of {name} sees: rows {top} to {bottom}, columns {left} to {right}",
            "A foto; a moldura é o que uma unidade de {name} vê: linhas {top} a {bottom}, colunas {left} a {right}";
        Row => "{name}: {width} pixels wide", "{name}: {width} pixels de largura";
        Width => "width of the field, in pixels", "largura do campo, em pixels";
        Window => "window of layer i", "janela da camada i";
        Steps => "product of the steps (strides) before layer i", "produto dos passos (strides) antes da camada i";
        FeatureMaps => "The units of a layer stand in planes, the feature maps. All units of one map share their weights and do the same in different places.",
            "As unidades de uma camada são organizadas em planos, os feature maps. Todas as unidades de um mapa compartilham os pesos e fazem a mesma operação em lugares diferentes.";
        Notebook => "The network is the notebook's.", "A rede é a do notebook.";
        Own => "The network is the one that is shown.", "A rede é a que está aberta.";
        Try => "Choose a unit at the edge of the photo. Why is its field smaller where there is padding?",
            "Escolha uma unidade na beira da foto. Por que o campo é menor onde há preenchimento?";
        Blocks => "Blocks", "Blocos";
        KernelOf => "Height and width of the kernels", "Altura e largura dos kernels";
        Pools => "A pooling after each convolution", "Um pooling depois de cada convolução";
        Sees => "A unit of the last maps sees {width} pixels.", "Uma unidade dos últimos mapas vê {width} pixels.";
        Yours => "In your network the last maps see {width} of {whole} pixels. The explanation of a prediction shows every map; most filters have no name.",
            "Na sua rede os últimos mapas veem {width} de {whole} pixels. A explicação de uma previsão mostra cada mapa; a maioria dos filtros não tem nome.";
    }
}
