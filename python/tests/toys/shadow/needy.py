import sys; raise ModuleNotFoundError("no dependency", name="dependency")
