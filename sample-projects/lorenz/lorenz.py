"""Finds the three parameters of the Lorenz system from a noisy trajectory, by differentiating through a Runge-Kutta solver."""
import jax
import jax.numpy as jnp
from jax import lax

TRUE = jnp.array([10.0, 28.0, 8.0 / 3.0])  # sigma, rho, beta
STEP = 0.01
STEPS = 100


def field(params, y):
    sigma, rho, beta = params
    return jnp.stack([sigma * (y[1] - y[0]), y[0] * (rho - y[2]) - y[1], y[0] * y[1] - beta * y[2]])


def solve(params, y0):
    """The trajectory (STEPS, 3) from y0, by the classical fourth-order method."""
    def step(y, _):
        k1 = field(params, y)
        k2 = field(params, y + STEP / 2 * k1)
        k3 = field(params, y + STEP / 2 * k2)
        k4 = field(params, y + STEP * k3)
        y = y + STEP / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        return y, y
    return lax.scan(step, y0, None, length=STEPS)[1]


def residuals(params, starts, observed):
    """Differences over several short trajectories; short, because the system is chaotic."""
    return (jax.vmap(solve, in_axes=(None, 0))(params, starts) - observed).reshape(-1)


def loss(params, starts, observed):
    return jnp.mean(residuals(params, starts, observed) ** 2)


@jax.jit
def improve(params, damping, starts, observed):
    """One step of Levenberg and Marquardt. Three parameters, many residuals: forward mode gives the Jacobian cheaply."""
    r = residuals(params, starts, observed)
    jacobian = jax.jacfwd(residuals)(params, starts, observed)
    normal = jacobian.T @ jacobian
    trial = params - jnp.linalg.solve(normal + damping * jnp.diag(jnp.diag(normal)), jacobian.T @ r)
    better = loss(trial, starts, observed) < jnp.mean(r ** 2)
    return jnp.where(better, trial, params), jnp.where(better, damping / 4, damping * 4)


def main():
    key = jax.random.PRNGKey(0)
    starts = jax.random.normal(key, (8, 3)) * 5.0 + jnp.array([0.0, 0.0, 25.0])
    noise = 0.05 * jax.random.normal(jax.random.fold_in(key, 1), (8, STEPS, 3))
    observed = jax.vmap(solve, in_axes=(None, 0))(TRUE, starts) + noise
    params, damping = jnp.array([8.0, 25.0, 3.0]), jnp.float32(1.0)
    for i in range(20):
        params, damping = improve(params, damping, starts, observed)
        if i % 4 == 3:
            print(f"step {i + 1:2d}  loss {float(loss(params, starts, observed)):.5f}  parameters {params}")
    gradient = jax.grad(loss)(params, starts, observed)
    print(f"largest gradient component there {float(jnp.max(jnp.abs(gradient))):.1e} (reverse mode through the solver)")
    print(f"largest relative error {100 * float(jnp.max(jnp.abs(params / TRUE - 1))):.2f} %")


main()
