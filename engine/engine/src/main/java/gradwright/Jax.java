package gradwright;

import gradwright.core.batch.BatchTrace;
import gradwright.core.control.Calls;
import gradwright.core.control.Control;
import gradwright.core.errors.JaxError;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.jvp.JvpTrace;
import gradwright.core.lax.Lax;
import gradwright.core.linearize.Linearize;
import gradwright.core.linearize.Linearize.Linearized;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Staging;
import gradwright.core.tree.PyTree;
import gradwright.core.tree.PyTree.Flat;
import gradwright.core.tree.TreeDef;
import gradwright.core.types.Aval;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/// The transformations of JAX for Java. Functions take and give one pytree each: a `Value`, a list or map of trees, or a record
/// whose components are trees; several arguments travel as one record or list. Transformations compose in any order and depth:
///
/// ```java
/// record Params(Value w, Value b) {}
/// Function<Params, Value> loss = p -> Jnp.mean(Jnp.square(Jnp.subtract(Jnp.add(Jnp.matmul(x, p.w()), p.b()), y)));
/// Function<Params, Params> step = Jax.jit(p -> Jax.treeMap((q, g) -> Jnp.subtract(q, Jnp.multiply(0.1, g)), p, Jax.grad(loss).apply(p)));
/// ```
///
/// All work happens in the calling thread's session (see `Session`). Errors are `JaxError`s with the class and words of JAX.
public final class Jax {
  private Jax() {}

  /// A result with the gradient of the function there.
  public record ValueAndGrad<A>(Value value, A gradient) {}

  /// A result with its tangent.
  public record Jvp<B>(B value, B tangent) {}

  /// A result with the map from cotangents of the result to cotangents of the argument.
  public record Vjp<A, B>(B value, Function<B, A> pullBack) {}

  /// A result with the linear map from tangents of the argument to tangents of the result.
  public record Linear<A, B>(B value, Function<A, B> tangentMap) {}

  /// A tree function as a flat one, which notes the structure of its last result.
  private static final class Flattened<A, B> implements FlatFunction {
    private final Function<A, B> f;
    private final TreeDef in;
    private TreeDef out;

    Flattened(Function<A, B> f, TreeDef in) {
      this.f = f;
      this.in = in;
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<Value> call(List<Value> arguments) {
      Flat flat = PyTree.flatten(f.apply((A) in.unflatten(arguments)));
      out = flat.structure();
      return flat.values();
    }

    @SuppressWarnings("unchecked")
    B result(List<? extends Value> leaves) {
      return (B) out.unflatten(leaves);
    }
  }

  /// Compiles a function: the first call for each set of argument types traces it and makes native code.
  public static <A, B> Jitted<A, B> jit(Function<A, B> f) {
    return jit("function", f);
  }

  /// The same, with the name that jaxprs, events and the profiler show.
  public static <A, B> Jitted<A, B> jit(String name, Function<A, B> f) {
    return new Jitted<>(name, f);
  }

  /// The gradient of a scalar function by reverse mode, as a tree like the argument.
  public static <A> Function<A, A> grad(Function<A, Value> f) {
    Function<A, ValueAndGrad<A>> g = valueAndGrad(f);
    return x -> g.apply(x).gradient;
  }

  /// The value and the gradient of a scalar function. Errors: TypeError when the result is not a real scalar or an argument
  /// leaf is not of float dtype.
  @SuppressWarnings("unchecked")
  public static <A> Function<A, ValueAndGrad<A>> valueAndGrad(Function<A, Value> f) {
    return x -> {
      Flat flat = PyTree.flatten(x);
      List<Value> in = flat.values();
      for (Value v : in) {
        if (!v.dtype().isFloat()) {
          throw JaxError.type(
              "grad requires real- or complex-valued inputs (input dtype that is a sub-dtype of np.inexact), but got "
                  + v.dtype()
                  + ". If you want to use Boolean- or integer-valued inputs, use vjp or set allow_int to True.");
        }
      }
      Linearized l = Linearize.linearize(new Flattened<>(f, flat.structure()), in, null, true);
      Value out = l.outputs().getFirst();
      if (out.rank() != 0) {
        throw JaxError.type(
            "Gradient only defined for scalar-output functions. Output had shape: " + out.shape().toTuple() + ".");
      }
      if (!out.dtype().isFloat()) {
        throw JaxError.type(
            "grad requires real-valued outputs (output dtype that is a sub-dtype of np.floating), but got "
                + out.dtype()
                + ".");
      }
      List<Tangent> g = l.pullBack(List.of(Lax.like(out, 1.0)));
      return new ValueAndGrad<>(out, (A) flat.structure().unflatten(g.stream().map(Lax::instantiate).toList()));
    };
  }

