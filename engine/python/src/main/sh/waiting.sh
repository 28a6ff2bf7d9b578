# The waiting engine, as the launcher sees it: docs/decisions/0009-waiting-engine.md. To be read by a shell that has set
# root, engine, java, and the function engine_java. Linux only: elsewhere nothing waits, and every start is a cold one.
#
# In $waiting, which only its user can enter, each engine has a folder, named by the number of its keeper:
#   engine, running, again    the engine's process; a script runs; the next engine is wanted
#   stopped                   neither this engine nor a next one is wanted any more
#   request, reply            pipes: the client asks and, by keeping its end open, shows that it lives; it is answered
# The file $waiting/ready names the one engine that waits: folder, root, java, process. Who moves it away has that engine.

waiting=${GRADWRIGHT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/gradwright}/waiting
waiting_setting=${XDG_CONFIG_HOME:-$HOME/.config}/gradwright/waiting

# Whether an engine may be left behind: as the environment says, or the setting, or if a person looks at the output.
waiting_wanted() {
  waiting_possible || return 1
  chosen=$GRADWRIGHT_WAITING
  [ -z "$chosen" ] && [ -r "$waiting_setting" ] && read -r chosen < "$waiting_setting"
  case $chosen in
    on) return 0 ;;
    off) return 1 ;;
    *) [ -t 1 ] ;;
  esac
}

waiting_possible() {
  case $waiting in
    /*) [ -d /proc/self/fd ] && [ "$GRADWRIGHT_WAITING" != off ] ;;
    *) return 1 ;;
  esac
}

# ---- the client ----

# hand_over ARGUMENTS...: lets the waiting engine do the command, and ends as it ends. Returns where that cannot be.
hand_over() {
  waiting_possible && [ -O "$waiting" ] && [ -r "$waiting/ready" ] || return 0
  # Descriptors other than the standard ones are not handed over.
  case "$*" in */dev/fd/* | */proc/*) return 0 ;; esac
  { read -r slot && read -r of_root && read -r of_java; } < "$waiting/ready" 2>/dev/null || return 0
  [ "$of_root" = "$root" ] && [ "$of_java" = "$java" ] && [ -p "$slot/reply" ] || return 0
  [ "$waiting/ready" -nt "$engine/built" ] && [ "$waiting/ready" -nt "${java%/bin/java}/release" ] || return 0
  mv "$waiting/ready" "$slot/taken" 2>/dev/null || return 0

  # Opened for both directions, so that no open waits for a process that may be gone. Then only the engine and its keeper can
  # write replies: when both are gone, the pipe ends.
  # The engine takes the standard streams by the numbers 4, 5 and 6, because the shell itself redirects the first three at times.
  command exec 6>&2 || return 0
  { command exec 4<&0 5>&1 9<> "$slot/request" 7<> "$slot/reply" 8< "$slot/reply" 7>&-; } 2>/dev/null || { exec 4<&- 5>&- 6>&-; return 0; }
  next=once
  waiting_wanted && next=again
  {
    printf '%s %s %s\n' "$$" "$#" "$next"
    printf '%s\0' "$@"
    env -0
    printf '\0'
  } >&9
  answer=
  read -r answer served_by <&8
  if [ "$answer" != yes ]; then
    exec 4<&- 5>&- 6>&- 8<&- 9>&-
    return 0
  fi
  trap 'kill -s STOP "$served_by"; kill -s STOP $$; kill -s CONT "$served_by"' TSTP
  for signal in HUP INT QUIT TERM USR1 USR2; do
    # shellcheck disable=SC2064 # the name is wanted now
    trap "kill -s $signal $served_by 2>/dev/null" "$signal"
  done
  # Closed for good: a shell keeps what it closes only for the time of a function.
  (exec 4<&- 5>&- 6>&- 9>&- && await_end) &
  reader=$!
  # A signal ends the wait, not the reader.
  while :; do
    wait "$reader"
    status=$?
    [ "$status" -gt 128 ] && kill -s 0 "$reader" 2>/dev/null || exit "$status"
  done
}

# Reads replies until the engine has ended, and ends with its status. An engine that ended without saying how was ended by a
# signal: that ends the client too.
await_end() {
  trap '' HUP INT QUIT TERM USR1 USR2 TSTP
  code='' ended=137
  while read -r word number <&8; do
    case $word in
      code) code=$number ;;
      end) ended=$number && break ;;
    esac
  done
  if [ -z "$code" ]; then
    case $ended in
      134) kill -s ABRT $$ 2>/dev/null ;;
      137) kill -s KILL $$ 2>/dev/null ;;
    esac
  fi
  exit "${code:-$ended}"
}

# ---- the keeper ----

# keep: prepares engines, one after the other, for as long as each is used and the next one is wanted.
keep() {
  waiting_possible && mkdir -p "$waiting" && chmod 700 "$waiting" && cd / || exit 1
  stop_waiting
  slot=$waiting/$$
  rm -rf "$slot"
  trap 'rm -rf "$slot"' EXIT
  mkdir "$slot" || exit 1
  while :; do
    # New pipes, because a client that ends may still have the old ones.
    mkfifo "$slot/request" "$slot/reply" || exit 1
    printf '%s\n' "$slot" "$root" "$java" > "$slot/key"
    exec 7<> "$slot/reply"
    (engine_java wait "$slot") </dev/null >/dev/null 2>"$waiting/log" 7>&-
    printf 'end %s\n' $? >&7
    exec 7>&-
    [ -f "$slot/again" ] && [ "$slot/key" -nt "$engine/built" ] || exit 0
    rm -f "$slot/engine" "$slot/running" "$slot/again" "$slot/taken" "$slot/key" "$slot/draft" "$slot/request" "$slot/reply"
    [ ! -f "$slot/stopped" ] || exit 0
  done
}

# Ends engines that wait or are being prepared; those that run a script are the last of their keepers.
stop_waiting() {
  stopped=0
  rm -f "$waiting/ready"
  for other in "$waiting"/[0-9]*; do
    [ -d "$other" ] || continue
    if ! kill -s 0 "${other##*/}" 2>/dev/null; then
      rm -rf "$other"
      continue
    fi
    # An engine that has not written its number yet looks for this afterwards.
    touch "$other/stopped" 2>/dev/null || continue
    serves "$other" && continue
    stopped=$((stopped + 1))
    read -r process 2>/dev/null < "$other/engine" && kill -s TERM "$process" 2>/dev/null
  done
}

