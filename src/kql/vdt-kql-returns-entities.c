/* vdt-kql-returns-entities.c
 *
 * table ('T'), database ('d'), cluster ('c') and the like.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-returns-private.h"

#include <string.h>

static const char *
first_string (VdtKqlCall *call)
{
  const VdtKqlConstant *constant;

  if (call->n_arguments == 0)
    return NULL;

  constant = vdt_kql_binder_info (call->binder, call->arguments[0].value)->constant;

  return constant != NULL && constant->type->kind == VDT_KQL_TYPE_STRING ? constant->text : NULL;
}

const VdtKqlType *
vdt_kql_return_table (VdtKqlCall *call)
{
  const char *name = first_string (call);

  if (name == NULL)
    return vdt_kql_binder_open_table (call->binder);

  return vdt_kql_bind_table_name (call->binder, call->arguments[0].value, name);
}

static const VdtKqlType *
new_type (VdtKqlBinder   *b,
          VdtKqlTypeKind  kind,
          const char     *name)
{
  VdtKqlType *type = vdt_kql_arena_new0 (b->arena, VdtKqlType);

  type->kind = kind;
  type->name = name != NULL ? name : "";

  return type;
}

const VdtKqlType *
vdt_kql_return_database (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;
  const char *name = first_string (call);
  gboolean group = call->signature->rule != NULL &&
                   strcmp (call->signature->rule, "Parameter0EntityGroup") == 0;
  gboolean remote = call->input != NULL;
  const VdtKqlSymbol *local;

  if (call->n_arguments == 0)
    name = vdt_kql_catalog_get_database_name (b->catalog);

  /* A pattern takes in the database at hand; an alias says which it means. */
  if (name != NULL && !remote && strchr (name, '*') != NULL &&
      vdt_kql_wildcard_matches (name, vdt_kql_catalog_get_database_name (b->catalog)))
    name = vdt_kql_catalog_get_database_name (b->catalog);
  if (name != NULL && !remote && (local = vdt_kql_binder_find_local (b, name)) != NULL &&
      local->kind == VDT_KQL_SYMBOL_DATABASE)
    return local->type;

  if (name != NULL && group)
    vdt_kql_binder_report (b, call->arguments[0].value, "KS247", "There is no entity group '%s'.", name);
  else if (name != NULL && !remote &&
           strcmp (name, vdt_kql_catalog_get_database_name (b->catalog)) != 0)
    {
      if (b->fuzzy)
        vdt_kql_binder_report_span (b, call->arguments[0].value->start,
                                    call->arguments[0].value->end - call->arguments[0].value->start,
                                    "KS205", VDT_KQL_SEVERITY_WARNING,
                                    "The database '%s' cannot be reached; this part of the union is left out.",
                                    name);
      else
        vdt_kql_binder_report (b, call->arguments[0].value, "KS208",
                               "There is no database '%s' here, so its tables are not checked.", name);
    }

  return new_type (b, VDT_KQL_TYPE_DATABASE, remote ? "" : name);
}

const VdtKqlType *
vdt_kql_return_cluster (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;
  const char *name = first_string (call);

  if (name != NULL)
    vdt_kql_binder_report_span (b, call->arguments[0].value->start,
                                call->arguments[0].value->end - call->arguments[0].value->start,
                                b->fuzzy ? "KS205" : "KS207", VDT_KQL_SEVERITY_WARNING,
                                "Nothing is known of the cluster '%s', so its tables are not checked.",
                                name);

  return new_type (b, VDT_KQL_TYPE_CLUSTER, name);
}

/* External tables, materialized views and stored results are not in a catalog. */
const VdtKqlType *
vdt_kql_return_unknown_table (VdtKqlCall *call)
{
  static const struct
  {
    const char *function;
    const char *code;
    const char *what;
  } kinds[] = {
    { "external_table", "KS209", "external table" },
    { "materialized_view", "KS210", "materialized view" },
    { "stored_query_result", "KS248", "stored query result" },
  };
  VdtKqlBinder *b = call->binder;
  const char *name = first_string (call);

  for (guint i = 0; i < G_N_ELEMENTS (kinds) && name != NULL; i++)
    {
      if (strcmp (kinds[i].function, call->function->name) != 0)
        continue;

      if (b->fuzzy)
        vdt_kql_binder_report_span (b, call->arguments[0].value->start,
                                    call->arguments[0].value->end - call->arguments[0].value->start,
                                    "KS205", VDT_KQL_SEVERITY_WARNING,
                                    "There is no %s '%s'; this part of the union is left out.",
                                    kinds[i].what, name);
      else
        vdt_kql_binder_report (b, call->arguments[0].value, kinds[i].code, "There is no %s '%s'.",
                               kinds[i].what, name);
    }

  return vdt_kql_binder_open_table (b);
}

const VdtKqlType *
vdt_kql_return_graph (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;
  VdtKqlType *type = vdt_kql_arena_new0 (b->arena, VdtKqlType);
  const char *name = first_string (call);

  if (name != NULL)
    vdt_kql_binder_report (b, call->arguments[0].value, "KS260", "There is no graph model '%s'.", name);

  type->kind = VDT_KQL_TYPE_GRAPH;
  type->name = "graph";
  type->schema = vdt_kql_binder_new_schema (b, 0, TRUE);
  type->edges = vdt_kql_binder_new_schema (b, 0, TRUE);

  return type;
}
