/* vdt-hunt-regex.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#define PCRE2_CODE_UNIT_WIDTH 8

#include "vdt-hunt-functions-private.h"

#include <pcre2.h>

#include "vdt-hunt-json.h"
#include "vdt-hunt-print.h"
#include "vdt-hunt-regex.h"

/* The engine's regexes take linear time, PCRE2's may not: one that looks longer finds nothing. */
#define MATCH_LIMIT 1000000
#define JIT_STACK   (512 * 1024)

struct _VdtRegex
{
  pcre2_code *code;
  guint32     groups;
};

/* What a thread matches with. */
typedef struct
{
  pcre2_match_context *context;
  pcre2_match_data    *match;
  pcre2_jit_stack     *stack;
  guint32              groups;      /* of the pattern that matched last */
} Matcher;

static void
matcher_free (gpointer data)
{
  Matcher *matcher = data;

  pcre2_match_context_free (matcher->context);
  pcre2_match_data_free (matcher->match);
  pcre2_jit_stack_free (matcher->stack);
  g_free (matcher);
}

static Matcher *
get_matcher (void)
{
  static GPrivate matchers = G_PRIVATE_INIT (matcher_free);
  Matcher *matcher = g_private_get (&matchers);

  if (matcher == NULL)
    {
      matcher = g_new0 (Matcher, 1);
      matcher->context = pcre2_match_context_create (NULL);
      matcher->match = pcre2_match_data_create (VDT_REGEX_MAX_GROUPS, NULL);
      matcher->stack = pcre2_jit_stack_create (32 * 1024, JIT_STACK, NULL);
      pcre2_set_match_limit (matcher->context, MATCH_LIMIT);
      pcre2_jit_stack_assign (matcher->context, NULL, matcher->stack);
      g_private_set (&matchers, matcher);
    }

  return matcher;
}

/**
 * vdt_regex_new:
 * @pattern: a regular expression
 * @length: its bytes
 *
 * `$` is the end of the text only; classes and case know Unicode.
 *
 * Returns: (transfer full) (nullable): the compiled pattern
 */
VdtRegex *
vdt_regex_new (const char *pattern,
               gsize       length)
{
  g_autoptr(VdtRegex) self = g_new0 (VdtRegex, 1);
  int error = 0;
  PCRE2_SIZE where = 0;

  self->code = pcre2_compile ((PCRE2_SPTR) pattern, length,
                              PCRE2_UTF | PCRE2_UCP | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C, &error, &where,
                              NULL);
  if (self->code == NULL)
    return NULL;

  pcre2_jit_compile (self->code, PCRE2_JIT_COMPLETE);
  pcre2_pattern_info (self->code, PCRE2_INFO_CAPTURECOUNT, &self->groups);

  return g_steal_pointer (&self);
}

void
vdt_regex_free (VdtRegex *self)
{
  pcre2_code_free (self->code);
  g_free (self);
}

guint
vdt_regex_get_groups (VdtRegex *self)
{
  return self->groups;
}

/* The number of a named group, 0 if there is none. */
int
vdt_regex_find_group (VdtRegex   *self,
                      const char *name)
{
  return MAX (pcre2_substring_number_from_name (self->code, (PCRE2_SPTR) name), 0);
}

gboolean
vdt_regex_match (VdtRegex    *self,
                 VdtHuntText  text,
                 gsize        start)
{
  Matcher *matcher = get_matcher ();

  matcher->groups = self->groups;

  return start <= text.length &&
         pcre2_match (self->code, (PCRE2_SPTR) text.text, text.length, start, PCRE2_NO_UTF_CHECK, matcher->match,
                      matcher->context) >= 0;
}

/**
 * vdt_regex_get:
 * @text: what the thread's last match ran on
 * @group: 0 for all of the match
 * @out_part: (out): what the group took, empty if it took no part
 *
 * Returns: %TRUE if the group took part
 */
gboolean
vdt_regex_get (VdtHuntText  text,
               guint        group,
               VdtHuntText *out_part)
{
  Matcher *matcher = get_matcher ();
  PCRE2_SIZE *ends = pcre2_get_ovector_pointer (matcher->match);

  out_part->text = text.text;
  out_part->length = 0;
  if (group > matcher->groups || group >= VDT_REGEX_MAX_GROUPS || ends[2 * group] == PCRE2_UNSET ||
      ends[2 * group + 1] < ends[2 * group])
    return FALSE;

  out_part->text = text.text + ends[2 * group];
  out_part->length = ends[2 * group + 1] - ends[2 * group];

  return TRUE;
}

/* The next match from @at on, which moves behind it; an empty one moves by a character. */
static gboolean
next_match (VdtRegex    *regex,
            VdtHuntText  text,
            gsize       *at,
            VdtHuntText *out_whole)
{
  if (*at > text.length || !vdt_regex_match (regex, text, *at))
    return FALSE;

  vdt_regex_get (text, 0, out_whole);
  *at = out_whole->text + out_whole->length - text.text;
  if (out_whole->length == 0)
    *at = *at < text.length ? (gsize) (g_utf8_next_char (text.text + *at) - text.text) : text.length + 1;

  return TRUE;
}

