/* vdt-kql-text.c: what the tokens of a query say: names, strings, kinds in words.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-syntax-private.h"

#include <string.h>

#define KEYWORD_TEXT(name, text) [VDT_KQL_KEYWORD_##name] = text,

static const char * const kind_texts[VDT_KQL_LAST_KEYWORD] = {
  [VDT_KQL_TOKEN_OPEN_PAREN] = "(",
  [VDT_KQL_TOKEN_CLOSE_PAREN] = ")",
  [VDT_KQL_TOKEN_OPEN_BRACKET] = "[",
  [VDT_KQL_TOKEN_CLOSE_BRACKET] = "]",
  [VDT_KQL_TOKEN_OPEN_BRACE] = "{",
  [VDT_KQL_TOKEN_CLOSE_BRACE] = "}",
  [VDT_KQL_TOKEN_BAR] = "|",
  [VDT_KQL_TOKEN_LESS_BAR] = "<|",
  [VDT_KQL_TOKEN_PLUS] = "+",
  [VDT_KQL_TOKEN_MINUS] = "-",
  [VDT_KQL_TOKEN_STAR] = "*",
  [VDT_KQL_TOKEN_SLASH] = "/",
  [VDT_KQL_TOKEN_PERCENT] = "%",
  [VDT_KQL_TOKEN_DOT] = ".",
  [VDT_KQL_TOKEN_DOT_DOT] = "..",
  [VDT_KQL_TOKEN_BANG] = "!",
  [VDT_KQL_TOKEN_LESS] = "<",
  [VDT_KQL_TOKEN_LESS_EQUAL] = "<=",
  [VDT_KQL_TOKEN_GREATER] = ">",
  [VDT_KQL_TOKEN_GREATER_EQUAL] = ">=",
  [VDT_KQL_TOKEN_EQUAL] = "=",
  [VDT_KQL_TOKEN_EQUAL_EQUAL] = "==",
  [VDT_KQL_TOKEN_NOT_EQUAL] = "!=",
  [VDT_KQL_TOKEN_LESS_GREATER] = "<>",
  [VDT_KQL_TOKEN_COLON] = ":",
  [VDT_KQL_TOKEN_SEMICOLON] = ";",
  [VDT_KQL_TOKEN_COMMA] = ",",
  [VDT_KQL_TOKEN_EQUAL_TILDE] = "=~",
  [VDT_KQL_TOKEN_BANG_TILDE] = "!~",
  [VDT_KQL_TOKEN_AT] = "@",
  [VDT_KQL_TOKEN_QUESTION] = "?",
  [VDT_KQL_TOKEN_FAT_ARROW] = "=>",
  [VDT_KQL_TOKEN_DASH_DASH] = "--",
  [VDT_KQL_TOKEN_DASH_DASH_GREATER] = "-->",
  [VDT_KQL_TOKEN_LESS_DASH_DASH] = "<--",
  [VDT_KQL_TOKEN_DASH_BRACKET] = "-[",
  [VDT_KQL_TOKEN_BRACKET_DASH] = "]-",
  [VDT_KQL_TOKEN_LESS_DASH_BRACKET] = "<-[",
  [VDT_KQL_TOKEN_BRACKET_DASH_GREATER] = "]->",
  VDT_KQL_KEYWORDS (KEYWORD_TEXT)
};

/**
 * vdt_kql_kind_get_text:
 * @kind: a token kind
 *
 * Returns: (transfer none) (nullable): how it is written, if there is only one way
 */
const char *
vdt_kql_kind_get_text (guint kind)
{
  return kind < G_N_ELEMENTS (kind_texts) ? kind_texts[kind] : NULL;
}

/**
 * vdt_kql_node_text:
 * @tree: the node's tree
 * @self: a node
 * @length: (out): its length, bytes
 *
 * Returns: (transfer none): where its text starts, without its leading trivia
 */
const char *
vdt_kql_node_text (VdtKqlTree       *tree,
                   const VdtKqlNode *self,
                   gsize            *length)
{
  g_return_val_if_fail (tree != NULL, NULL);
  g_return_val_if_fail (self != NULL, NULL);

  if (length != NULL)
    *length = self->end - self->start;

  return tree->text + self->start;
}

char *
vdt_kql_node_dup_text (VdtKqlTree       *tree,
                       const VdtKqlNode *self)
{
  g_return_val_if_fail (tree != NULL, NULL);
  g_return_val_if_fail (self != NULL, NULL);

  return g_strndup (tree->text + self->start, self->end - self->start);
}

gboolean
vdt_kql_node_text_is (VdtKqlTree       *tree,
                      const VdtKqlNode *self,
                      const char       *text)
{
  gsize length = strlen (text);

  g_return_val_if_fail (tree != NULL, FALSE);
  g_return_val_if_fail (self != NULL, FALSE);

  return self->end - self->start == length && memcmp (tree->text + self->start, text, length) == 0;
}

