package gradwright.numpy.random;

import gradwright.core.errors.JaxError;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.UserDTypes;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.math.BigInteger;

/// The functions of `jax.random`.
public final class RandomLibrary {
  private RandomLibrary() {}

  public static void register(Catalogue.Module m) {
    keys(m);
    uniform(m);
    normal(m);
    continuous(m);
    discrete(m);
  }

  /// A key argument: an array, typed or raw.
  /// The type of the results; one that is not enabled is narrowed with a warning.
  private static DType dtype(Arguments a) {
    return UserDTypes.of(a, "dtype", null);
  }

  private static Value key(Arguments a) {
    return keyOf(a, "key");
  }

  /// Another object: uses of the copy do not count as uses of the key.
  private static Value copied(Arguments a) {
    return key(a) instanceof Array k ? k.view(k.aval()) : key(a);
  }

  private static Value keyOf(Arguments a, String name) {
    Value v = Arguments.toValue(a.get(name));
    if (v == null) {
      throw JaxError.type("unexpected PRNG key type " + Arguments.typeName(a.get(name)));
    }
    return v;
  }

  private static Value seed(Arguments a) {
    return switch (a.get("seed")) {
      case null -> throw JaxError.value(a.functionName() + ": seed must be an integer, got None");
      case Long n -> Keys.seedScalar(n);
      case BigInteger n -> Keys.seedScalar(n.longValue());
      default -> {
        Value v = a.value("seed");
        if (v instanceof HostScalar s && !s.dtype().isInteger()) {
          throw JaxError.type("PRNG key seed must be an integer; got JitTracer(~" + s.aval().longName() + ")");
        }
        yield v;
      }
    };
  }

  /// The number that `fold_in` folds: a Python integer must be a uint32.
  private static Value folded(Arguments a) {
    Object data = a.get("data");
    if (data instanceof BigInteger n) {
      throw new JaxError("OverflowError", "Python integer " + n + " out of bounds for uint32");
    }
    if (!(data instanceof Long n)) {
      return a.value("data");
    }
    if (n < 0 || n >= 1L << 32) {
      throw new JaxError("OverflowError", "Python integer " + n + " out of bounds for uint32");
    }
    return HostScalar.of(DType.UINT32, false, n);
  }

  /// The array that `key_data` takes, which no Python number is.
  private static Value keyArray(Arguments a) {
    Value keys = keyOf(a, "keys");
    if (!(a.get("keys") instanceof Value)) {
      throw JaxError.type(
          "JAX encountered invalid PRNG key data: expected key_data to have ndim, shape, and dtype attributes. Got "
              + a.get("keys"));
    }
    return keys;
  }

  /// The type of keys that `impl` or `dtype` asks for: a name or a type of keys; else the default generator's.
  private static DType keyType(Arguments a) {
    if (a.get("dtype") == null) {
      return keyType(a, "impl");
    }
    if (a.get("impl") != null) {
      throw JaxError.value("Cannot specify both `impl` and `dtype` arguments to jax.random." + a.functionName());
    }
    return keyType(a, "dtype");
  }

  private static DType keyType(Arguments a, String name) {
    return switch (a.get(name)) {
      case null -> KeyGenerator.standard().keys();
      case DType t when t.isKey() -> t;
      case String s when DType.byName(s) != null && DType.byName(s).isKey() -> DType.byName(s);
      case String s -> KeyGenerator.named(s).keys();
      case Object other ->
          throw JaxError.type(
              "unrecognized type " + Arguments.typeName(other) + " for specifying PRNG implementation.");
    };
  }

  /// The name of the generator of keys; for one that a program defines, the generator.
  private static Object implementation(DType keys) {
    return keys.generator() == null ? KeyGenerator.nameOf(keys) : keys.generator();
  }

  /// How finely a sampler resolves rare events; null where the caller did not say.
  private static Resolution resolution(Arguments a) {
    return Resolution.named(a.get("mode"));
  }

