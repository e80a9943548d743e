/* vdt-record-table.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-record-table.h"

#include <glib/gi18n.h>

#include "vdt-actions.h"
#include "vdt-compat.h"
#include "vdt-record-cell.h"
#include "vdt-state-view.h"

/**
 * VdtRecordTable:
 *
 * Shows a list model in the columns that its owner describes. Cells follow the
 * properties of their record. Emits #VdtRecordTable::selected and
 * #VdtRecordTable::activated with the record.
 *
 * Meant for what one incident has, up to some thousand rows: order and search
 * are done here.
 */
struct _VdtRecordTable
{
  GtkWidget              parent_instance;

  GtkWidget             *box;
  GtkSearchBar          *search_bar;
  GtkSearchEntry        *search_entry;
  VdtStateView          *state_view;
  GtkColumnView         *view;

  GtkFilterListModel    *filtered;
  GtkSortListModel      *sorted;
  GtkSingleSelection    *selection;
  GtkCustomFilter       *filter;
  char                  *needle;

  const VdtRecordColumn *columns;
  guint                  n_columns;
};

G_DEFINE_FINAL_TYPE (VdtRecordTable, vdt_record_table, GTK_TYPE_WIDGET)

enum
{
  ACTIVATED,
  SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          gpointer            user_data)
{
  gtk_list_item_set_child (item, vdt_record_cell_new (user_data));
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         gpointer            user_data)
{
  vdt_record_cell_set_record (VDT_RECORD_CELL (gtk_list_item_get_child (item)),
                              gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *item,
           gpointer            user_data)
{
  vdt_record_cell_set_record (VDT_RECORD_CELL (gtk_list_item_get_child (item)), NULL);
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  const VdtRecordColumn *column = user_data;
  g_autofree char *text_a = NULL;
  g_autofree char *text_b = NULL;

  if (column->number != NULL)
    {
      gint64 number_a = column->number ((gpointer) a, column->property);
      gint64 number_b = column->number ((gpointer) b, column->property);

      return number_a < number_b ? -1 : number_a > number_b;
    }

  text_a = column->text ((gpointer) a, column->property);
  text_b = column->text ((gpointer) b, column->property);

  return g_utf8_collate (text_a, text_b);
}

static gboolean
match_cb (gpointer item,
          gpointer user_data)
{
  VdtRecordTable *self = user_data;

  if (self->needle == NULL || *self->needle == '\0')
    return TRUE;

  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *text = self->columns[i].text (item, self->columns[i].property);
      g_autofree char *folded = g_utf8_casefold (text, -1);

      if (strstr (folded, self->needle) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
update_state (VdtRecordTable *self)
{
  GListModel *all = gtk_filter_list_model_get_model (self->filtered);

  if (vdt_record_table_get_n_shown (self) > 0)
    vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_CONTENT);
  else if (all == NULL)
    vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_LOADING);
  else if (g_list_model_get_n_items (all) > 0)
    vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_NO_MATCH);
  else
    vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_EMPTY);
}

static void
search_changed_cb (VdtRecordTable *self)
{
  g_free (self->needle);
  self->needle = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  update_state (self);
}

static void
clear_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  vdt_record_table_leave (VDT_RECORD_TABLE (widget));
}

static void
selected_cb (VdtRecordTable *self)
{
  g_signal_emit (self, signals[SELECTED], 0, gtk_single_selection_get_selected_item (self->selection));
}

static void
activate_cb (VdtRecordTable *self,
             guint           position)
{
  g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, item);
}

static void
vdt_record_table_dispose (GObject *object)
{
  VdtRecordTable *self = VDT_RECORD_TABLE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->sorted);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_pointer (&self->needle, g_free);

  G_OBJECT_CLASS (vdt_record_table_parent_class)->dispose (object);
}

static void
vdt_record_table_class_init (VdtRecordTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_record_table_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "recordtable");
  gtk_widget_class_install_action (widget_class, "table.clear-search", NULL, clear_action);

  /**
   * VdtRecordTable::activated:
   * @self: the table
   * @record: whose row got Return or a double click
   */
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);

  /**
   * VdtRecordTable::selected:
   * @self: the table
   * @record: (nullable): the selected record
   */
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
}

static void
add_search (VdtRecordTable *self)
{
  self->search_entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->search_entry), 280, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search in the table"), -1);
  g_signal_connect_swapped (self->search_entry, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->search_entry, "stop-search", G_CALLBACK (vdt_record_table_leave), self);

  self->search_bar = GTK_SEARCH_BAR (gtk_search_bar_new ());
  gtk_search_bar_set_child (self->search_bar, GTK_WIDGET (self->search_entry));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->search_bar));
}

static void
vdt_record_table_init (VdtRecordTable *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  add_search (self);

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_reorderable (self->view, TRUE);
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
  vdt_actions_add_keys (GTK_WIDGET (self->view), VDT_ACTION_SCOPE_LIST);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));

  self->state_view = g_object_new (VDT_TYPE_STATE_VIEW, "vexpand", TRUE, NULL);
  vdt_state_view_set_child (self->state_view, scroller);
  vdt_state_view_set_no_match (self->state_view, _("Nothing Matches"),
                               _("No row has what the search asks for."),
                               "table.clear-search", _("Clear the Search"));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->state_view));

  self->filter = gtk_custom_filter_new (match_cb, self, NULL);
  self->filtered = gtk_filter_list_model_new (NULL, GTK_FILTER (g_object_ref (self->filter)));
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->filtered)),
                                          g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->sorted)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
}

