/* vdt-summary-card.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-summary-card.h"

#include <glib/gi18n.h>

#include "vdt-actions.h"
#include "vdt-session-copilot.h"
#include "vdt-statement-row.h"

/**
 * VdtSummaryCard:
 *
 * A summary's sentences under the headings of their sections, as they come, and
 * what the analyst makes of it: accept, edit, reject. Busy to a screen reader
 * while the sentences stream in.
 */
struct _VdtSummaryCard
{
  GtkWidget    parent_instance;

  GtkLabel    *title_label;
  GtkLabel    *state_label;
  GtkBox      *sections;
  GtkLabel    *message_label;
  GtkWidget   *buttons;
  GtkWidget   *accept_button;
  GtkWidget   *reject_button;

  VdtSession  *session;
  VdtProposal *proposal;
  GListStore  *rows;
  char        *section;      /* of the last row */
  guint        citation;     /* the one that was shown last */
  gboolean     older;
};

G_DEFINE_FINAL_TYPE (VdtSummaryCard, vdt_summary_card, GTK_TYPE_WIDGET)

static const struct
{
  const char *nick;
  const char *title;
  const char *css_class;
} states[] = {
  { "streaming", N_("writing…"), "state-streaming" },
  { "stopped", N_("stopped"), "state-stopped" },
  { "proposed", N_("proposed"), "state-proposed" },
  { "accepted", N_("accepted"), "state-accepted" },
  { "edited", N_("edited"), "state-accepted" },
  { "rejected", N_("rejected"), "state-rejected" },
  { "stale", N_("out of date"), "state-stale" },
};

static void
add_heading (VdtSummaryCard *self,
             const char     *section)
{
  const char *title = vdt_session_get_section_title (self->session, section);
  GtkWidget *label;

  if (g_str_equal (section, "headline"))
    return;

  label = g_object_new (GTK_TYPE_LABEL, "label", title == NULL ? section : title, "xalign", 0.0,
                        "wrap", TRUE, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  gtk_widget_add_css_class (label, "section-heading");
  gtk_box_append (self->sections, label);
}

static void
add_statement (VdtSummaryCard *self,
               guint           index)
{
  g_autoptr(VdtStatement) statement = NULL;
  const char *section;
  GtkWidget *row;

  statement = g_list_model_get_item (vdt_proposal_get_statements (self->proposal), index);
  section = vdt_statement_get_section (statement);
  section = section == NULL ? "" : section;
  if (g_strcmp0 (section, self->section) != 0)
    {
      g_free (self->section);
      self->section = g_strdup (section);
      add_heading (self, section);
    }

  row = vdt_statement_row_new (self->proposal, statement, index);
  if (g_str_equal (section, "headline"))
    gtk_widget_add_css_class (row, "headline");
  gtk_box_append (self->sections, row);
  g_list_store_append (self->rows, row);
}

static void
items_changed_cb (VdtSummaryCard *self,
                  guint           position,
                  guint           removed,
                  guint           added)
{
  guint n_items = g_list_model_get_n_items (vdt_proposal_get_statements (self->proposal));
  guint from = position;

  /* A stream only appends; anything else is shown anew. */
  if (removed > 0 || position != g_list_model_get_n_items (G_LIST_MODEL (self->rows)))
    {
      GtkWidget *child;

      while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections))) != NULL)
        gtk_box_remove (self->sections, child);
      g_list_store_remove_all (self->rows);
      g_clear_pointer (&self->section, g_free);
      from = 0;
    }
  for (guint i = from; i < n_items; i++)
    add_statement (self, i);
}

static void
update_state (VdtSummaryCard *self)
{
  const char *state = vdt_proposal_get_state (self->proposal);
  const char *message = vdt_proposal_get_message (self->proposal);
  gboolean streaming = g_strcmp0 (state, "streaming") == 0;
  gboolean judged = g_strcmp0 (state, "accepted") == 0 || g_strcmp0 (state, "rejected") == 0;
  const char *title = state;

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->state_label), states[i].css_class);
      if (g_strcmp0 (state, states[i].nick) == 0)
        title = gettext (states[i].title);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (state, states[i].nick) == 0)
      gtk_widget_add_css_class (GTK_WIDGET (self->state_label), states[i].css_class);
  gtk_label_set_label (self->state_label, title);

  gtk_label_set_label (self->message_label, message == NULL ? "" : message);
  gtk_widget_set_visible (GTK_WIDGET (self->message_label), message != NULL && *message != '\0');
  gtk_widget_set_visible (self->buttons, !streaming && !self->older);
  gtk_widget_set_visible (self->accept_button, !judged || g_str_equal (state, "rejected"));
  gtk_widget_set_visible (self->reject_button, !judged || g_str_equal (state, "accepted"));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, streaming, -1);
}

