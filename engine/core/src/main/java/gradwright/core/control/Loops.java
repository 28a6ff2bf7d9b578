package gradwright.core.control;

import gradwright.core.errors.JaxError;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Dce;
import gradwright.core.ir.JaxprEdit;
import gradwright.core.ir.Masks;
import gradwright.core.ir.PythonText;
import gradwright.core.lax.Lax;
import gradwright.core.prim.ControlFlow;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/// Loops: bodies are staged over the types of the carry, a second time when weakly typed components had to be promoted;
/// what they close over becomes their constants.
final class Loops {
  private Loops() {}

  // ---- scan ----

  static int scanLength(List<? extends Value> xs, Integer length) {
    List<Integer> lengths = new ArrayList<>();
    for (Value x : xs) {
      if (x.shape().isScalar()) {
        String problem = "scan got value with no leading axis to scan over: ";
        throw x instanceof HostScalar s
            ? JaxError.value(problem + PythonText.of(s) + ".")
            : JaxError.index(problem + x + ".");
      }
      lengths.add(x.shape().size(0));
    }
    if (length != null) {
      if (lengths.stream().anyMatch(l -> !l.equals(length))) {
        throw JaxError.value(
            "scan got `length` argument of " + length + " which disagrees with leading axis sizes " + lengths + ".");
      }
      return length;
    }
    if (lengths.stream().distinct().count() > 1) {
      throw JaxError.value(
          "scan got values with different leading axis sizes: "
              + String.join(", ", lengths.stream().map(String::valueOf).toList())
              + ".");
    }
    if (lengths.isEmpty()) {
      throw JaxError.value("scan got no values to scan over and `length` not provided.");
    }
    return lengths.getFirst();
  }

  static List<Value> scan(
      FlatFunction body,
      List<Value> init,
      List<Value> xs,
      Integer length,
      boolean reverse,
      int unroll,
      CarryNames names) {
    int n = scanLength(xs, length);
    if (unroll < 0) {
      throw JaxError.value("`unroll` must be a `bool` or a non-negative `int`.");
    }
    if (Session.current().config().disableJit()) {
      return unrolledScan(body, init, xs, n, reverse);
    }
    int carry = init.size();
    List<Aval> slices = xs.stream().map(x -> x.aval().removeAxis(0)).toList();
    List<Value> start = init;
    ClosedJaxpr staged = Staging.stage(body, Masks.concat(avals(start), slices));
    List<Value> promoted = promote(start, staged.outputAvals());
    if (!promoted.equals(start)) {
      start = promoted;
      staged = Staging.stage(body, Masks.concat(avals(start), slices));
    }
    Agreement.checkCarry(names, avals(start), staged.outputAvals().subList(0, carry));
    return bindScan(staged, start, xs, n, reverse, unroll);
  }

  /// Carry that the body hands on unchanged becomes a constant; xs that it gives back unchanged are not stacked again.
  static List<Value> bindScan(
      ClosedJaxpr staged, List<Value> init, List<Value> xs, int length, boolean reverse, int unroll) {
    List<Value> constants = new ArrayList<>(staged.constants());
    ClosedJaxpr body = JaxprEdit.constantsAsInputs(staged);
    int c = constants.size();
    int ys = body.outputAvals().size() - init.size();
    List<Integer> forwarded = JaxprEdit.forwarding(body.jaxpr());
    List<Boolean> toConstant = new ArrayList<>();
    for (int i = 0; i < init.size(); i++) {
      toConstant.add(Objects.equals(forwarded.get(i), c + i));
    }
    List<Integer> yFrom = new ArrayList<>();
    for (Integer f : forwarded.subList(init.size(), forwarded.size())) {
      yFrom.add(f != null && f >= c + init.size() ? Integer.valueOf(f - c - init.size()) : null);
    }
    List<Boolean> keptYs = Masks.of(yFrom, Objects::isNull);
    body = JaxprEdit.keepOutputs(body, Masks.concat(Masks.not(toConstant), keptYs));
    body = JaxprEdit.inputsToFront(body, Masks.concat(Masks.all(c, false), toConstant, Masks.all(xs.size(), false)));
    List<Value> moved = Masks.keep(init, toConstant);
    List<Value> carry = Masks.drop(init, toConstant);
    constants.addAll(0, moved);
    List<Value> out =
        Session.bind(
            new ControlFlow.Scan(body, constants.size(), carry.size(), length, reverse, unroll),
            Masks.concat(constants, carry, xs));
    List<Value> result = new ArrayList<>(Masks.merge(toConstant, out.subList(0, carry.size()), moved));
    int k = carry.size();
    for (int i = 0; i < ys; i++) {
      result.add(yFrom.get(i) == null ? out.get(k++) : xs.get(yFrom.get(i)));
    }
    return result;
  }

