/* vdt-write-html.c
 *
 * One file of HTML: no script, nothing from elsewhere, and a policy that forbids both.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-report-resources.h"
#include "vdt-time.h"
#include "vdt-write.h"

#define STYLE "/io/github/vedette/Vedette/report/report.css"

typedef struct
{
  VdtDocument *document;
  GString     *out;
  guint        n_figures;
} Writer;

static void write_blocks (Writer *self,
                          VdtDoc *parent);

static void
append_escaped (GString    *out,
                const char *text)
{
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  if (escaped != NULL)
    g_string_append (out, escaped);
}

static void
append_id (GString    *out,
           const char *id)
{
  if (id == NULL)
    return;

  g_string_append (out, " id=\"");
  append_escaped (out, id);
  g_string_append_c (out, '"');
}

static void
write_citation (Writer *self,
                VdtDoc *run)
{
  g_string_append (self->out, "<sup><a class=\"cite\"");
  append_id (self->out, run->id);
  g_string_append_printf (self->out, " href=\"#source-%u\">[%u]</a></sup>", run->number, run->number);
}

static void
write_runs (Writer *self,
            VdtDoc *parent)
{
  static const char *const tags[] = { "em", "strong", "s" };

  for (VdtDoc *run = parent->first; run != NULL; run = run->next)
    {
      switch (run->type)
        {
        case VDT_DOC_TEXT:
          append_escaped (self->out, run->text);
          break;
        case VDT_DOC_CODE:
          g_string_append (self->out, "<code>");
          append_escaped (self->out, run->text);
          g_string_append (self->out, "</code>");
          break;
        case VDT_DOC_EMPHASIS:
        case VDT_DOC_STRONG:
        case VDT_DOC_STRIKE:
          g_string_append_printf (self->out, "<%s>", tags[run->type - VDT_DOC_EMPHASIS]);
          write_runs (self, run);
          g_string_append_printf (self->out, "</%s>", tags[run->type - VDT_DOC_EMPHASIS]);
          break;
        case VDT_DOC_LINK:
          g_string_append (self->out, "<a rel=\"noreferrer\" href=\"");
          append_escaped (self->out, run->text);
          g_string_append (self->out, "\">");
          write_runs (self, run);
          g_string_append (self->out, "</a>");
          break;
        case VDT_DOC_CITATION:
          write_citation (self, run);
          break;
        case VDT_DOC_BREAK:
          g_string_append (self->out, "<br>");
          break;
        default:
          write_runs (self, run);
          break;
        }
    }
}

static void
write_row (Writer *self,
           VdtDoc *row)
{
  static const char *const alignments[] = { "", " class=\"center\"", " class=\"right\"" };
  const char *tag = row->flag ? "th" : "td";

  g_string_append (self->out, "<tr>");
  for (VdtDoc *cell = row->first; cell != NULL; cell = cell->next)
    {
      g_string_append_printf (self->out, "<%s%s", tag, alignments[MIN (cell->number, 2)]);
      append_id (self->out, cell->id);
      g_string_append (self->out, row->flag ? " scope=\"col\">" : ">");
      write_runs (self, cell);
      g_string_append_printf (self->out, "</%s>", tag);
    }
  g_string_append (self->out, "</tr>\n");
}

static void
write_table (Writer *self,
             VdtDoc *table)
{
  VdtDoc *row = table->first;

  g_string_append (self->out, "<table>\n");
  if (table->text != NULL && *table->text != '\0')
    {
      g_string_append (self->out, "<caption>");
      append_escaped (self->out, table->text);
      g_string_append (self->out, "</caption>\n");
    }
  if (row != NULL && row->flag)
    {
      g_string_append (self->out, "<thead>");
      write_row (self, row);
      g_string_append (self->out, "</thead>\n");
      row = row->next;
    }
  g_string_append (self->out, "<tbody>\n");
  for (; row != NULL; row = row->next)
    write_row (self, row);
  g_string_append (self->out, "</tbody></table>\n");
}

static void
write_list (Writer *self,
            VdtDoc *list)
{
  const char *tag = list->flag ? "ol" : "ul";

  if (list->flag && list->number != 1)
    g_string_append_printf (self->out, "<ol start=\"%u\">\n", list->number);
  else
    g_string_append_printf (self->out, "<%s>\n", tag);
  for (VdtDoc *item = list->first; item != NULL; item = item->next)
    {
      g_string_append (self->out, "<li>");
      if (item->number != 0)
        g_string_append_printf (self->out, "<span role=\"img\" aria-label=\"%s\">%s</span> ",
                                vdt_words_get (self->document->words, item->number == 2 ? "task.done" : "task.open"),
                                item->number == 2 ? "☑" : "☐");
      if (item->first != NULL && item->first->type == VDT_DOC_PARAGRAPH && item->first->next == NULL)
        write_runs (self, item->first);
      else
        write_blocks (self, item);
      g_string_append (self->out, "</li>\n");
    }
  g_string_append_printf (self->out, "</%s>\n", tag);
}

static void
write_figure (Writer *self,
              VdtDoc *node)
{
  VdtFigure *figure = vdt_document_get_figure (self->document, node->id);
  g_autofree char *number = g_strdup_printf ("%u", ++self->n_figures);
  g_autofree char *label = vdt_words_say (self->document->words, "figure", "n", number, NULL);
  g_autofree char *id = g_strconcat ("figure-", number, NULL);
  g_autofree char *svg = figure != NULL ? vdt_figure_to_svg (figure, id) : NULL;

  g_string_append_printf (self->out, "<figure>\n%s\n<figcaption>%s. ", svg != NULL ? svg : "", label);
  append_escaped (self->out, node->text);
  g_string_append (self->out, "</figcaption></figure>\n");
}

static void
write_block (Writer *self,
             VdtDoc *block)
{
  switch (block->type)
    {
    case VDT_DOC_HEADING:
      g_string_append_printf (self->out, "<h%u", MIN (block->number + 1, 6));
      append_id (self->out, block->id);
      g_string_append_c (self->out, '>');
      write_runs (self, block);
      g_string_append_printf (self->out, "</h%u>\n", MIN (block->number + 1, 6));
      break;
    case VDT_DOC_PARAGRAPH:
      g_string_append (self->out, "<p>");
      write_runs (self, block);
      g_string_append (self->out, "</p>\n");
      break;
    case VDT_DOC_QUOTE:
      g_string_append (self->out, "<blockquote>\n");
      write_blocks (self, block);
      g_string_append (self->out, "</blockquote>\n");
      break;
    case VDT_DOC_LIST:
      write_list (self, block);
      break;
    case VDT_DOC_CODE_BLOCK:
      g_string_append (self->out, "<pre><code>");
      append_escaped (self->out, block->text);
      g_string_append (self->out, "</code></pre>\n");
      break;
    case VDT_DOC_RULE:
      g_string_append (self->out, "<hr>\n");
      break;
    case VDT_DOC_TABLE:
      write_table (self, block);
      break;
    case VDT_DOC_FIGURE:
      write_figure (self, block);
      break;
    default:
      write_blocks (self, block);
      break;
    }
}

static void
write_blocks (Writer *self,
              VdtDoc *parent)
{
  for (VdtDoc *block = parent->first; block != NULL; block = block->next)
    if (vdt_doc_is_run (block))
      {
        write_runs (self, parent);
        return;
      }
    else
      write_block (self, block);
}

/* The policy names the style by its hash: no other style, and nothing else at all. */
static void
write_head (Writer *self)
{
  VdtDocument *document = self->document;
  g_autoptr(GBytes) style = g_resource_lookup_data (vdt_report_get_resource (), STYLE, 0, NULL);
  gsize length;
  const guchar *css = g_bytes_get_data (style, &length);
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize digest_length = sizeof digest;
  g_autofree char *hash = NULL;

  g_checksum_update (checksum, css, (gssize) length);
  g_checksum_get_digest (checksum, digest, &digest_length);
  hash = g_base64_encode (digest, digest_length);

  g_string_append_printf (self->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                          "style-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n"
                          "<meta name=\"referrer\" content=\"no-referrer\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width\">\n"
                          "<meta name=\"generator\" content=\"Vedette %s\">\n",
                          vdt_words_get_language (document->words), hash, VDT_VERSION);
  if (document->author != NULL)
    {
      g_string_append (self->out, "<meta name=\"author\" content=\"");
      append_escaped (self->out, document->author);
      g_string_append (self->out, "\">\n");
    }
  g_string_append (self->out, "<title>");
  append_escaped (self->out, document->title);
  g_string_append (self->out, "</title>\n<style>");
  g_string_append_len (self->out, (const char *) css, (gssize) length);
  g_string_append (self->out, "</style>\n</head>\n<body>\n");
}