static gpointer
prepare_regex (VdtHuntText text,
               int         extra)
{
  return vdt_regex_new (text.text, text.length);
}

static void
release_regex (gpointer prepared)
{
  vdt_regex_free (prepared);
}

static void
matches (VdtHuntCall *call)
{
  vdt_hunt_return_integer (call, call->prepared != NULL &&
                                 vdt_regex_match (call->prepared, vdt_hunt_call_text (call, 0), 0));
}

static void
extract (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 2);
  gint64 group = vdt_hunt_call_integer (call, 1);
  VdtHuntText part;

  if (call->prepared != NULL && group >= 0 && group <= vdt_regex_get_groups (call->prepared) &&
      vdt_regex_match (call->prepared, text, 0) && vdt_regex_get (text, group, &part))
    vdt_hunt_return_text (call, part.text, part.length);
}

/* Numbers of the groups that extract_all() is asked for; without a list all. */
static GArray *
wanted_groups (VdtRegex    *regex,
               VdtHuntText  list)
{
  g_autoptr(GString) buffer = g_string_new (NULL);
  GArray *wanted = g_array_new (FALSE, FALSE, sizeof (guint));
  VdtJsonWalk walk;

  vdt_json_walk (&walk, list);
  while (vdt_json_next (&walk))
    {
      gint64 number = 0;
      guint group;

      if (vdt_json_kind (walk.value) == VDT_JSON_STRING)
        {
          VdtHuntText name = vdt_json_string (walk.value, buffer);
          g_autofree char *copy = g_strndup (name.text, name.length);

          number = vdt_regex_find_group (regex, copy);
        }
      else
        {
          vdt_read_long (walk.value, &number);
        }
      group = CLAMP (number, 0, VDT_REGEX_MAX_GROUPS);
      g_array_append_val (wanted, group);
    }

  if (wanted->len == 0)
    for (guint i = 1; i <= MIN (vdt_regex_get_groups (regex), VDT_REGEX_MAX_GROUPS - 1); i++)
      g_array_append_val (wanted, i);
  if (wanted->len == 0)
    g_array_append_val (wanted, (guint) { 0 });

  return wanted;
}

static void
extract_all (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 2);
  g_autoptr(GArray) wanted = NULL;
  VdtHuntText whole, part;
  gsize at = 0;

  if (call->prepared == NULL)
    return;

  wanted = wanted_groups (call->prepared, vdt_hunt_call_text (call, 1));
  g_string_append_c (call->out, '[');
  while (next_match (call->prepared, text, &at, &whole))
    {
      vdt_json_comma (call->out);
      if (wanted->len > 1)
        g_string_append_c (call->out, '[');
      for (guint i = 0; i < wanted->len; i++)
        {
          if (i > 0)
            g_string_append_c (call->out, ',');
          vdt_regex_get (text, g_array_index (wanted, guint, i), &part);
          vdt_json_write_string (call->out, part.text, part.length);
        }
      if (wanted->len > 1)
        g_string_append_c (call->out, ']');
    }
  g_string_append_c (call->out, ']');
  if (call->out->len > 2)
    vdt_hunt_return_out (call);
}

/* \0 is all of the match, \1 … \9 its groups, \\ a backslash. */
static void
append_rewrite (GString     *out,
                VdtHuntText  text,
                VdtHuntText  rewrite)
{
  for (gsize i = 0; i < rewrite.length; i++)
    {
      VdtHuntText part;

      if (rewrite.text[i] != '\\' || i + 1 == rewrite.length)
        {
          g_string_append_c (out, rewrite.text[i]);
          continue;
        }
      i++;
      if (g_ascii_isdigit (rewrite.text[i]))
        {
          if (vdt_regex_get (text, rewrite.text[i] - '0', &part))
            vdt_hunt_append (out, part);
        }
      else
        {
          if (rewrite.text[i] != '\\')
            g_string_append_c (out, '\\');
          g_string_append_c (out, rewrite.text[i]);
        }
    }
}

static void
replace_regex (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  gsize done = 0, at = 0;
  VdtHuntText whole;

  if (call->prepared == NULL)
    {
      vdt_hunt_return_text (call, text.text, text.length);
      return;
    }

  while (next_match (call->prepared, text, &at, &whole))
    {
      gsize start = whole.text - text.text;

      g_string_append_len (call->out, text.text + done, start - done);
      append_rewrite (call->out, text, vdt_hunt_call_text (call, 2));
      done = start + whole.length;
    }

  if (done == 0 && call->out->len == 0)
    {
      vdt_hunt_return_text (call, text.text, text.length);
      return;
    }
  g_string_append_len (call->out, text.text + done, text.length - done);
  vdt_hunt_return_out (call);
}

enum
{
  TRIM_START = 1,
  TRIM_END   = 2
};

typedef struct
{
  VdtRegex *start;
  VdtRegex *end;
} Trim;

