/* vdt-package-page.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-package-page.h"

#include <glib/gi18n.h>

#include "vdt-comment.h"
#include "vdt-incident-tables.h"
#include "vdt-present.h"
#include "vdt-safe-text.h"
#include "vdt-schema.h"
#include "vdt-session-package-read.h"
#include "vdt-state-bar.h"
#include "vdt-state-view.h"

#define MAX_REPORT 400000 /* bytes; more is laid out too slowly */

/**
 * VdtPackagePage:
 *
 * A case package, read where it lies: what the check of its hashes and its signature
 * found, and its parts as tables. Nothing can be changed, and nothing of it comes into
 * the workspace.
 */
struct _VdtPackagePage
{
  VdtPage            parent_instance;

  VdtStateView      *state_view;
  VdtStateBar       *bar;
  GtkLabel          *title_label;
  GtkStack          *stack;
  GtkWidget         *side;

  GCancellable      *opening;
  VdtPackageContent *content;
  char              *path;
  char              *result;    /* what the bar says */
};

G_DEFINE_FINAL_TYPE (VdtPackagePage, vdt_package_page, VDT_TYPE_PAGE)

/* {{{ comments */

static char *
comment_text (gpointer    item,
              const char *property)
{
  return vdt_present_text (vdt_record_get_text (item, property));
}

static char *
comment_time (gpointer    item,
              const char *property)
{
  return vdt_time_format (vdt_record_get_time (item, property), VDT_TIME_DATA);
}

static const VdtRecordColumn comment_columns[] = {
  { N_("Time (UTC)"), 190, "created-at", comment_time, NULL, NULL, vdt_record_get_time },
  { N_("Who"), 160, "author", comment_text, NULL, NULL, NULL },
  { N_("Comment"), 0, "text", comment_text, NULL, NULL, NULL },
};

/* }}} */
/* {{{ parts */

static void
selected_cb (VdtPackagePage *self,
             GObject        *record)
{
  vdt_page_set_selected (VDT_PAGE (self), record);
}

static void
activated_cb (VdtPackagePage *self,
              GObject        *record)
{
  vdt_page_set_selected (VDT_PAGE (self), record);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-inspector", NULL);
}

static void
add_table (VdtPackagePage *self,
           GtkWidget      *table,
           const char     *name,
           const char     *title,
           GListStore     *records)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (records));
  g_autofree char *label = g_strdup_printf ("%s (%u)", title, n);

  vdt_record_table_set_empty (VDT_RECORD_TABLE (table), "vdt-empty-symbolic", _("None in the Package"),
                              _("This part of the package is empty."));
  vdt_record_table_set_model (VDT_RECORD_TABLE (table), G_LIST_MODEL (records));
  g_signal_connect_object (table, "selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (table, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_titled (self->stack, table, name, label);
}

static GtkWidget *
label_new (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
add_row (GtkGrid    *grid,
         int        *row,
         const char *name,
         const char *text)
{
  GtkWidget *value;
  g_autofree char *safe = text == NULL ? NULL : vdt_safe_text_multiline (text, -1, 4000, NULL);

  if (safe == NULL || *safe == '\0')
    return;

  value = label_new (safe, NULL);
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_grid_attach (grid, label_new (name, "dim-label"), 0, *row, 1, 1);
  gtk_grid_attach (grid, value, 1, *row, 1, 1);
  (*row)++;
}

static void
add_nick (GtkGrid    *grid,
          int        *row,
          const char *name,
          const char *enum_name,
          const char *nick)
{
  const char *label = nick == NULL ? NULL : vdt_schema_label (enum_name, nick);

  add_row (grid, row, name, label == NULL ? nick : gettext (label));
}

static void
add_time (GtkGrid    *grid,
          int        *row,
          const char *name,
          gint64      time)
{
  g_autofree char *text = time == VDT_TIME_UNSET ? NULL : vdt_time_format (time, VDT_TIME_DATA);

  add_row (grid, row, name, text);
}

static void
add_overview (VdtPackagePage *self)
{
  const VdtPackageInfo *info = self->content->info;
  VdtIncident *incident = self->content->incident;
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  int row = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_widget_add_css_class (grid, "package-overview");
  add_row (GTK_GRID (grid), &row, _("Incident"), vdt_incident_get_id (incident));
  add_row (GTK_GRID (grid), &row, _("Title"), vdt_incident_get_title (incident));
  add_nick (GTK_GRID (grid), &row, _("Severity"), "alertSeverity", vdt_incident_get_severity (incident));
  add_nick (GTK_GRID (grid), &row, _("Status"), "incidentStatus", vdt_incident_get_status (incident));
  add_nick (GTK_GRID (grid), &row, _("Classification"), "alertClassification",
            vdt_incident_get_classification (incident));
  add_nick (GTK_GRID (grid), &row, _("Determination"), "alertDetermination",
            vdt_incident_get_determination (incident));
  add_row (GTK_GRID (grid), &row, _("Owner"), vdt_incident_get_owner (incident));
  add_time (GTK_GRID (grid), &row, _("Created"), vdt_incident_get_created_at (incident));
  add_time (GTK_GRID (grid), &row, _("First activity"), vdt_incident_get_first_activity_at (incident));
  add_time (GTK_GRID (grid), &row, _("Last activity"), vdt_incident_get_last_activity_at (incident));
  add_row (GTK_GRID (grid), &row, _("Description"), vdt_incident_get_description (incident));
  add_row (GTK_GRID (grid), &row, _("Closing note"), vdt_incident_get_closing_note (incident));
  add_row (GTK_GRID (grid), &row, _("Package"), self->path);
  add_row (GTK_GRID (grid), &row, _("Made by"), info->made_by);
  add_row (GTK_GRID (grid), &row, _("Made at"), info->made_at);
  add_row (GTK_GRID (grid), &row, _("Last hash of the chain"), info->head);
  add_row (GTK_GRID (grid), &row, _("SHA-256 of the key"), info->key_id);
  for (guint i = 0; i < info->problems->len; i++)
    add_row (GTK_GRID (grid), &row, _("Problem"), g_ptr_array_index (info->problems, i));

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_stack_add_titled (self->stack, scroller, "overview", _("Overview"));
}

static void
add_report (VdtPackagePage       *self,
            const VdtPackageText *report,
            guint                 number)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autofree char *title = g_strdup_printf (_("Report %u"), number);
  g_autofree char *text = vdt_safe_text_multiline (report->text, -1, MAX_REPORT, NULL);

  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_stack_add_titled (self->stack, scroller, report->path, title);
}

