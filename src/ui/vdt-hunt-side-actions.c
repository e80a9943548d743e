/* vdt-hunt-side-actions.c
 *
 * What can be done with a row of the side panel, by button, key and palette.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-side-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vdt-feedback.h"
#include "vdt-hunt-name-window.h"
#include "vdt-session-history.h"
#include "vdt-session-hunt.h"
#include "vdt-session-saved.h"
#include "vdt-window.h"

#define PREVIEW_ROWS 20

/* Which buttons a kind of row has; the first one is what Return does. */
static const struct
{
  VdtNodeKind  kind;
  const char  *action;
  const char  *title;
} buttons[] = {
  { VDT_NODE_TABLE, "use", N_("Insert") },
  { VDT_NODE_TABLE, "preview", N_("Preview") },
  { VDT_NODE_COLUMN, "use", N_("Insert") },
  { VDT_NODE_VALUE, "use", N_("Insert") },
  { VDT_NODE_SAVED, "use", N_("Open") },
  { VDT_NODE_SAVED, "favourite", N_("Favorite") },
  { VDT_NODE_SAVED, "rename", N_("Rename") },
  { VDT_NODE_SAVED, "delete", N_("Delete") },
  { VDT_NODE_LIBRARY, "use", N_("Open") },
  { VDT_NODE_LIBRARY, "insert", N_("Insert") },
  { VDT_NODE_RUN, "use", N_("Show") },
  { VDT_NODE_RUN, "insert", N_("Insert") },
  { VDT_NODE_RUN, "delete", N_("Forget") },
  { VDT_NODE_MORE, "use", N_("Show") },
};

static gboolean
is_empty (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

/* The page for a query: this one if nothing else is in it, or a new one. */
static VdtHuntPage *
open_query (VdtHuntSide *self,
            const char  *text)
{
  g_autofree char *before = vdt_hunt_page_dup_text (self->page);
  GtkRoot *root;
  VdtPage *page;

  if (is_empty (before) || strcmp (before, text) == 0)
    {
      if (strcmp (before, text) != 0)
        vdt_hunt_page_set_text (self->page, text);
      vdt_page_focus_start (VDT_PAGE (self->page));
      return self->page;
    }

  root = gtk_widget_get_root (GTK_WIDGET (self));
  if (!gtk_widget_activate_action (GTK_WIDGET (self), "win.hunt-query", "s", text) || !VDT_IS_WINDOW (root))
    return NULL;
  page = vdt_window_get_page (VDT_WINDOW (root));

  return VDT_IS_HUNT_PAGE (page) ? VDT_HUNT_PAGE (page) : NULL;
}

static void
run_loaded_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(VdtHuntSide) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtQueryRun) run = vdt_session_load_run_finish (VDT_SESSION (object), result, &error);
  VdtHuntPage *page;

  if (self->page == NULL)
    return;
  if (run == NULL)
    {
      vdt_feedback_error (GTK_WIDGET (self), error);
      return;
    }

  page = open_query (self, vdt_query_run_get_text (run));
  if (page == NULL)
    return;
  vdt_hunt_page_show_run (page, run);
  vdt_feedback_toast (GTK_WIDGET (page), _("These rows were kept; nothing was run"));
}

static void
saved_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(VdtHuntSide) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = vdt_session_read_saved_finish (VDT_SESSION (object), result, &error);

  if (self->page == NULL)
    return;
  if (text != NULL)
    open_query (self, text);
  else
    vdt_feedback_error (GTK_WIDGET (self), error);
}

static void
use_action (GSimpleAction *action G_GNUC_UNUSED,
            GVariant      *parameter G_GNUC_UNUSED,
            gpointer       user_data)
{
  VdtHuntSide *self = user_data;
  VdtSideNode *node = vdt_hunt_side_get_node (self);

  if (node == NULL || self->page == NULL)
    return;

  switch (node->kind)
    {
    case VDT_NODE_TABLE:
    case VDT_NODE_COLUMN:
    case VDT_NODE_VALUE:
      vdt_hunt_page_insert_text (self->page, node->text);
      break;
    case VDT_NODE_SAVED:
      vdt_session_read_saved_async (self->session, node->key, self->cancellable, saved_read_cb, g_object_ref (self));
      break;
    case VDT_NODE_LIBRARY:
      open_query (self, node->text);
      break;
    case VDT_NODE_RUN:
      if (node->flag)
        vdt_session_load_run_async (self->session, node->id, self->cancellable, run_loaded_cb, g_object_ref (self));
      else
        open_query (self, node->text);
      break;
    case VDT_NODE_MORE:
      vdt_hunt_side_load_history (self, TRUE);
      break;
    case VDT_NODE_GROUP:
    default:
      break;
    }
}

