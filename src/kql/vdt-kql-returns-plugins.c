/* vdt-kql-returns-plugins.c
 *
 * The rows that plugins return. Most are a template in builtins.json:
 *
 *   Rows(*, -$column, $TimelineColumn, from_{TimelineColumn}: datetime, ...)
 *
 * * is all columns of the input, $P the columns given for parameter P, -$P
 * leaves them out of *, "name: type" a column of the plugin's own, {P} in a name
 * the text of P, "name: $P" a column of P's type, and ... any further columns.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-returns-private.h"

#include <string.h>

typedef struct
{
  VdtKqlCall   *call;
  GPtrArray    *columns;
  GHashTable   *left_out;
  gboolean      open;
} Template;

static const VdtKqlColumn *
argument_column (VdtKqlCall *call,
                 guint       index)
{
  const VdtKqlSymbol *symbol;

  symbol = vdt_kql_binder_info (call->binder, call->arguments[index].value)->symbol;

  return symbol != NULL ? symbol->column : NULL;
}

static gboolean
is_for (VdtKqlCall *call,
        guint       index,
        const char *parameter)
{
  return call->arguments[index].parameter != NULL &&
         strcmp (call->arguments[index].parameter->name, parameter) == 0;
}

static void
add_parameter_columns (Template   *self,
                       const char *parameter)
{
  for (guint i = 0; i < self->call->n_arguments; i++)
    {
      const VdtKqlColumn *column = argument_column (self->call, i);

      if (is_for (self->call, i, parameter) && column != NULL)
        g_ptr_array_add (self->columns, (gpointer) column);
    }
}

static void
add_input (Template *self)
{
  const VdtKqlSchema *input = self->call->input;

  for (guint i = 0; input != NULL && i < input->n_columns; i++)
    {
      if (!g_hash_table_contains (self->left_out, input->columns[i]->name))
        g_ptr_array_add (self->columns, (gpointer) input->columns[i]);
    }
}

static void
leave_out (Template   *self,
           const char *parameter)
{
  for (guint i = 0; i < self->call->n_arguments; i++)
    {
      const VdtKqlColumn *column = argument_column (self->call, i);

      if (is_for (self->call, i, parameter) && column != NULL)
        g_hash_table_add (self->left_out, (gpointer) column->name);
    }
}

/* The text of an argument in a column's name. */
static const char *
argument_text (VdtKqlCall *call,
               const char *parameter)
{
  for (guint i = 0; i < call->n_arguments; i++)
    {
      const VdtKqlConstant *constant;
      const char *name;

      if (!is_for (call, i, parameter))
        continue;

      name = vdt_kql_result_name (call->binder, call->arguments[i].node);
      constant = vdt_kql_binder_info (call->binder, call->arguments[i].value)->constant;

      return name != NULL ? name : constant != NULL ? constant->text : "";
    }

  return "";
}

static const char *
fill_name (Template   *self,
           const char *pattern)
{
  g_autoptr(GString) name = g_string_new (NULL);

  while (*pattern != '\0')
    {
      const char *end = *pattern == '{' ? strchr (pattern, '}') : NULL;

      if (end != NULL)
        {
          g_autofree char *parameter = g_strndup (pattern + 1, (gsize) (end - pattern) - 1);

          g_string_append (name, argument_text (self->call, parameter));
          pattern = end + 1;
        }
      else
        g_string_append_c (name, *pattern++);
    }

  return vdt_kql_arena_strdup (self->call->binder->arena, name->str);
}

static const VdtKqlType *
parameter_type (VdtKqlCall *call,
                const char *parameter)
{
  for (guint i = 0; i < call->n_arguments; i++)
    {
      if (is_for (call, i, parameter))
        return call->arguments[i].type;
    }

  return T (UNKNOWN);
}

static void
add_own_column (Template *self,
                char     *part,
                char     *colon)
{
  const char *type_name = colon + 2;
  const VdtKqlType *type;

  *colon = '\0';
  type = *type_name == '$' ? parameter_type (self->call, type_name + 1)
                           : vdt_kql_type_from_name (type_name, strlen (type_name));
  g_ptr_array_add (self->columns,
                   vdt_kql_binder_new_column (self->call->binder, fill_name (self, part),
                                              type != NULL ? type : T (UNKNOWN)));
}

static const VdtKqlType *
finish_table (VdtKqlBinder *b,
              GPtrArray    *columns,
              gboolean      open)
{
  VdtKqlSchema *schema = vdt_kql_binder_new_schema (b, columns->len, open);

  for (guint i = 0; i < columns->len; i++)
    schema->columns[schema->n_columns++] = g_ptr_array_index (columns, i);

  return vdt_kql_binder_table_type (b, vdt_kql_binder_finish_schema (b, schema), NULL);
}

const VdtKqlType *
vdt_kql_return_rows (VdtKqlCall *call)
{
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  g_autoptr(GHashTable) left_out = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto(GStrv) parts = g_strsplit (call->signature->detail, ", ", -1);
  Template self = { call, columns, left_out, FALSE };

  if (call->input != NULL && call->input->open)
    self.open = TRUE;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *part = parts[i];
      char *minus = strstr (part, " -$");
      char *colon = strstr (part, ": ");

      if (minus != NULL)
        {
          leave_out (&self, minus + 3);
          *minus = '\0';
        }

      if (strcmp (part, "*") == 0)
        add_input (&self);
      else if (strcmp (part, "...") == 0)
        self.open = TRUE;
      else if (colon != NULL)
        add_own_column (&self, part, colon);
      else if (*part == '$')
        add_parameter_columns (&self, part + 1);
    }

  return finish_table (call->binder, columns, self.open);
}

