/* vdt-statement-row.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-statement-row.h"

#include <glib/gi18n.h>

#include "vdt-citation-popover.h"
#include "vdt-present.h"
#include "vdt-statement-markup.h"

#define BUTTON_SPACE 28 /* pixels beside the text */

/**
 * VdtStatementRow:
 *
 * A sentence with its citations, and a button for what can be done with it:
 * helpful, wrong, edit. Links are followed here: a citation opens its record in
 * a popover, an entity its details by `win.show-fact`.
 */
struct _VdtStatementRow
{
  GtkWidget      parent_instance;

  GtkBox        *box;
  GtkLabel      *label;
  GtkMenuButton *button;
  GtkWidget     *editor;
  GtkTextView   *text_view;
  GtkPopover    *citation;

  VdtProposal   *proposal;
  VdtStatement  *statement;
  guint          index;
};

G_DEFINE_FINAL_TYPE (VdtStatementRow, vdt_statement_row, GTK_TYPE_WIDGET)

static void
update (VdtStatementRow *self)
{
  g_autofree char *markup = vdt_statement_markup (self->statement, self->proposal);
  g_autofree char *spoken = vdt_statement_spoken (self->statement, self->proposal);
  const char *change = vdt_statement_get_change (self->statement);

  gtk_label_set_markup (self->label, markup);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->label),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);

  gtk_widget_remove_css_class (GTK_WIDGET (self), "changed");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), NULL);
  if (change != NULL && *change != '\0' && !g_str_equal (change, "same"))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "changed");
      gtk_widget_set_tooltip_text (GTK_WIDGET (self), _("Changed since the last version"));
    }
}

static void
follow_span (VdtStatementRow *self,
             guint            index)
{
  const VdtSpan *span;
  g_autofree char *id = NULL;

  if (index >= vdt_statement_get_n_spans (self->statement))
    return;

  span = vdt_statement_get_span (self->statement, index);
  if (span->ref == NULL)
    return;
  id = g_strconcat (span->kind == VDT_SPAN_TECHNIQUE ? "T:" : "S:", span->ref, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-fact", "s", id);
}

static gboolean
activate_link_cb (VdtStatementRow *self,
                  const char      *uri)
{
  gboolean is_citation;
  guint number;

  if (vdt_statement_markup_parse_uri (uri, &is_citation, &number))
    {
      if (is_citation)
        vdt_statement_row_show_citation (self, number);
      else
        follow_span (self, number);
    }

  /* Never on to the desktop, whatever the link says. */
  return GDK_EVENT_STOP;
}

static void
feedback_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  VdtStatementRow *self = VDT_STATEMENT_ROW (widget);

  gtk_widget_activate_action (widget, "copilot.feedback", "(is)", (int) self->index,
                              g_variant_get_string (parameter, NULL));
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  vdt_statement_row_edit (VDT_STATEMENT_ROW (widget));
}

static void
leave_editor (VdtStatementRow *self)
{
  gtk_widget_set_visible (self->editor, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->label), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->button), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->button));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtStatementRow *self = VDT_STATEMENT_ROW (widget);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  leave_editor (self);
  if (g_strcmp0 (text, vdt_statement_get_text (self->statement)) != 0 && *g_strstrip (text) != '\0')
    gtk_widget_activate_action (widget, "copilot.save-statement", "(us)", self->index, text);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  leave_editor (VDT_STATEMENT_ROW (widget));
}

static GMenuModel *
menu_new (void)
{
  static const char * const reasons[][2] = {
    { "wrong-fact", N_("Wrong: a Fact Is Wrong") },
    { "missing", N_("Wrong: Something Is Missing") },
    { "unsafe", N_("Wrong: It Is Unsafe") },
    { "style", N_("Badly Written") },
  };
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) wrong = g_menu_new ();

  g_menu_append (menu, _("Helpful"), "statement.feedback('helpful')");
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autofree char *action = g_strdup_printf ("statement.feedback('%s')", reasons[i][0]);

      g_menu_append (wrong, gettext (reasons[i][1]), action);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (wrong));
  g_menu_append (menu, _("Edit"), "statement.edit");

  return G_MENU_MODEL (menu);
}

static void
add_editor (VdtStatementRow *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *save = gtk_button_new_with_label (_("Save"));
  GtkWidget *cancel = gtk_button_new_with_label (_("Cancel"));

  self->editor = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->text_view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->text_view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->text_view, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->text_view), "editor");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text_view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Text of the sentence"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (save), "statement.save");
  gtk_accessible_update_property (GTK_ACCESSIBLE (save), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Save the sentence"), -1);
  gtk_widget_add_css_class (save, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "statement.cancel");
  gtk_accessible_update_property (GTK_ACCESSIBLE (cancel), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Cancel editing"), -1);
  gtk_box_append (GTK_BOX (buttons), save);
  gtk_box_append (GTK_BOX (buttons), cancel);
  gtk_box_append (GTK_BOX (self->editor), GTK_WIDGET (self->text_view));
  gtk_box_append (GTK_BOX (self->editor), buttons);
  gtk_widget_set_visible (self->editor, FALSE);
  gtk_box_append (self->box, self->editor);
}

static void
vdt_statement_row_dispose (GObject *object)
{
  VdtStatementRow *self = VDT_STATEMENT_ROW (object);
  GtkWidget *child;

  g_clear_object (&self->statement);
  g_clear_object (&self->proposal);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_statement_row_parent_class)->dispose (object);
}

