"""Prints how far two files of reference numbers are from each other, a line for each section.

python compare.py OLD.json NEW.json
"""

import json
import sys


def leaves(value, path=()):
    if isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, key))
    else:
        yield path, value


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def main():
    old, new = (json.load(open(name)) for name in sys.argv[1:3])
    assert old.keys() == new.keys(), "the files have different sections"
    for section in old:
        before, after = (dict(leaves(file[section])) for file in (old, new))
        different = [path for path in before.keys() | after.keys() if before.get(path) != after.get(path)]
        numbers = [path for path in different if is_number(before.get(path)) and is_number(after.get(path))]
        if not different:
            print(f"{section}: identical")
        elif len(numbers) == len(different):
            furthest = max(numbers, key=lambda path: abs(before[path] - after[path]))
            distance = abs(before[furthest] - after[furthest])
            print(f"{section}: {len(numbers)} of {len(before)} numbers differ, by {distance:.1e} at most ({furthest})")
        else:
            others = sorted(set(different) - set(numbers), key=str)
            print(f"{section}: DIFFERENT: {[(path, before.get(path), after.get(path)) for path in others[:5]]}")


main()
