/* vdt-guidebook-window.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-guidebook-window.h"

#include <glib/gi18n.h>

#include "vdt-compat.h"
#include "vdt-present.h"
#include "vdt-session-guidebook.h"

/**
 * VdtGuidebookWindow:
 *
 * Each guidebook with its entries: a switch beside each says whether it is used once
 * the guidebook is active. Nothing is used before a person has activated it.
 */
struct _VdtGuidebookWindow
{
  AdwWindow            parent_instance;

  AdwPreferencesPage  *page;
  AdwPreferencesGroup *group;
  GtkLabel            *message;

  VdtSession          *session;
  GCancellable        *cancellable;
};

G_DEFINE_FINAL_TYPE (VdtGuidebookWindow, vdt_guidebook_window, ADW_TYPE_WINDOW)

static void reload (VdtGuidebookWindow *self);

static void
show_message (VdtGuidebookWindow *self,
              const char         *text)
{
  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void
changed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VdtGuidebookWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!vdt_session_set_guidebook_state_finish (VDT_SESSION (object), result, &error))
    show_message (self, error->message);
  if (self->session != NULL)
    reload (self);
}

static void
set_state_cb (GtkButton    *button,
              VdtGuidebook *guidebook)
{
  VdtGuidebookWindow *self = VDT_GUIDEBOOK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button)));

  vdt_session_set_guidebook_state_async (self->session, guidebook, gtk_widget_get_name (GTK_WIDGET (button)),
                                         self->cancellable, changed_cb, g_object_ref (self));
}

/* What is switched is kept with the guidebook's next state. */
static void
switched_cb (GtkSwitch         *toggle,
             GParamSpec        *pspec,
             VdtGuidebookEntry *entry)
{
  vdt_record_set_text (entry, "state", gtk_switch_get_active (toggle) ? "active" : "inactive");
}

static const char *
group_title (const char *group)
{
  static const struct { const char *nick; const char *title; } titles[] = {
    { "triage", N_("Triage") }, { "containment", N_("Containment") }, { "investigation", N_("Investigation") },
    { "remediation", N_("Remediation") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_strcmp0 (titles[i].nick, group) == 0)
      return gettext (titles[i].title);

  return "";
}

static GtkWidget *
entry_row (VdtGuidebookEntry *entry)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();
  g_autofree char *title = vdt_present_text (vdt_guidebook_entry_get_title (entry));
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  g_autofree char *heading = vdt_present_text (vdt_guidebook_entry_get_heading (entry));
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", group_title (vdt_guidebook_entry_get_group (entry)), heading);
  g_autofree char *escaped_subtitle = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped_subtitle);
  gtk_switch_set_active (GTK_SWITCH (toggle), g_strcmp0 (vdt_guidebook_entry_get_state (entry), "inactive") != 0);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (switched_cb), entry, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);

  return row;
}

static GtkWidget *
state_button (VdtGuidebook *guidebook,
              const char   *state,
              const char   *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *title = vdt_present_text (vdt_guidebook_get_title (guidebook));
  g_autofree char *name = g_strdup_printf ("%s: %s", label, title);

  gtk_widget_set_name (button, state);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (set_state_cb), guidebook, 0);

  return button;
}

