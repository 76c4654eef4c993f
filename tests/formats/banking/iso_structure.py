"""A structural check of camt messages, where no XSD is packaged: the classes generated from the schemas, read as text.

`pyiso20022` carries one dataclass per schema type, fields in schema order, with names, lengths, patterns and
obligation; they are read by `ast`, as importing them would need a library of their own.
"""

import ast
import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import etree


@dataclass(frozen=True)
class Slot:
    """One element allowed in a type."""

    name: str
    kinds: tuple[str, ...]
    many: bool
    facts: dict[str, Any]


@cache
def types_of(message: str) -> dict[str, list[Slot]]:
    """All types of a message such as `camt_054_001_08`."""
    spec = find_spec("pyiso20022")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    family = message.partition("_")[0]
    path = Path(spec.submodule_search_locations[0]) / family / message / f"{message}.py"
    classes = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef)]
    return {node.name: [slot for slot in map(_slot, node.body) if slot] for node in classes}


def _slot(node: ast.stmt) -> Slot | None:
    if not isinstance(node, ast.AnnAssign) or not isinstance(node.value, ast.Call):
        return None
    given = next(keyword.value for keyword in node.value.keywords if keyword.arg == "metadata")
    assert isinstance(given, ast.Dict)
    facts = {
        str(key.value): value.value
        for key, value in zip(given.keys, given.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(value, ast.Constant)
    }
    if facts.get("type") != "Element":
        return None
    annotation = ast.unparse(node.annotation)
    return Slot(str(facts["name"]), tuple(re.findall(r"\w+", annotation)), "list[" in annotation, facts)


def faults(data: bytes, message: str) -> list[str]:
    """What in `data` the schema's types do not allow; empty for a good message."""
    types = types_of(message)
    root = etree.fromstring(data)
    return list(_faults(root, "Document", types, "Document"))


def _faults(element: etree._Element, kind: str, types: dict[str, list[Slot]], path: str) -> list[str]:
    slots = types[kind]
    names = [etree.QName(child).localname for child in element]
    order = [slot.name for slot in slots]
    found = [f"{path}/{name} is not known" for name in names if name not in order]
    if found:
        return found
    if sorted(names, key=order.index) != names:
        found.append(f"{path}: {names} is not in the order {order}")
    for slot in slots:
        children = [child for child, name in zip(element, names, strict=True) if name == slot.name]
        if slot.facts.get("required") and not children:
            found.append(f"{path}/{slot.name} is missing")
        if len(children) > 1 and not slot.many:
            found.append(f"{path}/{slot.name} is repeated")
        for child in children:
            found += _value_faults(child, slot, types, f"{path}/{slot.name}")
    return found


def _value_faults(child: etree._Element, slot: Slot, types: dict[str, list[Slot]], path: str) -> list[str]:
    inner = next((kind for kind in slot.kinds if types.get(kind)), None)
    if inner is not None:
        return _faults(child, inner, types, path)
    text = child.text or ""
    found = [] if len(text) <= int(slot.facts.get("max_length", 10_000)) else [f"{path} is too long"]
    if "pattern" in slot.facts and not re.fullmatch(str(slot.facts["pattern"]), text):
        found.append(f"{path} {text!r} does not fit {slot.facts['pattern']}")
    return found + ([] if text.strip() else [f"{path} is empty"])
