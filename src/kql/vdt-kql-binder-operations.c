/* vdt-kql-binder-operations.c
 *
 * and, ==, has, +, in, between, … They are functions of their operands: the
 * signatures are in builtins.json under the text of the operator.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-binder-private.h"
#include "vdt-kql-returns-private.h"

#include <string.h>

static const VdtKqlFunction *
find_operation (VdtKqlBinder     *b,
                const VdtKqlNode *node,
                const VdtKqlNode *token)
{
  g_autofree char *text = NULL;
  const char *canonical = token != NULL ? vdt_kql_kind_get_text (token->kind) : NULL;

  if (token == NULL || vdt_kql_node_is_missing (token))
    return NULL;

  if (node->kind == VDT_KQL_UNARY)
    text = g_strconcat ("unary ", canonical != NULL ? canonical : "", NULL);
  else if (token->kind == VDT_KQL_TOKEN_LESS_GREATER)
    text = g_strdup ("!=");
  else if (token->kind == VDT_KQL_TOKEN_COLON)
    text = g_strdup ("has");
  else
    text = g_strdup (canonical != NULL ? canonical : "");

  return vdt_kql_builtins_find (b->builtins, VDT_KQL_FUNCTION_OPERATOR, text);
}

/* Adds and multiplications that fail still look like numbers to what follows. */
static const VdtKqlType *
failed_type (const VdtKqlCall *call,
             const VdtKqlNode *token)
{
  const VdtKqlType *bool_type = call->function->signatures->type;

  if (bool_type != NULL)
    return bool_type;

  if (call->n_arguments == 2 && (token->kind == VDT_KQL_TOKEN_PLUS || token->kind == VDT_KQL_TOKEN_MINUS))
    {
      const VdtKqlType *left = call->arguments[0].type;
      const VdtKqlType *right = call->arguments[1].type;

      if (vdt_kql_type_is_number (left) && !vdt_kql_type_is_summable (right) &&
          right->kind != VDT_KQL_TYPE_DYNAMIC)
        return left;
      if (vdt_kql_type_is_number (right) && !vdt_kql_type_is_summable (left) &&
          left->kind != VDT_KQL_TYPE_DYNAMIC)
        return right;
    }

  return T (ERROR);
}

static void
report_operation (VdtKqlCall       *call,
                  const VdtKqlNode *token)
{
  g_autoptr(GString) types = g_string_new (NULL);

  for (guint i = 0; i < call->n_arguments; i++)
    g_string_append_printf (types, "%s%s", i == 0 ? "" : i + 1 == call->n_arguments ? " and " : ", ",
                            vdt_kql_type_get_name (call->arguments[i].type));

  vdt_kql_binder_report (call->binder, token, "KS106",
                         "'%s' does not work between values of type %s. Convert one of them.",
                         call->function->name + (g_str_has_prefix (call->function->name, "unary ") ? 6 : 0),
                         types->str);
}

/* Chooses among the signatures. With operands of unknown type several may fit:
 * then the result is what they agree on. */
static const VdtKqlType *
resolve (VdtKqlCall       *call,
         const VdtKqlNode *token)
{
  const VdtKqlSignature *best = NULL;
  const VdtKqlType *agreed = NULL;
  gboolean unknown = FALSE;
  guint best_score = 0;

  for (guint i = 0; i < call->n_arguments; i++)
    unknown = unknown || vdt_kql_type_is_unknown (call->arguments[i].type);

  for (guint s = 0; s < call->function->n_signatures; s++)
    {
      gboolean fits = TRUE;
      guint score = 0;

      if (!vdt_kql_call_lay_out (call, &call->function->signatures[s]))
        continue;

      for (guint i = 0; i < call->n_arguments; i++)
        {
          guint one = vdt_kql_type_is_unknown (call->arguments[i].type) &&
                      call->arguments[i].node->kind != VDT_KQL_STAR
                      ? 1 : vdt_kql_argument_score (call->binder, call, i);

          fits = fits && one > 0;
          score += one;
        }

      if (!fits)
        continue;

      if (unknown && score >= best_score)
        {
          const VdtKqlType *type = vdt_kql_call_return_type (call);

          if (best == NULL || score > best_score || agreed == type)
            agreed = type;
          else
            agreed = T (UNKNOWN);
        }

      if (best == NULL || score > best_score)
        {
          best = call->signature;
          best_score = score;
        }
    }

  if (best == NULL)
    {
      if (!unknown)
        report_operation (call, token);
      return failed_type (call, token);
    }

  vdt_kql_call_lay_out (call, best);

  return unknown ? agreed : vdt_kql_call_return_type (call);
}

static void
add_operand (VdtKqlCall       *call,
             const VdtKqlNode *node)
{
  VdtKqlArgument *argument = &call->arguments[call->n_arguments];

  if (node == NULL)
    return;

  argument->node = node;
  argument->value = node;
  argument->type = node->kind == VDT_KQL_STAR ? T (STRING)
                   : vdt_kql_scalar_view (vdt_kql_bind_expression (call->binder, node));
  call->n_arguments++;
}

