/* vdt-sidebar.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-sidebar.h"

#include <glib/gi18n.h>

#include "vdt-page.h"
#include "vdt-present.h"
#include "vdt-queue-query.h"

#define FILTER_SET "set:"

/**
 * VdtSidebar:
 *
 * One list with three parts: the places that exist, filters of the queue, and
 * the incidents that are open in tabs. A row leads there by an action of the
 * window.
 */
struct _VdtSidebar
{
  GtkWidget   parent_instance;

  GtkWidget  *scroller;
  GtkListBox *list;
  GtkLabel   *count_label;

  AdwTabView *tab_view;
  GListModel *filter_sets;
  char       *selected;
};

G_DEFINE_FINAL_TYPE (VdtSidebar, vdt_sidebar, GTK_TYPE_WIDGET)

typedef enum
{
  PART_PLACES,
  PART_FILTERS,
  PART_OPEN
} Part;

/* A place appears here when its page exists. */
static const struct
{
  Part        part;
  const char *key;
  const char *action;
  const char *title;
  const char *icon_name;
} fixed_rows[] = {
  { PART_PLACES, "queue", "win.show-place('queue')", N_("Queue"), "vdt-queue-symbolic" },
  { PART_PLACES, "hunt", "win.hunt", N_("Hunting"), "vdt-hunt-symbolic" },
  { PART_FILTERS, "filter:mine", "win.show-filter('mine')", N_("Mine"), "vdt-user-symbolic" },
  { PART_FILTERS, "filter:unassigned", "win.show-filter('unassigned')", N_("Unassigned"),
    "vdt-other-symbolic" },
  { PART_FILTERS, "filter:high", "win.show-filter('high')", N_("High Severity"),
    "vdt-severity-high-symbolic" },
  { PART_FILTERS, "filter:resolved", "win.show-filter('resolved')", N_("Resolved"),
    "vdt-status-resolved-symbolic" },
};

#define VDT_TYPE_SIDEBAR_ROW (vdt_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (VdtSidebarRow, vdt_sidebar_row, VDT, SIDEBAR_ROW, GtkListBoxRow)

struct _VdtSidebarRow
{
  GtkListBoxRow  parent_instance;

  Part           part;
  char          *key;
  char          *action;
};

G_DEFINE_FINAL_TYPE (VdtSidebarRow, vdt_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
vdt_sidebar_row_finalize (GObject *object)
{
  g_free (VDT_SIDEBAR_ROW (object)->key);
  g_free (VDT_SIDEBAR_ROW (object)->action);

  G_OBJECT_CLASS (vdt_sidebar_row_parent_class)->finalize (object);
}

static void
vdt_sidebar_row_class_init (VdtSidebarRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_sidebar_row_finalize;
}

static void
vdt_sidebar_row_init (VdtSidebarRow *self)
{
}

static GtkWidget *
row_new (Part        part,
         const char *key,
         const char *action,
         const char *title,
         const char *icon_name,
         GtkWidget **out_suffix)
{
  VdtSidebarRow *row = g_object_new (VDT_TYPE_SIDEBAR_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *suffix = gtk_label_new (NULL);

  row->part = part;
  row->key = g_strdup (key);
  row->action = g_strdup (action);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (suffix, "dim-label");
  gtk_widget_add_css_class (suffix, "numeric");
  gtk_widget_set_visible (suffix, FALSE);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon_name));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), suffix);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), part == PART_OPEN ? title : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (out_suffix != NULL)
    *out_suffix = suffix;

  return GTK_WIDGET (row);
}

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       user_data)
{
  Part part = VDT_SIDEBAR_ROW (row)->part;
  GtkWidget *label;

  if (part == PART_PLACES || (before != NULL && VDT_SIDEBAR_ROW (before)->part == part))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (gtk_list_box_row_get_header (row) != NULL)
    return;

  label = gtk_label_new (part == PART_FILTERS ? _("Filters") : _("Open"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "sidebar-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
select_row (VdtSidebar *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (VDT_SIDEBAR_ROW (row)->key, self->selected) == 0)
      {
        gtk_list_box_select_row (self->list, row);
        return;
      }

  gtk_list_box_unselect_all (self->list);
}

static void
row_activated_cb (VdtSidebar    *self,
                  GtkListBoxRow *row)
{
  VdtSidebarRow *data = VDT_SIDEBAR_ROW (row);
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;

  if (g_str_has_prefix (data->key, FILTER_SET))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.show-filter", "s", data->key);
      return;
    }
  if (data->part == PART_OPEN)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", data->key);
      return;
    }
  if (g_action_parse_detailed_name (data->action, &name, &target, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (self), name, target);
}

/* An alert that is dropped on an open incident moves there. */
static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         gpointer       user_data)
{
  VdtSidebarRow *row = VDT_SIDEBAR_ROW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)));
  VdtAlert *alert = g_value_get_object (value);

  if (alert == NULL || !g_str_has_prefix (row->key, "incident:"))
    return FALSE;

  return gtk_widget_activate_action (GTK_WIDGET (row), "win.move-alert-to", "(ss)", vdt_alert_get_id (alert),
                                     row->key + strlen ("incident:"));
}

static GtkWidget *
open_row_new (VdtPage *page)
{
  GtkWidget *row = row_new (PART_OPEN, vdt_page_get_key (page), NULL, vdt_page_get_title (page), "vdt-alert-symbolic",
                            NULL);
  GtkDropTarget *target = gtk_drop_target_new (VDT_TYPE_ALERT, GDK_ACTION_MOVE);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), NULL);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));

  return row;
}

