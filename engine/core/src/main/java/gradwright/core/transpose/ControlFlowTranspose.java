package gradwright.core.transpose;

import gradwright.core.errors.JaxError;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.JaxprEdit;
import gradwright.core.ir.Masks;
import gradwright.core.lax.Lax;
import gradwright.core.prim.ControlFlow;
import gradwright.core.trace.Config;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.types.Aval;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Transposes of control flow: a scan runs backwards and accumulates the cotangents of its constants in its carry.
final class ControlFlowTranspose {
  private ControlFlowTranspose() {}

  static List<Tangent> transpose(ControlFlow primitive, List<Tangent> cotangents, List<Operand> inputs) {
    return switch (primitive) {
      case ControlFlow.Cond p -> cond(p, cotangents, inputs);
      case ControlFlow.Scan p -> scan(p, cotangents, inputs);
      case ControlFlow.While p ->
          throw JaxError.value(
              "Reverse-mode differentiation does not work for lax.while_loop or lax.fori_loop with dynamic start/stop"
                  + " values. Try using lax.scan, or using fori_loop with static start/stop.");
    };
  }

  static List<Boolean> linear(List<Operand> inputs) {
    return Masks.of(inputs, o -> o instanceof Operand.Linear);
  }

  static List<Value> known(List<Operand> inputs) {
    List<Value> r = new ArrayList<>();
    for (Operand o : inputs) {
      if (o instanceof Operand.Known k) {
        r.add(k.value());
      }
    }
    return r;
  }

  static List<Value> values(List<Tangent> cotangents) {
    List<Value> r = new ArrayList<>();
    for (Tangent t : cotangents) {
      if (t instanceof Value v) {
        r.add(v);
      }
    }
    return r;
  }

  private static List<Tangent> cond(ControlFlow.Cond p, List<Tangent> cotangents, List<Operand> inputs) {
    if (!(inputs.getFirst() instanceof Operand.Known index)) {
      throw new IllegalStateException("a conditional is not linear in its index");
    }
    List<Operand> operands = inputs.subList(1, inputs.size());
    List<Boolean> linear = linear(operands);
    List<Boolean> nonzero = Masks.of(cotangents, t -> !t.isZero());
    List<Boolean> out = Masks.all(operands.size(), false);
    for (ClosedJaxpr b : p.branches()) {
      out = Masks.or(out, TransposeJaxpr.of(b, linear, nonzero, Masks.all(operands.size(), false)).nonzeroOut());
    }
    List<ClosedJaxpr> branches = new ArrayList<>();
    for (ClosedJaxpr b : p.branches()) {
      branches.add(TransposeJaxpr.of(b, linear, nonzero, out).jaxpr());
    }
    List<Value> given =
        Session.bind(
            new ControlFlow.Cond(branches), Masks.concat(List.of(index.value()), known(operands), values(cotangents)));
    List<Tangent> result = new ArrayList<>();
    result.add(null);
    result.addAll(TransposeJaxpr.spread(linear, out, operands.stream().map(Operand::aval).toList(), given));
    return result;
  }

  private record ScanKey(
      int residuals, List<Boolean> nonzeroYs, int xs, int constants, int carry, List<Aval> carryCts, Config config) {}