static void
note_constant (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;

  for (guint i = 0; i < call->n_arguments; i++)
    {
      if (!vdt_kql_binder_info (b, call->arguments[i].node)->is_constant)
        return;
    }

  vdt_kql_binder_info (b, call->node)->is_constant = TRUE;
}

/* -5 is a literal, and its value is known. */
static void
note_negative (VdtKqlCall       *call,
               const VdtKqlNode *token)
{
  VdtKqlBinder *b = call->binder;
  const VdtKqlInfo *from = vdt_kql_binder_info (b, call->arguments[0].node);
  const VdtKqlConstant *constant = from->constant;
  gboolean literal = from->is_literal;
  VdtKqlConstant *negative;

  if (constant == NULL || !constant->has_value || !vdt_kql_type_is_summable (constant->type))
    return;

  negative = vdt_kql_arena_new0 (b->arena, VdtKqlConstant);
  *negative = *constant;

  if (token->kind == VDT_KQL_TOKEN_MINUS)
    {
      negative->real = -constant->real;
      negative->integer = (gint64) (0 - (guint64) constant->integer);
      negative->text = vdt_kql_arena_printf (b->arena, "-%s", constant->text);
    }

  vdt_kql_binder_info (b, call->node)->constant = negative;
  vdt_kql_binder_info (b, call->node)->is_literal = literal;
}

static const VdtKqlType *
bind_operands (VdtKqlBinder     *b,
               const VdtKqlNode *node,
               const VdtKqlNode *token)
{
  VdtKqlCall call = { b, node, token, find_operation (b, node, token) };
  VdtKqlArgument arguments[3] = { { NULL } };
  const VdtKqlType *type;
  gboolean missing = FALSE;

  call.arguments = arguments;

  if (node->kind == VDT_KQL_UNARY)
    add_operand (&call, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION));
  else if (node->kind == VDT_KQL_BINARY)
    {
      add_operand (&call, vdt_kql_node_child (node, VDT_KQL_ROLE_LEFT));
      add_operand (&call, vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT));
    }
  else
    {
      VdtKqlNode *couple = vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT);

      add_operand (&call, vdt_kql_node_child (node, VDT_KQL_ROLE_LEFT));
      if (couple != NULL)
        {
          add_operand (&call, vdt_kql_node_child (couple, VDT_KQL_ROLE_FIRST));
          add_operand (&call, vdt_kql_node_child (couple, VDT_KQL_ROLE_SECOND));
        }
    }

  if (call.function == NULL)
    return vdt_kql_binder_set_type (b, node, T (UNKNOWN));

  for (guint i = 0; i < call.n_arguments; i++)
    missing = missing || vdt_kql_node_is_missing (call.arguments[i].node);

  type = resolve (&call, token);
  if (!missing)
    note_constant (&call);
  if (node->kind == VDT_KQL_UNARY && call.n_arguments == 1)
    note_negative (&call, token);
  vdt_kql_binder_info (b, node)->signature = call.signature;

  return vdt_kql_binder_set_type (b, node, type);
}

/* A range whose value fits is judged end by end, so that the report is on the
 * end that is wrong. */
static gboolean
bind_between_ends (VdtKqlBinder     *b,
                   const VdtKqlNode *node)
{
  VdtKqlNode *couple = vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT);
  VdtKqlNode *ends[2] = { NULL, NULL };
  const VdtKqlType *value;
  gboolean wrong = FALSE;

  if (couple == NULL)
    return FALSE;

  ends[0] = vdt_kql_node_child (couple, VDT_KQL_ROLE_FIRST);
  ends[1] = vdt_kql_node_child (couple, VDT_KQL_ROLE_SECOND);
  value = vdt_kql_scalar_view (vdt_kql_binder_type_of (b, vdt_kql_node_child (node, VDT_KQL_ROLE_LEFT)));

  if (!vdt_kql_type_is_summable (value))
    return FALSE;

  for (guint i = 0; i < 2; i++)
    {
      const VdtKqlType *type = ends[i] != NULL ? vdt_kql_scalar_view (vdt_kql_binder_type_of (b, ends[i]))
                                               : T (UNKNOWN);
      gboolean error = type->kind == VDT_KQL_TYPE_ERROR && value->kind == VDT_KQL_TYPE_DATETIME &&
                       (i == 1 || ends[1] == NULL ||
                        vdt_kql_binder_type_of (b, ends[1])->kind != VDT_KQL_TYPE_DATETIME);
      gboolean fits = (vdt_kql_type_is_unknown (type) && !error) || type->kind == value->kind ||
                      (vdt_kql_type_is_number (value) && vdt_kql_type_is_number (type)) ||
                      (i == 1 && value->kind == VDT_KQL_TYPE_DATETIME && type->kind == VDT_KQL_TYPE_TIMESPAN);

      if (fits || ends[i] == NULL)
        continue;

      wrong = TRUE;
      if (vdt_kql_node_is_missing (ends[i]) && value->kind != VDT_KQL_TYPE_DATETIME)
        continue;
      vdt_kql_binder_report (b, ends[i],
                             vdt_kql_type_is_number (value) ? "KS137"
                             : value->kind == VDT_KQL_TYPE_DATETIME && !vdt_kql_type_is_number (type) &&
                               (i == 1 || vdt_kql_binder_type_of (b, ends[1])->kind != VDT_KQL_TYPE_DATETIME)
                             ? "KS107"
                             : "KS141",
                             "The ends of a range must be of the type of the value, %s; this is %s.",
                             vdt_kql_type_get_name (value), vdt_kql_type_get_name (type));
    }

  return wrong;
}

