/* vdt-kql-returns-aggregates.c
 *
 * Aggregates and series functions that return several columns at once.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-returns-private.h"

#include <string.h>

/* A schema of result columns that grows. */
typedef struct
{
  VdtKqlBinder *binder;
  GPtrArray    *columns;
} Builder;

static void
builder_add (Builder            *builder,
             const char         *name,
             const VdtKqlType   *type)
{
  g_ptr_array_add (builder->columns, vdt_kql_binder_new_column (builder->binder, name, type));
}

/* The name of an argument that is a column as it stands. */
static const char *
plain_column_name (VdtKqlBinder     *b,
                   const VdtKqlNode *node)
{
  const VdtKqlColumn *column = vdt_kql_result_column (b, node);

  return column != NULL ? column->name : NULL;
}

static const VdtKqlType *
builder_end (Builder  *builder,
             gboolean  open)
{
  VdtKqlSchema *schema = vdt_kql_binder_new_schema (builder->binder, builder->columns->len, open);

  for (guint i = 0; i < builder->columns->len; i++)
    schema->columns[schema->n_columns++] = g_ptr_array_index (builder->columns, i);

  return vdt_kql_binder_tuple_type (builder->binder, schema);
}

/* Adds what * stands for: the columns of the row but the one named @except and
 * those that the rows are grouped by. */
static void
add_star (VdtKqlCall *call,
          Builder    *builder,
          const char *prefix,
          const char *except)
{
  const VdtKqlSchema *row = call->binder->row != NULL ? call->binder->row->schema : NULL;

  for (guint i = 0; row != NULL && i < row->n_columns; i++)
    {
      const VdtKqlColumn *column = row->columns[i];
      const char *name = column->name;

      if ((except != NULL && strcmp (except, name) == 0) ||
          (call->binder->group_keys != NULL && g_hash_table_contains (call->binder->group_keys, name)))
        continue;

      if (prefix != NULL)
        name = vdt_kql_arena_printf (call->binder->arena, "%s_%s", prefix, name);
      builder_add (builder, name, column->type);
    }
}

/* The one argument, or NULL for several or *. */
const VdtKqlType *
vdt_kql_return_any (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  Builder builder = { b, columns };
  const char *prefix = call->function->prefix;

  if (call->n_arguments == 1 && call->arguments[0].node->kind != VDT_KQL_STAR && prefix != NULL)
    return call->arguments[0].type;

  for (guint i = 0; i < call->n_arguments; i++)
    {
      const VdtKqlNode *node = call->arguments[i].node;
      const char *name;

      if (node->kind == VDT_KQL_STAR)
        {
          add_star (call, &builder, prefix, NULL);
          continue;
        }

      name = vdt_kql_result_name (b, node);
      if (name == NULL)
        name = vdt_kql_arena_printf (b->arena, "any_arg%u", i);
      else if (prefix != NULL)
        name = vdt_kql_arena_printf (b->arena, "%s_%s", prefix, name);
      builder_add (&builder, name, call->arguments[i].type);
    }

  return builder_end (&builder, FALSE);
}

/* arg_max (e, a, *): e under its own name, or max_ where it has none; what has
 * no name is numbered after e. */
const VdtKqlType *
vdt_kql_return_extreme (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;
  const char *which = call->signature->detail;
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  Builder builder = { b, columns };
  const char *first = NULL;

  for (guint i = 0; i < call->n_arguments; i++)
    {
      const VdtKqlNode *node = call->arguments[i].node;
      const char *name;

      if (node->kind == VDT_KQL_STAR)
        {
          add_star (call, &builder, NULL, plain_column_name (b, call->arguments[0].node));
          continue;
        }

      name = vdt_kql_result_name (b, node);
      if (i == 0)
        first = name;
      if (name == NULL && i == 0)
        name = vdt_kql_arena_printf (b->arena, "%s_", which);
      else if (name == NULL)
        name = vdt_kql_arena_printf (b->arena, "%s_%s_arg%u", which, first != NULL ? first : "", i);

      builder_add (&builder, name, call->arguments[i].type);
    }

  return builder_end (&builder, FALSE);
}

