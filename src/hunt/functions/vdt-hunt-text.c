/* vdt-hunt-text.c
 *
 * Functions of text. Positions count characters, as the language does.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include <math.h>

#include "vdt-hunt-json.h"
#include "vdt-hunt-print.h"

#define MAX_TEXT (1024 * 1024)

static gboolean
is_ascii (VdtHuntText text)
{
  for (gsize i = 0; i < text.length; i++)
    if ((guchar) text.text[i] >= 0x80)
      return FALSE;

  return TRUE;
}

/* Where the search lies in the text, or NULL. */
static const char *
find (const char  *at,
      const char  *end,
      VdtHuntText  search)
{
  return search.length == 0 ? at : memmem (at, end - at, search.text, search.length);
}

/* text, start, length; a negative length is all of the rest. */
static void
substring (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  gint64 start = vdt_hunt_call_integer (call, 1);
  gint64 length = vdt_hunt_call_integer (call, 2);
  gboolean ascii = is_ascii (text);
  gint64 characters = ascii ? (gint64) text.length : g_utf8_strlen (text.text, text.length);
  const char *from, *to;

  if (start < 0)
    start += characters;
  if (start < 0 || start >= characters || length == 0)
    return;
  if (length < 0 || length > characters - start)
    length = characters - start;

  from = ascii ? text.text + start : g_utf8_offset_to_pointer (text.text, start);
  to = ascii ? from + length : g_utf8_offset_to_pointer (from, length);
  vdt_hunt_return_text (call, from, to - from);
}

/* With an index an array of that part, or null. */
static void
split (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  VdtHuntText delimiter = vdt_hunt_call_text (call, 1);
  gboolean all = vdt_hunt_call_null (call, 2);
  gint64 wanted = vdt_hunt_call_integer (call, 2);
  const char *at = text.text;
  const char *end = at + text.length;
  gboolean more = TRUE;

  g_string_append_c (call->out, '[');
  for (gint64 i = 0; more; i++)
    {
      const char *next = delimiter.length > 0 ? find (at, end, delimiter) : NULL;

      more = next != NULL;
      if (next == NULL)
        next = end;
      if (all || i == wanted)
        {
          vdt_json_comma (call->out);
          vdt_json_write_string (call->out, at, next - at);
        }
      at = next + delimiter.length;
    }
  g_string_append_c (call->out, ']');

  if (all || call->out->len > 2)
    vdt_hunt_return_out (call);
}

/* tostring (split (text, delimiter)[index]) without the array. */
static void
split_part (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  VdtHuntText delimiter = vdt_hunt_call_text (call, 1);
  gint64 wanted = vdt_hunt_call_integer (call, 2);
  const char *at = text.text;
  const char *end = at + text.length;

  if (wanted < 0)
    {
      gint64 n = 1;

      for (const char *next; delimiter.length > 0 && (next = find (at, end, delimiter)) != NULL; n++)
        at = next + delimiter.length;
      wanted += n;
      at = text.text;
      if (wanted < 0)
        return;
    }

  for (gint64 i = 0;; i++)
    {
      const char *next = delimiter.length > 0 ? find (at, end, delimiter) : NULL;

      if (i == wanted)
        {
          vdt_hunt_return_text (call, at, (next != NULL ? next : end) - at);
          return;
        }
      if (next == NULL)
        return;
      at = next + delimiter.length;
    }
}

/* source, search, start, length, occurrence */
static void
indexof (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  VdtHuntText search = vdt_hunt_call_text (call, 1);
  gint64 start = vdt_hunt_call_integer (call, 2);
  gint64 length = vdt_hunt_call_integer (call, 3);
  gint64 occurrence = vdt_hunt_call_integer (call, 4);
  gint64 characters = g_utf8_strlen (text.text, text.length);
  const char *at, *end = text.text + text.length;

  if (length < -1 || occurrence < 1 || search.length == 0)
    return;
  if (start < 0)
    start = MAX (start + characters, 0);

  vdt_hunt_return_integer (call, -1);
  if (start > characters)
    return;
  if (length >= 0 && length < characters - start)
    end = g_utf8_offset_to_pointer (text.text, start + length);

  for (at = g_utf8_offset_to_pointer (text.text, start); (at = find (at, end, search)) != NULL; at++)
    {
      if (--occurrence == 0)
        {
          vdt_hunt_return_integer (call, g_utf8_pointer_to_offset (text.text, at));
          return;
        }
      if (at >= end)
        return;
    }
}

