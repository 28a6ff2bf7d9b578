"""jax.numpy: arrays in files, arrays of other libraries, and how arrays are printed."""
import jax.numpy as jnp

from corpus import *


def on(name, function, *args, **options):
    case("jax.numpy." + name, function, *args, **options)


def saved(write, *arrays, **named):
    """What `load` reads after `write`."""
    import io
    file = io.BytesIO()
    write(file, *arrays, **named)
    file.seek(0)
    out = jnp.load(file)
    return out if hasattr(out, "shape") else {k: jnp.asarray(out[k]) for k in out.files}


for x in (f32(2, 3), i32(4), bools(2), c64(2), u8(3), f32(), f16(2), f32(0, 2)):
    on("save", lambda x: saved(jnp.save, x), x, jit=False)
on("save", lambda: saved(jnp.save, [1.0, 2.0]), jit=False)
on("load", lambda x: saved(jnp.save, x), bf16(3), jit=False)
on("load", lambda: jnp.load("/no/such/file.npy"), raises=True)
on("savez", lambda x, y: saved(jnp.savez, x, y), f32(2), i32(3), jit=False)
on("savez", lambda x, y: saved(jnp.savez, x, b=y), f32(2), i32(3), jit=False)
on("from_dlpack", lambda x: jnp.from_dlpack(x), f32(2, 3), jit=False)
on("from_dlpack", lambda x: jnp.from_dlpack(x, copy=True), i32(3), jit=False)
on("from_dlpack", lambda: jnp.from_dlpack([1, 2]), raises=True)
on("ComplexWarning", lambda: [jnp.ComplexWarning.__name__, issubclass(jnp.ComplexWarning, RuntimeWarning)])

# ---- printing ----

for x in (i32(3), bools(2), lit([nan, inf, 1.0]), f32(0), i32(1, 1, 2), u8(40)):
    on("array_str", jnp.array_str, x, jit=False)
    case("jax.numpy.array_repr", jnp.array_repr, x, library="numpy")
on("array_str", lambda x: jnp.array_str(x, 30, 3, True), lit([1e-10, 1.0, 2.34567, 1, 2, 3, 4]), jit=False)


def printed(x, **options):
    with jnp.printoptions(**options):
        return [str(x), repr(x)]


for words in ({"precision": 2}, {"threshold": 5, "edgeitems": 1}, {"suppress": True}, {"linewidth": 20}, {"sign": "+"}, {"floatmode": "fixed"}, {"nanstr": "N", "infstr": "I"},
              {"formatter": {"float": "{:.1f}".format}}, {}):
    on("printoptions", lambda x, w=words: printed(x, **w), f32(12), jit=False)
    on("printoptions", lambda x, w=words: printed(x, **w), lit([nan, inf, 1e-9, 1.0]), jit=False)
on("printoptions", lambda: jnp.printoptions(nope=1).__enter__(), raises=True)


def options_set():
    old = jnp.get_printoptions()
    jnp.set_printoptions(precision=3)
    new = jnp.get_printoptions()["precision"]
    text = str(jnp.array([1.23456]))
    jnp.set_printoptions(precision=old["precision"])
    return [old["precision"], old["threshold"], old["edgeitems"], old["linewidth"], old["suppress"], old["nanstr"], old["infstr"], new, text]


on("set_printoptions", options_set, jit=False)
on("get_printoptions", lambda: sorted(jnp.get_printoptions()))
on("set_printoptions", lambda: jnp.set_printoptions(floatmode="nope"), raises=True)
