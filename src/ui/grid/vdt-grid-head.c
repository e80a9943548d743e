/* vdt-grid-head.c
 *
 * The title of a column that is in view.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gi18n.h>

#include "vdt-grid-view-private.h"

/**
 * VdtGridHead:
 *
 * Shows the name, the direction of sorting and whether the column is filtered. What the
 * pointer does on it is the grid's matter; the keyboard has the column's menu.
 */
struct _VdtGridHead
{
  GtkWidget    parent_instance;

  VdtGridView *view;
  GtkWidget   *label;
  GtkWidget   *filter;
  GtkWidget   *arrow;
  int          width;
};

G_DEFINE_FINAL_TYPE (VdtGridHead, vdt_grid_head, GTK_TYPE_WIDGET)

static void
vdt_grid_head_dispose (GObject *object)
{
  VdtGridHead *self = VDT_GRID_HEAD (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->filter, gtk_widget_unparent);
  g_clear_pointer (&self->arrow, gtk_widget_unparent);

  G_OBJECT_CLASS (vdt_grid_head_parent_class)->dispose (object);
}

static void
vdt_grid_head_class_init (VdtGridHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_grid_head_dispose;
  gtk_widget_class_set_css_name (widget_class, "gridhead");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);
}

static GtkWidget *
add_icon (VdtGridHead *self,
          const char  *name)
{
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  "icon-name", name, "pixel-size", 12, NULL);

  gtk_widget_set_parent (icon, GTK_WIDGET (self));

  return icon;
}

static void
vdt_grid_head_init (VdtGridHead *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  self->filter = add_icon (self, "vdt-filter-symbolic");
  self->arrow = add_icon (self, NULL);
}

GtkWidget *
vdt_grid_head_new (VdtGridView *view)
{
  VdtGridHead *self = g_object_new (VDT_TYPE_GRID_HEAD, NULL);

  self->view = view;

  return GTK_WIDGET (self);
}

/**
 * vdt_grid_head_bind:
 * @self: a title
 * @place: the column that it shows from now on
 * @width: pixels
 */
void
vdt_grid_head_bind (VdtGridHead *self,
                    guint        place,
                    int          width)
{
  guint index = vdt_grid_layout_get_shown (self->view->layout, place)->column;
  gboolean sorted = self->view->sort_column == (int) index;
  gboolean filtered = g_hash_table_contains (self->view->filtered, GUINT_TO_POINTER (index));
  g_autofree char *tooltip = NULL;
  VdtGridColumn column;

  vdt_grid_model_get_column (self->view->model, index, &column);
  self->width = width;
  gtk_label_set_label (GTK_LABEL (self->label), column.name);
  gtk_widget_set_visible (self->filter, filtered);
  gtk_widget_set_visible (self->arrow, sorted);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                self->view->sort_descending ? "pan-up-symbolic" : "pan-down-symbolic");
  tooltip = column.detail != NULL ? g_strdup_printf ("%s: %s", column.name, column.detail) : g_strdup (column.name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, filtered ? _("Filtered") : "",
                                  GTK_ACCESSIBLE_PROPERTY_SORT,
                                  !sorted ? GTK_ACCESSIBLE_SORT_NONE
                                          : self->view->sort_descending ? GTK_ACCESSIBLE_SORT_DESCENDING
                                                                        : GTK_ACCESSIBLE_SORT_ASCENDING,
                                  -1);
}
