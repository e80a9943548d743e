/* vdt-markdown.c
 *
 * Markdown of comments as widgets. A comment may have come with an incident: it
 * is parsed by cmark-gfm in its safe mode, and each node becomes a label whose
 * text is escaped. Raw HTML is shown as the text that it is, pictures by their
 * description, links with their address beside them; nothing is fetched, and
 * nothing can be clicked.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-markdown.h"

#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <glib/gi18n.h>

#include "vdt-safe-text.h"

#define MAX_DEPTH 12

static void
append_safe (GString    *out,
             const char *text)
{
  g_autofree char *safe = vdt_safe_text_multiline (text == NULL ? "" : text, -1, VDT_MARKDOWN_MAX, NULL);
  g_autofree char *escaped = g_markup_escape_text (safe, -1);

  g_string_append (out, escaped);
}

static void append_inlines (GString    *out,
                            cmark_node *parent,
                            guint       depth);

static void
append_wrapped (GString    *out,
                const char *element,
                cmark_node *node,
                guint       depth)
{
  g_string_append_printf (out, "<%s>", element);
  append_inlines (out, node, depth);
  g_string_append_printf (out, "</%s>", element);
}

static void
append_inline (GString    *out,
               cmark_node *node,
               guint       depth)
{
  cmark_node_type type = cmark_node_get_type (node);

  if (type == CMARK_NODE_TEXT || type == CMARK_NODE_HTML_INLINE)
    append_safe (out, cmark_node_get_literal (node));
  else if (type == CMARK_NODE_CODE)
    {
      g_string_append (out, "<tt>");
      append_safe (out, cmark_node_get_literal (node));
      g_string_append (out, "</tt>");
    }
  else if (type == CMARK_NODE_EMPH)
    append_wrapped (out, "i", node, depth);
  else if (type == CMARK_NODE_STRONG)
    append_wrapped (out, "b", node, depth);
  else if (g_str_equal (cmark_node_get_type_string (node), "strikethrough"))
    append_wrapped (out, "s", node, depth);
  else if (type == CMARK_NODE_LINK)
    {
      append_wrapped (out, "u", node, depth);
      g_string_append (out, " (<tt>");
      append_safe (out, cmark_node_get_url (node));
      g_string_append (out, "</tt>)");
    }
  else if (type == CMARK_NODE_IMAGE)
    {
      g_string_append_printf (out, "[%s: ", _("picture"));
      append_inlines (out, node, depth);
      g_string_append (out, "]");
    }
  else if (type == CMARK_NODE_SOFTBREAK)
    g_string_append_c (out, ' ');
  else if (type == CMARK_NODE_LINEBREAK)
    g_string_append_c (out, '\n');
  else
    append_inlines (out, node, depth);
}

static void
append_inlines (GString    *out,
                cmark_node *parent,
                guint       depth)
{
  if (depth > MAX_DEPTH)
    return;

  for (cmark_node *node = cmark_node_first_child (parent); node != NULL; node = cmark_node_next (node))
    append_inline (out, node, depth + 1);
}

static GtkWidget *
label_new (const char *markup,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void append_blocks (GtkWidget  *box,
                           cmark_node *parent,
                           guint       depth);

static void
append_list (GtkWidget  *box,
             cmark_node *list,
             guint       depth)
{
  gboolean ordered = cmark_node_get_list_type (list) == CMARK_ORDERED_LIST;
  int number = cmark_node_get_list_start (list);

  for (cmark_node *item = cmark_node_first_child (list); item != NULL; item = cmark_node_next (item))
    {
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
      g_autofree char *bullet = ordered ? g_strdup_printf ("%d.", number++) : g_strdup ("•");
      GtkWidget *label = gtk_label_new (bullet);

      gtk_widget_set_valign (label, GTK_ALIGN_START);
      gtk_widget_set_hexpand (content, TRUE);
      append_blocks (content, item, depth + 1);
      gtk_box_append (GTK_BOX (row), label);
      gtk_box_append (GTK_BOX (row), content);
      gtk_box_append (GTK_BOX (box), row);
    }
}

static void
append_block (GtkWidget  *box,
              cmark_node *node,
              guint       depth)
{
  cmark_node_type type = cmark_node_get_type (node);
  g_autoptr(GString) text = g_string_new (NULL);

  if (type == CMARK_NODE_LIST)
    append_list (box, node, depth);
  else if (type == CMARK_NODE_BLOCK_QUOTE)
    {
      GtkWidget *quote = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

      gtk_widget_add_css_class (quote, "quote");
      append_blocks (quote, node, depth + 1);
      gtk_box_append (GTK_BOX (box), quote);
    }
  else if (type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK)
    {
      append_safe (text, cmark_node_get_literal (node));
      gtk_box_append (GTK_BOX (box), label_new (g_strchomp (text->str), "code"));
    }
  else if (type == CMARK_NODE_THEMATIC_BREAK)
    gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  else if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING)
    {
      append_inlines (text, node, 0);
      gtk_box_append (GTK_BOX (box), label_new (text->str, type == CMARK_NODE_HEADING ? "heading" : NULL));
    }
  else
    append_blocks (box, node, depth + 1);
}

static void
append_blocks (GtkWidget  *box,
               cmark_node *parent,
               guint       depth)
{
  if (depth > MAX_DEPTH)
    return;

  for (cmark_node *node = cmark_node_first_child (parent); node != NULL; node = cmark_node_next (node))
    append_block (box, node, depth);
}

/**
 * vdt_markdown_new:
 * @text: Markdown, from anyone
 *
 * Returns: a box that shows it
 */
GtkWidget *
vdt_markdown_new (const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *valid = g_utf8_make_valid (text == NULL ? "" : text, -1);
  g_autofree char *cut = NULL;
  cmark_parser *parser;
  cmark_syntax_extension *strike;
  cmark_node *document;

  if (g_utf8_strlen (valid, -1) > VDT_MARKDOWN_MAX)
    cut = g_utf8_substring (valid, 0, VDT_MARKDOWN_MAX);

  cmark_gfm_core_extensions_ensure_registered ();
  parser = cmark_parser_new (CMARK_OPT_DEFAULT);
  strike = cmark_find_syntax_extension ("strikethrough");
  if (strike != NULL)
    cmark_parser_attach_syntax_extension (parser, strike);
  cmark_parser_feed (parser, cut != NULL ? cut : valid, strlen (cut != NULL ? cut : valid));
  document = cmark_parser_finish (parser);
  append_blocks (box, document, 0);
  cmark_node_free (document);
  cmark_parser_free (parser);

  return box;
}
