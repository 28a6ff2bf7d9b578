"""Writes the tables that LibraryTableTest checks: what real JAX 0.10.2 stages and computes for calls of the library.

Run with a Python that has jax: python make_tables.py CASES.py OUT.txt. A cases file defines CASES, a list of
(module, function, positional arguments, keyword arguments); numpy arrays among the arguments are traced, the rest is
static. The pseudo functions 'getitem' and 'at_OP' index their first argument; a function 'grad_F' is the gradient of the sum
of F by all its arrays. A fifth element False leaves out the jaxpr.
"""
import sys
import jax, jax.numpy as jnp, numpy as np

SHORT = {'bool': 'bool', 'int8': 'i8', 'int16': 'i16', 'int32': 'i32', 'int64': 'i64', 'uint8': 'u8', 'uint16': 'u16',
         'uint32': 'u32', 'uint64': 'u64', 'float16': 'f16', 'bfloat16': 'bf16', 'float32': 'f32', 'float64': 'f64',
         'complex64': 'c64', 'complex128': 'c128'}


def text(v, arrays):
  if isinstance(v, np.ndarray):
    for i, a in enumerate(arrays):
      if a is v:
        return 'A%d' % i
    arrays.append(v)
    return 'A%d' % (len(arrays) - 1)
  if v is Ellipsis:
    return 'E'
  if isinstance(v, slice):
    return 'S(%s)' % ','.join(text(p, arrays) for p in (v.start, v.stop, v.step))
  if isinstance(v, tuple):
    return '(%s,)' % ','.join(text(p, arrays) for p in v) if v else '()'
  if isinstance(v, list):
    return '[%s]' % ','.join(text(p, arrays) for p in v)
  return repr(v)


def number(x):
  x = x.item()
  if isinstance(x, bool):
    return '1' if x else '0'
  if isinstance(x, complex):
    return '%r/%r' % (x.real, x.imag)
  return repr(x)


def array(a):
  a = np.asarray(a)
  return '%s[%s] %s' % (SHORT[a.dtype.name], ','.join(map(str, a.shape)),
                        ' '.join(number(x) for x in a.astype('float64' if a.dtype.name == 'bfloat16' else a.dtype).ravel()))


def rebuild(v, arrays, given):
  if isinstance(v, np.ndarray):
    return next(g for a, g in zip(arrays, given) if a is v)
  if isinstance(v, (tuple, list)):
    return type(v)(rebuild(p, arrays, given) for p in v)
  return v


def call(module, name, args, kw):
  if name == 'getitem':
    return args[0][args[1]]
  if name.startswith('at_'):
    ref = args[0].at[args[1]]
    return ref.get(**kw) if name == 'at_get' else getattr(ref, name[3:])(*args[2:], **kw)
  f = jax
  for part in module.split('.')[1:] + [name.removeprefix('grad_')]:
    f = getattr(f, part)
  if name.startswith('grad_'):
    places = [i for i, a in enumerate(args) if hasattr(a, 'shape')]
    return jax.grad(lambda *a: f(*a, **kw).sum(), argnums=places)(*args)
  return f(*args, **kw)


def weighted(leaves):
  return sum(jnp.sum(leaf * ((jnp.arange(leaf.size) % 5 + 1) / 3).astype(leaf.dtype).reshape(leaf.shape)) for leaf in leaves)


def gradients(run, arrays):
  """The gradient of a weighted sum of the results by each float input; nothing where some result is not real."""
  floats = [i for i, a in enumerate(arrays) if a.dtype == np.float32]
  outs = jax.tree.leaves(run(*map(jnp.asarray, arrays)))
  if not floats or not outs or any(o.dtype != np.float32 for o in outs):
    return []
  loss = lambda *xs: weighted(jax.tree.leaves(run(*xs)))
  return list(zip(floats, jax.grad(loss, floats)(*map(jnp.asarray, arrays))))


def batch(a):
  return np.stack([a, a[::-1] if a.ndim else a])


def main(cases, out):
  scope = {}
  exec(open(cases).read(), scope)
  lines = []
  for module, name, args, kw, *jaxpr_wanted in scope['CASES']:
    arrays = []
    spec = [text(a, arrays) for a in args] + ['%s=%s' % (k, text(v, arrays)) for k, v in kw.items()]
    run = lambda *given: call(module, name, rebuild(list(args), arrays, given), {k: rebuild(v, arrays, given) for k, v in kw.items()})
    lines.append('=== %s.%s | %s' % (module, name, ' ; '.join(spec)))
    for a in arrays:
      lines.append('in ' + array(a))
    try:
      jaxpr = jax.make_jaxpr(run)(*arrays)
      if not jaxpr_wanted and not name.startswith('grad_'):
        lines.append('jaxpr ' + ' '.join(str(jaxpr).split()))
      for leaf in jax.tree.leaves(run(*map(jnp.asarray, arrays))):
        aval = jax.typeof(leaf)
        lines.append('out %s%s' % ('weak ' if aval.weak_type else '', array(leaf)))
      try:
        lines += ['grad %d %s' % (i, array(g)) for i, g in gradients(run, arrays)]
      except NotImplementedError:
        pass
      if arrays:
        try:
          axes = [0] + [None] * (len(arrays) - 1)
          for leaf in jax.tree.leaves(jax.vmap(run, axes)(batch(arrays[0]), *arrays[1:])):
            lines.append('vmap ' + array(leaf))
        except Exception:
          pass
    except Exception as e:
      lines.append('error %s: %s' % (type(e).__name__, str(e).split('\n')[0]))
  open(out, 'w').write('\n'.join(lines) + '\n')


main(*sys.argv[1:])
