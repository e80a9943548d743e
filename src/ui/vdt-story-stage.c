/* vdt-story-stage.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-story-stage.h"

#include <glib/gi18n.h>

#include "vdt-actions.h"
#include "vdt-fact-id.h"
#include "vdt-feedback.h"
#include "vdt-graph-export.h"
#include "vdt-present.h"
#include "vdt-save.h"
#include "vdt-story-graph.h"

#define TALL 560 /* pixels from which the alert has a place below the graph */

/**
 * VdtStoryStage:
 *
 * Graph and process tree, and below them the alert that is selected; where there is no
 * room for that, the alert is a third page. Places that an analyst gave the graph's
 * nodes are kept in the workspace, by incident.
 */
struct _VdtStoryStage
{
  GtkWidget        parent_instance;

  GtkWidget       *box;
  GtkStack        *stack;
  GtkPaned        *paned;
  VdtGraphPane    *graph;
  VdtProcessView  *processes;
  VdtAlertDetails *details;

  VdtSession      *session;
  VdtIncident     *incident;
  guint            update_id;
  guint            arrange_id;
  gboolean         compact;
};

G_DEFINE_FINAL_TYPE (VdtStoryStage, vdt_story_stage, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* {{{ what is shown */

static char *
places_key (VdtStoryStage *self)
{
  return g_strconcat ("graph:", vdt_incident_get_id (self->incident), NULL);
}

static gboolean
update_cb (gpointer user_data)
{
  VdtStoryStage *self = user_data;
  g_autoptr(VdtGraphModel) model = self->incident == NULL ? NULL : vdt_story_graph_new (self->incident);

  self->update_id = 0;
  vdt_graph_pane_set_model (self->graph, model);
  vdt_process_view_set_incident (self->processes, self->incident);

  return G_SOURCE_REMOVE;
}

/* Many alerts may change at once; what they make is shown once, before the next frame. */
static void
queue_update (VdtStoryStage *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_cb, self, NULL);
}

static void
moved_cb (VdtStoryStage *self)
{
  g_autofree char *key = NULL;
  g_autofree char *places = NULL;

  if (self->session == NULL || self->incident == NULL)
    return;
  key = places_key (self);
  places = vdt_graph_view_dup_places (vdt_graph_pane_get_view (self->graph));
  vdt_session_save_state (self->session, key, *places == '\0' ? NULL : places);
}

/* {{{ choosing */

static GObject *
find_record (VdtStoryStage *self,
             const char    *fact_id)
{
  GListModel *assets = vdt_incident_get_assets (self->incident);

  if (g_str_has_prefix (fact_id, "A:"))
    return (GObject *) vdt_incident_find_alert (self->incident, fact_id + 2);

  for (guint i = 0; g_str_has_prefix (fact_id, "S:") && i < g_list_model_get_n_items (assets); i++)
    {
      g_autoptr(VdtAsset) asset = g_list_model_get_item (assets, i);

      /* the list keeps it alive */
      if (g_strcmp0 (vdt_asset_get_key (asset), fact_id + 2) == 0)
        return (GObject *) asset;
    }

  return NULL;
}

static void
graph_selected_cb (VdtStoryStage *self,
                   const char    *id)
{
  GObject *record = self->incident == NULL ? NULL : find_record (self, id);

  if (record != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, record);
}

static void
graph_activated_cb (VdtStoryStage *self,
                    const char    *id)
{
  GObject *record = self->incident == NULL ? NULL : find_record (self, id);

  if (record == NULL)
    return;
  g_signal_emit (self, signals[CHOSEN], 0, record);
  g_signal_emit (self, signals[ACTIVATED], 0, record);
}

static void
process_selected_cb (VdtStoryStage *self,
                     VdtEvidence   *evidence)
{
  g_signal_emit (self, signals[CHOSEN], 0, evidence);
}

static void
process_activated_cb (VdtStoryStage *self,
                      VdtEvidence   *evidence)
{
  g_signal_emit (self, signals[ACTIVATED], 0, evidence);
}

/* }}} */
/* {{{ pictures */

static void
export_cb (VdtStoryStage *self,
           const char    *format)
{
  VdtGraphView *view = vdt_graph_pane_get_view (self->graph);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *title = NULL;
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;

  if (self->incident == NULL)
    return;

  title = vdt_present_incident_title (self->incident);
  number = vdt_present_number (vdt_incident_get_id (self->incident));
  name = g_strdup_printf ("incident-%s-graph.%s", g_strdelimit (number, G_DIR_SEPARATOR_S ". ", '-'), format);
  bytes = g_str_equal (format, "svg") ? vdt_graph_export_svg (view, title)
                                      : vdt_graph_export_png (view, 2, &error);
  if (bytes == NULL)
    vdt_feedback_error (GTK_WIDGET (self), error);
  else
    vdt_save (GTK_WIDGET (self), _("Export the Graph"), name, bytes);
}

/* }}} */
/* {{{ room */

static gboolean
arrange_cb (gpointer user_data)
{
  VdtStoryStage *self = user_data;
  GtkWidget *details = GTK_WIDGET (self->details);
  gboolean compact = gtk_widget_get_height (GTK_WIDGET (self)) < TALL;

  self->arrange_id = 0;
  if (compact == self->compact)
    return G_SOURCE_REMOVE;

  self->compact = compact;
  g_object_ref (details);
  if (compact)
    {
      gtk_paned_set_end_child (self->paned, NULL);
      gtk_stack_add_titled (self->stack, details, "alert", _("Alert"));
    }
  else
    {
      gtk_stack_remove (self->stack, details);
      gtk_paned_set_end_child (self->paned, details);
    }
  g_object_unref (details);

  return G_SOURCE_REMOVE;
}

static void
vdt_story_stage_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  VdtStoryStage *self = VDT_STORY_STAGE (widget);

  gtk_widget_allocate (self->box, width, height, baseline, NULL);
  /* not inside of an allocation, where nothing may be moved */
  if (self->arrange_id == 0 && self->compact != (height < TALL))
    self->arrange_id = g_idle_add (arrange_cb, self);
}

static void
vdt_story_stage_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  gtk_widget_measure (VDT_STORY_STAGE (widget)->box, orientation, for_size, minimum, natural, NULL, NULL);
}

/* }}} */
/* {{{ class */

static void
vdt_story_stage_dispose (GObject *object)
{
  VdtStoryStage *self = VDT_STORY_STAGE (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_handle_id (&self->arrange_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->incident);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vdt_story_stage_parent_class)->dispose (object);
}

static void
vdt_story_stage_class_init (VdtStoryStageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_story_stage_dispose;
  widget_class->size_allocate = vdt_story_stage_size_allocate;
  widget_class->measure = vdt_story_stage_measure;

  /**
   * VdtStoryStage::chosen:
   * @self: the stage
   * @record: the alert, asset or evidence that is selected in the graph or the tree
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  /**
   * VdtStoryStage::activated:
   * @self: the stage
   * @record: what got Return or a double click
   */
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
}

static void
vdt_story_stage_init (VdtStoryStage *self)
{
  GtkWidget *switcher = gtk_stack_switcher_new ();
  GtkWidget *upper = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);

  self->graph = VDT_GRAPH_PANE (vdt_graph_pane_new ());
  g_signal_connect_swapped (self->graph, "selected", G_CALLBACK (graph_selected_cb), self);
  g_signal_connect_swapped (self->graph, "activated", G_CALLBACK (graph_activated_cb), self);
  g_signal_connect_swapped (self->graph, "export", G_CALLBACK (export_cb), self);
  g_signal_connect_swapped (vdt_graph_pane_get_view (self->graph), "moved", G_CALLBACK (moved_cb), self);
  vdt_actions_add_keys (GTK_WIDGET (self->graph), VDT_ACTION_SCOPE_GRAPH);
  gtk_stack_add_titled (self->stack, GTK_WIDGET (self->graph), "graph", _("Graph"));

  self->processes = g_object_new (VDT_TYPE_PROCESS_VIEW, NULL);
  g_signal_connect_swapped (self->processes, "selected", G_CALLBACK (process_selected_cb), self);
  g_signal_connect_swapped (self->processes, "activated", G_CALLBACK (process_activated_cb), self);
  gtk_stack_add_titled (self->stack, GTK_WIDGET (self->processes), "processes", _("Processes"));

  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), self->stack);
  gtk_widget_set_halign (switcher, GTK_ALIGN_START);
  gtk_widget_add_css_class (switcher, "stage-switcher");
  gtk_box_append (GTK_BOX (upper), switcher);
  gtk_box_append (GTK_BOX (upper), GTK_WIDGET (self->stack));

  self->details = g_object_new (VDT_TYPE_ALERT_DETAILS, NULL);
  self->paned = GTK_PANED (gtk_paned_new (GTK_ORIENTATION_VERTICAL));
  gtk_widget_set_vexpand (GTK_WIDGET (self->paned), TRUE);
  gtk_paned_set_start_child (self->paned, upper);
  gtk_paned_set_end_child (self->paned, GTK_WIDGET (self->details));
  gtk_paned_set_shrink_start_child (self->paned, FALSE);
  gtk_paned_set_position (self->paned, 380);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->paned));
}

