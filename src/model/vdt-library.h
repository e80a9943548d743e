/* vdt-library.h
 *
 * The library of hunting queries that comes with the program: data/queries.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtLibraryQuery:
 * @id: `run-keys`
 * @title: a few words
 * @finds: a sentence: what its rows show
 * @area: the nick of a tactic, or `triage`
 * @techniques: (array zero-terminated=1): ATT&CK ids
 * @tables: (array zero-terminated=1): the tables that it reads
 * @text: the query
 */
typedef struct
{
  const char  *id;
  const char  *title;
  const char  *finds;
  const char  *area;
  const char **techniques;
  const char **tables;
  const char  *text;
} VdtLibraryQuery;

const VdtLibraryQuery *vdt_library_get_queries   (gsize                 *out_n);
const VdtLibraryQuery *vdt_library_find          (const char            *id);
const char            *vdt_library_get_area_name (const char            *area);
gboolean               vdt_library_has_technique (const VdtLibraryQuery *query,
                                                  const char            *technique);

G_END_DECLS
