/* vdt-script-ps-print.c
 *
 * Values as PowerShell text, and the edits that put them in the place of what
 * was computed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include "vdt-script-decode.h"

#include <string.h>

#define LITERAL_LIMIT    ((gsize) 4 * 1024 * 1024)
#define LIST_LIMIT       200  /* a short list is written out in any case */
#define LIST_ITEMS       8    /* a variable that holds more keeps its name */
#define REPORT_LIMIT     64
#define VARIABLE_LIMIT   4096 /* a variable whose value is longer keeps its name */

static gboolean append_literal (GString       *out,
                                const PsValue *value,
                                gsize          limit,
                                guint          depth);

/* The plainest quoting in which the text reads as it is. */
static void
append_quoted (GString    *out,
               const char *text,
               gsize       length)
{
  gboolean single = memchr (text, '\'', length) != NULL;
  gboolean lines = memchr (text, '\n', length) != NULL;
  gboolean expands = memchr (text, '$', length) != NULL || memchr (text, '`', length) != NULL ||
                     memchr (text, '"', length) != NULL;

  if (!single)
    {
      g_string_append_c (out, '\'');
      g_string_append_len (out, text, (gssize) length);
      g_string_append_c (out, '\'');
    }
  else if (!expands)
    {
      g_string_append_c (out, '"');
      g_string_append_len (out, text, (gssize) length);
      g_string_append_c (out, '"');
    }
  else if ((lines || length > 40) && memmem (text, length, "\n'@", 3) == NULL)
    {
      g_string_append (out, "@'\n");
      g_string_append_len (out, text, (gssize) length);
      g_string_append (out, "\n'@");
    }
  else
    {
      g_string_append_c (out, '\'');

      for (gsize i = 0; i < length; i++)
        {
          if (text[i] == '\'')
            g_string_append_c (out, '\'');
          g_string_append_c (out, text[i]);
        }

      g_string_append_c (out, '\'');
    }
}

static gboolean
append_list (GString       *out,
             const PsValue *value,
             gsize          limit,
             guint          depth)
{
  guint n = ps_count (value);

  if (depth > 0)
    g_string_append (out, n == 1 ? "(," : "(");
  else if (n == 0)
    g_string_append (out, "@()");

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(PsValue) item = ps_nth (value, i);

      if (i > 0)
        g_string_append (out, ", ");

      if (value->type == PS_TYPE_BYTES)
        g_string_append_printf (out, "0x%02x", (guint) item->integer);
      else if (!append_literal (out, item, limit, depth + 1))
        return FALSE;

      if (out->len > limit)
        return FALSE;
    }

  if (depth > 0)
    g_string_append_c (out, ')');

  return TRUE;
}

static gboolean
append_hash (GString       *out,
             const PsValue *value,
             gsize          limit,
             guint          depth)
{
  g_string_append (out, "@{");

  for (guint i = 0; i < value->keys->len; i++)
    {
      if (i > 0)
        g_string_append (out, "; ");

      if (!append_literal (out, g_ptr_array_index (value->keys, i), limit, depth + 1))
        return FALSE;

      g_string_append (out, " = ");

      if (!append_literal (out, g_ptr_array_index (value->values, i), limit, depth + 1))
        return FALSE;
    }

  g_string_append_c (out, '}');

  return out->len <= limit;
}

static gboolean
append_literal (GString       *out,
                const PsValue *value,
                gsize          limit,
                guint          depth)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (depth > 8)
    return FALSE;

  switch (value->type)
    {
    case PS_TYPE_NULL:
      g_string_append (out, "$null");
      return TRUE;
    case PS_TYPE_BOOL:
      g_string_append (out, value->integer ? "$True" : "$False");
      return TRUE;
    case PS_TYPE_INT:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, value->integer);
      return TRUE;
    case PS_TYPE_DOUBLE:
      g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.15g", value->number));
      return TRUE;
    case PS_TYPE_CHAR:
      {
        g_autoptr(GString) text = g_string_new (NULL);

        vdt_script_append_unichar (text, (guint32) value->integer);
        append_quoted (out, text->str, text->len);
        return TRUE;
      }
    case PS_TYPE_STRING:
      if (value->string->len > limit)
        return FALSE;
      if (value->display != NULL)
        g_string_append_printf (out, "\"%s\"", value->display);
      else
        append_quoted (out, value->string->str, value->string->len);
      return TRUE;
    case PS_TYPE_ARRAY:
    case PS_TYPE_BYTES:
      return append_list (out, value, limit, depth);
    case PS_TYPE_HASH:
      return append_hash (out, value, limit, depth);
    case PS_TYPE_NAME:
      g_string_append_printf (out, "[%s]", value->name);
      return TRUE;
    case PS_TYPE_OBJECT:
      if (value->object->display == NULL || g_str_has_prefix (value->object->kind, "PS"))
        return FALSE;
      g_string_append (out, value->object->display);
      return TRUE;
    default:
      return FALSE;
    }
}

