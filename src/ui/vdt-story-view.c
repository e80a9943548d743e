/* vdt-story-view.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-story-view.h"

#include <glib/gi18n.h>

#include "vdt-actions.h"
#include "vdt-compat.h"
#include "vdt-present.h"
#include "vdt-state-view.h"
#include "vdt-story-reason.h"
#include "vdt-time.h"

/**
 * VdtStoryView:
 *
 * What happened, alert by alert. Emits #VdtStoryView::selected with the alert.
 */
struct _VdtStoryView
{
  GtkWidget           parent_instance;

  VdtStateView       *state_view;
  GtkListView        *list_view;
  VdtStoryStage      *stage;

  GtkSortListModel   *sorted;
  GtkSingleSelection *selection;
  VdtIncident        *incident;
  GHashTable         *reasons;   /* alert id → why it belongs here */
};

G_DEFINE_FINAL_TYPE (VdtStoryView, vdt_story_view, GTK_TYPE_WIDGET)

enum
{
  SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gint64
time_of (gconstpointer alert)
{
  gint64 first = vdt_alert_get_first_activity_at ((gpointer) alert);

  return first != VDT_TIME_UNSET ? first : vdt_alert_get_created_at ((gpointer) alert);
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  gint64 time_a = time_of (a);
  gint64 time_b = time_of (b);

  if (time_a != time_b)
    return time_a < time_b ? -1 : 1;

  return g_strcmp0 (vdt_alert_get_id ((gpointer) a), vdt_alert_get_id ((gpointer) b));
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          gpointer            user_data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *time = gtk_label_new (NULL);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);
  GtkWidget *reason = gtk_label_new (NULL);

  gtk_label_set_yalign (GTK_LABEL (time), 0);
  gtk_widget_add_css_class (time, "numeric");
  gtk_widget_add_css_class (time, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (title), 2);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (reason), 0);
  gtk_label_set_ellipsize (GTK_LABEL (reason), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (reason, "caption");
  gtk_widget_add_css_class (reason, "story-reason");
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), title);
  gtk_box_append (GTK_BOX (lines), vdt_present_badge_new ());
  gtk_box_append (GTK_BOX (lines), detail);
  gtk_box_append (GTK_BOX (lines), reason);
  gtk_box_append (GTK_BOX (row), time);
  gtk_box_append (GTK_BOX (row), lines);
  gtk_widget_add_css_class (row, "story-row");
  gtk_list_item_set_child (item, row);
}

/* The devices and users that an alert names, for telling two of a kind apart. */
static char *
dup_things (VdtAlert *alert)
{
  static const char * const kinds[] = { "deviceEvidence", "userEvidence", "mailboxEvidence" };
  GListModel *evidence = vdt_alert_get_evidence (alert);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (evidence) && text->len < 80; i++)
    {
      g_autoptr(VdtEvidence) item = g_list_model_get_item (evidence, i);
      const char *title = vdt_evidence_get_title (item);

      for (gsize j = 0; j < G_N_ELEMENTS (kinds); j++)
        if (title != NULL && g_strcmp0 (vdt_evidence_get_kind (item), kinds[j]) == 0)
          {
            g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", title);
            break;
          }
    }

  return vdt_present_text (text->str);
}

/* The row before tells whether the day has to be said. */
static char *
dup_when (VdtStoryView *self,
          VdtAlert     *alert,
          guint         position)
{
  g_autoptr(VdtAlert) before = NULL;
  gint64 time = time_of (alert);
  g_autofree char *day = NULL;
  g_autofree char *minute = NULL;
  g_autofree char *day_before = NULL;

  if (time == VDT_TIME_UNSET)
    return g_strdup ("–");

  day = vdt_time_format (time, VDT_TIME_DAY);
  minute = vdt_time_format (time, VDT_TIME_MINUTE);
  if (position > 0)
    before = g_list_model_get_item (G_LIST_MODEL (self->selection), position - 1);
  if (before != NULL && time_of (before) != VDT_TIME_UNSET)
    day_before = vdt_time_format (time_of (before), VDT_TIME_DAY);

  return g_strcmp0 (day, day_before) == 0 ? g_strdup (minute)
                                          : g_strdup_printf ("%s\n%s", minute, day + strlen ("2026-"));
}

