/* vdt-alert-details.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-alert-details.h"

#include <glib/gi18n.h>

#include "vdt-attack.h"
#include "vdt-present.h"
#include "vdt-safe-text.h"
#include "vdt-schema.h"
#include "vdt-time.h"
#include "vdt-untrusted.h"

#define MAX_PROSE  8000 /* characters */
#define MAX_QUOTES 6    /* what is quoted in full; the evidence list has the rest */

/**
 * VdtAlertDetails:
 *
 * What happened according to one alert: its description, the texts that it quotes,
 * techniques, evidence with verdicts, what the product recommends.
 */
struct _VdtAlertDetails
{
  GtkWidget   parent_instance;

  GtkStack   *stack;
  GtkBox     *badges;
  GtkLabel   *title_label;
  GtkLabel   *facts_label;
  GtkLabel   *description_label;
  GtkBox     *quotes;
  GtkWidget  *techniques_heading;
  GtkBox     *techniques;
  GtkLabel   *evidence_heading;
  GtkListBox *evidence_list;
  GtkWidget  *actions_heading;
  GtkLabel   *actions_label;
  GtkButton  *hide_button;

  GtkWidget  *severity;
  GtkWidget  *status;
  VdtAlert   *alert;
};

G_DEFINE_FINAL_TYPE (VdtAlertDetails, vdt_alert_details, GTK_TYPE_WIDGET)

/* Which fields of evidence are quoted: text that people read to judge. */
static const struct
{
  const char *path;
  const char *title;
} quoted[] = {
  { "processCommandLine", N_("Command line") },
  { "subject", N_("Subject") },
  { "url", N_("URL") },
  { "registryValue", N_("Registry value") },
};

#define VDT_TYPE_EVIDENCE_ROW (vdt_evidence_row_get_type ())
G_DECLARE_FINAL_TYPE (VdtEvidenceRow, vdt_evidence_row, VDT, EVIDENCE_ROW, GtkListBoxRow)

struct _VdtEvidenceRow
{
  GtkListBoxRow  parent_instance;

  VdtEvidence   *evidence;
};

G_DEFINE_FINAL_TYPE (VdtEvidenceRow, vdt_evidence_row, GTK_TYPE_LIST_BOX_ROW)

static void
vdt_evidence_row_finalize (GObject *object)
{
  g_clear_object (&VDT_EVIDENCE_ROW (object)->evidence);

  G_OBJECT_CLASS (vdt_evidence_row_parent_class)->finalize (object);
}

static void
vdt_evidence_row_class_init (VdtEvidenceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_evidence_row_finalize;
}

