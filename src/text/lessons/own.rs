//! What a trained network answers in lessons.

use crate::text::phrases;

phrases! {
    /// Answers of a trained network.
    OwnText {
        Asking => "The network is being asked…", "A rede está respondendo…";
        OfRun => "Measured on your run’s best weights and its validation photos.",
            "Medido nos melhores pesos do seu treino, com suas fotos de validação.";
        OfDrawings => "Measured on a small network that has just learnt the built-in drawings. With a run of your own and its photos open, yours stands here.",
            "Medido em uma rede pequena que acabou de aprender os desenhos embutidos. Com um treino seu e suas fotos abertas, a sua aparece aqui.";
        Curve => "Loss of {n} photos, {loss} before, after one update at each learning rate: {points}",
            "Perda de {n} fotos, {loss} antes, depois de uma atualização com cada taxa de aprendizado: {points}";
        Before => "before", "antes";
        After => "after one update", "depois de uma atualização";
        Best => "lowest", "mais baixa";
        Used => "your run’s rate", "taxa do seu treino";
        PowersOfTen => "learning rate, in powers of ten: −2 is 0.01", "taxa de aprendizado, em potências de dez: −2 é 0,01";
        AxisLoss => "loss", "perda";
        SoFar => "{n} of {all} rates so far…", "{n} de {all} taxas até agora…";
        Lowest => "One update lowers the loss most at η = {rate}: from {loss} to {lowest}.",
            "Uma atualização baixa mais a perda com η = {rate}: de {loss} a {lowest}.";
        Leaves => "From η = {from} on the loss leaves the picture: at η = {rate} it is {loss}.",
            "A partir de η = {from} a perda sai da figura: com η = {rate} ela é {loss}.";
        UsedRate => "Your run’s last η was {rate}.",
            "O último η do seu treino foi {rate}.";
        OneWeight => "The weight {name}: θ = {value}, gradient {gradient}; with η = {rate} the new θ is {after}.",
            "O peso {name}: θ = {value}, gradiente {gradient}; com η = {rate} o novo θ é {after}.";
        InTraining => "In training, pass {n}: {share} for the true class", "No treino, passagem {n}: {share} para a classe verdadeira";
        AtPrediction => "At prediction: {share}", "Na previsão: {share}";
        Chance => "The same photo and the same weights: dropout draws other units each time.",
            "A mesma foto e os mesmos pesos: o dropout sorteia outras unidades a cada vez.";
        NoChance => "This network has no dropout: all passes in training agree. Batch normalisation alone makes them differ from the prediction.",
            "Esta rede não tem dropout: todas as passagens no treino são iguais. Só a normalização em lote as separa da previsão.";
        NoKernels => "The first layer is no 3 × 3 convolution over a photo, so it has no kernels of this size.",
            "A primeira camada não é uma convolução 3 × 3 sobre uma foto, então não tem kernels deste tamanho.";
        Filter => "Filter", "Filtro";
        ChooseFilter => "Choose one of the first layer’s filters: it takes the place of the lesson’s kernel.",
            "Escolha um dos filtros da primeira camada: ele toma o lugar do kernel da lição.";
        InThePlace => "This filter was learnt, nobody drew it. Its weights stand in the table.",
            "Este filtro foi aprendido, ninguém o desenhou. Seus pesos estão na tabela.";
        Operation => "Layer with maps", "Camada com mapas";
        Strongest => "Of {all} photos these {n} move filter {filter} of layer {operation} most.",
            "De {all} fotos, estas {n} movem mais o filtro {filter} da camada {operation}.";
        PhotosSoFar => "{n} of {all} photos so far…", "{n} de {all} fotos até agora…";
        StrongestPhoto => "{n}: mean of the map {mean}", "{n}: média do mapa {mean}";
        Silent => "{name}: {zeros} of the numbers are 0", "{name}: {zeros} dos números são 0";
        Dead => "Of the {all} filters of {name}, dead in all {n} photos: {numbers}.",
            "Dos {all} filtros de {name}, mortos em todas as {n} fotos: {numbers}.";
        NoDead => "Of the {all} filters of {name}, dead in all {n} photos: {numbers}.",
            "Dos {all} filtros de {name}, mortos em todas as {n} fotos: {numbers}.";
        NoRelu => "In this network no layer silences anything: none has ReLU.",
            "Nesta rede nenhuma camada cala nada: nenhuma tem ReLU.";
        LossPoints => "Each point is one of {n} photos: the share of its class, and its loss. Largest losses: {losses}",
            "Cada ponto é uma de {n} fotos: a parte da sua classe, e a sua perda. Maiores perdas: {losses}";
        LossesOf => "{n} photos: mean loss {mean}, accuracy {accuracy}.",
            "{n} fotos: perda média {mean}, acurácia {accuracy}.";
        WorstLoss => "The most surprising photo has p = {p}: its loss of {loss} is {share} of the whole sum.",
            "A foto mais surpreendente tem p = {p}: sua perda de {loss} é {share} da soma toda.";
        PhotoLogits => "The lessons’ photo gets the logits {logits}.", "A foto das lições recebe os logits {logits}.";
        PhotoOf => "Photo of your data, of {n}", "Foto dos seus dados, de {n}";
        TakeLogits => "Move these logits", "Mexer nestes logits";
        NoMaps => "Your network has no feature maps.", "Sua rede não tem mapas de características.";
        DrawingsInstead => "Show it with the built-in drawings", "Mostrar com os desenhos embutidos";
        OwnAgain => "Show your own again", "Mostrar os seus de novo";
        NoNames => "Most filters have no name: what these photos have in common is a guess.",
            "A maioria dos filtros não tem nome: o que estas fotos têm em comum é um palpite.";
    }
}
