/* vdt-script-sh-expand.c
 *
 * Turns a shell word into the fields that a command sees: braces, quotes,
 * parameters, command substitution, arithmetic, splitting, file names. What
 * cannot be known stays in the field as it was written.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-private.h"

#include "vdt-script-core.h"

#include <string.h>

#define MAX_FIELDS 20000
#define MAX_TEXT   ((gsize) 4 * 1024 * 1024)
#define MAX_DEPTH  40
#define MAX_BRACES ((gsize) 16384)

#define LITERAL   'l'
#define QUOTED    'q'
#define SPLITTING 's'   /* out of an expansion that is not quoted */

typedef struct
{
  ShInterp  *sh;
  GPtrArray *fields;
  GString   *text;
  GString   *flags;       /* one a byte of @text */
  gboolean   any;         /* there is a field even when it is empty */
  gboolean   unknown;
  gboolean   single;      /* neither splitting nor file names */
  gboolean   pattern;     /* quoted characters get a backslash */
} Builder;

static void expand_range (Builder  *b,
                         gsize     pos,
                         gsize     end,
                         gboolean  in_quotes);

static void
add (Builder    *b,
    const char *text,
    gsize       length,
    char        flag)
{
  if (length > MAX_TEXT || b->text->len > MAX_TEXT - length)
    return;

  g_string_append_len (b->text, text, (gssize) length);
  g_string_set_size (b->flags, b->text->len);
  memset (b->flags->str + b->text->len - length, flag, length);
}

/* Bytewise, but control characters come behind punctuation, as in glibc's locales. */
static int
compare_names (gconstpointer a,
              gconstpointer b)
{
  const guchar *x = *(const guchar *const *) a;
  const guchar *y = *(const guchar *const *) b;

  for (; *x == *y && *x != '\0'; x++, y++)
    ;

  if (*x == *y)
    return 0;
  if (*x == '\0' || *y == '\0')
    return *x == '\0' ? -1 : 1;

  return (*x < 0x20 ? 0x40 : *x) - (*y < 0x20 ? 0x40 : *y);
}

static gboolean
same_depth (const char *a,
           const char *b)
{
  guint n = 0;

  for (; *a != '\0'; a++)
    n += *a == '/';
  for (; *b != '\0'; b++)
    n -= *b == '/';

  return n == 0;
}

/* The files that @pattern names: what the script wrote, else the most likely well-known program. */
static gboolean
add_files (Builder    *b,
          const char *pattern)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer path;

  g_hash_table_iter_init (&iter, b->sh->state->files);

  while (g_hash_table_iter_next (&iter, &path, NULL) &&
         vdt_script_context_step (b->sh->context, 1))
    if (same_depth (path, pattern) && vdt_script_sh_match (pattern, path, strlen (path), FALSE))
      g_ptr_array_add (found, path);

  if (found->len == 0 && *pattern == '/')
    {
      JsonArray *paths = json_object_get_array_member (vdt_script_data_get ("sh.json"), "paths");

      for (guint i = 0; i < json_array_get_length (paths) && found->len == 0; i++)
        {
          const char *known = json_array_get_string_element (paths, i);

          if (same_depth (known, pattern) && vdt_script_sh_match (pattern, known, strlen (known), FALSE))
            g_ptr_array_add (found, (gpointer) known);
        }
    }

  g_ptr_array_sort (found, compare_names);

  for (guint i = 0; i < found->len && b->fields->len < MAX_FIELDS; i++)
    g_ptr_array_add (b->fields, g_strdup (g_ptr_array_index (found, i)));

  return found->len > 0;
}

static void
add_field (Builder *b,
          gsize    start,
          gsize    end)
{
  gboolean glob = FALSE;

  if (b->fields->len >= MAX_FIELDS)
    return;

  for (gsize i = start; i < end && !glob; i++)
    glob = b->flags->str[i] != QUOTED && strchr ("*?[", b->text->str[i]) != NULL && b->text->str[i] != '\0';

  if (glob && end - start < 4096)
    {
      g_autoptr(GString) pattern = g_string_new (NULL);

      for (gsize i = start; i < end; i++)
        {
          if (b->flags->str[i] == QUOTED && strchr ("*?[]\\()|", b->text->str[i]) != NULL)
            g_string_append_c (pattern, '\\');

          g_string_append_c (pattern, b->text->str[i]);
        }

      if (add_files (b, pattern->str))
        return;
    }

  g_ptr_array_add (b->fields, g_strndup (b->text->str + start, end - start));
}