/* Overlapping ones count each. */
static void
countof (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  VdtHuntText search = vdt_hunt_call_text (call, 1);
  const char *end = text.text + text.length;
  gint64 n = 0;

  if (search.length > 0)
    for (const char *at = text.text; (at = find (at, end, search)) != NULL; at++)
      n++;
  vdt_hunt_return_integer (call, n);
}

/* Characters of the first list become those of the second, whose last stands for all that it lacks. */
static void
translate (VdtHuntCall *call)
{
  VdtHuntText from = vdt_hunt_call_text (call, 0);
  VdtHuntText to = vdt_hunt_call_text (call, 1);
  VdtHuntText text = vdt_hunt_call_text (call, 2);
  gint64 n_to = g_utf8_strlen (to.text, to.length);

  for (const char *at = text.text; at < text.text + text.length; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      const char *place = from.text;
      gint64 i = 0;

      for (; place < from.text + from.length && g_utf8_get_char (place) != c; place = g_utf8_next_char (place))
        i++;
      if (place >= from.text + from.length)
        g_string_append_unichar (call->out, c);
      else if (n_to > 0)
        g_string_append_unichar (call->out, g_utf8_get_char (g_utf8_offset_to_pointer (to.text, MIN (i, n_to - 1))));
    }
  vdt_hunt_return_out (call);
}

static GPtrArray *
texts_of (VdtHuntText array)
{
  g_autoptr(GString) buffer = g_string_new (NULL);
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  VdtJsonWalk walk;

  vdt_json_walk (&walk, array);
  while (vdt_json_next (&walk))
    {
      VdtHuntText text = vdt_json_string (walk.value, buffer);

      g_ptr_array_add (texts, g_strndup (text.text, text.length));
    }

  return texts;
}

/* Marks with @number where the lookup stands in what has no mark yet. */
static void
mark_places (VdtHuntText  text,
             const char  *lookup,
             guint8      *taken,
             guint32     *starts,
             guint32      number)
{
  gsize length = strlen (lookup);
  const char *end = text.text + text.length;
  const char *at = text.text;

  if (length == 0)
    return;

  while ((at = memmem (at, end - at, lookup, length)) != NULL)
    {
      gsize place = at - text.text;

      if (memchr (taken + place, 1, length) != NULL)
        {
          at++;
          continue;
        }
      memset (taken + place, 1, length);
      starts[place] = number;
      at += length;
    }
}

/* Earlier lookups go first, and what one has replaced is not replaced again. */
static void
replace_strings (VdtHuntCall *call)
{
  g_autoptr(GPtrArray) lookups = texts_of (vdt_hunt_call_text (call, 1));
  g_autoptr(GPtrArray) rewrites = texts_of (vdt_hunt_call_text (call, 2));
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  g_autofree guint8 *taken = g_new0 (guint8, text.length + 1);
  g_autofree guint32 *starts = g_new0 (guint32, text.length + 1);

  for (guint i = 0; i < MIN (lookups->len, rewrites->len); i++)
    mark_places (text, lookups->pdata[i], taken, starts, i + 1);

  for (gsize i = 0; i < text.length; i++)
    if (starts[i] > 0)
      g_string_append (call->out, rewrites->pdata[starts[i] - 1]);
    else if (taken[i] == 0)
      g_string_append_c (call->out, text.text[i]);
  vdt_hunt_return_out (call);
}

/* The number of the first text in the array that the source contains, in any case of letters. */
static void
has_any_index (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  g_autofree char *folded = g_utf8_strdown (text.text, text.length);
  g_autoptr(GString) buffer = g_string_new (NULL);
  VdtJsonWalk walk;

  vdt_hunt_return_integer (call, -1);
  vdt_json_walk (&walk, vdt_hunt_call_text (call, 1));
  for (gint64 i = 0; vdt_json_next (&walk); i++)
    {
      VdtHuntText value = vdt_json_string (walk.value, buffer);
      g_autofree char *search = g_utf8_strdown (value.text, value.length);

      if (search[0] != '\0' && strstr (folded, search) != NULL)
        {
          vdt_hunt_return_integer (call, i);
          return;
        }
    }
}

static void
strrep (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  VdtHuntText delimiter = vdt_hunt_call_text (call, 2);
  gint64 n = CLAMP (vdt_hunt_call_integer (call, 1), 0, 1024);

  for (gint64 i = 0; i < n && call->out->len < MAX_TEXT; i++)
    {
      if (i > 0)
        vdt_hunt_append (call->out, delimiter);
      vdt_hunt_append (call->out, text);
    }
  vdt_hunt_return_out (call);
}

