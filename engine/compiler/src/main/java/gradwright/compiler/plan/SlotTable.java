package gradwright.compiler.plan;

import gradwright.core.device.Device;
import gradwright.core.trace.EvalTrace;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Numbers the slots of one executable.
final class SlotTable {
  private final List<Slot> all = new ArrayList<>();
  private final Map<Array, Slot> constants = new IdentityHashMap<>();
  private final Map<HostScalar, Array> literals = new HashMap<>();
  private final Device device;

  SlotTable(Device device) {
    this.device = device;
  }

  Slot add(Slot.Kind kind, Aval aval, int position) {
    Slot s = new Slot(all.size(), kind, aval, position, null);
    all.add(s);
    return s;
  }

  Slot constant(Array array) {
    Slot s = constants.get(array);
    if (s == null) {
      s = new Slot(all.size(), Slot.Kind.CONSTANT, array.aval(), 0, array);
      all.add(s);
      constants.put(array, s);
      array.buffer().share(); // programs know its address
    }
    return s;
  }

  Slot literal(HostScalar value) {
    return constant(literalArray(value));
  }

  Array literalArray(HostScalar value) {
    return literals.computeIfAbsent(value, v -> EvalTrace.scalar(v.aval(), v, device));
  }

  List<Slot> all() {
    return List.copyOf(all);
  }
}
