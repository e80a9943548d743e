/* vdt-timeline-view.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-timeline-view.h"

#include <glib/gi18n.h>

#include "vdt-actions.h"
#include "vdt-event-window.h"
#include "vdt-feedback.h"
#include "vdt-present.h"
#include "vdt-save.h"
#include "vdt-session-changes.h"
#include "vdt-state-view.h"
#include "vdt-time.h"

/**
 * VdtTimelineView:
 *
 * What happened and what was done about it, in one list, filtered by kind and by
 * words, divided by asset, technique or kind. Emits #VdtTimelineView::selected.
 */
struct _VdtTimelineView
{
  GtkWidget           parent_instance;

  GtkWidget          *box;
  GtkSearchEntry     *search;
  GtkDropDown        *pivot;
  VdtStateView       *state_view;
  GtkListView        *list_view;
  GtkSingleSelection *selection;
  GtkLabel           *count_label;

  VdtSession         *session;
  VdtIncident        *incident;
  GListModel         *items;
  VdtTimelineKinds    kinds;
  guint               update_id;
};

G_DEFINE_FINAL_TYPE (VdtTimelineView, vdt_timeline_view, GTK_TYPE_WIDGET)

enum
{
  SELECTED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  const char       *name;
  VdtTimelineKinds  kind;
  const char       *title;
} kind_actions[] = {
  { "timeline.show-alerts", VDT_TIMELINE_ALERTS, N_("Alerts") },
  { "timeline.show-evidence", VDT_TIMELINE_EVIDENCE, N_("Evidence") },
  { "timeline.show-acts", VDT_TIMELINE_ACTS, N_("Acts") },
  { "timeline.show-comments", VDT_TIMELINE_COMMENTS, N_("Comments") },
  { "timeline.show-kept", VDT_TIMELINE_KEPT, N_("Own Events and Kept Evidence") },
};

/* {{{ what is shown */

static gboolean
update_cb (gpointer user_data)
{
  VdtTimelineView *self = user_data;
  g_autoptr(GObject) before = NULL;
  guint n_items, n_entries = 0;
  g_autofree char *count = NULL;

  self->update_id = 0;
  if (self->incident == NULL)
    return G_SOURCE_REMOVE;

  before = vdt_timeline_view_get_current (self);
  if (before != NULL)
    g_object_ref (before);
  g_clear_object (&self->items);
  self->items = vdt_timeline_new (self->incident, self->kinds, gtk_drop_down_get_selected (self->pivot),
                                  gtk_editable_get_text (GTK_EDITABLE (self->search)));
  gtk_single_selection_set_model (self->selection, self->items);
  n_items = g_list_model_get_n_items (self->items);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(VdtTimelineItem) item = g_list_model_get_item (self->items, i);

      n_entries += !vdt_timeline_item_is_heading (item);
      if (before != NULL && vdt_timeline_item_get_record (item) == before)
        gtk_single_selection_set_selected (self->selection, i);
    }
  count = g_strdup_printf (ngettext ("%u entry · UTC", "%u entries · UTC", n_entries), n_entries);
  gtk_label_set_label (self->count_label, count);
  vdt_state_view_set_state (self->state_view, n_items > 0 ? VDT_VIEW_STATE_CONTENT
                            : self->kinds != VDT_TIMELINE_ALL ||
                            *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0' ? VDT_VIEW_STATE_NO_MATCH
                            : VDT_VIEW_STATE_EMPTY);

  return G_SOURCE_REMOVE;
}

