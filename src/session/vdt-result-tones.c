/* vdt-result-tones.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-result-tones.h"

#include "vdt-data.h"
#include "vdt-tones-resources.h"

struct _VdtResultTones
{
  GVariant   *data;
  GHashTable *columns;   /* names in small letters */
  GHashTable *values;    /* values in small letters → the tone */
};

/**
 * vdt_result_tones_new:
 *
 * Returns: (transfer full): what the data file says
 */
VdtResultTones *
vdt_result_tones_new (void)
{
  VdtResultTones *self = g_new0 (VdtResultTones, 1);
  g_autofree const char **columns = NULL;
  g_autoptr(GVariant) tones = NULL;

  self->data = vdt_data_load (vdt_tones_get_resource (), "result-tones");
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  columns = vdt_data_dup_strv (self->data, "columns");
  for (gsize i = 0; columns != NULL && columns[i] != NULL; i++)
    g_hash_table_add (self->columns, g_ascii_strdown (columns[i], -1));

  tones = vdt_data_get_list (self->data, "tones");
  for (gsize i = 0; tones != NULL && i < g_variant_n_children (tones); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (tones, i);
      g_autoptr(GVariant) tone = g_variant_get_variant (boxed);
      g_autofree const char **values = vdt_data_dup_strv (tone, "values");

      for (gsize j = 0; values != NULL && values[j] != NULL; j++)
        g_hash_table_insert (self->values, g_ascii_strdown (values[j], -1),
                             g_strdup (vdt_data_get_string (tone, "tone")));
    }

  return self;
}

void
vdt_result_tones_free (VdtResultTones *self)
{
  g_variant_unref (self->data);
  g_hash_table_unref (self->columns);
  g_hash_table_unref (self->values);
  g_free (self);
}

gboolean
vdt_result_tones_has_column (VdtResultTones *self,
                             const char     *column)
{
  g_autofree char *name = g_ascii_strdown (column, -1);

  return g_hash_table_contains (self->columns, name);
}

/**
 * vdt_result_tones_get:
 * @self: the data
 * @value: a value of a column that has tones
 *
 * Returns: (nullable): `high`, `medium`, `low` or `good`
 */
const char *
vdt_result_tones_get (VdtResultTones *self,
                      const char     *value)
{
  g_autofree char *name = g_ascii_strdown (value, -1);

  return g_hash_table_lookup (self->values, name);
}