/* Ends the word's current field, which splitting may make several of. */
static void
finish_field (Builder *b)
{
  ShVariable *variable = vdt_script_sh_get (b->sh, "IFS");
  const char *ifs = variable != NULL && variable->text != NULL ? variable->text : " \t\n";
  gsize start = 0;
  gboolean open = b->any;

  for (gsize i = 0; i < b->text->len; i++)
    {
      char c = b->text->str[i];

      if (b->flags->str[i] == SPLITTING && c != '\0' && strchr (ifs, c) != NULL)
        {
          if (i > start || open || !g_ascii_isspace (c))
            {
              if (i > start || open || !g_ascii_isspace (c))
                add_field (b, start, i);
            }

          open = FALSE;
          start = i + 1;
        }
    }

  if (b->text->len > start || open)
    add_field (b, start, b->text->len);

  g_string_truncate (b->text, 0);
  g_string_truncate (b->flags, 0);
  b->any = FALSE;
}

static void
add_values (Builder   *b,
           GPtrArray *values,
           gboolean   all,
           gboolean   quoted)
{
  for (guint i = 0; i < values->len; i++)
    {
      const char *value = g_ptr_array_index (values, i);

      if (i > 0)
        {
          if (b->single || (quoted && !all))
            add (b, " ", 1, quoted ? QUOTED : LITERAL);
          else
            finish_field (b);
        }

      add (b, value, strlen (value), quoted ? QUOTED : SPLITTING);
      b->any |= quoted;
    }
}

/* What stays as it was written. */
static void
add_source (Builder *b,
           gsize    start,
           gsize    end)
{
  add (b, b->sh->source.text + start, end - start, QUOTED);
  b->unknown = TRUE;
}

/* A variable that is never set inside of a word only hides the word; by
 * itself it says more by its name. */
static gboolean
hides (Builder *b,
      gsize    start,
      gsize    after,
      gsize    end,
      ShMark   name)
{
  const char *text = b->sh->source.text;
  gboolean before = b->text->len > 0 && g_ascii_isalnum (b->text->str[b->text->len - 1]);
  gboolean behind;
  gboolean upper = name.end - name.start > 3;

  while (after < end && (text[after] == '"' || text[after] == '\'' || text[after] == '\\'))
    after++;

  behind = after < end && (g_ascii_isalnum (text[after]) || text[after] == '$');

  for (gsize i = name.start; i < name.end; i++)
    upper &= g_ascii_isupper (text[i]) || text[i] == '_' || g_ascii_isdigit (text[i]);

  return upper ? before && behind : before || behind;
}

static void
add_parameter (Builder  *b,
              gsize     start,
              gsize     after,
              ShMark    inside,
              gsize     end,
              gboolean  quoted)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  gboolean all = FALSE;
  gboolean unknown = FALSE;
  const char *text = b->sh->source.text;
  gboolean known = vdt_script_sh_parameter (b->sh, inside, quoted, values, &all, &unknown);

  if (!known && !unknown && vdt_script_sh_is_name (text + inside.start, inside.end - inside.start) &&
      hides (b, start, after, end, inside))
    {
      b->any |= quoted;
      return;
    }

  if (!known)
    {
      add_source (b, start, after);
      return;
    }

  b->unknown |= unknown;
  add_values (b, values, all, quoted);
  b->any |= quoted && !all;
}

static void
add_number (Builder  *b,
           gsize     start,
           gsize     after,
           ShMark    inside,
           gboolean  quoted)
{
  gboolean unknown = FALSE;
  g_autofree char *expression = vdt_script_sh_expand_quoted (b->sh, inside, &unknown);
  gint64 value;

  if (!unknown && vdt_script_sh_arithmetic (b->sh, expression, &value))
    {
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, value);

      add (b, number, strlen (number), quoted ? QUOTED : SPLITTING);
    }
  else
    {
      add_source (b, start, after);
    }
}

static void
add_output (Builder  *b,
           gsize     start,
           gsize     after,
           ShMark    inside,
           gboolean  quoted)
{
  gboolean unknown = FALSE;
  g_autofree char *output = vdt_script_sh_capture (b->sh, inside, &unknown);

  if (unknown || output == NULL)
    add_source (b, start, after);
  else
    add (b, output, strlen (output), quoted ? QUOTED : SPLITTING);
}

