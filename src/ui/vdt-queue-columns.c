/* vdt-queue-columns.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-queue-columns.h"

#include <glib/gi18n.h>

#include "vdt-incident.h"
#include "vdt-present.h"
#include "vdt-present-priority.h"
#include "vdt-schema.h"
#include "vdt-time.h"

typedef char *(*TextFunc) (VdtIncident *incident);
typedef void (*LookFunc) (GtkWidget   *cell,
                          VdtIncident *incident);

typedef struct
{
  const char *key;
  const char *sort_key;    /* NULL: the column does not sort */
  const char *title;
  int         width;       /* 0: the column takes what is left */
  gboolean    shown;       /* at first */
  gboolean    has_icon;
  TextFunc    text;
  LookFunc    look;        /* what the cell has besides its text; may be NULL */
  const char *property;    /* which change redraws the cell */
} Column;

static GtkWidget *
cell_inscription (GtkWidget *cell)
{
  return GTK_IS_INSCRIPTION (cell) ? cell : gtk_widget_get_last_child (cell);
}

static void
set_cell (GtkWidget  *cell,
          const char *text)
{
  GtkWidget *inscription = cell_inscription (cell);

  gtk_inscription_set_text (GTK_INSCRIPTION (inscription), text);
}

static void
set_icon (GtkWidget  *cell,
          const char *icon_name,
          const char *css_class)
{
  const char *classes[] = { "badge", css_class, NULL };

  gtk_image_set_from_icon_name (GTK_IMAGE (gtk_widget_get_first_child (cell)), icon_name);
  gtk_widget_set_css_classes (cell, classes);
}

static char *
severity_text (VdtIncident *incident)
{
  return g_strdup (vdt_present_severity (vdt_incident_get_severity (incident)));
}

static void
severity_look (GtkWidget   *cell,
               VdtIncident *incident)
{
  const char *severity = vdt_incident_get_severity (incident);

  set_icon (cell, vdt_present_severity_icon (severity), vdt_present_severity_class (severity));
}

static char *
title_text (VdtIncident *incident)
{
  g_autofree char *title = vdt_present_incident_title (incident);
  g_autofree char *number = vdt_present_number (vdt_incident_get_id (incident));

  return g_strdup_printf ("%s  %s", number, title);
}

static void
title_look (GtkWidget   *cell,
            VdtIncident *incident)
{
  g_autofree char *text = title_text (incident);

  gtk_widget_set_tooltip_text (cell, text);
}

static char *
priority_text (VdtIncident *incident)
{
  return g_strdup_printf ("%u", vdt_incident_get_priority (incident));
}

static void
priority_look (GtkWidget   *cell,
               VdtIncident *incident)
{
  const char *classes[] = { "priority", vdt_present_priority_class (vdt_incident_get_priority (incident)), NULL };
  g_autofree char *factors = vdt_present_priority_factors (incident);

  gtk_widget_set_css_classes (cell, classes);
  gtk_widget_set_tooltip_text (cell, factors);
}

static char *
or_dash (const char *text)
{
  g_autofree char *safe = vdt_present_text (text);

  return g_strdup (*safe == '\0' ? "–" : safe);
}

static char *
assets_text (VdtIncident *incident)
{
  return or_dash (vdt_incident_get_asset_summary (incident));
}

static char *
alerts_text (VdtIncident *incident)
{
  /* An incident fetched without its alerts is not one without alerts. */
  if (vdt_incident_get_alerts_state (incident) == VDT_PRESENCE_MISSING)
    return g_strdup ("?");

  return g_strdup_printf ("%u", vdt_incident_get_n_alerts (incident));
}

static gint64
time_of (VdtIncident *incident)
{
  gint64 last = vdt_incident_get_last_activity_at (incident);

  return last != VDT_TIME_UNSET ? last : vdt_incident_get_created_at (incident);
}

static char *
age_text (VdtIncident *incident)
{
  return vdt_present_age (time_of (incident), vdt_clock_system (NULL));
}

static void
age_look (GtkWidget   *cell,
          VdtIncident *incident)
{
  g_autofree char *full = vdt_present_time (time_of (incident));

  gtk_widget_set_tooltip_text (cell, full);
}

static char *
owner_text (VdtIncident *incident)
{
  return or_dash (vdt_incident_get_owner (incident));
}

static char *
status_text (VdtIncident *incident)
{
  return g_strdup (vdt_present_status (vdt_incident_get_status (incident)));
}

static void
status_look (GtkWidget   *cell,
             VdtIncident *incident)
{
  set_icon (cell, vdt_present_status_icon (vdt_incident_get_status (incident)), "status");
}

