#!/bin/sh
# Runs the whole program in languages: German, and the one that is none
# (tools/pseudo-po.py), at the smallest size that it has to fit. The window's
# title must be in the language and no warning may come.
#
# usage: test-languages.sh VEDETTE SOURCE PO-FOLDER      (inside run-ui.sh)
set -u

program=$1 source=$2 po=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$source/tools/pseudo-po.py" "$source" "$work/pseudo" || exit 1
export LANG=C.UTF-8 LC_ALL=C.UTF-8 GTK_A11Y=none

# try NUMBER LANGUAGE FOLDER PATTERN
try() {
  LANGUAGE=$2 VDT_LOCALE_DIR=$3 "$program" --workspace "$work/$2" --sample >"$work/log" 2>&1 &
  pid=$!
  if timeout 60 xdotool search --sync --onlyvisible --pid "$pid" --name "$4" >/dev/null 2>&1 &&
     sleep 2 && kill -0 "$pid" 2>/dev/null && ! grep -E 'WARNING|CRITICAL' "$work/log"; then
    echo "ok $1 - $2"
  else
    failed=1
    echo "not ok $1 - $2"
    sed 's/^/# /' "$work/log" | head -n 20
    xdotool search --onlyvisible --name . getwindowname 2>/dev/null | sed 's/^/# title: /' | head -n 5
  fi
  kill "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null || true
}

failed=0
echo 1..2
try 1 de "$po" '^Vorfall 142'
try 2 en_XA "$work/pseudo" '^\[.*142'
exit $failed
