"""Losses, schedules, projections, tree utilities and wrappers of optax, against what JAX answered.

    python optax_functions.py record       with real JAX and the package
    PYTHONPATH=FOLDER gradwright run optax_functions.py check

The package itself is not part of the build: PYTHONPATH names a folder with its wheel unpacked.
"""
import sys, json, warnings, inspect
warnings.simplefilter("ignore")
import jax, jax.numpy as jnp, numpy as np, optax
k = jax.random.key(1)
a = jax.random.normal(k, (4, 5)); b = jax.random.normal(jax.random.fold_in(k, 1), (4, 5))
lab = jnp.array([0, 2, 1, 4]); onehot = jax.nn.one_hot(lab, 5); pa = jax.nn.softmax(a); pb = jax.nn.softmax(b); sg = jnp.sign(a)
L = optax.losses
cases = {}
def c(name, f): cases[name] = f
c("squared_error", lambda: L.squared_error(a, b)); c("l2_loss", lambda: L.l2_loss(a, b)); c("huber", lambda: L.huber_loss(a, b, 0.7)); c("log_cosh", lambda: L.log_cosh(a, b))
c("absolute", lambda: getattr(L, "absolute_error", lambda x, y: jnp.abs(x - y))(a, b))
c("cosine_d", lambda: L.cosine_distance(a, b, epsilon=1e-3)); c("cosine_s", lambda: L.cosine_similarity(a, b))
c("sig_ce", lambda: L.sigmoid_binary_cross_entropy(a, onehot)); c("hinge", lambda: L.hinge_loss(a, sg)); c("perceptron", lambda: L.perceptron_loss(a, sg))
c("sparsemax", lambda: L.sparsemax_loss(a, (sg > 0).astype(jnp.float32))); c("sm_ce", lambda: L.softmax_cross_entropy(a, onehot)); c("sm_ce_int", lambda: L.softmax_cross_entropy_with_integer_labels(a, lab))
c("mc_hinge", lambda: L.multiclass_hinge_loss(a, lab)); c("mc_perc", lambda: L.multiclass_perceptron_loss(a, lab)); c("mc_sparsemax", lambda: L.multiclass_sparsemax_loss(a, lab))
c("poly", lambda: L.poly_loss_cross_entropy(a, onehot)); c("kl", lambda: L.kl_divergence(jnp.log(pa), pb)); c("kl_log", lambda: L.kl_divergence_with_log_targets(jnp.log(pa), jnp.log(pb)))
c("cckl", lambda: L.convex_kl_divergence(jnp.log(pa), pb)); c("focal", lambda: L.sigmoid_focal_loss(a, onehot, alpha=0.25)); c("ntxent", lambda: L.ntxent(a, jnp.array([0, 0, 1, 1])))
c("triplet", lambda: L.triplet_margin_loss(a, b, a + b)); c("ranking", lambda: L.ranking_softmax_loss(a, onehot)); c("fy", lambda: L.make_fenchel_young_loss(jax.nn.logsumexp)(a[0], pb[0]))
c("smooth", lambda: L.smooth_labels(onehot, 0.1)); c("sss", lambda: L.safe_softmax_cross_entropy(a, onehot)); c("ctc", lambda: L.ctc_loss(jax.random.normal(k, (2, 6, 5)), jnp.zeros((2, 6)), jnp.array([[1, 2, 0], [3, 3, 1]]), jnp.array([[0., 0, 1], [0, 0, 0]])))
c("unet", lambda: L.dice_loss(a, onehot) if hasattr(L, "dice_loss") else 0.)
for nm in ("sm_ce_int", "ctc", "sparsemax", "huber", "cosine_d"): pass
c("grad_ctc", lambda: jax.grad(lambda z: L.ctc_loss(z, jnp.zeros((2, 6)), jnp.array([[1, 2, 0], [3, 3, 1]]), jnp.array([[0., 0, 1], [0, 0, 0]])).sum())(jax.random.normal(k, (2, 6, 5))))
c("grad_ce", lambda: jax.grad(lambda z: L.softmax_cross_entropy_with_integer_labels(z, lab).mean())(a))
c("grad_focal", lambda: jax.grad(lambda z: L.sigmoid_focal_loss(z, onehot).sum())(a))
S = optax.schedules; st = jnp.arange(0, 120, 7)
def sched(name, f): c("sched_" + name, lambda: jax.vmap(f)(st)); c("schedj_" + name, lambda: jnp.stack([jax.jit(f)(i) for i in (0, 3, 50)]))
sched("const", S.constant_schedule(0.1)); sched("cos", S.cosine_decay_schedule(0.1, 60, 0.1)); sched("cosone", S.cosine_onecycle_schedule(100, 0.1)); sched("exp", S.exponential_decay(0.1, 10, 0.5, 3, True, 1e-3))
sched("linone", S.linear_onecycle_schedule(100, 0.1)); sched("lin", S.linear_schedule(0.1, 0.01, 50, 5)); sched("pwc", S.piecewise_constant_schedule(1., {10: 0.5, 50: 0.1})); sched("pwi", S.piecewise_interpolate_schedule("cosine", 1., {10: 0.5, 50: 0.1}))
sched("poly", S.polynomial_schedule(1., 0.1, 2, 50, 5)); sched("sgdr", S.sgdr_schedule([dict(init_value=0., peak_value=1., decay_steps=20, warmup_steps=5, end_value=0.)] * 3)); sched("wc", S.warmup_cosine_decay_schedule(0., 1., 10, 80, 0.1)); sched("we", S.warmup_exponential_decay_schedule(0., 1., 10, 20, 0.5))
sched("join", S.join_schedules([S.constant_schedule(1.), S.linear_schedule(1., 0., 20)], [30]))
P = optax.projections
c("p_box", lambda: P.projection_box(a, -0.5, 0.5)); c("p_hc", lambda: P.projection_hypercube(a)); c("p_l1", lambda: P.projection_l1_ball(a[0], 0.7)); c("p_l1s", lambda: P.projection_l1_sphere(a[0], 0.7)); c("p_l2", lambda: P.projection_l2_ball(a, 0.5)); c("p_l2s", lambda: P.projection_l2_sphere(a)); c("p_linf", lambda: P.projection_linf_ball(a, 0.3)); c("p_nn", lambda: P.projection_non_negative(a)); c("p_simplex", lambda: P.projection_simplex(a[0])); c("p_hp", lambda: P.projection_hyperplane(a[0], b[0], 1.)); c("p_hs", lambda: P.projection_halfspace(a[0], b[0], 1.)); c("p_vec", lambda: P.projection_vector(a[0], b[0]))
c("p_simplex_jac", lambda: jax.jacrev(P.projection_simplex)(a[0]))
T = optax.tree_utils; tr = {"x": a, "y": [b, 2.0 * b]}; tr2 = {"x": b, "y": [a, a]}
c("t_add", lambda: T.tree_add(tr, tr2)); c("t_scale", lambda: T.tree_scale(2., tr)); c("t_vdot", lambda: T.tree_vdot(tr, tr2)); c("t_norm", lambda: T.tree_norm(tr)); c("t_norm1", lambda: T.tree_norm(tr, ord=1)); c("t_norminf", lambda: T.tree_norm(tr, ord=jnp.inf)); c("t_sum", lambda: T.tree_sum(tr)); c("t_max", lambda: T.tree_max(tr)); c("t_um", lambda: T.tree_update_moment(tr, tr2, 0.9, 2)); c("t_bc", lambda: T.tree_bias_correction(tr, 0.9, 3)); c("t_rand", lambda: T.tree_random_like(k, {"x": a})); c("t_ones", lambda: T.tree_ones_like(tr)); c("t_full", lambda: T.tree_full_like(tr, 3.)); c("t_cast", lambda: T.tree_cast(tr, jnp.float16)); c("t_where", lambda: T.tree_where(True, tr, tr2)); c("t_real", lambda: T.tree_real(tr)); c("t_clip", lambda: T.tree_clip(tr, -0.5, 0.5)); c("t_size", lambda: T.tree_size(tr)); c("t_allclose", lambda: T.tree_allclose(tr, tr)); c("t_batch", lambda: T.tree_batch_shape({"x": jnp.ones(3)}, (2,)) if hasattr(T, "tree_batch_shape") else 0.)
def opt_steps(o, n=5, accept=None):
    def go():
        p = {"w": a, "b": b[0]}; s = o.init(p)
        f = lambda p: jnp.sum((p["w"] * 2 - 1) ** 2) + jnp.sum(jnp.sin(p["b"]))
        @jax.jit
        def step(p, s):
            g = jax.grad(f)(p); u, s = o.update(g, s, p); return optax.apply_updates(p, u), s
        for i in range(n): p, s = step(p, s)
        return p
    return go
