/* vdt-kql-binder-schemas.c
 *
 * Makes rows: of declarations, of unions and of joins, with the engine's rules
 * for names that clash.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-binder-private.h"
#include "vdt-kql-name-table.h"

#include <string.h>

#define INDEXED_FROM 12

VdtKqlColumn *
vdt_kql_binder_new_column (VdtKqlBinder     *b,
                           const char       *name,
                           const VdtKqlType *type)
{
  VdtKqlColumn *column = vdt_kql_arena_new0 (b->arena, VdtKqlColumn);

  column->name = name;
  column->hash = vdt_kql_name_hash (name);
  column->type = type;
  column->id = b->next_column_id++;

  return column;
}

/* A schema with room for @n_columns and none of them yet. */
VdtKqlSchema *
vdt_kql_binder_new_schema (VdtKqlBinder *b,
                           guint         n_columns,
                           gboolean      open)
{
  VdtKqlSchema *schema = vdt_kql_arena_new0 (b->arena, VdtKqlSchema);

  schema->columns = vdt_kql_arena_newn (b->arena, const VdtKqlColumn *, MAX (n_columns, 1));
  schema->open = open;

  return schema;
}

/* Indexes a wide schema by name: it will be asked often. */
const VdtKqlSchema *
vdt_kql_binder_finish_schema (VdtKqlBinder *b,
                              VdtKqlSchema *schema)
{
  guint size = 32;
  guint mask;

  if (schema->n_columns < INDEXED_FROM || schema->n_columns > G_MAXUINT16 / 2)
    return schema;

  while (size < schema->n_columns * 2)
    size *= 2;

  if (schema->index != NULL)
    return schema;

  schema->index = vdt_kql_arena_newn (b->arena, guint16, size);
  schema->index_size = size;
  mask = size - 1;

  for (guint i = 0; i < schema->n_columns; i++)
    {
      guint slot = schema->columns[i]->hash & mask;

      while (schema->index[slot] != 0)
        slot = (slot + 1) & mask;
      schema->index[slot] = (guint16) (i + 1);
    }

  return schema;
}

const VdtKqlType *
vdt_kql_binder_table_type (VdtKqlBinder       *b,
                           const VdtKqlSchema *schema,
                           const char         *name)
{
  VdtKqlType *type = vdt_kql_arena_new0 (b->arena, VdtKqlType);

  type->kind = VDT_KQL_TYPE_TABLE;
  type->name = name;
  type->schema = schema;

  return type;
}

const VdtKqlType *
vdt_kql_binder_tuple_type (VdtKqlBinder       *b,
                           const VdtKqlSchema *schema)
{
  VdtKqlType *type = vdt_kql_arena_new0 (b->arena, VdtKqlType);

  type->kind = VDT_KQL_TYPE_TUPLE;
  type->name = "tuple";
  type->schema = schema;

  return type;
}

/* What a table that does not exist is taken for, so that one wrong name does
 * not make every column wrong. */
const VdtKqlType *
vdt_kql_binder_open_table (VdtKqlBinder *b)
{
  return vdt_kql_binder_table_type (b, vdt_kql_binder_new_schema (b, 0, TRUE), NULL);
}

const VdtKqlSchema *
vdt_kql_binder_empty_schema (VdtKqlBinder *b)
{
  return vdt_kql_binder_new_schema (b, 0, FALSE);
}

/* The columns of @row, those that its open schema turned out to have at the end. */
const VdtKqlSchema *
vdt_kql_binder_row_schema (VdtKqlBinder *b,
                           VdtKqlRow    *row)
{
  VdtKqlSchema *schema;

  if (row->inferred == NULL || row->inferred->len == 0)
    return row->schema;

  schema = vdt_kql_binder_new_schema (b, row->schema->n_columns + row->inferred->len,
                                      row->schema->open);
  memcpy (schema->columns, row->schema->columns,
          row->schema->n_columns * sizeof *schema->columns);
  schema->n_columns = row->schema->n_columns;
  schema->doubled = row->schema->doubled;

  for (guint i = 0; i < row->inferred->len; i++)
    schema->columns[schema->n_columns++] = g_ptr_array_index (row->inferred, i);

  row->schema = vdt_kql_binder_finish_schema (b, schema);
  g_ptr_array_set_size (row->inferred, 0);

  return row->schema;
}

