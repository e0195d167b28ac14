//! The lesson on `ReLU`.

use crate::text::phrases;

phrases! {
    /// The lesson on `ReLU`.
    ReluText {
        Title => "ReLU", "ReLU";
        Claim => "ReLU keeps what agrees with the filter and silences the rest.",
            "A ReLU guarda o que concorda com o filtro e cala o resto.";
        Ask => "Three convolutions in a row, without an activation function between them. How many are they worth?",
            "Três convoluções seguidas, sem função de ativação entre elas. Quantas elas valem?";
        Three => "Three: each adds something of its own", "Três: cada uma acrescenta algo";
        ThreeReply => "Sums of sums are sums. Without a bend between them, three layers can do no more than one with a larger kernel.",
            "Somas de somas são somas. Sem uma dobra entre elas, três camadas não fazem mais que uma com kernel maior.";
        One => "One, with a larger kernel", "Uma, com kernel maior";
        OneReply => "The program has checked it: what the three give for the sum of two pictures is the sum of what they give for each. That is what one layer does; with ReLU between them it no longer holds.",
            "O programa conferiu: o que as três dão para a soma de duas imagens é a soma do que dão para cada uma. É o que faz uma camada só; com ReLU entre elas isso deixa de valer.";
        Nine => "Nine: three times three", "Nove: três vezes três";
        NineReply => "The seen part grows from layer to layer, but a sum of sums is still a sum: one layer with a larger kernel.",
            "A parte vista cresce de camada em camada, mas soma de somas ainda é soma: uma camada com kernel maior.";
        Switch => "ReLU", "ReLU";
        Kernel => "Filter", "Filtro";
        Bias => "Bias of the filter", "Viés do filtro";
        Before => "Before ReLU: sums from {low} to {high}", "Antes da ReLU: somas de {low} a {high}";
        After => "After ReLU: from {low} to {high}; {zeros} of the numbers are 0", "Depois da ReLU: de {low} a {high}; {zeros} dos números são 0";
        Composed => "A second layer after it", "Uma segunda camada depois dela";
        Second => "Filter of the second layer", "Filtro da segunda camada";
        Between => "ReLU between the two", "ReLU entre as duas";
        TwoLayers => "Two 3×3 convolutions, one after the other", "Duas convoluções 3×3, uma depois da outra";
        OneLayer => "One convolution with the 5×5 kernel below", "Uma só convolução com o kernel 5×5 abaixo";
        Difference => "The difference of both maps: at most {most}", "A diferença dos dois mapas: no máximo {most}";
        Equal => "Both maps are the same: the two layers are worth one.", "Os dois mapas são iguais: as duas camadas valem uma.";
        Unequal => "No longer the same: with ReLU between them, the second layer adds something of its own.",
            "Já não são iguais: com a ReLU entre elas, a segunda camada acrescenta algo.";
        NothingSilenced => "Still the same: no sum of the first layer is below 0, so ReLU has nothing to silence.",
            "Ainda iguais: nenhuma soma da primeira camada está abaixo de 0, e a ReLU não tem o que calar.";
        OneKernel => "The two kernels in one", "Os dois kernels em um";
        Dead => "A filter whose map is 0 for every photo is dead: no gradient reaches its weights, and it learns no more.",
            "Um filtro cujo mapa é 0 em toda foto está morto: nenhum gradiente chega aos seus pesos, e ele não aprende mais.";
        Sum => "the unit's sum; here the least of the map", "a soma da unidade; aqui a menor do mapa";
        Result => "what ReLU gives", "o que a ReLU dá";
        Try => "With which bias does nearly everything fall silent? With which does ReLU change nothing?",
            "Com qual viés quase tudo se cala? Com qual a ReLU não muda nada?";
        Input => "Input x", "Entrada x";
        Weight => "Weight w", "Peso w";
        BiasOf => "Bias b", "Viés b";
        Unit => "w · x + b = {sum}, and ReLU makes {output} of it.", "w · x + b = {sum}, e a ReLU faz disso {output}.";
        Silent => "The unit is silent: no change of x that keeps the sum below 0 is noticed, and its gradient is 0.",
            "A unidade está calada: nenhuma mudança de x que mantenha a soma abaixo de 0 é notada, e o gradiente é 0.";
        Yours => "In the network that is shown, {n} layer has ReLU. The explanation of a prediction shows each of its maps.|In the network that is shown, {n} layers have ReLU. The explanation of a prediction shows each of their maps.",
            "Na rede que está aberta, {n} camada tem ReLU. A explicação de uma previsão mostra cada mapa dela.|Na rede que está aberta, {n} camadas têm ReLU. A explicação de uma previsão mostra cada mapa delas.";
    }
}
