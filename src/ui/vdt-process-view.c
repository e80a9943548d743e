/* vdt-process-view.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-process-view.h"

#include <glib/gi18n.h>

#include "vdt-actions.h"
#include "vdt-compat.h"
#include "vdt-present.h"
#include "vdt-process-tree.h"
#include "vdt-schema.h"
#include "vdt-state-view.h"
#include "vdt-time.h"

/**
 * VdtProcessView:
 *
 * Devices, their processes below each other, with command line, verdict and how many
 * alerts name each. Emits #VdtProcessView::selected with the evidence.
 */
struct _VdtProcessView
{
  GtkWidget           parent_instance;

  GtkWidget          *box;
  VdtStateView       *state_view;
  GtkDropDown        *scope;
  GtkListView        *list_view;
  GtkSingleSelection *selection;

  VdtIncident        *incident;
  VdtAlert           *alert;
};

G_DEFINE_FINAL_TYPE (VdtProcessView, vdt_process_view, GTK_TYPE_WIDGET)

enum
{
  SELECTED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GListModel *
children_cb (gpointer item,
             gpointer user_data)
{
  GListModel *children = vdt_process_get_children (item);

  return g_list_model_get_n_items (children) == 0 ? NULL : g_object_ref (children);
}

static gboolean
shows_all (VdtProcessView *self)
{
  return gtk_drop_down_get_selected (self->scope) == 0;
}

static void
update (VdtProcessView *self)
{
  g_autoptr(GListStore) alerts = g_list_store_new (VDT_TYPE_ALERT);
  GListModel *all = self->incident == NULL ? NULL : vdt_incident_get_alerts (self->incident);
  GtkTreeListModel *tree;

  if (shows_all (self))
    for (guint i = 0; all != NULL && i < g_list_model_get_n_items (all); i++)
      {
        g_autoptr(VdtAlert) alert = g_list_model_get_item (all, i);

        if (!vdt_alert_get_hidden (alert))
          g_list_store_append (alerts, alert);
      }
  else if (self->alert != NULL)
    g_list_store_append (alerts, self->alert);

  tree = gtk_tree_list_model_new (vdt_process_tree_new (G_LIST_MODEL (alerts)), FALSE, TRUE, children_cb, NULL, NULL);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (tree));
  vdt_state_view_set_state (self->state_view, g_list_model_get_n_items (G_LIST_MODEL (tree)) > 0
                                              ? VDT_VIEW_STATE_CONTENT : VDT_VIEW_STATE_EMPTY);
  g_object_unref (tree);
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          gpointer            user_data)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *command = gtk_label_new (NULL);
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *when = gtk_label_new (NULL);

  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (command), 0);
  gtk_label_set_ellipsize (GTK_LABEL (command), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (command, "monospace");
  gtk_widget_add_css_class (command, "dim-label");
  gtk_widget_add_css_class (command, "process-command");
  gtk_box_append (GTK_BOX (lines), title);
  gtk_box_append (GTK_BOX (lines), command);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (box), lines);
  gtk_widget_add_css_class (when, "numeric");
  gtk_widget_add_css_class (when, "dim-label");
  gtk_widget_add_css_class (when, "caption");
  gtk_label_set_xalign (GTK_LABEL (when), 1);
  gtk_box_append (GTK_BOX (side), vdt_present_badge_new ());
  gtk_box_append (GTK_BOX (side), when);
  gtk_box_append (GTK_BOX (box), side);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), box);
  gtk_list_item_set_child (item, expander);
}

static char *
title_of (VdtProcess *process)
{
  g_autofree char *name = vdt_present_text (vdt_process_get_name (process));
  guint n_alerts = g_list_model_get_n_items (vdt_process_get_alerts (process));
  g_autoptr(GString) text = g_string_new (*name != '\0' ? name : _("Unnamed process"));

  if (vdt_process_get_pid (process) != NULL)
    {
      g_autofree char *pid = vdt_present_text (vdt_process_get_pid (process));

      g_string_append_printf (text, "  %s", pid);
    }
  if (vdt_process_is_inferred (process))
    /* Translators: of a process that no evidence is about. */
    g_string_append_printf (text, "  · %s", _("named by its child only"));
  if (n_alerts > 0)
    {
      g_autofree char *count = g_strdup_printf (ngettext ("%u alert", "%u alerts", n_alerts), n_alerts);

      g_string_append_printf (text, "  · %s", count);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         gpointer            user_data)
{
  GtkTreeListRow *row = gtk_list_item_get_item (item);
  GtkWidget *expander = gtk_list_item_get_child (item);
  GtkWidget *image = gtk_widget_get_first_child (gtk_tree_expander_get_child (GTK_TREE_EXPANDER (expander)));
  GtkWidget *lines = gtk_widget_get_next_sibling (image);
  GtkWidget *title = gtk_widget_get_first_child (lines);
  GtkWidget *command = gtk_widget_get_next_sibling (title);
  GtkWidget *badge = gtk_widget_get_first_child (gtk_widget_get_next_sibling (lines));
  GtkWidget *when = gtk_widget_get_next_sibling (badge);
  g_autoptr(VdtProcess) process = gtk_tree_list_row_get_item (row);
  VdtEvidence *evidence = vdt_process_get_evidence (process);
  const char *verdict = evidence == NULL ? NULL : vdt_evidence_get_verdict (evidence);
  const char *label = verdict == NULL ? NULL : vdt_schema_label ("evidenceVerdict", verdict);
  gint64 started = vdt_process_get_started_at (process);
  g_autofree char *name = title_of (process);
  g_autofree char *line = vdt_present_text (vdt_process_get_command_line (process));
  g_autofree char *time = started == VDT_TIME_UNSET ? g_strdup ("") : vdt_time_format (started, VDT_TIME_DATA);

  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (expander), row);
  gtk_image_set_from_icon_name (GTK_IMAGE (image), vdt_process_is_device (process) ? "vdt-device-symbolic"
                                                                                    : "vdt-process-symbolic");
  gtk_label_set_label (GTK_LABEL (title), name);
  gtk_label_set_label (GTK_LABEL (command), line);
  gtk_widget_set_visible (command, *line != '\0');
  gtk_widget_set_visible (badge, label != NULL);
  if (label != NULL)
    vdt_present_badge_set (badge, vdt_present_verdict_icon (verdict), gettext (label),
                           vdt_present_verdict_class (verdict));
  gtk_label_set_label (GTK_LABEL (when), time);
}

