"""Solutions of equations, with derivatives that follow from the equation."""
from .._documentation import attach as _attach
from .._array import host, wrap
from .._autodiff import linear_transpose, linearize
from .._flat import Store, check_arg, flat_function, not_a_type
from .._names import described
from .._tree import LEAF, PyTreeDef, build, flatten_spec


def _staged(fun, spec, types, traced_for, named):
    store = Store()
    body = host.stage(flat_function(fun, spec, store, not_a_type), types, described(named, traced_for, spec))
    return body, store


def _check_tree(name, what, spec, expected, has_aux=False):
    if has_aux:
        children = spec[2] if spec is not LEAF else ()
        if len(children) != 2:
            raise ValueError(f"{name}() produced a pytree with structure {PyTreeDef(spec)}, but a pytree tuple with"
                             " auxiliary output was expected because has_aux was set to True.")
        spec = children[0]
    if spec != expected:
        raise TypeError(f"{name}() output pytree structure must match {what}, got {PyTreeDef(spec)} and"
                        f" {PyTreeDef(expected)}.")


def _shape_checked(fun, name, shapes, has_aux=False):
    def checked(x):
        y = fun(x)
        leaves = flatten_spec(y[0] if has_aux else y)[0]
        actual = [leaf.shape if hasattr(leaf, "shape") else () for leaf in leaves]
        if actual != shapes:
            raise ValueError(f"{name}() output shapes must match b, got {actual} and {shapes}")
        return y
    return checked


def custom_linear_solve(matvec, b, solve, transpose_solve=None, symmetric=False, has_aux=False):
    """Solves ``matvec(x) = b`` by ``solve(matvec, b)``; derivatives follow from the equation, not from the solver."""
    if transpose_solve is None and symmetric:
        transpose_solve = solve
    leaves, spec = flatten_spec(b)
    handles = [check_arg(x) for x in leaves]
    types = [host.avalOf(h) for h in handles]
    shapes = [tuple(wrap(h).shape) for h in handles]
    mat, mat_store = _staged(_shape_checked(matvec, "matvec", shapes), spec, types, "custom_linear_solve", matvec)
    _check_tree("matvec", "b", mat_store.spec, spec)
    solver = _shape_checked(lambda x: solve(matvec, x), "solve", shapes, has_aux)
    sol, store = _staged(solver, spec, types, "custom_linear_solve solve", solve)
    _check_tree("solve", "b", store.spec, spec, has_aux)
    vec = tr = None
    if transpose_solve is not None:
        if symmetric:
            vecmat, vec = matvec, mat
        else:
            def vecmat(x):
                (y,) = linear_transpose(matvec, b)(x)
                return y
            vec, _ = _staged(vecmat, spec, types, "custom_linear_solve transpose_solve", matvec)
        transposed = _shape_checked(lambda x: transpose_solve(vecmat, x), "transpose_solve", shapes, has_aux)
        tr, tr_store = _staged(transposed, spec, types, "custom_linear_solve transpose_solve", transpose_solve)
        _check_tree("transpose_solve", "b", tr_store.spec, spec, has_aux)
    return store.build(host.linearSolve(mat, vec, sol, tr, handles))


def custom_root(f, initial_guess, solve, tangent_solve, has_aux=False):
    """A root of ``f`` found by ``solve(f, initial_guess)``; derivatives follow from ``f(root) = 0``."""
    leaves, spec = flatten_spec(initial_guess)
    handles = [check_arg(x) for x in leaves]
    types = [host.avalOf(h) for h in handles]
    root, root_store = _staged(f, spec, types, "custom_root", f)
    _check_tree("f", "initial_guess", root_store.spec, spec)
    sol, store = _staged(lambda x: solve(f, x), spec, types, "custom_root solve", solve)
    _check_tree("solve", "initial_guess", store.spec, spec, has_aux)

    def linearize_and_solve(pair):
        x, y = pair
        _, g = linearize(f, x)
        return tangent_solve(g, y)
    both = (tuple, None, (spec, spec))
    linear, linear_store = _staged(linearize_and_solve, both, types + types, "custom_root tangent_solve", tangent_solve)
    _check_tree("tangent_solve", "x", linear_store.spec, spec)
    return store.build(host.root(root, sol, linear, handles))


_attach(globals(), "control", "custom_linear_solve custom_root")
