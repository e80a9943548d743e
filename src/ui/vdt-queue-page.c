/* vdt-queue-page.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-queue-page-private.h"

#include <glib/gi18n.h>

#include "vdt-actions.h"
#include "vdt-queue-columns.h"
#include "vdt-settings.h"

/**
 * VdtQueuePage:
 *
 * The incidents of the workspace, one line each. Search, filters and order are
 * the session's: this page asks, and shows the list that comes.
 */
G_DEFINE_FINAL_TYPE (VdtQueuePage, vdt_queue_page, VDT_TYPE_PAGE)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* {{{ what is shown */

/**
 * vdt_queue_page_update_state:
 * @self: a queue page
 *
 * Shows the list or why there is none, and how many there are.
 */
void
vdt_queue_page_update_state (VdtQueuePage *self)
{
  GListModel *queue = vdt_session_get_queue (self->session);
  guint n_shown = g_list_model_get_n_items (queue);
  g_autofree char *text = NULL;

  if (self->failed != NULL)
    {
      vdt_state_view_set_failed (self->state_view, _("The Queue Cannot Be Read"), self->failed);
      vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_FAILED);
    }
  else if (n_shown > 0)
    vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_CONTENT);
  else if (vdt_session_get_state (self->session) == VDT_SESSION_OPENING)
    vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_LOADING);
  else
    vdt_state_view_set_state (self->state_view, vdt_queue_page_is_filtered (self) ? VDT_VIEW_STATE_NO_MATCH
                                                                                : VDT_VIEW_STATE_EMPTY);

  if (vdt_queue_page_is_filtered (self))
    text = g_strdup_printf (ngettext ("%u incident matches · times in UTC",
                                      "%u incidents match · times in UTC", n_shown), n_shown);
  else
    text = g_strdup_printf (ngettext ("%u incident · times in UTC",
                                      "%u incidents · times in UTC", n_shown), n_shown);
  gtk_label_set_label (self->status_label, text);
  gtk_widget_set_visible (self->clear_button, vdt_queue_page_is_filtered (self));
}

static void
update_updated (VdtQueuePage *self)
{
  g_autofree char *time = vdt_time_format (vdt_clock_system (NULL), VDT_TIME_MINUTE);
  /* Translators: %s is a time of the day. */
  g_autofree char *text = g_strdup_printf (_("updated %s UTC"), time);

  gtk_label_set_label (self->updated_label, text);
}

static void
show_selected (VdtQueuePage *self)
{
  VdtIncident *incident = vdt_queue_page_get_current (self);

  vdt_page_set_incident (VDT_PAGE (self), incident);
  vdt_page_set_selected (VDT_PAGE (self), G_OBJECT (incident));
}

static void
update_bulk_bar (VdtQueuePage *self)
{
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  guint n = (guint) gtk_bitset_get_size (selected);
  g_autofree char *text = g_strdup_printf (ngettext ("%u selected", "%u selected", n), n);

  gtk_label_set_label (self->bulk_label, text);
  gtk_widget_set_visible (self->bulk_bar, n > 1);
}

/* The incident that the keys and the peek are about is the one selected last. */
static void
selection_changed_cb (VdtQueuePage *self,
                      guint         position,
                      guint         n_items)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (model);
  gboolean all = gtk_bitset_get_size (selected) == g_list_model_get_n_items (G_LIST_MODEL (model));

  for (guint i = 0; !all && i < n_items; i++)
    if (n_items == 1 || (gtk_selection_model_is_selected (model, position + i) && position + i != self->current))
      self->current = position + i;

  update_bulk_bar (self);
  show_selected (self);
}

/* A list that comes, or comes anew, begins at its top. */
static void
select_first (VdtQueuePage *self)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (model));
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (model);

  if (n > 0 && gtk_bitset_is_empty (selected))
    {
      self->current = MIN (self->current, n - 1);
      gtk_selection_model_select_item (model, self->current, TRUE);
    }
  update_bulk_bar (self);
  show_selected (self);
}

static void
items_changed_cb (VdtQueuePage *self)
{
  g_clear_pointer (&self->failed, g_free);
  select_first (self);
  vdt_queue_page_update_state (self);
  update_updated (self);
}

static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VdtQueuePage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!vdt_session_refresh_queue_finish (VDT_SESSION (object), result, &error))
    {
      g_free (self->failed);
      self->failed = g_strdup (error->message);
    }
  vdt_queue_page_update_state (self);
  update_updated (self);
}

/* }}} */
/* {{{ callbacks */

static void
search_changed_cb (VdtQueuePage *self)
{
  vdt_queue_page_apply (self);
}

static void
focus_list_cb (VdtQueuePage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->column_view));
}

static void
stop_search_cb (VdtQueuePage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  focus_list_cb (self);
}

static void
row_activated_cb (VdtQueuePage *self,
                  guint         position)
{
  g_autoptr(VdtIncident) incident = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (incident != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-incident", "s",
                                vdt_incident_get_id (incident));
}

/* }}} */
/* {{{ the page's duties */

static void
vdt_queue_page_search (VdtPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (VDT_QUEUE_PAGE (page)->search_entry));
}

static gboolean
vdt_queue_page_leave (VdtPage *page)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (page);

  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) == '\0')
    return FALSE;

  stop_search_cb (self);
  return TRUE;
}

static void
vdt_queue_page_refresh (VdtPage *page)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (page);

  vdt_session_refresh_queue_async (self->session, NULL, refreshed_cb, g_object_ref (self));
}

static void
vdt_queue_page_focus_start (VdtPage *page)
{
  focus_list_cb (VDT_QUEUE_PAGE (page));
}

