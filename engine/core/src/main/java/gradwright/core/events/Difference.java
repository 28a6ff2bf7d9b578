package gradwright.core.events;

import gradwright.core.types.Aval;
import java.util.ArrayList;
import java.util.List;

/// One difference between two keys of a cache of programs.
///
/// @param path the argument as a user would name it (`x`, `params['w']`), or an option
/// @param now what the key has, as text
/// @param before what the nearest earlier key had
public record Difference(Aspect aspect, String path, String now, String before) {
  /// What differs.
  public enum Aspect {
    SHAPE,
    RANK,
    DTYPE,
    WEAK_TYPE,
    STATIC_VALUE,
    STRUCTURE,
    CONFIGURATION
  }

  /// The aspects in which the types of an argument differ; the texts are the whole types.
  public static List<Difference> ofTypes(String path, Aval now, Aval before) {
    List<Difference> all = new ArrayList<>();
    boolean weak = now.weakType() != before.weakType();
    String a = text(now, weak);
    String b = text(before, weak);
    if (now.rank() != before.rank()) {
      all.add(new Difference(Aspect.RANK, path, a, b));
    } else if (!now.shape().equals(before.shape())) {
      all.add(new Difference(Aspect.SHAPE, path, a, b));
    }
    if (now.dtype() != before.dtype()) {
      all.add(new Difference(Aspect.DTYPE, path, a, b));
    }
    if (weak) {
      all.add(new Difference(Aspect.WEAK_TYPE, path, a, b));
    }
    return all;
  }

  private static String text(Aval a, boolean weak) {
    return a + (weak ? "{weak_type=" + (a.weakType() ? "True" : "False") + "}" : "");
  }
}