  private static List<Value> unrolledScan(
      FlatFunction body, List<Value> init, List<Value> xs, int length, boolean reverse) {
    if (length == 0) {
      throw JaxError.value(
          "zero-length scan is not supported in disable_jit() mode because the output type is unknown.");
    }
    List<Value> carry = init;
    List<List<Value>> ys = new ArrayList<>();
    for (int step = 0; step < length; step++) {
      int i = reverse ? length - 1 - step : step;
      List<Value> in = new ArrayList<>(carry);
      xs.forEach(x -> in.add(Lax.indexInDim(x, i, 0)));
      List<Value> out = body.call(in);
      carry = out.subList(0, init.size());
      ys.add(out.subList(init.size(), out.size()));
    }
    if (reverse) {
      Collections.reverse(ys);
    }
    List<Value> result = new ArrayList<>(carry);
    for (int k = 0; k < ys.getFirst().size(); k++) {
      int y = k;
      result.add(Lax.concatenate(ys.stream().map(row -> Lax.expandDims(row.get(y), Ints.of(0))).toList(), 0));
    }
    return result;
  }

  private static List<Aval> avals(List<? extends Value> values) {
    return values.stream().map(Value::aval).toList();
  }

  private static List<Value> promote(List<Value> init, List<Aval> out) {
    List<Value> r = new ArrayList<>();
    for (int i = 0; i < init.size(); i++) {
      r.add(Agreement.promoted(init.get(i), out.get(i)));
    }
    return r;
  }

  // ---- while ----

  static List<Value> whileLoop(FlatFunction condition, FlatFunction body, List<Value> init, CarryNames names) {
    if (Session.current().config().disableJit() && init.stream().noneMatch(Tracer.class::isInstance)) {
      List<Value> carry = init;
      while (true) {
        Session.current().poll();
        Value going = condition.call(carry).getFirst();
        if (going instanceof Tracer) {
          break; // the condition closes over a tracer: loop as a primitive
        }
        if (Branches.concrete(going) == 0) {
          return carry;
        }
        carry = body.call(carry);
      }
    }
    List<Value> start = init;
    ClosedJaxpr test = stageCondition(condition, start);
    ClosedJaxpr step = Staging.stage(body, avals(start));
    List<Value> promoted = promote(start, step.outputAvals());
    if (!promoted.equals(start)) {
      start = promoted;
      test = stageCondition(condition, start);
      step = Staging.stage(body, avals(start));
    }
    Agreement.checkCarry(names, avals(start), step.outputAvals());
    return bindWhile(test, step, start);
  }

  private static ClosedJaxpr stageCondition(FlatFunction condition, List<Value> init) {
    ClosedJaxpr test = Staging.stage(condition, avals(init));
    Aval a = test.outputAvals().getFirst();
    if (test.outputAvals().size() != 1 || !a.dtype().isBool() || !a.shape().isScalar()) {
      List<String> types =
          test.outputAvals().stream()
              .map(t -> "ShapedArray(" + t.longName() + (t.weakType() ? ", weak_type=True" : "") + ")")
              .toList();
      throw JaxError.type(
          "cond_fun must return a boolean scalar, but got output type(s) [" + String.join(", ", types) + "].");
    }
    return test;
  }

