/* vdt-lower-scan.c
 *
 * scan: rows in order against steps, each with a state of its own. A recursive
 * statement carries the states from row to row. Of each step's state it keeps
 * what the steps ask of those before them.
 *
 * For each row the steps are looked at from the last to the first: a step takes the
 * state over from the step before it if its condition holds, else it goes on with
 * its own; the first step goes on, else it begins a match (scan-operator in the
 * language's reference, "Scan logic walkthrough").
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <string.h>

/* What some step asks of the row that step @step matched last. */
typedef struct
{
  guint           step;
  const char     *name;
  VdtKqlTypeKind  type;
} Asked;

typedef struct
{
  const char       *name;
  VdtKqlTypeKind    type;
  const char       *fallback;
} Declared;

typedef struct
{
  VdtLower         *l;
  VdtLowerRows     *input;
  GPtrArray        *steps;      /* nodes */
  GPtrArray        *names;
  GArray           *asked;
  GArray           *declared;
  const char       *reset;      /* (nullable): true where another part begins */
} Scan;

static const char *
declared_fallback (Scan       *scan,
                   const char *name)
{
  for (guint i = 0; i < scan->declared->len; i++)
    if (strcmp (g_array_index (scan->declared, Declared, i).name, name) == 0)
      return g_array_index (scan->declared, Declared, i).fallback;

  return NULL;
}

static int
step_index (Scan       *scan,
            const char *name)
{
  for (guint i = 0; i < scan->names->len; i++)
    if (strcmp (scan->names->pdata[i], name) == 0)
      return (int) i;

  return -1;
}

static void
collect_asked (Scan             *scan,
               const VdtKqlNode *root)
{
  VdtLower *l = scan->l;

  for (const VdtKqlNode *node = root; node != NULL; node = vdt_kql_node_next_in_tree (node, root))
    {
      VdtKqlNode *owner = node->kind == VDT_KQL_PATH ? vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION) : NULL;
      const VdtKqlSymbol *symbol = owner != NULL ? vdt_kql_expansion_get_symbol (l->frame, owner) : NULL;
      Asked asked = { 0, NULL, VDT_KQL_TYPE_DYNAMIC };
      gboolean known = FALSE;
      VdtLowerColumn *column;

      if (symbol == NULL || symbol->kind != VDT_KQL_SYMBOL_STEP || step_index (scan, symbol->name) < 0)
        continue;

      asked.step = (guint) step_index (scan, symbol->name);
      asked.name = vdt_lower_name (l, vdt_kql_node_child (node, VDT_KQL_ROLE_SELECTOR));
      column = vdt_lower_rows_find (scan->input, asked.name);
      if (column != NULL)
        asked.type = column->type;
      for (guint i = 0; i < scan->declared->len; i++)
        if (strcmp (g_array_index (scan->declared, Declared, i).name, asked.name) == 0)
          asked.type = g_array_index (scan->declared, Declared, i).type;
      for (guint i = 0; i < scan->asked->len; i++)
        known = known || (g_array_index (scan->asked, Asked, i).step == asked.step &&
                          strcmp (g_array_index (scan->asked, Asked, i).name, asked.name) == 0);
      if (!known)
        g_array_append_val (scan->asked, asked);
    }
}

/* The column of the state of step @chain that keeps asked value @which. */
static const char *
kept (Scan *scan,
      guint chain,
      guint which)
{
  VdtLower *l = scan->l;

  return P ("\"#v%u_%u\"", chain, which);
}