/* `…`: inside, a backslash protects only a few characters. */
static void
add_backquotes (Builder  *b,
               gsize     start,
               gsize     after,
               gboolean  quoted)
{
  ShInterp *sh = b->sh;
  ShSource outer = sh->source;
  GString *script = g_string_new (NULL);
  gsize close = after > start + 1 && outer.text[after - 1] == '`' ? after - 1 : after;
  gboolean unknown = FALSE;
  char *output;
  ShMark all;

  for (gsize i = start + 1; i < close; i++)
    {
      if (outer.text[i] == '\\' && i + 1 < close && strchr ("`\\$", outer.text[i + 1]) != NULL)
        i++;

      g_string_append_c (script, outer.text[i]);
    }

  all = (ShMark) { 0, script->len };
  g_ptr_array_add (sh->state->kept, script->str);
  sh->source = (ShSource) { script->str, script->len, outer.layer, TRUE, vdt_script_sh_mark (sh, start, after) };
  g_string_free (script, FALSE);
  output = vdt_script_sh_capture (sh, all, &unknown);
  sh->source = outer;

  if (unknown || output == NULL)
    add_source (b, start, after);
  else
    add (b, output, strlen (output), quoted ? QUOTED : SPLITTING);

  g_free (output);
}

/* At a dollar sign. Returns behind what it expands. */
static gsize
expand_dollar (Builder  *b,
              gsize     pos,
              gsize     end,
              gboolean  in_quotes)
{
  const char *text = b->sh->source.text;
  char next = pos + 1 < end ? text[pos + 1] : '\0';
  gsize after = vdt_script_sh_scan_dollar (text, pos, end, in_quotes);

  if (next == '\'' && !in_quotes)
    {
      g_autoptr(GString) out = g_string_new (NULL);
      gsize close = after > pos + 2 && text[after - 1] == '\'' ? after - 1 : after;

      vdt_script_sh_escape (text + pos + 2, close - pos - 2, TRUE, out, NULL);
      add (b, out->str, strlen (out->str), QUOTED);
      b->any = TRUE;
      return after;
    }

  if (next == '"' && !in_quotes)
    return pos + 1;

  if (next == '{')
    {
      gsize close = after > pos + 2 && text[after - 1] == '}' ? after - 1 : after;

      add_parameter (b, pos, after, (ShMark) { pos + 2, close }, end, in_quotes);
      return after;
    }

  if (next == '(' && pos + 4 < after && text[pos + 2] == '(' && text[after - 1] == ')' && text[after - 2] == ')')
    {
      add_number (b, pos, after, (ShMark) { pos + 3, after - 2 }, in_quotes);
      return after;
    }

  if (next == '[' && after > pos + 2)
    {
      add_number (b, pos, after, (ShMark) { pos + 2, text[after - 1] == ']' ? after - 1 : after }, in_quotes);
      return after;
    }

  if (next == '(' && after > pos + 1)
    {
      gsize close = after > pos + 2 && text[after - 1] == ')' ? after - 1 : after;

      add_output (b, pos, after, (ShMark) { pos + 2, close }, in_quotes);
      return after;
    }

  after = pos + 1;

  if (after < end && (g_ascii_isdigit (text[after]) || (text[after] != '\0' && strchr ("@*#?$!-", text[after]) != NULL)))
    after++;
  else
    while (after < end && (g_ascii_isalnum (text[after]) || text[after] == '_'))
      after++;

  if (after == pos + 1)
    add (b, "$", 1, LITERAL);
  else
    add_parameter (b, pos, after, (ShMark) { pos + 1, after }, end, in_quotes);

  return after;
}

/* <(…): a file that holds what the commands print. */
static gsize
expand_process (Builder *b,
               gsize    pos,
               gsize    end)
{
  const char *text = b->sh->source.text;
  gsize after = vdt_script_sh_scan_word (text, pos, end);
  gsize close = after > pos + 2 && text[after - 1] == ')' ? after - 1 : after;
  gboolean unknown = FALSE;
  g_autofree char *output = NULL;
  g_autofree char *name = NULL;
  GString *file;

  if (text[pos] == '>')
    {
      add_source (b, pos, after);
      return after;
    }

  output = vdt_script_sh_capture (b->sh, (ShMark) { pos + 2, close }, &unknown);

  if (unknown || output == NULL)
    {
      add_source (b, pos, after);
      return after;
    }

  /* The first character marks the name as made up. */
  name = g_strdup_printf ("\001fd/%u", g_hash_table_size (b->sh->state->files));
  file = vdt_script_sh_file (b->sh, name, TRUE);

  if (file != NULL)
    {
      g_string_assign (file, output);
      g_string_append_c (file, '\n');
    }

  add (b, name, strlen (name), QUOTED);
  b->unknown = TRUE;

  return after;
}

