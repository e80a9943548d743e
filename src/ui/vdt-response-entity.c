/* vdt-response-entity.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-response-entity.h"

#include <glib/gi18n.h>

#include "vdt-session-copilot.h"
#include "vdt-session-response.h"
#include "vdt-statement-row.h"

static void
add_heading (GtkBox     *box,
             const char *title)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0.0, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_HEADING, NULL);

  gtk_widget_add_css_class (label, "section-heading");
  gtk_box_append (box, label);
}

static void
add_statements (GtkBox      *box,
                VdtSession  *session,
                VdtProposal *proposal)
{
  GListModel *statements = vdt_proposal_get_statements (proposal);
  const char *section = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);

      if (g_strcmp0 (section, vdt_statement_get_section (statement)) != 0)
        {
          section = vdt_statement_get_section (statement);
          add_heading (box, vdt_session_get_section_title (session, section));
        }
      gtk_box_append (box, vdt_statement_row_new_plain (proposal, statement));
    }
}

/* Each query opens in the hunting view. */
static void
add_queries (GtkBox     *box,
             GListModel *queries)
{
  GtkWidget *flow;

  if (g_list_model_get_n_items (queries) == 0)
    return;

  add_heading (box, _("Look Further"));
  flow = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 6);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 6);
  for (guint i = 0; i < g_list_model_get_n_items (queries); i++)
    {
      g_autoptr(VdtCard) card = g_list_model_get_item (queries, i);
      GtkWidget *button = gtk_button_new_with_label (vdt_card_get_title (card));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.hunt-query");
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button),
                                              g_variant_new_string (vdt_card_get_query (card)));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      vdt_card_get_title (card), -1);
      gtk_flow_box_append (GTK_FLOW_BOX (flow), button);
      gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
    }
  gtk_box_append (box, flow);
}

/* What is shown, and whether it is still asked for: the box may have gone on to
 * another entity. */
typedef struct
{
  GtkBox      *box;
  VdtIncident *incident;
  char        *key;
} Fill;

static void
fill_free (Fill *fill)
{
  g_object_unref (fill->box);
  g_object_unref (fill->incident);
  g_free (fill->key);
  g_free (fill);
}

static void
show_entity (GtkBox      *box,
             VdtSession  *session,
             VdtIncident *incident,
             VdtProposal *proposal,
             const char  *key)
{
  g_autoptr(GListModel) queries = vdt_session_entity_queries (session, incident, key);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  add_statements (box, session, proposal);
  add_queries (box, queries);
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Fill *fill = user_data;
  g_autoptr(VdtProposal) proposal = vdt_session_look_up_entity_finish (VDT_SESSION (object), result, NULL);

  if (proposal != NULL && g_strcmp0 (gtk_widget_get_name (GTK_WIDGET (fill->box)), fill->key) == 0 &&
      gtk_widget_get_root (GTK_WIDGET (fill->box)) != NULL)
    show_entity (fill->box, VDT_SESSION (object), fill->incident, proposal, fill->key);
  fill_free (fill);
}

/**
 * vdt_response_entity_fill:
 * @box: what was in it is taken out
 * @session: the session
 * @incident: a loaded incident
 * @key: of one of its assets
 *
 * Shows what is known of an entity: at once what the evidence says, and with it what
 * the hunting tables say as soon as they have been asked.
 */
void
vdt_response_entity_fill (GtkBox      *box,
                          VdtSession  *session,
                          VdtIncident *incident,
                          const char  *key)
{
  g_autoptr(VdtProposal) proposal = vdt_session_summarize_entity (session, incident, key);
  GtkWidget *child;
  Fill *fill;

  gtk_widget_set_name (GTK_WIDGET (box), key);
  if (proposal == NULL)
    {
      while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
        gtk_box_remove (box, child);
      return;
    }

  show_entity (box, session, incident, proposal, key);
  fill = g_new0 (Fill, 1);
  fill->box = g_object_ref (box);
  fill->incident = g_object_ref (incident);
  fill->key = g_strdup (key);
  vdt_session_look_up_entity_async (session, incident, key, NULL, looked_up_cb, fill);
}
