/* vdt-window.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-window-private.h"

#include <glib/gi18n.h>

#include "vdt-present.h"
#include "vdt-session-queue.h"
#include "vdt-settings.h"

/**
 * VdtWindow:
 *
 * Sidebar, tabs, copilot pane and inspector around one session. The window knows
 * pages only as #VdtPage; what it shows is the session's state.
 */
G_DEFINE_FINAL_TYPE (VdtWindow, vdt_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
update_bars (VdtWindow *self)
{
  const char *notice = vdt_session_get_notice (self->session);
  gboolean failed = vdt_session_get_state (self->session) == VDT_SESSION_FAILED;

  if (vdt_session_get_has_sample (self->session))
    vdt_state_bar_set (self->state_bar, "sample", VDT_STATE_BAR_NEUTRAL, "vdt-sample-symbolic",
                       _("Sample data — nothing here is real"), _("Remove Sample"),
                       "win.remove-sample", FALSE);
  else
    vdt_state_bar_clear (self->state_bar, "sample");

  if (notice != NULL && !failed)
    {
      g_autofree char *text = vdt_present_text (notice);

      vdt_state_bar_set (self->state_bar, "notice", VDT_STATE_BAR_WARNING, "vdt-warning-symbolic",
                         text, NULL, NULL, TRUE);
    }
  else
    vdt_state_bar_clear (self->state_bar, "notice");
}

static void
update_state (VdtWindow *self)
{
  VdtSessionState state = vdt_session_get_state (self->session);
  const char *notice = vdt_session_get_notice (self->session);
  const char *name = "workbench";
  gboolean changed;

  if (state == VDT_SESSION_FAILED)
    {
      vdt_state_view_set_failed (self->opening, _("The Workspace Cannot Be Opened"),
                                 notice == NULL ? "" : notice);
      vdt_state_view_set_state (self->opening, VDT_VIEW_STATE_FAILED);
      name = "opening";
    }
  else if (state != VDT_SESSION_OPEN)
    {
      vdt_state_view_set_state (self->opening, VDT_VIEW_STATE_LOADING);
      name = "opening";
    }
  else if (self->is_empty && adw_tab_view_get_n_pages (self->tab_view) <= 1)
    name = "welcome";

  changed = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) != 0;
  gtk_stack_set_visible_child_name (self->stack, name);

  vdt_welcome_page_set_folder (self->welcome, vdt_session_get_folder (self->session));
  if (state == VDT_SESSION_OPEN && !self->restored)
    {
      self->restored = TRUE;
      vdt_window_restore_tabs (self);
    }
  update_bars (self);
  vdt_window_update_title (self);
  vdt_window_update_actions (self);
  /* Only now, for a button without an action takes no focus. */
  if (changed && g_str_equal (name, "welcome"))
    vdt_welcome_page_focus_start (self->welcome);
}

static gboolean
is_filtered (VdtQueueQuery *query)
{
  const char *search = vdt_queue_query_get_search (query);
  const char * const *statuses = vdt_queue_query_get_statuses (query);
  const char * const *severities = vdt_queue_query_get_severities (query);

  return (search != NULL && *search != '\0') || (statuses != NULL && statuses[0] != NULL) ||
         (severities != NULL && severities[0] != NULL) || vdt_queue_query_get_owner (query) != NULL ||
         vdt_queue_query_get_within_days (query) > 0 || vdt_queue_query_get_classifications (query)[0] != NULL;
}

/* How many incidents there are is known while nothing filters them. */
static void
queue_changed_cb (VdtWindow *self)
{
  guint n_incidents = g_list_model_get_n_items (vdt_session_get_queue (self->session));

  if (is_filtered (vdt_session_get_queue_query (self->session)))
    return;

  self->is_empty = n_incidents == 0;
  vdt_sidebar_set_count (self->sidebar, "queue", n_incidents);
  update_state (self);
}

static gboolean
close_page_cb (VdtWindow  *self,
               AdwTabPage *tab)
{
  return vdt_window_close_page (self, tab);
}

static void
selected_page_cb (VdtWindow *self)
{
  vdt_window_page_changed (self);
}

static void
n_pages_cb (VdtWindow *self)
{
  vdt_window_save_tabs (self);
}

static void
active_cb (VdtWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (application != NULL && gtk_window_is_active (GTK_WINDOW (self)))
    g_application_withdraw_notification (G_APPLICATION (application), "import");
}

static void
folded_cb (VdtWindow *self)
{
  if (!self->closing)
    vdt_window_update_actions (self);
}

