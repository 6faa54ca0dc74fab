import builtins
import inspect
import json
import os

for module, name in ((builtins, "open"), (os, "replace"), (os, "_exit"), (json, "dumps")):
    setattr(module, name, None)
value = 3
