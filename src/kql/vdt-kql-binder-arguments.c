/* vdt-kql-binder-arguments.c
 *
 * Matches the arguments of a call with the parameters of a signature: which
 * argument belongs to which parameter, how well it fits, and what to say where
 * it does not.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-binder-private.h"
#include "vdt-kql-returns-private.h"

#include <string.h>

/* How well a type fits, best first. 0 is not at all. */
enum
{
  SCORE_NONE = 0,
  SCORE_UNKNOWN = 1,
  SCORE_COMPATIBLE = 1,
  SCORE_SCALAR = 2,
  SCORE_FAMILY = 3,
  SCORE_PROMOTED = 4,
  SCORE_SUMMABLE = 5,
  SCORE_NUMBER = 6,
  SCORE_ONE_OF = 7,
  SCORE_INTEGER = 7,
  SCORE_EXACT = 8
};

/* Which parameter the argument at @index belongs to. Blocks of repeated
 * parameters, as in case (), repeat together; what is behind them comes last. */
static const VdtKqlFunctionParameter *
parameter_at (const VdtKqlSignature *signature,
              guint                  index,
              guint                  n_arguments)
{
  guint first_repeated = signature->n_parameters;
  guint n_repeated = 0;
  guint n_after;

  for (guint i = 0; i < signature->n_parameters; i++)
    {
      if (signature->parameters[i].max > 1)
        {
          first_repeated = MIN (first_repeated, i);
          n_repeated++;
        }
    }

  if (n_repeated == 0 || index < first_repeated)
    return index < signature->n_parameters ? &signature->parameters[index] : NULL;

  n_after = signature->n_parameters - first_repeated - n_repeated;

  if (signature->block && n_after > 0 && index >= n_arguments - MIN (n_arguments, n_after))
    return &signature->parameters[signature->n_parameters - (n_arguments - index)];

  if (signature->block)
    return &signature->parameters[first_repeated + (index - first_repeated) % n_repeated];

  return &signature->parameters[first_repeated];
}

static gboolean
is_column_reference (VdtKqlBinder     *b,
                     const VdtKqlNode *node)
{
  const VdtKqlNode *inner = vdt_kql_strip_parentheses (node);

  return inner != NULL && inner->kind == VDT_KQL_NAME_REFERENCE;
}

static guint
declared_score (const VdtKqlFunctionParameter *parameter,
                const VdtKqlType      *type)
{
  if (type->kind == VDT_KQL_TYPE_UNKNOWN)
    return SCORE_UNKNOWN;

  if (parameter->types & (1u << type->kind))
    return parameter->types == (1u << type->kind) ? SCORE_EXACT : SCORE_ONE_OF;

  for (guint kind = VDT_KQL_TYPE_INT; kind <= VDT_KQL_TYPE_DECIMAL; kind++)
    {
      if ((parameter->types & (1u << kind)) && vdt_kql_type_promotes (type, vdt_kql_type_get (kind)))
        return SCORE_PROMOTED;
    }

  if ((parameter->types & (1u << VDT_KQL_TYPE_STRING)) && type->kind == VDT_KQL_TYPE_DYNAMIC &&
      type->shape == VDT_KQL_DYNAMIC_ANY)
    return SCORE_COMPATIBLE;

  return SCORE_NONE;
}

static guint
when (gboolean condition,
      guint    score)
{
  return condition ? score : SCORE_NONE;
}

static guint
dynamic_score (const VdtKqlType  *type,
               VdtKqlDynamicKind  shape)
{
  return when (type->kind == VDT_KQL_TYPE_DYNAMIC &&
               (type->shape == VDT_KQL_DYNAMIC_ANY || type->shape == shape), SCORE_FAMILY);
}