/* What nobody sees is made when it is shown. */
static void
queue_update (VdtTimelineView *self)
{
  if (self->update_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->update_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_cb, self, NULL);
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          gpointer            user_data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *time = gtk_label_new (NULL);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);
  GtkWidget *kind = gtk_label_new (NULL);

  gtk_widget_add_css_class (time, "numeric");
  gtk_widget_add_css_class (time, "dim-label");
  gtk_label_set_width_chars (GTK_LABEL (time), 19);
  gtk_label_set_xalign (GTK_LABEL (time), 0);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (kind, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (kind), 1);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), title);
  gtk_box_append (GTK_BOX (lines), detail);
  gtk_box_append (GTK_BOX (row), time);
  gtk_box_append (GTK_BOX (row), gtk_image_new ());
  gtk_box_append (GTK_BOX (row), lines);
  gtk_box_append (GTK_BOX (row), gtk_image_new ());
  gtk_box_append (GTK_BOX (row), kind);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *list_item,
         gpointer            user_data)
{
  VdtTimelineItem *item = gtk_list_item_get_item (list_item);
  gboolean heading = vdt_timeline_item_is_heading (item);
  GtkWidget *row = gtk_list_item_get_child (list_item);
  GtkWidget *time = gtk_widget_get_first_child (row);
  GtkWidget *icon = gtk_widget_get_next_sibling (time);
  GtkWidget *lines = gtk_widget_get_next_sibling (icon);
  GtkWidget *title = gtk_widget_get_first_child (lines);
  GtkWidget *detail = gtk_widget_get_next_sibling (title);
  GtkWidget *severity = gtk_widget_get_next_sibling (lines);
  GtkWidget *kind = gtk_widget_get_next_sibling (severity);
  const char *text = vdt_timeline_item_get_detail (item);
  const char *nick = vdt_timeline_item_get_severity (item);
  const char *classes[] = { "badge", NULL, NULL };
  g_autofree char *when = vdt_present_time (vdt_timeline_item_get_at (item));

  if (g_str_has_suffix (when, " UTC"))
    when[strlen (when) - strlen (" UTC")] = '\0';
  gtk_list_item_set_selectable (list_item, !heading);
  gtk_list_item_set_activatable (list_item, !heading);
  gtk_label_set_label (GTK_LABEL (time), when);
  gtk_widget_set_visible (time, !heading);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), vdt_timeline_item_get_icon (item));
  gtk_widget_set_visible (icon, !heading);
  gtk_label_set_label (GTK_LABEL (title), vdt_timeline_item_get_title (item));
  if (heading)
    gtk_widget_add_css_class (title, "heading");
  else
    gtk_widget_remove_css_class (title, "heading");
  gtk_label_set_label (GTK_LABEL (detail), text == NULL ? "" : text);
  gtk_widget_set_visible (detail, text != NULL && *text != '\0');
  gtk_widget_set_visible (severity, nick != NULL);
  if (nick != NULL)
    {
      gtk_image_set_from_icon_name (GTK_IMAGE (severity), vdt_present_severity_icon (nick));
      classes[1] = vdt_present_severity_class (nick);
      gtk_widget_set_css_classes (severity, classes);
    }
  gtk_label_set_label (GTK_LABEL (kind), heading ? "" : vdt_timeline_item_get_kind (item));
}

static void
selected_cb (VdtTimelineView *self)
{
  GObject *record = vdt_timeline_view_get_current (self);

  if (record != NULL)
    g_signal_emit (self, signals[SELECTED], 0, record);
}

static void
activate_cb (VdtTimelineView *self)
{
  GObject *record = vdt_timeline_view_get_current (self);

  if (record != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, record);
}

/* }}} */
/* {{{ actions */

static void
kind_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtTimelineView *self = VDT_TIMELINE_VIEW (widget);

  for (gsize i = 0; i < G_N_ELEMENTS (kind_actions); i++)
    if (g_str_equal (kind_actions[i].name, name))
      vdt_timeline_view_set_kinds (self, self->kinds ^ kind_actions[i].kind);
}

static void
clear_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  VdtTimelineView *self = VDT_TIMELINE_VIEW (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  vdt_timeline_view_set_kinds (self, VDT_TIMELINE_ALL);
  queue_update (self);
}

static void
add_event_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  VdtTimelineView *self = VDT_TIMELINE_VIEW (widget);
  VdtTimelineItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (self->incident != NULL)
    gtk_window_present (GTK_WINDOW (vdt_event_window_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->session,
                                                          self->incident,
                                                          item == NULL ? VDT_TIME_UNSET
                                                          : vdt_timeline_item_get_at (item))));
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VdtTimelineView *self = VDT_TIMELINE_VIEW (widget);
  GObject *record = vdt_timeline_view_get_current (self);
  g_autoptr(VdtChange) change = NULL;

  if (!VDT_IS_KEPT (record))
    {
      vdt_feedback_toast (widget, _("Only your own events and kept evidence can be taken out"));
      return;
    }
  change = vdt_change_new_drop (vdt_incident_get_id (self->incident), VDT_KEPT (record));
  vdt_session_apply_async (self->session, change, NULL, vdt_feedback_changed_cb, g_object_ref (self));
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VdtTimelineView *self = VDT_TIMELINE_VIEW (widget);
  g_autoptr(GBytes) csv = NULL;
  g_autofree char *number = NULL;
  g_autofree char *file = NULL;

  if (self->items == NULL)
    return;
  csv = vdt_timeline_export_csv (self->items);
  number = vdt_present_number (vdt_incident_get_id (self->incident));
  file = g_strdup_printf ("incident-%s-timeline.csv", g_strdelimit (number, G_DIR_SEPARATOR_S ". ", '-'));
  vdt_save (widget, _("Export the Timeline"), file, csv);
}