static void
fill (VdtPackagePage *self)
{
  VdtPackageContent *content = self->content;

  add_overview (self);
  for (guint i = 0; i < content->reports->len; i++)
    add_report (self, g_ptr_array_index (content->reports, i), i + 1);
  add_table (self, vdt_incident_tables_new_alerts (), "alerts", _("Alerts"), content->alerts);
  add_table (self, vdt_incident_tables_new_assets (), "assets", _("Assets"), content->assets);
  add_table (self, vdt_incident_tables_new_evidence (), "evidence", _("Evidence"), content->evidence);
  add_table (self, vdt_incident_tables_new_kept (), "kept", _("Kept"), content->kept);
  add_table (self, vdt_record_table_new (_("Comments"), comment_columns, G_N_ELEMENTS (comment_columns)), "comments",
             _("Comments"), content->comments);
  add_table (self, vdt_incident_tables_new_log (), "queries", _("Queries"), content->queries);
  add_table (self, vdt_incident_tables_new_log (), "log", _("Log"), content->log);
}

/* }}} */
/* {{{ the check */

static char *
signature_text (const VdtPackageInfo *info)
{
  if (!info->is_signed)
    return g_strdup (_("It is not signed."));
  if (!info->signature_good)
    return g_strdup (_("Its signature is wrong."));

  /* Translators: %.16s is the begin of the SHA-256 of a public key. */
  return g_strdup_printf (_("It is signed with the key %.16s…: compare that with what its maker says."), info->key_id);
}

static void
show_check (VdtPackagePage *self)
{
  const VdtPackageInfo *info = self->content->info;
  g_autofree char *signature = signature_text (info);

  g_free (self->result);
  if (info->intact && info->problems->len == 0)
    {
      g_autofree char *parts = g_strdup_printf (ngettext ("%u part is", "%u parts are", info->n_parts), info->n_parts);

      /* Translators: the first %s is “8 parts are”, the second says who signed. */
      self->result = g_strdup_printf (_("Read-only case package. Verified: %s as they were when it was made. %s"),
                                      parts, signature);
      vdt_state_bar_set (self->bar, "package", VDT_STATE_BAR_NEUTRAL, "vdt-shield-symbolic", self->result, NULL, NULL,
                         FALSE);
    }
  else
    {
      self->result = g_strdup_printf (_("Read-only case package. Not as it was made: %s. %s"),
                                      info->problems->len > 0 ? (char *) g_ptr_array_index (info->problems, 0) : "",
                                      signature);
      vdt_state_bar_set (self->bar, "package", VDT_STATE_BAR_ERROR, "vdt-warning-symbolic", self->result, NULL, NULL,
                         FALSE);
    }
}

static void
opened_cb (GObject      *object G_GNUC_UNUSED,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VdtPackagePage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtPackageContent) content = vdt_session_open_package_finish (result, &error);
  g_autofree char *title = NULL;
  g_autofree char *tab = NULL;

  if (self->state_view == NULL)
    return;
  if (content == NULL)
    {
      vdt_state_view_set_failed (self->state_view, _("The Package Cannot Be Read"), error->message);
      vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_FAILED);
      return;
    }

  self->content = g_steal_pointer (&content);
  title = vdt_present_incident_title (self->content->incident);
  gtk_label_set_label (self->title_label, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), title);
  /* Translators: %s is the number of an incident. */
  tab = g_strdup_printf (_("Package %s"), vdt_incident_get_id (self->content->incident));
  vdt_page_set_title (VDT_PAGE (self), tab);
  show_check (self);
  fill (self);
  vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_CONTENT);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    vdt_page_focus_start (VDT_PAGE (self));
}

