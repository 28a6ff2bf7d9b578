"""Exporting functions, and calling what was exported."""
from ._documentation import attach as _attach
from ._array import _aval, host, wrap
from ._core import ShapedArray
from ._export_dims import DimExpr
from ._export_program import FixedProgram, solve, trace_sized
from ._flat import check_arg
from ._tree import LEAF, PyTreeDef, build, flatten_spec, tree_structure

_VERSION = 10


class Exported:
    """A function that was traced to be called elsewhere: its types, and its program."""
    __slots__ = ("fun_name", "in_tree", "in_avals", "out_tree", "out_avals", "platforms", "disabled_safety_checks",
                 "calling_convention_version", "nr_devices", "_program", "_get_vjp", "_specs", "__weakref__")
    __module__ = "jax.export"

    def __init__(self, fun_name, in_tree, in_avals, out_tree, out_avals, platforms, disabled_safety_checks, program,
                 get_vjp, nr_devices=1, specs=None):
        self.fun_name, self.in_tree, self.out_tree = fun_name, in_tree, out_tree
        self.in_avals, self.out_avals = tuple(in_avals), tuple(out_avals)
        self.platforms, self.disabled_safety_checks = tuple(platforms), tuple(disabled_safety_checks)
        self.calling_convention_version = _VERSION
        self._program, self._get_vjp = program, get_vjp
        # what was said of the arguments' and the results' shardings: a PartitionSpec each, or None
        self.nr_devices = nr_devices
        self._specs = specs or ((None,) * len(self.in_avals), (None,) * len(self.out_avals))

    ordered_effects = property(lambda self: ())
    unordered_effects = property(lambda self: ())
    module_kept_var_idx = property(lambda self: tuple(range(len(self.in_avals))))
    uses_global_constants = property(lambda self: bool(self._program.names) or len(self.platforms) > 1)
    in_shardings_hlo = property(lambda self: (None,) * len(self.in_avals))
    out_shardings_hlo = property(lambda self: (None,) * len(self.out_avals))

    @property
    def mlir_module_serialized(self):
        """The program in the engine's own encoding; the engine has no MLIR."""
        return self._program.data()[0]

    def mlir_module(self, serialized=True):
        raise NotImplementedError("Exported.mlir_module: the engine's programs are not MLIR modules")

    def in_shardings_jax(self, mesh):
        """The shardings of the arguments over a mesh, None where none was said."""
        return _over(mesh, self._specs[0])

    def out_shardings_jax(self, mesh):
        """The shardings of the results over a mesh, None where none was said."""
        return _over(mesh, self._specs[1])

    def has_vjp(self):
        """Whether there is a function for reverse derivatives."""
        return self._get_vjp is not None

    def vjp(self):
        """The exported function of arguments and cotangents of the results that gives cotangents of the arguments."""
        if self._get_vjp is None:
            raise ValueError("No VJP is available")
        return self._get_vjp(self)

    def serialize(self, vjp_order=0):
        """The function as bytes, with as many orders of derivatives."""
        from ._export_file import serialize
        return serialize(self, vjp_order)

    def call(self, *args, **kwargs):
        """Calls the function."""
        leaves, spec = flatten_spec((args, kwargs))
        _check_structure(self, spec, (args, kwargs))
        handles = [check_arg(x) for x in leaves]
        shapes = _check_types(self, [_aval(h) for h in handles])
        _check_platform(self)
        jaxpr = self._program.at(solve(self, shapes))
        types = [host.makeAval(a.dtype.name, list(a.shape), a.weak_type) for a in host.inputAvals(jaxpr)]

        def run(*xs):
            outs = host.callJitted(self.fun_name, jaxpr, [host.convertTo(check_arg(x), t) for x, t in zip(xs, types)])
            return [wrap(host.withWeakType(h, a.weak_type)) for h, a in zip(outs, self.out_avals)]
        outs = self._differentiable(run)(*[wrap(host.array(h)) for h in handles])
        spec = self.out_tree._spec
        return outs[0] if spec is LEAF else build(spec, iter(outs))

    def _differentiable(self, run):
        """The function with the derivative that was exported with it."""
        from ._custom import custom_vjp
        f = custom_vjp(run)

        def forward(*xs):
            return run(*xs), xs

        def backward(xs, cotangents):
            cotangents = [_cotangent(c, a) for c, a in zip(cotangents, self.out_avals)]
            out = self.vjp().call(*xs, *cotangents)
            return tuple([c if _inexact(a) else None for c, a in zip(out, self.in_avals)])
        f.defvjp(forward, backward)
        return f

    def __str__(self):
        return f"Exported(fun_name={self.fun_name}, ...)"

    __repr__ = __str__


