"""The text of symbolic shapes and of constraints on dimensions."""
import re as _re

from ._export_dims import simplified

_TOKEN = _re.compile(r"\s*(?:(\d+)|([A-Za-z_]\w*)|(\.\.\.|>=|<=|==|[-+*^,()_]))")
_KINDS = {"&": "AMPER", "/": "SLASH", "%": "PERCENT", "-": "MINUS", "+": "PLUS", "*": "STAR", "^": "CIRCUMFLEX",
          ",": "COMMA", "(": "LPAR", ")": "RPAR", ".": "DOT"}


class _Parser:
    """A parser of one text, by descent."""

    def __init__(self, text, scope, what):
        self.text, self.scope, self.what, self.at, self.dimension = text, scope, what, 0, 0

    def peek(self):
        found = _TOKEN.match(self.text, self.at)
        return (None, None) if found is None else (found, found.group(found.lastindex))

    def take(self, *wanted):
        found, token = self.peek()
        if token is not None and (token in wanted or not wanted):
            self.at = found.end()
            return token
        return None

    def fail(self, expected):
        rest = self.text[self.at:].lstrip()
        kind = _KINDS.get(rest[:1], "ENDMARKER" if not rest else "NAME" if rest[0].isalpha() else "OP")
        done = self.text[:len(self.text) - len(rest)]
        where = f"symbolic shape {self.text!r} in dimension {self.dimension}" if self.what == "shape" else \
            f"constraint {self.text!r}"
        raise ValueError(f"syntax error in {where}: expecting {expected} but found {kind}. Parsed {done!r}, remaining"
                         f" {rest!r}.")

    def expression(self):
        negative = self.take("-") is not None
        out = self.term()
        out = -out if negative else out
        while True:
            operator = self.take("+", "-")
            if operator is None:
                return out
            out = out + self.term() if operator == "+" else out - self.term()

    def term(self):
        out = self.power()
        while self.take("*"):
            out = out * self.power()
        return out

    def power(self):
        out = self.atom()
        if self.take("^"):
            out = out ** int(self.take() or self.fail("NUMBER"))
        return out

    def atom(self):
        found, token = self.peek()
        if token is None or not (token[0].isalnum() or token[0] in "_(-"):
            self.fail("one of {NAME, MINUS, NUMBER}")
        self.at = found.end()
        if token == "(":
            out = self.expression()
            self.take(")") or self.fail("RPAR")
            return out
        if token == "-":
            return -self.atom()
        if token.isdigit():
            return int(token)
        if token in ("floordiv", "mod", "max", "min"):
            return self.call(token)
        return simplified({((token, 1),): 1}, self.scope)

    def call(self, name):
        self.take("(") or self.fail("LPAR")
        a = self.expression()
        self.take(",") or self.fail("COMMA")
        b = self.expression()
        self.take(")") or self.fail("RPAR")
        if name in ("max", "min"):
            raise NotImplementedError(f"{name} in symbolic shapes is not implemented")
        return a // b if name == "floordiv" else a % b


def parse_shape(text, scope, like):
    """The dimensions of a symbolic shape."""
    p = _Parser(text, scope, "shape")
    inside = text.strip()
    if inside.startswith("(") and inside.endswith(")"):
        p.text = inside[1:-1]
    out = []
    while p.text[p.at:].strip():
        known = None if like is None or len(out) >= len(like) else like[len(out)]
        if p.take("..."):
            if like is None:
                raise ValueError(f"polymorphic shape spec contains '...' but no `like` shape is given: {text!r}")
            out += list(like[len(out):])
        elif p.take("_"):
            if known is None:
                raise ValueError(f"polymorphic shape spec contains '_' but no `like` shape is given: {text!r}")
            out.append(known)
        else:
            out.append(p.expression())
        p.dimension += 1
        if p.text[p.at:].strip() and not p.take(","):
            p.fail("one of {COMMA, PLUS, MINUS}")
    if like is not None and len(out) != len(like):
        raise ValueError(f"polymorphic shape {text!r} has {len(out)} dimensions, the argument {len(like)}: {tuple(like)}")
    return tuple(out)


def parse_constraint(text, scope):
    """The two sides of a constraint and the operator between them."""
    if not any([o in text for o in ("==", ">=", "<=")]):
        raise ValueError("Constraint parsing error: must contain one of '==' or '>=' or '<='")
    p = _Parser(text, scope, "constraint")
    left = p.expression()
    operator = p.take("==", ">=", "<=") or p.fail("one of {'==', '>=', '<='}")
    return left, operator, p.expression()
