package gradwright.core.transpose;

import gradwright.core.errors.JaxError;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Masks;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Call;
import gradwright.core.prim.Primitive;
import gradwright.core.trace.JaxprFunction;
import gradwright.core.trace.Session;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.types.Aval;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/// Transposes of calls: calls of the transposed program.
final class CallTranspose {
  private CallTranspose() {}

  static List<Tangent> transpose(Call primitive, List<Tangent> cotangents, List<Operand> inputs) {
    return switch (primitive) {
      case Call.Jit p ->
          call(
              TransposeJaxpr.of(
                  p.jaxpr(), ControlFlowTranspose.linear(inputs), nonzero(cotangents), Masks.all(inputs.size(), false)),
              j -> new Call.Jit(p.name(), j, p.inline(), p.keepUnused(), List.of()),
              cotangents,
              inputs);
      case Call.Remat p ->
          call(
              TransposeJaxpr.recomputing(p.jaxpr(), ControlFlowTranspose.linear(inputs), nonzero(cotangents)),
              j -> new Call.Remat(j, p.preventCse(), p.differentiated(), p.policy()),
              cotangents,
              inputs);
      case Call.CustomLin p -> customLin(p, cotangents, inputs);
      case Call.CustomLinearSolve p -> linearSolve(p, cotangents, inputs);
      case Call.OptimizationBarrier p -> barrier(p, cotangents);
      case Call.Name p -> cotangents;
      // The tangent map of a function that was linear already: its own rule is not needed any more.
      case Call.CustomJvpCall p when p.function() instanceof JaxprFunction f -> inlined(f.jaxpr(), cotangents, inputs);
      case Call.CustomVjpCall p when p.function() instanceof JaxprFunction f -> inlined(f.jaxpr(), cotangents, inputs);
      case Call.CustomVmapCall p when p.function() instanceof JaxprFunction f -> inlined(f.jaxpr(), cotangents, inputs);
      default ->
          throw JaxError.notImplemented(
              "Transpose rule (for reverse-mode differentiation) for '"
                  + primitive.primitiveName()
                  + "' not implemented");
    };
  }

  private static List<Boolean> nonzero(List<Tangent> cotangents) {
    return Masks.of(cotangents, t -> !t.isZero());
  }

  private static List<Tangent> call(
      TransposeJaxpr t, Function<ClosedJaxpr, Primitive> remake, List<Tangent> cotangents, List<Operand> inputs) {
    List<Boolean> linear = ControlFlowTranspose.linear(inputs);
    List<Value> given =
        t.jaxpr().jaxpr().outputs().isEmpty() && t.jaxpr().jaxpr().effects().isEmpty()
            ? List.of()
            : Session.bind(
                remake.apply(t.jaxpr()),
                Masks.concat(ControlFlowTranspose.known(inputs), ControlFlowTranspose.values(cotangents)));
    return TransposeJaxpr.spread(linear, t.nonzeroOut(), inputs.stream().map(Operand::aval).toList(), given);
  }

  private static List<Tangent> inlined(ClosedJaxpr program, List<Tangent> cotangents, List<Operand> inputs) {
    List<Value> known = new ArrayList<>();
    inputs.forEach(o -> known.add(o instanceof Operand.Known k ? k.value() : null));
    return BackwardPass.run(program, ControlFlowTranspose.linear(inputs), known, cotangents);
  }

  /// Calls the user's backward rule with the residuals.
  private static List<Tangent> customLin(Call.CustomLin p, List<Tangent> cotangents, List<Operand> inputs) {
    List<Value> residuals = ControlFlowTranspose.known(inputs.subList(0, p.residuals()));
    List<Tangent> cts = new ArrayList<>();
    for (Tangent t : cotangents) {
      cts.add(p.symbolicZeros() ? t : Lax.instantiate(t));
    }
    List<Tangent> given = Session.current().withLiveSource(() -> p.rule().backward(residuals, cts, p.inputs()));
    for (int i = 0; i < given.size(); i++) {
      Aval wanted = p.inputs().get(i).tangent();
      Tangent t = given.get(i);
      if (p.perturbed().get(i) && !t.isZero() && !t.aval().shape().equals(wanted.shape())) {
        throw JaxError.value(
            "Custom VJP bwd rule must produce an output with the same type as the args tuple of the primal function,"
                + " but at output["
                + i
                + "] the bwd rule produced an output of type "
                + t.aval().longName()
                + " corresponding to an input of type "
                + p.inputs().get(i).longName()
                + ", so the shapes do not match");
      }
    }
    List<Tangent> result = new ArrayList<>(Collections.nCopies(p.residuals(), null));
    result.addAll(Masks.<Tangent>keep(given, p.perturbed()));
    return result;
  }

  /// A^T y = ct, by the transposed solver; its own transpose is the original one.
  private static List<Tangent> linearSolve(Call.CustomLinearSolve p, List<Tangent> cotangents, List<Operand> inputs) {
    if (p.transposeSolve() == null) {
      throw JaxError.type(
          "transpose_solve required for backwards mode automatic differentiation of custom_linear_solve");
    }
    int a = p.matvecConstants();
    int b = a + p.vecmatConstants();
    int c = b + p.solveConstants();
    int d = c + p.transposeSolveConstants();
    List<Value> known = ControlFlowTranspose.known(inputs.subList(0, d));
    if (known.size() != d) {
      throw JaxError.notImplemented("transposing custom_linear_solve with respect to its matrix");
    }
    int n = inputs.size() - d;
    List<Value> cts = new ArrayList<>();
    cotangents.subList(0, n).forEach(t -> cts.add(Lax.instantiate(t)));
    Call.CustomLinearSolve transposed =
        new Call.CustomLinearSolve(
            p.vecmat(),
            p.matvec(),
            p.transposeSolve(),
            p.solve(),
            p.vecmatConstants(),
            p.matvecConstants(),
            p.transposeSolveConstants(),
            p.solveConstants());
    List<Value> out =
        Session.bind(
            transposed,
            Masks.concat(known.subList(a, b), known.subList(0, a), known.subList(c, d), known.subList(b, c), cts));
    List<Tangent> result = new ArrayList<>(Collections.nCopies(d, null));
    result.addAll(out.subList(0, n));
    return result;
  }

  private static List<Tangent> barrier(Call.OptimizationBarrier p, List<Tangent> cotangents) {
    List<Boolean> nonzero = Masks.of(cotangents, t -> !t.isZero());
    List<Value> given = ControlFlowTranspose.values(cotangents);
    return Masks.merge(
        nonzero, Masks.<Tangent>drop(cotangents, nonzero), given.isEmpty() ? given : Session.bind(p, given));
  }
}
