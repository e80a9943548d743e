/* vdt-incident-page.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-incident-page-private.h"

#include <glib/gi18n.h>

#include "vdt-incident-tables.h"
#include "vdt-present.h"

#define WIDE_VIEWS 1040 /* pixels that the views' titles need beside their icons */

/**
 * VdtIncidentPage:
 *
 * A tab about one incident. Loads it by its id; until then, and if that fails,
 * says so. All views show the same live models: a change that is made anywhere is
 * seen everywhere.
 */
G_DEFINE_FINAL_TYPE (VdtIncidentPage, vdt_incident_page, VDT_TYPE_PAGE)

enum
{
  PROP_0,
  PROP_ID,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* {{{ header */

static void
update_facts (VdtIncidentPage *self)
{
  gint64 first = vdt_incident_get_first_activity_at (self->incident);
  gint64 last = vdt_incident_get_last_activity_at (self->incident);
  const char * const *tags = vdt_incident_get_custom_tags (self->incident);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *owner = vdt_present_text (vdt_present_owner (vdt_incident_get_owner (self->incident)));

  g_string_append (text, owner);
  if (first != VDT_TIME_UNSET)
    {
      g_autofree char *from = vdt_time_format (first, VDT_TIME_DAY_MINUTE);

      g_string_append_printf (text, " · %s", from);
      if (last != VDT_TIME_UNSET && last > first)
        {
          g_autofree char *length = vdt_duration_format (last - first);

          g_string_append_printf (text, _(" · for %s"), length);
        }
    }
  for (gsize i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      g_autofree char *tag = vdt_present_text (tags[i]);

      g_string_append_printf (text, " · #%s", tag);
    }
  gtk_label_set_label (self->facts_label, text->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->facts_label), text->str);
}

static void
update_head (VdtIncidentPage *self)
{
  const char *status = vdt_incident_get_status (self->incident);
  gboolean resolved = g_strcmp0 (status, "resolved") == 0;
  g_autofree char *title = vdt_present_incident_title (self->incident);
  g_autofree char *number = vdt_present_number (vdt_incident_get_id (self->incident));
  g_autofree char *tab_title = g_strdup_printf ("%s  %s", number, title);

  gtk_label_set_label (self->number_label, number);
  gtk_label_set_label (self->title_label, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), title);
  vdt_present_badge_severity (self->severity, vdt_incident_get_severity (self->incident));
  vdt_present_badge_set (self->status, vdt_present_status_icon (status),
                         vdt_present_status (status), "status");
  update_facts (self);
  gtk_widget_set_visible (self->resolve_button, !resolved);
  gtk_widget_set_visible (self->assign_button,
                          !resolved && g_strcmp0 (vdt_incident_get_owner (self->incident),
                                                  vdt_session_get_analyst (self->session)) != 0);
  vdt_page_set_title (VDT_PAGE (self), tab_title);
}

static void
set_count (VdtIncidentPage *self,
           const char      *name,
           const char      *title,
           GListModel      *model)
{
  AdwViewStackPage *page =
    adw_view_stack_get_page (self->stack, adw_view_stack_get_child_by_name (self->stack, name));
  guint n_items = g_list_model_get_n_items (model);
  /* Translators: the title of a view and how many things are in it. */
  g_autofree char *text = n_items == 0 ? g_strdup (title) : g_strdup_printf (_("%s %u"), title, n_items);

  adw_view_stack_page_set_title (page, text);
}

static void
update_counts (VdtIncidentPage *self)
{
  set_count (self, "alerts", _("Alerts"), vdt_incident_get_alerts (self->incident));
  set_count (self, "assets", _("Assets"), vdt_incident_get_assets (self->incident));
  set_count (self, "evidence", _("Evidence"), G_LIST_MODEL (self->all_evidence));
  set_count (self, "kept", _("Kept"), vdt_incident_get_kept (self->incident));
  set_count (self, "comments", _("Comments"), vdt_incident_get_comments (self->incident));
}

/* }}} */
/* {{{ content */

static void
update_evidence (VdtIncidentPage *self)
{
  GListModel *alerts = vdt_incident_get_alerts (self->incident);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);
      GListModel *evidence = vdt_alert_get_evidence (alert);

      for (guint j = 0; j < g_list_model_get_n_items (evidence); j++)
        g_ptr_array_add (all, g_list_model_get_item (evidence, j));
    }
  g_list_store_splice (self->all_evidence, 0, g_list_model_get_n_items (G_LIST_MODEL (self->all_evidence)),
                       all->pdata, all->len);
  update_counts (self);
}

