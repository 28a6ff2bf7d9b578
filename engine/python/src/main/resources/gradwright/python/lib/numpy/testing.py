"""Checks for tests, with NumPy's messages."""
from contextlib import contextmanager

from . import _core  # noqa: F401
from . import _ufunc as u
from ._core import asarray
from ._elementwise import isclose
from ._errors import errstate
from ._ndarray import ndarray
from ._print import array_repr


def _shown(x, precision):
    if isinstance(x, ndarray):
        text = array_repr(x, precision=precision)
    else:
        try:
            text = repr(x)
        except Exception as e:
            text = f"[repr failed for <{type(x).__name__}>: {e}]"
    lines = text.split("\n")
    return "\n".join(lines[:3]) + "..." if len(lines) > 3 else text


def build_err_msg(arrays, err_msg, header="Items are not equal:", verbose=True, names=("ACTUAL", "DESIRED"), precision=8):
    """The message of a failed comparison."""
    msg = ["\n" + header]
    err_msg = str(err_msg)
    if err_msg:
        if err_msg.find("\n") == -1 and len(err_msg) < 79 - len(header):
            msg = [msg[0] + " " + err_msg]
        else:
            msg.append(err_msg)
    if verbose:
        for name, a in zip(names, arrays):
            msg.append(f" {name}: {_shown(a, precision)}")
    return "\n".join(msg)


def _compare(comparison, x, y, err_msg, verbose, header, precision=6, equal_nan=True, equal_inf=True, names=("ACTUAL", "DESIRED"),
             strict=False):
    x, y = asarray(x), asarray(y)
    ox, oy = x, y

    def fail(remarks):
        text = build_err_msg([ox, oy], err_msg + "\n" + "\n".join(remarks), verbose=verbose, header=header, names=names,
                             precision=precision)
        raise AssertionError(text)
    if strict:
        same = x.shape == y.shape and x.dtype == y.dtype
    else:
        same = x.shape == () or y.shape == () or x.shape == y.shape
    if not same:
        fail([f"(shapes {x.shape}, {y.shape} mismatch)" if x.shape != y.shape else f"(dtypes {x.dtype}, {y.dtype} mismatch)"])
    flagged = None
    if x.dtype.kind in "fc" or y.dtype.kind in "fc":
        checks = []
        if equal_nan:
            checks.append(("nan", u.isnan))
        if equal_inf:
            checks += [("+inf", lambda v: asarray(v == float("inf"))), ("-inf", lambda v: asarray(v == -float("inf")))]
        for name, f in checks:
            a, b = (asarray(f(v)) if v.dtype.kind in "fc" else asarray(v != v) for v in (x, y))
            if bool((a != b).any()):
                fail([f"{name} location mismatch:"])
            flagged = a if flagged is None else flagged | a
    if flagged is not None and asarray(flagged).ndim and bool(flagged.any()):
        keep = ~flagged
        if x.ndim:
            x = x[keep]
        if y.ndim:
            y = y[keep]
        if not x.size:
            return
    elif flagged is not None and bool(asarray(flagged).all()) and asarray(flagged).size:
        return
    ok = asarray(comparison(x, y))
    if bool(ok.all()):
        return
    wrong = asarray(~ok)
    n, bad = ox.size if ox.size >= oy.size else oy.size, int(wrong.sum())
    percent = 100 * bad / n
    remarks = [f"Mismatched elements: {bad} / {n} ({percent:.3g}%)"]
    if wrong.ndim:
        places = [tuple(int(i) for i in p) for p in zip(*[v.tolist() for v in wrong.nonzero()])]
        shown = places[:5]
        head = "Mismatch at index:" if len(places) == 1 else "Mismatch at indices:" if len(places) <= 5 else \
            f"First {len(shown)} mismatches are at indices:"
        remarks.append(head)
        for p in shown:
            a = x[p] if x.ndim else x[()]
            b = y[p] if y.ndim else y[()]
            remarks.append(f" [{', '.join(map(str, p))}]: {_plain(a)} ({names[0]}), {_plain(b)} ({names[1]})")
    remarks += _violations(x, y, wrong)
    fail(remarks)


