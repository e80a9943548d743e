/* vdt-ask-query.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-query.h"

#include <string.h>

static void
expr_free (gpointer data)
{
  VdtAskExpr *expr = data;

  g_clear_pointer (&expr->items, g_ptr_array_unref);
  g_free (expr);
}

static void
step_free (gpointer data)
{
  VdtAskStep *step = data;

  g_ptr_array_unref (step->first);
  g_ptr_array_unref (step->names);
  g_ptr_array_unref (step->by);
  g_clear_pointer (&step->inner, vdt_ask_query_free);
  g_free (step);
}

/**
 * vdt_ask_query_new:
 * @table: the table it starts with
 *
 * Returns: (transfer full): a query without steps
 */
VdtAskQuery *
vdt_ask_query_new (const char *table)
{
  VdtAskQuery *self = g_new0 (VdtAskQuery, 1);

  self->table = g_strdup (table);
  self->steps = g_ptr_array_new_with_free_func (step_free);
  self->owned = g_ptr_array_new_with_free_func (expr_free);
  self->text = g_string_chunk_new (512);

  return self;
}

void
vdt_ask_query_free (VdtAskQuery *self)
{
  g_free (self->table);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->owned);
  g_string_chunk_free (self->text);
  g_free (self);
}

VdtAskExpr *
vdt_ask_query_expr (VdtAskQuery    *self,
                    VdtAskExprKind  kind,
                    const char     *text)
{
  VdtAskExpr *expr = g_new0 (VdtAskExpr, 1);

  expr->kind = kind;
  expr->text = text != NULL ? g_string_chunk_insert_const (self->text, text) : NULL;
  expr->items = g_ptr_array_new ();
  g_ptr_array_add (self->owned, expr);

  return expr;
}

VdtAskExpr *
vdt_ask_query_call (VdtAskQuery *self,
                    const char  *function,
                    VdtAskExpr  *a,
                    VdtAskExpr  *b)
{
  VdtAskExpr *expr = vdt_ask_query_expr (self, VDT_ASK_EXPR_CALL, function);

  if (a != NULL)
    g_ptr_array_add (expr->items, a);
  if (b != NULL)
    g_ptr_array_add (expr->items, b);

  return expr;
}

VdtAskExpr *
vdt_ask_query_binary (VdtAskQuery *self,
                      const char  *operator,
                      VdtAskExpr  *left,
                      VdtAskExpr  *right)
{
  VdtAskExpr *expr = vdt_ask_query_expr (self, VDT_ASK_EXPR_BINARY, operator);

  g_ptr_array_add (expr->items, left);
  g_ptr_array_add (expr->items, right);

  return expr;
}

VdtAskExpr *
vdt_ask_query_name (VdtAskQuery *self,
                    const char  *name)
{
  return vdt_ask_query_expr (self, VDT_ASK_EXPR_NAME, name);
}

VdtAskExpr *
vdt_ask_query_number (VdtAskQuery *self,
                      gint64       number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return vdt_ask_query_expr (self, VDT_ASK_EXPR_NUMBER, text);
}

VdtAskStep *
vdt_ask_query_add_step (VdtAskQuery    *self,
                        VdtAskStepKind  kind,
                        const char     *note)
{
  VdtAskStep *step = g_new0 (VdtAskStep, 1);

  step->kind = kind;
  step->first = g_ptr_array_new ();
  step->names = g_ptr_array_new ();
  step->by = g_ptr_array_new ();
  step->note = note != NULL ? g_string_chunk_insert_const (self->text, note) : NULL;
  g_ptr_array_add (self->steps, step);

  return step;
}

/**
 * vdt_ask_step_add:
 * @query: whose step it is
 * @step: a step
 * @name: (nullable): what the result is called
 * @expr: an expression of @query
 */
void
vdt_ask_step_add (VdtAskQuery *query,
                  VdtAskStep  *step,
                  const char  *name,
                  VdtAskExpr  *expr)
{
  g_ptr_array_add (step->first, expr);
  g_ptr_array_add (step->names, name != NULL ? g_string_chunk_insert_const (query->text, name) : NULL);
}

