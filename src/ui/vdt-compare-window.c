/* vdt-compare-window.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-compare-window.h"

#include <glib/gi18n.h>

#include "vdt-attack.h"
#include "vdt-present.h"
#include "vdt-schema.h"
#include "vdt-state-view.h"
#include "vdt-window-keys.h"

/* So many names of a set are written out. */
#define MAX_NAMES 24

/**
 * VdtCompareWindow:
 *
 * What two incidents have in common and what only one of them has: state, assets,
 * techniques, alerts.
 */
struct _VdtCompareWindow
{
  AdwWindow     parent_instance;

  VdtStateView *state_view;
  GtkGrid      *grid;

  VdtSession   *session;
  VdtIncident  *incident;
  char         *other_id;
  int           row;
};

G_DEFINE_FINAL_TYPE (VdtCompareWindow, vdt_compare_window, ADW_TYPE_WINDOW)

static GtkWidget *
text_new (const char *text,
          const char *css_class)
{
  g_autofree char *safe = vdt_present_text (text);
  GtkWidget *label = gtk_label_new (*safe == '\0' ? "–" : safe);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

/* A line of the table; a sign tells without colour which lines are the same. */
static void
add_line (VdtCompareWindow *self,
          const char       *name,
          const char       *left,
          const char       *right)
{
  gboolean same = g_strcmp0 (left, right) == 0;
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (self->grid, label, 0, self->row, 1, 1);
  gtk_grid_attach (self->grid, text_new (left, NULL), 1, self->row, 1, 1);
  gtk_grid_attach (self->grid, gtk_label_new (same ? "=" : "≠"), 2, self->row, 1, 1);
  gtk_grid_attach (self->grid, text_new (right, NULL), 3, self->row, 1, 1);
  self->row++;
}

/* {{{ sets */

static void
collect_assets (VdtIncident *incident,
                GHashTable  *names)
{
  GListModel *assets = vdt_incident_get_assets (incident);

  for (guint i = 0; i < g_list_model_get_n_items (assets); i++)
    {
      g_autoptr(VdtAsset) asset = g_list_model_get_item (assets, i);
      const char *name = vdt_asset_get_name (asset);

      if (name != NULL)
        g_hash_table_insert (names, g_utf8_casefold (name, -1), g_strdup (name));
    }
}

static void
collect_techniques (VdtIncident *incident,
                    GHashTable  *names)
{
  GListModel *alerts = vdt_incident_get_alerts (incident);

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);
      const char * const *techniques = vdt_alert_get_techniques (alert);

      for (gsize j = 0; techniques != NULL && techniques[j] != NULL; j++)
        {
          g_autofree char *full = vdt_attack_dup_full_name (techniques[j]);

          g_hash_table_insert (names, g_strdup (techniques[j]),
                               full == NULL ? g_strdup (techniques[j]) : g_strdup_printf ("%s %s", techniques[j], full));
        }
    }
}

static void
collect_alerts (VdtIncident *incident,
                GHashTable  *names)
{
  GListModel *alerts = vdt_incident_get_alerts (incident);

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);
      const char *title = vdt_alert_get_title (alert);

      if (title != NULL)
        g_hash_table_insert (names, g_utf8_casefold (title, -1), g_strdup (title));
    }
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (*(const char * const *) a, *(const char * const *) b);
}

/* The names of @set that @other has, or has not. */
static char *
join (GHashTable *set,
      GHashTable *other,
      gboolean    in_both)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  GString *text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_hash_table_contains (other, key) == in_both)
      g_ptr_array_add (names, value);
  g_ptr_array_sort (names, compare_texts);

  for (guint i = 0; i < MIN (names->len, MAX_NAMES); i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : ", ", (const char *) g_ptr_array_index (names, i));
  if (names->len > MAX_NAMES)
    g_string_append_printf (text, ngettext (" and %u more", " and %u more", names->len - MAX_NAMES),
                            names->len - MAX_NAMES);

  return g_string_free (text, FALSE);
}

static void
add_set (VdtCompareWindow *self,
         VdtIncident      *other,
         const char       *in_both,
         const char       *in_one,
         void            (*collect) (VdtIncident *incident,
                                     GHashTable  *names))
{
  g_autoptr(GHashTable) left = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GHashTable) right = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *common = NULL;
  g_autofree char *only_left = NULL;
  g_autofree char *only_right = NULL;
  GtkWidget *label = gtk_label_new (in_both);

  collect (self->incident, left);
  collect (other, right);
  common = join (left, right, TRUE);
  only_left = join (left, right, FALSE);
  only_right = join (right, left, FALSE);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (self->grid, label, 0, self->row, 1, 1);
  gtk_grid_attach (self->grid, text_new (common, "shared"), 1, self->row, 3, 1);
  self->row++;
  add_line (self, in_one, only_left, only_right);
}

/* }}} */

static const char *
label_of (const char *enum_name,
          const char *nick)
{
  return nick == NULL ? NULL : vdt_schema_label (enum_name, nick);
}

