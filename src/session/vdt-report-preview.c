/* vdt-report-preview.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-preview.h"

#include "vdt-session-report-private.h"

/**
 * VdtReportPreview:
 *
 * A report laid out: the very pages that an export as PDF has, and what an exporter is
 * told before: how many sources, figures and tables there are, and what is missing.
 */
struct _VdtReportPreview
{
  GObject      parent_instance;

  VdtDocument *document;
  VdtPages    *pages;
};

G_DEFINE_FINAL_TYPE (VdtReportPreview, vdt_report_preview, G_TYPE_OBJECT)

static void
vdt_report_preview_finalize (GObject *object)
{
  VdtReportPreview *self = VDT_REPORT_PREVIEW (object);

  g_clear_pointer (&self->pages, vdt_pages_free);
  g_clear_pointer (&self->document, vdt_document_free);

  G_OBJECT_CLASS (vdt_report_preview_parent_class)->finalize (object);
}

static void
vdt_report_preview_class_init (VdtReportPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_report_preview_finalize;
}

static void
vdt_report_preview_init (VdtReportPreview *self)
{
}

/* Takes @document. */
VdtReportPreview *
vdt_report_preview_new (VdtDocument  *document,
                        GCancellable *cancellable)
{
  VdtReportPreview *self = g_object_new (VDT_TYPE_REPORT_PREVIEW, NULL);

  self->document = document;
  self->pages = vdt_pages_new (document, cancellable);

  return self;
}

guint
vdt_report_preview_get_n_pages (VdtReportPreview *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_PREVIEW (self), 0);

  return vdt_pages_get_n (self->pages);
}

/* In points. */
void
vdt_report_preview_get_page_size (VdtReportPreview *self,
                                  double           *out_width,
                                  double           *out_height)
{
  *out_width = VDT_PAGE_WIDTH;
  *out_height = VDT_PAGE_HEIGHT;
}

/**
 * vdt_report_preview_draw:
 * @self: a preview
 * @page: from 0
 * @cr: where to; the page's top left corner is the origin, a unit a point. The paper is
 *   the caller's
 */
void
vdt_report_preview_draw (VdtReportPreview *self,
                         guint             page,
                         cairo_t          *cr)
{
  g_return_if_fail (VDT_IS_REPORT_PREVIEW (self));
  g_return_if_fail (page < vdt_pages_get_n (self->pages));

  vdt_pages_draw (self->pages, page, cr);
}

/**
 * vdt_report_preview_find:
 * @self: a preview
 * @place: `section-ID`, `source-N`, `cite-N`
 *
 * Returns: the page that it is on, from 1; 0 if there is no such place
 */
guint
vdt_report_preview_find (VdtReportPreview *self,
                         const char       *place)
{
  g_return_val_if_fail (VDT_IS_REPORT_PREVIEW (self), 0);

  return vdt_pages_find (self->pages, place);
}

/* Where a click leads: an address, or `#` and a place. */
const char *
vdt_report_preview_link_at (VdtReportPreview *self,
                            guint             page,
                            double            x,
                            double            y)
{
  g_return_val_if_fail (VDT_IS_REPORT_PREVIEW (self), NULL);

  return vdt_pages_link_at (self->pages, page, x, y);
}

guint
vdt_report_preview_get_n_sources (VdtReportPreview *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_PREVIEW (self), 0);

  return self->document->sources->len;
}

static guint
count (VdtReportPreview *self,
       VdtDocType        type)
{
  guint n = 0;

  for (VdtDoc *node = self->document->root; node != NULL; node = vdt_doc_walk (self->document->root, node))
    n += node->type == type;

  return n;
}

guint
vdt_report_preview_get_n_figures (VdtReportPreview *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_PREVIEW (self), 0);

  return count (self, VDT_DOC_FIGURE);
}

guint
vdt_report_preview_get_n_tables (VdtReportPreview *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_PREVIEW (self), 0);

  return count (self, VDT_DOC_TABLE);
}

/* Returns: (transfer none) (element-type utf8): what a reader would miss */
GPtrArray *
vdt_report_preview_get_problems (VdtReportPreview *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_PREVIEW (self), NULL);

  return self->document->problems;
}