/* argmax (e, a): max_e, max_e_a */
const VdtKqlType *
vdt_kql_return_legacy_extreme (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;
  const char *which = call->signature->detail;
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  Builder builder = { b, columns };
  const char *first;
  const char *prefix;

  if (call->n_arguments == 0)
    return builder_end (&builder, FALSE);

  first = vdt_kql_result_name (b, call->arguments[0].node);
  prefix = vdt_kql_arena_printf (b->arena, "%s_%s", which, first != NULL ? first : "");
  builder_add (&builder, prefix, call->arguments[0].type);

  for (guint i = 1; i < call->n_arguments; i++)
    {
      const VdtKqlNode *node = call->arguments[i].node;
      const char *name;

      if (node->kind == VDT_KQL_STAR)
        {
          add_star (call, &builder, prefix, plain_column_name (b, call->arguments[0].node));
          continue;
        }

      name = vdt_kql_result_name (b, node);
      if (name == NULL)
        name = vdt_kql_arena_printf (b->arena, "arg%u", i);
      builder_add (&builder, vdt_kql_arena_printf (b->arena, "%s_%s", prefix, name),
                   call->arguments[i].type);
    }

  return builder_end (&builder, FALSE);
}

/* 99.5 is "99_5", 5e1 is "50"; what is not a literal is "". */
static const char *
percentile_text (VdtKqlCall *call,
                 guint       index)
{
  const VdtKqlConstant *constant;
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  constant = vdt_kql_binder_info (call->binder, call->arguments[index].value)->constant;
  if (constant == NULL || constant->is_null || call->arguments[index].value->kind == VDT_KQL_UNARY)
    return "";

  if (vdt_kql_type_is_number (constant->type) && constant->has_value)
    g_ascii_formatd (text, sizeof text, "%.15g", constant->real);
  else
    g_strlcpy (text, constant->text, sizeof text);

  for (char *p = text; *p != '\0'; p++)
    {
      if (*p == '.' || *p == '-')
        *p = '_';
    }

  return vdt_kql_arena_strdup (call->binder->arena, text);
}

/* percentiles (x, 5, 95): percentile_x_5, percentile_x_95 */
const VdtKqlType *
vdt_kql_return_percentiles (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  Builder builder = { b, columns };
  const char *name;

  if (call->n_arguments == 0)
    return T (UNKNOWN);

  name = vdt_kql_result_name (b, call->arguments[0].node);

  for (guint i = 1; i < call->n_arguments; i++)
    {
      const VdtKqlFunctionParameter *parameter = call->arguments[i].parameter;

      if (parameter == NULL || strcmp (parameter->name, "percentile") != 0)
        continue;

      builder_add (&builder, vdt_kql_arena_printf (b->arena, "percentile_%s_%s",
                                                   name != NULL ? name : "",
                                                   percentile_text (call, i)),
                   call->arguments[0].type->kind == VDT_KQL_TYPE_INT ? T (LONG) : call->arguments[0].type);
    }

  return builder_end (&builder, FALSE);
}

const VdtKqlType *
vdt_kql_return_percentiles_array (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  Builder builder = { b, columns };
  const char *name = NULL;

  if (call->n_arguments > 0)
    name = vdt_kql_result_name (b, call->arguments[0].node);

  builder_add (&builder, vdt_kql_arena_printf (b->arena, "percentiles_%s", name != NULL ? name : ""),
               vdt_kql_type_get_array (VDT_KQL_TYPE_UNKNOWN));

  return builder_end (&builder, FALSE);
}

/* series_stats (x): series_stats_x_min, … The detail lists "name: type". */
const VdtKqlType *
vdt_kql_return_series (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  g_auto(GStrv) parts = g_strsplit (call->signature->detail, ", ", -1);
  Builder builder = { b, columns };
  const char *name = NULL;

  if (call->n_arguments > 0)
    name = vdt_kql_result_name (b, call->arguments[0].node);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *colon = strstr (parts[i], ": ");

      g_assert (colon != NULL);
      *colon = '\0';
      builder_add (&builder, vdt_kql_arena_printf (b->arena, "%s_%s_%s", call->function->name,
                                                   name != NULL ? name : "", parts[i]),
                   vdt_kql_type_from_name (colon + 2, strlen (colon + 2)));
    }

  return builder_end (&builder, FALSE);
}

/* array_sort_asc (a, b): a_sorted, and another for each further array */
const VdtKqlType *
vdt_kql_return_sorted (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  Builder builder = { b, columns };

  for (guint i = 0; i < call->n_arguments; i++)
    {
      const char *name;

      if (call->arguments[i].type->kind == VDT_KQL_TYPE_BOOL)
        continue;

      name = vdt_kql_result_name (b, call->arguments[i].node);
      builder_add (&builder, vdt_kql_arena_printf (b->arena, "%s_sorted", name != NULL ? name : "array"),
                   call->arguments[i].type);
    }

  return builder_end (&builder, FALSE);
}
