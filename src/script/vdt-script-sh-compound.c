/* vdt-script-sh-compound.c
 *
 * Reads the compound commands: if, for, while, case, [[ ]], groups, functions.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-parse.h"

#include <string.h>

static ShNode *
parse_if (ShParser *parser,
         gsize     start)
{
  ShNode *node = vdt_script_sh_node_new (SH_IF, start);

  vdt_script_sh_add_child (node, vdt_script_sh_parse_list (parser));

  if (vdt_script_sh_take_word (parser, "then"))
    vdt_script_sh_add_child (node, vdt_script_sh_parse_list (parser));

  while (vdt_script_sh_take_word (parser, "elif"))
    {
      vdt_script_sh_add_child (node, vdt_script_sh_parse_list (parser));

      if (vdt_script_sh_take_word (parser, "then"))
        vdt_script_sh_add_child (node, vdt_script_sh_parse_list (parser));
    }

  if (vdt_script_sh_take_word (parser, "else"))
    vdt_script_sh_add_child (node, vdt_script_sh_parse_list (parser));

  vdt_script_sh_take_word (parser, "fi");

  return node;
}

static void
parse_body (ShParser *parser,
           ShNode   *node)
{
  vdt_script_sh_skip_lines (parser);

  if (sh_peek (parser, 0) == ';')
    parser->pos++;

  vdt_script_sh_skip_lines (parser);

  if (vdt_script_sh_take_word (parser, "{"))
    {
      vdt_script_sh_add_child (node, vdt_script_sh_parse_list (parser));
      vdt_script_sh_take_word (parser, "}");
    }
  else if (vdt_script_sh_take_word (parser, "do"))
    {
      vdt_script_sh_add_child (node, vdt_script_sh_parse_list (parser));
      vdt_script_sh_take_word (parser, "done");
    }
}

/* Behind "for ((": the three expressions. */
static void
parse_for_c (ShParser *parser,
            ShNode   *node)
{
  gsize start = parser->pos;
  guint open = 0;

  while (parser->pos < parser->end)
    {
      char c = sh_peek (parser, 0);

      if (c == '(')
        open++;
      else if (c == ')' && open > 0)
        open--;
      else if ((c == ';' && open == 0) || c == ')')
        {
          vdt_script_sh_add_word (&node->words, start, parser->pos);
          start = parser->pos + 1;

          if (c == ')')
            {
              parser->pos += sh_peek (parser, 1) == ')' ? 2 : 1;
              break;
            }
        }

      parser->pos = vdt_script_sh_scan_quoted (parser->text, parser->pos, parser->end);
    }

  while (node->words == NULL || node->words->len < 3)
    vdt_script_sh_add_word (&node->words, parser->pos, parser->pos);

  parse_body (parser, node);
}

static ShNode *
parse_for (ShParser *parser,
          gsize     start)
{
  ShNode *node = vdt_script_sh_node_new (SH_FOR, start);
  gsize end;

  vdt_script_sh_skip_blank (parser);

  if (sh_peek (parser, 0) == '(' && sh_peek (parser, 1) == '(')
    {
      node->kind = SH_FOR_C;
      parser->pos += 2;
      parse_for_c (parser, node);
      return node;
    }

  end = vdt_script_sh_scan_word (parser->text, parser->pos, parser->end);
  node->name = g_strndup (parser->text + parser->pos, end - parser->pos);
  parser->pos = end;
  vdt_script_sh_skip_lines (parser);

  if (vdt_script_sh_take_word (parser, "in"))
    {
      node->has_in = TRUE;

      while (TRUE)
        {
          vdt_script_sh_skip_blank (parser);
          end = vdt_script_sh_scan_word (parser->text, parser->pos, parser->end);

          if (end == parser->pos)
            break;

          vdt_script_sh_add_word (&node->words, parser->pos, end);
          parser->pos = end;
        }
    }

  parse_body (parser, node);

  return node;
}

static ShNode *
parse_while (ShParser *parser,
            ShKind    kind,
            gsize     start)
{
  ShNode *node = vdt_script_sh_node_new (kind, start);
  ShNode *condition = vdt_script_sh_parse_list (parser);

  vdt_script_sh_add_child (node, condition != NULL ? condition : vdt_script_sh_node_new (SH_SEQ, parser->pos));
  parse_body (parser, node);

  return node;
}

