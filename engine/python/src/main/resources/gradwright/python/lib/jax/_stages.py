"""The stages of compilation: traced, lowered, compiled."""
from ._array import Tracer, _aval, host, wrap
from ._core import ShapeDtypeStruct
from ._flat import check_arg
from ._names import fun_name
from ._tree import LEAF, PyTreeDef, build, flatten_spec


class ArgInfo:
    """The type of an argument of a compiled function."""
    __slots__ = ("_aval", "donated")
    __module__ = "jax._src.stages"

    def __init__(self, aval, donated):
        self._aval = aval
        self.donated = donated

    shape = property(lambda self: self._aval.shape)
    dtype = property(lambda self: self._aval.dtype)

    def __repr__(self):
        return f"ArgInfo(_aval={self._aval!r}, donated={self.donated})"


class CompiledMemoryStats:
    """Bytes that a compiled program needs."""
    __slots__ = ("argument_size_in_bytes", "output_size_in_bytes", "alias_size_in_bytes", "temp_size_in_bytes")

    def __init__(self, argument, output, alias, temporary):
        self.argument_size_in_bytes = argument
        self.output_size_in_bytes = output
        self.alias_size_in_bytes = alias
        self.temp_size_in_bytes = temporary

    generated_code_size_in_bytes = property(lambda self: 0)
    host_generated_code_size_in_bytes = property(lambda self: 0)
    host_argument_size_in_bytes = property(lambda self: 0)
    host_output_size_in_bytes = property(lambda self: 0)
    host_alias_size_in_bytes = property(lambda self: 0)
    host_temp_size_in_bytes = property(lambda self: 0)

    @property
    def peak_memory_in_bytes(self):
        """The most bytes that are in use at once: what is given, what comes out where that is not the same memory, and the
        temporaries' block."""
        return (self.argument_size_in_bytes + self.output_size_in_bytes - self.alias_size_in_bytes
                + self.temp_size_in_bytes)

    def __repr__(self):
        return (f"CompiledMemoryStats(generated_code_size_in_bytes=0, argument_size_in_bytes="
                f"{self.argument_size_in_bytes}, output_size_in_bytes={self.output_size_in_bytes},"
                f" alias_size_in_bytes={self.alias_size_in_bytes}, temp_size_in_bytes={self.temp_size_in_bytes},"
                " host_generated_code_size_in_bytes=0, host_argument_size_in_bytes=0, host_output_size_in_bytes=0,"
                " host_alias_size_in_bytes=0, host_temp_size_in_bytes=0)")


class _Stage:
    __slots__ = ("_function", "_variant", "_program", "_spec", "_avals")
    __module__ = "jax._src.stages"

    def __init__(self, function, variant, program, spec, avals):
        self._function = function
        self._variant = variant
        self._program = program
        self._spec = spec
        self._avals = avals

    def _next(self, cls):
        return cls(self._function, self._variant, self._program, self._spec, self._avals)

    @property
    def in_tree(self):
        return PyTreeDef(self._spec)

    @property
    def out_tree(self):
        return PyTreeDef(self._variant.outputs[self._program.number()])

    @property
    def out_info(self):
        # JAX forgets at lowering which types are weak
        weak = isinstance(self, Traced)
        outs = [ShapeDtypeStruct(a.shape, a.dtype, weak_type=weak and a.weak_type)
                for a in host.outputAvals(self._program.jaxpr())]
        return self.out_tree.unflatten(outs)

    @property
    def args_info(self):
        return build(self._spec, iter([ArgInfo(a, d) for a, d in zip(self._avals, self._donated())])) if self._spec is not LEAF else None

    in_avals = property(lambda self: build(self._spec, iter(self._avals)))

    @property
    def donate_argnums(self):
        """The positions of the leaves of the arguments whose memory is given away."""
        return tuple([i for i, gone in enumerate(self._donated()) if gone])

    def _donated(self):
        return self._function._donated(self._spec)


def _other_structure(wanted, given):
    from ._tree_errors import structure_differences
    from ._tree_paths import keystr
    lines = [f"    * at {'kwargs' if path and path[0].idx else 'args'}{keystr(path[1:])}, seen {before} but now given {now},"
             f" so {why}" for path, before, now, why in structure_differences(PyTreeDef(wanted), PyTreeDef(given))]
    return TypeError("Function compiled with input pytree does not match the input pytree it was called with. There are"
                     f" {len(lines)} mismatches, including:\n" + "\n".join(lines))


class Traced(_Stage):
    """A function traced for the types of its arguments."""
    __slots__ = ()
    __module__ = "jax._src.stages"

    @property
    def jaxpr(self):
        from ._jaxpr import closed_jaxpr
        return closed_jaxpr(self._program.jaxpr())

    @property
    def fun_name(self):
        return fun_name(self._function)

    @property
    def out_avals(self):
        """The types of the results, in the shape of the output."""
        return self.out_tree.unflatten(list(host.outputAvals(self._program.jaxpr())))

    def lower(self, **_):
        """The function, ready to be compiled."""
        return self._next(Lowered)


