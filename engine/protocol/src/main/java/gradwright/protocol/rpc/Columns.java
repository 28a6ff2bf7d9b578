package gradwright.protocol.rpc;

import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/// Columns of numbers as base64 of their little-endian bytes: every bit survives, and 1e6 numbers take milliseconds.
final class Columns {
  private Columns() {}

  private static ByteBuffer room(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String text(ByteBuffer filled) {
    return Base64.getEncoder().encodeToString(filled.array());
  }

  private static ByteBuffer bytes(JsonReader in, int width) throws IOException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(in.nextString());
    } catch (IllegalArgumentException e) {
      throw new JsonParseException("a column that is no base64", e);
    }
    if (bytes.length % width != 0) {
      throw new JsonParseException("a column of " + bytes.length + " bytes for numbers of " + width);
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static final class Ints extends TypeAdapter<int[]> {
    @Override
    public void write(JsonWriter out, int[] values) throws IOException {
      ByteBuffer room = room(Math.multiplyExact(values.length, Integer.BYTES));
      room.asIntBuffer().put(values);
      out.value(text(room));
    }

    @Override
    public int[] read(JsonReader in) throws IOException {
      ByteBuffer bytes = bytes(in, Integer.BYTES);
      int[] values = new int[bytes.remaining() / Integer.BYTES];
      bytes.asIntBuffer().get(values);
      return values;
    }
  }

  static final class Longs extends TypeAdapter<long[]> {
    @Override
    public void write(JsonWriter out, long[] values) throws IOException {
      ByteBuffer room = room(Math.multiplyExact(values.length, Long.BYTES));
      room.asLongBuffer().put(values);
      out.value(text(room));
    }

    @Override
    public long[] read(JsonReader in) throws IOException {
      ByteBuffer bytes = bytes(in, Long.BYTES);
      long[] values = new long[bytes.remaining() / Long.BYTES];
      bytes.asLongBuffer().get(values);
      return values;
    }
  }

  static final class Doubles extends TypeAdapter<double[]> {
    @Override
    public void write(JsonWriter out, double[] values) throws IOException {
      ByteBuffer room = room(Math.multiplyExact(values.length, Double.BYTES));
      room.asDoubleBuffer().put(values);
      out.value(text(room));
    }

    @Override
    public double[] read(JsonReader in) throws IOException {
      ByteBuffer bytes = bytes(in, Double.BYTES);
      double[] values = new double[bytes.remaining() / Double.BYTES];
      bytes.asDoubleBuffer().get(values);
      return values;
    }
  }
}
