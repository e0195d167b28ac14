//! The index of the lessons, and what all lessons have in common.

use crate::text::phrases;

phrases! {
    /// The index of the lessons and the frame of each.
    LearnText {
        Title => "Learn", "Aprender";
        Subtitle => "Each idea of the notebook, to be moved, on your own photos and weights.",
            "Cada ideia do notebook, para mexer, com suas fotos e seus pesos.";
        Answered => "{n} of {all} answered", "{n} de {all} respondidas";
        AnsweredRight => "right at the first try", "certa na primeira tentativa";
        AnsweredWrong => "answered otherwise", "outra resposta";
        AnswerShown => "the answer was shown", "a resposta foi mostrada";
        NotAnswered => "not answered yet", "ainda sem resposta";
        OpenLesson => "Lesson {n}: {title}", "Lição {n}: {title}";
        Index => "All lessons", "Todas as lições";
        Previous => "Previous lesson", "Lição anterior";
        Next => "Next lesson", "Próxima lição";
        FullView => "Full view for a projector (F11)", "Tela cheia para projetor (F11)";
        LeaveFullView => "Leave the full view (F11)", "Sair da tela cheia (F11)";
        Close => "Close the lesson", "Fechar a lição";
        Ask => "First, your guess", "Antes, seu palpite";
        Computing => "The answers are being computed…", "As respostas estão sendo calculadas…";
        ShowMe => "Show me", "Mostrar a resposta";
        Again => "Answer again", "Responder de novo";
        Right => "✓ Right.", "✓ Certo.";
        Wrong => "✗ Not this one.", "✗ Não é esta.";
        GuessFirst => "Answer first, or let the answer be shown: then its numbers stand here.",
            "Responda antes, ou peça a resposta: então os números aparecem aqui.";
        Move => "Move it", "Mexa";
        Arithmetic => "The arithmetic", "A conta";
        Terms => "Terms", "Termos";
        YourNetwork => "See it in your network", "Veja na sua rede";
        TrainFirst => "There is no run yet. Train one, and your own numbers stand here.",
            "Ainda não há treino. Treine uma vez, e seus próprios números aparecem aqui.";
        NoSuchLayer => "Your network has no layer of this kind.", "Sua rede não tem uma camada deste tipo.";
        NoEpochs => "The run that is shown has no validated epoch, so it has no numbers to show here.",
            "O treino mostrado não tem época validada, então não há números dele para mostrar aqui.";
        Sandbox => "Try", "Experimente";
        TermValue => "{name}: {value}", "{name}: {value}";
    }
}
