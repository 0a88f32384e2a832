#!/usr/bin/env bash
# Types, edits, selects and copies Kurdish in the real window on a virtual X server, and compares the
# clipboard. Needs Debian's xvfb, xdotool, xclip, x11-xkb-utils and a software OpenGL (libgl1-mesa-dri).
#
#   tests/desktop/typing.sh [PROGRAM]      the debug build if no program is given
set -euo pipefail
cd "$(dirname "$0")/../.."

program="${1:-${CARGO_TARGET_DIR:-target}/debug/balge}"
home="$(mktemp -d)"
display=":$((90 + RANDOM % 400))"
server="" window=""
finish() {
    [ -z "$window" ] || kill "$window" 2>/dev/null || true
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$home"
}
trap finish EXIT

Xvfb "$display" -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 &
server=$!
export DISPLAY="$display" HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data" XDG_CACHE_HOME="$home/cache"
export LIBGL_ALWAYS_SOFTWARE=1 LANG=C.UTF-8
unset WAYLAND_DISPLAY
for _ in $(seq 50); do xdotool getdisplaygeometry >/dev/null 2>&1 && break; sleep 0.1; done

# The keyboard of a Kurdish reader: Ctrl+A is then Ctrl with the key of the letter alef.
setxkbmap -layout iq -variant ku_ara

"$program" seeds >"$home/log" 2>&1 &
window=$!
id=""
for _ in $(seq 300); do
    id="$(xdotool search --onlyvisible --pid "$window" 2>/dev/null | tail -1 || true)"
    [ -n "$id" ] && break
    kill -0 "$window" 2>/dev/null || { cat "$home/log"; exit 1; }
    sleep 0.1
done
[ -n "$id" ] || { echo "no window came up"; cat "$home/log"; exit 1; }
sleep 3
# There is no window manager: the focus must be given by hand.
xdotool windowfocus --sync "$id"
sleep 0.5

copied() { timeout 5 xclip -selection clipboard -o 2>/dev/null || true; }
expect() {
    sleep 0.6
    local got
    got="$(copied)"
    if [ "$got" != "$2" ]; then
        echo "$1: the clipboard holds \"$got\" instead of \"$2\""
        exit 1
    fi
    echo "$1: ok"
}
# Keys by their place on the keyboard, as fingers find them.
declare -A place=([ctrl+a]=ctrl+38 [ctrl+c]=ctrl+54 [ctrl+f]=ctrl+41 [ctrl+z]=ctrl+52)
key() { for k in "$@"; do xdotool key --delay 200 "${place[$k]:-$k}"; sleep 0.7; done; }
# Slowly: on a busy machine X and the window lose letters that come faster than frames.
write() { xdotool type --delay 700 "$1"; sleep 0.5; }

key ctrl+f
write 'کوردستان'
key ctrl+a ctrl+c
expect "typed" 'کوردستان'
# From the end of the word four letters back, which is to the right; one letter out, another in.
key End Right Right Right Right BackSpace
write 'ڵ'
key ctrl+a ctrl+c
expect "edited inside the word" 'کورڵستان'
key ctrl+z ctrl+z ctrl+a ctrl+c
expect "undone" 'کوردستان'
# The first three letters, by the keyboard: forward is to the left.
key Home shift+Left shift+Left shift+Left ctrl+c
expect "selected" 'کور'
