raise ModuleNotFoundError("no dependency", name="dependency")