/* A table makes some 200 rows of cells even where nobody sees it, so each gets its model
 * when it is first shown or looked into. */
static void
fill_table (VdtIncidentPage *self,
            VdtRecordTable  *table)
{
  GListModel *model;

  if (table == NULL || self->incident == NULL || vdt_record_table_get_has_model (table))
    return;

  model = table == self->alerts     ? vdt_incident_get_alerts (self->incident)
          : table == self->assets   ? vdt_incident_get_assets (self->incident)
          : table == self->evidence ? G_LIST_MODEL (self->all_evidence)
          : table == self->kept     ? vdt_incident_get_kept (self->incident)
                                    : vdt_incident_get_activity (self->incident);
  vdt_record_table_set_model (table, model);
}

static VdtRecordTable *
shown_table (VdtIncidentPage *self)
{
  GtkWidget *child = adw_view_stack_get_visible_child (self->stack);

  return VDT_IS_RECORD_TABLE (child) ? VDT_RECORD_TABLE (child) : NULL;
}

static void
show_incident (VdtIncidentPage *self,
               VdtIncident     *incident)
{
  self->incident = g_object_ref (incident);
  g_signal_connect_object (incident, "notify", G_CALLBACK (update_head), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vdt_incident_get_alerts (incident), "items-changed",
                           G_CALLBACK (update_evidence), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vdt_incident_get_assets (incident), "items-changed",
                           G_CALLBACK (update_counts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vdt_incident_get_kept (incident), "items-changed",
                           G_CALLBACK (update_counts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vdt_incident_get_comments (incident), "items-changed",
                           G_CALLBACK (update_counts), self, G_CONNECT_SWAPPED);

  vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_CONTENT);
  update_head (self);
  update_evidence (self);
  vdt_story_view_set_session (self->story, self->session);
  vdt_story_view_set_incident (self->story, incident);
  fill_table (self, shown_table (self));
  vdt_timeline_view_set_incident (self->timeline, self->session, incident);
  vdt_comments_view_set_incident (self->comments, self->session, incident);
  vdt_page_set_incident (VDT_PAGE (self), incident);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VdtIncidentPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtIncident) incident = NULL;

  incident = vdt_session_load_incident_finish (VDT_SESSION (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (incident == NULL)
    {
      vdt_state_view_set_failed (self->state_view, _("The Incident Cannot Be Shown"), error->message);
      vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_FAILED);
      return;
    }

  if (self->incident == NULL)
    show_incident (self, incident);
  /* There was nothing to focus while it was loaded; whoever types keeps the focus. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

      if (!GTK_IS_EDITABLE (focus) && !GTK_IS_TEXT_VIEW (focus))
        vdt_page_focus_start (VDT_PAGE (self));
    }
}

/* Each view keeps its own selection; the page's is that of the shown one. */
static void
selected_cb (VdtIncidentPage *self,
             GObject         *record,
             GtkWidget       *view)
{
  if (view == adw_view_stack_get_visible_child (self->stack))
    vdt_page_set_selected (VDT_PAGE (self), record);
}

static void
activated_cb (VdtIncidentPage *self,
              GObject         *record)
{
  vdt_page_set_selected (VDT_PAGE (self), record);
  gtk_widget_activate_action (GTK_WIDGET (self), "incident.inspect", NULL);
}

static void
view_changed_cb (VdtIncidentPage *self)
{
  VdtRecordTable *table = shown_table (self);

  fill_table (self, table);
  if (table != NULL)
    vdt_page_set_selected (VDT_PAGE (self), vdt_record_table_get_current (table));
  else if (adw_view_stack_get_visible_child (self->stack) == GTK_WIDGET (self->story))
    vdt_page_set_selected (VDT_PAGE (self), (GObject *) vdt_story_view_get_current (self->story));
  else if (adw_view_stack_get_visible_child (self->stack) == GTK_WIDGET (self->timeline))
    vdt_page_set_selected (VDT_PAGE (self), vdt_timeline_view_get_current (self->timeline));
}

/* }}} */
/* {{{ the page's duties */

static void
vdt_incident_page_search (VdtPage *page)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (page);

  if (adw_view_stack_get_visible_child (self->stack) == GTK_WIDGET (self->timeline))
    {
      vdt_timeline_view_search (self->timeline, NULL);
      return;
    }
  if (shown_table (self) == NULL)
    vdt_incident_page_show_view (self, "alerts");
  vdt_record_table_search (shown_table (self), NULL);
}

static gboolean
vdt_incident_page_leave (VdtPage *page)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (page);
  VdtRecordTable *table = shown_table (self);

  if (adw_view_stack_get_visible_child (self->stack) == GTK_WIDGET (self->timeline))
    return vdt_timeline_view_leave (self->timeline);

  return table != NULL && vdt_record_table_leave (table);
}

