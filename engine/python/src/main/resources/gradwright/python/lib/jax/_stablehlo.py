"""Programs in the words of StableHLO, as ``Lowered.as_text`` shows them.

The text is for reading: the engine compiles jaxprs. Operations that StableHLO says otherwise, or in many steps, appear under
JAX's own name (``"jax.sort"``), with their parameters.
"""
import re

import numpy as np

_TYPES = {"float32": "f32", "float64": "f64", "float16": "f16", "bfloat16": "bf16", "bool": "i1", "complex64": "complex<f32>",
          "complex128": "complex<f64>", "int8": "i8", "int16": "i16", "int32": "i32", "int64": "i64", "uint8": "ui8",
          "uint16": "ui16", "uint32": "ui32", "uint64": "ui64"}
_UNARY = {"sin": "sine", "cos": "cosine", "tan": "tan", "tanh": "tanh", "exp": "exponential", "log": "log",
          "log1p": "log_plus_one", "expm1": "exponential_minus_one", "sqrt": "sqrt", "rsqrt": "rsqrt", "cbrt": "cbrt",
          "neg": "negate", "abs": "abs", "sign": "sign", "floor": "floor", "ceil": "ceil", "not": "not",
          "population_count": "popcnt", "clz": "count_leading_zeros"}
_CHLO = {"square": "square", "erf": "erf", "erfc": "erfc", "erf_inv": "erf_inv", "lgamma": "lgamma", "digamma": "digamma",
         "asin": "asin", "acos": "acos", "atan": "atan", "sinh": "sinh", "cosh": "cosh", "asinh": "asinh", "acosh": "acosh",
         "atanh": "atanh", "bessel_i1e": "bessel_i1e"}
_BINARY = {"add": "add", "add_any": "add", "sub": "subtract", "mul": "multiply", "div": "divide", "rem": "remainder",
           "pow": "power", "max": "maximum", "min": "minimum", "and": "and", "or": "or", "xor": "xor", "atan2": "atan2",
           "shift_left": "shift_left", "shift_right_logical": "shift_right_logical",
           "shift_right_arithmetic": "shift_right_arithmetic"}
_COMPARE = {"eq": "EQ", "ne": "NE", "lt": "LT", "le": "LE", "gt": "GT", "ge": "GE"}
_REDUCE = {"reduce_sum": ("add", 0), "reduce_prod": ("multiply", 1), "reduce_max": ("maximum", "least"),
           "reduce_min": ("minimum", "most"), "reduce_and": ("and", True), "reduce_or": ("or", False),
           "reduce_xor": ("xor", 0)}
_SAME = ("copy", "copy_p", "name", "pvary", "stop_gradient")
_INLINE = {"custom_jvp_call": "call_jaxpr", "custom_vjp_call": "call_jaxpr", "custom_vjp_call_jaxpr": "fun_jaxpr",
           "checkpoint": "jaxpr", "remat": "jaxpr", "remat2": "jaxpr", "custom_lin": "jaxpr", "core_call": "call_jaxpr"}
# Above this many elements MLIR prints constants as bytes.
_LISTED = 100


def _element(dtype):
    name = dtype.name
    return _TYPES.get(name, name.replace("float", "f"))


def _tensor(aval):
    shape, dtype = list(aval.shape), aval.dtype
    if "key<" in str(dtype):
        return "tensor<" + "".join([f"{n}x" for n in [*shape, 2]]) + "ui32>"
    return "tensor<" + "".join([f"{n}x" for n in shape]) + _element(dtype) + ">"


def _types(avals):
    return ", ".join([_tensor(a) for a in avals])


def _numbers(values):
    return "[" + ", ".join([str(int(v)) for v in values]) + "]"


def _float(x, dtype):
    x = np.asarray(x)
    if not np.isfinite(x.astype(np.float64)):
        bits = x.tobytes()[::-1].hex().upper()
        return "0x" + bits
    short = float(f"{float(x):.5e}")
    if np.asarray(short).astype(x.dtype) == x:
        return f"{short:.6e}"
    return repr(float(x)) if dtype.name == "float64" else f"{float(x):.9g}"


