package gradwright.numpy.ndarray;

import gradwright.numpy.ndarray.Flags.Poles;
import gradwright.numpy.ndarray.Kernel.LongLoop;
import gradwright.numpy.ndarray.Kernel.Loop;
import java.util.function.Function;

/// An elementwise function: its loops, and which types they take and give.
public final class Ufunc {
  /// Which types a function works in, given the common type of its operands.
  enum Rule {
    /// Any number type, and gives it.
    SAME,
    /// As `SAME`, but not bool.
    NO_BOOL,
    /// As `SAME`, bool as int8.
    COUNTING,
    /// Float types; integers as the float that holds them.
    FLOATING,
    /// As `FLOATING`, all integers as float64.
    DIVIDING,
    /// Bool and integers.
    BITS,
    /// Integers, bool as int8.
    WHOLE,
    /// Real numbers: bool and integers and floats, and gives the same.
    REAL,
    /// Complex numbers give their real type, others their own.
    MAGNITUDE,
    /// Compares and gives bool.
    COMPARING,
    /// Tests of floats that give bool.
    TESTING
  }

  final String name;
  final int inputs;
  final Rule rule;
  Function<ElementType, Loop> real;
  LongLoop signed;
  LongLoop unsigned;
  LongLoop truths;
  Loop pairs;
  Loop pairsToReal;
  Poles poles = Poles.NONE;
  Object identity;
  ElementType gives;

  Ufunc(String name, int inputs, Rule rule) {
    this.name = name;
    this.inputs = inputs;
    this.rule = rule;
  }

  Ufunc real(Loop loop) {
    real = t -> loop;
    return this;
  }

  Ufunc real(Function<ElementType, Loop> loops) {
    real = loops;
    return this;
  }

  Ufunc whole(LongLoop loop) {
    signed = loop;
    unsigned = loop;
    return this;
  }

  Ufunc whole(LongLoop forSigned, LongLoop forUnsigned) {
    signed = forSigned;
    unsigned = forUnsigned;
    return this;
  }

  Ufunc truths(LongLoop loop) {
    truths = loop;
    return this;
  }

  Ufunc pairs(Loop loop) {
    pairs = loop;
    return this;
  }

  Ufunc pairsToReal(Loop loop) {
    pairsToReal = loop;
    return this;
  }

  Ufunc poles(Poles p) {
    poles = p;
    return this;
  }

  Ufunc identity(Object v) {
    identity = v;
    return this;
  }

  Ufunc gives(ElementType t) {
    gives = t;
    return this;
  }

  public String name() {
    return name;
  }

  public int inputs() {
    return inputs;
  }

  /// What reductions start from, or null.
  public Object identity() {
    return identity;
  }

  /// The loop for operands of a type.
  Kernel kernel(ElementType t) {
    if (t.isComplex()) {
      if (pairsToReal != null) {
        return new Kernel.PairsToDoubles(pairsToReal);
      }
      return pairs == null ? null : new Kernel.Pairs(pairs);
    }
    if (t.isFloat()) {
      return real == null ? null : new Kernel.Doubles(real.apply(t));
    }
    if (t == ElementType.BOOL && truths != null) {
      return new Kernel.Longs(truths);
    }
    LongLoop loop = t.kind() == ElementType.Kind.SIGNED ? signed : unsigned;
    return loop == null ? null : new Kernel.Longs(loop);
  }
}