static const VdtKqlType *
bind_between (VdtKqlBinder     *b,
              const VdtKqlNode *node,
              const VdtKqlNode *token)
{
  const VdtKqlType *type = bind_operands (b, node, token);

  /* Operands report for themselves; the last report may be the operator's own. */
  if (b->quiet == 0 && bind_between_ends (b, node) && b->diagnostics->len > 0)
    {
      for (guint i = b->diagnostics->len; i > 0; i--)
        {
          const VdtKqlDiagnostic *one = g_ptr_array_index (b->diagnostics, i - 1);

          if (one->start == token->start && strcmp (one->code, "KS106") == 0)
            {
              g_ptr_array_remove_index (b->diagnostics, i - 1);
              break;
            }
        }
    }

  return type;
}

/* The elements of in (…): one tabular expression, or scalars. */
static gboolean
bind_in_elements (VdtKqlBinder     *b,
                  const VdtKqlNode *list)
{
  gboolean known = TRUE;
  guint n = list != NULL ? vdt_kql_list_length (list) : 0;

  for (VdtKqlNode *item = list != NULL ? vdt_kql_list_first (list) : NULL;
       item != NULL;
       item = vdt_kql_list_next (item))
    {
      const VdtKqlType *type = vdt_kql_bind_expression (b, item);

      known = known && type->kind != VDT_KQL_TYPE_ERROR;
      if (n > 1)
        vdt_kql_check_scalar (b, item, type);
      else if (type->kind != VDT_KQL_TYPE_TABLE)
        vdt_kql_check_scalar (b, item, type);
    }

  return known;
}

static const VdtKqlType *
bind_in (VdtKqlBinder     *b,
         const VdtKqlNode *node,
         const VdtKqlNode *token)
{
  VdtKqlNode *left = vdt_kql_node_child (node, VDT_KQL_ROLE_LEFT);
  VdtKqlNode *right = vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT);
  VdtKqlNode *list = right != NULL ? vdt_kql_node_child (right, VDT_KQL_ROLE_ITEMS) : NULL;
  const VdtKqlFunction *function = find_operation (b, node, token);
  const VdtKqlType *type = T (UNKNOWN);
  gboolean known;

  if (left != NULL && left->kind != VDT_KQL_STAR)
    type = vdt_kql_scalar_view (vdt_kql_bind_expression (b, left));

  known = bind_in_elements (b, list);

  if (left == NULL || left->kind == VDT_KQL_STAR || vdt_kql_node_is_missing (left))
    return vdt_kql_binder_set_type (b, node, T (BOOL));

  if (function != NULL && function->signatures->parameters[0].kind == VDT_KQL_PARAMETER_DECLARED &&
      function->signatures->parameters[0].types !=
      (1u << VDT_KQL_TYPE_BOOL))
    {
      if (known && type->kind != VDT_KQL_TYPE_STRING && type->kind != VDT_KQL_TYPE_DYNAMIC &&
          type->kind != VDT_KQL_TYPE_UNKNOWN)
        vdt_kql_binder_report (b, left, "KS107",
                               "'%s' compares text: a string or dynamic value is needed here, not %s.",
                               function->name, vdt_kql_type_get_name (type));
    }
  else
    vdt_kql_check_scalar (b, left, type);

  vdt_kql_binder_info (b, node)->signature = function != NULL ? function->signatures : NULL;

  return vdt_kql_binder_set_type (b, node, T (BOOL));
}

/**
 * vdt_kql_bind_operation:
 * @node: a UNARY, BINARY, IN or BETWEEN
 */
const VdtKqlType *
vdt_kql_bind_operation (VdtKqlBinder     *b,
                        const VdtKqlNode *node)
{
  VdtKqlNode *token = vdt_kql_node_child (node, VDT_KQL_ROLE_OPERATOR);

  if (node->kind == VDT_KQL_IN)
    return bind_in (b, node, token);

  if (node->kind == VDT_KQL_BETWEEN)
    return bind_between (b, node, token);

  return bind_operands (b, node, token);
}
