"""einops, mctx, tinygp and dm_pix as their READMEs use them; see recording.py."""
import jax
import jax.numpy as jnp
import jax.random as jr
from recording import run

x = jr.normal(jr.key(0), (8, 6))


def rearranged():
    from einops import einsum, pack, rearrange, reduce, repeat, unpack
    image = jr.normal(jr.key(1), (2, 4, 6, 3))
    packed, shapes = pack([x, x * 2], "* d")
    return (jax.jit(lambda a: rearrange(a, "b (h p) (w q) c -> b (h w) (p q c)", p=2, q=3))(image), reduce(image, "b h w c -> b c", "mean"),
            repeat(x, "n d -> n r d", r=2), einsum(x, x, "i d, j d -> i j"), packed, unpack(packed, shapes, "* d"),
            jax.grad(lambda a: reduce(a, "b (h p) w c -> b h w c", "max", p=2).sum())(image))


def tree_search():
    import mctx
    actions = 3

    def recurrent(params, key, action, embedding):
        reward = params[action] * jnp.cos(embedding)
        return mctx.RecurrentFnOutput(reward=reward, discount=jnp.full_like(reward, 0.9), prior_logits=jnp.sin(embedding[:, None] + jnp.arange(3.0)),
                                      value=0.1 * embedding), embedding + action + 1.0
    root = mctx.RootFnOutput(prior_logits=jnp.array([[0.1, 0.5, 0.2]]), value=jnp.array([0.2]), embedding=jnp.array([0.3]))
    out = []
    for policy in (mctx.gumbel_muzero_policy, mctx.muzero_policy):
        found = policy(params=jnp.array([0.1, 0.9, 0.4]), rng_key=jr.key(0), root=root, recurrent_fn=recurrent, num_simulations=12)
        out.append((found.action, found.action_weights, found.search_tree.summary().value))
    return out


def gaussian_process():
    import tinygp
    from tinygp import GaussianProcess, kernels
    t = jnp.linspace(0.0, 3.0, 12)
    y = jnp.sin(t) + 0.1 * jr.normal(jr.key(1), (12,))

    def loss(theta):
        kernel = jnp.exp(theta["amp"]) * kernels.Matern32(jnp.exp(theta["scale"])) + kernels.ExpSquared(2.0)
        return -GaussianProcess(kernel, t, diag=jnp.exp(theta["noise"])).log_probability(y)
    theta = {"amp": 0.1, "scale": 0.2, "noise": -2.0}
    value, grads = jax.jit(jax.value_and_grad(loss))(theta)
    cond = GaussianProcess(kernels.Matern52(1.0), t, diag=0.1).condition(y, jnp.array([0.5, 1.5])).gp
    quasi = kernels.quasisep.Matern32(scale=1.5)
    fast = GaussianProcess(quasi, t, diag=0.1)
    return value, grads, cond.loc, cond.variance, fast.log_probability(y), fast.condition(y, t).gp.loc


def images():
    import dm_pix as pix
    image = jr.uniform(jr.key(4), (8, 8, 3))
    return (pix.adjust_brightness(image, 0.2), pix.adjust_hue(image, 0.1), pix.rgb_to_hsv(image), pix.gaussian_blur(image, 1.0, 3), pix.rot90(image),
            pix.random_crop(jr.key(0), image, (4, 4, 3)), pix.random_flip_left_right(jr.key(1), image), pix.ssim(jnp.tile(image, (2, 2, 1)), jnp.tile(image, (2, 2, 1)) * 0.9),
            pix.flat_nd_linear_interpolate(image, jnp.array([[0.5, 3.2], [1.5, 2.0], [0.0, 1.0]])), pix.rgb_to_grayscale(image), pix.psnr(image, image * 0.9))


run(__file__, [rearranged, tree_search, gaussian_process, images], tolerance=1e-3)
