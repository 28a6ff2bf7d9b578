"""The texts of arrays, and the options of printing."""
from ._core import _item, _rank, asarray, element, plain
from ._door import texts
from ._ndarray import ndarray

_DEFAULTS = {"edgeitems": 3, "threshold": 1000, "floatmode": "maxprec", "precision": 8, "suppress": False, "linewidth": 75,
             "nanstr": "nan", "infstr": "inf", "sign": "-", "formatter": None, "legacy": False, "override_repr": None}
_options = dict(_DEFAULTS)
_KINDS = {"b": "bool", "i": "int", "u": "int", "f": "float", "c": "complexfloat", "O": "object", "U": "numpystr",
          "S": "numpystr"}


def _merged(edgeitems=None, threshold=None, floatmode=None, precision=None, suppress=None, linewidth=None, nanstr=None,
            infstr=None, sign=None, formatter=None, legacy=None, override_repr=None):
    given = {k: v for k, v in locals().items() if v is not None}
    if floatmode not in (None, "fixed", "unique", "maxprec", "maxprec_equal"):
        raise ValueError("floatmode option must be one of 'fixed', 'unique', 'maxprec', 'maxprec_equal'")
    if sign not in (None, "-", "+", " "):
        raise ValueError("sign option must be one of ' ', '+', or '-'")
    if threshold is not None:
        if not isinstance(threshold, (int, float)):
            raise TypeError("threshold must be numeric")
        if threshold != threshold:
            raise ValueError("threshold must be non-NAN, try sys.maxsize for untruncated representation")
    if precision is not None and not hasattr(precision, "__index__"):
        raise TypeError("precision must be an integer")
    return given


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None,
                     infstr=None, formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None):
    """Sets how arrays are printed."""
    given = _merged(edgeitems, threshold, floatmode, precision, suppress, linewidth, nanstr, infstr, sign, formatter, legacy,
                    override_repr)
    _options.update(given)
    _options["formatter"] = formatter


def get_printoptions():
    """How arrays are printed."""
    return dict(_options)


class printoptions:
    """Printing options for the time of a `with` block."""

    def __init__(self, *args, **kwargs):
        self._args, self._kwargs = args, kwargs

    def __enter__(self):
        self._before = dict(_options)
        set_printoptions(*self._args, **self._kwargs)
        return get_printoptions()

    def __exit__(self, *exc):
        _options.update(self._before)


def _formatter(o, kind, d):
    """A function that formats one element, where one was given or the dtype needs one."""
    given = o["formatter"]
    if given is not None:
        found = None
        for key in ("all", {"i": "int_kind", "u": "int_kind", "f": "float_kind", "c": "complex_kind", "U": "str_kind",
                            "S": "str_kind"}.get(kind), _KINDS[kind]):
            found = given.get(key, found)
        if found is not None:
            return lambda v: found(element(v, d))
    if kind == "O":
        return lambda v: f"list({v!r})" if type(v) is list else repr(v)
    if kind in "US":
        return lambda v: repr(plain(v, d))
    return None


def _body(a, o, separator, prefix, suffix):
    if not a.size:
        return "[]"
    d = a.dtype
    threshold = int(min(o["threshold"], 1 << 30))
    precision = o["precision"]
    return texts.array(a._h, threshold, o["edgeitems"], int(min(o["linewidth"], 1 << 30)), separator, prefix, suffix,
                       -1 if precision is None else precision, bool(o["suppress"]), o["sign"], o["floatmode"], o["nanstr"],
                       o["infstr"], _formatter(o, d.kind, d))


def array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=" ", prefix="", *, formatter=None,
                 threshold=None, edgeitems=None, sign=None, floatmode=None, suffix="", legacy=None):
    """The text of an array."""
    o = dict(_options)
    o.update(_merged(edgeitems, threshold, floatmode, precision, suppress_small, max_line_width, None, None, sign, formatter))
    return _body(asarray(a), o, separator, len(prefix), len(suffix))


