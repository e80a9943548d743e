/* vdt-lower-rules.c
 *
 * Functions that a template cannot say, one line each in the table at the end.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <string.h>

typedef struct
{
  VdtLower         *l;
  const VdtKqlNode *node;
  VdtLowerValue    *arguments;
  guint             n;
  GPtrArray        *nodes;
} Call;

static VdtLowerValue
rule_now (Call *call)
{
  VdtLower *l = call->l;

  return vdt_lower_value (call->n > 0 ? P ("(%s + %s)", vdt_lower_now (l), call->arguments[0].sql)
                                      : P ("(%s)", vdt_lower_now (l)), VDT_KQL_TYPE_DATETIME);
}

static VdtLowerValue
rule_ago (Call *call)
{
  VdtLower *l = call->l;

  return vdt_lower_value (P ("(%s - %s)", vdt_lower_now (l), call->n > 0 ? call->arguments[0].sql : "0"),
                          VDT_KQL_TYPE_DATETIME);
}

static VdtLowerValue
rule_case (Call *call)
{
  VdtLower *l = call->l;
  g_autoptr(GString) sql = g_string_new ("CASE");
  VdtKqlTypeKind type = VDT_KQL_TYPE_UNKNOWN;

  for (guint i = 0; i < call->n; i++)
    if (i % 2 == 1 || i + 1 == call->n)
      type = vdt_lower_common_type (type, call->arguments[i].type);
  for (guint i = 0; i + 1 < call->n; i += 2)
    g_string_append_printf (sql, " WHEN %s THEN %s",
                            vdt_lower_convert (l, call->arguments[i], VDT_KQL_TYPE_BOOL).sql,
                            vdt_lower_convert (l, call->arguments[i + 1], type).sql);
  if (call->n > 0)
    g_string_append_printf (sql, " ELSE %s", vdt_lower_convert (l, call->arguments[call->n - 1], type).sql);
  g_string_append (sql, " END");

  return vdt_lower_value (P ("(%s)", sql->str), type);
}

static VdtLowerValue
rule_coalesce (Call *call)
{
  VdtLower *l = call->l;
  g_autoptr(GString) sql = g_string_new ("coalesce(");
  VdtKqlTypeKind type = VDT_KQL_TYPE_UNKNOWN;

  for (guint i = 0; i < call->n; i++)
    type = vdt_lower_common_type (type, call->arguments[i].type);
  for (guint i = 0; i < call->n; i++)
    g_string_append_printf (sql, type == VDT_KQL_TYPE_STRING ? "%snullif(%s, '')" : "%s%s", i > 0 ? ", " : "",
                            vdt_lower_convert (l, call->arguments[i], type).sql);
  g_string_append (sql, type == VDT_KQL_TYPE_STRING ? ", '')" : ")");

  return vdt_lower_value (vdt_kql_arena_strdup (l->arena, sql->str), type);
}

static VdtLowerValue
rule_bag_pack (Call *call)
{
  VdtLower *l = call->l;
  g_autoptr(GString) sql = g_string_new ("kql_bag_pack(");

  for (guint i = 0; i < call->n; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "",
                            vdt_lower_convert (l, call->arguments[i],
                                               i % 2 == 0 ? VDT_KQL_TYPE_STRING : VDT_KQL_TYPE_DYNAMIC).sql);
  g_string_append_c (sql, ')');

  return vdt_lower_value (call->n > 0 ? vdt_kql_arena_strdup (l->arena, sql->str) : "'{}'", VDT_KQL_TYPE_DYNAMIC);
}

static VdtLowerValue
rule_pack_array (Call *call)
{
  VdtLower *l = call->l;
  g_autoptr(GString) sql = g_string_new ("kql_pack_array(");
  gboolean star = call->nodes->len == 1 && ((VdtKqlNode *) call->nodes->pdata[0])->kind == VDT_KQL_STAR;
  guint n = 0;

  if (star)
    for (guint i = 0; l->row != NULL && i < l->row->columns->len; i++)
      {
        VdtLowerColumn *column = l->row->columns->pdata[i];

        if (!column->hidden)
          g_string_append_printf (sql, "%s%s", n++ > 0 ? ", " : "",
                                  vdt_lower_convert (l, vdt_lower_value (column->sql, column->type),
                                                     VDT_KQL_TYPE_DYNAMIC).sql);
      }
  else
    for (guint i = 0; i < call->n; i++)
      g_string_append_printf (sql, "%s%s", n++ > 0 ? ", " : "",
                              vdt_lower_convert (l, call->arguments[i], VDT_KQL_TYPE_DYNAMIC).sql);
  g_string_append_c (sql, ')');

  return vdt_lower_value (n > 0 ? vdt_kql_arena_strdup (l->arena, sql->str) : "'[]'", VDT_KQL_TYPE_DYNAMIC);
}

/* A bag of columns: all of the row, or those named. */
static VdtLowerValue
pack_columns (Call    *call,
              gboolean all)
{
  VdtLower *l = call->l;
  gboolean filled = all && call->nodes->len > 0 &&
                    g_strcmp0 (vdt_lower_constant_text (l, call->nodes->pdata[0]), "true") == 0;
  g_autoptr(GString) sql = g_string_new (filled ? "kql_bag_pack_filled(" : "kql_bag_pack(");
  guint n = 0;

  for (guint i = 0; l->row != NULL && i < l->row->columns->len; i++)
    {
      VdtLowerColumn *column = l->row->columns->pdata[i];
      gboolean wanted = all;

      for (guint a = 0; a < call->nodes->len && !wanted; a++)
        wanted = strcmp (vdt_lower_name (l, call->nodes->pdata[a]), column->name) == 0;
      if (column->hidden || !wanted)
        continue;
      g_string_append_printf (sql, "%s%s, %s", n++ > 0 ? ", " : "", vdt_lower_text (l, column->name, -1),
                              vdt_lower_convert (l, vdt_lower_value (column->sql, column->type),
                                                 VDT_KQL_TYPE_DYNAMIC).sql);
    }
  g_string_append_c (sql, ')');

  return vdt_lower_value (n > 0 ? vdt_kql_arena_strdup (l->arena, sql->str) : "'{}'", VDT_KQL_TYPE_DYNAMIC);
}

