/* vdt-ask-build.c
 *
 * A frame becomes a query.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-programs.h"

#include <string.h>

#define COMPARED "7d"          /* where no time is said */

static const VdtKqlColumn *
column_of (VdtAskFrame *frame,
           const char  *column)
{
  return vdt_ask_table_column (frame->table, column);
}

/* A literal as its column takes it: never a text against a number. */
static VdtAskExpr *
literal (VdtAskQuery        *query,
         VdtAskGrammar      *grammar,
         const VdtKqlColumn *column,
         const char         *value)
{
  if (column != NULL && vdt_kql_type_is_number (column->type))
    {
      char *end = NULL;
      double number = g_ascii_strtod (value, &end);
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];

      if (end != value && (*end == '\0' || *end == '%'))
        {
          if (number == (double) (gint64) number)
            return vdt_ask_query_number (query, (gint64) number);
          return vdt_ask_query_expr (query, VDT_ASK_EXPR_NUMBER, g_ascii_dtostr (buffer, sizeof buffer, number));
        }
    }
  if (column != NULL && column->type->kind == VDT_KQL_TYPE_BOOL)
    {
      g_autofree char *lower = g_ascii_strdown (value, -1);

      return vdt_ask_query_expr (query, VDT_ASK_EXPR_BOOL,
                                 vdt_ask_grammar_is (grammar, "yes", lower) ? "true" : "false");
    }

  return vdt_ask_query_expr (query, VDT_ASK_EXPR_STRING, value);
}

static gboolean
takes_number (const VdtKqlColumn *column,
              const char         *value)
{
  char *end = NULL;

  if (!vdt_kql_type_is_number (column->type))
    return TRUE;
  g_ascii_strtod (value, &end);

  return end != value && (*end == '\0' || *end == '%');
}

static const char *
set_operator (const char *op)
{
  if (strcmp (op, "==") == 0)
    return "in";
  if (strcmp (op, "=~") == 0)
    return "in~";
  if (strcmp (op, "has") == 0 || strcmp (op, "has_any") == 0)
    return "has_any";
  if (strcmp (op, "has_all") == 0)
    return "has_all";
  if (strcmp (op, "!=") == 0)
    return "!in";

  return op;
}

