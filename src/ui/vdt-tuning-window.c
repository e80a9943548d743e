/* vdt-tuning-window.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-tuning-window.h"

#include <glib/gi18n.h>

#include "vdt-present.h"
#include "vdt-state-view.h"
#include "vdt-tuning-editor.h"
#include "vdt-window-keys.h"

/**
 * VdtTuningWindow:
 *
 * A row for each rule: how many alerts it took, whether it is on, and what can be
 * done with it.
 */
struct _VdtTuningWindow
{
  AdwWindow        parent_instance;

  AdwToastOverlay *overlay;
  VdtStateView    *state_view;
  GtkListBox      *list;

  VdtSession      *session;
};

G_DEFINE_FINAL_TYPE (VdtTuningWindow, vdt_tuning_window, ADW_TYPE_WINDOW)

#define VDT_TYPE_TUNING_ROW (vdt_tuning_row_get_type ())
G_DECLARE_FINAL_TYPE (VdtTuningRow, vdt_tuning_row, VDT, TUNING_ROW, AdwActionRow)

struct _VdtTuningRow
{
  AdwActionRow   parent_instance;

  VdtTuningRule *rule;
};

G_DEFINE_FINAL_TYPE (VdtTuningRow, vdt_tuning_row, ADW_TYPE_ACTION_ROW)

static void read_rules (VdtTuningWindow *self);

static void
vdt_tuning_row_finalize (GObject *object)
{
  g_clear_object (&VDT_TUNING_ROW (object)->rule);

  G_OBJECT_CLASS (vdt_tuning_row_parent_class)->finalize (object);
}

static void
vdt_tuning_row_class_init (VdtTuningRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_tuning_row_finalize;
}

static void
vdt_tuning_row_init (VdtTuningRow *self)
{
}

static VdtTuningWindow *
window_of (gpointer widget)
{
  return VDT_TUNING_WINDOW (gtk_widget_get_ancestor (widget, VDT_TYPE_TUNING_WINDOW));
}

static VdtTuningRule *
rule_of (gpointer widget)
{
  return VDT_TUNING_ROW (gtk_widget_get_ancestor (widget, VDT_TYPE_TUNING_ROW))->rule;
}

static void
toast (VdtTuningWindow *self,
       const char      *text)
{
  AdwToast *item;
  g_autofree char *markup = g_markup_escape_text (text, -1);

  item = adw_toast_new (markup);
  adw_toast_overlay_add_toast (self->overlay, item);
}

static void
changed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VdtTuningWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (self->session == NULL)
    return;
  if (!vdt_session_tuning_finish (VDT_SESSION (object), result, NULL, &error))
    toast (self, error->message);
  read_rules (self);
}

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VdtTuningWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  guint n;

  if (self->session == NULL)
    return;
  if (vdt_session_tuning_finish (VDT_SESSION (object), result, &n, &error))
    text = g_strdup_printf (ngettext ("%u change taken back", "%u changes taken back", n), n);
  toast (self, text != NULL ? text : error->message);
  read_rules (self);
}

static void
switched_cb (GtkSwitch  *widget,
             GParamSpec *pspec)
{
  VdtTuningWindow *self = window_of (widget);
  VdtTuningRule *rule = rule_of (widget);

  vdt_record_set_flag (rule, "enabled", gtk_switch_get_active (widget));
  vdt_session_save_tuning_async (self->session, rule, NULL, changed_cb, g_object_ref (self));
}

static void
undo_clicked_cb (GtkWidget *button)
{
  VdtTuningWindow *self = window_of (button);

  vdt_session_undo_tuning_async (self->session, vdt_tuning_rule_get_id (rule_of (button)), NULL, undone_cb,
                                 g_object_ref (self));
}

static void
remove_clicked_cb (GtkWidget *button)
{
  VdtTuningWindow *self = window_of (button);

  vdt_session_remove_tuning_async (self->session, vdt_tuning_rule_get_id (rule_of (button)), NULL, changed_cb,
                                   g_object_ref (self));
}