static char *
tlp_class (const char *tlp)
{
  g_autofree char *lower = g_ascii_strdown (tlp, -1);

  return g_strndup (lower, strcspn (lower, "+"));
}

static void
write_title (Writer *self)
{
  VdtDocument *document = self->document;
  g_autofree char *made = document->made_at != VDT_TIME_UNSET
                            ? vdt_time_format (document->made_at, VDT_TIME_DAY_MINUTE) : NULL;

  if (document->tlp != NULL)
    {
      g_autofree char *class = tlp_class (document->tlp);

      g_string_append_printf (self->out, "<div class=\"tlp\"><span class=\"tlp-%s\">TLP:%s</span></div>\n", class,
                              document->tlp);
    }
  g_string_append (self->out, "<header>\n<h1>");
  append_escaped (self->out, document->title);
  g_string_append (self->out, "</h1>\n<p class=\"meta\">");
  append_escaped (self->out, document->author);
  if (made != NULL)
    g_string_append_printf (self->out, "%s%s", document->author != NULL ? ", " : "", made);
  g_string_append (self->out, "</p>\n");
  if (document->redacted)
    g_string_append_printf (self->out, "<p class=\"meta\">%s</p>\n", vdt_words_get (document->words, "redacted"));
  g_string_append (self->out, "</header>\n");
}