static void
insert_action (GSimpleAction *action G_GNUC_UNUSED,
               GVariant      *parameter G_GNUC_UNUSED,
               gpointer       user_data)
{
  VdtHuntSide *self = user_data;
  VdtSideNode *node = vdt_hunt_side_get_node (self);

  if (node != NULL && node->text != NULL && self->page != NULL)
    vdt_hunt_page_insert_text (self->page, node->text);
}

/* The text of the analyst stays as it is. */
static void
preview_action (GSimpleAction *action G_GNUC_UNUSED,
                GVariant      *parameter G_GNUC_UNUSED,
                gpointer       user_data)
{
  VdtHuntSide *self = user_data;
  VdtSideNode *node = vdt_hunt_side_get_node (self);
  const VdtSessionQuery options = { .as_of_newest = TRUE };
  g_autofree char *text = NULL;
  g_autoptr(VdtQueryRun) run = NULL;

  if (node == NULL || node->kind != VDT_NODE_TABLE || self->page == NULL)
    return;

  text = g_strdup_printf ("%s\n| take %d", node->text, PREVIEW_ROWS);
  run = vdt_session_run_query (self->session, text, &options);
  vdt_hunt_page_show_run (self->page, run);
}

static void
save_action (GSimpleAction *action G_GNUC_UNUSED,
             GVariant      *parameter G_GNUC_UNUSED,
             gpointer       user_data)
{
  VdtHuntSide *self = user_data;
  g_autofree char *text = self->page != NULL ? vdt_hunt_page_dup_text (self->page) : NULL;

  if (text == NULL)
    return;
  if (is_empty (text))
    {
      vdt_feedback_toast (GTK_WIDGET (self->page), _("Write a query first"));
      return;
    }

  gtk_window_present (GTK_WINDOW (vdt_hunt_name_window_new (
    self->session, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->page))), NULL, text)));
}

static void
rename_action (GSimpleAction *action G_GNUC_UNUSED,
               GVariant      *parameter G_GNUC_UNUSED,
               gpointer       user_data)
{
  VdtHuntSide *self = user_data;
  VdtSideNode *node = vdt_hunt_side_get_node (self);

  if (node != NULL && node->kind == VDT_NODE_SAVED)
    gtk_window_present (GTK_WINDOW (vdt_hunt_name_window_new (
      self->session, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), node->key, NULL)));
}

typedef struct
{
  VdtHuntSide *side;
  char        *path;
  char        *text;
} Deleted;

static void
deleted_free (gpointer  data,
              GClosure *closure G_GNUC_UNUSED)
{
  Deleted *deleted = data;

  g_clear_object (&deleted->side);
  g_free (deleted->path);
  g_free (deleted->text);
  g_free (deleted);
}

static void
restore_cb (AdwToast *toast G_GNUC_UNUSED,
            gpointer  user_data)
{
  Deleted *deleted = user_data;

  if (deleted->side->session != NULL)
    vdt_session_write_saved_async (deleted->side->session, deleted->path, deleted->text, FALSE, NULL, NULL, NULL);
}

/* With a button that saves it again. */
static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Deleted *deleted = user_data;
  g_autoptr(GError) error = NULL;
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (deleted->side), ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *title = NULL;
  g_autofree char *safe = NULL;
  AdwToast *toast;

  deleted->text = vdt_session_delete_saved_finish (VDT_SESSION (object), result, &error);
  if (deleted->text == NULL || overlay == NULL)
    {
      vdt_feedback_error (GTK_WIDGET (deleted->side), error);
      deleted_free (deleted, NULL);
      return;
    }

  title = g_strdup_printf (_("“%s” deleted"), deleted->path);
  safe = g_markup_escape_text (title, -1);
  toast = adw_toast_new (safe);
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (restore_cb), deleted, deleted_free, 0);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

static void
delete_action (GSimpleAction *action G_GNUC_UNUSED,
               GVariant      *parameter G_GNUC_UNUSED,
               gpointer       user_data)
{
  VdtHuntSide *self = user_data;
  VdtSideNode *node = vdt_hunt_side_get_node (self);

  if (node == NULL)
    return;

  if (node->kind == VDT_NODE_RUN)
    vdt_session_forget_run (self->session, node->id);
  else if (node->kind == VDT_NODE_SAVED)
    {
      Deleted *deleted = g_new0 (Deleted, 1);

      deleted->side = g_object_ref (self);
      deleted->path = g_strdup (node->key);
      vdt_session_delete_saved_async (self->session, node->key, NULL, deleted_cb, deleted);
    }
}

static void
favourite_action (GSimpleAction *action G_GNUC_UNUSED,
                  GVariant      *parameter G_GNUC_UNUSED,
                  gpointer       user_data)
{
  VdtHuntSide *self = user_data;
  VdtSideNode *node = vdt_hunt_side_get_node (self);

  if (node != NULL && node->kind == VDT_NODE_SAVED)
    vdt_session_set_saved_favourite (self->session, node->key, !node->flag);
}