class Lowered(_Stage):
    """A traced function, ready to be compiled."""
    __slots__ = ()
    __module__ = "jax._src.stages"

    def as_text(self, dialect=None, *, debug_info=False):
        """The program as text in the words of StableHLO; for the dialect ``kernels`` the engine's own kernels."""
        if dialect == "kernels":
            text = host.text(self._variant.engine, self._program, "kernels")
            return text if text is not None else host.printed(self._program.jaxpr())
        if dialect is not None:
            _check_dialect(dialect)
            if dialect != "stablehlo":
                raise NotImplementedError(f"Lowered.as_text: this engine does not make {dialect}, but stablehlo and kernels")
        from ._jaxpr import closed_jaxpr
        from ._stablehlo import module_text
        return module_text(closed_jaxpr(self._program.jaxpr()), fun_name(self._function), self.out_tree, self._donated(),
                           self._function._options.keep_unused)

    def compiler_ir(self, dialect=None):
        """An object that prints as the program in StableHLO; None for the other dialects, which this engine does not make."""
        if dialect is not None:
            _check_dialect(dialect)
        if dialect not in (None, "stablehlo"):
            return None
        from ._stablehlo import Module
        return Module(self.as_text())

    def compile(self, compiler_options=None):
        """Makes native code."""
        check_options(compiler_options)
        host.compile(self._variant.engine, self._program)
        return self._next(Compiled)

    def cost_analysis(self):
        return _cost(self)


# What XLA's options are called that do not begin with its name.
_OPTIONS = frozenset({"exec_time_optimization_effort", "memory_fitting_effort", "optimization_level", "memory_fitting_level"})


def check_options(options):
    """XLA's options do nothing here; names that are none are an error."""
    for name in dict(options or {}):
        if not name.startswith("xla_") and name not in _OPTIONS:
            from .errors import JaxRuntimeError
            raise JaxRuntimeError(f"INVALID_ARGUMENT: No such compile option: '{name}'")


def _check_dialect(dialect):
    if dialect not in ("stablehlo", "hlo", "mhlo"):
        raise ValueError(f"unknown dialect: {dialect}")


def _cost(stage):
    flops, transcendentals, moved, _, _, _ = host.cost(stage._variant.engine, stage._program)
    counts = {"flops": flops, "transcendentals": transcendentals, "bytes accessed": moved}
    return {name: count for name, count in counts.items() if count}


def _size(avals):
    return sum([a.size * a.dtype.itemsize for a in avals])


class Compiled(_Stage):
    """A compiled function; calling it never traces."""
    __slots__ = ()
    __module__ = "jax._src.stages"

    def as_text(self):
        """The compiled program as text."""
        text = host.text(self._variant.engine, self._program, "llvm")
        return text if text is not None else host.printed(self._program.jaxpr())

    def cost_analysis(self):
        """Operations and bytes moved."""
        return _cost(self)

    def memory_analysis(self):
        """Bytes of arguments, results and temporaries."""
        cost = host.cost(self._variant.engine, self._program)
        results = _size(host.outputAvals(self._program.jaxpr()))
        return CompiledMemoryStats(_size(self._avals), results, int(cost[5]), int(cost[3]))

    @property
    def input_shardings(self):
        from ._devices import SingleDeviceSharding, devices
        s = SingleDeviceSharding(devices()[0])
        args, kwargs = build(self._spec, iter([s] * len(self._avals)))
        return args, kwargs

    @property
    def output_shardings(self):
        from ._devices import SingleDeviceSharding, devices
        tree = self.out_tree
        return tree.unflatten([SingleDeviceSharding(devices()[0])] * tree.num_leaves)

    @property
    def input_formats(self):
        """The formats that the arguments must have: `(args, kwargs)`."""
        return self._formats(self.input_shardings, self._avals)

    @property
    def output_formats(self):
        """The formats of the results, in the shape of the output."""
        return self._formats(self.output_shardings, host.outputAvals(self._program.jaxpr()))

    def _formats(self, shardings, avals):
        from .experimental.layout import row_major
        leaves, spec = flatten_spec(shardings)
        return build(spec, iter([row_major(a.ndim, s) for a, s in zip(avals, leaves)]))

    def runtime_executable(self):
        """XLA's executable: None, because this engine has its own code."""

    def __call__(self, *args, **kwargs):
        function = self._function
        if function._static:
            from .tree_util import Static
            spec_args = self._spec[2][0][2]
            dynamic = [a for a in spec_args if a is LEAF or a[0] is not Static]
            if len(args) != len(dynamic):
                raise _other_structure((tuple, None, ((tuple, None, tuple(dynamic)), self._spec[2][1])),
                                       flatten_spec((args, kwargs))[1])
            rest = iter(args)
            args = tuple([a[1].val if a is not LEAF and a[0] is Static else next(rest) for a in spec_args])
            leaves, spec, _ = function._split(args, kwargs)
        else:
            leaves, spec = flatten_spec((args, kwargs))
        if spec != self._spec:
            raise _other_structure(self._spec, spec)
        for x in leaves:
            if isinstance(x, Tracer):
                raise TypeError("Cannot apply JAX transformations to a function lowered and compiled for a particular signature."
                                f" Detected argument of Tracer type {type(x)}.")
        handles = [check_arg(x) for x in leaves]
        wrong = []
        for i, (h, a) in enumerate(zip(handles, self._avals)):
            b = _aval(h)
            if b.shape != a.shape or b.dtype is not a.dtype:
                wrong.append((i, a, b))
        if wrong:
            from ._names import leaf_names
            names = leaf_names(function._fun, PyTreeDef(spec))
            lines = [f"Argument '{names[i]}' compiled with {a.str_short()} and called with {b.str_short()}"
                     for i, a, b in wrong]
            raise TypeError("Argument types differ from the types for which this computation was compiled. Perhaps you"
                            " are calling the compiled executable with a different enable_x64 mode than when it was AOT"
                            " compiled? The mismatches are:\n" + "\n".join(lines))
        out = host.runTraced(self._variant.engine, self._program, handles)
        return self.out_tree.unflatten([wrap(h) for h in out[1:]])