  /// The value and the pull-back of cotangents (reverse mode).
  @SuppressWarnings("unchecked")
  public static <A, B> Vjp<A, B> vjp(Function<A, B> f, A x) {
    Flat flat = PyTree.flatten(x);
    Flattened<A, B> g = new Flattened<>(f, flat.structure());
    Linearized l = Linearize.linearize(g, flat.values(), null, true);
    B value = g.result(l.outputs());
    TreeDef outTree = g.out;
    return new Vjp<>(
        value,
        ct -> {
          Flat cts = PyTree.flatten(ct);
          check(outTree, cts.structure(), "cotangent");
          List<Tangent> back = l.pullBack(cts.values());
          return (A) flat.structure().unflatten(back.stream().map(Lax::instantiate).toList());
        });
  }

  /// The value and the tangent along one direction (forward mode).
  public static <A, B> Jvp<B> jvp(Function<A, B> f, A x, A tangent) {
    Flat flat = PyTree.flatten(x);
    Flat ts = PyTree.flatten(tangent);
    check(flat.structure(), ts.structure(), "tangent");
    Flattened<A, B> g = new Flattened<>(f, flat.structure());
    Duals d = JvpTrace.jvp(g, flat.values(), ts.values());
    return new Jvp<>(g.result(d.primals()), g.result(d.tangents().stream().map(Lax::instantiate).toList()));
  }

  /// The value and the whole linear map at a point: cheap to apply to many tangents.
  public static <A, B> Linear<A, B> linearize(Function<A, B> f, A x) {
    Flat flat = PyTree.flatten(x);
    Flattened<A, B> g = new Flattened<>(f, flat.structure());
    Linearized l = Linearize.linearize(g, flat.values(), null);
    B value = g.result(l.outputs());
    TreeDef out = g.out;
    return new Linear<>(
        value,
        t -> {
          @SuppressWarnings("unchecked")
          B r = (B) out.unflatten(l.apply(PyTree.flatten(t).values()).stream().map(Lax::instantiate).toList());
          return r;
        });
  }

  private static void check(TreeDef want, TreeDef got, String what) {
    if (!want.equals(got)) {
      throw JaxError.value("Tree structure of " + what + " input " + got + " does not match " + want);
    }
  }

  /// Vectorises over the leading axis of every leaf of the argument; results have it in front.
  public static <A, B> Function<A, B> vmap(Function<A, B> f) {
    return vmap(f, 0, 0, null);
  }

  /// Vectorises over axis `inAxis` of every leaf, results along `outAxis`; collectives may name the axis (null: no name).
  public static <A, B> Function<A, B> vmap(Function<A, B> f, int inAxis, int outAxis, String axisName) {
    return x -> {
      Flat flat = PyTree.flatten(x);
      List<Integer> axes = new ArrayList<>(Collections.nCopies(flat.leaves().size(), inAxis));
      return map(f, flat, axes, outAxis, axisName);
    };
  }