static VdtLowerValue
rule_pack_all (Call *call)
{
  return pack_columns (call, TRUE);
}

static VdtLowerValue
rule_bag_pack_columns (Call *call)
{
  return pack_columns (call, FALSE);
}

static VdtLowerValue
rule_column_ifexists (Call *call)
{
  VdtLower *l = call->l;
  const char *name = call->nodes->len > 0 ? vdt_lower_constant_text (l, call->nodes->pdata[0]) : NULL;
  VdtLowerColumn *column = name != NULL ? vdt_lower_rows_find (l->row, name) : NULL;

  if (column != NULL)
    return vdt_lower_value (column->sql, column->type);

  return call->nodes->len > 1 ? vdt_lower_expression (l, call->nodes->pdata[1]) : VDT_LOWER_NULL;
}

static VdtLowerValue
rule_iscolumnexists (Call *call)
{
  const char *name = call->nodes->len > 0 ? vdt_lower_constant_text (call->l, call->nodes->pdata[0]) : NULL;

  return vdt_lower_value (name != NULL && vdt_lower_rows_find (call->l->row, name) != NULL ? "TRUE" : "FALSE",
                          VDT_KQL_TYPE_BOOL);
}

static VdtLowerValue
rule_ingestion_time (Call *call)
{
  VdtLowerColumn *column = vdt_lower_rows_find (call->l->row, "TimeGenerated");

  if (column == NULL)
    column = vdt_lower_rows_find (call->l->row, "Timestamp");

  return vdt_lower_value (column != NULL ? column->sql : "NULL::BIGINT", VDT_KQL_TYPE_DATETIME);
}

