/* vdt-script-ps-regex.c
 *
 * PowerShell's text operators with patterns: -replace, -split, -match, -like,
 * and what the Regex class shares with them. .NET's patterns are close enough
 * to PCRE's; what PCRE cannot take stays symbolic.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include <string.h>

#define PATTERN_LIMIT 4096
#define MATCH_LIMIT   200000

/* Wildcards: * ? [set]; linear in the text for each star. */
gboolean
ps_like (const char *text,
         const char *pattern,
         gboolean    cased)
{
  const char *star = NULL;
  const char *retry = NULL;
  guint tries = 0;

  while (*text != '\0' || *pattern != '\0')
    {
      gboolean hit = FALSE;
      const char *next = pattern + 1;

      if (++tries > MATCH_LIMIT)
        return FALSE;

      if (*pattern == '*')
        {
          star = pattern++;
          retry = text;
          continue;
        }

      if (*pattern == '[' && strchr (pattern, ']') != NULL && *text != '\0')
        {
          const char *close = strchr (pattern + 2, ']');

          if (close == NULL)
            close = strchr (pattern, ']');

          for (const char *c = pattern + 1; c < close; c++)
            {
              char from = cased ? *c : g_ascii_tolower (*c);
              char to = from;
              char here = cased ? *text : g_ascii_tolower (*text);

              if (c + 2 < close && c[1] == '-')
                {
                  to = cased ? c[2] : g_ascii_tolower (c[2]);
                  c += 2;
                }

              hit |= here >= from && here <= to;
            }

          next = close + 1;
        }
      else if (*text != '\0' && *pattern != '\0')
        {
          if (*pattern == '`' && pattern[1] != '\0')
            {
              pattern++;
              next = pattern + 1;
            }

          hit = *pattern == '?' || *pattern == *text ||
                (!cased && g_ascii_tolower (*pattern) == g_ascii_tolower (*text));
        }

      if (hit)
        {
          text++;
          pattern = next;
        }
      else if (star != NULL && *retry != '\0')
        {
          text = ++retry;
          pattern = star + 1;
        }
      else
        {
          return FALSE;
        }
    }

  return TRUE;
}

/* .NET's names for what PCRE writes otherwise. */
static char *
translate (const char *pattern)
{
  GString *out = g_string_new (NULL);

  for (const char *c = pattern; *c != '\0'; c++)
    {
      if (c[0] == '\\' && c[1] == 'u' && g_ascii_isxdigit (c[2]) && g_ascii_isxdigit (c[3]) &&
          g_ascii_isxdigit (c[4]) && g_ascii_isxdigit (c[5]))
        {
          g_string_append_printf (out, "\\x{%.4s}", c + 2);
          c += 5;
        }
      else if (c[0] == '\\' && c[1] != '\0')
        {
          g_string_append_len (out, c, 2);
          c++;
        }
      else
        {
          g_string_append_c (out, *c);
        }
    }

  return g_string_free (out, FALSE);
}

GRegex *
ps_regex (PsSession  *ps,
          const char *pattern,
          gboolean    cased)
{
  g_autofree char *translated = NULL;
  g_autofree char *limited = NULL;

  if (strlen (pattern) > PATTERN_LIMIT || !g_utf8_validate (pattern, -1, NULL))
    return NULL;

  translated = translate (pattern);

  /* PCRE takes the bound on backtracking from the pattern itself. */
  limited = g_strconcat ("(*LIMIT_MATCH=50000)(*LIMIT_HEAP=4096)", translated, NULL);

  return g_regex_new (limited, cased ? 0 : G_REGEX_CASELESS, 0, NULL);
}

static gboolean
is_literal (const char *pattern)
{
  return strpbrk (pattern, "\\^$.|?*+()[{") == NULL;
}

/* The text to match in: valid, and charged for. */
static char *
subject_of (PsSession *ps,
            PsValue   *value)
{
  g_autofree char *text = ps_to_string (value);

  if (text == NULL || !g_utf8_validate (text, -1, NULL) || !vdt_script_context_charge (ps->context, strlen (text)))
    return NULL;

  return g_steal_pointer (&text);
}

