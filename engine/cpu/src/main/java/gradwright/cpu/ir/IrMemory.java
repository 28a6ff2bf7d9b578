package gradwright.cpu.ir;

import gradwright.cpu.host.HostCpu;
import java.util.List;

/// Loads and stores on top of [IrControlFlow]: of scalars, vectors, the lanes that a mask allows, and scattered elements.
///
/// Truth values are bytes in memory and bits in registers.
public abstract sealed class IrMemory extends IrControlFlow permits IrFunction {
  IrMemory(IrModule module) {
    super(module);
  }

  /// The address of element `index` (a scalar integer) of an array of `scalar`.
  public final Value element(Value base, Scalar scalar, Value index) {
    return emit(IrType.POINTER, "getelementptr " + scalar.memoryIr() + ", " + base.typed() + ", " + index.typed());
  }

  /// Loads a scalar or consecutive elements.
  public final Value load(Value pointer, IrType type) {
    return fromMemory(
        emit(memory(type), "load " + type.memoryIr() + ", " + pointer.typed() + ", align " + type.scalar().bytes()),
        type);
  }

  /// Loads the lanes that `mask` allows, zero in the others; a null mask allows all.
  public final Value load(Value pointer, IrType type, Value mask) {
    if (mask == null) {
      return load(pointer, type);
    }
    if (!type.isVector()) {
      return ifElse(mask, () -> List.of(load(pointer, type)), () -> List.of(constant(type, 0L))).getFirst();
    }
    String name = "llvm.masked.load." + type.memorySuffix() + ".p0";
    String vector = type.memoryIr();
    module().declare("declare " + vector + " @" + name + "(ptr, i32, " + mask.type().ir() + ", " + vector + ")");
    return fromMemory(
        emit(
            memory(type),
            "call "
                + vector
                + " @"
                + name
                + "("
                + pointer.typed()
                + ", i32 "
                + type.scalar().bytes()
                + ", "
                + mask.typed()
                + ", "
                + vector
                + " zeroinitializer)"),
        type);
  }

  /// Stores a scalar or consecutive elements.
  public final void store(Value pointer, Value value) {
    Value bytes = toMemory(value);
    line("store " + bytes.typed() + ", " + pointer.typed() + ", align " + value.scalar().bytes());
  }

  /// Stores a vector past the caches, at an address that is a multiple of the vector's size. To be followed by [#streamed]
  /// before other threads may read it.
  public final void stream(Value pointer, Value value) {
    Value bytes = toMemory(value);
    int size = value.lanes() * value.scalar().bytes();
    line("store " + bytes.typed() + ", " + pointer.typed() + ", align " + size + ", !nontemporal !1");
  }

  /// Makes streamed stores visible to other threads in order.
  public final void streamed() {
    if (HostCpu.current().architecture().equals("x86_64")) {
      module().declare("declare void @llvm.x86.sse.sfence()");
      line("call void @llvm.x86.sse.sfence()");
    } else {
      line("fence release");
    }
  }

  /// Stores the lanes that `mask` allows; a null mask allows all.
  public final void store(Value pointer, Value value, Value mask) {
    if (mask == null) {
      store(pointer, value);
    } else if (value.lanes() == 1) {
      ifThen(mask, () -> store(pointer, value));
    } else {
      Value bytes = toMemory(value);
      String name = "llvm.masked.store." + value.type().memorySuffix() + ".p0";
      module().declare("declare void @" + name + "(" + bytes.type().ir() + ", ptr, i32, " + mask.type().ir() + ")");
      line(
          "call void @"
              + name
              + "("
              + bytes.typed()
              + ", "
              + pointer.typed()
              + ", i32 "
              + value.scalar().bytes()
              + ", "
              + mask.typed()
              + ")");
    }
  }

  /// Loads one element per lane, at `base[indices]`; where `mask` (which may be null) forbids, zero.
  public final Value gather(Value base, Scalar scalar, Value indices, Value mask) {
    IrType type = new IrType(scalar, indices.lanes());
    if (!type.isVector()) {
      return load(element(base, scalar, indices), type, mask);
    }
    Value pointers = pointers(base, scalar, indices);
    Value allowed = mask == null ? constant(type.with(Scalar.BOOL), 1L) : mask;
    String vector = type.memoryIr();
    String name = "llvm.masked.gather." + type.memorySuffix() + ".v" + type.lanes() + "p0";
    module()
        .declare(
            "declare "
                + vector
                + " @"
                + name
                + "("
                + pointers.type().ir()
                + ", i32, "
                + allowed.type().ir()
                + ", "
                + vector
                + ")");
    return fromMemory(
        emit(
            memory(type),
            "call "
                + vector
                + " @"
                + name
                + "("
                + pointers.typed()
                + ", i32 "
                + scalar.bytes()
                + ", "
                + allowed.typed()
                + ", "
                + vector
                + " zeroinitializer)"),
        type);
  }

  /// Stores one element per lane at `base[indices]`, later lanes last; `mask` may be null.
  public final void scatter(Value base, Value indices, Value value, Value mask) {
    if (value.lanes() == 1) {
      store(element(base, value.scalar(), indices), value, mask);
      return;
    }
    Value pointers = pointers(base, value.scalar(), indices);
    Value allowed = mask == null ? constant(value.type().with(Scalar.BOOL), 1L) : mask;
    Value bytes = toMemory(value);
    String name = "llvm.masked.scatter." + value.type().memorySuffix() + ".v" + value.lanes() + "p0";
    module()
        .declare(
            "declare void @"
                + name
                + "("
                + bytes.type().ir()
                + ", "
                + pointers.type().ir()
                + ", i32, "
                + allowed.type().ir()
                + ")");
    line(
        "call void @"
            + name
            + "("
            + bytes.typed()
            + ", "
            + pointers.typed()
            + ", i32 "
            + value.scalar().bytes()
            + ", "
            + allowed.typed()
            + ")");
  }

  /// `start, start + stride, ...` in the lanes of an index vector.
  public final Value steps(Value start, Value stride, int lanes) {
    Value first = broadcast(start, lanes);
    return lanes == 1 ? first : add(first, mul(iota(new IrType(start.scalar(), lanes)), broadcast(stride, lanes)));
  }

  /// Memory in this function's frame, for `count` elements, aligned to 64 bytes. Use outside loops only.
  public final Value stack(Scalar scalar, int count) {
    return emit(IrType.POINTER, "alloca [" + count + " x " + scalar.memoryIr() + "], align 64");
  }

  private Value pointers(Value base, Scalar scalar, Value indices) {
    return emit(
        new IrType(Scalar.POINTER, indices.lanes()),
        "getelementptr " + scalar.memoryIr() + ", " + base.typed() + ", " + indices.typed());
  }

  private static IrType memory(IrType type) {
    return type.scalar() == Scalar.BOOL ? type.with(Scalar.U8) : type;
  }

  private Value fromMemory(Value loaded, IrType type) {
    return type.scalar() == Scalar.BOOL ? compare(Comparison.NE, loaded, constant(loaded.type(), 0L)) : loaded;
  }

  private Value toMemory(Value value) {
    return value.scalar() == Scalar.BOOL ? convert("zext", value, Scalar.U8) : value;
  }
}