static void
vdt_evidence_row_init (VdtEvidenceRow *self)
{
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
evidence_row_new (VdtEvidence *evidence)
{
  VdtEvidenceRow *row = g_object_new (VDT_TYPE_EVIDENCE_ROW, NULL);
  const VdtEvidenceKind *kind = vdt_schema_get_kind (vdt_evidence_get_kind (evidence));
  const char *verdict = vdt_evidence_get_verdict (evidence);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *kind_label = gtk_label_new (kind == NULL ? vdt_evidence_get_kind (evidence)
                                                      : gettext (kind->label));
  GtkWidget *badge = vdt_present_badge_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (vdt_present_kind_icon (vdt_evidence_get_kind (evidence)));
  g_autofree char *title = vdt_present_text (vdt_evidence_get_title (evidence));
  g_autofree char *spoken = NULL;
  const char *verdict_label = verdict == NULL ? NULL : vdt_schema_label ("evidenceVerdict", verdict);

  row->evidence = g_object_ref (evidence);
  gtk_label_set_label (GTK_LABEL (label), title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_tooltip_text (label, title);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (kind_label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (kind_label, "dim-label");
  vdt_present_badge_set (badge, vdt_present_verdict_icon (verdict),
                         verdict_label == NULL ? _("No verdict") : gettext (verdict_label),
                         vdt_present_verdict_class (verdict));

  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), kind_label);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);

  spoken = g_strdup_printf ("%s, %s, %s", gtk_label_get_text (GTK_LABEL (kind_label)), title,
                            verdict_label == NULL ? _("No verdict") : gettext (verdict_label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return GTK_WIDGET (row);
}

static void
fill_quotes (VdtAlertDetails *self)
{
  GListModel *evidence = vdt_alert_get_evidence (self->alert);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_quotes = 0;

  clear_box (self->quotes);
  for (guint i = 0; i < g_list_model_get_n_items (evidence) && n_quotes < MAX_QUOTES; i++)
    {
      g_autoptr(VdtEvidence) item = g_list_model_get_item (evidence, i);
      VdtFields *fields = vdt_evidence_get_fields (item);

      for (gsize j = 0; fields != NULL && j < G_N_ELEMENTS (quoted) && n_quotes < MAX_QUOTES; j++)
        {
          const char *text = vdt_fields_get (fields, quoted[j].path);
          GtkWidget *quote;

          if (text == NULL || *text == '\0' || !g_hash_table_add (seen, (char *) text))
            continue;
          quote = vdt_untrusted_new (gettext (quoted[j].title), text);
          vdt_untrusted_set_script (VDT_UNTRUSTED (quote), g_str_equal (quoted[j].path, "processCommandLine"));
          gtk_box_append (self->quotes, quote);
          n_quotes++;
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->quotes), n_quotes > 0);
}

static void
fill_techniques (VdtAlertDetails *self)
{
  const char * const *techniques = vdt_alert_get_techniques (self->alert);

  clear_box (self->techniques);
  for (gsize i = 0; techniques != NULL && techniques[i] != NULL; i++)
    {
      g_autofree char *name = vdt_attack_dup_full_name (techniques[i]);
      g_autofree char *id = vdt_present_text (techniques[i]);
      g_autofree char *text = name == NULL ? g_strdup (id) : g_strdup_printf ("%s  %s", id, name);
      GtkWidget *label = gtk_label_new (text);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_box_append (self->techniques, label);
    }
  gtk_widget_set_visible (self->techniques_heading, techniques != NULL && techniques[0] != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->techniques), techniques != NULL && techniques[0] != NULL);
}

static void
fill_evidence (VdtAlertDetails *self)
{
  GListModel *evidence = vdt_alert_get_evidence (self->alert);
  guint n_evidence = g_list_model_get_n_items (evidence);
  g_autofree char *heading = NULL;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->evidence_list, 0)) != NULL)
    gtk_list_box_remove (self->evidence_list, GTK_WIDGET (row));
  for (guint i = 0; i < n_evidence; i++)
    {
      g_autoptr(VdtEvidence) item = g_list_model_get_item (evidence, i);

      gtk_list_box_append (self->evidence_list, evidence_row_new (item));
    }

  if (n_evidence > 0)
    heading = g_strdup_printf (_("Evidence (%u)"), n_evidence);
  else
    heading = g_strdup (vdt_alert_get_evidence_state (self->alert) == VDT_PRESENCE_MISSING
                        ? _("The source gave no evidence with this alert")
                        : _("This alert has no evidence"));
  gtk_label_set_label (self->evidence_heading, heading);
  gtk_widget_set_visible (GTK_WIDGET (self->evidence_list), n_evidence > 0);
}

static void
set_prose (GtkLabel   *label,
           const char *text)
{
  g_autofree char *safe = text == NULL ? NULL : vdt_safe_text_multiline (text, -1, MAX_PROSE, NULL);

  gtk_label_set_label (label, safe == NULL ? "" : safe);
  gtk_widget_set_visible (GTK_WIDGET (label), safe != NULL && *safe != '\0');
}

static void
fill_facts (VdtAlertDetails *self)
{
  const char *service = vdt_alert_get_service_source (self->alert);
  const char *product = vdt_alert_get_product_name (self->alert);
  const char * const *reasons = vdt_alert_get_correlation_reasons (self->alert);
  const VdtCategory *category = vdt_schema_get_category (vdt_alert_get_category (self->alert));
  gint64 first = vdt_alert_get_first_activity_at (self->alert);
  gint64 last = vdt_alert_get_last_activity_at (self->alert);
  g_autofree char *from = vdt_present_time (first != VDT_TIME_UNSET ? first
                                            : vdt_alert_get_created_at (self->alert));
  g_autoptr(GString) text = g_string_new (from);
  g_autofree char *safe = NULL;

  if (last != VDT_TIME_UNSET && last > first)
    {
      g_autofree char *length = vdt_duration_format (last - first);

      /* Translators: %s is a duration, as “2 h 5 min”. */
      g_string_append_printf (text, _(" · for %s"), length);
    }
  if (category != NULL)
    g_string_append_printf (text, " · %s", gettext (category->label));
  else if (vdt_alert_get_category (self->alert) != NULL)
    g_string_append_printf (text, " · %s", vdt_alert_get_category (self->alert));
  if (product != NULL && *product != '\0')
    g_string_append_printf (text, " · %s", product);
  else if (service != NULL)
    g_string_append_printf (text, " · %s", vdt_schema_label ("serviceSource", service));
  if (reasons != NULL && reasons[0] != NULL)
    {
      g_autofree char *joined = g_strjoinv (", ", (char **) reasons);

      /* Translators: why an alert belongs to its incident. */
      g_string_append_printf (text, _(" · linked because: %s"), joined);
    }
  safe = vdt_present_text (text->str);
  gtk_label_set_label (self->facts_label, safe);
}

static void
fill_head (VdtAlertDetails *self)
{
  g_autofree char *title = vdt_present_text (vdt_alert_get_title (self->alert));
  const char *status = vdt_alert_get_status (self->alert);

  gtk_label_set_label (self->title_label, title);
  vdt_present_badge_severity (self->severity, vdt_alert_get_severity (self->alert));
  vdt_present_badge_set (self->status, vdt_present_status_icon (status),
                         vdt_present_alert_status (status), "status");
  gtk_button_set_label (self->hide_button, vdt_alert_get_hidden (self->alert) ? _("Show Again") : _("Hide"));
}