/* NULL when the value cannot be written down, or not within @limit bytes. */
char *
ps_value_literal (const PsValue *value,
                  gsize          limit)
{
  GString *out = g_string_new (NULL);

  if (append_literal (out, value, limit, 0))
    return g_string_free (out, FALSE);

  g_string_free (out, TRUE);

  return NULL;
}

char *
ps_node_text (PsSession    *ps,
              const PsNode *node)
{
  return g_strndup (ps->program->text + node->start, node->end - node->start);
}

gboolean
ps_edit (PsSession  *ps,
         guint       start,
         guint       end,
         const char *rule,
         const char *text)
{
  gsize length = strlen (text);

  if (ps->silent > 0 || (length == end - start && memcmp (ps->program->text + start, text, length) == 0))
    return TRUE;

  return vdt_script_context_edit (ps->context, ps->program->layer, start, end - start, rule, text, length);
}

static const char *
rule_of (const PsNode *node)
{
  switch (node->type)
    {
    case PS_NODE_CHAIN:
      switch (node->ops[0] & ~PS_OP_CASE)
        {
        case PS_OP_ADD:
          return "concatenation";
        case PS_OP_FORMAT:
          return "-f format";
        case PS_OP_REPLACE:
          return "-replace";
        case PS_OP_SPLIT:
          return "-split";
        case PS_OP_JOIN:
          return "-join";
        case PS_OP_BXOR:
          return "-bxor";
        default:
          return "constant expression";
        }
    case PS_NODE_VARIABLE:
      return "variable";
    case PS_NODE_CAST:
      return "type cast";
    case PS_NODE_CALL:
      return "method call";
    case PS_NODE_INDEX:
      return "index";
    case PS_NODE_CONSTANT:
    case PS_NODE_EXPANDABLE:
      return "string escapes";
    case PS_NODE_PIPELINE:
      return "pipeline";
    default:
      return "constant expression";
    }
}

/* Has a value for text, but no side effect: may be evaluated twice. */
static gboolean
is_pure (const PsNode *node,
         guint         depth)
{
  if (node == NULL)
    return TRUE;

  if (node->type == PS_NODE_ASSIGN || node->type == PS_NODE_POSTFIX_OP || node->type == PS_NODE_BLOCK ||
      node->type >= PS_NODE_IF || depth > 64)
    return FALSE;

  if (node->type == PS_NODE_UNARY && (g_str_equal (node->text, "++") || g_str_equal (node->text, "--")))
    return FALSE;

  for (guint i = 0; i < node->n_kids; i++)
    if (!is_pure (node->kids[i], depth + 1))
      return FALSE;

  return TRUE;
}

/* The value itself cannot be written (an object): its parts are looked at. */
static void
fold_parts (PsSession *ps,
            PsNode    *node)
{
  if (ps->silent > 0 || node->type == PS_NODE_VARIABLE || node->n_kids == 0 || !is_pure (node, 0))
    return;

  for (guint i = 0; i < node->n_kids; i++)
    {
      PsNode *kid = node->kids[i];
      guint silent = ps->silent;
      PsValue *value;

      if (kid == NULL || (i == 1 && (node->type == PS_NODE_MEMBER || node->type == PS_NODE_CALL)))
        continue;

      if (kid->type == PS_NODE_BODY || kid->type == PS_NODE_PIPELINE)
        {
          fold_parts (ps, kid);
          continue;
        }

      if (kid->type == PS_NODE_COMMAND)
        {
          for (guint k = 1; k < kid->n_kids; k++)
            if (kid->kids[k] != NULL && kid->kids[k]->type != PS_NODE_PARAMETER && kid->kids[k]->type != PS_NODE_WORD)
              {
                ps->silent++;
                value = ps_eval (ps, kid->kids[k]);
                ps->silent = silent;
                ps_fold (ps, kid->kids[k], value);
                ps_unref (value);
              }
          continue;
        }

      ps->silent++;
      value = ps_eval (ps, kid);
      ps->silent = silent;
      ps_fold (ps, kid, value);
      ps_unref (value);
    }
}