/* What a step sees: the row, the declared values, and the states up to @chain. */
static VdtLowerRows *
view (Scan *scan,
      int   chain)
{
  VdtLower *l = scan->l;
  VdtLowerRows *rows = vdt_lower_rows_new (l, "x");

  for (guint i = 0; i < scan->input->columns->len; i++)
    {
      VdtLowerColumn *column = scan->input->columns->pdata[i];

      vdt_lower_rows_add (l, rows, column->name, vdt_lower_value (column->sql, column->type));
    }
  for (guint i = 0; i < scan->declared->len; i++)
    {
      Declared *declared = &g_array_index (scan->declared, Declared, i);

      vdt_lower_rows_put (l, rows, declared->name, vdt_lower_value (declared->fallback, declared->type));
    }
  for (guint i = 0; i < scan->asked->len; i++)
    {
      Asked *asked = &g_array_index (scan->asked, Asked, i);
      const char *fallback = declared_fallback (scan, asked->name);
      const char *sql = fallback != NULL ? fallback : vdt_lower_null (asked->type);

      if (chain >= 0 && (int) asked->step <= chain)
        sql = P ("CASE WHEN \"#a%d\" THEN %s ELSE %s END", chain, kept (scan, (guint) chain, i), sql);
      vdt_lower_rows_add (l, rows, P ("%s.%s", (const char *) scan->names->pdata[asked->step], asked->name),
                          vdt_lower_value (P ("(%s)", sql), asked->type));
    }

  return rows;
}

static const char *
assigned (Scan             *scan,
          const VdtKqlNode *step,
          const char       *name,
          VdtKqlTypeKind    type,
          int               chain)
{
  VdtLower *l = scan->l;
  VdtLowerRows *rows = view (scan, chain);
  VdtLowerColumn *column;

  VDT_LOWER_EACH (assignment, vdt_kql_node_child (step, VDT_KQL_ROLE_ITEMS))
    if (strcmp (vdt_lower_name (l, vdt_kql_node_child (assignment, VDT_KQL_ROLE_NAME)), name) == 0)
      return vdt_lower_convert (l,
                                vdt_lower_in_rows (l, vdt_kql_node_child (assignment, VDT_KQL_ROLE_EXPRESSION), rows),
                                type).sql;

  column = vdt_lower_rows_find (rows, name);

  return column != NULL ? column->sql : vdt_lower_null (type);
}

static const char *
condition (Scan             *scan,
           const VdtKqlNode *step,
           int               chain)
{
  VdtLower *l = scan->l;
  VdtLowerRows *row = l->row;
  const char *sql;

  l->row = view (scan, chain);
  sql = vdt_lower_condition (l, vdt_kql_node_child (step, VDT_KQL_ROLE_CONDITION), FALSE);
  l->row = row;

  return P ("coalesce(%s, FALSE)", sql);
}

/* One row against all steps: flags from the last step to the first, then the new
 * states. Each flag can see those of the steps behind it. */
