/* vdt-guidebook-parse.c
 *
 * A guidebook is read as Markdown, or as text that is written like it: headings, lists
 * with what belongs to an item below it, tables; where a section has no list, its
 * paragraphs. Each item is a task; what stands below it are its steps.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-guidebook-parse.h"

#include <string.h>

#include "vdt-attack.h"
#include "vdt-data.h"
#include "vdt-error.h"
#include "vdt-respond-private.h"

#define MOST_ENTRIES 500
#define MOST_STEPS 30
#define LONGEST_TITLE 400
#define LONGEST_HEADING 120

typedef struct
{
  VdtGuidebook      *guidebook;
  GVariant          *words;       /* guidebook.json */
  GPtrArray         *headings;    /* by level; NULL where there is none */
  VdtGuidebookEntry *entry;       /* the item being read */
  GPtrArray         *steps;
  guint              indent;      /* of the item */
  GString           *paragraph;
  gboolean           has_list;    /* of the section */
} Reader;

static gboolean
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

/* Whether @word, folded, stands in @text as a whole word or, with *, as a beginning of
 * one. A * inside stands for the rest of a word. */
static gboolean
has_word (const char *text,
          const char *word)
{
  const char *star = strchr (word, '*');
  gsize length = star != NULL ? (gsize) (star - word) : strlen (word);
  g_autofree char *begin = g_strndup (word, length);

  for (const char *at = strstr (text, begin); at != NULL; at = strstr (at + 1, begin))
    {
      const char *after = at + length;

      if (at > text && is_word_byte (at[-1]))
        continue;
      if (star == NULL && is_word_byte (*after))
        continue;
      while (star != NULL && is_word_byte (*after))
        after++;
      if (star == NULL || star[1] == '\0' || g_str_has_prefix (after, star + 1))
        return TRUE;
    }

  return FALSE;
}

/* Adds each name of @member whose words stand in @text. */
static void
find_words (Reader     *self,
            const char *member,
            const char *text,
            GPtrArray  *names)
{
  g_autoptr(GVariant) lists = vdt_data_get_object (self->words, member);

  for (gsize i = 0; i < g_variant_n_children (lists); i++)
    {
      const char *name = NULL;
      g_autofree const char **words = NULL;

      g_variant_get_child (lists, i, "{&sv}", &name, NULL);
      words = vdt_data_dup_strv (lists, name);
      for (guint j = 0; words[j] != NULL; j++)
        if (has_word (text, words[j]))
          {
            g_ptr_array_add (names, (gpointer) name);
            break;
          }
    }
}

static void
add_techniques (const char *text,
                GPtrArray  *features)
{
  for (const char *at = strchr (text, 't'); at != NULL; at = strchr (at + 1, 't'))
    {
      g_autofree char *id = NULL;
      gsize length = strspn (at + 1, "0123456789.") + 1;

      if ((at > text && is_word_byte (at[-1])) || length < 5)
        continue;
      id = g_ascii_strup (at, (gssize) length);
      if (g_str_has_suffix (id, "."))
        id[length - 1] = '\0';
      if (vdt_attack_get_technique (id) != NULL)
        g_ptr_array_add (features, g_strconcat ("technique:", id, NULL));
    }
}

static void
add_named (Reader     *self,
           const char *member,
           const char *prefix,
           const char *text,
           GPtrArray  *features)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  find_words (self, member, text, names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *feature = g_strconcat (prefix, g_ptr_array_index (names, i), NULL);

      if (!g_ptr_array_find_with_equal_func (features, feature, g_str_equal, NULL))
        g_ptr_array_add (features, g_steal_pointer (&feature));
    }
}

static char *
dup_headings (Reader *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->headings->len; i++)
    {
      const char *heading = g_ptr_array_index (self->headings, i);

      if (heading != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " › " : "", heading);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* When an entry applies is said by it and by the headings above; what kind of entity it
 * is about, by itself only. */
static void
classify (Reader            *self,
          VdtGuidebookEntry *entry)
{
  g_autofree char *headings = dup_headings (self);
  g_autofree char *folded = g_utf8_casefold (vdt_guidebook_entry_get_title (entry), -1);
  g_autofree char *scope = g_strconcat (vdt_guidebook_get_title (self->guidebook), " ", headings, NULL);
  g_autofree char *folded_scope = g_utf8_casefold (scope, -1);
  g_autofree char *both = g_strconcat (folded_scope, " ", folded, NULL);
  g_autoptr(GPtrArray) features = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) groups = g_ptr_array_new ();
  g_autoptr(GPtrArray) actions = g_ptr_array_new ();
  g_autoptr(GPtrArray) heading_groups = g_ptr_array_new ();

  add_named (self, "stages", "stage:", both, features);
  add_techniques (both, features);
  add_named (self, "kinds", "kind:", folded, features);
  g_ptr_array_add (features, NULL);
  vdt_record_set_words (entry, "features", (const char *const *) features->pdata);
  vdt_record_set_text (entry, "heading", headings);

  find_words (self, "actions", folded, actions);
  if (actions->len > 0)
    vdt_record_set_text (entry, "action", g_ptr_array_index (actions, 0));
  find_words (self, "groups", folded_scope, heading_groups);
  find_words (self, "groups", folded, groups);
  vdt_record_set_text (entry, "group", heading_groups->len == 1 ? g_ptr_array_index (heading_groups, 0)
                       : groups->len > 0 ? g_ptr_array_index (groups, 0) : "investigation");
}

