/* vdt-hunt-side.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-side-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vdt-compat.h"
#include "vdt-present.h"

#define RELOAD_DELAY 100 /* ms: several changes in a row are one */
/* A search that leaves no more than this is shown with its groups open. */
#define OPEN_BELOW 60

/**
 * VdtHuntSide:
 *
 * One list with a filter, of which the buttons above say what it lists, and what is
 * known of the selected row below it. Return does what the first button below does.
 */
G_DEFINE_FINAL_TYPE (VdtHuntSide, vdt_hunt_side, GTK_TYPE_WIDGET)

/**
 * vdt_hunt_side_matches:
 * @text: (nullable): what a row says
 * @search: what is sought, folded; empty for everything
 *
 * Returns: whether all words of @search are in @text
 */
gboolean
vdt_hunt_side_matches (const char *text,
                       const char *search)
{
  g_autofree char *folded = NULL;
  g_auto(GStrv) words = NULL;

  if (*search == '\0')
    return TRUE;
  if (text == NULL)
    return FALSE;

  folded = g_utf8_casefold (text, -1);
  if (strchr (search, ' ') == NULL)
    return strstr (folded, search) != NULL;

  words = g_strsplit (search, " ", -1);
  for (gsize i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;

  return TRUE;
}

static GListModel *
children_cb (gpointer item,
             gpointer user_data)
{
  VdtSideNode *node = item;

  if (node->kind == VDT_NODE_TABLE)
    return vdt_hunt_side_columns (user_data, node);

  return node->children != NULL ? g_object_ref (G_LIST_MODEL (node->children)) : NULL;
}

/**
 * vdt_hunt_side_get_node:
 * @self: a panel
 *
 * Returns: (transfer none) (nullable): the selected row
 */
VdtSideNode *
vdt_hunt_side_get_node (VdtHuntSide *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->selection);
  g_autoptr(VdtSideNode) node = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  return node; /* the row holds it */
}

/* Text from files and from others, line by line without what could disguise it. */
static char *
dup_lines (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      char *shown = vdt_present_text (lines[i]);

      g_free (lines[i]);
      lines[i] = shown;
    }

  return g_strjoinv ("\n", lines);
}

static void
show_node (VdtHuntSide *self)
{
  VdtSideNode *node = vdt_hunt_side_get_node (self);
  g_autofree char *about = dup_lines (node != NULL && node->about != NULL ? node->about : "");

  gtk_label_set_label (self->about, about);
  gtk_widget_set_visible (self->lower, node != NULL && node->kind != VDT_NODE_GROUP);
  vdt_hunt_side_enable (self, node);
}

static void
show_state (VdtHuntSide *self,
            guint        n,
            gboolean     loading)
{
  const char *search = self->searches[self->list];
  VdtViewState state = VDT_VIEW_STATE_CONTENT;

  if (n == 0)
    state = loading ? VDT_VIEW_STATE_LOADING
                    : search != NULL && *search != '\0' ? VDT_VIEW_STATE_NO_MATCH : VDT_VIEW_STATE_EMPTY;
  if (self->list == VDT_SIDE_SAVED)
    vdt_state_view_set_empty (self->state_view, "vdt-save-symbolic", _("No Saved Queries"), _("Ctrl+S saves the query."));
  else
    vdt_state_view_set_empty (self->state_view, "vdt-clock-symbolic", _("Nothing Was Run Yet"),
                              _("Each run is kept here with its rows."));
  vdt_state_view_set_state (self->state_view, state);
}

static gboolean
is_loading (VdtHuntSide *self)
{
  return (self->list == VDT_SIDE_SAVED && self->saved == NULL) ||
         (self->list == VDT_SIDE_HISTORY && self->runs == NULL);
}

/* What was selected stays selected, by what it is. */
static void
select_again (VdtHuntSide *self,
              const char  *title,
              VdtNodeKind  kind)
{
  GListModel *rows = gtk_single_selection_get_model (self->selection);

  for (guint i = 0; title != NULL && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(GtkTreeListRow) row = g_list_model_get_item (rows, i);
      g_autoptr(VdtSideNode) node = gtk_tree_list_row_get_item (row);

      if (node->kind == kind && strcmp (node->title, title) == 0)
        {
          gtk_single_selection_set_selected (self->selection, i);
          return;
        }
    }
}