/* }}} */
/* {{{ class */

static void
columns_moved_cb (VdtQueuePage *self)
{
  g_autoptr(GSettings) settings = NULL;
  g_auto(GStrv) keys = NULL;

  /* The view takes its columns off at its end, and when it gets others. */
  if (self->column_view == NULL || self->choosing_columns)
    return;

  settings = vdt_settings_new ();
  keys = vdt_queue_columns_dup_shown (self->column_view);
  g_settings_set_strv (settings, "queue-columns", (const char * const *) keys);
}

/* The columns as they were left; from now on each change is kept. */
static void
restore_columns (VdtQueuePage *self)
{
  g_autoptr(GSettings) settings = vdt_settings_new ();
  g_auto(GStrv) keys = g_settings_get_strv (settings, "queue-columns");

  vdt_queue_columns_set_shown (self->column_view, (const char * const *) keys);
  g_signal_connect_object (gtk_column_view_get_columns (self->column_view), "items-changed",
                           G_CALLBACK (columns_moved_cb), self, G_CONNECT_SWAPPED);
}

static void
vdt_queue_page_constructed (GObject *object)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (object);
  GListModel *queue = vdt_session_get_queue (self->session);

  G_OBJECT_CLASS (vdt_queue_page_parent_class)->constructed (object);

  self->selection = gtk_multi_selection_new (g_object_ref (queue));
  gtk_column_view_set_model (self->column_view, GTK_SELECTION_MODEL (self->selection));
  /* after the selection model, which hears of it first */
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify", G_CALLBACK (vdt_queue_page_update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  vdt_queue_page_add_sets (self);
  select_first (self);
  vdt_queue_page_update_state (self);
  update_updated (self);
}

static void
vdt_queue_page_dispose (GObject *object)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (object);

  /* AdwBin would unparent what the template has let go of (libadwaita 1.2). */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_QUEUE_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->session);
  g_clear_pointer (&self->failed, g_free);

  G_OBJECT_CLASS (vdt_queue_page_parent_class)->dispose (object);
}

static void
vdt_queue_page_set_property (GObject      *object,
                             guint         property_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch (property_id)
    {
    case PROP_SESSION:
      VDT_QUEUE_PAGE (object)->session = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
vdt_queue_page_class_init (VdtQueuePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VdtPageClass *page_class = VDT_PAGE_CLASS (klass);

  object_class->constructed = vdt_queue_page_constructed;
  object_class->dispose = vdt_queue_page_dispose;
  object_class->set_property = vdt_queue_page_set_property;
  page_class->kind = "queue";
  page_class->search = vdt_queue_page_search;
  page_class->leave = vdt_queue_page_leave;
  page_class->refresh = vdt_queue_page_refresh;
  page_class->focus_start = vdt_queue_page_focus_start;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, VDT_TYPE_SESSION,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (VDT_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-queue-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtQueuePage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, VdtQueuePage, chips);
  gtk_widget_class_bind_template_child (widget_class, VdtQueuePage, clear_button);
  gtk_widget_class_bind_template_child (widget_class, VdtQueuePage, add_filter_button);
  gtk_widget_class_bind_template_child (widget_class, VdtQueuePage, sets_button);
  gtk_widget_class_bind_template_child (widget_class, VdtQueuePage, bulk_bar);
  gtk_widget_class_bind_template_child (widget_class, VdtQueuePage, bulk_label);
  gtk_widget_class_bind_template_child (widget_class, VdtQueuePage, state_view);
  gtk_widget_class_bind_template_child (widget_class, VdtQueuePage, column_view);
  gtk_widget_class_bind_template_child (widget_class, VdtQueuePage, status_label);
  gtk_widget_class_bind_template_child (widget_class, VdtQueuePage, updated_label);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_list_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  vdt_queue_page_class_add_acts (widget_class);
  vdt_queue_page_class_add_filters (widget_class);
}

static void
vdt_queue_page_init (VdtQueuePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vdt_page_set_title (VDT_PAGE (self), _("Queue"));
  vdt_page_set_key (VDT_PAGE (self), "queue");
  vdt_queue_page_add_chips (self);
  restore_columns (self);
  g_signal_connect_object (gtk_column_view_get_sorter (self->column_view), "changed",
                           G_CALLBACK (vdt_queue_page_apply), self, G_CONNECT_SWAPPED);
  vdt_actions_add_keys (GTK_WIDGET (self->column_view), VDT_ACTION_SCOPE_QUEUE_LIST);
  vdt_state_view_set_empty (self->state_view, "vdt-empty-symbolic", _("No Incidents"),
                            _("Open a file with incidents, or the sample, from the menu."));
  vdt_state_view_set_no_match (self->state_view, _("No Incident Matches"),
                               _("None has what the search and the filters ask for."),
                               "queue.clear-filters", _("Clear Filters"));
}

/* }}} */

/**
 * vdt_queue_page_new:
 * @session: the session
 *
 * Returns: a new page
 */
GtkWidget *
vdt_queue_page_new (VdtSession *session)
{
  return g_object_new (VDT_TYPE_QUEUE_PAGE, "session", session, NULL);
}

/**
 * vdt_queue_page_get_current:
 * @self: a queue page
 *
 * Returns: (transfer none) (nullable): the incident that was selected last
 */
VdtIncident *
vdt_queue_page_get_current (VdtQueuePage *self)
{
  g_autoptr(VdtIncident) incident = NULL;

  g_return_val_if_fail (VDT_IS_QUEUE_PAGE (self), NULL);

  /* the list keeps it alive */
  incident = g_list_model_get_item (G_LIST_MODEL (self->selection), self->current);

  return incident;
}
