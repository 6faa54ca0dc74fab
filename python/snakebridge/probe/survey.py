"""From a request to a library as `ir.rs` has it."""

from __future__ import annotations

from .ahead import Ahead
from .classes import Wanted
from .describe import describe
from .distribution import version_of
from .extent import Extent
from .guard import Absent, Missing, attempt, explain
from .surface import Surface, public_names
from .walk import Walk

__all__ = ["Request", "survey"]


class Request:
    """What is asked about one library.

    `paths` are used as they stand, `names` are members to describe on every class met, `globs` are pairs of a path and
    the names that may be meant by a `use path::*`. An `extent` asks for the public surface too, as far as it goes.
    What is in `avoid`, paths with reasons, ended or held up Python before and is not looked at.
    """

    def __init__(self, library, paths=(), names=(), globs=(), extent=None, avoid=None):
        self.library = library
        self.paths = sorted(set(paths))
        self.names = frozenset(names)
        self.globs = list(globs)
        self.extent = extent
        self.avoid = dict(avoid or {})

    @classmethod
    def from_json(cls, asked):
        """Reads the file of a request; `path` of it is for the process, not for us."""
        return cls(
            library=asked["library"],
            paths=asked.get("paths", ()),
            names=asked.get("names", ()),
            globs=[(each["path"], sorted(set(each["names"]))) for each in asked.get("globs", ())],
            extent=asked.get("extent"),
            avoid=asked.get("avoid"),
        )


def survey(request, progress):
    """Follows all paths and describes what they lead to; `progress` is told each path before it is looked at."""
    ahead = Ahead(progress, request.avoid)
    found = Survey(Walk(request.library, ahead), request.names, ahead)
    for path in request.paths or [request.library]:
        found.follow(path)
    globbed = [base for base, names in request.globs if found.follow_glob(base, names)]
    surface = None
    if request.extent is not None:
        surface = found.follow_surface(Extent(**request.extent))
    found.describe_all(surface)
    found.name_others(globbed)
    return found.as_library(request.extent, surface)


class Survey:
    """What is known of a library so far."""

    def __init__(self, walk, names, ahead):
        self.walk = walk
        self.symbols = {}
        self.skipped = {}
        self._names = names
        self._ahead = ahead
        self._max_members = None

    def follow(self, path, ignored=()):
        """Whether `path` leads somewhere; if not, it is skipped, unless for an `ignored` reason."""
        try:
            self.walk.follow(path)
        except ignored:
            return False
        except Missing as missing:
            self._skip(path, missing.reason, missing.nearest)
            return False
        except BaseException as error:
            self._skip(path, f"looking at `{path}` failed: {explain(error)}")
            return False
        return True

    def follow_glob(self, base, names):
        """Whether `base` leads somewhere; those of `names` that are in it are followed too."""
        if not self.follow(base):
            return False
        for name in names:
            self.follow(f"{base}.{name}", ignored=Absent)
        return True

    def follow_surface(self, extent):
        """The public surface; what is asked for besides has been followed already."""
        surface = Surface(self.walk, extent, self.follow, lambda path, reason: self._skip(path, reason, limit=True))
        self._max_members = extent.max_members
        return surface.find()

    def describe_all(self, surface):
        """Describes what was found; classes on the surface with all public members."""
        every, aliases = (surface.paths, surface.aliases) if surface else ((), {})
        self._ahead.restore()
        for path in sorted(self.walk.found):
            try:
                self._ahead.look(path)
                home = aliases.get(path)
                self.symbols[path] = {"kind": "alias", "of": home} if home else self._describe(path, path in every)
            except Missing as missing:
                self._skip(path, missing.reason)
            except BaseException as error:
                self._skip(path, f"describing `{path}` failed: {explain(error)}")

    def name_others(self, globbed):
        """Lists, in the modules that the program globs, the public names that were not looked at."""
        for base in globbed:
            if self.symbols.get(base, {}).get("kind") == "module":
                names = public_names(self.walk.found[base])
                seen = self.symbols.keys() | self.skipped.keys()
                self.symbols[base]["others"] = sorted(name for name in names if f"{base}.{name}" not in seen)

    def as_library(self, extent=None, surface=None):
        """The library as `ir.rs` has it."""
        library = {"symbols": self.symbols}
        if extent is not None:
            library["extent"] = extent
            beyond = self.symbols.keys() - surface.paths
            library.update({"beyond": sorted(beyond)} if beyond else {})
        version = attempt(version_of, self.walk.found.get(self.walk.library), self.walk.library)
        if version:
            library["version"] = version
        if self.skipped:
            library["skipped"] = self.skipped
        return library

    def _describe(self, path, every):
        def skip(name, error):
            is_avoided = isinstance(error, Missing)
            reason = error.reason if is_avoided else f"describing `{path}.{name}` failed: {explain(error)}"
            self._skip(f"{path}.{name}", reason)

        def look(name):
            self._ahead.look(f"{path}.{name}")

        def leave_out(count):
            self._skip(path, f"{count} members of `{path}` are beyond the limit of {self._max_members} members", limit=True)

        wanted = Wanted(self._names, self.walk.asked.get(path, ()), every, self._max_members, leave_out, look)
        return describe(path, self.walk.found[path], wanted, skip, path in self.walk.imported)

    def _skip(self, path, reason, nearest=(), limit=False):
        skipped = {"reason": reason, "nearest": list(nearest), "cause": "limit" if limit else ""}
        self.skipped[path] = {key: value for key, value in skipped.items() if value}