static void
edit (VdtTuningWindow *self,
      VdtTuningRule   *rule)
{
  GtkWidget *editor = vdt_tuning_editor_new (GTK_WINDOW (self), self->session, rule);

  g_signal_connect_object (editor, "saved", G_CALLBACK (read_rules), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}

static void
row_activated_cb (VdtTuningWindow *self,
                  GtkListBoxRow   *row)
{
  edit (self, VDT_TUNING_ROW (row)->rule);
}

static void
add_clicked_cb (VdtTuningWindow *self)
{
  g_autoptr(VdtTuningRule) rule = vdt_tuning_rule_new (NULL);

  edit (self, rule);
}

static GtkWidget *
icon_button (const char *icon_name,
             const char *label,
             GCallback   clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (button, "clicked", clicked, NULL);

  return button;
}

static GtkWidget *
row_new (VdtTuningRule *rule)
{
  VdtTuningRow *row = g_object_new (VDT_TYPE_TUNING_ROW, "activatable", TRUE, "use-markup", FALSE, NULL);
  GtkWidget *toggle = gtk_switch_new ();
  guint n = vdt_tuning_rule_get_n_hits (rule);
  g_autofree char *name = vdt_present_text (vdt_tuning_rule_get_name (rule));
  g_autofree char *count = g_strdup_printf (ngettext ("%u alert", "%u alerts", n), n);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", g_str_equal (vdt_tuning_rule_get_action (rule), "hide")
                                               ? _("Hides") : _("Resolves"), count);
  g_autofree char *switch_label = g_strdup_printf (_("Use the rule %s"), name);

  row->rule = g_object_ref (rule);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_switch_set_active (GTK_SWITCH (toggle), vdt_tuning_rule_get_enabled (rule));
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, switch_label, -1);
  g_signal_connect (toggle, "notify::active", G_CALLBACK (switched_cb), NULL);
  if (n > 0)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon_button ("vdt-undo-symbolic", _("Take Back What It Did"),
                                                                  G_CALLBACK (undo_clicked_cb)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon_button ("vdt-close-symbolic", _("Remove the Rule"),
                                                                G_CALLBACK (remove_clicked_cb)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);

  return GTK_WIDGET (row);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VdtTuningWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) rules = vdt_session_list_tuning_finish (VDT_SESSION (object), result, &error);
  GtkListBoxRow *row;

  if (self->session == NULL)
    return;

  if (rules == NULL)
    {
      vdt_state_view_set_failed (self->state_view, _("The Rules Cannot Be Read"), error->message);
      vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_FAILED);
      return;
    }

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < g_list_model_get_n_items (rules); i++)
    {
      g_autoptr(VdtTuningRule) rule = g_list_model_get_item (rules, i);

      gtk_list_box_append (self->list, row_new (rule));
    }
  vdt_state_view_set_state (self->state_view, g_list_model_get_n_items (rules) > 0 ? VDT_VIEW_STATE_CONTENT
                                                                                   : VDT_VIEW_STATE_EMPTY);
}

static void
read_rules (VdtTuningWindow *self)
{
  if (self->session != NULL)
    vdt_session_list_tuning_async (self->session, NULL, listed_cb, g_object_ref (self));
}

static void
vdt_tuning_window_dispose (GObject *object)
{
  g_clear_object (&VDT_TUNING_WINDOW (object)->session);

  G_OBJECT_CLASS (vdt_tuning_window_parent_class)->dispose (object);
}

static void
vdt_tuning_window_class_init (VdtTuningWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vdt_tuning_window_dispose;
  vdt_window_class_add_close_keys (GTK_WIDGET_CLASS (klass));
}

static void
vdt_tuning_window_init (VdtTuningWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *add = gtk_button_new_with_mnemonic (_("_New Rule…"));

  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_clicked_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), add);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_widget_set_margin_start (GTK_WIDGET (self->list), 18);
  gtk_widget_set_margin_end (GTK_WIDGET (self->list), 18);
  gtk_widget_set_margin_top (GTK_WIDGET (self->list), 18);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->list), 18);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Tuning rules"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));

  self->state_view = g_object_new (VDT_TYPE_STATE_VIEW, "vexpand", TRUE, NULL);
  vdt_state_view_set_child (self->state_view, scroller);
  vdt_state_view_set_empty (self->state_view, "vdt-filter-symbolic", _("No Tuning Rules"),
                            _("A rule hides or resolves new alerts of no interest as they come. Make one here, or from "
                              "an alert."));
  vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_LOADING);

  self->overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->overlay, GTK_WIDGET (self->state_view));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->overlay));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 620, 480);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_title (GTK_WINDOW (self), _("Alert Tuning"));
}

/**
 * vdt_tuning_window_new:
 * @parent: the window it is over
 * @session: an open session
 *
 * Returns: a new window
 */
GtkWidget *
vdt_tuning_window_new (GtkWindow  *parent,
                       VdtSession *session)
{
  VdtTuningWindow *self = g_object_new (VDT_TYPE_TUNING_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  read_rules (self);

  return GTK_WIDGET (self);
}
