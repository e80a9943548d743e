/* vdt-script-cmd-run.c
 *
 * Walks the tree of a command line: lists, pipes, IF, groups, and the lines of
 * a file with its labels. What cannot be decided is done both ways, without
 * following jumps; what is not reached is still made readable.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-cmd-private.h"

#include <string.h>

#define MAX_TURNS 2000
#define MAX_CALLS 40
#define MAX_OUT   (1024 * 1024)

/* Spaces and letters' case make no difference to cmd.exe's reader. */
static gboolean
same_text (const char *shown,
           const char *source,
           gsize       length)
{
  const char *end = source + length;

  while (TRUE)
    {
      while (*shown == ' ' || *shown == '\t')
        shown++;

      while (source < end && (*source == ' ' || *source == '\t'))
        source++;

      if (*shown == '\0' || source == end)
        return *shown == '\0' && source == end;

      if (g_ascii_tolower (*shown++) != g_ascii_tolower (*source++))
        return FALSE;
    }
}

/**
 * vdt_script_cmd_edit:
 * @start: in the layer
 * @end: likewise
 *
 * Puts @text, as a reader should see it, in place of a stretch of the layer.
 */
void
vdt_script_cmd_edit (CmdInterp  *cmd,
                     gsize       start,
                     gsize       end,
                     const char *rule,
                     const char *text)
{
  g_autofree char *shown = NULL;

  if (cmd->fixed != NULL || cmd->silent || end < start || end > cmd->length ||
      (cmd->skipping > 0 && cmd->looping > 0))
    return;

  shown = vdt_script_cmd_show (text);

  if (same_text (shown, cmd->text + start, end - start))
    return;

  vdt_script_context_edit (cmd->context, cmd->layer, start, end - start, rule, shown,
                           strlen (shown));
}

/* Where @node stands in the layer. */
CmdMark
vdt_script_cmd_mark (CmdInterp *cmd,
                     CmdNode   *node)
{
  CmdMark mark = { (guint32) node->start, (guint32) MAX (node->end, node->start) };

  return cmd->fixed != NULL ? *cmd->fixed : mark;
}

void
vdt_script_cmd_print (CmdInterp  *cmd,
                      const char *text,
                      gboolean    line)
{
  gsize length = strlen (text);

  if (cmd->out == NULL || cmd->skipping > 0 || cmd->out->len + length > MAX_OUT ||
      !vdt_script_context_step (cmd->context, 1 + (guint) (length / 256)))
    return;

  g_string_append_len (cmd->out, text, (gssize) length);

  if (line)
    g_string_append_c (cmd->out, '\n');
}

/* Noise between two commands becomes the plain operator. */
static void
edit_gap (CmdInterp  *cmd,
          gsize       from,
          gsize       to,
          const char *plain)
{
  gboolean noisy = FALSE;

  if (cmd->fixed != NULL || to <= from || to > cmd->length)
    return;

  for (gsize i = from; i < to; i++)
    {
      char c = cmd->text[i];

      if (c == '^' || c == ',' || c == ';' || c == '=')
        noisy = TRUE;
      else if (strchr (" \t&|()@", c) == NULL)
        return;
    }

  if (noisy)
    vdt_script_cmd_edit (cmd, from, to, "caret and delimiter noise", plain);
}

static void
edit_gaps (CmdInterp *cmd,
           CmdNode   *node)
{
  static const char *const plain[] = {
    [CMD_SEQ] = " & ", [CMD_OR] = " || ", [CMD_AND] = " && ", [CMD_PIPE] = " | ",
  };

  if (cmd->looping > 1)
    return;

  for (guint i = 1; i < node->children->len; i++)
    {
      const CmdNode *before = g_ptr_array_index (node->children, i - 1);
      const CmdNode *after = g_ptr_array_index (node->children, i);

      edit_gap (cmd, before->end, after->start, plain[node->kind]);
    }
}

/* Captures what a side of a pipe writes. */
static void
run_side (CmdInterp *cmd,
          CmdNode   *node,
          GString   *out,
          gboolean  *unknown)
{
  GString *outer = cmd->out;
  gboolean outer_unknown = cmd->out_unknown;

  cmd->out = out;
  cmd->out_unknown = FALSE;
  vdt_script_cmd_run_node (cmd, node);
  *unknown = cmd->out_unknown;
  cmd->out = outer;
  cmd->out_unknown = outer_unknown;
}

