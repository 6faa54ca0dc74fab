"""Entry of the Python side: ``python <folder> worker --fd N`` or ``python <folder> probe ...``."""

import sys
from os.path import abspath, dirname


def main(arguments):
    folder = dirname(abspath(__file__))
    if sys.path[:1] != [folder]:
        sys.path.insert(0, folder)
    # The folder is ours, in a cache, and compiling takes longer than all the rest of the start: bytecode is kept in it also where
    # user code's is not (`PYTHONDONTWRITEBYTECODE`).
    keep_none, sys.dont_write_bytecode = sys.dont_write_bytecode, False
    import snakebridge

    # From here on the package finds its own modules by its absolute `__path__`, and nobody else finds our files.
    snakebridge.__path__[:] = [abspath(place) for place in snakebridge.__path__]
    del sys.path[0]

    command = arguments[0] if arguments else None
    if command == "worker":
        from snakebridge.worker import main
    elif command == "probe":
        from snakebridge.probe import main
    else:
        sys.exit("snakebridge: expected `worker` or `probe` as the first argument")
    sys.dont_write_bytecode = keep_none
    return main(arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
