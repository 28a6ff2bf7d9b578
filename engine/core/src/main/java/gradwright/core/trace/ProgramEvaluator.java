package gradwright.core.trace;

import gradwright.core.device.Device;
import gradwright.core.eval.MultiplyAdd;
import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Equation;
import gradwright.core.ir.Jaxpr;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise.Binary;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Evaluates whole programs with the reference evaluator. A product whose only use is a sum is rounded together with it, as
/// compiled code does, so that small programs that are evaluated give the bits of large ones that are compiled.
final class ProgramEvaluator {
  private final Session session;
  private final Device device;
  private final Jaxpr jaxpr;
  private final Map<Atom.Var, Value> env = new IdentityHashMap<>();
  private final Map<Atom.Var, Integer> uses = new IdentityHashMap<>();
  private final Map<Atom.Var, Equation> products = new IdentityHashMap<>();

  private ProgramEvaluator(Session session, Device device, Jaxpr jaxpr) {
    this.session = session;
    this.device = device;
    this.jaxpr = jaxpr;
  }

  /// Results of a program on arrays.
  static List<Array> evaluate(ClosedJaxpr program, List<Array> arguments, Device device) {
    Session session = Session.current();
    return session.with(
        session.evalTrace(), () -> new ProgramEvaluator(session, device, program.jaxpr()).run(program, arguments));
  }

  private List<Array> run(ClosedJaxpr program, List<Array> arguments) {
    for (int i = 0; i < jaxpr.constants().size(); i++) {
      env.put(jaxpr.constants().get(i), program.constants().get(i));
    }
    for (int i = 0; i < arguments.size(); i++) {
      env.put(jaxpr.inputs().get(i), arguments.get(i));
    }
    countUses();
    for (Equation e : jaxpr.equations()) {
      session.poll();
      if (isLoneProduct(e)) {
        products.put(e.outputs().getFirst(), e); // computed with the sum that uses it
        continue;
      }
      List<Value> out = session.withSource(e.source(), () -> apply(e));
      for (int i = 0; i < out.size(); i++) {
        env.put(e.outputs().get(i), out.get(i));
      }
      e.inputs().forEach(this::release);
    }
    List<Array> results = new ArrayList<>(jaxpr.outputs().size());
    for (Atom a : jaxpr.outputs()) {
      results.add(EvalTrace.toArray(read(a), device));
    }
    return results;
  }

  private void countUses() {
    Map<Atom.Var, Boolean> summed = new IdentityHashMap<>();
    for (Equation e : jaxpr.equations()) {
      for (Atom a : e.inputs()) {
        if (a instanceof Atom.Var v) {
          uses.merge(v, 1, Integer::sum);
          summed.merge(v, isSum(e) && fits(v, e), Boolean::logicalAnd);
        }
      }
    }
    for (Atom a : jaxpr.outputs()) {
      if (a instanceof Atom.Var v) {
        uses.merge(v, 2, Integer::sum); // results outlive all uses and are never fused
      }
    }
    summed.forEach((v, all) -> {
      if (!all) {
        uses.merge(v, uses.get(v) == 1 ? 1 : 0, Integer::sum);
      }
    });
  }

  private static boolean isSum(Equation e) {
    return e.primitive() instanceof Binary b
        && (b.op() == BinaryOp.ADD || b.op() == BinaryOp.SUB || b.op() == BinaryOp.ADD_ANY);
  }

  private static boolean fits(Atom.Var product, Equation sum) {
    return product.aval().shape().equals(sum.outputs().getFirst().aval().shape());
  }

  private boolean isLoneProduct(Equation e) {
    if (!(e.primitive() instanceof Binary b) || b.op() != BinaryOp.MUL) {
      return false;
    }
    Atom.Var v = e.outputs().getFirst();
    DType t = v.aval().dtype();
    return (t == DType.FLOAT32 || t == DType.FLOAT64) && uses.getOrDefault(v, 0) == 1;
  }

  private List<Value> apply(Equation e) {
    if (isSum(e)) {
      Atom left = e.inputs().get(0);
      Atom right = e.inputs().get(1);
      boolean subtract = ((Binary) e.primitive()).op() == BinaryOp.SUB;
      Equation product = products.remove(left);
      if (product != null) {
        return fused(product, right, false, subtract, e);
      }
      product = products.remove(right);
      if (product != null) {
        return fused(product, left, subtract, false, e);
      }
    }
    List<Value> in = new ArrayList<>(e.inputs().size());
    for (Atom a : e.inputs()) {
      in.add(read(a));
    }
    return session.trace().process(e.primitive(), in);
  }

  private List<Value> fused(Equation product, Atom addend, boolean negateProduct, boolean negateAddend, Equation sum) {
    Array a = EvalTrace.toArray(read(product.inputs().get(0)), device);
    Array b = EvalTrace.toArray(read(product.inputs().get(1)), device);
    Array c = EvalTrace.toArray(read(addend), device);
    Array out = MultiplyAdd.evaluate(a, b, c, negateProduct, negateAddend, sum.outputs().getFirst().aval(), device);
    product.inputs().forEach(this::release);
    NonFinite.check(session.config(), sum.primitive().primitiveName(), List.of(out));
    return List.of(out);
  }

  private Value read(Atom a) {
    if (a instanceof Atom.Literal l) {
      return l.value();
    }
    Value v = env.get(a);
    if (v == null && products.containsKey(a)) {
      // used by something else than the sum it was kept for
      Equation e = products.remove(a);
      v = session.trace().process(e.primitive(), e.inputs().stream().map(this::read).toList()).getFirst();
      env.put((Atom.Var) a, v);
    }
    return v;
  }

  /// Frees an intermediate array as soon as nothing needs it.
  private void release(Atom a) {
    if (a instanceof Atom.Var v && uses.merge(v, -1, Integer::sum) <= 0) {
      env.remove(v);
    }
  }
}