def _plain(v):
    return v.item() if hasattr(v, "item") else v


def _violations(x, y, wrong):
    if x.dtype.kind not in "biufc" or y.dtype.kind not in "biufc":
        return []
    with errstate(all="ignore"):
        if "u" in (x.dtype.kind, y.dtype.kind) or x.dtype.kind == y.dtype.kind == "b":
            error = asarray(u.maximum(x, y) - u.minimum(x, y)) if "b" not in (x.dtype.kind, y.dtype.kind) else asarray(x != y)
        else:
            error = asarray(abs(x - y))
        worst = error[wrong].max() if error.ndim else error.max()
        out = ["Max absolute difference among violations: " + _number(worst)]
        nonzero = asarray(y != 0)
        if not y.ndim and wrong.ndim:
            nonzero = asarray(wrong | True) if bool(nonzero) else ~asarray(wrong | True)
        at = wrong & nonzero
        if not bool(asarray(at).any()):
            out.append("Max relative difference among violations: " + _number(asarray(float("inf"))))
        else:
            scale = abs(y)
            relative = asarray(error[at] / (scale[at] if asarray(scale).ndim else scale)) if error.ndim else asarray(error / scale)
            out.append("Max relative difference among violations: " + _number(relative.max()))
    return out


def _number(v):
    from ._print import array2string
    return array2string(asarray(v))


def assert_array_compare(comparison, x, y, err_msg="", verbose=True, header="", precision=6, equal_nan=True, equal_inf=True, *,
                         strict=False, names=("ACTUAL", "DESIRED")):
    """Raises where a comparison of two arrays fails."""
    _compare(comparison, x, y, err_msg, verbose, header, precision, equal_nan, equal_inf, names, strict)


def assert_allclose(actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg="", verbose=True, *, strict=False):
    """Raises where two arrays are not equal within tolerances."""
    _compare(lambda x, y: isclose(x, y, rtol=rtol, atol=atol, equal_nan=equal_nan), actual, desired, str(err_msg), verbose,
             f"Not equal to tolerance rtol={rtol:g}, atol={atol:g}", 6, equal_nan, strict=strict)


def assert_array_equal(actual, desired, err_msg="", verbose=True, *, strict=False):
    """Raises where two arrays are not equal."""
    _compare(lambda x, y: x == y, actual, desired, err_msg, verbose, "Arrays are not equal", strict=strict)


def assert_array_almost_equal(actual, desired, decimal=6, err_msg="", verbose=True):
    """Raises where two arrays are not equal to a number of decimals."""
    def near(x, y):
        d = abs(x - y)
        return d < 1.5 * 10.0 ** -decimal
    _compare(near, actual, desired, err_msg, verbose, f"Arrays are not almost equal to {decimal} decimals", decimal)


def assert_array_less(x, y, err_msg="", verbose=True, *, strict=False):
    """Raises where one array is not below another."""
    _compare(lambda a, b: a < b, x, y, err_msg, verbose, "Arrays are not strictly ordered `x < y`", equal_inf=False,
             names=("x", "y"), strict=strict)


def assert_equal(actual, desired, err_msg="", verbose=True, *, strict=False):
    """Raises where two objects are not equal."""
    if isinstance(desired, dict):
        if not isinstance(actual, dict):
            raise AssertionError(repr(type(actual)))
        assert_equal(len(actual), len(desired), err_msg, verbose)
        for k in desired:
            if k not in actual:
                raise AssertionError(repr(k))
            assert_equal(actual[k], desired[k], f"key={k!r}\n{err_msg}", verbose)
        return
    if isinstance(desired, (list, tuple)) and isinstance(actual, (list, tuple)):
        assert_equal(len(actual), len(desired), err_msg, verbose)
        for k in range(len(desired)):
            assert_equal(actual[k], desired[k], f"item={k!r}\n{err_msg}", verbose)
        return
    if isinstance(actual, ndarray) or isinstance(desired, ndarray) or hasattr(actual, "__array__") and getattr(actual, "ndim", 0):
        return assert_array_equal(actual, desired, err_msg, verbose, strict=strict)
    msg = build_err_msg([actual, desired], err_msg, verbose=verbose)
    if actual != actual and desired != desired:
        return
    if not actual == desired:
        raise AssertionError(msg)