/**
 * vdt_record_table_new:
 * @label: what a screen reader calls the table
 * @columns: (array length=n_columns): what it shows; lives longer than the table
 * @n_columns: how many
 *
 * Returns: a new table
 */
GtkWidget *
vdt_record_table_new (const char            *label,
                      const VdtRecordColumn *columns,
                      guint                  n_columns)
{
  VdtRecordTable *self = g_object_new (VDT_TYPE_RECORD_TABLE, NULL);

  self->columns = columns;
  self->n_columns = n_columns;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  for (guint i = 0; i < n_columns; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr(GtkColumnViewColumn) column = NULL;
      g_autoptr(GtkSorter) sorter = NULL;
      gpointer data = (gpointer) &columns[i];

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), data);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), data);
      g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), data);
      column = gtk_column_view_column_new (gettext (columns[i].title), factory);
      sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, data, NULL));
      gtk_column_view_column_set_sorter (column, sorter);
      gtk_column_view_column_set_resizable (column, TRUE);
      if (columns[i].width > 0)
        gtk_column_view_column_set_fixed_width (column, columns[i].width);
      else
        gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_append_column (self->view, column);
    }
  update_state (self);

  return GTK_WIDGET (self);
}

void
vdt_record_table_set_empty (VdtRecordTable *self,
                            const char     *icon_name,
                            const char     *title,
                            const char     *description)
{
  g_return_if_fail (VDT_IS_RECORD_TABLE (self));

  vdt_state_view_set_empty (self->state_view, icon_name, title, description);
}

/**
 * vdt_record_table_set_model:
 * @self: a table
 * @model: (nullable): the records, or %NULL while they are loaded
 *
 * Sets what is shown.
 */
void
vdt_record_table_set_model (VdtRecordTable *self,
                            GListModel     *model)
{
  g_return_if_fail (VDT_IS_RECORD_TABLE (self));

  gtk_filter_list_model_set_model (self->filtered, model);
  update_state (self);
}

gboolean
vdt_record_table_get_has_model (VdtRecordTable *self)
{
  g_return_val_if_fail (VDT_IS_RECORD_TABLE (self), FALSE);

  return gtk_filter_list_model_get_model (self->filtered) != NULL;
}

/**
 * vdt_record_table_get_current:
 * @self: a table
 *
 * Returns: (transfer none) (nullable): the selected record
 */
gpointer
vdt_record_table_get_current (VdtRecordTable *self)
{
  g_return_val_if_fail (VDT_IS_RECORD_TABLE (self), NULL);

  return gtk_single_selection_get_selected_item (self->selection);
}

guint
vdt_record_table_get_n_shown (VdtRecordTable *self)
{
  g_return_val_if_fail (VDT_IS_RECORD_TABLE (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
}

/**
 * vdt_record_table_select:
 * @self: a table
 * @item: a record
 *
 * Selects a record and scrolls to it.
 *
 * Returns: whether it is shown
 */
gboolean
vdt_record_table_select (VdtRecordTable *self,
                         gpointer        item)
{
  GListModel *model = G_LIST_MODEL (self->selection);

  g_return_val_if_fail (VDT_IS_RECORD_TABLE (self), FALSE);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GObject) candidate = g_list_model_get_item (model, i);

      if ((gpointer) candidate != item)
        continue;

      vdt_compat_select_row (self->selection, GTK_WIDGET (self->view), i);
      return TRUE;
    }

  return FALSE;
}

/**
 * vdt_record_table_search:
 * @self: a table
 * @text: (nullable): what to look for, or %NULL to let the analyst type it
 *
 * Opens the search.
 */
void
vdt_record_table_search (VdtRecordTable *self,
                         const char     *text)
{
  g_return_if_fail (VDT_IS_RECORD_TABLE (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  if (text != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
      search_changed_cb (self);
    }
}

/**
 * vdt_record_table_leave:
 * @self: a table
 *
 * Leaves the search.
 *
 * Returns: whether there was one
 */
gboolean
vdt_record_table_leave (VdtRecordTable *self)
{
  g_return_val_if_fail (VDT_IS_RECORD_TABLE (self), FALSE);

  if (!gtk_search_bar_get_search_mode (self->search_bar))
    return FALSE;

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  search_changed_cb (self);
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));

  return TRUE;
}

void
vdt_record_table_focus_start (VdtRecordTable *self)
{
  g_return_if_fail (VDT_IS_RECORD_TABLE (self));

  if (vdt_state_view_get_state (self->state_view) == VDT_VIEW_STATE_CONTENT)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 gpointer       user_data)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  GtkWidget *picked = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = picked == NULL ? NULL : gtk_widget_get_ancestor (picked, VDT_TYPE_RECORD_CELL);
  GObject *record = cell == NULL ? NULL : vdt_record_cell_get_record (VDT_RECORD_CELL (cell));

  return record == NULL ? NULL : gdk_content_provider_new_typed (GPOINTER_TO_SIZE (user_data), record);
}

/**
 * vdt_record_table_set_draggable:
 * @self: a table
 * @type: the type of its records
 *
 * Lets a row be dragged to where such a record can be dropped. There must be a key
 * that does the same.
 */
void
vdt_record_table_set_draggable (VdtRecordTable *self,
                                GType           type)
{
  GtkDragSource *source;

  g_return_if_fail (VDT_IS_RECORD_TABLE (self));

  source = gtk_drag_source_new ();
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), GSIZE_TO_POINTER (type));
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (source));
}
