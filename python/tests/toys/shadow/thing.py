name = "the submodule"
