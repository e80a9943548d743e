/* vdt-kql-binder-suggest.c
 *
 * "Did you mean …?": the names closest to one that does not exist, as edits.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-binder-private.h"

#include <string.h>

#define MAX_NAME 96
#define MAX_SUGGESTIONS 3
#define MAX_LOOKED_ELSEWHERE 8

typedef struct
{
  const char *name;
  guint       distance;
} Candidate;

typedef struct
{
  const char *wanted;
  guint       limit;
  Candidate   best[MAX_SUGGESTIONS];
  guint       n_best;
} Search;

/* How many insertions, deletions, replacements and swaps of neighbours lie
 * between two names, case aside (which counts once). Damerau and Levenshtein's
 * distance in its restricted form. */
static guint
distance_between (const char *a,
                  const char *b,
                  guint       limit)
{
  guint rows[3][MAX_NAME + 1];
  gsize length_a = strlen (a);
  gsize length_b = strlen (b);

  if (length_a > MAX_NAME || length_b > MAX_NAME ||
      (length_a > length_b ? length_a - length_b : length_b - length_a) > limit)
    return G_MAXUINT;

  for (guint j = 0; j <= length_b; j++)
    rows[0][j] = j;

  for (guint i = 1; i <= length_a; i++)
    {
      guint *row = rows[i % 3];
      guint *above = rows[(i + 2) % 3];
      guint *two_above = rows[(i + 1) % 3];
      guint smallest = row[0] = i;

      for (guint j = 1; j <= length_b; j++)
        {
          char x = g_ascii_tolower (a[i - 1]);
          char y = g_ascii_tolower (b[j - 1]);

          row[j] = MIN (MIN (above[j], row[j - 1]) + 1, above[j - 1] + (x != y));
          if (i > 1 && j > 1 && x == g_ascii_tolower (b[j - 2]) && g_ascii_tolower (a[i - 2]) == y)
            row[j] = MIN (row[j], two_above[j - 2] + 1);
          smallest = MIN (smallest, row[j]);
        }

      if (smallest > limit)
        return G_MAXUINT;
    }

  return rows[length_a % 3][length_b];
}

static void
search_begin (Search     *search,
              const char *wanted)
{
  gsize length = strlen (wanted);

  search->wanted = wanted;
  search->limit = length <= 3 ? 1 : length <= 8 ? 2 : 3;
  search->n_best = 0;
}

/* Keeps the closest names, the first of equals first. */
static void
search_offer (Search     *search,
              const char *name)
{
  guint distance = distance_between (search->wanted, name, search->limit);
  guint at = search->n_best;

  if (distance > search->limit)
    return;

  for (guint i = 0; i < search->n_best; i++)
    {
      if (strcmp (search->best[i].name, name) == 0)
        return;
    }

  while (at > 0 && search->best[at - 1].distance > distance)
    at--;

  if (at >= MAX_SUGGESTIONS)
    return;

  search->n_best = MIN (search->n_best + 1, MAX_SUGGESTIONS);
  memmove (&search->best[at + 1], &search->best[at],
           (search->n_best - at - 1) * sizeof search->best[0]);
  search->best[at] = (Candidate) { name, distance };
}

static gboolean
is_plain_name (const char *name)
{
  if (!g_ascii_isalpha (name[0]) && name[0] != '_')
    return FALSE;

  for (const char *p = name; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && *p != '_')
        return FALSE;
    }

  return TRUE;
}

static void
search_end (Search           *search,
            VdtKqlDiagnostic *diagnostic)
{
  for (guint i = 0; i < search->n_best; i++)
    {
      const char *name = search->best[i].name;
      g_autofree char *title = g_strdup_printf ("Change to %s", name);
      g_autofree char *text = is_plain_name (name) ? g_strdup (name) : g_strdup_printf ("['%s']", name);
      VdtKqlFix *fix = vdt_kql_diagnostic_add_fix (diagnostic, title);

      vdt_kql_fix_add_edit (fix, diagnostic->start, diagnostic->length, text);
    }

  if (search->n_best > 0)
    {
      g_autofree char *message = diagnostic->message;

      diagnostic->message = g_strdup_printf ("%s Did you mean %s?", message, search->best[0].name);
    }
}

