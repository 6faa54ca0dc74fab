"""Which version a library has."""

import os
import tempfile
import unittest

from probing import TOYS, probe


def distribution(folder, name, version, record=(), **files):
    """Writes the metadata of an installed distribution."""
    home = os.path.join(folder, f"{name}-{version}.dist-info")
    os.makedirs(home)
    files = {"METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n\nVersion: 0\n", **files}
    files["RECORD"] = "".join(f"{path},sha256=x,1\n" for path in record)
    for file, text in files.items():
        with open(os.path.join(home, file.replace("_json", ".json")), "w", encoding="utf-8") as opened:
            opened.write(text)


def module(folder, *parts):
    """Writes an empty module."""
    file = os.path.join(folder, *parts)
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file, "w", encoding="utf-8"):
        pass


class Distributions(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = os.path.realpath(folder.name)

    def version(self, library, *more):
        return probe(library, path=[self.folder, *more]).version

    def test_of_the_standard_library_there_is_none(self):
        self.assertIsNone(probe("json").version)
        self.assertIsNone(probe("math").version)

    def test_of_own_files_there_is_none(self):
        module(self.folder, "own.py")
        distribution(self.folder, "other", "1", ["other.py"])
        self.assertIsNone(self.version("own"))
        self.assertIsNone(probe("shapes", path=[TOYS]).version)

    def test_a_package_under_another_name(self):
        module(self.folder, "wanted", "__init__.py")
        distribution(self.folder, "aaa_wanted_not", "1", ["wanted_not/__init__.py"])
        distribution(self.folder, "the_provider", "2.5rc1", ["wanted/__init__.py"])
        self.assertEqual(self.version("wanted"), "2.5rc1")

    def test_a_single_module(self):
        module(self.folder, "single.py")
        distribution(self.folder, "single", "3", ["single.py"])
        self.assertEqual(self.version("single"), "3")

    def test_a_namespace_package(self):
        module(self.folder, "space", "part", "__init__.py")
        distribution(self.folder, "space_part", "4", ["space/part/__init__.py"])
        self.assertEqual(self.version("space"), "4")
        module(self.folder, "space", "other", "__init__.py")
        distribution(self.folder, "space_other", "5", ["space/other/__init__.py"])
        self.assertIsNone(self.version("space"))

    def test_an_editable_installation(self):
        source = os.path.join(self.folder, "source")
        module(source, "edited", "__init__.py")
        installed = os.path.join(self.folder, "site")
        url = '{"url": "file://%s", "dir_info": {"editable": true}}' % self.folder.replace(os.sep, "/")
        distribution(installed, "edited", "6", direct_url_json=url)
        self.assertEqual(self.version("edited", source, installed), "6")


if __name__ == "__main__":
    unittest.main()