  private static void keys(Catalogue.Module m) {
    m.function(
            "key(seed, *, impl=None, dtype=None)",
            "Makes a typed PRNG key from an integer seed.",
            a -> Keys.key(seed(a), keyType(a)))
        .function(
            "PRNGKey(seed, *, impl=None)",
            "Makes an old-style PRNG key, a uint32[2] array, from an integer seed.",
            a -> Keys.rawKey(seed(a), keyType(a, "impl")))
        .function(
            "split(key, num=2)",
            "Splits a key into num (an int or a shape) independent new keys.",
            a -> Keys.split(key(a), a.shape("num")))
        .function(
            "fold_in(key, data)", "Folds an integer into a key to make a new one.", a -> Keys.foldIn(key(a), folded(a)))
        .function("key_data(keys)", "The uint32 data behind typed keys.", a -> Keys.keyData(keyArray(a)))
        .function(
            "wrap_key_data(key_bits_array, *, impl=None, dtype=None)",
            "Makes typed keys of uint32[..., 2] data.",
            a -> Keys.wrap(a.value("key_bits_array"), keyType(a)))
        .function(
            "key_dtype(impl_spec=None)",
            "The dtype of keys of an implementation: `key<fry>`.",
            a -> keyType(a, "impl_spec"))
        .function(
            "key_impl(keys)",
            "The name of the implementation of keys: 'threefry2x32'.",
            a -> implementation(Keys.typed(keyOf(a, "keys")).dtype()))
        .function("clone(key)", "A copy of a key that may be used again on purpose.", RandomLibrary::copied);
  }

  private static void uniform(Catalogue.Module m) {
    m.function(
            "bits(key, shape=(), dtype=None, *, out_sharding=None)",
            "Uniform random unsigned integers.",
            a -> UniformSampling.bits(key(a), a.shape("shape"), dtype(a)))
        .function(
            "uniform(key, shape=(), dtype=None, minval=0.0, maxval=1.0, *, out_sharding=None)",
            "Uniform random floats in [minval, maxval).",
            a -> UniformSampling.uniform(key(a), a.shape("shape"), dtype(a), a.value("minval"), a.value("maxval")))
        .function(
            "randint(key, shape, minval, maxval, dtype=None, *, out_sharding=None)",
            "Uniform random integers in [minval, maxval).",
            a -> UniformSampling.randint(key(a), a.shape("shape"), a.value("minval"), a.value("maxval"), dtype(a)))
        .function(
            "bernoulli(key, p=0.5, shape=None, mode='low', *, out_sharding=None)",
            "Random booleans, true with probability p.",
            a -> {
              boolean high = Resolution.ofProbability(a.get("mode"));
              if (a.value("p").dtype().isComplex()) {
                throw JaxError.type(
                    "bernoulli probability `p` must have a floating dtype, got " + a.value("p").dtype() + ".");
              }
              return UniformSampling.bernoulli(key(a), a.value("p"), a.shape("shape"), high);
            })
        .function(
            "permutation(key, x, axis=0, independent=False, *, out_sharding=None)",
            "A random permutation of an array along an axis, or of arange(x).",
            RandomLibrary::permutation)
        .function(
            "choice(key, a, shape=(), replace=True, p=None, axis=0, mode=None)",
            "Random samples of the entries of an array.",
            a ->
                Choice.choice(
                    key(a),
                    a.value("a"),
                    a.shape("shape"),
                    a.flag("replace"),
                    a.valueOrNull("p"),
                    a.integer("axis"),
                    resolution(a)));
  }

  private static int categoryAxis(Arguments a, int rank) {
    int axis = a.integer("axis");
    if (axis < -rank || axis >= rank) {
      throw JaxError.index("axis " + axis + " is out of bounds for array of dimension " + rank);
    }
    return axis < 0 ? axis + rank : axis;
  }

  private static Value permutation(Arguments a) {
    Value x = a.value("x");
    if (x.rank() == 0) {
      if (!x.dtype().isInteger()) {
        throw JaxError.type("x must be an integer or at least 1-dimensional");
      }
      return UniformSampling.permutation(key(a), a.integer("x"));
    }
    return UniformSampling.permutation(key(a), x, a.axis("axis", x.rank()), a.flag("independent"));
  }

