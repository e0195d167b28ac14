//! The lesson on pooling.

use crate::text::phrases;

phrases! {
    /// The lesson on pooling.
    PoolingText {
        Title => "Pooling (sub-sampling)", "Pooling (subamostragem)";
        Claim => "Pooling forgets a little of where things are: the exact place of a feature is irrelevant.",
            "O pooling esquece um pouco o onde: a localização exata de uma característica é irrelevante.";
        Ask => "The photo moves by one pixel. How many of the numbers after max pooling stay the same?",
            "A foto se desloca um pixel. Quantos dos números depois do pooling máximo continuam iguais?";
        All => "All of them: pooling makes the network invariant", "Todos: o pooling torna a rede invariante";
        AllReply => "Many texts say so. Here {other} of the numbers change: what crosses the border of a window ends up in the next one.",
            "Muitos textos dizem isso. Aqui {other} dos números mudam: o que cruza a borda de uma janela vai parar na seguinte.";
        Some => "A part of them", "Uma parte deles";
        SomeReply => "{same} stay the same on this drawing. Pooling makes the network less sensitive to where things are, and no more than that.",
            "{same} continuam iguais neste desenho. O pooling deixa a rede menos sensível ao lugar, e nada além disso.";
        None => "None: everything has moved", "Nenhum: tudo se deslocou";
        NoneReply => "{same} stay the same on this drawing: where the largest of four stays inside its window, the result does not notice.",
            "{same} continuam iguais neste desenho: onde o maior de quatro fica na sua janela, o resultado não percebe.";
        Max => "max pooling", "pooling máximo";
        Average => "average pooling", "pooling médio";
        Step => "stride 2, no pooling", "passo 2, sem pooling";
        Shift => "Pixels moved", "Pixels deslocados";
        Same => "After pooling, the same: {share}", "Depois do pooling, iguais: {share}";
        SameBefore => "Before pooling, the same: {share}", "Antes do pooling, iguais: {share}";
        Photo => "The photo, moved to the left by {n} pixel|The photo, moved to the left by {n} pixels",
            "A foto, deslocada {n} pixel para a esquerda|A foto, deslocada {n} pixels para a esquerda";
        Still => "Pooled map before the move, {height}×{width}", "Mapa depois do pooling, antes do deslocamento, {height}×{width}";
        Moved => "Pooled map after the move", "Mapa depois do pooling, depois do deslocamento";
        Window => "The window whose four numbers differ most", "A janela cujos quatro números mais diferem";
        Rule => "Numbers that differ by less than a hundredth of the largest are counted as the same.",
            "Números que diferem menos de um centésimo do maior contam como iguais.";
        Try => "Compare the three modes at one pixel and at two. Which keeps most, and why is two a special step?",
            "Compare os três modos com um pixel e com dois. Qual conserva mais, e por que dois é especial?";
        NumberOf => "Number {n} of the window", "Número {n} da janela";
        Makes => "Max pooling makes {max} of them, average pooling {mean}, a step of 2 without pooling {step}.",
            "O pooling máximo faz {max} deles, o médio {mean}, um passo 2 sem pooling {step}.";
        Yours => "The network that is shown has {n} pooling layer. The explanation of a prediction says which number of each window has won.|The network that is shown has {n} pooling layers. The explanation of a prediction says which number of each window has won.",
            "A rede que está aberta tem {n} camada de pooling. A explicação de uma previsão diz qual número de cada janela venceu.|A rede que está aberta tem {n} camadas de pooling. A explicação de uma previsão diz qual número de cada janela venceu.";
        NoPooling => "The network that is shown has no pooling layer; steps (strides) can make maps smaller, too.",
            "A rede que está aberta não tem camada de pooling; passos (strides) também diminuem os mapas.";
    }
}
