package gradwright.protocol.rpc;

import com.google.gson.GsonBuilder;
import com.google.gson.ToNumberPolicy;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/// How the protocol's records are written as JSON: sealed types with their name (`["Freed", {...}]`), columns of numbers as base64 of
/// their little-endian bytes, NaN and the infinities as text.
public final class ProtocolJson {
  private ProtocolJson() {}

  /// Teaches a builder the protocol's types.
  public static void configure(GsonBuilder builder) {
    builder
        .disableHtmlEscaping()
        .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
        .registerTypeAdapter(int[].class, new Columns.Ints().nullSafe())
        .registerTypeAdapter(long[].class, new Columns.Longs().nullSafe())
        .registerTypeAdapter(double[].class, new Columns.Doubles().nullSafe())
        .registerTypeAdapter(double.class, new AnyDouble())
        .registerTypeAdapter(Double.class, new AnyDouble().nullSafe())
        .registerTypeAdapterFactory(new SealedTypes());
  }

  /// A double; those that JSON has no number for are text.
  private static final class AnyDouble extends TypeAdapter<Double> {
    @Override
    public void write(JsonWriter out, Double value) throws IOException {
      if (Double.isFinite(value)) {
        out.value(value);
      } else {
        out.value(value.toString());
      }
    }

    @Override
    public Double read(JsonReader in) throws IOException {
      return in.peek() == JsonToken.STRING ? Double.valueOf(in.nextString()) : Double.valueOf(in.nextDouble());
    }
  }
}