static guint
type_score (const VdtKqlCall      *call,
            const VdtKqlFunctionParameter *parameter,
            const VdtKqlType      *type)
{
  VdtKqlTypeKind kind = type->kind;
  gboolean scalar = vdt_kql_type_is_scalar (type);
  const VdtKqlType *other;

  if (kind == VDT_KQL_TYPE_ERROR && parameter->kind != VDT_KQL_PARAMETER_DECLARED)
    return SCORE_UNKNOWN;
  if (kind == VDT_KQL_TYPE_UNKNOWN)
    return SCORE_UNKNOWN;

  switch (parameter->kind)
    {
    case VDT_KQL_PARAMETER_DECLARED:
      return declared_score (parameter, type);
    case VDT_KQL_PARAMETER_ANY:
      return SCORE_SCALAR;
    case VDT_KQL_PARAMETER_SCALAR:
      return when (scalar || kind == VDT_KQL_TYPE_TUPLE, SCORE_SCALAR);
    case VDT_KQL_PARAMETER_TABULAR:
      return when (kind == VDT_KQL_TYPE_TABLE || kind == VDT_KQL_TYPE_GRAPH, SCORE_FAMILY);
    case VDT_KQL_PARAMETER_INTEGER:
      return when (vdt_kql_type_is_integer (type), SCORE_INTEGER);
    case VDT_KQL_PARAMETER_NUMBER:
      return when (vdt_kql_type_is_number (type), SCORE_NUMBER);
    case VDT_KQL_PARAMETER_NUMBER_OR_BOOL:
      return when (vdt_kql_type_is_number (type) || kind == VDT_KQL_TYPE_BOOL, SCORE_NUMBER);
    case VDT_KQL_PARAMETER_SUMMABLE:
      return when (vdt_kql_type_is_summable (type), SCORE_SUMMABLE);
    case VDT_KQL_PARAMETER_ORDERABLE:
    case VDT_KQL_PARAMETER_COMMON_ORDERABLE:
      return when (vdt_kql_type_is_orderable (type), SCORE_FAMILY);
    case VDT_KQL_PARAMETER_NOT_BOOL:
      return when (scalar && kind != VDT_KQL_TYPE_BOOL, SCORE_SCALAR);
    case VDT_KQL_PARAMETER_NOT_REAL_OR_BOOL:
      return when (scalar && kind != VDT_KQL_TYPE_BOOL && kind != VDT_KQL_TYPE_REAL, SCORE_SCALAR);
    case VDT_KQL_PARAMETER_NOT_DYNAMIC:
      return when (scalar && kind != VDT_KQL_TYPE_DYNAMIC, SCORE_SCALAR);
    case VDT_KQL_PARAMETER_STRING_OR_DYNAMIC:
      return when (kind == VDT_KQL_TYPE_STRING || kind == VDT_KQL_TYPE_DYNAMIC, SCORE_FAMILY);
    case VDT_KQL_PARAMETER_STRING_OR_ARRAY:
      return MAX (when (kind == VDT_KQL_TYPE_STRING, SCORE_FAMILY),
                  dynamic_score (type, VDT_KQL_DYNAMIC_ARRAY));
    case VDT_KQL_PARAMETER_INTEGER_OR_ARRAY:
      return MAX (when (vdt_kql_type_is_integer (type), SCORE_FAMILY),
                  dynamic_score (type, VDT_KQL_DYNAMIC_ARRAY));
    case VDT_KQL_PARAMETER_DYNAMIC_ARRAY:
      return dynamic_score (type, VDT_KQL_DYNAMIC_ARRAY);
    case VDT_KQL_PARAMETER_DYNAMIC_BAG:
      return dynamic_score (type, VDT_KQL_DYNAMIC_BAG);
    case VDT_KQL_PARAMETER_COMMON_SCALAR:
    case VDT_KQL_PARAMETER_COMMON_SCALAR_OR_DYNAMIC:
      return when (scalar, SCORE_SCALAR);
    case VDT_KQL_PARAMETER_SAME_AS_FIRST:
    case VDT_KQL_PARAMETER_SAME_AS_SECOND:
      other = call->arguments[parameter->kind == VDT_KQL_PARAMETER_SAME_AS_SECOND].type;
      return when (other->kind == kind || vdt_kql_type_promotes (type, other) ||
                   vdt_kql_type_is_unknown (other), SCORE_SUMMABLE);
    default:
      return SCORE_NONE;
    }
}

/* A repeated parameter ends where the type says that the next one begins, as the
 * conditions of sequence_detect () do before its dimensions. */
static const VdtKqlFunctionParameter *
next_that_fits (const VdtKqlCall     *call,
                const VdtKqlArgument *argument)
{
  const VdtKqlFunctionParameter *parameter = argument->parameter;
  const VdtKqlSignature *signature = call->signature;

  while (parameter != NULL && parameter->max > 1 &&
         parameter + 1 < signature->parameters + signature->n_parameters &&
         type_score (call, parameter, argument->type) == SCORE_NONE)
    parameter++;

  return parameter;
}

