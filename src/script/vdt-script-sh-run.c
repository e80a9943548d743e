/* vdt-script-sh-run.c
 *
 * Walks the tree of a shell script: lists, pipes, subshells, conditions, loops,
 * functions, redirections. What cannot be decided is done both ways.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-private.h"

#include <string.h>

#define MAX_ROUNDS 20000
#define MAX_OUT    ((gsize) 4 * 1024 * 1024)
#define MAX_CALLS  30

/* A stretch of the text that is read, as a stretch of the layer. */
ShMark
vdt_script_sh_mark (ShInterp *sh,
                   gsize     start,
                   gsize     end)
{
  return sh->source.made ? sh->source.mark : (ShMark) { start, MAX (start, end) };
}

void
vdt_script_sh_edit (ShInterp   *sh,
                   ShMark      mark,
                   const char *rule,
                   const char *text)
{
  if (!sh->source.made)
    vdt_script_context_edit (sh->context, sh->source.layer, mark.start, mark.end - mark.start,
                             rule, text, strlen (text));
}

void
vdt_script_sh_print (ShInterp   *sh,
                    const char *text,
                    gssize      length)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;

  if (sh->out == NULL || sh->out->len + n > MAX_OUT ||
      !vdt_script_context_step (sh->context, 1 + (guint) (n / 256)))
    return;

  g_string_append_len (sh->out, text, (gssize) n);
}

/**
 * vdt_script_sh_nested:
 * @mark: what the script takes the place of
 * @same: it runs in this shell and not in a child
 * @prefix: (nullable): what stands before it in the output
 * @suffix: (nullable): what stands behind it
 *
 * Runs a script that was found in the text.
 */
void
vdt_script_sh_nested (ShInterp   *sh,
                     ShMark      mark,
                     const char *rule,
                     const char *text,
                     gsize       length,
                     gboolean    same,
                     const char *prefix,
                     const char *suffix)
{
  ShScope scope = { sh, same };

  /* Inside $(…) only what comes out counts; the commands are told of where the whole stands. */
  if (sh->captures > 0)
    {
      g_autofree char *copy = g_strndup (text, length);

      if (!same)
        vdt_script_sh_enter (sh);

      vdt_script_sh_run_text (sh, copy, mark);

      if (!same)
        vdt_script_sh_leave (sh);

      return;
    }

  if (!vdt_script_context_step (sh->context, 150))
    return;

  sh->pure = FALSE;
  vdt_script_context_run (sh->context, sh->source.layer, mark.start, mark.end - mark.start, rule,
                          VDT_SCRIPT_LANG_SHELL, VDT_SCRIPT_OPTION_NONE, text, length, &scope, prefix, suffix);
}

/* Runs made text that stands for @mark. */
void
vdt_script_sh_run_text (ShInterp   *sh,
                       const char *text,
                       ShMark      mark)
{
  ShSource outer = sh->source;
  gsize length = strlen (text);
  char *kept;
  ShNode *node;

  if (sh->state->depth >= 60 || !vdt_script_context_charge (sh->context, length))
    return;

  /* Functions that are defined in it point into it. */
  kept = g_strdup (text);
  g_ptr_array_add (sh->state->kept, kept);
  sh->source = (ShSource) { kept, length, outer.layer, TRUE, mark };
  sh->state->depth++;
  node = vdt_script_sh_parse (&sh->source, (ShMark) { 0, length });
  vdt_script_sh_run_node (sh, node);
  vdt_script_sh_node_unref (node);
  sh->state->depth--;
  sh->source = outer;
}

static void
run_child (ShInterp *sh,
          ShNode   *node,
          guint     index)
{
  if (node->children != NULL && index < node->children->len)
    vdt_script_sh_run_node (sh, g_ptr_array_index (node->children, index));
}

static void
run_guess (ShInterp *sh,
          ShNode   *node,
          guint     index)
{
  sh->guessing++;
  run_child (sh, node, index);
  sh->guessing--;
  sh->flow = SH_GO_ON;
}