static void
end_entry (Reader *self)
{
  if (self->entry == NULL)
    return;

  g_ptr_array_add (self->steps, NULL);
  vdt_record_set_words (self->entry, "steps", (const char *const *) self->steps->pdata);
  classify (self, self->entry);
  vdt_guidebook_add_entry (self->guidebook, self->entry);
  g_clear_object (&self->entry);
  g_ptr_array_set_size (self->steps, 0);
}

/* Text without the marks of Markdown for emphasis, code and links, on one line. */
static char *
dup_plain (const char *text)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autofree char *stripped = NULL;

  for (; *text != '\0'; text++)
    {
      const char *end;

      if (*text == '*' || *text == '`' || (*text == '_' && (out->len == 0 || text[1] == '\0' || text[1] == ' ')))
        continue;
      if (*text == '[' && (end = strstr (text, "](")) != NULL && strchr (end, ')') != NULL)
        {
          g_string_append_len (out, text + 1, end - text - 1);
          text = strchr (end, ')');
          continue;
        }
      g_string_append_c (out, *text == '\t' ? ' ' : *text);
    }
  stripped = g_strdup (g_strstrip (out->str));
  if (g_utf8_strlen (stripped, -1) > LONGEST_TITLE)
    {
      char *end = g_utf8_offset_to_pointer (stripped, LONGEST_TITLE - 1);

      *end = '\0';
      return g_strconcat (stripped, "…", NULL);
    }

  return g_steal_pointer (&stripped);
}

static void
begin_entry (Reader     *self,
             const char *text,
             guint       indent)
{
  g_autofree char *title = dup_plain (text);

  end_entry (self);
  if (*title == '\0' ||
      g_list_model_get_n_items (vdt_guidebook_get_entries (self->guidebook)) >= MOST_ENTRIES)
    return;

  self->entry = vdt_guidebook_entry_new (title);
  self->indent = indent;
}

static void
add_step (Reader     *self,
          const char *text)
{
  g_autofree char *step = dup_plain (text);

  if (*step != '\0' && self->steps->len < MOST_STEPS)
    g_ptr_array_add (self->steps, g_steal_pointer (&step));
}

static void
end_paragraph (Reader *self)
{
  /* A section without a list says in its paragraphs what to do. */
  if (self->paragraph->len > 0 && !self->has_list && self->headings->len > 0 &&
      strchr (self->paragraph->str, ' ') != NULL)
    {
      begin_entry (self, self->paragraph->str, 0);
      end_entry (self);
    }
  g_string_truncate (self->paragraph, 0);
}

static void
set_heading (Reader     *self,
             guint       level,
             const char *text)
{
  g_autofree char *heading = dup_plain (text);

  end_paragraph (self);
  end_entry (self);
  self->has_list = FALSE;
  if (self->headings->len >= level)
    g_ptr_array_set_size (self->headings, (int) level - 1);
  while (self->headings->len + 1 < level)
    g_ptr_array_add (self->headings, NULL);
  g_ptr_array_add (self->headings, g_steal_pointer (&heading));
}

/* What follows the bullet or the number of a list item; %NULL if @line is none. */
static const char *
item_text (const char *line)
{
  static const char *const bullets[] = { "- ", "* ", "+ ", "• ", "– ", "▪ ", "◦ ", "· ", "o " };
  gsize digits = strspn (line, "0123456789");
  const char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bullets); i++)
    if (g_str_has_prefix (line, bullets[i]))
      text = line + strlen (bullets[i]);
  if (digits > 0 && digits < 4 && (line[digits] == '.' || line[digits] == ')') && g_ascii_isspace (line[digits + 1]))
    text = line + digits + 2;
  if (g_ascii_isalpha (line[0]) && line[1] == ')' && line[2] == ' ')
    text = line + 3;
  if (text == NULL)
    return NULL;

  while (*text == ' ')
    text++;
  if (g_str_has_prefix (text, "[ ] ") || g_str_has_prefix (text, "[x] "))
    text += 4;

  return text;
}

static guint
indent_of (const char *line)
{
  guint indent = 0;

  for (; *line == ' ' || *line == '\t'; line++)
    indent += *line == '\t' ? 4 : 1;

  return indent;
}

