"""Diffrax, with lineax and optimistix: solvers of equations, adjoints, stochastic equations; see recording.py."""
import diffrax as dfx
import jax
import jax.numpy as jnp
import jax.random as jr
import lineax as lx
import optimistix as optx
from recording import run

term = dfx.ODETerm(lambda t, y, args: -args * y)
y0 = jnp.array([2.0, 3.0])


def solve(solver, **more):
    return dfx.diffeqsolve(term, solver, 0.0, 1.0, 0.1, y0, args=jnp.array(0.7), **more).ys


def readme():
    def f(t, y, args):
        return -y
    saveat = dfx.SaveAt(ts=[0.0, 1.0, 2.0, 3.0])
    controller = dfx.PIDController(rtol=1e-5, atol=1e-5)
    sol = dfx.diffeqsolve(dfx.ODETerm(f), dfx.Dopri5(), t0=0, t1=3, dt0=0.1, y0=1, saveat=saveat,
                          stepsize_controller=controller)
    return sol.ts, sol.ys


def explicit():
    return [solve(s()) for s in (dfx.Euler, dfx.Heun, dfx.Midpoint, dfx.Ralston, dfx.Bosh3, dfx.Tsit5, dfx.Dopri5,
                                 dfx.Dopri8)]


def implicit():
    controller = dfx.PIDController(rtol=1e-3, atol=1e-5)
    return solve(dfx.Kvaerno5(), stepsize_controller=controller), solve(dfx.ImplicitEuler(), stepsize_controller=controller)


def stiff():
    def robertson(t, y, args):
        k1, k2, k3 = args
        a = -k1 * y[0] + k3 * y[1] * y[2]
        c = k2 * y[1] ** 2
        return jnp.stack([a, -a - c, c])
    return dfx.diffeqsolve(dfx.ODETerm(robertson), dfx.Kvaerno3(), 0.0, 10.0, 2e-4, jnp.array([1.0, 0.0, 0.0]),
                           args=(0.04, 3e3, 1e2), stepsize_controller=dfx.PIDController(rtol=1e-4, atol=1e-6)).ys


def adaptive():
    return solve(dfx.Tsit5(), stepsize_controller=dfx.PIDController(rtol=1e-4, atol=1e-6),
                 saveat=dfx.SaveAt(ts=jnp.linspace(0, 1, 5)))


def dense():
    sol = dfx.diffeqsolve(term, dfx.Tsit5(), 0.0, 1.0, 0.1, y0, args=jnp.array(0.7), saveat=dfx.SaveAt(dense=True))
    return sol.evaluate(0.33), sol.derivative(0.5)


def adjoints():
    def total(rate, adjoint):
        return jnp.sum(dfx.diffeqsolve(term, dfx.Tsit5(), 0.0, 1.0, 0.1, y0, args=rate, adjoint=adjoint).ys)
    return [jax.grad(total)(0.7, a) for a in (dfx.RecursiveCheckpointAdjoint(), dfx.BacksolveAdjoint(),
                                              dfx.DirectAdjoint())], \
        jax.jvp(lambda r: total(r, dfx.ForwardMode()), (0.7,), (1.0,))


def mapped():
    return jax.vmap(lambda r: dfx.diffeqsolve(term, dfx.Tsit5(), 0.0, 1.0, 0.1, y0, args=r,
                                              stepsize_controller=dfx.PIDController(1e-4, 1e-6)).ys)(jnp.array([0.1, 2.0]))


def stochastic():
    noise = dfx.VirtualBrownianTree(0.0, 1.0, tol=1e-3, shape=(), key=jr.key(0))
    terms = dfx.MultiTerm(dfx.ODETerm(lambda t, y, a: -y), dfx.ControlTerm(lambda t, y, a: 0.1 * y, noise))
    return [dfx.diffeqsolve(terms, s, 0.0, 1.0, 0.05, 1.0).ys for s in (dfx.EulerHeun(), dfx.ItoMilstein())]


def event():
    def crosses(t, y, args, **kwargs):
        return y[0] - 1.5
    sol = dfx.diffeqsolve(term, dfx.Tsit5(), 0.0, 5.0, 0.1, y0, args=jnp.array(0.7),
                          event=dfx.Event(crosses, optx.Newton(1e-5, 1e-5)))
    return sol.ts, sol.ys