/* The part of a pipe that writes: what it prints, %NULL when that is not known. */
static GString *
run_writer (ShInterp *sh,
           ShNode   *node)
{
  GString *outer = sh->out;
  gboolean outer_unknown = sh->out_unknown;
  GString *out = g_string_new (NULL);

  sh->out = out;
  sh->out_unknown = FALSE;
  vdt_script_sh_enter (sh);
  sh->captures++;
  vdt_script_sh_run_node (sh, node);
  sh->captures--;
  vdt_script_sh_leave (sh);

  if (sh->out_unknown)
    {
      g_string_free (out, TRUE);
      out = NULL;
    }

  sh->out = outer;
  sh->out_unknown = outer_unknown;

  return out;
}

static void
run_pipe (ShInterp *sh,
         ShNode   *node)
{
  const GString *outer_in = sh->in;
  gsize outer_read = sh->in_read;
  ShMark outer_mark = sh->in_mark;
  guint outer_pipeline = sh->pipeline;
  GString *data = NULL;

  sh->pipeline = vdt_script_context_next_pipeline (sh->context);

  for (guint i = 0; i < node->children->len; i++)
    {
      ShNode *side = g_ptr_array_index (node->children, i);
      GString *out = NULL;

      if (i > 0)
        {
          sh->in = data;
          sh->in_read = 0;
          sh->in_mark = vdt_script_sh_mark (sh, node->start, node->end);
        }

      if (i < node->children->len - 1)
        out = run_writer (sh, side);
      else
        vdt_script_sh_run_node (sh, side);

      if (data != NULL)
        g_string_free (data, TRUE);

      data = out;
    }

  if (data != NULL)
    g_string_free (data, TRUE);

  sh->in = outer_in;
  sh->in_read = outer_read;
  sh->in_mark = outer_mark;
  sh->pipeline = outer_pipeline;

  if (node->negate && sh->status >= 0)
    sh->status = !sh->status;
}

static void
run_list (ShInterp *sh,
         ShNode   *node)
{
  for (guint i = 0; i < node->children->len && sh->flow == SH_GO_ON; i++)
    {
      char op = i == 0 ? 'a' : node->ops->str[i - 1];
      gboolean wanted = op == 'a' ? sh->status == 0 : sh->status > 0;

      if (i == 0 || (sh->status >= 0 && wanted))
        run_child (sh, node, i);
      else if (sh->status < 0)
        {
          run_guess (sh, node, i);
          sh->status = -1;
        }
    }
}

static void
run_if (ShInterp *sh,
       ShNode   *node)
{
  guint n = node->children != NULL ? node->children->len : 0;
  gboolean sure = TRUE;

  for (guint i = 0; i + 1 < n && sh->flow == SH_GO_ON; i += 2)
    {
      run_child (sh, node, i);

      if (sh->flow != SH_GO_ON)
        return;

      if (sh->status == 0 && sure)
        {
          run_child (sh, node, i + 1);
          return;
        }

      if (sh->status <= 0)
        {
          sure = FALSE;
          run_guess (sh, node, i + 1);
        }
    }

  if (n % 2 == 1)
    {
      if (sure)
        run_child (sh, node, n - 1);
      else
        run_guess (sh, node, n - 1);
    }

  if (!sure)
    sh->status = -1;
}

/* After one round of a loop: whether to go on. */
static gboolean
next_round (ShInterp *sh,
           guint     round)
{
  if (sh->flow == SH_BREAK || sh->flow == SH_CONTINUE)
    {
      gboolean ours = sh->levels <= 1;
      gboolean leave = sh->flow == SH_BREAK || !ours;

      if (ours)
        sh->flow = SH_GO_ON;
      else
        sh->levels--;

      if (leave)
        return FALSE;
    }

  return sh->flow == SH_GO_ON && round < MAX_ROUNDS && vdt_script_context_step (sh->context, 2);
}

