package gradwright.python.cli;

import gradwright.python.script.ScriptContext.Streams;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The streams that the process was started with. The only place that writes to them on the program's own behalf.
///
/// @param streams the streams, unbuffered and without the error swallowing of [System#out]
record Terminal(Streams streams) {
  static Terminal ofProcess() {
    return new Terminal(
        new Streams(
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            isTerminal()));
  }

  private static boolean isTerminal() {
    return System.console() != null && System.console().isTerminal();
  }

  /// Prints a line to standard output.
  void print(String format, @Nullable Object... arguments) {
    write(streams.out(), format.formatted(arguments) + "\n");
  }

  /// Prints a line to standard error.
  void error(String format, @Nullable Object... arguments) {
    write(streams.err(), format.formatted(arguments) + "\n");
  }

  /// Prints text to standard output without ending the line.
  void prompt(String text) {
    write(streams.out(), text);
  }

  private static void write(OutputStream stream, String text) {
    try {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
      stream.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