c("w_clip", opt_steps(optax.chain(optax.clip_by_global_norm(1.0), optax.adam(1e-1)))); c("w_clip2", opt_steps(optax.chain(optax.clip(0.1), optax.sgd(1.0)))); c("w_agc", opt_steps(optax.chain(optax.adaptive_grad_clip(0.1), optax.sgd(0.1)))); c("w_block", opt_steps(optax.chain(optax.clip_by_block_rms(0.5), optax.sgd(0.1))))
c("w_ms", opt_steps(optax.MultiSteps(optax.adam(0.1), 2))); c("w_finite", opt_steps(optax.apply_if_finite(optax.adam(0.1), 3))); c("w_mask", opt_steps(optax.masked(optax.sgd(0.1), {"w": True, "b": False}))); c("w_multi", opt_steps(optax.multi_transform({"a": optax.adam(0.1), "b": optax.set_to_zero()}, {"w": "a", "b": "b"})))
c("w_inject", opt_steps(optax.inject_hyperparams(optax.adam)(learning_rate=optax.linear_schedule(0.1, 0.01, 4)))); c("w_ema", opt_steps(optax.chain(optax.sgd(0.1), optax.ema(0.9)))); c("w_centralize", opt_steps(optax.chain(optax.centralize(), optax.sgd(0.1)))); c("w_lookahead", lambda: 0.)
c("w_noise", opt_steps(optax.chain(optax.add_noise(0.1, 0.5, 0), optax.sgd(0.1)))); c("w_decay", opt_steps(optax.chain(optax.add_decayed_weights(0.1), optax.trace(0.9), optax.scale(-0.1)))); c("w_zero_nans", opt_steps(optax.chain(optax.zero_nans(), optax.sgd(0.1)))); c("w_keep", opt_steps(optax.chain(optax.sgd(10.), optax.keep_params_nonnegative()))); c("w_plateau", lambda: (lambda o: (lambda p: [o.update(p, o.init(p), p, value=1.0)[0]])({"w": a}))(optax.chain(optax.sgd(0.1), optax.contrib.reduce_on_plateau())))
c("w_sam", lambda: opt_steps(optax.contrib.sam(optax.sgd(0.1), optax.chain(optax.contrib.normalize(), optax.sgd(0.1)), sync_period=2))())
c("ls", lambda: (lambda f, o: (lambda p: jax.lax.fori_loop(0, 4, lambda i, c: (lambda v, g: (lambda us: (optax.apply_updates(c[0], us[0]), us[1]))(o.update(g, c[1], c[0], value=v, grad=g, value_fn=f)))(*optax.value_and_grad_from_state(f)(c[0], state=c[1])), (p, o.init(p)))[0])(a))(lambda z: jnp.sum((z - 0.3) ** 4), optax.chain(optax.sgd(1.), optax.scale_by_backtracking_linesearch(15, store_grad=True))))
c("zoom", lambda: (lambda f, o: (lambda p: jax.lax.fori_loop(0, 3, lambda i, c: (lambda v, g: (lambda us: (optax.apply_updates(c[0], us[0]), us[1]))(o.update(g, c[1], c[0], value=v, grad=g, value_fn=f)))(*optax.value_and_grad_from_state(f)(c[0], state=c[1])), (p, o.init(p)))[0])(a))(lambda z: jnp.sum((z - 0.3) ** 4), optax.lbfgs()))
c("hung", lambda: optax.assignment.hungarian_algorithm(jnp.abs(a))); c("base_hung", lambda: optax.assignment.base_hungarian_algorithm(jnp.abs(a)))
c("hvp", lambda: optax.second_order.hvp(lambda p, x, y: jnp.sum(jnp.sin(p) * x), a[0], a[1], b[0], b[1]) if hasattr(optax, "second_order") else 0.)
c("numgrad", lambda: jnp.stack(jax.tree.leaves(optax.global_norm(tr)))if 0 else optax.global_norm(tr)); c("incr", lambda: optax.incremental_update(tr, tr2, 0.1)); c("safe_int", lambda: optax.safe_increment(jnp.int32(2**31 - 1)))
c("perturb", lambda: optax.perturbations.make_perturbed_fun(lambda x: jax.nn.one_hot(jnp.argmax(x), 5), 10, 0.5)(k, a[0]))
c("perturb_g", lambda: jax.jacrev(lambda z: optax.perturbations.make_perturbed_fun(lambda x: jax.nn.one_hot(jnp.argmax(x), 5), 10, 0.5)(k, z))(a[0]))
c("mc", lambda: optax.monte_carlo.control_delta_method(lambda x: x)if 0 else 0.)
out = {}
for n, f in cases.items():
    try: out[n] = [np.asarray(v, dtype=np.float64).ravel().tolist() for v in jax.tree.leaves(f())]
    except Exception as e:
        out[n] = f"{type(e).__name__}: {str(e)[:250]}"
        if "-v" in sys.argv:
            import traceback; traceback.print_exc()
if sys.argv[1] == "record":
    json.dump(out, open(__file__[:-3] + ".json", "w")); print({k: v for k, v in out.items() if isinstance(v, str)})
else:
    want = json.load(open(__file__[:-3] + ".json")); bad = 0
    for n, w in want.items():
        g = out.get(n)
        if isinstance(w, str) or isinstance(g, str):
            if g != w: bad += 1; print("DIFF", n, g if isinstance(g, str) else "ok", "| want", w if isinstance(w, str) else "ok")
        else:
            try: d = max([float(np.max(np.abs(np.array(x) - np.array(y)) / (np.abs(np.array(y)) + 1e-2))) if y else 0. for x, y in zip(g, w)] + [0.])
            except Exception as e: d = str(e)
            if isinstance(d, str) or not d < 2e-5 or len(g) != len(w): bad += 1; print("VALUES", n, d)
    print("checked", len(want), "bad", bad)

    sys.exit(1 if bad else 0)