/* Says already what it is: a list of constants, $true. */
static gboolean
is_plain (const PsNode *node)
{
  if (node->type == PS_NODE_VARIABLE)
    return g_ascii_strcasecmp (node->text, "true") == 0 || g_ascii_strcasecmp (node->text, "false") == 0 ||
           g_ascii_strcasecmp (node->text, "null") == 0;

  if (node->type != PS_NODE_ARRAY)
    return FALSE;

  for (guint i = 0; i < node->n_kids; i++)
    if (node->kids[i]->type != PS_NODE_CONSTANT && node->kids[i]->type != PS_NODE_WORD)
      return FALSE;

  return TRUE;
}

/**
 * ps_fold:
 * @ps: the session
 * @node: (nullable): an expression
 * @value: what it comes down to
 *
 * Puts a known value in the place of the expression. Constants stay as they
 * were written unless backticks hide what they say.
 */
void
ps_fold (PsSession *ps,
         PsNode    *node,
         PsValue   *value)
{
  g_autofree char *text = NULL;
  gboolean trivial;

  /* In a loop: known in one round, not in another. */
  if (ps->silent == 0 && node != NULL && !ps_is_known (value) && (node->flags & PS_FLAG_FOLDED))
    {
      vdt_script_context_keep (ps->context, ps->program->layer, node->start, node->end - node->start);
      node->flags |= PS_FLAG_VARIES;
    }

  if (ps->silent > 0 || node == NULL || !ps_is_known (value) || (node->flags & PS_FLAG_VARIES) ||
      node->type == PS_NODE_WORD || node->type == PS_NODE_BLOCK || node->type == PS_NODE_HASH ||
      node->end <= node->start || is_plain (node) || (ps_is_collection (value) && ps_count (value) == 0))
    return;

  if (node->type == PS_NODE_CONSTANT)
    {
      if (value->type != PS_TYPE_STRING || (node->flags & PS_FLAG_HERE) ||
          memchr (ps->program->text + node->start, '`', node->end - node->start) == NULL)
        return;
    }

  if (node->type == PS_NODE_TYPE)
    {
      /* Only the letters' case is put right; "System." may be left out. */
      if (value->type == PS_TYPE_NAME && g_ascii_strcasecmp (node->text, value->name) == 0)
        ps_edit (ps, node->start, node->end, "letter case", (text = g_strdup_printf ("[%s]", value->name)));
      else if (value->type == PS_TYPE_NAME && g_str_has_prefix (value->name, "System.") &&
               g_ascii_strcasecmp (node->text, value->name + 7) == 0)
        ps_edit (ps, node->start, node->end, "letter case", (text = g_strdup_printf ("[%s]", value->name + 7)));
      return;
    }

  /* A bare word with quotes inside reads well as it is. */
  if (node->type == PS_NODE_EXPANDABLE && (node->flags & PS_FLAG_BARE) &&
      memchr (ps->program->text + node->start, '`', node->end - node->start) == NULL &&
      memchr (ps->program->text + node->start, '$', node->end - node->start) == NULL)
    return;

  /* $env:temp alone says more than a made-up path. */
  if (node->type == PS_NODE_VARIABLE &&
      ((value->type == PS_TYPE_STRING && value->display != NULL) || value->type == PS_TYPE_OBJECT ||
       value->type == PS_TYPE_HASH || (ps_is_collection (value) && ps_count (value) > LIST_ITEMS)))
    return;

  text = ps_value_literal (value, node->type == PS_NODE_VARIABLE ? VARIABLE_LIMIT :
                                  ps_is_collection (value) ? MAX (LIST_LIMIT, 2 * (node->end - node->start)) :
                                      LITERAL_LIMIT);

  /* A list that is longer than what makes it does not read better. */
  if (text != NULL && (ps_is_collection (value) || value->type == PS_TYPE_HASH) && strlen (text) > LIST_LIMIT &&
      strlen (text) > node->end - node->start)
    g_clear_pointer (&text, g_free);

  if (text == NULL)
    {
      fold_parts (ps, node);
      return;
    }

  trivial = node->type == PS_NODE_PAREN || node->type == PS_NODE_SUB || node->type == PS_NODE_ARRAY_SUB ||
            node->type == PS_NODE_ARRAY;

  /* A list stays a list: @(1,2), (1,2). */
  if (trivial && ps_is_collection (value) && ps_count (value) != 1)
    {
      char *wrapped = g_strdup_printf (node->type == PS_NODE_PAREN ? "(%s)" : node->type == PS_NODE_ARRAY ? "%s" : "@(%s)",
                                       ps_count (value) == 0 ? "" : text);

      g_free (text);
      text = wrapped;
    }

  node->flags |= PS_FLAG_FOLDED;

  if (!ps_edit (ps, node->start, node->end, rule_of (node), text))
    node->flags |= PS_FLAG_VARIES;
}

