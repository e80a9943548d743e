/* vdt-kql-projection.c
 *
 * Columns from expressions. A name that the query writes, or that is a column
 * as it stands, is declared: twice is an error. A name that follows from a
 * function gets a number if it is taken. What has no name is Column1, Column2, …
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-projection.h"

#include <string.h>

void
vdt_kql_projection_init (VdtKqlProjection *self,
                         VdtKqlBinder     *binder,
                         gboolean          open)
{
  memset (self, 0, sizeof *self);
  self->binder = binder;
  self->columns = g_ptr_array_new ();
  self->positions = g_hash_table_new (g_str_hash, g_str_equal);
  self->suffixes = g_hash_table_new (g_str_hash, g_str_equal);
  self->declared = g_hash_table_new (g_str_hash, g_str_equal);
  self->prefix = "Column";
  self->open = open;
}

/* A name once taken stays so: each try goes on after the number before. */
static const char *
unique_name (VdtKqlProjection *self,
             const char       *name)
{
  const char *unique = name;
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->suffixes, name));

  if (!g_hash_table_contains (self->positions, name))
    return name;

  do
    unique = vdt_kql_arena_printf (self->binder->arena, "%s%u", name, ++number);
  while (g_hash_table_contains (self->positions, unique));

  g_hash_table_insert (self->suffixes, (gpointer) name, GUINT_TO_POINTER (number));

  return unique;
}

/* Starts from the columns of @input, of which those with the names of new ones
 * are replaced. */
void
vdt_kql_projection_extend (VdtKqlProjection   *self,
                           const VdtKqlSchema *input)
{
  self->extend = TRUE;

  for (guint i = 0; i < input->n_columns; i++)
    {
      const VdtKqlColumn *column = input->columns[i];

      /* parse may have made a second column of a name. */
      if (g_hash_table_contains (self->positions, column->name))
        column = vdt_kql_binder_new_column (self->binder, unique_name (self, column->name), column->type);

      g_ptr_array_add (self->columns, (gpointer) column);
      g_hash_table_insert (self->positions, (gpointer) column->name, GUINT_TO_POINTER (self->columns->len));
    }
}

static void
put (VdtKqlProjection   *self,
     const VdtKqlColumn *column)
{
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (self->positions, column->name));

  if (position > 0 && self->extend)
    {
      self->columns->pdata[position - 1] = (gpointer) column;
      return;
    }

  g_ptr_array_add (self->columns, (gpointer) column);
  g_hash_table_insert (self->positions, (gpointer) column->name, GUINT_TO_POINTER (self->columns->len));
}

/**
 * vdt_kql_projection_declare:
 * @node: where the name is written, for the report
 * @column: the column
 *
 * Returns: %FALSE after a report that the name has been declared
 */
gboolean
vdt_kql_projection_declare (VdtKqlProjection   *self,
                            const VdtKqlNode   *node,
                            const VdtKqlColumn *column)
{
  if (g_hash_table_contains (self->declared, column->name))
    {
      vdt_kql_binder_report (self->binder, node, "KS171",
                             "There is already a column called '%s'; give this one another name.",
                             column->name);
      return FALSE;
    }

  if (!self->extend && g_hash_table_contains (self->positions, column->name))
    {
      VdtKqlColumn *renamed;

      renamed = vdt_kql_binder_new_column (self->binder, unique_name (self, column->name), column->type);
      g_hash_table_add (self->declared, (gpointer) renamed->name);
      put (self, renamed);
      return TRUE;
    }

  g_hash_table_add (self->declared, (gpointer) column->name);
  put (self, column);

  return TRUE;
}

/* Adds a column whose name is not the query's own, with a number if it must. */
const VdtKqlColumn *
vdt_kql_projection_append (VdtKqlProjection *self,
                           const char       *name,
                           const VdtKqlType *type)
{
  const char *unique = self->extend ? name : unique_name (self, name);
  VdtKqlColumn *column = vdt_kql_binder_new_column (self->binder, unique, type);

  put (self, column);

  return column;
}

static const VdtKqlColumn *
append_unnamed (VdtKqlProjection *self,
                const VdtKqlType *type)
{
  const char *name;

  if (self->from_zero)
    name = vdt_kql_arena_printf (self->binder->arena, "%s%u", self->prefix, self->counter);
  else
    {
      do
        name = vdt_kql_arena_printf (self->binder->arena, "%s%u", self->prefix, ++self->binder->n_unnamed);
      while (self->extend && g_hash_table_contains (self->positions, name));
    }

  return vdt_kql_projection_append (self, name, type);
}

/* The type that a column can have. */
static const VdtKqlType *
column_type (const VdtKqlType *type)
{
  type = vdt_kql_scalar_view (type);

  if (!vdt_kql_type_is_scalar (type) || type->kind == VDT_KQL_TYPE_ERROR)
    return T (UNKNOWN);

  return type;
}

static void
note_column (VdtKqlProjection   *self,
             const VdtKqlNode   *node,
             const VdtKqlColumn *column)
{
  VdtKqlInfo *info = vdt_kql_binder_info (self->binder, node);

  info->column = column;
}

static void
note_declaration (VdtKqlProjection   *self,
                  const VdtKqlNode   *name,
                  const VdtKqlColumn *column)
{
  VdtKqlSymbol *symbol;

  symbol = vdt_kql_binder_new_symbol (self->binder, VDT_KQL_SYMBOL_COLUMN, column->name, column->type);
  symbol->column = column;
  symbol->declaration = name;
  vdt_kql_binder_info (self->binder, name)->symbol = symbol;
  vdt_kql_binder_info (self->binder, name)->type = column->type;
  vdt_kql_binder_info (self->binder, name)->column = column;
}

