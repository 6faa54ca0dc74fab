"""What went wrong with shapes, dtypes, devices, memory and features, read from what libraries that compute with arrays raise."""

import sys

from .array_messages import MESSAGES
from .typenames import type_name

__all__ = ["array_hints_of", "hints_in"]

# What the libraries raise that are not of a type of their own.
ORDINARY = (ValueError, TypeError, IndexError, RuntimeError)

ENDS = 2048  # characters that are read of both ends of a message
TEXTS = 64  # in one hint
LONGEST = 200  # characters of a text

WHOLE_NUMBER = r"\d{1,20}"
# What follows `and` and `or` is not ambiguous: a pattern that could read a text in many ways might try them all.
DTYPE = r"(?<!\w)(?!(?:or|and)\b)(?:dtype\('[^'\n]{1,100}'\)|<class '[\w.]{1,100}'>|[<>|=]?\w[\w.]*)"
SIZE = r"(?:-?\d{1,20}|None|\?|newaxis)"
SHAPE = rf"[(\[]\s*(?:{SIZE}\s*,\s*){{0,63}}(?:{SIZE}\s*)?[)\]]"

# Pattern of each form of field.
FORMS = {
    "": r".{0,200}?",
    "word": r"\w+",
    "int": r"-?\d{1,20}",
    "ints": r"\d{1,20}(?:,\s*\d{1,20}){0,63}",
    "bytes": r"\d{1,20}(?:\.\d{1,20})?\s?(?:bytes|B|[KMGTPE]i?B)",
    "device": r"\w+(?::\d{1,20})?",
    "cuda": WHOLE_NUMBER,
    "xpu": WHOLE_NUMBER,
    "shape": rf"(?:{SHAPE}|\d{{1,20}}(?:x\d{{1,20}}){{0,63}})",
    "rank": SHAPE,
    # numpy writes `(2,3)->(2,newaxis,3)` for an operand that it reshaped itself.
    "shapes": rf"{SHAPE}(?:(?:->|[\s,]{{1,4}}){SHAPE}){{0,63}}",
    "dtype": DTYPE,
    "dtypes": rf"\(?{DTYPE}(?:(?:,\s*|,?\s+(?:or|and)\s+){DTYPE}){{0,63}}",
    "names": r"- [^\n]*(?:\n- [^\n]*){0,63}",
}

# Forms of the fields that nearly always have the same.
USUAL = {
    "shape": "shape", "size": "int", "axis": "int", "expected": "int", "found": "int", "device": "device",
    "requested": "bytes", "capacity": "bytes", "free": "bytes", "dtype": "dtype",
}  # fmt: skip

# Bytes of an item, where the name does not say the bits.
ITEM_SIZES = {"bool": 1, "half": 2, "float": 4, "double": 8, "bfloat16": 2}
UNITS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4, "P": 5, "E": 6}

templates = {}  # template -> (the longest part of it that is plain text, the others; the pattern once it was needed)


def array_hints_of(error):
    """`[(kind, [str, ...])]` as in `docs/wire.md`, or `[]` for an exception that is none of such a library."""
    kind = type(error)
    if issubclass(kind, MemoryError):
        return out_of_memory(error)
    if issubclass(kind, ORDINARY) or type_name(kind).partition(".")[0] in MESSAGES:
        libraries = [library for library in MESSAGES if library in sys.modules]
        if libraries:
            return hints_in(str.__str__(str(error)), libraries)
    return []


def out_of_memory(error):
    """Of a MemoryError: main memory, unless a library that has other memory derived its own."""
    found = hints_in(str.__str__(str(error)), ["numpy"])
    return found or [("out_of_memory", ["device=cpu"] if type(error) is MemoryError else [])]


def hints_in(message, libraries):
    """The hint that a message of one of these libraries gives: a pure function, which needs none of them."""
    if len(message) > 2 * ENDS:
        message = f"{message[:ENDS]}\n{message[-ENDS:]}"
    for library in libraries:
        for kind, template, *texts in MESSAGES[library]:
            found = match(template, message)
            if found is not None:
                return [(kind, [text for text in told(kind, found) + texts if len(text) <= LONGEST][:TEXTS])]
    return []


