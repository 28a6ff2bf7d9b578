package gradwright.core.rules;

import static gradwright.core.rules.Sample.booleans;
import static gradwright.core.rules.Sample.integers;
import static gradwright.core.rules.Sample.normal;
import static gradwright.core.rules.Sample.positive;

import gradwright.core.control.Calls;
import gradwright.core.control.Control;
import gradwright.core.ir.Masks;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Call;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.CustomRules;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Control flow and calls, each beside the same function without it.
final class ControlCases {
  private ControlCases() {}

  /// A case and what it computes, written out.
  record Pair(Case c, FlatFunction plain) {
    @Override
    public String toString() {
      return c.name();
    }
  }

  static List<Case> differentiable() {
    return pairs().stream().map(Pair::c).toList();
  }

  private static Pair pair(String name, FlatFunction f, FlatFunction plain, Sample... samples) {
    return new Pair(Case.of(name, f, samples), plain);
  }

  static Value sin(Value x) {
    return Lax.unary(UnaryOp.SIN, x);
  }

  static Value cos(Value x) {
    return Lax.unary(UnaryOp.COS, x);
  }

  static Value tanh(Value x) {
    return Lax.unary(UnaryOp.TANH, x);
  }

  private static Value total(Value x) {
    return Lax.sum(x, Ints.range(0, x.rank()));
  }

  private static Value times(Value x, double k) {
    return Lax.mul(x, Lax.like(x, k));
  }

  /// `jit` of a flat function, staged anew each time.
  static FlatFunction jit(String name, FlatFunction f) {
    return in -> {
      Staging.Hoisted h = Staging.stageHoisting(f, in.stream().map(Value::aval).toList());
      return Session.bind(Call.Jit.of(name, h.jaxpr()), Masks.concat(h.hoisted(), in));
    };
  }

  static FlatFunction remat(FlatFunction f, CustomRules.Policy policy) {
    return in -> Calls.checkpoint(f, in, true, policy);
  }

