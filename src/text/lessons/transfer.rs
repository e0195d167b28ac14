//! The lesson on transfer learning.

use crate::text::phrases;

phrases! {
    /// The lesson on transfer learning.
    TransferText {
        Title => "Transfer learning", "Transferência de aprendizado";
        Claim => "What a network has learnt from other photos serves for yours, too.",
            "O que uma rede aprendeu com outras fotos serve também para as suas.";
        Ask => "The preset “transfer” has {all} weights. How many of them learn from your cats and dogs?",
            "A predefinição “transferência” tem {all} pesos. Quantos deles aprendem com seus gatos e cães?";
        AllReply => "They could, but a hundred photos are far too few for {all} weights. Those that were pretrained stay as they are.",
            "Poderiam, mas cem fotos são poucas demais para {all} pesos. Os que foram pré-treinados ficam como estão.";
        NoneOfThem => "none", "nenhum";
        NoneReply => "ImageNet’s thousand classes are not yours: the last layer is new, and its {learning} weights learn.",
            "As mil classes do ImageNet não são as suas: a última camada é nova, e seus {learning} pesos aprendem.";
        FewReply => "Edges, textures and parts of animals look alike in all photos. Only the {learning} weights of the last layer say what they mean here.",
            "Arestas, texturas e partes de animais se parecem em todas as fotos. Só os {learning} pesos da última camada dizem o que significam aqui.";
        Frozen => "The pretrained weights stay as they are (frozen)", "Os pesos pré-treinados ficam como estão (congelados)";
        Classes => "classes", "classes";
        ClassesOf => "Classes", "Classes";
        Features => "numbers that the pretrained network makes of a photo", "números que a rede pré-treinada faz de uma foto";
        Parts => "The pretrained network makes {n} numbers of a photo, each for a part or texture that it learnt elsewhere. A new dense layer makes {classes} logits of them: one weight for each number and class, and a bias for each class.",
            "A rede pré-treinada faz de uma foto {n} números, cada um para uma parte ou textura que aprendeu em outro lugar. Uma nova camada densa faz deles {classes} logits: um peso para cada número e classe, e um viés para cada classe.";
        Learning => "{learning} of {all} weights learn", "{learning} de {all} pesos aprendem";
        Photos => "Photos of your own", "Suas fotos";
        PerPhoto => "That is {n} learning weights for each photo. The fewer, the less can be learnt by heart.",
            "São {n} pesos que aprendem para cada foto. Quanto menos, menos se pode decorar.";
        Try => "How many photos are as many as the weights that learn? Then let all weights learn: how many would it take now?",
            "Quantas fotos são tantas quanto os pesos que aprendem? Depois deixe todos os pesos aprenderem: quantas seriam agora?";
        Yours => "In the network that is shown, {learning} of {all} weights learn.",
            "Na rede que está aberta, {learning} de {all} pesos aprendem.";
    }
}