/* }}} */
/* {{{ class */

static void
vdt_timeline_view_dispose (GObject *object)
{
  VdtTimelineView *self = VDT_TIMELINE_VIEW (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_func (self->selection, selected_cb, self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->items);
  g_clear_object (&self->incident);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vdt_timeline_view_parent_class)->dispose (object);
}

static void
vdt_timeline_view_class_init (VdtTimelineViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_timeline_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "timelineview");
  for (gsize i = 0; i < G_N_ELEMENTS (kind_actions); i++)
    gtk_widget_class_install_action (widget_class, kind_actions[i].name, NULL, kind_action);
  gtk_widget_class_install_action (widget_class, "timeline.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "timeline.add-event", NULL, add_event_action);
  gtk_widget_class_install_action (widget_class, "timeline.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "timeline.export", NULL, export_action);

  /**
   * VdtTimelineView::selected:
   * @self: the view
   * @record: what the selected entry is about
   */
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  /**
   * VdtTimelineView::activated:
   * @self: the view
   * @record: what got Return or a double click
   */
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
}

static void
kind_toggled_cb (GtkCheckButton *button,
                 gpointer        user_data)
{
  VdtTimelineView *self = VDT_TIMELINE_VIEW (gtk_widget_get_ancestor (GTK_WIDGET (button), VDT_TYPE_TIMELINE_VIEW));
  VdtTimelineKinds kind = GPOINTER_TO_UINT (user_data);

  if (self != NULL && gtk_check_button_get_active (button) != ((self->kinds & kind) != 0))
    vdt_timeline_view_set_kinds (self, self->kinds ^ kind);
}

/* The checks follow what was set otherwise. */
static void
popover_shown_cb (GtkWidget *box)
{
  VdtTimelineView *self = VDT_TIMELINE_VIEW (gtk_widget_get_ancestor (box, VDT_TYPE_TIMELINE_VIEW));
  gsize i = 0;

  for (GtkWidget *check = gtk_widget_get_first_child (box); check != NULL && self != NULL;
       check = gtk_widget_get_next_sibling (check), i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), (self->kinds & kind_actions[i].kind) != 0);
}

static GtkWidget *
kinds_button_new (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (gsize i = 0; i < G_N_ELEMENTS (kind_actions); i++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (gettext (kind_actions[i].title));

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
      g_signal_connect (check, "toggled", G_CALLBACK (kind_toggled_cb), GUINT_TO_POINTER (kind_actions[i].kind));
      gtk_box_append (GTK_BOX (box), check);
    }
  g_signal_connect (box, "map", G_CALLBACK (popover_shown_cb), NULL);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Show"));
  gtk_widget_set_tooltip_text (button, _("Which Kinds of Entries Are Shown"));

  return button;
}

static GtkWidget *
icon_button_new (const char *icon_name,
                 const char *action,
                 const char *tooltip,
                 const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return button;
}

static GtkWidget *
bar_new (VdtTimelineView *self)
{
  const char * const pivots[] = { _("By Time"), _("By Asset"), _("By Technique"), _("By Kind"), NULL };
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (bar, "timeline-bar");
  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->search), TRUE);
  g_object_set (self->search, "placeholder-text", _("Filter by words"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Filter the timeline by words"), -1);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (queue_update), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (vdt_timeline_view_leave), self);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (bar), kinds_button_new ());
  self->pivot = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (pivots));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pivot), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What the timeline is divided by"), -1);
  g_signal_connect_swapped (self->pivot, "notify::selected", G_CALLBACK (queue_update), self);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->pivot));
  gtk_box_append (GTK_BOX (bar), icon_button_new ("vdt-add-symbolic", "timeline.add-event",
                                                  _("Add an Event of Your Own (N)"), _("Add an event")));
  gtk_box_append (GTK_BOX (bar), icon_button_new ("vdt-save-symbolic", "timeline.export",
                                                  _("Export What Is Shown as CSV"), _("Export as CSV")));

  return bar;
}