static void
run_for (ShInterp *sh,
        ShNode   *node)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  gboolean unknown = FALSE;

  for (guint i = 0; node->words != NULL && i < node->words->len; i++)
    {
      gboolean one = FALSE;
      g_autoptr(GPtrArray) fields = vdt_script_sh_expand_word (sh, g_array_index (node->words, ShMark, i), &one);

      if (one)
        unknown = TRUE;

      for (guint k = 0; k < fields->len; k++)
        g_ptr_array_add (values, g_strdup (g_ptr_array_index (fields, k)));
    }

  if (!node->has_in)
    for (guint i = 0; i < sh->state->positional->len; i++)
      g_ptr_array_add (values, g_strdup (g_ptr_array_index (sh->state->positional, i)));

  sh->looping++;

  for (guint i = 0; i < values->len; i++)
    {
      const char *value = g_ptr_array_index (values, i);
      gboolean open = unknown || strpbrk (value, "*?") != NULL;

      vdt_script_sh_set (sh, node->name, value, open);

      if (open)
        run_guess (sh, node, 0);
      else
        run_child (sh, node, 0);

      if (!next_round (sh, i))
        break;
    }

  sh->looping--;

  if (values->len == 0 && !node->has_in)
    run_guess (sh, node, 0);
}

static gboolean
evaluate (ShInterp *sh,
         ShMark    range,
         gint64   *value)
{
  gboolean unknown = FALSE;
  g_autofree char *text = vdt_script_sh_expand_quoted (sh, range, &unknown);

  return !unknown && vdt_script_sh_arithmetic (sh, text, value);
}

static void
run_for_c (ShInterp *sh,
          ShNode   *node)
{
  const ShMark *parts = &g_array_index (node->words, ShMark, 0);
  gint64 value;

  if (!evaluate (sh, parts[0], &value))
    {
      run_guess (sh, node, 0);
      return;
    }

  sh->looping++;

  for (guint round = 0;; round++)
    {

      value = 1;

      if (parts[1].end > parts[1].start && !evaluate (sh, parts[1], &value))
        {
          run_guess (sh, node, 0);
          break;
        }

      if (value == 0)
        break;

      run_child (sh, node, 0);

      if (!next_round (sh, round) || !evaluate (sh, parts[2], &value))
        break;
    }

  sh->looping--;
}

static void
run_while (ShInterp *sh,
          ShNode   *node)
{
  gsize start = sh->in_read;

  sh->looping++;

  for (guint round = 0;; round++)
    {
      guint64 changes = sh->state->changes;
      gsize read = sh->in_read;
      gboolean go;

      run_child (sh, node, 0);

      if (sh->flow != SH_GO_ON)
        break;

      if (sh->status < 0)
        {
          run_guess (sh, node, 1);
          break;
        }

      go = node->kind == SH_WHILE ? sh->status == 0 : sh->status != 0;

      if (!go)
        break;

      run_child (sh, node, 1);

      if (!next_round (sh, round))
        break;

      /* Nothing changed: it would go on for ever. */
      if (changes == sh->state->changes && read == sh->in_read)
        break;
    }

  sh->looping--;
  sh->in_read = MAX (start, sh->in_read);
  sh->status = sh->guessing > 0 ? -1 : 0;
}

static void
run_case (ShInterp *sh,
         ShNode   *node)
{
  gboolean unknown = FALSE;
  g_autofree char *subject = vdt_script_sh_expand_text (sh, g_array_index (node->words, ShMark, 0), &unknown);

  for (guint i = 0; node->children != NULL && i < node->children->len && sh->flow == SH_GO_ON; i++)
    {
      ShNode *clause = g_ptr_array_index (node->children, i);
      gboolean matches = FALSE;

      for (guint k = 0; clause->words != NULL && k < clause->words->len && !matches; k++)
        {
          gboolean open = FALSE;
          g_autofree char *pattern =
            vdt_script_sh_expand_pattern (sh, g_array_index (clause->words, ShMark, k), &open);

          matches = unknown || open || vdt_script_sh_match (pattern, subject, strlen (subject), FALSE);
          unknown |= open;
        }

      if (!matches)
        continue;

      if (unknown)
        {
          run_guess (sh, clause, 0);
          continue;
        }

      run_child (sh, clause, 0);
      break;
    }
}

