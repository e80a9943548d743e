/* vdt-script-sh-arith.c
 *
 * Arithmetic of $((…)), ((…)), let and array indexes: 64 bits with a sign, all of
 * C's operators, numbers in bases up to 64.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-private.h"

#include <string.h>

#define MAX_DEPTH 60

typedef struct
{
  ShInterp   *sh;
  const char *at;
  guint       depth;
  guint       skipping;   /* the side of && || ?: that does not count */
  gboolean    failed;
} Sum;

typedef struct
{
  char  *name;            /* of the variable that was just read, for assignments */
  char  *key;
  gint64 value;
} Operand;

static gint64 comma (Sum *s);
static gint64 assignment (Sum *s);

static void
skip_spaces (Sum *s)
{
  while (g_ascii_isspace (*s->at) || *s->at == '"')
    s->at++;
}

static gboolean
take (Sum        *s,
     const char *op)
{
  gsize length = strlen (op);

  skip_spaces (s);

  if (strncmp (s->at, op, length) != 0)
    return FALSE;

  s->at += length;

  return TRUE;
}

/* What @digit is worth in bash's base 64. */
static int
digit_value (char  digit,
            guint base)
{
  if (g_ascii_isdigit (digit))
    return digit - '0';
  if (g_ascii_islower (digit))
    return digit - 'a' + 10;
  if (g_ascii_isupper (digit))
    return base <= 36 ? digit - 'A' + 10 : digit - 'A' + 36;
  if (digit == '@')
    return 62;
  if (digit == '_')
    return 63;

  return 64;
}

static gint64
read_digits (Sum   *s,
            guint  base)
{
  guint64 value = 0;

  for (int digit; (digit = digit_value (*s->at, base)) < 64; s->at++)
    {
      if ((guint) digit >= base)
        {
          s->failed = TRUE;
          break;
        }

      value = value * base + (guint64) digit;
    }

  return (gint64) value;
}

static gint64
read_number (Sum *s)
{
  const char *start = s->at;
  gint64 value;

  if (*s->at == '0' && (s->at[1] == 'x' || s->at[1] == 'X'))
    {
      s->at += 2;
      return read_digits (s, 16);
    }

  while (g_ascii_isdigit (*s->at))
    s->at++;

  if (*s->at == '#')
    {
      value = g_ascii_strtoll (start, NULL, 10);
      s->at++;

      if (value < 2 || value > 64)
        {
          s->failed = TRUE;
          return 0;
        }

      return read_digits (s, (guint) value);
    }

  return (gint64) g_ascii_strtoull (start, NULL, *start == '0' ? 8 : 10);
}

/* A variable's value is an expression again. */
static gint64
value_of (Sum        *s,
         const char *name,
         const char *key)
{
  ShVariable *variable = vdt_script_sh_get (s->sh, name);
  const char *text = vdt_script_sh_get_item (s->sh, variable, key);
  Sum inner = { s->sh, NULL, s->depth + 8, s->skipping, FALSE };
  gint64 value;

  if (variable != NULL && (variable->unknown || variable->symbolic))
    {
      s->failed = TRUE;
      return 0;
    }

  if (text == NULL || *text == '\0')
    return 0;

  if (inner.depth > MAX_DEPTH)
    {
      s->failed = TRUE;
      return 0;
    }

  {
    g_autofree char *copy = g_strdup (text);

    inner.at = copy;
    value = comma (&inner);
    skip_spaces (&inner);
    s->failed |= inner.failed || *inner.at != '\0';
  }

  return value;
}

static void
store (Sum           *s,
      const Operand *operand,
      gint64         value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  if (s->failed || s->skipping > 0 || operand->name == NULL)
    return;

  if (operand->key != NULL)
    vdt_script_sh_set_item (s->sh, operand->name, operand->key, text);
  else
    vdt_script_sh_set (s->sh, operand->name, text, FALSE);
}

