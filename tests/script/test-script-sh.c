/* test-script-sh.c
 *
 * The shell reader and evaluator: each technique by a script and what its
 * output has to show.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "script-cases.h"

static const ScriptCase cases[] = {
  { "quotes", "w\"h\"o'a'm\\i --he''lp", "whoami --help", NULL },
  { "ansi-c", "$'\\x77\\150\\u006fami' -v", "whoami -v", NULL },
  { "locale-quotes", "$\"who\"ami", "whoami", NULL },
  { "empty-expansions", "w${*}h${@//x/y}o$@am${!*}i \"${@^}\"-a", "whoami -a", NULL },
  { "unset-inside", "wh${qq}oa${zz}mi", "whoami", NULL },
  { "variables", "a=who; b=ami\n$a$b --x", "whoami --x", NULL },
  { "home-stays", "cp x \"$HOME/.config\"", "$HOME/.config", NULL },
  { "part", "a=xxwhoamiyy; ${a:2:6}", "whoami", NULL },
  { "part-from-end", "a=xxwhoami; ${a: -6}", "whoami", NULL },
  { "environment-part", "ls ${HOME:0:1}etc${PATH:0:1}hosts", "/etc/hosts", NULL },
  { "replace-all", "a=wXhXoXami; ${a//X}", "whoami", NULL },
  { "replace-class", "a=w1h2o3ami; ${a//[0-9]/}", "whoami", NULL },
  { "strip", "a=zzwhoami.bak; a=${a#zz}; ${a%.*}", "whoami", NULL },
  { "case", "a=WHOAMI; b=who; ${a,,}; echo ${b^^} ${b^} ${a~~}", "echo WHO Who whoami", NULL },
  { "indirect", "x=whoami; y=x; ${!y}", "whoami", NULL },
  { "default", "${nothing:-whoami} -a", "whoami -a", NULL },
  { "length", "a=abcd; echo ${#a}", "echo 4", NULL },
  { "list", "k=(i m a o h w); echo ${k[5]}${k[4]}${k[3]}${k[2]}${k[1]}${k[0]}", "echo whoami", NULL },
  { "map", "declare -A m=([a]=who [b]=ami); ${m[a]}${m[b]}", "whoami", NULL },
  { "arithmetic", "echo $((2#101 + 0x10 * (3 - 1) ** 2)) $[7%4]", "echo 69 3", NULL },
  { "braces", "{who,}ami 2>/dev/null; echo {a..e}{1,2}", "echo a1 a2 b1 b2 c1 c2 d1 d2 e1 e2", NULL },
  { "brace-command", "{echo,-n,hi}", "echo -n hi", NULL },
  { "substitution", "$(echo who)`echo ami`", "whoami", NULL },
  { "printf", "$(printf '%s%c%s' who a mi) $(printf '\\55\\x61') $(printf '%x' 255)", "whoami -a ff", NULL },
  { "printf-v", "printf -v a '%s-' x y; echo $a", "echo x-y-", NULL },
  { "echo-e", "$(echo -e '\\x77\\0150oami')", "whoami", NULL },
  { "eval", "a='who'; eval \"${a}ami --x\"", "whoami --x", NULL },
  { "eval-twice", "eval 'eval \"wh\"oami'", "whoami", NULL },
  { "rev", "eval \"$(echo 'imaohw' | rev)\"", "whoami", NULL },
  { "rev-here", "rev <<< 'x- imaohw' | bash", "whoami -x", NULL },
  { "tr", "echo 'jubnzv' | tr 'a-zA-Z' 'n-za-mN-ZA-M' | sh", "whoami", NULL },
  { "tr-delete", "echo 'w1h2o3a4m5i' | tr -d '[:digit:]' | sh", "whoami", NULL },
  { "base64", "echo d2hvYW1pIC1h | base64 -d | bash", "whoami -a", NULL },
  { "base64-output", "echo d2hvYW1pIC1h | base64 --decode", "whoami -a", NULL },
  { "base32", "echo O5UG6YLNNE====== | base32 -d | sh", "whoami", NULL },
  { "xxd", "echo 77686f616d69 | xxd -r -p | sh", "whoami", NULL },
  { "gzip", "echo H4sIAAAAAAAAAyvPyE/MzQQASTEHxwYAAAA= | base64 -d | gunzip | sh", "whoami", NULL },
  { "openssl", "echo U2FsdGVkX19hYmNkZWZnaI6h | openssl base64 -d | wc -c", "18", NULL },
  { "sed", "echo 'wXoami' | sed 's/X/h/;s/$/ -a/' | sh", "whoami -a", NULL },
  { "awk", "echo 'a:whoami:b' | awk -F: '{print $2}' | sh", "whoami", NULL },
  { "cut", "echo 'a,b,whoami' | cut -d, -f3 | sh", "whoami", NULL },
  { "head-tail", "printf 'a\\nwhoami\\nb\\n' | head -n 2 | tail -1 | sh", "whoami", NULL },
  { "here-document", "bash <<EOF\nwho''ami\nEOF\n", "whoami", NULL },
  { "here-document-variable", "x=ami; cat <<E | sh\nwho$x\nE\n", "whoami", NULL },
  { "here-string", "bash <<< 'who\"\"ami'", "whoami", NULL },
  { "source-process", "source <(echo d2hvYW1p | base64 -d)", "whoami", NULL },
  { "bash-c", "bash -c \"$(echo imaohw|rev)\"", "whoami", NULL },
  { "bash-c-dollar", "sh -c 'a=who; ${a}ami'", "whoami", NULL },
  { "dollar-zero", "echo 'who\"\"ami' | $0", "whoami", NULL },
  { "for-words", "k=(h o w m i a); for i in 2 0 1 5 3 4; do s+=${k[$i]}; done; eval $s", "whoami", NULL },
  { "for-prints", "k=imaohw; for ((i=5;i>=0;i--)); do printf %s \"${k:i:1}\"; done", "whoami", NULL },
  { "while-read", "printf 'who\\nami\\n' | while read x; do printf %s $x; done | sh", "whoami", NULL },
  { "while-counter", "i=0; while [ $i -lt 3 ]; do s=${s}a; i=$((i+1)); done; echo $s", "echo aaa", NULL },
  { "function", "f() { echo \"$2$1\"; }; $(f ami who) -x", "whoami -x", NULL },
  { "function-uncalled", "f() { wh\"\"oami; }", "whoami", NULL },
  { "alias", "alias q='whoami -a'; q -b", "whoami -a -b", NULL },
  { "case-known", "a=x; case $a in y) b=no;; x|z) b=whoami;; esac; $b", "whoami", NULL },
  { "if-known", "if [ 1 -eq 2 ]; then a=no; else a=whoami; fi; $a", "whoami", NULL },
  { "condition", "a=abc; [[ $a == a* && -n $a ]] && b=whoami; $b", "whoami", NULL },
  { "glob-of-programs", "/?\?\?/b?\?h -c 'wh''oami'", "/bin/bash", NULL },
  { "files", "printf 'who' > /tmp/a1; printf 'ami' > /tmp/a2; bash -c \"$(cat /tmp/a?)\"", "whoami", NULL },
  { "written-script", "echo 'wh\"\"oami' > /tmp/x.sh; sh /tmp/x.sh", "whoami", NULL },
  { "ifs", "IFS=,; a=who,ami; set -- $a; echo $2$1", "echo amiwho", NULL },
  { "positional", "set -- ami who; eval \"$2$1\"", "whoami", NULL },
  { "exec", "exec bash -c 'wh\"\"oami'", "whoami", NULL },
  { "xargs", "echo ami | xargs printf 'who%s' | sh", "whoami", NULL },
  { "python", "python3 -c 'import base64;exec(base64.b64decode(\"cHJpbnQoMSk=\"))'", "print(1)", NULL },
  { "python-print", "python -c 'print(\"who\" + \"ami\")' | sh", "whoami", NULL },
  { "perl-pack", "perl -e 'print pack(\"H*\", \"77686f616d69\")' | sh", "whoami", NULL },
  { "perl-xor", "eval $(perl -e \"print 'GXQ' ^ '00>'; print 'ami'\")", "whoami", NULL },
  { "md5sum", "printf '%b' \"\\x$(printf %s x | md5sum | cut -b 1-2)\" | xxd -p", "9d", NULL },
  { "address", "wget http://0xC0.0x00.0x02.0x07/x", "http://192.0.2.7/x", NULL },
  { "address-number", "curl http://3221225991/x", "http://192.0.2.7/x", NULL },
  { "history", "  101  cd /tmp\n  102  w\"\"hoami\n  103  ls\n", "whoami", "102" },
  { "history-times", "#1700000000\nw\"\"hoami\n#1700000005\nls\n", "whoami", NULL },
  { "zsh-history", ": 1700000000:0;w\"\"hoami\n: 1700000001:0;ls\n", "whoami", "1700000000:0" },
  { "prompt", "user@host:~$ w\"\"hoami\nuser\nuser@host:~$ ls\n", "whoami", "host" },
  { "sudo-log", "Nov 24 10:00:00 host sudo: user : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/w\"\"hoami\n", "whoami", "TTY" },
  { "unclosed", "a=$(echo \"${x:-`", "a=", NULL },
};

static void
test_commands (void)
{
  script_check_pings ("#!/bin/sh\np=192.0.2.7\nfor h in a b; do\n  pi\"\"ng -c 1 $h.example.com $p >/dev/null\ndone\n",
                      VDT_SCRIPT_LANG_SHELL, ">/dev/null", 4);
}

static void
test_linear (void)
{
  static const char *const shapes[] = {
    "$(", "${", "\"$(", "`", "((", "$((", "{a,b}", "if ", "case x in ", "cat <<E\n", "f(){ ", "a=$a$a\n", "${a//", "echo a|", "'",
    "for i in ", "[[ ", "while :; do ", "a+=b;", "eval '", "\\", "<(", "$'",
  };

  script_check_linear ("a=1\n", shapes, G_N_ELEMENTS (shapes), VDT_SCRIPT_LANG_SHELL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  script_cases_add ("/script/sh", VDT_SCRIPT_LANG_SHELL, cases, G_N_ELEMENTS (cases));
  g_test_add_func ("/script/sh/commands", test_commands);
  g_test_add_func ("/script/sh/linear", test_linear);

  return g_test_run ();
}
