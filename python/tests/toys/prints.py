import sys

print("printed on import")
print("to stderr", file=sys.stderr)

value = 3
