/* vdt-lower-rows.c
 *
 * A SELECT in the making. Filters and plain columns gather in one; what cannot
 * stand beside what is there puts the SELECT so far behind FROM.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <string.h>

const char *
vdt_lower_quote (VdtLower   *l,
                 const char *name)
{
  g_autoptr(GString) quoted = g_string_new ("\"");

  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (quoted, '"');
      g_string_append_c (quoted, *p);
    }
  g_string_append_c (quoted, '"');

  return vdt_kql_arena_strndup (l->arena, quoted->str, quoted->len);
}

/* What a value of a type is in DuckDB. */
const char *
vdt_lower_sql_type (VdtKqlTypeKind type)
{
  switch (type)
    {
    case VDT_KQL_TYPE_BOOL:
      return "BOOLEAN";
    case VDT_KQL_TYPE_INT:
      return "INTEGER";
    case VDT_KQL_TYPE_LONG:
    case VDT_KQL_TYPE_DATETIME:
    case VDT_KQL_TYPE_TIMESPAN:
      return "BIGINT";
    case VDT_KQL_TYPE_REAL:
      return "DOUBLE";
    case VDT_KQL_TYPE_DECIMAL:
      return "DECIMAL(38,18)";
    case VDT_KQL_TYPE_GUID:
      return "UUID";
    default:
      return "VARCHAR";
    }
}

VdtLowerRows *
vdt_lower_rows_new (VdtLower   *l,
                    const char *from)
{
  VdtLowerRows *rows = vdt_kql_arena_new0 (l->arena, VdtLowerRows);

  rows->from = from;
  rows->columns = g_ptr_array_new ();
  rows->where = g_ptr_array_new ();
  g_ptr_array_add (l->arrays, rows->columns);
  g_ptr_array_add (l->arrays, rows->where);

  return rows;
}

static VdtLowerColumn *
new_column (VdtLower       *l,
            const char     *name,
            VdtKqlTypeKind  type,
            const char     *sql)
{
  VdtLowerColumn *column = vdt_kql_arena_new0 (l->arena, VdtLowerColumn);

  column->name = name;
  column->type = type;
  column->sql = sql;

  return column;
}

static gboolean
is_name (const char *sql)
{
  const char *end = sql[0] == '"' ? strchr (sql + 1, '"') : NULL;

  return end != NULL && end[1] == '\0';
}

void
vdt_lower_rows_add (VdtLower      *l,
                    VdtLowerRows  *rows,
                    const char    *name,
                    VdtLowerValue  value)
{
  if (!is_name (value.sql))
    rows->computed = TRUE;
  g_ptr_array_add (rows->columns, new_column (l, name, value.type, value.sql));
}

VdtLowerColumn *
vdt_lower_rows_add_hidden (VdtLower       *l,
                           VdtLowerRows   *rows,
                           const char     *sql,
                           VdtKqlTypeKind  type)
{
  VdtLowerColumn *column = new_column (l, vdt_lower_fresh (l, "#"), type, sql);

  column->hidden = TRUE;
  if (!is_name (sql))
    rows->computed = TRUE;
  g_ptr_array_add (rows->columns, column);

  return column;
}

/* Replaces the column of the name where it stands, or adds it. */
void
vdt_lower_rows_put (VdtLower      *l,
                    VdtLowerRows  *rows,
                    const char    *name,
                    VdtLowerValue  value)
{
  for (guint i = 0; i < rows->columns->len; i++)
    {
      VdtLowerColumn *column = rows->columns->pdata[i];

      if (!column->hidden && strcmp (column->name, name) == 0)
        {
          rows->columns->pdata[i] = new_column (l, name, value.type, value.sql);
          rows->computed = TRUE;
          return;
        }
    }

  vdt_lower_rows_add (l, rows, name, value);
}

VdtLowerColumn *
vdt_lower_rows_find (const VdtLowerRows *rows,
                     const char         *name)
{
  for (guint i = 0; rows != NULL && i < rows->columns->len; i++)
    {
      VdtLowerColumn *column = rows->columns->pdata[i];

      if (!column->hidden && strcmp (column->name, name) == 0)
        return column;
    }

  return NULL;
}

/* DuckDB does not tell upper case from lower: a second Name becomes Name_2. */
static const char *
internal_name (VdtLower   *l,
               GHashTable *taken,
               const char *name)
{
  const char *unique = name[0] != '\0' ? name : "_";
  char *folded = g_utf8_casefold (unique, -1);

  for (guint i = 2; g_hash_table_contains (taken, folded); i++)
    {
      unique = P ("%s_%u", name, i);
      g_free (folded);
      folded = g_utf8_casefold (unique, -1);
    }
  g_hash_table_add (taken, folded);

  return unique;
}

static void
append_indented (GString    *out,
                 const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      g_string_append_c (out, *p);
      if (*p == '\n')
        g_string_append (out, "  ");
    }
}