def _scalar(x, dtype):
    if dtype.kind == "c":
        return f"({_float(x.real, np.float32(0).dtype)},{_float(x.imag, np.float32(0).dtype)})"
    if dtype.kind == "b":
        return "true" if x else "false"
    return str(int(x)) if dtype.kind in "iu" else _float(x, dtype)


def _dense(x):
    x = np.asarray(x)
    if x.size == 0:
        return ""
    flat = x.reshape(-1)
    if x.size == 1 or bool((flat == flat[0]).all()):
        return _scalar(flat[0], x.dtype)
    if x.size > _LISTED:
        return f'"0x{np.ascontiguousarray(x).tobytes().hex().upper()}"'

    def listed(part):
        return _scalar(part, x.dtype) if part.ndim == 0 else "[" + ", ".join([listed(p) for p in part]) + "]"
    return listed(x)


def _least(dtype, most):
    if dtype.kind == "b":
        return np.asarray(most)
    if dtype.kind in "iu":
        info = np.iinfo(dtype.name)
        return np.asarray(info.max if most else info.min, dtype.name)
    return np.asarray(np.inf if most else -np.inf, dtype)


def _order(dtype):
    return "SIGNED" if dtype.kind == "i" else "UNSIGNED" if dtype.kind in "ub" else "FLOAT"


class _Scope:
    """Names that are taken in a region; those of a region inside start from where the one around it is."""
    def __init__(self, around=None):
        self.next = 0 if around is None else around.next
        self.conflicts = 0 if around is None else around.conflicts
        self.used = set() if around is None else set(around.used)
        self.nested = around is not None

    def number(self):
        self.next += 1
        return f"%{self.next - 1}"

    def named(self, name):
        found = name
        while found in self.used:
            found = f"{name}_{self.conflicts}"
            self.conflicts += 1
        self.used.add(found)
        return "%" + found


class _Module:
    def __init__(self):
        self.functions = []
        self.symbols = {}
        self.names = set()

    def symbol(self, name):
        found, n = name, 0
        while found in self.names:
            found = f"{name}_{n}"
            n += 1
        self.names.add(found)
        return found

    def function(self, name, closed):
        """The symbol of a function that is called: one for each jaxpr."""
        key = (name, str(closed), tuple([(_tensor(a), a.weak_type) for a in closed.in_avals]))
        found = self.symbols.get(key)
        if found is None:
            found = self.symbols[key] = self.symbol(re.sub(r"[^\w.-]", "_", name))
            place = len(self.functions)
            self.functions.append(None)
            self.functions[place] = self._text(found, closed)
        return found

    def _text(self, name, closed):
        body, jaxpr = _Body(self, _Scope(), "    "), closed.jaxpr
        args = [f"%arg{i}" for i in range(len(jaxpr.invars))]
        outs = body.run(jaxpr, closed.consts, args)
        types = [v.aval for v in jaxpr.outvars]
        given = ", ".join([f"{a}: {_tensor(v.aval)}" for a, v in zip(args, jaxpr.invars)])
        result = "" if not types else f" -> {_types(types)}" if len(types) == 1 else f" -> ({_types(types)})"
        end = f"    return {', '.join(outs)} : {_types(types)}" if types else "    return"
        return "\n".join([f"  func.func private @{name}({given}){result} {{", *body.lines, end, "  }"])


