/* vdt-lower-sources.c
 *
 * Rows that a query writes itself, datatable and range, and those of files that it
 * names: externaldata.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <string.h>

VdtLowerRows *
vdt_lower_datatable (VdtLower         *l,
                     const VdtKqlNode *node,
                     VdtLowerRows     *input)
{
  const VdtKqlSchema *schema = vdt_lower_output (l, node);
  g_autoptr(GString) from = g_string_new ("(VALUES ");
  g_autoptr(GString) names = g_string_new (NULL);
  VdtLowerRows *rows;
  guint n = 0;

  if (schema == NULL || schema->n_columns == 0)
    return vdt_lower_rows_none (l, schema);

  VDT_LOWER_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_VALUES))
    {
      guint at = n % schema->n_columns;
      VdtKqlTypeKind type = schema->columns[at]->type->kind;
      VdtLowerValue value;

      if (vdt_kql_node_is_missing (item))
        continue;
      value = vdt_lower_convert (l, vdt_lower_expression (l, item), type);
      g_string_append_printf (from, "%s%s%s", at > 0 ? ", " : n > 0 ? "),\n  (" : "(", value.sql,
                              n < schema->n_columns ? P ("::%s", vdt_lower_sql_type (type)) : "");
      n++;
    }
  if (n == 0 || n % schema->n_columns != 0)
    return vdt_lower_rows_none (l, schema);

  for (guint i = 0; i < schema->n_columns; i++)
    g_string_append_printf (names, "%sc%u", i > 0 ? ", " : "", i + 1);
  g_string_append_printf (from, ")) AS %s(%s)", vdt_lower_fresh (l, "d"), names->str);

  rows = vdt_lower_rows_new (l, vdt_kql_arena_strndup (l->arena, from->str, from->len));
  for (guint i = 0; i < schema->n_columns; i++)
    vdt_lower_rows_add (l, rows, schema->columns[i]->name,
                        vdt_lower_value (P ("c%u", i + 1), schema->columns[i]->type->kind));
  rows->serialized = TRUE;

  return vdt_lower_rows_plain (l, rows);
}

VdtLowerRows *
vdt_lower_range (VdtLower         *l,
                 const VdtKqlNode *node,
                 VdtLowerRows     *input)
{
  const VdtKqlSchema *schema = vdt_lower_output (l, node);
  VdtLowerValue from = vdt_lower_expression (l, vdt_lower_inside (node, VDT_KQL_ROLE_FROM));
  VdtLowerValue to = vdt_lower_expression (l, vdt_lower_inside (node, VDT_KQL_ROLE_TO));
  VdtLowerValue step = vdt_lower_expression (l, vdt_lower_inside (node, VDT_KQL_ROLE_STEP));
  VdtKqlTypeKind type = schema != NULL && schema->n_columns > 0 ? schema->columns[0]->type->kind : from.type;
  VdtKqlTypeKind ends = type == VDT_KQL_TYPE_INT ? VDT_KQL_TYPE_LONG : type;
  const char *name = vdt_lower_name (l, vdt_kql_node_child (node, VDT_KQL_ROLE_NAME));
  const char *count;
  VdtLowerRows *rows;

  from = vdt_lower_convert (l, from, ends);
  to = vdt_lower_convert (l, to, ends);
  step = vdt_lower_convert (l, step, type == VDT_KQL_TYPE_DATETIME ? VDT_KQL_TYPE_TIMESPAN : ends);

  count = P (type == VDT_KQL_TYPE_REAL || type == VDT_KQL_TYPE_DECIMAL
             ? "coalesce(floor((%s - %s) / nullif(%s, 0) + 1e-9), -1)::BIGINT + 1"
             : "coalesce(CASE WHEN (%s >= %s) = (%s > 0) THEN 1 END, 0) * (coalesce((%s - %s) // nullif(%s, 0), -1) + 1)",
             to.sql, from.sql, step.sql, to.sql, from.sql, step.sql);
  rows = vdt_lower_rows_new (l, P ("range(greatest(%s, 0)) AS %s(i)", count, vdt_lower_fresh (l, "n")));
  vdt_lower_rows_add (l, rows, name, vdt_lower_value (P ("(%s + i * %s)::%s", from.sql, step.sql,
                                                         vdt_lower_sql_type (type)), type));
  rows = vdt_lower_rows_plain (l, rows);
  rows->serialized = TRUE;

  return rows;
}

/* What a file is read as: as the query says, or by the ending of its name. */
static const char *
format_of (VdtLower         *l,
           const VdtKqlNode *node,
           const char       *path)
{
  static const char *const endings[] = { "csv", "tsv", "psv", "json", "jsonl", "txt" };
  const char *said = vdt_lower_with_option (l, node, "format");
  g_autofree char *lower = NULL;

  if (said != NULL)
    {
      lower = g_ascii_strdown (said, -1);
      return vdt_kql_arena_strdup (l->arena, lower);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (path, P (".%s", endings[i])) || g_str_has_suffix (path, P (".%s.gz", endings[i])))
      return strcmp (endings[i], "jsonl") == 0 ? "multijson" : endings[i];

  return "csv";
}

