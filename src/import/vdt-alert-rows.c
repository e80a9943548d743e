/* vdt-alert-rows.c
 *
 * Which field goes where is in data/import/alert-tables.json.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-alert-rows.h"

#include <string.h>

#include "vdt-attack.h"
#include "vdt-data.h"
#include "vdt-import-resources.h"
#include "vdt-import-table.h"
#include "vdt-time.h"

#define TICKS_UNIX_EPOCH G_GINT64_CONSTANT (621355968000000000)

/**
 * VdtAlertRows:
 *
 * Makes the rows that Defender's own tables would have.
 */
struct _VdtAlertRows
{
  GVariant       *data;
  GVariant       *roles;
  GHashTable     *kinds;        /* kind → GVariant */
  VdtImportTable *info;
  VdtImportTable *evidence;
  GPtrArray      *batches;      /* VdtRowBatch */
};

static void
take_batch (VdtRowBatch *batch,
            GAsyncQueue *spare,
            gpointer     user_data)
{
  g_ptr_array_add (((VdtAlertRows *) user_data)->batches, batch);
}

static void
read_kinds (VdtAlertRows *self)
{
  g_autoptr(GVariant) list = vdt_data_get_list (self->data, "kinds");

  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (list, i);
      GVariant *kind = g_variant_get_variant (boxed);

      g_hash_table_insert (self->kinds, (gpointer) vdt_data_get_string (kind, "kind"), kind);
    }
}

/**
 * vdt_alert_rows_new:
 * @catalog: what is known of the tables
 *
 * Returns: (transfer full): no rows yet
 */
VdtAlertRows *
vdt_alert_rows_new (VdtKqlCatalog *catalog)
{
  VdtAlertRows *self = g_new0 (VdtAlertRows, 1);

  self->data = vdt_data_load (vdt_import_get_resource (), "alert-tables");
  self->roles = vdt_data_get_object (self->data, "role");
  self->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_variant_unref);
  self->batches = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_row_batch_free);
  self->info = vdt_import_table_new ("AlertInfo", vdt_kql_catalog_find_table (catalog, "AlertInfo"), take_batch, self);
  self->evidence = vdt_import_table_new ("AlertEvidence", vdt_kql_catalog_find_table (catalog, "AlertEvidence"),
                                         take_batch, self);
  read_kinds (self);

  return self;
}

void
vdt_alert_rows_free (VdtAlertRows *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->kinds);
  g_variant_unref (self->roles);
  g_variant_unref (self->data);
  vdt_import_table_free (self->info);
  vdt_import_table_free (self->evidence);
  g_ptr_array_unref (self->batches);
  g_free (self);
}

static void
add (VdtImportTable *table,
     const char     *column,
     const char     *text)
{
  if (text != NULL)
    vdt_import_table_add_named (table, column, text, strlen (text));
}

static void
add_time (VdtImportTable *table,
          gint64          time)
{
  char text[40];

  if (time == VDT_TIME_UNSET)
    return;

  vdt_cell_format_datetime (TICKS_UNIX_EPOCH + time * 10, text);
  add (table, "Timestamp", text);
}

/* The hunting tables' word for Graph's; Graph's own if there is none. */
static void
add_word (VdtAlertRows   *self,
          VdtImportTable *table,
          const char     *column,
          const char     *words,
          const char     *nick)
{
  g_autoptr(GVariant) list = vdt_data_get_object (self->data, words);
  const char *word = nick != NULL && list != NULL ? vdt_data_get_string (list, nick) : NULL;

  add (table, column, word != NULL ? word : nick);
}

/* `["Name (T1059.001)", …]`, as the tables have it. */
static void
add_techniques (VdtImportTable     *table,
                const char *const  *techniques)
{
  g_autoptr(GString) text = g_string_new ("[");

  if (techniques == NULL || techniques[0] == NULL)
    return;

  for (gsize i = 0; techniques[i] != NULL; i++)
    {
      const VdtTechnique *technique = vdt_attack_get_technique (techniques[i]);
      g_autofree char *name = technique != NULL ? g_strdup_printf ("%s (%s)", technique->name, techniques[i])
                                                : g_strdup (techniques[i]);

      g_string_append_printf (text, "%s\"%s\"", i > 0 ? "," : "", name);
    }
  g_string_append_c (text, ']');
  add (table, "AttackTechniques", text->str);
}

static void
add_categories (VdtImportTable *table,
                VdtAlert       *alert)
{
  const char *category = vdt_alert_get_category (alert);
  g_autofree char *list = category != NULL ? g_strdup_printf ("[\"%s\"]", category) : NULL;

  add (table, "Categories", list);
}

/* What an alert and its evidence have in common. */
static void
add_common (VdtAlertRows   *self,
            VdtImportTable *table,
            VdtAlert       *alert)
{
  add (table, "AlertId", vdt_alert_get_id (alert));
  add (table, "Title", vdt_alert_get_title (alert));
  add_word (self, table, "Severity", "severity", vdt_alert_get_severity (alert));
  add_word (self, table, "ServiceSource", "serviceSource", vdt_alert_get_service_source (alert));
  add_word (self, table, "DetectionSource", "detectionSource", vdt_alert_get_detection_source (alert));
  add_techniques (table, vdt_alert_get_techniques (alert));
}