/* Sets the parameter of each argument. FALSE if their number does not fit. */
gboolean
vdt_kql_call_lay_out (VdtKqlCall            *call,
                      const VdtKqlSignature *signature)
{
  call->signature = signature;

  for (guint i = 0; i < call->n_arguments; i++)
    {
      VdtKqlArgument *argument = &call->arguments[i];

      argument->parameter = parameter_at (signature, i, call->n_arguments);
      if (!signature->block && argument->type != NULL)
        argument->parameter = next_that_fits (call, argument);
      argument->value = argument->node;

      if (argument->node != NULL && argument->node->kind == VDT_KQL_NAMED)
        {
          VdtKqlNode *name = vdt_kql_node_child (argument->node, VDT_KQL_ROLE_NAME);
          VdtKqlNode *value = vdt_kql_node_child (argument->node, VDT_KQL_ROLE_EXPRESSION);
          gboolean steps = argument->parameter != NULL && argument->parameter->max > 1;

          /* Plugins have options; functions take what is named in its place. */
          if (!steps && call->function != NULL && call->function->kind != VDT_KQL_FUNCTION_SCALAR &&
              call->function->kind != VDT_KQL_FUNCTION_AGGREGATE)
            argument->parameter = NULL;
          argument->value = value;

          for (guint p = 0; p < signature->n_parameters; p++)
            {
              if (vdt_kql_node_text_is (call->binder->frame->tree, name, signature->parameters[p].name))
                argument->parameter = &signature->parameters[p];
            }
        }
    }

  return call->n_arguments >= signature->min_arguments &&
         call->n_arguments <= signature->max_arguments;
}

guint
vdt_kql_argument_score (VdtKqlBinder     *b,
                        const VdtKqlCall *call,
                        guint             index)
{
  const VdtKqlArgument *argument = &call->arguments[index];
  const VdtKqlFunctionParameter *parameter = argument->parameter;
  gboolean star = argument->node != NULL && argument->node->kind == VDT_KQL_STAR;

  /* A name that the data does not know may be an option of the engine. */
  if (parameter == NULL)
    return argument->node != NULL && argument->node->kind == VDT_KQL_NAMED ? SCORE_UNKNOWN : SCORE_NONE;

  if (parameter->argument == VDT_KQL_ARGUMENT_STAR_ONLY ||
      parameter->argument == VDT_KQL_ARGUMENT_STAR_ALLOWED)
    {
      if (star)
        return SCORE_EXACT;
      if (parameter->argument == VDT_KQL_ARGUMENT_STAR_ONLY)
        return SCORE_NONE;
    }

  return star ? SCORE_NONE : type_score (call, parameter, argument->type);
}

static void
report_declared (VdtKqlBinder          *b,
                 const VdtKqlNode      *node,
                 const VdtKqlFunctionParameter *parameter,
                 const VdtKqlType      *type)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint kind = 0; kind < VDT_KQL_N_TYPE_KINDS; kind++)
    {
      if (parameter->types & (1u << kind))
        g_string_append_printf (names, "%s%s", names->len > 0 ? " or " : "",
                                vdt_kql_type_get (kind)->name);
    }

  vdt_kql_binder_report (b, node, "KS107", "A value of type %s is needed here, not %s.", names->str,
                         vdt_kql_type_get_name (type));
}