static void
write_contents (Writer *self)
{
  g_string_append_printf (self->out, "<nav aria-label=\"%s\">\n<ol>\n",
                          vdt_words_get (self->document->words, "contents"));
  for (VdtDoc *block = self->document->root->first; block != NULL; block = block->next)
    {
      g_autofree char *text = NULL;

      if (block->type != VDT_DOC_HEADING || block->number != 1)
        continue;

      text = vdt_doc_dup_text (block);
      g_string_append (self->out, "<li><a href=\"#");
      append_escaped (self->out, block->id);
      g_string_append (self->out, "\">");
      append_escaped (self->out, text);
      g_string_append (self->out, "</a></li>\n");
    }
  g_string_append (self->out, "</ol>\n</nav>\n<main>\n");
}

static void
write_source (Writer          *self,
              const VdtSource *source)
{
  g_autofree char *at = source->at != VDT_TIME_UNSET ? vdt_time_format (source->at, VDT_TIME_DATA) : NULL;

  g_string_append_printf (self->out, "<li id=\"source-%u\" value=\"%u\">%s: <strong>", source->number,
                          source->number, vdt_words_term (self->document->words, source->kind));
  append_escaped (self->out, source->title);
  g_string_append (self->out, "</strong>");
  if (at != NULL)
    g_string_append_printf (self->out, ", %s", at);
  if (source->text != NULL && *source->text != '\0')
    {
      g_string_append (self->out, ". ");
      append_escaped (self->out, source->text);
    }
  g_string_append (self->out, " <code>");
  append_escaped (self->out, source->fact_id);
  g_string_append_printf (self->out, "</code> <a href=\"#cite-%u\" aria-label=\"%s\">↩</a></li>\n", source->number,
                          vdt_words_get (self->document->words, "back"));
}

/**
 * vdt_write_html:
 * @document: a document
 *
 * Returns: (transfer full): a page that stands alone
 */
char *
vdt_write_html (VdtDocument *document)
{
  Writer self = { document, g_string_sized_new (64 * 1024), 0 };
  g_autofree char *footer = vdt_document_dup_footer (document);

  write_head (&self);
  write_title (&self);
  write_contents (&self);
  write_blocks (&self, document->root);
  if (document->sources->len > 0)
    {
      g_string_append_printf (self.out, "<h2 id=\"sources\">%s</h2>\n<ol class=\"sources\">\n",
                              vdt_words_get (document->words, "sources"));
      for (guint i = 0; i < document->sources->len; i++)
        write_source (&self, g_ptr_array_index (document->sources, i));
      g_string_append (self.out, "</ol>\n");
    }
  g_string_append_printf (self.out, "</main>\n<footer>%s</footer>\n</body>\n</html>\n", footer);

  return g_string_free (self.out, FALSE);
}
