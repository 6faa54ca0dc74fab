"""The golden cases of the generator that have Python sources: the probe says of them what the cases were recorded with.

With `SNAKEBRIDGE_BLESS=1` the records are written anew.
"""

import json
import os
import re
import sys
import unittest

from probing import PYTHON_DIR, probe

GOLDEN = os.path.join(os.path.dirname(PYTHON_DIR), "tests", "golden")
ANSWERS = "python.json"


def cases():
    """The folders of cases with sources."""
    names = sorted(os.listdir(GOLDEN)) if os.path.isdir(GOLDEN) else ()
    return [os.path.join(GOLDEN, name) for name in names if os.path.isdir(os.path.join(GOLDEN, name, "python"))]


def configuration(case):
    """`snakebridge.toml` as `configuration.rs` reads it: libraries with what is asked of the probe."""
    import tomllib  # since 3.11

    with open(os.path.join(case, "snakebridge.toml"), "rb") as file:
        document = tomllib.load(file)
    for name, table in document["libraries"].items():
        mode = table.get("generate", document.get("generate", "used"))
        extent = {"max_symbols": 20_000, "max_members": 500}
        extent.update({key: value for key, value in table.items() if key not in ("path", "generate")})
        yield name, extent if mode == "all" else None


def uses(case, library):
    """The paths and names of members in the program, as far as the cases need them: `a::b::c`, and `.c()`."""
    with open(os.path.join(case, "input.rs"), encoding="utf-8") as file:
        program = file.read()
    aliases = {alias: path for path, alias in re.findall(r"use (?:super::)?py::([\w:]+) as (\w+)", program)}
    paths = set(re.findall(r"\w+(?:::\w+)+", program))
    found = set()
    for path in paths:
        first, *rest = path.removeprefix("py::").split("::")
        names = [*aliases.get(first, first).split("::"), *rest]
        if names[0] == library:
            found.add(".".join(names))
    names = set(re.findall(r"(?:\.|::)(\w+)", program))
    return found, names


def record(case):
    """What the probe says of all libraries of a case."""
    answers = {}
    for library, extent in configuration(case):
        paths, names = uses(case, library)
        more = {} if extent is None else {"extent": extent}
        answer = probe(library, *sorted(paths), names=sorted(names), path=[os.path.join(case, "python")], **more)
        answers[library] = answer.json["library"]
    return json.dumps(answers, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


@unittest.skipIf(sys.version_info < (3, 11), "`tomllib` came with Python 3.11")
class Golden(unittest.TestCase):
    def test_the_answers_are_what_was_recorded(self):
        bless = os.environ.get("SNAKEBRIDGE_BLESS")
        self.assertFalse(bless and os.environ.get("CI"), "goldens are not blessed in CI")
        for case in cases():
            with self.subTest(case=os.path.basename(case)):
                text, recorded = record(case), os.path.join(case, ANSWERS)
                if bless:
                    with open(recorded, "w", encoding="utf-8") as file:
                        file.write(text)
                with open(recorded, encoding="utf-8") as file:
                    self.assertEqual(json.loads(text), json.loads(file.read()))


if __name__ == "__main__":
    unittest.main()
