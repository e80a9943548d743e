/* vdt-queue-page-acts.c
 *
 * What is done to the selected incidents, one or many: each act is one change that
 * one Undo takes back.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-queue-page-private.h"

#include <glib/gi18n.h>

#include "vdt-classify-group.h"
#include "vdt-columns-popover.h"
#include "vdt-feedback.h"
#include "vdt-present.h"
#include "vdt-queue-columns.h"
#include "vdt-save.h"
#include "vdt-session-changes.h"
#include "vdt-session-queue.h"
#include "vdt-settings.h"
#include "vdt-tags-popover.h"

/* So many incidents change in one transaction: others get their turn in between. */
#define IN_ONE 200

typedef void (*ActFunc) (VdtQueuePage *self,
                         GPtrArray    *incidents,
                         char        **values);

typedef struct
{
  VdtQueuePage *self;
  GtkBitset    *positions;
  guint         first;
  ActFunc       func;
  char        **values;
} Act;

/* {{{ the selected incidents */

static void
act_free (Act *act)
{
  g_object_unref (act->self);
  gtk_bitset_unref (act->positions);
  g_strfreev (act->values);
  g_free (act);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Act *act = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) rows = vdt_session_list_incidents_finish (VDT_SESSION (object), result, &error);
  g_autoptr(GPtrArray) incidents = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; rows != NULL && i < g_list_model_get_n_items (rows); i++)
    if (gtk_bitset_contains (act->positions, act->first + i))
      g_ptr_array_add (incidents, g_list_model_get_item (rows, i));

  if (rows == NULL)
    vdt_feedback_error (GTK_WIDGET (act->self), error);
  else if (incidents->len > 0)
    act->func (act->self, incidents, act->values);
  act_free (act);
}

/* Those that the list holds; NULL if some are not here yet. */
static GPtrArray *
take_here (VdtQueuePage *self,
           GtkBitset    *positions)
{
  g_autoptr(GPtrArray) incidents = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint position;

  if (gtk_bitset_get_size (positions) > IN_ONE)
    return NULL;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, positions, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr(VdtIncident) incident = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

      if (incident == NULL || vdt_incident_get_id (incident) == NULL)
        return NULL;
      g_ptr_array_add (incidents, g_steal_pointer (&incident));
    }

  return g_steal_pointer (&incidents);
}

/* Calls @func with the selected incidents, at once if the list holds them. Takes
 * @values. */
static void
with_selected (VdtQueuePage  *self,
               ActFunc        func,
               char         **values)
{
  g_autoptr(GtkBitset) positions = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_auto(GStrv) owned = values;
  g_autoptr(GPtrArray) here = NULL;
  Act *act;

  if (gtk_bitset_is_empty (positions))
    return;

  here = take_here (self, positions);
  if (here != NULL)
    {
      func (self, here, owned);
      return;
    }

  act = g_new0 (Act, 1);
  act->self = g_object_ref (self);
  act->positions = g_steal_pointer (&positions);
  act->first = gtk_bitset_get_minimum (act->positions);
  act->func = func;
  act->values = g_steal_pointer (&owned);
  vdt_session_list_incidents_async (self->session, vdt_session_get_queue_query (self->session), act->first,
                                    gtk_bitset_get_maximum (act->positions) - act->first + 1, NULL, listed_cb, act);
}

/* }}} */
/* {{{ changes */

/* @values: property, value, property, value … */
static void
set_values (VdtQueuePage *self,
            GPtrArray    *incidents,
            char        **values)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *action = g_strconcat ("set-", values[0], NULL);
  VdtChange *change = NULL;

  for (guint i = 0; i < incidents->len; i++)
    {
      const char *id = vdt_incident_get_id (g_ptr_array_index (incidents, i));

      if (i % IN_ONE == 0)
        {
          change = vdt_change_new (id, action);
          g_ptr_array_add (changes, change);
        }
      for (gsize j = 0; values[j] != NULL; j += 2)
        vdt_change_set (change, "incident", id, values[j], *values[j + 1] == '\0' ? NULL : values[j + 1]);
    }

  vdt_session_apply_all_async (self->session, changes, NULL, vdt_feedback_changed_cb, g_object_ref (self));
}

static char **
pair (const char *property,
      const char *value)
{
  const char *values[] = { property, value, NULL };

  return g_strdupv ((char **) values);
}

static void
assign_to_me_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (widget);

  with_selected (self, set_values, pair ("owner", vdt_session_get_analyst (self->session)));
}