/* The value of an escape's digits, at most @max of them in @base. */
static gunichar
read_digits (const char **at,
             const char  *end,
             guint        base,
             guint        max)
{
  gunichar value = 0;

  for (guint i = 0; i < max && *at < end; i++)
    {
      int digit = g_ascii_xdigit_value (**at);

      if (digit < 0 || (guint) digit >= base)
        break;

      value = value * base + (guint) digit;
      (*at)++;
    }

  return value;
}

static void
append_escape (GString     *out,
               const char **at,
               const char  *end)
{
  static const char letters[] = "abfnrtv";
  static const char values[] = "\a\b\f\n\r\t\v";
  gunichar character = 0;
  const char *letter = NULL;
  char c = **at;

  (*at)++;

  if (c != '\0' && (letter = strchr (letters, c)) != NULL)
    {
      g_string_append_c (out, values[letter - letters]);
      return;
    }

  if (c >= '0' && c <= '7')
    {
      (*at)--;
      character = read_digits (at, end, 8, 3);
    }
  else if (c == 'x')
    character = read_digits (at, end, 16, 2);
  else if (c == 'u')
    character = read_digits (at, end, 16, 4);
  else if (c == 'U')
    character = read_digits (at, end, 16, 8);
  else
    {
      g_string_append_c (out, c);
      return;
    }

  g_string_append_unichar (out, g_unichar_validate (character) ? character : 0xfffd);
}

/* Appends the value of one string token, whatever its form. */
static void
append_string (GString    *out,
               const char *text,
               gsize       length)
{
  const char *at = text;
  const char *end = text + length;
  gboolean verbatim = FALSE;
  char quote = '\0';

  if (at < end && (*at == 'h' || *at == 'H'))
    at++;

  if (at < end && *at == '@')
    {
      verbatim = TRUE;
      at++;
    }

  if (at >= end)
    return;

  quote = *at;

  if (quote == '`' || quote == '~')
    {
      gboolean closed = end - at >= 6 && end[-1] == quote && end[-2] == quote && end[-3] == quote;

      at = MIN (at + 3, end);
      g_string_append_len (out, at, (closed ? end - 3 : end) - at);
      return;
    }

  for (at++; at < end; )
    {
      if (*at == quote && verbatim && at + 1 < end && at[1] == quote)
        {
          g_string_append_c (out, quote);
          at += 2;
        }
      else if (*at == quote)
        return;
      else if (*at == '\\' && !verbatim && at + 1 < end)
        {
          at++;
          append_escape (out, &at, end);
        }
      else
        g_string_append_c (out, *at++);
    }
}

/**
 * vdt_kql_node_dup_string:
 * @tree: the node's tree
 * @self: a string token, a literal of one or a compound string
 *
 * Returns: (transfer full): the value of the string, escapes resolved; it may hold NULs, which end it
 */
char *
vdt_kql_node_dup_string (VdtKqlTree       *tree,
                         const VdtKqlNode *self)
{
  GString *out = NULL;

  g_return_val_if_fail (tree != NULL, NULL);
  g_return_val_if_fail (self != NULL, NULL);

  out = g_string_new (NULL);

  for (const VdtKqlNode *node = self; node != NULL; node = vdt_kql_node_next_in_tree (node, self))
    if (node->kind == VDT_KQL_TOKEN_STRING)
      append_string (out, tree->text + node->start, node->end - node->start);

  return g_string_free (out, FALSE);
}

/**
 * vdt_kql_node_dup_name:
 * @tree: the node's tree
 * @self: a name: declaration, reference, wildcard, or a name's token
 *
 * Returns: (transfer full): the name, without brackets and quotes; "" where it is missing
 */
char *
vdt_kql_node_dup_name (VdtKqlTree       *tree,
                       const VdtKqlNode *self)
{
  const VdtKqlNode *name = self;

  g_return_val_if_fail (tree != NULL, NULL);
  g_return_val_if_fail (self != NULL, NULL);

  if (self->kind != VDT_KQL_WILDCARD_NAME && !vdt_kql_node_is_token (self))
    name = vdt_kql_node_child (self, VDT_KQL_ROLE_NAME);

  if (name == NULL)
    return g_strdup ("");

  if (name->kind == VDT_KQL_TOKEN_STRING)
    return vdt_kql_node_dup_string (tree, name);

  if (name->kind == VDT_KQL_WILDCARD_NAME && vdt_kql_node_token (name, VDT_KQL_TOKEN_STRING) != NULL)
    return vdt_kql_node_dup_string (tree, name);

  return vdt_kql_node_dup_text (tree, name);
}
