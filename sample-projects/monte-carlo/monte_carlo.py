"""Prices a European and an Asian option by Monte Carlo: one key a path, vmapped; the greeks by differentiating the price."""
import math

import jax
import jax.numpy as jnp

DAYS = 64


def path(key, spot, rate, volatility):
    """Prices of one path of geometric Brownian motion over a year."""
    dt = 1.0 / DAYS
    z = jax.random.normal(key, (DAYS,))
    return spot * jnp.exp(jnp.cumsum((rate - volatility ** 2 / 2) * dt + volatility * math.sqrt(dt) * z))


def price(payoff, keys, spot, strike, rate, volatility):
    paths = jax.vmap(path, in_axes=(0, None, None, None))(keys, spot, rate, volatility)
    return jnp.exp(-rate) * jnp.mean(jax.vmap(payoff, in_axes=(0, None))(paths, strike))


def european(prices, strike):
    return jax.nn.relu(prices[-1] - strike)


def asian(prices, strike):
    return jax.nn.relu(jnp.mean(prices) - strike)


def black_scholes(spot, strike, rate, volatility):
    d1 = (jnp.log(spot / strike) + rate + volatility ** 2 / 2) / volatility
    d2 = d1 - volatility
    cdf = jax.scipy.stats.norm.cdf
    return spot * cdf(d1) - strike * jnp.exp(-rate) * cdf(d2)


def main():
    keys = jax.random.split(jax.random.PRNGKey(42), 50_000)
    market = (100.0, 105.0, 0.03, 0.2)  # spot, strike, rate, volatility
    for name, payoff in (("European", european), ("Asian", asian)):
        value_and_greeks = jax.jit(jax.value_and_grad(lambda k, *m, payoff=payoff: price(payoff, k, *m), argnums=(1, 4)))
        value, (delta, vega) = value_and_greeks(keys, *market)
        print(f"{name:9s} price {value:.3f}  delta {delta:.4f}  vega {vega:.3f}")
    exact, delta = jax.value_and_grad(black_scholes)(*market)
    print(f"Black-Scholes European price {exact:.3f}  delta {delta:.4f}")


main()
