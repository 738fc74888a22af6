"""Queries of alerts: a parser of their grammar, and which rows they match."""

import re

from fields import FIELDS, address_number, block_range, indexed, normalized, path_values

_TOKEN = re.compile(
    r'\s*(?:"((?:[^"\\]|\\.)*)"|([A-Za-z_]\w*)|(\d+(?:\.\d+)?)|(<=|>=|!=|[=<>(){},]))', re.DOTALL
)
_KEYWORDS = {"AND", "OR", "NOT", "IN", "NOTIN"}


def parse(text):
    """A query as nested tuples."""
    tokens = []
    place = 0
    while text[place:].strip():
        found = _TOKEN.match(text, place)
        string, word, number, sign = found.groups()
        if string is not None:
            tokens.append(("value", string.replace('\\"', '"').replace("\\\\", "\\")))
        elif word is not None:
            tokens.append((word, word) if word in _KEYWORDS else ("value", word))
        elif number is not None:
            tokens.append(("value", number))
        else:
            tokens.append((sign, sign))
        place = found.end()
    parser = _Parser(tokens)
    return ("all",) if not tokens else parser.either()


class _Parser:
    def __init__(self, tokens):
        self.tokens = tokens + [("end", "")]
        self.place = 0

    def peek(self):
        return self.tokens[self.place][0]

    def take(self):
        self.place += 1
        return self.tokens[self.place - 1][1]

    def either(self):
        parts = [self.both()]
        while self.peek() == "OR":
            self.take()
            parts.append(self.both())
        return ("or", parts)

    def both(self):
        parts = [self.unary()]
        while self.peek() == "AND":
            self.take()
            parts.append(self.unary())
        return ("and", parts)

    def unary(self):
        if self.peek() == "NOT":
            self.take()
            return ("not", self.operand())
        return self.operand()

    def operand(self):
        if self.peek() == "(":
            self.take()
            inner = self.either()
            self.take()
            return inner
        key, operator = self.take(), self.take()
        if operator not in ("IN", "NOTIN"):
            return ("compare", key, operator, self.take())
        members = []
        while self.take() != "}":
            members.append(self.take())
            if self.peek() == "}":
                self.take()
                break
        return ("set", key, operator, members)


def matches(query, row, data_set):
    """Whether the log store finds a row."""
    if query[0] == "all":
        return True
    if query[0] == "or":
        return any(matches(part, row, data_set) for part in query[1])
    if query[0] == "and":
        return all(matches(part, row, data_set) for part in query[1])
    if query[0] == "not":
        return not matches(query[1], row, data_set)
    return _leaf(query, row, FIELDS[data_set].get(query[1]))


def _leaf(query, row, field):
    _, key, operator, _ = query
    is_negative = operator in ("!=", "NOTIN")
    if field is None:
        return is_negative
    if field.nested is None:
        return _one(query, field, indexed(field, path_values(row, field.alias or key))) != is_negative
    # Each of the objects is searched on its own; without any, nothing is found.
    inner = key[len(field.nested) + 1 :]
    objects = [item for item in path_values(row, field.nested) if item is not None]
    return any(_one(query, field, indexed(field, path_values(item, inner))) != is_negative for item in objects)


def _one(query, field, values):
    """Whether any value meets the condition, of which a negation is the contrary."""
    kind, _, operator, value = query
    if kind == "set":
        patterns = [_wildcard(normalized(field, member)) for member in value]
        return any(pattern.fullmatch(found) for found in values for pattern in patterns)
    if operator in ("=", "!="):
        return any(_equal(field, found, value) for found in values)
    bound = {"keyword": _bytes, "long": float, "ip": address_number}[field.kind](
        normalized(field, value) if field.kind == "keyword" else value
    )
    compared = [_bytes(found) if field.kind == "keyword" else found for found in values]
    return any(
        {"<": found < bound, "<=": found <= bound, ">": found > bound, ">=": found >= bound}[operator]
        for found in compared
    )


def _equal(field, found, value):
    if field.kind == "keyword":
        return found == normalized(field, value)
    if field.kind == "long":
        return found == float(value)
    first, last = block_range(value)
    return first <= found <= last


def _bytes(text):
    return text.encode("utf-8")


def _wildcard(pattern):
    parts = {"*": ".*", "?": "."}
    return re.compile("".join(parts.get(character, re.escape(character)) for character in pattern), re.DOTALL)