/* }}} */
/* {{{ the page's duties */

static VdtRecordTable *
shown_table (VdtPackagePage *self)
{
  GtkWidget *shown = gtk_stack_get_visible_child (self->stack);

  return shown != NULL && VDT_IS_RECORD_TABLE (shown) ? VDT_RECORD_TABLE (shown) : NULL;
}

static void
shown_cb (VdtPackagePage *self)
{
  VdtRecordTable *table = self->content == NULL ? NULL : shown_table (self);

  vdt_page_set_selected (VDT_PAGE (self), table == NULL ? NULL : vdt_record_table_get_current (table));
}

static void
vdt_package_page_search (VdtPage *page)
{
  VdtPackagePage *self = VDT_PACKAGE_PAGE (page);

  if (self->content == NULL)
    return;

  if (shown_table (self) == NULL)
    gtk_stack_set_visible_child_name (self->stack, "alerts");
  vdt_record_table_search (shown_table (self), NULL);
}

static gboolean
vdt_package_page_leave (VdtPage *page)
{
  VdtRecordTable *table = shown_table (VDT_PACKAGE_PAGE (page));

  return table != NULL && vdt_record_table_leave (table);
}

static void
vdt_package_page_focus_start (VdtPage *page)
{
  gtk_widget_child_focus (VDT_PACKAGE_PAGE (page)->side, GTK_DIR_TAB_FORWARD);
}

/* }}} */
/* {{{ class */

static void
vdt_package_page_dispose (GObject *object)
{
  VdtPackagePage *self = VDT_PACKAGE_PAGE (object);

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->state_view = NULL;

  G_OBJECT_CLASS (vdt_package_page_parent_class)->dispose (object);
}

static void
vdt_package_page_finalize (GObject *object)
{
  VdtPackagePage *self = VDT_PACKAGE_PAGE (object);

  g_clear_pointer (&self->content, vdt_package_content_free);
  g_free (self->path);
  g_free (self->result);

  G_OBJECT_CLASS (vdt_package_page_parent_class)->finalize (object);
}

static void
vdt_package_page_class_init (VdtPackagePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  VdtPageClass *page_class = VDT_PAGE_CLASS (klass);

  object_class->dispose = vdt_package_page_dispose;
  object_class->finalize = vdt_package_page_finalize;
  page_class->kind = "package";
  page_class->search = vdt_package_page_search;
  page_class->leave = vdt_package_page_leave;
  page_class->focus_start = vdt_package_page_focus_start;
}

static void
vdt_package_page_init (VdtPackagePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->opening = g_cancellable_new ();
  self->state_view = g_object_new (VDT_TYPE_STATE_VIEW, NULL);
  self->bar = g_object_new (VDT_TYPE_STATE_BAR, NULL);
  self->title_label = GTK_LABEL (label_new (NULL, "title-3"));
  gtk_label_set_ellipsize (self->title_label, PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (self->title_label, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title_label), "package-title");
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  self->side = gtk_stack_sidebar_new ();
  gtk_stack_sidebar_set_stack (GTK_STACK_SIDEBAR (self->side), self->stack);
  gtk_widget_set_size_request (self->side, 150, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->side), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Parts of the package"), -1);
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);

  gtk_box_append (GTK_BOX (columns), self->side);
  gtk_box_append (GTK_BOX (columns), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bar));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title_label));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), columns);
  vdt_state_view_set_child (self->state_view, box);
  vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_LOADING);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->state_view));
  vdt_page_set_title (VDT_PAGE (self), _("Case Package"));
}

/* }}} */

/**
 * vdt_package_page_dup_key:
 * @path: a file
 *
 * Returns: the key of the page of this package, so that it is opened once
 */
char *
vdt_package_page_dup_key (const char *path)
{
  return g_strconcat ("package:", path, NULL);
}

/**
 * vdt_package_page_new:
 * @path: a case package
 *
 * Returns: a page that checks and shows it
 */
GtkWidget *
vdt_package_page_new (const char *path)
{
  VdtPackagePage *self;
  g_autofree char *key = vdt_package_page_dup_key (path);

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (VDT_TYPE_PACKAGE_PAGE, NULL);
  self->path = g_strdup (path);
  vdt_page_set_key (VDT_PAGE (self), key);
  vdt_session_open_package_async (path, self->opening, opened_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}

/**
 * vdt_package_page_get_result:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): what the check found, as it is shown; %NULL while
 *   it is under way
 */
const char *
vdt_package_page_get_result (VdtPackagePage *self)
{
  g_return_val_if_fail (VDT_IS_PACKAGE_PAGE (self), NULL);

  return self->result;
}