  private static void normal(Catalogue.Module m) {
    m.function(
            "normal(key, shape=(), dtype=None, *, out_sharding=None)",
            "Standard normal random values, real or complex.",
            a -> NormalSampling.normal(key(a), a.shape("shape"), dtype(a)))
        .function(
            "truncated_normal(key, lower, upper, shape=None, dtype=None, *, out_sharding=None)",
            "Standard normal random values conditioned on (lower, upper).",
            a -> NormalSampling.truncatedNormal(key(a), a.value("lower"), a.value("upper"), a.shape("shape"), dtype(a)))
        .function(
            "lognormal(key, sigma=1.0, shape=None, dtype=None, *, out_sharding=None)",
            "Exponentials of normal random values of standard deviation sigma.",
            a -> NormalSampling.lognormal(key(a), a.value("sigma"), a.shape("shape"), dtype(a)))
        .function(
            "maxwell(key, shape=(), dtype=None, *, out_sharding=None)",
            "Maxwell random values: lengths of 3-vectors of normals.",
            a -> NormalSampling.maxwell(key(a), a.shape("shape"), dtype(a)))
        .function(
            "wald(key, mean, shape=None, dtype=None, *, out_sharding=None)",
            "Wald (inverse Gaussian) random values.",
            a -> NormalSampling.wald(key(a), a.value("mean"), a.shape("shape"), dtype(a)))
        .function(
            "multivariate_normal(key, mean, cov, shape=None, dtype=None, method='cholesky', *, out_sharding=None)",
            "Normal random vectors of a mean and a covariance.",
            a ->
                Multivariate.normal(
                    key(a), a.value("mean"), a.value("cov"), a.shape("shape"), dtype(a), a.string("method")))
        .function(
            "orthogonal(key, n, shape=(), dtype=None, m=None, *, out_sharding=None)",
            "Random orthogonal matrices, uniform by the Haar measure.",
            a ->
                Multivariate.orthogonal(
                    key(a),
                    a.integer("n"),
                    a.shape("shape"),
                    dtype(a),
                    a.isNone("m") ? a.integer("n") : a.integer("m")));
  }

