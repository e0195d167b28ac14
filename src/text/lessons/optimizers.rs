//! The lesson on momentum, RMSprop and Adam.

use crate::text::phrases;

phrases! {
    /// The lesson on momentum, RMSprop and Adam.
    OptimizersText {
        Title => "Momentum, RMSprop, Adam", "Momento, RMSprop, Adam";
        Claim => "Optimisers differ in how they remember gradients.",
            "Os otimizadores diferem em como lembram os gradientes.";
        Ask => "SGD with momentum β = {beta}, and the gradient stays the same. How long does an update become at last?",
            "SGD com momento β = {beta}, e o gradiente não muda. Que comprimento uma atualização atinge no fim?";
        Times => "{n} × η × gradient", "{n} × η × gradiente";
        Once => "That is SGD without momentum. With it, {beta} of the velocity before is added to each update.",
            "Isso é SGD sem momento. Com ele, {beta} da velocidade anterior entra em cada atualização.";
        Twice => "Only the first two updates are in this sum. All earlier ones remain in it, each time weaker.",
            "Só as duas primeiras atualizações estão nesta soma. Todas as anteriores continuam nela, cada vez mais fracas.";
        Ten => "1 + β + β² + … = 1/(1 − β) = {n}. The program's own optimiser is within a hundredth of it after {updates} updates.",
            "1 + β + β² + … = 1/(1 − β) = {n}. O otimizador do próprio programa chega a um centésimo disso em {updates} atualizações.";
        Forever => "It grows without end", "Cresce sem fim";
        ForeverReply => "The sum 1 + β + β² + … has a limit: {n}.", "A soma 1 + β + β² + … tem limite: {n}.";
        LearningRate => "Learning rate η", "Taxa de aprendizado η";
        Momentum => "Momentum β", "Momento β";
        Updates => "Updates", "Atualizações";
        Steepness => "How much steeper the valley is across", "Quanto o vale é mais íngreme na transversal";
        Sgd => "SGD", "SGD";
        SgdMomentum => "SGD with momentum", "SGD com momento";
        RmsProp => "RMSprop", "RMSprop";
        Adam => "Adam", "Adam";
        Trail => "{name}: loss {loss} after {n} updates", "{name}: perda {loss} depois de {n} atualizações";
        Left => "{name}: left the valley", "{name}: saiu do vale";
        AxisAlong => "weight along the valley", "peso ao longo do vale";
        AxisAcross => "weight across the valley", "peso através do vale";
        Valley => "The valley from above, with four paths. {trails}", "O vale visto de cima, com quatro caminhos. {trails}";
        LastUpdate => "As in Keras, each with the numbers of the last update of one weight: that across the valley.",
            "Como no Keras, cada uma com os números da última atualização de um peso: o que atravessa o vale.";
        Velocity => "velocity: the remembered updates", "velocidade: as atualizações lembradas";
        Beta => "momentum: how much of the velocity stays", "momento: quanto da velocidade fica";
        Rate => "learning rate", "taxa de aprendizado";
        Gradient => "gradient", "gradiente";
        Weights => "weights", "pesos";
        Squares => "moving mean of squared gradients", "média móvel dos gradientes ao quadrado";
        Means => "moving mean of gradients", "média móvel dos gradientes";
        Rho => "rho: how much of the mean stays", "rho: quanto da média fica";
        Beta1 => "beta_1: how much of the mean of gradients stays", "beta_1: quanto da média dos gradientes fica";
        Beta2 => "beta_2: how much of the mean of squares stays", "beta_2: quanto da média dos quadrados fica";
        Epsilon => "epsilon: keeps the division from being by 0", "epsilon: evita a divisão por 0";
        Number => "number of the update: both means begin at 0, and the first updates make up for it",
            "número da atualização: as duas médias começam em 0, e as primeiras atualizações compensam isso";
        Try => "Find a rate at which SGD leaves the valley and Adam does not. Then one at which plain SGD is the best: Adam is not always better.",
            "Ache uma taxa em que o SGD sai do vale e o Adam não. Depois uma em que o SGD simples é o melhor: Adam nem sempre é melhor.";
        Yours => "Your run used {optimizer}. The shelf of runs lays two runs over each other.",
            "Seu treino usou {optimizer}. A página Treinos põe dois treinos um sobre o outro.";
    }
}
