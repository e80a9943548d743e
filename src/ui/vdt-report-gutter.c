/* vdt-report-gutter.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-gutter.h"

#include <glib/gi18n.h>

#include "vdt-session-report.h"

#define WIDTH 22 /* pixels */

/**
 * VdtReportGutter:
 *
 * Marks the first line of each paragraph: proposed, accepted, edited. The same is said
 * in words below the editor for the paragraph that the cursor is in.
 */
struct _VdtReportGutter
{
  GtkSourceGutterRendererText  parent_instance;

  GArray                      *paragraphs;
};

G_DEFINE_FINAL_TYPE (VdtReportGutter, vdt_report_gutter, GTK_SOURCE_TYPE_GUTTER_RENDERER_TEXT)

static const struct
{
  const char *state;
  const char *mark;
  const char *word;
} marks[] = {
  { "proposed", "?", N_("proposed") },
  { "accepted", "✓", N_("accepted") },
  { "edited", "✎", N_("edited") },
};

/**
 * vdt_report_gutter_get_mark:
 * @state: (nullable): of a paragraph or a section
 *
 * Returns: its mark, "" for none
 */
const char *
vdt_report_gutter_get_mark (const char *state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_strcmp0 (marks[i].state, state) == 0)
      return marks[i].mark;

  return "";
}

/* Returns: the state for people, "" for none */
const char *
vdt_report_gutter_get_word (const char *state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_strcmp0 (marks[i].state, state) == 0)
      return gettext (marks[i].word);

  return "";
}

static void
vdt_report_gutter_query_data (GtkSourceGutterRenderer *renderer,
                              GtkSourceGutterLines    *lines,
                              guint                    line)
{
  VdtReportGutter *self = VDT_REPORT_GUTTER (renderer);
  const char *mark = "";

  for (guint i = 0; self->paragraphs != NULL && i < self->paragraphs->len; i++)
    {
      const VdtReportParagraph *paragraph = &g_array_index (self->paragraphs, VdtReportParagraph, i);

      if (paragraph->first_line == line + 1)
        mark = vdt_report_gutter_get_mark (paragraph->state);
    }
  gtk_source_gutter_renderer_text_set_text (GTK_SOURCE_GUTTER_RENDERER_TEXT (renderer), mark, -1);
}

static void
vdt_report_gutter_finalize (GObject *object)
{
  g_clear_pointer (&VDT_REPORT_GUTTER (object)->paragraphs, g_array_unref);

  G_OBJECT_CLASS (vdt_report_gutter_parent_class)->finalize (object);
}

static void
vdt_report_gutter_class_init (VdtReportGutterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_report_gutter_finalize;
  GTK_SOURCE_GUTTER_RENDERER_CLASS (klass)->query_data = vdt_report_gutter_query_data;
}

static void
vdt_report_gutter_init (VdtReportGutter *self)
{
  gtk_widget_set_size_request (GTK_WIDGET (self), WIDTH, -1);
  gtk_source_gutter_renderer_set_xalign (GTK_SOURCE_GUTTER_RENDERER (self), 0.5f);
}

GtkSourceGutterRenderer *
vdt_report_gutter_new (void)
{
  return g_object_new (VDT_TYPE_REPORT_GUTTER, NULL);
}

/**
 * vdt_report_gutter_set_paragraphs:
 * @self: a gutter
 * @paragraphs: (transfer full) (nullable) (element-type VdtReportParagraph): what to mark
 *
 * Sets what is marked.
 */
void
vdt_report_gutter_set_paragraphs (VdtReportGutter *self,
                                  GArray          *paragraphs)
{
  g_return_if_fail (VDT_IS_REPORT_GUTTER (self));

  g_clear_pointer (&self->paragraphs, g_array_unref);
  self->paragraphs = paragraphs;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
