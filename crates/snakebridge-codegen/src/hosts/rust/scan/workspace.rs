//! The other packages of the workspace that use the wrappers, because they depend on the package that has them.

use super::package::{CargoToml, Dependencies, Dependency, Package, Workspace};
use super::sources::normal;
use super::tree::Crate;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// What is scanned: the package itself first, then those that depend on it, directly or not.
#[derive(Debug, Default)]
pub(super) struct Packages {
    pub(super) packages: Vec<Package>,
    pub(super) crates: Vec<Crate>,
    /// What else was looked at, relative to the project: another result would come of a change.
    pub(super) files: Vec<PathBuf>,
}

/// A package that is scanned.
struct Member {
    folder: PathBuf,
    name: String,
    cargo: CargoToml,
    /// The folders of the packages that it knows, by the name it knows them under.
    knows: BTreeMap<String, PathBuf>,
}

/// Finds the packages to scan for the one in `root`.
pub(super) fn packages(root: &Path) -> Result<Packages, String> {
    let cargo = CargoToml::read(root)?;
    let home = std::path::absolute(root).map_or_else(|_| root.to_path_buf(), |root| normal(&root));
    let mut files = Vec::new();
    let mut members = match workspace_of(&home, &cargo) {
        Some((folder, workspace)) => {
            // A package that comes to depend on this one changes the lock of the workspace.
            files.extend(Some(folder.join("Cargo.lock")).filter(|lock| lock.is_file()));
            dependents(&home, &cargo, &folder, &workspace)
        }
        None => Vec::new(),
    };
    files.extend(members.iter().map(|member| member.folder.join("Cargo.toml")));
    let name = cargo.library_name().unwrap_or_default();
    members.insert(0, Member { folder: home.clone(), name, cargo, knows: BTreeMap::new() });

    let mut found = Packages::default();
    for member in &members {
        let first = found.packages.last().map_or(0, |package| package.next);
        found.packages.push(member.cargo.package(root, relative(&home, &member.folder), first));
    }
    let libraries: BTreeMap<&PathBuf, usize> = members
        .iter()
        .zip(&found.packages)
        .map(|(member, package)| (&member.folder, package.library))
        .collect();
    for (member, package) in members.iter().zip(&found.packages) {
        let known =
            member.knows.iter().filter_map(|(name, folder)| Some((name.clone(), *libraries.get(folder)?)));
        let itself = (member.name.clone(), package.library);
        let externs = known.chain([itself]).collect();
        let found_in = Crate { has_bindings: member.folder == home, externs };
        found.crates.resize(package.next, found_in);
    }
    found.files = files.into_iter().map(|file| relative(&home, &file)).collect();
    Ok(found)
}

/// The workspace that a package belongs to, and its folder.
fn workspace_of(home: &Path, cargo: &CargoToml) -> Option<(PathBuf, Workspace)> {
    let named = cargo.package.as_ref().and_then(|package| package.workspace.as_ref()?.as_str());
    let above = home.ancestors().map(Path::to_path_buf);
    let folders: Vec<PathBuf> = match named {
        Some(folder) => vec![normal(&home.join(folder))],
        None => above.collect(),
    };
    folders.into_iter().find_map(|folder| {
        let text = fs::read_to_string(folder.join("Cargo.toml")).ok()?;
        let workspace =
            text.contains("workspace").then(|| CargoToml::parse(&text).ok()?.workspace).flatten()?;
        Some((folder, workspace))
    })
}

