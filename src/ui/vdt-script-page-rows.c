/* vdt-script-page-rows.c
 *
 * The rows of the script page: findings, indicators, sentences.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-page-private.h"

#include <glib/gi18n.h>

#include "vdt-attack.h"
#include "vdt-present.h"

static GtkWidget *
wrapping_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

/* {{{ findings */

static void
finding_setup_cb (GtkListItemFactory *factory,
                  GtkListItem        *item,
                  gpointer            user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *where = wrapping_label ("caption");

  gtk_box_append (GTK_BOX (top), vdt_present_badge_new ());
  gtk_label_set_xalign (GTK_LABEL (where), 1);
  gtk_box_append (GTK_BOX (top), where);
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box), wrapping_label (NULL));
  gtk_box_append (GTK_BOX (box), wrapping_label ("caption"));
  gtk_widget_add_css_class (box, "script-finding");
  gtk_list_item_set_child (item, box);
}

static char *
techniques_text (VdtReportFinding *finding)
{
  const char * const *techniques = vdt_report_finding_get_techniques (finding);
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; techniques != NULL && techniques[i] != NULL; i++)
    {
      g_autofree char *name = vdt_attack_dup_full_name (techniques[i]);

      g_string_append_printf (text, "%s%s%s%s", i == 0 ? "" : "\n", techniques[i], name == NULL ? "" : " ",
                              name == NULL ? "" : name);
    }

  return g_strdup (text->str);
}

static void
show_finding (VdtReportFinding *finding,
              GParamSpec       *pspec,
              GtkListItem      *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *top = gtk_widget_get_first_child (box);
  GtkWidget *badge = gtk_widget_get_first_child (top);
  GtkWidget *title = gtk_widget_get_next_sibling (top);
  GtkWidget *more = gtk_widget_get_next_sibling (title);
  const char *judgement = vdt_report_finding_get_judgement (finding);
  g_autofree char *techniques = techniques_text (finding);
  g_autofree char *spoken = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *layer = NULL;
  g_autoptr(GString) where = g_string_new (vdt_report_finding_get_rule (finding));

  if (vdt_report_finding_get_layer (finding) == 0)
    layer = g_strdup (_("original"));
  else
    layer = g_strdup_printf (_("layer %u"), vdt_report_finding_get_layer (finding));
  /* Translators: where a finding is: a layer, and the number of a line. */
  g_string_append_printf (where, _(" · %s, line %u"), layer, vdt_report_finding_get_line (finding));
  if (vdt_report_finding_get_decides (finding))
    g_string_append (where, _(" · decides"));
  if (judgement != NULL)
    g_string_append (where, g_str_equal (judgement, "agreed") ? _(" · ✓ agreed") : _(" · ✗ not relevant"));

  vdt_present_badge_severity (badge, vdt_report_finding_get_severity (finding));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (badge)), where->str);
  heading = g_strdup_printf ("%u. %s", vdt_report_finding_get_number (finding),
                             vdt_report_finding_get_title (finding));
  gtk_label_set_label (GTK_LABEL (title), heading);
  gtk_label_set_label (GTK_LABEL (more), techniques);
  gtk_widget_set_visible (more, *techniques != '\0');

  spoken = g_strdup_printf ("%s, %s, %s, %s", vdt_present_severity (vdt_report_finding_get_severity (finding)),
                            heading, where->str, techniques);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
finding_bind_cb (GtkListItemFactory *factory,
                 GtkListItem        *item,
                 gpointer            user_data)
{
  VdtReportFinding *finding = gtk_list_item_get_item (item);

  g_signal_connect (finding, "notify::judgement", G_CALLBACK (show_finding), item);
  show_finding (finding, NULL, item);
}

static void
finding_unbind_cb (GtkListItemFactory *factory,
                   GtkListItem        *item,
                   gpointer            user_data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), show_finding, item);
}

/* }}} */
/* {{{ indicators */

static void
check_toggled_cb (GtkCheckButton *check,
                  GtkListItem    *item)
{
  VdtReportIndicator *indicator = gtk_list_item_get_item (item);

  if (indicator != NULL)
    vdt_record_set_flag (indicator, "selected", gtk_check_button_get_active (check));
}