static void
report_mismatch (const VdtKqlCall     *call,
                 const VdtKqlArgument *argument)
{
  VdtKqlBinder *b = call->binder;
  const VdtKqlNode *node = argument->value;
  const char *name = vdt_kql_type_get_name (argument->type);
  const VdtKqlType *other;

  if (node == NULL)
    return;

  if (argument->parameter->kind != VDT_KQL_PARAMETER_DECLARED &&
      argument->parameter->kind != VDT_KQL_PARAMETER_TABULAR &&
      !vdt_kql_type_is_scalar (argument->type))
    {
      vdt_kql_check_scalar (b, node, argument->type);
      return;
    }

  switch (argument->parameter->kind)
    {
    case VDT_KQL_PARAMETER_DECLARED:
      report_declared (b, node, argument->parameter, argument->type);
      break;
    case VDT_KQL_PARAMETER_TABULAR:
      vdt_kql_binder_report (b, node, "KS111", "Rows are needed here, not a single value of type %s.", name);
      break;
    case VDT_KQL_PARAMETER_INTEGER:
      vdt_kql_binder_report (b, node, "KS134", "A whole number is needed here, not %s.", name);
      break;
    case VDT_KQL_PARAMETER_NUMBER:
      vdt_kql_binder_report (b, node, "KS137", "A number is needed here, not %s.", name);
      break;
    case VDT_KQL_PARAMETER_NUMBER_OR_BOOL:
      vdt_kql_binder_report (b, node, "KS137", "A number or a bool is needed here, not %s.", name);
      break;
    case VDT_KQL_PARAMETER_SUMMABLE:
      vdt_kql_binder_report (b, node, "KS138",
                             "A number, a timespan or a datetime is needed here, not %s.", name);
      break;
    case VDT_KQL_PARAMETER_ORDERABLE:
    case VDT_KQL_PARAMETER_COMMON_ORDERABLE:
      vdt_kql_binder_report (b, node, "KS206",
                             "A value that can be ordered is needed here, not %s. Convert it first, for example with tostring ().",
                             name);
      break;
    case VDT_KQL_PARAMETER_NOT_BOOL:
    case VDT_KQL_PARAMETER_NOT_DYNAMIC:
    case VDT_KQL_PARAMETER_NOT_REAL_OR_BOOL:
      vdt_kql_binder_report (b, node, "KS116",
                             "A value of type %s cannot be used here. Convert it first, for example with tostring ().",
                             name);
      break;
    case VDT_KQL_PARAMETER_STRING_OR_DYNAMIC:
      vdt_kql_binder_report (b, node, "KS141", "A string or a dynamic value is needed here, not %s.", name);
      break;
    case VDT_KQL_PARAMETER_STRING_OR_ARRAY:
      vdt_kql_binder_report (b, node, "KS233", "A string or a dynamic array of strings is needed here, not %s.", name);
      break;
    case VDT_KQL_PARAMETER_INTEGER_OR_ARRAY:
      vdt_kql_binder_report (b, node, "KS136", "A whole number or a dynamic array of them is needed here, not %s.", name);
      break;
    case VDT_KQL_PARAMETER_DYNAMIC_ARRAY:
      vdt_kql_binder_report (b, node, "KS234",
                             "A dynamic array is needed here, not %s. Make one with split (), pack_array () or parse_json ().",
                             argument->type->shape == VDT_KQL_DYNAMIC_BAG ? "a property bag" : name);
      break;
    case VDT_KQL_PARAMETER_DYNAMIC_BAG:
      vdt_kql_binder_report (b, node, "KS235",
                             "A property bag is needed here, not %s. Make one with bag_pack () or parse_json ().",
                             argument->type->shape == VDT_KQL_DYNAMIC_ARRAY ? "an array" : name);
      break;
    case VDT_KQL_PARAMETER_SAME_AS_FIRST:
    case VDT_KQL_PARAMETER_SAME_AS_SECOND:
      other = call->arguments[argument->parameter->kind == VDT_KQL_PARAMETER_SAME_AS_SECOND].type;
      vdt_kql_binder_report (b, node, "KS141", "A value of type %s is needed here, not %s.",
                             vdt_kql_type_get_name (other), name);
      break;
    default:
      vdt_kql_check_scalar (b, node, argument->type);
      break;
    }
}

static void
check_values (const VdtKqlCall     *call,
              const VdtKqlArgument *argument)
{
  const VdtKqlInfo *info = vdt_kql_binder_info (call->binder, argument->value);
  g_autofree char *all = NULL;

  if (argument->parameter->values == NULL || info->constant == NULL || !info->is_literal)
    return;

  for (guint i = 0; argument->parameter->values[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (argument->parameter->values[i], info->constant->text) == 0)
        return;
    }

  all = g_strjoinv (", ", (char **) argument->parameter->values);
  vdt_kql_binder_report (call->binder, argument->value, "KS140", "This must be one of: %s.", all);
}

