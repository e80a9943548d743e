/* vdt-write-markdown.c
 *
 * Markdown with footnotes, for other tools. Figures are described: the format has no
 * place for a drawing of its own.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-md.h"
#include "vdt-time.h"
#include "vdt-write.h"

typedef struct
{
  VdtDocument *document;
  GString     *out;
  gboolean     in_cell;
} Writer;

static void write_blocks (Writer     *self,
                          VdtDoc     *parent,
                          const char *indent);

static void
write_runs (Writer *self,
            VdtDoc *parent)
{
  for (VdtDoc *run = parent->first; run != NULL; run = run->next)
    {
      g_autofree char *text = NULL;

      switch (run->type)
        {
        case VDT_DOC_TEXT:
          text = vdt_md_escape (run->text);
          /* escaping trims what begins a line: between runs a blank counts */
          if (run->text[0] == ' ')
            g_string_append_c (self->out, ' ');
          g_string_append (self->out, text);
          break;
        case VDT_DOC_CODE:
          text = self->in_cell ? vdt_md_code_cell (run->text) : vdt_md_code (run->text);
          g_string_append (self->out, text);
          break;
        case VDT_DOC_EMPHASIS:
        case VDT_DOC_STRONG:
        case VDT_DOC_STRIKE:
          text = g_strdup (run->type == VDT_DOC_EMPHASIS ? "*" : run->type == VDT_DOC_STRONG ? "**" : "~~");
          g_string_append (self->out, text);
          write_runs (self, run);
          g_string_append (self->out, text);
          break;
        case VDT_DOC_LINK:
          g_string_append_c (self->out, '[');
          write_runs (self, run);
          g_string_append_printf (self->out, "](<%s>)", run->text);
          break;
        case VDT_DOC_CITATION:
          g_string_append_printf (self->out, "[^%u]", run->number);
          break;
        case VDT_DOC_BREAK:
          g_string_append (self->out, self->in_cell ? " " : "\\\n");
          break;
        default:
          write_runs (self, run);
          break;
        }
    }
}

static void
write_table (Writer *self,
             VdtDoc *table)
{
  guint n_columns = vdt_doc_n_columns (table);

  self->in_cell = TRUE;
  for (VdtDoc *row = table->first; row != NULL; row = row->next)
    {
      for (VdtDoc *cell = row->first; cell != NULL; cell = cell->next)
        {
          g_string_append (self->out, "| ");
          write_runs (self, cell);
          g_string_append_c (self->out, ' ');
        }
      g_string_append (self->out, "|\n");
      if (row == table->first)
        {
          for (guint i = 0; i < n_columns; i++)
            g_string_append (self->out, "|---");
          g_string_append (self->out, "|\n");
        }
    }
  self->in_cell = FALSE;
  g_string_append_c (self->out, '\n');
}

static void
write_code (Writer     *self,
            const char *text,
            const char *indent)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  gsize longest = 2;
  g_autofree char *fence = NULL;

  for (const char *p = text; (p = strchr (p, '`')) != NULL;)
    {
      gsize n = strspn (p, "`");

      longest = MAX (longest, n);
      p += n;
    }
  fence = g_strnfill (longest + 1, '`');
  g_string_append_printf (self->out, "%s\n", fence);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i + 1] != NULL || *lines[i] != '\0')
      g_string_append_printf (self->out, "%s%s\n", indent, lines[i]);
  g_string_append_printf (self->out, "%s%s\n\n", indent, fence);
}

static void
write_list (Writer     *self,
            VdtDoc     *list,
            const char *indent)
{
  guint number = list->number;

  for (VdtDoc *item = list->first; item != NULL; item = item->next)
    {
      g_autofree char *mark = list->flag ? g_strdup_printf ("%u. ", number++) : g_strdup ("- ");
      g_autofree char *blank = g_strnfill (strlen (mark), ' ');
      g_autofree char *deeper = g_strconcat (indent, blank, NULL);

      g_string_append_printf (self->out, "%s%s%s", item == list->first ? "" : indent, mark,
                              item->number == 1 ? "[ ] " : item->number == 2 ? "[x] " : "");
      write_blocks (self, item, deeper);
      /* items of a list stand close together */
      while (g_str_has_suffix (self->out->str, "\n\n"))
        g_string_truncate (self->out, self->out->len - 1);
    }
  g_string_append_c (self->out, '\n');
}