static GtkWidget *
guidebook_row (VdtGuidebook *guidebook)
{
  GtkWidget *row = adw_expander_row_new ();
  GListModel *entries = vdt_guidebook_get_entries (guidebook);
  gboolean active = g_strcmp0 (vdt_guidebook_get_state (guidebook), "active") == 0;
  guint n = g_list_model_get_n_items (entries);
  g_autofree char *title = vdt_present_text (vdt_guidebook_get_title (guidebook));
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  g_autofree char *count = g_strdup_printf (ngettext ("%u task", "%u tasks", n), n);
  g_autofree char *subtitle = NULL;

  subtitle = g_strdup_printf ("%s · %s", active ? _("active")
                              : g_strcmp0 (vdt_guidebook_get_state (guidebook), "pending") == 0 ? _("waits for review")
                              : _("not active"), count);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), state_button (guidebook, "deleted", _("Delete")));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row),
                               active ? state_button (guidebook, "inactive", _("Deactivate"))
                                      : state_button (guidebook, "active", _("Activate")));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtGuidebookEntry) entry = g_list_model_get_item (entries, i);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), entry_row (entry));
    }

  return row;
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VdtGuidebookWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) list = vdt_session_list_guidebooks_finish (VDT_SESSION (object), result, &error);

  if (self->session == NULL)
    return;
  if (list == NULL)
    {
      show_message (self, error->message);
      return;
    }

  if (self->group != NULL)
    adw_preferences_page_remove (self->page, self->group);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _("Guidebooks"));
  adw_preferences_group_set_description (self->group, g_list_model_get_n_items (list) > 0
    ? _("What is active comes before the built-in steps, in incidents that it fits.")
    : _("Add your own guidelines as Markdown, text, DOCX or PDF, at most 10 MB."));
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VdtGuidebook) guidebook = g_list_model_get_item (list, i);

      adw_preferences_group_add (self->group, guidebook_row (guidebook));
    }
  adw_preferences_page_add (self->page, self->group);
}

static void
reload (VdtGuidebookWindow *self)
{
  vdt_session_list_guidebooks_async (self->session, self->cancellable, listed_cb, g_object_ref (self));
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VdtGuidebookWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtGuidebook) guidebook = vdt_session_import_guidebook_finish (VDT_SESSION (object), result, &error);

  if (self->session == NULL)
    return;
  show_message (self, guidebook == NULL ? error->message : NULL);
  reload (self);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  VdtGuidebookWindow *self = VDT_GUIDEBOOK_WINDOW (object);
  g_autoptr(GListModel) files = vdt_compat_open_files_finish (result, NULL);

  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      vdt_session_import_guidebook_async (self->session, file, self->cancellable, imported_cb, g_object_ref (self));
    }
}

static void
add_clicked_cb (VdtGuidebookWindow *self)
{
  static const char * const suffixes[] = { "md", "txt", "docx", "pdf" };
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Guidebooks (Markdown, text, DOCX, PDF)"));
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  g_list_store_append (filters, filter);
  vdt_compat_open_files_async (GTK_WINDOW (self), _("Add Guidebooks"), G_LIST_MODEL (filters), NULL, chosen_cb, NULL);
}

static void
vdt_guidebook_window_dispose (GObject *object)
{
  VdtGuidebookWindow *self = VDT_GUIDEBOOK_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vdt_guidebook_window_parent_class)->dispose (object);
}

static void
vdt_guidebook_window_class_init (VdtGuidebookWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vdt_guidebook_window_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vdt_guidebook_window_init (VdtGuidebookWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *add = gtk_button_new_with_label (_("Add…"));

  self->cancellable = g_cancellable_new ();
  self->message = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0, "visible", FALSE, "margin-start", 12,
                                "margin-end", 12, "margin-top", 6, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->page), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add guidebooks"), -1);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_clicked_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), add);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->message));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->page));
  adw_window_set_content (ADW_WINDOW (self), box);
}

/**
 * vdt_guidebook_window_new:
 * @parent: the window that it is over
 * @session: an open session
 *
 * Returns: a window of the guidebooks
 */
GtkWidget *
vdt_guidebook_window_new (GtkWindow  *parent,
                          VdtSession *session)
{
  VdtGuidebookWindow *self = g_object_new (VDT_TYPE_GUIDEBOOK_WINDOW, "transient-for", parent, "modal", TRUE,
                                           "title", _("Guidebooks"), "default-width", 620, "default-height", 520,
                                           NULL);

  self->session = g_object_ref (session);
  reload (self);

  return GTK_WIDGET (self);
}