static void
check_way_written (const VdtKqlCall     *call,
                   const VdtKqlArgument *argument)
{
  VdtKqlBinder *b = call->binder;
  const VdtKqlNode *node = argument->value;
  const VdtKqlInfo *info = vdt_kql_binder_info (b, node);

  if (vdt_kql_node_is_missing (node))
    return;

  switch (argument->parameter->argument)
    {
    case VDT_KQL_ARGUMENT_CONSTANT:
      if (!info->is_constant && !vdt_kql_type_is_unknown (argument->type))
        vdt_kql_binder_report (b, node, "KS129",
                               "This must be a constant: a literal, or a let name that stands for one.");
      break;

    case VDT_KQL_ARGUMENT_LITERAL:
    case VDT_KQL_ARGUMENT_LITERAL_NOT_EMPTY:
      if (!info->is_literal && !vdt_kql_type_is_unknown (argument->type))
        vdt_kql_binder_report (b, node, "KS131", "This must be written out as a literal.");
      else if (argument->parameter->argument == VDT_KQL_ARGUMENT_LITERAL_NOT_EMPTY &&
               info->constant != NULL && *info->constant->text == '\0')
        vdt_kql_binder_report (b, node, "KS133", "This must not be empty.");
      break;

    case VDT_KQL_ARGUMENT_COLUMN:
    case VDT_KQL_ARGUMENT_COLUMN_OF_FIRST:
    case VDT_KQL_ARGUMENT_COLUMN_OF_BOTH:
      if (argument->type->kind != VDT_KQL_TYPE_ERROR && !is_column_reference (b, node))
        vdt_kql_binder_report (b, node, "KS109", "Only the name of a column can stand here.");
      break;

    default:
      break;
    }
}

/* Two arrays are an array, an array and a bag may be anything. */
static const VdtKqlType *
common_dynamic (const VdtKqlType *a,
                const VdtKqlType *b)
{
  if (a == NULL || a == b)
    return b;

  if (a->shape == VDT_KQL_DYNAMIC_ARRAY && b->shape == VDT_KQL_DYNAMIC_ARRAY)
    return vdt_kql_type_get_array (VDT_KQL_TYPE_UNKNOWN);

  return vdt_kql_type_strip_dynamic (a);
}

/* The type that the common arguments agree on, NULL if there is none. */
const VdtKqlType *
vdt_kql_call_common_type (const VdtKqlCall    *call,
                          VdtKqlParameterKind  kind)
{
  const VdtKqlType *common = NULL;
  const VdtKqlType *dynamic = NULL;
  gboolean mixed = FALSE;
  gboolean unknown = FALSE;

  for (guint i = 0; i < call->n_arguments; i++)
    {
      const VdtKqlArgument *argument = &call->arguments[i];
      const VdtKqlType *type = argument->type;

      if (argument->parameter == NULL || argument->parameter->kind != kind)
        continue;

      unknown = unknown || type->kind == VDT_KQL_TYPE_UNKNOWN;
      if (vdt_kql_type_is_unknown (type) || !vdt_kql_type_is_scalar (type))
        continue;

      if (type->kind == VDT_KQL_TYPE_DYNAMIC)
        {
          dynamic = common_dynamic (dynamic, type);
          if (kind == VDT_KQL_PARAMETER_COMMON_SCALAR_OR_DYNAMIC ||
              kind == VDT_KQL_PARAMETER_COMMON_ORDERABLE)
            continue;
        }

      if (common == NULL || vdt_kql_type_promotes (common, type))
        common = type;
      else if (common->kind != type->kind && !vdt_kql_type_promotes (type, common))
        mixed = TRUE;
    }

  if (unknown)
    return T (UNKNOWN);

  if (kind == VDT_KQL_PARAMETER_COMMON_SCALAR_OR_DYNAMIC)
    {
      if (mixed)
        return T (DYNAMIC);
      return common != NULL ? common : dynamic;
    }

  if (dynamic != NULL && kind == VDT_KQL_PARAMETER_COMMON_SCALAR)
    return dynamic;

  return mixed ? NULL : common;
}

static void
check_common (const VdtKqlCall    *call,
              VdtKqlParameterKind  kind)
{
  const VdtKqlType *common = vdt_kql_call_common_type (call, kind);

  if (common == NULL)
    {
      vdt_kql_binder_report (call->binder, call->name, "KS232",
                             "The arguments have no type in common. Convert them to one type first.");
      return;
    }

  if (kind != VDT_KQL_PARAMETER_COMMON_SCALAR || common->kind != VDT_KQL_TYPE_DYNAMIC)
    return;

  for (guint i = 0; i < call->n_arguments; i++)
    {
      const VdtKqlArgument *argument = &call->arguments[i];

      if (argument->type->kind != VDT_KQL_TYPE_DYNAMIC && !vdt_kql_type_is_unknown (argument->type) &&
          vdt_kql_type_is_scalar (argument->type))
        vdt_kql_binder_report (call->binder, argument->node, "KS141",
                               "A dynamic value is needed here, as the other arguments are, not %s.",
                               vdt_kql_type_get_name (argument->type));
    }
}