/* extract (…, typeof (long)): the text, converted. */
static VdtLowerValue
rule_typed (Call *call)
{
  VdtLower *l = call->l;
  const VdtKqlSymbol *symbol = vdt_kql_expansion_get_symbol (l->frame, call->node);
  const VdtKqlType *type = vdt_kql_expansion_get_type (l->frame, call->node);
  VdtLowerValue value;

  if (call->n < 2)
    return VDT_LOWER_NULL;

  value = vdt_lower_apply (l, call->node, symbol->function, call->arguments, call->n - 1);
  value.type = VDT_KQL_TYPE_STRING;

  return type != NULL && vdt_kql_type_is_scalar (type) ? vdt_lower_convert (l, value, type->kind) : value;
}

/* A value that is a column of the row, so that a window can go over it. */
VdtLowerValue
vdt_lower_spilled (VdtLower         *l,
                   const VdtKqlNode *node)
{
  gboolean outer = l->windowed;
  VdtLowerValue value;

  l->windowed = FALSE;
  value = vdt_lower_expression (l, node);
  if (l->windowed && l->row != NULL)
    {
      VdtLowerColumn *column = vdt_lower_rows_add_hidden (l, l->row, value.sql, value.type);

      *l->row = *vdt_lower_rows_wrap (l, l->row, NULL, NULL);
      value = vdt_lower_value (vdt_lower_quote (l, column->name), value.type);
    }
  l->windowed = outer;

  return value;
}

static const char *
spill (VdtLower       *l,
       const char     *sql,
       VdtKqlTypeKind  type)
{
  VdtLowerColumn *column = vdt_lower_rows_add_hidden (l, l->row, sql, type);

  *l->row = *vdt_lower_rows_wrap (l, l->row, NULL, NULL);

  return vdt_lower_quote (l, column->name);
}

static gboolean
needs_order (Call *call)
{
  if (call->l->row != NULL && call->l->row->serialized)
    return FALSE;

  vdt_lower_fail (call->l, call->node,
                  "This function needs rows in an order: use sort, top or serialize before it");

  return TRUE;
}

static VdtLowerValue
neighbour (Call       *call,
           const char *function)
{
  VdtLower *l = call->l;
  VdtLowerValue value;
  const char *offset = "1";
  const char *fallback;

  if (call->nodes->len == 0 || needs_order (call))
    return VDT_LOWER_NULL;

  value = vdt_lower_spilled (l, call->nodes->pdata[0]);
  if (call->nodes->len > 1)
    {
      gint64 n = 0;

      if (vdt_lower_constant_long (l, call->nodes->pdata[1], &n) && n <= 0)
        vdt_lower_fail (l, call->nodes->pdata[1], "How many rows away must be more than 0");
      offset = vdt_lower_expression (l, call->nodes->pdata[1]).sql;
    }
  fallback = call->nodes->len > 2
             ? vdt_lower_convert (l, vdt_lower_expression (l, call->nodes->pdata[2]), value.type).sql
             : vdt_lower_null (value.type);
  l->windowed = TRUE;

  return vdt_lower_value (P ("%s(%s, %s, %s) OVER (%s)", function, value.sql, offset, fallback,
                             l->row->key != NULL ? P ("PARTITION BY %s", vdt_lower_quote (l, l->row->key)) : ""),
                          value.type);
}

static VdtLowerValue
rule_prev (Call *call)
{
  return neighbour (call, "lag");
}

static VdtLowerValue
rule_next (Call *call)
{
  return neighbour (call, "lead");
}

/* Rows up to this one since the last restart. Sets the order to go back to. */
static const char *
window_since (Call             *call,
              const VdtKqlNode *restart)
{
  VdtLower *l = call->l;
  const char *number;
  const char *group;
  const char *condition;

  if (restart == NULL && l->row->key == NULL)
    return "ROWS UNBOUNDED PRECEDING";
  if (restart == NULL)
    return P ("PARTITION BY %s ROWS UNBOUNDED PRECEDING", vdt_lower_quote (l, l->row->key));

  condition = vdt_lower_convert (l, vdt_lower_spilled (l, restart), VDT_KQL_TYPE_BOOL).sql;
  number = spill (l, "row_number() OVER ()", VDT_KQL_TYPE_LONG);
  group = spill (l, P ("sum(CASE WHEN %s THEN 1 ELSE 0 END) OVER (ROWS UNBOUNDED PRECEDING)", condition),
                 VDT_KQL_TYPE_LONG);
  l->order_after = number;

  return P ("PARTITION BY %s ORDER BY %s ROWS UNBOUNDED PRECEDING", group, number);
}