static void
define_function (ShInterp *sh,
                ShNode   *node)
{
  ShFunction *function;

  if (node->children == NULL || *node->name == '\0')
    return;

  function = g_new0 (ShFunction, 1);
  function->body = g_ptr_array_index (node->children, 0);
  function->body->refs++;
  function->source = sh->source;
  g_hash_table_replace (sh->state->functions, g_strdup (node->name), function);
  sh->status = 0;
}

/**
 * vdt_script_sh_call:
 * @words: (element-type utf8): the name and the arguments
 *
 * Returns: %FALSE when there is no function of that name
 */
gboolean
vdt_script_sh_call (ShInterp   *sh,
                   const char *name,
                   GPtrArray  *words)
{
  ShFunction *function = g_hash_table_lookup (sh->state->functions, name);
  ShState *state = sh->state;
  ShSource outer = sh->source;
  GPtrArray *positional = state->positional;
  gboolean called = state->called;
  ShNode *body;

  if (function == NULL || state->depth >= MAX_CALLS)
    return FALSE;

  state->positional = g_ptr_array_new_with_free_func (g_free);
  state->called = TRUE;
  state->depth++;

  for (guint i = 1; i < words->len; i++)
    g_ptr_array_add (state->positional, g_strdup (g_ptr_array_index (words, i)));

  /* The body may define the function anew. */
  body = function->body;
  body->refs++;
  function->called = TRUE;

  if (outer.layer != function->source.layer && !function->source.made)
    {
      /* A layer only edits itself. */
      sh->source = function->source;
      sh->source.made = TRUE;
      sh->source.layer = outer.layer;
      sh->source.mark = outer.made ? outer.mark : (ShMark) { 0, 0 };
    }
  else
    {
      sh->source = function->source;
    }

  vdt_script_sh_run_node (sh, body);
  vdt_script_sh_node_unref (body);
  sh->source = outer;

  if (sh->flow == SH_RETURN)
    sh->flow = SH_GO_ON;

  state->depth--;
  g_ptr_array_unref (state->positional);
  state->positional = positional;
  state->called = called;

  return TRUE;
}

static void
run_condition (ShInterp *sh,
              ShNode   *node)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  gboolean unknown = FALSE;
  gboolean pattern = FALSE;

  g_ptr_array_add (words, g_strdup ("[["));

  for (guint i = 0; node->words != NULL && i < node->words->len; i++)
    {
      ShMark mark = g_array_index (node->words, ShMark, i);
      gboolean open = FALSE;
      char *text = pattern ? vdt_script_sh_expand_pattern (sh, mark, &open) :
                             vdt_script_sh_expand_text (sh, mark, &open);

      /* A variable that is never set is empty to a test. */
      if (open && mark.end - mark.start > 1 && !pattern)
        unknown = TRUE;

      pattern = g_str_equal (text, "==") || g_str_equal (text, "=") || g_str_equal (text, "!=");
      g_ptr_array_add (words, text);
    }

  if (unknown || !vdt_script_sh_test (sh, words, &sh->status))
    sh->status = -1;
}

