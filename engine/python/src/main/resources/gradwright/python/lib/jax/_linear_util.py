"""Functions with transformations around them that also pass values out on the side."""
from functools import partial, wraps
from weakref import WeakKeyDictionary
from ._documentation import attach as _attach


class StoreException(Exception):
    """A side value that was set twice, or asked for before it was set."""
    __module__ = "jax._src.linear_util"


class Store:
    """Holds a side value, set once."""
    __slots__ = ("_value", "_full")

    def __init__(self):
        self._value = None
        self._full = False

    def store(self, value):
        if self._full:
            raise StoreException("Store occupied")
        self._value = value
        self._full = True

    def reset(self):
        self._value = None
        self._full = False

    @property
    def val(self):
        if not self._full:
            raise StoreException("Store empty")
        return self._value

    def __bool__(self):
        return self._full


class EqualStore(Store):
    """The same; it may be set again to an equal value."""
    __slots__ = ()

    def store(self, value):
        if self._full and self._value != value:
            raise StoreException(f"Store occupied with not-equal value: {self._value} vs {value}")
        self._value = value
        self._full = True


class WrappedFun:
    """A function with transformations, the outermost first, and the stores of their side values."""
    __slots__ = ("f", "transforms", "stores", "params", "in_type", "debug_info", "f_transformed", "__weakref__")
    __module__ = "jax._src.linear_util"

    def __init__(self, f, f_transformed, transforms, stores, params, in_type=None, debug_info=None):
        self.f = f
        self.f_transformed = f_transformed
        self.transforms = transforms
        self.stores = stores
        self.params = params
        self.in_type = in_type
        self.debug_info = debug_info

    @property
    def __name__(self):
        return getattr(self.f, "__name__", "<unnamed wrapped function>")

    def wrap(self, gen, gen_static_args, out_store):
        """The function inside one more transformation."""
        inner = self.f_transformed
        if out_store is None:
            outer = partial(gen, inner, *gen_static_args)
        else:
            outer = partial(gen, inner, out_store, *gen_static_args)
        return WrappedFun(self.f, outer, ((gen, gen_static_args), *self.transforms), (out_store, *self.stores),
                          self.params, None, self.debug_info)

    def call_wrapped(self, *args, **kwargs):
        """Calls the function through its transformations."""
        return self.f_transformed(*args, **kwargs)

    def with_unknown_names(self):
        return self

    def __call__(self, *args, **kwargs):
        return self.call_wrapped(*args, **kwargs)

    def __repr__(self):
        lines = [f"{i}   : {getattr(gen, '__name__', gen)}   {args}" for i, (gen, args) in enumerate(self.transforms)]
        return "Wrapped function:\n" + "\n".join(lines) + f"\nCore: {self.__name__}\n"

    def __hash__(self):
        return hash((self.f, self.transforms, self.params, self.in_type))

    def __eq__(self, other):
        return (isinstance(other, WrappedFun) and (self.f, self.transforms, self.params, self.in_type)
                == (other.f, other.transforms, other.params, other.in_type))


def wrap_init(f, params=None, *, debug_info=None):
    """A function without transformations."""
    params = params or {}
    return WrappedFun(f, partial(f, **params) if params else f, (), (), tuple(sorted(params.items())), None, debug_info)


def _pass_through(gen):
    """A transformation as a function of the transformed function: ``gen`` yields the arguments, is sent the result, and
    yields what becomes of it."""
    @wraps(gen)
    def transformed(f, *args, **kwargs):
        steps = gen(*args, **kwargs)
        inner_args, inner_kwargs = next(steps)
        out = steps.send(f(*inner_args, **inner_kwargs))
        steps.close()
        return out
    return transformed


def _pass_through_with_aux(gen):
    @wraps(gen)
    def transformed(f, store, *args, **kwargs):
        steps = gen(*args, **kwargs)
        inner_args, inner_kwargs = next(steps)
        out, aux = steps.send(f(*inner_args, **inner_kwargs))
        steps.close()
        store.store(aux)
        return out
    return transformed


def transformation(gen, fun, *gen_static_args):
    """Wraps a function in a transformation given by a generator."""
    return fun.wrap(_pass_through(gen), gen_static_args, None)


def transformation_with_aux(gen, fun, *gen_static_args):
    """The same for a generator that yields a pair; also gives a function to the second part of it."""
    store = Store()
    return fun.wrap(_pass_through_with_aux(gen), gen_static_args, store), lambda: store.val


def _curried(f):
    """Lets a definition of a transformation be used as a decorator."""
    @wraps(f)
    def outer(gen, fun=None, *args, **kwargs):
        if fun is None:
            return partial(outer, gen)
        return f(gen, fun, *args, **kwargs)
    return outer


transformation = _curried(transformation)
transformation_with_aux = _curried(transformation_with_aux)


@_curried
def transformation2(gen, fun, *gen_static_args):
    """Wraps a function in a transformation that calls it itself."""
    return fun.wrap(gen, gen_static_args, None)


@_curried
def transformation_with_aux2(gen, fun, *gen_static_args, use_eq_store=False, unk_names=False):
    """The same; the transformation also takes a store for a side value, to which a function is given."""
    store = EqualStore() if use_eq_store else Store()
    return fun.wrap(gen, gen_static_args, store), lambda: store.val


def merge_linear_aux(aux1, aux2):
    """The side value of whichever of two alternatives was called, and whether it was the first."""
    try:
        first = aux1()
    except StoreException:
        return False, aux2()
    try:
        aux2()
    except StoreException:
        return True, first
    raise StoreException("both stores occupied")


def cache(call, *, explain=None):
    """Memoizes a function of a WrappedFun and hashable arguments."""
    known = WeakKeyDictionary()

    @wraps(call)
    def memoized(fun, *args):
        per_function = known.setdefault(fun.f, {})
        key = (fun.transforms, fun.params, fun.in_type, args)
        found = per_function.get(key)
        if found is None:
            found = per_function[key] = call(fun, *args), fun.stores
        else:
            for store, old in zip(fun.stores, found[1]):
                if store is not None and old is not None and old:
                    store.reset()
                    store.store(old.val)
        return found[0]
    memoized.cache_clear = known.clear
    return memoized


_attach(globals(), "tools",
        "cache merge_linear_aux transformation transformation2 transformation_with_aux"
        " transformation_with_aux2 wrap_init")