static void
run_pipe (CmdInterp *cmd,
          CmdNode   *node)
{
  const char *outer_in = cmd->in;
  CmdMark outer_mark = cmd->in_mark;
  gboolean outer_reparse = cmd->reparse;
  g_autoptr(GString) data = NULL;
  gboolean unknown = FALSE;

  edit_gaps (cmd, node);
  cmd->reparse = TRUE;

  for (guint i = 0; i < node->children->len; i++)
    {
      CmdNode *side = g_ptr_array_index (node->children, i);
      GString *out;

      if (i > 0)
        {
          cmd->in = unknown ? NULL : data->str;
          cmd->in_mark = vdt_script_cmd_mark (cmd, node);
        }

      if (i == node->children->len - 1)
        {
          vdt_script_cmd_run_node (cmd, side);
          break;
        }

      out = g_string_new (NULL);
      run_side (cmd, side, out, &unknown);

      if (data != NULL)
        g_string_free (data, TRUE);

      data = out;
    }

  cmd->in = outer_in;
  cmd->in_mark = outer_mark;
  cmd->reparse = outer_reparse;
}

static gboolean
is_known (const char *text)
{
  return strchr (text, '%') == NULL && strstr (text, "__input__") == NULL;
}

static gboolean
compare (const char *op,
         const char *left,
         const char *right,
         gboolean    ignore_case)
{
  gint64 a;
  gint64 b;
  int order;

  if (!g_str_equal (op, "==") && vdt_script_cmd_number (left, &a) && vdt_script_cmd_number (right, &b))
    order = a < b ? -1 : a > b;
  else
    order = ignore_case ? g_ascii_strcasecmp (left, right) : strcmp (left, right);

  if (g_str_equal (op, "==") || g_str_equal (op, "equ"))
    return order == 0;
  if (g_str_equal (op, "neq"))
    return order != 0;
  if (g_str_equal (op, "lss"))
    return order < 0;
  if (g_str_equal (op, "leq"))
    return order <= 0;
  if (g_str_equal (op, "gtr"))
    return order > 0;

  return order >= 0;
}

/* 1: true, 0: false, -1: not known */
static int
evaluate_condition (CmdInterp *cmd,
                    CmdNode   *node,
                    char     **left,
                    char     **right)
{
  g_autofree char *a = vdt_script_cmd_expand_for (cmd, node->left);
  g_autofree char *b = vdt_script_cmd_expand_for (cmd, node->right != NULL ? node->right : "");
  int result = -1;
  gboolean symbolic;

  *left = vdt_script_cmd_expand_delayed (cmd, a);
  *right = vdt_script_cmd_expand_delayed (cmd, b);

  if (g_str_equal (node->op, "defined"))
    result = vdt_script_cmd_get (cmd, *left, strlen (*left), &symbolic) != NULL || symbolic;
  else if (g_str_equal (node->op, "cmdextversion"))
    result = 1;
  else if (g_str_equal (node->op, "errorlevel"))
    result = cmd->errorlevel >= 0 ? cmd->errorlevel >= g_ascii_strtoll (*left, NULL, 10) : -1;
  else if (g_str_equal (node->op, "exist"))
    result = vdt_script_cmd_file (cmd, *left, FALSE) != NULL ? 1 : -1;
  else if (is_known (*left) && is_known (*right))
    result = compare (node->op, *left, *right, node->ignore_case);

  return result < 0 || !node->negate ? result : !result;
}

static void
run_branch (CmdInterp *cmd,
            CmdNode   *node,
            guint      index,
            guint     *counter)
{
  if (index >= node->children->len || cmd->flow != CMD_GO_ON)
    return;

  if (counter != NULL)
    (*counter)++;

  vdt_script_cmd_run_node (cmd, g_ptr_array_index (node->children, index));

  if (counter != NULL)
    (*counter)--;
}