static void
update_open (VdtSidebar *self)
{
  GtkListBoxRow *row;
  int n_fixed = G_N_ELEMENTS (fixed_rows);
  int n_pages = self->tab_view == NULL ? 0 : adw_tab_view_get_n_pages (self->tab_view);

  while ((row = gtk_list_box_get_row_at_index (self->list, n_fixed)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  for (guint i = 0; self->filter_sets != NULL && i < g_list_model_get_n_items (self->filter_sets); i++)
    {
      g_autoptr(VdtQueueQuery) set = g_list_model_get_item (self->filter_sets, i);
      g_autofree char *key = g_strconcat (FILTER_SET, vdt_queue_query_get_name (set), NULL);
      g_autofree char *name = vdt_present_text (vdt_queue_query_get_name (set));

      gtk_list_box_append (self->list, row_new (PART_FILTERS, key, NULL, name, "vdt-queue-symbolic", NULL));
    }

  for (int i = 0; i < n_pages; i++)
    {
      AdwTabPage *tab = adw_tab_view_get_nth_page (self->tab_view, i);
      VdtPage *page = VDT_PAGE (adw_tab_page_get_child (tab));
      const char *key = vdt_page_get_key (page);

      if (key == NULL || !g_str_has_prefix (key, "incident:"))
        continue;
      gtk_list_box_append (self->list, open_row_new (page));
    }
  select_row (self);
}

static void
page_title_cb (VdtSidebar *self)
{
  update_open (self);
}

static void
page_attached_cb (VdtSidebar *self,
                  AdwTabPage *tab,
                  int         position)
{
  g_signal_connect_object (tab, "notify::title", G_CALLBACK (page_title_cb), self,
                           G_CONNECT_SWAPPED);
  update_open (self);
}

static void
vdt_sidebar_dispose (GObject *object)
{
  VdtSidebar *self = VDT_SIDEBAR (object);

  g_clear_object (&self->filter_sets);
  g_clear_object (&self->tab_view);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (vdt_sidebar_parent_class)->dispose (object);
}

static void
vdt_sidebar_finalize (GObject *object)
{
  g_free (VDT_SIDEBAR (object)->selected);

  G_OBJECT_CLASS (vdt_sidebar_parent_class)->finalize (object);
}

static void
vdt_sidebar_class_init (VdtSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_sidebar_dispose;
  G_OBJECT_CLASS (klass)->finalize = vdt_sidebar_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "vdtsidebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_NAVIGATION);
}

static void
vdt_sidebar_init (VdtSidebar *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Places"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);

  for (gsize i = 0; i < G_N_ELEMENTS (fixed_rows); i++)
    {
      GtkWidget *suffix;

      gtk_list_box_append (self->list,
                           row_new (fixed_rows[i].part, fixed_rows[i].key, fixed_rows[i].action,
                                    gettext (fixed_rows[i].title), fixed_rows[i].icon_name, &suffix));
      if (i == 0)
        self->count_label = GTK_LABEL (suffix);
    }

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * vdt_sidebar_set_tab_view:
 * @self: a sidebar
 * @tab_view: the window's tabs
 *
 * Lists the open incidents of @tab_view.
 */
void
vdt_sidebar_set_tab_view (VdtSidebar *self,
                          AdwTabView *tab_view)
{
  g_return_if_fail (VDT_IS_SIDEBAR (self));
  g_return_if_fail (self->tab_view == NULL);

  self->tab_view = g_object_ref (tab_view);
  g_signal_connect_object (tab_view, "page-attached", G_CALLBACK (page_attached_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tab_view, "page-detached", G_CALLBACK (update_open), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tab_view, "page-reordered", G_CALLBACK (update_open), self,
                           G_CONNECT_SWAPPED);
  update_open (self);
}

/**
 * vdt_sidebar_set_filter_sets:
 * @self: a sidebar
 * @sets: (element-type VdtQueueQuery): named sets of filters
 *
 * Lists the sets below the ready-made filters.
 */
void
vdt_sidebar_set_filter_sets (VdtSidebar *self,
                             GListModel *sets)
{
  g_return_if_fail (VDT_IS_SIDEBAR (self));
  g_return_if_fail (self->filter_sets == NULL);

  self->filter_sets = g_object_ref (sets);
  g_signal_connect_object (sets, "items-changed", G_CALLBACK (update_open), self, G_CONNECT_SWAPPED);
  update_open (self);
}

/**
 * vdt_sidebar_set_count:
 * @self: a sidebar
 * @place: a place, as `queue`
 * @count: how many rows it shows; 0 hides the number
 *
 * Shows a number beside a place.
 */
void
vdt_sidebar_set_count (VdtSidebar *self,
                       const char *place,
                       guint       count)
{
  g_autofree char *text = g_strdup_printf ("%u", count);

  g_return_if_fail (VDT_IS_SIDEBAR (self));
  g_return_if_fail (g_str_equal (place, "queue"));

  gtk_label_set_label (self->count_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count_label), count > 0);
}

/**
 * vdt_sidebar_set_selected:
 * @self: a sidebar
 * @key: (nullable): the key of the page or filter that is shown
 *
 * Marks where the analyst is.
 */
void
vdt_sidebar_set_selected (VdtSidebar *self,
                          const char *key)
{
  g_return_if_fail (VDT_IS_SIDEBAR (self));

  g_free (self->selected);
  self->selected = g_strdup (key);
  select_row (self);
}
