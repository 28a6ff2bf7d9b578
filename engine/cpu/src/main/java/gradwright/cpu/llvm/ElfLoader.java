package gradwright.cpu.llvm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Links x86-64 ELF objects into this process without LLVM, so that a run whose kernels are all cached never loads it.
///
/// Sections are laid out in one fresh mapping, relocated, then made read-only and executable. Calls to functions outside
/// (the C mathematics library) go through small stubs placed at the end, since they may be further than 2 GB away.
final class ElfLoader implements ObjectLoader {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBC = LINKER.defaultLookup();
  private static final MethodHandle MMAP =
      bind("mmap", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle MPROTECT =
      bind("mprotect", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle MUNMAP = bind("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
  private static final int READ_WRITE = 3;
  private static final int READ_EXECUTE = 5;
  private static final int PRIVATE_ANONYMOUS = 0x22;
  private static final int PAGE = 4096;
  private static final int STUB_BYTES = 16; // jmp *[rip+2]; ud2; address

  private static MethodHandle bind(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(LIBC.find(name).orElseThrow(), descriptor);
  }

  @Override
  public Loaded load(byte[] object, List<String> symbols) throws CompileFailure {
    try {
      return new Image(object).link(symbols);
    } catch (IndexOutOfBoundsException e) {
      throw new CompileFailure("malformed object", e);
    }
  }

  private static final class Image {
    private final ByteBuffer file;
    private final int sections;
    private final int sectionCount;
    private final long[] offsets; // of each allocated section in the mapping, or -1
    private final Map<String, Integer> stubs = new HashMap<>();
    private MemorySegment memory;
    private long stubBase;

    Image(byte[] object) throws CompileFailure {
      file = ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN);
      if (object.length < 64 || file.getInt(0) != 0x464c457f || file.getShort(18) != 62) {
        throw new CompileFailure("not an x86-64 ELF object");
      }
      sections = (int) file.getLong(40);
      sectionCount = file.getShort(60) & 0xffff;
      offsets = new long[sectionCount];
    }

    private int header(int section) {
      return sections + 64 * section;
    }

    private int type(int section) {
      return file.getInt(header(section) + 4);
    }

    private int fileOffset(int section) {
      return (int) file.getLong(header(section) + 24);
    }

    private int size(int section) {
      return (int) file.getLong(header(section) + 32);
    }

    Loaded link(List<String> wanted) throws CompileFailure {
      long total = 0;
      for (int i = 0; i < sectionCount; i++) {
        offsets[i] = -1;
        boolean allocated = (file.getLong(header(i) + 8) & 2) != 0;
        if (allocated && type(i) != 0) {
          long alignment = Math.max(64, file.getLong(header(i) + 48));
          total = (total + alignment - 1) / alignment * alignment;
          offsets[i] = total;
          total += size(i);
        }
      }
      stubBase = (total + 15) / 16 * 16;
      int undefined = countUndefined();
      long bytes = (stubBase + (long) undefined * STUB_BYTES + PAGE) / PAGE * PAGE;
      memory = map(bytes);
      boolean done = false;
      try {
        for (int i = 0; i < sectionCount; i++) {
          int noBits = 8;
          if (offsets[i] >= 0 && type(i) != noBits) {
            MemorySegment.copy(MemorySegment.ofArray(file.array()), fileOffset(i), memory, offsets[i], size(i));
          }
        }
        Map<String, Long> global = relocate();
        protect(bytes);
        Map<String, Long> found = new HashMap<>();
        for (String name : wanted) {
          Long address = global.get(name);
          if (address == null) {
            throw new CompileFailure("object defines no symbol " + name);
          }
          found.put(name, address);
        }
        MemorySegment mapping = memory;
        done = true;
        return new Loaded(found, () -> unmap(mapping));
      } finally {
        if (!done) {
          unmap(memory);
        }
      }
    }

    private int countUndefined() {
      int count = 0;
      for (int i = 0; i < sectionCount; i++) {
        if (type(i) == 2) {
          for (int entry = fileOffset(i) + 24; entry < fileOffset(i) + size(i); entry += 24) {
            count += file.getShort(entry + 6) == 0 ? 1 : 0;
          }
        }
      }
      return count;
    }

    private Map<String, Long> relocate() throws CompileFailure {
      Map<String, Long> global = new HashMap<>();
      long[] values = {};
      boolean[] outside = {};
      for (int i = 0; i < sectionCount; i++) {
        if (type(i) != 2) {
          continue;
        }
        int count = size(i) / 24;
        int strings = fileOffset(file.getInt(header(i) + 40));
        values = new long[count];
        outside = new boolean[count];
        for (int k = 1; k < count; k++) {
          int entry = fileOffset(i) + 24 * k;
          String name = string(strings + file.getInt(entry));
          int section = file.getShort(entry + 6) & 0xffff;
          if (section == 0) {
            values[k] = stub(name);
            outside[k] = true;
          } else if (section < sectionCount && offsets[section] >= 0) {
            values[k] = memory.address() + offsets[section] + file.getLong(entry + 8);
            if (file.get(entry + 4) >> 4 != 0) {
              global.put(name, values[k]);
            }
          }
        }
      }
      for (int i = 0; i < sectionCount; i++) {
        int target = type(i) == 4 ? file.getInt(header(i) + 44) : 0;
        if (type(i) != 4 || offsets[target] < 0) {
          continue;
        }
        for (int entry = fileOffset(i); entry < fileOffset(i) + size(i); entry += 24) {
          long info = file.getLong(entry + 8);
          int symbol = (int) (info >>> 32);
          apply(
              (int) info,
              offsets[target] + file.getLong(entry),
              values[symbol],
              file.getLong(entry + 16),
              outside[symbol]);
        }
      }
      return global;
    }

    private void apply(int type, long offset, long symbol, long addend, boolean outside) throws CompileFailure {
      switch (type) {
        case 1 -> { // 64-bit address
          if (outside) {
            throw new CompileFailure("address of an outside symbol");
          }
          memory.set(JAVA_LONG_UNALIGNED, offset, symbol + addend);
        }
        case 2, 4 -> { // 32 bits relative to the place: data, or a call
          if (outside && type == 2) {
            throw new CompileFailure("data access to an outside symbol");
          }
          memory.set(JAVA_INT_UNALIGNED, offset, near(symbol + addend - memory.address() - offset));
        }
        case 24 -> memory.set(JAVA_LONG_UNALIGNED, offset, symbol + addend - memory.address() - offset);
        default -> throw new CompileFailure("relocation type " + type);
      }
    }

    private static int near(long distance) throws CompileFailure {
      if ((int) distance != distance) {
        throw new CompileFailure("relocation out of range");
      }
      return (int) distance;
    }

    private long stub(String name) throws CompileFailure {
      Integer known = stubs.get(name);
      if (known == null) {
        Optional<MemorySegment> function = LIBC.find(name);
        if (function.isEmpty()) {
          throw new CompileFailure("undefined symbol " + name);
        }
        known = stubs.size();
        stubs.put(name, known);
        long at = stubBase + (long) known * STUB_BYTES;
        memory.set(JAVA_SHORT_UNALIGNED, at, (short) 0x25ff);
        memory.set(JAVA_INT_UNALIGNED, at + 2, 2);
        memory.set(JAVA_SHORT_UNALIGNED, at + 6, (short) 0x0b0f);
        memory.set(JAVA_LONG_UNALIGNED, at + 8, function.get().address());
      }
      return memory.address() + stubBase + (long) known * STUB_BYTES;
    }

    private String string(int at) {
      int end = at;
      while (file.get(end) != 0) {
        end++;
      }
      return new String(file.array(), at, end - at, StandardCharsets.UTF_8);
    }

    private static MemorySegment map(long bytes) throws CompileFailure {
      try {
        MemorySegment mapping =
            (MemorySegment) MMAP.invokeExact(MemorySegment.NULL, bytes, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0L);
        if (mapping.address() == -1) {
          throw new CompileFailure("no memory for code");
        }
        return mapping.reinterpret(bytes);
      } catch (CompileFailure | RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    private void protect(long bytes) throws CompileFailure {
      try {
        if ((int) MPROTECT.invokeExact(memory, bytes, READ_EXECUTE) != 0) {
          throw new CompileFailure("memory cannot be made executable");
        }
      } catch (CompileFailure | RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    private static void unmap(MemorySegment mapping) {
      try {
        int _ = (int) MUNMAP.invokeExact(mapping, mapping.byteSize());
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
