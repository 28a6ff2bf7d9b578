package gradwright.cpu.blas;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import gradwright.core.eval.SingleHouseholder;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.types.DType;
import gradwright.cpu.pool.WorkerPool;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Runs linear algebra primitives with LAPACK on row-major arrays in native memory; batches go to the worker pool.
///
/// What LAPACK reports as not existing or not converged becomes NaN, as in JAX. Element types are float32, float64,
/// complex64 and complex128.
public final class Decompositions {
  private static final double WORK_PER_CHUNK = 200_000;

  private Decompositions() {}

  /// Computes `primitive` of `inputs` into `outputs`, whose types and shapes are the primitive's.
  public static void run(
      LinearAlgebra primitive,
      List<MatrixData> inputs,
      List<MatrixData> outputs,
      WorkerPool pool,
      BooleanSupplier cancelled) {
    MatrixData a = inputs.getFirst();
    int axes =
        switch (primitive) {
          case LinearAlgebra.LuPivotsToPermutation _, LinearAlgebra.TridiagonalSolve _ -> 1;
          default -> 2;
        };
    long batches = a.batches(axes);
    double rows = axes == 1 ? 1 : a.fromEnd(2);
    double work = Math.max(1, rows * a.fromEnd(1) * Math.min(rows, a.fromEnd(1)));
    long grain = Math.max(1, (long) (WORK_PER_CHUNK / work));
    pool.run(
        batches,
        grain,
        cancelled,
        (lo, hi) -> {
          for (long i = lo; i < hi; i++) {
            one(primitive, inputs, outputs, i, batches);
          }
        });
  }

  private static void one(
      LinearAlgebra primitive, List<MatrixData> inputs, List<MatrixData> outputs, long i, long batches) {
    MatrixData first = inputs.getFirst();
    MemorySegment in = first.part(i, batches);
    List<MemorySegment> out = new ArrayList<>(outputs.size());
    for (MatrixData data : outputs) {
      out.add(data.part(i, batches));
    }
    if (primitive instanceof LinearAlgebra.LuPivotsToPermutation) {
      permutation(in, first.fromEnd(1), out.getFirst(), outputs.getFirst().fromEnd(1));
      return;
    }
    if (primitive instanceof LinearAlgebra.TridiagonalSolve) {
      List<MemorySegment> parts = inputs.stream().map(data -> data.part(i, batches)).toList();
      tridiagonalSolve(BlasType.of(first.type()), first.fromEnd(1), inputs.get(3).fromEnd(1), parts, out.getFirst());
      return;
    }
    Problem p = new Problem(BlasType.of(first.type()), first.fromEnd(2), first.fromEnd(1), in, out);
    switch (primitive) {
      case LinearAlgebra.Cholesky _ -> p.cholesky();
      case LinearAlgebra.Lu _ -> p.lu();
      case LinearAlgebra.Qr(boolean full, boolean pivoting) -> p.qr(full, pivoting ? out.get(2) : null);
      case LinearAlgebra.Geqp3 _ -> {
        MemorySegment.copy(inputs.get(1).part(i, batches), 0, out.get(1), 0, out.get(1).byteSize());
        p.geqp3();
      }
      case LinearAlgebra.Ormqr(boolean left, boolean transpose) -> {
        MatrixData c = inputs.get(2);
        MemorySegment.copy(c.part(i, batches), 0, out.getFirst(), 0, out.getFirst().byteSize());
        p.ormqr(left, transpose, new int[] {c.fromEnd(2), c.fromEnd(1)}, inputs.get(1), i, batches);
      }
      case LinearAlgebra.Schur(boolean vectors) -> p.schur(vectors);
      case LinearAlgebra.Hessenberg _ -> p.hessenberg();
      case LinearAlgebra.Tridiagonal(boolean lower) -> p.tridiagonal(lower);
      case LinearAlgebra.Geqrf _ -> p.geqrf();
      case LinearAlgebra.HouseholderProduct _ ->
          p.householderProduct(inputs.get(1).part(i, batches), inputs.get(1).fromEnd(1));
      case LinearAlgebra.Eigh(boolean lower, boolean _) -> p.eigh(lower);
      case LinearAlgebra.Svd(boolean full, boolean vectors) -> p.svd(full, vectors);
      case LinearAlgebra.Eig(boolean left, boolean right, boolean _) -> p.eig(left, right);
      case LinearAlgebra.TriangularSolve solve ->
          p.triangularSolve(solve, inputs.get(1).part(i, batches), inputs.get(1).fromEnd(2), inputs.get(1).fromEnd(1));
      case LinearAlgebra.LuPivotsToPermutation _,
          LinearAlgebra.TridiagonalSolve _,
          LinearAlgebra.CholeskyUpdate _,
          LinearAlgebra.SymmetricProduct _ ->
          throw new IllegalArgumentException("LAPACK has no " + primitive.primitiveName());
    }
  }

