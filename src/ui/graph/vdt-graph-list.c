/* vdt-graph-list.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-graph-list.h"

#include <glib/gi18n.h>

#include "vdt-compat.h"
#include "vdt-graph-layout.h"

/* A row: a thing, or what another one is linked to. */
#define VDT_TYPE_GRAPH_ROW (vdt_graph_row_get_type ())
G_DECLARE_FINAL_TYPE (VdtGraphRow, vdt_graph_row, VDT, GRAPH_ROW, GObject)

struct _VdtGraphRow
{
  GObject        parent_instance;

  VdtGraphModel *model;
  guint          thing;
  const char    *label;    /* of the link; the model's */
  gboolean       outward;
  gboolean       linked;   /* below another */
};

G_DEFINE_FINAL_TYPE (VdtGraphRow, vdt_graph_row, G_TYPE_OBJECT)

static void
vdt_graph_row_finalize (GObject *object)
{
  g_clear_object (&VDT_GRAPH_ROW (object)->model);

  G_OBJECT_CLASS (vdt_graph_row_parent_class)->finalize (object);
}

static void
vdt_graph_row_class_init (VdtGraphRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_graph_row_finalize;
}

static void
vdt_graph_row_init (VdtGraphRow *self)
{
}

/**
 * VdtGraphList:
 *
 * A tree of the things in the order of time; each can be opened for its links. It says
 * all that the graph shows.
 */
struct _VdtGraphList
{
  GtkWidget           parent_instance;

  GtkWidget          *scroller;
  GtkListView        *view;
  GtkSingleSelection *selection;
  VdtGraphModel      *model;
};

G_DEFINE_FINAL_TYPE (VdtGraphList, vdt_graph_list, GTK_TYPE_WIDGET)

enum
{
  SELECTED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static VdtGraphRow *
row_new (VdtGraphModel *model,
         guint          thing)
{
  VdtGraphRow *row = g_object_new (VDT_TYPE_GRAPH_ROW, NULL);

  row->model = g_object_ref (model);
  row->thing = thing;

  return row;
}

static GListModel *
links_cb (gpointer item,
          gpointer user_data)
{
  VdtGraphRow *row = item;
  GListStore *list;

  /* one step: a link of a link is that thing's own row */
  if (row->linked)
    return NULL;

  list = g_list_store_new (VDT_TYPE_GRAPH_ROW);
  for (guint i = 0; i < vdt_graph_model_get_n_links (row->model); i++)
    {
      const VdtGraphLink *link = vdt_graph_model_get_link (row->model, i);
      g_autoptr(VdtGraphRow) other = NULL;

      if (link->from != row->thing && link->to != row->thing)
        continue;
      other = row_new (row->model, link->from == row->thing ? link->to : link->from);
      other->label = link->label;
      other->outward = link->from == row->thing;
      other->linked = TRUE;
      g_list_store_append (list, other);
    }
  if (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0)
    g_clear_object (&list);

  return (GListModel *) list;
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          gpointer            user_data)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *kind = gtk_label_new (NULL);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);
  GtkWidget *state = gtk_label_new (NULL);

  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_widget_add_css_class (kind, "dim-label");
  gtk_box_append (GTK_BOX (box), kind);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_box_append (GTK_BOX (box), title);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_widget_set_hexpand (detail, TRUE);
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "caption");
  gtk_box_append (GTK_BOX (box), detail);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), state);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), box);
  gtk_list_item_set_child (item, expander);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         gpointer            user_data)
{
  GtkTreeListRow *tree_row = gtk_list_item_get_item (item);
  GtkWidget *expander = gtk_list_item_get_child (item);
  GtkWidget *image = gtk_widget_get_first_child (gtk_tree_expander_get_child (GTK_TREE_EXPANDER (expander)));
  GtkWidget *kind = gtk_widget_get_next_sibling (image);
  GtkWidget *title = gtk_widget_get_next_sibling (kind);
  GtkWidget *detail = gtk_widget_get_next_sibling (title);
  GtkWidget *state_image = gtk_widget_get_next_sibling (detail);
  GtkWidget *state = gtk_widget_get_next_sibling (state_image);
  g_autoptr(VdtGraphRow) row = gtk_tree_list_row_get_item (tree_row);
  const VdtGraphThing *thing = vdt_graph_model_get_thing (row->model, row->thing);
  g_autofree char *link = NULL;

  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (expander), tree_row);
  gtk_image_set_from_icon_name (GTK_IMAGE (image), thing->icon_name);
  if (row->linked)
    /* Translators: an arrow and what a link says. */
    link = g_strdup_printf ("%s %s", row->outward ? "→" : "←", row->label != NULL ? row->label : _("linked"));
  gtk_label_set_label (GTK_LABEL (kind), link != NULL ? link : thing->kind_label);
  gtk_label_set_label (GTK_LABEL (title), thing->title == NULL ? "" : thing->title);
  gtk_label_set_label (GTK_LABEL (detail), thing->detail == NULL ? "" : thing->detail);
  gtk_label_set_label (GTK_LABEL (state), thing->state_label == NULL ? "" : thing->state_label);
  gtk_image_set_from_icon_name (GTK_IMAGE (state_image), thing->state_icon);
  gtk_widget_set_visible (state_image, thing->state_icon != NULL);
}