/// The members that depend on the package in `home`, directly or not.
fn dependents(home: &Path, cargo: &CargoToml, folder: &Path, workspace: &Workspace) -> Vec<Member> {
    let Some(name) = cargo.package.as_ref().and_then(|package| package.name.clone()) else {
        return Vec::new();
    };
    let texts = member_folders(folder, workspace).into_iter().filter(|member| member != home);
    let mut texts: Vec<(PathBuf, String)> = texts
        .filter_map(|member| {
            let text = fs::read_to_string(member.join("Cargo.toml")).ok()?;
            Some((member, text))
        })
        .collect();
    // By folder, what a package is called, and its library.
    let mut names = BTreeMap::from([(home.to_path_buf(), (name, cargo.library_name().unwrap_or_default()))]);
    let mut found: Vec<Member> = Vec::new();
    loop {
        let before = found.len();
        texts.retain(|(member, text)| {
            // Most of them are no dependents, and those need not be parsed.
            let may_depend = names.values().any(|(name, _)| text.contains(name.as_str()));
            let Some(cargo) = may_depend.then(|| CargoToml::parse(text).ok()).flatten() else { return true };
            let knows: BTreeMap<String, PathBuf> = cargo
                .dependencies()
                .filter_map(|(key, dependency)| {
                    let (target, is_renamed) =
                        target(key, dependency, member, folder, &workspace.dependencies)?;
                    let (_, library) = names.get(&target)?;
                    Some((if is_renamed { key.replace('-', "_") } else { library.clone() }, target))
                })
                .collect();
            let Some(name) = cargo.library_name().filter(|_| !knows.is_empty()) else { return true };
            let package = cargo.package.as_ref().and_then(|package| package.name.clone());
            names.insert(member.clone(), (package.unwrap_or_default(), name.clone()));
            found.push(Member { folder: member.clone(), name, cargo, knows });
            false
        });
        if found.len() == before {
            found.sort_by(|one, other| one.folder.cmp(&other.folder));
            return found;
        }
    }
}

/// The folder of a dependency that has one, and whether it is known under a name that is not its own.
fn target(
    key: &String,
    dependency: &Dependency,
    member: &Path,
    workspace: &Path,
    shared: &Dependencies,
) -> Option<(PathBuf, bool)> {
    let Dependency::Table { path, package, workspace: is_shared } = dependency else { return None };
    if *is_shared {
        let Dependency::Table { path, package, .. } = shared.get(key)? else { return None };
        return Some((normal(&workspace.join(path.as_ref()?)), package.is_some()));
    }
    Some((normal(&member.join(path.as_ref()?)), package.is_some()))
}

/// The folders of the members of a workspace.
fn member_folders(folder: &Path, workspace: &Workspace) -> Vec<PathBuf> {
    let excluded: Vec<PathBuf> = workspace.exclude.iter().map(|path| normal(&folder.join(path))).collect();
    let mut found = vec![folder.to_path_buf()];
    for pattern in &workspace.members {
        let mut matching = vec![folder.to_path_buf()];
        for part in pattern.split('/').filter(|part| !part.is_empty()) {
            matching = matching.iter().flat_map(|folder| within(folder, part)).collect();
        }
        found.extend(matching);
    }
    found.retain(|member| !excluded.contains(member));
    found.sort();
    found.dedup();
    found
}

/// The folders in a folder whose name a pattern such as `snake*` matches.
fn within(folder: &Path, pattern: &str) -> Vec<PathBuf> {
    if !pattern.contains(['*', '?']) {
        return vec![normal(&folder.join(pattern))];
    }
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let matching = entries.filter(|entry| matches(pattern.as_bytes(), entry.file_name().as_encoded_bytes()));
    matching.map(|entry| entry.path()).collect()
}

fn matches(pattern: &[u8], name: &[u8]) -> bool {
    match pattern.split_first() {
        None => name.is_empty(),
        Some((b'*', rest)) => (0..=name.len()).any(|start| matches(rest, &name[start..])),
        Some((b'?', rest)) => !name.is_empty() && matches(rest, &name[1..]),
        Some((first, rest)) => name.first() == Some(first) && matches(rest, &name[1..]),
    }
}

/// A path from one folder to another, or to a file there.
fn relative(from: &Path, to: &Path) -> PathBuf {
    let shared = from.components().zip(to.components()).take_while(|(one, other)| one == other).count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(to.components().skip(shared)).collect()
}
