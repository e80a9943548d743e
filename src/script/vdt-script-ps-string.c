/* vdt-script-ps-string.c
 *
 * The methods of System.String.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include "vdt-script-decode.h"

#include <string.h>

#define IS(text) (g_ascii_strcasecmp (name, text) == 0)

static PsValue *
convert_case (PsValue  *string,
              gboolean  up)
{
  g_autofree char *text = NULL;

  if (!g_utf8_validate (string->string->str, (gssize) string->string->len, NULL))
    return PS_UNKNOWN;

  text = up ? g_utf8_strup (string->string->str, (gssize) string->string->len)
            : g_utf8_strdown (string->string->str, (gssize) string->string->len);

  return ps_new_string (text, -1);
}

/* The characters to trim: blanks unless given. */
static PsValue *
trim (PsValue   *string,
      PsValue  **args,
      guint      n_args,
      gboolean   start,
      gboolean   end)
{
  g_autoptr(GString) set = n_args > 0 ? ps_to_gstring (args[0], "") : g_string_new (" \t\r\n\v\f");
  const char *text = string->string->str;
  gsize first = 0;
  gsize last = string->string->len;

  if (set == NULL)
    return PS_UNKNOWN;

  while (start && first < last && memchr (set->str, text[first], set->len) != NULL)
    first++;

  while (end && last > first && memchr (set->str, text[last - 1], set->len) != NULL)
    last--;

  return ps_new_string (text + first, (gssize) (last - first));
}

static PsValue *
replace (PsSession *ps,
         PsValue   *string,
         PsValue  **args,
         guint      n_args)
{
  g_autoptr(GString) from = ps_to_gstring (args[0], " ");
  g_autoptr(GString) to = n_args > 1 ? ps_to_gstring (args[1], " ") : g_string_new ("");
  const char *at = string->string->str;
  const char *end = at + string->string->len;
  GString *out;

  if (from == NULL || to == NULL || from->len == 0 || !vdt_script_context_charge (ps->context, string->string->len))
    return PS_UNKNOWN;

  out = g_string_sized_new (string->string->len + 1);

  while (at < end)
    {
      const char *found = memmem (at, (gsize) (end - at), from->str, from->len);

      if (found == NULL || !vdt_script_context_charge (ps->context, to->len))
        break;

      g_string_append_len (out, at, found - at);
      g_string_append_len (out, to->str, (gssize) to->len);
      at = found + from->len;
    }

  g_string_append_len (out, at, end - at);

  return ps_take_string (out);
}

/* Whether a separator of the list begins here; its length, 0 when none does. */
static gsize
separator_at (GPtrArray  *separators,
              const char *at,
              gsize       left)
{
  for (guint i = 0; i < separators->len; i++)
    {
      const GString *separator = g_ptr_array_index (separators, i);

      if (separator->len > 0 && separator->len <= left && memcmp (separator->str, at, separator->len) == 0)
        return separator->len;
    }

  return 0;
}

static void
free_gstring (gpointer text)
{
  g_string_free (text, TRUE);
}

/* A string argument counts as its characters in .NET Framework, whose Split takes char[]. */
static GPtrArray *
split_separators (PsValue  **args,
                  guint      n_args,
                  gboolean   whole)
{
  GPtrArray *separators = g_ptr_array_new_with_free_func (free_gstring);

  for (guint a = 0; a < n_args; a++)
    for (guint i = 0; i < ps_count (args[a]); i++)
      {
        g_autoptr(PsValue) item = ps_nth (args[a], i);
        g_autoptr(GString) text = ps_to_gstring (item, "");
        const char *at = text != NULL ? text->str : "";
        const char *end = at + (text != NULL ? text->len : 0);

        if (whole && text != NULL)
          {
            g_ptr_array_add (separators, g_steal_pointer (&text));
            continue;
          }

        while (at < end && separators->len < 256)
          {
            const char *begin = at;

            vdt_script_next_unichar (&at, end);
            g_ptr_array_add (separators, g_string_new_len (begin, at - begin));
          }
      }

  if (separators->len == 0)
    for (const char *c = " \t\r\n"; *c != '\0'; c++)
      g_ptr_array_add (separators, g_string_new_len (c, 1));

  return separators;
}

