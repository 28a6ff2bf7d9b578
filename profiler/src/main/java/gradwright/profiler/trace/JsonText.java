package gradwright.profiler.trace;

import java.io.IOException;
import java.io.Writer;

/// Writes JSON piece by piece, without holding it in memory.
final class JsonText {
  private final Writer out;
  private boolean first = true;

  JsonText(Writer out) {
    this.out = out;
  }

  JsonText begin(char bracket) throws IOException {
    separate();
    out.write(bracket);
    first = true;
    return this;
  }

  JsonText end(char bracket) throws IOException {
    out.write(bracket);
    first = false;
    return this;
  }

  JsonText key(String name) throws IOException {
    separate();
    string(name);
    out.write(':');
    first = true;
    return this;
  }

  JsonText value(String text) throws IOException {
    separate();
    string(text);
    return this;
  }

  JsonText value(long number) throws IOException {
    separate();
    out.write(Long.toString(number));
    return this;
  }

  /// A number; JSON knows none that is not finite, so those become null.
  JsonText value(double number) throws IOException {
    separate();
    if (!Double.isFinite(number)) {
      out.write("null");
    } else if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      out.write(Long.toString((long) number));
    } else {
      out.write(Double.toString(number));
    }
    return this;
  }

  /// Nanoseconds as microseconds, exactly.
  JsonText micros(long nanos) throws IOException {
    separate();
    long whole = Math.abs(nanos / 1000);
    long rest = Math.abs(nanos % 1000);
    if (nanos < 0) {
      out.write('-');
    }
    out.write(Long.toString(whole));
    if (rest != 0) {
      out.write('.');
      out.write((char) ('0' + rest / 100));
      out.write((char) ('0' + rest / 10 % 10));
      out.write((char) ('0' + rest % 10));
    }
    return this;
  }

  void line() throws IOException {
    out.write('\n');
  }

  private void separate() throws IOException {
    if (!first) {
      out.write(',');
    }
    first = false;
  }

  private void string(String text) throws IOException {
    out.write('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.write('\\');
        out.write(c);
      } else if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
        out.write(String.format("\\u%04x", (int) c));
      } else {
        out.write(c);
      }
    }
    out.write('"');
  }
}