static char *
classification_text (VdtIncident *incident)
{
  const char *nick = vdt_incident_get_classification (incident);

  if (nick == NULL || g_str_equal (nick, "unknown"))
    return g_strdup ("–");

  return g_strdup (vdt_schema_label ("alertClassification", nick));
}

static char *
tags_text (VdtIncident *incident)
{
  const char * const *tags = vdt_incident_get_custom_tags (incident);
  g_autofree char *joined = tags != NULL ? g_strjoinv (", ", (char **) tags) : NULL;

  return or_dash (joined);
}

static char *
source_text (VdtIncident *incident)
{
  return or_dash (vdt_incident_get_source (incident));
}

static char *
created_text (VdtIncident *incident)
{
  return vdt_present_time (vdt_incident_get_created_at (incident));
}

static char *
first_text (VdtIncident *incident)
{
  return vdt_present_time (vdt_incident_get_first_activity_at (incident));
}

static char *
updated_text (VdtIncident *incident)
{
  return vdt_present_time (vdt_incident_get_updated_at (incident));
}

static const Column columns[] = {
  { "priority", "priority", N_("Priority"), 62, TRUE, FALSE, priority_text, priority_look, "priority" },
  { "severity", "severity", N_("Severity"), 104, TRUE, TRUE, severity_text, severity_look, "severity" },
  { "title", "title", N_("Incident"), 0, TRUE, FALSE, title_text, title_look, "title" },
  { "alerts", "alerts", N_("Alerts"), 56, FALSE, FALSE, alerts_text, NULL, "n-alerts" },
  { "assets", "assets", N_("Assets"), 100, TRUE, FALSE, assets_text, NULL, "asset-summary" },
  { "age", "updated", N_("Age"), 54, TRUE, FALSE, age_text, age_look, "last-activity-at" },
  { "owner", "owner", N_("Owner"), 86, TRUE, FALSE, owner_text, NULL, "owner" },
  { "status", "status", N_("Status"), 108, TRUE, TRUE, status_text, status_look, "status" },
  { "classification", NULL, N_("Classification"), 130, FALSE, FALSE, classification_text, NULL, "classification" },
  { "tags", NULL, N_("Tags"), 120, FALSE, FALSE, tags_text, NULL, "custom-tags" },
  { "source", NULL, N_("Source"), 96, FALSE, FALSE, source_text, NULL, "source" },
  { "created", "created", N_("Created"), 168, FALSE, FALSE, created_text, NULL, "created-at" },
  { "first", NULL, N_("First Activity"), 168, FALSE, FALSE, first_text, NULL, "first-activity-at" },
  { "changed", NULL, N_("Changed at the Source"), 168, FALSE, FALSE, updated_text, NULL, "updated-at" },
};

static void
show_cell (const Column *column,
           GtkWidget    *cell,
           VdtIncident  *incident)
{
  g_autofree char *text = column->text (incident);

  set_cell (cell, text);
  if (column->look != NULL)
    column->look (cell, incident);
}

static const Column *
find_column (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (columns[i].key, key))
      return &columns[i];

  return NULL;
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          gpointer            user_data)
{
  const Column *column = user_data;
  GtkWidget *inscription = gtk_inscription_new (NULL);
  GtkWidget *child = inscription;

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (inscription),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (inscription), 3);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (inscription), 8);
  gtk_widget_set_hexpand (inscription, TRUE);
  if (column->has_icon)
    {
      child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      gtk_box_append (GTK_BOX (child), gtk_image_new ());
      gtk_box_append (GTK_BOX (child), inscription);
    }
  gtk_list_item_set_child (item, child);
}

/* The property tells the column: no two columns show the same one. */
static void
changed_cb (VdtIncident *incident,
            GParamSpec  *pspec,
            GtkWidget   *cell)
{
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (columns[i].property, g_param_spec_get_name (pspec)))
      show_cell (&columns[i], cell, incident);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         gpointer            user_data)
{
  const Column *column = user_data;
  VdtIncident *incident = gtk_list_item_get_item (item);
  GtkWidget *cell = gtk_list_item_get_child (item);
  g_autofree char *signal = g_strconcat ("notify::", column->property, NULL);

  g_signal_connect (incident, signal, G_CALLBACK (changed_cb), cell);
  show_cell (column, cell, incident);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *item,
           gpointer            user_data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), changed_cb,
                                        gtk_list_item_get_child (item));
}

/* The rows come sorted from the session: a column's sorter only marks the
 * header. What GTK 4.8 does not tell, which column is chosen and which way, the
 * sorters find out themselves when the view's sorter is asked to compare. */
static const char *asked_key;

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  const Column *column = user_data;

  if (asked_key == NULL)
    asked_key = column->sort_key;

  return a == b ? 0 : -1;
}

