/* vdt-windows-value.c
 *
 * The expressions of data/import/windows-events.json: functions of fields, separated
 * by colons. What they give follows the conventions of Defender's own rows.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "vdt-cell-text.h"
#include "vdt-data.h"
#include "vdt-windows-event.h"

static const char *
base_of (const char *path)
{
  const char *slash = strrchr (path, '\\');

  return slash != NULL ? slash + 1 : path;
}

/* `SHA1=…,MD5=…` */
static char *
dup_hash (const char *text,
          const char *name)
{
  g_auto(GStrv) parts = g_strsplit (text, ",", 16);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_auto(GStrv) pair = g_strsplit (parts[i], "=", 2);

      if (pair[0] != NULL && pair[1] != NULL && g_ascii_strcasecmp (g_strstrip (pair[0]), name) == 0)
        return g_ascii_strdown (pair[1], -1);
    }

  return NULL;
}

static char *
dup_decimal (const char *text)
{
  gint64 number;

  return vdt_cell_parse_long (text, strlen (text), &number) ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : NULL;
}

/* Sysmon shortens the hives, Defender does not. */
static char *
dup_long_hive (const char *key)
{
  static const char *const hives[][2] = {
    { "HKLM\\", "HKEY_LOCAL_MACHINE\\" }, { "HKCR\\", "HKEY_CLASSES_ROOT\\" }, { "HKCU\\", "HKEY_CURRENT_USER\\" },
    { "HKU\\", "HKEY_USERS\\" }, { "\\REGISTRY\\MACHINE\\", "HKEY_LOCAL_MACHINE\\" }, { "\\REGISTRY\\USER\\", "HKEY_USERS\\" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (hives); i++)
    if (g_ascii_strncasecmp (key, hives[i][0], strlen (hives[i][0])) == 0)
      return g_strconcat (hives[i][1], key + strlen (hives[i][0]), NULL);

  return g_strdup (key);
}

static char *
dup_registry_type (const char *details)
{
  if (g_str_has_prefix (details, "DWORD ("))
    return g_strdup ("Dword");
  if (g_str_has_prefix (details, "QWORD ("))
    return g_strdup ("Qword");

  return g_strdup (g_str_equal (details, "Binary Data") ? "Binary" : "String");
}

static char *
dup_registry_data (const char *details)
{
  const char *open = strchr (details, '(');
  g_autofree char *inside = open != NULL ? g_strndup (open + 1, strcspn (open + 1, "-)")) : NULL;

  if (g_str_has_prefix (details, "DWORD (") || g_str_has_prefix (details, "QWORD ("))
    {
      const char *dash = strchr (details, '-');
      g_autofree char *low = dash != NULL ? g_strndup (dash + 1, strcspn (dash + 1, ")")) : NULL;
      gint64 high = 0;
      gint64 number = 0;

      /* a QWORD is two halves, 0x00000000-0x00000001 */
      if (low == NULL || !vdt_cell_parse_long (inside, strlen (inside), &high) ||
          !vdt_cell_parse_long (low, strlen (low), &number))
        return dup_decimal (inside);
      return g_strdup_printf ("%" G_GUINT64_FORMAT, (guint64) high << 32 | (guint64) number);
    }
  if (g_str_equal (details, "Binary Data") || g_str_equal (details, "(Empty)"))
    return NULL;

  return g_strdup (details);
}

static char *
dup_mapped (GVariant   *maps,
            const char *name,
            const char *text)
{
  g_autoptr(GVariant) map = vdt_data_get_object (maps, name);
  g_autofree char *key = g_ascii_strdown (text, -1);
  const char *word = map != NULL ? vdt_data_get_string (map, text) : NULL;

  if (word == NULL && map != NULL)
    word = vdt_data_get_string (map, key);

  return g_strdup (word);
}

/* One function of one text. */
static char *
apply (const char *function,
       const char *text,
       const char *argument,
       GVariant   *maps)
{
  const char *slash;

  if (g_str_equal (function, "base"))
    return g_strdup (base_of (text));
  if (g_str_equal (function, "lower"))
    return g_utf8_strdown (text, -1);
  if (g_str_equal (function, "lowerbase"))
    return g_utf8_strdown (base_of (text), -1);
  if (g_str_equal (function, "dec"))
    return dup_decimal (text);
  if (g_str_equal (function, "time"))
    return g_strdup (text);
  if (g_str_equal (function, "hash"))
    return dup_hash (text, argument);
  if (g_str_equal (function, "map"))
    return dup_mapped (maps, argument, text);
  if (g_str_equal (function, "hive"))
    return dup_long_hive (text);
  if (g_str_equal (function, "regtype"))
    return dup_registry_type (text);
  if (g_str_equal (function, "regdata"))
    return dup_registry_data (text);
  if (g_str_equal (function, "pipe"))
    return g_strconcat ("\\Device\\NamedPipe", *text == '\\' ? "" : "\\", text, NULL);
  if (g_str_equal (function, "dash"))
    return g_str_equal (text, "-") ? NULL : g_strdup (text);
  if (g_str_equal (function, "address"))
    return g_str_equal (text, "-") ? NULL : g_strdup (text);
  if (g_str_equal (function, "title"))
    return g_strdup_printf ("%c%s", g_ascii_toupper (*text), text + 1);

  slash = strchr (text, '\\');
  if (g_str_equal (function, "domain"))
    return slash != NULL ? g_utf8_strdown (text, slash - text) : NULL;
  if (g_str_equal (function, "account"))
    return g_utf8_strdown (slash != NULL ? slash + 1 : text, -1);

  slash = strrchr (text, '\\');
  if (g_str_equal (function, "hivekey"))
    {
      g_autofree char *key = slash != NULL ? g_strndup (text, (gsize) (slash - text)) : g_strdup (text);

      return dup_long_hive (key);
    }
  if (g_str_equal (function, "hivevalue"))
    return slash != NULL ? g_strdup (slash + 1) : NULL;

  g_return_val_if_reached (NULL);
}

/* The first of two fields that says something; with `dash`, a dash says nothing. */
static const char *
first_of (VdtWindowsEvent *self,
          const char      *a,
          const char      *b)
{
  const char *text = vdt_windows_event_get (self, a);

  return text != NULL && !g_str_equal (text, "-") ? text : vdt_windows_event_get (self, b);
}

/**
 * vdt_windows_value:
 * @self: an event
 * @expression: `Field`, `=constant`, `function:Field`, `function:Field:argument`, or
 *   `first:A:B`, also behind another function
 * @maps: words for codes
 *
 * Returns: (transfer full) (nullable): the value, or %NULL if the event has none
 */
char *
vdt_windows_value (VdtWindowsEvent *self,
                   const char      *expression,
                   GVariant        *maps)
{
  g_auto(GStrv) parts = NULL;
  const char *text;
  guint n;

  g_return_val_if_fail (self != NULL && expression != NULL, NULL);

  if (*expression == '=')
    return g_strdup (expression + 1);

  parts = g_strsplit (expression, ":", 5);
  n = g_strv_length (parts);
  if (n == 1)
    return g_strdup (vdt_windows_event_get (self, parts[0]));

  if (n == 3 && g_str_equal (parts[0], "first"))
    return g_strdup (first_of (self, parts[1], parts[2]));

  if (n == 4 && (g_str_equal (parts[1], "first") || g_str_equal (parts[1], "dashfirst")))
    {
      text = first_of (self, parts[2], parts[3]);
      return text != NULL ? apply (parts[0], text, NULL, maps) : NULL;
    }

  if (n == 4 && g_str_equal (parts[0], "map2"))
    {
      text = vdt_windows_event_get (self, parts[1]);
      if (text == NULL || g_str_equal (text, "0x0") || g_str_equal (text, "0"))
        text = vdt_windows_event_get (self, parts[2]);
      return text != NULL ? dup_mapped (maps, parts[3], text) : NULL;
    }

  text = vdt_windows_event_get (self, parts[1]);

  return text != NULL ? apply (parts[0], text, parts[2], maps) : NULL;
}

/**
 * vdt_windows_address_type:
 * @address: (nullable): an IP address
 *
 * Returns: (nullable): what Defender's rows call its kind
 */
const char *
vdt_windows_address_type (const char *address)
{
  g_autoptr(GInetAddress) parsed = address != NULL ? g_inet_address_new_from_string (address) : NULL;

  if (parsed == NULL)
    return NULL;
  if (g_ascii_strncasecmp (address, "::ffff:", 7) == 0)
    return "FourToSixMapping";
  if (g_inet_address_get_is_loopback (parsed))
    return "Loopback";
  if (g_inet_address_get_is_link_local (parsed))
    return "LinkLocal";
  if (g_inet_address_get_is_multicast (parsed))
    return "Multicast";
  if (g_inet_address_get_is_any (parsed))
    return "Unspecified";

  return g_inet_address_get_is_site_local (parsed) ? "Private" : "Public";
}