/* A line of its own that ends in a colon, or all in capitals, heads what follows. */
static gboolean
looks_like_heading (const char *line)
{
  glong length = g_utf8_strlen (line, -1);
  gboolean capitals = FALSE;

  if (length > LONGEST_HEADING || length < 3)
    return FALSE;
  if (g_str_has_suffix (line, ":"))
    return TRUE;
  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_islower (c))
        return FALSE;
      capitals |= g_unichar_isupper (c);
    }

  return capitals;
}

/* Cells of a table's row as one text; %NULL for a line that only divides. */
static char *
dup_row (const char *line)
{
  g_auto(GStrv) cells = g_strsplit (line, "|", -1);
  g_autoptr(GString) text = g_string_new (NULL);

  if (strspn (line, "|-: ") == strlen (line))
    return NULL;
  for (guint i = 0; cells[i] != NULL; i++)
    {
      g_strstrip (cells[i]);
      if (*cells[i] != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " – " : "", cells[i]);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_underline (const char *line)
{
  gsize length = line != NULL ? strlen (line) : 0;

  return length >= 3 && (strspn (line, "=") == length || strspn (line, "-") == length);
}

static void
read_line (Reader     *self,
           const char *whole,
           const char *next)
{
  guint indent = indent_of (whole);
  g_autofree char *line = g_strstrip (g_strdup (whole));
  const char *item = item_text (line);
  gsize hashes = strspn (line, "#");

  if (*line == '\0')
    {
      end_paragraph (self);
      return;
    }
  if (hashes > 0 && hashes < 7 && line[hashes] == ' ')
    set_heading (self, (guint) hashes, line + hashes + 1);
  else if (is_underline (next) && item == NULL)
    set_heading (self, *next == '=' ? 1 : 2, line);
  else if (strspn (line, "=-_*") == strlen (line))
    end_paragraph (self);
  else if (item != NULL)
    {
      g_string_truncate (self->paragraph, 0);
      self->has_list = TRUE;
      if (self->entry != NULL && indent > self->indent)
        add_step (self, item);
      else
        begin_entry (self, item, indent);
    }
  else if (*line == '|')
    {
      g_autofree char *row = dup_row (line);

      self->has_list = TRUE;
      if (row != NULL && !(next != NULL && *next == '|' && strspn (next, "|-: ") == strlen (next)))
        begin_entry (self, row, 0);
    }
  else if (self->entry != NULL && indent > self->indent)
    add_step (self, line);
  else if (looks_like_heading (line))
    set_heading (self, MAX (self->headings->len, 1), line);
  else
    g_string_append_printf (self->paragraph, "%s%s", self->paragraph->len > 0 ? " " : "", line);
}

/**
 * vdt_guidebook_parse:
 * @summarizer: the engine
 * @name: what it is called if it has no title of its own
 * @text: its text, valid UTF-8
 * @error: return location for %VDT_ERROR_USAGE if no task can be found in it
 *
 * Returns: (transfer full) (nullable): a guidebook whose entries wait for review
 */
VdtGuidebook *
vdt_guidebook_parse (VdtSummarizer  *summarizer,
                     const char     *name,
                     const char     *text,
                     GError        **error)
{
  g_autoptr(VdtGuidebook) guidebook = NULL;
  g_auto(GStrv) lines = NULL;
  Reader self = { 0 };

  g_return_val_if_fail (summarizer != NULL && name != NULL && text != NULL, NULL);

  guidebook = vdt_guidebook_new (name);
  lines = g_strsplit_set (text, "\n\f\v", -1);
  self.guidebook = guidebook;
  self.words = summarizer->rules->guidebook;
  self.headings = g_ptr_array_new_with_free_func (g_free);
  self.steps = g_ptr_array_new_with_free_func (g_free);
  self.paragraph = g_string_new (NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    g_strchomp (lines[i]);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      read_line (&self, lines[i], lines[i + 1]);
      /* The first heading of the first level is the title. */
      if (self.headings->len == 1 && g_list_model_get_n_items (vdt_guidebook_get_entries (guidebook)) == 0 &&
          g_ptr_array_index (self.headings, 0) != NULL && g_strcmp0 (vdt_guidebook_get_title (guidebook), name) == 0)
        vdt_record_set_text (guidebook, "title", g_ptr_array_index (self.headings, 0));
    }
  end_paragraph (&self);
  end_entry (&self);
  g_ptr_array_unref (self.headings);
  g_ptr_array_unref (self.steps);
  g_string_free (self.paragraph, TRUE);

  if (g_list_model_get_n_items (vdt_guidebook_get_entries (guidebook)) == 0)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_USAGE,
                   "No task was found in “%s”; a guidebook has its tasks in lists or in paragraphs under headings",
                   name);
      return NULL;
    }

  return g_steal_pointer (&guidebook);
}