static ShNode *
parse_case (ShParser *parser,
           gsize     start)
{
  ShNode *node = vdt_script_sh_node_new (SH_CASE, start);
  gsize end;

  vdt_script_sh_skip_blank (parser);
  end = vdt_script_sh_scan_word (parser->text, parser->pos, parser->end);
  vdt_script_sh_add_word (&node->words, parser->pos, end);
  parser->pos = end;
  vdt_script_sh_skip_lines (parser);
  vdt_script_sh_take_word (parser, "in");

  while (parser->pos < parser->end)
    {
      ShNode *clause;
      gsize before = parser->pos;

      vdt_script_sh_skip_lines (parser);

      if (vdt_script_sh_take_word (parser, "esac"))
        break;

      clause = vdt_script_sh_node_new (SH_CLAUSE, parser->pos);

      if (sh_peek (parser, 0) == '(')
        parser->pos++;

      while (parser->pos < parser->end && sh_peek (parser, 0) != ')' && sh_peek (parser, 0) != '\n')
        {
          vdt_script_sh_skip_blank (parser);
          end = vdt_script_sh_scan_word (parser->text, parser->pos, parser->end);

          if (end > parser->pos)
            vdt_script_sh_add_word (&clause->words, parser->pos, end);

          parser->pos = end;
          vdt_script_sh_skip_blank (parser);

          if (sh_peek (parser, 0) != '|')
            break;

          parser->pos++;
        }

      if (sh_peek (parser, 0) == ')')
        parser->pos++;

      vdt_script_sh_add_child (clause, vdt_script_sh_parse_list (parser));

      while (sh_peek (parser, 0) == ';' || sh_peek (parser, 0) == '&')
        parser->pos++;

      clause->end = parser->pos;
      vdt_script_sh_add_child (node, clause);

      if (parser->pos == before && parser->pos < parser->end)
        parser->pos++;
    }

  return node;
}

/* [[ … ]]: its words, operators among them. */
static ShNode *
parse_condition (ShParser *parser,
                gsize     start)
{
  ShNode *node = vdt_script_sh_node_new (SH_CONDITION, start);

  while (parser->pos < parser->end)
    {
      gsize end;

      vdt_script_sh_skip_lines (parser);

      if (vdt_script_sh_take_word (parser, "]]"))
        break;

      end = vdt_script_sh_scan_word (parser->text, parser->pos, parser->end);

      if (end == parser->pos)
        {
          /* ( ) < > && || are words of their own here. */
          end = parser->pos + 1;

          if (end < parser->end && (sh_peek (parser, 0) == '&' || sh_peek (parser, 0) == '|') &&
              sh_peek (parser, 1) == sh_peek (parser, 0))
            end++;
        }

      end = MIN (end, parser->end);

      if (end > parser->pos)
        vdt_script_sh_add_word (&node->words, parser->pos, end);

      parser->pos = end;
    }

  return node;
}

static ShNode *
parse_parens (ShParser *parser,
             gsize     start)
{
  ShNode *node;

  if (sh_peek (parser, 1) == '(')
    {
      gsize open = 0;
      gsize pos = parser->pos + 2;

      while (pos < parser->end && !(parser->text[pos] == ')' && open == 0))
        {
          if (parser->text[pos] == '(')
            open++;
          else if (parser->text[pos] == ')')
            open--;

          pos = vdt_script_sh_scan_quoted (parser->text, pos, parser->end);
        }

      if (pos + 1 < parser->end && parser->text[pos + 1] == ')')
        {
          node = vdt_script_sh_node_new (SH_ARITHMETIC, start);
          vdt_script_sh_add_word (&node->words, parser->pos + 2, pos);
          parser->pos = pos + 2;
          return node;
        }
    }

  node = vdt_script_sh_node_new (SH_SUBSHELL, start);
  parser->pos++;
  vdt_script_sh_add_child (node, vdt_script_sh_parse_list (parser));

  if (sh_peek (parser, 0) == ')')
    parser->pos++;

  return node;
}

ShNode *
vdt_script_sh_parse_compound (ShParser *parser)
{
  gsize start = parser->pos;
  ShNode *node;

  if (sh_peek (parser, 0) == '(')
    return parse_parens (parser, start);

  if (vdt_script_sh_take_word (parser, "{"))
    {
      node = vdt_script_sh_node_new (SH_GROUP, start);
      vdt_script_sh_add_child (node, vdt_script_sh_parse_list (parser));
      vdt_script_sh_take_word (parser, "}");
      return node;
    }

  if (vdt_script_sh_take_word (parser, "if"))
    return parse_if (parser, start);
  if (vdt_script_sh_take_word (parser, "for") || vdt_script_sh_take_word (parser, "select"))
    return parse_for (parser, start);
  if (vdt_script_sh_take_word (parser, "while"))
    return parse_while (parser, SH_WHILE, start);
  if (vdt_script_sh_take_word (parser, "until"))
    return parse_while (parser, SH_UNTIL, start);
  if (vdt_script_sh_take_word (parser, "case"))
    return parse_case (parser, start);
  if (vdt_script_sh_take_word (parser, "[["))
    return parse_condition (parser, start);

  if (vdt_script_sh_take_word (parser, "function"))
    {
      gsize name;
      gsize end;

      vdt_script_sh_skip_blank (parser);
      name = parser->pos;
      end = parser->pos = vdt_script_sh_scan_word (parser->text, parser->pos, parser->end);
      vdt_script_sh_take_parens (parser);

      return vdt_script_sh_parse_function (parser, start, name, end);
    }

  return NULL;
}