/* `{a}\{b}` of fields; nothing if one of them is not there. */
static char *
dup_joined (VdtFields  *fields,
            const char *template)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *p = template;

  while (*p != '\0')
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;
      g_autofree char *path = end != NULL ? g_strndup (p + 1, (gsize) (end - p - 1)) : NULL;

      if (path == NULL)
        {
          g_string_append_c (text, *p++);
          continue;
        }
      if (vdt_fields_get (fields, path) == NULL)
        return NULL;
      g_string_append (text, vdt_fields_get (fields, path));
      p = end + 1;
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_value (VdtFields   *fields,
           const char **paths)
{
  for (gsize i = 0; paths[i] != NULL; i++)
    {
      const char *value;

      if (*paths[i] == '=')
        return g_strdup (paths[i] + 1);
      if (strchr (paths[i], '{') != NULL)
        return dup_joined (fields, paths[i]);

      value = vdt_fields_get (fields, paths[i]);
      if (value != NULL && *value != '\0')
        return g_strdup (value);
    }

  return NULL;
}

/* The name of a device that another piece of evidence of the alert has. */
static const char *
find_device_name (VdtAlert   *alert,
                  const char *id)
{
  GListModel *list = vdt_alert_get_evidence (alert);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VdtEvidence) evidence = g_list_model_get_item (list, i);
      VdtFields *fields = vdt_evidence_get_fields (evidence);
      const char *name;

      if (g_strcmp0 (vdt_evidence_get_kind (evidence), "deviceEvidence") != 0 || fields == NULL ||
          g_strcmp0 (vdt_fields_get (fields, "mdeDeviceId"), id) != 0)
        continue;

      name = vdt_fields_get (fields, "deviceDnsName");

      return name != NULL ? name : vdt_fields_get (fields, "hostName");
    }

  return NULL;
}

static void
add_columns (VdtAlertRows *self,
             VdtAlert     *alert,
             VdtFields    *fields,
             GVariant     *kind)
{
  g_autoptr(GVariant) columns = vdt_data_get_object (kind, "columns");
  GVariantIter iter;
  const char *column;
  GVariant *value;
  gboolean named = FALSE;
  g_autofree char *device = NULL;

  g_variant_iter_init (&iter, columns);
  while (g_variant_iter_next (&iter, "{&sv}", &column, &value))
    {
      g_autofree const char **paths = vdt_data_dup_strv (columns, column);
      g_autofree char *text = dup_value (fields, paths);

      add (self->evidence, column, text);
      named |= g_str_equal (column, "DeviceName") && text != NULL;
      if (g_str_equal (column, "DeviceId"))
        device = g_steal_pointer (&text);
      g_variant_unref (value);
    }

  if (!named && device != NULL)
    add (self->evidence, "DeviceName", find_device_name (alert, device));
}

static const char *
role_of (VdtAlertRows *self,
         VdtEvidence  *evidence)
{
  const char *const *roles = vdt_evidence_get_roles (evidence);
  const char *word = roles != NULL && roles[0] != NULL ? vdt_data_get_string (self->roles, roles[0]) : NULL;

  return word != NULL ? word : "Related";
}

static void
add_evidence (VdtAlertRows *self,
              VdtAlert     *alert,
              VdtEvidence  *evidence)
{
  GVariant *kind = g_hash_table_lookup (self->kinds, vdt_evidence_get_kind (evidence) != NULL
                                                     ? vdt_evidence_get_kind (evidence) : "");
  VdtFields *fields = vdt_evidence_get_fields (evidence);

  vdt_import_table_begin_row (self->evidence, 0);
  add_time (self->evidence, vdt_evidence_get_created_at (evidence) != VDT_TIME_UNSET
                            ? vdt_evidence_get_created_at (evidence) : vdt_alert_get_created_at (alert));
  add_common (self, self->evidence, alert);
  add_categories (self->evidence, alert);
  add (self->evidence, "EntityType", kind != NULL ? vdt_data_get_string (kind, "entity")
                                                  : vdt_evidence_get_kind (evidence));
  add (self->evidence, "EvidenceRole", role_of (self, evidence));
  if (kind != NULL && fields != NULL)
    add_columns (self, alert, fields, kind);
  add (self->evidence, "AdditionalFields", vdt_evidence_get_raw (evidence));
  vdt_import_table_end_row (self->evidence);
}

/**
 * vdt_alert_rows_add_incident:
 * @self: rows
 * @incident: an incident with its alerts and their evidence
 */
void
vdt_alert_rows_add_incident (VdtAlertRows *self,
                             VdtIncident  *incident)
{
  GListModel *alerts;

  g_return_if_fail (self != NULL && VDT_IS_INCIDENT (incident));

  alerts = vdt_incident_get_alerts (incident);
  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);
      GListModel *evidence = vdt_alert_get_evidence (alert);

      vdt_import_table_begin_row (self->info, 0);
      add_time (self->info, vdt_alert_get_created_at (alert));
      add_common (self, self->info, alert);
      add (self->info, "Category", vdt_alert_get_category (alert));
      vdt_import_table_end_row (self->info);

      for (guint j = 0; j < g_list_model_get_n_items (evidence); j++)
        {
          g_autoptr(VdtEvidence) item = g_list_model_get_item (evidence, j);

          add_evidence (self, alert, item);
        }
    }
}

/**
 * vdt_alert_rows_end:
 * @self: rows
 *
 * Returns: (transfer none) (element-type VdtRowBatch): all of them
 */
GPtrArray *
vdt_alert_rows_end (VdtAlertRows *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  vdt_import_table_flush (self->info);
  vdt_import_table_flush (self->evidence);

  return self->batches;
}