static void
selected_cb (VdtProcessView *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->selection);
  g_autoptr(VdtProcess) process = row == NULL ? NULL : gtk_tree_list_row_get_item (row);

  /* the first row is selected by itself when the list is filled */
  if (process != NULL && vdt_process_get_evidence (process) != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    g_signal_emit (self, signals[SELECTED], 0, vdt_process_get_evidence (process));
}

static void
activate_cb (VdtProcessView *self,
             guint           position)
{
  g_autoptr(GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autoptr(VdtProcess) process = row == NULL ? NULL : gtk_tree_list_row_get_item (row);

  if (process != NULL && vdt_process_get_evidence (process) != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, vdt_process_get_evidence (process));
}

static void
vdt_process_view_dispose (GObject *object)
{
  VdtProcessView *self = VDT_PROCESS_VIEW (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_func (self->selection, selected_cb, self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->incident);
  g_clear_object (&self->alert);

  G_OBJECT_CLASS (vdt_process_view_parent_class)->dispose (object);
}

static void
vdt_process_view_class_init (VdtProcessViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vdt_process_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /**
   * VdtProcessView::selected:
   * @self: the view
   * @evidence: of the selected process
   */
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, VDT_TYPE_EVIDENCE);
  /**
   * VdtProcessView::activated:
   * @self: the view
   * @evidence: of the process whose row got Return or a double click
   */
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, VDT_TYPE_EVIDENCE);
}

static void
vdt_process_view_init (VdtProcessView *self)
{
  const char * const scopes[] = { _("All Alerts"), _("Selected Alert"), NULL };
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->selection = gtk_single_selection_new (NULL);
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self);
  self->list_view = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Processes, each below the one that started it"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->list_view), "process-tree");
  g_signal_connect_swapped (self->list_view, "activate", G_CALLBACK (activate_cb), self);
  vdt_actions_add_keys (GTK_WIDGET (self->list_view), VDT_ACTION_SCOPE_LIST);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list_view));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);

  self->state_view = g_object_new (VDT_TYPE_STATE_VIEW, "vexpand", TRUE, NULL);
  vdt_state_view_set_child (self->state_view, scroller);
  vdt_state_view_set_empty (self->state_view, "vdt-process-symbolic", _("No Processes"),
                            _("No alert here names a process. The graph shows what they name."));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->state_view));

  self->scope = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (scopes));
  gtk_widget_add_css_class (GTK_WIDGET (self->scope), "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scope), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Whose processes"), -1);
  g_signal_connect_swapped (self->scope, "notify::selected", G_CALLBACK (update), self);
  gtk_widget_add_css_class (bar, "graph-bar");
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->scope));
  gtk_box_append (GTK_BOX (self->box), bar);
  update (self);
}

/**
 * vdt_process_view_set_incident:
 * @self: a view
 * @incident: (nullable): whose processes to show
 *
 * Shows the processes as the incident's alerts name them now.
 */
void
vdt_process_view_set_incident (VdtProcessView *self,
                               VdtIncident    *incident)
{
  g_return_if_fail (VDT_IS_PROCESS_VIEW (self));

  g_set_object (&self->incident, incident);
  update (self);
}

/**
 * vdt_process_view_set_alert:
 * @self: a view
 * @alert: (nullable): the selected alert
 *
 * Shows its processes, if that is what is asked for.
 */
void
vdt_process_view_set_alert (VdtProcessView *self,
                            VdtAlert       *alert)
{
  g_return_if_fail (VDT_IS_PROCESS_VIEW (self));

  if (g_set_object (&self->alert, alert) && !shows_all (self))
    update (self);
}

guint
vdt_process_view_get_n_rows (VdtProcessView *self)
{
  g_return_val_if_fail (VDT_IS_PROCESS_VIEW (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

/**
 * vdt_process_view_select:
 * @self: a view
 * @evidence_id: the fact id of a piece of process evidence
 *
 * Returns: whether it is there
 */
gboolean
vdt_process_view_select (VdtProcessView *self,
                         const char     *evidence_id)
{
  g_return_val_if_fail (VDT_IS_PROCESS_VIEW (self), FALSE);

  for (guint i = 0; i < vdt_process_view_get_n_rows (self); i++)
    {
      g_autoptr(GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), i);
      g_autoptr(VdtProcess) process = gtk_tree_list_row_get_item (row);
      VdtEvidence *evidence = vdt_process_get_evidence (process);

      if (evidence == NULL || g_strcmp0 (vdt_evidence_get_id (evidence), evidence_id) != 0)
        continue;
      vdt_compat_select_row (self->selection, GTK_WIDGET (self->list_view), i);
      return TRUE;
    }

  return FALSE;
}

void
vdt_process_view_focus_start (VdtProcessView *self)
{
  g_return_if_fail (VDT_IS_PROCESS_VIEW (self));

  if (vdt_state_view_get_state (self->state_view) == VDT_VIEW_STATE_CONTENT)
    gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->scope));
}
