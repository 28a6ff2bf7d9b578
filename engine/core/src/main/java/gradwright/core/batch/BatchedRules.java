package gradwright.core.batch;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.ir.Masks;
import gradwright.core.trace.CustomRules;
import gradwright.core.trace.FlatFunction;
import gradwright.core.types.Aval;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A function with custom derivative rules, batched: whichever of function and rules runs first decides along which axes
/// the outputs are batched, the others follow.
final class BatchedRules {
  private final int size;
  private final String axisName;
  private final List<Integer> inAxes;
  private List<Integer> outAxes;
  private List<Integer> residualAxes;

  BatchedRules(int size, String axisName, List<Integer> inAxes) {
    this.size = size;
    this.axisName = axisName;
    this.inAxes = inAxes;
  }

  /// The axes of the outputs; known once the batched function or rule has run.
  List<Integer> outAxes() {
    if (outAxes == null) {
      throw new IllegalStateException("a batched custom function was never run");
    }
    return outAxes;
  }

  FlatFunction function(FlatFunction f) {
    return in -> {
      Batched out = BatchTrace.run(f, size, axisName, in, inAxes);
      return matched(out.values(), out.axes());
    };
  }

  private List<Value> matched(List<Value> values, List<Integer> axes) {
    if (outAxes == null) {
      List<Integer> decided = new ArrayList<>();
      axes.forEach(a -> decided.add(a == null ? 0 : a));
      outAxes = decided;
    }
    List<Value> r = new ArrayList<>();
    for (int i = 0; i < outAxes.size(); i++) {
      r.add(Vmap.matchAxis(values.get(i), axes.get(i), outAxes.get(i), size));
    }
    return r;
  }

  private Tangent matched(Tangent t, Integer axis, Integer to) {
    return t instanceof Value v ? Vmap.matchAxis(v, axis, to, size) : new Tangent.Zero(t.aval().insertAxis(to, size));
  }

  private static Aval one(Aval a, Integer axis) {
    return axis == null ? a : a.removeAxis(axis);
  }

  CustomRules.Jvp jvp(CustomRules.Jvp rule) {
    return new CustomRules.Jvp() {
      @Override
      public String name() {
        return rule.name();
      }

      @Override
      public CustomRules.Duals apply(List<Value> primals, List<Tangent> tangents) {
        List<Boolean> given = Masks.of(tangents, Value.class::isInstance);
        List<Value> values = new ArrayList<>(primals);
        Masks.<Tangent>keep(tangents, given).forEach(t -> values.add((Value) t));
        List<Boolean> nonzeroOut = new ArrayList<>();
        List<Tangent> zeros = new ArrayList<>();
        int n = primals.size();
        Batched out =
            BatchTrace.run(
                in -> {
                  List<Tangent> symbolic = new ArrayList<>();
                  for (int i = 0; i < n; i++) {
                    if (!given.get(i)) {
                      symbolic.add(new Tangent.Zero(one(tangents.get(i).aval(), inAxes.get(i))));
                    }
                  }
                  CustomRules.Duals d =
                      rule.apply(in.subList(0, n), Masks.merge(given, symbolic, in.subList(n, in.size())));
                  List<Value> all = new ArrayList<>(d.primals());
                  for (Tangent t : d.tangents()) {
                    nonzeroOut.add(t instanceof Value);
                    if (t instanceof Value v) {
                      all.add(v);
                    } else {
                      zeros.add(t);
                    }
                  }
                  return all;
                },
                size,
                axisName,
                values,
                Masks.concat(inAxes, Masks.<Integer>keep(inAxes, given)));
        int m = nonzeroOut.size();
        List<Value> outPrimals = matched(out.values().subList(0, m), out.axes().subList(0, m));
        List<Tangent> dots = Masks.merge(nonzeroOut, zeros, out.values().subList(m, out.values().size()));
        List<Integer> dotAxes =
            Masks.merge(nonzeroOut, Collections.<Integer>nCopies(m, null), out.axes().subList(m, out.axes().size()));
        List<Tangent> outTangents = new ArrayList<>();
        for (int i = 0; i < m; i++) {
          outTangents.add(matched(dots.get(i), dotAxes.get(i), outAxes.get(i)));
        }
        return new CustomRules.Duals(outPrimals, outTangents);
      }
    };
  }

  CustomRules.Vjp vjp(CustomRules.Vjp rule) {
    return new CustomRules.Vjp() {
      @Override
      public String forwardName() {
        return rule.forwardName();
      }

      @Override
      public String backwardName() {
        return rule.backwardName();
      }

      @Override
      public CustomRules.Forward forward(List<Value> inputs, List<Boolean> perturbed) {
        int[] outputs = new int[1];
        Batched out =
            BatchTrace.run(
                in -> {
                  CustomRules.Forward f = rule.forward(in, perturbed);
                  outputs[0] = f.outputs().size();
                  return Masks.concat(f.outputs(), f.residuals());
                },
                size,
                axisName,
                inputs,
                inAxes);
        int n = outputs[0];
        residualAxes = new ArrayList<>(out.axes().subList(n, out.axes().size()));
        return new CustomRules.Forward(
            matched(out.values().subList(0, n), out.axes().subList(0, n)),
            List.copyOf(out.values().subList(n, out.values().size())));
      }

      @Override
      public List<Tangent> backward(List<Value> residuals, List<Tangent> cotangents, List<Aval> inputs) {
        List<Boolean> given = Masks.of(cotangents, Value.class::isInstance);
        List<Value> values = new ArrayList<>(residuals);
        Masks.<Tangent>keep(cotangents, given).forEach(t -> values.add((Value) t));
        List<Aval> examples = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
          examples.add(one(inputs.get(i), inAxes.get(i)));
        }
        int n = residuals.size();
        List<Boolean> nonzeroOut = new ArrayList<>();
        Batched out =
            BatchTrace.run(
                in -> {
                  List<Tangent> symbolic = new ArrayList<>();
                  for (int i = 0; i < given.size(); i++) {
                    if (!given.get(i)) {
                      symbolic.add(new Tangent.Zero(one(cotangents.get(i).aval(), outAxes.get(i))));
                    }
                  }
                  List<Tangent> cts =
                      rule.backward(in.subList(0, n), Masks.merge(given, symbolic, in.subList(n, in.size())), examples);
                  List<Value> all = new ArrayList<>();
                  for (Tangent t : cts) {
                    nonzeroOut.add(t instanceof Value);
                    if (t instanceof Value v) {
                      all.add(v);
                    }
                  }
                  return all;
                },
                size,
                axisName,
                values,
                Masks.concat(residualAxes, Masks.<Integer>keep(outAxes, given)));
        List<Tangent> result = new ArrayList<>();
        int k = 0;
        for (int i = 0; i < inputs.size(); i++) {
          if (!nonzeroOut.get(i)) {
            result.add(new Tangent.Zero(inputs.get(i).tangent()));
          } else {
            // one input for all examples: its cotangent is the sum of theirs
            result.add(Vmap.matchAxisSumming(out.values().get(k), out.axes().get(k), inAxes.get(i), size));
            k++;
          }
        }
        return result;
      }
    };
  }
}