static gpointer
prepare_trim (VdtHuntText text,
              int         extra)
{
  g_autoptr(GString) start = g_string_new ("\\A(?:");
  g_autoptr(GString) end = g_string_new ("(?:");
  Trim *trim = g_new0 (Trim, 1);

  vdt_hunt_append (start, text);
  g_string_append_c (start, ')');
  vdt_hunt_append (end, text);
  g_string_append (end, ")\\z");
  trim->start = (extra & TRIM_START) != 0 ? vdt_regex_new (start->str, start->len) : NULL;
  trim->end = (extra & TRIM_END) != 0 ? vdt_regex_new (end->str, end->len) : NULL;

  return trim;
}

static void
release_trim (gpointer prepared)
{
  Trim *trim = prepared;

  g_clear_pointer (&trim->start, vdt_regex_free);
  g_clear_pointer (&trim->end, vdt_regex_free);
  g_free (trim);
}

/* One match goes at each end, not all. */
static void
trim (VdtHuntCall *call)
{
  const Trim *prepared = call->prepared;
  VdtHuntText text = vdt_hunt_call_text (call, 1);
  VdtHuntText part;

  if (prepared->start != NULL && vdt_regex_match (prepared->start, text, 0))
    {
      vdt_regex_get (text, 0, &part);
      text.text += part.length;
      text.length -= part.length;
    }
  if (prepared->end != NULL && vdt_regex_match (prepared->end, text, 0))
    {
      vdt_regex_get (text, 0, &part);
      text.length -= part.length;
    }
  vdt_hunt_return_text (call, text.text, text.length);
}

static void
count_regex (VdtHuntCall *call)
{
  VdtHuntText whole;
  gint64 n = 0;
  gsize at = 0;

  while (call->prepared != NULL && next_match (call->prepared, vdt_hunt_call_text (call, 0), &at, &whole))
    n++;
  vdt_hunt_return_integer (call, n);
}

/* source, pattern, start, length, occurrence */
static void
indexof_regex (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  gint64 start = vdt_hunt_call_integer (call, 2);
  gint64 length = vdt_hunt_call_integer (call, 3);
  gint64 occurrence = vdt_hunt_call_integer (call, 4);
  gint64 characters = g_utf8_strlen (text.text, text.length);
  VdtHuntText whole;
  gsize at;

  if (call->prepared == NULL || length < -1 || occurrence < 1)
    return;
  if (start < 0)
    start = MAX (start + characters, 0);

  vdt_hunt_return_integer (call, -1);
  if (start > characters)
    return;
  if (length >= 0 && start + length < characters)
    text.length = g_utf8_offset_to_pointer (text.text, start + length) - text.text;
  at = g_utf8_offset_to_pointer (text.text, start) - text.text;

  while (next_match (call->prepared, text, &at, &whole))
    if (--occurrence == 0)
      {
        vdt_hunt_return_integer (call, g_utf8_pointer_to_offset (text.text, whole.text));
        return;
      }
}

/* What the groups of the first match took; null without a match. */
static void
groups (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  VdtHuntText part;

  if (call->prepared == NULL || !vdt_regex_match (call->prepared, text, 0))
    return;

  call->result.null = FALSE;
  for (guint i = 1; i <= MIN (vdt_regex_get_groups (call->prepared), VDT_REGEX_MAX_GROUPS - 1); i++)
    {
      gboolean took = vdt_regex_get (text, i, &part);

      if (took)
        vdt_hunt_append (call->out, part);
      vdt_hunt_return_item (call, !took);
    }
}

static void
regex_quote (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);

  for (gsize i = 0; i < text.length; i++)
    {
      if (text.text[i] != '\0' && strchr ("\\.+*?()|[]{}^$#&-~", text.text[i]) != NULL)
        g_string_append_c (call->out, '\\');
      g_string_append_c (call->out, text.text[i]);
    }
  vdt_hunt_return_out (call);
}

#define REGEX(name, types, run, argument) { name, types, run, prepare_regex, release_regex, argument }

static const VdtHuntFunction functions[] = {
  REGEX ("kql_matches_regex", "b:ss", matches, 1),
  REGEX ("kql_extract", "s:sls", extract, 0),
  REGEX ("kql_extract_all", "j:sjs", extract_all, 0),
  REGEX ("kql_replace_regex", "s:sss", replace_regex, 1),
  REGEX ("kql_countof_regex", "l:ss", count_regex, 1),
  REGEX ("kql_indexof_regex", "l:sslll", indexof_regex, 1),
  REGEX ("kql_regex_groups", "[:ss", groups, 1),
  { "kql_trim", "s:ss", trim, prepare_trim, release_trim, 0, TRIM_START | TRIM_END },
  { "kql_trim_start", "s:ss", trim, prepare_trim, release_trim, 0, TRIM_START },
  { "kql_trim_end", "s:ss", trim, prepare_trim, release_trim, 0, TRIM_END },
  { "kql_regex_quote", "s:s", regex_quote },
};

gboolean
vdt_hunt_regex_register (duckdb_connection   connection,
                         GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