static void
expand_double (Builder *b,
              gsize    pos,
              gsize    end)
{
  const char *text = b->sh->source.text;
  gboolean content = FALSE;

  if (pos >= end)
    b->any = TRUE;

  while (pos < end)
    {
      char c = text[pos];

      if (c == '\\' && pos + 1 < end)
        {
          if (strchr ("$`\"\\", text[pos + 1]) != NULL)
            add (b, text + pos + 1, 1, QUOTED);
          else if (text[pos + 1] != '\n')
            add (b, text + pos, 2, QUOTED);

          pos += 2;
          content = TRUE;
        }
      else if (c == '$')
        {
          pos = expand_dollar (b, pos, end, TRUE);
        }
      else if (c == '`')
        {
          gsize after = vdt_script_sh_scan_quoted (text, pos, end);

          add_backquotes (b, pos, after, TRUE);
          pos = after;
          content = TRUE;
        }
      else
        {
          gsize after = pos + 1;

          while (after < end && strchr ("\\`$", text[after]) == NULL)
            after++;

          add (b, text + pos, after - pos, QUOTED);
          pos = after;
          content = TRUE;
        }
    }

  b->any |= content;
}

static void
expand_range (Builder  *b,
             gsize     pos,
             gsize     end,
             gboolean  in_quotes)
{
  const char *text = b->sh->source.text;
  gsize start = pos;

  if (in_quotes)
    {
      expand_double (b, pos, end);
      return;
    }

  while (pos < end)
    {
      char c = text[pos];
      gsize after = pos + 1;

      if (c == '\\')
        {
          after = MIN (pos + 2, end);

          if (after > pos + 1 && text[pos + 1] == '\r' && pos + 2 < end && text[pos + 2] == '\n')
            after++;
          else if (after > pos + 1 && text[pos + 1] != '\n')
            add (b, text + pos + 1, 1, QUOTED);

          b->any = TRUE;
        }
      else if (c == '\'')
        {
          after = vdt_script_sh_scan_quoted (text, pos, end);
          add (b, text + pos + 1, (after > pos + 1 && text[after - 1] == '\'' ? after - 1 : after) - pos - 1, QUOTED);
          b->any = TRUE;
        }
      else if (c == '"')
        {
          after = vdt_script_sh_scan_quoted (text, pos, end);
          expand_double (b, pos + 1, after > pos + 1 && text[after - 1] == '"' ? after - 1 : after);
        }
      else if (c == '`')
        {
          after = vdt_script_sh_scan_quoted (text, pos, end);
          add_backquotes (b, pos, after, FALSE);
        }
      else if (c == '$')
        {
          after = expand_dollar (b, pos, end, FALSE);
        }
      else if ((c == '<' || c == '>') && pos == start && pos + 1 < end && text[pos + 1] == '(')
        {
          after = expand_process (b, pos, end);
        }
      else
        {
          while (after < end && strchr ("\\'\"`$", text[after]) == NULL)
            after++;

          add (b, text + pos, after - pos, LITERAL);
        }

      pos = MAX (after, pos + 1);
    }
}

static void
builder_init (Builder  *b,
             ShInterp *sh)
{
  memset (b, 0, sizeof *b);
  b->sh = sh;
  b->fields = g_ptr_array_new_with_free_func (g_free);
  b->text = g_string_new (NULL);
  b->flags = g_string_new (NULL);
}

static void
builder_clear (Builder *b)
{
  g_string_free (b->text, TRUE);
  g_string_free (b->flags, TRUE);
  g_clear_pointer (&b->fields, g_ptr_array_unref);
}

