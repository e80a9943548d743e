/* vdt-queue-page.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-queue-page.h"

#include <glib/gi18n.h>

#include "vdt-actions.h"
#include "vdt-feedback.h"
#include "vdt-filter-chip.h"
#include "vdt-present.h"
#include "vdt-queue-columns.h"
#include "vdt-session-changes.h"
#include "vdt-state-view.h"
#include "vdt-tags-popover.h"

/**
 * VdtQueuePage:
 *
 * The incidents of the workspace, one line each. Search, filters and order are
 * the session's: this page asks, and shows the list that comes.
 */
struct _VdtQueuePage
{
  VdtPage             parent_instance;

  GtkSearchEntry     *search_entry;
  GtkBox             *chips;
  GtkWidget          *clear_button;
  VdtStateView       *state_view;
  GtkColumnView      *column_view;
  GtkLabel           *status_label;
  GtkLabel           *updated_label;

  VdtFilterChip      *status_chip;
  VdtFilterChip      *severity_chip;
  VdtFilterChip      *owner_chip;

  VdtSession         *session;
  GtkSingleSelection *selection;
  char               *failed;
};

G_DEFINE_FINAL_TYPE (VdtQueuePage, vdt_queue_page, VDT_TYPE_PAGE)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const char * const open_states[] = { "active", "inProgress", "awaitingAction", NULL };
static const char * const resolved_states[] = { "resolved", "redirected", NULL };
static const char * const high_only[] = { "high", NULL };

/* {{{ what is shown */

static gboolean
is_filtered (VdtQueuePage *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0' ||
         vdt_filter_chip_get_selected (self->status_chip)[0] != NULL ||
         vdt_filter_chip_get_selected (self->severity_chip)[0] != NULL ||
         vdt_filter_chip_get_selected (self->owner_chip)[0] != NULL;
}

static void
update_state (VdtQueuePage *self)
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
    vdt_state_view_set_state (self->state_view, is_filtered (self) ? VDT_VIEW_STATE_NO_MATCH
                                                                   : VDT_VIEW_STATE_EMPTY);

  if (is_filtered (self))
    text = g_strdup_printf (ngettext ("%u incident matches · times in UTC",
                                      "%u incidents match · times in UTC", n_shown), n_shown);
  else
    text = g_strdup_printf (ngettext ("%u incident · times in UTC",
                                      "%u incidents · times in UTC", n_shown), n_shown);
  gtk_label_set_label (self->status_label, text);
  gtk_widget_set_visible (self->clear_button, is_filtered (self));
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
items_changed_cb (VdtQueuePage *self)
{
  g_clear_pointer (&self->failed, g_free);
  update_state (self);
  update_updated (self);
}

static void
selected_cb (VdtQueuePage *self)
{
  VdtIncident *incident = gtk_single_selection_get_selected_item (self->selection);

  vdt_page_set_incident (VDT_PAGE (self), incident);
  vdt_page_set_selected (VDT_PAGE (self), G_OBJECT (incident));
}

static void
apply_query (VdtQueuePage *self)
{
  g_autoptr(VdtQueueQuery) query = vdt_queue_query_new ();
  const char *search = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  const char * const *owners = vdt_filter_chip_get_selected (self->owner_chip);
  gboolean descending = TRUE;
  const char *key;

  /* The view's sorter tells of its end too. */
  if (self->column_view == NULL)
    return;

  key = vdt_queue_columns_get_sort (self->column_view, &descending);
  vdt_record_set_text (query, "search", *search == '\0' ? NULL : search);
  vdt_record_set_words (query, "statuses", vdt_filter_chip_get_selected (self->status_chip));
  vdt_record_set_words (query, "severities", vdt_filter_chip_get_selected (self->severity_chip));
  if (owners[0] != NULL)
    vdt_record_set_text (query, "owner", g_str_equal (owners[0], "me")
                                         ? vdt_session_get_analyst (self->session) : "");
  vdt_record_set_text (query, "sort-key", key == NULL ? "priority" : key);
  vdt_record_set_flag (query, "descending", key == NULL || descending);
  vdt_session_set_queue_query (self->session, query);
  update_state (self);
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
  update_state (self);
  update_updated (self);
}