static void
read_name (Sum     *s,
          Operand *operand)
{
  const char *start = s->at;

  while (g_ascii_isalnum (*s->at) || *s->at == '_')
    s->at++;

  operand->name = g_strndup (start, s->at - start);

  if (*s->at == '[')
    {
      guint open = 0;

      start = ++s->at;

      for (; *s->at != '\0' && !(*s->at == ']' && open == 0); s->at++)
        {
          if (*s->at == '[')
            open++;
          else if (*s->at == ']')
            open--;
        }

      operand->key = g_strndup (start, s->at - start);

      if (*s->at == ']')
        s->at++;
    }

  operand->value = value_of (s, operand->name, operand->key);
}

static void
operand_clear (Operand *operand)
{
  g_clear_pointer (&operand->name, g_free);
  g_clear_pointer (&operand->key, g_free);
}

static void
primary (Sum     *s,
        Operand *operand)
{
  skip_spaces (s);

  if (++s->depth > MAX_DEPTH || s->failed)
    {
      s->failed = TRUE;
    }
  else if ((*s->at == '+' || *s->at == '-') && s->at[0] == s->at[1] &&
           (g_ascii_isalpha (s->at[2]) || s->at[2] == '_'))
    {
      gint64 step = *s->at == '+' ? 1 : -1;

      s->at += 2;
      read_name (s, operand);
      operand->value += step;
      store (s, operand, operand->value);
      g_clear_pointer (&operand->name, g_free);
    }
  else if (*s->at != '\0' && strchr ("-+~!", *s->at) != NULL)
    {
      char op = *s->at++;

      primary (s, operand);

      if (op == '-')
        operand->value = (gint64) (0u - (guint64) operand->value);
      else if (op == '~')
        operand->value = ~operand->value;
      else if (op == '!')
        operand->value = !operand->value;

      operand_clear (operand);
    }
  else if (*s->at == '(')
    {
      s->at++;
      operand->value = comma (s);

      if (!take (s, ")"))
        s->failed = TRUE;
    }
  else if (g_ascii_isdigit (*s->at))
    {
      operand->value = read_number (s);
    }
  else if (g_ascii_isalpha (*s->at) || *s->at == '_')
    {
      read_name (s, operand);
      skip_spaces (s);

      if ((*s->at == '+' || *s->at == '-') && s->at[0] == s->at[1])
        {
          store (s, operand, operand->value + (*s->at == '+' ? 1 : -1));
          s->at += 2;
          operand_clear (operand);
        }
    }
  else
    {
      s->failed = TRUE;
    }

  s->depth--;
}

static gint64
power (gint64 base,
      gint64 exponent)
{
  guint64 result = 1;
  guint64 factor = (guint64) base;

  for (; exponent > 0; exponent >>= 1)
    {
      if (exponent & 1)
        result *= factor;

      factor *= factor;
    }

  return (gint64) result;
}

static gint64
apply (Sum        *s,
      const char *op,
      gint64      a,
      gint64      b)
{
  guint64 x = (guint64) a;
  guint64 y = (guint64) b;

  if (g_str_equal (op, "**"))
    return power (a, b);
  if (g_str_equal (op, "<<"))
    return (gint64) (x << (y & 63));
  if (g_str_equal (op, ">>"))
    return a >> (y & 63);
  if (g_str_equal (op, "<="))
    return a <= b;
  if (g_str_equal (op, ">="))
    return a >= b;
  if (g_str_equal (op, "=="))
    return a == b;
  if (g_str_equal (op, "!="))
    return a != b;

  switch (*op)
    {
    case '*':
      return (gint64) (x * y);
    case '+':
      return (gint64) (x + y);
    case '-':
      return (gint64) (x - y);
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '&':
      return a & b;
    case '^':
      return a ^ b;
    case '|':
      return a | b;
    default:
      if (b == 0)
        {
          s->failed |= s->skipping == 0;
          return 0;
        }
      if (b == -1)
        return *op == '/' ? (gint64) (0u - x) : 0;
      return *op == '/' ? a / b : a % b;
    }
}

/* Tightest last; longest first on each level. */
static const char *const levels[][5] = {
  { "||", NULL }, { "&&", NULL }, { "|", NULL }, { "^", NULL }, { "&", NULL }, { "==", "!=", NULL },
  { "<=", ">=", "<", ">", NULL }, { "<<", ">>", NULL }, { "+", "-", NULL }, { "*", "/", "%", NULL }, { "**", NULL },
};

