# Runs the engine for as long as standard input stays open, then removes its folder.
# Standard input is a pipe whose other end only the starting process holds: however that process ends, even by
# kill -9, the pipe closes and the engine stops.
# arguments: run folder, template folder, memory limit in KiB, command of the engine ...
run=$1
template=$2
memory=$3
shift 3
umask 077
# keys pressed in the terminal are for the program that started us
trap '' INT HUP
ulimit -c 0 2>/dev/null
ulimit -v "$memory" 2>/dev/null
cd "$run" || exit 70
cp -R "$template" data && chmod 700 data && cat hba > data/pg_hba.conf && cat ident > data/pg_ident.conf || exit 71
exec 3<&0
"$@" </dev/null 3<&- &
engine=$!
(
    while read -r _; do :; done <&3
    kill -QUIT "$engine" 2>/dev/null
    sleep 5
    kill -KILL "$engine" 2>/dev/null
) >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait "$engine"
code=$?
kill "$watcher" 2>/dev/null
cd / && rm -rf "$run"
exit "$code"
