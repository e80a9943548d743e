/* vdt-queue-page-filters.c
 *
 * The queue's filters: the chips, and the query that they make.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-queue-page-private.h"

#include <glib/gi18n.h>

#include "vdt-present.h"
#include "vdt-queue-columns.h"
#include "vdt-schema.h"
#include "vdt-session-queue.h"

static const struct
{
  const char *name;
  const char *title;
} chips[VDT_N_QUEUE_CHIPS] = {
  { "status", N_("Status") },
  { "severity", N_("Severity") },
  { "owner", N_("Owner") },
  { "classification", N_("Classification") },
  { "period", N_("Changed") },
};

/* Of the Defender portal's choices. */
static const struct
{
  const char *days;
  const char *title;
} periods[] = {
  { "1", N_("Last day") },
  { "3", N_("Last 3 days") },
  { "7", N_("Last 7 days") },
  { "30", N_("Last 30 days") },
  { "180", N_("Last 6 months") },
};

gboolean
vdt_queue_page_is_filtered (VdtQueuePage *self)
{
  for (guint i = 0; i < VDT_N_QUEUE_CHIPS; i++)
    if (vdt_filter_chip_get_selected (self->filters[i])[0] != NULL)
      return TRUE;

  return *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0';
}

static guint
longest_period (VdtFilterChip *chip)
{
  const char * const *ticked = vdt_filter_chip_get_selected (chip);
  guint days = 0;

  for (gsize i = 0; ticked[i] != NULL; i++)
    days = MAX (days, (guint) g_ascii_strtoull (ticked[i], NULL, 10));

  return days;
}

/**
 * vdt_queue_page_make_query:
 * @self: a queue page
 *
 * Returns: (transfer full): what search, chips and header ask for
 */
VdtQueueQuery *
vdt_queue_page_make_query (VdtQueuePage *self)
{
  VdtQueueQuery *query = vdt_queue_query_new ();
  const char *search = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  const char * const *owners = vdt_filter_chip_get_selected (self->filters[VDT_QUEUE_CHIP_OWNER]);
  gboolean descending = TRUE;
  const char *key = vdt_queue_columns_get_sort (self->column_view, &descending);

  vdt_record_set_text (query, "search", *search == '\0' ? NULL : search);
  vdt_record_set_words (query, "statuses", vdt_filter_chip_get_selected (self->filters[VDT_QUEUE_CHIP_STATUS]));
  vdt_record_set_words (query, "severities", vdt_filter_chip_get_selected (self->filters[VDT_QUEUE_CHIP_SEVERITY]));
  vdt_record_set_words (query, "classifications",
                        vdt_filter_chip_get_selected (self->filters[VDT_QUEUE_CHIP_CLASSIFICATION]));
  vdt_record_set_count (query, "within-days", longest_period (self->filters[VDT_QUEUE_CHIP_PERIOD]));
  if (owners[0] != NULL)
    vdt_record_set_text (query, "owner", g_str_equal (owners[0], "me")
                                         ? vdt_session_get_analyst (self->session) : "");
  vdt_record_set_text (query, "sort-key", key == NULL ? "priority" : key);
  vdt_record_set_flag (query, "descending", key == NULL || descending);

  return query;
}

/**
 * vdt_queue_page_apply:
 * @self: a queue page
 *
 * Asks for what search, chips and header say.
 */
void
vdt_queue_page_apply (VdtQueuePage *self)
{
  g_autoptr(VdtQueueQuery) query = NULL;

  /* The view's sorter tells of its end too. */
  if (self->column_view == NULL || self->session == NULL)
    return;

  query = vdt_queue_page_make_query (self);
  vdt_session_set_queue_query (self->session, query);
  vdt_queue_page_update_state (self);
}

static void
show_chip (VdtQueuePage       *self,
           VdtQueueChip        chip,
           const char * const *values)
{
  vdt_filter_chip_set_selected (self->filters[chip], values);
  gtk_widget_set_visible (GTK_WIDGET (self->filters[chip]),
                          chip <= VDT_QUEUE_CHIP_OWNER || (values != NULL && values[0] != NULL));
}

/**
 * vdt_queue_page_show_query:
 * @self: a queue page
 * @query: filters
 *
 * Sets search and chips to what @query asks for, and applies them. The order stays.
 */
void
vdt_queue_page_show_query (VdtQueuePage  *self,
                           VdtQueueQuery *query)
{
  const char *search = vdt_queue_query_get_search (query);
  const char *owner = vdt_queue_query_get_owner (query);
  const char *owners[] = { owner == NULL ? NULL : *owner == '\0' ? "none" : "me", NULL };
  guint within = vdt_queue_query_get_within_days (query);
  g_autofree char *days = within > 0 ? g_strdup_printf ("%u", within) : NULL;
  const char *period[] = { days, NULL };

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), search == NULL ? "" : search);
  show_chip (self, VDT_QUEUE_CHIP_STATUS, vdt_queue_query_get_statuses (query));
  show_chip (self, VDT_QUEUE_CHIP_SEVERITY, vdt_queue_query_get_severities (query));
  show_chip (self, VDT_QUEUE_CHIP_OWNER, owners);
  show_chip (self, VDT_QUEUE_CHIP_CLASSIFICATION, vdt_queue_query_get_classifications (query));
  show_chip (self, VDT_QUEUE_CHIP_PERIOD, period);
  vdt_queue_page_apply (self);
}

