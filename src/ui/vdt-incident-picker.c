/* vdt-incident-picker.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-incident-picker.h"

#include <glib/gi18n.h>

#include "vdt-present.h"
#include "vdt-session-queue.h"
#include "vdt-window-keys.h"

#define MAX_ROWS 40

/**
 * VdtIncidentPicker:
 *
 * Words find incidents by name, number or asset; Return takes the first one, or the
 * one that the arrows lead to. Emits #VdtIncidentPicker::chosen and closes.
 */
struct _VdtIncidentPicker
{
  AdwWindow       parent_instance;

  GtkSearchEntry *entry;
  GtkListBox     *list;

  VdtSession     *session;
  char           *except_id;
  GCancellable   *cancellable;
};

G_DEFINE_FINAL_TYPE (VdtIncidentPicker, vdt_incident_picker, ADW_TYPE_WINDOW)

#define VDT_TYPE_PICKER_ROW (vdt_picker_row_get_type ())
G_DECLARE_FINAL_TYPE (VdtPickerRow, vdt_picker_row, VDT, PICKER_ROW, GtkListBoxRow)

struct _VdtPickerRow
{
  GtkListBoxRow  parent_instance;

  VdtIncident   *incident;
};

G_DEFINE_FINAL_TYPE (VdtPickerRow, vdt_picker_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
vdt_picker_row_finalize (GObject *object)
{
  g_clear_object (&VDT_PICKER_ROW (object)->incident);

  G_OBJECT_CLASS (vdt_picker_row_parent_class)->finalize (object);
}

static void
vdt_picker_row_class_init (VdtPickerRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_picker_row_finalize;
}

static void
vdt_picker_row_init (VdtPickerRow *self)
{
}

static GtkWidget *
row_new (VdtIncident *incident)
{
  VdtPickerRow *row = g_object_new (VDT_TYPE_PICKER_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *badge = vdt_present_badge_new ();
  g_autofree char *title = vdt_present_incident_title (incident);
  g_autofree char *number = vdt_present_number (vdt_incident_get_id (incident));
  g_autofree char *text = g_strdup_printf ("%s  %s", number, title);
  GtkWidget *label = gtk_label_new (text);

  row->incident = g_object_ref (incident);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  vdt_present_badge_severity (badge, vdt_incident_get_severity (incident));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);

  return GTK_WIDGET (row);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VdtIncidentPicker) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) rows = vdt_session_list_incidents_finish (VDT_SESSION (object), result, &error);
  GtkWidget *child;

  /* another search has begun, or the window is gone */
  if (self->list == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL && GTK_IS_LIST_BOX_ROW (child))
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; rows != NULL && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(VdtIncident) incident = g_list_model_get_item (rows, i);

      if (g_strcmp0 (vdt_incident_get_id (incident), self->except_id) != 0)
        gtk_list_box_append (self->list, row_new (incident));
    }
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

static void
search (VdtIncidentPicker *self)
{
  g_autoptr(VdtQueueQuery) query = vdt_queue_query_new ();
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  vdt_record_set_text (query, "search", *text == '\0' ? NULL : text);
  vdt_record_set_text (query, "sort-key", "updated");
  vdt_record_set_flag (query, "descending", TRUE);
  vdt_session_list_incidents_async (self->session, query, 0, MAX_ROWS, self->cancellable, listed_cb,
                                    g_object_ref (self));
}

static void
choose (VdtIncidentPicker *self,
        GtkListBoxRow     *row)
{
  g_autoptr(VdtIncident) incident = NULL;

  if (row == NULL)
    return;

  incident = g_object_ref (VDT_PICKER_ROW (row)->incident);
  g_signal_emit (self, signals[CHOSEN], 0, incident);
  gtk_window_close (GTK_WINDOW (self));
}

static void
entry_activate_cb (VdtIncidentPicker *self)
{
  choose (self, gtk_list_box_get_selected_row (self->list));
}

static gboolean
entry_key_cb (GtkEventControllerKey *controller,
              guint                  key,
              guint                  code,
              GdkModifierType        state,
              VdtIncidentPicker     *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int by = key == GDK_KEY_Down ? 1 : key == GDK_KEY_Up ? -1 : 0;

  if (by == 0 || row == NULL)
    return GDK_EVENT_PROPAGATE;

  row = gtk_list_box_get_row_at_index (self->list, MAX (0, gtk_list_box_row_get_index (row) + by));
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);

  return GDK_EVENT_STOP;
}

static void
vdt_incident_picker_dispose (GObject *object)
{
  VdtIncidentPicker *self = VDT_INCIDENT_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  self->list = NULL;

  G_OBJECT_CLASS (vdt_incident_picker_parent_class)->dispose (object);
}

static void
vdt_incident_picker_finalize (GObject *object)
{
  g_free (VDT_INCIDENT_PICKER (object)->except_id);

  G_OBJECT_CLASS (vdt_incident_picker_parent_class)->finalize (object);
}

static void
vdt_incident_picker_class_init (VdtIncidentPickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vdt_incident_picker_dispose;
  G_OBJECT_CLASS (klass)->finalize = vdt_incident_picker_finalize;
  vdt_window_class_add_close_keys (GTK_WIDGET_CLASS (klass));

  /**
   * VdtIncidentPicker::chosen:
   * @self: the window
   * @incident: a row of the queue
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, VDT_TYPE_INCIDENT);
}

static void
vdt_incident_picker_init (VdtIncidentPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->entry, "placeholder-text", _("Name, number or asset"), NULL);
  gtk_widget_set_margin_start (GTK_WIDGET (self->entry), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->entry), 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self->entry), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->entry), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Find an incident"), -1);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (search), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activate_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (gtk_window_close), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (entry_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Incidents"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (choose), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 420);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

/**
 * vdt_incident_picker_new:
 * @parent: the window it is over
 * @session: an open session
 * @title: what the incident is for
 * @except_id: (nullable): an incident that cannot be chosen
 *
 * Returns: a new window
 */
GtkWidget *
vdt_incident_picker_new (GtkWindow  *parent,
                         VdtSession *session,
                         const char *title,
                         const char *except_id)
{
  VdtIncidentPicker *self = g_object_new (VDT_TYPE_INCIDENT_PICKER, "transient-for", parent, "title", title, NULL);

  self->session = g_object_ref (session);
  self->except_id = g_strdup (except_id);
  search (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));

  return GTK_WIDGET (self);
}