  /// Vectorises a function of two arguments over the leading axis of the second only, as for parameters and examples.
  public static <P, X, B> java.util.function.BiFunction<P, X, B> vmapSecond(java.util.function.BiFunction<P, X, B> f) {
    return (p, x) -> {
      Flat flat = PyTree.flatten(java.util.Arrays.asList(p, x));
      int shared = PyTree.leaves(p).size();
      List<Integer> axes = new ArrayList<>();
      for (int i = 0; i < flat.leaves().size(); i++) {
        axes.add(i < shared ? null : 0);
      }
      Function<List<Object>, B> g =
          both -> {
            @SuppressWarnings("unchecked")
            B r = f.apply((P) both.get(0), (X) both.get(1));
            return r;
          };
      return map(g, flat, axes, 0, null);
    };
  }

  private static <A, B> B map(Function<A, B> f, Flat flat, List<Integer> inAxes, int outAxis, String axisName) {
    List<Value> in = flat.values();
    int size = -1;
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      Integer a = inAxes.get(i);
      if (a == null) {
        axes.add(null);
        continue;
      }
      Value v = in.get(i);
      int axis = a < 0 ? a + v.rank() : a;
      if (axis < 0 || axis >= v.rank()) {
        throw JaxError.value(
            "vmap was requested to map its argument along axis "
                + a
                + ", which implies that its rank should be at least "
                + (a < 0 ? -a : a + 1)
                + ", but is only "
                + v.rank()
                + " (its shape is "
                + v.shape().toTuple()
                + ")");
      }
      int n = v.shape().size(axis);
      if (size >= 0 && n != size) {
        throw JaxError.value(
            "vmap got inconsistent sizes for array axes to be mapped: "
                + size
                + " and "
                + n
                + " at "
                + TreeDef.pathString(flat.structure().paths().get(i)));
      }
      size = n;
      axes.add(axis);
    }
    if (size < 0) {
      throw JaxError.value("vmap must have at least one non-None value in in_axes");
    }
    Flattened<A, B> g = new Flattened<>(f, flat.structure());
    BatchTrace.Batched out = BatchTrace.run(g, size, axisName, in, axes);
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < out.values().size(); i++) {
      Value v = out.values().get(i);
      Integer axis = out.axes().get(i);
      int rank = axis == null ? v.rank() + 1 : v.rank();
      int to = outAxis < 0 ? outAxis + rank : outAxis;
      results.add(axis == null ? stretch(v, size, to) : Lax.moveAxis(v, axis, to));
    }
    return g.result(results);
  }

  private static Value stretch(Value v, int size, int axis) {
    Shape shape = v.shape().insert(axis, size);
    Ints dims = Ints.range(0, v.rank() + 1);
    int[] keep = java.util.stream.IntStream.of(dims.toArray()).filter(d -> d != axis).toArray();
    return Lax.broadcastInDim(v, shape, Ints.of(keep));
  }

  /// The Jacobian of an array function of one array by forward mode: shape (output..., input...).
  public static Function<Value, Value> jacfwd(Function<Value, Value> f) {
    return x -> {
      Function<Value, Value> push = t -> jvp(f, x, t).tangent;
      Value columns = vmap(push, 0, -1, null).apply(basis(x.aval()));
      int[] sizes = columns.shape().remove(columns.rank() - 1).toArray();
      return Lax.reshape(columns, Ints.of(sizes).concat(Ints.of(x.shape().toArray())).toShape());
    };
  }

  /// The Jacobian of an array function of one array by reverse mode: shape (output..., input...).
  public static Function<Value, Value> jacrev(Function<Value, Value> f) {
    return x -> {
      Vjp<Value, Value> v = vjp(f, x);
      Value rows = vmap(v.pullBack, 0, 0, null).apply(basis(v.value.aval()));
      return Lax.reshape(rows, Ints.of(v.value.shape().toArray()).concat(Ints.of(x.shape().toArray())).toShape());
    };
  }

  /// The Hessian of a scalar function of one array: forward over reverse.
  public static Function<Value, Value> hessian(Function<Value, Value> f) {
    return jacfwd(grad(f)::apply);
  }

  /// The standard basis of a space of arrays, along a new leading axis.
  private static Value basis(Aval aval) {
    int n = (int) aval.shape().elements();
    Value i = Lax.iota(gradwright.core.types.DType.INT32, Shape.of(n, n), 0);
    Value j = Lax.iota(gradwright.core.types.DType.INT32, Shape.of(n, n), 1);
    Value eye = Lax.convert(Lax.eq(i, j), aval.dtype());
    return Lax.reshape(eye, aval.shape().insert(0, n));
  }

  /// The jaxpr of a function at arguments like `x`.
  public static <A, B> ClosedJaxpr makeJaxpr(Function<A, B> f, A x) {
    Flat flat = PyTree.flatten(x);
    return Staging.stage(new Flattened<>(f, flat.structure()), flat.values().stream().map(Value::aval).toList());
  }

  /// Applies `f` to every leaf of a tree.
  public static <T> T treeMap(java.util.function.UnaryOperator<Value> f, T tree) {
    return PyTree.map(f, tree);
  }

  /// Applies `f` to corresponding leaves of two trees of one structure.
  public static <T> T treeMap(java.util.function.BinaryOperator<Value> f, T a, T b) {
    return PyTree.map((java.util.function.BiFunction<Value, Value, Value>) f, a, b);
  }

  // ---- control flow ----

  /// A result of `scan`: the final carry, and the outputs of all steps stacked along a new leading axis.
  public record Scanned<C, Y>(C carry, Y outputs) {}

  /// Folds `step` over the leading axis of every leaf of `xs`, compiled once whatever the length. The carry keeps its structure,
  /// shapes and dtypes.
  @SuppressWarnings("unchecked")
  public static <C, X, Y> Scanned<C, Y> scan(java.util.function.BiFunction<C, X, Scanned<C, Y>> step, C init, X xs) {
    Flat carry = PyTree.flatten(init);
    Flat inputs = PyTree.flatten(xs);
    int n = carry.leaves().size();
    TreeDef[] out = new TreeDef[1];
    FlatFunction body =
        in -> {
          Scanned<C, Y> r =
              step.apply(
                  (C) carry.structure().unflatten(in.subList(0, n)),
                  (X) inputs.structure().unflatten(in.subList(n, in.size())));
          Flat c = PyTree.flatten(r.carry);
          check(carry.structure(), c.structure(), "scan carry");
          Flat y = PyTree.flatten(r.outputs);
          out[0] = y.structure();
          List<Value> all = new ArrayList<>(c.values());
          all.addAll(y.values());
          return all;
        };
    List<Value> r = Control.scan(body, carry.values(), inputs.values(), null, false, 1);
    return new Scanned<>(
        (C) carry.structure().unflatten(r.subList(0, n)), (Y) out[0].unflatten(r.subList(n, r.size())));
  }

  /// Applies one of two functions, chosen when the program runs.
  public static <A, B> B cond(Value predicate, Function<A, B> onTrue, Function<A, B> onFalse, A operand) {
    Flat flat = PyTree.flatten(operand);
    Flattened<A, B> t = new Flattened<>(onTrue, flat.structure());
    Flattened<A, B> f = new Flattened<>(onFalse, flat.structure());
    List<Value> r = Control.cond(predicate, t, f, flat.values());
    check(t.out, f.out, "cond branch");
    return t.result(r);
  }

  /// Repeats `body` while `condition` holds. Not differentiable in reverse mode.
  public static <A> A whileLoop(Function<A, Value> condition, Function<A, A> body, A init) {
    Flat flat = PyTree.flatten(init);
    Flattened<A, A> b = new Flattened<>(body, flat.structure());
    List<Value> r = Control.whileLoop(new Flattened<>(condition, flat.structure()), b, flat.values());
    check(flat.structure(), b.out, "while_loop carry");
    return b.result(r);
  }

  /// Recomputes what `f` computed instead of keeping it for the backward pass.
  public static <A, B> Function<A, B> checkpoint(Function<A, B> f) {
    return x -> {
      Flat flat = PyTree.flatten(x);
      Flattened<A, B> g = new Flattened<>(f, flat.structure());
      return g.result(Calls.checkpoint(g, flat.values(), true, null));
    };
  }
}