/* $1, ${name}, $$, $& in a replacement */
static void
append_replacement (GString          *out,
                    const GMatchInfo *match,
                    const char       *replacement)
{
  for (const char *c = replacement; *c != '\0'; c++)
    {
      g_autofree char *group = NULL;

      if (c[0] != '$' || c[1] == '\0')
        {
          g_string_append_c (out, *c);
        }
      else if (c[1] == '$')
        {
          g_string_append_c (out, '$');
          c++;
        }
      else if (c[1] == '&')
        {
          group = g_match_info_fetch (match, 0);
          g_string_append (out, group != NULL ? group : "");
          c++;
        }
      else if (g_ascii_isdigit (c[1]))
        {
          int number = c[1] - '0';

          if (number < g_match_info_get_match_count (match) || number == 0)
            {
              group = g_match_info_fetch (match, number);
              g_string_append (out, group != NULL ? group : "");
            }

          c++;
        }
      else if (c[1] == '{' && strchr (c, '}') != NULL)
        {
          gsize length = strcspn (c + 2, "}");
          g_autofree char *name = g_strndup (c + 2, length);

          group = g_ascii_isdigit (name[0]) ? g_match_info_fetch (match, (int) MIN (strtol (name, NULL, 10), 99))
                                            : g_match_info_fetch_named (match, name);
          g_string_append (out, group != NULL ? group : "");
          c += length + 2;
        }
      else
        {
          g_string_append_c (out, '$');
        }
    }
}

static PsValue *
replace_literal (PsSession  *ps,
                 const char *text,
                 const char *pattern,
                 const char *replacement,
                 gboolean    cased)
{
  GString *out = g_string_new (NULL);
  gsize length = strlen (pattern);

  while (*text != '\0')
    {
      if ((cased ? strncmp (text, pattern, length) : g_ascii_strncasecmp (text, pattern, length)) == 0 && length > 0)
        {
          g_string_append (out, replacement);
          text += length;

          if (!vdt_script_context_charge (ps->context, strlen (replacement)))
            break;
        }
      else
        {
          g_string_append_c (out, *text++);
        }
    }

  return ps_take_string (out);
}

PsValue *
ps_regex_replace (PsSession  *ps,
                  PsValue    *value,
                  const char *pattern,
                  const char *replacement,
                  gboolean    cased)
{
  g_autofree char *text = subject_of (ps, value);
  g_autoptr(GMatchInfo) match = NULL;
  g_autoptr(GRegex) regex = NULL;
  GString *out;
  gsize at = 0;
  guint rounds = 0;

  if (text == NULL)
    return PS_UNKNOWN;

  if (*pattern != '\0' && is_literal (pattern) && strchr (replacement, '$') == NULL)
    return replace_literal (ps, text, pattern, replacement, cased);

  regex = ps_regex (ps, pattern, cased);

  if (regex == NULL)
    return PS_UNKNOWN;

  out = g_string_new (NULL);
  g_regex_match (regex, text, 0, &match);

  while (g_match_info_matches (match) && rounds++ < MATCH_LIMIT)
    {
      int start, end;

      if (!g_match_info_fetch_pos (match, 0, &start, &end) || start < 0)
        break;

      g_string_append_len (out, text + at, start - (gssize) at);
      append_replacement (out, match, replacement);
      at = (gsize) end;

      if (!vdt_script_context_charge (ps->context, strlen (replacement) + 1) || !g_match_info_next (match, NULL))
        break;
    }

  g_string_append (out, text + at);

  return ps_take_string (out);
}

