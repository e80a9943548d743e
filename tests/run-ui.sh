#!/bin/sh
# Runs a program with a screen, a bus and folders of its own, so that nothing of
# whoever runs it is read or changed, and gives its exit status.
#
# usage: run-ui.sh PROGRAM [ARGUMENT…]
#   SCREEN=1440x900   the size of the screen
set -eu

root=$(mktemp -d "${TMPDIR:-/tmp}/vedette-ui.XXXXXX")
screen_pid=
clean_up () {
  [ -z "$screen_pid" ] || kill "$screen_pid" 2>/dev/null || true
  rm -rf "$root"
}
trap clean_up EXIT INT TERM

mkdir -p "$root/config/gtk-4.0" "$root/data" "$root/cache" "$root/state"
mkdir -m 700 "$root/runtime"
cat > "$root/config/gtk-4.0/settings.ini" <<SETTINGS
[Settings]
gtk-font-name=${UI_FONT:-Cantarell 11}
gtk-cursor-blink=false
gtk-enable-animations=false
SETTINGS

Xvfb -displayfd 9 -screen 0 "${SCREEN:-1440x900}x24" -noreset 9>"$root/display" >/dev/null 2>&1 &
screen_pid=$!
tries=0
while [ ! -s "$root/display" ]; do
  tries=$((tries + 1))
  [ "$tries" -lt 200 ] || { echo "run-ui.sh: the X server does not start" >&2; exit 1; }
  sleep 0.05
done

DISPLAY=:$(cat "$root/display")
export DISPLAY
export XDG_CONFIG_HOME="$root/config" XDG_DATA_HOME="$root/data" XDG_CACHE_HOME="$root/cache"
export XDG_STATE_HOME="$root/state" XDG_RUNTIME_DIR="$root/runtime"
export GSETTINGS_BACKEND=memory GSK_RENDERER=cairo
export GTK_A11Y="${GTK_A11Y:-test}" G_ENABLE_DIAGNOSTIC="${G_ENABLE_DIAGNOSTIC:-1}"
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS 2>/dev/null || true
# GTK loads Mesa even for cairo; the word that stops it changed with GTK 4.14.
case $(pkg-config --modversion gtk4 2>/dev/null || echo 4.8) in
  4.[0-9].*|4.1[0-3].*) export GDK_DEBUG=gl-disable ;;
  *) export GDK_DISABLE=gl,vulkan ;;
esac

# run FILE… : the program on a bus of its own; what it complains of goes to $root/errors
run() {
  status=0
  dbus-run-session -- "$@" 2>"$root/errors" || status=$?
}

# Whether the leaks found are the one that the quick unwinder cannot name: GLib's
# first table of quarks (tests/lsan.supp).
only_quarks() {
  [ "$(grep -c 'leak of' "$root/errors")" = 1 ] && grep -q '^Direct leak of 16384 byte(s) in 1 object(s)' "$root/errors"
}

if [ -z "${ASAN_OPTIONS:-}" ]; then
  run "$@"
else
  # The quick unwinder is five times faster. Only the thorough one sees past what a
  # library allocates while it is loaded, so a leak is looked at with that again.
  given=$ASAN_OPTIONS
  export ASAN_OPTIONS="$given:abort_on_error=0"
  run "$@" >"$root/output"
  if [ $status != 0 ] && grep -q LeakSanitizer "$root/errors"; then
    if only_quarks; then
      status=0
      : >"$root/errors"
    else
      export ASAN_OPTIONS="$given:fast_unwind_on_malloc=0:malloc_context_size=8"
      run "$@" >"$root/output"
    fi
  fi
  cat "$root/output"
fi
grep -v -e 'Failed to set fd limit' -e 'Activating service' -e 'Successfully activated' -e dbind-WARNING "$root/errors" >&2 || true
exit $status