static void
expand_braced (Builder *b,
              gsize    start,
              gsize    end,
              guint    depth)
{
  ShInterp *sh = b->sh;
  ShSource outer = sh->source;
  g_autoptr(GPtrArray) words = NULL;

  if (depth < 12 && end - start <= MAX_BRACES && memchr (outer.text + start, '{', end - start) != NULL)
    words = vdt_script_sh_split_braces (outer.text, start, end);

  if (words == NULL)
    {
      expand_range (b, start, end, FALSE);
      finish_field (b);
      return;
    }

  for (guint i = 0; i < words->len && b->fields->len < MAX_FIELDS; i++)
    {
      char *word = g_ptr_array_index (words, i);
      gsize length = strlen (word);

      if (!vdt_script_context_step (sh->context, 1 + (guint) (length / 16)))
        return;

      sh->source = (ShSource) { word, length, outer.layer, TRUE, vdt_script_sh_mark (sh, start, end) };
      expand_braced (b, 0, length, depth + 1);
      sh->source = outer;
    }
}

/**
 * vdt_script_sh_expand_word:
 * @word: in the source that is being read
 * @unknown: (out): set when something in it could not be known
 *
 * Returns: (transfer full) (element-type utf8): the fields
 */
GPtrArray *
vdt_script_sh_expand_word (ShInterp *sh,
                          ShMark    word,
                          gboolean *unknown)
{
  Builder b;
  GPtrArray *fields;

  builder_init (&b, sh);
  expand_braced (&b, word.start, word.end, 0);
  fields = g_steal_pointer (&b.fields);
  *unknown |= b.unknown;
  builder_clear (&b);

  return fields;
}

static char *
expand_single (ShInterp *sh,
              ShMark    range,
              gboolean  in_quotes,
              gboolean  pattern,
              gboolean *unknown)
{
  Builder b;
  GString *out;

  builder_init (&b, sh);
  b.single = TRUE;
  expand_range (&b, range.start, range.end, in_quotes);
  *unknown |= b.unknown;
  out = g_string_new (NULL);

  for (gsize i = 0; i < b.text->len; i++)
    {
      if (pattern && b.flags->str[i] == QUOTED && b.text->str[i] != '\0' &&
          strchr ("*?[]\\()|!@+", b.text->str[i]) != NULL)
        g_string_append_c (out, '\\');

      g_string_append_c (out, b.text->str[i]);
    }

  builder_clear (&b);

  return g_string_free (out, FALSE);
}

/* A word that stays one: an assignment's value, a here-string, CASE's subject. */
char *
vdt_script_sh_expand_text (ShInterp *sh,
                          ShMark    word,
                          gboolean *unknown)
{
  return expand_single (sh, word, FALSE, FALSE, unknown);
}

char *
vdt_script_sh_expand_pattern (ShInterp *sh,
                             ShMark    word,
                             gboolean *unknown)
{
  return expand_single (sh, word, FALSE, TRUE, unknown);
}

/* As inside double quotes: here-documents, arithmetic. */
char *
vdt_script_sh_expand_quoted (ShInterp *sh,
                            ShMark    text,
                            gboolean *unknown)
{
  return expand_single (sh, text, TRUE, FALSE, unknown);
}

/**
 * vdt_script_sh_capture:
 * @script: commands, in the source that is being read
 * @unknown: (out): set when what they print cannot be known
 *
 * Returns: (transfer full) (nullable): what they print, without the new lines at the end
 */
char *
vdt_script_sh_capture (ShInterp *sh,
                      ShMark    script,
                      gboolean *unknown)
{
  ShInterp inner = *sh;
  ShNode *node;
  GString *out;

  if (sh->state->depth >= MAX_DEPTH || !vdt_script_context_step (sh->context, 2))
    {
      *unknown = TRUE;
      return NULL;
    }

  node = vdt_script_sh_parse (&sh->source, script);
  out = g_string_new (NULL);
  inner.out = out;
  inner.out_unknown = FALSE;
  inner.error_out = FALSE;
  inner.captures++;
  inner.flow = SH_GO_ON;
  inner.looping = 0;
  inner.pipeline = 0;
  sh->state->depth++;
  vdt_script_sh_enter (&inner);
  vdt_script_sh_run_node (&inner, node);
  vdt_script_sh_leave (&inner);
  sh->state->depth--;
  vdt_script_sh_node_unref (node);
  *unknown |= inner.out_unknown;
  sh->status = inner.status;
  sh->pure &= inner.pure;

  while (out->len > 0 && out->str[out->len - 1] == '\n')
    g_string_truncate (out, out->len - 1);

  /* NUL bytes are dropped, as bash does it. */
  for (gsize i = 0, to = 0; i <= out->len; i++)
    if (out->str[i] != '\0' || i == out->len)
      out->str[to++] = out->str[i];

  return g_string_free (out, FALSE);
}