static void
run_if (CmdInterp *cmd,
        CmdNode   *node)
{
  const CmdNode *then = g_ptr_array_index (node->children, 0);
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;
  int result = evaluate_condition (cmd, node, &left, &right);

  if (node->noisy && cmd->looping == 0 && then->start > node->start)
    {
      g_autofree char *header =
        g_strdup_printf ("if%s%s %s%s%s%s%s ", node->ignore_case ? " /i" : "", node->negate ? " not" : "",
                         node->right == NULL ? node->op : left, node->right == NULL ? " " : "",
                         node->right == NULL ? left : g_str_equal (node->op, "==") ? "==" : " ",
                         node->right == NULL || g_str_equal (node->op, "==") ? "" : node->op,
                         node->right == NULL ? "" : g_str_equal (node->op, "==") ? right : " ");
      g_autofree char *full = g_strconcat (header, node->right != NULL && !g_str_equal (node->op, "==") ? right : "",
                                           node->right != NULL && !g_str_equal (node->op, "==") ? " " : "", NULL);

      vdt_script_cmd_edit (cmd, node->start, then->start, "caret and delimiter noise", full);
    }

  run_branch (cmd, node, 0, result > 0 ? NULL : result == 0 ? &cmd->skipping : &cmd->guessing);
  run_branch (cmd, node, 1, result == 0 ? NULL : result > 0 ? &cmd->skipping : &cmd->guessing);
}

static void
run_group (CmdInterp *cmd,
           CmdNode   *node)
{
  CmdNode *body;
  GString *outer = cmd->out;
  const char *outer_in = cmd->in;
  g_autofree char *input = NULL;

  if (node->children == NULL)
    return;

  body = g_ptr_array_index (node->children, 0);

  for (guint i = 0; node->redirects != NULL && i < node->redirects->len; i++)
    {
      const CmdRedirect *redirect = g_ptr_array_index (node->redirects, i);
      g_autofree char *by_for = vdt_script_cmd_expand_for (cmd, redirect->target);
      g_autofree char *target = vdt_script_cmd_expand_delayed (cmd, by_for);
      GString *file;

      if (redirect->op[0] == '<')
        {
          file = vdt_script_cmd_file (cmd, target, FALSE);
          g_free (input);
          cmd->in = input = file != NULL ? g_strdup (file->str) : NULL;
        }
      else if (redirect->handle <= 1 && !g_str_has_suffix (redirect->op, "&") && cmd->skipping == 0)
        {
          file = vdt_script_cmd_file (cmd, target, TRUE);

          if (file != NULL && g_str_equal (redirect->op, ">"))
            g_string_truncate (file, 0);

          cmd->out = file;
        }
    }

  if (node->redirects == NULL)
    {
      edit_gap (cmd, node->start, body->start, "(");
      edit_gap (cmd, body->end, node->end, ")");
    }

  vdt_script_cmd_run_node (cmd, body);
  cmd->out = outer;
  cmd->in = outer_in;
}

void
vdt_script_cmd_run_node (CmdInterp *cmd,
                         CmdNode   *node)
{
  if (cmd->flow != CMD_GO_ON || !vdt_script_context_step (cmd->context, 1))
    return;

  switch (node->kind)
    {
    case CMD_SEQ:
    case CMD_AND:
    case CMD_OR:
      edit_gaps (cmd, node);

      for (guint i = 0; i < node->children->len; i++)
        {
          guint guess = node->kind == CMD_OR && i > 0;

          cmd->guessing += guess;
          vdt_script_cmd_run_node (cmd, g_ptr_array_index (node->children, i));
          cmd->guessing -= guess;
        }
      break;

    case CMD_PIPE:
      run_pipe (cmd, node);
      break;

    case CMD_GROUP:
      run_group (cmd, node);
      break;

    case CMD_IF:
      run_if (cmd, node);
      break;

    case CMD_FOR:
      vdt_script_cmd_run_for (cmd, node);
      break;

    case CMD_SIMPLE:
      vdt_script_cmd_run_simple (cmd, node);
      break;

    case CMD_NOTHING:
      break;

    default:
      g_assert_not_reached ();
    }
}

/* Whether an expansion brought operators with it, so that one stretch of the
 * text holds more than one command. @end is the last command's end. */
static gboolean
overlaps (const CmdNode *node,
          gsize         *end)
{
  if (node->kind == CMD_SIMPLE)
    {
      if (node->start < *end)
        return TRUE;

      *end = node->end;
    }

  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    if (overlaps (g_ptr_array_index (node->children, i), end))
      return TRUE;

  return FALSE;
}

static void
run_expanded (CmdInterp *cmd,
              CmdBuffer *buffer,
              gsize      start)
{
  g_autofree char *shown = NULL;
  CmdScope scope = { cmd, TRUE };
  gsize end = cmd->reader;

  while (buffer->text->len > 0 && buffer->text->str[buffer->text->len - 1] == '\n')
    g_string_truncate (buffer->text, buffer->text->len - 1);

  while (end > start && (cmd->text[end - 1] == '\n' || cmd->text[end - 1] == '\r'))
    end--;

  shown = vdt_script_cmd_show (buffer->text->str);
  vdt_script_context_run (cmd->context, cmd->layer, start, end - start, "percent expansion", VDT_SCRIPT_LANG_CMD,
                          cmd->file_rules ? VDT_SCRIPT_OPTION_FILE : VDT_SCRIPT_OPTION_NONE,
                          shown, strlen (shown), &scope, NULL, NULL);
}

