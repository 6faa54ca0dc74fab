//! Any text as a docstring: Markdown without a panic, the same every time, of which rustdoc runs nothing and refuses nothing.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use snakebridge_codegen::markdown;

fuzz_target!(|data: &[u8]| {
    let docstring = String::from_utf8_lossy(data);
    let text = markdown("library.module.function", &docstring);
    assert_eq!(text, markdown("library.module.function", &docstring), "another time it is something else");
    let is_printable = |c: char| c == '\n' || !c.is_control();
    assert!(text.chars().all(is_printable), "control characters: {text:?}");
    for event in Parser::new_ext(&text, options()) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => panic!("rustdoc would run it: {text:?}"),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                assert!(!language.is_empty() && !language.contains("rust"), "rustdoc would run it: {text:?}");
            }
            Event::Html(html) | Event::InlineHtml(html) => panic!("{html:?} in {text:?}"),
            _ => {}
        }
    }
});

/// What rustdoc understands.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}
