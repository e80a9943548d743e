/* vdt-script-sh-tool.c
 *
 * Small programs: cat, rev, tr, cut, head, tail, sort, seq and the like, and
 * what they do to the files that the script wrote.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-print.h"
#include "vdt-script-sh-tool.h"

#include <stdlib.h>
#include <string.h>

const char *
vdt_script_sh_tool_word (const ShTool *tool,
                        guint         i)
{
  return i < tool->words->len ? g_ptr_array_index (tool->words, i) : "";
}

/**
 * vdt_script_sh_tool_input:
 * @files: (element-type utf8): the operands that name files; none for the standard input
 *
 * Returns: (transfer full) (nullable): the bytes that the program reads, %NULL when they are not known
 */
GString *
vdt_script_sh_tool_input (ShTool    *tool,
                         GPtrArray *files)
{
  const GString *in = tool->sh->in;
  GString *all;

  if (files == NULL || files->len == 0)
    {
      if (in == NULL || tool->sh->in_read > in->len)
        return NULL;

      return g_string_new_len (in->str + tool->sh->in_read, (gssize) (in->len - tool->sh->in_read));
    }

  all = g_string_new (NULL);

  for (guint i = 0; i < files->len; i++)
    {
      const char *name = g_ptr_array_index (files, i);
      gboolean standard = g_str_equal (name, "-") || g_str_equal (name, "/dev/stdin");
      const GString *file = standard ? in : vdt_script_sh_file (tool->sh, name, FALSE);

      if (g_str_equal (name, "/dev/null"))
        continue;

      if (file == NULL || all->len > 4 * 1024 * 1024)
        {
          g_string_free (all, TRUE);
          return NULL;
        }

      g_string_append_len (all, file->str, (gssize) file->len);
    }

  return all;
}

void
vdt_script_sh_tool_print (ShTool     *tool,
                         const char *bytes,
                         gsize       length)
{
  vdt_script_sh_print (tool->sh, bytes, (gssize) length);
}

/* Sorts the arguments into options and operands. @valued: letters of options that take a value. */
GPtrArray *
vdt_script_sh_tool_operands (ShTool     *tool,
                            const char *valued)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 1; i < tool->words->len; i++)
    {
      const char *word = vdt_script_sh_tool_word (tool, i);

      if (*word != '-' || word[1] == '\0')
        g_ptr_array_add (names, (gpointer) word);
      else if (word[1] != '-' && strchr (valued, word[strlen (word) - 1]) != NULL && strlen (word) == 2)
        i++;
    }

  return names;
}