static void
vdt_incident_page_focus_start (VdtPage *page)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (page);
  VdtRecordTable *table = shown_table (self);

  if (table != NULL)
    vdt_record_table_focus_start (table);
  else if (adw_view_stack_get_visible_child (self->stack) == GTK_WIDGET (self->story))
    vdt_story_view_focus_start (self->story);
  else if (adw_view_stack_get_visible_child (self->stack) == GTK_WIDGET (self->timeline))
    vdt_timeline_view_focus_start (self->timeline);
  else
    gtk_widget_child_focus (adw_view_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

/* }}} */
/* {{{ class */

static VdtRecordTable *
add_table (VdtIncidentPage *self,
           GtkWidget       *table,
           const char      *name,
           const char      *title,
           const char      *icon_name)
{
  AdwViewStackPage *page = adw_view_stack_add_titled (self->stack, table, name, title);

  adw_view_stack_page_set_icon_name (page, icon_name);
  g_signal_connect_object (table, "selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (table, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);

  return VDT_RECORD_TABLE (table);
}

static gboolean
policy_cb (gpointer user_data)
{
  VdtIncidentPage *self = user_data;
  gboolean wide = gtk_adjustment_get_page_size (gtk_scrolled_window_get_hadjustment (self->views)) >= WIDE_VIEWS;

  self->policy_id = 0;
  adw_view_switcher_set_policy (self->switcher, wide ? ADW_VIEW_SWITCHER_POLICY_WIDE
                                                     : ADW_VIEW_SWITCHER_POLICY_NARROW);

  return G_SOURCE_REMOVE;
}

/* Not inside of an allocation, where nothing may be resized. */
static void
room_changed_cb (VdtIncidentPage *self)
{
  if (self->policy_id == 0)
    self->policy_id = g_idle_add (policy_cb, self);
}

static void
vdt_incident_page_constructed (GObject *object)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (object);
  g_autofree char *key = g_strconcat ("incident:", self->id, NULL);
  g_autofree char *number = vdt_present_number (self->id);

  G_OBJECT_CLASS (vdt_incident_page_parent_class)->constructed (object);

  vdt_page_set_key (VDT_PAGE (self), key);
  vdt_page_set_title (VDT_PAGE (self), number);
  vdt_session_load_incident_async (self->session, self->id, self->cancellable, loaded_cb,
                                   g_object_ref (self));
}

static void
vdt_incident_page_dispose (GObject *object)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (object);

  g_clear_handle_id (&self->policy_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  /* AdwBin would unparent what the template has let go of (libadwaita 1.2). */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_INCIDENT_PAGE);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->all_evidence);
  g_clear_object (&self->incident);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vdt_incident_page_parent_class)->dispose (object);
}