static void
clear_action (GSimpleAction *action G_GNUC_UNUSED,
              GVariant      *parameter G_GNUC_UNUSED,
              gpointer       user_data)
{
  VdtHuntSide *self = user_data;

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
show_list_action (GSimpleAction *action,
                  GVariant      *parameter G_GNUC_UNUSED,
                  gpointer       user_data)
{
  static const char *const names[] = { "show-tables", "show-saved", "show-library", "show-history" };
  VdtHuntSide *self = user_data;

  for (guint i = 0; i < VDT_SIDE_N_LISTS; i++)
    if (strcmp (g_action_get_name (G_ACTION (action)), names[i]) == 0)
      {
        if (self->page != NULL && !gtk_widget_get_mapped (GTK_WIDGET (self)))
          gtk_widget_activate_action (GTK_WIDGET (self->page), "hunt.toggle-side", NULL);
        vdt_hunt_side_show (self, i);
      }
}

/**
 * vdt_hunt_side_enable:
 * @self: a panel
 * @node: (nullable): the selected row
 *
 * Shows the buttons that the row has.
 */
void
vdt_hunt_side_enable (VdtHuntSide *self,
                      VdtSideNode *node)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->buttons))))
    gtk_flow_box_remove (self->buttons, child);
  for (gsize i = 0; node != NULL && i < G_N_ELEMENTS (buttons); i++)
    {
      g_autofree char *action = NULL;
      g_autofree char *name = NULL;
      GtkWidget *button;

      if (buttons[i].kind != node->kind)
        continue;
      action = g_strconcat ("side.", buttons[i].action, NULL);
      name = g_strdup_printf ("%s: %s", _(buttons[i].title), node->title);
      button = gtk_button_new_with_label (_(buttons[i].title));
      gtk_widget_add_css_class (button, "small-button");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_flow_box_append (self->buttons, button);
      /* the button is what is walked to, not its place */
      gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
    }
}

/* Right opens a row or goes to the first one in it, Left closes it or goes to the one
 * that it is in; GTK 4.8 wants Shift for that. */
static gboolean
key_cb (VdtHuntSide     *self,
        guint            key,
        guint            code G_GNUC_UNUSED,
        GdkModifierType  state)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->selection);
  guint position = gtk_single_selection_get_selected (self->selection);

  if (row == NULL || (state & gtk_accelerator_get_default_mod_mask ()) != 0 ||
      (key != GDK_KEY_Right && key != GDK_KEY_Left))
    return GDK_EVENT_PROPAGATE;

  if (key == GDK_KEY_Right)
    {
      if (!gtk_tree_list_row_is_expandable (row))
        return GDK_EVENT_STOP;
      if (gtk_tree_list_row_get_expanded (row))
        vdt_hunt_side_select (self, position + 1);
      gtk_tree_list_row_set_expanded (row, TRUE);
    }
  else if (gtk_tree_list_row_get_expanded (row))
    gtk_tree_list_row_set_expanded (row, FALSE);
  else
    {
      g_autoptr(GtkTreeListRow) parent = gtk_tree_list_row_get_parent (row);

      if (parent != NULL)
        vdt_hunt_side_select (self, gtk_tree_list_row_get_position (parent));
    }

  return GDK_EVENT_STOP;
}

static void
add_key (VdtHuntSide *self,
         const char  *trigger,
         const char  *action)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger), gtk_named_action_new (action)));
  gtk_widget_add_controller (GTK_WIDGET (self->list_view), controller);
}

/**
 * vdt_hunt_side_add_actions:
 * @self: a panel
 *
 * Makes the actions `side.…` and puts them into the page.
 */
void
vdt_hunt_side_add_actions (VdtHuntSide *self)
{
  static const GActionEntry entries[] = {
    { .name = "use", .activate = use_action }, { .name = "insert", .activate = insert_action },
    { .name = "preview", .activate = preview_action }, { .name = "save-query", .activate = save_action },
    { .name = "rename", .activate = rename_action }, { .name = "delete", .activate = delete_action },
    { .name = "favourite", .activate = favourite_action }, { .name = "clear", .activate = clear_action },
    { .name = "show-tables", .activate = show_list_action }, { .name = "show-saved", .activate = show_list_action },
    { .name = "show-library", .activate = show_list_action }, { .name = "show-history", .activate = show_list_action },
  };

  GtkEventController *keys = gtk_event_controller_key_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self->page), "side", G_ACTION_GROUP (self->actions));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->list_view), keys);
  add_key (self, "<Shift>Return", "side.preview");
  add_key (self, "F2", "side.rename");
  add_key (self, "Delete", "side.delete");
}
