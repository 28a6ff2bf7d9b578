package gradwright.cpu.ir;

import gradwright.cpu.host.HostCpu;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The body of one function, written from top to bottom: memory access and control flow on top of [IrInstructions].
///
/// Loops and branches take their bodies as lambdas, so that blocks and phi nodes never show.
public final class IrFunction extends IrInstructions {
  private final String header;
  private final List<Value> parameters;
  private String block = "entry";
  private boolean ended;

  IrFunction(IrModule module, String header, List<Value> parameters) {
    super(module);
    this.header = header;
    this.parameters = parameters;
  }

  /// The parameters; a kernel's are the argument array, `lo` and `hi`.
  public List<Value> parameters() {
    return parameters;
  }

  /// A kernel's first work item.
  public Value lo() {
    return parameters.get(1);
  }

  /// A kernel's end of work.
  public Value hi() {
    return parameters.get(2);
  }

  /// A kernel's pointer argument number `k`.
  public Value argument(int k) {
    Value place = element(parameters.getFirst(), Scalar.POINTER, index(k));
    return emit(IrType.POINTER, "load ptr, " + place.typed() + ", align 8, !invariant.load !0");
  }

  /// Ends a kernel.
  public void end() {
    line("ret void");
    ended = true;
  }

  /// Ends a function with its result.
  public void end(Value result) {
    line("ret " + result.typed());
    ended = true;
  }

  String text() {
    if (!ended) {
      throw new IllegalStateException("unfinished function: " + header);
    }
    return header + " {\nentry:\n" + body() + "}\n";
  }

  /// `x 2^n` for a vector of float32 and whole numbers `n`, rounded once, where the processor does it in one instruction
  /// (AVX-512); else null.
  public Value scale(Value x, Value n) {
    int lanes = x.lanes();
    HostCpu cpu = HostCpu.current();
    boolean wide = lanes == 16 && cpu.flags().contains("avx512f");
    boolean narrow = lanes == 8 && cpu.flags().contains("avx512vl");
    if (x.scalar() != Scalar.F32 || !cpu.architecture().equals("x86_64") || !(wide || narrow)) {
      return null;
    }
    String type = x.type().ir();
    String mask = "i" + lanes;
    String name = "@llvm.x86.avx512.mask.scalef.ps." + 32 * lanes;
    String rounding = wide ? ", i32" : "";
    module()
        .declare(
            "declare " + type + " " + name + "(" + type + ", " + type + ", " + type + ", " + mask + rounding + ")");
    return emit(
        x.type(),
        "call "
            + type
            + " "
            + name
            + "("
            + x.typed()
            + ", "
            + n.typed()
            + ", "
            + type
            + " zeroinitializer, "
            + mask
            + " -1"
            + (wide ? ", i32 4" : "")
            + ")");
  }

  // ---- memory ----

  /// The address of element `index` (a scalar integer) of an array of `scalar`.
  public Value element(Value base, Scalar scalar, Value index) {
    return emit(IrType.POINTER, "getelementptr " + scalar.memoryIr() + ", " + base.typed() + ", " + index.typed());
  }

  /// Loads a scalar or consecutive elements.
  public Value load(Value pointer, IrType type) {
    return fromMemory(
        emit(memory(type), "load " + type.memoryIr() + ", " + pointer.typed() + ", align " + type.scalar().bytes()),
        type);
  }

