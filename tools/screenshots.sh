#!/bin/sh
# Saves pictures of the real window after a run of the digits sample: light and dark, at 100 % and 150 %.
#
#   tools/screenshots.sh FOLDER
#
# Needs no display. Builds nothing: run `./mvnw -B verify` first.
set -e
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
folder=${1:?usage: tools/screenshots.sh FOLDER}
jdk=$("$root/gradwright" --jdk)
app=$root/app/target
[ -d "$app/test-classes" ] && [ -f "$app/fx-flags" ] || { echo "build first: ./mvnw -B verify" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A copy, so that a build beside it does no harm.
cp -r "$app/classes" "$app/test-classes" "$work"

# The engine's command, one argument a line.
printf '%s\n' "$jdk/bin/java" "@$root/engine/python/src/main/jvm/engine.options" \
  -cp "$(echo "$root"/engine/python/target/gradwright-python-*.jar):$(cat "$root/engine/python/target/classpath")" \
  gradwright.python.Main serve > "$work/engine"

# The flags that the launcher uses too, as the build writes them down.
# shellcheck disable=SC2046 # the words are wanted
"$jdk/bin/java" $(cat "$app/fx-flags") --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  --module-path "$app/fx" --add-modules javafx.controls,javafx.swing \
  -Dglass.platform=Headless -Dprism.order=sw -Djava.awt.headless=true \
  -Dgradwright.engine.command="$work/engine" -Dgradwright.samples="$root/sample-projects" \
  -cp "$work/classes:$work/test-classes:$(cat "$app/classpath")" gradwright.app.workbench.Screenshots "$folder"
