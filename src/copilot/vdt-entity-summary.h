/* vdt-entity-summary.h
 *
 * What is known of one entity of an incident: from the evidence, and from rows of the
 * hunting tables if somebody brings them.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-summary.h"

G_BEGIN_DECLS

/**
 * VdtEntityQuery:
 * @id: what its rows are brought back under
 * @title: for people
 * @kql: to run against any engine
 */
typedef struct
{
  char *id;
  char *title;
  char *kql;
} VdtEntityQuery;

/**
 * VdtEntityRows:
 * @query_id: of the #VdtEntityQuery
 * @columns: (array zero-terminated=1): names
 * @rows: (element-type GStrv): cells as text, as many as columns
 *
 * What a query brought. Whoever runs queries makes these and hands them in.
 */
typedef struct
{
  char       *query_id;
  char      **columns;
  GPtrArray  *rows;
} VdtEntityRows;

GPtrArray     *vdt_summarizer_entity_queries (VdtSummarizer      *self,
                                              VdtIncident        *incident,
                                              const char         *key);
GPtrArray     *vdt_summarizer_hunt_queries   (VdtSummarizer      *self,
                                              VdtIncident        *incident,
                                              const char         *key,
                                              gint64              at);
VdtProposal   *vdt_summarizer_entity         (VdtSummarizer      *self,
                                              VdtIncident        *incident,
                                              const char         *key,
                                              GPtrArray          *rows);
void           vdt_entity_query_free         (gpointer            query);
VdtEntityRows *vdt_entity_rows_new           (const char         *query_id,
                                              const char *const  *columns);
void           vdt_entity_rows_add           (VdtEntityRows      *self,
                                              const char *const  *cells);
void           vdt_entity_rows_free          (gpointer            rows);

G_END_DECLS