static void
add_filter_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (widget);

  for (guint i = 0; i < VDT_N_QUEUE_CHIPS; i++)
    if (g_str_equal (chips[i].name, g_variant_get_string (parameter, NULL)))
      {
        gtk_widget_set_visible (GTK_WIDGET (self->filters[i]), TRUE);
        gtk_widget_child_focus (GTK_WIDGET (self->filters[i]), GTK_DIR_TAB_FORWARD);
      }
}

static void
clear_filters_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  g_autoptr(VdtQueueQuery) none = vdt_queue_query_new ();

  vdt_queue_page_show_query (VDT_QUEUE_PAGE (widget), none);
}

static void
add_options (VdtQueuePage *self)
{
  static const char * const statuses[] = { "active", "inProgress", "awaitingAction", "resolved", "redirected" };
  static const char * const severities[] = { "high", "medium", "low", "informational" };
  gsize n;
  const VdtClassification *classifications = vdt_schema_get_classifications (&n);

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    vdt_filter_chip_add_option (self->filters[VDT_QUEUE_CHIP_STATUS], statuses[i], vdt_present_status (statuses[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (severities); i++)
    vdt_filter_chip_add_option (self->filters[VDT_QUEUE_CHIP_SEVERITY], severities[i],
                                vdt_present_severity (severities[i]));
  vdt_filter_chip_add_option (self->filters[VDT_QUEUE_CHIP_OWNER], "me", _("Me"));
  vdt_filter_chip_add_option (self->filters[VDT_QUEUE_CHIP_OWNER], "none", _("Unassigned"));
  for (gsize i = 0; i < n; i++)
    vdt_filter_chip_add_option (self->filters[VDT_QUEUE_CHIP_CLASSIFICATION], classifications[i].nick,
                                vdt_schema_label ("alertClassification", classifications[i].nick));
  for (gsize i = 0; i < G_N_ELEMENTS (periods); i++)
    vdt_filter_chip_add_option (self->filters[VDT_QUEUE_CHIP_PERIOD], periods[i].days, gettext (periods[i].title));
}

/**
 * vdt_queue_page_add_chips:
 * @self: a new page
 *
 * Makes the chips, and the menu that shows those that are not always there.
 */
void
vdt_queue_page_add_chips (VdtQueuePage *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();

  for (guint i = 0; i < VDT_N_QUEUE_CHIPS; i++)
    {
      self->filters[i] = VDT_FILTER_CHIP (vdt_filter_chip_new (gettext (chips[i].title)));
      g_signal_connect_swapped (self->filters[i], "changed", G_CALLBACK (vdt_queue_page_apply), self);
      gtk_box_append (self->chips, GTK_WIDGET (self->filters[i]));
      if (i > VDT_QUEUE_CHIP_OWNER)
        {
          g_autoptr(GMenuItem) item = g_menu_item_new (gettext (chips[i].title), NULL);

          gtk_widget_set_visible (GTK_WIDGET (self->filters[i]), FALSE);
          g_menu_item_set_action_and_target (item, "queue.add-filter", "s", chips[i].name);
          g_menu_append_item (menu, item);
        }
    }
  add_options (self);
  gtk_menu_button_set_menu_model (self->add_filter_button, G_MENU_MODEL (menu));
}

/**
 * vdt_queue_page_show_filter:
 * @self: a queue page
 * @name: `mine`, `unassigned`, `high` or `resolved`, or `set:` and the name of a kept
 *   set of filters
 *
 * Shows what a ready-made filter lets through.
 */
void
vdt_queue_page_show_filter (VdtQueuePage *self,
                            const char   *name)
{
  static const char * const open_states[] = { "active", "inProgress", "awaitingAction", NULL };
  static const char * const resolved_states[] = { "resolved", "redirected", NULL };
  static const char * const high_only[] = { "high", NULL };
  g_autoptr(VdtQueueQuery) query = vdt_queue_query_new ();
  GListModel *sets;

  g_return_if_fail (VDT_IS_QUEUE_PAGE (self));

  sets = vdt_session_get_filter_sets (self->session);
  for (guint i = 0; g_str_has_prefix (name, "set:") && i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr(VdtQueueQuery) set = g_list_model_get_item (sets, i);

      if (g_strcmp0 (vdt_queue_query_get_name (set), name + strlen ("set:")) == 0)
        {
          vdt_queue_page_show_query (self, set);
          return;
        }
    }

  vdt_record_set_words (query, "statuses", g_str_equal (name, "resolved") ? resolved_states : open_states);
  if (g_str_equal (name, "high"))
    vdt_record_set_words (query, "severities", high_only);
  else if (g_str_equal (name, "mine"))
    vdt_record_set_text (query, "owner", vdt_session_get_analyst (self->session));
  else if (g_str_equal (name, "unassigned"))
    vdt_record_set_text (query, "owner", "");
  vdt_queue_page_show_query (self, query);
}

void
vdt_queue_page_class_add_filters (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "queue.add-filter", "s", add_filter_action);
  gtk_widget_class_install_action (widget_class, "queue.clear-filters", NULL, clear_filters_action);
}