static void
set_status_to_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  with_selected (VDT_QUEUE_PAGE (widget), set_values, pair ("status", g_variant_get_string (parameter, NULL)));
}

static void
set_severity_to_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  with_selected (VDT_QUEUE_PAGE (widget), set_values, pair ("severity", g_variant_get_string (parameter, NULL)));
}

/* }}} */
/* {{{ what asks first */

static void
popover_closed_cb (GtkPopover *popover)
{
  /* Not at once: the popover still runs the action that closed it. */
  g_idle_add_once ((GSourceOnceFunc) gtk_widget_unparent, popover);
}

/* Shows @popover at what has the focus: a row, or a button of the bar. */
static void
popup_at_focus (VdtQueuePage *self,
                GtkPopover   *popover)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  graphene_rect_t bounds;

  gtk_widget_set_parent (GTK_WIDGET (popover), GTK_WIDGET (self));
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) &&
      gtk_widget_compute_bounds (focus, GTK_WIDGET (self), &bounds))
    {
      GdkRectangle rectangle = { (int) bounds.origin.x + MIN (160, (int) bounds.size.width / 2),
                                 (int) bounds.origin.y, 1, (int) bounds.size.height };

      gtk_popover_set_pointing_to (popover, &rectangle);
    }
  g_signal_connect (popover, "closed", G_CALLBACK (popover_closed_cb), NULL);
  gtk_popover_popup (popover);
}

static void
popup_choices (VdtQueuePage       *self,
               const char         *action,
               const char * const *nicks,
               const char       *(*present) (const char *nick))
{
  g_autoptr(GMenu) menu = g_menu_new ();

  for (gsize i = 0; nicks[i] != NULL; i++)
    {
      g_autoptr(GMenuItem) item = g_menu_item_new (present (nicks[i]), NULL);

      g_menu_item_set_action_and_target (item, action, "s", nicks[i]);
      g_menu_append_item (menu, item);
    }
  popup_at_focus (self, GTK_POPOVER (gtk_popover_menu_new_from_model (G_MENU_MODEL (menu))));
}

static void
set_status_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  static const char * const offered[] = { "active", "inProgress", "awaitingAction", "resolved", NULL };

  if (vdt_queue_page_get_current (VDT_QUEUE_PAGE (widget)) != NULL)
    popup_choices (VDT_QUEUE_PAGE (widget), "queue.set-status-to", offered, vdt_present_status);
}

static void
set_severity_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  static const char * const offered[] = { "high", "medium", "low", "informational", NULL };

  if (vdt_queue_page_get_current (VDT_QUEUE_PAGE (widget)) != NULL)
    popup_choices (VDT_QUEUE_PAGE (widget), "queue.set-severity-to", offered, vdt_present_severity);
}

static void
edit_tags (VdtQueuePage *self,
           GPtrArray    *incidents,
           char        **values)
{
  popup_at_focus (self, GTK_POPOVER (vdt_tags_popover_new (self->session, incidents)));
}

static void
edit_tags_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  with_selected (VDT_QUEUE_PAGE (widget), edit_tags, NULL);
}

static void
owner_cb (GtkEntry *entry)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (entry), VDT_TYPE_QUEUE_PAGE));
  g_autofree char *owner = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));

  g_strstrip (owner);
  with_selected (self, set_values, pair ("owner", owner));
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (entry), GTK_TYPE_POPOVER)));
}

static void
set_owner_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (widget);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Owner; empty for nobody"));
  gtk_entry_set_max_length (GTK_ENTRY (entry), 200);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 26);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Owner; empty for nobody"), -1);
  g_signal_connect (entry, "activate", G_CALLBACK (owner_cb), NULL);
  gtk_popover_set_child (GTK_POPOVER (popover), entry);
  popup_at_focus (self, GTK_POPOVER (popover));
}

static void
classified_cb (GtkWidget *button)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (gtk_widget_get_ancestor (button, VDT_TYPE_QUEUE_PAGE));
  GtkWidget *box = gtk_widget_get_parent (button);
  VdtClassifyGroup *group = VDT_CLASSIFY_GROUP (gtk_widget_get_first_child (box));
  const char *classification = vdt_classify_group_get_classification (group);
  const char *determination = vdt_classify_group_get_determination (group);
  const char *values[] = { "classification", classification == NULL ? "" : classification,
                           "determination", determination == NULL ? "" : determination, NULL };

  with_selected (self, set_values, g_strdupv ((char **) values));
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER)));
}

