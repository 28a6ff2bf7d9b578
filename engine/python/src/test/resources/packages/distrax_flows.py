"""distrax, rlax and TensorFlow Probability on JAX; see recording.py.

Beside the wheels these need the package `tree`, which has a compiled part; `FOLDER` has to hold one in Python.
"""
import jax
import jax.numpy as jnp
import jax.random as jr
from recording import run

x = jr.normal(jr.key(0), (8, 6))


def flow_training():
    import distrax
    import optax
    mask = jnp.array([True, False])

    def flow(params):
        def conditioner(p):
            return lambda h: jnp.tanh(h @ p["a"]) @ p["b"]

        def bijector(p):
            return distrax.ScalarAffine(shift=p[..., 0:2], log_scale=p[..., 2:4] * 0.1)
        layers = [distrax.MaskedCoupling(mask=jnp.logical_xor(mask, i % 2 == 1), bijector=bijector, conditioner=conditioner(p))
                  for i, p in enumerate(params)]
        base = distrax.MultivariateNormalDiag(jnp.zeros(2), jnp.ones(2))
        return distrax.Transformed(base, distrax.Inverse(distrax.Chain(layers)))
    keys = jr.split(jr.key(3), 4)
    params = [{"a": jr.normal(keys[i], (2, 8)) * 0.5, "b": jr.normal(keys[i + 2], (8, 4)) * 0.1} for i in range(2)]
    data = x[:, :2] * jnp.array([2.0, 0.5]) + 1.0
    tx = optax.adam(1e-2, eps=1e-3)
    state = tx.init(params)

    @jax.jit
    def step(params, state):
        loss, grads = jax.value_and_grad(lambda p: -flow(p).log_prob(data).mean())(params)
        updates, state = tx.update(grads, state)
        return optax.apply_updates(params, updates), state, loss
    losses = []
    for _ in range(4):
        params, state, loss = step(params, state)
        losses.append(loss)
    return losses, flow(params).sample(seed=jr.key(5), sample_shape=(3,))


def distributions():
    import distrax
    key = jr.key(7)
    out = []
    for d in (distrax.Normal(0.5, 2.0), distrax.Bernoulli(logits=0.3), distrax.Categorical(logits=jnp.arange(4.0)), distrax.Gamma(2.0, 3.0),
              distrax.Beta(2.0, 3.0), distrax.Laplace(0.0, 1.0), distrax.Uniform(0.0, 2.0), distrax.Gumbel(0.0, 1.0), distrax.Dirichlet(jnp.array([1.0, 2.0])),
              distrax.MultivariateNormalTri(jnp.zeros(2), jnp.array([[1.0, 0.0], [0.5, 2.0]])), distrax.OneHotCategorical(probs=jnp.array([0.2, 0.8])),
              distrax.Independent(distrax.Normal(jnp.zeros(3), jnp.ones(3)), 1),
              distrax.MixtureSameFamily(distrax.Categorical(jnp.zeros(2)), distrax.Normal(jnp.array([-1.0, 1.0]), jnp.ones(2))),
              distrax.Softmax(jnp.arange(3.0), 0.5), distrax.EpsilonGreedy(jnp.arange(3.0), 0.1)):
        sample, log = d.sample_and_log_prob(seed=key)
        out.append((sample, log, d.sample(seed=key, sample_shape=(2,)), d.log_prob(sample)))
    p, q = distrax.Normal(0.0, 1.0), distrax.Normal(1.0, 2.0)
    spline = distrax.RationalQuadraticSpline(jr.normal(key, (13,)), -2.0, 2.0)
    return out, p.kl_divergence(q), q.entropy(), spline.forward_and_log_det(0.3), spline.inverse(spline.forward(0.3)), distrax.Tanh().forward_and_log_det(0.2)


def hidden_markov():
    import distrax
    hmm = distrax.HMM(distrax.Categorical(probs=jnp.array([0.6, 0.4])), distrax.Categorical(probs=jnp.array([[0.7, 0.3], [0.2, 0.8]])),
                      distrax.Normal(jnp.array([0.0, 2.0]), jnp.ones(2)))
    seen = jnp.array([0.1, 1.9, 2.2, -0.3])
    return hmm.forward(seen), hmm.viterbi(seen), hmm.forward_backward(seen)


def through_tfp():
    import distrax
    from tensorflow_probability.substrates import jax as tfp
    d, b = tfp.distributions, tfp.bijectors
    flow = d.TransformedDistribution(d.Normal(0.0, 1.0), b.Exp())
    joint = d.JointDistributionSequential([d.Normal(0.0, 1.0), lambda m: d.Normal(m, 0.5)])
    kernel = tfp.mcmc.HamiltonianMonteCarlo(lambda z: -0.5 * jnp.sum(z ** 2), step_size=0.3, num_leapfrog_steps=3)
    samples, kernel_results = tfp.mcmc.sample_chain(6, jnp.ones(2), kernel=kernel, num_burnin_steps=2, seed=jr.key(0))
    gp = d.GaussianProcess(tfp.math.psd_kernels.ExponentiatedQuadratic(), x[:4, :2], observation_noise_variance=0.1)
    return (flow.log_prob(2.0), joint.log_prob([0.1, 0.2]), samples, gp.log_prob(jnp.arange(4.0)), d.StudentT(3.0, 0.0, 1.0).log_prob(0.5),
            distrax.as_distribution(d.Poisson(2.0)).log_prob(3.0), tfp.math.bessel_ive(1.0, 2.0),
            tfp.optimizer.lbfgs_minimize(lambda z: tfp.math.value_and_gradient(lambda z: jnp.sum((z - 1.0) ** 2), z), initial_position=jnp.zeros(3)).position)


def policy_losses():
    import rlax
    r, g = jnp.array([1.0, 0.0, 2.0, 1.0]), jnp.full(4, 0.9)
    v, logits = jnp.array([0.5, 0.4, 0.3, 0.2]), jr.normal(jr.key(2), (4, 3))
    a = jnp.array([0, 2, 1, 1])
    q = jr.normal(jr.key(3), (4, 3))
    rho = jnp.array([0.9, 1.1, 1.0, 1.3])
    return (rlax.lambda_returns(r, g, v, 0.9), rlax.n_step_bootstrapped_returns(r, g, v, 2), rlax.vtrace(v, v + 0.1, r, g, rho), rlax.vtrace_td_error_and_advantage(v, v + 0.1, r, g, rho),
            jax.vmap(rlax.q_learning)(q, a, r, g, q), jax.vmap(rlax.double_q_learning)(q, a, r, g, q, q), rlax.td_lambda(v, r, g, v, jnp.full(4, 0.8)),
            rlax.clipped_surrogate_pg_loss(rho, v, 0.2), rlax.truncated_generalized_advantage_estimation(r, g, 0.9, jnp.append(v, 0.1)),
            jax.grad(lambda p: rlax.clipped_surrogate_pg_loss(p, v, 0.2))(rho), rlax.huber_loss(v - r), rlax.signed_hyperbolic(r),
            rlax.categorical_td_learning(jnp.linspace(-1.0, 1.0, 5), jnp.zeros(5), 0.5, 0.9, jnp.linspace(-1.0, 1.0, 5), jnp.arange(5.0)),
            rlax.transform_to_2hot(jnp.array(0.3), -1.0, 1.0, 5), rlax.epsilon_greedy(0.1).probs(q))


run(__file__, [flow_training, distributions, hidden_markov, through_tfp, policy_losses], tolerance=1e-3)
