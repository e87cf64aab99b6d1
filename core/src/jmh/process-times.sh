#!/bin/sh
# Times whole processes beside each other, in turns, and prints the least wall time of each as a multiple of pg_dump's:
#
#   process-times.sh LAUNCHER CURRENT_URL DESIRED_URL [ROUNDS]
#
# LAUNCHER is the countersign to measure; the URLs (postgres://...) name two databases made with GeneratedSchema; pg_dump is the one on the PATH.
set -eu

launcher=$1 current=$2 desired=$3 rounds=${4:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# name, then the command; appends milliseconds to a file of that name
timed() {
    name=$1
    shift
    start=$(date +%s%N)
    "$@" >"$work/out" 2>"$work/err" || { cat "$work/err" >&2; exit 1; }
    echo $((($(date +%s%N) - start) / 1000000)) >>"$work/$name"
}

round=0
while [ "$round" -lt "$rounds" ]; do
    timed pg_dump pg_dump --schema-only --file="$work/dump.sql" "$current"
    timed inspect "$launcher" inspect --from "$current"
    timed inspect-sql "$launcher" inspect --from "$current" --format sql
    timed inspect-hcl "$launcher" inspect --from "$current" --format hcl
    timed plan "$launcher" plan --from "$current" --to "$desired" --out "$work/plan.sql"
    round=$((round + 1))
done

dump=$(sort -n "$work/pg_dump" | head -n 1)
for name in pg_dump inspect inspect-sql inspect-hcl plan; do
    least=$(sort -n "$work/$name" | head -n 1)
    awk -v n="$name" -v a="$least" -v b="$dump" 'BEGIN { printf "%-12s %6d ms  %.2f x pg_dump\n", n, a, a / b }'
done
