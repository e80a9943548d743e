/* vdt-report-sheets.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-sheets.h"

#include <glib/gi18n.h>

#include "vdt-report-paper.h"

/**
 * VdtReportSheets:
 *
 * The pages of a report one below the other. Only those in sight are drawn. A newer
 * preview takes the place of the older one without scrolling.
 */
struct _VdtReportSheets
{
  AdwBin            parent_instance;

  GtkListView      *list;
  GtkStringList    *pages;     /* as many as there are */
  GHashTable       *papers;    /* GtkListItem that are bound */

  VdtReportPreview *preview;
};

G_DEFINE_FINAL_TYPE (VdtReportSheets, vdt_report_sheets, ADW_TYPE_BIN)

static VdtReportPaper *
paper_of (GtkListItem *item)
{
  return VDT_REPORT_PAPER (gtk_list_item_get_child (item));
}

static void
setup_cb (VdtReportSheets *self,
          GtkListItem     *item)
{
  GtkWidget *paper = vdt_report_paper_new ();

  g_signal_connect_object (paper, "link", G_CALLBACK (vdt_report_sheets_show_place), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, paper);
}

static void
bind_cb (VdtReportSheets *self,
         GtkListItem     *item)
{
  g_hash_table_add (self->papers, item);
  vdt_report_paper_set (paper_of (item), self->preview, gtk_list_item_get_position (item));
}

static void
unbind_cb (VdtReportSheets *self,
           GtkListItem     *item)
{
  if (self->papers != NULL)
    g_hash_table_remove (self->papers, item);
}

static void
vdt_report_sheets_dispose (GObject *object)
{
  VdtReportSheets *self = VDT_REPORT_SHEETS (object);

  g_clear_pointer (&self->papers, g_hash_table_unref);
  g_clear_object (&self->preview);

  G_OBJECT_CLASS (vdt_report_sheets_parent_class)->dispose (object);
}

static void
vdt_report_sheets_class_init (VdtReportSheetsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vdt_report_sheets_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "reportsheets");
}

static void
vdt_report_sheets_init (VdtReportSheets *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkNoSelection *selection;

  self->papers = g_hash_table_new (NULL, NULL);
  self->pages = gtk_string_list_new (NULL);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  selection = gtk_no_selection_new (G_LIST_MODEL (self->pages));
  self->list = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pages"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

/**
 * vdt_report_sheets_get_preview:
 * @self: pages
 *
 * Returns: (transfer none) (nullable): what is shown
 */
VdtReportPreview *
vdt_report_sheets_get_preview (VdtReportSheets *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_SHEETS (self), NULL);

  return self->preview;
}

/**
 * vdt_report_sheets_set_preview:
 * @self: pages
 * @preview: (nullable): a report that is laid out
 *
 * Sets what is shown.
 */
void
vdt_report_sheets_set_preview (VdtReportSheets  *self,
                               VdtReportPreview *preview)
{
  guint n_before, n_pages;
  GHashTableIter iter;
  gpointer item;

  g_return_if_fail (VDT_IS_REPORT_SHEETS (self));

  g_set_object (&self->preview, preview);
  n_before = g_list_model_get_n_items (G_LIST_MODEL (self->pages));
  n_pages = preview == NULL ? 0 : vdt_report_preview_get_n_pages (preview);
  for (guint i = n_before; i < n_pages; i++)
    gtk_string_list_append (self->pages, "");
  if (n_pages < n_before)
    gtk_string_list_splice (self->pages, n_pages, n_before - n_pages, NULL);

  g_hash_table_iter_init (&iter, self->papers);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    vdt_report_paper_set (paper_of (item), preview, gtk_list_item_get_position (item));
}

/**
 * vdt_report_sheets_show_place:
 * @self: pages
 * @place: as vdt_report_preview_find() takes it
 *
 * Scrolls to the page that has a place, if one has.
 */
void
vdt_report_sheets_show_place (VdtReportSheets *self,
                              const char      *place)
{
  guint page = 0;

  g_return_if_fail (VDT_IS_REPORT_SHEETS (self));
  g_return_if_fail (place != NULL);

  if (self->preview != NULL)
    page = vdt_report_preview_find (self->preview, place);
  if (page > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", page - 1);
}