static void
vdt_summary_card_dispose (GObject *object)
{
  VdtSummaryCard *self = VDT_SUMMARY_CARD (object);
  GtkWidget *child;

  g_clear_object (&self->rows);
  g_clear_object (&self->proposal);
  g_clear_object (&self->session);
  g_clear_pointer (&self->section, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_SUMMARY_CARD);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_summary_card_parent_class)->dispose (object);
}

static void
vdt_summary_card_class_init (VdtSummaryCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_summary_card_dispose;
  gtk_widget_class_set_css_name (widget_class, "summarycard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-summary-card.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtSummaryCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, VdtSummaryCard, state_label);
  gtk_widget_class_bind_template_child (widget_class, VdtSummaryCard, sections);
  gtk_widget_class_bind_template_child (widget_class, VdtSummaryCard, message_label);
  gtk_widget_class_bind_template_child (widget_class, VdtSummaryCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, VdtSummaryCard, accept_button);
  gtk_widget_class_bind_template_child (widget_class, VdtSummaryCard, reject_button);
}

static void
vdt_summary_card_init (VdtSummaryCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_list_store_new (VDT_TYPE_STATEMENT_ROW);
}

/**
 * vdt_summary_card_new:
 * @session: the session
 * @proposal: the summary
 * @older: whether it is shown beside a newer one: without buttons
 *
 * Returns: a new card
 */
GtkWidget *
vdt_summary_card_new (VdtSession  *session,
                      VdtProposal *proposal,
                      gboolean     older)
{
  VdtSummaryCard *self = g_object_new (VDT_TYPE_SUMMARY_CARD, NULL);
  guint version = vdt_proposal_get_version (proposal);
  g_autofree char *title = NULL;

  self->session = g_object_ref (session);
  self->proposal = g_object_ref (proposal);
  self->older = older;

  /* Translators: %u counts the versions of a summary. */
  title = version > 1 || older ? g_strdup_printf (_("Summary, version %u"), version)
                               : g_strdup (_("Summary"));
  gtk_label_set_label (self->title_label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (older)
    gtk_widget_add_css_class (GTK_WIDGET (self), "older");
  else
    vdt_actions_add_keys (GTK_WIDGET (self), VDT_ACTION_SCOPE_CARD);

  g_signal_connect_object (vdt_proposal_get_statements (proposal), "items-changed",
                           G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (proposal, "notify", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (vdt_proposal_get_statements (proposal)));
  update_state (self);

  return GTK_WIDGET (self);
}

/**
 * vdt_summary_card_get_rows:
 * @self: a card
 *
 * Returns: (transfer none): its #VdtStatementRow widgets
 */
GListModel *
vdt_summary_card_get_rows (VdtSummaryCard *self)
{
  g_return_val_if_fail (VDT_IS_SUMMARY_CARD (self), NULL);

  return G_LIST_MODEL (self->rows);
}

/**
 * vdt_summary_card_next_citation:
 * @self: a card
 *
 * Shows the record of the next citation, after the last one the first again.
 */
void
vdt_summary_card_next_citation (VdtSummaryCard *self)
{
  guint n_citations;

  g_return_if_fail (VDT_IS_SUMMARY_CARD (self));

  n_citations = g_list_model_get_n_items (vdt_proposal_get_citations (self->proposal));
  if (n_citations == 0)
    return;

  self->citation = self->citation % n_citations + 1;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr(VdtStatementRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);
      VdtStatement *statement = vdt_statement_row_get_statement (row);
      const char * const *ids = vdt_statement_get_fact_ids (statement);

      for (gsize j = 0; ids != NULL && ids[j] != NULL; j++)
        if (vdt_proposal_get_citation_number (self->proposal, ids[j]) == self->citation)
          {
            vdt_statement_row_show_citation (row, self->citation);
            return;
          }
    }
}

/**
 * vdt_summary_card_edit:
 * @self: a card
 *
 * Lets the analyst write the sentence that has the focus anew, else the first.
 */
void
vdt_summary_card_edit (VdtSummaryCard *self)
{
  GtkWidget *focus;
  GtkWidget *row;
  g_autoptr(VdtStatementRow) first = NULL;

  g_return_if_fail (VDT_IS_SUMMARY_CARD (self));

  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  row = focus == NULL ? NULL : gtk_widget_get_ancestor (focus, VDT_TYPE_STATEMENT_ROW);
  first = g_list_model_get_item (G_LIST_MODEL (self->rows), 0);
  if (row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (self)))
    vdt_statement_row_edit (VDT_STATEMENT_ROW (row));
  else if (first != NULL)
    vdt_statement_row_edit (first);
}
