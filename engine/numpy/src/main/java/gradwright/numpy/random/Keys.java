package gradwright.numpy.random;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Shaping;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Typed PRNG keys (`key<fry>`, `key<rbg>`, `key<urbg>`) and the raw uint32 keys of old programs, which are wrapped on the way in and unwrapped
/// on the way out.
public final class Keys {
  private Keys() {}

  /// A typed key, and whether it was given raw.
  record Checked(Value key, boolean wrapped) {}

  /// `jax.random.key`: the typed key of an integer seed, for the generator of `keys`.
  public static Value key(Value seed, DType keys) {
    return key("key", seed, keys);
  }

  private static Value key(String function, Value seed, DType keys) {
    if (seed.dtype().isKey()) {
      throw JaxError.type(function + " accepts a scalar seed, but was given a PRNG key.");
    }
    if (seed.rank() != 0) {
      throw JaxError.type(
          function
              + " accepts a scalar seed, but was given an array of shape "
              + seed.shape().toTuple()
              + " != (). Use jax.vmap for batching");
    }
    if (!seed.dtype().isInteger()) {
      throw JaxError.type("PRNG key seed must be an integer; got " + seed);
    }
    return Lax.bind1(new RandomBits.Seed(keys), seed);
  }

  /// The typed key of a seed known on the host, for the default generator.
  public static Value key(long seed) {
    return key(seedScalar(seed), KeyGenerator.standard().keys());
  }

  /// A host seed as a scalar of the default integer type. While x64 is off, seeds beyond int32 keep their low 32 bits.
  static HostScalar seedScalar(long seed) {
    boolean x64 = Session.current().config().x64();
    return HostScalar.of(x64 ? DType.INT64 : DType.INT32, true, seed);
  }

  /// `jax.random.PRNGKey`: the raw uint32 key of a seed.
  public static Value rawKey(Value seed, DType keys) {
    return keyData(key("PRNGKey", seed, keys));
  }

  /// The raw key of a seed for the default generator.
  public static Value rawKey(Value seed) {
    return rawKey(seed, KeyGenerator.standard().keys());
  }

  /// `jax.random.key_data`: the uint32 words behind typed keys; raw keys are checked and given back as they are.
  public static Value keyData(Value key) {
    return Lax.bind1(new RandomBits.Unwrap(), typed(key));
  }

  /// Keys of any shape, typed; raw ones are taken for the default generator's.
  static Value typed(Value key) {
    return key.dtype().isKey() ? key : wrap(key, KeyGenerator.standard().keys());
  }

  /// `jax.random.wrap_key_data`.
  public static Value wrap(Value data, DType keys) {
    Shape one = keys.keyShape();
    if (data.rank() == 0 && data instanceof HostScalar s) {
      throw JaxError.type(
          "JAX encountered invalid PRNG key data: expected key_data to have ndim, shape, and dtype attributes. Got "
              + (s.dtype().isInexact() ? String.valueOf(s.real()) : String.valueOf(s.integer())));
    }
    if (data.rank() < 1) {
      throw JaxError.type(
          "JAX encountered invalid PRNG key data: expected key_data.ndim >= 1; got ndim=" + data.rank());
    }
    if (!data.shape().endsWith(one)) {
      throw JaxError.type(
          "JAX encountered invalid PRNG key data: expected key_data.shape to end with "
              + one.toTuple()
              + "; got shape="
              + data.shape().toTuple()
              + " for impl="
              + keys.keyTag()
              + " ("
              + KeyGenerator.nameOf(keys)
              + ")");
    }
    if (data.dtype() != DType.UINT32) {
      throw JaxError.type(
          "JAX encountered invalid PRNG key data: expected key_data.dtype = uint32; got dtype=" + data.dtype());
    }
    return Lax.bind1(new RandomBits.Wrap(keys), data);
  }

  /// The typed form of one key given to `function`.
  static Checked check(String function, Value key) {
    Checked c =
        key.dtype().isKey() ? new Checked(key, false) : new Checked(wrap(key, KeyGenerator.standard().keys()), true);
    if (c.key.rank() != 0) {
      throw JaxError.value(
          function
              + " accepts a single key, but was given a key array of shape "
              + c.key.shape().toTuple()
              + " != (). Use jax.vmap for batching.");
    }
    return c;
  }

  private static Value unwrapIf(boolean wrapped, Value key) {
    return wrapped ? Lax.bind1(new RandomBits.Unwrap(), key) : key;
  }

  /// `jax.random.split`: new keys of shape `shape`, independent of each other and of `key`.
  public static Value split(Value key, Shape shape) {
    Checked c = check("split", key);
    return unwrapIf(c.wrapped, Lax.bind1(new RandomBits.Split(shape), c.key));
  }

  /// `jax.random.fold_in`: a new key from a key and an integer.
  public static Value foldIn(Value key, Value data) {
    Checked c = check("fold_in", key);
    if (data.rank() != 0) {
      throw JaxError.type(
          "fold_in accepts a scalar, but was given an array ofshape "
              + data.shape().toTuple()
              + " != (). Use jax.vmap for batching.");
    }
    return unwrapIf(c.wrapped, Lax.bind1(new RandomBits.FoldIn(), c.key, Lax.convert(data, DType.UINT32)));
  }

  /// `num` keys split off a typed key, as separate values.
  static List<Value> splitTyped(Value key, int num) {
    Value keys = Lax.bind1(new RandomBits.Split(Shape.of(num)), key);
    List<Value> out = new ArrayList<>();
    for (int i = 0; i < num; i++) {
      Value one = Lax.bind1(new Shaping.Slice(Ints.of(i), Ints.of(i + 1), Ints.of(1)), keys);
      out.add(Lax.squeeze(one, Ints.of(0)));
    }
    return out;
  }

  /// Random unsigned integers of a width.
  static Value bits(Value key, int width, Shape shape) {
    return Lax.bind1(new RandomBits.Bits(width, shape), key);
  }
}