def assert_almost_equal(actual, desired, decimal=7, err_msg="", verbose=True):
    """Raises where two numbers are not equal to a number of decimals."""
    if isinstance(actual, (ndarray, tuple, list)) or isinstance(desired, (ndarray, tuple, list)):
        return assert_array_almost_equal(actual, desired, decimal, err_msg)
    if actual != actual and desired != desired:
        return
    if not abs(desired - actual) < 1.5 * 10.0 ** -decimal:
        raise AssertionError(build_err_msg([actual, desired], err_msg, verbose=verbose,
                                           header=f"Arrays are not almost equal to {decimal} decimals"))


def assert_approx_equal(actual, desired, significant=7, err_msg="", verbose=True):
    """Raises where two numbers are not equal to a number of significant digits."""
    from math import floor, log10
    actual, desired = float(actual), float(desired)
    if actual == desired:
        return
    scale = 10.0 ** floor(log10(0.5 * (abs(desired) + abs(actual))))
    if not abs(desired / scale - actual / scale) < 10.0 ** -(significant - 1):
        raise AssertionError(build_err_msg([actual, desired], err_msg, verbose=verbose,
                                           header=f"Items are not equal to {significant} significant digits:"))


def assert_array_max_ulp(a, b, maxulp=1, dtype=None):
    """Raises where floats are further apart than some units in the last place."""
    a, b = asarray(a, dtype), asarray(b, dtype)
    width = f"i{a.dtype.itemsize}"

    def ordered(v):
        i = asarray(v).reshape(-1).view(width).astype("i8")
        from ._selection import where
        return where(i < 0, -(1 << 8 * v.dtype.itemsize - 1) - i, i)
    ulps = abs(ordered(a) - ordered(b))
    if not bool((ulps <= maxulp).all()):
        raise AssertionError(f"Arrays are not almost equal up to {maxulp:g} ULP (max difference is {float(ulps.max()):g} ULP)")
    return ulps


def assert_(val, msg=""):
    """Raises where a value is false."""
    if not val:
        raise AssertionError(msg if not callable(msg) else msg())


def assert_raises(exception_class, *args, **kwargs):
    """Raises where a call does not raise; without a call, for a `with` block."""
    from unittest import TestCase
    return TestCase().assertRaises(exception_class, *args, **kwargs)


def assert_raises_regex(exception_class, expected_regexp, *args, **kwargs):
    """Raises where a call does not raise with a message that matches."""
    from unittest import TestCase
    return TestCase().assertRaisesRegex(exception_class, expected_regexp, *args, **kwargs)


def assert_string_equal(actual, desired):
    """Raises where two texts differ."""
    if actual != desired:
        raise AssertionError(f"Differences in strings:\n- {actual}\n+ {desired}")


@contextmanager
def _warning(category):
    import warnings
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        yield
        if category is not None and not any([issubclass(w.category, category) for w in heard]):
            raise AssertionError("No warning raised")
        if category is None and heard:
            raise AssertionError(f"Got warnings: {heard}")


def assert_warns(warning_class, *args, **kwargs):
    """Raises where a call does not warn; without a call, for a `with` block."""
    if not args:
        return _warning(warning_class)
    with _warning(warning_class):
        return args[0](*args[1:], **kwargs)


def assert_no_warnings(*args, **kwargs):
    """Raises where a call warns; without a call, for a `with` block."""
    if not args:
        return _warning(None)
    with _warning(None):
        return args[0](*args[1:], **kwargs)
