/* vdt-md.c
 *
 * Markdown in, by cmark-gfm. A citation is `[^12]`: cmark would drop one that has no
 * definition below the text, so that citations are taken out of the text before, as
 * characters of the private use area, and put back when runs are made.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-md.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

#include "vdt-hash.h"

/* U+E0C1 and U+E0C2, which stand around the number of a citation. */
#define OPEN_MARK "\356\203\201"
#define CLOSE_MARK "\356\203\202"
#define MARK_LENGTH 3

#define LONGEST_NUMBER 6
#define FIGURE_SCHEME "vedette:"

static const char *const schemes[] = { "http://", "https://", "mailto:", "#", NULL };

/**
 * vdt_md_scan_citation:
 * @text: where a `[` is
 * @out_number: (out): the citation's number
 * @out_length: (out): bytes of the whole mark
 *
 * Returns: whether a citation begins at @text
 */
gboolean
vdt_md_scan_citation (const char *text,
                            guint      *out_number,
                            gsize      *out_length)
{
  guint number = 0;
  gsize n = 0;

  *out_number = 0;
  *out_length = 0;
  if (text[0] != '[' || text[1] != '^')
    return FALSE;

  for (const char *p = text + 2; g_ascii_isdigit (*p) && n < LONGEST_NUMBER; p++, n++)
    number = number * 10 + (guint) g_ascii_digit_value (*p);
  if (n == 0 || number == 0 || text[2 + n] != ']')
    return FALSE;

  *out_number = number;
  *out_length = n + 3;

  return TRUE;
}

static gsize
run_length (const char *text,
            char        c)
{
  gsize n = 0;

  while (text[n] == c)
    n++;

  return n;
}

/* The bytes of a code span that begins at @text, 0 if none does: CommonMark 6.1. */
static gsize
code_span_length (const char *text)
{
  gsize fence = run_length (text, '`');
  const char *p = text + fence;

  while (*p != '\0')
    {
      gsize n;

      if (p[0] == '\n' && p[1] == '\n')
        return 0;
      n = run_length (p, '`');
      if (n == fence)
        return (gsize) (p - text) + n;
      p += MAX (n, 1);
    }

  return 0;
}

/* The bytes of a fenced block of code that begins with the line at @line, 0 if none
 * does: CommonMark 4.5. */
static gsize
fenced_length (const char *line)
{
  const char *start = line + strspn (line, " ");
  char c = *start;
  gsize fence = c == '`' || c == '~' ? run_length (start, c) : 0;
  const char *p;

  if (fence < 3 || start - line > 3)
    return 0;

  p = strchr (start, '\n');
  if (c == '`' && memchr (start + fence, '`', p != NULL ? (gsize) (p - start) - fence : strlen (start) - fence))
    return 0;

  while (p != NULL)
    {
      const char *at = p + 1 + strspn (p + 1, " ");

      p = strchr (p + 1, '\n');
      if (run_length (at, c) >= fence && (at[strspn (at, c == '`' ? "`" : "~")] == '\n' || at[strspn (at, c == '`' ? "`" : "~")] == '\0'))
        break;
    }

  return p != NULL ? (gsize) (p - line) : strlen (line);
}

/* Calls @found for each citation that is one: not in code, not escaped. Returns the
 * text with what @found wrote in their places. */
static char *
replace_citations (const char *markdown,
                   void      (*found) (GString *out, guint number, gpointer user_data),
                   gpointer    user_data)
{
  GString *out = g_string_sized_new (strlen (markdown) + 64);
  gboolean line_start = TRUE;
  const char *p = markdown;

  while (*p != '\0')
    {
      guint number = 0;
      gsize length = line_start ? fenced_length (p) : 0;

      if (length == 0 && *p == '`' )
        {
          length = code_span_length (p);
          length = length != 0 ? length : run_length (p, '`');
        }
      else if (length == 0 && *p == '\\' && p[1] != '\0' && p[1] != '\n')
        length = 2;

      if (length == 0 && *p == '[' && vdt_md_scan_citation (p, &number, &length))
        found (out, number, user_data);
      else
        {
          length = MAX (length, 1);
          g_string_append_len (out, p, (gssize) length);
        }

      p += length;
      line_start = p > markdown && p[-1] == '\n';
    }

  return g_string_free (out, FALSE);
}