static const char *
negate (const char *op)
{
  static const struct { const char *op, *negated; } pairs[] = {
    { "==", "!=" }, { "=~", "!~" }, { "has", "!has" }, { "contains", "!contains" }, { "startswith", "!startswith" },
    { "endswith", "!endswith" }, { "in", "!in" }, { "in~", "!in~" }, { ">", "<=" }, { "<", ">=" }, { ">=", "<" },
        { "<=", ">" },
    { "!=", "==" }, { "isempty", "isnotempty" }, { "isnotempty", "isempty" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (strcmp (op, pairs[i].op) == 0)
      return pairs[i].negated;

  return NULL;
}

static VdtAskExpr *
call_not (VdtAskQuery *query,
          VdtAskExpr  *expr,
          gboolean     negated)
{
  return negated ? vdt_ask_query_call (query, "not", expr, NULL) : expr;
}

static VdtAskExpr *
build_presence (VdtAskQuery        *query,
                const VdtKqlColumn *column,
                const char         *op,
                gboolean            negated)
{
  const char *function = negated ? negate (op) : op;

  if (column->type->kind != VDT_KQL_TYPE_STRING && column->type->kind != VDT_KQL_TYPE_DYNAMIC)
    function = strcmp (function, "isempty") == 0 ? "isnull" : "isnotnull";

  return vdt_ask_query_call (query, function, vdt_ask_query_name (query, column->name), NULL);
}

/* A text operator on something that is no text compares what it prints as. */
static VdtAskExpr *
left_side (VdtAskQuery        *query,
           const VdtKqlColumn *column,
           const char         *op)
{
  VdtAskExpr *name = vdt_ask_query_name (query, column->name);
  gboolean text = strstr (op, "has") != NULL || strstr (op, "contains") != NULL || strstr (op, "with") != NULL ||
                  strstr (op, "matches") != NULL;

  if (column->type->kind == VDT_KQL_TYPE_DYNAMIC || (text && column->type->kind != VDT_KQL_TYPE_STRING))
    return vdt_ask_query_call (query, "tostring", name, NULL);
  if (column->type->kind == VDT_KQL_TYPE_STRING && strchr ("<>", *op) != NULL)
    return vdt_ask_query_call (query, "todouble", name, NULL);

  return name;
}

static void
add_originals (VdtAskQuery   *query,
               VdtAskExpr    *set,
               VdtAskProgram *program,
               const char    *file)
{
  const char *own[] = { file, NULL };
  const char **names = program != NULL && program->originals[0] != NULL ? program->originals : own;

  if (!g_str_has_suffix (file, ".exe"))
    return;                     /* only files of Windows keep such a name */
  for (guint i = 0; names[i] != NULL; i++)
    {
      gboolean there = FALSE;

      for (guint j = 1; j < set->items->len; j++)
        there = there || strcmp (((VdtAskExpr *) g_ptr_array_index (set->items, j))->text, names[i]) == 0;
      if (!there)
        g_ptr_array_add (set->items, vdt_ask_query_expr (query, VDT_ASK_EXPR_STRING, names[i]));
    }
}

/* A program by the end of its path, or by the name that its maker gave it and that renaming leaves. */
static VdtAskExpr *
build_program (VdtAskQuery *query,
               VdtAskFrame *frame,
               VdtAskTerm  *term,
               gboolean     renamed)
{
  gboolean own = strcmp (term->column, "FileName") == 0;
  VdtAskExpr *original = vdt_ask_query_expr (query, VDT_ASK_EXPR_SET, "in~");
  VdtAskExpr *any = NULL;

  g_ptr_array_add (original->items, vdt_ask_query_name (query, "ProcessVersionInfoOriginalFileName"));
  for (guint i = 0; i < term->values->len; i++)
    {
      const char *file = g_ptr_array_index (term->values, i);
      g_autofree char *end = g_strconcat (g_str_has_suffix (file, ".exe") ? "\\" : "/", file, NULL);
      VdtAskExpr *path = vdt_ask_query_binary (query, "endswith",
                                               vdt_ask_query_name (query, own ? "FolderPath"
                                                                   : "InitiatingProcessFolderPath"),
                                               vdt_ask_query_expr (query, VDT_ASK_EXPR_STRING, end));

      any = any == NULL ? path : vdt_ask_query_binary (query, "or", any, path);
      if (own)
        add_originals (query, original, vdt_ask_program_find (frame->programs, file), file);
    }

  if (!own || original->items->len == 1)
    return any;
  if (original->items->len == 2)
    original = vdt_ask_query_binary (query, "=~", g_ptr_array_index (original->items, 0),
                                     g_ptr_array_index (original->items, 1));

  return renamed ? vdt_ask_query_binary (query, "and", original, vdt_ask_query_call (query, "not", any, NULL))
                 : vdt_ask_query_binary (query, "or", any, original);
}

static gboolean
is_program (VdtAskFrame *frame,
            VdtAskTerm  *term)
{
  return frame->programs != NULL && strcmp (frame->table->table->name, "DeviceProcessEvents") == 0 &&
         (strcmp (term->op, "=~") == 0 || strcmp (term->op, "in~") == 0) &&
         (strcmp (term->column, "FileName") == 0 || strcmp (term->column, "InitiatingProcessFileName") == 0);
}

static VdtAskExpr *
build_term (VdtAskQuery *query,
            VdtAskFrame *frame,
            VdtAskTerm  *term,
            gboolean     negated,
            gboolean     renamed)
{
  const VdtKqlColumn *column = column_of (frame, term->column);
  const char *op = term->op;
  VdtAskExpr *expr;

  if (column == NULL)
    return NULL;
  if (strcmp (op, "isempty") == 0 || strcmp (op, "isnotempty") == 0)
    return build_presence (query, column, op, negated);
  if (term->values->len == 0)
    return NULL;
  for (guint i = 0; i < term->values->len; i++)
    if (!takes_number (column, g_ptr_array_index (term->values, i)))
      op = strcmp (op, "!=") == 0 ? "!has" : "has";
  if (column->type->kind == VDT_KQL_TYPE_DYNAMIC && strcmp (op, "==") == 0)
    op = "has";

  if (is_program (frame, term))
    return call_not (query, build_program (query, frame, term, renamed), negated);
  if (strcmp (op, "ipv4_is_in_range") == 0)
    return call_not (query, vdt_ask_query_call (query, op, vdt_ask_query_name (query, column->name),
                                                vdt_ask_query_expr (query, VDT_ASK_EXPR_STRING,
                                                                    g_ptr_array_index (term->values, 0))), negated);

  if (term->values->len == 1 && strcmp (op, "has_any") != 0 && strcmp (op, "has_all") != 0 && strncmp (op, "in",
                                                                                                       2) != 0)
    {
      gboolean number = vdt_kql_type_is_number (column->type) && strstr (op, "has") == NULL;
      const VdtKqlColumn *typed = number || column->type->kind == VDT_KQL_TYPE_BOOL || strchr ("<>", *op) != NULL
                                  ? column : NULL;
      VdtAskExpr *right = literal (query, frame->grammar, typed, g_ptr_array_index (term->values, 0));
      const char *turned = negated ? negate (op) : op;

      if (column->type->kind == VDT_KQL_TYPE_STRING && strchr ("<>", *op) != NULL)
        right = vdt_ask_query_expr (query, VDT_ASK_EXPR_NUMBER, g_ptr_array_index (term->values, 0));
      expr = vdt_ask_query_binary (query, turned != NULL ? turned : op, left_side (query, column, op), right);
      return call_not (query, expr, negated && turned == NULL);
    }

  op = set_operator (op);
  if (strcmp (op, "contains") == 0 || strcmp (op, "startswith") == 0 || strcmp (op, "endswith") == 0)
    {
      VdtAskExpr *any = NULL;

      for (guint i = 0; i < term->values->len; i++)
        {
          expr = vdt_ask_query_binary (query, op, left_side (query, column, op),
                                       vdt_ask_query_expr (query, VDT_ASK_EXPR_STRING,
                                                           g_ptr_array_index (term->values, i)));
          any = any == NULL ? expr : vdt_ask_query_binary (query, "or", any, expr);
        }
      return call_not (query, any, negated);
    }

  expr = vdt_ask_query_expr (query, VDT_ASK_EXPR_SET, negated && negate (op) != NULL ? negate (op) : op);
  g_ptr_array_add (expr->items, left_side (query, column, op));
  for (guint i = 0; i < term->values->len; i++)
    g_ptr_array_add (expr->items, literal (query, frame->grammar, strstr (op, "has") != NULL ? NULL : column,
                                           g_ptr_array_index (term->values, i)));

  return call_not (query, expr, negated && negate (op) == NULL);
}

static VdtAskExpr *
build_filter (VdtAskQuery  *query,
              VdtAskFrame  *frame,
              VdtAskFilter *filter)
{
  VdtAskExpr *all = NULL;

  for (guint i = 0; i < filter->terms->len; i++)
    {
      VdtAskExpr *expr = build_term (query, frame, g_ptr_array_index (filter->terms, i),
                                     filter->negated && filter->terms->len == 1, filter->renamed);

      if (expr != NULL)
        all = all == NULL ? expr : vdt_ask_query_binary (query, "and", all, expr);
    }

  return all != NULL && filter->negated && filter->terms->len > 1 ? vdt_ask_query_call (query, "not", all,
                                                                                        NULL) : all;
}

static VdtAskExpr *
ago (VdtAskQuery *query,
     const char  *span)
{
  return vdt_ask_query_call (query, "ago", vdt_ask_query_expr (query, VDT_ASK_EXPR_TIMESPAN, span), NULL);
}

static VdtAskExpr *
build_time (VdtAskQuery *query,
            VdtAskFrame *frame,
            VdtAskTime  *time,
            const char  *column)
{
  VdtAskExpr *name = vdt_ask_query_name (query, column);
  const VdtKqlColumn *found = column_of (frame, column);
  VdtAskExpr *expr;

  if (found != NULL && found->type->kind == VDT_KQL_TYPE_STRING)
    name = vdt_ask_query_call (query, "todatetime", name, NULL);
  if (time->from != NULL && time->to != NULL)
    {
      expr = vdt_ask_query_expr (query, VDT_ASK_EXPR_BETWEEN, NULL);
      g_ptr_array_add (expr->items, name);
      g_ptr_array_add (expr->items, vdt_ask_query_expr (query, VDT_ASK_EXPR_DATETIME, time->from));
      g_ptr_array_add (expr->items, vdt_ask_query_expr (query, VDT_ASK_EXPR_DATETIME, time->to));
      return expr;
    }
  if (time->from != NULL || time->to != NULL)
    return vdt_ask_query_binary (query, time->from != NULL ? ">=" : "<", name,
                                 vdt_ask_query_expr (query, VDT_ASK_EXPR_DATETIME,
                                                     time->from != NULL ? time->from : time->to));
  if (time->ahead)
    {
      expr = vdt_ask_query_expr (query, VDT_ASK_EXPR_BETWEEN, NULL);
      g_ptr_array_add (expr->items, name);
      g_ptr_array_add (expr->items, vdt_ask_query_call (query, "now", NULL, NULL));
      g_ptr_array_add (expr->items, vdt_ask_query_binary (query, "+", vdt_ask_query_call (query, "now", NULL, NULL),
                                                          vdt_ask_query_expr (query, VDT_ASK_EXPR_TIMESPAN,
                                                                              time->last_text)));
      return expr;
    }

  return vdt_ask_query_binary (query, time->before ? "<" : ">", name, ago (query, time->last_text));
}

/* Takes back the last step, a condition, if one right before it says the same. */
static void
drop_repeated (VdtAskQuery *query)
{
  guint last = query->steps->len - 1;
  g_autofree char *line = vdt_ask_step_print (g_ptr_array_index (query->steps, last));

  for (guint i = last; i-- > 0;)
    {
      VdtAskStep *step = g_ptr_array_index (query->steps, i);
      g_autofree char *before = step->kind == VDT_ASK_STEP_WHERE ? vdt_ask_step_print (step) : NULL;

      if (before == NULL)
        return;
      if (strcmp (before, line) == 0)
        {
          g_ptr_array_remove_index (query->steps, last);
          return;
        }
    }
}

static void
add_where (VdtAskQuery *query,
           VdtAskExpr  *expr,
           const char  *note)
{
  VdtAskStep *step;

  if (expr == NULL)
    return;
  step = vdt_ask_query_add_step (query, VDT_ASK_STEP_WHERE, note);
  vdt_ask_step_add (query, step, NULL, expr);
  drop_repeated (query);
}

static void
add_filters (VdtAskQuery *query,
             VdtAskFrame *frame)
{
  const char *time = frame->time != NULL && frame->time->column != NULL ? frame->time->column : frame->table->time;

  if (frame->time != NULL && time != NULL)
    add_where (query, build_time (query, frame, frame->time, time), NULL);

  for (guint i = 0; i < frame->filters->len; i++)
    {
      VdtAskExpr *expr = build_filter (query, frame, g_ptr_array_index (frame->filters, i));

      while (i + 1 < frame->filters->len && ((VdtAskFilter *) g_ptr_array_index (frame->filters, i + 1))->either)
        {
          VdtAskExpr *other = build_filter (query, frame, g_ptr_array_index (frame->filters, ++i));

          if (other != NULL)
            expr = expr == NULL ? other : vdt_ask_query_binary (query, "or", expr, other);
        }
      add_where (query, expr, NULL);
    }
}

static void
add_names (VdtAskQuery *query,
           VdtAskStep  *step,
           GPtrArray   *columns)
{
  for (guint i = 0; i < columns->len; i++)
    vdt_ask_step_add (query, step, NULL, vdt_ask_query_name (query, g_ptr_array_index (columns, i)));
}

/* A key of summarize must be a scalar: a dynamic one is taken as text. */
static void
add_keys (VdtAskQuery *query,
          VdtAskStep  *step,
          VdtAskFrame *frame)
{
  for (guint i = 0; i < frame->keys->len; i++)
    {
      const char *key = g_ptr_array_index (frame->keys, i);
      const VdtKqlColumn *column = column_of (frame, key);
      VdtAskExpr *name = vdt_ask_query_name (query, key);

      if (column != NULL && column->type->kind == VDT_KQL_TYPE_DYNAMIC)
        name = vdt_ask_query_call (query, "tostring", name, NULL);
      g_ptr_array_add (step->by, name);
    }
  if (frame->bin != NULL && frame->table->time != NULL)
    g_ptr_array_add (step->by, vdt_ask_query_call (query, "bin", vdt_ask_query_name (query, frame->table->time),
                                                   vdt_ask_query_expr (query, VDT_ASK_EXPR_TIMESPAN, frame->bin)));
}

static void
add_aggregates (VdtAskQuery *query,
                VdtAskStep  *step,
                VdtAskFrame *frame,
                const char **main)
{
  *main = "Count";
  if (frame->aggregates->len == 0)
    vdt_ask_step_add (query, step, "Count", vdt_ask_query_call (query, "count", NULL, NULL));

  for (guint i = 0; i < frame->aggregates->len; i++)
    {
      VdtAskAggregate *aggregate = &g_array_index (frame->aggregates, VdtAskAggregate, i);
      const VdtKqlColumn *column = column_of (frame, aggregate->column);
      VdtAskExpr *name = vdt_ask_query_name (query, aggregate->column);
      gboolean counts = strcmp (aggregate->function, "dcount") == 0;
      g_autofree char *alias = counts ? g_strconcat (aggregate->column, "Count", NULL)
                                      : g_strdup_printf ("%s_%s", aggregate->function, aggregate->column);

      if (column != NULL && !counts && strcmp (aggregate->function, "make_set") != 0 &&
          column->type->kind == VDT_KQL_TYPE_STRING && (*aggregate->function == 'a' || *aggregate->function == 's'))
        name = vdt_ask_query_call (query, "todouble", name, NULL);
      if (column != NULL && column->type->kind == VDT_KQL_TYPE_DYNAMIC && counts)
        name = vdt_ask_query_call (query, "tostring", name, NULL);
      vdt_ask_step_add (query, step, alias, vdt_ask_query_call (query, aggregate->function, name, NULL));
      if (i == 0)
        *main = vdt_ask_frame_keep (frame, alias);
    }
}

static void
add_order (VdtAskQuery *query,
           VdtAskFrame *frame,
           const char  *column)
{
  VdtAskStep *step = vdt_ask_query_add_step (query, frame->limit > 0 ? VDT_ASK_STEP_TOP : VDT_ASK_STEP_SORT, NULL);

  step->number = frame->limit;
  step->descending = !frame->ascending;
  g_ptr_array_add (step->by, vdt_ask_query_name (query, column));
}

static void
add_summary (VdtAskQuery *query,
             VdtAskFrame *frame)
{
  VdtAskStep *step = vdt_ask_query_add_step (query, VDT_ASK_STEP_SUMMARIZE, NULL);
  const char *main;
  gboolean grouped = frame->keys->len > 0 || frame->bin != NULL;

  add_aggregates (query, step, frame, &main);
  add_keys (query, step, frame);

  if (frame->intent == VDT_ASK_RARE)
    {
      frame->ascending = TRUE;
      if (frame->threshold_op == NULL)
        {
          frame->threshold_op = "<";
          frame->threshold = 5;
        }
    }
  if (frame->threshold_op != NULL && grouped)
    {
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];

      add_where (query, vdt_ask_query_binary (query, frame->threshold_op, vdt_ask_query_name (query, main),
                                              vdt_ask_query_expr (query, VDT_ASK_EXPR_NUMBER,
                                                                  g_ascii_formatd (buffer, sizeof buffer, "%g",
                                                                                   frame->threshold))),
                 NULL);
    }
  if (frame->bin != NULL && frame->limit == 0)
    {
      frame->ascending = TRUE;
      add_order (query, frame, frame->table->time);
    }
  else if (grouped && strncmp (main, "make_set", 8) != 0)
    add_order (query, frame, main);
}

static void
add_latest (VdtAskQuery *query,
            VdtAskFrame *frame)
{
  const char *time = frame->table->time;
  VdtAskStep *step;

  if (time == NULL)
    return;
  if (frame->keys->len == 0)
    {
      frame->limit = frame->limit > 0 ? frame->limit : 1;
      add_order (query, frame, time);
      if (frame->outputs->len > 0)
        add_names (query, vdt_ask_query_add_step (query, VDT_ASK_STEP_PROJECT, NULL), frame->outputs);
      return;
    }

  step = vdt_ask_query_add_step (query, VDT_ASK_STEP_SUMMARIZE, NULL);
  vdt_ask_step_add (query, step, NULL,
                    vdt_ask_query_call (query, "arg_max", vdt_ask_query_name (query, time),
                                        vdt_ask_query_expr (query, VDT_ASK_EXPR_STAR, NULL)));
  add_keys (query, step, frame);
}

static void
add_span (VdtAskQuery *query,
          VdtAskFrame *frame)
{
  VdtAskStep *step;

  if (frame->table->time == NULL)
    return;
  step = vdt_ask_query_add_step (query, VDT_ASK_STEP_SUMMARIZE, NULL);
  vdt_ask_step_add (query, step, "FirstSeen",
                    vdt_ask_query_call (query, "min", vdt_ask_query_name (query, frame->table->time), NULL));
  vdt_ask_step_add (query, step, "LastSeen",
                    vdt_ask_query_call (query, "max", vdt_ask_query_name (query, frame->table->time), NULL));
  vdt_ask_step_add (query, step, "Count", vdt_ask_query_call (query, "count", NULL, NULL));
  for (guint i = 0; i < frame->outputs->len && frame->keys->len < 3; i++)
    g_ptr_array_add (frame->keys, g_ptr_array_index (frame->outputs, i));
  add_keys (query, step, frame);
}

/* Counts over time, and the points that stand out of them. */
static void
add_anomaly (VdtAskQuery *query,
             VdtAskFrame *frame)
{
  VdtAskStep *step;
  g_autofree char *on = NULL;

  if (frame->table->time == NULL)
    return;

  step = vdt_ask_query_add_step (query, VDT_ASK_STEP_SERIES, NULL);
  on = g_strdup_printf ("%s step %s", frame->table->time, frame->bin != NULL ? frame->bin : "1h");
  vdt_ask_step_add (query, step, "Count", vdt_ask_query_call (query, "count", NULL, NULL));
  step->text = g_string_chunk_insert_const (query->text, on);
  frame->bin = NULL;
  add_keys (query, step, frame);

  step = vdt_ask_query_add_step (query, VDT_ASK_STEP_EXTEND, NULL);
  vdt_ask_step_add (query, step, "Anomalies",
                    vdt_ask_query_call (query, "series_decompose_anomalies", vdt_ask_query_name (query, "Count"),
                                        NULL));
  step = vdt_ask_query_add_step (query, VDT_ASK_STEP_EXPAND, NULL);
  vdt_ask_step_add (query, step, NULL, vdt_ask_query_name (query, frame->table->time));
  vdt_ask_step_add (query, step, NULL, vdt_ask_query_name (query, "Count"));
  vdt_ask_step_add (query, step, NULL, vdt_ask_query_name (query, "Anomalies"));
  add_where (query, vdt_ask_query_binary (query, ">", vdt_ask_query_call (query, "toint",
                                                                          vdt_ask_query_name (query, "Anomalies"),
                                                                              NULL),
                                          vdt_ask_query_number (query, 0)), NULL);
}

/* What was last seen before @span: no row may be left out by its own time. */
static void
add_silent (VdtAskQuery *query,
            VdtAskFrame *frame,
            const char  *span)
{
  VdtAskStep *step = vdt_ask_query_add_step (query, VDT_ASK_STEP_SUMMARIZE, NULL);
  static const char *const names[] = { "DeviceName", "AccountUpn", "AccountName", "Computer", "UserPrincipalName" };

  for (guint i = 0; i < frame->outputs->len && frame->keys->len == 0; i++)
    vdt_ask_add_once (frame->keys, g_ptr_array_index (frame->outputs, i));
  for (guint i = 0; i < G_N_ELEMENTS (names) && frame->keys->len == 0; i++)
    if (column_of (frame, names[i]) != NULL)
      vdt_ask_add_once (frame->keys, names[i]);
  vdt_ask_step_add (query, step, "LastSeen",
                    vdt_ask_query_call (query, "max", vdt_ask_query_name (query, frame->table->time), NULL));
  frame->bin = NULL;
  add_keys (query, step, frame);
  add_where (query, vdt_ask_query_binary (query, "<", vdt_ask_query_name (query, "LastSeen"), ago (query, span)), NULL);
}

/* What is taken of columns that hold JSON; some hold it as text. */
static void
add_paths (VdtAskQuery *query,
           VdtAskFrame *frame)
{
  VdtAskStep *step = frame->paths->len > 0 ? vdt_ask_query_add_step (query, VDT_ASK_STEP_EXTEND, NULL) : NULL;

  for (guint i = 0; i + 1 < frame->paths->len; i += 2)
    {
      const char *name = g_ptr_array_index (frame->paths, i);
      const VdtKqlColumn *column = column_of (frame, name);
      VdtAskExpr *json = vdt_ask_query_name (query, name);
      VdtAskExpr *path = vdt_ask_query_expr (query, VDT_ASK_EXPR_PATH, g_ptr_array_index (frame->paths, i + 1));

      if (column != NULL && column->type->kind == VDT_KQL_TYPE_STRING)
        json = vdt_ask_query_call (query, "parse_json", json, NULL);
      g_ptr_array_add (path->items, json);
      vdt_ask_step_add (query, step, g_ptr_array_index (frame->paths, i + 1),
                        vdt_ask_query_call (query, "tostring", path, NULL));
    }
}

/* How many in the time that is meant, and in as long a time before it. */
static void
add_comparison (VdtAskQuery *query,
                VdtAskFrame *frame,
                const char  *span)
{
  static const struct { const char *name, *op; } halves[] = { { "Now", ">" }, { "Before", "<=" } };
  VdtAskStep *step = vdt_ask_query_add_step (query, VDT_ASK_STEP_SUMMARIZE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      VdtAskExpr *time = vdt_ask_query_name (query, frame->table->time);

      vdt_ask_step_add (query, step, halves[i].name,
                        vdt_ask_query_call (query, "countif",
                                            vdt_ask_query_binary (query, halves[i].op, time, ago (query, span)), NULL));
    }
  frame->bin = NULL;
  add_keys (query, step, frame);
  step = vdt_ask_query_add_step (query, VDT_ASK_STEP_EXTEND, NULL);
  vdt_ask_step_add (query, step, "Change", vdt_ask_query_binary (query, "-", vdt_ask_query_name (query, "Now"),
                                                                 vdt_ask_query_name (query, "Before")));
  if (frame->keys->len > 0)
    add_order (query, frame, "Change");
}

/* The time that something was silent for is none that its rows are of. */
static const char *
take_span (VdtAskFrame *frame)
{
  const char *span = frame->time != NULL && frame->time->last_text != NULL ? frame->time->last_text : COMPARED;

  span = vdt_ask_frame_keep (frame, span);
  g_clear_pointer (&frame->time, vdt_ask_time_free);
  if (frame->table->time == NULL)
    frame->intent = VDT_ASK_LIST;

  return span;
}

/* Twice the time, of which half is now: "7d" becomes "14d". Returns the half. */
static const char *
double_time (VdtAskFrame *frame)
{
  char *unit = NULL;
  guint64 number;
  const char *half;

  if (frame->time == NULL)
    {
      frame->time = g_new0 (VdtAskTime, 1);
      frame->time->last_text = g_strdup (COMPARED);
    }
  if (frame->time->last_text == NULL || frame->table->time == NULL || frame->time->before || frame->time->ahead)
    return NULL;

  half = vdt_ask_frame_keep (frame, frame->time->last_text);
  number = g_ascii_strtoull (half, &unit, 10);
  g_free (frame->time->last_text);
  frame->time->last_text = g_strdup_printf ("%" G_GUINT64_FORMAT "%s", 2 * number, unit);

  return half;
}

static void
add_list (VdtAskQuery *query,
          VdtAskFrame *frame)
{
  if (frame->intent == VDT_ASK_DISTINCT && frame->outputs->len > 0)
    add_names (query, vdt_ask_query_add_step (query, VDT_ASK_STEP_DISTINCT, NULL), frame->outputs);
  else if (frame->outputs->len > 0)
    {
      if (frame->sort != NULL && !g_ptr_array_find_with_equal_func (frame->outputs, frame->sort, g_str_equal, NULL))
        g_ptr_array_add (frame->outputs, (gpointer) frame->sort);
      add_names (query, vdt_ask_query_add_step (query, VDT_ASK_STEP_PROJECT, NULL), frame->outputs);
    }

  if (frame->sort != NULL)
    add_order (query, frame, frame->sort);
  else if (frame->sorted && frame->table->time != NULL && frame->outputs->len == 0)
    add_order (query, frame, frame->table->time);
  else if (frame->limit > 0)
    vdt_ask_query_add_step (query, VDT_ASK_STEP_TAKE, NULL)->number = frame->limit;
}

static void
add_join (VdtAskQuery *query,
          VdtAskFrame *frame)
{
  VdtAskQuery *inner = vdt_ask_query_new (frame->other->table->table->name);
  VdtAskStep *step = vdt_ask_query_add_step (query, VDT_ASK_STEP_JOIN, NULL);

  add_filters (inner, frame->other);
  step->inner = inner;
  step->text = frame->without ? "leftanti" : "inner";
  if (strcmp (frame->key, frame->other_key) == 0)
    g_ptr_array_add (step->by, vdt_ask_query_name (query, frame->key));
  else
    g_ptr_array_add (step->by,
                     vdt_ask_query_binary (query, "==", vdt_ask_query_expr (query, VDT_ASK_EXPR_LEFT, frame->key),
                                           vdt_ask_query_expr (query, VDT_ASK_EXPR_RIGHT, frame->other_key)));
}

/**
 * vdt_ask_frame_build:
 * @self: a frame
 *
 * Returns: (transfer full): its query
 */
VdtAskQuery *
vdt_ask_frame_build (VdtAskFrame *self)
{
  VdtAskQuery *query = vdt_ask_query_new (self->table->table->name);
  const char *span = self->intent == VDT_ASK_COMPARE ? double_time (self) : NULL;

  if (self->intent == VDT_ASK_COMPARE && span == NULL)
    self->intent = VDT_ASK_COUNT;
  if (self->intent == VDT_ASK_SILENT)
    span = take_span (self);
  if (self->table->time == NULL)
    self->bin = NULL;
  add_filters (query, self);
  if (self->other != NULL)
    add_join (query, self);
  add_paths (query, self);

  switch (self->intent)
    {
    case VDT_ASK_COUNT:
    case VDT_ASK_RARE:
      if (self->keys->len == 0 && self->bin == NULL && self->aggregates->len == 0)
        vdt_ask_query_add_step (query, VDT_ASK_STEP_COUNT, NULL);
      else
        add_summary (query, self);
      break;
    case VDT_ASK_TREND:
      if (self->table->time != NULL)
        {
          self->bin = self->bin != NULL ? self->bin : "1d";
          self->chart = "timechart";
          add_summary (query, self);
        }
      break;
    case VDT_ASK_LATEST:
      add_latest (query, self);
      break;
    case VDT_ASK_SPAN:
      add_span (query, self);
      break;
    case VDT_ASK_ANOMALY:
      add_anomaly (query, self);
      break;
    case VDT_ASK_SILENT:
      add_silent (query, self, span);
      break;
    case VDT_ASK_COMPARE:
      add_comparison (query, self, span);
      break;
    case VDT_ASK_LIST:
    case VDT_ASK_DISTINCT:
    default:
      add_list (query, self);
      break;
    }

  if (self->chart != NULL)
    vdt_ask_query_add_step (query, VDT_ASK_STEP_RENDER, NULL)->text = self->chart;

  return query;
}
