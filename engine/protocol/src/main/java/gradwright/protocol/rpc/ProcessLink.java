package gradwright.protocol.rpc;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// An engine in a process of this machine, spoken to through its standard streams. Its standard error is kept for the account of its end.
final class ProcessLink implements EngineLink {
  private static final int BUFFER = 1 << 16;

  private final Process process;
  private final LastWords lastWords;
  private final InputStream input;
  private final OutputStream output;
  private final CompletableFuture<String> ended;
  private volatile boolean killed;

  private ProcessLink(Process process) {
    this.process = process;
    this.lastWords = new LastWords(process.getErrorStream());
    this.input = new BufferedInputStream(process.getInputStream(), BUFFER);
    this.output = new BufferedOutputStream(process.getOutputStream(), BUFFER);
    this.ended = process.onExit().thenApply(this::account);
  }

  static ProcessLink start(WorkerCommand command, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.command()).directory(command.folder().toFile());
    builder.environment().putAll(command.environment());
    builder.environment().putAll(environment);
    return new ProcessLink(builder.start());
  }

  private String account(Process gone) {
    return killed ? "was ended" : new ProcessEnd(gone.pid(), gone.exitValue(), lastWords.text()).account();
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public CompletableFuture<String> ended() {
    return ended;
  }

  @Override
  public void kill() {
    if (process.isAlive()) {
      killed = true;
      // Programs that the script started would keep its streams open.
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