def array_str(a, max_line_width=None, precision=None, suppress_small=None):
    """The text of an array's elements."""
    a = asarray(a)
    if _options["override_repr"] is not None:
        return _options["override_repr"](a)
    if not _rank(a._h):
        return str(element(_item(a._h), a.dtype))
    return array2string(a, max_line_width, precision, suppress_small, " ", "")


def _implied(d):
    return d.name in ("int64", "float64", "complex128", "bool")


def array_repr(arr, max_line_width=None, precision=None, suppress_small=None):
    """The text of an array with its dtype where it is not plain."""
    if _options["override_repr"] is not None and isinstance(arr, ndarray):
        return _options["override_repr"](arr)
    name = type(arr).__name__ if type(arr) is not ndarray else "array"
    prefix = name + "("
    d = arr.dtype
    o = dict(_options)
    o.update(_merged(None, None, None, precision, suppress_small, max_line_width))
    body = _body(arr, o, ", ", len(prefix), 1)
    extras = []
    shape = arr.shape
    if not arr.size and shape != (0,) or arr.size > o["threshold"]:
        extras.append(f"shape={shape}")
    if not _implied(d) and not (d.kind == "U" and arr.size) or not arr.size or d.kind in "US":
        extras.append(f"dtype={_short(d)}")
    if not extras:
        return prefix + body + ")"
    text = prefix + body + ","
    tail = ", ".join(extras) + ")"
    last = len(text) - (text.rfind("\n") + 1)
    return text + ("\n" + " " * len(prefix) if last + len(tail) + 1 > o["linewidth"] else " ") + tail


def _short(d):
    return f"'{d.str}'" if d.kind in "US" else d.name


def legacy_scalar(v, name):
    """The text of a float scalar."""
    return texts.scalar(v, name)


def format_float_positional(x, precision=None, unique=True, fractional=True, trim="k", sign=False, pad_left=None,
                            pad_right=None, min_digits=None):
    """A float without an exponent."""
    d = asarray(x).dtype
    name = d.name if d.kind == "f" else "float64"
    s = texts.one(float(x), name, -1 if precision is None else precision, True, "+" if sign else "-",
                  "unique" if precision is None else "maxprec" if unique else "fixed") if abs(float(x)) < 1e8 or x != x else \
        _positional(float(x), name)
    s = s.strip()
    if trim == "0" and s.endswith("."):
        s += "0"
    elif trim == "-" and s.endswith("."):
        s = s[:-1]
    elif trim == "k" and min_digits:
        s += "0" * (min_digits - len(s.partition(".")[2]))
    if pad_left is not None:
        s = " " * (pad_left - len(s.partition(".")[0])) + s
    if pad_right is not None:
        s += " " * (pad_right - len(s.partition(".")[2]))
    return s


def _positional(v, name):
    from decimal import Decimal
    s = format(Decimal(texts.scalar(v, name)), "f")
    return s.rstrip("0") if "." in s else s + "."


def format_float_scientific(x, precision=None, unique=True, trim="k", sign=False, pad_left=None, exp_digits=None,
                            min_digits=None):
    """A float with an exponent."""
    from decimal import Decimal
    v = float(x)
    d = asarray(x).dtype
    t = Decimal(texts.scalar(v, d.name if d.kind == "f" else "float64"))
    digits = "".join(map(str, t.as_tuple().digits)).rstrip("0") or "0"
    if precision is not None and len(digits) > precision + 1:
        mantissa, _, e = format(Decimal(v), f".{precision}e").partition("e")
        power = int(e)
    else:
        mantissa, power = digits[0].replace("", "", 1) + "." + digits[1:], t.adjusted() if v else 0
        if v < 0 or str(v).startswith("-"):
            mantissa = "-" + mantissa
    if trim in ("-",) and mantissa.endswith("."):
        mantissa = mantissa[:-1]
    elif trim == "0" and mantissa.endswith("."):
        mantissa += "0"
    if sign and not mantissa.startswith("-"):
        mantissa = "+" + mantissa
    e = str(abs(power)).rjust(exp_digits or 2, "0")
    return f"{mantissa}e{'-' if power < 0 else '+'}{e}"
