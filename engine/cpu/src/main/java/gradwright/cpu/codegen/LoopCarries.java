package gradwright.cpu.codegen;

import gradwright.compiler.plan.Slot;
import gradwright.cpu.ir.Comparison;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Where the values that a loop carries are from turn to turn. One that the body writes anew swaps between two places; the others
/// stay where they are.
final class LoopCarries {
  private final IrFunction f;
  private final Map<Slot, Value> fixed;
  private final List<Carry> carries = new ArrayList<>();

  private record Carry(Slot input, Slot output, Slot initial, Slot result, Slot spare) {
    boolean swaps() {
      return output != null && output != input;
    }

    /// Where a carry that does not swap is: its initial place if nothing writes it.
    Slot place() {
      return output == null ? initial : result;
    }
  }

  /// The carries of a loop in whose function the slots `fixed` have places.
  LoopCarries(
      IrFunction f,
      Map<Slot, Value> fixed,
      List<Slot> inputs,
      List<Slot> outputs,
      List<Slot> initial,
      List<Slot> results,
      List<Slot> spare) {
    this.f = f;
    this.fixed = fixed;
    for (int k = 0; k < initial.size(); k++) {
      carries.add(new Carry(inputs.get(k), outputs.get(k), initial.get(k), results.get(k), spare.get(k)));
    }
  }

  /// For each carry that swaps: where it is read, written, and written next time, at turn `turn`.
  List<Value> start(Value turn, int parity) {
    List<Value> all = new ArrayList<>();
    Value odd = f.compare(Comparison.NE, f.and(f.add(turn, f.index(parity)), f.index(1)), f.index(0));
    Value first = f.compare(Comparison.EQ, turn, f.index(0));
    for (Carry c : carries) {
      if (c.swaps()) {
        Value result = fixed.get(c.result());
        Value spare = fixed.get(c.spare());
        Value out = f.select(odd, spare, result);
        Value other = f.select(odd, result, spare);
        all.add(f.select(first, fixed.get(c.initial()), other));
        all.add(out);
        all.add(other);
      }
    }
    return all;
  }

  /// Says where the body reads and writes in a turn.
  void bind(Map<Slot, Value> places, List<Value> now) {
    int at = 0;
    for (Carry c : carries) {
      if (c.swaps()) {
        places.put(c.input(), now.get(at));
        places.put(c.output(), now.get(at + 1));
        at += 3;
      } else {
        places.put(c.input(), fixed.get(c.place()));
      }
    }
  }

  /// What [#start] gives, a turn after `now`.
  static List<Value> next(List<Value> now) {
    List<Value> all = new ArrayList<>();
    for (int at = 0; at < now.size(); at += 3) {
      all.add(now.get(at + 1));
      all.add(now.get(at + 2));
      all.add(now.get(at + 1));
    }
    return all;
  }
}