/* {{{ class */

static gboolean
vdt_window_close_request (GtkWindow *window)
{
  VdtWindow *self = VDT_WINDOW (window);
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  if (width > 0 && height > 0)
    {
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
    }
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  vdt_window_save_tabs (self);
  self->closing = TRUE;

  return GTK_WINDOW_CLASS (vdt_window_parent_class)->close_request (window);
}

static void
vdt_window_constructed (GObject *object)
{
  VdtWindow *self = VDT_WINDOW (object);

  G_OBJECT_CLASS (vdt_window_parent_class)->constructed (object);

  vdt_copilot_pane_set_session (self->copilot, self->session);
  vdt_peek_set_session (self->peek, self->session);
  vdt_sidebar_set_filter_sets (self->sidebar, vdt_session_get_filter_sets (self->session));
  vdt_progress_bar_set_progress (self->progress_bar, vdt_session_get_progress (self->session));
  g_signal_connect_object (self->session, "notify", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (vdt_session_get_queue (self->session), "items-changed",
                           G_CALLBACK (queue_changed_cb), self, G_CONNECT_SWAPPED);
  queue_changed_cb (self);
}

static void
vdt_window_dispose (GObject *object)
{
  VdtWindow *self = VDT_WINDOW (object);

  self->closing = TRUE;
  g_cancellable_cancel (self->work);
  g_clear_object (&self->work);
  if (self->page_signals != NULL)
    g_signal_group_set_target (self->page_signals, NULL);
  g_clear_object (&self->page_signals);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_WINDOW);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vdt_window_parent_class)->dispose (object);
}

static void
vdt_window_set_property (GObject      *object,
                         guint         property_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  switch (property_id)
    {
    case PROP_SESSION:
      VDT_WINDOW (object)->session = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, title);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, copilot_button);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, state_bar);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, opening);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, frame);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, tab_bar);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, tab_view);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, paned);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, inspector);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, pane_stack);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, copilot);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, peek);
  gtk_widget_class_bind_template_child (widget_class, VdtWindow, headline);
  gtk_widget_class_bind_template_callback (widget_class, close_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, n_pages_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
}

static void
vdt_window_class_init (VdtWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = vdt_window_constructed;
  object_class->dispose = vdt_window_dispose;
  object_class->set_property = vdt_window_set_property;
  GTK_WINDOW_CLASS (klass)->close_request = vdt_window_close_request;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, VDT_TYPE_SESSION,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (VDT_TYPE_COPILOT_PANE);
  g_type_ensure (VDT_TYPE_HEADLINE);
  g_type_ensure (VDT_TYPE_INSPECTOR);
  g_type_ensure (VDT_TYPE_PANE_FRAME);
  g_type_ensure (VDT_TYPE_PEEK);
  g_type_ensure (VDT_TYPE_PROGRESS_BAR);
  g_type_ensure (VDT_TYPE_SIDEBAR);
  g_type_ensure (VDT_TYPE_STATE_BAR);
  g_type_ensure (VDT_TYPE_STATE_VIEW);
  g_type_ensure (VDT_TYPE_WELCOME_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-window.ui");
  bind_children (widget_class);
  vdt_window_class_add_actions (widget_class);
}

static void
vdt_window_init (VdtWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = vdt_settings_new ();
  self->page_signals = g_signal_group_new (VDT_TYPE_PAGE);
  g_signal_group_connect_swapped (self->page_signals, "notify",
                                  G_CALLBACK (vdt_window_page_changed), self);
  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));

  vdt_pane_frame_set_pane_shown (self->frame, g_settings_get_boolean (self->settings, "copilot-visible"));
  g_settings_bind (self->settings, "copilot-width", self->frame, "pane-width",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "inspector-visible", self->inspector, "visible",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->inspector, "notify::visible", G_CALLBACK (folded_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->frame, "notify", G_CALLBACK (folded_cb), self, G_CONNECT_SWAPPED);

  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);

  vdt_sidebar_set_tab_view (self->sidebar, self->tab_view);
  vdt_window_add_page_keys (self);
  vdt_window_add_drop_target (self);
}

/* }}} */

/**
 * vdt_window_new:
 * @application: the application
 * @session: what the window shows
 *
 * Returns: a new window
 */
GtkWidget *
vdt_window_new (GtkApplication *application,
                VdtSession     *session)
{
  return g_object_new (VDT_TYPE_WINDOW, "application", application, "session", session, NULL);
}
