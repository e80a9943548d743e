/* vdt-kql-catalog-digest.c
 *
 * The built-in catalog in the form that the build makes of data/kql: one line
 * an entry, fields separated by tabs, so that it is read in place in a few
 * milliseconds. tools/vdt-kql-digest.c writes it.
 *
 *   T name group description      a table
 *   C name type description       a column of the table or function above
 *   V column value value …        known values of a column of the table above
 *   F name parameters open body description
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-kql-catalog-private.h"

#define MAX_FIELDS 5

static const char *
or_null (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

/* Cuts @line into up to MAX_FIELDS fields in place. */
static void
cut (char  *line,
     char **fields)
{
  for (guint i = 0; i < MAX_FIELDS; i++)
    {
      char *tab;

      fields[i] = line;
      if (line == NULL)
        continue;

      tab = strchr (line, '\t');
      if (tab != NULL)
        *tab++ = '\0';
      line = tab;
    }
}

static void
add_values (VdtKqlCatalog *self,
            VdtKqlTable   *table,
            char          *line)
{
  g_auto(GStrv) fields = g_strsplit (line, "\t", -1);

  if (table != NULL && fields[0] != NULL)
    vdt_kql_catalog_set_values (self, table, fields[0], (const char * const *) fields + 1);
}

static VdtKqlTable *
add_function (VdtKqlCatalog  *self,
              char          **fields)
{
  VdtKqlFunction *function = vdt_kql_catalog_add_function (self, fields[0], fields[1], -1);
  VdtKqlTable *result;

  function->body = or_null (fields[3]);
  function->description = or_null (fields[4]);
  if (function->body != NULL)
    return NULL;

  result = vdt_kql_catalog_new_result (self, "");
  ((VdtKqlSchema *) result->type.schema)->open = g_strcmp0 (fields[2], "open") == 0;
  vdt_kql_catalog_set_result (self, function, result);

  return result;
}

/* Takes the bytes of a trusted resource; the catalog must outlive nothing of
 * them, as the text is copied once and cut in place. */
void
vdt_kql_catalog_add_digest (VdtKqlCatalog *self,
                            GBytes        *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  char *line = vdt_kql_arena_strndup (vdt_kql_catalog_get_arena (self), data, length);
  VdtKqlTable *table = NULL;

  while (line != NULL && *line != '\0')
    {
      char *next = strchr (line, '\n');
      char *fields[MAX_FIELDS];
      char tag = line[0];

      if (next != NULL)
        *next++ = '\0';

      if (tag == 'V')
        add_values (self, table, line + 2);
      else
        {
          cut (line + 2, fields);

          if (tag == 'T')
            {
              table = vdt_kql_catalog_add_table (self, fields[0]);
              table->group = or_null (fields[1]);
              table->description = or_null (fields[2]);
            }
          else if (tag == 'F')
            table = add_function (self, fields);
          else if (tag == 'C' && table != NULL)
            vdt_kql_catalog_add_column (self, table, fields[0],
                                        vdt_kql_type_from_name (fields[1], strlen (fields[1])),
                                        or_null (fields[2]));
        }

      line = next;
    }
}
