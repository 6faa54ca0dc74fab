# Says of distributions which version is installed and what they are imported as, in one tagged line.
import json
import re
import sys
from importlib import metadata

MODULE = re.compile(r"(?P<name>[^.]+)\.(py|pyd|so|(cpython-|abi3|cp\d)[^/]*\.(so|pyd))$")
TESTS = re.compile(r"(tests?|conftest|test_.*|.*_tests?)$")


def importable(files):
    """Packages and modules that a distribution has installed: the outermost folders with an `__init__`, and top-level modules."""
    packages, modules = set(), set()
    for file in files:
        *folders, name = file.split("/")
        module = MODULE.fullmatch(name)
        if module is None or not all(folder.isidentifier() for folder in folders):
            continue
        if module["name"] == "__init__":
            packages.add(tuple(folders))
        elif not folders and module["name"].isidentifier():
            modules.add((module["name"],))
    outermost = {package for package in packages if not any(package[:end] in packages for end in range(1, len(package)))}
    return {".".join(path) for path in outermost | modules if path}


def describe(name):
    distribution = metadata.distribution(name)
    files = [str(file).replace("\\", "/") for file in distribution.files or ()]
    names = importable(file for file in files if not file.startswith("..")) or set(
        (distribution.read_text("top_level.txt") or "").split()
    )
    public = {name for name in names if not any(part.startswith("_") or TESTS.match(part) for part in name.split("."))}
    return {"version": distribution.version, "imports": sorted(public or names)}


found = {}
for name in json.load(sys.stdin):
    try:
        found[name] = describe(name)
    except metadata.PackageNotFoundError:
        pass
sys.stdout.write("\nsnakebridge:" + json.dumps(found) + "\n")
