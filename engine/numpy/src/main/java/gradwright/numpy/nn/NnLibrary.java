package gradwright.numpy.nn;

import gradwright.core.errors.JaxError;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import gradwright.numpy.Sequences;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Function;
import gradwright.numpy.catalogue.Tuple;
import java.util.List;
import java.util.function.UnaryOperator;

/// The functions of `jax.nn`, and the sampling behind `jax.nn.initializers`.
public final class NnLibrary {
  private NnLibrary() {}

  private static Function.Body unary(UnaryOperator<Value> f) {
    return a -> f.apply(a.value("x"));
  }

  /// Axes given as None, an int or a tuple; null for None.
  private static Ints axes(Arguments a, Value x) {
    return a.isNone("axis") ? null : a.axes("axis", x.rank());
  }

  public static void register(Catalogue.Module m) {
    m.function("relu(x)", "Rectified linear unit: max(x, 0).", unary(Activations::relu))
        .function("relu6(x)", "Rectified linear unit clipped at 6.", unary(Activations::relu6))
        .function("sigmoid(x)", "Logistic sigmoid: 1 / (1 + exp(-x)).", unary(Activations::sigmoid))
        .function("softplus(x)", "log(1 + exp(x)).", unary(Activations::softplus))
        .function("log_sigmoid(x)", "Logarithm of the sigmoid.", unary(Activations::logSigmoid))
        .function("silu(x)", "x * sigmoid(x).", unary(Activations::silu))
        .alias("swish", "silu")
        .function("mish(x)", "x * tanh(softplus(x)).", unary(Activations::mish))
        .function("soft_sign(x)", "x / (|x| + 1).", unary(Activations::softSign))
        .function("selu(x)", "Scaled exponential linear unit.", unary(Activations::selu))
        .function("hard_tanh(x)", "x clipped to [-1, 1].", unary(Activations::hardTanh))
        .function("hard_sigmoid(x)", "relu6(x + 3) / 6.", unary(Activations::hardSigmoid))
        .function("hard_silu(x)", "x * hard_sigmoid(x).", unary(Activations::hardSilu))
        .alias("hard_swish", "hard_silu")
        .function("identity(x)", "x itself.", unary(x -> x))
        .function("elu(x, alpha=1.0)", "Exponential linear unit.", a -> Activations.elu(a.value("x"), a.value("alpha")))
        .function(
            "celu(x, alpha=1.0)",
            "Continuously differentiable exponential linear unit.",
            a -> Activations.celu(a.value("x"), a.value("alpha")))
        .function(
            "leaky_relu(x, negative_slope=0.01)",
            "Rectified linear unit with a slope below 0.",
            a -> Activations.leakyRelu(a.value("x"), a.value("negative_slope")))
        .function(
            "squareplus(x, b=4)", "(x + sqrt(x^2 + b)) / 2.", a -> Activations.squareplus(a.value("x"), a.value("b")))
        .function(
            "gelu(x, approximate=True)",
            "Gaussian error linear unit.",
            a -> Activations.gelu(a.value("x"), a.flag("approximate")))
        .function(
            "glu(x, axis=-1)",
            "Gated linear unit.",
            a -> {
              Value x = a.value("x");
              int axis = index(a.integer("axis"), x.rank());
              if (x.shape().size(axis) % 2 != 0) {
                throw new JaxError(
                    "AssertionError",
                    "glu: axis size must be divisible by 2, got x of shape "
                        + x.shape().toTuple()
                        + " and axis "
                        + axis);
              }
              return Softmax.glu(x, axis);
            });
    softmaxes(m);
  }