static PsValue *
split (PsSession *ps,
       PsValue   *string,
       PsValue  **args,
       guint      n_args)
{
  g_autoptr(GPtrArray) separators = NULL;
  gboolean no_empty = FALSE;
  gboolean whole = FALSE;
  gint64 limit = 0;
  const char *at = string->string->str;
  const char *end = at + string->string->len;
  const char *begin = at;
  PsValue *array;

  /* Behind the separators: a count, options, or both. */
  while (n_args > 1 && (args[n_args - 1]->type == PS_TYPE_INT ||
                        (args[n_args - 1]->type == PS_TYPE_STRING &&
                         (g_ascii_strcasecmp (args[n_args - 1]->string->str, "RemoveEmptyEntries") == 0 ||
                          g_ascii_strcasecmp (args[n_args - 1]->string->str, "None") == 0))))
    {
      PsValue *option = args[--n_args];

      if (option->type == PS_TYPE_STRING)
        {
          no_empty = g_ascii_strcasecmp (option->string->str, "RemoveEmptyEntries") == 0;
          whole = ps_is_collection (args[0]);
        }
      else if (option->integer == 1 && n_args == 1 && ps_is_collection (args[0]))
        {
          no_empty = TRUE;
          whole = TRUE;
        }
      else
        {
          limit = option->integer;
        }
    }

  separators = split_separators (args, n_args, whole);
  array = ps_new_array ();

  while (at < end && (limit <= 0 || (gint64) ps_count (array) + 1 < limit))
    {
      gsize length = separator_at (separators, at, (gsize) (end - at));

      if (length == 0)
        {
          at++;
          continue;
        }

      if ((at > begin || !no_empty) && vdt_script_context_charge (ps->context, 96))
        ps_array_add (array, ps_new_string (begin, at - begin));

      at += length;
      begin = at;
    }

  if (end > begin || !no_empty)
    ps_array_add (array, ps_new_string (begin, end - begin));

  return array;
}

static PsValue *
index_of (PsValue  *string,
          PsValue **args,
          guint     n_args,
          gboolean  last)
{
  g_autoptr(GString) wanted = ps_to_gstring (args[0], "");
  gint64 from = 0;
  const char *base = string->string->str;
  const char *end = base + string->string->len;
  const char *found = NULL;
  gint64 characters = 0;

  if (wanted == NULL || wanted->len == 0)
    return PS_UNKNOWN;

  if (n_args > 1 && (!ps_to_int (args[1], &from) || from < 0))
    return PS_UNKNOWN;

  if (last)
    {
      for (const char *at = base; (at = memmem (at, (gsize) (end - at), wanted->str, wanted->len)) != NULL; at++)
        found = at;
    }
  else
    {
      gsize offset = ps_offset (string, (gsize) from);

      found = memmem (base + offset, string->string->len - offset, wanted->str, wanted->len);
    }

  if (found == NULL)
    return ps_new_int (-1);

  for (const char *at = base; at < found; characters++)
    vdt_script_next_unichar (&at, end);

  return ps_new_int (characters);
}

static PsValue *
cut (PsValue  *string,
     PsValue **args,
     guint     n_args,
     gboolean  remove)
{
  gint64 length = (gint64) ps_length (string);
  gint64 start, count;

  if (!ps_to_int (args[0], &start) || start < 0 || start > length)
    return PS_UNKNOWN;

  count = length - start;

  if (n_args > 1 && (!ps_to_int (args[1], &count) || count < 0 || count > length - start))
    return PS_UNKNOWN;

  if (!remove)
    return ps_substring (string, (gsize) start, (gsize) count);

  {
    gsize first = ps_offset (string, (gsize) start);
    gsize last = ps_offset (string, (gsize) (start + count));
    GString *out = g_string_new_len (string->string->str, (gssize) first);

    g_string_append_len (out, string->string->str + last, (gssize) (string->string->len - last));

    return ps_take_string (out);
  }
}

static PsValue *
insert (PsValue  *string,
        PsValue **args)
{
  g_autoptr(GString) text = ps_to_gstring (args[1], " ");
  GString *out;
  gint64 at;
  gsize offset;

  if (text == NULL || !ps_to_int (args[0], &at) || at < 0 || at > (gint64) ps_length (string))
    return PS_UNKNOWN;

  offset = ps_offset (string, (gsize) at);
  out = g_string_new_len (string->string->str, (gssize) offset);
  g_string_append_len (out, text->str, (gssize) text->len);
  g_string_append_len (out, string->string->str + offset, (gssize) (string->string->len - offset));

  return ps_take_string (out);
}