/* }}} */
/* {{{ callbacks */

static void
search_changed_cb (VdtQueuePage *self)
{
  apply_query (self);
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
/* {{{ actions */

static void
open_incident_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (widget);

  row_activated_cb (self, gtk_single_selection_get_selected (self->selection));
}

static void
toggle_peek_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.toggle-copilot", NULL);
}

static void
set_field (VdtQueuePage *self,
           const char   *field,
           const char   *value)
{
  VdtIncident *incident = vdt_queue_page_get_current (self);
  g_autoptr(VdtChange) change = NULL;

  if (incident == NULL)
    return;

  change = vdt_change_new_set (vdt_incident_get_id (incident), field, value);
  vdt_session_apply_async (self->session, change, NULL, vdt_feedback_changed_cb,
                           g_object_ref (self));
}

static void
assign_to_me_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (widget);

  set_field (self, "owner", vdt_session_get_analyst (self->session));
}

static void
set_status_to_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  set_field (VDT_QUEUE_PAGE (widget), "status", g_variant_get_string (parameter, NULL));
}

static void
popover_closed_cb (GtkPopover *popover)
{
  /* Not at once: the popover still runs the action that closed it. */
  g_idle_add_once ((GSourceOnceFunc) gtk_widget_unparent, popover);
}

/* Shows @popover at the row that has the focus. */
static void
popup_at_row (VdtQueuePage *self,
              GtkPopover   *popover)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  graphene_rect_t bounds;

  gtk_widget_set_parent (GTK_WIDGET (popover), GTK_WIDGET (self));
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) &&
      gtk_widget_compute_bounds (focus, GTK_WIDGET (self), &bounds))
    {
      GdkRectangle rectangle = { (int) bounds.origin.x + MIN (160, (int) bounds.size.width / 2),
                                 (int) bounds.origin.y, 1, (int) bounds.size.height };

      gtk_popover_set_pointing_to (popover, &rectangle);
    }
  g_signal_connect (popover, "closed", G_CALLBACK (popover_closed_cb), NULL);
  gtk_popover_popup (popover);
}

static void
set_status_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  static const char * const offered[] = { "active", "inProgress", "awaitingAction", "resolved" };
  VdtQueuePage *self = VDT_QUEUE_PAGE (widget);
  g_autoptr(GMenu) menu = g_menu_new ();

  if (vdt_queue_page_get_current (self) == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (offered); i++)
    {
      g_autoptr(GMenuItem) item = g_menu_item_new (vdt_present_status (offered[i]), NULL);

      g_menu_item_set_action_and_target (item, "queue.set-status-to", "s", offered[i]);
      g_menu_append_item (menu, item);
    }
  popup_at_row (self, GTK_POPOVER (gtk_popover_menu_new_from_model (G_MENU_MODEL (menu))));
}

static void
edit_tags_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (widget);
  VdtIncident *incident = vdt_queue_page_get_current (self);

  if (incident != NULL)
    popup_at_row (self, GTK_POPOVER (vdt_tags_popover_new (self->session, incident)));
}

static void
clear_filters_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  vdt_filter_chip_set_selected (self->status_chip, NULL);
  vdt_filter_chip_set_selected (self->severity_chip, NULL);
  vdt_filter_chip_set_selected (self->owner_chip, NULL);
  apply_query (self);
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
add_chips (VdtQueuePage *self)
{
  static const char * const status_nicks[] = { "active", "inProgress", "awaitingAction", "resolved",
                                               "redirected" };
  static const char * const severity_nicks[] = { "high", "medium", "low", "informational" };
  VdtFilterChip *chips[3];

  self->status_chip = VDT_FILTER_CHIP (vdt_filter_chip_new (_("Status")));
  for (gsize i = 0; i < G_N_ELEMENTS (status_nicks); i++)
    vdt_filter_chip_add_option (self->status_chip, status_nicks[i],
                                vdt_present_status (status_nicks[i]));
  self->severity_chip = VDT_FILTER_CHIP (vdt_filter_chip_new (_("Severity")));
  for (gsize i = 0; i < G_N_ELEMENTS (severity_nicks); i++)
    vdt_filter_chip_add_option (self->severity_chip, severity_nicks[i],
                                vdt_present_severity (severity_nicks[i]));
  self->owner_chip = VDT_FILTER_CHIP (vdt_filter_chip_new (_("Owner")));
  vdt_filter_chip_add_option (self->owner_chip, "me", _("Me"));
  vdt_filter_chip_add_option (self->owner_chip, "none", _("Unassigned"));

  chips[0] = self->status_chip;
  chips[1] = self->severity_chip;
  chips[2] = self->owner_chip;
  for (gsize i = 0; i < G_N_ELEMENTS (chips); i++)
    {
      g_signal_connect_swapped (chips[i], "changed", G_CALLBACK (apply_query), self);
      gtk_box_append (self->chips, GTK_WIDGET (chips[i]));
    }
}