  private static void softmaxes(Catalogue.Module m) {
    m.function(
            "softmax(x, axis=-1, where=None)",
            "exp(x) / sum(exp(x)) along axes.",
            a -> {
              Value x = a.value("x");
              return Softmax.softmax(x, axes(a, x), a.valueOrNull("where"));
            })
        .function(
            "log_softmax(x, axis=-1, where=None)",
            "Logarithm of the softmax.",
            a -> {
              Value x = a.value("x");
              return Softmax.logSoftmax(x, axes(a, x), a.valueOrNull("where"));
            })
        .function(
            "logsumexp(a, axis=None, b=None, keepdims=False, return_sign=False, where=None)",
            "log(sum(b * exp(a))) along axes.",
            NnLibrary::logsumexp)
        .function(
            "logmeanexp(x, axis=None, where=None, keepdims=False)",
            "log(mean(exp(x))) along axes.",
            a -> {
              Value x = a.value("x");
              return Softmax.logmeanexp(x, axes(a, x), a.valueOrNull("where"), a.flag("keepdims"));
            })
        .function(
            "one_hot(x, num_classes, *, dtype=None, axis=-1)",
            "Vectors with 1 at the index and 0 elsewhere.",
            a -> {
              Value x = a.value("x");
              return Softmax.oneHot(x, a.integer("num_classes"), a.dtype("dtype"), a.integer("axis"));
            })
        .function(
            "standardize(x, axis=-1, mean=None, variance=None, epsilon=1e-05, where=None, *, algorithm='fast')",
            "(x - mean) / sqrt(variance + epsilon).",
            a -> {
              Value x = a.value("x");
              String algorithm = a.string("algorithm");
              if (!algorithm.equals("fast") && !algorithm.equals("stable")) {
                throw JaxError.value("Unknown algorithm '" + algorithm + "'. Expected 'fast' or 'stable'.");
              }
              return Softmax.standardize(
                  x,
                  standardized(a, x),
                  a.valueOrNull("mean"),
                  a.valueOrNull("variance"),
                  a.value("epsilon"),
                  a.valueOrNull("where"),
                  algorithm.equals("stable"));
            });
  }

  private static Ints standardized(Arguments a, Value x) {
    if (!a.isNone("axis")) {
      List<?> several = Sequences.itemsOrNull(a.get("axis"));
      for (Object axis : several == null ? List.of(a.get("axis")) : several) {
        if (axis instanceof Long n) {
          index(Math.toIntExact(n), x.rank());
        }
      }
    }
    return axes(a, x);
  }

  /// An axis that JAX uses as an index of the shape.
  private static int index(int axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new JaxError("IndexError", "tuple index out of range");
    }
    return axis < 0 ? axis + rank : axis;
  }

  /// The body of `logsumexp`, which `jax.scipy.special` has too.
  public static Object logsumexp(Arguments a) {
    Value x = a.value("a");
    List<Value> r =
        Softmax.logsumexp(
            x, axes(a, x), a.valueOrNull("b"), a.flag("keepdims"), a.flag("return_sign"), a.valueOrNull("where"));
    return r.size() == 1 ? r.getFirst() : new Tuple(List.copyOf(r));
  }

  /// The sampling functions that the closures of `jax.nn.initializers` call.
  public static void registerInitializers(Catalogue.Module m) {
    m.function(
            "_variance_scaling(key, shape, dtype, scale, mode, distribution, in_axis=-2, out_axis=-1, batch_axis=())",
            "Random weights of a variance that depends on the fan.",
            a ->
                Initializers.varianceScaling(
                    a.value("key"),
                    a.shape("shape"),
                    a.dtype("dtype"),
                    a.number("scale"),
                    a.string("mode"),
                    a.string("distribution"),
                    a.ints("in_axis"),
                    a.ints("out_axis"),
                    a.ints("batch_axis")))
        .function(
            "_orthogonal(key, shape, dtype, scale=1.0, column_axis=-1)",
            "Random orthogonal weights.",
            a ->
                Initializers.orthogonal(
                    a.value("key"), a.shape("shape"), a.dtype("dtype"), a.number("scale"), a.integer("column_axis")));
  }
}