static PsValue *
pad (PsValue  *string,
     PsValue **args,
     guint     n_args,
     gboolean  left)
{
  g_autoptr(GString) fill = n_args > 1 ? ps_to_gstring (args[1], "") : g_string_new (" ");
  g_autoptr(GString) padding = g_string_new (NULL);
  gint64 width;

  if (fill == NULL || fill->len == 0 || !ps_to_int (args[0], &width) || width > 65536)
    return PS_UNKNOWN;

  for (gint64 i = (gint64) ps_length (string); i < width; i++)
    g_string_append_len (padding, fill->str, (gssize) fill->len);

  g_string_insert_len (padding, left ? -1 : 0, string->string->str, (gssize) string->string->len);

  return ps_take_string (g_steal_pointer (&padding));
}

static PsValue *
compare (PsValue    *string,
         const char *name,
         PsValue   **args)
{
  g_autoptr(GString) other = ps_to_gstring (args[0], " ");
  const GString *text = string->string;

  if (other == NULL)
    return PS_UNKNOWN;

  if (IS ("startswith"))
    return ps_new_bool (other->len <= text->len && memcmp (text->str, other->str, other->len) == 0);

  if (IS ("endswith"))
    return ps_new_bool (other->len <= text->len &&
                        memcmp (text->str + text->len - other->len, other->str, other->len) == 0);

  if (IS ("contains"))
    return ps_new_bool (memmem (text->str, text->len, other->str, other->len) != NULL);

  return ps_new_bool (g_string_equal (text, other));
}

static PsValue *
line_endings (PsSession *ps,
              PsValue   *string,
              PsValue  **args,
              guint      n_args)
{
  g_autoptr(PsValue) ending = n_args > 0 ? ps_ref (args[0]) : ps_new_string ("\r\n", -1);
  g_autofree char *text = ps_to_string (ending);

  return text != NULL ? ps_regex_replace (ps, string, "\\r\\n|\\r|\\n|\\f", text, TRUE) : PS_UNKNOWN;
}

PsValue *
ps_string_method (PsSession   *ps,
                  PsValue     *string,
                  const char  *name,
                  PsValue    **args,
                  guint        n_args)
{
  for (guint i = 0; i < n_args; i++)
    if (!ps_is_known (args[i]))
      return PS_UNKNOWN;

  if (IS ("toupper") || IS ("toupperinvariant"))
    return convert_case (string, TRUE);
  if (IS ("tolower") || IS ("tolowerinvariant"))
    return convert_case (string, FALSE);
  if (IS ("trim"))
    return trim (string, args, n_args, TRUE, TRUE);
  if (IS ("trimstart"))
    return trim (string, args, n_args, TRUE, FALSE);
  if (IS ("trimend"))
    return trim (string, args, n_args, FALSE, TRUE);
  if (IS ("split"))
    return split (ps, string, args, n_args);
  if (IS ("tochararray") || IS ("getenumerator"))
    return ps_cast (ps, "char[]", string);
  if (IS ("tostring") || IS ("clone") || IS ("normalize") || IS ("invoke"))
    return ps_ref (string);
  if (IS ("replacelineendings"))
    return line_endings (ps, string, args, n_args);
  if (IS ("get_length"))
    return ps_new_int ((gint64) ps_length (string));

  if (n_args == 0)
    return PS_UNKNOWN;

  if (IS ("replace") && n_args >= 2)
    return replace (ps, string, args, n_args);
  if (IS ("substring"))
    return cut (string, args, n_args, FALSE);
  if (IS ("remove"))
    return cut (string, args, n_args, TRUE);
  if (IS ("insert") && n_args >= 2)
    return insert (string, args);
  if (IS ("padleft"))
    return pad (string, args, n_args, TRUE);
  if (IS ("padright"))
    return pad (string, args, n_args, FALSE);
  if (IS ("chars") || IS ("get_chars"))
    return ps_index (ps, string, args[0]);
  if (IS ("indexof"))
    return index_of (string, args, n_args, FALSE);
  if (IS ("lastindexof"))
    return index_of (string, args, n_args, TRUE);
  if (IS ("startswith") || IS ("endswith") || IS ("contains") || IS ("equals"))
    return compare (string, name, args);

  return PS_UNKNOWN;
}
