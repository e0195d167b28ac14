//! The lesson on images as numbers.

use crate::text::phrases;

phrases! {
    /// The lesson on images as numbers.
    PixelsText {
        Title => "Images as numbers", "Imagens como números";
        Claim => "A photo is three tables of numbers: red, green and blue.",
            "Uma foto são três tabelas de números: vermelho, verde e azul.";
        Ask => "The notebook's network is given a photo of {width}×{height} pixels. How many numbers of it does it see?",
            "A rede do notebook recebe uma foto de {width}×{height} pixels. Quantos números dela a rede vê?";
        Numbers => "{n} numbers", "{n} números";
        AllReply => "That is all of the photo. It is brought to {height}×{width} pixels first, and what is smaller than a pixel there is lost.",
            "Isso é a foto inteira. Antes ela é reduzida a {height}×{width} pixels, e o que é menor que um pixel ali se perde.";
        PixelsReply => "That is the number of pixels. Each pixel has three numbers, one in each table.",
            "Esse é o número de pixels. Cada pixel tem três números, um em cada tabela.";
        NumbersReply => "{height}·{width} pixels with three numbers each: {share} of the {all} numbers of the photo.",
            "{height}·{width} pixels com três números cada: {share} dos {all} números da foto.";
        Size => "Size in pixels", "Tamanho em pixels";
        Row => "Row of the magnifier", "Linha da lupa";
        Column => "Column of the magnifier", "Coluna da lupa";
        AllChannels => "photo", "foto";
        Red => "red", "vermelho";
        Green => "green", "verde";
        Blue => "blue", "azul";
        Photo => "The photo at {side}×{side} pixels. The frame is the magnifier, at row {row} and column {column}.",
            "A foto em {side}×{side} pixels. A moldura é a lupa, na linha {row} e coluna {column}.";
        Magnified => "Numbers under the magnifier: {channel}", "Números sob a lupa: {channel}";
        Height => "height", "altura";
        Width => "width", "largura";
        Channels => "channels: red, green, blue", "canais: vermelho, verde, azul";
        Rescaled => "The first number, {byte}, becomes {byte} / 255 = {value}: the network sees numbers from 0 to 1.",
            "O primeiro número, {byte}, vira {byte} / 255 = {value}: a rede vê números de 0 a 1.";
        Try => "At which size do you no longer recognise the animal? Look at each channel: which is brightest on the fur?",
            "Em que tamanho você não reconhece mais o animal? Olhe cada canal: qual é mais claro no pelo?";
        CameraHeight => "Height of your camera’s photos", "Altura das fotos da sua câmera";
        CameraWidth => "Width", "Largura";
        Left => "They are {all} numbers each. At {side}×{side}, {share} of them are left.",
            "Cada uma são {all} números. Em {side}×{side} restam {share} deles.";
        Yours => "The network that is shown sees {height}×{width}×3 = {n} numbers of each photo. The prediction page shows what it saw.",
            "A rede que está aberta vê {height}×{width}×3 = {n} números de cada foto. A página de previsão mostra o que ela viu.";
    }
}