static void
mark_cb (GString *out,
         guint    number,
         gpointer user_data)
{
  g_string_append_printf (out, OPEN_MARK "%u" CLOSE_MARK, number);
}

/* Makes what is in the private use area something else, so that only our own marks
 * are there. */
static char *
without_marks (const char *text)
{
  GString *out = g_string_new (NULL);
  const char *p = text;
  const char *mark;

  while ((mark = strstr (p, "\356\203")) != NULL)
    {
      g_string_append_len (out, p, mark - p);
      g_string_append (out, "\357\277\275");
      p = mark + MIN (MARK_LENGTH, strlen (mark));
    }
  g_string_append (out, p);

  return g_string_free (out, FALSE);
}

/* A text as it was written: the marks become `[^12]` again. */
static char *
unmark (const char *text)
{
  GString *out = g_string_new (text);

  g_string_replace (out, OPEN_MARK, "[^", 0);
  g_string_replace (out, CLOSE_MARK, "]", 0);

  return g_string_free (out, FALSE);
}

static void
add_text (VdtDoc     *into,
          VdtDocType  type,
          const char *text)
{
  g_autofree char *plain = unmark (text != NULL ? text : "");

  if (*plain != '\0')
    vdt_doc_add (into, type, plain);
}

/* A text with marks: runs and citations. */
static void
add_marked (VdtDoc     *into,
            const char *text)
{
  const char *p = text;
  const char *mark;

  while ((mark = strstr (p, OPEN_MARK)) != NULL)
    {
      g_autofree char *before = g_strndup (p, (gsize) (mark - p));
      char *end = NULL;
      guint64 number = g_ascii_strtoull (mark + MARK_LENGTH, &end, 10);

      add_text (into, VDT_DOC_TEXT, before);
      vdt_doc_add (into, VDT_DOC_CITATION, NULL)->number = (guint) number;
      p = end + MARK_LENGTH;
    }

  add_text (into, VDT_DOC_TEXT, p);
}

/* What lies too deep: its text. */
static void
add_flat (VdtDoc     *into,
          cmark_node *node)
{
  cmark_iter *iter = cmark_iter_new (node);

  while (cmark_iter_next (iter) != CMARK_EVENT_DONE)
    {
      cmark_node *at = cmark_iter_get_node (iter);

      if (cmark_iter_get_event_type (iter) == CMARK_EVENT_ENTER &&
          cmark_node_get_literal (at) != NULL)
        add_text (into, VDT_DOC_TEXT, cmark_node_get_literal (at));
    }

  cmark_iter_free (iter);
}

static void add_children (VdtDoc     *into,
                          cmark_node *node,
                          guint       depth,
                          guint       shift);

static void
add_link (VdtDoc     *into,
          cmark_node *node,
          guint       depth,
          guint       shift)
{
  g_autofree char *url = unmark (cmark_node_get_url (node));
  gboolean known = FALSE;

  for (guint i = 0; schemes[i] != NULL; i++)
    known = known || g_ascii_strncasecmp (url, schemes[i], strlen (schemes[i])) == 0;

  if (known)
    into = vdt_doc_add (into, VDT_DOC_LINK, url);
  add_children (into, node, depth, shift);
}

/* A piece of HTML is text to us; a comment is its author's own. */
static void
add_html (VdtDoc     *into,
          VdtDocType  type,
          const char *literal)
{
  if (literal != NULL && !g_str_has_prefix (literal + strspn (literal, " \n"), "<!--"))
    add_text (into, type, literal);
}

