"""Power series of single operations (Griewank and Walther, Evaluating Derivatives, chapter 13).

A rule takes an equation, values, and the terms of each, and gives pairs of a value and its terms; None stands for zeros.
"""
from .. import lax
from .. import numpy as jnp


def _jet(f, values, terms):
    from .jet import jet
    value, series = jet(f, values, terms, factorial_scaled=False)
    return [value, *series]


def _zero(equation, values, terms):
    return [(x, None) for x in equation.bind(values)]


def _linear(equation, values, terms):
    out = equation.bind(values)
    orders = [equation.bind(list(ts)) for ts in zip(*terms)]
    return [(x, list(ts)) for x, ts in zip(out, zip(*orders))]


def _linear_in(count):
    """Linear in the first operands; the others are places."""
    def rule(equation, values, terms):
        rest = values[count:]
        out, = equation.bind(values)
        return [(out, [equation.bind([*ts, *rest])[0] for ts in zip(*terms[:count])])]
    return rule


def _linear_around(equation, values, terms):
    """Linear in the first and the last of three operands."""
    at = values[1]
    out, = equation.bind(values)
    return [(out, [equation.bind([a, at, b])[0] for a, b in zip(terms[0], terms[2])])]


def _by_composition(f):
    def rule(equation, values, terms):
        out = _jet(f, values, terms)
        return [(out[0], out[1:])]
    return rule


def _integrated(value, slope, u):
    """The series v of a function whose derivative has the series `slope` in u: k v_k = sum of j u_j slope_(k-j)."""
    v = [value]
    for k in range(1, len(u)):
        v.append(sum([j * slope[k - j] * u[j] for j in range(1, k + 1)]) / k)
    return v


def _by_derivative(derivative):
    def rule(equation, values, terms):
        value, = equation.bind(values)
        v = _integrated(value, _jet(derivative, values, terms), [values[0], *terms[0]])
        return [(value, v[1:])]
    return rule


def _exp(equation, values, terms):
    u, v = [values[0], *terms[0]], [lax.exp(values[0])]
    for k in range(1, len(u)):
        v.append(sum([j * v[k - j] * u[j] for j in range(1, k + 1)]) / k)
    return [(v[0], v[1:])]


def _log(equation, values, terms):
    u, v = [values[0], *terms[0]], [lax.log(values[0])]
    for k in range(1, len(u)):
        done = sum([j * v[j] * u[k - j] for j in range(1, k)])
        v.append((u[k] - done / k) / u[0])
    return [(v[0], v[1:])]


def _pow(equation, values, terms):
    exponent = _jet(lambda x, y: lax.mul(y, lax.log(x)), values, terms)
    v = [values[0] ** values[1]]
    for k in range(1, len(exponent)):
        v.append(sum([j * v[k - j] * exponent[j] for j in range(1, k + 1)]) / k)
    return [(v[0], v[1:])]