static const char *
advance (Scan       *scan,
         const char *from)
{
  VdtLower *l = scan->l;
  guint n = scan->steps->len;
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint k = n; k > 0; k--)
    {
      const VdtKqlNode *step = scan->steps->pdata[k - 1];
      const char *active = k < n ? P ("(\"#a%u\" AND NOT \"#c%u\")", k - 1, k) : P ("\"#a%u\"", k - 1);

      /* What the step behind has taken over is no longer here. */
      if (k == 1)
        {
          from = P ("(SELECT *, (%s AND %s) AS \"#b0\" FROM %s)", active, condition (scan, step, 0), from);
          from = P ("(SELECT *, (NOT \"#b0\" AND %s) AS \"#c0\" FROM %s)", condition (scan, step, -1), from);
          continue;
        }
      from = P ("(SELECT *, (\"#a%u\" AND %s) AS \"#c%u\" FROM %s)", k - 2, condition (scan, step, (int) k - 2), k - 1,
                from);
      from = P ("(SELECT *, (NOT \"#c%u\" AND %s AND %s) AS \"#b%u\" FROM %s)", k - 1, active,
                condition (scan, step, (int) k - 1), k - 1, from);
    }

  for (guint k = 0; k < n; k++)
    {
      const VdtKqlNode *step = scan->steps->pdata[k];
      const char *lost = k + 1 < n ? P ("NOT \"#c%u\"", k + 1) : "TRUE";

      g_string_append_printf (list, ", (\"#b%u\" OR \"#c%u\" OR (\"#a%u\" AND %s)) AS \"#a%u\"", k, k, k, lost, k);
      g_string_append_printf (list, ", CASE WHEN \"#c%u\" THEN %s ELSE \"#m%u\" END AS \"#m%u\"", k,
                              k > 0 ? P ("\"#m%u\"", k - 1) : "\"#next\"", k, k);
      g_string_append_printf (list, ", (\"#b%u\" OR \"#c%u\") AS \"#o%u\"", k, k, k);
      for (guint i = 0; i < scan->asked->len; i++)
        {
          Asked *asked = &g_array_index (scan->asked, Asked, i);
          const char *own = kept (scan, k, i);

          if (asked->step == k)
            g_string_append_printf (list, ", CASE WHEN \"#b%u\" THEN %s WHEN \"#c%u\" THEN %s ELSE %s END AS %s", k,
                                    assigned (scan, step, asked->name, asked->type, (int) k), k,
                                    assigned (scan, step, asked->name, asked->type, (int) k - 1), own, own);
          else if (asked->step < k)
            g_string_append_printf (list, ", CASE WHEN \"#c%u\" THEN %s ELSE %s END AS %s", k,
                                    kept (scan, k - 1, i), own, own);
          else
            g_string_append_printf (list, ", %s", own);
        }
      for (guint i = 0; i < scan->declared->len; i++)
        {
          Declared *declared = &g_array_index (scan->declared, Declared, i);

          g_string_append_printf (list, ", CASE WHEN \"#b%u\" THEN %s WHEN \"#c%u\" THEN %s END AS \"#d%u_%u\"", k,
                                  assigned (scan, step, declared->name, declared->type, (int) k), k,
                                  assigned (scan, step, declared->name, declared->type, (int) k - 1), k, i);
        }
    }
  g_string_printf (sql, "SELECT \"#rn\"%s, \"#next\" + CASE WHEN \"#c0\" THEN 1 ELSE 0 END AS \"#next\" FROM %s",
                   list->str, from);

  return vdt_kql_arena_strndup (l->arena, sql->str, sql->len);
}

/* Before the first row: no state. */
static const char *
beginning (Scan *scan)
{
  VdtLower *l = scan->l;
  g_autoptr(GString) sql = g_string_new ("SELECT 0::BIGINT AS \"#rn\"");

  for (guint k = 0; k < scan->steps->len; k++)
    {
      g_string_append_printf (sql, ", FALSE AS \"#a%u\", 0::BIGINT AS \"#m%u\", FALSE AS \"#o%u\"", k, k, k);
      for (guint i = 0; i < scan->asked->len; i++)
        g_string_append_printf (sql, ", NULL::%s AS %s", vdt_lower_sql_type (g_array_index (scan->asked, Asked, i).type),
                                kept (scan, k, i));
      for (guint i = 0; i < scan->declared->len; i++)
        g_string_append_printf (sql, ", NULL::%s AS \"#d%u_%u\"",
                                vdt_lower_sql_type (g_array_index (scan->declared, Declared, i).type), k, i);
    }
  g_string_append (sql, ", 0::BIGINT AS \"#next\"");

  return vdt_kql_arena_strdup (l->arena, sql->str);
}

static void
declare (Scan             *scan,
         const VdtKqlNode *node)
{
  VdtLower *l = scan->l;

  VDT_LOWER_EACH (item, vdt_lower_items (node, VDT_KQL_ROLE_DECLARE))
    {
      VdtKqlNode *name = vdt_kql_node_child (item, VDT_KQL_ROLE_NAME);
      VdtKqlNode *fallback = vdt_kql_node_child (item, VDT_KQL_ROLE_DEFAULT);
      const VdtKqlSymbol *symbol = vdt_kql_expansion_get_symbol (l->frame, name);
      Declared declared = { vdt_lower_name (l, name), VDT_KQL_TYPE_DYNAMIC, NULL };

      if (symbol != NULL)
        declared.type = symbol->type->kind;

      declared.fallback = fallback != NULL
                          ? vdt_lower_convert (l, vdt_lower_expression (l, fallback), declared.type).sql
                          : vdt_lower_null (declared.type);
      g_array_append_val (scan->declared, declared);
    }
}

