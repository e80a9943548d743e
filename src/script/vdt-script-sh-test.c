/* vdt-script-sh-test.c
 *
 * [ … ], test and [[ … ]].
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-private.h"

#include <string.h>

#include "vdt-script-sh-tool.h"

#define MAX_DEPTH 40

/* What a test comes to; what looks at the running system is not known. */
typedef enum
{
  TEST_FALSE,
  TEST_TRUE,
  TEST_UNKNOWN
} Outcome;

typedef struct
{
  ShInterp  *sh;
  GPtrArray *words;
  guint      at;
  guint      end;
  guint      depth;
  gboolean   patterns;    /* [[ */
} Test;

static Outcome read_or (Test *t);

static const char *
word (const Test *t,
     guint       ahead)
{
  return t->at + ahead < t->end ? g_ptr_array_index (t->words, t->at + ahead) : NULL;
}

static gboolean
is_word (const Test *t,
        guint       ahead,
        const char *text)
{
  const char *now = word (t, ahead);

  return now != NULL && g_str_equal (now, text);
}

static Outcome
unary (Test       *t,
      char        op,
      const char *operand)
{
  switch (op)
    {
    case 'z':
      return *operand == '\0';
    case 'n':
      return *operand != '\0';
    case 'v':
      return vdt_script_sh_get (t->sh, operand) != NULL;
    case 'e':
    case 'f':
    case 's':
    case 'r':
      return vdt_script_sh_file (t->sh, operand, FALSE) != NULL ? TEST_TRUE : TEST_UNKNOWN;
    default:
      return TEST_UNKNOWN;
    }
}

static gboolean
compare (const char *op,
        gint64      a,
        gint64      b)
{
  if (g_str_equal (op, "-eq"))
    return a == b;
  if (g_str_equal (op, "-ne"))
    return a != b;
  if (g_str_equal (op, "-lt"))
    return a < b;
  if (g_str_equal (op, "-le"))
    return a <= b;
  if (g_str_equal (op, "-gt"))
    return a > b;

  return a >= b;
}

static Outcome
binary (Test       *t,
       const char *left,
       const char *op,
       const char *right)
{
  gint64 a;
  gint64 b;

  if (g_str_equal (op, "=") || g_str_equal (op, "==") || g_str_equal (op, "!="))
    {
      gboolean same = t->patterns ? vdt_script_sh_match (right, left, strlen (left), FALSE) : g_str_equal (left, right);

      return same == (*op != '!');
    }

  if (g_str_equal (op, "<"))
    return strcmp (left, right) < 0;
  if (g_str_equal (op, ">"))
    return strcmp (left, right) > 0;

  if (g_str_equal (op, "=~"))
    {
      g_autoptr(GRegex) regex = vdt_script_sh_regex (right, TRUE, FALSE);

      return regex == NULL ? TEST_UNKNOWN : (Outcome) g_regex_match (regex, left, 0, NULL);
    }

  if (*op == '-' && strlen (op) == 3 && vdt_script_sh_arithmetic (t->sh, left, &a) &&
      vdt_script_sh_arithmetic (t->sh, right, &b))
    return compare (op, a, b);

  return TEST_UNKNOWN;
}

static gboolean
is_binary (const char *op)
{
  static const char *const ops[] = {
    "=", "==", "!=", "<", ">", "=~", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef",
  };

  for (guint i = 0; op != NULL && i < G_N_ELEMENTS (ops); i++)
    if (g_str_equal (ops[i], op))
      return TRUE;

  return FALSE;
}

static Outcome
read_primary (Test *t)
{
  Outcome outcome;
  const char *first = word (t, 0);

  if (first == NULL || ++t->depth > MAX_DEPTH)
    return TEST_FALSE;

  if (is_binary (word (t, 1)) && word (t, 2) != NULL)
    {
      outcome = binary (t, first, word (t, 1), word (t, 2));
      t->at += 3;
    }
  else if (g_str_equal (first, "!"))
    {
      t->at++;
      outcome = read_primary (t);

      if (outcome != TEST_UNKNOWN)
        outcome = outcome == TEST_TRUE ? TEST_FALSE : TEST_TRUE;
    }
  else if (g_str_equal (first, "(") && word (t, 1) != NULL)
    {
      t->at++;
      outcome = read_or (t);

      if (is_word (t, 0, ")"))
        t->at++;
    }
  else if (*first == '-' && strlen (first) == 2 && word (t, 1) != NULL)
    {
      outcome = unary (t, first[1], word (t, 1));
      t->at += 2;
    }
  else
    {
      outcome = *first != '\0';
      t->at++;
    }

  t->depth--;

  return outcome;
}

static Outcome
read_and (Test *t)
{
  Outcome outcome = read_primary (t);

  while (is_word (t, 0, "&&") || is_word (t, 0, "-a"))
    {
      Outcome right;

      t->at++;
      right = read_primary (t);

      if (outcome == TEST_FALSE || right == TEST_FALSE)
        outcome = TEST_FALSE;
      else if (right == TEST_UNKNOWN)
        outcome = TEST_UNKNOWN;
    }

  return outcome;
}

static Outcome
read_or (Test *t)
{
  Outcome outcome = read_and (t);

  while (is_word (t, 0, "||") || is_word (t, 0, "-o"))
    {
      Outcome right;

      t->at++;
      right = read_and (t);

      if (outcome == TEST_TRUE || right == TEST_TRUE)
        outcome = TEST_TRUE;
      else if (right == TEST_UNKNOWN)
        outcome = TEST_UNKNOWN;
    }

  return outcome;
}

/**
 * vdt_script_sh_test:
 * @words: (element-type utf8): "[", "test" or "[[" and what follows
 * @status: (out): 0 for true, 1 for false
 *
 * Returns: %FALSE when it cannot be known
 */
gboolean
vdt_script_sh_test (ShInterp  *sh,
                   GPtrArray *words,
                   int       *status)
{
  const char *name = g_ptr_array_index (words, 0);
  Test t = { sh, words, 1, words->len, 0, g_str_equal (name, "[[") };
  Outcome outcome;

  if (g_str_equal (name, "[") && t.end > 1 && g_str_equal (g_ptr_array_index (words, t.end - 1), "]"))
    t.end--;

  outcome = read_or (&t);
  *status = outcome == TEST_FALSE;

  return outcome != TEST_UNKNOWN;
}