  private static void tridiagonalSolve(BlasType type, int n, int columns, List<MemorySegment> in, MemorySegment x) {
    MemorySegment.copy(in.get(3), 0, x, 0, x.byteSize());
    if (n == 0 || columns == 0) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      List<MemorySegment> d = in.subList(0, 3).stream().map(s -> arena.allocate(s.byteSize(), 64).copyFrom(s)).toList();
      MemorySegment below = d.get(0).asSlice(type.bytes());
      if (Lapack.of(type).gtsv(n, columns, below, d.get(1), d.get(2), x) != 0) {
        type.fillNan(x, (long) n * columns);
      }
    }
  }

  private static void permutation(MemorySegment pivots, int count, MemorySegment permutation, int size) {
    for (int i = 0; i < size; i++) {
      permutation.setAtIndex(JAVA_INT, i, i);
    }
    for (int i = 0; i < count; i++) {
      int other = pivots.getAtIndex(JAVA_INT, i);
      int kept = permutation.getAtIndex(JAVA_INT, i);
      permutation.setAtIndex(JAVA_INT, i, permutation.getAtIndex(JAVA_INT, other));
      permutation.setAtIndex(JAVA_INT, other, kept);
    }
  }

  /// One m by n matrix and where its results go.
  private record Problem(BlasType type, int m, int n, MemorySegment in, List<MemorySegment> out) {
    private int least() {
      return Math.min(m, n);
    }

    private boolean empty() {
      return m == 0 || n == 0;
    }

    private void copy(MemorySegment target) {
      MemorySegment.copy(in, 0, target, 0, (long) m * n * type.bytes());
    }

    private MemorySegment scratch(Arena arena, long elements) {
      return arena.allocate(Math.max(1, elements) * type.bytes(), 64);
    }

    private static void identity(BlasType type, MemorySegment target, int rows, int columns) {
      target.fill((byte) 0);
      for (int i = 0; i < Math.min(rows, columns); i++) {
        type.set(target, (long) i * columns + i, 1);
      }
    }

    void cholesky() {
      MemorySegment l = out.getFirst();
      copy(l);
      if (empty()) {
        return;
      }
      if (Lapack.of(type).potrf(n, l) != 0) {
        type.fillNan(l, (long) n * n);
        return;
      }
      for (long i = 0; i < n; i++) {
        l.asSlice((i * n + i + 1) * type.bytes(), (n - i - 1) * type.bytes()).fill((byte) 0);
      }
    }

    void lu() {
      MemorySegment pivots = out.get(1);
      copy(out.getFirst());
      if (!empty()) {
        Lapack.of(type).getrf(m, n, out.getFirst(), pivots); // singular is no failure: U has the zero
      }
      for (int i = 0; i < least(); i++) {
        pivots.setAtIndex(JAVA_INT, i, pivots.getAtIndex(JAVA_INT, i) - 1);
      }
      permutation(pivots, least(), out.get(2), m);
    }

    void geqrf() {
      copy(out.getFirst());
      if (!empty()) {
        reflectors(out.getFirst(), out.get(1));
      }
    }

    private boolean small() {
      return type == BlasType.of(DType.FLOAT32) && SingleHouseholder.suits(m, n);
    }

    /// Packs reflectors and R into `packed`, which holds the matrix.
    private void reflectors(MemorySegment packed, MemorySegment taus) {
      if (small()) {
        float[] a = packed.asSlice(0, (long) m * n * Float.BYTES).toArray(JAVA_FLOAT);
        float[] t = SingleHouseholder.geqrf(a, m, n);
        MemorySegment.copy(a, 0, packed, JAVA_FLOAT, 0, a.length);
        MemorySegment.copy(t, 0, taus, JAVA_FLOAT, 0, t.length);
      } else {
        Lapack.of(type).geqrf(m, n, packed, taus);
      }
    }

    /// Replaces the reflectors in `q` by the first columns of their product.
    private int product(MemorySegment q, int columns, int count, MemorySegment taus) {
      if (small()) {
        float[] a = q.asSlice(0, (long) m * columns * Float.BYTES).toArray(JAVA_FLOAT);
        float[] t = taus.asSlice(0, (long) count * Float.BYTES).toArray(JAVA_FLOAT);
        SingleHouseholder.orgqr(a, m, columns, t);
        MemorySegment.copy(a, 0, q, JAVA_FLOAT, 0, a.length);
        return 0;
      }
      return Lapack.of(type).orgqr(m, columns, count, q, taus);
    }

    void householderProduct(MemorySegment taus, int count) {
      MemorySegment q = out.getFirst();
      copy(q);
      if (!empty() && product(q, n, count, taus) != 0) {
        type.fillNan(q, (long) m * n);
      }
    }

    void geqp3() {
      copy(out.getFirst());
      if (!empty()) {
        Lapack.of(type).geqp3(m, n, out.getFirst(), out.get(1), out.get(2));
      }
    }

    void ormqr(boolean left, boolean transpose, int[] size, MatrixData taus, long i, long batches) {
      MemorySegment c = out.getFirst();
      if (size[0] == 0 || size[1] == 0 || taus.fromEnd(1) == 0) {
        return;
      }
      int code = Lapack.of(type).ormqr(left, transpose, size, taus.fromEnd(1), in, n, taus.part(i, batches), c);
      if (code != 0) {
        type.fillNan(c, (long) size[0] * size[1]);
      }
    }

    void schur(boolean vectors) {
      MemorySegment t = out.getFirst();
      copy(t);
      if (empty()) {
        return;
      }
      boolean ok = type.allFinite(in, (long) n * n);
      if (ok) {
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment w = scratch(arena, 2L * n);
          ok = Lapack.of(type).gees(n, t, w, vectors ? out.get(1) : MemorySegment.NULL) == 0;
        }
      }
      if (!ok) {
        out.forEach(o -> type.fillNan(o, (long) n * n));
      }
    }

    void hessenberg() {
      copy(out.getFirst());
      if (n > 0 && Lapack.of(type).gehrd(n, out.getFirst(), out.get(1)) != 0) {
        type.fillNan(out.getFirst(), (long) n * n);
        type.fillNan(out.get(1), n - 1);
      }
    }

    void tridiagonal(boolean lower) {
      copy(out.getFirst());
      if (Lapack.of(type).sytrd(lower, n, out.get(0), out.get(1), out.get(2), out.get(3)) != 0) {
        type.fillNan(out.getFirst(), (long) n * n);
        type.real().fillNan(out.get(1), n);
        type.real().fillNan(out.get(2), n - 1);
        type.fillNan(out.get(3), n - 1);
      }
    }

    /// `order` gets the order of the columns when these are to be exchanged; it may be null.
    void qr(boolean full, MemorySegment order) {
      MemorySegment q = out.getFirst();
      MemorySegment r = out.get(1);
      int columns = full ? m : least();
      if (empty()) {
        identity(type, q, m, columns);
        r.fill((byte) 0);
        if (order != null) {
          order.fill((byte) 0);
        }
        return;
      }
      int bytes = type.bytes();
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment packed = scratch(arena, (long) m * n);
        MemorySegment taus = scratch(arena, least());
        copy(packed);
        if (order == null) {
          reflectors(packed, taus);
        } else {
          order.fill((byte) 0);
          Lapack.of(type).geqp3(m, n, packed, order, taus);
          for (int i = 0; i < n; i++) {
            order.setAtIndex(JAVA_INT, i, order.getAtIndex(JAVA_INT, i) - 1);
          }
        }
        q.fill((byte) 0);
        for (long i = 0; i < m; i++) {
          MemorySegment.copy(packed, i * n * bytes, q, i * columns * bytes, (long) Math.min(n, columns) * bytes);
        }
        product(q, columns, least(), taus);
        r.fill((byte) 0);
        for (long i = 0; i < columns && i < n; i++) {
          MemorySegment.copy(packed, (i * n + i) * bytes, r, (i * n + i) * bytes, (n - i) * bytes);
        }
      }
    }

    void eigh(boolean lower) {
      MemorySegment vectors = out.getFirst();
      copy(vectors);
      if (empty()) {
        return;
      }
      boolean ok = type.allFinite(in, (long) n * n) && Lapack.of(type).syevd(lower, n, vectors, out.get(1)) == 0;
      if (!ok) {
        type.fillNan(vectors, (long) n * n);
        type.real().fillNan(out.get(1), n);
      }
    }

    void svd(boolean full, boolean vectors) {
      MemorySegment s = out.getFirst();
      int columnsOfU = full ? m : least();
      int rowsOfV = full ? n : least();
      if (empty()) {
        if (vectors) {
          identity(type, out.get(1), m, columnsOfU);
          identity(type, out.get(2), rowsOfV, n);
        }
        return;
      }
      boolean ok = type.allFinite(in, (long) m * n); // LAPACK may not return from infinities
      if (ok) {
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment work = scratch(arena, (long) m * n);
          copy(work);
          MemorySegment u = vectors ? out.get(1) : MemorySegment.NULL;
          MemorySegment vh = vectors ? out.get(2) : MemorySegment.NULL;
          ok = Lapack.of(type).gesdd(vectors ? full ? 'A' : 'S' : 'N', m, n, work, s, u, vh) == 0;
        }
      }
      if (!ok) {
        type.real().fillNan(s, least());
        if (vectors) {
          type.fillNan(out.get(1), (long) m * columnsOfU);
          type.fillNan(out.get(2), (long) rowsOfV * n);
        }
      }
    }

    void eig(boolean left, boolean right) {
      if (empty()) {
        return;
      }
      MemorySegment w = out.getFirst();
      MemorySegment vl = left ? out.get(1) : MemorySegment.NULL;
      MemorySegment vr = right ? out.getLast() : MemorySegment.NULL;
      boolean ok = type.allFinite(in, (long) n * n);
      if (ok) {
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment work = scratch(arena, (long) n * n);
          copy(work);
          ok =
              type.isComplex()
                  ? Lapack.of(type).geevComplex(left, right, n, work, w, vl, vr) == 0
                  : realEig(arena, work, w, vl, vr);
        }
      }
      if (!ok) {
        type.complex().fillNan(w, n);
        if (left) {
          type.complex().fillNan(vl, (long) n * n);
        }
        if (right) {
          type.complex().fillNan(vr, (long) n * n);
        }
      }
    }

    private boolean realEig(Arena arena, MemorySegment work, MemorySegment w, MemorySegment vl, MemorySegment vr) {
      boolean left = vl.address() != 0;
      boolean right = vr.address() != 0;
      MemorySegment re = scratch(arena, n);
      MemorySegment im = scratch(arena, n);
      MemorySegment realLeft = left ? scratch(arena, (long) n * n) : MemorySegment.NULL;
      MemorySegment realRight = right ? scratch(arena, (long) n * n) : MemorySegment.NULL;
      if (Lapack.of(type).geevReal(left, right, n, work, re, im, realLeft, realRight) != 0) {
        return false;
      }
      BlasType complex = type.complex();
      for (int i = 0; i < n; i++) {
        complex.setReal(w, i, type.real(re, i));
        complex.setImaginary(w, i, type.real(im, i));
      }
      if (left) {
        unpack(realLeft, im, vl);
      }
      if (right) {
        unpack(realRight, im, vr);
      }
      return true;
    }

    /// Columns j and j+1 of a conjugate pair hold the real and the imaginary part.
    private void unpack(MemorySegment packed, MemorySegment im, MemorySegment vectors) {
      BlasType complex = type.complex();
      for (int j = 0; j < n; j++) {
        boolean pair = type.real(im, j) != 0 && j + 1 < n;
        for (long i = 0; i < n; i++) {
          double real = type.real(packed, i * n + j);
          double imaginary = pair ? type.real(packed, i * n + j + 1) : 0;
          complex.setReal(vectors, i * n + j, real);
          complex.setImaginary(vectors, i * n + j, imaginary);
          if (pair) {
            complex.setReal(vectors, i * n + j + 1, real);
            complex.setImaginary(vectors, i * n + j + 1, -imaginary);
          }
        }
        j += pair ? 1 : 0;
      }
    }

    void triangularSolve(LinearAlgebra.TriangularSolve solve, MemorySegment b, int rows, int columns) {
      MemorySegment x = out.getFirst();
      MemorySegment.copy(b, 0, x, 0, (long) rows * columns * type.bytes());
      if (SmallTriangles.suits(type, n, solve.leftSide() ? columns : rows)) {
        SmallTriangles.solve(
            type, solve.leftSide(), solve.lower(), solve.transposeA(), solve.unitDiagonal(), in, x, rows, columns);
        return;
      }
      boolean conjugate = solve.conjugateA() && type.isComplex();
      Blas.Form form =
          !solve.transposeA() ? Blas.Form.PLAIN : conjugate ? Blas.Form.CONJUGATE_TRANSPOSED : Blas.Form.TRANSPOSED;
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment a = in;
        if (conjugate && !solve.transposeA()) {
          a = scratch(arena, (long) n * n);
          copy(a);
          for (long i = 0; i < (long) n * n; i++) {
            type.setImaginary(a, i, -type.imaginary(in, i));
          }
        }
        Blas.of(type)
            .trsm(
                solve.leftSide(),
                solve.lower(),
                form,
                solve.unitDiagonal(),
                rows,
                columns,
                a,
                Math.max(1, n),
                x,
                Math.max(1, columns));
      }
    }
  }
}
