//! Names that somebody may have meant.

/// The names that are most like `name`, best first.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut scored: Vec<(f64, &str)> = known
        .into_iter()
        .map(|known| (strsim::jaro_winkler(&name.to_lowercase(), &known.to_lowercase()), known))
        .filter(|(score, _)| *score > 0.84)
        .collect();
    scored.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    scored.into_iter().take(3).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn only_similar_names_count() {
        assert_eq!(nearest("nmpy", ["pandas", "numpy", "math"]), ["numpy"]);
        assert!(nearest("numpy", ["requests"]).is_empty());
    }
}