static void
open_groups (GtkTreeListModel *tree)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (tree)); i++)
    {
      g_autoptr(GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (tree), i);
      g_autoptr(VdtSideNode) node = gtk_tree_list_row_get_item (row);

      if (node->kind == VDT_NODE_GROUP)
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
}

static guint
count_below (GListStore *root)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (root));
  guint sum = n;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtSideNode) node = g_list_model_get_item (G_LIST_MODEL (root), i);

      if (node->children != NULL)
        sum += count_below (node->children);
    }

  return sum;
}

/**
 * vdt_hunt_side_reload:
 * @self: a panel
 *
 * Fills the list anew from what is loaded.
 */
void
vdt_hunt_side_reload (VdtHuntSide *self)
{
  VdtSideNode *before = vdt_hunt_side_get_node (self);
  g_autofree char *title = before != NULL ? g_strdup (before->title) : NULL;
  VdtNodeKind kind = before != NULL ? before->kind : VDT_NODE_GROUP;
  const char *typed = self->searches[self->list] != NULL ? self->searches[self->list] : "";
  g_autofree char *search = g_utf8_casefold (typed, -1);
  g_autoptr(GListStore) root = g_list_store_new (VDT_TYPE_SIDE_NODE);
  g_autoptr(GtkTreeListModel) tree = NULL;

  g_strstrip (search);
  if (self->list == VDT_SIDE_TABLES)
    vdt_hunt_side_fill_tables (self, root, search);
  else if (self->list == VDT_SIDE_SAVED)
    vdt_hunt_side_fill_saved (self, root, search);
  else if (self->list == VDT_SIDE_LIBRARY)
    vdt_hunt_side_fill_library (root, search);
  else
    vdt_hunt_side_fill_history (self, root);

  tree = gtk_tree_list_model_new (g_object_ref (G_LIST_MODEL (root)), FALSE, FALSE, children_cb, self, NULL);
  if (*search != '\0' ? count_below (root) <= OPEN_BELOW : self->list == VDT_SIDE_SAVED)
    open_groups (tree);
  else if (self->list == VDT_SIDE_TABLES && self->present != NULL && self->present->len > 0)
    {
      g_autoptr(GtkTreeListRow) row = gtk_tree_list_model_get_child_row (tree, 0);

      if (row != NULL)
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (tree));
  select_again (self, title, kind);
  show_state (self, g_list_model_get_n_items (G_LIST_MODEL (root)), is_loading (self));
  show_node (self);
}

static gboolean
reload_cb (gpointer user_data)
{
  VdtHuntSide *self = user_data;

  self->reload_id = 0;
  if (self->list == VDT_SIDE_SAVED)
    vdt_hunt_side_load_saved (self);
  else if (self->list == VDT_SIDE_HISTORY)
    vdt_hunt_side_load_history (self, FALSE);

  return G_SOURCE_REMOVE;
}

static void
hunting_changed_cb (VdtHuntSide *self,
                    const char  *what)
{
  if (strcmp (what, "saved") == 0)
    g_clear_pointer (&self->saved, g_ptr_array_unref);
  if (((strcmp (what, "saved") == 0 && self->list == VDT_SIDE_SAVED) ||
       (strcmp (what, "history") == 0 && self->list == VDT_SIDE_HISTORY)) && self->reload_id == 0)
    self->reload_id = g_timeout_add (RELOAD_DELAY, reload_cb, self);
}

static void
list_toggled_cb (VdtHuntSide     *self,
                 GtkToggleButton *button)
{
  if (self->session == NULL || !gtk_toggle_button_get_active (button))
    return;

  self->list = button == self->saved_button ? VDT_SIDE_SAVED
               : button == self->library_button ? VDT_SIDE_LIBRARY
               : button == self->history_button ? VDT_SIDE_HISTORY : VDT_SIDE_TABLES;
  gtk_editable_set_text (GTK_EDITABLE (self->search), self->searches[self->list] != NULL ? self->searches[self->list] : "");
  vdt_hunt_side_reload (self);
  if (self->list == VDT_SIDE_TABLES)
    vdt_hunt_side_load_tables (self);
  else if (self->list == VDT_SIDE_SAVED)
    vdt_hunt_side_load_saved (self);
  else if (self->list == VDT_SIDE_HISTORY)
    vdt_hunt_side_load_history (self, FALSE);
}

