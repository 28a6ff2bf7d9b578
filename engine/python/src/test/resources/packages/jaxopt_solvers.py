"""jaxopt's solvers, implicit derivatives, projections and losses; see recording.py."""
import jax
import jax.numpy as jnp
import jax.random as jr
import jaxopt
import optax
from jaxopt import implicit_diff, linear_solve, loss, objective, perturbations, projection, prox, tree_util
from recording import run

A = jr.normal(jr.key(0), (12, 4))
b = A @ jnp.array([1.0, -2.0, 0.5, 0.0]) + 0.1 * jr.normal(jr.key(1), (12,))
labels = (b > 0).astype(jnp.int32)


def least(w, l2=0.1):
    return 0.5 * jnp.mean((A @ w - b) ** 2) + 0.5 * l2 * jnp.sum(w ** 2)


def rosenbrock(x):
    return jnp.sum(100.0 * jnp.diff(x) ** 2 + (1.0 - x[:-1]) ** 2)


def first_order():
    out = []
    for solver in (jaxopt.GradientDescent(least, maxiter=60), jaxopt.GradientDescent(least, maxiter=60, acceleration=False, stepsize=0.1),
                   jaxopt.LBFGS(least, maxiter=20), jaxopt.BFGS(least, maxiter=20), jaxopt.NonlinearCG(least, maxiter=20),
                   jaxopt.LBFGS(least, maxiter=20, linesearch="backtracking"), jaxopt.LBFGS(least, maxiter=20, linesearch="hager-zhang")):
        out.append(solver.run(jnp.zeros(4), l2=0.2).params)
    return out


def stepwise():
    solver = jaxopt.LBFGS(rosenbrock, maxiter=50, tol=1e-5, jit=True)
    x = jnp.array([-0.5, 0.8, 0.2])
    state = solver.init_state(x)
    values = []
    for _ in range(6):
        x, state = solver.update(x, state)
        values.append(state.value)
    return values, x, state.stepsize


def proximal():
    data = (A, b)
    lasso = jaxopt.ProximalGradient(objective.least_squares, prox=prox.prox_lasso, maxiter=100)
    elastic = jaxopt.ProximalGradient(objective.least_squares, prox=prox.prox_elastic_net, maxiter=100)
    coordinate = jaxopt.BlockCoordinateDescent(objective.least_squares, block_prox=prox.prox_lasso, maxiter=100)
    return (lasso.run(jnp.zeros(4), hyperparams_prox=0.2, data=data).params,
            elastic.run(jnp.zeros(4), hyperparams_prox=(0.1, 0.5), data=data).params,
            coordinate.run(jnp.zeros(4), hyperparams_prox=0.2, data=data).params)


def projected():
    simplex = jaxopt.ProjectedGradient(least, projection=projection.projection_simplex, maxiter=100)
    box = jaxopt.LBFGSB(least, maxiter=30)
    mirror = jaxopt.MirrorDescent(fun=least, projection_grad=jaxopt.MirrorDescent.make_projection_grad(
        jax.nn.softmax, lambda x: jnp.log(x) + 1),
        stepsize=0.5, maxiter=60)
    return (simplex.run(jnp.full(4, 0.25)).params, box.run(jnp.zeros(4), bounds=(jnp.full(4, -0.5), jnp.full(4, 0.5))).params,
            mirror.run(jnp.full(4, 0.25)).params)


def implicit_derivatives():
    def ridge(l2):
        return jaxopt.LBFGS(least, maxiter=50, tol=1e-6).run(jnp.zeros(4), l2=l2).params

    def optimality(w, l2):
        return jax.grad(least)(w, l2)

    @implicit_diff.custom_root(optimality)
    def solved(init, l2):
        return jnp.linalg.solve(A.T @ A / 12 + l2 * jnp.eye(4), A.T @ b / 12)
    return (jax.jacobian(ridge)(0.3), jax.jit(jax.jacrev(lambda l: solved(None, l)))(0.3),
            ridge(0.3), jax.vmap(ridge)(jnp.array([0.1, 0.5])))


def fixed_points():
    f = lambda x, t: jnp.cos(x) * t
    plain = jaxopt.FixedPointIteration(f, maxiter=80)
    anderson = jaxopt.AndersonAcceleration(f, history_size=3, maxiter=30)
    return (plain.run(jnp.ones(3), 0.8).params, anderson.run(jnp.ones(3), 0.8).params,
            jax.grad(lambda t: plain.run(jnp.ones(3), t).params.sum())(0.8))


def roots():
    f = lambda x, c: x ** 3 - x - c
    bisect = jaxopt.Bisection(f, lower=1.0, upper=3.0, maxiter=40)
    broyden = jaxopt.Broyden(lambda x, c: jnp.array([x[0] + x[1] - c, x[0] * x[1] - 1.0]), maxiter=40)
    return bisect.run(c=2.0).params, jax.grad(lambda c: bisect.run(c=c).params)(2.0), broyden.run(jnp.array([2.0, 0.2]), 3.0).params