static void
vdt_statement_row_class_init (VdtStatementRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_statement_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "statement");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_install_action (widget_class, "statement.feedback", "s", feedback_action);
  gtk_widget_class_install_action (widget_class, "statement.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "statement.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "statement.cancel", NULL, cancel_action);
}

static void
vdt_statement_row_init (VdtStatementRow *self)
{
  g_autoptr(GMenuModel) menu = menu_new ();
  GtkWidget *overlay;

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_yalign (self->label, 0);
  vdt_present_exact (self->label);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  g_signal_connect_swapped (self->label, "activate-link", G_CALLBACK (activate_link_cb), self);

  /* A vertical box: a horizontal one, and a stack, ask a wrapping label for its
   * width at a height (GTK 4.8), and the answer can be wider than there is room. */
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (self->box, GTK_WIDGET (self->label));
  gtk_widget_set_margin_end (GTK_WIDGET (self->box), BUTTON_SPACE);
  add_editor (self);
  overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (self->box));
  gtk_widget_set_parent (overlay, GTK_WIDGET (self));

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "vdt-more-symbolic");
  gtk_menu_button_set_menu_model (self->button, menu);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _("This Sentence"));
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "sentence-menu");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("This sentence: helpful, wrong, edit"), -1);
  gtk_widget_set_halign (GTK_WIDGET (self->button), GTK_ALIGN_END);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->button));
}

/**
 * vdt_statement_row_new:
 * @proposal: the proposal
 * @statement: one of its statements
 * @index: its place among them
 *
 * Returns: a new row
 */
GtkWidget *
vdt_statement_row_new (VdtProposal  *proposal,
                       VdtStatement *statement,
                       guint         index)
{
  VdtStatementRow *self = g_object_new (VDT_TYPE_STATEMENT_ROW, NULL);

  self->proposal = g_object_ref (proposal);
  self->statement = g_object_ref (statement);
  self->index = index;
  g_signal_connect_object (statement, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * vdt_statement_row_new_plain:
 * @proposal: the proposal
 * @statement: one of its statements
 *
 * Returns: a new row without a menu: the statement is judged with its card
 */
GtkWidget *
vdt_statement_row_new_plain (VdtProposal  *proposal,
                             VdtStatement *statement)
{
  VdtStatementRow *self = VDT_STATEMENT_ROW (vdt_statement_row_new (proposal, statement, 0));

  gtk_widget_set_visible (GTK_WIDGET (self->button), FALSE);
  gtk_widget_set_margin_end (GTK_WIDGET (self->box), 0);

  return GTK_WIDGET (self);
}

VdtStatement *
vdt_statement_row_get_statement (VdtStatementRow *self)
{
  g_return_val_if_fail (VDT_IS_STATEMENT_ROW (self), NULL);

  return self->statement;
}

/**
 * vdt_statement_row_show_citation:
 * @self: a row
 * @number: the number of a fact that the statement rests on
 *
 * Shows the record behind a citation.
 */
void
vdt_statement_row_show_citation (VdtStatementRow *self,
                                 guint            number)
{
  const char * const *ids = vdt_statement_get_fact_ids (self->statement);

  g_return_if_fail (VDT_IS_STATEMENT_ROW (self));

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      VdtFact *fact = vdt_proposal_find_fact (self->proposal, ids[i]);

      if (fact == NULL || vdt_proposal_get_citation_number (self->proposal, ids[i]) != number)
        continue;

      if (self->citation == NULL)
        {
          self->citation = GTK_POPOVER (vdt_citation_popover_new ());
          gtk_widget_set_parent (GTK_WIDGET (self->citation), GTK_WIDGET (self->box));
        }
      vdt_citation_popover_set_fact (VDT_CITATION_POPOVER (self->citation), fact, number);
      gtk_popover_popup (self->citation);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.mark-fact", "s", ids[i]);
    }
}

/**
 * vdt_statement_row_edit:
 * @self: a row
 *
 * Lets the analyst write the sentence anew.
 */
void
vdt_statement_row_edit (VdtStatementRow *self)
{
  g_return_if_fail (VDT_IS_STATEMENT_ROW (self));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text_view),
                            vdt_statement_get_text (self->statement), -1);
  gtk_widget_set_visible (GTK_WIDGET (self->button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->label), FALSE);
  gtk_widget_set_visible (self->editor, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}