static void
classify_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (widget);
  VdtIncident *incident = vdt_queue_page_get_current (self);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *group = g_object_new (VDT_TYPE_CLASSIFY_GROUP, NULL);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Classify"));

  if (incident != NULL)
    vdt_classify_group_set (VDT_CLASSIFY_GROUP (group), vdt_incident_get_classification (incident),
                            vdt_incident_get_determination (incident));
  gtk_widget_set_size_request (group, 340, -1);
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect (button, "clicked", G_CALLBACK (classified_cb), NULL);
  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box), button);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  popup_at_focus (self, GTK_POPOVER (popover));
}

/* }}} */
/* {{{ the rest */

static void
open_incident_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  VdtIncident *incident = vdt_queue_page_get_current (VDT_QUEUE_PAGE (widget));

  if (incident != NULL && vdt_incident_get_id (incident) != NULL)
    gtk_widget_activate_action (widget, "win.open-incident", "s", vdt_incident_get_id (incident));
}

static void
toggle_peek_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.toggle-copilot", NULL);
}

/* The row with the focus, in or out of the selection. */
static void
select_row_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (focus != NULL)
    gtk_widget_activate_action (focus, "listitem.select", "(bb)", TRUE, FALSE);
}

static void
select_none_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (widget);

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), self->current, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->column_view));
}

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VdtQueuePage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = vdt_session_export_queue_finish (VDT_SESSION (object), result, &error);

  if (bytes != NULL)
    vdt_save (GTK_WIDGET (self), _("Export the Incidents"), "incidents.csv", bytes);
  else
    vdt_feedback_error (GTK_WIDGET (self), error);
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (widget);

  vdt_session_export_queue_async (self->session, NULL, exported_cb, g_object_ref (self));
}

static void
columns_chosen_cb (VdtQueuePage      *self,
                   VdtColumnsPopover *popover)
{
  g_autoptr(GSettings) settings = vdt_settings_new ();
  g_auto(GStrv) keys = vdt_columns_popover_dup_shown (popover);

  self->choosing_columns = TRUE;
  vdt_queue_columns_set_shown (self->column_view, (const char * const *) keys);
  self->choosing_columns = FALSE;
  g_settings_set_strv (settings, "queue-columns", (const char * const *) keys);
}

static void
choose_columns_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (widget);
  GtkWidget *popover = vdt_columns_popover_new ();
  g_auto(GStrv) shown = vdt_queue_columns_dup_shown (self->column_view);
  g_auto(GStrv) all = vdt_queue_columns_dup_keys ();

  for (gsize i = 0; shown[i] != NULL; i++)
    vdt_columns_popover_add (VDT_COLUMNS_POPOVER (popover), shown[i], vdt_queue_columns_get_title (shown[i]), TRUE);
  for (gsize i = 0; all[i] != NULL; i++)
    if (!g_strv_contains ((const char * const *) shown, all[i]))
      vdt_columns_popover_add (VDT_COLUMNS_POPOVER (popover), all[i], vdt_queue_columns_get_title (all[i]), FALSE);
  g_signal_connect_swapped (popover, "changed", G_CALLBACK (columns_chosen_cb), self);
  popup_at_focus (self, GTK_POPOVER (popover));
}

static const struct
{
  const char                  *name;
  const char                  *parameter_type;
  GtkWidgetActionActivateFunc  func;
} acts[] = {
  { "queue.open-incident", NULL, open_incident_action },
  { "queue.toggle-peek", NULL, toggle_peek_action },
  { "queue.select-row", NULL, select_row_action },
  { "queue.select-none", NULL, select_none_action },
  { "queue.assign-to-me", NULL, assign_to_me_action },
  { "queue.set-owner", NULL, set_owner_action },
  { "queue.set-status", NULL, set_status_action },
  { "queue.set-status-to", "s", set_status_to_action },
  { "queue.set-severity", NULL, set_severity_action },
  { "queue.set-severity-to", "s", set_severity_to_action },
  { "queue.edit-tags", NULL, edit_tags_action },
  { "queue.classify", NULL, classify_action },
  { "queue.export", NULL, export_action },
  { "queue.choose-columns", NULL, choose_columns_action },
};

void
vdt_queue_page_class_add_acts (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    gtk_widget_class_install_action (widget_class, acts[i].name, acts[i].parameter_type, acts[i].func);
}

/* }}} */