/* The rows that each step gives out, in order. */
static VdtLowerRows *
output (Scan             *scan,
        const VdtKqlNode *node,
        const char       *rows_name,
        const char       *states_name)
{
  VdtLower *l = scan->l;
  const VdtKqlSchema *schema = vdt_lower_output (l, node);
  const char *match = vdt_lower_parameter (l, node, "with_match_id");
  g_autoptr(GString) from = g_string_new ("(");
  VdtLowerRows *made = NULL;
  VdtLowerRows *wrapped;

  for (guint k = 0; k < scan->steps->len; k++)
    {
      const VdtKqlNode *step = scan->steps->pdata[k];
      VdtKqlNode *how = vdt_kql_node_child (step, VDT_KQL_ROLE_OUTPUT);
      g_autofree char *text = how != NULL ? vdt_kql_node_dup_text (vdt_kql_expansion_get_tree (l->frame), how) : NULL;
      VdtLowerRows *rows;

      if (text != NULL && strstr (text, "none") != NULL)
        continue;
      if (text != NULL && strstr (text, "last") != NULL)
        vdt_lower_unavailable (l, step, "output=last of a scan's step");

      rows = vdt_lower_rows_new (l, P ("%s JOIN %s ON %s.\"#rn\" = %s.\"#rn\"", rows_name, states_name, rows_name,
                                       states_name));
      g_ptr_array_add (rows->where, (gpointer) P ("\"#o%u\"", k));
      for (guint i = 0; schema != NULL && i < schema->n_columns; i++)
        {
          const char *name = schema->columns[i]->name;
          VdtLowerColumn *column = vdt_lower_rows_find (scan->input, name);
          const char *sql = column != NULL ? P ("%s.%s", rows_name, column->sql) : NULL;
          VdtKqlTypeKind type = column != NULL ? column->type : schema->columns[i]->type->kind;

          for (guint d = 0; d < scan->declared->len; d++)
            if (strcmp (g_array_index (scan->declared, Declared, d).name, name) == 0)
              {
                sql = P ("\"#d%u_%u\"", k, d);
                type = g_array_index (scan->declared, Declared, d).type;
              }
          if (match != NULL && strcmp (match, name) == 0)
            sql = P ("\"#m%u\"", k);
          if (sql != NULL)
            vdt_lower_rows_add (l, rows, name, vdt_lower_value (vdt_lower_unnull (l, sql, type), type));
        }
      vdt_lower_rows_add (l, rows, "#order", vdt_lower_value (P ("%s.\"#rn\"", states_name), VDT_KQL_TYPE_LONG));
      if (scan->input->key != NULL)
        vdt_lower_rows_add (l, rows, scan->input->key, vdt_lower_value (P ("%s.%s", rows_name,
                                                                           vdt_lower_quote (l, scan->input->key)),
                                                                        VDT_KQL_TYPE_LONG));
      g_string_append_printf (from, "%s%s", made != NULL ? "\nUNION ALL\n" : "", vdt_lower_rows_sql (l, rows, NULL, NULL));
      made = rows;
    }
  if (made == NULL)
    return vdt_lower_rows_none (l, schema);

  g_string_append_printf (from, "\nORDER BY \"#order\") AS %s", vdt_lower_fresh (l, "u"));
  wrapped = vdt_lower_rows_wrap (l, made, NULL, NULL);
  made = vdt_lower_rows_new (l, vdt_kql_arena_strndup (l->arena, from->str, from->len));
  for (guint i = 0; i < wrapped->columns->len; i++)
    {
      VdtLowerColumn *column = wrapped->columns->pdata[i];

      if (strcmp (column->name, "#order") == 0)
        continue;
      column->hidden = scan->input->key != NULL && strcmp (column->name, scan->input->key) == 0;
      g_ptr_array_add (made->columns, column);
    }
  made->key = scan->input->key;
  made->serialized = TRUE;

  return made;
}

