//! The lesson on gradient descent.

use crate::text::phrases;

phrases! {
    /// The lesson on gradient descent.
    GradientDescentText {
        Title => "Gradient descent", "Descida do gradiente";
        Claim => "One update: against the gradient, with the length η.",
            "Uma atualização: contra o gradiente, de comprimento η.";
        Ask => "The loss is C = θ², and θ is 1. Which learning rate gets lowest in one update?",
            "A perda é C = θ², e θ vale 1. Qual taxa de aprendizado chega mais baixo em uma atualização?";
        Rate => "η = {rate}", "η = {rate}";
        RateReply => "The update leads from θ = 1 to θ = {after}, where the loss is {loss}.",
            "A atualização leva de θ = 1 a θ = {after}, onde a perda é {loss}.";
        TooLong => "It goes too far: θ = {after}, on the other side, where the loss is {loss}. A larger rate is not simply faster.",
            "Passa do ponto: θ = {after}, do outro lado, onde a perda é {loss}. Uma taxa maior não é simplesmente mais rápida.";
        TooShort => "It is too short: θ = {after}, with a loss of {loss}. Others get lower in one update.",
            "É curta demais: θ = {after}, com perda {loss}. Outras chegam mais baixo em uma atualização.";
        RateTerm => "learning rate", "taxa de aprendizado";
        LearningRate => "Learning rate η", "Taxa de aprendizado η";
        Updates => "Updates", "Atualizações";
        Start => "θ at the start", "θ no início";
        AxisLoss => "loss C", "perda C";
        AxisWeight => "weight θ", "peso θ";
        Curve => "The loss over θ, and the path of {n} updates: {path}", "A perda sobre θ, e o caminho de {n} atualizações: {path}";
        Step => "Update {n}: θ = {before}, gradient {gradient}, new θ = {after}",
            "Atualização {n}: θ = {before}, gradiente {gradient}, novo θ = {after}";
        Diverges => "The path leaves the valley: each update is longer than the one before.",
            "O caminho sai do vale: cada atualização é mais longa que a anterior.";
        Swings => "The path swings from side to side.", "O caminho balança de um lado para o outro.";
        Creeps => "The path comes down on one side.", "O caminho desce por um lado.";
        Weights => "weights of the network", "pesos da rede";
        Gradient => "gradient of the loss: how it changes with the weights", "gradiente da perda: como ela muda com os pesos";
        Cost => "cost function (loss)", "função de custo (perda)";
        Footnote => "∂C/∂θ says how the cost C changes with each weight; “=” assigns the new value to θ.",
            "∂C/∂θ diz como o custo C muda com cada peso; o “=” atribui o novo valor a θ.";
        Try => "Find the rate at which the path neither shrinks nor grows. What happens a little above it?",
            "Ache a taxa em que o caminho nem encolhe nem cresce. O que acontece um pouco acima dela?";
        Yours => "Your run uses {optimizer} and ended its last epoch at η = {rate}.",
            "Seu treino usa {optimizer} e terminou a última época com η = {rate}.";
    }
}