static void
compare (VdtHuntCall *call)
{
  VdtHuntText a = vdt_hunt_call_text (call, 0);
  VdtHuntText b = vdt_hunt_call_text (call, 1);
  int order = memcmp (a.text, b.text, MIN (a.length, b.length));

  if (order == 0)
    order = a.length < b.length ? -1 : a.length > b.length;
  vdt_hunt_return_integer (call, order < 0 ? -1 : order > 0);
}

/* In two's complement of 64 bits, or of 32 with the extra. */
static void
tohex (VdtHuntCall *call)
{
  gint64 width = CLAMP (vdt_hunt_call_integer (call, 1), 0, 1024);
  guint64 number = vdt_hunt_call_integer (call, 0);
  char text[32];

  if (call->extra)
    number &= 0xffffffff;
  g_snprintf (text, sizeof text, "%" G_GINT64_MODIFIER "x", number);
  for (gint64 i = strlen (text); i < width; i++)
    g_string_append_c (call->out, '0');
  g_string_append (call->out, text);
  vdt_hunt_return_out (call);
}

static void
codepoints_from_string (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);

  g_string_append_c (call->out, '[');
  for (const char *at = text.text; at < text.text + text.length; at = g_utf8_next_char (at))
    {
      vdt_json_comma (call->out);
      vdt_json_write_integer (call->out, g_utf8_get_char (at));
    }
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

static void
append_codepoint (GString     *out,
                  VdtHuntText  json)
{
  gint64 c;

  if (vdt_read_long (json, &c) && c > 0 && c <= 0x10ffff && g_unichar_validate (c))
    g_string_append_unichar (out, c);
}

static void
codepoints_to_string (VdtHuntCall *call)
{
  for (guint i = 0; i < call->n; i++)
    {
      VdtHuntText json = vdt_hunt_call_text (call, i);
      VdtJsonWalk walk;

      if (vdt_json_kind (json) != VDT_JSON_ARRAY)
        {
          append_codepoint (call->out, json);
          continue;
        }
      vdt_json_walk (&walk, json);
      while (vdt_json_next (&walk))
        append_codepoint (call->out, walk.value);
    }
  vdt_hunt_return_out (call);
}

static void
test_ascii (VdtHuntCall *call)
{
  vdt_hunt_return_integer (call, is_ascii (vdt_hunt_call_text (call, 0)));
}

/* size, digits, unit or "" for the largest that fits */
static void
format_bytes (VdtHuntCall *call)
{
  static const char *const units[] = { "Bytes", "KB", "MB", "GB", "TB", "PB", "EB" };
  double size = vdt_hunt_call_real (call, 0);
  int digits = CLAMP (vdt_hunt_call_integer (call, 1), 0, 15);
  VdtHuntText unit = vdt_hunt_call_text (call, 2);
  gsize i = 0;
  char text[64];

  for (; i + 1 < G_N_ELEMENTS (units); i++)
    {
      if (unit.length > 0 ? strlen (units[i]) == unit.length &&
                            g_ascii_strncasecmp (units[i], unit.text, unit.length) == 0
                          : fabs (size) < 1024)
        break;
      size /= 1024;
    }

  g_snprintf (text, sizeof text, "%.*f", digits, size);
  if (strchr (text, '.') != NULL)
    {
      gsize n = strlen (text);

      while (text[n - 1] == '0')
        n--;
      if (text[n - 1] == '.')
        n--;
      text[n] = '\0';
    }
  g_string_append_printf (call->out, "%s %s", text, units[i]);
  vdt_hunt_return_out (call);
}

static const VdtHuntFunction functions[] = {
  { "kql_substring", "s:sll", substring },
  { "kql_split", "j:ssL", split },
  { "kql_split_part", "s:ssl", split_part },
  { "kql_indexof", "l:sslll", indexof },
  { "kql_countof", "l:ss", countof },
  { "kql_translate", "s:sss", translate },
  { "kql_replace_strings", "s:sjj", replace_strings },
  { "kql_has_any_index", "l:sj", has_any_index },
  { "kql_strrep", "s:sls", strrep },
  { "kql_strcmp", "l:ss", compare },
  { "kql_tohex", "s:ll", tohex },
  { "kql_tohex_int", "s:ll", tohex, .extra = TRUE },
  { "kql_codepoints_from_string", "j:s", codepoints_from_string },
  { "kql_codepoints_to_string", "s:j*", codepoints_to_string },
  { "kql_isascii", "b:s", test_ascii },
  { "kql_format_bytes", "s:dls", format_bytes },
};

gboolean
vdt_hunt_text_register (duckdb_connection   connection,
                        GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
