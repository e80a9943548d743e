/* vdt-hunt-grid-keep.c
 *
 * Rows as evidence of an incident: Ctrl+D, Return.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gi18n.h>

#include "vdt-feedback.h"
#include "vdt-hunt-grid-private.h"
#include "vdt-present.h"
#include "vdt-safe-text.h"
#include "vdt-session-changes.h"
#include "vdt-session-kept.h"

#define MAX_ROWS   1000
#define MAX_TITLE  50              /* characters of an incident's title */
#define MAX_OFFERS 200             /* incidents of the list */
#define STATE_KEY  "keep:incident" /* the one that was used last */

/* What the popover has. */
typedef struct
{
  VdtHuntGrid *grid;
  VdtKept     *kept;
  GPtrArray   *ids;
  GtkDropDown *incident;
  GtkEditable *note;
} Keep;

static void
keep_free (gpointer  data,
           GClosure *closure)
{
  Keep *keep = data;

  g_object_unref (keep->kept);
  g_ptr_array_unref (keep->ids);
  g_free (keep);
}

static void
keep_cb (GtkWidget *widget,
         Keep      *keep)
{
  VdtHuntGrid *self = keep->grid;
  const char *id = g_ptr_array_index (keep->ids, gtk_drop_down_get_selected (keep->incident));
  g_autofree char *note = g_strstrip (g_strdup (gtk_editable_get_text (keep->note)));
  g_autoptr(VdtChange) change = NULL;

  vdt_record_set_text (keep->kept, "note", *note == '\0' ? NULL : note);
  change = vdt_change_new_keep (id, keep->kept);
  vdt_session_save_state (self->session, STATE_KEY, id);
  vdt_session_apply_async (self->session, change, NULL, vdt_feedback_changed_cb, g_object_ref (self));
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER)));
}

/* The incidents, the newest of the queue first, and which of them is the most likely. */
static GtkWidget *
new_incidents (VdtHuntGrid *self,
               GPtrArray   *ids)
{
  GListModel *queue = vdt_session_get_queue (self->session);
  g_autofree char *last = vdt_session_dup_state (self->session, STATE_KEY);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *list;
  guint chosen = 0;

  for (guint i = 0; i < g_list_model_get_n_items (queue) && ids->len < MAX_OFFERS; i++)
    {
      g_autoptr(VdtIncident) incident = g_list_model_get_item (queue, i);
      g_autofree char *number = vdt_present_number (vdt_incident_get_id (incident));
      g_autofree char *title = vdt_safe_text (vdt_incident_get_title (incident), -1, MAX_TITLE, NULL);
      g_autofree char *name = g_strdup_printf ("%s  %s", number, title);

      if (g_strcmp0 (vdt_incident_get_id (incident), last) == 0)
        chosen = ids->len;
      g_ptr_array_add (ids, g_strdup (vdt_incident_get_id (incident)));
      gtk_string_list_append (names, name);
    }
  list = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (list), chosen);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Incident"), -1);

  return list;
}

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
new_content (Keep *keep)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Keep as Evidence"));
  g_autofree char *hash = g_strdup_printf ("SHA-256 %.16s…", vdt_kept_get_sha256 (keep->kept));
  GtkWidget *note = gtk_entry_new ();
  GtkWidget *incident = new_incidents (keep->grid, keep->ids);

  keep->incident = GTK_DROP_DOWN (incident);
  keep->note = GTK_EDITABLE (note);
  gtk_entry_set_placeholder_text (GTK_ENTRY (note), _("Why (optional)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (note), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Why you keep this"), -1);
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_sensitive (button, keep->ids->len > 0);
  gtk_box_append (GTK_BOX (box), new_label (vdt_kept_get_title (keep->kept), "heading"));
  gtk_box_append (GTK_BOX (box), new_label (hash, "caption"));
  gtk_box_append (GTK_BOX (box), incident);
  gtk_box_append (GTK_BOX (box), note);
  gtk_box_append (GTK_BOX (box), button);
  g_signal_connect_data (note, "activate", G_CALLBACK (keep_cb), keep, keep_free, 0);
  g_signal_connect (button, "clicked", G_CALLBACK (keep_cb), keep);

  return box;
}

/**
 * vdt_hunt_grid_keep:
 * @self: a grid with a session
 *
 * Asks to which incident the selected rows are evidence; Return in the note keeps them.
 */
void
vdt_hunt_grid_keep (VdtHuntGrid *self)
{
  g_autoptr(VdtResultSource) source = NULL;
  GtkWidget *popover;
  Keep *keep;

  g_return_if_fail (VDT_IS_HUNT_GRID (self));

  if (!vdt_hunt_grid_check_rows (self, MAX_ROWS) || self->session == NULL)
    return;
  if (g_list_model_get_n_items (vdt_session_get_queue (self->session)) == 0)
    {
      vdt_feedback_toast (GTK_WIDGET (self), _("There is no incident that rows could be kept with"));
      return;
    }

  source = vdt_hunt_grid_new_source (self, TRUE);
  keep = g_new0 (Keep, 1);
  keep->grid = self;
  keep->ids = g_ptr_array_new_with_free_func (g_free);
  keep->kept = vdt_session_new_kept_rows (source, vdt_hunt_rows_get_run (self->rows), "local (DuckDB)");
  popover = vdt_hunt_grid_open_popover (self, _("Keep as Evidence"));
  gtk_popover_set_child (GTK_POPOVER (popover), new_content (keep));
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_grab_focus (GTK_WIDGET (keep->note));
}
