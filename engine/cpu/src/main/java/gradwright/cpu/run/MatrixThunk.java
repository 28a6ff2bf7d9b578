package gradwright.cpu.run;

import gradwright.compiler.plan.Step;
import gradwright.core.errors.JaxError;
import gradwright.core.types.DType;
import gradwright.cpu.blas.Blas;
import gradwright.cpu.blas.BlasType;
import gradwright.cpu.blas.MatrixProducts;
import java.util.concurrent.CancellationException;

/// Multiplies matrices.
final class MatrixThunk implements Thunk {
  private final MatrixProducts.Layout layout;
  private final Step.MatrixShape shape;
  private final int a;
  private final int b;
  private final int c;
  private final long bytesA;
  private final long bytesB;
  private final long bytesC;
  private final int element;
  private final MatrixProducts products;

  MatrixThunk(Step.MatrixProduct step, MatrixProducts products) {
    this.shape = step.shape();
    this.products = products;
    this.a = step.a().number();
    this.b = step.b().number();
    this.c = step.c().number();
    this.bytesA = step.a().aval().bytes();
    this.bytesB = step.b().aval().bytes();
    this.bytesC = step.c().aval().bytes();
    DType type = step.c().aval().dtype();
    this.element = type.byteSize();
    boolean plainA = shape.columnA() == 1;
    boolean plainB = shape.columnB() == 1;
    this.layout =
        new MatrixProducts.Layout(
            BlasType.of(type),
            shape.batch(),
            shape.m(),
            shape.n(),
            shape.k(),
            plainA ? Blas.Form.PLAIN : Blas.Form.TRANSPOSED,
            Math.toIntExact(plainA ? shape.rowA() : shape.columnA()),
            shape.batchA(),
            plainB ? Blas.Form.PLAIN : Blas.Form.TRANSPOSED,
            Math.toIntExact(plainB ? shape.rowB() : shape.columnB()),
            shape.batchB(),
            shape.n(),
            (long) shape.m() * shape.n());
  }

  @Override
  public void run(Frame frame) {
    var left = NativeMemory.segment(frame.address[a], bytesA).asSlice(shape.offsetA() * element);
    var right = NativeMemory.segment(frame.address[b], bytesB).asSlice(shape.offsetB() * element);
    var result = NativeMemory.segment(frame.address[c], bytesC);
    try {
      products.multiply(layout, left, right, result, false, frame::isCancelled);
    } catch (CancellationException e) {
      throw new JaxError("KeyboardInterrupt", "");
    }
  }
}
