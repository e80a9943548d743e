/* vdt-library.c
 *
 * Reads data/queries once and keeps it: constant knowledge, safe from every thread,
 * never freed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-library.h"

#include <string.h>

#include "vdt-attack.h"
#include "vdt-data.h"
#include "vdt-queries-resources.h"

#define TRIAGE "triage"

static const char *
dup_text (GVariant *item)
{
  g_autofree const char **lines = vdt_data_dup_strv (item, "lines");

  return g_strjoinv ("\n", (char **) lines);
}

static void
load_area (GArray     *queries,
           const char *area)
{
  g_autofree char *name = g_strconcat ("queries-", area, NULL);
  /* Never freed: the strings are in it. */
  GVariant *data = vdt_data_load (vdt_queries_get_resource (), name);
  g_autoptr(GVariant) list = vdt_data_get_list (data, "queries");

  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr(GVariant) item = g_variant_get_variant (boxed);
      VdtLibraryQuery query = {
        .id = vdt_data_get_string (item, "id"),
        .title = vdt_data_get_string (item, "title"),
        .finds = vdt_data_get_string (item, "finds"),
        .area = g_intern_string (area),
        .techniques = vdt_data_dup_strv (item, "techniques"),
        .tables = vdt_data_dup_strv (item, "tables"),
        .text = dup_text (item),
      };

      g_array_append_val (queries, query);
    }
}

static GArray *
get_library (void)
{
  static GArray *library = NULL;

  if (g_once_init_enter (&library))
    {
      GArray *queries = g_array_new (FALSE, TRUE, sizeof (VdtLibraryQuery));
      gsize n_tactics = 0;
      const VdtTactic *tactics = vdt_attack_get_tactics (&n_tactics);

      for (gsize i = 0; i < n_tactics; i++)
        load_area (queries, tactics[i].nick);
      load_area (queries, TRIAGE);

      g_once_init_leave (&library, queries);
    }

  return library;
}

/**
 * vdt_library_get_queries:
 * @out_n: (out): how many there are
 *
 * Returns: (array length=out_n): all queries, in the order of the tactics, those for
 *   triage last
 */
const VdtLibraryQuery *
vdt_library_get_queries (gsize *out_n)
{
  g_return_val_if_fail (out_n != NULL, NULL);

  *out_n = get_library ()->len;

  return (const VdtLibraryQuery *) (gpointer) get_library ()->data;
}

/**
 * vdt_library_find:
 * @id: a query's id
 *
 * Returns: (nullable): the query
 */
const VdtLibraryQuery *
vdt_library_find (const char *id)
{
  gsize n = 0;
  const VdtLibraryQuery *queries = vdt_library_get_queries (&n);

  g_return_val_if_fail (id != NULL, NULL);

  for (gsize i = 0; i < n; i++)
    if (strcmp (queries[i].id, id) == 0)
      return &queries[i];

  return NULL;
}

/**
 * vdt_library_get_area_name:
 * @area: the area of a query
 *
 * Returns: (nullable): the name of the tactic; %NULL for the area `triage`, which is
 *   none, and for what is no area
 */
const char *
vdt_library_get_area_name (const char *area)
{
  const VdtTactic *tactic;

  g_return_val_if_fail (area != NULL, NULL);

  tactic = vdt_attack_get_tactic (area);

  return tactic != NULL ? tactic->name : NULL;
}

/**
 * vdt_library_has_technique:
 * @query: a query
 * @technique: `T1059` or `T1059.001`
 *
 * Returns: whether the query is for the technique or for a part of it
 */
gboolean
vdt_library_has_technique (const VdtLibraryQuery *query,
                           const char            *technique)
{
  gsize length;

  g_return_val_if_fail (query != NULL && technique != NULL, FALSE);

  length = strlen (technique);
  for (gsize i = 0; query->techniques[i] != NULL; i++)
    if (g_ascii_strncasecmp (query->techniques[i], technique, length) == 0 &&
        (query->techniques[i][length] == '\0' || query->techniques[i][length] == '.'))
      return TRUE;

  return FALSE;
}