static void
search_changed_cb (VdtHuntSide *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (self->session == NULL || g_strcmp0 (self->searches[self->list] != NULL ? self->searches[self->list] : "", text) == 0)
    return;

  g_free (self->searches[self->list]);
  self->searches[self->list] = g_strdup (text);
  if (self->list == VDT_SIDE_HISTORY)
    vdt_hunt_side_load_history (self, FALSE);
  else
    vdt_hunt_side_reload (self);
}

static gboolean
focus_selected (VdtHuntSide *self)
{
  gpointer row = gtk_single_selection_get_selected_item (self->selection);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list_view));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *expander = gtk_widget_get_first_child (child);

      if (GTK_IS_TREE_EXPANDER (expander) && gtk_tree_expander_get_list_row (GTK_TREE_EXPANDER (expander)) == row)
        return gtk_widget_grab_focus (child);
    }

  return FALSE;
}

static gboolean
focus_selected_cb (gpointer user_data)
{
  VdtHuntSide *self = user_data;

  self->focus_id = 0;
  focus_selected (self);

  return G_SOURCE_REMOVE;
}

/**
 * vdt_hunt_side_select:
 * @self: a panel
 * @position: of a row in the list
 *
 * Selects a row and puts the focus on it, for which GTK 4.8 has no call: its widget may
 * be there only after the next layout.
 */
void
vdt_hunt_side_select (VdtHuntSide *self,
                      guint        position)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
  vdt_compat_select_row (self->selection, GTK_WIDGET (self->list_view), position);
  if (!focus_selected (self) && self->focus_id == 0)
    self->focus_id = g_idle_add_full (G_PRIORITY_LOW, focus_selected_cb, self, NULL);
}

/* From the filter to the first row that is no group. */
static void
search_activate_cb (VdtHuntSide *self)
{
  GListModel *rows;

  /* what was typed last may not have been sought yet */
  search_changed_cb (self);
  rows = gtk_single_selection_get_model (self->selection);
  for (guint i = 0; rows != NULL && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(GtkTreeListRow) row = g_list_model_get_item (rows, i);
      g_autoptr(VdtSideNode) node = gtk_tree_list_row_get_item (row);

      if (node->kind == VDT_NODE_GROUP)
        continue;
      vdt_hunt_side_select (self, i);
      return;
    }
}

static void
stop_search_cb (VdtHuntSide *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else if (self->page != NULL)
    vdt_page_focus_start (VDT_PAGE (self->page));
}

static void
activate_cb (VdtHuntSide *self,
             guint        position)
{
  g_autoptr(GtkTreeListRow) row = g_list_model_get_item (gtk_single_selection_get_model (self->selection), position);
  g_autoptr(VdtSideNode) node = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  if (node == NULL)
    return;

  gtk_single_selection_set_selected (self->selection, position);
  if (node->kind == VDT_NODE_GROUP)
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
  else
    g_action_group_activate_action (G_ACTION_GROUP (self->actions), "use", NULL);
}

static void
setup_cb (GtkListItemFactory *factory G_GNUC_UNUSED,
          GtkListItem        *item,
          gpointer            user_data G_GNUC_UNUSED)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *note = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (note, "dim-label");
  gtk_widget_add_css_class (note, "caption");
  gtk_widget_add_css_class (note, "numeric");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), note);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), box);
  gtk_list_item_set_child (item, expander);
}

