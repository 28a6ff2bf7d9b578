"""Names of functions and of their arguments, for messages. Imported only when a message is written or a function traced."""
from ._tree_paths import keystr, leaf_paths


def fun_name(fun, default="<unnamed function>"):
    """The name of a callable."""
    name = getattr(fun, "__name__", None)
    if name is not None:
        return name
    inner = getattr(fun, "func", None)
    if inner is not None:
        return fun_name(inner, default)
    return default if isinstance(fun, type) or not hasattr(type(fun), "__name__") else type(fun).__name__


def code_of(fun):
    """The code object behind a callable, or None."""
    seen = 0
    while seen < 50:
        wrapped = getattr(fun, "__wrapped__", None)
        code = None if wrapped is not None else getattr(fun, "__code__", None)
        if code is not None:
            return code
        inner = (wrapped or getattr(fun, "func", None) or getattr(fun, "__func__", None)
                 or getattr(fun, "_fun", None))
        if inner is None:
            call = getattr(type(fun), "__call__", None)
            return getattr(call, "__code__", None)
        fun = inner
        seen += 1
    return None


def source_info(fun):
    """`name at file:line` of a callable."""
    code = code_of(fun)
    name = fun_name(fun)
    if code is None:
        return name
    return f"{name} at {code.co_filename}:{code.co_firstlineno}"


def definition(fun):
    """`file:line` where a callable is defined."""
    code = code_of(fun)
    return "<unknown>" if code is None else f"{code.co_filename}:{code.co_firstlineno}"


def parameters(fun):
    """Positional parameter names, name of the * parameter, keyword-only names, name of the ** parameter, first index."""
    code = None
    skip = 0
    bound = ()
    f = fun
    while code is None:
        if hasattr(f, "__wrapped__"):
            f = f.__wrapped__
            continue
        code = getattr(f, "__code__", None)
        if code is not None:
            break
        if hasattr(f, "func") and hasattr(f, "args"):
            skip += len(f.args)
            bound = (*bound, *f.keywords)
            f = f.func
        elif hasattr(f, "__func__"):
            skip += 1
            f = f.__func__
        elif hasattr(f, "_fun"):
            f = f._fun
        else:
            call = getattr(type(f), "__call__", None)
            code = getattr(call, "__code__", None)
            skip += 1
            if code is None:
                return None
    if getattr(f, "__self__", None) is not None and hasattr(f, "__func__"):
        skip += 1
    names = code.co_varnames
    n, k = code.co_argcount, code.co_kwonlyargcount
    positional = list(names[skip:n])
    keyword = [x for x in names[n:n + k]]
    i = n + k
    star = double = None
    if code.co_flags & 4:
        star = names[i]
        i += 1
    if code.co_flags & 8:
        double = names[i]
    return positional, star, keyword, double


def argument_names(fun, n_args, kwargs=()):
    """A name for each positional argument."""
    found = None
    try:
        found = parameters(fun)
    except Exception:
        pass
    if found is None:
        return [f"args[{i}]" for i in range(n_args)]
    positional, star, _, _ = found
    out = []
    for i in range(n_args):
        if i < len(positional):
            out.append(positional[i])
        elif star is not None:
            out.append(f"{star}[{i - len(positional)}]")
        else:
            out.append(f"args[{i}]")
    return out


def leaf_names(fun, treedef):
    """A name for each leaf of `(args, kwargs)`: `x`, `x[0]['w']`, ..."""
    try:
        args_def = treedef.children()[0]
        names = argument_names(fun, len(args_def.children()))
        out = []
        for path in leaf_paths(treedef):
            if path[0].idx == 0:
                out.append(names[path[1].idx] + keystr(path[2:]))
            else:
                out.append(str(path[1].key) + keystr(path[2:]))
        return out
    except Exception:
        return [f"args[{i}]" for i in range(treedef.num_leaves)]


def described(fun, kind, spec, keywords=False):
    """A function that names `fun`, the purpose of its tracing, and the leaves of its arguments.

    `spec` is the structure of the arguments: `(args, kwargs)` with `keywords`, else the tuple of positional arguments
    or the single one.
    """
    def describe():
        from ._tree import LEAF, PyTreeDef
        if keywords:
            full = spec
        elif spec is not LEAF and spec[0] is tuple and kind in ("cond", "switch", "scan", "fori_loop"):
            full = (tuple, None, (spec, (dict, (), ())))
        else:
            full = (tuple, None, ((tuple, None, (spec,)), (dict, (), ())))
        return [source_info(fun), kind, *leaf_names(fun, PyTreeDef(full))]
    return describe