static void
vdt_incident_page_finalize (GObject *object)
{
  g_free (VDT_INCIDENT_PAGE (object)->id);

  G_OBJECT_CLASS (vdt_incident_page_parent_class)->finalize (object);
}

static void
vdt_incident_page_set_property (GObject      *object,
                                guint         property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (object);

  switch (property_id)
    {
    case PROP_ID:
      self->id = g_value_dup_string (value);
      break;

    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
vdt_incident_page_class_init (VdtIncidentPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VdtPageClass *page_class = VDT_PAGE_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = vdt_incident_page_constructed;
  object_class->dispose = vdt_incident_page_dispose;
  object_class->finalize = vdt_incident_page_finalize;
  object_class->set_property = vdt_incident_page_set_property;
  page_class->kind = "incident";
  page_class->search = vdt_incident_page_search;
  page_class->leave = vdt_incident_page_leave;
  page_class->focus_start = vdt_incident_page_focus_start;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, VDT_TYPE_SESSION, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (VDT_TYPE_STATE_VIEW);
  g_type_ensure (VDT_TYPE_STORY_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-incident-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtIncidentPage, state_view);
  gtk_widget_class_bind_template_child (widget_class, VdtIncidentPage, badges);
  gtk_widget_class_bind_template_child (widget_class, VdtIncidentPage, number_label);
  gtk_widget_class_bind_template_child (widget_class, VdtIncidentPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, VdtIncidentPage, facts_label);
  gtk_widget_class_bind_template_child (widget_class, VdtIncidentPage, resolve_button);
  gtk_widget_class_bind_template_child (widget_class, VdtIncidentPage, assign_button);
  gtk_widget_class_bind_template_child (widget_class, VdtIncidentPage, views);
  gtk_widget_class_bind_template_child (widget_class, VdtIncidentPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, VdtIncidentPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VdtIncidentPage, story);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  vdt_incident_page_class_add_actions (widget_class);
}

static void
vdt_incident_page_init (VdtIncidentPage *self)
{
  AdwViewStackPage *comments, *timeline;

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->views), "notify::page-size",
                           G_CALLBACK (room_changed_cb), self, G_CONNECT_SWAPPED);
  self->cancellable = g_cancellable_new ();
  self->all_evidence = g_list_store_new (VDT_TYPE_EVIDENCE);

  self->severity = vdt_present_badge_new ();
  self->status = vdt_present_badge_new ();
  gtk_box_append (self->badges, self->severity);
  gtk_box_append (self->badges, self->status);

  self->alerts = add_table (self, vdt_incident_tables_new_alerts (), "alerts", _("Alerts"),
                            "vdt-alert-symbolic");
  vdt_record_table_set_draggable (self->alerts, VDT_TYPE_ALERT);
  self->assets = add_table (self, vdt_incident_tables_new_assets (), "assets", _("Assets"),
                            "vdt-assets-symbolic");
  self->evidence = add_table (self, vdt_incident_tables_new_evidence (), "evidence", _("Evidence"),
                              "vdt-evidence-symbolic");
  self->kept = add_table (self, vdt_incident_tables_new_kept (), "kept", _("Kept"), "vdt-pin-symbolic");
  self->timeline = g_object_new (VDT_TYPE_TIMELINE_VIEW, NULL);
  timeline = adw_view_stack_add_titled (self->stack, GTK_WIDGET (self->timeline), "timeline", _("Timeline"));
  adw_view_stack_page_set_icon_name (timeline, "vdt-timeline-symbolic");
  g_signal_connect_object (self->timeline, "selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->timeline, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  self->comments = g_object_new (VDT_TYPE_COMMENTS_VIEW, NULL);
  comments = adw_view_stack_add_titled (self->stack, GTK_WIDGET (self->comments), "comments", _("Comments"));
  adw_view_stack_page_set_icon_name (comments, "vdt-comment-symbolic");
  self->log = add_table (self, vdt_incident_tables_new_log (), "log", _("Log"), "vdt-log-symbolic");
  vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_LOADING);
}

