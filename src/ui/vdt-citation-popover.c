/* vdt-citation-popover.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-citation-popover.h"

#include <glib/gi18n.h>

#include "vdt-field-list.h"
#include "vdt-present.h"
#include "vdt-safe-text.h"
#include "vdt-time.h"

#define MAX_TEXT 6000 /* characters; the inspector shows the rest */

/**
 * VdtCitationPopover:
 *
 * What a statement rests on: the fact's title, when it was, the record as it came,
 * and buttons that lead to it in the page's views.
 */
struct _VdtCitationPopover
{
  GtkPopover  parent_instance;

  GtkLabel   *title_label;
  GtkLabel   *time_label;
  GtkLabel   *text_label;
  GtkBox     *buttons;
};

G_DEFINE_FINAL_TYPE (VdtCitationPopover, vdt_citation_popover, GTK_TYPE_POPOVER)

/* The views of an incident in which a kind of fact is to be seen. */
static const struct
{
  const char *prefix;
  const char *view;
  const char *title;
} views[] = {
  { "A:", "story", N_("Show in Story") },
  { "A:", "alerts", N_("Show in Alerts") },
  { "E:", "story", N_("Show in Story") },
  { "E:", "evidence", N_("Show in Evidence") },
  { "S:", "assets", N_("Show in Assets") },
  { "L:", "log", N_("Show in Log") },
  { "C:", "log", N_("Show in Log") },
};

static void
clicked_cb (VdtCitationPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
add_button (VdtCitationPopover *self,
            const char         *title,
            const char         *action,
            GVariant           *target)
{
  GtkWidget *button = gtk_button_new_with_label (title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  /* The target first: GTK warns of an action that wants one and has none yet. */
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_box_append (self->buttons, button);
}

static void
fill_buttons (VdtCitationPopover *self,
              const char         *fact_id)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->buttons))) != NULL)
    gtk_box_remove (self->buttons, child);

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_str_has_prefix (fact_id, views[i].prefix))
      add_button (self, gettext (views[i].title), "win.show-fact-in",
                  g_variant_new ("(ss)", views[i].view, fact_id));
  add_button (self, _("All Fields"), "win.show-fact", g_variant_new_string (fact_id));
}

static void
vdt_citation_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VDT_TYPE_CITATION_POPOVER);

  G_OBJECT_CLASS (vdt_citation_popover_parent_class)->dispose (object);
}

static void
vdt_citation_popover_class_init (VdtCitationPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_citation_popover_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-citation-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtCitationPopover, title_label);
  gtk_widget_class_bind_template_child (widget_class, VdtCitationPopover, time_label);
  gtk_widget_class_bind_template_child (widget_class, VdtCitationPopover, text_label);
  gtk_widget_class_bind_template_child (widget_class, VdtCitationPopover, buttons);
}

static void
vdt_citation_popover_init (VdtCitationPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vdt_citation_popover_new (void)
{
  return g_object_new (VDT_TYPE_CITATION_POPOVER, NULL);
}

/**
 * vdt_citation_popover_set_fact:
 * @self: a popover
 * @fact: the fact to show
 * @number: the citation's number
 *
 * Sets what is shown.
 */
void
vdt_citation_popover_set_fact (VdtCitationPopover *self,
                               VdtFact            *fact,
                               guint               number)
{
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (VDT_IS_CITATION_POPOVER (self));

  title = vdt_present_text (vdt_fact_get_title (fact));
  label = g_strdup_printf ("[%u] %s", number, *title == '\0' ? vdt_fact_get_id (fact) : title);
  gtk_label_set_label (self->title_label, label);

  time = vdt_present_time (vdt_fact_get_at (fact));
  gtk_label_set_label (self->time_label, time);
  gtk_widget_set_visible (GTK_WIDGET (self->time_label), vdt_fact_get_at (fact) != VDT_TIME_UNSET);

  if (vdt_fact_get_text (fact) != NULL)
    {
      const char *raw = vdt_fact_get_text (fact);
      g_autofree char *lines = *raw == '{' ? vdt_field_list_indent (raw, MAX_TEXT)
                                           : g_strndup (raw, MAX_TEXT * 4);

      text = vdt_safe_text_multiline (lines, -1, MAX_TEXT, NULL);
    }
  gtk_label_set_label (self->text_label, text == NULL ? "" : text);
  fill_buttons (self, vdt_fact_get_id (fact));
}
