#!/usr/bin/env bash
# Whole ingest of one folder of texts by Recoll and by Balge, in one run, both from nothing.
#
#   benches/recoll.sh FOLDER [ROUNDS]
#
# Needs Debian's recollcmd and `cargo build --release --bin balge` (or BALGE=PATH). Both index into folders
# of their own that are removed afterwards. Recoll runs with its own defaults; it finds words, Balge finds
# words and all facts. Prints seconds, files and megabytes a second, and the index as a share of the text.
set -euo pipefail
folder=$(realpath "${1:?name a folder of texts}")
rounds=${2:-2}
balge=${BALGE:-$(dirname "$0")/../target/release/balge}
files=$(find "$folder" -type f -name '*.txt' | wc -l)
bytes=$(find "$folder" -type f -name '*.txt' -printf '%s\n' | awk '{ sum += $1 } END { print sum }')
echo "$files files, $bytes bytes"

tell() { # name, seconds, bytes of the index
    awk -v name="$1" -v seconds="$2" -v size="$3" -v files="$files" -v bytes="$bytes" 'BEGIN {
        printf "%-7s %6.2f s %6.0f files/s %6.2f MB/s, index %.2f of the text\n",
            name, seconds, files / seconds, bytes / 1e6 / seconds, size / bytes }'
}
now() { date +%s.%N; }
for _ in $(seq "$rounds"); do
    place=$(mktemp -d)
    # Every file is read once beforehand, so that neither pays for the disk.
    find "$folder" -type f -exec cat {} + >"$place/warm"; rm "$place/warm"
    mkdir "$place/recoll"
    printf 'topdirs = %s\n' "$folder" >"$place/recoll/recoll.conf"
    start=$(now)
    recollindex -c "$place/recoll" -z >"$place/recoll.log" 2>&1
    tell recoll "$(echo "$(now) - $start" | bc)" "$(du -sb "$place/recoll/xapiandb" | cut -f1)"
    start=$(now)
    XDG_CACHE_HOME="$place/balge" "$balge" index "$folder" --fresh >"$place/balge.log" 2>&1
    tell balge "$(echo "$(now) - $start" | bc)" "$(du -sb "$place/balge/balge/index" | cut -f1)"
    grep -E '^(documents|facts)' "$place/balge.log"
    rm -r "$place"
done
