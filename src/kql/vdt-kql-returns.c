/* vdt-kql-returns.c
 *
 * The rules by which a call's result has its type. data/kql/builtins.json names
 * them; each is here once.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-returns-private.h"

#include <string.h>

static const VdtKqlType *
argument_type (VdtKqlCall *call,
               guint       index)
{
  return index < call->n_arguments ? call->arguments[index].type : T (UNKNOWN);
}

static const VdtKqlType *
return_parameter_0 (VdtKqlCall *call)
{
  const VdtKqlType *type = argument_type (call, 0);

  return type->kind == VDT_KQL_TYPE_ERROR ? T (UNKNOWN) : type;
}

static const VdtKqlType *
return_parameter_1 (VdtKqlCall *call)
{
  return argument_type (call, 1);
}

/* A sum of int is long. */
static const VdtKqlType *
return_parameter_0_promoted (VdtKqlCall *call)
{
  const VdtKqlType *type = argument_type (call, 0);

  return type->kind == VDT_KQL_TYPE_INT ? T (LONG) : type;
}

static const VdtKqlType *
return_parameter_0_array (VdtKqlCall *call)
{
  return vdt_kql_type_get_array (argument_type (call, 0)->kind);
}

static const VdtKqlType *
return_negated (VdtKqlCall *call)
{
  return argument_type (call, 0);
}

/* Of two numbers the wider one; int and int make long. */
static const VdtKqlType *
return_widest (VdtKqlCall *call)
{
  const VdtKqlType *widest = NULL;

  for (guint i = 0; i < call->n_arguments; i++)
    {
      const VdtKqlType *type = call->arguments[i].type;

      if (type->kind == VDT_KQL_TYPE_UNKNOWN)
        return type;
      if (vdt_kql_type_is_number (type))
        widest = widest == NULL ? type : vdt_kql_type_widest (widest, type);
    }

  if (widest == NULL)
    return T (UNKNOWN);

  return widest->kind == VDT_KQL_TYPE_INT ? T (LONG) : widest;
}

static const VdtKqlType *
return_common (VdtKqlCall *call)
{
  const VdtKqlType *type = NULL;

  if (call->n_arguments > 0 && call->arguments[0].parameter != NULL)
    type = vdt_kql_call_common_type (call, call->arguments[0].parameter->kind);

  return type != NULL ? type : T (UNKNOWN);
}

static const VdtKqlType *
return_common_non_dynamic (VdtKqlCall *call)
{
  const VdtKqlType *type;

  type = vdt_kql_call_common_type (call, VDT_KQL_PARAMETER_COMMON_SCALAR_OR_DYNAMIC);

  return type != NULL ? type : T (UNKNOWN);
}

static const VdtKqlType *
type_argument (VdtKqlCall       *call,
               const VdtKqlNode *node)
{
  const VdtKqlNode *inner = vdt_kql_strip_parentheses (node);

  if (inner == NULL || inner->kind != VDT_KQL_TYPEOF)
    return T (UNKNOWN);

  return vdt_kql_bind_type (call->binder, inner);
}

/* typeof () in the last argument, as in extract (). */
static const VdtKqlType *
return_parameter_n_literal (VdtKqlCall *call)
{
  if (call->n_arguments == 0)
    return T (UNKNOWN);

  return type_argument (call, call->arguments[call->n_arguments - 1].value);
}

static const VdtKqlType *
return_parameter_0_literal (VdtKqlCall *call)
{
  return call->n_arguments > 0 ? type_argument (call, call->arguments[0].value) : T (UNKNOWN);
}

static const VdtKqlType *
return_parameter_1_literal (VdtKqlCall *call)
{
  return call->n_arguments > 1 ? type_argument (call, call->arguments[1].value) : T (UNKNOWN);
}

static const VdtKqlType *
return_array (VdtKqlCall *call)
{
  return vdt_kql_type_get_array (VDT_KQL_TYPE_UNKNOWN);
}

static const VdtKqlType *
return_bag (VdtKqlCall *call)
{
  return vdt_kql_type_get_bag ();
}

static const VdtKqlType *
return_group (VdtKqlCall *call)
{
  return T (GROUP);
}

static const VdtKqlReturnRule rules[] = {
  { "Any", vdt_kql_return_any },
  { "Array", return_array },
  { "Bag", return_bag },
  { "Common", return_common },
  { "CommonNonDynamic", return_common_non_dynamic },
  { "Extreme", vdt_kql_return_extreme },
  { "Group", return_group },
  { "Intersect", vdt_kql_return_intersect },
  { "LegacyExtreme", vdt_kql_return_legacy_extreme },
  { "Lookup", vdt_kql_return_lookup },
  { "Negated", return_negated },
  { "OutputSchema", vdt_kql_return_output_schema },
  { "Parameter0", return_parameter_0 },
  { "Parameter0Array", return_parameter_0_array },
  { "Parameter0Cluster", vdt_kql_return_cluster },
  { "Parameter0Database", vdt_kql_return_database },
  { "Parameter0EntityGroup", vdt_kql_return_database },
  { "Parameter0ExternalTable", vdt_kql_return_unknown_table },
  { "Parameter0Graph", vdt_kql_return_graph },
  { "Parameter0Literal", return_parameter_0_literal },
  { "Parameter0MaterializedView", vdt_kql_return_unknown_table },
  { "Parameter0Promoted", return_parameter_0_promoted },
  { "Parameter0StoredQueryResult", vdt_kql_return_unknown_table },
  { "Parameter0Table", vdt_kql_return_table },
  { "Parameter1", return_parameter_1 },
  { "Parameter1Literal", return_parameter_1_literal },
  { "ParameterNLiteral", return_parameter_n_literal },
  { "Percentiles", vdt_kql_return_percentiles },
  { "PercentilesArray", vdt_kql_return_percentiles_array },
  { "Pivot", vdt_kql_return_pivot },
  { "Rows", vdt_kql_return_rows },
  { "Sequence", vdt_kql_return_sequence },
  { "Series", vdt_kql_return_series },
  { "Sorted", vdt_kql_return_sorted },
  { "Widest", return_widest },
};

/**
 * vdt_kql_return_rule_find:
 * @name: the name that builtins.json uses
 *
 * Returns: the rule's number, or -1
 */
int
vdt_kql_return_rule_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (strcmp (rules[i].name, name) == 0)
        return (int) i;
    }

  return -1;
}

/* What a call with a known signature returns. */
const VdtKqlType *
vdt_kql_call_return_type (VdtKqlCall *call)
{
  const VdtKqlSignature *signature = call->signature;

  if (signature->type != NULL)
    return signature->type;

  return rules[signature->rule_index].func (call);
}
