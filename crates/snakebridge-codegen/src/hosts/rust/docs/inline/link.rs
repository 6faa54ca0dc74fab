//! Links.

/// How long a URL at the start of `text` is, if one is there.
pub(super) fn length(text: &str) -> Option<usize> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let ends = |c: char| c.is_whitespace() || "<>[]{}|^`\"'\\".contains(c);
    let link = &text[..text.find(ends).unwrap_or(text.len())];
    let mut link = link.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
    while link.ends_with(')') && link.matches(')').count() > link.matches('(').count() {
        link = link[..link.len() - 1].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
    }
    (link.len() > scheme.len()).then_some(link.len())
}

/// `(url)` or `(url "title")` behind the label of a Markdown link: the URL, and how long all of it is.
pub(super) fn destination(text: &str) -> Option<(&str, usize)> {
    let inner = &text.strip_prefix('(')?[..text.find(')')?.checked_sub(1)?];
    let url = inner.split(' ').next().unwrap_or_default().trim_matches(['<', '>']);
    is_url(url).then_some((url, inner.len() + 2))
}

/// A link of reST, without its backticks: `text <url>`.
pub(super) fn named(text: &str) -> Option<String> {
    let (label, url) = text.strip_suffix('>')?.rsplit_once('<')?;
    let url = url.trim();
    if !is_url(url) {
        return None;
    }
    let label = label.trim();
    Some(if label.is_empty() { format!("<{url}>") } else { format!("[{}](<{url}>)", super::escaped(label)) })
}

/// The text of `text <target>`.
pub(super) fn label(text: &str) -> &str {
    match text.strip_suffix('>').and_then(|inner| inner.rsplit_once('<')) {
        Some((label, _)) if !label.trim().is_empty() => label.trim(),
        _ => text,
    }
}

fn is_url(url: &str) -> bool {
    length(url) == Some(url.len())
        || length(url).is_some_and(|length| url[length..].bytes().all(|byte| byte == b'_'))
}