/* The pieces between the matches, and what groups in the pattern have matched. */
PsValue *
ps_split_text (PsSession  *ps,
               PsValue    *value,
               const char *pattern,
               gint64      limit,
               gboolean    cased)
{
  g_autofree char *text = subject_of (ps, value);
  g_autoptr(GMatchInfo) match = NULL;
  g_autoptr(GRegex) regex = text != NULL ? ps_regex (ps, pattern, cased) : NULL;
  PsValue *array;
  gsize at = 0;

  if (regex == NULL)
    return PS_UNKNOWN;

  array = ps_new_array ();
  g_regex_match (regex, text, 0, &match);

  while (g_match_info_matches (match) && ps_count (array) < MATCH_LIMIT &&
         (limit <= 0 || (gint64) ps_count (array) + 1 < limit))
    {
      int start, end;

      if (!g_match_info_fetch_pos (match, 0, &start, &end) || start < 0)
        break;

      /* An empty match splits between two characters, and at both ends. */
      ps_array_add (array, ps_new_string (text + at, start - (gssize) at));

      for (int i = 1; i < g_match_info_get_match_count (match); i++)
        {
          int first, last;

          if (g_match_info_fetch_pos (match, i, &first, &last) && first >= 0)
            ps_array_add (array, ps_new_string (text + first, last - first));
        }

      at = (gsize) end;

      if (!vdt_script_context_charge (ps->context, 96) || !g_match_info_next (match, NULL))
        break;
    }

  ps_array_add (array, ps_new_string (text + at, -1));

  return array;
}

/* One match as an object: Value, Index, Length, Groups, Captures */
static PsValue *
new_match (const GMatchInfo *match)
{
  PsValue *object = ps_new_object_kind ("System.Text.RegularExpressions.Match");
  PsValue *groups = ps_new_array ();
  g_autofree char *whole = g_match_info_fetch (match, 0);
  int start = 0, end = 0;

  object->object->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ps_unref);
  g_match_info_fetch_pos (match, 0, &start, &end);
  object->object->value = ps_new_string (whole != NULL ? whole : "", -1);
  g_hash_table_insert (object->object->members, g_strdup ("value"), ps_ref (object->object->value));
  g_hash_table_insert (object->object->members, g_strdup ("index"), ps_new_int (start));
  g_hash_table_insert (object->object->members, g_strdup ("length"), ps_new_int (end - start));
  g_hash_table_insert (object->object->members, g_strdup ("success"), ps_new_bool (TRUE));

  for (int i = 0; i < g_match_info_get_match_count (match); i++)
    {
      g_autofree char *text = g_match_info_fetch (match, i);
      PsValue *group = ps_new_object_kind ("System.Text.RegularExpressions.Group");

      group->object->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ps_unref);
      group->object->value = ps_new_string (text != NULL ? text : "", -1);
      g_hash_table_insert (group->object->members, g_strdup ("value"), ps_ref (group->object->value));
      ps_array_add (groups, group);
    }

  g_hash_table_insert (object->object->members, g_strdup ("groups"), groups);

  return object;
}

PsValue *
ps_regex_matches (PsSession  *ps,
                  PsValue    *value,
                  const char *pattern,
                  gboolean    cased,
                  gboolean    first)
{
  g_autofree char *text = subject_of (ps, value);
  g_autoptr(GMatchInfo) match = NULL;
  g_autoptr(GRegex) regex = text != NULL ? ps_regex (ps, pattern, cased) : NULL;
  PsValue *array;

  if (regex == NULL)
    return PS_UNKNOWN;

  array = ps_new_array ();
  g_regex_match (regex, text, 0, &match);

  while (g_match_info_matches (match) && ps_count (array) < MATCH_LIMIT)
    {
      if (!vdt_script_context_charge (ps->context, 700))
        break;

      ps_array_add (array, new_match (match));

      if (first || !g_match_info_next (match, NULL))
        break;
    }

  return array;
}

/* -replace 'a','b': the right side is a pattern and what takes its place. */
static PsValue *
replace_operator (PsSession *ps,
                  PsValue   *left,
                  PsValue   *right,
                  gboolean   cased)
{
  g_autoptr(PsValue) first = ps_is_collection (right) ? (ps_count (right) > 0 ? ps_nth (right, 0) : PS_NULL) :
                             ps_ref (right);
  g_autoptr(PsValue) second = ps_is_collection (right) && ps_count (right) > 1 ? ps_nth (right, 1) : PS_NULL;
  g_autofree char *pattern = ps_to_string (first);
  g_autofree char *replacement = second->type == PS_TYPE_BLOCK ? NULL : ps_to_string (second);
  PsValue *array;

  if (pattern == NULL || replacement == NULL)
    return PS_UNKNOWN;

  if (!ps_is_collection (left))
    return ps_regex_replace (ps, left, pattern, replacement, cased);

  array = ps_new_array ();

  for (guint i = 0; i < ps_count (left); i++)
    {
      g_autoptr(PsValue) item = ps_nth (left, i);

      ps_array_add (array, ps_regex_replace (ps, item, pattern, replacement, cased));
    }

  return array;
}

