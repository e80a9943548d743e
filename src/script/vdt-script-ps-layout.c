/* vdt-script-ps-layout.c
 *
 * Line breaks for PowerShell that was written in one line: one statement a
 * line, blocks indented. Only white space and semicolons change.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include <string.h>

#define LONG_LINE  150
#define SHORT_BODY 60   /* a block of one statement up to here stays on its line */
#define MAX_BREAKS 4000
#define MAX_DEPTH  200
#define INDENT     4

typedef struct
{
  PsSession *ps;
  PsProgram *program;
  guint      breaks;
} Layout;

static gboolean
on_long_line (const PsProgram *program,
              guint            at)
{
  guint start = at;
  guint end = at;

  while (start > 0 && program->text[start - 1] != '\n' && at - start <= LONG_LINE)
    start--;

  while (end < program->length && program->text[end] != '\n' && end - start <= LONG_LINE)
    end++;

  return end - start > LONG_LINE;
}

/* Puts a line break in the place of blanks and semicolons; anything else there stays. */
static void
break_line (Layout     *layout,
            guint       start,
            guint       end,
            const char *before,
            guint       depth)
{
  g_autofree char *text = NULL;

  if (end < start || layout->breaks >= MAX_BREAKS || layout->ps->silent > 0)
    return;

  for (guint i = start; i < end; i++)
    if (strchr (" \t;", layout->program->text[i]) == NULL)
      return;

  layout->breaks++;
  text = g_strdup_printf ("%s\n%*s", before, (int) (depth * INDENT), "");
  vdt_script_context_edit (layout->ps->context, layout->program->layer, start, end - start, "line breaks", text, strlen (text));
}

static void
lay_out_statements (Layout *layout,
                    PsNode *body,
                    guint   depth)
{
  for (guint i = 1; i < body->n_kids; i++)
    {
      guint end = body->kids[i - 1]->end;
      guint start = body->kids[i]->start;

      if (start >= end && on_long_line (layout->program, end))
        break_line (layout, end, start, memchr (layout->program->text + end, ';', start - end) != NULL ? ";" : "", depth);
    }
}

static void lay_out (Layout *layout,
                     PsNode *node,
                     guint   depth,
                     guint   level);

/* The statements between two braces */
static void
lay_out_braces (Layout *layout,
                PsNode *body,
                guint   depth,
                guint   level)
{
  const PsProgram *program = layout->program;
  PsNode *first = body->n_kids > 0 ? body->kids[0] : NULL;
  PsNode *last = body->n_kids > 0 ? body->kids[body->n_kids - 1] : NULL;
  guint open, close;

  if (first == NULL)
    return;

  open = first->start;
  close = last->end;

  while (open > 0 && strchr (" \t", program->text[open - 1]) != NULL)
    open--;

  while (close < program->length && strchr (" \t;", program->text[close]) != NULL)
    close++;

  if (open == 0 || program->text[open - 1] != '{' || close >= program->length || program->text[close] != '}' ||
      (body->n_kids == 1 && close - open <= SHORT_BODY) || !on_long_line (program, open))
    {
      for (guint i = 0; i < body->n_kids; i++)
        lay_out (layout, body->kids[i], depth, level + 1);
      return;
    }

  break_line (layout, open, first->start, "", depth + 1);
  lay_out_statements (layout, body, depth + 1);
  break_line (layout, last->end, close, "", depth);

  for (guint i = 0; i < body->n_kids; i++)
    lay_out (layout, body->kids[i], depth + 1, level + 1);
}

static gboolean
has_braces (const PsNode *node)
{
  switch (node->type)
    {
    case PS_NODE_BLOCK:
    case PS_NODE_IF:
    case PS_NODE_WHILE:
    case PS_NODE_DO:
    case PS_NODE_FOR:
    case PS_NODE_FOREACH:
    case PS_NODE_SWITCH:
    case PS_NODE_TRY:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
lay_out (Layout *layout,
         PsNode *node,
         guint   depth,
         guint   level)
{
  /* What stands inside quotes is text to the reader. */
  if (node == NULL || node->type == PS_NODE_EXPANDABLE || level > MAX_DEPTH || layout->breaks >= MAX_BREAKS)
    return;

  for (guint i = 0; i < node->n_kids; i++)
    {
      PsNode *kid = node->kids[i];

      if (kid != NULL && kid->type == PS_NODE_BODY && has_braces (node))
        lay_out_braces (layout, kid, depth, level + 1);
      else
        lay_out (layout, kid, depth, level + 1);
    }
}

/* Lays a whole script out. */
void
ps_lay_out (PsSession *ps,
            PsProgram *program)
{
  Layout layout = { ps, program, 0 };

  lay_out_statements (&layout, program->root, 0);
  lay_out (&layout, program->root, 0, 0);
}
