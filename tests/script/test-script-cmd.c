/* test-script-cmd.c
 *
 * The cmd/batch reader and evaluator: each technique by a script and what its
 * output has to show.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "script-cases.h"

static const ScriptCase cases[] = {
  { "concatenation", "@echo off\r\nset a=net us\r\nset \"b=er /add\"\r\n%a%%b%\r\n", "net user /add", "%a%" },
  { "part", "@echo off\nset t=0123456789\necho [%t:~3,2%%t:~-2%%t:~2,-6%%t:~0,1%]\n", "[3489230]", NULL },
  { "replace", "@echo off\nset t=cQmdQ.exe\n%t:Q=% /?\n", "cmd.exe", NULL },
  { "replace-star", "@echo off\nset t=noise;whoami\necho %t:*;=%\n", "echo whoami", NULL },
  { "undefined-is-nothing", "@echo off\nwho%nothing%ami\n", "whoami", NULL },
  { "environment", "@echo off\necho %ComSpec:~-7,3% %ProgramFiles:~3,7%\n", "echo cmd Program", NULL },
  { "user-folder-stays", "@echo off\ncopy a.exe %TEMP%\\b.exe\n", "%TEMP%\\b.exe", NULL },
  { "carets", "w^h^o^a^m^i /a^ll", "whoami /all", NULL },
  { "caret-joins-lines", "@echo off\nwho^\nami\n", "whoami", NULL },
  { "quotes-in-name", "w\"\"ho\"am\"i", "whoami", NULL },
  { "delimiter-noise", ",;,whoami,;/all", "whoami /all", NULL },
  { "delayed", "@echo off\nsetlocal enabledelayedexpansion\nset a=who\nset b=ami\n!a!!b! /all\n", "whoami /all", NULL },
  { "delayed-part", "cmd /v:on /c \"set a=xxwhoami&&!a:~2!\"", "whoami", NULL },
  { "call-second-pass", "cmd /c \"set a=who&&set b=ami&&call %a%%b%\"", "whoami", NULL },
  { "call-doubled", "@echo off\nset v=whoami\nset n=v\ncall echo %%%n%%%\n", "echo whoami", NULL },
  { "for-words", "cmd /v:on /c \"set k=aimhow&&for %i in (5 3 4 0 2 1) do set r=!r!!k:~%i,1!&&if %i==1 cmd /c !r:~-6!\"",
    "whoami", NULL },
  { "for-numbers", "cmd /v:on /c \"set k=imaohw&&for /L %i in (5,-1,0) do set r=!r!!k:~%i,1!&&if %i equ 0 call %r:~-6%\"",
    "whoami", NULL },
  { "for-in-file", "@echo off\nsetlocal enabledelayedexpansion\nset k=aimhow\nfor %%i in (5 3 4 0 2 1) do set r=!r!!k:~%%i,1!\n%r%\n",
    "whoami", NULL },
  { "for-f-text", "@echo off\nfor /f \"tokens=2,4 delims=-\" %%a in (\"x-who-y-ami\") do %%a%%b\n", "whoami", NULL },
  { "for-f-command", "for /f \"delims=. tokens=2\" %a in ('echo x.whoami.y') do %a", "whoami", NULL },
  { "for-f-backquotes", "@echo off\nfor /f \"usebackq tokens=3\" %%a in (`echo a b whoami`) do %%a\n", "whoami", NULL },
  { "for-f-assoc", "for /f \"tokens=2 delims==f\" %a in ('assoc .cmd') do %a /c whoami", "cmd", NULL },
  { "for-f-find", "for /f \"tokens=2 delims==fi\" %a in ('assoc^|find \"d=c\"') do %a /c echo found", "cmd /c echo found", NULL },
  { "for-f-set", "@echo off\nset qqq=whoami\nfor /f \"tokens=2 delims==\" %%a in ('set qq') do %%a /all\n", "whoami /all", NULL },
  { "for-modifier", "@echo off\nfor %%a in (\"c:\\x\\whoami.txt\") do %%~na\n", "whoami", NULL },
  { "pipe-to-cmd", "echo whoami /all | cmd", "whoami /all", NULL },
  { "pipe-expanded-again", "cmd /c \"set x=whoami&&echo %x% | cmd\"", "whoami", NULL },
  { "lone-exclamation", "cmd /v:on /c \"set k=a!i&&echo [!k:~2!]\"", "[i]", NULL },
  { "nested-cmd", "cmd /c \"cmd /c \"cmd /c w^h^o^a^m^i\"\"", "whoami", NULL },
  { "glued-switches", "cmd.exe /q/d/v:on/c\"set a=whoami&!a!\"", "whoami", NULL },
  { "goto", "@echo off\ngoto b\n:a\necho %x%\ngoto :eof\n:b\nset x=hidden\ngoto a\n", "echo hidden", NULL },
  { "call-label", "@echo off\ncall :run who ami\nexit /b\n:run\necho %1%2 %*\ngoto :eof\n", "echo whoami who ami", NULL },
  { "goto-loop", "@echo off\nset n=0\nset s=\n:l\nset s=%s%a\nset /a n+=1\nif %n% lss 4 goto l\necho [%s%]\n", "[aaaa]", NULL },
  { "endless-loop-ends", "@echo off\n:l\necho again\ngoto l\n", "echo again", NULL },
  { "arithmetic", "@echo off\nset /a x=(1+2)*5-0x10/4, y=x%%4\necho %x% %y%\n", "echo 11 3", NULL },
  { "exit-code", "@echo off\ncmd /c exit 65\necho [%=ExitCodeAscii%]\n", "[A]", NULL },
  { "set-p-file", "@echo off\n>x.tmp echo whoami\nset /p c=<x.tmp\n%c% /all\n", "whoami /all", NULL },
  { "operators-from-variable", "@echo off\nset x=echo a ^& whoami\n%x%\n", "whoami", NULL },
  { "if-known", "@echo off\nif \"a\"==\"b\" (set x=no) else set x=yes\necho %x%\n", "echo yes", NULL },
  { "group-over-lines", "@echo off\nset x=who\nif 1==1 (\n  %x%ami\n)\n", "whoami", NULL },
  { "prompt", "C:\\Users\\someone>set a=who\nC:\\Users\\someone>%a%ami\n", "whoami", "someone" },
  { "setlocal", "@echo off\nset x=a\nsetlocal\nset x=b\nendlocal\necho [%x%]\n", "[a]", NULL },
  { "start", "start \"\" /b cmd /c w^hoami", "whoami", NULL },
  { "redirect-digit", "@echo off\nset x=b\necho a%x% 2>nul 1>out.txt\n", "echo ab", NULL },
  { "unbalanced", "(((( echo \"a & for %i in (", "echo", NULL },
};

static void
test_commands (void)
{
  script_check_pings ("@echo off\nset p=192.0.2.7\nfor %%h in (a b) do pi^ng -n 1 %%h.example.com %p% >nul\n",
                      VDT_SCRIPT_LANG_CMD, ">nul", 3);
}

static void
test_linear (void)
{
  static const char *const shapes[] = {
    "for %i in (", "(", "%a:", "!x", "if 1==1 ", "& ", "^", "\"", "%a%\n", "call :a\n:a\n", "echo a|", "set a=%a%b\n",
  };

  script_check_linear ("@echo off\nset a=1\n", shapes, G_N_ELEMENTS (shapes), VDT_SCRIPT_LANG_CMD);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  script_cases_add ("/script/cmd", VDT_SCRIPT_LANG_CMD, cases, G_N_ELEMENTS (cases));
  g_test_add_func ("/script/cmd/commands", test_commands);
  g_test_add_func ("/script/cmd/linear", test_linear);

  return g_test_run ();
}