static void
write_figure (Writer *self,
              VdtDoc *node)
{
  VdtFigure *figure = vdt_document_get_figure (self->document, node->id);
  g_autofree char *caption = vdt_md_escape (node->text);
  g_autofree char *about = vdt_md_escape (figure != NULL ? figure->about : "");

  g_string_append_printf (self->out, "*%s.* %s\n\n", caption, about);
}

static void
write_block (Writer     *self,
             VdtDoc     *block,
             const char *indent)
{
  g_autofree char *deeper = NULL;

  switch (block->type)
    {
    case VDT_DOC_HEADING:
      g_string_append_printf (self->out, "%.*s ", (int) MIN (block->number + 1, 6), "######");
      write_runs (self, block);
      g_string_append (self->out, "\n\n");
      break;
    case VDT_DOC_PARAGRAPH:
      write_runs (self, block);
      g_string_append (self->out, "\n\n");
      break;
    case VDT_DOC_QUOTE:
      g_string_append (self->out, "> ");
      deeper = g_strconcat (indent, "> ", NULL);
      write_blocks (self, block, deeper);
      break;
    case VDT_DOC_LIST:
      write_list (self, block, indent);
      break;
    case VDT_DOC_CODE_BLOCK:
      write_code (self, block->text, indent);
      break;
    case VDT_DOC_RULE:
      g_string_append (self->out, "---\n\n");
      break;
    case VDT_DOC_TABLE:
      write_table (self, block);
      break;
    case VDT_DOC_FIGURE:
      write_figure (self, block);
      break;
    default:
      write_blocks (self, block, indent);
      break;
    }
}

static void
write_blocks (Writer     *self,
              VdtDoc     *parent,
              const char *indent)
{
  for (VdtDoc *block = parent->first; block != NULL; block = block->next)
    {
      if (block != parent->first)
        g_string_append (self->out, indent);
      write_block (self, block, indent);
    }
}

static void
write_head (Writer *self)
{
  VdtDocument *document = self->document;
  g_autofree char *title = vdt_md_escape (document->title);
  g_autofree char *made = document->made_at != VDT_TIME_UNSET
                            ? vdt_time_format (document->made_at, VDT_TIME_DAY_MINUTE) : NULL;
  g_autofree char *author = vdt_md_escape (document->author);

  g_string_append_printf (self->out, "# %s\n\n", title);
  if (document->tlp != NULL)
    g_string_append_printf (self->out, "**TLP:%s**\n\n", document->tlp);
  if (*author != '\0' || made != NULL)
    g_string_append_printf (self->out, "%s%s%s\n\n", author, *author != '\0' && made != NULL ? ", " : "",
                            made != NULL ? made : "");
  if (document->redacted)
    g_string_append_printf (self->out, "*%s*\n\n", vdt_words_get (document->words, "redacted"));
}

static void
write_sources (Writer *self)
{
  GPtrArray *sources = self->document->sources;

  for (guint i = 0; i < sources->len; i++)
    {
      const VdtSource *source = g_ptr_array_index (sources, i);
      g_autofree char *title = vdt_md_escape (source->title);
      g_autofree char *text = vdt_md_escape (source->text);
      g_autofree char *at = source->at != VDT_TIME_UNSET ? vdt_time_format (source->at, VDT_TIME_DATA) : NULL;
      g_autofree char *id = vdt_md_code (source->fact_id);

      g_string_append_printf (self->out, "[^%u]: %s: %s%s%s%s%s (%s)\n", source->number,
                              vdt_words_term (self->document->words, source->kind), title,
                              at != NULL ? ", " : "", at != NULL ? at : "", *text != '\0' ? ". " : "", text, id);
    }
}

/**
 * vdt_write_markdown:
 * @document: a document
 *
 * Returns: (transfer full): Markdown with the sources as footnotes
 */
char *
vdt_write_markdown (VdtDocument *document)
{
  Writer self = { document, g_string_new (NULL), FALSE };

  write_head (&self);
  write_blocks (&self, document->root, "");
  write_sources (&self);

  return g_string_free (self.out, FALSE);
}
