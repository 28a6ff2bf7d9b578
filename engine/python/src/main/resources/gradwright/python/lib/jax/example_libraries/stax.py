"""Layers of neural networks: pairs of a function that makes a layer's parameters and one that applies it."""
import functools as _functools
import operator as _operator

from .. import ShapeDtypeStruct, eval_shape, lax, numpy as jnp, random
from ..nn import elu, gelu, leaky_relu, log_softmax as logsoftmax, relu, selu, sigmoid, softmax, softplus, standardize
from ..nn.initializers import glorot_normal as glorot, normal as randn, ones, zeros


def Dense(out_dim, W_init=glorot(), b_init=randn()):
    """A matrix product and an offset."""
    def init_fun(rng, input_shape):
        k1, k2 = random.split(rng)
        return input_shape[:-1] + (out_dim,), (W_init(k1, (input_shape[-1], out_dim)), b_init(k2, (out_dim,)))

    def apply_fun(params, inputs, **kwargs):
        W, b = params
        return jnp.dot(inputs, W) + b
    return init_fun, apply_fun


def _kernel_shape(spec, filter_shape, channels):
    sizes = iter(filter_shape)
    return [channels[c] if c in channels else next(sizes) for c in spec]


def _bias_shape(out_spec, out_chan):
    return tuple([out_chan if c == "C" else 1 for c in out_spec])


def GeneralConv(dimension_numbers, out_chan, filter_shape, strides=None, padding="VALID", W_init=None,
                b_init=randn(1e-6)):
    """A convolution and an offset."""
    lhs_spec, rhs_spec, out_spec = dimension_numbers
    strides = strides or (1,) * len(filter_shape)
    W_init = W_init or glorot(rhs_spec.index("I"), rhs_spec.index("O"))

    def init_fun(rng, input_shape):
        kernel_shape = _kernel_shape(rhs_spec, filter_shape, {"O": out_chan, "I": input_shape[lhs_spec.index("C")]})
        output_shape = lax.conv_general_shape_tuple(input_shape, kernel_shape, strides, padding, dimension_numbers)
        k1, k2 = random.split(rng)
        return output_shape, (W_init(k1, kernel_shape), b_init(k2, _bias_shape(out_spec, out_chan)))

    def apply_fun(params, inputs, **kwargs):
        W, b = params
        return lax.conv_general_dilated(inputs, W, strides, padding, dimension_numbers=dimension_numbers) + b
    return init_fun, apply_fun


Conv = _functools.partial(GeneralConv, ("NHWC", "HWIO", "NHWC"))


def GeneralConvTranspose(dimension_numbers, out_chan, filter_shape, strides=None, padding="VALID", W_init=None,
                         b_init=randn(1e-6)):
    """A transposed convolution and an offset."""
    lhs_spec, rhs_spec, out_spec = dimension_numbers
    strides = strides or (1,) * len(filter_shape)
    W_init = W_init or glorot(rhs_spec.index("I"), rhs_spec.index("O"))

    def init_fun(rng, input_shape):
        kernel_shape = _kernel_shape(rhs_spec, filter_shape, {"O": out_chan, "I": input_shape[lhs_spec.index("C")]})
        output_shape = eval_shape(lambda x, W: lax.conv_transpose(x, W, strides, padding,
                                                                  dimension_numbers=dimension_numbers),
                                  ShapeDtypeStruct(input_shape, "float32"), ShapeDtypeStruct(kernel_shape, "float32")).shape
        k1, k2 = random.split(rng)
        return output_shape, (W_init(k1, kernel_shape), b_init(k2, _bias_shape(out_spec, out_chan)))

    def apply_fun(params, inputs, **kwargs):
        W, b = params
        return lax.conv_transpose(inputs, W, strides, padding, dimension_numbers=dimension_numbers) + b
    return init_fun, apply_fun


Conv1DTranspose = _functools.partial(GeneralConvTranspose, ("NHC", "HIO", "NHC"))
ConvTranspose = _functools.partial(GeneralConvTranspose, ("NHWC", "HWIO", "NHWC"))


def BatchNorm(axis=(0, 1, 2), epsilon=1e-5, center=True, scale=True, beta_init=zeros, gamma_init=ones):
    """Values standardized over axes, then scaled and shifted."""
    axis = (axis,) if jnp.isscalar(axis) else axis

    def init_fun(rng, input_shape):
        shape = tuple([d for i, d in enumerate(input_shape) if i not in axis])
        k1, k2 = random.split(rng)
        return input_shape, (beta_init(k1, shape) if center else (), gamma_init(k2, shape) if scale else ())

    def apply_fun(params, x, **kwargs):
        beta, gamma = params
        wide = tuple([None if i in axis else slice(None) for i in range(jnp.ndim(x))])
        z = standardize(x, axis, epsilon=epsilon)
        if scale:
            z = gamma[wide] * z
        return z + beta[wide] if center else z
    return init_fun, apply_fun


def elementwise(fun, **fun_kwargs):
    """A layer that applies a function to each element."""
    return (lambda rng, input_shape: (input_shape, ())), (lambda params, inputs, **kwargs: fun(inputs, **fun_kwargs))


Tanh = elementwise(jnp.tanh)
Relu = elementwise(relu)
Exp = elementwise(jnp.exp)
LogSoftmax = elementwise(logsoftmax, axis=-1)
Softmax = elementwise(softmax, axis=-1)
Softplus = elementwise(softplus)
Sigmoid = elementwise(sigmoid)
Elu = elementwise(elu)
LeakyRelu = elementwise(leaky_relu)
Selu = elementwise(selu)
Gelu = elementwise(gelu)


