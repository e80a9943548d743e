/* vdt-report-paper.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-paper.h"

#include <glib/gi18n.h>

#define A4_RATIO 1.4142 /* of a page, before there is one to ask */

/**
 * VdtReportPaper:
 *
 * Draws a page of a #VdtReportPreview on white, also in a dark window: it is what is
 * printed. Says which place is wanted when a link is clicked.
 */
struct _VdtReportPaper
{
  GtkWidget         parent_instance;

  VdtReportPreview *preview;
  guint             page;      /* from 0 */
};

G_DEFINE_FINAL_TYPE (VdtReportPaper, vdt_report_paper, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_LINK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
has_page (VdtReportPaper *self)
{
  return self->preview != NULL && self->page < vdt_report_preview_get_n_pages (self->preview);
}

static double
ratio (VdtReportPaper *self)
{
  double width = 0, height = 0;

  if (self->preview != NULL)
    vdt_report_preview_get_page_size (self->preview, &width, &height);

  return width > 0 ? height / width : A4_RATIO;
}

/* Widget units for a point of the page. */
static double
scale (VdtReportPaper *self)
{
  double width, height;

  vdt_report_preview_get_page_size (self->preview, &width, &height);

  return gtk_widget_get_width (GTK_WIDGET (self)) / width;
}

static GtkSizeRequestMode
vdt_report_paper_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vdt_report_paper_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  const int least = 180;
  int height = (int) (MAX (for_size, least) * ratio (VDT_REPORT_PAPER (widget)));

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? least : height;
  *natural = *minimum;
}

static void
vdt_report_paper_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  VdtReportPaper *self = VDT_REPORT_PAPER (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  const GdkRGBA white = { 1, 1, 1, 1 };
  cairo_t *cr;

  gtk_snapshot_append_color (snapshot, &white, &bounds);
  if (!has_page (self))
    return;

  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_scale (cr, scale (self), scale (self));
  cairo_set_source_rgb (cr, 0, 0, 0);
  vdt_report_preview_draw (self->preview, self->page, cr);
  cairo_destroy (cr);
}

static void
released_cb (VdtReportPaper *self,
             int             n_press,
             double          x,
             double          y)
{
  const char *link = NULL;

  if (has_page (self))
    link = vdt_report_preview_link_at (self->preview, self->page, x / scale (self), y / scale (self));
  /* An address in a report is for its readers; it may be an attacker's. */
  if (link != NULL && *link == '#')
    g_signal_emit (self, signals[SIGNAL_LINK], 0, link + 1);
}

static void
vdt_report_paper_dispose (GObject *object)
{
  g_clear_object (&VDT_REPORT_PAPER (object)->preview);

  G_OBJECT_CLASS (vdt_report_paper_parent_class)->dispose (object);
}

static void
vdt_report_paper_class_init (VdtReportPaperClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_report_paper_dispose;
  widget_class->get_request_mode = vdt_report_paper_get_request_mode;
  widget_class->measure = vdt_report_paper_measure;
  widget_class->snapshot = vdt_report_paper_snapshot;

  /**
   * VdtReportPaper::link:
   * @self: a page
   * @place: as `source-3`
   */
  signals[SIGNAL_LINK] = g_signal_new ("link", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_css_name (widget_class, "reportpaper");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vdt_report_paper_init (VdtReportPaper *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
vdt_report_paper_new (void)
{
  return g_object_new (VDT_TYPE_REPORT_PAPER, NULL);
}

/**
 * vdt_report_paper_set:
 * @self: a page
 * @preview: (nullable): what it is of
 * @page: which, from 0
 *
 * Sets what is drawn.
 */
void
vdt_report_paper_set (VdtReportPaper   *self,
                      VdtReportPreview *preview,
                      guint             page)
{
  g_autofree char *name = NULL;

  g_return_if_fail (VDT_IS_REPORT_PAPER (self));

  g_set_object (&self->preview, preview);
  self->page = page;
  if (has_page (self))
    {
      /* Translators: a page of a report, and how many there are. */
      name = g_strdup_printf (_("Page %u of %u"), page + 1, vdt_report_preview_get_n_pages (preview));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self), name);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
