use crate::check::checks;
use typed::py::Levenshtein;

checks! {
    "import Levenshtein";
    "Levenshtein.distance": "Levenshtein.distance('lewenstein', 'levenshtein', weights=(1, 1, 2))"
        => Levenshtein::distance("lewenstein", "levenshtein").weights((1, 1, 2)).call();
    "Levenshtein.ratio": "Levenshtein.ratio('ab', 'ac')" => Levenshtein::ratio("ab", "ac").call();
    "Levenshtein.editops": "Levenshtein.editops('spam', 'park')"
        => Levenshtein::editops().arg("spam").arg("park").call();
    "Levenshtein.median": "Levenshtein.median(['spam', 'park', 'spark'], wlist=[1, 1, 5])"
        => Levenshtein::median(["spam", "park", "spark"]).wlist([1, 1, 5]).call();
}
