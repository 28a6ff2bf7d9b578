package gradwright.cpu.library;

import gradwright.core.prim.Reduction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import java.util.ArrayList;
import java.util.List;

/// Reductions over sliding windows, one axis after the other: windows are boxes, so each axis can be reduced by itself.
final class WindowCalls {
  private WindowCalls() {}

  static LibraryCall find(Reduction.ReduceWindow p, Aval x, Aval out) {
    DType t = x.dtype();
    boolean known =
        switch (p.op()) {
          case SUM, PROD -> t.isFloat() || t.isInteger();
          case MAX, MIN -> t.isFloat() || t.isInteger() || t.isBool();
          default -> false;
        };
    if (!known) {
      return null;
    }
    List<WindowAxis> axes = new ArrayList<>();
    Shape s = x.shape();
    for (int i = 0; i < s.rank(); i++) {
      boolean plain =
          p.windowDimensions().get(i) == 1
              && p.windowStrides().get(i) == 1
              && p.padLow().get(i) == 0
              && p.padHigh().get(i) == 0
              && p.baseDilation().get(i) == 1;
      if (!plain) {
        axes.add(new WindowAxis(p, t, s, i, out.shape().size(i)));
        s = s.with(i, out.shape().size(i));
      }
    }
    if (axes.isEmpty() || out.shape().elements() == 0) {
      return (in, to, _) -> Raw.copy(in[0], to[0], out.bytes());
    }
    return (in, to, workers) -> run(axes, in[0], to[0], workers);
  }

  private static void run(List<WindowAxis> axes, long from, long to, Workers workers) {
    ScratchMemory.Room before = null;
    long at = from;
    try {
      for (int i = 0; i < axes.size(); i++) {
        WindowAxis a = axes.get(i);
        if (i == axes.size() - 1) {
          a.run(at, to, workers);
          return;
        }
        ScratchMemory.Room next = workers.room(a.resultBytes());
        try {
          a.run(at, next.address(), workers);
        } finally {
          if (before != null) {
            before.close();
          }
          before = next;
        }
        at = next.address();
      }
    } finally {
      if (before != null) {
        before.close();
      }
    }
  }
}