/* }}} */

void
vdt_story_stage_set_session (VdtStoryStage *self,
                             VdtSession    *session)
{
  g_return_if_fail (VDT_IS_STORY_STAGE (self));

  g_set_object (&self->session, session);
}

/**
 * vdt_story_stage_set_incident:
 * @self: a stage
 * @incident: (nullable): a loaded incident
 *
 * Shows an incident, and what becomes of it.
 */
void
vdt_story_stage_set_incident (VdtStoryStage *self,
                              VdtIncident   *incident)
{
  g_return_if_fail (VDT_IS_STORY_STAGE (self));

  if (self->incident != NULL)
    {
      g_signal_handlers_disconnect_by_func (vdt_incident_get_alerts (self->incident), queue_update, self);
      g_signal_handlers_disconnect_by_func (vdt_incident_get_assets (self->incident), queue_update, self);
    }
  g_set_object (&self->incident, incident);
  if (incident != NULL)
    {
      g_signal_connect_object (vdt_incident_get_alerts (incident), "items-changed", G_CALLBACK (queue_update),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (vdt_incident_get_assets (incident), "items-changed", G_CALLBACK (queue_update),
                               self, G_CONNECT_SWAPPED);
      if (self->session != NULL)
        {
          g_autofree char *key = places_key (self);
          g_autofree char *places = vdt_session_dup_state (self->session, key);

          vdt_graph_view_set_places (vdt_graph_pane_get_view (self->graph), places);
        }
    }
  g_clear_handle_id (&self->update_id, g_source_remove);
  update_cb (self);
}

/**
 * vdt_story_stage_set_alert:
 * @self: a stage
 * @alert: (nullable): the alert that is selected in the list
 *
 * Shows it, and selects it in the graph.
 */
void
vdt_story_stage_set_alert (VdtStoryStage *self,
                           VdtAlert      *alert)
{
  g_autofree char *id = NULL;

  g_return_if_fail (VDT_IS_STORY_STAGE (self));

  vdt_alert_details_set_alert (self->details, alert);
  vdt_process_view_set_alert (self->processes, alert);
  if (alert == NULL)
    return;
  id = vdt_fact_alert_id (vdt_alert_get_id (alert));
  vdt_graph_pane_select (self->graph, id);
}

/**
 * vdt_story_stage_show:
 * @self: a stage
 * @name: `graph`, `list`, `processes` or `alert`
 */
void
vdt_story_stage_show (VdtStoryStage *self,
                      const char    *name)
{
  gboolean list;

  g_return_if_fail (VDT_IS_STORY_STAGE (self));

  list = g_str_equal (name, "list");
  if (list || g_str_equal (name, "graph"))
    {
      vdt_graph_pane_set_as_list (self->graph, list);
      name = "graph";
    }
  if (gtk_stack_get_child_by_name (self->stack, name) != NULL)
    gtk_stack_set_visible_child_name (self->stack, name);
}

const char *
vdt_story_stage_get_shown (VdtStoryStage *self)
{
  const char *name;

  g_return_val_if_fail (VDT_IS_STORY_STAGE (self), NULL);

  name = gtk_stack_get_visible_child_name (self->stack);

  return g_strcmp0 (name, "graph") == 0 && vdt_graph_pane_get_as_list (self->graph) ? "list" : name;
}

/**
 * vdt_story_stage_mark:
 * @self: a stage
 * @fact_ids: (nullable) (array zero-terminated=1): what a citation rests on
 *
 * Points the nodes out.
 */
void
vdt_story_stage_mark (VdtStoryStage      *self,
                      const char * const *fact_ids)
{
  g_return_if_fail (VDT_IS_STORY_STAGE (self));

  vdt_graph_view_mark (vdt_graph_pane_get_view (self->graph), fact_ids);
}

void
vdt_story_stage_focus_start (VdtStoryStage *self)
{
  const char *name;

  g_return_if_fail (VDT_IS_STORY_STAGE (self));

  name = gtk_stack_get_visible_child_name (self->stack);
  if (g_strcmp0 (name, "processes") == 0)
    vdt_process_view_focus_start (self->processes);
  else if (g_strcmp0 (name, "alert") == 0)
    gtk_widget_child_focus (GTK_WIDGET (self->details), GTK_DIR_TAB_FORWARD);
  else
    vdt_graph_pane_focus_start (self->graph);
}

VdtGraphPane *
vdt_story_stage_get_graph (VdtStoryStage *self)
{
  g_return_val_if_fail (VDT_IS_STORY_STAGE (self), NULL);

  return self->graph;
}

VdtProcessView *
vdt_story_stage_get_processes (VdtStoryStage *self)
{
  g_return_val_if_fail (VDT_IS_STORY_STAGE (self), NULL);

  return self->processes;
}

VdtAlertDetails *
vdt_story_stage_get_details (VdtStoryStage *self)
{
  g_return_val_if_fail (VDT_IS_STORY_STAGE (self), NULL);

  return self->details;
}