static void
add_field (VdtCompareWindow *self,
           VdtIncident      *other,
           const char       *name,
           const char       *property,
           const char       *enum_name)
{
  const char *left = vdt_record_get_text (self->incident, property);
  const char *right = vdt_record_get_text (other, property);

  if (enum_name != NULL)
    {
      left = label_of (enum_name, left);
      right = label_of (enum_name, right);
    }
  add_line (self, name, left, right);
}

static void
fill (VdtCompareWindow *self,
      VdtIncident      *other)
{
  VdtIncident *both[] = { self->incident, other };
  g_autofree char *left = g_strdup_printf ("%u", vdt_incident_get_priority (self->incident));
  g_autofree char *right = g_strdup_printf ("%u", vdt_incident_get_priority (other));
  g_autofree char *left_time = vdt_present_time (vdt_incident_get_first_activity_at (self->incident));
  g_autofree char *right_time = vdt_present_time (vdt_incident_get_first_activity_at (other));

  for (int i = 0; i < 2; i++)
    {
      g_autofree char *title = vdt_present_incident_title (both[i]);
      g_autofree char *number = vdt_present_number (vdt_incident_get_id (both[i]));
      g_autofree char *text = g_strdup_printf ("%s  %s", number, title);

      gtk_grid_attach (self->grid, text_new (text, "heading"), i == 0 ? 1 : 3, self->row, 1, 1);
    }
  self->row++;
  add_line (self, _("Priority"), left, right);
  add_line (self, _("Severity"), vdt_present_severity (vdt_incident_get_severity (self->incident)),
            vdt_present_severity (vdt_incident_get_severity (other)));
  add_line (self, _("Status"), vdt_present_status (vdt_incident_get_status (self->incident)),
            vdt_present_status (vdt_incident_get_status (other)));
  add_field (self, other, _("Owner"), "owner", NULL);
  add_field (self, other, _("Classification"), "classification", "alertClassification");
  add_field (self, other, _("Determination"), "determination", "alertDetermination");
  add_field (self, other, _("Closing note"), "closing-note", NULL);
  add_line (self, _("First activity"), left_time, right_time);
  add_set (self, other, _("Alerts in both"), _("Alerts in one"), collect_alerts);
  add_set (self, other, _("Assets in both"), _("Assets in one"), collect_assets);
  add_set (self, other, _("Techniques in both"), _("Techniques in one"), collect_techniques);
  vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_CONTENT);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VdtCompareWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtIncident) other = vdt_session_load_incident_finish (VDT_SESSION (object), result, &error);

  if (self->session == NULL)
    return;

  if (other != NULL)
    {
      fill (self, other);
      return;
    }
  vdt_state_view_set_failed (self->state_view, _("The Incident Cannot Be Read"), error->message);
  vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_FAILED);
}

static void
open_cb (VdtCompareWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.open-incident", "s", self->other_id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
vdt_compare_window_dispose (GObject *object)
{
  VdtCompareWindow *self = VDT_COMPARE_WINDOW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->incident);

  G_OBJECT_CLASS (vdt_compare_window_parent_class)->dispose (object);
}

static void
vdt_compare_window_finalize (GObject *object)
{
  g_free (VDT_COMPARE_WINDOW (object)->other_id);

  G_OBJECT_CLASS (vdt_compare_window_parent_class)->finalize (object);
}

static void
vdt_compare_window_class_init (VdtCompareWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vdt_compare_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vdt_compare_window_finalize;
  vdt_window_class_add_close_keys (GTK_WIDGET_CLASS (klass));
}

static void
vdt_compare_window_init (VdtCompareWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *open = gtk_button_new_with_mnemonic (_("_Open"));

  g_signal_connect_swapped (open, "clicked", G_CALLBACK (open_cb), self);
  gtk_widget_set_tooltip_text (open, _("Open the Incident on the Right"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), open);

  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 18);
  gtk_grid_set_row_spacing (self->grid, 9);
  gtk_widget_set_margin_start (GTK_WIDGET (self->grid), 18);
  gtk_widget_set_margin_end (GTK_WIDGET (self->grid), 18);
  gtk_widget_set_margin_top (GTK_WIDGET (self->grid), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->grid), 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->grid));
  self->state_view = g_object_new (VDT_TYPE_STATE_VIEW, "vexpand", TRUE, NULL);
  vdt_state_view_set_child (self->state_view, scroller);
  vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_LOADING);

  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->state_view));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 880, 560);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_title (GTK_WINDOW (self), _("Side by Side"));
}

/**
 * vdt_compare_window_new:
 * @parent: the window it is over
 * @session: an open session
 * @incident: an incident that is loaded: on the left
 * @other_id: another: on the right
 *
 * Returns: a new window
 */
GtkWidget *
vdt_compare_window_new (GtkWindow   *parent,
                        VdtSession  *session,
                        VdtIncident *incident,
                        const char  *other_id)
{
  VdtCompareWindow *self = g_object_new (VDT_TYPE_COMPARE_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->incident = g_object_ref (incident);
  self->other_id = g_strdup (other_id);
  vdt_session_load_incident_async (session, other_id, NULL, loaded_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}
