//! The lesson on local receptive fields and shared weights.

use crate::text::phrases;

phrases! {
    /// The lesson on local receptive fields and shared weights.
    SharingText {
        Title => "Local fields, shared weights", "Campos locais, pesos compartilhados";
        Claim => "Looking locally and sharing turns {dense} weights into {shared}.",
            "Olhar localmente e compartilhar transforma {dense} pesos em {shared}.";
        Ask => "Each unit is connected to a small region only, and all units of a map share the same weights. Which of the two saves more?",
            "Cada unidade é conectada só a uma pequena região, e todas as unidades de um mapa compartilham os mesmos pesos. Qual dos dois economiza mais?";
        Local => "Local receptive fields", "Campos receptivos locais";
        LocalReply => "They save a factor of {local}: {window} inputs in place of {inputs}. Sharing then saves {sharing} more.",
            "Economizam um fator de {local}: {window} entradas em vez de {inputs}. Compartilhar economiza depois mais {sharing}.";
        Shared => "Shared weights", "Pesos compartilhados";
        SharedReply => "A map has {places} places, and one set of weights serves them all: a factor of {sharing}. Looking locally saves {local}.",
            "Um mapa tem {places} lugares, e um só conjunto de pesos serve a todos: fator de {sharing}. Olhar localmente economiza {local}.";
        Same => "Both the same", "Os dois igualmente";
        SameReply => "Locality divides by {local}, sharing by {sharing}.", "A localidade divide por {local}, o compartilhamento por {sharing}.";
        LookLocally => "Local receptive fields", "Campos receptivos locais";
        ShareWeights => "Shared weights", "Pesos compartilhados";
        Kernel => "Kernel size", "Tamanho do kernel";
        Filters => "Filters (maps)", "Filtros (mapas)";
        Count => "Weights of this layer: {n}", "Pesos desta camada: {n}";
        Bar => "Weights on a logarithmic scale: {n}", "Pesos em escala logarítmica: {n}";
        Inputs => "numbers of the photo: height · width · 3", "números da foto: altura · largura · 3";
        Outputs => "units: height · width · maps", "unidades: altura · largura · mapas";
        Window => "weights of a window: k · k · 3, and one bias", "pesos de uma janela: k · k · 3, e um viés";
        Maps => "maps; all units of one share their weights", "mapas; todas as unidades de um compartilham pesos";
        WeightsOf => "weights", "pesos";
        Alone => "With sharing alone, each map would look at the whole photo with one set of weights.",
            "Só com compartilhamento, cada mapa olharia a foto inteira com um conjunto de pesos.";
        Try => "Switch on only one of the two, then the other. Which kernel size still keeps the layer below 10,000 weights?",
            "Ligue só um dos dois, depois o outro. Que tamanho de kernel ainda deixa a camada abaixo de 10.000 pesos?";
        PhotoSide => "Height and width of the photo", "Altura e largura da foto";
        Grows => "Without either: {dense} weights. With both: {shared}, whatever the photo’s size.",
            "Sem nenhum dos dois: {dense} pesos. Com ambos: {shared}, seja qual for o tamanho da foto.";
        Yours => "The first layer with weights of the network that is shown, {name}, has {n}.",
            "A primeira camada com pesos da rede que está aberta, {name}, tem {n}.";
    }
}