static void
add_run (VdtDoc     *into,
         cmark_node *node,
         guint       depth,
         guint       shift)
{
  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_TEXT:
      add_marked (into, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_SOFTBREAK:
      vdt_doc_add (into, VDT_DOC_TEXT, " ");
      break;
    case CMARK_NODE_LINEBREAK:
      vdt_doc_add (into, VDT_DOC_BREAK, NULL);
      break;
    case CMARK_NODE_CODE:
      add_text (into, VDT_DOC_CODE, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_HTML_INLINE:
      add_html (into, VDT_DOC_CODE, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_EMPH:
      add_children (vdt_doc_add (into, VDT_DOC_EMPHASIS, NULL), node, depth, shift);
      break;
    case CMARK_NODE_STRONG:
      add_children (vdt_doc_add (into, VDT_DOC_STRONG, NULL), node, depth, shift);
      break;
    case CMARK_NODE_LINK:
      add_link (into, node, depth, shift);
      break;
    default:
      if (strcmp (cmark_node_get_type_string (node), "strikethrough") == 0)
        into = vdt_doc_add (into, VDT_DOC_STRIKE, NULL);
      add_children (into, node, depth, shift);
      break;
    }
}

/* Only `vedette:` names a picture: nothing is ever fetched. */
static gboolean
add_figure (VdtDoc     *into,
            cmark_node *paragraph)
{
  cmark_node *image = cmark_node_first_child (paragraph);
  g_autoptr(VdtDoc) caption = NULL;
  g_autofree char *url = NULL;
  VdtDoc *figure;

  if (image == NULL || cmark_node_get_type (image) != CMARK_NODE_IMAGE || cmark_node_next (image) != NULL)
    return FALSE;

  url = unmark (cmark_node_get_url (image));
  if (!g_str_has_prefix (url, FIGURE_SCHEME))
    return FALSE;

  caption = vdt_doc_new (VDT_DOC_PARAGRAPH, NULL);
  add_children (caption, image, 1, 0);
  figure = vdt_doc_add (into, VDT_DOC_FIGURE, NULL);
  figure->text = vdt_doc_dup_text (caption);
  figure->id = g_strdup (url + strlen (FIGURE_SCHEME));

  return TRUE;
}

static void
add_table (VdtDoc     *into,
           cmark_node *node,
           guint       depth,
           guint       shift)
{
  VdtDoc *table = vdt_doc_add (into, VDT_DOC_TABLE, NULL);
  guint n_columns = cmark_gfm_extensions_get_table_columns (node);
  guint8 *alignments = cmark_gfm_extensions_get_table_alignments (node);

  for (cmark_node *line = cmark_node_first_child (node); line != NULL; line = cmark_node_next (line))
    {
      VdtDoc *row = vdt_doc_add (table, VDT_DOC_ROW, NULL);
      guint column = 0;

      row->flag = cmark_gfm_extensions_get_table_row_is_header (line) != 0;
      for (cmark_node *cell = cmark_node_first_child (line); cell != NULL; cell = cmark_node_next (cell))
        {
          VdtDoc *made = vdt_doc_add (row, VDT_DOC_CELL, NULL);
          guint8 align = column < n_columns && alignments != NULL ? alignments[column] : 0;

          made->number = align == 'c' ? 1 : align == 'r' ? 2 : 0;
          add_children (made, cell, depth, shift);
          column++;
        }
    }
}

static void
add_list (VdtDoc     *into,
          cmark_node *node,
          guint       depth,
          guint       shift)
{
  VdtDoc *list = vdt_doc_add (into, VDT_DOC_LIST, NULL);

  list->flag = cmark_node_get_list_type (node) == CMARK_ORDERED_LIST;
  list->number = (guint) MAX (cmark_node_get_list_start (node), 0);
  for (cmark_node *child = cmark_node_first_child (node); child != NULL; child = cmark_node_next (child))
    {
      VdtDoc *item = vdt_doc_add (list, VDT_DOC_ITEM, NULL);

      if (strcmp (cmark_node_get_type_string (child), "tasklist") == 0)
        item->number = cmark_gfm_extensions_get_tasklist_item_checked (child) ? 2 : 1;
      add_children (item, child, depth, shift);
    }
}

static void
add_block (VdtDoc     *into,
           cmark_node *node,
           guint       depth,
           guint       shift)
{
  VdtDoc *made;

  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_HEADING:
      made = vdt_doc_add (into, VDT_DOC_HEADING, NULL);
      made->number = MIN ((guint) cmark_node_get_heading_level (node) + shift, 6);
      add_children (made, node, depth, shift);
      break;
    case CMARK_NODE_PARAGRAPH:
      if (!add_figure (into, node))
        add_children (vdt_doc_add (into, VDT_DOC_PARAGRAPH, NULL), node, depth, shift);
      break;
    case CMARK_NODE_BLOCK_QUOTE:
      add_children (vdt_doc_add (into, VDT_DOC_QUOTE, NULL), node, depth, shift);
      break;
    case CMARK_NODE_LIST:
      add_list (into, node, depth, shift);
      break;
    case CMARK_NODE_CODE_BLOCK:
      add_text (into, VDT_DOC_CODE_BLOCK, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_HTML_BLOCK:
      add_html (into, VDT_DOC_CODE_BLOCK, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_THEMATIC_BREAK:
      vdt_doc_add (into, VDT_DOC_RULE, NULL);
      break;
    default:
      if (strcmp (cmark_node_get_type_string (node), "table") == 0)
        add_table (into, node, depth, shift);
      else
        add_children (into, node, depth, shift);
      break;
    }
}

static void
add_children (VdtDoc     *into,
              cmark_node *node,
              guint       depth,
              guint       shift)
{
  if (depth > VDT_DOC_DEEPEST)
    {
      VdtDoc *runs = vdt_doc_is_run (into) || into->type == VDT_DOC_CELL || into->type == VDT_DOC_PARAGRAPH ||
                     into->type == VDT_DOC_HEADING ? into : vdt_doc_add (into, VDT_DOC_PARAGRAPH, NULL);

      add_flat (runs, node);
      return;
    }

  for (cmark_node *child = cmark_node_first_child (node); child != NULL; child = cmark_node_next (child))
    {
      if ((cmark_node_get_type (child) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE)
        add_run (into, child, depth + 1, shift);
      else
        add_block (into, child, depth + 1, shift);
    }
}

static cmark_node *
parse (const char *markdown)
{
  static const char *const extensions[] = { "table", "strikethrough", "tasklist" };
  static gsize registered;
  cmark_parser *parser;
  cmark_node *root;

  if (g_once_init_enter (&registered))
    {
      cmark_gfm_core_extensions_ensure_registered ();
      g_once_init_leave (&registered, 1);
    }

  parser = cmark_parser_new (CMARK_OPT_VALIDATE_UTF8);
  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    {
      cmark_syntax_extension *extension = cmark_find_syntax_extension (extensions[i]);

      if (extension != NULL)
        cmark_parser_attach_syntax_extension (parser, extension);
    }
  cmark_parser_feed (parser, markdown, strlen (markdown));
  root = cmark_parser_finish (parser);
  cmark_parser_free (parser);
  cmark_consolidate_text_nodes (root);

  return root;
}

/**
 * vdt_md_read:
 * @into: a node that takes blocks
 * @markdown: any text
 * @shift: levels to put headings below
 *
 * Appends the blocks of a Markdown text. Every text is a Markdown text: what has no
 * meaning is a text, and so are HTML and pictures from elsewhere. A link keeps its
 * address only if that is http, https, mailto or an anchor.
 */
void
vdt_md_read (VdtDoc     *into,
                   const char *markdown,
                   guint       shift)
{
  g_autofree char *clean = without_marks (markdown);
  g_autofree char *marked = replace_citations (clean, mark_cb, NULL);
  cmark_node *root = parse (marked);

  add_children (into, root, 0, shift);
  cmark_node_free (root);
}

static void
block_clear (gpointer data)
{
  VdtBlock *block = data;

  g_free (block->hash);
}

static void
count_cb (GString *out,
          guint    number,
          gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
  g_string_append_printf (out, "[^%u]", number);
}

/* The lines of @text from @first to @last, with citations taken out of what the hash
 * covers: a renumbering is not an edit. */
static void
no_number_cb (GString *out,
              guint    number,
              gpointer user_data)
{
  g_string_append (out, "[^]");
}

/**
 * vdt_md_blocks:
 * @markdown: any text
 *
 * Returns: (transfer full) (element-type VdtBlock): its blocks, in order
 */
GArray *
vdt_md_blocks (const char *markdown)
{
  g_auto(GStrv) lines = g_strsplit (markdown, "\n", -1);
  guint n_lines = g_strv_length (lines);
  GArray *blocks = g_array_new (FALSE, TRUE, sizeof (VdtBlock));
  cmark_node *root = parse (markdown);

  g_array_set_clear_func (blocks, block_clear);
  for (cmark_node *node = cmark_node_first_child (root); node != NULL; node = cmark_node_next (node))
    {
      VdtBlock block = { 0 };
      g_autoptr(GString) text = g_string_new (NULL);
      g_autofree char *counted = NULL;
      g_autofree char *hashed = NULL;

      block.first_line = (guint) MAX (cmark_node_get_start_line (node), 1);
      block.last_line = (guint) MAX (cmark_node_get_end_line (node), (int) block.first_line);
      for (guint i = block.first_line; i <= block.last_line && i <= n_lines; i++)
        g_string_append_printf (text, "%s\n", lines[i - 1]);

      counted = replace_citations (text->str, count_cb, &block.n_citations);
      hashed = replace_citations (text->str, no_number_cb, NULL);
      block.hash = vdt_sha256_hex (hashed, -1);
      block.hash[16] = '\0';
      block.words = cmark_node_get_type (node) != CMARK_NODE_THEMATIC_BREAK &&
                    cmark_node_get_type (node) != CMARK_NODE_HEADING &&
                    strstr (text->str, "](" FIGURE_SCHEME) == NULL;
      g_array_append_val (blocks, block);
    }

  cmark_node_free (root);

  return blocks;
}

/**
 * vdt_md_escape:
 * @text: (nullable): any text; what an attacker wrote, say
 *
 * Returns: (transfer full): Markdown of one line that means this text and nothing else
 */
char *
vdt_md_escape (const char *text)
{
  GString *out = g_string_new (NULL);
  const char *p = text != NULL ? text : "";

  p += strspn (p, " \n\t");
  if (g_ascii_isdigit (*p) && (p[strspn (p, "0123456789")] == '.' || p[strspn (p, "0123456789")] == ')'))
    {
      gsize n = strspn (p, "0123456789");

      g_string_append_len (out, p, (gssize) n);
      g_string_append_c (out, '\\');
      p += n;
      g_string_append_c (out, *p++);
    }
  else if (*p != '\0' && strchr ("#+-=>:", *p) != NULL)
    g_string_append_c (out, '\\');

  for (const char *start = p; *p != '\0'; p++)
    {
      if (*p == '\n' || *p == '\r' || *p == '\t')
        {
          g_string_append_c (out, ' ');
          continue;
        }

      if (strchr ("\\`*[<~|", *p) != NULL ||
          (*p == '_' && (p == start || !g_ascii_isalnum (p[-1]) || !g_ascii_isalnum (p[1]))) ||
          (*p == '&' && (g_ascii_isalpha (p[1]) || p[1] == '#')))
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }

  return g_string_free (out, FALSE);
}

/**
 * vdt_md_code:
 * @text: any text
 *
 * Returns: (transfer full): the text as code within a line that is not in a table
 */
char *
vdt_md_code (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n\r\t", ' ');
  g_autofree char *fence = NULL;
  gsize longest = 0;
  gboolean pad;

  for (const char *p = line; (p = strchr (p, '`')) != NULL; p += run_length (p, '`'))
    longest = MAX (longest, run_length (p, '`'));

  fence = g_strnfill (longest + 1, '`');
  pad = *line == '`' || *line == ' ' || g_str_has_suffix (line, "`") || g_str_has_suffix (line, " ");

  return *line == '\0' ? g_strdup ("") : g_strdup_printf (pad ? "%s %s %s" : "%s%s%s", fence, line, fence);
}

/* The same in a cell of a table, where a bar ends the cell even in code. */
char *
vdt_md_code_cell (const char *text)
{
  g_autofree char *code = vdt_md_code (text);
  GString *out = g_string_new (code);

  g_string_replace (out, "|", "\\|", 0);

  return g_string_free (out, FALSE);
}

typedef struct
{
  guint  (*number) (guint old, gpointer user_data);
  gpointer user_data;
} Renumber;

static void
renumber_cb (GString *out,
             guint    number,
             gpointer user_data)
{
  Renumber *renumber = user_data;
  guint made = renumber->number (number, renumber->user_data);

  if (made != 0)
    g_string_append_printf (out, "[^%u]", made);
}

/**
 * vdt_md_renumber:
 * @markdown: any text
 * @number: called for each citation in the order of the text; returns the new number,
 *   or 0 to take the mark out
 * @user_data: for @number
 *
 * Returns: (transfer full): the text with other numbers
 */
char *
vdt_md_renumber (const char *markdown,
                       guint     (*number) (guint old, gpointer user_data),
                       gpointer    user_data)
{
  Renumber renumber = { number, user_data };

  return replace_citations (markdown, renumber_cb, &renumber);
}