static VdtLowerValue
rule_row_number (Call *call)
{
  VdtLower *l = call->l;
  VdtLowerValue start = vdt_lower_value ("1", VDT_KQL_TYPE_LONG);
  const char *over;

  if (needs_order (call))
    return VDT_LOWER_NULL;
  if (call->nodes->len > 0)
    start = vdt_lower_convert (l, vdt_lower_expression (l, call->nodes->pdata[0]), VDT_KQL_TYPE_LONG);
  over = window_since (call, call->nodes->len > 1 ? call->nodes->pdata[1] : NULL);
  l->windowed = TRUE;
  if (g_str_has_prefix (over, "ROWS"))
    over = "";
  else
    over = P ("%.*s", (int) (strlen (over) - strlen (" ROWS UNBOUNDED PRECEDING")), over);

  return vdt_lower_value (P ("(row_number() OVER (%s) + %s - 1)", over, start.sql), VDT_KQL_TYPE_LONG);
}

static VdtLowerValue
rule_row_cumsum (Call *call)
{
  VdtLower *l = call->l;
  VdtLowerValue value;
  const char *over;

  if (call->nodes->len == 0 || needs_order (call))
    return VDT_LOWER_NULL;

  value = vdt_lower_spilled (l, call->nodes->pdata[0]);
  if (value.type == VDT_KQL_TYPE_DYNAMIC)
    value = vdt_lower_convert (l, value, VDT_KQL_TYPE_REAL);
  over = window_since (call, call->nodes->len > 1 ? call->nodes->pdata[1] : NULL);
  l->windowed = TRUE;

  return vdt_lower_value (vdt_lower_sum (l, P ("sum(%s) OVER (%s)", value.sql, over), value.type), value.type);
}

/* Rank by change of the value; _min counts the rows before it. */
static VdtLowerValue
rank (Call    *call,
      gboolean dense)
{
  VdtLower *l = call->l;
  VdtLowerValue value;
  const char *changed;
  const char *over;

  if (call->nodes->len == 0 || needs_order (call))
    return VDT_LOWER_NULL;

  value = vdt_lower_spilled (l, call->nodes->pdata[0]);
  value.sql = spill (l, value.sql, value.type);
  over = window_since (call, call->nodes->len > 1 ? call->nodes->pdata[1] : NULL);
  changed = spill (l, P ("(CASE WHEN lag(%s) OVER (%s) IS DISTINCT FROM %s OR row_number() OVER (%s) = 1 THEN %s END)",
                         value.sql, strstr (over, "ORDER") != NULL ? over : "", value.sql,
                         strstr (over, "ORDER") != NULL ? over : "",
                         dense ? "1" : P ("row_number() OVER (%s)", strstr (over, "ORDER") != NULL ? over : "")),
                   VDT_KQL_TYPE_LONG);
  l->windowed = TRUE;

  return vdt_lower_value (P ("(%s(%s) OVER (%s))::BIGINT", dense ? "sum" : "max", changed, over), VDT_KQL_TYPE_LONG);
}

static VdtLowerValue
rule_row_rank_dense (Call *call)
{
  return rank (call, TRUE);
}

static VdtLowerValue
rule_row_rank_min (Call *call)
{
  return rank (call, FALSE);
}

