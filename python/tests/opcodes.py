"""What a worker's payloads may be made of; the decoder of the host admits exactly this."""

import pickletools

ADMITTED = frozenset(
    "PROTO FRAME STOP MARK NONE NEWTRUE NEWFALSE BININT BININT1 BININT2 LONG1 LONG4 BINFLOAT "
    "SHORT_BINUNICODE BINUNICODE BINUNICODE8 SHORT_BINBYTES BINBYTES BINBYTES8 BYTEARRAY8 "
    "EMPTY_TUPLE TUPLE1 TUPLE2 TUPLE3 TUPLE EMPTY_LIST APPEND APPENDS EMPTY_DICT SETITEM SETITEMS "
    "EMPTY_SET ADDITEMS FROZENSET MEMOIZE BINGET LONG_BINGET STACK_GLOBAL REDUCE".split()
)
TAGS = frozenset("object scalar complex array date time datetime timedelta decimal fraction uuid".split())

TEXT = frozenset("SHORT_BINUNICODE BINUNICODE BINUNICODE8".split())
GETS = frozenset("BINGET LONG_BINGET".split())


def examine(payload):
    """The names of the opcodes in `payload`; complains about any that is not admitted and about foreign globals."""
    seen = set()
    memo = []
    before = []  # the operands of the last two opcodes that push a str
    last = None
    for opcode, operand, _ in pickletools.genops(bytes(payload)):
        name = opcode.name
        assert name in ADMITTED, name
        seen.add(name)
        if name in TEXT:
            last = operand
            before.append(operand)
        elif name in GETS:
            last = memo[operand]
            before.append(last)
        elif name == "MEMOIZE":
            memo.append(last)
        elif name == "STACK_GLOBAL":
            module, tag = before[-2:]
            assert module == "snakebridge" and tag in TAGS, (module, tag)
            last = None
        elif name != "FRAME":
            last = None
        if name not in TEXT and name not in GETS and name not in ("MEMOIZE", "FRAME"):
            before.clear()
    return seen