static VdtGraphRow *
current_row (VdtGraphList *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->selection);

  return row == NULL ? NULL : gtk_tree_list_row_get_item (row);
}

static void
selected_cb (VdtGraphList *self)
{
  g_autoptr(VdtGraphRow) row = current_row (self);

  if (row != NULL)
    g_signal_emit (self, signals[SELECTED], 0, vdt_graph_model_get_thing (row->model, row->thing)->id);
}

static void
activate_cb (VdtGraphList *self)
{
  g_autoptr(VdtGraphRow) row = current_row (self);

  if (row != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, vdt_graph_model_get_thing (row->model, row->thing)->id);
}

static void
vdt_graph_list_dispose (GObject *object)
{
  VdtGraphList *self = VDT_GRAPH_LIST (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_func (self->selection, selected_cb, self);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (vdt_graph_list_parent_class)->dispose (object);
}

static void
vdt_graph_list_class_init (VdtGraphListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_graph_list_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  /**
   * VdtGraphList::selected:
   * @self: the list
   * @id: of the thing in the selected row
   */
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * VdtGraphList::activated:
   * @self: the list
   * @id: of the thing whose row got Return or a double click
   */
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
vdt_graph_list_init (VdtGraphList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->selection = gtk_single_selection_new (NULL);
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("The graph as a list"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "graph-list");
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
vdt_graph_list_new (void)
{
  return g_object_new (VDT_TYPE_GRAPH_LIST, NULL);
}

static int
by_time (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  VdtGraphModel *model = user_data;
  guint left = *(const guint *) a;
  guint right = *(const guint *) b;
  gint64 time_left = vdt_graph_model_get_thing (model, left)->time;
  gint64 time_right = vdt_graph_model_get_thing (model, right)->time;

  if (time_left != time_right)
    return time_left < time_right ? -1 : 1;

  return left < right ? -1 : left > right;
}

/**
 * vdt_graph_list_set_model:
 * @self: a list
 * @model: (nullable): what to show
 */
void
vdt_graph_list_set_model (VdtGraphList  *self,
                          VdtGraphModel *model)
{
  g_autoptr(GListStore) roots = NULL;
  g_autoptr(GtkTreeListModel) tree = NULL;
  g_autofree guint *order = NULL;
  guint n_things;

  g_return_if_fail (VDT_IS_GRAPH_LIST (self));

  if (!g_set_object (&self->model, model))
    return;
  if (model == NULL)
    {
      gtk_single_selection_set_model (self->selection, NULL);
      return;
    }

  n_things = vdt_graph_model_get_n_things (model);
  order = g_new (guint, n_things + 1);
  for (guint i = 0; i < n_things; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) n_things, sizeof *order, by_time, model);

  roots = g_list_store_new (VDT_TYPE_GRAPH_ROW);
  for (guint i = 0; i < n_things; i++)
    {
      g_autoptr(VdtGraphRow) row = row_new (model, order[i]);

      g_list_store_append (roots, row);
    }
  tree = gtk_tree_list_model_new (G_LIST_MODEL (g_steal_pointer (&roots)), FALSE, FALSE, links_cb, NULL, NULL);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (tree));
}

guint
vdt_graph_list_get_n_rows (VdtGraphList *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_LIST (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

/**
 * vdt_graph_list_select:
 * @self: a list
 * @id: of a thing
 *
 * Selects its row and scrolls to it.
 *
 * Returns: whether it is there
 */
gboolean
vdt_graph_list_select (VdtGraphList *self,
                       const char   *id)
{
  g_return_val_if_fail (VDT_IS_GRAPH_LIST (self), FALSE);

  for (guint i = 0; id != NULL && i < vdt_graph_list_get_n_rows (self); i++)
    {
      g_autoptr(GtkTreeListRow) tree_row = g_list_model_get_item (G_LIST_MODEL (self->selection), i);
      g_autoptr(VdtGraphRow) row = gtk_tree_list_row_get_item (tree_row);

      if (row->linked || !g_str_equal (vdt_graph_model_get_thing (row->model, row->thing)->id, id))
        continue;
      vdt_compat_select_row (self->selection, GTK_WIDGET (self->view), i);
      return TRUE;
    }

  return FALSE;
}

gboolean
vdt_graph_list_focus_start (VdtGraphList *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_LIST (self), FALSE);

  return gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