static void
bind_cb (VdtStoryView *self,
         GtkListItem  *item)
{
  VdtAlert *alert = gtk_list_item_get_item (item);
  GtkWidget *time = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_next_sibling (time));
  GtkWidget *badge = gtk_widget_get_next_sibling (title);
  GtkWidget *detail = gtk_widget_get_next_sibling (badge);
  GtkWidget *reason = gtk_widget_get_next_sibling (detail);
  const char *why = self->reasons == NULL ? NULL : g_hash_table_lookup (self->reasons, vdt_alert_get_id (alert));
  g_autofree char *text = vdt_present_text (vdt_alert_get_title (alert));
  g_autofree char *things = dup_things (alert);
  g_autofree char *when = dup_when (self, alert, gtk_list_item_get_position (item));
  g_autofree char *full = vdt_present_time (time_of (alert));

  gtk_label_set_label (GTK_LABEL (time), when);
  gtk_widget_set_tooltip_text (time, full);
  gtk_label_set_label (GTK_LABEL (title), text);
  vdt_present_badge_severity (badge, vdt_alert_get_severity (alert));
  gtk_label_set_label (GTK_LABEL (detail), things);
  gtk_widget_set_visible (detail, *things != '\0');
  gtk_label_set_label (GTK_LABEL (reason), why == NULL ? "" : why);
  gtk_widget_set_tooltip_text (reason, why);
  gtk_widget_set_visible (reason, why != NULL);
}

static void
selected_cb (VdtStoryView *self)
{
  VdtAlert *alert = vdt_story_view_get_current (self);

  vdt_story_stage_set_alert (self->stage, alert);
  g_signal_emit (self, signals[SELECTED], 0, alert);
}

/* An alert of the graph is selected in the list too; of another thing only the
 * inspector tells. */
static void
chosen_cb (VdtStoryView *self,
           GObject      *record)
{
  if (!VDT_IS_ALERT (record))
    g_signal_emit (self, signals[SELECTED], 0, record);
  else if (record != (GObject *) vdt_story_view_get_current (self))
    vdt_story_view_select_alert (self, vdt_alert_get_id (VDT_ALERT (record)));
  else
    g_signal_emit (self, signals[SELECTED], 0, record);
}

static void
activated_cb (VdtStoryView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "incident.inspect", NULL);
}

static void
update_state (VdtStoryView *self)
{
  guint n_alerts = g_list_model_get_n_items (G_LIST_MODEL (self->sorted));

  if (self->incident == NULL)
    vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_LOADING);
  else
    vdt_state_view_set_state (self->state_view, n_alerts > 0 ? VDT_VIEW_STATE_CONTENT
                                                             : VDT_VIEW_STATE_EMPTY);
}

static void
vdt_story_view_dispose (GObject *object)
{
  VdtStoryView *self = VDT_STORY_VIEW (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_STORY_VIEW);
  g_clear_object (&self->selection);
  g_clear_object (&self->sorted);
  g_clear_object (&self->incident);
  g_clear_pointer (&self->reasons, g_hash_table_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_story_view_parent_class)->dispose (object);
}

static void
vdt_story_view_class_init (VdtStoryViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_story_view_dispose;

  /**
   * VdtStoryView::selected:
   * @self: the view
   * @record: (nullable): the selected alert, asset or piece of evidence
   */
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);

  g_type_ensure (VDT_TYPE_STORY_STAGE);
  g_type_ensure (VDT_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-story-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtStoryView, state_view);
  gtk_widget_class_bind_template_child (widget_class, VdtStoryView, list_view);
  gtk_widget_class_bind_template_child (widget_class, VdtStoryView, stage);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
vdt_story_view_init (VdtStoryView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->sorted = gtk_sort_list_model_new (NULL, GTK_SORTER (gtk_custom_sorter_new (compare_cb, NULL, NULL)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->sorted)));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sorted, "items-changed", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  vdt_actions_add_keys (GTK_WIDGET (self->list_view), VDT_ACTION_SCOPE_LIST);
  update_state (self);
}

/**
 * vdt_story_view_set_incident:
 * @self: a view
 * @incident: (nullable): a loaded incident, or %NULL while it is loaded
 *
 * Sets what is shown.
 */
void
vdt_story_view_set_incident (VdtStoryView *self,
                             VdtIncident  *incident)
{
  g_return_if_fail (VDT_IS_STORY_VIEW (self));

  g_set_object (&self->incident, incident);
  g_clear_pointer (&self->reasons, g_hash_table_unref);
  if (incident != NULL)
    self->reasons = vdt_story_reasons_new (incident);
  vdt_story_stage_set_incident (self->stage, incident);
  gtk_sort_list_model_set_model (self->sorted, incident == NULL ? NULL : vdt_incident_get_alerts (incident));
  if (incident != NULL)
    vdt_state_view_set_empty (self->state_view, "vdt-story-symbolic", _("No Alerts"),
                              vdt_incident_get_alerts_state (incident) == VDT_PRESENCE_MISSING
                              ? _("The source gave this incident without its alerts. Import it again with its alerts expanded.")
                              : _("This incident has no alerts."));
  update_state (self);
}

