package gradwright.cpu.llvm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelCompilerTest {
  private static final String REMAINDER =
      """
      @table = private constant [3 x double] [double 0.5, double 1.5, double 2.5]
      declare double @fmod(double, double)
      define void @k(ptr %args, i64 %lo, i64 %hi) {
        %x = load double, ptr %args
        %p = getelementptr double, ptr %args, i64 1
        %y = load double, ptr %p
        %tp = getelementptr double, ptr @table, i64 %lo
        %t = load double, ptr %tp
        %r = call double @fmod(double %x, double %y)
        %s = fadd double %r, %t
        store double %s, ptr %args
        ret void
      }
      """;

  @TempDir Path folder;

  private static double call(long address, double x, double y, long index) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment args = arena.allocateFrom(JAVA_DOUBLE, x, y);
      Linker.nativeLinker()
          .downcallHandle(MemorySegment.ofAddress(address), FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_LONG))
          .invokeExact(args, index, 0L);
      return args.get(JAVA_DOUBLE, 0);
    }
  }

  private KernelCompiler compiler() {
    return new KernelCompiler(KernelCompiler.VECTOR_PASSES, Optional.of(new ObjectCache(folder, 1 << 20)));
  }

  @Test
  void secondCompilerAnswersFromDiskWithoutLoadingLlvm() throws Throwable {
    KernelCompiler first = compiler();
    try (CompiledModule module = first.compile(REMAINDER, List.of("k"))) {
      assertEquals(7.5 % 2.0 + 2.5, call(module.address("k"), 7.5, 2.0, 2));
      assertFalse(module.report().fromCache());
      assertTrue(module.report().codegen() > 0);
    }
    assertTrue(first.llvmLoaded());
    KernelCompiler second = compiler();
    try (CompiledModule module = second.compile(REMAINDER, List.of("k"))) {
      assertEquals(9.25 % 4.0 + 0.5, call(module.address("k"), 9.25, 4.0, 0));
      assertTrue(module.report().fromCache());
    }
    assertFalse(second.llvmLoaded());
  }

  @Test
  void damagedEntryIsIgnored() throws Throwable {
    compiler().compile(REMAINDER, List.of("k")).close();
    Path entry;
    try (Stream<Path> files = Files.list(folder)) {
      entry = files.findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(entry);
    bytes[bytes.length / 2] ^= 1;
    Files.write(entry, bytes);
    try (CompiledModule module = compiler().compile(REMAINDER, List.of("k"))) {
      assertFalse(module.report().fromCache());
      assertEquals(2.5, call(module.address("k"), 4, 3, 1));
    }
  }

  @Test
  void cacheKeepsWithinItsBound() throws IOException {
    ObjectCache cache = new ObjectCache(folder, 10_000);
    for (int i = 0; i < 40; i++) {
      cache.write(ObjectCache.key("object", Integer.toString(i)), new byte[1000]);
    }
    long total = 0;
    try (Stream<Path> files = Files.list(folder)) {
      total = files.mapToLong(file -> file.toFile().length()).sum();
    }
    assertTrue(total <= 13_000, "total " + total);
    assertTrue(cache.read(ObjectCache.key("object", "39")).isPresent());
  }

  @Test
  void invalidIrIsReported() {
    CompileFailure syntax = assertThrows(CompileFailure.class, () -> compiler().compile("define nonsense", List.of()));
    assertTrue(syntax.getMessage().contains("invalid IR"), syntax.getMessage());
    String undominated = "define i32 @f() {\n  %a = add i32 %b, 1\n  %b = add i32 %a, 1\n  ret i32 %a\n}\n";
    assertThrows(CompileFailure.class, () -> compiler().compile(undominated, List.of("f")));
  }

  @Test
  void fatalErrorLosesOnlyItsOwnCompile() throws Throwable {
    String unselectable =
        """
        declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
        define void @k(ptr %args, i64 %lo, i64 %hi) {
          %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
          store i32 %t, ptr %args
          ret void
        }
        """;
    KernelCompiler compiler = compiler();
    for (int i = 0; i < 3; i++) {
      CompileFailure failure = assertThrows(CompileFailure.class, () -> compiler.compile(unselectable, List.of("k")));
      assertTrue(failure.getMessage().contains("Cannot select"), failure.getMessage());
    }
    try (CompiledModule module = compiler.compile(REMAINDER, List.of("k"))) {
      assertEquals(2.5, call(module.address("k"), 4, 3, 1));
    }
  }

  @Test
  void bothLoadersAgree() throws Throwable {
    KernelCompiler compiler = compiler();
    compiler.compile(REMAINDER, List.of("k")).close();
    byte[] object;
    try (Stream<Path> files = Files.list(folder)) {
      byte[] entry = Files.readAllBytes(files.findFirst().orElseThrow());
      object = java.util.Arrays.copyOfRange(entry, 40, entry.length);
    }
    ObjectLoader.Loaded orc = new OrcLoader(new LlvmC()).load(object, List.of("k"));
    assertEquals(2.5, call(orc.symbols().get("k"), 4, 3, 1));
    orc.unload().run();
    ObjectLoader.Loaded elf = new ElfLoader().load(object, List.of("k"));
    assertEquals(2.5, call(elf.symbols().get("k"), 4, 3, 1));
    elf.unload().run();
    assertThrows(CompileFailure.class, () -> new ElfLoader().load(new byte[100], List.of("k")));
  }

  @Test
  void textsShowTheLaterStages() throws CompileFailure {
    CompileTexts texts = compiler().texts(REMAINDER);
    assertTrue(texts.optimisedIr().contains("define void @k"));
    assertTrue(texts.assembly().contains("fmod"));
  }
}
