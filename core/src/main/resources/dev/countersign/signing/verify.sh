#!/bin/sh
# sh verify.sh NAME.plan allowed_signers [revoked_keys]: checks every signature of a plan with OpenSSH alone; does not count approvals
set -eu; p=$1; LC_ALL=C; export LC_ALL; t=$(mktemp -d); trap 'rm -rf "$t"' EXIT; good=0; fail() { echo "REFUSED: $1" >&2; exit 1; }
size=$(($(wc -c <"$p"))); n=$(head -c 23 "$p" | sed -n 's/^schema-plan\/1 0*\([1-9][0-9]*\)$/\1/p'); [ "${n:-0}" -gt 23 ] || fail "not a plan file"; [ "$n" -le "$size" ] || fail "file was cut"
d=$(head -c "$n" "$p" | sha256sum | head -c 64); echo "plan sha256:$d"; at=$((n + 1)); f() { sed -n "s/^  \"$1\": \"\(.*\)\",\{0,1\}\$/\1/p" "$t/record"; }
part() { c=$(tail -c "+$at" "$p" | head -n 1 | sed -n "s/^@@ $1 \([1-9][0-9]*\)\$/\1/p"); [ -n "$c" ] || fail "damaged at byte $at"; at=$((at + 5 + ${#1} + ${#c}))
  tail -c "+$at" "$p" | head -c "$c" >"$t/$1"; at=$((at + c + 1)); [ "$at" -le $((size + 1)) ] && [ -z "$(tail -c "+$((at - 1))" "$p" | head -c 1)" ] || fail "damaged at byte $at"; }
while [ "$at" -le "$size" ]; do part record; part signature; [ "$(f plan)" = "sha256:$d" ] || fail "a record is for another plan: $(f plan)"
  ssh-keygen -Y verify -f "$2" ${3:+-r "$3"} -I "$(f signer)" -n "$(f kind)@countersign" -s "$t/signature" <"$t/record" || fail "signature of $(f signer)"
  sed -n -e 's/^  "decision": /   decision: /p' -e 's/^  "comment": /   comment: /p' "$t/record"; good=$((good + 1)); done
[ "$good" -gt 0 ] || fail "nobody signed this plan"; echo "$good valid signed records"
