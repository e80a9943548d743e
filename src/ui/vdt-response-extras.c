/* vdt-response-extras.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-response-extras.h"

#include <glib/gi18n.h>

#include "vdt-present.h"
#include "vdt-response-card.h"
#include "vdt-schema.h"
#include "vdt-similar-incident.h"

#define MOST_FEATURES 4

static GtkWidget *
label_new (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  vdt_present_exact (GTK_LABEL (label));
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
toggled_cb (GtkCheckButton *check)
{
  const char *key = gtk_widget_get_name (GTK_WIDGET (check));

  gtk_widget_activate_action (GTK_WIDGET (check), "response.set-state", "(ss)", key,
                              gtk_check_button_get_active (check) ? "done" : "accepted");
}

static GtkWidget *
edit_button (const char *key,
             const char *title)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("vdt-edit-symbolic");
  /* Translators: %s is the title of a task. */
  g_autofree char *name = g_strdup_printf (_("Owner and state of “%s”"), title);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _("Owner and State…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "response.edit-task");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", key);

  return button;
}

static void
add_new_button (GtkBox *box)
{
  GtkWidget *button = gtk_button_new_with_label (_("Add Task…"));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "response.edit-task");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add a task"), -1);
  gtk_box_append (box, button);
}

/* A tick box with the task beside it; what reaches outside is done by hand. */
static GtkWidget *
task_row (VdtTask *task)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *title = vdt_present_text (vdt_task_get_title (task));
  g_autofree char *owner = vdt_present_text (vdt_task_get_owner (task));
  g_autofree char *detail = NULL;

  detail = g_strdup_printf ("%s · %s%s", vdt_response_card_state_title (vdt_task_get_state (task)), owner,
                            vdt_task_get_outward (task) ? _(" · by hand") : "");
  gtk_widget_set_name (check, vdt_task_get_key (task));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_strcmp0 (vdt_task_get_state (task), "done") == 0);
  gtk_widget_set_valign (check, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), NULL);
  gtk_box_append (GTK_BOX (texts), label_new (title, NULL));
  gtk_box_append (GTK_BOX (texts), label_new (detail, "dim-label"));
  gtk_box_append (GTK_BOX (row), check);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (GTK_BOX (row), edit_button (vdt_task_get_key (task), title));

  return row;
}

/**
 * vdt_response_extras_add_tasks:
 * @box: where to
 * @session: the session
 * @incident: a live incident
 *
 * Adds the tasks of @incident, each to be ticked off, and the way to a new one.
 */
void
vdt_response_extras_add_tasks (GtkBox      *box,
                               VdtSession  *session,
                               VdtIncident *incident)
{
  GListModel *tasks = vdt_incident_get_tasks (incident);
  guint n = g_list_model_get_n_items (tasks);
  g_autofree char *heading = NULL;
  guint n_done = 0;

  if (n == 0)
    {
      add_new_button (box);
      return;
    }

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtTask) task = g_list_model_get_item (tasks, i);

      n_done += g_strcmp0 (vdt_task_get_state (task), "done") == 0;
    }
  /* Translators: how many tasks are done, of how many. */
  heading = g_strdup_printf (_("Tasks  %u of %u done"), n_done, n);
  gtk_box_append (box, label_new (heading, "section-heading"));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtTask) task = g_list_model_get_item (tasks, i);

      gtk_box_append (box, task_row (task));
    }
  add_new_button (box);
}

static char *
dup_shared (VdtSimilarIncident *incident)
{
  const char *const *features = vdt_similar_incident_get_features (incident);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; features != NULL && features[i] != NULL && i < MOST_FEATURES; i++)
    {
      const char *value = strchr (features[i], ':');
      g_autofree char *safe = vdt_present_text (value != NULL ? value + 1 : features[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", safe);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
compare_button (VdtSimilarIncident *incident)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("vdt-pane-right-symbolic");
  /* Translators: %s is an incident's number. */
  g_autofree char *label = g_strdup_printf (_("Show Side by Side With %s"), vdt_similar_incident_get_id (incident));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.compare");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button),
                                          g_variant_new_string (vdt_similar_incident_get_id (incident)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return button;
}

static GtkWidget *
similar_row (VdtSimilarIncident *incident)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const char *classification = vdt_similar_incident_get_classification (incident);
  g_autofree char *title = vdt_present_text (vdt_similar_incident_get_title (incident));
  g_autofree char *shared = dup_shared (incident);
  g_autofree char *line = NULL;
  g_autofree char *detail = NULL;

  line = g_strdup_printf ("%s · %s", vdt_similar_incident_get_id (incident), title);
  detail = g_strdup_printf (_("%s · %.0f %% alike: %s"),
                            classification != NULL ? gettext (vdt_schema_label ("alertClassification", classification))
                                                   : _("not classified"),
                            vdt_similar_incident_get_score (incident) * 100, shared);
  gtk_box_append (GTK_BOX (texts), label_new (line, NULL));
  gtk_box_append (GTK_BOX (texts), label_new (detail, "dim-label"));
  gtk_button_set_child (GTK_BUTTON (button), texts);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-incident");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button),
                                          g_variant_new_string (vdt_similar_incident_get_id (incident)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, line, -1);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_box_append (GTK_BOX (row), button);
  gtk_box_append (GTK_BOX (row), compare_button (incident));

  return row;
}

/**
 * vdt_response_extras_add_similar:
 * @box: where to
 * @proposal: a guided response
 *
 * Adds incidents like the one at hand, with what they share and what became of them;
 * nothing if there are none.
 */
void
vdt_response_extras_add_similar (GtkBox      *box,
                                 VdtProposal *proposal)
{
  GListModel *similar = G_LIST_MODEL (vdt_record_get_list (proposal, "similar"));
  guint judged = vdt_record_get_count (proposal, "similar-judged");
  guint n = g_list_model_get_n_items (similar);

  if (n == 0)
    return;

  gtk_box_append (box, label_new (_("Similar Incidents"), "section-heading"));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtSimilarIncident) incident = g_list_model_get_item (similar, i);

      gtk_box_append (box, similar_row (incident));
    }
  if (judged > 0)
    {
      /* Translators: how often similar incidents told the outcome, of how many. */
      g_autofree char *text = g_strdup_printf (_("In this archive similar incidents had the same outcome %u of %u times."),
                                               vdt_record_get_count (proposal, "similar-hits"), judged);

      gtk_box_append (box, label_new (text, "dim-label"));
    }
}
