"""A module that names another package, which is not its own submodule."""

import deep as profound

profound
