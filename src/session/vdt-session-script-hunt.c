/* vdt-session-script-hunt.c
 *
 * A query that looks for a script's indicators. What the script said reaches the
 * query as string literals only.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-script.h"

#include <string.h>

/* Where each kind of indicator is looked for. The columns are of Defender's
 * tables (learn.microsoft.com, “Advanced hunting schema tables”). */
static const struct
{
  const char *list;
  const char *kinds;   /* joined by blanks */
  const char *search;  /* one statement of the union, with the list's name in it */
} parts[] = {
  { "addresses", "ip", "(DeviceNetworkEvents | where RemoteIP in (addresses))" },
  { "names", "domain url", "(DeviceNetworkEvents | where RemoteUrl has_any (names))" },
  { "hashes", "hash", "(DeviceFileEvents | where SHA256 in~ (hashes) or SHA1 in~ (hashes) or MD5 in~ (hashes))" },
  { "keys", "registry", "(DeviceRegistryEvents | where RegistryKey has_any (keys))" },
  { "files", "path", "(DeviceFileEvents | where FolderPath has_any (files))" },
  { "senders", "email", "(EmailEvents | where SenderFromAddress in~ (senders) or RecipientEmailAddress in~ (senders))" },
  { "words", "domain url ip path task service mutex wallet",
    "(DeviceProcessEvents | where ProcessCommandLine has_any (words))" },
};

static void
append_literal (GString    *text,
                const char *value)
{
  g_string_append_c (text, '"');
  for (const char *c = value; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_c (text, '\\');

      if (*c == '\n')
        g_string_append (text, "\\n");
      else if (*c == '\r')
        g_string_append (text, "\\r");
      else if (*c == '\t')
        g_string_append (text, "\\t");
      else if ((guchar) *c < ' ' || *c == 0x7f)
        g_string_append_printf (text, "\\u%04x", (guchar) *c);
      else
        g_string_append_c (text, *c);
    }
  g_string_append_c (text, '"');
}

/* A registry key as Defender writes it: the hive in full, no colon. */
static char *
full_key (const char *key)
{
  static const char *const hives[][2] = {
    { "HKLM", "HKEY_LOCAL_MACHINE" }, { "HKCU", "HKEY_CURRENT_USER" }, { "HKCR", "HKEY_CLASSES_ROOT" },
    { "HKU", "HKEY_USERS" }, { "HKCC", "HKEY_CURRENT_CONFIG" },
  };

  if (g_ascii_strncasecmp (key, "registry::", 10) == 0)
    key += 10;

  for (gsize i = 0; i < G_N_ELEMENTS (hives); i++)
    {
      gsize n = strlen (hives[i][0]);

      if (g_ascii_strncasecmp (key, hives[i][0], n) == 0 && (key[n] == ':' || key[n] == '\\'))
        return g_strconcat (hives[i][1], key + n + (key[n] == ':' ? 1 : 0), NULL);
    }

  return g_strdup (key);
}

static gboolean
append_list (GString         *text,
             VdtScriptReport *report,
             const char      *list,
             const char      *kinds)
{
  GListModel *indicators = vdt_script_report_get_indicators (report);
  g_auto(GStrv) wanted = g_strsplit (kinds, " ", -1);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (indicators); i++)
    {
      g_autoptr(VdtReportIndicator) indicator = g_list_model_get_item (indicators, i);
      const char *kind = vdt_report_indicator_get_kind (indicator);
      g_autofree char *value = NULL;

      if (!vdt_report_indicator_get_selected (indicator) || !g_strv_contains ((const char *const *) wanted, kind))
        continue;

      value = g_str_equal (kind, "registry") ? full_key (vdt_report_indicator_get_value (indicator))
                                             : g_strdup (vdt_report_indicator_get_value (indicator));
      if (n++ == 0)
        g_string_append_printf (text, "let %s = dynamic([", list);
      else
        g_string_append (text, ", ");
      append_literal (text, value);
    }

  if (n > 0)
    g_string_append (text, "]);\n");

  return n > 0;
}

/**
 * vdt_session_new_script_query:
 * @self: a session
 * @report: what an analysis found
 *
 * Makes a query that looks for the indicators of @report that are selected.
 *
 * Returns: (transfer full) (nullable): the query's text; %NULL when none of them
 *   can be looked for
 */
char *
vdt_session_new_script_query (VdtSession      *self,
                              VdtScriptReport *report)
{
  g_autoptr(GString) text = NULL;
  g_autoptr(GString) searches = NULL;

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);
  g_return_val_if_fail (VDT_IS_SCRIPT_REPORT (report), NULL);

  text = g_string_new (NULL);
  searches = g_string_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (append_list (text, report, parts[i].list, parts[i].kinds))
      g_string_append_printf (searches, "%s\n    %s", searches->len > 0 ? "," : "", parts[i].search);

  if (searches->len == 0)
    return NULL;

  g_string_append_printf (text, "union withsource = Table%s\n| where Timestamp > ago(30d)\n| sort by Timestamp desc\n",
                          searches->str);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
