"""Scalar types of fewer than eight bits, and of eight-bit floats. They can be named and compared; this engine has no arrays of
them."""

_NAMES = """float4_e2m1fn float6_e2m3fn float6_e3m2fn float8_e3m4 float8_e4m3 float8_e4m3b11fnuz float8_e4m3fn
float8_e4m3fnuz float8_e5m2 float8_e5m2fnuz float8_e8m0fnu int1 int2 int4 uint1 uint2 uint4""".split()


class _NarrowMeta(type):
    __module__ = "jax._src.numpy.scalar_types"

    def __call__(cls, x):
        raise NotImplementedError(f"this engine has no arrays of dtype {cls.__name__}")

    def __instancecheck__(cls, instance):
        return False

    def __repr__(cls):
        return f"<class 'jax.numpy.{cls.__name__}'>"


globals().update({name: _NarrowMeta(name, (), {"__module__": "jax.numpy", "name": name}) for name in _NAMES})