/* Where the session of a row began. */
static VdtLowerValue
rule_row_window_session (Call *call)
{
  VdtLower *l = call->l;
  VdtLowerValue value;
  const char *number;
  const char *restart = "FALSE";
  const char *starts;

  if (call->nodes->len < 3 || needs_order (call))
    return VDT_LOWER_NULL;

  value = vdt_lower_spilled (l, call->nodes->pdata[0]);
  if (call->nodes->len > 3)
    restart = vdt_lower_convert (l, vdt_lower_spilled (l, call->nodes->pdata[3]), VDT_KQL_TYPE_BOOL).sql;
  value.sql = spill (l, value.sql, value.type);
  restart = spill (l, P ("coalesce(%s, FALSE)", restart), VDT_KQL_TYPE_BOOL);
  number = spill (l, "row_number() OVER ()", VDT_KQL_TYPE_LONG);
  starts = P ("(SELECT kql_session_starts(%s, %s, %s, %s, %s) FROM %s)", number, value.sql,
              vdt_lower_expression (l, call->nodes->pdata[1]).sql,
              vdt_lower_expression (l, call->nodes->pdata[2]).sql, restart, l->row->from);

  return vdt_lower_value (P ("(%s)[%s]", starts, number), value.type);
}

/* By the file that the user has given. */
static VdtLowerValue
rule_geo_info (Call *call)
{
  VdtLower *l = call->l;
  const char *path = vdt_hunt_files_get_geo (l->options->files);

  if (path == NULL && !l->options->unknown_as_empty)
    vdt_lower_unavailable (l, call->node, "geo_info_from_ip_address () without a file of networks");
  if (path == NULL || call->n < 1)
    return vdt_lower_value ("NULL::VARCHAR", VDT_KQL_TYPE_DYNAMIC);

  return vdt_lower_value (P ("kql_geo_info(%s, %s)",
                             vdt_lower_convert (l, call->arguments[0], VDT_KQL_TYPE_STRING).sql,
                             vdt_lower_text (l, path, -1)), VDT_KQL_TYPE_DYNAMIC);
}

static const struct
{
  const char    *name;
  gboolean       by_nodes;   /* reads its arguments itself */
  VdtLowerValue  (*run) (Call *call);
} rules[] = {
  { "ago", FALSE, rule_ago },
  { "bag_pack", FALSE, rule_bag_pack },
  { "bag_pack_columns", TRUE, rule_bag_pack_columns },
  { "case", FALSE, rule_case },
  { "coalesce", FALSE, rule_coalesce },
  { "column_ifexists", TRUE, rule_column_ifexists },
  { "geo_info", FALSE, rule_geo_info },
  { "ingestion_time", TRUE, rule_ingestion_time },
  { "iscolumnexists", TRUE, rule_iscolumnexists },
  { "next", TRUE, rule_next },
  { "now", FALSE, rule_now },
  { "pack_all", TRUE, rule_pack_all },
  { "pack_array", FALSE, rule_pack_array },
  { "prev", TRUE, rule_prev },
  { "row_cumsum", TRUE, rule_row_cumsum },
  { "row_number", TRUE, rule_row_number },
  { "row_rank", TRUE, rule_row_rank_dense },
  { "row_rank_dense", TRUE, rule_row_rank_dense },
  { "row_rank_min", TRUE, rule_row_rank_min },
  { "row_window_session", TRUE, rule_row_window_session },
  { "typed", FALSE, rule_typed },
};

/**
 * vdt_lower_rule:
 * @rule: its name in builtins.json, without the @
 * @node: (nullable): the call
 * @arguments: (nullable): its values; %NULL asks only rules that read nodes
 * @n: how many
 * @out: (out): the value
 *
 * Returns: %FALSE if there is no such rule, or not for this way of asking
 */
gboolean
vdt_lower_rule (VdtLower         *l,
                const char       *rule,
                const VdtKqlNode *node,
                VdtLowerValue    *arguments,
                guint             n,
                VdtLowerValue    *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr(GPtrArray) nodes = NULL;
      Call call = { l, node, arguments, n, NULL };

      if (strcmp (rules[i].name, rule) != 0 || rules[i].by_nodes != (arguments == NULL))
        continue;

      nodes = node != NULL ? vdt_lower_arguments (node) : g_ptr_array_new ();
      call.nodes = nodes;
      *out = rules[i].run (&call);

      return TRUE;
    }

  return FALSE;
}