/* A compound command with its redirections. */
static void
run_compound (ShInterp *sh,
             ShNode   *node)
{
  GString *outer_out = sh->out;
  const GString *outer_in = sh->in;
  gsize outer_read = sh->in_read;
  gboolean outer_unknown = sh->out_unknown;
  GString *input = NULL;

  if (node->redirects != NULL)
    vdt_script_sh_redirect (sh, node, NULL, &input);

  switch (node->kind)
    {
    case SH_SUBSHELL:
      vdt_script_sh_enter (sh);
      run_child (sh, node, 0);
      vdt_script_sh_leave (sh);

      if (sh->flow == SH_EXIT)
        sh->flow = SH_GO_ON;
      break;

    case SH_IF:
      run_if (sh, node);
      break;

    case SH_FOR:
      run_for (sh, node);
      break;

    case SH_FOR_C:
      run_for_c (sh, node);
      break;

    case SH_WHILE:
    case SH_UNTIL:
      run_while (sh, node);
      break;

    case SH_CASE:
      run_case (sh, node);
      break;

    default:
      run_child (sh, node, 0);
      break;
    }

  if (sh->out != outer_out)
    sh->out_unknown = outer_unknown;

  if (sh->in != outer_in)
    sh->in_read = outer_read;

  sh->out = outer_out;
  sh->in = outer_in;

  if (input != NULL)
    g_string_free (input, TRUE);
}

static void
run_arithmetic (ShInterp *sh,
               ShNode   *node)
{
  gint64 value;

  if (evaluate (sh, g_array_index (node->words, ShMark, 0), &value))
    sh->status = value == 0;
  else
    sh->status = -1;
}

/* A statement of pure text work comes down to what it prints. */
static void
run_statement (ShInterp *sh,
              ShNode   *node)
{
  gboolean outer_pure = sh->pure;
  GString *out;
  gboolean unknown;
  gboolean work = node->kind == SH_PIPE || node->kind == SH_FOR || node->kind == SH_FOR_C ||
                  node->kind == SH_WHILE || node->kind == SH_SUBSHELL;

  if (!work || sh->out != NULL || sh->looping > 0 || sh->source.made || sh->guessing > 0 || sh->captures > 0)
    {
      vdt_script_sh_run_node (sh, node);
      return;
    }

  out = g_string_new (NULL);
  unknown = sh->out_unknown;
  sh->pure = TRUE;
  sh->out = out;
  sh->out_unknown = FALSE;
  vdt_script_sh_run_node (sh, node);

  if (sh->pure && !sh->out_unknown && out->len > 0 && g_utf8_validate (out->str, (gssize) out->len, NULL))
    {
      g_autofree char *quoted = NULL;
      g_autofree char *text = NULL;

      g_strchomp (out->str);
      quoted = vdt_script_sh_quote (out->str, FALSE);
      text = g_strconcat ("echo ", quoted, NULL);
      vdt_script_sh_edit (sh, vdt_script_sh_mark (sh, node->start, node->end), "text computed", text);
    }
  else if (!sh->out_unknown && sh->pure && out->len > 8)
    {
      ShMark mark = vdt_script_sh_mark (sh, node->start, node->end);

      vdt_script_context_payload (sh->context, sh->source.layer, mark.start, mark.end - mark.start,
                                  (const guint8 *) out->str, out->len);
    }

  sh->out = NULL;
  sh->out_unknown = unknown;
  sh->pure = outer_pure;
  g_string_free (out, TRUE);
}

void
vdt_script_sh_run_node (ShInterp *sh,
                       ShNode   *node)
{
  if (sh->flow != SH_GO_ON || !vdt_script_context_step (sh->context, 1))
    return;

  switch (node->kind)
    {
    case SH_SIMPLE:
      vdt_script_sh_run_simple (sh, node);
      break;

    case SH_PIPE:
      run_pipe (sh, node);
      break;

    case SH_LIST:
      run_list (sh, node);
      break;

    case SH_SEQ:
      for (guint i = 0; node->children != NULL && i < node->children->len && sh->flow == SH_GO_ON; i++)
        run_statement (sh, g_ptr_array_index (node->children, i));
      break;

    case SH_FUNCTION:
      define_function (sh, node);
      break;

    case SH_ARITHMETIC:
      run_arithmetic (sh, node);
      break;

    case SH_CONDITION:
      run_condition (sh, node);
      break;

    default:
      run_compound (sh, node);
      break;
    }

  if (sh->guessing > 0 && sh->flow != SH_GO_ON)
    sh->flow = SH_GO_ON;
}