  static CustomRules.Policy policy(String name, String... primitives) {
    return new CustomRules.Policy() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public boolean saveable(Primitive p, List<Aval> inputs) {
        return List.of(primitives).contains(p instanceof Call.Name n ? n.name() : p.primitiveName());
      }
    };
  }

  /// sin with a rule of its own.
  static FlatFunction ownSin() {
    CustomRules.Jvp rule =
        new CustomRules.Jvp() {
          @Override
          public String name() {
            return "own_sin_jvp";
          }

          @Override
          public CustomRules.Duals apply(List<Value> primals, List<Tangent> tangents) {
            Value x = primals.getFirst();
            return new CustomRules.Duals(List.of(sin(x)), List.of(Lax.mul(cos(x), (Value) tangents.getFirst())));
          }
        };
    return in -> Calls.customJvp("own_sin", a -> List.of(sin(a.getFirst())), rule, false, in);
  }

  /// A cell of a recurrent network: W, h, x to h, y.
  private static List<Value> cell(Value w, Value h, Value x) {
    Value product = Lax.dotGeneral(w, h, Ints.of(1), Ints.of(0), Ints.EMPTY, Ints.EMPTY, null);
    Value next = tanh(Lax.add(product, sin(x)));
    return List.of(next, Lax.mul(next, x));
  }

  private static List<Value> recurrent(Value w, Value h, Value xs, boolean reverse) {
    return Control.scan(in -> cell(w, in.get(0), in.get(1)), List.of(h), List.of(xs), null, reverse, 1);
  }

  private static List<Value> recurrentPlain(Value w, Value h, Value xs, boolean reverse) {
    int n = xs.shape().size(0);
    List<Value> ys = new ArrayList<>(java.util.Collections.nCopies(n, null));
    Value carry = h;
    for (int s = 0; s < n; s++) {
      int i = reverse ? n - 1 - s : s;
      List<Value> out = cell(w, carry, Lax.indexInDim(xs, i, 0));
      carry = out.get(0);
      ys.set(i, Lax.expandDims(out.get(1), Ints.of(0)));
    }
    return List.of(carry, Lax.concatenate(ys, 0));
  }

  private static Value positiveTotal(Value x) {
    return Lax.gt(total(x), Lax.like(x, 0));
  }

  /// Branches that keep different residuals.
  private static List<Value> either(Value p, Value x, Value y) {
    return Control.cond(
        p,
        in -> List.of(Lax.mul(sin(in.get(0)), in.get(1)), total(in.get(0))),
        in -> List.of(tanh(Lax.mul(in.get(1), in.get(1))), Lax.scalar(DType.FLOAT64, 2.0)),
        List.of(x, y));
  }

  private static List<Value> eitherPlain(Value p, Value x, Value y) {
    Value first = Lax.select(spread(p, x), Lax.mul(sin(x), y), tanh(Lax.mul(y, y)));
    return List.of(first, Lax.select(p, total(x), Lax.scalar(DType.FLOAT64, 2.0)));
  }

  private static Value spread(Value p, Value like) {
    return Lax.broadcastInDim(p, like.shape(), Ints.EMPTY);
  }

  private static List<Value> countedPower(Value x) {
    // a loop on integers alone does not hinder reverse differentiation around it
    List<Value> n =
        Control.whileLoop(
            c -> List.of(Lax.lt(c.get(0), Lax.scalar(DType.INT32, 20L))),
            c -> List.of(Lax.add(c.get(0), Lax.add(c.get(0), Lax.scalar(DType.INT32, 1L)))),
            List.of(Lax.scalar(DType.INT32, 0L)));
    return List.of(Lax.mul(sin(x), Lax.convert(n.getFirst(), DType.FLOAT64)));
  }

  static List<Pair> pairs() {
    return List.of(
        pair(
            "cond",
            in -> either(in.get(0), in.get(1), in.get(2)),
            in -> eitherPlain(in.get(0), in.get(1), in.get(2)),
            booleans(),
            normal(3),
            normal(3)),
        pair(
            "cond on the operand, closing over it",
            in ->
                Control.cond(
                    positiveTotal(in.get(0)), a -> List.of(sin(in.get(0))), a -> List.of(tanh(in.get(0))), List.of()),
            in -> List.of(Lax.select(spread(positiveTotal(in.get(0)), in.get(0)), sin(in.get(0)), tanh(in.get(0)))),
            normal(3)),
        pair(
            "switch",
            in ->
                Control.switchCase(
                    Lax.sub(in.get(0), Lax.scalar(DType.INT32, 1L)),
                    List.<FlatFunction>of(
                        a -> List.of(sin(a.get(0))), a -> List.of(cos(a.get(0))), a -> List.of(a.get(0))),
                    List.of(in.get(1))),
            in -> {
              Value i = Lax.clamp(Lax.scalar(DType.INT32, 1L), in.get(0), Lax.scalar(DType.INT32, 3L));
              Value x = in.get(1);
              return List.of(
                  Lax.selectN(
                      Lax.broadcastInDim(Lax.sub(i, Lax.scalar(DType.INT32, 1L)), x.shape(), Ints.EMPTY),
                      List.of(sin(x), cos(x), x)));
            },
            integers(6),
            normal(2)),
        pair(
            "scan",
            in -> recurrent(in.get(0), in.get(1), in.get(2), false),
            in -> recurrentPlain(in.get(0), in.get(1), in.get(2), false),
            normal(3, 3),
            normal(3),
            normal(4, 3)),
        pair(
            "reverse scan",
            in -> recurrent(in.get(0), in.get(1), in.get(2), true),
            in -> recurrentPlain(in.get(0), in.get(1), in.get(2), true),
            normal(3, 3),
            normal(3),
            normal(4, 3)),
        pair(
            "scan with a counter, a constant carry and xs given back",
            in ->
                Control.scan(
                    a -> {
                      Value step = Lax.convert(a.get(0), DType.FLOAT64);
                      return List.of(
                          Lax.add(a.get(0), Lax.scalar(DType.INT32, 1L)),
                          a.get(1),
                          Lax.add(Lax.mul(a.get(2), a.get(1)), Lax.mul(step, a.get(3))),
                          a.get(3));
                    },
                    List.of(Lax.scalar(DType.INT32, 0L), in.get(0), in.get(0)),
                    List.of(in.get(1)),
                    null,
                    false,
                    1),
            in -> {
              Value k = in.get(0);
              Value x = in.get(0);
              for (int i = 0; i < 3; i++) {
                x = Lax.add(Lax.mul(x, k), times(Lax.indexInDim(in.get(1), i, 0), i));
              }
              return List.of(Lax.scalar(DType.INT32, 3L), k, x, in.get(1));
            },
            normal(),
            normal(3)),
        pair(
            "scan of length 0",
            in -> Control.scan(a -> List.of(sin(a.get(0)), a.get(0)), List.of(in.get(0)), List.of(), 0, false, 1),
            in -> List.of(in.get(0), Sample.array(DType.FLOAT64, gradwright.core.types.Shape.of(0, 2))),
            normal(2)),
        pair(
            "scan of a cond of a scan",
            in ->
                Control.scan(
                    a ->
                        Control.cond(
                            Lax.gt(total(a.get(1)), Lax.scalar(DType.FLOAT64, 0.0)),
                            b ->
                                Control.scan(
                                    c -> List.of(Lax.mul(c.get(0), sin(c.get(1)))),
                                    List.of(b.get(0)),
                                    List.of(b.get(1)),
                                    null,
                                    false,
                                    1),
                            b -> List.of(tanh(b.get(0))),
                            a),
                    List.of(in.get(0)),
                    List.of(in.get(1)),
                    null,
                    false,
                    1),
            in -> {
              Value x = in.get(0);
              for (int i = 0; i < 3; i++) {
                Value row = Lax.indexInDim(in.get(1), i, 0);
                Value product = x;
                for (int k = 0; k < 2; k++) {
                  product = Lax.mul(product, sin(Lax.indexInDim(row, k, 0)));
                }
                x = Lax.select(positiveTotal(row), product, tanh(x));
              }
              return List.of(x);
            },
            normal(),
            normal(3, 2)),
        pair(
            "fori_loop",
            in ->
                Control.foriLoop(
                    Lax.scalar(DType.INT32, 1L),
                    Lax.scalar(DType.INT32, 4L),
                    a -> List.of(Lax.mul(sin(a.get(1)), Lax.convert(a.get(0), DType.FLOAT64))),
                    List.of(in.get(0))),
            in -> {
              Value x = in.get(0);
              for (int i = 1; i < 4; i++) {
                x = times(sin(x), i);
              }
              return List.of(x);
            },
            normal(2)),
        pair(
            "while loop on integers beside a differentiated value",
            in -> countedPower(in.get(0)),
            in -> List.of(times(sin(in.get(0)), 31)),
            normal(2)),
        pair(
            "jit in jit",
            jit(
                "outer",
                in -> {
                  Value inner =
                      jit("inner", a -> List.of(sin(Lax.mul(a.get(0), in.get(1))), a.get(0)))
                          .call(List.of(in.get(0)))
                          .getFirst();
                  return List.of(Lax.mul(inner, in.get(0)), in.get(1));
                }),
            in -> List.of(Lax.mul(sin(Lax.mul(in.get(0), in.get(1))), in.get(0)), in.get(1)),
            normal(2),
            normal(2)),
        pair(
            "jit with a constant and an integer output",
            jit(
                "constant",
                in ->
                    List.of(Lax.scalar(DType.INT32, 7L), Lax.mul(in.get(0), Sample.doubles(in.get(0).shape(), 2, 3)))),
            in -> List.of(Lax.scalar(DType.INT32, 7L), Lax.mul(in.get(0), Sample.doubles(in.get(0).shape(), 2, 3))),
            normal(2)),
        pair(
            "jit of scan",
            jit("loop", in -> recurrent(in.get(0), in.get(1), in.get(2), false)),
            in -> recurrentPlain(in.get(0), in.get(1), in.get(2), false),
            normal(3, 3),
            normal(3),
            normal(2, 3)),
        pair(
            "named jit",
            in -> NamedJit.call("twice", "two", in, a -> List.of(times(a.get(0), 2))),
            in -> List.of(times(in.get(0), 2)),
            normal(2)),
        pair(
            "remat",
            remat(in -> List.of(sin(sin(Lax.mul(in.get(0), in.get(1)))), in.get(1)), null),
            in -> List.of(sin(sin(Lax.mul(in.get(0), in.get(1)))), in.get(1)),
            normal(2),
            normal(2)),
        pair(
            "remat that saves sines, with jit and loops inside",
            remat(
                in -> {
                  Value y = jit("inner", a -> List.of(sin(tanh(sin(a.get(0)))))).call(List.of(in.get(0))).getFirst();
                  Value z = recurrent(in.get(1), y, Lax.expandDims(y, Ints.of(0)), false).getFirst();
                  return either(positiveTotal(y), z, y);
                },
                policy("save_sin", "sin")),
            in -> {
              Value y = sin(tanh(sin(in.get(0))));
              Value z = recurrentPlain(in.get(1), y, Lax.expandDims(y, Ints.of(0)), false).getFirst();
              return eitherPlain(positiveTotal(y), z, y);
            },
            normal(3),
            normal(3, 3)),
        pair(
            "scan of remat",
            in ->
                Control.scan(
                    remat(a -> List.of(sin(Lax.mul(a.get(0), a.get(1))), a.get(0)), null),
                    List.of(in.get(0)),
                    List.of(in.get(1)),
                    null,
                    false,
                    1),
            in -> {
              Value x = in.get(0);
              List<Value> ys = new ArrayList<>();
              for (int i = 0; i < 3; i++) {
                ys.add(Lax.expandDims(x, Ints.of(0)));
                x = sin(Lax.mul(x, Lax.indexInDim(in.get(1), i, 0)));
              }
              return List.of(x, Lax.concatenate(ys, 0));
            },
            normal(),
            normal(3)),
        pair("custom_jvp", ownSin(), in -> List.of(sin(in.get(0))), normal(2)),
        pair("custom_jvp in jit", jit("own", ownSin()), in -> List.of(sin(in.get(0))), normal(2)),
        pair(
            "custom_jvp in scan",
            in ->
                Control.scan(
                    a -> List.of(ownSin().call(List.of(Lax.add(a.get(0), a.get(1)))).getFirst()),
                    List.of(in.get(0)),
                    List.of(in.get(1)),
                    null,
                    false,
                    1),
            in -> {
              Value x = in.get(0);
              for (int i = 0; i < 3; i++) {
                x = sin(Lax.add(x, Lax.indexInDim(in.get(1), i, 0)));
              }
              return List.of(x);
            },
            normal(),
            normal(3)),
        pair(
            "custom_linear_solve",
            in -> triangular(in.get(0), in.get(1)),
            in ->
                List.of(
                        Lax.bind1(
                            new LinearAlgebra.TriangularSolve(true, true, false, false, false),
                            in.get(0),
                            column(in.get(1))))
                    .stream()
                    .map(x -> Lax.reshape(x, in.get(1).shape()))
                    .toList(),
            Sample.matrix(3, 3),
            normal(3)),
        pair(
            "optimization_barrier and name",
            in -> {
              List<Value> b = Calls.optimizationBarrier(in);
              return List.of(Lax.mul(Calls.checkpointName(b.get(0), "x"), b.get(1)));
            },
            in -> List.of(Lax.mul(in.get(0), in.get(1))),
            positive(2),
            normal(2)));
  }

  private static Value column(Value b) {
    return Lax.expandDims(b, Ints.of(1));
  }

  /// Solves the lower triangle of `a`.
  private static List<Value> triangular(Value a, Value b) {
    Value i = Lax.iota(DType.INT32, a.shape(), 0);
    Value j = Lax.iota(DType.INT32, a.shape(), 1);
    Value lower = Lax.select(Lax.ge(i, j), a, Lax.zeros(a.aval()));
    FlatFunction matvec =
        in -> List.of(Lax.dotGeneral(lower, in.get(0), Ints.of(1), Ints.of(0), Ints.EMPTY, Ints.EMPTY, null));
    return Calls.customLinearSolve(
        matvec,
        List.of(b),
        (mv, in) -> List.of(solved(lower, in.getFirst(), false)),
        (vm, in) -> List.of(solved(lower, in.getFirst(), true)),
        false);
  }

  private static Value solved(Value lower, Value b, boolean transposed) {
    Value x = Lax.bind1(new LinearAlgebra.TriangularSolve(true, true, transposed, false, false), lower, column(b));
    return Lax.reshape(x, b.shape());
  }
}