def match(template, message):
    """`[(name, form, what stands there), ...]` of the fields, or None."""
    known = templates.get(template)
    if known is None:
        known = templates[template] = parse(template)
    plain, pieces, pattern = known
    # A search for plain text rules out nearly all templates, without a pattern.
    if plain not in message:
        return None
    if pattern is None:
        pattern = compiled(pieces)
        templates[template] = plain, pieces, pattern
    found = pattern.search(message)
    if found is None:
        return None
    fields = [(name, form) for _, name, form in pieces if name]
    return [(name, form, text) for (name, form), text in zip(fields, found.groups())]


def parse(template):
    """The longest plain part; `(plain text, name, form)` of each field and of the end; no pattern yet."""
    pieces = []
    rest = template
    while rest:
        plain, opened, rest = rest.partition("{")
        field, _, rest = rest.partition("}") if opened else ("", "", "")
        name, _, form = field.partition(":")
        pieces.append((plain, name, form or USUAL.get(name, "") if opened else None))
    return max((plain.strip() for plain, _, _ in pieces), key=len), pieces, None


def compiled(pieces):
    import re  # takes a while to import, which only such messages need

    pattern = ""
    for plain, name, form in pieces:
        pattern += re.sub(r"(?:\\?\s)+", r"\\s+", re.escape(plain))
        if form is not None:
            pattern += f"({FORMS[form]})" if name else FORMS[form]
    return re.compile(pattern, re.DOTALL)


def told(kind, fields):
    """The texts of a hint."""
    texts = [f"{name}={value}" for name, form, text in fields for value in values(form, text)]
    return with_exact_size(texts) if kind == "out_of_memory" else texts


def values(form, text):
    """What a field says, in the form that it has on the wire."""
    import re

    if form == "shape":
        return [written(text)]
    if form == "shapes":
        return [written(shape) for shape in re.findall(rf"(?<!->){SHAPE}", text)]
    if form == "rank":
        return [str(len(re.findall(SIZE, text)))]
    if form in ("dtype", "dtypes"):
        return [name for name in map(plain_dtype, re.findall(DTYPE, text)) if name not in ("", "None")]
    if form == "ints":
        return re.findall(WHOLE_NUMBER, text)
    if form == "names":
        return [name for name in (line.strip()[2:] for line in text.splitlines()) if name and name != "..."]
    if form == "bytes":
        return [str(count_of_bytes(text))]
    if form in ("cuda", "xpu"):
        return [f"{form}:{text}"]
    return [text]


def written(shape):
    import re

    sizes = re.findall(SIZE, shape)
    return ",".join(size if size.isdecimal() else "?" for size in sizes)


def plain_dtype(text):
    """The name alone: of `dtype('int64')`, `<class 'numpy.dtypes.Int64DType'>`, `torch.FloatTensor`, `numpy.object_`."""
    if text.startswith("dtype("):
        return text[len("dtype('") : -len("')")]
    if text.startswith("<class"):
        text = text[len("<class '") : -len("'>")]
    return text.strip(".").rpartition(".")[2]


def count_of_bytes(text):
    number = text.rstrip("bytesBKMGTPEi ")
    unit = text[len(number) :].strip()
    factor = 1 if unit in ("bytes", "B") else 1024 ** UNITS[unit[0]]
    return int(number) if factor == 1 and number.isdecimal() else int(float(number) * factor)


def with_exact_size(texts):
    """The size of the array in bytes in place of its shape, its dtype and a rounded size."""
    given = dict(text.split("=", 1) for text in texts)
    item = size_of_item(given.get("dtype", ""))
    sizes = given.get("shape", "?").split(",")
    if item is not None and "?" not in sizes:
        size = item
        for each in filter(None, sizes):
            size *= int(each)
        given["requested"] = str(size)
    return [f"{name}={given[name]}" for name in ("device", "requested", "capacity", "free") if name in given]


def size_of_item(dtype):
    if dtype in ITEM_SIZES:
        return ITEM_SIZES[dtype]
    name = dtype.rstrip("0123456789")
    bits = dtype[len(name) :]
    return int(bits) // 8 if name in ("int", "uint", "float", "complex") and bits else None
