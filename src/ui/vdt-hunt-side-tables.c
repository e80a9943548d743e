/* vdt-hunt-side-tables.c
 *
 * The tables of the side panel: by area, with columns, known values, and how many rows
 * of which time are here.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-side-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vdt-session-hunt.h"
#include "vdt-time.h"

/* Ticks of 100 ns between the year 1 and the Unix epoch. */
#define EPOCH_TICKS G_GINT64_CONSTANT (621355968000000000)
#define TICKS_PER_USEC 10
#define MOST_VALUES 200

/* The areas of the product's own schema pages, by how the names of tables begin; the
 * first that fits. Those of the Defender group that fit none go to the last. */
static const struct
{
  const char *title;
  const char *prefixes[8];
} areas[] = {
  { N_("Alerts and Behaviors"), { "Alert", "Behavior", "DataSecurity", "Disruption" } },
  { N_("Vulnerabilities"), { "DeviceTvm", "DeviceBaseline", "ExposureGraph" } },
  { N_("Devices"), { "Device" } },
  { N_("Mail and Messages"), { "Email", "Url", "Message", "Campaign", "FileMalicious", "CallActivity" } },
  { N_("Identities"), { "Identity", "EntraId", "AADSignIn", "AADSpn" } },
  { N_("Applications and Cloud"), { "" } },
};

static const VdtHuntTable *
find_present (VdtHuntSide *self,
              const char  *name)
{
  for (guint i = 0; self->present != NULL && i < self->present->len; i++)
    {
      const VdtHuntTable *table = g_ptr_array_index (self->present, i);

      if (strcmp (table->name, name) == 0)
        return table;
    }

  return NULL;
}

static char *
dup_day (gint64 ticks)
{
  return vdt_time_format ((ticks - EPOCH_TICKS) / TICKS_PER_USEC, VDT_TIME_DAY_MINUTE);
}

static char *
dup_rows (const VdtHuntTable *present)
{
  g_autofree char *number = g_strdup_printf ("%'" G_GUINT64_FORMAT, present->rows);

  return g_strdup_printf (ngettext ("%s row", "%s rows", (gulong) present->rows), number);
}

/* What the lower part says of a table: what it is, and what of it is here. */
static char *
dup_about_table (const VdtKqlTable  *table,
                 const VdtHuntTable *present)
{
  g_autoptr(GString) about = g_string_new (table->description);

  if (about->len > 0)
    g_string_append (about, "\n");
  if (present == NULL || present->rows == 0)
    g_string_append (about, _("No rows here"));
  else
    {
      g_autofree char *rows = dup_rows (present);

      g_string_append (about, rows);
      if (present->first >= 0)
        {
          g_autofree char *first = dup_day (present->first);
          g_autofree char *last = dup_day (present->last);

          g_string_append_printf (about, " · %s – %s", first, last);
        }
    }

  return g_string_free (g_steal_pointer (&about), FALSE);
}

static void
add_table (VdtHuntSide       *self,
           GListStore        *list,
           const VdtKqlTable *table)
{
  const VdtHuntTable *present = find_present (self, table->name);
  g_autofree char *rows = present != NULL && present->rows > 0 ? g_strdup_printf ("%'" G_GUINT64_FORMAT, present->rows)
                                                               : NULL;
  g_autoptr(VdtSideNode) node = vdt_side_node_new (VDT_NODE_TABLE, table->name, rows);

  node->text = g_strdup (table->name);
  node->key = g_strdup (table->name);
  node->about = dup_about_table (table, present);
  g_list_store_append (list, node);
}

static const char *
area_of (const VdtKqlTable *table)
{
  if (g_strcmp0 (table->group, "defender") != 0)
    return g_strcmp0 (table->group, "sentinel") == 0 ? _("Sentinel and Logs") : _("Other Tables");

  for (gsize a = 0; a < G_N_ELEMENTS (areas); a++)
    for (gsize p = 0; areas[a].prefixes[p] != NULL; p++)
      if (g_str_has_prefix (table->name, areas[a].prefixes[p]))
        return _(areas[a].title);

  return _("Other Tables");
}

/* A table is found by its name, what it is, and the names of its columns. */
static gboolean
table_matches (const VdtKqlTable *table,
               const char        *search)
{
  const VdtKqlSchema *schema = table->type.schema;

  if (vdt_hunt_side_matches (table->name, search) || vdt_hunt_side_matches (table->description, search))
    return TRUE;

  for (guint i = 0; i < schema->n_columns; i++)
    if (vdt_hunt_side_matches (schema->columns[i]->name, search))
      return TRUE;

  return FALSE;
}

static void
note_counts (GListStore *root)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (root)); i++)
    {
      g_autoptr(VdtSideNode) group = g_list_model_get_item (G_LIST_MODEL (root), i);

      g_free (group->note);
      group->note = g_strdup_printf ("%u", g_list_model_get_n_items (G_LIST_MODEL (group->children)));
    }
}

/* Tables whose name is sought come before those of which only a column is. */
static int
compare_tables (gconstpointer a,
                gconstpointer b,
                gpointer      search)
{
  const VdtKqlTable *first = *(const VdtKqlTable *const *) a;
  const VdtKqlTable *second = *(const VdtKqlTable *const *) b;
  gboolean first_named = vdt_hunt_side_matches (first->name, search);

  if (first_named != vdt_hunt_side_matches (second->name, search))
    return first_named ? -1 : 1;

  return strcmp (first->name, second->name);
}