def _over(mesh, specs):
    from ._sharding import NamedSharding
    return tuple([None if s is None else NamedSharding(mesh, s) for s in specs])


def _inexact(a):
    return a.dtype.kind in "fc" or a.dtype.name == "bfloat16"


def _cotangent(c, aval):
    """A cotangent as the exported derivative takes it: outputs without one have a placeholder of bools."""
    from . import numpy as jnp
    return c if _inexact(aval) else jnp.zeros([int(d) for d in c.shape], bool)


def _check_structure(exported, spec, tree):
    if PyTreeDef(spec) == exported.in_tree:
        return
    from ._tree_errors import structure_differences
    from ._tree_paths import keystr
    lines = []
    for path, now, before, why in structure_differences(PyTreeDef(spec), exported.in_tree):
        where = "args" if path and path[0].idx == 0 else "kwargs" if path else "the arguments"
        lines.append(f"   - {where}{keystr(path[1:])} is a {now} in the invocation and a {before} when exported, so"
                     f" {why}.\n")
    raise ValueError("The invocation args and kwargs must have the same pytree structure as when the function"
                     f" '{exported.fun_name}' was exported, but they have the following structural differences:\n"
                     + "\n".join(lines))


def _check_types(exported, avals):
    from ._export_program import _shape_text
    from ._tree_paths import keystr, leaf_paths
    paths = leaf_paths(exported.in_tree)
    for path, want, got in zip(paths, exported.in_avals, avals):
        name = ("args" if path[0].idx == 0 else "kwargs") + keystr(path[1:])
        shapes = f"expected {_shape_text(want.shape)} and called with {_shape_text(got.shape)}"
        if len(want.shape) != len(got.shape):
            raise ValueError(f"Rank mismatch for {name}: {shapes}")
        if want.dtype is not got.dtype:
            raise ValueError(f"Dtype mismatch for {name}: expected {want.dtype} and called with {got.dtype}")
        for i, (a, b) in enumerate(zip(want.shape, got.shape)):
            if not isinstance(a, DimExpr) and a != b:
                raise ValueError(f"Shape mismatch for {name}.shape[{i}] (expected same constant): {shapes}")
    return [a.shape for a in avals]


def _check_platform(exported):
    here = default_export_platform()
    if here not in exported.platforms and "platform" not in [str(c) for c in exported.disabled_safety_checks]:
        raise ValueError(f"Function '{exported.fun_name}' was exported for platforms '{exported.platforms}' but it is"
                         f" used on '{(here,)}'.")


def default_export_platform():
    """The platform of the default device."""
    from ._devices import default_backend
    return default_backend()


def export(fun_jit, *, platforms=None, disabled_checks=(), _override_lowering_rules=None):
    """A function of arguments, or of their types, that exports a jitted function for them.

    Shapes may have symbolic dimensions: see :func:`symbolic_shape`.
    """
    if not (hasattr(fun_jit, "lower") and hasattr(fun_jit, "trace")):
        if not _is_jitted_in_jax(fun_jit):
            raise ValueError(f"Function to be exported must be the result of `jit` but is: {fun_jit}")
        from ._jit import jit
        fun_jit = jit(fun_jit)
    from ._names import fun_name
    name = fun_name(fun_jit)

    def do_export(*args, **kwargs):
        from ._jit import abstract
        leaves, spec = flatten_spec((args, kwargs))
        avals = [_abstract(x, abstract) for x in leaves]
        scope = next((d.scope for a in avals for d in a.shape if isinstance(d, DimExpr)), None)
        kept = []

        def trace(types):
            arguments = build(spec, iter(types)) if spec is not LEAF else types[0]
            traced = fun_jit.trace(*arguments[0], **arguments[1])
            kept.append(traced.out_tree)
            return traced._program.jaxpr()
        if scope is None:
            program = FixedProgram(trace(avals))
            host.encoded(program.jaxpr)  # what cannot be written is refused here already
            outs = [ShapedArray(a.shape, a.dtype, a.weak_type) for a in host.outputAvals(program.jaxpr)]
        else:
            program, outs = trace_sized(trace, avals, scope)
        return Exported(name, PyTreeDef(spec), avals, kept[-1], outs, platforms or (default_export_platform(),),
                        disabled_checks, program, lambda exported: _export_vjp(fun_jit, exported),
                        *_said_shardings(fun_jit, args, leaves, kept[-1]))
    return do_export