static gboolean
take_operator (Sum         *s,
              guint        level,
              const char **op)
{
  skip_spaces (s);

  for (guint i = 0; levels[level][i] != NULL; i++)
    {
      gsize length = strlen (levels[level][i]);
      char next;

      if (strncmp (s->at, levels[level][i], length) != 0)
        continue;

      next = s->at[length];
      *op = levels[level][i];

      /* "a |= b" and "a << b" are not "|" and "<". */
      if (next == '=' && length <= 2 && !strchr ("=!<>", (*op)[length - 1]))
        continue;
      if (next == '=' && (g_str_equal (*op, "<<") || g_str_equal (*op, ">>")))
        continue;
      if (length == 1 && strchr ("|&<>*", **op) != NULL && next == **op)
        continue;

      s->at += length;
      return TRUE;
    }

  return FALSE;
}

static gint64
binary (Sum     *s,
       guint    level,
       Operand *operand)
{
  const char *op = NULL;
  gint64 value;

  if (level == G_N_ELEMENTS (levels))
    {
      primary (s, operand);
      return operand->value;
    }

  value = binary (s, level + 1, operand);

  while (!s->failed && take_operator (s, level, &op))
    {
      Operand right = { NULL, NULL, 0 };
      gboolean skip = (level == 0 && value != 0) || (level == 1 && value == 0);

      operand_clear (operand);
      s->skipping += skip;
      binary (s, g_str_equal (op, "**") ? level : level + 1, &right);
      s->skipping -= skip;
      operand_clear (&right);

      if (level == 0)
        value = value != 0 || right.value != 0;
      else if (level == 1)
        value = value != 0 && right.value != 0;
      else
        value = apply (s, op, value, right.value);
    }

  operand->value = value;

  return value;
}

static gint64
assignment (Sum *s)
{
  static const char *const ops[] = { "<<=", ">>=", "*=", "/=", "%=", "+=", "-=", "&=", "^=", "|=", "=" };
  Operand operand = { NULL, NULL, 0 };
  gint64 value;

  if (++s->depth > MAX_DEPTH)
    {
      s->failed = TRUE;
      return 0;
    }

  value = binary (s, 0, &operand);

  for (guint i = 0; operand.name != NULL && !s->failed && i < G_N_ELEMENTS (ops); i++)
    if (!(g_str_equal (ops[i], "=") && s->at[0] == '=' && s->at[1] == '=') && take (s, ops[i]))
      {
        gint64 right = assignment (s);
        char op[3] = { ops[i][0], ops[i][1] == '=' ? '\0' : ops[i][1], '\0' };

        value = g_str_equal (ops[i], "=") ? right : apply (s, op, operand.value, right);
        store (s, &operand, value);
        break;
      }

  operand_clear (&operand);

  if (!s->failed && take (s, "?"))
    {
      gint64 yes;
      gint64 no;

      s->skipping += value == 0;
      yes = comma (s);
      s->skipping -= value == 0;

      if (!take (s, ":"))
        s->failed = TRUE;

      s->skipping += value != 0;
      no = assignment (s);
      s->skipping -= value != 0;
      value = value != 0 ? yes : no;
    }

  s->depth--;

  return value;
}

static gint64
comma (Sum *s)
{
  gint64 value = assignment (s);

  while (!s->failed && take (s, ","))
    value = assignment (s);

  return value;
}

/**
 * vdt_script_sh_arithmetic:
 * @text: an expression in which $… has been expanded
 * @value: (out): its value
 *
 * Returns: %FALSE when the expression is wrong or rests on something not known
 */
gboolean
vdt_script_sh_arithmetic (ShInterp   *sh,
                         const char *text,
                         gint64     *value)
{
  Sum sum = { sh, text, 0, 0, FALSE };

  *value = 0;
  skip_spaces (&sum);

  if (*sum.at == '\0')
    return TRUE;

  if (!vdt_script_context_step (sh->context, 1 + (guint) (strlen (text) / 32)))
    return FALSE;

  *value = comma (&sum);
  skip_spaces (&sum);

  return !sum.failed && *sum.at == '\0';
}
