package gradwright.compiler.graph;

import gradwright.core.prim.Primitive;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import java.util.List;

/// What a node of a graph computes.
public sealed interface Operation {
  /// The graph's input number `index`.
  record Input(int index) implements Operation {}

  /// An array known when compiling, by identity.
  record Constant(Array array) implements Operation {
    @Override
    public boolean equals(Object o) {
      return o instanceof Constant c && c.array == array;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(array);
    }
  }

  /// A scalar known when compiling.
  record Literal(HostScalar value) implements Operation {}

  /// One application of a primitive that holds no program.
  record Apply(Primitive primitive) implements Operation {}

  /// Inputs: condition constants, body constants, carry. Outputs: the last carry.
  record While(Graph condition, int conditionConstants, Graph body, int bodyConstants) implements Operation {}

  /// Inputs: constants, carry, stacked inputs. Outputs: the last carry, stacked outputs.
  record Scan(Graph body, int constants, int carry, int length, boolean reverse) implements Operation {}

  /// Inputs: an int32 index, which is clamped, and the operands of every branch.
  record Cond(List<Graph> branches) implements Operation {}
}