/**
 * vdt_story_view_get_current:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the selected alert
 */
VdtAlert *
vdt_story_view_get_current (VdtStoryView *self)
{
  g_return_val_if_fail (VDT_IS_STORY_VIEW (self), NULL);

  return self->selection == NULL ? NULL : gtk_single_selection_get_selected_item (self->selection);
}

/**
 * vdt_story_view_select_alert:
 * @self: a view
 * @alert_id: an alert's id
 *
 * Selects an alert and scrolls to it.
 *
 * Returns: whether it is there
 */
gboolean
vdt_story_view_select_alert (VdtStoryView *self,
                             const char   *alert_id)
{
  g_return_val_if_fail (VDT_IS_STORY_VIEW (self), FALSE);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (g_strcmp0 (vdt_alert_get_id (alert), alert_id) != 0)
        continue;

      vdt_compat_select_row (self->selection, GTK_WIDGET (self->list_view), i);
      return TRUE;
    }

  return FALSE;
}

/**
 * vdt_story_view_select_evidence:
 * @self: a view
 * @evidence_id: the fact id of a piece of evidence
 *
 * Selects the alert that has the evidence, and marks the evidence.
 *
 * Returns: whether it is there
 */
gboolean
vdt_story_view_select_evidence (VdtStoryView *self,
                                const char   *evidence_id)
{
  g_return_val_if_fail (VDT_IS_STORY_VIEW (self), FALSE);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (G_LIST_MODEL (self->selection), i);
      GListModel *evidence = vdt_alert_get_evidence (alert);

      for (guint j = 0; j < g_list_model_get_n_items (evidence); j++)
        {
          g_autoptr(VdtEvidence) item = g_list_model_get_item (evidence, j);

          if (g_strcmp0 (vdt_evidence_get_id (item), evidence_id) != 0)
            continue;

          vdt_story_view_select_alert (self, vdt_alert_get_id (alert));
          vdt_alert_details_mark_evidence (vdt_story_stage_get_details (self->stage), evidence_id);
          vdt_process_view_select (vdt_story_stage_get_processes (self->stage), evidence_id);
          return TRUE;
        }
    }

  return FALSE;
}

void
vdt_story_view_focus_start (VdtStoryView *self)
{
  g_return_if_fail (VDT_IS_STORY_VIEW (self));

  if (vdt_state_view_get_state (self->state_view) == VDT_VIEW_STATE_CONTENT)
    gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

void
vdt_story_view_set_session (VdtStoryView *self,
                            VdtSession   *session)
{
  g_return_if_fail (VDT_IS_STORY_VIEW (self));

  vdt_story_stage_set_session (self->stage, session);
}

/**
 * vdt_story_view_mark_fact:
 * @self: a view
 * @fact_id: (nullable): what a citation points at
 *
 * Points it out in the graph: an alert or asset itself, or the asset that a piece of
 * evidence is about.
 */
void
vdt_story_view_mark_fact (VdtStoryView *self,
                          const char   *fact_id)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GListModel *assets = self->incident == NULL ? NULL : vdt_incident_get_assets (self->incident);

  g_return_if_fail (VDT_IS_STORY_VIEW (self));

  if (fact_id != NULL)
    g_ptr_array_add (ids, g_strdup (fact_id));
  for (guint i = 0; fact_id != NULL && assets != NULL && i < g_list_model_get_n_items (assets); i++)
    {
      g_autoptr(VdtAsset) asset = g_list_model_get_item (assets, i);
      const char * const *evidence = vdt_asset_get_evidence_ids (asset);

      if (evidence != NULL && g_strv_contains (evidence, fact_id))
        g_ptr_array_add (ids, g_strconcat ("S:", vdt_asset_get_key (asset), NULL));
    }
  g_ptr_array_add (ids, NULL);
  vdt_story_stage_mark (self->stage, (const char * const *) ids->pdata);
}

VdtStoryStage *
vdt_story_view_get_stage (VdtStoryView *self)
{
  g_return_val_if_fail (VDT_IS_STORY_VIEW (self), NULL);

  return self->stage;
}