  private static void continuous(Catalogue.Module m) {
    m.function(
            "gumbel(key, shape=(), dtype=None, mode=None, *, out_sharding=None)",
            "Gumbel random values.",
            a -> ContinuousSampling.gumbel(key(a), a.shape("shape"), dtype(a), resolution(a)))
        .function(
            "exponential(key, shape=(), dtype=None, *, out_sharding=None)",
            "Exponential random values of rate 1.",
            a -> ContinuousSampling.exponential(key(a), a.shape("shape"), dtype(a)))
        .function(
            "laplace(key, shape=(), dtype=None, *, out_sharding=None)",
            "Laplace random values.",
            a -> ContinuousSampling.laplace(key(a), a.shape("shape"), dtype(a)))
        .function(
            "logistic(key, shape=(), dtype=None, *, out_sharding=None)",
            "Logistic random values.",
            a -> ContinuousSampling.logistic(key(a), a.shape("shape"), dtype(a)))
        .function(
            "cauchy(key, shape=(), dtype=None, *, out_sharding=None)",
            "Cauchy random values.",
            a -> ContinuousSampling.cauchy(key(a), a.shape("shape"), dtype(a)))
        .function(
            "gamma(key, a, shape=None, dtype=None, *, out_sharding=None)",
            "Gamma random values of shape parameter a.",
            a -> ContinuousSampling.gamma(key(a), a.value("a"), a.shape("shape"), dtype(a), false))
        .function(
            "loggamma(key, a, shape=None, dtype=None, *, out_sharding=None)",
            "Logarithms of gamma random values, accurate for small a.",
            a -> ContinuousSampling.gamma(key(a), a.value("a"), a.shape("shape"), dtype(a), true))
        .function(
            "beta(key, a, b, shape=None, dtype=None, *, out_sharding=None)",
            "Beta random values.",
            a -> ContinuousSampling.beta(key(a), a.value("a"), a.value("b"), a.shape("shape"), dtype(a)))
        .function(
            "dirichlet(key, alpha, shape=None, dtype=None, *, out_sharding=None)",
            "Dirichlet random vectors.",
            a -> {
              if (a.value("alpha").rank() == 0) {
                throw JaxError.value("dirichlet requires alpha.ndim >= 1, got alpha.ndim == 0");
              }
              return ContinuousSampling.dirichlet(key(a), a.value("alpha"), a.shape("shape"), dtype(a));
            })
        .function(
            "pareto(key, b, shape=None, dtype=None, *, out_sharding=None)",
            "Pareto random values.",
            a -> ContinuousSampling.pareto(key(a), a.value("b"), a.shape("shape"), dtype(a)))
        .function(
            "t(key, df, shape=None, dtype=None, *, out_sharding=None)",
            "Student's t random values.",
            a -> ContinuousSampling.t(key(a), a.value("df"), a.shape("shape"), dtype(a)))
        .function(
            "chisquare(key, df, shape=None, dtype=None, *, out_sharding=None)",
            "Chi-square random values.",
            a -> ContinuousSampling.chisquare(key(a), a.value("df"), a.shape("shape"), dtype(a)))
        .function(
            "f(key, dfnum, dfden, shape=None, dtype=None, *, out_sharding=None)",
            "F-distributed random values.",
            a -> ContinuousSampling.f(key(a), a.value("dfnum"), a.value("dfden"), a.shape("shape"), dtype(a)))
        .function(
            "rayleigh(key, scale, shape=None, dtype=None, *, out_sharding=None)",
            "Rayleigh random values.",
            a -> ContinuousSampling.rayleigh(key(a), a.value("scale"), a.shape("shape"), dtype(a)))
        .function(
            "weibull_min(key, scale, concentration, shape=(), dtype=None)",
            "Weibull random values.",
            a ->
                ContinuousSampling.weibullMin(
                    key(a), a.value("scale"), a.value("concentration"), a.shape("shape"), dtype(a)))
        .function(
            "triangular(key, left, mode, right, shape=None, dtype=None, *, out_sharding=None)",
            "Triangular random values.",
            a ->
                ContinuousSampling.triangular(
                    key(a), a.value("left"), a.value("mode"), a.value("right"), a.shape("shape"), dtype(a)))
        .function(
            "double_sided_maxwell(key, loc, scale, shape=(), dtype=None)",
            "Double-sided Maxwell random values.",
            a ->
                ContinuousSampling.doubleSidedMaxwell(
                    key(a), a.value("loc"), a.value("scale"), a.shape("shape"), dtype(a)))
        .function(
            "generalized_normal(key, p, shape=(), dtype=None, *, out_sharding=None)",
            "Generalized normal random values of exponent p.",
            a -> ContinuousSampling.generalizedNormal(key(a), a.number("p"), a.shape("shape"), dtype(a)))
        .function(
            "ball(key, d, p=2, shape=(), dtype=None, *, out_sharding=None)",
            "Uniform random points of the unit Lp ball of dimension d.",
            a -> ContinuousSampling.ball(key(a), a.integer("d"), a.number("p"), a.shape("shape"), dtype(a)));
  }

  private static void discrete(Catalogue.Module m) {
    m.function(
            "rademacher(key, shape=(), dtype=None, *, out_sharding=None)",
            "Random signs: -1 or 1.",
            a -> DiscreteSampling.rademacher(key(a), a.shape("shape"), dtype(a)))
        .function(
            "geometric(key, p, shape=None, dtype=None, *, out_sharding=None)",
            "Geometric random integers: trials up to the first success.",
            a -> DiscreteSampling.geometric(key(a), a.value("p"), a.shape("shape"), dtype(a)))
        .function(
            "poisson(key, lam, shape=None, dtype=None, *, out_sharding=None)",
            "Poisson random integers of rate lam.",
            a -> CountSampling.poisson(key(a), a.value("lam"), a.shape("shape"), dtype(a)))
        .function(
            "binomial(key, n, p, shape=None, dtype=None)",
            "Binomial random values of n trials of probability p.",
            a -> CountSampling.binomial(key(a), a.value("n"), a.value("p"), a.shape("shape"), dtype(a)))
        .function(
            "multinomial(key, n, p, *, shape=None, dtype=None, unroll=1)",
            "Multinomial random counts over the last axis of p.",
            a -> CountSampling.multinomial(key(a), a.value("n"), a.value("p"), a.shape("shape"), dtype(a)))
        .function(
            "categorical(key, logits, axis=-1, shape=None, replace=True, mode=None, *, out_sharding=None)",
            "Random indices with probabilities softmax(logits).",
            a -> {
              Value logits = a.value("logits");
              return DiscreteSampling.categorical(
                  key(a), logits, categoryAxis(a, logits.rank()), a.shape("shape"), a.flag("replace"), resolution(a));
            });
  }
}