static void
append_column (GtkColumnView *view,
               const Column  *known)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = NULL;
  g_autoptr(GtkSorter) sorter = NULL;
  gpointer data = (gpointer) known;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), data);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), data);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), data);

  column = gtk_column_view_column_new (gettext (known->title), factory);
  if (known->sort_key != NULL)
    sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, data, NULL));
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_resizable (column, TRUE);
  if (known->width > 0)
    gtk_column_view_column_set_fixed_width (column, known->width);
  else
    gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (view, column);
}

/**
 * vdt_queue_columns_get_sort:
 * @view: a view with the queue's columns
 * @out_descending: (out): whether the arrow points up
 *
 * Returns: (nullable): the session's key of the column that sorts, or %NULL
 */
const char *
vdt_queue_columns_get_sort (GtkColumnView *view,
                            gboolean      *out_descending)
{
  g_autoptr(GObject) a = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr(GObject) b = g_object_new (G_TYPE_OBJECT, NULL);
  GtkOrdering ordering;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  asked_key = NULL;
  ordering = gtk_sorter_compare (gtk_column_view_get_sorter (view), a, b);
  *out_descending = ordering == GTK_ORDERING_LARGER;

  return ordering == GTK_ORDERING_EQUAL ? NULL : asked_key;
}

/**
 * vdt_queue_columns_dup_keys:
 *
 * Returns: (transfer full): the keys of all columns there are
 */
char **
vdt_queue_columns_dup_keys (void)
{
  GPtrArray *keys = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    g_ptr_array_add (keys, g_strdup (columns[i].key));
  g_ptr_array_add (keys, NULL);

  return (char **) g_ptr_array_free (keys, FALSE);
}

/* A GtkColumnViewColumn has no name before GTK 4.10; no two titles are the same. */
static const Column *
column_of (GtkColumnViewColumn *shown)
{
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_strcmp0 (gtk_column_view_column_get_title (shown), gettext (columns[i].title)) == 0)
      return &columns[i];

  return NULL;
}

/**
 * vdt_queue_columns_dup_shown:
 * @view: a view with the queue's columns
 *
 * Returns: (transfer full): the keys of the columns that are shown, in their order
 */
char **
vdt_queue_columns_dup_shown (GtkColumnView *view)
{
  GPtrArray *keys = g_ptr_array_new ();
  GListModel *list;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  list = gtk_column_view_get_columns (view);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (list, i);
      const Column *known = column_of (column);

      if (known != NULL)
        g_ptr_array_add (keys, g_strdup (known->key));
    }
  g_ptr_array_add (keys, NULL);

  return (char **) g_ptr_array_free (keys, FALSE);
}

static void
sort_by (GtkColumnView *view,
         const char    *sort_key,
         gboolean       descending)
{
  GListModel *list = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (list, i);

      if (g_strcmp0 (column_of (column)->sort_key, sort_key) == 0)
        gtk_column_view_sort_by_column (view, column, descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
    }
}

/**
 * vdt_queue_columns_set_shown:
 * @view: a view of #VdtIncident
 * @keys: which to show, in this order; what is not known is passed over, and if
 *   nothing is left the view gets the columns that are shown at first
 *
 * Gives the view these columns and no others: GTK 4.8 keeps room for hidden ones.
 * The order of the rows stays if its column does.
 */
void
vdt_queue_columns_set_shown (GtkColumnView      *view,
                             const char * const *keys)
{
  gboolean descending = FALSE;
  const char *sort_key;
  GListModel *list;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));
  g_return_if_fail (keys != NULL);

  list = gtk_column_view_get_columns (view);
  sort_key = vdt_queue_columns_get_sort (view, &descending);
  while (g_list_model_get_n_items (list) > 0)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (list, 0);

      gtk_column_view_remove_column (view, column);
    }

  for (gsize i = 0; keys[i] != NULL; i++)
    {
      const Column *known = find_column (keys[i]);

      if (known != NULL && !g_strv_contains (keys + i + 1, keys[i]))
        append_column (view, known);
    }
  if (g_list_model_get_n_items (list) == 0)
    for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
      if (columns[i].shown)
        append_column (view, &columns[i]);
  if (sort_key != NULL)
    sort_by (view, sort_key, descending);
}

/**
 * vdt_queue_columns_get_title:
 * @key: a column's key
 *
 * Returns: (nullable): its title, translated
 */
const char *
vdt_queue_columns_get_title (const char *key)
{
  const Column *column;

  g_return_val_if_fail (key != NULL, NULL);

  column = find_column (key);

  return column != NULL ? gettext (column->title) : NULL;
}
