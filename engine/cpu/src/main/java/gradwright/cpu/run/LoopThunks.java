package gradwright.cpu.run;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import gradwright.compiler.plan.Program;
import gradwright.compiler.plan.Slot;
import gradwright.compiler.plan.Step;
import java.util.List;

/// Control flow driven from here: binds the slots of nested programs and runs their thunks.
final class LoopThunks {
  private LoopThunks() {}

  /// A loop's carry: where it starts, ends, and the two places that iterations write to in turn.
  private static final class Carry {
    private final Slot[] input;
    private final Slot[] output;
    private final Slot[] initial;
    private final Slot[] result;
    private final Slot[] spare;
    private final long[] bytes;
    private final boolean[] inPlace;

    Carry(List<Slot> inputs, List<Slot> outputs, List<Slot> initial, List<Slot> results, List<Slot> spare) {
      int n = initial.size();
      this.input = inputs.toArray(Slot[]::new);
      this.output = outputs.subList(0, n).toArray(Slot[]::new);
      this.initial = initial.toArray(Slot[]::new);
      this.result = results.subList(0, n).toArray(Slot[]::new);
      this.spare = spare.toArray(Slot[]::new);
      this.bytes = new long[n];
      this.inPlace = new boolean[n];
      for (int k = 0; k < n; k++) {
        bytes[k] = results.get(k).aval().bytes();
        inPlace[k] = output[k] == input[k];
      }
    }

    /// Binds the first iteration; `flip` starts with the spare places.
    void begin(long[] address, boolean flip) {
      for (int k = 0; k < input.length; k++) {
        address[input[k].number()] = address[initial[k].number()];
        if (inPlace[k]) {
          long own = address[result[k].number()];
          NativeMemory.copy(address[initial[k].number()], own, bytes[k]);
          address[input[k].number()] = own;
        } else if (output[k] != null) {
          address[output[k].number()] = address[(flip ? spare[k] : result[k]).number()];
        }
      }
    }

    /// What was written becomes what is read.
    void next(long[] address) {
      for (int k = 0; k < input.length; k++) {
        if (output[k] != null && !inPlace[k]) {
          long written = address[output[k].number()];
          address[input[k].number()] = written;
          long one = address[result[k].number()];
          address[output[k].number()] = written == one ? address[spare[k].number()] : one;
        }
      }
    }

    /// Brings the last carry to the results.
    void end(long[] address) {
      for (int k = 0; k < input.length; k++) {
        NativeMemory.copy(address[input[k].number()], address[result[k].number()], bytes[k]);
      }
    }
  }

  private static void bind(long[] address, List<Slot> inner, List<Slot> outer) {
    for (int i = 0; i < inner.size(); i++) {
      address[inner.get(i).number()] = address[outer.get(i).number()];
    }
  }

  static Thunk whileLoop(Step.While step, Steps condition, Steps body) {
    int conditionConstants = step.conditionConstants();
    int bodyConstants = step.bodyConstants();
    Program c = step.condition();
    Program b = step.body();
    List<Slot> carryOfCondition = c.inputs().subList(conditionConstants, c.inputs().size());
    List<Slot> carryOfBody = b.inputs().subList(bodyConstants, b.inputs().size());
    Carry carry = new Carry(carryOfBody, b.outputs(), step.initial(), step.writes(), step.spare());
    return frame -> {
      long[] address = frame.address;
      bind(address, c.inputs().subList(0, conditionConstants), step.reads());
      bind(
          address, b.inputs().subList(0, bodyConstants), step.reads().subList(conditionConstants, step.reads().size()));
      carry.begin(address, false);
      address[c.outputs().getFirst().number()] = address[step.predicate().number()];
      var predicate = NativeMemory.segment(address[step.predicate().number()], 1);
      while (true) {
        bind(address, carryOfCondition, carryOfBody);
        condition.run(frame);
        if (predicate.get(JAVA_BYTE, 0) == 0) {
          break;
        }
        frame.poll();
        body.run(frame);
        carry.next(address);
      }
      carry.end(address);
    };
  }

  static Thunk scan(Step.Scan step, Steps body) {
    Program b = step.body();
    int first = step.constants() + step.carry();
    List<Slot> xs = step.reads().subList(first, step.reads().size());
    List<Slot> ys = step.writes().subList(step.carry(), step.writes().size());
    Slot[] x = b.inputs().subList(first, b.inputs().size()).toArray(Slot[]::new);
    Slot[] y = b.outputs().subList(step.carry(), b.outputs().size()).toArray(Slot[]::new);
    Carry carry =
        new Carry(
            b.inputs().subList(step.constants(), first),
            b.outputs(),
            step.reads().subList(step.constants(), first),
            step.writes(),
            step.spare());
    return frame -> {
      long[] address = frame.address;
      bind(address, b.inputs().subList(0, step.constants()), step.reads());
      carry.begin(address, step.length() % 2 == 0);
      for (int i = 0; i < step.length(); i++) {
        long at = step.reverse() ? step.length() - 1 - i : i;
        for (int k = 0; k < x.length; k++) {
          address[x[k].number()] = address[xs.get(k).number()] + at * x[k].aval().bytes();
        }
        for (int k = 0; k < y.length; k++) {
          address[y[k].number()] = address[ys.get(k).number()] + at * y[k].aval().bytes();
        }
        frame.poll();
        body.run(frame);
        carry.next(address);
      }
      carry.end(address);
    };
  }

  static Thunk cond(Step.Cond step, Steps[] branches) {
    return frame -> {
      long[] address = frame.address;
      int index = NativeMemory.segment(address[step.reads().getFirst().number()], 4).get(JAVA_INT, 0);
      int which = Math.clamp(index, 0, branches.length - 1);
      Program p = step.branches().get(which);
      bind(address, p.inputs(), step.reads().subList(1, step.reads().size()));
      bind(address, p.outputs(), step.writes());
      branches[which].run(frame);
    };
  }
}
