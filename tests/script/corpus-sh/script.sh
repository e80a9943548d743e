#!/bin/bash
f() { local a=${1:-x}; echo "${a//[0-9]/}${a#*y}${a%%z*}"; }
declare -A m=([k]=v [q]=w); k=(h c {w..z} 'a b')
for i in 1 2 {3..5..2}; do s+="${k[$i]:0:1}$((i*2#101))"; done
case $s in *a|b) : ;; *) eval "$(f "${m[k]^^}" | rev | tr a-z n-za-m)";; esac
if [[ -n $s && $s =~ ^a.* ]] || [ "$#" -gt 0 ]; then cat <<-EOF | bash
	echo $s `echo $HOME`
	EOF
fi
while read -r x y; do printf '%-5s|%03d %b\n' "$x" 7 '\x41'; done < <(echo aGk= | base64 -d | sed -e 's/\(h\)i/\1o/g;2d')
(echo a > /tmp/x; cat /tmp/?) 2>&1 | awk -F, '{print $1,$NF}' | sort -u | head -n1
