package gradwright.python.cli;

import gradwright.python.script.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who asks a waiting engine to do a command, and what for.
///
/// @param process the number of the client's process, a shell
/// @param again whether another engine is to wait after this one
/// @param words the command and its arguments
record WaitingClient(long process, boolean again, List<String> words, Map<String, String> environment) {
  /// Variables that the JVM, Java libraries or native code have read by the time a client comes.
  private static final List<String> READ_EARLY =
      List.of(
          "PATH",
          "HOME",
          "LANG",
          "LC_",
          "TZ",
          "XDG_",
          "VIRTUAL_ENV",
          "PYTHON",
          "JAX_",
          "XLA_",
          "GRADWRIGHT_",
          "JAVA_",
          "JDK_",
          "_JAVA",
          "LD_",
          "MALLOC_",
          "GLIBC_",
          "OPENBLAS_",
          "OMP_",
          "GOTO_",
          "KMP_");

  private static final String SETTING = "GRADWRIGHT_WAITING";

  /// What the system says of a process that its children inherit.
  private static final List<String> INHERITED =
      List.of(
          "Umask",
          "Uid",
          "Gid",
          "Groups",
          "SigBlk",
          "SigIgn",
          "CapInh",
          "CapPrm",
          "CapEff",
          "CapBnd",
          "CapAmb",
          "NoNewPrivs",
          "Seccomp",
          "Cpus_allowed",
          "Mems_allowed");

  private static final String IGNORED = "SigIgn:";
  private static final long LIBRARYS_OWN = 3L << 31; // signals 32 and 33
  private static final int NICE = 16; // fields after the name's closing bracket

  /// The encoding in which Java has read its own arguments and environment.
  private static final Charset ENCODING = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  /// Reads a request: a line with the numbers of the process and of the words and `again` or `once`, then the words and, up
  /// to an empty one, the variables, each ended by a NUL.
  ///
  /// @return null if the client is gone or makes no sense
  static @Nullable WaitingClient read(InputStream request) {
    try {
      String[] head = new String(upTo('\n', request), StandardCharsets.US_ASCII).split(" ");
      List<String> words = new ArrayList<>();
      int count = Integer.parseInt(head[1]);
      for (int i = 0; i < count; i++) {
        words.add(decoded(upTo('\0', request)));
      }
      Map<String, String> environment = new LinkedHashMap<>();
      for (byte[] next = upTo('\0', request); next.length > 0; next = upTo('\0', request)) {
        String pair = decoded(next);
        int equals = pair.indexOf('=', 1);
        if (equals > 0) {
          environment.putIfAbsent(pair.substring(0, equals), pair.substring(equals + 1));
        }
      }
      return new WaitingClient(Long.parseLong(head[0]), head[2].equals("again"), words, environment);
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException unreadable) {
      return null;
    }
  }

  private static byte[] upTo(int end, InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next != end; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      bytes.write(next);
    }
    return bytes.toByteArray();
  }

  private static String decoded(byte[] bytes) throws IOException {
    boolean ascii = true;
    for (byte b : bytes) {
      ascii &= b >= 0;
    }
    if (!ascii && !ENCODING.equals(StandardCharsets.UTF_8)) {
      // Java has ways of its own with these.
      throw new IOException("text in another encoding");
    }
    return new String(bytes, ENCODING);
  }

  /// Whether a program would find the same here as in a process that the client starts.
  ///
  /// @param keeper the process that has started this one as the client would
  boolean suits(long keeper, Map<String, String> own) {
    try {
      return readEarly(environment).equals(readEarly(own)) && inherited(process).equals(inherited(keeper));
    } catch (IOException | RuntimeException gone) {
      return false;
    }
  }

  static Map<String, String> readEarly(Map<String, String> environment) {
    Map<String, String> early = new TreeMap<>(environment);
    early.keySet().removeIf(name -> name.equals(SETTING) || READ_EARLY.stream().noneMatch(name::startsWith));
    return early;
  }

  private static List<String> inherited(long process) throws IOException {
    Path folder = Path.of("/proc", Long.toString(process));
    List<String> facts = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("status"))) {
      if (INHERITED.contains(line.substring(0, Math.max(0, line.indexOf(':'))))) {
        facts.add(line.startsWith(IGNORED) ? IGNORED + ignored(line) : line);
      }
    }
    for (String line : Files.readAllLines(folder.resolve("limits"))) {
      // The JVM itself takes as many files as it may.
      facts.add(line.startsWith("Max open files") ? line.replaceFirst("files +\\S+", "files") : line);
    }
    for (String namespace : List.of("mnt", "net", "user", "uts", "ipc", "pid")) {
      facts.add(Files.readSymbolicLink(folder.resolve("ns").resolve(namespace)).toString());
    }
    facts.add(Files.readSymbolicLink(folder.resolve("root")).toString());
    for (String file : List.of("cgroup", "oom_score_adj")) {
      facts.add(Files.readString(folder.resolve(file)));
    }
    String stat = Files.readString(folder.resolve("stat"));
    facts.add(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE]);
    return facts;
  }

  /// The ignored signals without the C library's own two, which every process that Java starts ignores.
  private static long ignored(String line) {
    return Long.parseUnsignedLong(line.substring(IGNORED.length()).strip(), 16) & ~LIBRARYS_OWN;
  }

  /// Where the client is.
  Surroundings surroundings() throws IOException {
    Path folder = Files.readSymbolicLink(Path.of("/proc", Long.toString(process), "cwd"));
    if (!Files.isDirectory(folder)) {
      throw new IOException("The working folder is gone: " + folder);
    }
    return new Surroundings(Objects.requireNonNull(folder), environment);
  }
}
