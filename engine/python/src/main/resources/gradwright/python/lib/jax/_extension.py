"""A primitive of Python's own applied to parameters: its rules, as the engine asks for them."""
from ._array import _kind, host, wrap
from ._flat import output_values
from ._jit import aval_key


def settled(h):
    """A number as an array; other values stay."""
    return h if _kind(h) == -7 else host.array(h)


class Application:
    """What the engine knows of a Python primitive with its parameters. Values come and go as the engine's."""
    __slots__ = ("primitive", "params")

    def __init__(self, primitive, params):
        self.primitive = primitive
        self.params = params

    def _results(self, out):
        """The list of results of a rule that gives one or several."""
        return list(out) if self.primitive.multiple_results else [out]

    def _values(self, outs):
        return output_values(outs, self._not_a_value)

    def _not_a_value(self, x):
        return f"a rule of primitive '{self.primitive}' returned {x!r} of type {type(x)}, which is not a valid JAX type"

    def abstract(self, avals):
        """Types of the outputs, and whether there are effects."""
        out, effects = self.primitive.abstract_eval(*[host.pythonAval(a) for a in avals], **self.params)
        return [[aval_key(a) for a in self._results(out)], bool(effects)]

    def evaluate(self, handles):
        """Results for concrete inputs."""
        return self._values(self._results(self.primitive.impl(*[wrap(h) for h in handles], **self.params)))

    @property
    def high(self):
        """Whether it stands for operations that it is replaced by before a program is run."""
        return self.primitive.high

    def lower(self, handles):
        """Results of the operations that it stands for."""
        return self._values(self._results(self.primitive.impl(*[wrap(h) for h in handles], **self.params)))

    def shown(self):
        """Names and texts of the parameters in turn; jaxprs are the engine's."""
        from ._jaxpr import ClosedJaxpr, Jaxpr
        out = []
        for name, value in sorted(self.params.items()):
            if isinstance(value, ClosedJaxpr):
                value = value._h
            elif isinstance(value, Jaxpr) and not value.constvars:
                value = host.close(value._h, [])
            else:
                value = str(value)
            out += [name, value]
        return out

    def expansion(self, avals):
        """The primitive as a program of the engine's primitives."""
        from .interpreters import mlir
        return mlir._expansion(self.primitive, [host.pythonAval(a) for a in avals], list(avals), self.params)

    # ---- derivatives ----

    def _tangent(self, t):
        from .interpreters.ad import Zero
        return Zero(host.pythonAval(host.tangentType(t))) if host.isZero(t) else wrap(host.known(t))

    def _handles(self, tangents, avals):
        """The engine's values for tangents that may be symbolic zeros or None."""
        from .interpreters.ad import Zero
        out = []
        for t, a in zip(tangents, avals):
            if t is None:
                out.append(None)
            elif isinstance(t, Zero):
                out.append(host.zero(aval_key(t.aval) if t.aval is not None else a))
            else:
                out += self._values([t])
        return out

    def jvp(self, primals, tangents):
        """Outputs, then their tangents."""
        from .interpreters.ad import primitive_jvps
        rule = primitive_jvps.get(self.primitive)
        if rule is None:
            raise NotImplementedError(f"Differentiation rule for '{self.primitive}' not implemented")
        out, out_tangents = rule(tuple([wrap(h) for h in primals]), tuple([self._tangent(t) for t in tangents]),
                                **self.params)
        values = self._values(self._results(out))
        return values + self._handles(self._results(out_tangents), [host.avalOf(h) for h in values])

    def linearize(self, reverse, handles, nonzero):
        """Outputs, whether each has a tangent, and a function of the inputs' tangents; None where there is no such rule."""
        from .interpreters.ad import primitive_linearizations
        rule = primitive_linearizations.get(self.primitive)
        if rule is None:
            return None
        outs, nonzero_out, residuals, linearized = rule(reverse, list(nonzero), *[wrap(h) for h in handles], **self.params)
        values = self._values(self._results(outs))

        def linear(tangents):
            found = linearized(residuals, *[self._tangent(t) for t in tangents])
            return self._handles(self._results(found), [host.avalOf(h) for h in values])
        return [values, [bool(n) for n in self._results(nonzero_out)], linear]

    def transpose(self, cotangents, known, avals):
        """Cotangents of the inputs; None where they are not linear."""
        from .interpreters.ad import UndefinedPrimal, Zero, primitive_transposes
        rule = primitive_transposes.get(self.primitive)
        if rule is None:
            raise NotImplementedError("Transpose rule (for reverse-mode differentiation) for"
                                      f" '{self.primitive}' not implemented")
        args = [UndefinedPrimal(host.pythonAval(a)) if k is None else wrap(settled(k)) for k, a in zip(known, avals)]
        cts = [self._tangent(t) for t in cotangents]
        out = rule(cts if self.primitive.multiple_results else cts[0], *args, **self.params)
        if out is Zero:
            return [None] * len(args)
        return self._handles(list(out), avals)

    def batch(self, size, handles, axes):
        """Outputs and the axis each is batched along."""
        from .interpreters import batching
        args, dims = [wrap(settled(h)) for h in handles], [None if d is None else int(d) for d in axes]
        fancy = batching.fancy_primitive_batchers.get(self.primitive)
        if fancy is not None:
            out, out_dims = fancy(batching.AxisData(batching.no_axis_name, size, None, None), args, dims, **self.params)
        else:
            rule = batching.primitive_batchers.get(self.primitive)
            if rule is None:
                raise NotImplementedError(f"Batching rule for '{self.primitive}' not implemented")
            out, out_dims = rule(tuple(args), tuple(dims), **self.params)
        outs = self._results(out)
        dims = list(out_dims) if self.primitive.multiple_results and isinstance(out_dims, (tuple, list)) \
            else [out_dims] * len(outs)
        return [self._values(outs), [None if d is None else int(d) % len(x.shape) for d, x in zip(dims, outs)]]