static PsValue *
split_operator (PsSession *ps,
                PsValue   *left,
                PsValue   *right,
                gboolean   cased)
{
  g_autoptr(PsValue) first = ps_is_collection (right) ? (ps_count (right) > 0 ? ps_nth (right, 0) : PS_NULL) :
                             ps_ref (right);
  g_autoptr(PsValue) second = ps_is_collection (right) && ps_count (right) > 1 ? ps_nth (right, 1) : PS_NULL;
  g_autofree char *pattern = first->type == PS_TYPE_BLOCK ? NULL : ps_to_string (first);
  g_autoptr(PsValue) list = ps_enumerate (ps_ref (left));
  gint64 limit = 0;
  PsValue *array;

  if (pattern == NULL || !ps_is_known (list))
    return PS_UNKNOWN;

  ps_to_int (second, &limit);
  array = ps_new_array ();

  for (guint i = 0; i < ps_count (list); i++)
    {
      g_autoptr(PsValue) item = ps_nth (list, i);
      g_autoptr(PsValue) parts = ps_split_text (ps, item, pattern, limit, cased);

      if (!ps_is_known (parts))
        {
          ps_unref (array);
          return PS_UNKNOWN;
        }

      for (guint k = 0; k < ps_count (parts); k++)
        ps_array_add (array, ps_nth (parts, k));
    }

  return array;
}

static PsValue *
match_one (PsSession *ps,
           guint      op,
           PsValue   *left,
           PsValue   *right,
           gboolean   cased)
{
  g_autofree char *text = ps_to_string (left);
  g_autofree char *pattern = ps_to_string (right);
  g_autoptr(PsValue) found = NULL;
  gboolean hit;

  if (text == NULL || pattern == NULL)
    return PS_UNKNOWN;

  if (op == PS_OP_LIKE || op == PS_OP_NOTLIKE)
    return ps_new_bool (ps_like (text, pattern, cased) == (op == PS_OP_LIKE));

  found = ps_regex_matches (ps, left, pattern, cased, TRUE);

  if (!ps_is_known (found))
    return PS_UNKNOWN;

  hit = ps_count (found) > 0;

  if (hit)
    {
      PsValue *match = g_ptr_array_index (found->array, 0);
      PsValue *groups = g_hash_table_lookup (match->object->members, "groups");
      PsValue *hash = ps_new_hash ();

      for (guint i = 0; i < ps_count (groups); i++)
        {
          PsValue *group = g_ptr_array_index (groups->array, i);

          ps_hash_set (hash, ps_new_int (i), ps_ref (group->object->value));
        }

      ps_set_variable (ps, "matches", hash);
    }

  return ps_new_bool (hit == (op == PS_OP_MATCH));
}

PsValue *
ps_binary_text (PsSession *ps,
                guint      op,
                PsValue   *left,
                PsValue   *right,
                gboolean   cased)
{
  PsValue *array;

  if (op == PS_OP_REPLACE)
    return replace_operator (ps, left, right, cased);

  if (op == PS_OP_SPLIT)
    return split_operator (ps, left, right, cased);

  if (op != PS_OP_LIKE && op != PS_OP_NOTLIKE && op != PS_OP_MATCH && op != PS_OP_NOTMATCH)
    return PS_UNKNOWN;

  if (!ps_is_collection (left))
    return match_one (ps, op, left, right, cased);

  array = ps_new_array ();

  for (guint i = 0; i < ps_count (left); i++)
    {
      g_autoptr(PsValue) item = ps_nth (left, i);
      g_autoptr(PsValue) hit = match_one (ps, op, item, right, cased);

      if (!ps_is_known (hit))
        {
          ps_unref (array);
          return PS_UNKNOWN;
        }

      if (ps_to_bool (hit))
        ps_array_add (array, ps_ref (item));
    }

  return array;
}
