/* vdt-peek.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-peek.h"

#include <glib/gi18n.h>

#include "vdt-present.h"
#include "vdt-present-priority.h"
#include "vdt-safe-text.h"
#include "vdt-session-copilot.h"

#define MAX_DESCRIPTION 1200 /* characters */

/**
 * VdtPeek:
 *
 * What helps to decide whether to open an incident, without opening it: how grave
 * it is, whose, how much it touches, since when, and the first words of the
 * summary if there is one.
 */
struct _VdtPeek
{
  GtkWidget     parent_instance;

  GtkStack     *stack;
  GtkLabel     *number_label;
  GtkWidget    *severity;
  GtkWidget    *status;
  GtkLabel     *title_label;
  GtkLabel     *description_label;
  GtkGrid      *facts;
  GtkBox       *badges;

  VdtSession   *session;
  VdtIncident  *incident;
  GSignalGroup *signals;
};

G_DEFINE_FINAL_TYPE (VdtPeek, vdt_peek, GTK_TYPE_WIDGET)

static void
add_fact (VdtPeek    *self,
          int         row,
          const char *name,
          const char *value)
{
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *text;
  g_autofree char *safe = vdt_safe_text_multiline (value == NULL ? "" : value, -1, MAX_DESCRIPTION, NULL);

  text = gtk_label_new (safe);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_grid_attach (self->facts, label, 0, row, 1, 1);
  gtk_grid_attach (self->facts, text, 1, row, 1, 1);
}

/* The number, and the formula's lines under it. */
static void
add_priority (VdtPeek *self,
              int      row)
{
  double given = vdt_incident_get_priority_score (self->incident);
  g_autofree char *factors = vdt_present_priority_factors (self->incident);
  g_autofree char *text = g_strdup_printf (_("%u of 100"), vdt_incident_get_priority (self->incident));
  g_autofree char *all = NULL;

  if (given >= 0)
    {
      /* Translators: %.0f is a number from 0 to 100 that the incident came with. */
      g_autofree char *source = g_strdup_printf (_("the source says %.0f"), given);

      all = g_strdup_printf ("%s\n%s\n%s", text, factors, source);
    }
  else
    {
      all = g_strdup_printf ("%s\n%s", text, factors);
    }
  add_fact (self, row, _("Priority"), all);
}

static void
fill_facts (VdtPeek *self)
{
  g_autofree char *alerts = NULL;
  g_autofree char *first = vdt_present_time (vdt_incident_get_first_activity_at (self->incident));
  g_autofree char *last = vdt_present_time (vdt_incident_get_last_activity_at (self->incident));
  const char * const *tags = vdt_incident_get_custom_tags (self->incident);
  const char *assets = vdt_incident_get_asset_summary (self->incident);
  GtkWidget *child;
  int row = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_grid_remove (self->facts, child);

  if (vdt_incident_get_alerts_state (self->incident) == VDT_PRESENCE_MISSING)
    alerts = g_strdup (_("The source gave none"));
  else
    alerts = g_strdup_printf (ngettext ("%u alert", "%u alerts", vdt_incident_get_n_alerts (self->incident)),
                              vdt_incident_get_n_alerts (self->incident));
  add_priority (self, row++);
  add_fact (self, row++, _("Owner"), vdt_present_owner (vdt_incident_get_owner (self->incident)));
  add_fact (self, row++, _("Alerts"), alerts);
  if (assets != NULL && *assets != '\0')
    add_fact (self, row++, _("Assets"), assets);
  if (vdt_incident_get_first_activity_at (self->incident) != VDT_TIME_UNSET)
    add_fact (self, row++, _("First activity"), first);
  if (vdt_incident_get_last_activity_at (self->incident) != VDT_TIME_UNSET)
    add_fact (self, row++, _("Last activity"), last);
  if (tags != NULL && tags[0] != NULL)
    {
      g_autofree char *joined = g_strjoinv (", ", (char **) tags);

      add_fact (self, row++, _("Tags"), joined);
    }
}

static void
fill (VdtPeek *self)
{
  g_autofree char *title = NULL;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  const char *description;
  VdtProposal *summary;

  gtk_stack_set_visible_child_name (self->stack, self->incident == NULL ? "none" : "incident");
  if (self->incident == NULL)
    return;

  title = vdt_present_incident_title (self->incident);
  number = vdt_present_number (vdt_incident_get_id (self->incident));
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->number_label, number);
  vdt_present_badge_severity (self->severity, vdt_incident_get_severity (self->incident));
  vdt_present_badge_set (self->status,
                         vdt_present_status_icon (vdt_incident_get_status (self->incident)),
                         vdt_present_status (vdt_incident_get_status (self->incident)), "status");

  description = vdt_incident_get_description (self->incident);
  summary = vdt_session_get_summary (self->session, self->incident);
  if (summary != NULL && g_list_model_get_n_items (vdt_proposal_get_statements (summary)) > 0)
    {
      g_autoptr(VdtStatement) first = g_list_model_get_item (vdt_proposal_get_statements (summary), 0);

      description = vdt_statement_get_text (first);
      text = vdt_safe_text_multiline (description, -1, MAX_DESCRIPTION, NULL);
    }
  else if (description != NULL)
    text = vdt_safe_text_multiline (description, -1, MAX_DESCRIPTION, NULL);
  gtk_label_set_label (self->description_label, text == NULL ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (self->description_label), text != NULL && *text != '\0');
  fill_facts (self);
}

static void
vdt_peek_dispose (GObject *object)
{
  VdtPeek *self = VDT_PEEK (object);
  GtkWidget *child;

  g_clear_object (&self->signals);
  g_clear_object (&self->incident);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_PEEK);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_peek_parent_class)->dispose (object);
}

static void
vdt_peek_class_init (VdtPeekClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_peek_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-peek.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtPeek, stack);
  gtk_widget_class_bind_template_child (widget_class, VdtPeek, number_label);
  gtk_widget_class_bind_template_child (widget_class, VdtPeek, title_label);
  gtk_widget_class_bind_template_child (widget_class, VdtPeek, description_label);
  gtk_widget_class_bind_template_child (widget_class, VdtPeek, facts);
  gtk_widget_class_bind_template_child (widget_class, VdtPeek, badges);
}

static void
vdt_peek_init (VdtPeek *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->severity = vdt_present_badge_new ();
  self->status = vdt_present_badge_new ();
  gtk_box_append (self->badges, self->severity);
  gtk_box_append (self->badges, self->status);
  self->signals = g_signal_group_new (VDT_TYPE_INCIDENT);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (fill), self);
}

void
vdt_peek_set_session (VdtPeek    *self,
                      VdtSession *session)
{
  g_return_if_fail (VDT_IS_PEEK (self));

  g_set_object (&self->session, session);
}

/**
 * vdt_peek_set_incident:
 * @self: a peek
 * @incident: (nullable): the incident to show
 *
 * Sets what is shown.
 */
void
vdt_peek_set_incident (VdtPeek     *self,
                       VdtIncident *incident)
{
  g_return_if_fail (VDT_IS_PEEK (self));

  if (!g_set_object (&self->incident, incident))
    return;

  g_signal_group_set_target (self->signals, incident);
  fill (self);
}
