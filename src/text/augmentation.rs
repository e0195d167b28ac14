//! The augmentation page.

use super::phrases;

phrases! {
    /// The augmentation page.
    AugmentationText {
        Title => "Augmentation", "Aumento de dados";
        Subtitle => "Each epoch shows every training photo a little differently, so that it learns to ignore position, tilt and size.",
            "Cada época mostra cada foto de treino de um jeito um pouco diferente, para a rede não depender de posição, inclinação ou tamanho.";
        EmptyTitle => "No photo to vary yet", "Ainda não há foto para variar";
        EmptyBody => "Here you will see fifteen versions of a photo, as training will see it.",
            "Aqui você verá quinze versões de uma foto, como o treino a verá.";
        GoData => "Open photos", "Abrir fotos";
        Original => "Original", "Original";
        Version => "Version {n}", "Versão {n}";
        AnotherPhoto => "Another photo", "Outra foto";
        DrawAgain => "Draw again", "Sortear de novo";
        Form => "Form", "Forma";
        FormClassic => "classic", "clássica";
        FormModern => "modern", "moderna";
        FormCorrected => "corrected", "corrigida";
        ClassicExplained => "As the notebook ran: keras-preprocessing until 2020, whose centre is one pixel off.",
            "Como o notebook rodou: keras-preprocessing até 2020, com o centro deslocado em um pixel.";
        ModernExplained => "Today’s Keras: width and height have changed places, so width_shift_range moves up and down.",
            "O Keras atual: largura e altura trocaram de lugar, então width_shift_range move para cima e para baixo.";
        CorrectedExplained => "What the names say, about the exact centre.", "O que os nomes dizem, em torno do centro exato.";
        Degrees => "degrees", "graus";
        ShareOfWidth => "of the width", "da largura";
        ShareOfHeight => "of the height", "da altura";
        Factor => "± of the size", "± do tamanho";
        SmallestArea => "smallest share of area", "menor parte da área";
        LargestArea => "largest share of area", "maior parte da área";
        Brightness => "brightness", "brilho";
        Contrast => "contrast", "contraste";
        Saturation => "saturation", "saturação";
        ShareOfPhotographs => "share of the photos", "parte das fotos";
        SmallestFactor => "smallest size", "menor tamanho";
        LargestFactor => "largest size", "maior tamanho";
        Pixels => "pixels", "pixels";
        Gray => "gray levels", "níveis de cinza";
        Darkest => "darkest", "mais escuro";
        Lightest => "lightest", "mais claro";
        ShearExplained => "In degrees: 0.1 is all but nothing.", "Em graus: 0,1 é quase nada.";
        On => "{name} on", "{name} ligado";
        Only => "Only {name} in the preview; training uses all that are on", "Só {name} na prévia; o treino usa todos os ligados";
        OnlySign => "preview alone", "só na prévia";
        Reset => "Set {name} as in the preset “{preset}”", "Deixar {name} como na predefinição “{preset}”";
        ResetAll => "All as in the preset “{name}”", "Tudo como na predefinição “{name}”";
        AllOff => "All off", "Desligar tudo";
        FillMode => "fill_mode", "fill_mode";
        Cval => "cval", "cval";
        FillNearest => "nearest", "nearest";
        FillConstant => "constant", "constant";
        FillReflect => "reflect", "reflect";
        FillWrap => "wrap", "wrap";
        Matrix => "Matrix", "Matriz";
        MatrixExplained => "From a place in the version (row, column, 1) to the place in the original whose colour it takes, flips included.",
            "De um ponto da versão (linha, coluna, 1) ao ponto do original cuja cor ele recebe, espelhamentos incluídos.";
        ShowGrid => "Grid over the original", "Grade sobre o original";
        DrawnAngle => "theta {n}°", "theta {n}°";
        DrawnShift => "tx {x} · ty {y} pixels", "tx {x} · ty {y} pixels";
        DrawnShear => "shear {n}°", "shear {n}°";
        DrawnZoom => "zx {x} · zy {y}", "zx {x} · zy {y}";
        DrawnFlips => "flipped: {sides}", "espelhada: {sides}";
        Sideways => "left to right", "esquerda-direita";
        Upright => "top to bottom", "cima-baixo";
        NoFlip => "no", "não";
        DrawnBrightness => "brightness × {n}", "brilho × {n}";
        DrawnChannel => "channels + {n}", "canais + {n}";
        CouldNotShow => "This photo cannot be shown", "Esta foto não pode ser mostrada";
        Waiting => "Drawing the versions…", "Desenhando as versões…";
    }
}