/* The further results of a function whose first ones have been named. */
static void
append_rest (VdtKqlProjection *self,
             const VdtKqlType *tuple,
             guint             first)
{
  for (guint i = first; i < tuple->schema->n_columns; i++)
    put (self, vdt_kql_binder_new_column (self->binder,
                                          unique_name (self, tuple->schema->columns[i]->name),
                                          column_type (tuple->schema->columns[i]->type)));
}

static void
add_named (VdtKqlProjection *self,
           const VdtKqlNode *item,
           const VdtKqlType *type)
{
  VdtKqlNode *name_node = vdt_kql_node_child (item, VDT_KQL_ROLE_NAME);
  VdtKqlColumn *column;
  char *name = vdt_kql_binder_name (self->binder, name_node);

  if (*name == '\0')
    {
      append_unnamed (self, column_type (type));
      return;
    }

  column = vdt_kql_binder_new_column (self->binder, name, column_type (type));
  note_declaration (self, name_node, column);
  note_column (self, item, column);
  vdt_kql_projection_declare (self, name_node, column);

  if (type->kind == VDT_KQL_TYPE_TUPLE)
    append_rest (self, type, 1);
}

static void
add_compound (VdtKqlProjection *self,
              const VdtKqlNode *item,
              const VdtKqlType *type)
{
  VdtKqlNode *names = vdt_kql_node_child (item, VDT_KQL_ROLE_NAMES);
  guint n = 0;

  if (type->kind != VDT_KQL_TYPE_TUPLE)
    {
      if (!vdt_kql_type_is_unknown (type))
        {
          VdtKqlNode *open = vdt_kql_node_first_token (item);
          VdtKqlNode *equal = vdt_kql_node_child (item, VDT_KQL_ROLE_EQUAL);
          gsize end = names != NULL ? names->end : item->end;

          for (VdtKqlNode *child = item->first_child; child != NULL && child != equal; child = child->next)
            end = child->end;
          vdt_kql_binder_report_span (self->binder, open->start, end - open->start, "KS149",
                                      VDT_KQL_SEVERITY_ERROR,
                                      "Several names stand here, but the expression has one value.");
        }
      return;
    }

  for (VdtKqlNode *name = names != NULL ? vdt_kql_list_first (names) : NULL;
       name != NULL;
       name = vdt_kql_list_next (name), n++)
    {
      VdtKqlColumn *column;

      if (n >= type->schema->n_columns)
        {
          vdt_kql_binder_report (self->binder, name, "KS150", "The expression has no value for this name.");
          continue;
        }

      column = vdt_kql_binder_new_column (self->binder, vdt_kql_binder_name (self->binder, name),
                                          column_type (type->schema->columns[n]->type));
      note_declaration (self, name, column);
      vdt_kql_projection_declare (self, name, column);
    }

  append_rest (self, type, n);
}

/* Adds the column of @item, which is bound and of @type. */
void
vdt_kql_projection_add_typed (VdtKqlProjection *self,
                              const VdtKqlNode *item,
                              const VdtKqlType *type)
{
  const VdtKqlColumn *column;
  const char *name;

  if (item->kind == VDT_KQL_NAMED)
    add_named (self, item, type);
  else if (item->kind == VDT_KQL_COMPOUND_NAMED)
    add_compound (self, item, type);
  else if (self->from_zero && type->kind != VDT_KQL_TYPE_TUPLE)
    note_column (self, item, append_unnamed (self, column_type (type)));
  else if ((column = vdt_kql_result_column (self->binder, item)) != NULL)
    {
      note_column (self, item, column);
      vdt_kql_projection_declare (self, item, column);
    }
  else if (type->kind == VDT_KQL_TYPE_TUPLE && (type->schema->n_columns != 1 || self->from_zero))
    append_rest (self, type, 0);
  else if ((name = vdt_kql_result_name (self->binder, item)) != NULL)
    note_column (self, item, vdt_kql_projection_append (self, name, column_type (type)));
  else if (!vdt_kql_node_is_missing (item))
    note_column (self, item, append_unnamed (self, column_type (type)));

  if (self->from_zero)
    self->counter++;
}

/* Binds @item and adds its column. */
void
vdt_kql_projection_add (VdtKqlProjection *self,
                        const VdtKqlNode *item)
{
  const VdtKqlType *type = vdt_kql_bind_expression (self->binder, item);

  vdt_kql_check_scalar (self->binder, item, type);
  vdt_kql_projection_add_typed (self, item, type);
}

/* Ends the projection and frees what it holds. */
const VdtKqlSchema *
vdt_kql_projection_finish (VdtKqlProjection *self)
{
  VdtKqlSchema *schema = vdt_kql_binder_new_schema (self->binder, self->columns->len, self->open);

  for (guint i = 0; i < self->columns->len; i++)
    schema->columns[schema->n_columns++] = g_ptr_array_index (self->columns, i);

  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->positions, g_hash_table_unref);
  g_clear_pointer (&self->suffixes, g_hash_table_unref);
  g_clear_pointer (&self->declared, g_hash_table_unref);

  return vdt_kql_binder_finish_schema (self->binder, schema);
}