/* }}} */

/**
 * vdt_incident_page_new:
 * @session: the session
 * @id: the incident's id
 *
 * Returns: a new page, which loads the incident
 */
GtkWidget *
vdt_incident_page_new (VdtSession *session,
                       const char *id)
{
  return g_object_new (VDT_TYPE_INCIDENT_PAGE, "session", session, "id", id, NULL);
}

/**
 * vdt_incident_page_show_view:
 * @self: an incident page
 * @name: `story`, `alerts`, `assets`, `evidence`, `kept`, `timeline`, `comments` or `log`
 *
 * Shows one of the views.
 */
void
vdt_incident_page_show_view (VdtIncidentPage *self,
                             const char      *name)
{
  g_return_if_fail (VDT_IS_INCIDENT_PAGE (self));

  adw_view_stack_set_visible_child_name (self->stack, name);
}

static gpointer
find_record (GListModel *model,
             const char *property,
             const char *value)
{
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (model, i);

      if (g_strcmp0 (vdt_record_get_text (item, property), value) == 0)
        return item;
    }

  return NULL;
}

/**
 * vdt_incident_page_show_fact:
 * @self: an incident page
 * @view: (nullable): the view to show it in, or %NULL to stay where it is
 * @fact_id: a fact's id
 *
 * Selects the record behind a fact, for the inspector too.
 *
 * Returns: whether it is there
 */
gboolean
vdt_incident_page_show_fact (VdtIncidentPage *self,
                             const char      *view,
                             const char      *fact_id)
{
  const char *rest = strlen (fact_id) > 2 ? fact_id + 2 : "";
  gpointer record = NULL;
  VdtRecordTable *table = NULL;

  g_return_val_if_fail (VDT_IS_INCIDENT_PAGE (self), FALSE);

  if (self->incident == NULL)
    return FALSE;
  if (view != NULL)
    vdt_incident_page_show_view (self, view);

  if (g_str_has_prefix (fact_id, "A:"))
    {
      record = find_record (vdt_incident_get_alerts (self->incident), "id", rest);
      table = self->alerts;
      vdt_story_view_select_alert (self->story, rest);
    }
  else if (g_str_has_prefix (fact_id, "E:"))
    {
      record = find_record (G_LIST_MODEL (self->all_evidence), "id", fact_id);
      table = self->evidence;
      vdt_story_view_select_evidence (self->story, fact_id);
    }
  else if (g_str_has_prefix (fact_id, "S:"))
    {
      record = find_record (vdt_incident_get_assets (self->incident), "key", rest);
      table = self->assets;
    }
  else if (g_str_has_prefix (fact_id, "K:"))
    {
      record = find_record (vdt_incident_get_kept (self->incident), "id", fact_id);
      table = self->kept;
    }
  else if (g_str_has_prefix (fact_id, "L:"))
    {
      record = find_record (vdt_incident_get_activity (self->incident), "id", fact_id);
      table = self->log;
    }
  else if (g_str_has_prefix (fact_id, "I:"))
    record = self->incident;

  if (record == NULL)
    return FALSE;
  vdt_story_view_mark_fact (self->story, fact_id);
  if (table != NULL)
    {
      fill_table (self, table);
      vdt_record_table_select (table, record);
    }
  vdt_page_set_selected (VDT_PAGE (self), record);

  return TRUE;
}
