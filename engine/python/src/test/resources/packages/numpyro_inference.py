"""NumPyro: distributions, effect handlers, NUTS and other samplers, variational inference; see recording.py."""
import jax
import jax.numpy as jnp
import jax.random as jr
import numpyro
import numpyro.distributions as dist
from numpyro import handlers
from numpyro.infer import HMC, MCMC, NUTS, SA, SVI, Predictive, Trace_ELBO, autoguide, log_likelihood
from recording import run

J = 8
effects = jnp.array([28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0])
sigma = jnp.array([15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0])


def eight_schools(J, sigma, y=None):
    mu = numpyro.sample("mu", dist.Normal(0, 5))
    tau = numpyro.sample("tau", dist.HalfCauchy(5))
    with numpyro.plate("J", J):
        theta = numpyro.sample("theta", dist.TransformedDistribution(
            dist.Normal(0.0, 1.0), dist.transforms.AffineTransform(mu, tau)))
        numpyro.sample("obs", dist.Normal(theta, sigma), obs=y)


def regression(x, y=None):
    w = numpyro.sample("w", dist.Normal(0, 1).expand([2]).to_event(1))
    s = numpyro.sample("s", dist.Exponential(1.0))
    numpyro.deterministic("mean", x @ w)
    with numpyro.plate("data", x.shape[0]):
        return numpyro.sample("y", dist.Normal(x @ w, s), obs=y)


x = jr.normal(jr.key(0), (20, 2))
y = x @ jnp.array([1.0, -2.0]) + 0.3 * jr.normal(jr.key(1), (20,))


def sampled(kernel, model=regression, args=(x, y), n=40, **more):
    mcmc = MCMC(kernel(model), num_warmup=n, num_samples=n, progress_bar=False, **more)
    mcmc.run(jr.key(2), *args)
    return mcmc


def means(mcmc):
    return {k: v.mean(0) for k, v in mcmc.get_samples().items()}


def traced():
    trace = handlers.trace(handlers.seed(eight_schools, jr.key(0))).get_trace(J, sigma)
    value, _ = numpyro.infer.util.log_density(regression, (x, y), {}, {"w": jnp.ones(2), "s": 0.5})
    fixed = handlers.substitute(handlers.seed(regression, jr.key(3)), {"w": jnp.ones(2)})(x)
    conditioned = handlers.trace(handlers.condition(handlers.seed(regression, 0), {"s": 0.1})).get_trace(x)["y"]["value"]
    return {k: v["value"] for k, v in trace.items() if v["type"] == "sample"}, value, fixed, conditioned


def densities():
    k = jr.key(5)
    laws = [dist.Normal(0.3, 2), dist.Beta(2, 3), dist.Gamma(2, 3), dist.StudentT(4.0, 1, 2), dist.Dirichlet(jnp.ones(3) * 2),
            dist.MultivariateNormal(jnp.zeros(2), jnp.array([[2, 0.5], [0.5, 1]])), dist.LKJCholesky(3, 1.5), dist.Poisson(3.0),
            dist.Bernoulli(logits=0.3), dist.Categorical(logits=jnp.arange(3.0)), dist.Binomial(7, 0.3), dist.VonMises(0.3, 2.0),
            dist.Laplace(0, 2), dist.LogNormal(0, 1), dist.TruncatedNormal(0.0, 1.0, low=-1.0), dist.Gumbel(1, 2),
            dist.Multinomial(5, jnp.array([0.2, 0.3, 0.5])), dist.ZeroInflatedPoisson(0.3, 2.0), dist.NegativeBinomial2(3.0, 2.0),
            dist.MixtureSameFamily(dist.Categorical(jnp.array([0.3, 0.7])), dist.Normal(jnp.array([-1.0, 1.0]), 1.0)),
            dist.Uniform(-1, 2), dist.Weibull(1.0, 2.0), dist.Pareto(1.0, 3.0), dist.InverseGamma(3.0, 1.0), dist.HalfNormal(2.0)]
    out = []
    for law in laws:
        draw = law.sample(k, (2,))
        out += [draw, law.log_prob(draw)]
    return out, dist.kl_divergence(dist.Normal(0, 1), dist.Normal(1, 2)), dist.Normal(0, 1).cdf(0.3), dist.Gamma(2.0, 1.0).mean


