//! The lesson on softmax.

use crate::text::phrases;

phrases! {
    /// The lesson on softmax.
    SoftmaxText {
        Title => "Softmax", "Softmax";
        Claim => "Softmax turns scores (logits) into shares that add up to 1, always.",
            "A softmax transforma números (logits) em partes que somam 1, sempre.";
        Ask => "A network for cats and dogs is shown a chair. What can it say?",
            "Mostramos uma cadeira a uma rede de gatos e cães. O que ela pode dizer?";
        Neither => "Neither: 0 % cat and 0 % dog", "Nenhum: 0 % gato e 0 % cachorro";
        NeitherReply => "There is no third output. The last layer has one number for each class, and softmax shares out all of 100 % among them.",
            "Não existe uma terceira saída. A última camada tem um número por classe, e a softmax reparte todos os 100 % entre elas.";
        Low => "Little of both, such as 10 % and 10 %", "Pouco de cada, como 10 % e 10 %";
        LowReply => "Low logits do not give low shares: only their difference counts. Logits of −3 and −3 give {first} and {second}.",
            "Logits baixos não dão partes baixas: só a diferença conta. Logits −3 e −3 dão {first} e {second}.";
        All => "Cat or dog, in shares that add up to 100 %", "Gato ou cachorro, em partes que somam 100 %";
        AllReply => "Whatever the photo, the shares add up to 100 %. The chair is called a cat or a dog, at times with 99 %: a high share is no certainty.",
            "Qualquer que seja a foto, as partes somam 100 %. A cadeira vira gato ou cachorro, às vezes com 99 %: uma parte alta não é certeza.";
        Cat => "cat", "gato";
        Dog => "dog", "cachorro";
        Class => "class {n}", "classe {n}";
        Logit => "logit of {class}", "logit de {class}";
        Share => "{class}: {share}", "{class}: {share}";
        AddFive => "Add 5 to all logits", "Somar 5 a todos os logits";
        Unchanged => "The shares stay the same: the 5 cancels out of the fraction.",
            "As partes não mudam: o 5 se cancela na fração.";
        Reset => "Start again", "Recomeçar";
        Probability => "probability of class i", "probabilidade da classe i";
        LogitOf => "logit of class i: what the last layer gives", "logit da classe i: o que a última camada dá";
        LogitOther => "logit of each class j", "logit de cada classe j";
        Classes => "How many classes", "Quantas classes";
        Try => "Give three classes equal logits. Then raise one: what does the first point win, and what does the sixth?",
            "Dê logits iguais a três classes. Depois aumente um: quanto ganha o primeiro ponto, e quanto o sexto?";
        Yours => "Your network has {n} classes, so its softmax shares out 100 % among {n} numbers. The prediction page says where a photo is unlike anything it was trained for.",
            "Sua rede tem {n} classes, e a softmax reparte 100 % entre {n} números. A página de previsão avisa quando uma foto é diferente do que a rede conhece.";
    }
}
