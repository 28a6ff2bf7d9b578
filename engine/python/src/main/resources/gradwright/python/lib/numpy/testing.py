"""Assertions about arrays."""
from ._functions import allclose as _allclose, array_equal as _array_equal
from ._ndarray import asarray as _asarray


def _fail(title, message, actual, desired):
    raise AssertionError(f"\n{title}\n{message}\n ACTUAL: {_asarray(actual)!r}\n DESIRED: {_asarray(desired)!r}")


def assert_allclose(actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg="", verbose=True):
    """Fails unless all elements are equal within tolerances."""
    if not _allclose(actual, desired, rtol=rtol, atol=atol, equal_nan=equal_nan):
        _fail(f"Not equal to tolerance rtol={rtol}, atol={atol}", err_msg, actual, desired)


def assert_array_equal(actual, desired, err_msg="", verbose=True):
    """Fails unless shapes and elements are equal."""
    if not _array_equal(actual, desired):
        _fail("Arrays are not equal", err_msg, actual, desired)


assert_equal = assert_array_equal


def assert_array_almost_equal(actual, desired, decimal=6, err_msg="", verbose=True):
    """Fails unless all elements are equal to a number of decimals."""
    if not _allclose(actual, desired, rtol=0, atol=1.5 * 10.0 ** -decimal, equal_nan=True):
        _fail(f"Arrays are not almost equal to {decimal} decimals", err_msg, actual, desired)


assert_almost_equal = assert_array_almost_equal