static const char *
select_text (VdtLower     *l,
             VdtLowerRows *rows,
             const char   *head,
             const char   *tail,
             GPtrArray    *names)
{
  g_autoptr(GString) text = g_string_new ("SELECT ");
  g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (head != NULL)
    g_string_append_printf (text, "%s ", head);

  for (guint i = 0; i < rows->columns->len; i++)
    {
      VdtLowerColumn *column = rows->columns->pdata[i];
      const char *name = vdt_lower_quote (l, internal_name (l, taken, column->name));

      g_string_append (text, i > 0 ? ", " : "");
      g_string_append (text, column->sql);
      if (strcmp (column->sql, name) != 0)
        g_string_append_printf (text, " AS %s", name);
      if (names != NULL)
        g_ptr_array_add (names, (gpointer) name);
    }
  if (rows->columns->len == 0)
    g_string_append (text, "1 AS \"#none\"");

  if (rows->from != NULL)
    g_string_append_printf (text, "\nFROM %s", rows->from);

  for (guint i = 0; i < rows->where->len; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "\nWHERE " : "\n  AND ", (const char *) rows->where->pdata[i]);

  if (tail != NULL)
    g_string_append_printf (text, "\n%s", tail);

  return vdt_kql_arena_strndup (l->arena, text->str, text->len);
}

/**
 * vdt_lower_rows_sql:
 * @rows: rows
 * @head: (nullable): what stands between SELECT and the columns
 * @tail: (nullable): GROUP BY, ORDER BY, LIMIT
 *
 * Returns: the SELECT
 */
const char *
vdt_lower_rows_sql (VdtLower     *l,
                    VdtLowerRows *rows,
                    const char   *head,
                    const char   *tail)
{
  return select_text (l, rows, head, tail, NULL);
}

/* The SELECT so far behind FROM; columns are plain names again. */
VdtLowerRows *
vdt_lower_rows_wrap (VdtLower     *l,
                     VdtLowerRows *rows,
                     const char   *head,
                     const char   *tail)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  const char *text = select_text (l, rows, head, tail, names);
  g_autoptr(GString) from = g_string_new ("(");
  VdtLowerRows *wrapped;

  append_indented (from, text);
  g_string_append_printf (from, ") AS %s", vdt_lower_fresh (l, "r"));
  wrapped = vdt_lower_rows_new (l, vdt_kql_arena_strndup (l->arena, from->str, from->len));
  wrapped->serialized = rows->serialized;
  wrapped->empty = rows->empty;
  wrapped->source = rows->source;
  wrapped->key = rows->key;

  for (guint i = 0; i < rows->columns->len; i++)
    {
      VdtLowerColumn *old = rows->columns->pdata[i];
      VdtLowerColumn *column = new_column (l, old->name, old->type, names->pdata[i]);

      column->hidden = old->hidden;
      g_ptr_array_add (wrapped->columns, column);
    }

  return wrapped;
}

/* Columns that are names, so that other expressions can use them. */
VdtLowerRows *
vdt_lower_rows_plain (VdtLower     *l,
                      VdtLowerRows *rows)
{
  return rows->computed ? vdt_lower_rows_wrap (l, rows, NULL, NULL) : rows;
}

/* The rows under an alias, columns with the alias before them, as one side of a join. */
VdtLowerRows *
vdt_lower_rows_as (VdtLower     *l,
                   VdtLowerRows *rows,
                   const char   *alias)
{
  VdtLowerRows *wrapped = vdt_lower_rows_wrap (l, rows, NULL, NULL);
  char *end = strrchr (wrapped->from, ')');

  wrapped->from = P ("%.*s) AS %s", (int) (end - wrapped->from), wrapped->from, alias);
  for (guint i = 0; i < wrapped->columns->len; i++)
    {
      VdtLowerColumn *column = wrapped->columns->pdata[i];

      column->sql = P ("%s.%s", alias, column->sql);
    }

  return wrapped;
}

/* The rows as a CTE that runs once, however often its name stands in the statement. */
VdtLowerRows *
vdt_lower_rows_once (VdtLower     *l,
                     VdtLowerRows *rows)
{
  VdtLowerRows *made = vdt_lower_rows_wrap (l, rows, NULL, NULL);
  const char *name = vdt_lower_quote (l, vdt_lower_fresh (l, "m"));
  VdtLowerRows *once = vdt_lower_rows_new (l, name);

  g_ptr_array_add (l->ctes, (gpointer) P ("%s AS MATERIALIZED (%s)", name, vdt_lower_rows_sql (l, made, NULL, NULL)));
  g_ptr_array_extend (once->columns, made->columns, NULL, NULL);
  once->serialized = made->serialized;
  once->empty = made->empty;
  once->source = made->source;
  once->key = made->key;

  return once;
}