class _Body:
    """The operations of a function or a region."""
    def __init__(self, module, scope, indent):
        self.module, self.scope, self.indent, self.lines = module, scope, indent, []

    def say(self, text):
        self.lines.append(self.indent + text)

    def op(self, text):
        """An operation with one result."""
        name = self.scope.number()
        self.say(f"{name} = {text}")
        return name

    def constant(self, x, aval):
        name = self.scope.named("c" if aval.dtype.kind in "iub" else "cst")
        self.say(f"{name} = stablehlo.constant dense<{_dense(x)}> : {_tensor(aval)}")
        return name

    def run(self, jaxpr, consts, args):
        """Says the operations of a jaxpr; the names of its results."""
        known, live = dict(zip(map(id, jaxpr.invars), args)), _live(jaxpr)
        for v, c in zip(jaxpr.constvars, consts):
            known[id(v)] = self.constant(c, v.aval)

        def read(v):
            found = known.get(id(v))
            return self.constant(np.asarray(v.val, v.aval.dtype), v.aval) if found is None else found
        for e in jaxpr.eqns:
            if id(e) not in live:
                continue
            outs = self.equation(e, [read(v) for v in e.invars])
            known.update(zip(map(id, e.outvars), outs))
        return [read(v) for v in jaxpr.outvars]

    def _spread(self, names, avals, shape):
        """Operands of one shape: scalars are repeated."""
        return [n if tuple(a.shape) == tuple(shape) else
                self.op(f"stablehlo.broadcast_in_dim {n}, dims = {_numbers(range(len(a.shape)))} : ({_tensor(a)}) ->"
                        f" {_tensor(a.update(shape=tuple(shape)))}")
                for n, a in zip(names, avals)]

    def equation(self, e, names):
        name, p = e.primitive.name, e.params
        avals, outs = [v.aval for v in e.invars], [v.aval for v in e.outvars]
        out = outs[0] if outs else None
        both = f"({_types(avals)}) -> {_tensor(out)}" if len(outs) == 1 else ""
        if name in _SAME:
            return names
        if name in _INLINE:
            inner = p[_INLINE[name]]
            closed = hasattr(inner, "jaxpr")
            return self.run(inner.jaxpr if closed else inner, inner.consts if closed else (), names)
        if name in ("jit", "pjit", "closed_call"):
            return self.call(p.get("name", name), p.get("jaxpr") or p["call_jaxpr"], names)
        rule = getattr(self, "_" + name, None)
        if rule is not None:
            return rule(e, names, avals, outs)
        if name in _UNARY:
            return [self.op(f"stablehlo.{_UNARY[name]} {names[0]} : "
                            + (_tensor(out) if _tensor(avals[0]) == _tensor(out) else both))]
        if name in _CHLO:
            return [self.op(f"chlo.{_CHLO[name]} {names[0]} : {_tensor(out)} -> {_tensor(out)}")]
        if name in _BINARY:
            a, b = self._spread(names, avals, out.shape)
            return [self.op(f"stablehlo.{_BINARY[name]} {a}, {b} : {_tensor(out)}")]
        if name in _COMPARE:
            a, b = self._spread(names, avals, out.shape)
            operand = _tensor(avals[0].update(shape=out.shape))
            return [self.op(f"stablehlo.compare {_COMPARE[name]}, {a}, {b}, {_order(avals[0].dtype)} : ({operand}, {operand})"
                            f" -> {_tensor(out)}")]
        if name in _REDUCE:
            which, start = _REDUCE[name]
            if isinstance(start, str):
                start = _least(avals[0].dtype, start == "most")
            one = avals[0].update(shape=())
            first = self.constant(np.asarray(start, one.dtype), one)
            return [self.op(f"stablehlo.reduce({names[0]} init: {first}) applies stablehlo.{which} across dimensions ="
                            f" {_numbers(p['axes'])} : ({_tensor(avals[0])}, {_tensor(one)}) -> {_tensor(out)}")]
        return self.foreign(name, p, names, avals, outs)

    def foreign(self, name, params, names, avals, outs):
        """An operation under JAX's own name."""
        shown = ", ".join([f"{k} = {v}" for k, v in sorted(params.items())
                           if v is not None and not callable(v) and not hasattr(v, "eqns") and not hasattr(v, "jaxpr")])
        text = f'"jax.{name}"({", ".join(names)})' + (f" {{{shown}}}" if shown else "")
        types = f"({_types(avals)}) -> " + (_tensor(outs[0]) if len(outs) == 1 else f"({_types(outs)})")
        return self.several(f"{text} : {types}", len(outs))

    def several(self, text, n):
        if n == 0:
            self.say(text)
            return []
        if n == 1:
            return [self.op(text)]
        name = self.scope.number()
        self.say(f"{name}:{n} = {text}")
        return [f"{name}#{i}" for i in range(n)]

    def call(self, name, closed, names):
        symbol = self.module.function(name, closed)
        outs = [v.aval for v in closed.jaxpr.outvars]
        result = _tensor(outs[0]) if len(outs) == 1 else f"({_types(outs)})"
        how = "func.call" if self.scope.nested else "call"
        return self.several(f"{how} @{symbol}({', '.join(names)}) : ({_types(closed.in_avals)}) -> {result}", len(outs))

    def region(self, closed, names, scope):
        """The lines of a region with its results returned."""
        body = _Body(self.module, scope, self.indent + "  ")
        outs = body.run(closed.jaxpr, closed.consts, names)
        body.returned(outs, [v.aval for v in closed.jaxpr.outvars])
        return body.lines

    def returned(self, names, avals):
        self.say(f"stablehlo.return {', '.join(names)} : {_types(avals)}")

    # ---- operations with texts of their own ----

    def _convert_element_type(self, e, names, avals, outs):
        a, b = _tensor(avals[0]), _tensor(outs[0])
        if outs[0].dtype.kind == "b":
            one = avals[0].update(shape=())
            zero = self.constant(np.asarray(0, one.dtype), one)
            zero = self.op(f"stablehlo.broadcast_in_dim {zero}, dims = [] : ({_tensor(one)}) -> {a}")
            names = [self.op(f"stablehlo.compare NE, {names[0]}, {zero}, {_order(one.dtype)} : ({a}, {a}) -> {b}")]
            a = b
        return [self.op(f"stablehlo.convert {names[0]} : " + (b if a == b else f"({a}) -> {b}"))]

    def _logistic(self, e, names, avals, outs):
        t, one = _tensor(outs[0]), outs[0].update(shape=())
        power = self.op(f"stablehlo.exponential {self.op(f'stablehlo.negate {names[0]} : {t}')} : {t}")
        for what in ("add", "divide"):
            first, = self._spread([self.constant(np.asarray(1, one.dtype), one)], [one], outs[0].shape)
            power = self.op(f"stablehlo.{what} {first}, {power} : {t}")
        return [power]

    def _integer_pow(self, e, names, avals, outs):
        y, x, total = e.params["y"], names[0], None
        if y < 1:
            return self.foreign("integer_pow", e.params, names, avals, outs)
        if y == 3:
            twice = self.op(f"stablehlo.multiply {x}, {x} : {_tensor(outs[0])}")
            return [self.op(f"stablehlo.multiply {twice}, {x} : {_tensor(outs[0])}")]
        while y:
            if y & 1:
                total = x if total is None else self.op(f"stablehlo.multiply {total}, {x} : {_tensor(outs[0])}")
            y >>= 1
            if y:
                x = self.op(f"stablehlo.multiply {x}, {x} : {_tensor(outs[0])}")
        return [total]

    def _round(self, e, names, avals, outs):
        how = "even" if int(e.params["rounding_method"]) == 1 else "afz"
        return [self.op(f"stablehlo.round_nearest_{how} {names[0]} : {_tensor(outs[0])}")]

    def _is_finite(self, e, names, avals, outs):
        return [self.op(f"stablehlo.is_finite {names[0]} : ({_tensor(avals[0])}) -> {_tensor(outs[0])}")]

    _real = _imag = lambda self, e, names, avals, outs: [
        self.op(f"stablehlo.{e.primitive.name} {names[0]} : ({_tensor(avals[0])}) -> {_tensor(outs[0])}")]

    def _broadcast_in_dim(self, e, names, avals, outs):
        return [self.op(f"stablehlo.broadcast_in_dim {names[0]}, dims = {_numbers(e.params['broadcast_dimensions'])} :"
                        f" ({_tensor(avals[0])}) -> {_tensor(outs[0])}")]

    def _reshape(self, e, names, avals, outs):
        return [self.op(f"stablehlo.reshape {names[0]} : ({_tensor(avals[0])}) -> {_tensor(outs[0])}")]

    _squeeze = _expand_dims = _reshape

    def _transpose(self, e, names, avals, outs):
        return [self.op(f"stablehlo.transpose {names[0]}, dims = {_numbers(e.params['permutation'])} :"
                        f" ({_tensor(avals[0])}) -> {_tensor(outs[0])}")]

    def _rev(self, e, names, avals, outs):
        return [self.op(f"stablehlo.reverse {names[0]}, dims = {_numbers(e.params['dimensions'])} : {_tensor(outs[0])}")]

    def _slice(self, e, names, avals, outs):
        p = e.params
        strides = p["strides"] or [1] * len(p["start_indices"])
        parts = ", ".join([f"{a}:{b}" + (f":{s}" if s != 1 else "")
                           for a, b, s in zip(p["start_indices"], p["limit_indices"], strides)])
        return [self.op(f"stablehlo.slice {names[0]} [{parts}] : ({_tensor(avals[0])}) -> {_tensor(outs[0])}")]

    def _dynamic_slice(self, e, names, avals, outs):
        return [self.op(f"stablehlo.dynamic_slice {', '.join(names)}, sizes = {_numbers(e.params['slice_sizes'])} :"
                        f" ({_types(avals)}) -> {_tensor(outs[0])}")]

    def _dynamic_update_slice(self, e, names, avals, outs):
        return [self.op(f"stablehlo.dynamic_update_slice {', '.join(names)} : ({_types(avals)}) -> {_tensor(outs[0])}")]

    def _concatenate(self, e, names, avals, outs):
        return [self.op(f"stablehlo.concatenate {', '.join(names)}, dim = {e.params['dimension']} :"
                        f" ({_types(avals)}) -> {_tensor(outs[0])}")]

    def _pad(self, e, names, avals, outs):
        low, high, inner = zip(*e.params["padding_config"]) if e.params["padding_config"] else ((), (), ())
        return [self.op(f"stablehlo.pad {', '.join(names)}, low = {_numbers(low)}, high = {_numbers(high)}, interior ="
                        f" {_numbers(inner)} : ({_types(avals)}) -> {_tensor(outs[0])}")]

    def _iota(self, e, names, avals, outs):
        return [self.op(f"stablehlo.iota dim = {e.params['dimension']} : {_tensor(outs[0])}")]

    def _select_n(self, e, names, avals, outs):
        if len(names) != 3 or avals[0].dtype.kind != "b":
            return self.foreign("select_n", e.params, names, avals, outs)
        return [self.op(f"stablehlo.select {names[0]}, {names[2]}, {names[1]} : {_tensor(avals[0])}, {_tensor(outs[0])}")]

    def _clamp(self, e, names, avals, outs):
        same = len({_tensor(a) for a in avals}) == 1
        return [self.op(f"stablehlo.clamp {', '.join(names)} : "
                        + (_tensor(outs[0]) if same else f"({_types(avals)}) -> {_tensor(outs[0])}"))]

    def _optimization_barrier(self, e, names, avals, outs):
        return self.several(f"stablehlo.optimization_barrier {', '.join(names)} : {_types(outs)}", len(outs))

    def _dot_general(self, e, names, avals, outs):
        (ca, cb), (ba, bb) = e.params["dimension_numbers"]
        precision = e.params["precision"]
        each = ["DEFAULT"] * 2 if precision is None else [
            str(getattr(q, "name", q)) for q in (precision if isinstance(precision, (tuple, list)) else (precision,) * 2)]
        batch = f"batching_dims = {_numbers(ba)} x {_numbers(bb)}, " if len(ba) else ""
        return [self.op(f"stablehlo.dot_general {names[0]}, {names[1]}, {batch}contracting_dims = {_numbers(ca)} x"
                        f" {_numbers(cb)}, precision = [{', '.join(each)}] : ({_types(avals)}) -> {_tensor(outs[0])}")]

    def _cond(self, e, names, avals, outs):
        result = _tensor(outs[0]) if len(outs) == 1 else f"({_types(outs)})"
        name, n = self.scope.number() if outs else "", len(outs)
        parts = [self.region(b, names[1:], _Scope(self.scope)) for b in e.params["branches"]]
        self.say((f"{name}{f':{n}' if n > 1 else ''} = " if n else "") + f'"stablehlo.case"({names[0]}) ({{')
        for i, part in enumerate(parts):
            self.lines += part
            self.say("}, {" if i + 1 < len(parts) else f"}}) : ({_tensor(avals[0])}) -> {result}")
        return [name] if n == 1 else [f"{name}#{i}" for i in range(n)]

    def _loop(self, names, avals, condition, step):
        """A while operation; `condition` and `step` say its regions for the names of what it carries."""
        n, inner = len(names), None
        name = self.scope.number() if n else ""
        inner = _Scope(self.scope)
        held = [inner.named("iterArg") for _ in names]
        pairs = ", ".join([f"{a} = {b}" for a, b in zip(held, names)])
        self.say(f"{name}{f':{n}' if n > 1 else ''} = stablehlo.while({pairs}) : {_types(avals)}")
        for head, say in (("cond {", condition), ("} do {", step)):
            scope = _Scope(inner)
            body = _Body(self.module, scope, self.indent + "  ")
            say(body, held)
            self.say(head)
            self.lines += body.lines
        self.say("}")
        return [name] if n == 1 else [f"{name}#{i}" for i in range(n)]

    def _while(self, e, names, avals, outs):
        p = e.params
        nc, nb = p["cond_nconsts"], p["body_nconsts"]

        def condition(body, held):
            c = p["cond_jaxpr"]
            body.returned(body.run(c.jaxpr, c.consts, held[:nc] + held[nc + nb:]), [v.aval for v in c.jaxpr.outvars])

        def step(body, held):
            b = p["body_jaxpr"]
            body.returned(held[:nc + nb] + body.run(b.jaxpr, b.consts, held[nc:]), avals)
        return self._loop(names, avals, condition, step)[nc + nb:]

    def _scan(self, e, names, avals, outs):
        p = e.params
        consts, carry, length = p["num_consts"], p["num_carry"], p["length"]
        if p["reverse"]:
            return self.foreign("scan", p, names, avals, outs)
        inner, count = p["jaxpr"], np.asarray(0, np.int32)
        index = avals[0].update(shape=(), dtype=np.dtype("int32"), weak_type=False) if avals else None
        if index is None:
            return self.foreign("scan", p, names, avals, outs)
        stacked = outs[carry:]
        fills = []
        for a in stacked:
            one = a.update(shape=())
            zero = self.constant(np.asarray(0, a.dtype), one)
            fills += self._spread([zero], [one], a.shape)
        counter = self.constant(count, index)
        constants, state, sliced = names[:consts], names[consts:consts + carry], names[consts + carry:]
        kinds = [*avals[:consts], *avals[consts + carry:], index, *avals[consts:consts + carry], *stacked]
        at = consts + len(sliced)

        def condition(body, held):
            end = body.constant(np.asarray(length, np.int32), index)
            body.returned([body.op(f"stablehlo.compare LT, {held[at]}, {end}, SIGNED : (tensor<i32>, tensor<i32>) ->"
                                   " tensor<i1>")], [index.update(dtype=np.dtype("bool"))])

        def step(body, held):
            i = held[at]
            rows = [body.indexed(x, a, i) for x, a in zip(held[consts:at], avals[consts + carry:])]
            found = body.call("closed_call", inner, held[:consts] + held[at + 1:at + 1 + carry] + rows)
            new = [body.updated(x, a, y, i) for x, a, y in zip(held[at + 1 + carry:], stacked, found[carry:])]
            one = body.constant(np.asarray(1, np.int32), index)
            following = body.op(f"stablehlo.add {i}, {one} : tensor<i32>")
            body.returned([*held[:at], following, *found[:carry], *new], kinds)
        return self._loop([*constants, *sliced, counter, *state, *fills], kinds, condition, step)[at + 1:]

    def indexed(self, x, aval, i):
        """Row `i` of an array, by a function as JAX's."""
        from . import lax, make_jaxpr
        start, rest = [np.int32(0)] * (aval.ndim - 1), tuple(aval.shape[1:])
        closed = make_jaxpr(lambda x, i: lax.squeeze(
            lax.dynamic_slice(x, [i, *start], (1, *rest), allow_negative_indices=False), (0,)))(_stand_in(aval), np.int32(0))
        return self.call("dynamic_index_in_dim", _plain(closed), [x, i])[0]

    def updated(self, x, aval, row, i):
        """An array with row `i` replaced, by a function as JAX's."""
        from . import lax, make_jaxpr
        start = [np.int32(0)] * (aval.ndim - 1)
        closed = make_jaxpr(lambda x, r, i: lax.dynamic_update_slice(
            x, lax.expand_dims(r, (0,)), [i, *start], allow_negative_indices=False))(
            _stand_in(aval), _stand_in(aval.update(shape=aval.shape[1:])), np.int32(0))
        return self.call("dynamic_update_index_in_dim", _plain(closed), [x, row, i])[0]