# serves FOLDER: whether that engine runs a script now.
serves() {
  [ -f "$1/running" ] && read -r process 2>/dev/null < "$1/engine" && kill -s 0 "$process" 2>/dev/null
}

# Waits until the engines that were told to have ended, for at most twenty seconds or so.
await_stopped() {
  ticks=100
  while [ "$ticks" -gt 0 ]; do
    ticks=$((ticks - 1))
    left=0
    for other in "$waiting"/[0-9]*; do
      [ -f "$other/stopped" ] && ! serves "$other" && left=1
    done
    [ "$left" = 0 ] && return
    sleep 0.2
  done
}

stop_command() {
  if [ -O "$waiting" ]; then
    stop_waiting
    await_stopped
  fi
  if [ "${stopped:-0}" -gt 0 ]; then
    echo "The waiting engine has been ended."
  else
    echo "No engine waits."
  fi
  exit 0
}

# setting_command [on|off|auto]: whether an engine is left waiting after a run; auto: if a person looks at the output.
setting_command() {
  case $1 in
    on | off | auto) mkdir -p "${waiting_setting%/*}" && printf '%s\n' "$1" > "$waiting_setting" || exit 1 ;;
    '')
      chosen=auto
      [ -r "$waiting_setting" ] && read -r chosen < "$waiting_setting"
      printf '%s\n' "$chosen"
      ;;
    *) fail "waiting is on, off or auto, not '$1'" 2 ;;
  esac
  exit 0
}