static void
vdt_timeline_view_init (VdtTimelineView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->kinds = VDT_TIMELINE_ALL;
  g_signal_connect (self, "map", G_CALLBACK (queue_update), NULL);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), bar_new (self));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->selection = gtk_single_selection_new (NULL);
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self);
  self->list_view = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory));
  gtk_list_view_set_show_separators (self->list_view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list_view), "timeline");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Timeline"), -1);
  g_signal_connect_swapped (self->list_view, "activate", G_CALLBACK (activate_cb), self);
  vdt_actions_add_keys (GTK_WIDGET (self->list_view), VDT_ACTION_SCOPE_TIMELINE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list_view));

  self->state_view = g_object_new (VDT_TYPE_STATE_VIEW, "vexpand", TRUE, NULL);
  vdt_state_view_set_child (self->state_view, scroller);
  vdt_state_view_set_empty (self->state_view, "vdt-timeline-symbolic", _("Nothing Has Happened"),
                            _("This incident has no alert, no evidence and no log. Add an event of your own."));
  vdt_state_view_set_no_match (self->state_view, _("Nothing Matches"),
                               _("No entry has what the filter asks for."), "timeline.clear", _("Clear the Filter"));
  vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_LOADING);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->state_view));

  self->count_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->count_label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->count_label), "statusline");
  gtk_widget_add_css_class (GTK_WIDGET (self->count_label), "caption");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->count_label));
}

/* }}} */

/**
 * vdt_timeline_view_set_incident:
 * @self: a view
 * @session: the session
 * @incident: a loaded incident
 *
 * Shows an incident's chronology, and what becomes of it.
 */
void
vdt_timeline_view_set_incident (VdtTimelineView *self,
                                VdtSession      *session,
                                VdtIncident     *incident)
{
  GListModel *lists[5];

  g_return_if_fail (VDT_IS_TIMELINE_VIEW (self));
  g_return_if_fail (VDT_IS_INCIDENT (incident));

  g_set_object (&self->session, session);
  g_set_object (&self->incident, incident);
  lists[0] = vdt_incident_get_alerts (incident);
  lists[1] = vdt_incident_get_assets (incident);
  lists[2] = vdt_incident_get_activity (incident);
  lists[3] = vdt_incident_get_comments (incident);
  lists[4] = vdt_incident_get_kept (incident);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    g_signal_connect_object (lists[i], "items-changed", G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
  queue_update (self);
}

void
vdt_timeline_view_set_kinds (VdtTimelineView  *self,
                             VdtTimelineKinds  kinds)
{
  g_return_if_fail (VDT_IS_TIMELINE_VIEW (self));

  if (self->kinds == kinds)
    return;
  self->kinds = kinds;
  queue_update (self);
}

void
vdt_timeline_view_set_pivot (VdtTimelineView  *self,
                             VdtTimelinePivot  pivot)
{
  g_return_if_fail (VDT_IS_TIMELINE_VIEW (self));

  gtk_drop_down_set_selected (self->pivot, pivot);
}

/**
 * vdt_timeline_view_get_items:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): what is shown
 */
GListModel *
vdt_timeline_view_get_items (VdtTimelineView *self)
{
  g_return_val_if_fail (VDT_IS_TIMELINE_VIEW (self), NULL);

  return self->items;
}

GObject *
vdt_timeline_view_get_current (VdtTimelineView *self)
{
  VdtTimelineItem *item;

  g_return_val_if_fail (VDT_IS_TIMELINE_VIEW (self), NULL);

  item = gtk_single_selection_get_selected_item (self->selection);

  return item == NULL ? NULL : vdt_timeline_item_get_record (item);
}

/**
 * vdt_timeline_view_search:
 * @self: a view
 * @text: (nullable): what to look for, or %NULL to let the analyst type it
 */
void
vdt_timeline_view_search (VdtTimelineView *self,
                          const char      *text)
{
  g_return_if_fail (VDT_IS_TIMELINE_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  if (text != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search), text);
      queue_update (self);
    }
}

/**
 * vdt_timeline_view_leave:
 * @self: a view
 *
 * Leaves the search.
 *
 * Returns: whether there was one
 */
gboolean
vdt_timeline_view_leave (VdtTimelineView *self)
{
  g_return_val_if_fail (VDT_IS_TIMELINE_VIEW (self), FALSE);

  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) == '\0')
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  queue_update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));

  return TRUE;
}

void
vdt_timeline_view_focus_start (VdtTimelineView *self)
{
  g_return_if_fail (VDT_IS_TIMELINE_VIEW (self));

  if (vdt_state_view_get_state (self->state_view) == VDT_VIEW_STATE_CONTENT)
    gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}
