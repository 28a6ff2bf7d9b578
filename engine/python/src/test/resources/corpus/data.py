"""Arrays of the corpus: the same bits on every side, made when a case runs."""

__all__ = ["f16", "bf16", "f32", "f64", "c64", "c128", "bools", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64",
           "lit", "special", "spd", "key", "nan", "inf"]

nan, inf = float("nan"), float("inf")
_WIDE = {"float32": "float64", "complex64": "complex128", "int32": "int64", "uint32": "uint64"}
_SPECIAL = [0.0, -0.0, 1.0, -1.0, inf, -inf, nan, 0.5, -0.5, 2.0, 1e-30, -1e30, 37.25]


def numbers(count, seed):
    """Fractions in [0, 1) of 12 bits, exact in every floating dtype of 16 bits and more that can hold them scaled."""
    state, out = (seed * 2654435761 + 12345) & 0xFFFFFFFF, []
    for _ in range(count):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        out.append((state >> 20) / 4096)
    return out


class Data:
    """An array to be made: a dtype, a shape and a rule for its elements."""

    def __init__(self, dtype, shape, elements, seed=0):
        self.dtype, self.shape, self.elements, self.seed = dtype, tuple(shape), elements, seed

    @property
    def inexact(self):
        return "float" in self.dtype or "complex" in self.dtype

    def batched(self, n):
        return _Batch(self, n)

    def values(self, seed):
        count = 1
        for d in self.shape:
            count *= d
        return self.elements(count, seed)

    def made(self, library, wide):
        dtype = _WIDE.get(self.dtype, self.dtype) if wide else self.dtype
        return array(self.values(self.seed), dtype, self.shape, library)


class _Batch(Data):
    """Several arrays of one kind, stacked along a new leading axis."""

    def __init__(self, one, n):
        super().__init__(one.dtype, (n,) + one.shape, None)
        self.one = one

    def values(self, seed):
        return [v for i in range(self.shape[0]) for v in self.one.values(self.one.seed + 100 * i)]


def array(values, dtype, shape, library):
    if library == "numpy":
        import numpy as np
        return np.array(values, dtype=dtype).reshape(shape)
    import jax.numpy as jnp
    return jnp.array(values, dtype=dtype).reshape(shape)


def made(args, library, wide):
    return [a.made(library, wide) if isinstance(a, Data) else a() if isinstance(a, key) else a for a in args]


def _real(dtype):
    def make(*shape, lo=-2.0, hi=2.0, seed=0):
        """Numbers in [lo, hi)."""
        return Data(dtype, shape, lambda n, s: [lo + (hi - lo) * v for v in numbers(n, s)], seed)
    return make


def _complex(dtype):
    def make(*shape, lo=-2.0, hi=2.0, seed=0):
        def elements(n, s):
            re, im = numbers(n, s), numbers(n, s + 1)
            return [complex(lo + (hi - lo) * a, lo + (hi - lo) * b) for a, b in zip(re, im)]
        return Data(dtype, shape, elements, seed)
    return make


def _integer(dtype, low, high):
    def make(*shape, lo=low, hi=high, seed=0):
        """Whole numbers in [lo, hi)."""
        return Data(dtype, shape, lambda n, s: [lo + int((hi - lo) * v) for v in numbers(n, s)], seed)
    return make


f16, bf16, f32, f64 = map(_real, ("float16", "bfloat16", "float32", "float64"))
c64, c128 = map(_complex, ("complex64", "complex128"))
i8, i16, i32, i64 = (_integer(d, -9, 10) for d in ("int8", "int16", "int32", "int64"))
u8, u16, u32, u64 = (_integer(d, 0, 12) for d in ("uint8", "uint16", "uint32", "uint64"))


def bools(*shape, seed=0):
    return Data("bool", shape, lambda n, s: [v < 0.5 for v in numbers(n, s)], seed)


def lit(values, dtype="float32", shape=None):
    """An array of the given flat list; a number gives one of rank 0."""
    if not isinstance(values, list):
        values, shape = [values], ()
    return Data(dtype, (len(values),) if shape is None else shape, lambda n, s: values)


def special(dtype="float32"):
    """Zeros of both signs, ones, infinities, NaN, small and large numbers."""
    values = [max(min(v, 60000.0), -60000.0) if abs(v) != inf and v == v else v for v in _SPECIAL]
    return lit(values if dtype == "float16" else _SPECIAL, dtype)


def spd(n, dtype="float32", seed=0, shift=1.0):
    """A symmetric positive definite matrix: A A^T / n + shift I with entries that are exact."""
    def elements(count, s):
        a = [2 * v - 1 for v in numbers(n * n, s)]
        rows = [a[i * n:(i + 1) * n] for i in range(n)]
        return [sum(x * y for x, y in zip(rows[i], rows[j])) / 4 + (shift if i == j else 0)
                for i in range(n) for j in range(n)]
    return Data(dtype, (n, n), elements, seed)


class key:
    """A random key, made when the case runs."""

    def __init__(self, seed=0, **options):
        self.seed, self.options = seed, options

    def __call__(self):
        import jax
        return jax.random.key(self.seed, **self.options)