static gboolean
has_column (const VdtKqlSchema *schema,
            guint               n_columns,
            const VdtKqlColumn *column)
{
  for (guint i = 0; i < n_columns; i++)
    {
      if (schema->columns[i]->hash == column->hash &&
          strcmp (schema->columns[i]->name, column->name) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
add_star (VdtKqlSchema       *schema,
          const VdtKqlSchema *star)
{
  schema->open = star == NULL;

  for (guint i = 0; star != NULL && i < star->n_columns; i++)
    schema->columns[schema->n_columns++] = star->columns[i];
}

/**
 * vdt_kql_binder_declared_schema:
 * @node: a ROW_SCHEMA or SCHEMA_TYPE
 * @star: (nullable): the columns that a `*` in it stands for
 *
 * Binds (a:long, b:string).
 */
const VdtKqlSchema *
vdt_kql_binder_declared_schema (VdtKqlBinder       *b,
                                const VdtKqlNode   *node,
                                const VdtKqlSchema *star)
{
  VdtKqlNode *list = node != NULL ? vdt_kql_node_child (node, VDT_KQL_ROLE_ITEMS) : NULL;
  guint room = (list != NULL ? vdt_kql_list_length (list) : 0) + (star != NULL ? star->n_columns : 0);
  VdtKqlSchema *schema = vdt_kql_binder_new_schema (b, room, FALSE);
  VdtKqlNode *first = node != NULL ? vdt_kql_node_child (node, VDT_KQL_ROLE_FIRST) : NULL;

  if (first != NULL && first->kind == VDT_KQL_STAR)
    add_star (schema, star);

  for (VdtKqlNode *item = list != NULL ? vdt_kql_list_first (list) : NULL;
       item != NULL;
       item = vdt_kql_list_next (item))
    {
      VdtKqlNode *name = vdt_kql_node_child (item, VDT_KQL_ROLE_NAME);
      VdtKqlColumn *column;

      if (item->kind == VDT_KQL_STAR)
        {
          add_star (schema, star);
          continue;
        }

      if (item->kind != VDT_KQL_NAME_AND_TYPE || name == NULL || vdt_kql_node_is_missing (name))
        continue;

      column = vdt_kql_binder_new_column (b, vdt_kql_binder_name (b, name),
                                          vdt_kql_bind_type (b, vdt_kql_node_child (item, VDT_KQL_ROLE_TYPE)));
      vdt_kql_binder_info (b, name)->type = column->type;
      vdt_kql_binder_info (b, name)->symbol =
        vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_COLUMN, column->name, column->type);
      ((VdtKqlSymbol *) vdt_kql_binder_info (b, name)->symbol)->column = column;

      if (has_column (schema, schema->n_columns, column))
        {
          vdt_kql_binder_report (b, name, "KS171",
                                 "There is already a column called '%s'; give this one another name.",
                                 column->name);
          continue;
        }

      schema->columns[schema->n_columns++] = column;
    }

  return vdt_kql_binder_finish_schema (b, schema);
}

/* One name of a union: the column of each type that has it. Once two inputs have
 * agreed on the type, Microsoft's language service lets no later one split the
 * name, and so does this: one odd table among hundreds must not make
 * `union * | where TimeGenerated > ago (1d)` wrong. */
typedef struct
{
  const VdtKqlColumn *column;
  GPtrArray          *others;
  gboolean            agreed;
} Merged;

static void
merged_clear (gpointer data)
{
  Merged *merged = data;

  g_clear_pointer (&merged->others, g_ptr_array_unref);
}

/* Arrays and bags together may be anything. */
static const VdtKqlColumn *
merge_shapes (VdtKqlBinder       *b,
              const VdtKqlColumn *one,
              const VdtKqlColumn *other)
{
  if (one->type == other->type || one->type->kind != VDT_KQL_TYPE_DYNAMIC)
    return one;

  return vdt_kql_binder_new_column (b, one->name, vdt_kql_type_strip_dynamic (one->type));
}

static void
merge_column (VdtKqlBinder       *b,
              GArray             *list,
              VdtKqlNameTable    *names,
              const VdtKqlColumn *column)
{
  guint32 index = vdt_kql_name_table_lookup (names, column->name, column->hash);
  Merged *merged;

  if (index == 0)
    {
      Merged fresh = { column, NULL, FALSE };

      g_array_append_val (list, fresh);
      vdt_kql_name_table_insert (names, column->name, column->hash, list->len);
      return;
    }

  merged = &g_array_index (list, Merged, index - 1);
  if (merged->agreed)
    return;

  if (merged->column->type->kind == column->type->kind)
    {
      merged->agreed = merged->others == NULL;
      merged->column = merge_shapes (b, merged->column, column);
      return;
    }

  for (guint i = 0; merged->others != NULL && i < merged->others->len; i++)
    {
      const VdtKqlColumn *other = g_ptr_array_index (merged->others, i);

      if (other->type->kind == column->type->kind)
        {
          merged->others->pdata[i] = (gpointer) merge_shapes (b, other, column);
          return;
        }
    }

  if (merged->others == NULL)
    merged->others = g_ptr_array_new ();
  g_ptr_array_add (merged->others, (gpointer) column);
}

/* @name, with a number behind it if it is taken. Takes it. */
static const char *
unique_name (VdtKqlBinder    *b,
             VdtKqlNameTable *taken,
             const char      *name)
{
  const char *unique = name;
  guint32 hash = vdt_kql_name_hash (name);

  for (guint i = 1; vdt_kql_name_table_lookup (taken, unique, hash) != 0; i++)
    {
      unique = vdt_kql_arena_printf (b->arena, "%s%u", name, i);
      hash = vdt_kql_name_hash (unique);
    }

  vdt_kql_name_table_insert (taken, unique, hash, 1);

  return unique;
}

static gboolean
in_all (GPtrArray  *schemas,
        const char *name)
{
  for (guint i = 0; i < schemas->len; i++)
    {
      if (vdt_kql_schema_find (g_ptr_array_index (schemas, i), name) == NULL)
        return FALSE;
    }

  return TRUE;
}

static void
add_split (VdtKqlBinder       *b,
           VdtKqlSchema       *schema,
           VdtKqlNameTable    *taken,
           const VdtKqlColumn *column)
{
  const char *name = vdt_kql_arena_printf (b->arena, "%s_%s", column->name,
                                           vdt_kql_type_get_name (column->type));

  schema->columns[schema->n_columns++] =
    vdt_kql_binder_new_column (b, unique_name (b, taken, name), column->type);
}

/* The merged columns as a schema; names that clash with those made get numbers. */
static void
add_merged (VdtKqlBinder    *b,
            VdtKqlSchema    *schema,
            VdtKqlNameTable *taken,
            const Merged    *merged)
{
  const VdtKqlColumn *column = merged->column;

  if (merged->others != NULL)
    {
      add_split (b, schema, taken, column);
      for (guint i = 0; i < merged->others->len; i++)
        add_split (b, schema, taken, g_ptr_array_index (merged->others, i));
      return;
    }

  if (vdt_kql_name_table_lookup (taken, column->name, column->hash) != 0)
    column = vdt_kql_binder_new_column (b, unique_name (b, taken, column->name), column->type);
  else
    vdt_kql_name_table_insert (taken, column->name, column->hash, 1);

  schema->columns[schema->n_columns++] = column;
}

/**
 * vdt_kql_binder_union_schema:
 * @schemas: (element-type VdtKqlSchema): what is put together
 * @source: (nullable): the column that tells where a row comes from; it comes first
 * @inner: %TRUE to keep only the columns that all of them have
 *
 * Columns of one name and type become one; of one name and several types one of
 * each type, called `name_type`.
 */
const VdtKqlSchema *
vdt_kql_binder_union_schema (VdtKqlBinder *b,
                             GPtrArray    *schemas,
                             const char   *source,
                             gboolean      inner)
{
  g_autoptr(GArray) list = g_array_new (FALSE, FALSE, sizeof (Merged));
  g_auto(VdtKqlNameTable) names = { NULL };
  g_auto(VdtKqlNameTable) taken = { NULL };
  VdtKqlSchema *schema;
  gboolean open = FALSE;
  guint room = source != NULL;

  if (schemas->len == 1 && source == NULL)
    return g_ptr_array_index (schemas, 0);

  g_array_set_clear_func (list, merged_clear);
  vdt_kql_name_table_init (&names, 256);

  for (guint i = 0; i < schemas->len; i++)
    {
      const VdtKqlSchema *one = g_ptr_array_index (schemas, i);

      open = open || one->open;
      room += one->n_columns;
      for (guint c = 0; c < one->n_columns; c++)
        {
          /* Of two columns of one name, as parse makes them, the first counts. */
          if (i == 0 || !one->doubled || vdt_kql_schema_find (one, one->columns[c]->name) == one->columns[c])
            merge_column (b, list, &names, one->columns[c]);
        }
    }

  schema = vdt_kql_binder_new_schema (b, room, open);
  vdt_kql_name_table_init (&taken, list->len);

  if (source != NULL)
    {
      schema->columns[schema->n_columns++] = vdt_kql_binder_new_column (b, source, T (STRING));
      vdt_kql_name_table_insert (&taken, source, vdt_kql_name_hash (source), 1);
    }

  for (guint i = 0; i < list->len; i++)
    {
      const Merged *merged = &g_array_index (list, Merged, i);

      if (!inner || in_all (schemas, merged->column->name))
        add_merged (b, schema, &taken, merged);
    }

  return vdt_kql_binder_finish_schema (b, schema);
}

/**
 * vdt_kql_binder_join_schema:
 * @drop: (nullable): names of columns of @right that are left out
 *
 * The columns of @left, then those of @right, with a number behind the names
 * that @left has too.
 */
const VdtKqlSchema *
vdt_kql_binder_join_schema (VdtKqlBinder       *b,
                            const VdtKqlSchema *left,
                            const VdtKqlSchema *right,
                            GHashTable         *drop)
{
  g_auto(VdtKqlNameTable) taken = { NULL };
  g_auto(VdtKqlNameTable) left_names = { NULL };
  VdtKqlSchema *schema = vdt_kql_binder_new_schema (b, left->n_columns + right->n_columns,
                                                    left->open || right->open);

  vdt_kql_name_table_init (&taken, left->n_columns + right->n_columns);
  vdt_kql_name_table_init (&left_names, left->n_columns);

  for (guint i = 0; i < right->n_columns; i++)
    {
      if (drop == NULL || !g_hash_table_contains (drop, right->columns[i]->name))
        vdt_kql_name_table_insert (&taken, right->columns[i]->name, right->columns[i]->hash, 1);
    }

  for (guint i = 0; i < left->n_columns; i++)
    {
      const VdtKqlColumn *column = left->columns[i];

      if (vdt_kql_name_table_lookup (&left_names, column->name, column->hash) != 0)
        column = vdt_kql_binder_new_column (b, unique_name (b, &taken, column->name), column->type);
      vdt_kql_name_table_insert (&left_names, column->name, column->hash, 1);
      vdt_kql_name_table_insert (&taken, column->name, column->hash, 1);
      schema->columns[schema->n_columns++] = column;
    }

  for (guint i = 0; i < right->n_columns; i++)
    {
      const VdtKqlColumn *column = right->columns[i];

      if (drop != NULL && g_hash_table_contains (drop, column->name))
        continue;

      if (vdt_kql_name_table_lookup (&left_names, column->name, column->hash) != 0)
        {
          VdtKqlColumn *copy = vdt_kql_binder_new_column (b, unique_name (b, &taken, column->name), column->type);

          copy->description = column->description;
          copy->values = column->values;
          column = copy;
        }
      schema->columns[schema->n_columns++] = column;
    }

  return vdt_kql_binder_finish_schema (b, schema);
}
