package gradwright.cpu.blas;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Eigenvalues and the forms on the way to them: Schur, Hessenberg and tridiagonal.
final class SpectralFactors extends MatrixProblem {
  SpectralFactors(MatrixData data, MemorySegment in, List<MemorySegment> out) {
    super(data, in, out);
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
}
