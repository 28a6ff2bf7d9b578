package gradwright.python.cli;

import gradwright.python.script.CacheFolders;
import gradwright.python.script.Program;
import gradwright.python.script.ScriptContext;
import gradwright.python.script.ScriptContext.Streams;
import gradwright.python.script.Surroundings;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.jspecify.annotations.Nullable;

/// An engine that gets warm, waits for a client, does one command as if the client had started it, and ends.
///
/// The other side is `engine/python/src/main/sh/waiting.sh`.
final class WaitingEngine {
  /// Each makes the next one faster; from the fourth on it is little.
  private static final int REHEARSALS = Integer.getInteger("gradwright.rehearsals", 4);

  private static final int CLIENT_GONE = 137;

  /// Where the client has put its standard streams.
  private static final int CLIENT_STREAMS = 4;

  private final Path slot;
  private final Path ready;
  private final CacheFolders caches;
  private final LinuxProcess linux = new LinuxProcess();
  private final AtomicBoolean serving = new AtomicBoolean();

  /// @param slot the folder that the keeper has made for this engine
  WaitingEngine(Path slot, CacheFolders caches) {
    this.slot = slot;
    this.ready = slot.resolveSibling("ready");
    this.caches = caches;
  }

  /// Waits, serves one client, and gives the status of its command.
  int serve() {
    try (OutputStream replies = new FileOutputStream(slot.resolve("reply").toFile())) {
      Files.writeString(slot.resolve("engine"), ProcessHandle.current().pid() + "\n");
      if (Files.exists(slot.resolve("stopped"))) {
        return 0;
      }
      new WaitingLimits(slot, ready, serving).watch();
      Engine engine = ScriptContext.newEngine();
      rehearse(engine);
      publish();
      while (true) {
        // Opening it waits for a client.
        InputStream request = new FileInputStream(slot.resolve("request").toFile());
        WaitingClient client = WaitingClient.read(request);
        Surroundings surroundings = client == null ? null : take(client);
        if (client == null || surroundings == null) {
          say(replies, "no\n");
          // Until the client has gone, and with it what it asked.
          request.transferTo(OutputStream.nullOutputStream());
          request.close();
          publish();
        } else {
          endWith(request);
          say(replies, "yes " + ProcessHandle.current().pid() + "\n");
          int status =
              new CommandLine(Terminal.ofProcess(), caches, surroundings, () -> engine).carryOut(client.words());
          say(replies, "code " + status + "\n");
          return status;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Loads and runs a program a few times, with the least priority.
  private void rehearse(Engine engine) throws IOException {
    Source rehearsal = rehearsal();
    Streams nowhere =
        new Streams(
            InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), false);
    for (int i = 0; i < REHEARSALS; i++) {
      ScriptRunner.onScriptThread(() -> {
        linux.yieldToOthers();
        try (ScriptContext script = ScriptContext.open(engine, new Program.Command("", List.of()), nowhere, caches)) {
          script.run(rehearsal, () -> false);
          script.flush();
        }
      });
    }
    System.gc();
  }

  /// The program, which takes the ways through the engine that most programs take.
  static Source rehearsal() throws IOException {
    return Source.newBuilder("python", Objects.requireNonNull(WaitingEngine.class.getResource("rehearsal.py"))).build();
  }

  /// Says that this engine waits; the keeper has written the text.
  private void publish() throws IOException {
    Path draft = slot.resolve("draft");
    Files.writeString(draft, Files.readString(slot.resolve("key")) + ProcessHandle.current().pid() + "\n");
    Files.move(draft, ready, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Takes the place of a process that the client would start; null where that would differ.
  private @Nullable Surroundings take(WaitingClient client) {
    long keeper = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    if (!client.suits(keeper, System.getenv())) {
      return null;
    }
    try {
      Surroundings surroundings = client.surroundings();
      if (!linux.enter(surroundings.folder()) || !linux.takeStreams(client.process(), CLIENT_STREAMS)) {
        return null;
      }
      serving.set(true);
      Files.createFile(slot.resolve("running"));
      if (client.again()) {
        Files.createFile(slot.resolve("again"));
      }
      return surroundings;
    } catch (IOException gone) {
      return null;
    }
  }

  /// Ends this process when the client is killed, as its own would be.
  private static void endWith(InputStream request) {
    Thread.ofPlatform()
        .daemon()
        .name("client")
        .start(() -> {
          try {
            request.transferTo(OutputStream.nullOutputStream());
          } catch (IOException broken) {
            // The same.
          }
          Runtime.getRuntime().halt(CLIENT_GONE);
        });
  }

  private static void say(OutputStream replies, String text) throws IOException {
    replies.write(text.getBytes(StandardCharsets.US_ASCII));
    replies.flush();
  }

  /// Tells people about the engine that waits, if one does.
  static String describe(Path folder) {
    try {
      String process = Files.readAllLines(folder.resolve("ready")).getLast();
      long kilobytes =
          Files.readAllLines(Path.of("/proc", process, "status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0);
      return "process %s, %d MiB".formatted(process, kilobytes >> 10);
    } catch (IOException | RuntimeException none) {
      return "none";
    }
  }
}