/* One command line, which may go on over several lines. */
static void
run_line (CmdInterp *cmd)
{
  CmdBuffer buffer;
  CmdNode *node;
  gsize start = cmd->reader;
  gsize end = 0;

  if (cmd->ran != NULL)
    cmd->ran[start / 8] |= (guint8) (1u << (start % 8));

  vdt_script_cmd_buffer_init (&buffer);

  if (vdt_script_cmd_read_line (cmd, &buffer) && (node = vdt_script_cmd_parse (cmd, &buffer)) != NULL)
    {
      if (cmd->fixed == NULL && !cmd->expanded && cmd->nesting < MAX_CALLS && overlaps (node, &end))
        run_expanded (cmd, &buffer, start);
      else
        vdt_script_cmd_run_node (cmd, node);

      vdt_script_cmd_node_free (node);
    }

  vdt_script_cmd_buffer_clear (&buffer);
}

static void
find_labels (CmdInterp *cmd)
{
  cmd->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize at = 0; at < cmd->length;)
    {
      const char *line = cmd->text + at;
      const char *newline = memchr (line, '\n', cmd->length - at);
      gsize length = newline != NULL ? (gsize) (newline - line) : cmd->length - at;
      gsize i = 0;

      while (i < length && vdt_script_cmd_is_noise (line[i]))
        i++;

      if (i < length && line[i] == ':')
        {
          gsize from = ++i;
          char *name;

          while (from < length && vdt_script_cmd_is_noise (line[from]))
            from++;

          for (i = from; i < length && !g_ascii_isspace (line[i]) && strchr (":+,;=&|<>", line[i]) == NULL; i++)
            ;

          name = g_ascii_strdown (line + from, (gssize) (i - from));

          if (*name != '\0' && !g_hash_table_contains (cmd->labels, name))
            g_hash_table_insert (cmd->labels, name, GSIZE_TO_POINTER (at + 1));
          else
            g_free (name);
        }

      at += length + 1;
    }
}

/* Moves to the label; FALSE when it is not there or the jump leads round in a circle. */
static gboolean
jump (CmdInterp  *cmd,
      const char *target)
{
  g_autofree char *name = g_ascii_strdown (target, -1);
  gsize at;
  gpointer changes;

  name[strcspn (name, " \t:+,;=&|<>")] = '\0';

  if (cmd->labels == NULL)
    find_labels (cmd);

  at = GPOINTER_TO_SIZE (g_hash_table_lookup (cmd->labels, name));

  if (at == 0 || ++cmd->turns > MAX_TURNS)
    return FALSE;

  at--;

  if (at < cmd->reader)
    {
      /* Nothing changed since the last time: the loop would go on for ever. */
      if (g_hash_table_lookup_extended (cmd->jumps, GSIZE_TO_POINTER (at), NULL, &changes) &&
          GPOINTER_TO_SIZE (changes) == (gsize) cmd->process->changes)
        return FALSE;

      g_hash_table_insert (cmd->jumps, GSIZE_TO_POINTER (at),
                           GSIZE_TO_POINTER ((gsize) cmd->process->changes));
    }

  cmd->reader = at;

  return TRUE;
}

static void
run_lines (CmdInterp *cmd)
{
  while (cmd->reader < cmd->length && !vdt_script_context_is_stopped (cmd->context))
    {
      run_line (cmd);

      /* The label is in the text around this one. */
      if (cmd->flow == CMD_GO_TO && (cmd->fixed != NULL || cmd->expanded))
        return;

      if (cmd->flow == CMD_GO_TO)
        {
          g_autofree char *target = g_steal_pointer (&cmd->target);

          cmd->flow = CMD_GO_ON;
          jump (cmd, target);
        }
      else if (cmd->flow != CMD_GO_ON)
        {
          return;
        }
    }
}

void
vdt_script_cmd_run_inside (CmdInterp *cmd)
{
  run_lines (cmd);
}

