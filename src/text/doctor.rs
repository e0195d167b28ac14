//! What the doctor finds in a data set.

use super::phrases;

phrases! {
    /// What the doctor finds in a data set.
    DoctorText {
        Photographs => "{n} photos, {usable} usable", "{n} fotos, {usable} utilizáveis";
        Note => "note: {note}", "nota: {note}";
        Class => "class {class}: {n} photos, {usable} usable", "classe {class}: {n} fotos, {usable} utilizáveis";
        Width => "width: {spread}", "largura: {spread}";
        Height => "height: {spread}", "altura: {spread}";
        FileBytes => "file bytes: {spread}", "bytes por arquivo: {spread}";
        Spread => "{min} to {max}, median {median}", "de {min} a {max}, mediana {median}";
        TurnedByExif => "turned by EXIF: {n}", "viradas pelo EXIF: {n}";
        Unusable => "unusable: {n}", "inutilizáveis: {n}";
        WrongExtension => "wrong extension: {n}", "extensão errada: {n}";
        IsFormat => "{name} is {format}", "{name} é {format}";
        Duplicates => "exact duplicates: {n}", "duplicatas exatas: {n}";
        DuplicatesAcrossClasses => "exact duplicates across classes: {n}", "duplicatas exatas entre classes: {n}";
    }
}