VdtLowerRows *
vdt_lower_scan (VdtLower         *l,
                const VdtKqlNode *node,
                VdtLowerRows     *input)
{
  g_autoptr(GPtrArray) steps = g_ptr_array_new ();
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autoptr(GArray) asked = g_array_new (FALSE, FALSE, sizeof (Asked));
  g_autoptr(GArray) declared = g_array_new (FALSE, FALSE, sizeof (Declared));
  Scan scan = { l, NULL, steps, names, asked, declared, NULL };
  const char *rows_name = P ("\"%s\"", vdt_lower_fresh (l, "m"));
  const char *states_name = P ("\"%s\"", vdt_lower_fresh (l, "m"));
  const char *number = NULL;
  const char *from;
  VdtLowerRows *rows;

  if (input->empty)
    return vdt_lower_rows_none (l, vdt_lower_output (l, node));
  if (vdt_kql_node_child (node, VDT_KQL_ROLE_BY) != NULL)
    vdt_lower_unavailable (l, node, "scan with partition by");

  if (input->key != NULL)
    input = vdt_lower_rows_wrap (l, vdt_lower_rows_plain (l, input), NULL,
                                 P ("ORDER BY %s", vdt_lower_quote (l, input->key)));
  rows = vdt_lower_rows_numbered (l, input, &number);
  scan.input = vdt_lower_rows_new (l, rows->from);
  g_ptr_array_extend (scan.input->columns, rows->columns, NULL, NULL);
  g_ptr_array_remove_index (scan.input->columns, scan.input->columns->len - 1);
  scan.input->key = input->key;

  declare (&scan, node);
  VDT_LOWER_EACH (step, vdt_kql_node_child (node, VDT_KQL_ROLE_ITEMS))
    {
      g_ptr_array_add (steps, step);
      g_ptr_array_add (names, (gpointer) vdt_lower_name (l, vdt_kql_node_child (step, VDT_KQL_ROLE_NAME)));
    }
  for (guint i = 0; i < steps->len; i++)
    collect_asked (&scan, steps->pdata[i]);
  if (steps->len == 0)
    return input;

  /* Another part begins without states. */
  ((VdtLowerColumn *) rows->columns->pdata[rows->columns->len - 1])->name = "#rn";
  if (input->key != NULL)
    vdt_lower_rows_add (l, rows, "#new", vdt_lower_value (P ("(%s IS DISTINCT FROM lag(%s) OVER ())",
                                                             vdt_lower_quote (l, input->key),
                                                             vdt_lower_quote (l, input->key)), VDT_KQL_TYPE_BOOL));
  g_ptr_array_add (l->ctes, (gpointer) P ("%s AS MATERIALIZED (%s)", rows_name, vdt_lower_rows_sql (l, rows, NULL, NULL)));

  if (input->key != NULL)
    {
      g_autoptr(GString) without = g_string_new (NULL);

      for (guint k = 0; k < steps->len; k++)
        g_string_append_printf (without, "%s(\"#a%u\" AND NOT \"#new\") AS \"#a%u\"", k > 0 ? ", " : "", k, k);
      from = P ("(SELECT * REPLACE (%s) FROM (SELECT x.*, s.* EXCLUDE (\"#rn\") FROM %s AS s JOIN %s AS x "
                "ON x.\"#rn\" = s.\"#rn\" + 1))", without->str, states_name, rows_name);
    }
  else
    from = P ("(SELECT x.*, s.* EXCLUDE (\"#rn\") FROM %s AS s JOIN %s AS x ON x.\"#rn\" = s.\"#rn\" + 1)", states_name,
              rows_name);
  l->recursive = TRUE;
  g_ptr_array_add (l->ctes, (gpointer) P ("%s AS (%s\nUNION ALL\n%s)", states_name, beginning (&scan),
                                          advance (&scan, from)));

  return output (&scan, node, rows_name, states_name);
}