def _stand_in(aval):
    from ._core import ShapeDtypeStruct
    return ShapeDtypeStruct(aval.shape, aval.dtype)


def _plain(closed):
    """The program that a jaxpr with nothing but one call calls."""
    eqns = closed.jaxpr.eqns
    return eqns[0].params["jaxpr"] if len(eqns) == 1 and eqns[0].primitive.name in ("jit", "pjit") else closed


def _live(jaxpr):
    """The equations whose results are used, or that do something else."""
    wanted, live = {id(v) for v in jaxpr.outvars}, set()
    for e in reversed(jaxpr.eqns):
        if e.effects or any([id(v) in wanted for v in e.outvars]):
            live.add(id(e))
            wanted |= {id(v) for v in e.invars}
    return live


def _results(tree):
    from ._tree_paths import keystr, leaf_paths
    return ["result" + keystr(p) for p in leaf_paths(tree)]


def module_text(closed, name, tree, donated, keep_unused):
    """The text of a program; `donated` tells for each argument whether its memory is given away."""
    module = _Module()
    module.names.add("main")
    body, jaxpr = _Body(module, _Scope(), "    "), closed.jaxpr
    live = _live(jaxpr)
    used = {id(v) for e in jaxpr.eqns if id(e) in live for v in e.invars} | {id(v) for v in jaxpr.outvars}
    kept = [keep_unused or id(v) in used for v in jaxpr.invars]
    args, shown, free = [], [], list(range(len(jaxpr.outvars)))
    for i, v in enumerate(jaxpr.invars):
        args.append(f"%arg{sum(kept[:i])}")
        if not kept[i]:
            continue
        note = ""
        if i < len(donated) and donated[i]:
            match = next((k for k in free if _tensor(jaxpr.outvars[k].aval) == _tensor(v.aval)), None)
            if match is None:
                note = " {jax.buffer_donor = true}"
            else:
                free.remove(match)
                note = f" {{tf.aliasing_output = {match} : i32}}"
        shown.append(f"{args[-1]}: {_tensor(v.aval)}{note}")
    outs = body.run(jaxpr, closed.consts, args)
    types = [v.aval for v in jaxpr.outvars]
    given = ", ".join([f'{_tensor(a)} {{jax.result_info = "{n}"}}' for a, n in zip(types, _results(tree))])
    end = f"    return {', '.join(outs)} : {_types(types)}" if types else "    return"
    title = re.sub(r"[^\w.-]", "_", name).rstrip("_")
    return "\n".join([
        f"module @jit_{title} attributes {{mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32}} {{",
        f"  func.func public @main({', '.join(shown)})" + (f" -> ({given})" if types else "") + " {",
        *body.lines, end, "  }", *module.functions, "}", ""])


class Module:
    """A program's text, where JAX has MLIR's module."""
    def __init__(self, text):
        self._text = text

    def __str__(self):
        return self._text

    __repr__ = __str__