def nonlinear_least_squares():
    t = jnp.linspace(0, 1, 9)
    y = 2.0 * jnp.exp(-1.3 * t)
    residual = lambda p: p[0] * jnp.exp(-p[1] * t) - y
    gauss = jaxopt.GaussNewton(residual, maxiter=10)
    levenberg = jaxopt.LevenbergMarquardt(residual, maxiter=20)
    return gauss.run(jnp.array([1.0, 1.0])).params, levenberg.run(jnp.array([1.0, 1.0])).params


def quadratic_programs():
    Q = 2 * jnp.array([[2.0, 0.5], [0.5, 1.0]])
    c = jnp.array([1.0, 1.0])
    equality, right = jnp.array([[1.0, 1.0]]), jnp.array([1.0])
    inside, bound = jnp.array([[-1.0, 0.0], [0.0, -1.0]]), jnp.zeros(2)
    osqp = jaxopt.OSQP(tol=1e-4)
    box = jaxopt.BoxOSQP(tol=1e-4)
    kkt = jaxopt.EqualityConstrainedQP()
    sol = osqp.run(params_obj=(Q, c), params_eq=(equality, right), params_ineq=(inside, bound)).params
    boxed = box.run(params_obj=(Q, c), params_eq=jnp.concatenate([equality, jnp.eye(2)]),
                    params_ineq=(jnp.array([1.0, 0.0, 0.0]), jnp.array([1.0, 0.7, 0.7]))).params
    return (jnp.round(sol.primal, 3), jnp.round(boxed.primal[0], 2),
            kkt.run(params_obj=(Q, c), params_eq=(equality, right)).params.primal)


def with_optax():
    solver = jaxopt.OptaxSolver(opt=optax.adam(1e-1), fun=loss_of, maxiter=30)
    stochastic = jaxopt.PolyakSGD(loss_of, max_stepsize=1.0, maxiter=10)
    armijo = jaxopt.ArmijoSGD(loss_of, maxiter=10)
    return (solver.run(jnp.zeros(4), data=(A, labels)).params, stochastic.run(jnp.zeros(4), data=(A, labels)).params,
            armijo.run(jnp.zeros(4), data=(A, labels)).params)


def loss_of(w, data):
    X, y = data
    return jax.vmap(loss.binary_logistic_loss)(y, X @ w).mean()


def projections():
    v = jnp.array([0.6, -1.2, 2.0, 0.1])
    return (projection.projection_simplex(v), projection.projection_l1_ball(v, 1.0), projection.projection_l2_ball(v, 1.0),
            projection.projection_box(v, (-0.5, 0.5)), projection.projection_hyperplane(v, (jnp.ones(4), 1.0)),
            projection.projection_halfspace(v, (jnp.ones(4), 1.0)), projection.projection_polyhedron(v, (jnp.ones((1, 4)), jnp.ones(1), -jnp.eye(4), jnp.zeros(4))).round(3),
            projection.projection_box_section(v, (jnp.zeros(4), jnp.ones(4), jnp.ones(4), 1.5)),
            projection.projection_transport(jnp.abs(jnp.outer(v, v)), (jnp.full(4, 0.25), jnp.full(4, 0.25))).round(3),
            jax.jacrev(projection.projection_simplex)(v), prox.prox_group_lasso(v, 0.5), prox.prox_ridge(v, 0.5), prox.prox_non_negative_lasso(v, 0.5))


def losses():
    logits = jnp.array([0.3, -0.5, 2.0])
    return (loss.multiclass_logistic_loss(1, logits), loss.multiclass_sparsemax_loss(2, logits), loss.huber_loss(1.0, 3.0),
            loss.binary_hinge_loss(1, 0.3), loss.binary_sparsemax_loss(1, 0.3), loss.multiclass_hinge_loss(1, logits),
            jax.grad(loss.multiclass_sparsemax_loss, 1)(2, logits), loss.make_fenchel_young_loss(jax.nn.logsumexp)(jnp.array([0.0, 1.0, 0.0]), logits))


def perturbed():
    argmax = lambda x: jax.nn.one_hot(jnp.argmax(x, -1), x.shape[-1])
    soft = perturbations.make_perturbed_argmax(argmax, num_samples=200, sigma=0.5)
    v = jnp.array([0.1, 0.4, 0.3])
    return soft(v, jr.key(0)), jax.jacrev(soft)(v, jr.key(0))


def solves():
    M = A.T @ A + jnp.eye(4)
    mv = lambda x: M @ x
    r = jnp.arange(4.0)
    return (linear_solve.solve_cg(mv, r), linear_solve.solve_normal_cg(mv, r), linear_solve.solve_gmres(mv, r), linear_solve.solve_bicgstab(mv, r),
            linear_solve.solve_lu(mv, r), linear_solve.solve_cholesky(mv, r), linear_solve.solve_cg(mv, r, ridge=0.1),
            tree_util.tree_l2_norm({"a": r, "b": M}), tree_util.tree_vdot((r, M), (r, M)))


def isotonic_regression():
    from jaxopt import isotonic
    v = jnp.array([1.0, 3.0, 2.0, 4.0, 3.5])
    return isotonic.isotonic_l2_pav(v)


run(__file__, [v for k, v in list(globals().items()) if isinstance(v, type(run)) and getattr(v, "__module__", None) == "__main__"
               and k not in ("least", "rosenbrock", "loss_of")], tolerance=1e-3)
