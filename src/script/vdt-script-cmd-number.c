/* vdt-script-cmd-number.c
 *
 * Numbers of cmd.exe: IF's operands and SET /A's expressions, 32 bits with a sign.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-cmd-private.h"

#include <string.h>

#define MAX_DEPTH 64

typedef struct
{
  CmdInterp  *cmd;
  const char *at;
  guint       depth;
  gboolean    failed;
} Expression;

/* TRUE when all of @text is a number: decimal, 0x… or 0… */
gboolean
vdt_script_cmd_number (const char *text,
                       gint64     *value)
{
  char *end = NULL;
  gint64 sign = 1;

  while (g_ascii_isspace (*text))
    text++;

  if (*text == '-' || *text == '+')
    sign = *text++ == '-' ? -1 : 1;

  if (!g_ascii_isdigit (*text))
    return FALSE;

  *value = sign * (gint64) MIN (g_ascii_strtoull (text, &end, 0), (guint64) G_MAXUINT32);

  while (g_ascii_isspace (*end))
    end++;

  return *end == '\0';
}

static void
skip_spaces (Expression *e)
{
  while (g_ascii_isspace (*e->at) || *e->at == '"')
    e->at++;
}

static gint32 comma (Expression *e);

static gint32
variable_value (Expression *e,
                const char *name,
                gsize       length)
{
  gboolean symbolic;
  const char *value = vdt_script_cmd_get (e->cmd, name, length, &symbolic);
  gint64 number = 0;

  if (symbolic || (value != NULL && strpbrk (value, "%_") != NULL && !vdt_script_cmd_number (value, &number)))
    e->failed = TRUE;
  else if (value != NULL)
    vdt_script_cmd_number (value, &number);

  return (gint32) number;
}

static gsize
name_length (const char *at)
{
  return strcspn (at, " \t()+-*/%<>&|^~!=,\"");
}

static gint32
unary (Expression *e)
{
  gint32 value = 0;

  skip_spaces (e);

  if (++e->depth > MAX_DEPTH || e->failed)
    {
      e->failed = TRUE;
    }
  else if (*e->at == '-' || *e->at == '+' || *e->at == '~' || *e->at == '!')
    {
      char op = *e->at++;

      value = unary (e);

      if (op == '-')
        value = (gint32) (0u - (guint32) value);
      else if (op == '~')
        value = ~value;
      else if (op == '!')
        value = !value;
    }
  else if (*e->at == '(')
    {
      e->at++;
      value = comma (e);
      skip_spaces (e);

      if (*e->at == ')')
        e->at++;
      else
        e->failed = TRUE;
    }
  else if (g_ascii_isdigit (*e->at))
    {
      char *end = NULL;

      value = (gint32) g_ascii_strtoull (e->at, &end, 0);
      e->at = end;
    }
  else
    {
      gsize length = name_length (e->at);

      if (length == 0)
        e->failed = TRUE;
      else
        value = variable_value (e, e->at, length);

      e->at += length;
    }

  e->depth--;

  return value;
}

/* How tight the operator at @at binds, 0 if there is none. */
static guint
precedence (const char *at,
            gsize      *length)
{
  *length = 1;

  if ((at[0] == '<' && at[1] == '<') || (at[0] == '>' && at[1] == '>'))
    {
      *length = 2;
      return at[2] == '=' ? 0 : 4;
    }

  if (at[0] != '\0' && at[1] == '=')
    return 0;

  switch (at[0])
    {
    case '*':
    case '/':
    case '%':
      return 6;
    case '+':
    case '-':
      return 5;
    case '&':
      return 3;
    case '^':
      return 2;
    case '|':
      return 1;
    default:
      return 0;
    }
}

static gint32
apply (Expression *e,
       char        op,
       gint32      a,
       gint32      b)
{
  guint32 x = (guint32) a;
  guint32 y = (guint32) b;

  switch (op)
    {
    case '*':
      return (gint32) (x * y);
    case '+':
      return (gint32) (x + y);
    case '-':
      return (gint32) (x - y);
    case '<':
      return y < 32 ? (gint32) (x << y) : 0;
    case '>':
      return y < 32 ? a >> y : 0;
    case '&':
      return a & b;
    case '^':
      return a ^ b;
    case '|':
      return a | b;
    default:
      if (b == 0 || (a == G_MININT32 && b == -1))
        {
          e->failed = TRUE;
          return 0;
        }
      return op == '/' ? a / b : a % b;
    }
}

static gint32
binary (Expression *e,
        guint       lowest)
{
  gint32 value = unary (e);

  while (!e->failed)
    {
      gsize length;
      guint level;
      char op;

      skip_spaces (e);
      level = precedence (e->at, &length);
      op = *e->at;

      if (level == 0 || level < lowest)
        break;

      e->at += length;
      value = apply (e, op, value, binary (e, level + 1));
    }

  return value;
}

static gint32
assignment (Expression *e)
{
  const char *name;
  gsize length;
  const char *at;
  char op = '\0';
  gint32 value;
  g_autofree char *variable = NULL;
  g_autofree char *text = NULL;

  skip_spaces (e);
  name = e->at;
  length = name_length (name);

  for (at = name + length; g_ascii_isspace (*at); at++)
    ;

  if ((at[0] == '<' || at[0] == '>') && at[1] == at[0] && at[2] == '=')
    {
      op = *at;
      at += 2;
    }
  else if (at[0] != '\0' && strchr ("*/%+-&^|", at[0]) != NULL && at[1] == '=')
    {
      op = *at++;
    }

  if (length == 0 || *at != '=' || g_ascii_isdigit (*name))
    return binary (e, 1);

  if (++e->depth > MAX_DEPTH)
    {
      e->failed = TRUE;
      return 0;
    }

  e->at = at + 1;
  value = assignment (e);
  e->depth--;

  if (op != '\0')
    value = apply (e, op, variable_value (e, name, length), value);

  if (!e->failed && e->cmd->skipping == 0)
    {
      variable = g_strndup (name, length);
      text = g_strdup_printf ("%d", value);
      vdt_script_cmd_set (e->cmd, variable, text);
    }

  return value;
}

static gint32
comma (Expression *e)
{
  gint32 value = assignment (e);

  skip_spaces (e);

  while (*e->at == ',' && !e->failed)
    {
      e->at++;
      value = assignment (e);
      skip_spaces (e);
    }

  return value;
}

/**
 * vdt_script_cmd_arithmetic:
 * @expression: what follows SET /A
 * @value: (out): the last value
 *
 * Evaluates and assigns. Returns %FALSE when something in it is not known or wrong.
 */
gboolean
vdt_script_cmd_arithmetic (CmdInterp  *cmd,
                           const char *expression,
                           gint64     *value)
{
  Expression e = { cmd, expression, 0, FALSE };

  *value = comma (&e);
  skip_spaces (&e);

  return !e.failed && *e.at == '\0';
}