static void
bind_cb (GtkListItemFactory *factory G_GNUC_UNUSED,
         GtkListItem        *item,
         gpointer            user_data G_GNUC_UNUSED)
{
  GtkTreeListRow *row = gtk_list_item_get_item (item);
  g_autoptr(VdtSideNode) node = gtk_tree_list_row_get_item (row);
  GtkWidget *expander = gtk_list_item_get_child (item);
  GtkWidget *title = gtk_widget_get_first_child (gtk_tree_expander_get_child (GTK_TREE_EXPANDER (expander)));
  GtkWidget *note = gtk_widget_get_next_sibling (title);
  g_autofree char *shown = vdt_present_text (node->title);
  g_autofree char *name = node->note != NULL ? g_strdup_printf ("%s, %s", shown, node->note) : g_strdup (shown);

  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (expander), row);
  gtk_label_set_label (GTK_LABEL (title), shown);
  gtk_label_set_label (GTK_LABEL (note), node->note != NULL ? node->note : "");
  gtk_widget_set_tooltip_text (expander, shown);
  if (node->kind == VDT_NODE_GROUP)
    gtk_widget_add_css_class (title, "heading");
  else
    gtk_widget_remove_css_class (title, "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * vdt_hunt_side_show:
 * @self: a panel
 * @list: one of its lists
 *
 * Shows a list, and puts the focus into its filter.
 */
void
vdt_hunt_side_show (VdtHuntSide *self,
                    VdtSideList  list)
{
  GtkToggleButton *const buttons[] = {
    self->tables_button, self->saved_button, self->library_button, self->history_button
  };

  gtk_toggle_button_set_active (buttons[list], TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static gboolean
vdt_hunt_side_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (VDT_HUNT_SIDE (widget)->search));
}

static void
vdt_hunt_side_dispose (GObject *object)
{
  VdtHuntSide *self = VDT_HUNT_SIDE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->reload_id, g_source_remove);
  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  g_clear_weak_pointer (&self->page);
  g_clear_object (&self->session);
  g_clear_pointer (&self->catalog, vdt_kql_catalog_unref);
  g_clear_pointer (&self->present, g_ptr_array_unref);
  g_clear_pointer (&self->saved, g_ptr_array_unref);
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  if (self->selection != NULL)
    gtk_single_selection_set_model (self->selection, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->actions);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_HUNT_SIDE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_hunt_side_parent_class)->dispose (object);
}

static void
vdt_hunt_side_finalize (GObject *object)
{
  VdtHuntSide *self = VDT_HUNT_SIDE (object);

  for (guint i = 0; i < VDT_SIDE_N_LISTS; i++)
    g_free (self->searches[i]);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vdt_hunt_side_parent_class)->finalize (object);
}

static void
vdt_hunt_side_class_init (VdtHuntSideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_hunt_side_dispose;
  G_OBJECT_CLASS (klass)->finalize = vdt_hunt_side_finalize;
  widget_class->grab_focus = vdt_hunt_side_grab_focus;

  g_type_ensure (VDT_TYPE_STATE_VIEW);
  gtk_widget_class_set_css_name (widget_class, "huntside");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/vedette/Vedette/vdt-hunt-side.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtHuntSide, box);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntSide, tables_button);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntSide, saved_button);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntSide, library_button);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntSide, history_button);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntSide, search);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntSide, state_view);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntSide, lower);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntSide, about);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntSide, buttons);
  gtk_widget_class_bind_template_callback (widget_class, list_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
vdt_hunt_side_init (VdtHuntSide *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (show_node), self, G_CONNECT_SWAPPED);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->list_view = GTK_LIST_VIEW (gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory));
  g_signal_connect_swapped (self->list_view, "activate", G_CALLBACK (activate_cb), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Tables, queries or runs"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list_view));
  vdt_state_view_set_child (self->state_view, scrolled);
  vdt_state_view_set_no_match (self->state_view, _("Nothing Found"), _("Change the filter."),
                              "side.clear", _("Clear Filter"));
}

/**
 * vdt_hunt_side_attach:
 * @page: a hunting page without a panel
 *
 * Puts a panel beside the query. Its actions, `side.…`, can be used everywhere in the
 * page.
 *
 * Returns: (transfer none): the panel
 */
VdtHuntSide *
vdt_hunt_side_attach (VdtHuntPage *page)
{
  VdtHuntSide *self;

  g_return_val_if_fail (VDT_IS_HUNT_PAGE (page), NULL);

  self = g_object_new (VDT_TYPE_HUNT_SIDE, NULL);
  g_set_weak_pointer (&self->page, page);
  self->session = g_object_ref (vdt_hunt_page_get_session (page));
  g_signal_connect_object (self->session, "hunting-changed", G_CALLBACK (hunting_changed_cb), self, G_CONNECT_SWAPPED);
  vdt_hunt_side_add_actions (self);
  vdt_hunt_page_set_side_panel (page, GTK_WIDGET (self));
  vdt_hunt_side_reload (self);
  vdt_hunt_side_load_tables (self);

  return self;
}