def _power(x, n):
    if n < 0:
        return _power(1 / x, -n)
    if n == 0:
        return jnp.ones_like(x)
    if n == 1:
        return x
    half = _power(x * x, n // 2)
    return half if n % 2 == 0 else x * half


def _integer_pow(equation, values, terms):
    y = equation.params["y"]
    out = _jet(lambda x: _power(x, y), values, terms)
    return [(out[0], out[1:])]


def _logistic_series(u):
    v = [lax.logistic(u[0])]
    slope = [v[0] * (1 - v[0])]
    for k in range(1, len(u)):
        v.append(sum([j * slope[k - j] * u[j] for j in range(1, k + 1)]) / k)
        slope.append((1 - v[0]) * v[k] - sum([v[j] * v[k - j] for j in range(1, k + 1)]))
    return v


def _logistic(equation, values, terms):
    v = _logistic_series([values[0], *terms[0]])
    return [(v[0], v[1:])]


def _tanh(equation, values, terms):
    v = _logistic_series([2 * values[0], *[2 * t for t in terms[0]]])
    return [(2 * v[0] - 1, [2 * t for t in v[1:]])]


def _sinusoid(sign, sine, cosine, which):
    def rule(equation, values, terms):
        u = [values[0], *terms[0]]
        s, c = [sine(values[0])], [cosine(values[0])]
        for k in range(1, len(u)):
            s.append(sum([j * u[j] * c[k - j] for j in range(1, k + 1)]) / k)
            c.append(sum([j * u[j] * s[k - j] for j in range(1, k + 1)]) / k * sign)
        v = (s, c)[which]
        return [(v[0], v[1:])]
    return rule


def _bilinear(equation, values, terms):
    u, w = [values[0], *terms[0]], [values[1], *terms[1]]
    v = [sum([equation.bind([u[j], w[k - j]])[0] for j in range(k + 1)]) for k in range(len(u))]
    return [(v[0], v[1:])]


def _div(equation, values, terms):
    u, w, v = [values[0], *terms[0]], [values[1], *terms[1]], []
    for k in range(len(u)):
        v.append((u[k] - sum([v[j] * w[k - j] for j in range(k)])) / w[0])
    return [(v[0], v[1:])]


def _atan2(equation, values, terms):
    u = _jet(lax.div, values, terms)
    slope = _jet(lambda x: 1 / (1 + lax.square(x)), [u[0]], [u[1:]])
    v = _integrated(lax.atan2(*values), slope, u)
    return [(v[0], v[1:])]


def _erf_inv(equation, values, terms):
    u, v = [values[0], *terms[0]], [lax.erf_inv(values[0])]
    c = jnp.sqrt(jnp.array(jnp.pi, v[0].dtype)) / 2
    square = [lax.square(v[0])]
    growth = [lax.exp(square[0])]
    for k in range(1, len(u)):
        v.append(sum([j * c * growth[k - j] * u[j] for j in range(1, k + 1)]) / k)
        square.append(sum([v[k - j] * v[j] for j in range(k + 1)]))
        growth.append(sum([j * growth[k - j] * square[j] for j in range(1, k + 1)]) / k)
    return [(v[0], v[1:])]


def _choose(equation, values, terms):
    """The extreme of axes: the mean of the terms where it is taken."""
    x = values[0]
    out, = equation.bind(values)
    axes = equation.params["axes"]
    shape = [1 if i in axes else d for i, d in enumerate(x.shape)]
    here = (x == jnp.reshape(out, shape)).astype(x.dtype)
    count = jnp.sum(here, axis=axes)
    return [(out, [jnp.sum(t * here, axis=axes) / count for t in terms[0]])]


def _abs(equation, values, terms):
    sign = jnp.where(values[0] < 0, jnp.array(-1, values[0].dtype), jnp.array(1, values[0].dtype))
    return [(lax.abs(values[0]), [sign * t for t in terms[0]])]


def _select(equation, values, terms):
    which = values[0]
    out, = equation.bind(values)
    return [(out, [equation.bind([which, *ts])[0] for ts in zip(*terms[1:])])]


def _extreme(greater):
    def rule(equation, values, terms):
        x, y = jnp.broadcast_arrays(*values)
        first, same = (x > y if greater else x < y), x == y

        def pick(a, b):
            a, b = jnp.broadcast_arrays(a, b)
            return lax.select(same, (a + b) / 2, lax.select(first, a, b))
        return [(lax.select(first, x, y), [pick(a, b) for a, b in zip(*terms)])]
    return rule


def _cumulative(combine):
    def rule(equation, values, terms):
        p = equation.params
        out = _jet(lambda x: lax.associative_scan(combine, x, axis=p["axis"], reverse=p["reverse"]), values, terms)
        return [(out[0], out[1:])]
    return rule


RULES = {n: _zero for n in (
    "le lt gt ge eq ne not and or xor floor ceil round sign stop_gradient is_finite shift_left shift_right_arithmetic"
    " shift_right_logical bitcast_convert_type argmax argmin").split()}
RULES.update({n: _linear for n in (
    "neg real complex conj imag add add_any sub convert_element_type broadcast_in_dim concatenate split stack unstack pad"
    " reshape squeeze rev transpose slice reduce_sum reduce_window_sum fft copy cumsum tile name").split()})
RULES.update({
    "dynamic_slice": _linear_in(1), "dynamic_update_slice": _linear_in(2), "gather": _linear_in(1),
    "scatter-add": _linear_around, "cumprod": _cumulative(lax.mul), "cummax": _cumulative(lax.max),
    "cummin": _cumulative(lax.min),
    "erf": _by_derivative(lambda x: jnp.array(1.1283791670955126, x.dtype) * lax.exp(-lax.square(x))),
    "expm1": _by_composition(lambda x: lax.exp(x) - 1), "log1p": _by_composition(lambda x: lax.log(1 + x)),
    "sqrt": _by_composition(lambda x: x ** 0.5), "square": _by_composition(lambda x: x * x),
    "rsqrt": _by_composition(lambda x: x ** -0.5),
    "asinh": _by_composition(lambda x: lax.log(x + lax.sqrt(lax.square(x) + 1))),
    "acosh": _by_composition(lambda x: lax.log(x + lax.sqrt(lax.square(x) - 1))),
    "atanh": _by_composition(lambda x: 0.5 * lax.log(lax.div(1 + x, 1 - x))),
    "erfc": _by_composition(lambda x: 1 - lax.erf(x)),
    "rem": _by_composition(lambda x, y: x - y * lax.floor(x / y)),
    "clamp": _by_composition(lambda a, x, b: lax.min(lax.max(a, x), b)), "erf_inv": _erf_inv, "exp": _exp, "log": _log,
    "pow": _pow, "integer_pow": _integer_pow, "logistic": _logistic, "tanh": _tanh, "atan2": _atan2, "div": _div,
    "sin": _sinusoid(-1, lax.sin, lax.cos, 0), "cos": _sinusoid(-1, lax.sin, lax.cos, 1),
    "sinh": _sinusoid(1, lax.sinh, lax.cosh, 0), "cosh": _sinusoid(1, lax.sinh, lax.cosh, 1), "dot_general": _bilinear,
    "mul": _bilinear, "conv_general_dilated": _bilinear, "reduce_max": _choose, "reduce_min": _choose, "abs": _abs,
    "select_n": _select, "max": _extreme(True), "min": _extreme(False),
})
