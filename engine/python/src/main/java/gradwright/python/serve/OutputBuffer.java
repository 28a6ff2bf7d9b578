package gradwright.python.serve;

import gradwright.protocol.SessionListener.Stream;
import gradwright.protocol.rpc.EngineClient.Output;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What a script wrote and nobody has taken yet: neighbouring writes to one stream become one text. A script that is far ahead waits, as
/// it would before a full pipe; after [#release] it never waits, and what does not fit is counted and dropped.
final class OutputBuffer {
  /// Characters kept at most.
  private static final int LIMIT = 1 << 18;

  /// Characters in one text at most, so that none is long on its way.
  private static final int TEXT = 1 << 15;

  private final Segments segments = new Segments();
  private final CharsetDecoder[] decoders = {decoder(), decoder()};
  private final ByteBuffer[] undecoded = {ByteBuffer.allocate(8), ByteBuffer.allocate(8)};
  private boolean released;
  private boolean woken;
  private long dropped;

  private static CharsetDecoder decoder() {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  /// A stream of bytes of UTF-8 into this buffer.
  OutputStream stream(Stream stream) {
    return new OutputStream() {
      @Override
      public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        OutputBuffer.this.write(stream, bytes, offset, length);
      }
    };
  }

  private synchronized void write(Stream stream, byte[] bytes, int offset, int length) {
    CharSequence text = decode(stream, bytes, offset, length);
    while (segments.characters() > LIMIT && !released) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        released = true;
      }
    }
    if (segments.characters() > LIMIT) {
      dropped += text.length();
    } else {
      segments.add(stream, text);
    }
    notifyAll();
  }

  private CharSequence decode(Stream stream, byte[] bytes, int offset, int length) {
    CharsetDecoder decoder = decoders[stream.ordinal()];
    ByteBuffer rest = undecoded[stream.ordinal()];
    ByteBuffer in = ByteBuffer.allocate(rest.position() + length);
    in.put(rest.flip()).put(bytes, offset, length).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
    decoder.decode(in, out, false);
    rest.clear();
    rest.put(in);
    return out.flip();
  }

  /// Waits until there is something to take or [#wake] is called, at most as long as given.
  synchronized void await(long millis) throws InterruptedException {
    if (segments.characters() == 0 && dropped == 0 && !woken) {
      wait(millis);
    }
    woken = false;
  }

  /// Ends the wait of the one who takes.
  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  /// The oldest text, or null when there is none.
  synchronized @Nullable Output take() {
    Output next = segments.take();
    if (next == null && dropped > 0) {
      next = new Output(Stream.ERR, "\n(%d more characters of output were dropped)\n".formatted(dropped));
      dropped = 0;
    }
    notifyAll();
    return next;
  }

  /// Lets writers go on whether there is room or not, until the next [#hold].
  synchronized void release() {
    released = true;
    notifyAll();
  }

  /// Lets writers wait for room again.
  synchronized void hold() {
    released = false;
  }

  /// Texts in order, each of one stream.
  private static final class Segments {
    private final java.util.ArrayDeque<Segment> queue = new java.util.ArrayDeque<>();
    private int characters;

    private record Segment(Stream stream, StringBuilder text) {}

    int characters() {
      return characters;
    }

    void add(Stream stream, CharSequence text) {
      for (int from = 0; from < text.length(); ) {
        Segment last = queue.peekLast();
        if (last == null || last.stream != stream || last.text.length() >= TEXT) {
          last = new Segment(stream, new StringBuilder());
          queue.addLast(last);
        }
        int to = Math.min(text.length(), from + TEXT - last.text.length());
        last.text.append(text, from, to);
        characters += to - from;
        from = to;
      }
    }

    @Nullable Output take() {
      Segment first = queue.pollFirst();
      if (first == null) {
        return null;
      }
      characters -= first.text.length();
      return new Output(first.stream, first.text.toString());
    }
  }
}
