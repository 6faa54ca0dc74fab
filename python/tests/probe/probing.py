"""Runs the probe as a host does: one process, a request file, an answer file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile

import schema

__all__ = ["PYTHON_DIR", "TOYS", "Answer", "probe"]

HERE = os.path.dirname(os.path.abspath(__file__))
TOYS = os.path.join(HERE, "toys")
PYTHON_DIR = os.path.dirname(os.path.dirname(HERE))


class Answer:
    """What one probe gave."""

    def __init__(self, process, text):
        self.process = process
        self.text = text
        self.json = json.loads(text)
        schema.check_answer(self.json)
        library = self.json["library"]
        self.symbols = library["symbols"]
        self.skipped = library.get("skipped", {})
        self.version = library.get("version")

    def prototype(self, path, member=None):
        """The signature of a symbol, a member, or of making an instance, in one readable line with its evidence."""
        symbol = self.symbols[path]
        if member:
            symbol = symbol["members"][member]
        signature = symbol if "evidence" in symbol else symbol["constructor"]
        return f"{signature['evidence']} {written(signature)}"

    def member(self, path, name):
        """A member without its docstring."""
        return {key: value for key, value in self.symbols[path]["members"][name].items() if key != "doc"}


def probe(library, *paths, names=(), globs=(), path=(TOYS,), python=sys.executable, environment=None, **more):
    """Probes, checks the answer against the schema, and gives it."""
    request = {"library": library, "paths": list(paths), "names": list(names), "path": list(path)}
    request.update(globs=list(globs), **more)
    with tempfile.TemporaryDirectory() as folder:
        asked, out = os.path.join(folder, "request.json"), os.path.join(folder, "answer.json")
        with open(asked, "w", encoding="utf-8") as file:
            json.dump(request, file)
        process = subprocess.run(
            [python, PYTHON_DIR, "probe", "--request", asked, "--out", out],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=60,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **(environment or {})},
        )
        if process.returncode:
            raise AssertionError(f"the probe ended with {process.returncode}: {process.stderr.decode()}")
        left = sorted(os.listdir(folder))
        if left != ["answer.json", "request.json"]:
            raise AssertionError(f"the probe left files behind: {left}")
        with open(out, encoding="utf-8") as file:
            return Answer(process, file.read())


def written(signature):
    """A signature of the IR as Python would write it."""
    words, kinds = [], [parameter["kind"] for parameter in signature.get("parameters", ())]
    for index, parameter in enumerate(signature.get("parameters", ())):
        kind = parameter["kind"]
        if kind == "keyword_only" and not {"keyword_only", "var_positional"} & set(kinds[:index]):
            words.append("*")
        word = {"var_positional": "*", "var_keyword": "**"}.get(kind, "") + parameter["name"]
        word += f": {parameter['annotation']}" if "annotation" in parameter else ""
        word += f"={parameter['default']}" if "default" in parameter else ""
        words.append(word)
        if kind == "positional_only" and kinds[index + 1 : index + 2] != ["positional_only"]:
            words.append("/")
    returns = f" -> {signature['returns']}" if "returns" in signature else ""
    return f"({', '.join(words)}){returns}"