/**
 * ps_report:
 * @ps: the session
 * @kind: what kind of command
 * @node: where it stands
 * @name: its name
 * @args: the arguments' values
 * @nodes: the arguments' nodes, for the text of what is not known
 * @n_args: how many
 *
 * Tells the analyser of a command or a method call that means something outside the script.
 */
void
ps_report (PsSession             *ps,
           VdtScriptCommandKind   kind,
           const PsNode          *node,
           const char            *name,
           PsValue              **args,
           PsNode               **nodes,
           guint                  n_args)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  VdtScriptCommandInit init = { 0 };
  guint count;

  if (ps->muted > 0)
    return;

  ps->reports++;
  count = GPOINTER_TO_UINT (g_hash_table_lookup (ps->counts, node)) + 1;
  g_hash_table_insert (ps->counts, (gpointer) node, GUINT_TO_POINTER (count));

  /* A loop's hundredth call says nothing new. */
  if (count > REPORT_LIMIT)
    return;

  for (guint i = 0; i < n_args; i++)
    {
      char *text;

      if (args[i]->type == PS_TYPE_STRING && args[i]->display != NULL)
        text = g_strdup (args[i]->display);
      else if (args[i]->type == PS_TYPE_ARRAY || args[i]->type == PS_TYPE_BYTES || args[i]->type == PS_TYPE_NAME ||
               args[i]->type == PS_TYPE_BOOL || args[i]->type == PS_TYPE_NULL)
        text = ps_value_literal (args[i], VARIABLE_LIMIT);
      else
        text = ps_to_string (args[i]);

      if (text == NULL && nodes != NULL && nodes[i] != NULL && nodes[i]->end <= ps->program->length)
        text = g_strndup (ps->program->text + nodes[i]->start, MIN (nodes[i]->end - nodes[i]->start, 4096));

      g_ptr_array_add (texts, text != NULL ? text : g_strdup ("?"));
    }

  g_ptr_array_add (texts, NULL);
  init.kind = kind;
  init.lang = VDT_SCRIPT_LANG_POWERSHELL;
  init.name = name;
  init.args = (const char *const *) texts->pdata;
  init.pipeline = vdt_script_context_next_pipeline (ps->context);
  init.layer = ps->program->layer;
  init.start = node->start;
  init.length = node->end - node->start;
  vdt_script_context_command (ps->context, &init, NULL);
}

/* A computed member name that is an identifier is written as one, in its usual letter case. */
void
ps_fold_name (PsSession  *ps,
              PsNode     *node,
              const char *name)
{
  gboolean plain = name[0] != '\0' && !g_ascii_isdigit (name[0]) &&
                   strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_") == strlen (name);
  g_autofree char *usual = plain ? ps_usual_member (name) : NULL;

  if (plain && (usual != NULL || node->type != PS_NODE_CONSTANT || !(node->flags & PS_FLAG_BARE) ||
                (node->flags & PS_FLAG_DIRTY)))
    ps_edit (ps, node->start, node->end, "member name", usual != NULL ? usual : name);
}