static void
row_activated_cb (VdtAlertDetails *self,
                  GtkListBoxRow   *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "incident.show-fact", "s",
                              vdt_evidence_get_id (VDT_EVIDENCE_ROW (row)->evidence));
}

static void
inspect_clicked_cb (VdtAlertDetails *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "incident.inspect", NULL);
}

static void
hide_clicked_cb (VdtAlertDetails *self)
{
  if (self->alert != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "incident.hide-alert", "(sb)",
                                vdt_alert_get_id (self->alert), !vdt_alert_get_hidden (self->alert));
}

static void
vdt_alert_details_dispose (GObject *object)
{
  VdtAlertDetails *self = VDT_ALERT_DETAILS (object);
  GtkWidget *child;

  if (self->alert != NULL)
    g_signal_handlers_disconnect_by_func (self->alert, fill_head, self);
  g_clear_object (&self->alert);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_ALERT_DETAILS);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_alert_details_parent_class)->dispose (object);
}

static void
vdt_alert_details_class_init (VdtAlertDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_alert_details_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-alert-details.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtAlertDetails, stack);
  gtk_widget_class_bind_template_child (widget_class, VdtAlertDetails, badges);
  gtk_widget_class_bind_template_child (widget_class, VdtAlertDetails, title_label);
  gtk_widget_class_bind_template_child (widget_class, VdtAlertDetails, facts_label);
  gtk_widget_class_bind_template_child (widget_class, VdtAlertDetails, description_label);
  gtk_widget_class_bind_template_child (widget_class, VdtAlertDetails, quotes);
  gtk_widget_class_bind_template_child (widget_class, VdtAlertDetails, techniques_heading);
  gtk_widget_class_bind_template_child (widget_class, VdtAlertDetails, techniques);
  gtk_widget_class_bind_template_child (widget_class, VdtAlertDetails, evidence_heading);
  gtk_widget_class_bind_template_child (widget_class, VdtAlertDetails, evidence_list);
  gtk_widget_class_bind_template_child (widget_class, VdtAlertDetails, actions_heading);
  gtk_widget_class_bind_template_child (widget_class, VdtAlertDetails, actions_label);
  gtk_widget_class_bind_template_child (widget_class, VdtAlertDetails, hide_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, inspect_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, hide_clicked_cb);
}

static void
vdt_alert_details_init (VdtAlertDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->severity = vdt_present_badge_new ();
  self->status = vdt_present_badge_new ();
  gtk_box_prepend (self->badges, self->status);
  gtk_box_prepend (self->badges, self->severity);
}

/**
 * vdt_alert_details_set_alert:
 * @self: the details
 * @alert: (nullable): the alert to show
 *
 * Sets what is shown.
 */
void
vdt_alert_details_set_alert (VdtAlertDetails *self,
                             VdtAlert        *alert)
{
  g_return_if_fail (VDT_IS_ALERT_DETAILS (self));

  if (self->alert == alert)
    return;

  if (self->alert != NULL)
    g_signal_handlers_disconnect_by_func (self->alert, fill_head, self);
  g_set_object (&self->alert, alert);
  gtk_stack_set_visible_child_name (self->stack, alert == NULL ? "none" : "alert");
  if (alert == NULL)
    return;

  g_signal_connect_swapped (alert, "notify", G_CALLBACK (fill_head), self);
  fill_head (self);
  fill_facts (self);
  set_prose (self->description_label, vdt_alert_get_description (alert));
  fill_quotes (self);
  fill_techniques (self);
  fill_evidence (self);
  set_prose (self->actions_label, vdt_alert_get_recommended_actions (alert));
  gtk_widget_set_visible (self->actions_heading, gtk_widget_get_visible (GTK_WIDGET (self->actions_label)));
}

VdtAlert *
vdt_alert_details_get_alert (VdtAlertDetails *self)
{
  g_return_val_if_fail (VDT_IS_ALERT_DETAILS (self), NULL);

  return self->alert;
}

/**
 * vdt_alert_details_mark_evidence:
 * @self: the details
 * @evidence_id: the fact id of a piece of evidence of the alert
 *
 * Selects the evidence in the list.
 */
void
vdt_alert_details_mark_evidence (VdtAlertDetails *self,
                                 const char      *evidence_id)
{
  GtkListBoxRow *row;

  g_return_if_fail (VDT_IS_ALERT_DETAILS (self));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->evidence_list, i)) != NULL; i++)
    if (g_strcmp0 (vdt_evidence_get_id (VDT_EVIDENCE_ROW (row)->evidence), evidence_id) == 0)
      gtk_list_box_select_row (self->evidence_list, row);
}
