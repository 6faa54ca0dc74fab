# Says what this Python is, in one tagged line. It must also run on versions that SnakeBridge does not support, so that
# their version can be told.
import sys

sys.path[:] = [entry for entry in sys.path if entry]

import json
import sysconfig

implementation = getattr(sys, "implementation", None)
answer = {
    "version": list(sys.version_info[:3]),
    "implementation": getattr(implementation, "name", "cpython"),
    "abi": getattr(implementation, "cache_tag", None) or "",
    "platform": sysconfig.get_platform(),
    "prefix": sys.prefix,
    "base_prefix": getattr(sys, "base_prefix", sys.prefix),
    "executable": sys.executable or "",
    "base_executable": getattr(sys, "_base_executable", None) or sys.executable or "",
}
sys.stdout.write("\nsnakebridge:" + json.dumps(answer) + "\n")
