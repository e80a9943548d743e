/* test-script-launch.c
 *
 * Scripts that start scripts: each program hands one and the same PowerShell
 * command on, which has to be found; and the layers lead back to where it came from.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *script;
} Case;

#define COMMAND "Write-Host hello-from-example.org"

static const Case cases[] = {
  { "vbs-run",
    "Dim s\nSet s = CreateObject(\"WScript.Shell\")\nx = \"powershell -enc \" & \"VwByAGkAdABlAC0"
    "ASABvAHMAdAAgAGgAZQBsAGwAbwAtAGYAcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA\"\ns.Run x, 0, Fal"
    "se\n" },
  { "vbs-chr",
    "x = Chr(112) & Chr(&H6F) & \"wer\" & StrReverse(\"llehs\") & \" -c \" & Chr(34) & \"Write-Ho"
    "st hello-from-example.org\" & Chr(34)\nCreateObject(\"WScript.Shell\").Run(x)\n" },
  { "vbs-exec",
    "Execute \"x = \"\"powershell -enc VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAGwAbwAtAGYAcgBvAG0ALQ"
    "BlAHgAYQBtAHAAbABlAC4AbwByAGcA\"\"\" & vbCrLf\nExecute(\"CreateObject(\"\"WScript.Shell\"\")"
    ".Run x\")" },
  { "mshta",
    "mshta vbscript:Execute(\"CreateObject(\"\"Wscript.Shell\"\").Run \"\"powershell -enc VwByAGk"
    "AdABlAC0ASABvAHMAdAAgAGgAZQBsAGwAbwAtAGYAcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA\"\", 0:clo"
    "se\")" },
  { "mshta-js",
    "mshta.exe \"javascript:a=new ActiveXObject('WScript.Shell');a.Run('powershell -e VwByAGkAdAB"
    "lAC0ASABvAHMAdAAgAGgAZQBsAGwAbwAtAGYAcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA',0);close();\"" },
  { "js",
    "var a = \"power\" + \"shell -e \" + \"VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAGwAbwAtAGYAcgBvAG"
    "0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA\";\nvar w = new ActiveXObject(\"WScript.Shell\");\nw.Run("
    "a, 0);" },
  { "js-rev",
    "var w = new ActiveXObject(\"WScript.Shell\"); w[\"x\"]; var c=\"AcGAyBwbA4CAlBAbAAHAtBQYAgHA"
    "lBQLA0GAvBgcAYGAtAwbAwGAsBQZAgGAgAAdAMHAvBASA0CAlBAdAkGAyBwV e- llehsrewop\".split(\"\").rev"
    "erse().join(\"\"); w.Exec(c);" },
  { "js-eval",
    "eval(\"new ActiveXObject('WScript.Shell').Run('powershell -e VwByAGkAdABlAC0ASABvAHMAdAAgAGg"
    "AZQBsAGwAbwAtAGYAcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA')\");" },
  { "rundll32",
    "rundll32.exe javascript:\"\\..\\mshtml,RunHTMLApplication \";document.write();new%20ActiveXO"
    "bject(\"WScript.Shell\").Run(\"powershell -e VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAGwAbwAtAGY"
    "AcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA\")" },
  { "schtasks",
    "schtasks /create /tn x /tr \"powershell -enc VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAGwAbwAtAGY"
    "AcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA\" /sc onlogon" },
  { "wmic",
    "wmic process call create \"powershell -enc VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAGwAbwAtAGYAc"
    "gBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA\"" },
  { "reg",
    "reg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v x /d \"powershell -enc Vw"
    "ByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAGwAbwAtAGYAcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA\" /f" },
  { "sc",
    "sc create x binPath= \"cmd /c powershell -enc VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAGwAbwAtAG"
    "YAcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA\" start= auto" },
  { "forfiles",
    "forfiles /p c:\\windows /m notepad.exe /c \"powershell -enc VwByAGkAdABlAC0ASABvAHMAdAAgAGgA"
    "ZQBsAGwAbwAtAGYAcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA\"" },
  { "pcalua",
    "pcalua.exe -a powershell -c \"-enc VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAGwAbwAtAGYAcgBvAG0AL"
    "QBlAHgAYQBtAHAAbABlAC4AbwByAGcA\"" },
  { "start",
    "cmd /c start /min \"\" powershell -w hidden -enc VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAGwAbwA"
    "tAGYAcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA" },
  { "conhost",
    "conhost.exe --headless powershell -enc VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAGwAbwAtAGYAcgBvA"
    "G0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(VdtScriptResult) result = vdt_script_analyse (c->script, -1, VDT_SCRIPT_LANG_UNKNOWN, NULL, NULL);
  gboolean reported = FALSE;

  if (strstr (result->output, COMMAND) == NULL)
    g_test_fail_printf ("not in the output:\n%s", result->output);

  for (guint i = 0; i < result->commands->len; i++)
    {
      const VdtScriptCommand *command = g_ptr_array_index (result->commands, i);
      gsize start, length;

      if (!g_str_equal (command->name, "Write-Host"))
        continue;

      reported = TRUE;
      g_assert_true (vdt_script_result_map_to (result, command->layer, command->start, command->length, 0,
                                               &start, &length));
      g_assert_cmpuint (start + length, <=, strlen (c->script));
    }

  g_assert_true (reported);
}

/* A line of each language that nothing names. */
static void
test_detect (void)
{
  static const struct
  {
    const char    *text;
    VdtScriptLang  lang;
  } texts[] = {
    { "$a = 'b'; Write-Output $a", VDT_SCRIPT_LANG_POWERSHELL },
    { "[Convert]::FromBase64String('AA==')", VDT_SCRIPT_LANG_POWERSHELL },
    { "powershell -nop -c foo", VDT_SCRIPT_LANG_POWERSHELL },
    { "@echo off\r\nset a=b\r\npowershell -c foo\r\n", VDT_SCRIPT_LANG_CMD },
    { "cmd /c \"set a=b\"", VDT_SCRIPT_LANG_CMD },
    { "Dim a\nSet a = CreateObject(\"x\")\n", VDT_SCRIPT_LANG_VBSCRIPT },
    { "var a = new ActiveXObject('x');", VDT_SCRIPT_LANG_JSCRIPT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpstr (vdt_script_lang_get_id (vdt_script_detect (texts[i].text, strlen (texts[i].text))), ==,
                     vdt_script_lang_get_id (texts[i].lang));
}

/* UTF-16 files, stray bytes, NUL and control characters */
static void
test_bytes (void)
{
  static const char wide[] = "\xff\xfe" "f\0o\0o\0 \0'\0a\0'\0+\0'\0b\0'\0";
  static const char stray[] = "foo 'a\0b\xe4\x1b[31m'";
  g_autoptr(VdtScriptResult) result = vdt_script_analyse (wide, sizeof wide - 1, VDT_SCRIPT_LANG_POWERSHELL,
                                                          NULL, NULL);
  g_autoptr(VdtScriptResult) other = vdt_script_analyse (stray, sizeof stray - 1, VDT_SCRIPT_LANG_POWERSHELL,
                                                         NULL, NULL);

  g_assert_nonnull (strstr (result->output, "foo"));
  g_assert_true (g_utf8_validate (other->output, -1, NULL));
  g_assert_null (strchr (other->output, 0x1b));
  g_assert_cmpuint (other->commands->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/script/launch/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  g_test_add_func ("/script/launch/detect", test_detect);
  g_test_add_func ("/script/launch/bytes", test_bytes);

  return g_test_run ();
}
