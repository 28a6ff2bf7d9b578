"""Every optimiser of optax for ten steps, against what JAX answered.

    python optax_steps.py record       with real JAX and the package
    PYTHONPATH=FOLDER gradwright run optax_steps.py check

The package itself is not part of the build: PYTHONPATH names a folder with its wheel unpacked.
"""
import sys, json, inspect, warnings, time
warnings.simplefilter("ignore")
import jax, jax.numpy as jnp, optax, numpy as np
from optax import contrib
def loss(p, x, y):
    h = jnp.tanh(x @ p["w1"] + p["b1"])
    o = h @ p["w2"] + p["b2"]
    return jnp.mean((o[:, 0] - y) ** 2)
k = jax.random.split(jax.random.key(0), 5)
params = {"w1": jax.random.normal(k[0], (3, 4)) * 0.5, "b1": jnp.zeros(4) + 0.1, "w2": jax.random.normal(k[1], (4, 1)) * 0.5, "b2": jnp.zeros(1) + 0.1}
x = jax.random.normal(k[2], (16, 3)); y = jnp.sin(x[:, 0]) + 0.1 * x[:, 1]
names = ["adabelief","adadelta","adan","adafactor","adagrad","adam","adamw","adamax","adamaxw","amsgrad","fromage","lamb","lars","lion","nadam","nadamw","noisy_sgd","novograd","optimistic_gradient_descent","optimistic_adam_v2","polyak_sgd","radam","rmsprop","sgd","sign_sgd","signum","sm3","yogi","rprop","lbfgs"]
cnames = ["acprop","ademamix","simplified_ademamix","adopt","cocob","dadapt_adamw","dog","dowg","dpsgd","mechanize","momo","momo_adam","muon","prodigy","sophia","schedule_free_sgd","schedule_free_adamw","schedule_free","galore","ano","mars"]
kw = {"fromage": dict(learning_rate=0.01), "cocob": {}, "prodigy": {}, "dog": {}, "dowg": {}, "dadapt_adamw": {}, "lbfgs": {}, "polyak_sgd": {}, "noisy_sgd": dict(learning_rate=0.05, key=0)}
out = {}
def run(name, make):
    t = time.time()
    try:
        opt = make()
        p = params; s = opt.init(p); losses = []
        vg = jax.value_and_grad(loss)
        @jax.jit
        def step(p, s):
            v, g = vg(p, x, y)
            if name == "lbfgs":
                u, s = opt.update(g, s, p, value=v, grad=g, value_fn=lambda q: loss(q, x, y))
            elif name in ("polyak_sgd", "momo", "momo_adam"):
                u, s = opt.update(g, s, p, value=v)
            else:
                u, s = opt.update(g, s, p)
            return optax.apply_updates(p, u), s, v
        for i in range(10):
            p, s, v = step(p, s); losses.append(float(v))
        out[name] = losses + [float(v) for l in jax.tree.leaves(p) for v in np.asarray(l).ravel()]
        # state structure
        out[name + ":state"] = [str(jax.tree.structure(s)), [list(map(str, (jnp.shape(l), jnp.asarray(l).dtype))) for l in jax.tree.leaves(s)]]
    except Exception as e:
        import traceback
        out[name] = f"{type(e).__name__}: {str(e)[:300]}"
        if "-v" in sys.argv: traceback.print_exc()
    if "-v" in sys.argv: print(name, round(time.time() - t, 1), out[name] if isinstance(out[name], str) else "ok", flush=True)
only = [a for a in sys.argv[2:] if a[0] != "-"]
for n in names + cnames:
    if only and n not in only: continue
    f = getattr(optax, n, None) or getattr(contrib, n, None)
    if f is None: out[n] = "absent"; continue
    if n == "mechanize": m = lambda: contrib.mechanize(optax.sgd(0.05))
    elif n == "schedule_free": m = lambda: contrib.schedule_free(optax.sgd(0.05), 0.05)
    elif n == "dpsgd": continue
    else:
        sig = inspect.signature(f)
        a = kw.get(n)
        if a is None: a = dict(learning_rate=0.05) if "learning_rate" in sig.parameters else {}
        m = lambda f=f, a=a: f(**a)
    run(n, m)
if sys.argv[1] == "record":
    json.dump(out, open(__file__[:-3] + ".json", "w"))
    print({k: v for k, v in out.items() if isinstance(v, str)})
else:
    want = json.load(open(__file__[:-3] + ".json")); bad = 0
    for n, w in want.items():
        if only and n not in only: continue
        g = out.get(n)
        if n.endswith(":state"):
            if json.loads(json.dumps(g)) != w: bad += 1; print("STATE", n, "\n ", g, "\n ", w)
        elif isinstance(w, str) or isinstance(g, str):
            if g != w: bad += 1; print("DIFF", n, g if isinstance(g, str) else "ok", "| want", w if isinstance(w, str) else "ok")
        else:
            d = float(np.max(np.abs(np.array(g) - np.array(w)) / (np.abs(np.array(w)) + 1e-3)))
            if not d < (1e-3 if n in ("polyak_sgd", "lbfgs") else 1e-4): bad += 1; print("VALUES", n, d)
    print("checked", len(want), "bad", bad)

    sys.exit(1 if bad else 0)