/* Reports what is wrong with the arguments of a call whose signature is known. */
void
vdt_kql_call_check (VdtKqlCall *call)
{
  int common = -1;

  for (guint i = 0; i < call->n_arguments; i++)
    {
      VdtKqlArgument *argument = &call->arguments[i];

      if (argument->parameter == NULL)
        continue;

      if (argument->node->kind == VDT_KQL_STAR)
        {
          if (argument->parameter->argument == VDT_KQL_ARGUMENT_STAR_ALLOWED)
            {
              if (i + 1 < call->n_arguments)
                vdt_kql_binder_report (call->binder, argument->node, "KS192", "The * must be the last argument.");
            }
          else if (argument->parameter->argument != VDT_KQL_ARGUMENT_STAR_ONLY)
            vdt_kql_binder_report (call->binder, argument->node, "KS191", "A * cannot stand here.");
          continue;
        }

      if (argument->parameter->kind == VDT_KQL_PARAMETER_COMMON_SCALAR ||
          argument->parameter->kind == VDT_KQL_PARAMETER_COMMON_SCALAR_OR_DYNAMIC ||
          argument->parameter->kind == VDT_KQL_PARAMETER_COMMON_ORDERABLE)
        common = (int) argument->parameter->kind;

      if (vdt_kql_argument_score (call->binder, call, i) == SCORE_NONE)
        report_mismatch (call, argument);
      else
        check_way_written (call, argument);
      check_values (call, argument);
    }

  if (common >= 0)
    check_common (call, (VdtKqlParameterKind) common);
}

static gboolean
has_repeated (const VdtKqlFunction *function)
{
  for (guint s = 0; s < function->n_signatures; s++)
    {
      for (guint p = 0; p < function->signatures[s].n_parameters; p++)
        {
          if (function->signatures[s].parameters[p].max > 1)
            return TRUE;
        }
    }

  return FALSE;
}

static void
report_count (VdtKqlCall *call)
{
  const VdtKqlFunction *function = call->function;
  guint least = G_MAXUINT;
  guint most = 0;

  for (guint s = 0; s < function->n_signatures; s++)
    {
      least = MIN (least, function->signatures[s].min_arguments);
      most = MAX (most, function->signatures[s].max_arguments);
    }

  if (has_repeated (function))
    vdt_kql_binder_report (call->binder, call->name, "KS120",
                           "'%s' takes %u or more arguments; %u are given.", function->name, least,
                           call->n_arguments);
  else if (least == most)
    vdt_kql_binder_report (call->binder, call->name, "KS119",
                           "'%s' takes %u %s; %u %s given.", function->name, most,
                           most == 1 ? "argument" : "arguments", call->n_arguments,
                           call->n_arguments == 1 ? "is" : "are");
  else
    vdt_kql_binder_report (call->binder, call->name, "KS119",
                           "'%s' takes %u to %u arguments; %u %s given.", function->name, least, most,
                           call->n_arguments, call->n_arguments == 1 ? "is" : "are");
}

static gboolean
block_fits (const VdtKqlCall *call)
{
  const VdtKqlSignature *signature = call->signature;
  guint n_repeated = 0;

  if (!signature->block)
    return TRUE;

  for (guint i = 0; i < signature->n_parameters; i++)
    n_repeated += signature->parameters[i].max > 1;

  return (call->n_arguments - (signature->n_parameters - n_repeated)) % n_repeated == 0;
}

static guint
total_score (VdtKqlCall *call,
             guint      *n_fitting)
{
  guint total = 0;

  *n_fitting = 0;

  for (guint i = 0; i < call->n_arguments; i++)
    {
      guint score = vdt_kql_argument_score (call->binder, call, i);

      total += score;
      *n_fitting += score > SCORE_NONE;
    }

  return total;
}

