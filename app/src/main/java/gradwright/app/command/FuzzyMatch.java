package gradwright.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How well a few typed letters fit a name: all must occur in order; starts of words and runs of letters count more.
///
/// @param score larger is better
/// @param positions indices of the matched characters, ascending
public record FuzzyMatch(int score, List<Integer> positions) {

  private static final int IMPOSSIBLE = Integer.MIN_VALUE / 2;

  /// Spaces in the query are left out.
  public static Optional<FuzzyMatch> of(String query, String name) {
    String q = query.replace(" ", "").toLowerCase(Locale.ROOT);
    String n = name.toLowerCase(Locale.ROOT);
    if (q.isEmpty()) {
      return Optional.of(new FuzzyMatch(0, List.of()));
    }
    if (q.length() > n.length()) {
      return Optional.empty();
    }
    // best[i][j]: the best score of the first i+1 letters where letter i stands at j.
    int[][] best = new int[q.length()][n.length()];
    int[][] from = new int[q.length()][n.length()];
    for (int i = 0; i < q.length(); i++) {
      int earlier = IMPOSSIBLE;
      int at = -1;
      for (int j = 0; j < n.length(); j++) {
        best[i][j] = IMPOSSIBLE;
        if (q.charAt(i) == n.charAt(j)) {
          int here = isWordStart(name, j) ? 8 : 1;
          if (i == 0) {
            best[i][j] = here - Math.min(j, 2);
            from[i][j] = -1;
          } else {
            int joined = j > 0 && best[i - 1][j - 1] > IMPOSSIBLE ? best[i - 1][j - 1] + 8 : IMPOSSIBLE;
            int apart = earlier > IMPOSSIBLE ? earlier - 3 : IMPOSSIBLE;
            if (Math.max(joined, apart) > IMPOSSIBLE) {
              best[i][j] = here + Math.max(joined, apart);
              from[i][j] = joined >= apart ? j - 1 : at;
            }
          }
        }
        if (i > 0 && best[i - 1][j] > earlier) {
          earlier = best[i - 1][j];
          at = j;
        }
      }
    }
    int end = -1;
    for (int j = 0; j < n.length(); j++) {
      if (best[q.length() - 1][j] > IMPOSSIBLE && (end < 0 || best[q.length() - 1][j] > best[q.length() - 1][end])) {
        end = j;
      }
    }
    if (end < 0) {
      return Optional.empty();
    }
    List<Integer> positions = new ArrayList<>();
    int score = best[q.length() - 1][end] - n.length() / 16;
    for (int i = q.length() - 1; i >= 0; i--) {
      positions.addFirst(end);
      end = from[i][end];
    }
    return Optional.of(new FuzzyMatch(score, List.copyOf(positions)));
  }

  private static boolean isWordStart(String name, int j) {
    return j == 0
        || !Character.isLetterOrDigit(name.charAt(j - 1))
        || (Character.isUpperCase(name.charAt(j)) && Character.isLowerCase(name.charAt(j - 1)));
  }
}