def interpolated():
    ts = jnp.linspace(0, 1, 6)
    coeffs = dfx.backward_hermite_coefficients(ts, jnp.sin(ts)[:, None])
    control = dfx.CubicInterpolation(ts, coeffs)
    cde = dfx.ControlTerm(lambda t, y, a: jnp.ones((1, 1)) * y, control)
    return control.evaluate(0.35), dfx.diffeqsolve(cde.to_ode(), dfx.Tsit5(), 0.0, 1.0, 0.1, jnp.ones(1)).ys


def symplectic():
    terms = dfx.ODETerm(lambda t, p, a: p), dfx.ODETerm(lambda t, q, a: -q)
    return dfx.diffeqsolve(terms, dfx.SemiImplicitEuler(), 0.0, 1.0, 0.1, (jnp.array(1.0), jnp.array(0.0))).ys


def limits():
    try:
        dfx.diffeqsolve(term, dfx.Tsit5(), 0.0, 1.0, 0.001, y0, args=jnp.array(0.7), max_steps=4)
        return "no error"
    except Exception as e:
        return "maximum number of solver steps" in str(e) and type(e).__name__


def linear():
    a = jr.normal(jr.key(0), (4, 4))
    b = jr.normal(jr.key(1), (4,))
    spd = a @ a.T + jnp.eye(4)
    full, pos = lx.MatrixLinearOperator(a), lx.MatrixLinearOperator(spd, lx.positive_semidefinite_tag)
    return [lx.linear_solve(full, b).value, lx.linear_solve(full, b, lx.QR()).value,
            lx.linear_solve(full, b, lx.SVD()).value, lx.linear_solve(pos, b, lx.Cholesky()).value,
            lx.linear_solve(pos, b, lx.CG(1e-5, 1e-5)).value, lx.linear_solve(full, b, lx.GMRES(1e-5, 1e-5)).value,
            lx.linear_solve(lx.MatrixLinearOperator(a[:, :2]), b, lx.AutoLinearSolver(well_posed=None)).value,
            lx.linear_solve(lx.TridiagonalLinearOperator(jnp.ones(4) * 4, jnp.ones(3), jnp.ones(3)), b).value]


def linear_derivatives():
    a = jr.normal(jr.key(0), (3, 3)) + 3 * jnp.eye(3)
    b = jnp.arange(3.0)

    def f(a, b):
        return jnp.sum(lx.linear_solve(lx.MatrixLinearOperator(a), b).value ** 2)
    operator = lx.FunctionLinearOperator(lambda v: a @ v, jax.ShapeDtypeStruct((3,), jnp.float32))
    return jax.grad(f, argnums=(0, 1))(a, b), jax.vmap(f, in_axes=(None, 0))(a, jnp.eye(3)), jax.jit(f)(a, b), \
        lx.linear_solve(operator, b).value, operator.as_matrix(), operator.T.mv(b), \
        lx.linear_solve(lx.JacobianLinearOperator(lambda y, _: jnp.sin(y) + a @ y, b), b).value


def optimisers():
    def rosenbrock(y, args):
        return jnp.array([10 * (y[1] - y[0] ** 2), 1 - y[0]])
    start = jnp.array([-1.2, 1.0])
    out = [optx.least_squares(rosenbrock, s, start).value for s in (
        optx.LevenbergMarquardt(1e-6, 1e-6), optx.GaussNewton(1e-6, 1e-6), optx.Dogleg(1e-6, 1e-6))]
    out += [optx.minimise(lambda y, a: jnp.sum(rosenbrock(y, a) ** 2), s, start, max_steps=2000).value for s in (
        optx.BFGS(1e-5, 1e-5), optx.NelderMead(1e-5, 1e-5))]
    return out


def roots():
    def f(y, a):
        return jnp.cos(y) - a * y

    def root(a, solver):
        return optx.root_find(f, solver, jnp.array(0.5), args=a).value
    return [root(1.0, s) for s in (optx.Newton(1e-6, 1e-6), optx.Chord(1e-6, 1e-6))] + [
        jax.grad(root)(1.0, optx.Newton(1e-6, 1e-6)), optx.fixed_point(lambda y, a: jnp.cos(y), optx.FixedPointIteration(
            1e-5, 1e-5), jnp.array(0.5)).value, optx.root_find(f, optx.Bisection(1e-6, 1e-6), jnp.array(0.5), 1.0, options={
                "lower": 0.0, "upper": 1.0}).value]


run(__file__, [linear, linear_derivatives, optimisers, roots, readme, explicit, implicit, stiff, adaptive, dense, adjoints,
               mapped, stochastic, event, interpolated, symplectic, limits], tolerance=1e-3)