static void
vdt_queue_page_constructed (GObject *object)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (object);
  GListModel *queue = vdt_session_get_queue (self->session);

  G_OBJECT_CLASS (vdt_queue_page_parent_class)->constructed (object);

  self->selection = gtk_single_selection_new (g_object_ref (queue));
  gtk_column_view_set_model (self->column_view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (queue, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  selected_cb (self);
  update_state (self);
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
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "queue.open-incident", NULL, open_incident_action);
  gtk_widget_class_install_action (widget_class, "queue.toggle-peek", NULL, toggle_peek_action);
  gtk_widget_class_install_action (widget_class, "queue.assign-to-me", NULL, assign_to_me_action);
  gtk_widget_class_install_action (widget_class, "queue.set-status", NULL, set_status_action);
  gtk_widget_class_install_action (widget_class, "queue.set-status-to", "s", set_status_to_action);
  gtk_widget_class_install_action (widget_class, "queue.edit-tags", NULL, edit_tags_action);
  gtk_widget_class_install_action (widget_class, "queue.clear-filters", NULL, clear_filters_action);
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
  gtk_widget_class_bind_template_child (widget_class, VdtQueuePage, state_view);
  gtk_widget_class_bind_template_child (widget_class, VdtQueuePage, column_view);
  gtk_widget_class_bind_template_child (widget_class, VdtQueuePage, status_label);
  gtk_widget_class_bind_template_child (widget_class, VdtQueuePage, updated_label);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_list_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  install_actions (widget_class);
}

static void
vdt_queue_page_init (VdtQueuePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vdt_page_set_title (VDT_PAGE (self), _("Queue"));
  vdt_page_set_key (VDT_PAGE (self), "queue");
  add_chips (self);
  vdt_queue_columns_add (self->column_view);
  g_signal_connect_object (gtk_column_view_get_sorter (self->column_view), "changed",
                           G_CALLBACK (apply_query), self, G_CONNECT_SWAPPED);
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
 * vdt_queue_page_show_filter:
 * @self: a queue page
 * @name: `mine`, `unassigned`, `high` or `resolved`
 *
 * Shows what a ready-made filter lets through.
 */
void
vdt_queue_page_show_filter (VdtQueuePage *self,
                            const char   *name)
{
  static const char * const me[] = { "me", NULL };
  static const char * const none[] = { "none", NULL };

  g_return_if_fail (VDT_IS_QUEUE_PAGE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  vdt_filter_chip_set_selected (self->status_chip,
                                g_str_equal (name, "resolved") ? resolved_states : open_states);
  vdt_filter_chip_set_selected (self->severity_chip, g_str_equal (name, "high") ? high_only : NULL);
  vdt_filter_chip_set_selected (self->owner_chip, g_str_equal (name, "mine") ? me
                                                  : g_str_equal (name, "unassigned") ? none : NULL);
  apply_query (self);
}

/**
 * vdt_queue_page_get_current:
 * @self: a queue page
 *
 * Returns: (transfer none) (nullable): the selected incident
 */
VdtIncident *
vdt_queue_page_get_current (VdtQueuePage *self)
{
  g_return_val_if_fail (VDT_IS_QUEUE_PAGE (self), NULL);

  return gtk_single_selection_get_selected_item (self->selection);
}