static void
indicator_setup_cb (GtkListItemFactory *factory,
                    GtkListItem        *item,
                    gpointer            user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *value = wrapping_label ("monospace");

  vdt_present_exact (GTK_LABEL (value));
  gtk_label_set_lines (GTK_LABEL (value), 3);
  gtk_label_set_ellipsize (GTK_LABEL (value), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (texts), value);
  gtk_box_append (GTK_BOX (texts), wrapping_label ("caption"));
  gtk_widget_set_valign (check, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), texts);
  g_signal_connect (check, "toggled", G_CALLBACK (check_toggled_cb), item);
  gtk_list_item_set_child (item, box);
}

static void
show_indicator (VdtReportIndicator *indicator,
                GParamSpec         *pspec,
                GtkListItem        *item)
{
  GtkWidget *check = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *value = gtk_widget_get_first_child (gtk_widget_get_next_sibling (check));
  g_autofree char *where = NULL;
  g_autofree char *spoken = NULL;

  /* Translators: the kind of an indicator, its layer and line. */
  where = g_strdup_printf (_("%s · layer %u, line %u"), vdt_report_indicator_get_kind (indicator),
                           vdt_report_indicator_get_layer (indicator),
                           vdt_report_indicator_get_line (indicator));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), vdt_report_indicator_get_selected (indicator));
  gtk_label_set_label (GTK_LABEL (value), vdt_report_indicator_get_defanged (indicator));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (value)), where);
  spoken = g_strdup_printf ("%s, %s", vdt_report_indicator_get_defanged (indicator), where);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
indicator_bind_cb (GtkListItemFactory *factory,
                   GtkListItem        *item,
                   gpointer            user_data)
{
  VdtReportIndicator *indicator = gtk_list_item_get_item (item);

  g_signal_connect (indicator, "notify::selected", G_CALLBACK (show_indicator), item);
  show_indicator (indicator, NULL, item);
}

static void
indicator_unbind_cb (GtkListItemFactory *factory,
                     GtkListItem        *item,
                     gpointer            user_data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), show_indicator, item);
}

/* Return on a row does what a click on its mark does. */
static void
indicator_activate_cb (GtkListView *list,
                       guint        position,
                       gpointer     user_data)
{
  g_autoptr(VdtReportIndicator) indicator = NULL;

  indicator = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), position);
  vdt_record_set_flag (indicator, "selected", !vdt_report_indicator_get_selected (indicator));
}

/* }}} */
/* {{{ words */

static void
add_citation (VdtScriptPage *self,
              GtkBox        *row,
              const char    *number)
{
  guint index = g_ascii_strtoull (number, NULL, 10);
  GtkWidget *button = gtk_button_new_with_label (number);
  g_autoptr(VdtReportFinding) finding = NULL;
  g_autofree char *spoken = NULL;

  finding = g_list_model_get_item (vdt_script_report_get_findings (self->report), index - 1);
  if (finding == NULL)
    {
      g_object_ref_sink (button);
      g_object_unref (button);
      return;
    }

  spoken = g_strdup_printf (_("Finding %u: %s"), index, vdt_report_finding_get_title (finding));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "script.show-finding");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", index);
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small-button");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_box_append (row, button);
}

static void
add_words (VdtScriptPage *self,
           const char    *text,
           const char    *css_class)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *label = wrapping_label (css_class);

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (self->words, row);
}

/**
 * vdt_script_page_fill_words:
 * @self: a page with a report
 *
 * Shows the explanation, each sentence with the findings it rests on, and what
 * the analysis could not do.
 */
void
vdt_script_page_fill_words (VdtScriptPage *self)
{
  GListModel *explanation = vdt_script_report_get_explanation (self->report);
  const char * const *notes = vdt_script_report_get_notes (self->report);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->words))) != NULL)
    gtk_box_remove (self->words, child);

  for (guint i = 0; i < g_list_model_get_n_items (explanation); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (explanation, i);
      const char * const *ids = vdt_statement_get_fact_ids (statement);

      add_words (self, vdt_statement_get_text (statement), NULL);
      for (gsize j = 0; ids != NULL && ids[j] != NULL; j++)
        add_citation (self, GTK_BOX (gtk_widget_get_last_child (GTK_WIDGET (self->words))), ids[j]);
    }
  if (g_list_model_get_n_items (explanation) == 0)
    add_words (self, _("No rule matches anything in this script."), NULL);
  for (gsize i = 0; notes != NULL && notes[i] != NULL; i++)
    {
      g_autofree char *note = g_strdup_printf (_("Note: %s"), notes[i]);

      add_words (self, note, "dim-label");
    }
}

/* }}} */

void
vdt_script_page_class_add_rows (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, finding_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, finding_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, finding_unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, indicator_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, indicator_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, indicator_unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, indicator_activate_cb);
}