/**
 * vdt_ask_append_string:
 * @out: where to write
 * @value: any text; what is not UTF-8 is replaced
 *
 * Writes a string literal that reads back as @value, whatever is in it. A value
 * with a backslash and no double quote is written verbatim, as analysts do.
 */
void
vdt_ask_append_string (GString    *out,
                       const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  gboolean control = FALSE;

  for (const char *p = valid; *p != '\0'; p++)
    control = control || (guchar) *p < 0x20 || *p == 0x7f;

  if (!control && strchr (valid, '\\') != NULL && strchr (valid, '"') == NULL)
    {
      g_string_append_printf (out, "@\"%s\"", valid);
      return;
    }

  g_string_append_c (out, '"');
  for (const char *p = valid; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_printf (out, "\\%c", *p);
      else if ((guchar) *p < 0x20 || *p == 0x7f)
        g_string_append_printf (out, "\\u%04x", (guint) (guchar) *p);
      else
        g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

/* A name as the language takes it: bracketed when it is no plain identifier. */
static void
append_name (GString    *out,
             const char *name)
{
  gboolean plain = g_ascii_isalpha (name[0]) || name[0] == '_';

  for (const char *p = name; *p != '\0' && plain; p++)
    plain = g_ascii_isalnum (*p) || *p == '_';

  if (plain)
    {
      g_string_append (out, name);
      return;
    }

  g_string_append_c (out, '[');
  vdt_ask_append_string (out, name);
  g_string_append_c (out, ']');
}

static void append_expr (GString    *out,
                         VdtAskExpr *expr);

static void
append_list (GString   *out,
             GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      if (i > 0)
        g_string_append (out, ", ");
      append_expr (out, g_ptr_array_index (items, i));
    }
}

/* An `or` below an `and` keeps its brackets. */
static void
append_operand (GString    *out,
                const char *operator,
                VdtAskExpr *expr)
{
  gboolean bracket = expr->kind == VDT_ASK_EXPR_BINARY && strcmp (operator, "and") == 0 &&
                     strcmp (expr->text, "or") == 0;

  if (bracket)
    g_string_append_c (out, '(');
  append_expr (out, expr);
  if (bracket)
    g_string_append_c (out, ')');
}

static void
append_expr (GString    *out,
             VdtAskExpr *expr)
{
  switch (expr->kind)
    {
    case VDT_ASK_EXPR_NAME:
      append_name (out, expr->text);
      break;
    case VDT_ASK_EXPR_STRING:
      vdt_ask_append_string (out, expr->text);
      break;
    case VDT_ASK_EXPR_NUMBER:
    case VDT_ASK_EXPR_BOOL:
    case VDT_ASK_EXPR_TIMESPAN:
      g_string_append (out, expr->text);
      break;
    case VDT_ASK_EXPR_DATETIME:
      g_string_append_printf (out, "datetime(%s)", expr->text);
      break;
    case VDT_ASK_EXPR_LEFT:
    case VDT_ASK_EXPR_RIGHT:
      g_string_append (out, expr->kind == VDT_ASK_EXPR_LEFT ? "$left." : "$right.");
      append_name (out, expr->text);
      break;
    case VDT_ASK_EXPR_STAR:
      g_string_append_c (out, '*');
      break;
    case VDT_ASK_EXPR_CALL:
      g_string_append_printf (out, "%s(", expr->text);
      append_list (out, expr->items);
      g_string_append_c (out, ')');
      break;
    case VDT_ASK_EXPR_PATH:
      append_expr (out, g_ptr_array_index (expr->items, 0));
      g_string_append_c (out, '[');
      vdt_ask_append_string (out, expr->text);
      g_string_append_c (out, ']');
      break;
    case VDT_ASK_EXPR_SET:
      append_expr (out, g_ptr_array_index (expr->items, 0));
      g_string_append_printf (out, " %s (", expr->text);
      for (guint i = 1; i < expr->items->len; i++)
        {
          if (i > 1)
            g_string_append (out, ", ");
          append_expr (out, g_ptr_array_index (expr->items, i));
        }
      g_string_append_c (out, ')');
      break;
    case VDT_ASK_EXPR_BETWEEN:
      append_expr (out, g_ptr_array_index (expr->items, 0));
      g_string_append (out, " between (");
      append_expr (out, g_ptr_array_index (expr->items, 1));
      g_string_append (out, " .. ");
      append_expr (out, g_ptr_array_index (expr->items, 2));
      g_string_append_c (out, ')');
      break;
    case VDT_ASK_EXPR_BINARY:
    default:
      append_operand (out, expr->text, g_ptr_array_index (expr->items, 0));
      g_string_append_printf (out, " %s ", expr->text);
      append_operand (out, expr->text, g_ptr_array_index (expr->items, 1));
      break;
    }
}

static void
append_named (GString    *out,
              VdtAskStep *step)
{
  for (guint i = 0; i < step->first->len; i++)
    {
      const char *name = g_ptr_array_index (step->names, i);

      if (i > 0)
        g_string_append (out, ", ");
      if (name != NULL)
        {
          append_name (out, name);
          g_string_append (out, " = ");
        }
      append_expr (out, g_ptr_array_index (step->first, i));
    }
}

static void
append_join (GString    *out,
             VdtAskStep *step)
{
  g_autofree char *inner = vdt_ask_query_print (step->inner);
  g_auto(GStrv) lines = g_strsplit (inner, "\n", -1);

  g_string_append_printf (out, "join kind=%s ", step->text);
  if (lines[0] != NULL && lines[1] == NULL)
    g_string_append (out, lines[0]);
  else
    {
      g_string_append (out, "(\n");
      for (guint i = 0; lines[i] != NULL; i++)
        g_string_append_printf (out, "    %s\n", lines[i]);
      g_string_append_c (out, ')');
    }
  g_string_append (out, " on ");
  append_list (out, step->by);
}

static void
append_sort (GString    *out,
             VdtAskStep *step)
{
  append_list (out, step->by);
  g_string_append (out, step->descending ? " desc" : " asc");
}

/**
 * vdt_ask_step_print:
 * @step: a step
 *
 * Returns: (transfer full): its text, without the pipe before it
 */
char *
vdt_ask_step_print (VdtAskStep *step)
{
  static const char *const words[] = { "where ", "extend ", "summarize ", "distinct ", "project ", "top ", "sort by ",
                                       "take ", "count", "", "mv-expand ", "make-series ", "render " };
  GString *out = g_string_new (words[step->kind]);

  switch (step->kind)
    {
    case VDT_ASK_STEP_JOIN:
      append_join (out, step);
      break;
    case VDT_ASK_STEP_SUMMARIZE:
    case VDT_ASK_STEP_SERIES:
      append_named (out, step);
      if (step->kind == VDT_ASK_STEP_SERIES)
        g_string_append_printf (out, " on %s", step->text);
      if (step->by->len > 0)
        {
          g_string_append (out, step->first->len > 0 ? " by " : "by ");
          append_list (out, step->by);
        }
      break;
    case VDT_ASK_STEP_TOP:
      g_string_append_printf (out, "%" G_GUINT64_FORMAT " by ", step->number);
      append_sort (out, step);
      break;
    case VDT_ASK_STEP_SORT:
      append_sort (out, step);
      break;
    case VDT_ASK_STEP_TAKE:
      g_string_append_printf (out, "%" G_GUINT64_FORMAT, step->number);
      break;
    case VDT_ASK_STEP_RENDER:
      g_string_append (out, step->text);
      break;
    case VDT_ASK_STEP_WHERE:
    case VDT_ASK_STEP_EXTEND:
    case VDT_ASK_STEP_DISTINCT:
    case VDT_ASK_STEP_PROJECT:
    case VDT_ASK_STEP_COUNT:
    case VDT_ASK_STEP_EXPAND:
    default:
      append_named (out, step);
      break;
    }

  return g_string_free (out, FALSE);
}

/**
 * vdt_ask_query_print:
 * @self: a query
 *
 * Returns: (transfer full): its text, a line a step
 */
char *
vdt_ask_query_print (VdtAskQuery *self)
{
  GString *out = g_string_new (NULL);

  append_name (out, self->table);
  for (guint i = 0; i < self->steps->len; i++)
    {
      g_autofree char *line = vdt_ask_step_print (g_ptr_array_index (self->steps, i));

      g_string_append_printf (out, "\n| %s", line);
    }

  return g_string_free (out, FALSE);
}
