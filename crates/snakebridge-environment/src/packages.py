# Lists the installed distributions and the folders they were looked for in, in one tagged line.
import sys

sys.path[:] = [entry for entry in sys.path if entry]

import csv
import hashlib
import json
import re
from importlib import metadata

# Written by the installer: what they hold depends on who installed, from where, and to where.
OF_THE_INSTALLER = re.compile(r"\.dist-info/(INSTALLER|REQUESTED|RECORD|direct_url\.json|uv_\w+\.json)$")


def digest(record):
    """SHA-256 over the rows of files that came with the distribution, wherever and by whomever it was installed."""
    rows = []
    for path, hash, size in (row[:3] for row in csv.reader(record.splitlines()) if len(row) >= 3):
        outside = path.startswith(("..", "/")) or path[1:2] == ":"
        if hash and not outside and not OF_THE_INSTALLER.search(path):
            rows.append(path + "," + hash + "," + size + "\n")
    return hashlib.sha256("".join(sorted(rows)).encode("utf-8", "surrogateescape")).hexdigest()


packages = {}
for distribution in metadata.distributions():
    try:
        name = re.sub(r"[-_.]+", "-", distribution.metadata["Name"]).lower()
        version = distribution.version
        record = distribution.read_text("RECORD")
    except Exception:  # a broken installation is not listed; Python would not find it by name either
        continue
    # The first one found is the one that is imported.
    if version and name not in packages:
        packages[name] = {"name": name, "version": version, "record": digest(record) if record else None}

answer = {"folders": sys.path, "packages": sorted(packages.values(), key=lambda package: package["name"])}
sys.stdout.write("\nsnakebridge:" + json.dumps(answer) + "\n")