  /// Carry that the body hands on unchanged and the condition does not read becomes a constant of the body.
  static List<Value> bindWhile(ClosedJaxpr test, ClosedJaxpr step, List<Value> init) {
    List<Value> testConstants = test.constants();
    List<Value> stepConstants = new ArrayList<>(step.constants());
    ClosedJaxpr condition = JaxprEdit.constantsAsInputs(test);
    ClosedJaxpr body = JaxprEdit.constantsAsInputs(step);
    List<Integer> forwarded = JaxprEdit.forwarding(body.jaxpr());
    List<Boolean> changes = new ArrayList<>();
    for (int i = 0; i < init.size(); i++) {
      changes.add(!Objects.equals(forwarded.get(i), stepConstants.size() + i));
    }
    Dce read = Dce.of(condition, List.of(true), Masks.concat(Masks.all(testConstants.size(), true), changes));
    List<Boolean> toConstant = Masks.not(read.usedInputs().subList(testConstants.size(), read.usedInputs().size()));
    List<Value> carry = init;
    List<Value> moved = List.of();
    if (toConstant.contains(true)) {
      condition = read.jaxpr();
      body = JaxprEdit.keepOutputs(body, Masks.not(toConstant));
      body = JaxprEdit.inputsToFront(body, Masks.concat(Masks.all(stepConstants.size(), false), toConstant));
      moved = Masks.keep(init, toConstant);
      carry = Masks.drop(init, toConstant);
      stepConstants.addAll(0, moved);
    }
    List<Value> out =
        Session.bind(
            new ControlFlow.While(condition, testConstants.size(), body, stepConstants.size()),
            Masks.concat(testConstants, stepConstants, carry));
    return Masks.merge(toConstant, out, moved);
  }

  // ---- fori ----

  static List<Value> foriLoop(
      Value lower, Value upper, FlatFunction body, List<Value> init, int unroll, List<String> paths) {
    DType dtype = boundType(lower, upper);
    Long lo = Branches.concrete(lower);
    Long hi = Branches.concrete(upper);
    if (lo != null && hi != null) {
      long length = Math.max(hi - lo, 0);
      if (Session.current().config().disableJit() && length == 0) {
        return init;
      }
      boolean x64 = Session.current().config().x64();
      Value first = HostScalar.of(DType.INT64.canonical(x64), true, lo);
      int times = Math.toIntExact(length);
      List<Value> out =
          scan(
              in -> {
                Value i = in.getFirst();
                Value next = Lax.add(i, HostScalar.of(i.dtype(), true, 1L));
                return Masks.concat(List.of(next), body.call(in));
              },
              Masks.concat(List.of(first), init),
              List.of(),
              times,
              false,
              Math.max(unroll, 1),
              names("scan body", 1, paths));
      return out.subList(1, out.size());
    }
    if (unroll > 1) {
      throw JaxError.value("Can only use `unroll` in `fori_loop` if the loop bounds are statically known.");
    }
    Value from = lower.dtype() == dtype ? lower : Lax.convert(lower, dtype);
    Value to = upper.dtype() == dtype ? upper : Lax.convert(upper, dtype);
    List<Value> out =
        whileLoop(
            in -> List.of(Lax.lt(in.get(0), in.get(1))),
            in -> {
              Value i = in.getFirst();
              Value next = Lax.add(i, HostScalar.of(i.dtype(), i.aval().weakType(), 1L));
              List<Value> x = body.call(Masks.concat(List.of(i), in.subList(2, in.size())));
              return Masks.concat(List.of(next, in.get(1)), x);
            },
            Masks.concat(List.of(from, to), init),
            names("while_loop body", 2, paths));
    return out.subList(2, out.size());
  }

  /// The loop's own counters come first in the carry, the user's value after them.
  private static CarryNames names(String body, int counters, List<String> paths) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < counters; i++) {
      all.add("the input carry component loop_carry[" + i + "]");
    }
    paths.forEach(p -> all.add("the input carry component loop_carry[" + counters + "]" + p));
    return new CarryNames(body, all);
  }

  private static DType boundType(Value lower, Value upper) {
    if (lower.dtype() == upper.dtype()) {
      return lower.dtype();
    }
    if (lower.dtype().isSigned() && upper.dtype().isSigned()) {
      if (lower.aval().weakType() && !upper.aval().weakType()) {
        return upper.dtype();
      }
      if (!lower.aval().weakType() && upper.aval().weakType()) {
        return lower.dtype();
      }
    }
    throw JaxError.type(
        "lower and upper arguments to fori_loop must have equal types, got "
            + lower.dtype().jaxName()
            + " and "
            + upper.dtype().jaxName());
  }
}
