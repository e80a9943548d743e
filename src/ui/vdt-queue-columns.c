/* vdt-queue-columns.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-queue-columns.h"

#include <glib/gi18n.h>

#include "vdt-incident.h"
#include "vdt-present.h"

typedef void (*BindFunc) (GtkWidget   *cell,
                          VdtIncident *incident);

typedef struct
{
  const char *sort_key;
  const char *title;
  int         width;       /* 0: the column takes what is left */
  gboolean    has_icon;
  BindFunc    bind;
  const char *property;    /* which change redraws the cell; NULL: any */
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

static void
bind_severity (GtkWidget   *cell,
               VdtIncident *incident)
{
  const char *severity = vdt_incident_get_severity (incident);

  set_icon (cell, vdt_present_severity_icon (severity), vdt_present_severity_class (severity));
  set_cell (cell, vdt_present_severity (severity));
}

static void
bind_title (GtkWidget   *cell,
            VdtIncident *incident)
{
  g_autofree char *title = vdt_present_incident_title (incident);
  g_autofree char *number = vdt_present_number (vdt_incident_get_id (incident));
  g_autofree char *text = g_strdup_printf ("%s  %s", number, title);

  set_cell (cell, text);
  gtk_widget_set_tooltip_text (cell, text);
}

static void
bind_assets (GtkWidget   *cell,
             VdtIncident *incident)
{
  const char *summary = vdt_incident_get_asset_summary (incident);
  g_autofree char *text = vdt_present_text (summary == NULL || *summary == '\0' ? "–" : summary);

  set_cell (cell, text);
}

static void
bind_alerts (GtkWidget   *cell,
             VdtIncident *incident)
{
  g_autofree char *text = NULL;

  /* An incident fetched without its alerts is not one without alerts. */
  if (vdt_incident_get_alerts_state (incident) == VDT_PRESENCE_MISSING)
    text = g_strdup ("?");
  else
    text = g_strdup_printf ("%u", vdt_incident_get_n_alerts (incident));
  set_cell (cell, text);
}

static void
bind_age (GtkWidget   *cell,
          VdtIncident *incident)
{
  gint64 last = vdt_incident_get_last_activity_at (incident);
  gint64 time = last != VDT_TIME_UNSET ? last : vdt_incident_get_created_at (incident);
  g_autofree char *age = vdt_present_age (time, vdt_clock_system (NULL));
  g_autofree char *full = vdt_present_time (time);

  set_cell (cell, age);
  gtk_widget_set_tooltip_text (cell, full);
}

static void
bind_owner (GtkWidget   *cell,
            VdtIncident *incident)
{
  g_autofree char *text = vdt_present_text (vdt_incident_get_owner (incident));

  set_cell (cell, *text == '\0' ? "–" : text);
}

static void
bind_status (GtkWidget   *cell,
             VdtIncident *incident)
{
  const char *status = vdt_incident_get_status (incident);

  set_icon (cell, vdt_present_status_icon (status), "status");
  set_cell (cell, vdt_present_status (status));
}

static const Column columns[] = {
  { "severity", N_("Severity"), 122, TRUE, bind_severity, "severity" },
  { "title", N_("Incident"), 0, FALSE, bind_title, "title" },
  { "alerts", N_("Alerts"), 60, FALSE, bind_alerts, "n-alerts" },
  { "assets", N_("Assets"), 124, FALSE, bind_assets, "asset-summary" },
  { "updated", N_("Age"), 62, FALSE, bind_age, "last-activity-at" },
  { "owner", N_("Owner"), 96, FALSE, bind_owner, "owner" },
  { "status", N_("Status"), 112, TRUE, bind_status, "status" },
};

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
      columns[i].bind (cell, incident);
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
  column->bind (cell, incident);
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

/**
 * vdt_queue_columns_add:
 * @view: an empty view of #VdtIncident
 *
 * Adds the queue's columns.
 */
void
vdt_queue_columns_add (GtkColumnView *view)
{
  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr(GtkColumnViewColumn) column = NULL;
      g_autoptr(GtkSorter) sorter = NULL;
      gpointer data = (gpointer) &columns[i];

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), data);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), data);
      g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), data);

      column = gtk_column_view_column_new (gettext (columns[i].title), factory);
      sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, data, NULL));
      gtk_column_view_column_set_sorter (column, sorter);
      gtk_column_view_column_set_resizable (column, TRUE);
      if (columns[i].width > 0)
        gtk_column_view_column_set_fixed_width (column, columns[i].width);
      else
        gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_append_column (view, column);
    }
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