static gboolean
fits_unknown (VdtKqlCall *call)
{
  for (guint i = 0; i < call->n_arguments; i++)
    {
      const VdtKqlFunctionParameter *parameter = call->arguments[i].parameter;
      gboolean star = call->arguments[i].node != NULL && call->arguments[i].node->kind == VDT_KQL_STAR;
      gboolean star_only = parameter != NULL && parameter->argument == VDT_KQL_ARGUMENT_STAR_ONLY;

      if ((star || star_only || !vdt_kql_type_is_unknown (call->arguments[i].type)) &&
          vdt_kql_argument_score (call->binder, call, i) == SCORE_NONE)
        return FALSE;
    }

  return TRUE;
}

static void
report_no_signature (VdtKqlCall *call)
{
  g_autoptr(GString) types = g_string_new (NULL);

  for (guint i = 0; i < call->n_arguments; i++)
    {
      if (call->arguments[i].type->kind == VDT_KQL_TYPE_ERROR)
        return;
    }

  for (guint i = 0; i < call->n_arguments; i++)
    g_string_append_printf (types, "%s%s", i > 0 ? ", " : "",
                            vdt_kql_type_get_name (call->arguments[i].type));

  vdt_kql_binder_report (call->binder, call->name, "KS127",
                         "'%s' cannot be called with (%s). Convert the arguments first.",
                         call->function->name, types->str);
}

/* Chooses a signature of the type that all that could fit return. */
static gboolean
lay_out_agreed (VdtKqlCall       *call,
                const VdtKqlType *agreed)
{
  for (guint s = 0; s < call->function->n_signatures; s++)
    {
      if (vdt_kql_call_lay_out (call, &call->function->signatures[s]) && fits_unknown (call) &&
          vdt_kql_call_return_type (call) == agreed)
        return TRUE;
    }

  return FALSE;
}

/* With a wrong number of arguments the type is what all signatures agree on. */
static gboolean
lay_out_any (VdtKqlCall *call)
{
  const VdtKqlType *agreed = NULL;

  for (guint s = call->function->n_signatures; s > 0; s--)
    {
      const VdtKqlType *type;

      vdt_kql_call_lay_out (call, &call->function->signatures[s - 1]);
      type = vdt_kql_call_return_type (call);
      if (agreed != NULL && agreed != type && type->kind != VDT_KQL_TYPE_TUPLE)
        return FALSE;
      agreed = type;
    }

  return TRUE;
}

/**
 * vdt_kql_call_match:
 *
 * Chooses the signature that fits best and reports what does not fit.
 *
 * Returns: %TRUE if the result has a type that can be told
 */
gboolean
vdt_kql_call_match (VdtKqlCall *call)
{
  const VdtKqlFunction *function = call->function;
  const VdtKqlSignature *best = NULL;
  const VdtKqlType *agreed = NULL;
  guint best_score = 0;
  guint n_candidates = 0;
  gboolean unknown = FALSE;
  gboolean fits = FALSE;

  for (guint i = 0; i < call->n_arguments; i++)
    unknown = unknown || vdt_kql_type_is_unknown (call->arguments[i].type);

  for (guint s = 0; s < function->n_signatures; s++)
    {
      guint n_fitting;
      guint score;

      if (!vdt_kql_call_lay_out (call, &function->signatures[s]))
        continue;

      n_candidates++;
      if (unknown && function->kind != VDT_KQL_FUNCTION_PLUGIN && fits_unknown (call))
        {
          const VdtKqlType *type = vdt_kql_call_return_type (call);

          agreed = agreed == NULL || agreed == type ? type : T (UNKNOWN);
        }
      score = total_score (call, &n_fitting) + (n_fitting == call->n_arguments ? 1000 : 0);

      if (best == NULL || score > best_score)
        {
          best = call->signature;
          best_score = score;
          fits = n_fitting == call->n_arguments;
        }
    }

  if (best == NULL)
    {
      report_count (call);
      return lay_out_any (call);
    }

  vdt_kql_call_lay_out (call, best);

  if (!block_fits (call))
    {
      vdt_kql_binder_report (call->binder, call->name, "KS121",
                             "The number of arguments of '%s' does not come out: some belong together.",
                             function->name);
      return TRUE;
    }

  if (!fits && n_candidates > 1)
    {
      report_no_signature (call);
      if (agreed == NULL || agreed->kind == VDT_KQL_TYPE_UNKNOWN)
        return FALSE;
      return lay_out_agreed (call, agreed);
    }

  vdt_kql_call_check (call);

  /* Signatures that fit as well, but return something else: it cannot be told. */
  return agreed == NULL || agreed->kind != VDT_KQL_TYPE_UNKNOWN;
}
