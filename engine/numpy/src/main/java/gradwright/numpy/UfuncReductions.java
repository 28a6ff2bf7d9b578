package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;

/// The reductions of `jax.numpy`'s ufunc objects that no function of `jax.numpy` computes: `jnp.bitwise_and.reduce`,
/// `jnp.logical_xor.reduce`, `jnp.maximum.reduce` with a dtype, `jnp.logaddexp.reduce`. One entry by ufunc, in a catalogue
/// module of their own.
public final class UfuncReductions {
  private UfuncReductions() {}

  private enum Operand {
    INTEGER,
    BOOL,
    ANY
  }

  private enum Kind {
    BITWISE_AND(Reduction.Op.AND, BinaryOp.AND, -1, Operand.INTEGER),
    BITWISE_OR(Reduction.Op.OR, BinaryOp.OR, 0, Operand.INTEGER),
    BITWISE_XOR(Reduction.Op.XOR, BinaryOp.XOR, 0, Operand.INTEGER),
    LOGICAL_AND(Reduction.Op.AND, BinaryOp.AND, 1, Operand.BOOL),
    LOGICAL_OR(Reduction.Op.OR, BinaryOp.OR, 0, Operand.BOOL),
    LOGICAL_XOR(Reduction.Op.XOR, BinaryOp.XOR, 0, Operand.BOOL),
    MAXIMUM(Reduction.Op.MAX, BinaryOp.MAX, Double.NEGATIVE_INFINITY, Operand.ANY),
    MINIMUM(Reduction.Op.MIN, BinaryOp.MIN, Double.POSITIVE_INFINITY, Operand.ANY);

    final Reduction.Op op;
    final BinaryOp pair;
    final double identity;
    final Operand operand;

    Kind(Reduction.Op op, BinaryOp pair, double identity, Operand operand) {
      this.op = op;
      this.pair = pair;
      this.identity = identity;
      this.operand = operand;
    }

    String ufunc() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    boolean hasIdentity() {
      return operand != Operand.ANY;
    }
  }

  private static Value reduce(Kind kind, Value x, Reductions.Options o) {
    Value a =
        switch (kind.operand) {
          case INTEGER -> {
            if (!x.dtype().isInteger() && !x.dtype().isBool()) {
              throw JaxError.value("integer argument required; got dtype=" + x.dtype().jaxName());
            }
            yield x;
          }
          case BOOL -> Comparison.notEqual(x, Lax.like(x, 0));
          case ANY -> x;
        };
    Ints axes = o.axes() == null ? Ints.range(0, a.rank()) : o.axes();
    if (!kind.hasIdentity() && o.initial() == null) {
      for (int i = 0; i < axes.size(); i++) {
        if (a.shape().size(axes.get(i)) == 0) {
          throw JaxError.value(
              "zero-size array to reduction operation "
                  + kind.op.name().toLowerCase(java.util.Locale.ROOT)
                  + " which has no identity");
        }
      }
    }
    DType result = o.dtype() == null ? a.dtype() : o.dtype();
    a = Promote.convert(a, result);
    if (o.where() != null) {
      a = Selection.where(o.where(), a, identity(a.dtype(), kind));
    }
    Value r = Lax.reduce(kind.op, a, axes.sorted());
    if (o.initial() != null) {
      if (o.initial().rank() != 0) {
        throw JaxError.value("initial value must be a scalar. Got array of shape " + o.initial().shape().toTuple());
      }
      r = Lax.binary(kind.pair, Promote.convert(o.initial(), a.dtype()), r);
    }
    return o.keepdims() ? Lax.expandDims(r, axes.sorted()) : r;
  }

  private static HostScalar identity(DType t, Kind kind) {
    return kind == Kind.BITWISE_AND
        ? HostScalar.of(t, false, t.isBool() ? 1L : -1L)
        : Reductions.identity(t, kind.identity);
  }

  /// log of the sum of exp(x) over axes, the largest element taken out of the sum so that nothing overflows.
  private static Value logSumExp(Value x, Reductions.Options o) {
    Value a = Promote.argsInexact("logaddexp.reduce", x).getFirst();
    Value real = a.dtype().isComplex() ? Lax.real(a) : a;
    Ints axes = o.axes() == null ? Ints.range(0, a.rank()) : o.axes();
    Value lowest = HostScalar.of(real.dtype(), false, Double.NEGATIVE_INFINITY);
    Value max = Reductions.max(real, new Reductions.Options(axes, null, true, lowest, o.where(), true));
    max = Lax.unary(UnaryOp.STOP_GRADIENT, Selection.where(Classify.isfinite(max), max, Lax.like(max, 0)));
    Value e = Lax.unary(UnaryOp.EXP, Arithmetic.subtract(a, Promote.convert(max, a.dtype())));
    Value sum = Reductions.sum(e, new Reductions.Options(axes, null, true, null, o.where(), true));
    Value r = Lax.add(Lax.unary(UnaryOp.LOG, sum), Promote.convert(max, sum.dtype()));
    if (!o.keepdims()) {
      r = Layout.squeeze(r, axes);
    }
    return o.initial() == null ? r : Elementary.logaddexp(o.initial(), r);
  }

  private static Value logSumExp2(Value x, Reductions.Options o) {
    HostScalar ln2 = Promote.number(Math.log(2));
    Value initial = o.initial() == null ? null : Arithmetic.multiply(o.initial(), ln2);
    Value r =
        logSumExp(
            Arithmetic.multiply(x, ln2),
            new Reductions.Options(o.axes(), null, o.keepdims(), initial, o.where(), true));
    return Arithmetic.trueDivide(r, ln2);
  }

  /// Enters the reductions: the name of each is its ufunc's.
  public static void register(Catalogue.Module m) {
    for (Kind kind : Kind.values()) {
      m.function(
          kind.ufunc() + PARAMETERS,
          "Reduction of an array by jax.numpy." + kind.ufunc() + " over axes.",
          a -> reduce(kind, a.value("a"), options(a)));
    }
    m.function("logaddexp" + PARAMETERS, "log(sum(exp(a))) over axes.", a -> logSumExp(a.value("a"), options(a)));
    m.function("logaddexp2" + PARAMETERS, "log2(sum(2 ** a)) over axes.", a -> logSumExp2(a.value("a"), options(a)));
  }

  private static final String PARAMETERS =
      "(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None)";

  private static Reductions.Options options(Arguments a) {
    return Reductions.options(a, a.value("a"), a.functionName() + ".reduce", true, true, true);
  }
}