gboolean
vdt_script_sh_tool_has (ShTool *tool,
                       char    letter)
{
  for (guint i = 1; i < tool->words->len; i++)
    {
      const char *word = vdt_script_sh_tool_word (tool, i);

      if (*word == '-' && word[1] != '-' && strchr (word, letter) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* "-n 5" or "-n5"; @fallback when it is not there */
static const char *
option_value (ShTool     *tool,
             char        letter,
             const char *fallback)
{
  for (guint i = 1; i < tool->words->len; i++)
    {
      const char *word = vdt_script_sh_tool_word (tool, i);

      if (*word == '-' && word[1] == letter)
        return word[2] != '\0' ? word + 2 : vdt_script_sh_tool_word (tool, i + 1);
    }

  return fallback;
}

static gboolean
run_cat (ShTool *tool)
{
  g_autoptr(GPtrArray) names = vdt_script_sh_tool_operands (tool, "");
  GString *text = vdt_script_sh_tool_input (tool, names);

  if (text == NULL)
    return FALSE;

  vdt_script_sh_tool_print (tool, text->str, text->len);
  g_string_free (text, TRUE);

  return TRUE;
}

/* Calls @each for every line, without its end. */
static gboolean
each_line (ShTool     *tool,
           const char *valued,
           guint       skip,
           void      (*each) (ShTool *tool, char *line, gsize length, gpointer data),
           gpointer    data)
{
  g_autoptr(GPtrArray) names = vdt_script_sh_tool_operands (tool, valued);
  GString *text;

  if (skip > 0)
    g_ptr_array_remove_range (names, 0, MIN (skip, names->len));

  text = vdt_script_sh_tool_input (tool, names);

  if (text == NULL)
    return FALSE;

  for (gsize at = 0; at < text->len && vdt_script_context_step (tool->sh->context, 1);)
    {
      char *newline = memchr (text->str + at, '\n', text->len - at);
      gsize length = newline != NULL ? (gsize) (newline - text->str) - at : text->len - at;

      text->str[at + length] = '\0';
      each (tool, text->str + at, length, data);
      at += length + 1;
    }

  g_string_free (text, TRUE);

  return TRUE;
}

static void
print_line (ShTool     *tool,
           const char *line,
           gsize       length)
{
  vdt_script_sh_tool_print (tool, line, length);
  vdt_script_sh_tool_print (tool, "\n", 1);
}

static void
reverse_line (ShTool   *tool,
             char     *line,
             gsize     length,
             gpointer  data)
{
  if (g_utf8_validate (line, (gssize) length, NULL))
    {
      g_autofree char *reversed = g_utf8_strreverse (line, (gssize) length);

      print_line (tool, reversed, length);
      return;
    }

  for (gsize i = 0; i < length / 2; i++)
    {
      char c = line[i];

      line[i] = line[length - 1 - i];
      line[length - 1 - i] = c;
    }

  print_line (tool, line, length);
}

static gboolean
run_rev (ShTool *tool)
{
  return each_line (tool, "", 0, reverse_line, NULL);
}

static gboolean
run_tac (ShTool *tool)
{
  g_autoptr(GPtrArray) names = vdt_script_sh_tool_operands (tool, "s");
  GString *text = vdt_script_sh_tool_input (tool, names);
  gsize end;

  if (text == NULL)
    return FALSE;

  end = text->len;

  if (end > 0 && text->str[end - 1] == '\n')
    end--;

  while (vdt_script_context_step (tool->sh->context, 1))
    {
      char *newline = memrchr (text->str, '\n', end);
      gsize start = newline != NULL ? (gsize) (newline + 1 - text->str) : 0;

      print_line (tool, text->str + start, end - start);

      if (newline == NULL)
        break;

      end = start - 1;
    }

  g_string_free (text, TRUE);

  return TRUE;
}

typedef struct
{
  char        delimiter;
  const char *ranges;
  gboolean    bytes;
} Cut;

static gboolean
in_ranges (const char *ranges,
          guint64     n)
{
  while (*ranges != '\0')
    {
      char *end = NULL;
      guint64 from = *ranges == '-' ? 1 : g_ascii_strtoull (ranges, &end, 10);
      guint64 to = from;

      if (end != NULL)
        ranges = end;

      if (*ranges == '-')
        {
          ranges++;
          to = g_ascii_isdigit (*ranges) ? g_ascii_strtoull (ranges, &end, 10) : G_MAXUINT64;

          if (to != G_MAXUINT64)
            ranges = end;
        }

      if (n >= from && n <= to)
        return TRUE;

      if (*ranges != ',')
        return FALSE;

      ranges++;
    }

  return FALSE;
}

static void
cut_line (ShTool   *tool,
         char     *line,
         gsize     length,
         gpointer  data)
{
  const Cut *cut = data;
  g_autoptr(GString) out = g_string_new (NULL);
  g_auto(GStrv) fields = NULL;
  char delimiter[2] = { cut->delimiter, '\0' };
  gboolean first = TRUE;

  if (cut->bytes)
    {
      for (gsize i = 0; i < length; i++)
        if (in_ranges (cut->ranges, i + 1))
          g_string_append_c (out, line[i]);

      print_line (tool, out->str, out->len);
      return;
    }

  if (strchr (line, cut->delimiter) == NULL)
    {
      print_line (tool, line, length);
      return;
    }

  fields = g_strsplit (line, delimiter, 65536);

  for (guint i = 0; fields[i] != NULL; i++)
    if (in_ranges (cut->ranges, i + 1))
      {
        g_string_append_printf (out, "%s%s", first ? "" : delimiter, fields[i]);
        first = FALSE;
      }

  print_line (tool, out->str, out->len);
}

static gboolean
run_cut (ShTool *tool)
{
  const char *fields = option_value (tool, 'f', NULL);
  const char *bytes = option_value (tool, 'c', option_value (tool, 'b', NULL));
  Cut cut = { *option_value (tool, 'd', "\t"), fields != NULL ? fields : bytes, fields == NULL };

  if (cut.ranges == NULL || cut.delimiter == '\0')
    return FALSE;

  return each_line (tool, "dfcb", 0, cut_line, &cut);
}

static gboolean
run_head_tail (ShTool *tool)
{
  g_autoptr(GPtrArray) names = vdt_script_sh_tool_operands (tool, "nc");
  const char *bytes = option_value (tool, 'c', NULL);
  const char *lines = option_value (tool, 'n', NULL);
  gboolean head = g_str_equal (tool->name, "head");
  GString *text = vdt_script_sh_tool_input (tool, names);
  const char *number;
  gint64 n;
  gsize from = 0;
  gsize to;

  if (text == NULL)
    return FALSE;

  for (guint i = 1; i < tool->words->len && lines == NULL && bytes == NULL; i++)
    if (vdt_script_sh_tool_word (tool, i)[0] == '-' && g_ascii_isdigit (vdt_script_sh_tool_word (tool, i)[1]))
      lines = vdt_script_sh_tool_word (tool, i) + 1;

  number = bytes != NULL ? bytes : lines != NULL ? lines : "10";
  n = g_ascii_strtoll (number + (*number == '+'), NULL, 10);
  to = text->len;

  if (bytes != NULL)
    {
      if (head)
        to = n >= 0 ? (gsize) MIN ((guint64) n, text->len) : (gsize) MAX ((gint64) text->len + n, 0);
      else
        from = *number == '+' ? (gsize) MIN ((guint64) MAX (n - 1, 0), text->len) :
                                text->len - (gsize) MIN ((guint64) ABS (n), text->len);
    }
  else
    {
      g_autoptr(GArray) starts = g_array_new (FALSE, FALSE, sizeof (gsize));
      gint64 count;
      gint64 index;

      for (gsize at = 0; at < text->len;)
        {
          const char *newline = memchr (text->str + at, '\n', text->len - at);

          g_array_append_val (starts, at);
          at = newline != NULL ? (gsize) (newline + 1 - text->str) : text->len;
        }

      count = starts->len;

      if (head)
        index = n >= 0 ? MIN (n, count) : MAX (count + n, 0);
      else
        index = *number == '+' ? CLAMP (n - 1, 0, count) : MAX (count - ABS (n), 0);

      if (head)
        to = index < count ? g_array_index (starts, gsize, index) : text->len;
      else
        from = index < count ? g_array_index (starts, gsize, index) : text->len;
    }

  vdt_script_sh_tool_print (tool, text->str + from, to - from);
  g_string_free (text, TRUE);

  return TRUE;
}

static int
compare_lines (gconstpointer a,
              gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static int
compare_numbers (gconstpointer a,
                gconstpointer b)
{
  double x = g_ascii_strtod (*(const char *const *) a, NULL);
  double y = g_ascii_strtod (*(const char *const *) b, NULL);

  return x < y ? -1 : x > y ? 1 : compare_lines (a, b);
}

static gboolean
run_sort (ShTool *tool)
{
  g_autoptr(GPtrArray) names = vdt_script_sh_tool_operands (tool, "kt");
  GString *text = vdt_script_sh_tool_input (tool, names);
  g_auto(GStrv) lines = NULL;
  gboolean numbers = vdt_script_sh_tool_has (tool, 'n');
  gboolean unique = vdt_script_sh_tool_has (tool, 'u');
  gboolean reverse = vdt_script_sh_tool_has (tool, 'r');
  guint n;

  if (text == NULL)
    return FALSE;

  if (text->len > 0 && text->str[text->len - 1] == '\n')
    g_string_truncate (text, text->len - 1);

  lines = g_strsplit (text->str, "\n", -1);
  n = g_strv_length (lines);
  g_string_free (text, TRUE);

  if (vdt_script_sh_tool_has (tool, 'k') || vdt_script_sh_tool_has (tool, 'R') ||
      !vdt_script_context_step (tool->sh->context, n * 4))
    return FALSE;

  qsort (lines, n, sizeof (char *), numbers ? compare_numbers : compare_lines);

  for (guint i = 0; i < n; i++)
    {
      const char *line = lines[reverse ? n - 1 - i : i];

      if (!unique || i == 0 || !g_str_equal (line, lines[reverse ? n - i : i - 1]))
        print_line (tool, line, strlen (line));
    }

  return TRUE;
}

static gboolean
run_seq (ShTool *tool)
{
  gint64 numbers[3] = { 1, 1, 1 };
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  const char *separator = "\n";
  gboolean first = TRUE;

  for (guint i = 1; i < tool->words->len; i++)
    {
      const char *word = vdt_script_sh_tool_word (tool, i);

      if (g_str_equal (word, "-s"))
        separator = vdt_script_sh_tool_word (tool, ++i);
      else if (*word != '-' || g_ascii_isdigit (word[1]))
        g_ptr_array_add (names, (gpointer) word);
    }

  if (names->len == 0 || names->len > 3)
    return FALSE;

  for (guint i = 0; i < names->len; i++)
    if (strspn (g_ptr_array_index (names, i), "-0123456789") != strlen (g_ptr_array_index (names, i)))
      return FALSE;

  numbers[2] = g_ascii_strtoll (g_ptr_array_index (names, names->len - 1), NULL, 10);

  if (names->len > 1)
    numbers[0] = g_ascii_strtoll (g_ptr_array_index (names, 0), NULL, 10);
  if (names->len > 2)
    numbers[1] = g_ascii_strtoll (g_ptr_array_index (names, 1), NULL, 10);

  if (numbers[1] == 0)
    return FALSE;

  for (gint64 i = numbers[0]; numbers[1] > 0 ? i <= numbers[2] : i >= numbers[2]; i += numbers[1])
    {
      g_autofree char *text = g_strdup_printf ("%s%" G_GINT64_FORMAT, first ? "" : separator, i);

      if (!vdt_script_context_step (tool->sh->context, 1))
        break;

      vdt_script_sh_tool_print (tool, text, strlen (text));
      first = FALSE;
    }

  vdt_script_sh_tool_print (tool, "\n", 1);

  return TRUE;
}

static void
fold_line (ShTool   *tool,
          char     *line,
          gsize     length,
          gpointer  data)
{
  gsize width = GPOINTER_TO_SIZE (data);

  for (gsize at = 0; at < length; at += width)
    print_line (tool, line + at, MIN (width, length - at));
}

static gboolean
run_fold (ShTool *tool)
{
  guint64 width = g_ascii_strtoull (option_value (tool, 'w', "80"), NULL, 10);

  return width > 0 && each_line (tool, "w", 0, fold_line, GSIZE_TO_POINTER ((gsize) width));
}

static gboolean
run_wc (ShTool *tool)
{
  g_autoptr(GPtrArray) names = vdt_script_sh_tool_operands (tool, "");
  GString *text = vdt_script_sh_tool_input (tool, names);
  g_autofree char *number = NULL;
  gsize n = 0;

  if (text == NULL)
    return FALSE;

  for (gsize i = 0; i < text->len; i++)
    {
      if (vdt_script_sh_tool_has (tool, 'l'))
        n += text->str[i] == '\n';
      else if (vdt_script_sh_tool_has (tool, 'w'))
        n += !g_ascii_isspace (text->str[i]) && (i == 0 || g_ascii_isspace (text->str[i - 1]));
      else
        n++;
    }

  number = g_strdup_printf ("%" G_GSIZE_FORMAT "\n", n);
  vdt_script_sh_tool_print (tool, number, strlen (number));
  g_string_free (text, TRUE);

  return TRUE;
}

static gboolean
run_tee (ShTool *tool)
{
  g_autoptr(GPtrArray) names = vdt_script_sh_tool_operands (tool, "");
  GString *text = vdt_script_sh_tool_input (tool, NULL);

  if (text == NULL)
    return FALSE;

  for (guint i = 0; i < names->len; i++)
    {
      GString *file = vdt_script_sh_file (tool->sh, g_ptr_array_index (names, i), TRUE);

      if (file == NULL)
        continue;

      if (!vdt_script_sh_tool_has (tool, 'a'))
        g_string_truncate (file, 0);

      g_string_append_len (file, text->str, (gssize) text->len);
    }

  vdt_script_sh_tool_print (tool, text->str, text->len);
  g_string_free (text, TRUE);
  tool->sh->pure = FALSE;

  return TRUE;
}

static gboolean
run_path_part (ShTool *tool)
{
  const char *path = vdt_script_sh_tool_word (tool, 1);
  g_autofree char *part = g_str_equal (tool->name, "basename") ? g_path_get_basename (path) : g_path_get_dirname (path);
  const char *suffix = vdt_script_sh_tool_word (tool, 2);

  if (*suffix != '\0' && g_str_has_suffix (part, suffix) && !g_str_equal (part, suffix))
    part[strlen (part) - strlen (suffix)] = '\0';

  print_line (tool, part, strlen (part));

  return *path != '\0';
}

/* cp, mv, rm, touch, mkdir, rmdir, chmod: on the files that the script wrote */
static gboolean
run_file (ShTool *tool)
{
  g_autoptr(GPtrArray) names = vdt_script_sh_tool_operands (tool, "m");
  gboolean ours = names->len > 0;
  GHashTable *files = tool->sh->state->files;

  for (guint i = 0; i < names->len; i++)
    if (g_str_equal (tool->name, "rm"))
      ours &= g_hash_table_contains (files, g_ptr_array_index (names, i));

  if ((g_str_equal (tool->name, "cp") || g_str_equal (tool->name, "mv")) && names->len == 2)
    {
      GString *from = vdt_script_sh_file (tool->sh, g_ptr_array_index (names, 0), FALSE);
      GString *to = from != NULL ? vdt_script_sh_file (tool->sh, g_ptr_array_index (names, 1), TRUE) : NULL;

      if (to != NULL && to != from)
        {
          g_string_truncate (to, 0);
          g_string_append_len (to, from->str, (gssize) from->len);
        }
    }

  if (g_str_equal (tool->name, "rm"))
    for (guint i = 0; i < names->len; i++)
      {
        gpointer name;
        gpointer file;

        if (g_hash_table_steal_extended (files, g_ptr_array_index (names, i), &name, &file))
          {
            g_ptr_array_add (tool->sh->state->removed, file);
            g_free (name);
          }
      }

  tool->sh->pure &= ours || g_str_equal (tool->name, "mkdir") || g_str_equal (tool->name, "rmdir");

  return TRUE;
}

static gboolean
run_expr (ShTool *tool)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *number = NULL;
  gint64 value;

  for (guint i = 1; i < tool->words->len; i++)
    g_string_append_printf (text, "%s ", vdt_script_sh_tool_word (tool, i));

  if (strpbrk (text->str, ":$") != NULL || !vdt_script_sh_arithmetic (tool->sh, text->str, &value))
    return FALSE;

  number = g_strdup_printf ("%" G_GINT64_FORMAT, value);
  print_line (tool, number, strlen (number));

  return TRUE;
}

static gboolean
run_print (ShTool *tool)
{
  if (g_str_equal (tool->name, "echo"))
    vdt_script_sh_echo (tool->sh, tool->words);
  else
    vdt_script_sh_printf (tool->sh, tool->words);

  return TRUE;
}

static gboolean
run_nothing (ShTool *tool)
{
  return TRUE;
}

static const struct
{
  const char *name;
  ShToolFunc  run;
} tools[] = {
  { "basename", run_path_part }, { "cat", run_cat },      { "chmod", run_file },    { "cp", run_file },
  { "cut", run_cut },            { "dirname", run_path_part }, { "echo", run_print }, { "expr", run_expr },
  { "fold", run_fold },          { "head", run_head_tail }, { "mkdir", run_file },  { "mv", run_file },
  { "printf", run_print },       { "rev", run_rev },      { "rm", run_file },       { "rmdir", run_file },
  { "seq", run_seq },            { "sleep", run_nothing }, { "sort", run_sort },    { "tac", run_tac },
  { "tail", run_head_tail },     { "tee", run_tee },      { "touch", run_file },    { "tr", vdt_script_sh_tr },
  { "wc", run_wc },
};

/**
 * vdt_script_sh_tool:
 * @words: (element-type utf8): the name and the arguments
 *
 * Returns: whether it is a program that was computed
 */
gboolean
vdt_script_sh_tool (ShInterp  *sh,
                   GPtrArray *words)
{
  const char *path = g_ptr_array_index (words, 0);
  const char *slash = strrchr (path, '/');
  ShTool tool = { sh, slash != NULL ? slash + 1 : path, words };
  gboolean known = FALSE;
  gboolean found = FALSE;

  if (!vdt_script_context_step (sh->context, 2 + (guint) ((sh->in != NULL ? sh->in->len : 0) / 512)))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (tools) && !found; i++)
    if (g_str_equal (tools[i].name, tool.name))
      {
        found = TRUE;
        known = tools[i].run (&tool);
      }

  if (!found && !vdt_script_sh_tool_code (&tool, &known) && !vdt_script_sh_tool_text (&tool, &known))
    vdt_script_sh_tool_lang (&tool, &known);

  if (known)
    sh->status = 0;

  if (known && sh->guessed && sh->out != NULL && sh->in == NULL)
    sh->out_unknown = TRUE;

  return known;
}
