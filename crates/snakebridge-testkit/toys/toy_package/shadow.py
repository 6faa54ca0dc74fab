NAME = "submodule"
