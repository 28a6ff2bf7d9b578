package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.Effectful;
import gradwright.core.trace.HostCallback;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import java.util.ArrayList;
import java.util.List;

/// Calls host code at once, in program order.
final class EffectfulEvaluator {
  private EffectfulEvaluator() {}

  static List<Array> evaluate(Effectful primitive, List<Array> inputs, Device device) {
    return switch (primitive) {
      case Effectful.DebugCallback p -> {
        p.callback().call(inputs);
        yield List.of();
      }
      case Effectful.Check p -> {
        if (!p.debug()) {
          p.check().raise(inputs);
        }
        yield List.of();
      }
      case Effectful.PureCallback p -> call(p.callback(), p.results(), inputs);
      case Effectful.IoCallback p -> call(p.callback(), p.results(), inputs);
    };
  }

  private static String different(String what, int result, String wanted, String found) {
    return "RuntimeError: Incorrect output "
        + what
        + " for return value #"
        + result
        + ": Expected: "
        + wanted
        + ", Actual: "
        + found;
  }

  private static List<Array> call(HostCallback callback, List<Aval> declared, List<Array> inputs) {
    List<Array> out = callback.call(inputs);
    if (out.size() != declared.size()) {
      throw new JaxError(
          "JaxRuntimeError",
          "INTERNAL: CpuCallback error calling callback: it gave "
              + out.size()
              + " values where "
              + declared.size()
              + " were declared.");
    }
    List<Array> checked = new ArrayList<>();
    for (int i = 0; i < out.size(); i++) {
      Array a = out.get(i);
      Aval wanted = declared.get(i);
      if (!a.shape().equals(wanted.shape()) || a.dtype() != wanted.dtype()) {
        throw new JaxError(
            "JaxRuntimeError",
            "INTERNAL: CpuCallback error calling callback: Traceback (most recent call last):\n"
                + (a.shape().equals(wanted.shape())
                    ? different("dtype", i, wanted.dtype().jaxName(), a.dtype().jaxName())
                    : different("shape", i, wanted.shape().toTuple(), a.shape().toTuple())));
      }
      checked.add(a.aval().equals(wanted) ? a : a.view(wanted));
    }
    return checked;
  }
}