/* Groups in a fixed order, with those that have something. */
static void
add_groups (GListStore *root,
            GHashTable *groups)
{
  const char *titles[G_N_ELEMENTS (areas) + 3] = { NULL };
  gsize n = 0;

  titles[n++] = _("With Rows Here");
  for (gsize a = 0; a < G_N_ELEMENTS (areas); a++)
    titles[n++] = _(areas[a].title);
  titles[n++] = _("Sentinel and Logs");
  titles[n++] = _("Other Tables");

  for (gsize i = 0; i < n; i++)
    {
      VdtSideNode *group = vdt_side_node_add_group (root, titles[i], NULL);

      g_hash_table_insert (groups, (gpointer) titles[i], group->children);
    }
}

static void
drop_empty (GListStore *root)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (root)); i > 0; i--)
    {
      g_autoptr(VdtSideNode) group = g_list_model_get_item (G_LIST_MODEL (root), i - 1);

      if (g_list_model_get_n_items (G_LIST_MODEL (group->children)) == 0)
        g_list_store_remove (root, i - 1);
    }
}

void
vdt_hunt_side_fill_tables (VdtHuntSide *self,
                           GListStore  *root,
                           const char  *search)
{
  g_autoptr(GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr(GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *tables;

  if (self->catalog == NULL)
    self->catalog = vdt_session_dup_catalog (self->session);
  tables = vdt_kql_catalog_get_tables (self->catalog);
  for (guint i = 0; i < tables->len; i++)
    if (table_matches (g_ptr_array_index (tables, i), search))
      g_ptr_array_add (sorted, g_ptr_array_index (tables, i));
  g_ptr_array_sort_with_data (sorted, compare_tables, (gpointer) search);

  add_groups (root, groups);
  for (guint i = 0; i < sorted->len; i++)
    {
      const VdtKqlTable *table = g_ptr_array_index (sorted, i);
      const VdtHuntTable *present = find_present (self, table->name);

      if (present != NULL && present->rows > 0)
        add_table (self, g_hash_table_lookup (groups, _("With Rows Here")), table);
      add_table (self, g_hash_table_lookup (groups, area_of (table)), table);
    }
  drop_empty (root);
  note_counts (root);
}

/* A string of the query language, as it is put after `==`. */
static char *
dup_literal (const char *value)
{
  g_autoptr(GString) text = g_string_new ("\"");

  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *p);
    }

  return g_string_free (g_string_append_c (g_steal_pointer (&text), '"'), FALSE);
}

static void
add_values (VdtSideNode        *column,
            const char * const *values)
{
  column->children = g_list_store_new (VDT_TYPE_SIDE_NODE);
  for (gsize i = 0; values[i] != NULL && i < MOST_VALUES; i++)
    {
      g_autoptr(VdtSideNode) value = vdt_side_node_new (VDT_NODE_VALUE, values[i], NULL);

      value->text = dup_literal (values[i]);
      value->about = g_strdup_printf (_("A known value of %s"), column->title);
      g_list_store_append (column->children, value);
    }
}

/**
 * vdt_hunt_side_columns:
 * @self: a panel
 * @table: the row of a table
 *
 * Returns: (transfer full) (nullable): rows of its columns; with a search those that
 *   match, if any does
 */
GListModel *
vdt_hunt_side_columns (VdtHuntSide *self,
                       VdtSideNode *table)
{
  const VdtKqlTable *known = self->catalog != NULL ? vdt_kql_catalog_find_table (self->catalog, table->key) : NULL;
  g_autofree char *search = NULL;
  GListStore *columns;
  gboolean some = FALSE;

  if (known == NULL)
    return NULL;

  search = g_utf8_casefold (self->searches[VDT_SIDE_TABLES] != NULL ? self->searches[VDT_SIDE_TABLES] : "", -1);
  columns = g_list_store_new (VDT_TYPE_SIDE_NODE);
  for (guint i = 0; *search != '\0' && i < known->type.schema->n_columns; i++)
    some |= vdt_hunt_side_matches (known->type.schema->columns[i]->name, search);
  for (guint i = 0; i < known->type.schema->n_columns; i++)
    {
      const VdtKqlColumn *column = known->type.schema->columns[i];
      g_autoptr(VdtSideNode) node = NULL;

      if (some && !vdt_hunt_side_matches (column->name, search))
        continue;
      node = vdt_side_node_new (VDT_NODE_COLUMN, column->name, vdt_kql_type_get_name (column->type));
      node->text = g_strdup (column->name);
      node->about = g_strdup (column->description != NULL ? column->description : "");
      if (column->values != NULL && column->values[0] != NULL)
        add_values (node, column->values);
      g_list_store_append (columns, node);
    }

  return G_LIST_MODEL (columns);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VdtHuntSide) self = user_data;
  g_autoptr(GError) error = NULL;
  GPtrArray *tables = vdt_session_list_tables_finish (VDT_SESSION (object), result, &error);

  if (tables == NULL || self->session == NULL)
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("Which tables have rows cannot be told: %s", error->message);
      g_clear_pointer (&tables, g_ptr_array_unref);
      return;
    }

  g_clear_pointer (&self->present, g_ptr_array_unref);
  self->present = tables;
  /* With the tables and columns that files brought. */
  g_clear_pointer (&self->catalog, vdt_kql_catalog_unref);
  if (self->list == VDT_SIDE_TABLES)
    vdt_hunt_side_reload (self);
}

void
vdt_hunt_side_load_tables (VdtHuntSide *self)
{
  vdt_session_list_tables_async (self->session, self->cancellable, listed_cb, g_object_ref (self));
}