def _said_shardings(fun_jit, args, leaves, out_tree):
    """The number of devices, and what arguments or the jitted function say of shardings over a mesh."""
    from ._jit_sharded import ShardedPjitFunction, _spread
    inputs, outputs = [getattr(x, "sharding", None) for x in leaves], [None] * out_tree.num_leaves
    if isinstance(fun_jit, ShardedPjitFunction):
        if fun_jit._in is not None and len(flatten_spec(args)[0]) == len(leaves):
            given = fun_jit._in if not isinstance(fun_jit._in, list) else tuple(fun_jit._in)
            said = _spread("jit in_shardings", tree_structure(args), given)
            inputs = [x if s is None else s for s, x in zip(said, inputs)]
        if fun_jit._out is not None:
            outputs = _spread("jit out_shardings", out_tree, fun_jit._out)
    inputs, outputs = [s if hasattr(s, "spec") else None for s in inputs], [s if hasattr(s, "spec") else None for s in outputs]
    mesh = next((s.mesh for s in inputs + outputs if s is not None), None)
    specs = [None if s is None else s.spec for s in inputs], [None if s is None else s.spec for s in outputs]
    return 1 if mesh is None else mesh.size, specs


def _is_jitted_in_jax(f):
    """Whether a function of this library is one that JAX has jitted itself: those of the catalogue beside jax.lax."""
    return "_invoke" in getattr(f, "__globals__", ()) and not f.__module__.startswith("jax.lax")


def _abstract(x, abstract):
    shape = getattr(x, "shape", None)
    if shape is not None and any([isinstance(d, DimExpr) for d in shape]):
        return ShapedArray(shape, x.dtype, getattr(x, "weak_type", False))
    a = abstract(x)
    return ShapedArray(a.shape, a.dtype, a.weak_type)


def _export_vjp(fun_jit, exported):
    """The reverse derivative of a jitted function, exported for the same types."""
    from ._autodiff import vjp
    from ._core import ShapeDtypeStruct
    from ._jit import jit
    n = len(exported.in_avals)
    moving = [_inexact(a) for a in exported.in_avals]

    def fun_vjp_jax(*values):
        primals, cotangents = list(values[:n]), values[n:]

        def flat(*xs):
            rest = iter(xs)
            args, kwargs = exported.in_tree.unflatten([next(rest) if m else p for p, m in zip(primals, moving)])
            outs = flatten_spec(fun_jit(*args, **kwargs))[0]
            return [o for o, a in zip(outs, exported.out_avals) if _inexact(a)]
        _, pull = vjp(flat, *[p for p, m in zip(primals, moving) if m])
        found = iter(pull([c for c, a in zip(cotangents, exported.out_avals) if _inexact(a)]))
        from . import numpy as jnp
        return tuple([next(found) if m else jnp.zeros(jnp.shape(p), bool) for p, m in zip(primals, moving)])
    types = [ShapeDtypeStruct(a.shape, a.dtype) for a in exported.in_avals]
    types += [ShapeDtypeStruct(a.shape, a.dtype if _inexact(a) else bool) for a in exported.out_avals]
    return export(jit(fun_vjp_jax), platforms=exported.platforms,
                  disabled_checks=exported.disabled_safety_checks)(*types)


_attach(globals(), "tools", "default_export_platform export")