/* python (typeof (*, x:long), …): what the first argument says */
const VdtKqlType *
vdt_kql_return_output_schema (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;
  const VdtKqlNode *type = call->n_arguments > 0 ? vdt_kql_strip_parentheses (call->arguments[0].value) : NULL;

  if (type == NULL || type->kind != VDT_KQL_TYPEOF)
    return vdt_kql_binder_open_table (b);

  return vdt_kql_binder_table_type (b, vdt_kql_binder_declared_schema (b, type, call->input), NULL);
}

const VdtKqlType *
vdt_kql_return_intersect (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();

  for (guint i = 0; call->input != NULL && i < call->input->n_columns; i++)
    g_ptr_array_add (columns, (gpointer) call->input->columns[i]);

  for (guint i = 0; i < call->n_arguments; i++)
    g_ptr_array_add (columns, vdt_kql_binder_new_column (b, vdt_kql_arena_printf (b->arena, "s%u", i),
                                                         T (LONG)));

  return finish_table (b, columns, FALSE);
}

/* ipv4_lookup (Table, ip, key, extra): the input, then the table without the
 * extra keys, which both have. */
const VdtKqlType *
vdt_kql_return_lookup (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;
  g_autoptr(GHashTable) drop = g_hash_table_new (g_str_hash, g_str_equal);
  const VdtKqlSchema *input = call->input != NULL ? call->input : vdt_kql_binder_empty_schema (b);
  const VdtKqlSchema *table = NULL;

  if (call->n_arguments > 0 && call->arguments[0].type->kind == VDT_KQL_TYPE_TABLE)
    table = call->arguments[0].type->schema;

  for (guint i = 0; i < call->n_arguments; i++)
    {
      const char *name;

      if (!is_for (call, i, "ExtraKey"))
        continue;

      name = vdt_kql_result_name (b, call->arguments[i].node);
      if (name != NULL)
        g_hash_table_add (drop, (gpointer) name);
    }

  if (table == NULL)
    return vdt_kql_binder_table_type (b, input, NULL);

  return vdt_kql_binder_table_type (b, vdt_kql_binder_join_schema (b, input, table, drop), NULL);
}

static void
collect_columns (VdtKqlBinder     *b,
                 const VdtKqlNode *root,
                 GHashTable       *names)
{
  for (const VdtKqlNode *node = root; node != NULL;
       node = vdt_kql_node_next_in_tree (node, root))
    {
      const VdtKqlSymbol *symbol = vdt_kql_binder_info (b, node)->symbol;

      if (node->kind == VDT_KQL_NAME_REFERENCE && symbol != NULL && symbol->column != NULL)
        g_hash_table_add (names, (gpointer) symbol->column->name);
    }
}

/* pivot (c, aggregate, keys): the keys, or without them every column that the
 * pivot and its aggregate do not use; the rest depends on the data. */
const VdtKqlType *
vdt_kql_return_pivot (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  g_autoptr(GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean keys = FALSE;

  for (guint i = 0; i < call->n_arguments; i++)
    {
      const VdtKqlColumn *column = argument_column (call, i);

      if (is_for (call, i, "columnName"))
        {
          keys = TRUE;
          if (column != NULL)
            g_ptr_array_add (columns, (gpointer) column);
        }
      else
        collect_columns (b, call->arguments[i].node, used);
    }

  for (guint i = 0; !keys && call->input != NULL && i < call->input->n_columns; i++)
    {
      if (!g_hash_table_contains (used, call->input->columns[i]->name))
        g_ptr_array_add (columns, (gpointer) call->input->columns[i]);
    }

  return finish_table (b, columns, TRUE);
}

/* sequence_detect (…, s1 = …, s2 = …, dimensions) */
const VdtKqlType *
vdt_kql_return_sequence (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  const char *time = argument_text (call, "TimelineColumn");

  for (guint i = 3; i < call->n_arguments; i++)
    {
      const VdtKqlColumn *column = argument_column (call, i);

      if (column != NULL && call->arguments[i].type->kind != VDT_KQL_TYPE_BOOL)
        g_ptr_array_add (columns, (gpointer) column);
    }

  for (guint i = 3; i < call->n_arguments; i++)
    {
      const char *name;

      if (call->arguments[i].type->kind != VDT_KQL_TYPE_BOOL)
        continue;

      name = vdt_kql_result_name (b, call->arguments[i].node);
      g_ptr_array_add (columns,
                       vdt_kql_binder_new_column (b, vdt_kql_arena_printf (b->arena, "%s_%s",
                                                                           name != NULL ? name : "", time),
                                                  T (DATETIME)));
    }

  g_ptr_array_add (columns, vdt_kql_binder_new_column (b, "Duration", T (TIMESPAN)));

  return finish_table (b, columns, FALSE);
}