/* CALL :label. The place to come back to is the caller's reader. */
gboolean
vdt_script_cmd_call_label (CmdInterp  *cmd,
                           const char *args)
{
  gsize back = cmd->reader;
  GPtrArray *outer = cmd->argv;
  gboolean found = FALSE;
  g_autoptr(GPtrArray) words = vdt_script_cmd_split (args, TRUE);

  if (words->len == 0 || cmd->nesting >= MAX_CALLS)
    return FALSE;

  if (cmd->fixed != NULL || cmd->expanded)
    return cmd->outer != NULL && vdt_script_cmd_call_label (cmd->outer, args);

  cmd->nesting++;

  if (jump (cmd, (const char *) g_ptr_array_index (words, 0) + 1))
    {
      g_ptr_array_remove_index (words, 0);
      cmd->argv = words;
      run_lines (cmd);

      if (cmd->flow == CMD_GO_BACK)
        cmd->flow = CMD_GO_ON;

      found = TRUE;
    }

  cmd->nesting--;
  cmd->argv = outer;
  cmd->reader = back;

  return found;
}

/* All lines in order of execution, then those that were not reached. */
void
vdt_script_cmd_run_file (CmdInterp *cmd)
{
  g_autofree guint8 *ran = g_malloc0 (cmd->length / 8 + 1);

  cmd->ran = ran;
  run_lines (cmd);

  if (cmd->flow == CMD_GO_OUT || cmd->flow == CMD_GO_BACK)
    cmd->flow = CMD_GO_ON;

  cmd->guessing++;

  for (cmd->reader = 0; cmd->reader < cmd->length && !vdt_script_context_is_stopped (cmd->context);)
    {
      if (ran[cmd->reader / 8] & (1u << (cmd->reader % 8)))
        {
          const char *newline = memchr (cmd->text + cmd->reader, '\n', cmd->length - cmd->reader);

          cmd->reader = newline != NULL ? (gsize) (newline + 1 - cmd->text) : cmd->length;
        }
      else
        {
          run_line (cmd);
          cmd->flow = CMD_GO_ON;
        }
    }

  cmd->guessing--;
  cmd->ran = NULL;
}

/* Runs text that has no place of its own: all of it stands for @mark. */
void
vdt_script_cmd_run_text (CmdInterp  *cmd,
                         const char *text,
                         CmdMark     mark)
{
  CmdInterp inner = *cmd;

  if (cmd->nesting >= MAX_CALLS)
    return;

  inner.nesting++;
  inner.outer = cmd;
  inner.text = text;
  inner.length = strlen (text);
  inner.reader = 0;
  inner.fixed = &mark;
  inner.ran = NULL;
  inner.labels = NULL;
  run_lines (&inner);

  cmd->flow = inner.flow;
  cmd->target = inner.target;
  cmd->errorlevel = inner.errorlevel;
  cmd->out_unknown = inner.out_unknown;
  cmd->delayed = inner.delayed;
  cmd->turns = inner.turns;
  cmd->in = inner.in;
}

/**
 * vdt_script_cmd_capture:
 * @input: (nullable): what @text reads on its standard input
 *
 * Returns: (transfer full) (nullable): what @text prints, %NULL when that cannot be known
 */
char *
vdt_script_cmd_capture (CmdInterp  *cmd,
                        const char *text,
                        CmdMark     mark,
                        const char *input)
{
  CmdInterp outer = *cmd;
  g_autoptr(GString) out = g_string_new (NULL);
  gboolean unknown;

  cmd->out = out;
  cmd->out_unknown = FALSE;
  cmd->in = input;
  cmd->silent = TRUE;
  cmd->delayed = FALSE;
  cmd->file_rules = FALSE;
  cmd->expanded = FALSE;
  cmd->reparse = FALSE;
  cmd->looping = 0;
  vdt_script_cmd_run_text (cmd, text, mark);
  unknown = cmd->out_unknown;

  if (cmd->flow == CMD_GO_TO)
    g_clear_pointer (&cmd->target, g_free);

  cmd->flow = outer.flow;
  cmd->target = outer.target;
  cmd->out = outer.out;
  cmd->out_unknown = outer.out_unknown;
  cmd->in = outer.in;
  cmd->silent = outer.silent;
  cmd->delayed = outer.delayed;
  cmd->file_rules = outer.file_rules;
  cmd->expanded = outer.expanded;
  cmd->reparse = outer.reparse;
  cmd->looping = outer.looping;

  return unknown ? NULL : g_strdup (out->str);
}
