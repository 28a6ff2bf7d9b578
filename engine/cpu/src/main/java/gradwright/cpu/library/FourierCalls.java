package gradwright.cpu.library;

import gradwright.core.prim.Contraction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.cpu.llvm.KernelCompiler;

/// Fourier transforms over the last axes, one after the other, in double precision.
final class FourierCalls {
  private final FourierAxis axes;
  private final RealFourier reals;

  FourierCalls(KernelCompiler compiler) {
    FourierPlan.Cache plans = new FourierPlan.Cache();
    axes = new FourierAxis(plans, compiler);
    reals = new RealFourier(plans, axes);
  }

  LibraryCall find(Contraction.Fft p, Aval x, Aval out) {
    int k = p.lengths().size();
    int rank = x.rank();
    if (out.shape().elements() == 0 || k == 0 || x.shape().elements() == 0) {
      return null;
    }
    DType complex = x.dtype().complexType();
    return switch (p.type()) {
      case FFT, IFFT -> {
        boolean inverse = p.type() == Contraction.FftType.IFFT;
        yield (in, to, workers) -> {
          long from = in[0];
          for (int axis = rank - 1; axis >= rank - k; axis--) {
            axes.transform(complex, from, to[0], x.shape(), axis, inverse, workers);
            from = to[0];
          }
        };
      }
      case RFFT ->
          (in, to, workers) -> {
            reals.forward(x.dtype(), in[0], to[0], x.shape().size(rank - 1), rows(x.shape()), workers);
            for (int axis = rank - 2; axis >= rank - k; axis--) {
              axes.transform(complex, to[0], to[0], out.shape(), axis, false, workers);
            }
          };
      case IRFFT ->
          (in, to, workers) -> {
            if (k == 1) {
              reals.inverse(complex, in[0], to[0], x.shape(), out.shape(), workers);
              return;
            }
            try (ScratchMemory.Room room = workers.room(x.bytes())) {
              long from = in[0];
              for (int axis = rank - k; axis < rank - 1; axis++) {
                axes.transform(complex, from, room.address(), x.shape(), axis, true, workers);
                from = room.address();
              }
              reals.inverse(complex, from, to[0], x.shape(), out.shape(), workers);
            }
          };
    };
  }

  private static long rows(Shape s) {
    return s.elements() / s.size(s.rank() - 1);
  }
}
