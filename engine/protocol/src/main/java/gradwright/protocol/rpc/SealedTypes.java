package gradwright.protocol.rpc;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values of a sealed interface of records, as a pair of the record's name and its components: `["Freed", {...}]`. The name comes
/// first so that a reader never has to look ahead.
final class SealedTypes implements TypeAdapterFactory {
  @Override
  public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    Class<?> sealed = sealed(type.getRawType());
    if (sealed == null) {
      return null;
    }
    Map<String, TypeAdapter<?>> adapters = new HashMap<>();
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      adapters.put(permitted.getSimpleName(), gson.getDelegateAdapter(this, TypeToken.get(permitted)));
    }
    return new Tagged<>(adapters);
  }

  /// The sealed interface that a type is or, since lists are written by what their elements are, belongs to.
  private static @Nullable Class<?> sealed(Class<?> type) {
    if (type.isInterface() && type.isSealed()) {
      return type;
    }
    return type.isRecord()
        ? java.util.Arrays.stream(type.getInterfaces()).filter(Class::isSealed).findFirst().orElse(null)
        : null;
  }

  private static final class Tagged<T> extends TypeAdapter<T> {
    private final Map<String, TypeAdapter<?>> adapters;

    Tagged(Map<String, TypeAdapter<?>> adapters) {
      this.adapters = adapters;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void write(JsonWriter out, @Nullable T value) throws IOException {
      if (value == null) {
        out.nullValue();
        return;
      }
      String name = value.getClass().getSimpleName();
      out.beginArray().value(name);
      ((TypeAdapter<T>) adapter(name)).write(out, value);
      out.endArray();
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable T read(JsonReader in) throws IOException {
      if (in.peek() == JsonToken.NULL) {
        in.nextNull();
        return null;
      }
      in.beginArray();
      T value = ((TypeAdapter<T>) adapter(in.nextString())).read(in);
      in.endArray();
      return value;
    }

    private TypeAdapter<?> adapter(String name) {
      TypeAdapter<?> found = adapters.get(name);
      if (found == null) {
        throw new JsonParseException("no type of the protocol is called " + name);
      }
      return found;
    }
  }
}
