use super::*;
use crate::diagnostics::Site;
use std::sync::Arc;

fn used(path: &str) -> UsedPath {
    UsedPath(
        path.split('.')
            .map(|name| UsedName::new(name.to_owned(), name.strip_suffix('_').map(str::to_owned)))
            .collect(),
    )
}

fn site() -> Site {
    Site { file: "src/main.rs".into(), line: 1, column: 1, length: 1 }
}

fn uses(paths: &[&str], names: &[&str]) -> Uses {
    let mut uses =
        Uses { names: Arc::new(names.iter().map(|name| (*name).to_owned()).collect()), ..Uses::default() };
    paths.iter().for_each(|path| uses.add(used(path), site()));
    uses
}

fn library() -> Library {
    serde_json::from_str(
        r#"{"symbols": {
            "m": {"kind": "module"},
            "m.f": {"kind": "function", "evidence": "variadic"},
            "m.C": {"kind": "class",
                "members": {"a": {"kind": "method", "evidence": "variadic"}, "type": {"kind": "class"}},
                "others": ["b", "c"]}
        }}"#,
    )
    .unwrap()
}

fn asked(paths: &[&str], names: &[&str]) -> bool {
    let manifest =
        Manifest { libraries: BTreeMap::from([("m".to_owned(), library())]), ..Manifest::default() };
    let uses = UsesByLibrary::from([("m".to_owned(), uses(paths, names))]);
    !plan(&uses, &manifest, &Outdated::default()).is_empty()
}

#[test]
fn what_is_known_is_not_asked_again() {
    assert!(!asked(&["m.f"], &["b"]));
    assert!(!asked(&["m.C.new", "m.C.a", "m.C.from", "m.f.whatever"], &["a", "zzz"]));
}

#[test]
fn a_new_symbol_or_member_is_asked_for() {
    assert!(asked(&["m.g"], &[]));
    assert!(asked(&["m.C"], &["b"]));
    assert!(asked(&["m.C.c"], &[]));
    assert!(asked(&["m.C"], &["__len__"]), "underscored names are in no list");
}

#[test]
fn another_version_is_asked_about() {
    let manifest =
        Manifest { libraries: BTreeMap::from([("m".to_owned(), library())]), ..Manifest::default() };
    let uses = UsesByLibrary::from([("m".to_owned(), uses(&["m.f"], &[]))]);
    let outdated = Outdated(BTreeSet::from(["m".to_owned()]));
    assert_eq!(plan(&uses, &manifest, &outdated).len(), 1);
}

#[test]
fn requests_hold_all_uses_with_all_candidates() {
    let request = request("m", &uses(&["m.g", "m.class_"], &["b"]));
    assert_eq!(request.paths.into_iter().collect::<Vec<_>>(), ["m.class", "m.class_", "m.g"]);
    assert!(request.names.contains("b"));
}

#[test]
fn a_library_does_not_claim_what_only_starts_like_it() {
    assert!(is_in("json.dumps", "json") && is_in("json", "json"));
    assert!(!is_in("jsonschema.validate", "json"));
}

#[test]
fn pruning_forgets_what_is_not_used_but_its_name() {
    let pruned = prune("m", &library(), &uses(&["m.C.new"], &["b"]));
    assert_eq!(pruned.symbols.keys().collect::<Vec<_>>(), ["m", "m.C"]);
    let SymbolKind::Class(class) = &pruned.symbols["m.C"].kind else { panic!() };
    assert!(class.members.is_empty());
    assert_eq!(class.others.iter().collect::<Vec<_>>(), ["a", "b", "c", "type"]);
}

#[test]
fn pruning_twice_changes_nothing() {
    let uses = uses(&["m.C", "m.f"], &["a", "__len__"]);
    let once = prune("m", &library(), &uses);
    assert_eq!(prune("m", &once, &uses), once);
    let SymbolKind::Class(class) = &once.symbols["m.C"].kind else { panic!() };
    assert!(class.absent.contains("__len__"));
    assert!(!lacks("m", &once, &uses), "an absent name is not asked for again");
}

#[test]
fn a_name_under_a_glob_is_asked_for_only_if_the_module_may_have_it() {
    let mut uses = uses(&[], &[]);
    uses.globs.insert(used("m"), vec![site()]);
    uses.tentative.extend([used("m.f"), used("m.g")]);
    let mut known = library();
    assert!(lacks("m", &known, &uses), "it is not known what the module has besides");
    let module = known.symbols.get_mut("m").unwrap();
    module.kind = SymbolKind::Module { others: Some(BTreeSet::from(["h".to_owned()])) };
    assert!(!lacks("m", &known, &uses));
    uses.tentative.insert(used("m.h.i"));
    assert!(lacks("m", &known, &uses));
}

#[test]
fn making_an_instance_is_not_ambiguous() {
    let library: Library = serde_json::from_str(
        r#"{"symbols": {
            "m": {"kind": "module"},
            "m.Graph": {"kind": "class", "constructor": {"evidence": "variadic"}},
            "m.graph": {"kind": "module"}
        }}"#,
    )
    .unwrap();
    let name = |name: &str, other: &str| UsedName::new(name.to_owned(), [other.to_owned()]);
    let made = |last| {
        UsedPath(vec![UsedName::new("m".to_owned(), []), name("Graph", "graph"), UsedName::new(last, [])])
    };
    assert_eq!(reach("m", &library, &made("new".to_owned())), (vec!["m", "m.Graph"], Reach::Made));
    assert_eq!(reach("m", &library, &made("other".to_owned())).1, Reach::Unknown { at: 2 });
}