static gboolean
skips_first (VdtLower         *l,
             const VdtKqlNode *node)
{
  const char *ignore = vdt_lower_with_option (l, node, "ignoreFirstRecord");
  const char *headers = vdt_lower_with_option (l, node, "includeHeaders");

  return (ignore != NULL && g_ascii_strcasecmp (ignore, "true") == 0) ||
         (headers != NULL && (g_ascii_strcasecmp (headers, "all") == 0 || g_ascii_strcasecmp (headers, "firstfile") == 0));
}

/* The records of one file. */
static const char *
records_of (VdtLower         *l,
            const VdtKqlNode *node,
            const char       *address,
            const char       *format)
{
  const char *path = vdt_hunt_files_find (l->options->files, address);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  text = vdt_hunt_files_read (path, &length, &error);
  if (text == NULL)
    {
      vdt_lower_fail (l, node, "%s", error->message);
      return "[]";
    }

  return P ("kql_records(%s, %s)%s", vdt_lower_text (l, text, (gssize) length), vdt_lower_text (l, format, -1),
            skips_first (l, node) && !g_str_has_suffix (format, "json") ? "[2:]" : "");
}

static VdtLowerRows *
file_rows (VdtLower           *l,
           const VdtKqlSchema *schema,
           const char         *records,
           gboolean            is_json)
{
  VdtLowerRows *rows = vdt_lower_rows_new (l, P ("(SELECT unnest(%s) AS r) AS %s", records, vdt_lower_fresh (l, "f")));

  for (guint i = 0; schema != NULL && i < schema->n_columns; i++)
    {
      VdtLowerValue cell;

      if (is_json)
        cell = vdt_lower_value (P ("kql_get(r, %s)", vdt_lower_text (l, schema->columns[i]->name, -1)),
                                VDT_KQL_TYPE_DYNAMIC);
      else
        cell = vdt_lower_value (P ("coalesce(kql_path_string(r, '[%u]'), '')", i), VDT_KQL_TYPE_STRING);
      vdt_lower_rows_add (l, rows, schema->columns[i]->name,
                          vdt_lower_convert (l, cell, schema->columns[i]->type->kind));
    }

  return vdt_lower_rows_wrap (l, rows, NULL, NULL);
}

/* externaldata and inline_external_table: only of files that the user has attached for the addresses. */
VdtLowerRows *
vdt_lower_externaldata (VdtLower         *l,
                        const VdtKqlNode *node,
                        VdtLowerRows     *input)
{
  const VdtKqlSchema *schema = vdt_lower_output (l, node);
  g_autoptr(GString) records = g_string_new (NULL);
  const char *format = "csv";

  VDT_LOWER_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_VALUES))
    {
      const char *address = vdt_lower_constant_text (l, item);
      const char *path = address != NULL ? vdt_hunt_files_find (l->options->files, address) : NULL;

      if (path == NULL)
        {
          if (!l->options->unknown_as_empty)
            vdt_lower_unavailable (l, node, "externaldata of a file that is not attached");
          return vdt_lower_rows_none (l, schema);
        }
      if (records->len == 0)
        format = format_of (l, node, path);
      g_string_append_printf (records, "%s%s", records->len > 0 ? " || " : "", records_of (l, node, address, format));
    }
  if (records->len == 0)
    return vdt_lower_rows_none (l, schema);

  return file_rows (l, schema, records->str, g_str_has_suffix (format, "json"));
}