static void
offer_columns (Search    *search,
               VdtKqlRow *row)
{
  for (guint i = 0; row != NULL && i < row->schema->n_columns; i++)
    search_offer (search, row->schema->columns[i]->name);
}

static void
offer_locals (Search       *search,
              VdtKqlBinder *b,
              gboolean      tabular)
{
  for (VdtKqlLocals *locals = b->locals; locals != NULL; locals = locals->outer)
    {
      if (!tabular || !vdt_kql_type_is_scalar (locals->symbol->type))
        search_offer (search, locals->symbol->name);
    }
}

static void
offer_tables (Search       *search,
              VdtKqlBinder *b)
{
  GPtrArray *tables = vdt_kql_catalog_get_tables (b->catalog);

  for (guint i = 0; i < tables->len; i++)
    search_offer (search, ((const VdtKqlTable *) g_ptr_array_index (tables, i))->name);
}

/* A column that other tables have is most likely asked of the wrong table. */
static void
mention_other_tables (VdtKqlBinder     *b,
                      VdtKqlDiagnostic *diagnostic,
                      const char       *name)
{
  GPtrArray *tables = vdt_kql_catalog_get_tables (b->catalog);
  g_autoptr(GString) found = g_string_new (NULL);
  g_autofree char *message = NULL;
  guint n_found = 0;

  if (b->n_looked_elsewhere++ >= MAX_LOOKED_ELSEWHERE)
    return;

  for (guint i = 0; i < tables->len && n_found < MAX_SUGGESTIONS; i++)
    {
      const VdtKqlTable *table = g_ptr_array_index (tables, i);

      if (vdt_kql_schema_find (table->type.schema, name) != NULL)
        g_string_append_printf (found, "%s%s", n_found++ > 0 ? ", " : "", table->name);
    }

  if (n_found == 0)
    return;

  message = diagnostic->message;
  diagnostic->message = g_strdup_printf ("%s It is a column of %s.", message, found->str);
}

void
vdt_kql_suggest_column (VdtKqlBinder     *b,
                        VdtKqlDiagnostic *diagnostic,
                        const char       *name)
{
  Search search;

  if (diagnostic == NULL)
    return;

  search_begin (&search, name);
  offer_columns (&search, b->row);
  offer_columns (&search, b->right);
  offer_locals (&search, b, FALSE);
  if (b->row == NULL)
    offer_tables (&search, b);
  search_end (&search, diagnostic);

  if (b->row != NULL && (search.n_best == 0 || search.best[0].distance > 1))
    mention_other_tables (b, diagnostic, name);
}

void
vdt_kql_suggest_table (VdtKqlBinder     *b,
                       VdtKqlDiagnostic *diagnostic,
                       const char       *name)
{
  Search search;

  if (diagnostic == NULL)
    return;

  search_begin (&search, name);
  offer_locals (&search, b, TRUE);
  offer_tables (&search, b);
  search_end (&search, diagnostic);
}

void
vdt_kql_suggest_function (VdtKqlBinder       *b,
                          VdtKqlDiagnostic   *diagnostic,
                          VdtKqlFunctionKind  kind,
                          const char         *name)
{
  GPtrArray *stored = vdt_kql_catalog_get_functions (b->catalog);
  const VdtKqlFunction *list;
  guint n_functions;
  Search search;

  if (diagnostic == NULL)
    return;

  search_begin (&search, name);
  offer_locals (&search, b, FALSE);
  list = vdt_kql_builtins_list (b->builtins, kind, &n_functions);

  for (guint i = 0; i < n_functions; i++)
    {
      if (!list[i].hidden)
        search_offer (&search, list[i].name);
    }

  for (guint i = 0; i < stored->len && kind != VDT_KQL_FUNCTION_PLUGIN; i++)
    search_offer (&search, ((const VdtKqlFunction *) g_ptr_array_index (stored, i))->name);

  search_end (&search, diagnostic);
}