def _pooling(reducer, init_val, rescaler=None):
    def PoolingLayer(window_shape, strides=None, padding="VALID", spec=None):
        window = tuple(window_shape)
        steps = tuple(strides or (1,) * len(window))
        rescale = rescaler(window, steps, padding) if rescaler else None
        if spec is None:
            window, steps = (1, *window, 1), (1, *steps, 1)
        else:
            for i in sorted([spec.index("N"), spec.index("C")]):
                window, steps = (*window[:i], 1, *window[i:]), (*steps[:i], 1, *steps[i:])

        def init_fun(rng, input_shape):
            dims = (1,) * len(window)
            out = jnp.zeros(input_shape)
            shape = lax.reduce_window(out, 0.0, lax.max, window, steps, padding, dims, dims).shape
            return shape, ()

        def apply_fun(params, inputs, **kwargs):
            out = lax.reduce_window(inputs, init_val, reducer, window, steps, padding)
            return rescale(out, inputs, spec) if rescale else out
        return init_fun, apply_fun
    return PoolingLayer


def _by_window_size(dims, strides, padding):
    def rescale(outputs, inputs, spec):
        if spec is None:
            non_spatial = (0, inputs.ndim - 1)
        else:
            non_spatial = (spec.index("N"), spec.index("C"))
        spatial = tuple([inputs.shape[i] for i in range(inputs.ndim) if i not in non_spatial])
        counts = lax.reduce_window(jnp.ones(spatial, dtype=inputs.dtype), 0.0, lax.add, dims, strides, padding)
        for i in sorted(non_spatial):
            counts = jnp.expand_dims(counts, axis=i)
        return outputs / counts
    return rescale


MaxPool = _pooling(lax.max, -jnp.inf)
MaxPool.__name__ = "MaxPool"
SumPool = _pooling(lax.add, 0.0)
SumPool.__name__ = "SumPool"
AvgPool = _pooling(lax.add, 0.0, _by_window_size)
AvgPool.__name__ = "AvgPool"


def _flatten():
    def init_fun(rng, input_shape):
        size = _functools.reduce(_operator.mul, input_shape[1:], 1)
        return (input_shape[0], size), ()
    return init_fun, (lambda params, inputs, **kwargs: jnp.reshape(inputs, (inputs.shape[0], -1)))


Flatten = _flatten()
Identity = (lambda rng, input_shape: (input_shape, ())), (lambda params, inputs, **kwargs: inputs)


def FanOut(num):
    """A layer that gives its input several times."""
    return (lambda rng, input_shape: ([input_shape] * num, ())), (lambda params, inputs, **kwargs: [inputs] * num)


FanInSum = ((lambda rng, input_shape: (input_shape[0], ())),
            (lambda params, inputs, **kwargs: _functools.reduce(_operator.add, inputs, 0)))


def FanInConcat(axis=-1):
    """A layer that joins several inputs along an axis."""
    def init_fun(rng, input_shape):
        at = axis % len(input_shape[0])
        size = sum([shape[at] for shape in input_shape])
        return input_shape[0][:at] + (size,) + input_shape[0][at + 1:], ()
    return init_fun, (lambda params, inputs, **kwargs: jnp.concatenate(inputs, axis))


def Dropout(rate, mode="train"):
    """A layer that drops random elements; ``rate`` is the part that it keeps."""
    def apply_fun(params, inputs, **kwargs):
        rng = kwargs.get("rng", None)
        if rng is None:
            raise ValueError("Dropout layer requires apply_fun to be called with a PRNG key argument. That is, instead of"
                             " `apply_fun(params, inputs)`, call it like `apply_fun(params, inputs, rng)` where `rng` is"
                             " a PRNG key (e.g. from `jax.random.key`).")
        if mode != "train":
            return inputs
        keep = random.bernoulli(rng, rate, inputs.shape)
        return jnp.where(keep, inputs / rate, 0)
    return (lambda rng, input_shape: (input_shape, ())), apply_fun


# ---- combinations of layers ----

def serial(*layers):
    """Layers one behind another."""
    n = len(layers)
    inits, applies = zip(*layers) if layers else ((), ())

    def init_fun(rng, input_shape):
        params = []
        for init in inits:
            rng, layer_rng = random.split(rng)
            input_shape, param = init(layer_rng, input_shape)
            params.append(param)
        return input_shape, params

    def apply_fun(params, inputs, **kwargs):
        rng = kwargs.pop("rng", None)
        rngs = random.split(rng, n) if rng is not None else (None,) * n
        for fun, param, rng in zip(applies, params, rngs):
            inputs = fun(param, inputs, rng=rng, **kwargs)
        return inputs
    return init_fun, apply_fun


def parallel(*layers):
    """Layers side by side, each with an input of its own."""
    n = len(layers)
    inits, applies = zip(*layers)

    def init_fun(rng, input_shape):
        made = [init(key, shape) for init, key, shape in zip(inits, random.split(rng, n), input_shape)]
        return [shape for shape, _ in made], tuple([params for _, params in made])

    def apply_fun(params, inputs, **kwargs):
        rng = kwargs.pop("rng", None)
        rngs = random.split(rng, n) if rng is not None else (None,) * n
        return [f(p, x, rng=r, **kwargs) for f, p, x, r in zip(applies, params, inputs, rngs)]
    return init_fun, apply_fun


def shape_dependent(make_layer):
    """A layer that is made from the shape of its input."""
    return ((lambda rng, input_shape: make_layer(input_shape)[0](rng, input_shape)),
            (lambda params, inputs, **kwargs: make_layer(inputs.shape)[1](params, inputs, **kwargs)))