/* With a hidden number for each row, in the rows' order. */
VdtLowerRows *
vdt_lower_rows_numbered (VdtLower      *l,
                         VdtLowerRows  *rows,
                         const char   **out_number)
{
  VdtLowerRows *plain = vdt_lower_rows_plain (l, rows);
  VdtLowerColumn *number;
  VdtLowerRows *wrapped;

  plain = vdt_lower_rows_wrap (l, plain, NULL, NULL);
  number = vdt_lower_rows_add_hidden (l, plain, "row_number() OVER ()", VDT_KQL_TYPE_LONG);
  wrapped = vdt_lower_rows_wrap (l, plain, NULL, NULL);
  *out_number = vdt_lower_quote (l, number->name);

  return wrapped;
}

VdtLowerRows *
vdt_lower_rows_where (VdtLower     *l,
                      VdtLowerRows *rows,
                      const char   *condition)
{
  VdtLowerRows *plain = vdt_lower_rows_plain (l, rows);

  g_ptr_array_add (plain->where, (gpointer) condition);

  return plain;
}

/* No rows at all, of a schema. */
VdtLowerRows *
vdt_lower_rows_none (VdtLower           *l,
                     const VdtKqlSchema *schema)
{
  VdtLowerRows *rows = vdt_lower_rows_new (l, NULL);

  for (guint i = 0; schema != NULL && i < schema->n_columns; i++)
    {
      VdtKqlTypeKind type = schema->columns[i]->type->kind;

      vdt_lower_rows_add (l, rows, schema->columns[i]->name,
                          vdt_lower_value (P ("NULL::%s", vdt_lower_sql_type (type)), type));
    }
  g_ptr_array_add (rows->where, (gpointer) "FALSE");
  rows = vdt_lower_rows_wrap (l, rows, NULL, NULL);
  rows->empty = TRUE;

  return rows;
}

/* Hidden columns go along with the rows that a projection keeps. */
void
vdt_lower_keep_hidden (VdtLower     *l,
                       VdtLowerRows *from,
                       VdtLowerRows *to)
{
  for (guint i = 0; i < from->columns->len; i++)
    {
      VdtLowerColumn *column = from->columns->pdata[i];

      if (column->hidden && from->key != NULL && strcmp (from->key, column->name) == 0)
        g_ptr_array_add (to->columns, column);
    }
  to->key = from->key;
  to->serialized = from->serialized;
}

#define SOURCE "#source"
#define LINE "#line"

static void
add_place (VdtLower     *l,
           VdtLowerRows *rows,
           const char   *name,
           const char   *sql)
{
  VdtLowerColumn *column = new_column (l, name, VDT_KQL_TYPE_LONG, vdt_lower_quote (l, sql));

  column->hidden = TRUE;
  g_ptr_array_add (rows->columns, column);
}

/* Which file and line of it each row of a table is. */
void
vdt_lower_add_places (VdtLower     *l,
                      VdtLowerRows *rows)
{
  add_place (l, rows, SOURCE, "vdt_source");
  add_place (l, rows, LINE, "vdt_line");
}

/* For operators that make other columns of the same rows. */
void
vdt_lower_keep_places (VdtLowerRows *from,
                       VdtLowerRows *to)
{
  for (guint i = 0; i < from->columns->len; i++)
    {
      VdtLowerColumn *column = from->columns->pdata[i];

      if (column->hidden && (strcmp (column->name, SOURCE) == 0 || strcmp (column->name, LINE) == 0))
        g_ptr_array_add (to->columns, column);
    }
}

/* For operators that make one row of several. */
VdtLowerRows *
vdt_lower_drop_places (VdtLower     *l,
                       VdtLowerRows *rows)
{
  VdtLowerRows *fewer = vdt_lower_rows_new (l, rows->from);

  g_ptr_array_extend (fewer->where, rows->where, NULL, NULL);
  for (guint i = 0; i < rows->columns->len; i++)
    {
      VdtLowerColumn *column = rows->columns->pdata[i];

      if (!column->hidden || (strcmp (column->name, SOURCE) != 0 && strcmp (column->name, LINE) != 0))
        g_ptr_array_add (fewer->columns, column);
    }
  fewer->computed = rows->computed;
  fewer->serialized = rows->serialized;
  fewer->empty = rows->empty;
  fewer->source = rows->source;
  fewer->key = rows->key;

  return fewer;
}

/* The two columns of places as numbers, behind the others of a result; FALSE if the rows have none. */
gboolean
vdt_lower_give_places (VdtLower     *l,
                       VdtLowerRows *rows,
                       GPtrArray    *columns)
{
  static const char *const names[] = { SOURCE, LINE };
  guint before = columns->len;

  for (gsize n = 0; n < G_N_ELEMENTS (names); n++)
    for (guint i = 0; i < rows->columns->len && columns->len == before + n; i++)
      {
        VdtLowerColumn *column = rows->columns->pdata[i];

        if (column->hidden && strcmp (column->name, names[n]) == 0)
          g_ptr_array_add (columns, new_column (l, column->name, VDT_KQL_TYPE_LONG, P ("%s::BIGINT", column->sql)));
      }
  if (columns->len == before + 2)
    return TRUE;
  g_ptr_array_set_size (columns, (int) before);

  return FALSE;
}