  /// Inputs, in order: known constants, linear constants, linear carry, linear xs, known xs.
  private static List<Tangent> scan(ControlFlow.Scan p, List<Tangent> cotangents, List<Operand> inputs) {
    int firstX = p.constants() + p.carry();
    // an initial carry that is known is a zero tangent, which the loop may still make nonzero
    List<Boolean> given = linear(inputs);
    List<Boolean> linear =
        Masks.concat(given.subList(0, p.constants()), Masks.all(p.carry(), true), given.subList(firstX, given.size()));
    int residuals = p.constants() - Masks.count(linear.subList(0, p.constants()));
    int xs = Masks.count(linear.subList(firstX, linear.size()));
    List<Boolean> expected =
        Masks.concat(
            Masks.all(residuals, false),
            Masks.all(p.constants() - residuals + p.carry() + xs, true),
            Masks.all(linear.size() - firstX - xs, false));
    if (!linear.equals(expected)) {
      throw new IllegalStateException("scan is linear in " + linear + ", expected " + expected);
    }
    List<Value> intensive = known(inputs.subList(0, residuals));
    List<Value> extensive = known(inputs.subList(firstX + xs, inputs.size()));
    List<Value> carryCts = new ArrayList<>();
    for (Tangent t : cotangents.subList(0, p.carry())) {
      carryCts.add(Lax.instantiate(t));
    }
    List<Value> constantCts = new ArrayList<>();
    for (Operand o : inputs.subList(residuals, p.constants())) {
      constantCts.add(Lax.zeros(o.aval().tangent()));
    }
    List<Tangent> ys = cotangents.subList(p.carry(), cotangents.size());
    List<Boolean> nonzeroYs = List.copyOf(Masks.of(ys, t -> !t.isZero()));
    ScanKey key =
        new ScanKey(
            residuals,
            nonzeroYs,
            xs,
            p.constants(),
            p.carry(),
            carryCts.stream().map(Value::aval).toList(),
            Session.current().config());
    ClosedJaxpr body = p.body().derive(key, () -> transposeBody(p.body(), key));
    List<Value> out =
        Session.bind(
            new ControlFlow.Scan(body, residuals, constantCts.size() + p.carry(), p.length(), !p.reverse(), p.unroll()),
            Masks.concat(intensive, constantCts, carryCts, values(ys), extensive));
    List<Tangent> result = new ArrayList<>(Collections.nCopies(residuals, null));
    result.addAll(out);
    result.addAll(Collections.nCopies(inputs.size() - firstX - xs, null));
    for (int i = p.constants(); i < firstX; i++) {
      if (!given.get(i)) {
        result.set(i, null);
      }
    }
    return result;
  }

  /// From: known constants, constants, carry, xs, known xs -> carry, ys.
  /// To: known constants; constants' and carry's cotangents; ys' cotangents, known xs -> constants', carry's; xs'.
  /// Cotangents of the carry are as weakly typed as those given, whatever the carry was.
  private static ClosedJaxpr transposeBody(ClosedJaxpr body, ScanKey key) {
    List<Aval> in = body.inputAvals();
    int firstX = key.constants + key.carry;
    int firstKnownX = firstX + key.xs;
    List<Aval> ysAvals = body.outputAvals().subList(key.carry, body.outputAvals().size());
    List<Aval> ycts = Masks.<Aval>keep(ysAvals, key.nonzeroYs).stream().map(Aval::tangent).toList();
    int linearConstants = key.constants - key.residuals;
    List<Aval> avals =
        Masks.concat(
            in.subList(0, key.residuals),
            in.subList(key.residuals, key.constants).stream().map(Aval::tangent).toList(),
            key.carryCts,
            ycts,
            in.subList(firstKnownX, in.size()));
    List<Boolean> linear = new ArrayList<>(Masks.all(in.size(), false));
    for (int i = key.residuals; i < firstKnownX; i++) {
      linear.set(i, true);
    }
    List<Aval> types = new ArrayList<>(in);
    for (int i = 0; i < key.carry; i++) {
      types.set(key.constants + i, key.carryCts.get(i));
    }
    ClosedJaxpr retyped = JaxprEdit.retyped(body, types);
    return Staging.stage(
        args -> {
          int a = key.residuals;
          List<Value> intensive = args.subList(0, a);
          List<Value> constantCts = args.subList(a, a += linearConstants);
          List<Value> carryCts = args.subList(a, a += key.carry);
          List<Value> yValues = args.subList(a, a += ycts.size());
          List<Value> extensive = args.subList(a, args.size());
          List<Value> known = new ArrayList<>(intensive);
          known.addAll(Collections.nCopies(firstKnownX - key.residuals, null));
          known.addAll(extensive);
          List<Tangent> initial = new ArrayList<>(Collections.nCopies(in.size(), null));
          for (int i = 0; i < linearConstants; i++) {
            initial.set(key.residuals + i, constantCts.get(i));
          }
          List<Tangent> zeros =
              Masks.<Aval>drop(ysAvals, key.nonzeroYs).stream()
                  .<Tangent>map(y -> new Tangent.Zero(y.tangent()))
                  .toList();
          List<Tangent> cts = Masks.concat(carryCts, Masks.<Tangent>merge(key.nonzeroYs, zeros, yValues));
          List<Tangent> out = BackwardPass.run(retyped, linear, known, cts, initial);
          List<Value> result = new ArrayList<>();
          for (Tangent t : out.subList(key.residuals, firstKnownX)) {
            result.add(Lax.instantiate(t));
          }
          return result;
        },
        avals);
  }
}