  /// Loads the lanes that `mask` allows, zero in the others; a null mask allows all.
  public Value load(Value pointer, IrType type, Value mask) {
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
  public void store(Value pointer, Value value) {
    Value bytes = toMemory(value);
    line("store " + bytes.typed() + ", " + pointer.typed() + ", align " + value.scalar().bytes());
  }

  /// Stores a vector past the caches, at an address that is a multiple of the vector's size. To be followed by [#streamed]
  /// before other threads may read it.
  public void stream(Value pointer, Value value) {
    Value bytes = toMemory(value);
    int size = value.lanes() * value.scalar().bytes();
    line("store " + bytes.typed() + ", " + pointer.typed() + ", align " + size + ", !nontemporal !1");
  }

  /// Makes streamed stores visible to other threads in order.
  public void streamed() {
    if (HostCpu.current().architecture().equals("x86_64")) {
      module().declare("declare void @llvm.x86.sse.sfence()");
      line("call void @llvm.x86.sse.sfence()");
    } else {
      line("fence release");
    }
  }

  /// Stores the lanes that `mask` allows; a null mask allows all.
  public void store(Value pointer, Value value, Value mask) {
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
  public Value gather(Value base, Scalar scalar, Value indices, Value mask) {
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
  public void scatter(Value base, Value indices, Value value, Value mask) {
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
  public Value steps(Value start, Value stride, int lanes) {
    Value first = broadcast(start, lanes);
    return lanes == 1 ? first : add(first, mul(iota(new IrType(start.scalar(), lanes)), broadcast(stride, lanes)));
  }

  /// Memory in this function's frame, for `count` elements, aligned to 64 bytes. Use outside loops only.
  public Value stack(Scalar scalar, int count) {
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

  /// The lanes `k` with `start + k < end`.
  public Value laneMask(Value start, Value end, int lanes) {
    if (lanes == 1) {
      return compare(Comparison.LT, start, end);
    }
    IrType type = new IrType(Scalar.BOOL, lanes);
    return intrinsic("llvm.get.active.lane.mask.v" + lanes + "i1.i64", type, start, end);
  }

  // ---- control flow ----

  /// A loop's body: gets the induction variable.
  @FunctionalInterface
  public interface Body {
    /// Emits one iteration.
    void emit(Value i);
  }

  /// A loop's body that carries values from one iteration to the next.
  @FunctionalInterface
  public interface CarryingBody {
    /// Emits one iteration and returns the next values of the carried ones, of the same types.
    List<Value> emit(Value i, List<Value> carried);
  }

  /// The body of a vector loop, emitted once for whole vectors and once for the masked rest.
  @FunctionalInterface
  public interface VectorBody {
    /// Emits `lanes` elements from `i` on; `mask` is null where all lanes are wanted.
    void emit(Value i, int lanes, Value mask);
  }

  /// `for (i = lo; i < hi; i += step)`, with a positive constant step.
  public void loop(Value lo, Value hi, long step, Body body) {
    loop(
        lo,
        hi,
        step,
        List.of(),
        (i, _) -> {
          body.emit(i);
          return List.of();
        });
  }

  /// The same loop carrying values; gives their last ones (the initial ones if the loop does not run).
  public List<Value> loop(Value lo, Value hi, long step, List<Value> initial, CarryingBody body) {
    String id = fresh();
    String before = block;
    Value enter = compare(Comparison.LT, lo, hi);
    line("br " + enter.typed() + ", label %loop" + id + ", label %done" + id);

    StringBuilder outer = body();
    redirect(new StringBuilder());
    block = "loop" + id;
    Value i = new Value(lo.type(), "%i" + id);
    List<Value> carried = new ArrayList<>();
    for (int k = 0; k < initial.size(); k++) {
      carried.add(new Value(initial.get(k).type(), "%c" + id + "." + k));
    }
    List<Value> next = body.emit(i, List.copyOf(carried));
    checkTypes(initial, next);
    Value after = emit(lo.type(), "add nsw " + i.typed() + ", " + step);
    Value again = compare(Comparison.LT, after, hi);
    line("br " + again.typed() + ", label %loop" + id + ", label %done" + id);
    String latch = block;
    StringBuilder inner = body();
    redirect(outer);

    label("loop" + id);
    phi(i, lo, before, after, latch);
    for (int k = 0; k < carried.size(); k++) {
      phi(carried.get(k), initial.get(k), before, next.get(k), latch);
    }
    outer.append(inner);
    label("done" + id);
    List<Value> results = new ArrayList<>();
    for (int k = 0; k < carried.size(); k++) {
      Value result = new Value(initial.get(k).type(), "%r" + id + "." + k);
      phi(result, initial.get(k), before, next.get(k), latch);
      results.add(result);
    }
    return results;
  }

  /// Goes over `[lo, hi)` in whole vectors of `lanes`, then once more, masked, over what is left.
  public void vectorLoop(Value lo, Value hi, int lanes, VectorBody body) {
    if (lanes == 1) {
      loop(lo, hi, 1, i -> body.emit(i, 1, null));
      return;
    }
    Value whole = and(sub(hi, lo), index(-lanes));
    Value middle = add(lo, whole);
    loop(lo, middle, lanes, i -> body.emit(i, lanes, null));
    ifThen(compare(Comparison.LT, middle, hi), () -> body.emit(middle, lanes, laneMask(middle, hi, lanes)));
  }

  /// Emits `then` under a scalar condition.
  public void ifThen(Value condition, Runnable then) {
    ifElse(
        condition,
        () -> {
          then.run();
          return List.of();
        },
        List::of);
  }

  /// Emits one branch or the other under a scalar condition; both give values of the same types.
  public List<Value> ifElse(Value condition, Supplier<List<Value>> then, Supplier<List<Value>> otherwise) {
    String id = fresh();
    line("br " + condition.typed() + ", label %then" + id + ", label %else" + id);
    label("then" + id);
    List<Value> yes = then.get();
    String yesBlock = block;
    line("br label %join" + id);
    label("else" + id);
    List<Value> no = otherwise.get();
    String noBlock = block;
    line("br label %join" + id);
    label("join" + id);
    checkTypes(yes, no);
    List<Value> results = new ArrayList<>();
    for (int k = 0; k < yes.size(); k++) {
      Value result = new Value(yes.get(k).type(), "%r" + id + "." + k);
      phi(result, yes.get(k), yesBlock, no.get(k), noBlock);
      results.add(result);
    }
    return results;
  }

  /// Repeats `body` while `condition` of the carried values holds; gives the values for which it did not.
  public List<Value> whileLoop(
      List<Value> initial,
      java.util.function.Function<List<Value>, Value> condition,
      java.util.function.UnaryOperator<List<Value>> body) {
    String id = fresh();
    String before = block;
    line("br label %head" + id);
    StringBuilder outer = body();
    redirect(new StringBuilder());
    block = "head" + id;
    List<Value> carried = new ArrayList<>();
    for (int k = 0; k < initial.size(); k++) {
      carried.add(new Value(initial.get(k).type(), "%c" + id + "." + k));
    }
    Value go = condition.apply(List.copyOf(carried));
    line("br " + go.typed() + ", label %body" + id + ", label %done" + id);
    label("body" + id);
    List<Value> next = body.apply(List.copyOf(carried));
    checkTypes(initial, next);
    line("br label %head" + id);
    String latch = block;
    StringBuilder inner = body();
    redirect(outer);
    label("head" + id);
    for (int k = 0; k < carried.size(); k++) {
      phi(carried.get(k), initial.get(k), before, next.get(k), latch);
    }
    outer.append(inner);
    label("done" + id);
    return carried;
  }

  private void label(String name) {
    body().append(name).append(":\n");
    block = name;
  }

  private void phi(Value target, Value first, String firstBlock, Value second, String secondBlock) {
    line(
        target.text()
            + " = phi "
            + target.type().ir()
            + " ["
            + first.text()
            + ", %"
            + firstBlock
            + "], ["
            + second.text()
            + ", %"
            + secondBlock
            + "]");
  }

  private static void checkTypes(List<Value> xs, List<Value> ys) {
    if (!xs.stream().map(Value::type).toList().equals(ys.stream().map(Value::type).toList())) {
      throw new IllegalArgumentException("branches or iterations of types " + xs + " and " + ys);
    }
  }
}
