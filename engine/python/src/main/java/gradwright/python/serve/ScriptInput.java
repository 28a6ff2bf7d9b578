package gradwright.python.serve;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// A script's standard input, given in pieces by the client. A script that reads when there is nothing makes it ask for more.
final class ScriptInput extends InputStream {
  private final Runnable wanted;
  private byte[] given = {};
  private int next;
  private boolean ended;
  private int program;

  /// @param wanted tells the client that the script waits
  ScriptInput(Runnable wanted) {
    this.wanted = wanted;
  }

  /// Forgets what the last program left and opens the input again.
  synchronized void begin() {
    given = new byte[0];
    next = 0;
    ended = false;
    program++;
  }

  /// The number of the program that reads now.
  synchronized int program() {
    return program;
  }

  /// Ends the input of a program that may be over already.
  synchronized void endOf(int number) {
    if (number == program) {
      end();
    }
  }

  synchronized void give(String text) {
    byte[] more = text.getBytes(StandardCharsets.UTF_8);
    byte[] all = java.util.Arrays.copyOfRange(given, next, given.length + more.length);
    System.arraycopy(more, 0, all, given.length - next, more.length);
    given = all;
    next = 0;
    notifyAll();
  }

  synchronized void end() {
    ended = true;
    notifyAll();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (isWanting()) {
      wanted.run();
    }
    return take(into, offset, length);
  }

  private synchronized boolean isWanting() {
    return next == given.length && !ended;
  }

  private synchronized int take(byte[] into, int offset, int length) {
    while (next == given.length && !ended) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return -1;
      }
    }
    int count = Math.min(length, given.length - next);
    if (count == 0) {
      return -1;
    }
    System.arraycopy(given, next, into, offset, count);
    next += count;
    return count;
  }

  @Override
  public synchronized int available() {
    return given.length - next;
  }
}