def constraints():
    from numpyro.distributions import biject_to
    from numpyro.distributions import constraints as c
    out = []
    for constraint in (c.positive, c.unit_interval, c.interval(-1, 3), c.simplex, c.lower_cholesky, c.corr_cholesky,
                       c.ordered_vector, c.positive_definite):
        t = biject_to(constraint)
        u = jnp.array([0.3, -0.2, 0.7])
        v = t(u)
        out += [v, t._inverse(v) if hasattr(t, "_inverse") else t.inv(v), t.log_abs_det_jacobian(u, v)]
    return out


def nuts():
    return means(sampled(NUTS))


def schools():
    mcmc = sampled(NUTS, eight_schools, (J, sigma, effects), 100)
    found = mcmc.get_samples()
    return [bool(abs(found["mu"].mean() - 4.4) < 3), bool(found["tau"].min() > 0), found["theta"].shape]


def hmc():
    return means(sampled(lambda m: HMC(m, step_size=0.1, num_steps=4)))


def other_samplers():
    return means(sampled(SA, n=30))["w"].shape, sampled(NUTS, num_chains=2, chain_method="vectorized").get_samples(
        group_by_chain=True)["w"].shape


def summary():
    mcmc = sampled(NUTS)
    mcmc.print_summary()
    return numpyro.diagnostics.effective_sample_size(jr.normal(jr.key(0), (2, 50))), numpyro.diagnostics.split_gelman_rubin(
        jr.normal(jr.key(0), (2, 50))), mcmc.get_extra_fields()["diverging"].sum()


def predictive():
    samples = {"w": jnp.ones((3, 2)), "s": jnp.ones(3)}
    return Predictive(regression, samples)(jr.key(0), x), Predictive(regression, num_samples=2)(jr.key(0), x), \
        log_likelihood(regression, samples, x, y)


def variational():
    out = []
    for guide in (autoguide.AutoNormal, autoguide.AutoMultivariateNormal, autoguide.AutoDelta, autoguide.AutoLaplaceApproximation):
        svi = SVI(regression, guide(regression), numpyro.optim.Adam(0.05), Trace_ELBO())
        result = svi.run(jr.key(0), 20, x, y, progress_bar=False)
        out += [result.losses, result.params]
    return out


def handmade_guide():
    def guide(x, y=None):
        loc = numpyro.param("loc", jnp.zeros(2))
        numpyro.sample("w", dist.Normal(loc, 0.1).to_event(1))
        numpyro.sample("s", dist.LogNormal(numpyro.param("ls", 0.0), numpyro.param("ss", 0.1, constraint=dist.constraints.positive)))
    import optax
    svi = SVI(regression, guide, optax.adam(0.1), Trace_ELBO(num_particles=2))
    state = svi.init(jr.key(0), x, y)
    state, loss = svi.update(state, x, y)
    state, loss = svi.update(state, x, y)
    return loss, svi.get_params(state), svi.evaluate(state, x, y)


def discrete():
    from numpyro.contrib.control_flow import scan

    def hidden(data):
        p = numpyro.sample("p", dist.Dirichlet(jnp.ones((2, 2)) * 3).to_event(1))

        def step(state, obs):
            state = numpyro.sample("state", dist.Categorical(p[state]), infer={"enumerate": "parallel"})
            numpyro.sample("obs", dist.Normal(state * 2.0, 1.0), obs=obs)
            return state, None
        scan(step, 0, data)

    def walk(n):
        def step(c, t):
            c = numpyro.sample("c", dist.Normal(c, 1.0))
            return c, c
        return scan(step, 0.0, jnp.arange(n))[1]
    return handlers.seed(walk, jr.key(0))(5)


def mixture():
    def model(data):
        w = numpyro.sample("w", dist.Dirichlet(jnp.ones(2)))
        loc = numpyro.sample("loc", dist.Normal(jnp.array([-1.0, 1.0]), 1.0).to_event(1))
        with numpyro.plate("n", data.shape[0]):
            numpyro.sample("obs", dist.MixtureSameFamily(dist.Categorical(w), dist.Normal(loc, 0.5)), obs=data)
    return means(sampled(NUTS, model, (jnp.array([-1.1, -0.9, 1.2, 0.8, 1.0]),), 20))


def printed():
    return numpyro.util.format_shapes(handlers.trace(handlers.seed(regression, 0)).get_trace(x))


run(__file__, [traced, densities, constraints, nuts, schools, hmc, other_samplers, summary, predictive, variational,
               handmade_guide, discrete, mixture, printed], tolerance=1e-2)
