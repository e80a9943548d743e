/* vdt-script-sh-param.c
 *
 * ${…}: lengths, indirection, defaults, cutting, stripping, replacing, case.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-private.h"

#include <string.h>

typedef struct
{
  ShInterp  *sh;
  ShMark     name;
  ShMark     index;       /* inside the brackets; start == 0 for none */
  gboolean   all;         /* @ or *: every item */
  gboolean   separate;    /* @ */
  gboolean   set;
  gboolean   unknown;
  gboolean   symbolic;
  GPtrArray *values;
} Parameter;

static gboolean
name_is (const Parameter *p,
        const char      *name)
{
  gsize length = strlen (name);

  return p->name.end - p->name.start == length &&
         memcmp (p->sh->source.text + p->name.start, name, length) == 0;
}

static void
add_value (Parameter  *p,
          const char *value)
{
  g_ptr_array_add (p->values, g_strdup (value != NULL ? value : ""));
  p->set |= value != NULL;
}

static void
read_special (Parameter *p)
{
  ShState *state = p->sh->state;
  const char *text = p->sh->source.text + p->name.start;
  g_autofree char *number = NULL;

  if (name_is (p, "@") || name_is (p, "*"))
    {
      p->all = TRUE;
      p->separate = *text == '@';

      for (guint i = 0; i < state->positional->len; i++)
        add_value (p, g_ptr_array_index (state->positional, i));
    }
  else if (name_is (p, "#"))
    {
      number = g_strdup_printf ("%u", state->positional->len);
      add_value (p, number);
    }
  else if (name_is (p, "?") && p->sh->status >= 0)
    {
      number = g_strdup_printf ("%d", p->sh->status);
      add_value (p, number);
    }
  else if (name_is (p, "-"))
    {
      add_value (p, "hB");
    }
  else if (g_ascii_isdigit (*text))
    {
      guint64 index = g_ascii_strtoull (text, NULL, 10);

      if (index == 0)
        {
          add_value (p, "bash");
          p->symbolic = TRUE;
        }
      else if (index <= state->positional->len)
        {
          add_value (p, g_ptr_array_index (state->positional, index - 1));
        }
      else if (!state->called)
        {
          p->unknown = TRUE;
        }
    }
  else
    {
      p->unknown = TRUE;
    }
}

static void
read_items (Parameter        *p,
           const ShVariable *variable)
{
  if (variable->kind == SH_VARIABLE_LIST)
    {
      for (guint i = 0; i < variable->list->len; i++)
        if (g_ptr_array_index (variable->list, i) != NULL)
          add_value (p, g_ptr_array_index (variable->list, i));
    }
  else if (variable->kind == SH_VARIABLE_MAP)
    {
      for (guint i = 0; i < variable->keys->len; i++)
        add_value (p, g_hash_table_lookup (variable->map, g_ptr_array_index (variable->keys, i)));
    }
  else if (variable->text != NULL)
    {
      add_value (p, variable->text);
    }
}

static void
read_values (Parameter *p)
{
  ShInterp *sh = p->sh;
  const char *text = sh->source.text;
  g_autofree char *name = g_strndup (text + p->name.start, p->name.end - p->name.start);
  ShVariable *variable;
  gsize length = p->index.end - p->index.start;

  if (!vdt_script_sh_is_name (name, strlen (name)))
    {
      read_special (p);
      return;
    }

  variable = vdt_script_sh_get (sh, name);

  if (p->index.start != 0 && length == 1 && (text[p->index.start] == '@' || text[p->index.start] == '*'))
    {
      p->all = TRUE;
      p->separate = text[p->index.start] == '@';
    }

  if (variable == NULL)
    return;

  p->unknown = variable->unknown;
  p->symbolic = variable->symbolic;

  if (p->all)
    {
      read_items (p, variable);
    }
  else if (p->index.start != 0)
    {
      gboolean unknown = FALSE;
      gboolean map = variable->kind == SH_VARIABLE_MAP;
      g_autofree char *key = map ? vdt_script_sh_expand_text (sh, p->index, &unknown) :
                                   vdt_script_sh_expand_quoted (sh, p->index, &unknown);

      /* The index may itself have changed the variables. */
      variable = vdt_script_sh_get (sh, name);
      add_value (p, unknown ? NULL : vdt_script_sh_get_item (sh, variable, key));

      if (unknown)
        {
          p->unknown = TRUE;
          p->set = FALSE;
        }
    }
  else
    {
      const char *value = vdt_script_sh_get_item (sh, variable, NULL);

      if (value != NULL)
        add_value (p, value);
    }
}

/* A name at @pos with its index. Returns behind it; @pos when there is none. */
static gsize
read_name (Parameter *p,
          gsize      pos,
          gsize      end)
{
  const char *text = p->sh->source.text;
  gsize after = pos;

  while (after < end && (g_ascii_isalnum (text[after]) || text[after] == '_'))
    after++;

  if (after > pos && g_ascii_isdigit (text[pos]))
    for (after = pos; after < end && g_ascii_isdigit (text[after]);)
      after++;

  if (after == pos && pos < end && strchr ("@*#?$!-", text[pos]) != NULL && text[pos] != '\0')
    after = pos + 1;

  p->name = (ShMark) { pos, after };

  if (after < end && text[after] == '[' && after > pos && (g_ascii_isalpha (text[pos]) || text[pos] == '_'))
    {
      gsize close = after + 1;
      guint open = 0;

      while (close < end && !(text[close] == ']' && open == 0))
        {
          if (text[close] == '[')
            open++;
          else if (text[close] == ']')
            open--;

          close = vdt_script_sh_scan_quoted (text, close, end);
        }

      p->index = (ShMark) { after + 1, MIN (close, end) };
      after = MIN (close + 1, end);
    }

  return after;
}

static void
replace_value (Parameter *p,
              guint      i,
              char      *value)
{
  g_free (g_ptr_array_index (p->values, i));
  g_ptr_array_index (p->values, i) = value;
}

/* ":offset:length" */
static gboolean
op_cut (Parameter *p,
       gsize      pos,
       gsize      end)
{
  const char *text = p->sh->source.text;
  gsize colon = pos;
  guint open = 0;
  gboolean unknown = FALSE;
  gint64 from = 0;
  gint64 count = 0;
  gboolean counted;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  while (colon < end && !(text[colon] == ':' && open == 0))
    {
      if (text[colon] == '(' || text[colon] == '?')
        open++;
      else if ((text[colon] == ')' || text[colon] == ':') && open > 0)
        open--;

      colon = vdt_script_sh_scan_quoted (text, colon, end);
    }

  colon = MIN (colon, end);
  counted = colon < end;
  first = vdt_script_sh_expand_quoted (p->sh, (ShMark) { pos, colon }, &unknown);
  second = counted ? vdt_script_sh_expand_quoted (p->sh, (ShMark) { colon + 1, end }, &unknown) : g_strdup ("0");

  if (unknown || !vdt_script_sh_arithmetic (p->sh, first, &from) || !vdt_script_sh_arithmetic (p->sh, second, &count))
    return FALSE;

  if (!p->all)
    {
      for (guint i = 0; i < p->values->len; i++)
        replace_value (p, i, vdt_script_sh_cut (g_ptr_array_index (p->values, i), from, count, counted));

      return TRUE;
    }

  /* Of all parameters: which of them; $@ counts from 1. */
  if (name_is (p, "@") || name_is (p, "*"))
    from -= from > 0;

  if (from < 0)
    from += p->values->len;

  from = CLAMP (from, 0, p->values->len);
  count = counted ? CLAMP (count, 0, p->values->len - from) : p->values->len - from;
  g_ptr_array_set_size (p->values, (gint) (from + count));
  g_ptr_array_remove_range (p->values, 0, (guint) from);

  return TRUE;
}

/* "/pattern/text", "//", "/#", "/%" */
static gboolean
op_replace (Parameter *p,
           gsize      pos,
           gsize      end)
{
  const char *text = p->sh->source.text;
  char where = '\0';
  gsize slash;
  gboolean unknown = FALSE;
  g_autofree char *pattern = NULL;
  g_autofree char *by = NULL;

  if (pos < end && strchr ("/#%", text[pos]) != NULL)
    where = text[pos++];

  for (slash = pos; slash < end && text[slash] != '/';)
    slash = vdt_script_sh_scan_quoted (text, slash, end);

  slash = MIN (slash, end);
  pattern = vdt_script_sh_expand_pattern (p->sh, (ShMark) { pos, slash }, &unknown);
  by = vdt_script_sh_expand_text (p->sh, (ShMark) { MIN (slash + 1, end), end }, &unknown);

  if (unknown)
    return FALSE;

  for (guint i = 0; i < p->values->len && *pattern != '\0'; i++)
    replace_value (p, i, vdt_script_sh_replace (p->sh, g_ptr_array_index (p->values, i), pattern, by, where));

  if (*pattern == '\0' && (where == '#' || where == '%'))
    for (guint i = 0; i < p->values->len; i++)
      replace_value (p, i, where == '#' ? g_strconcat (by, g_ptr_array_index (p->values, i), NULL) :
                                          g_strconcat (g_ptr_array_index (p->values, i), by, NULL));

  return TRUE;
}

static gboolean
op_strip (Parameter *p,
         gsize      pos,
         gsize      end)
{
  const char *text = p->sh->source.text;
  gboolean at_end = text[pos] == '%';
  gboolean longest = pos + 1 < end && text[pos + 1] == text[pos];
  gboolean unknown = FALSE;
  g_autofree char *pattern = NULL;

  pattern = vdt_script_sh_expand_pattern (p->sh, (ShMark) { pos + 1 + longest, end }, &unknown);

  if (unknown)
    return FALSE;

  for (guint i = 0; i < p->values->len; i++)
    replace_value (p, i, vdt_script_sh_strip (p->sh, g_ptr_array_index (p->values, i), pattern, at_end, longest));

  return TRUE;
}

static gboolean
op_case (Parameter *p,
        gsize      pos,
        gsize      end)
{
  const char *text = p->sh->source.text;
  gboolean every = pos + 1 < end && text[pos + 1] == text[pos];
  gboolean unknown = FALSE;
  g_autofree char *pattern = vdt_script_sh_expand_pattern (p->sh, (ShMark) { pos + 1 + every, end }, &unknown);

  if (unknown)
    return FALSE;

  for (guint i = 0; i < p->values->len; i++)
    for (char *at = g_ptr_array_index (p->values, i); *at != '\0'; at++)
      {
        if (*pattern == '\0' || vdt_script_sh_match (pattern, at, 1, FALSE))
          *at = vdt_script_sh_change_case (*at, text[pos]);

        if (!every)
          break;
      }

  return TRUE;
}

static gboolean
op_transform (Parameter *p,
             char       op)
{
  for (guint i = 0; i < p->values->len; i++)
    {
      char *value = g_ptr_array_index (p->values, i);

      if (op == 'U')
        replace_value (p, i, g_ascii_strup (value, -1));
      else if (op == 'L')
        replace_value (p, i, g_ascii_strdown (value, -1));
      else if (op == 'u')
        *value = g_ascii_toupper (*value);
      else if (op == 'Q')
        replace_value (p, i, g_shell_quote (value));
      else if (op == 'E')
        {
          GString *out = g_string_new (NULL);

          vdt_script_sh_escape (value, strlen (value), TRUE, out, NULL);
          replace_value (p, i, g_string_free (out, FALSE));
        }
    }

  return strchr ("ULuQEP", op) != NULL;
}

/* ":-word", "=word", … */
static gboolean
op_default (Parameter *p,
           gsize      pos,
           gsize      end,
           gboolean   colon)
{
  const char *text = p->sh->source.text;
  gboolean empty = p->values->len == 0 || (p->values->len == 1 && *(char *) g_ptr_array_index (p->values, 0) == '\0');
  gboolean missing = !p->set || (colon && empty);
  char op = text[pos];
  gboolean unknown = FALSE;
  g_autofree char *word = NULL;

  if (op == '?' || (op == '+') == missing)
    {
      if (op == '+')
        g_ptr_array_set_size (p->values, 0);

      return op != '?' || !missing;
    }

  if (op != '+' && !missing)
    return TRUE;

  word = vdt_script_sh_expand_text (p->sh, (ShMark) { pos + 1, end }, &unknown);

  if (unknown)
    return FALSE;

  g_ptr_array_set_size (p->values, 0);
  add_value (p, word);
  p->all = FALSE;
  p->unknown = FALSE;
  p->symbolic = FALSE;

  if (op == '=' && p->index.start == 0)
    {
      g_autofree char *name = g_strndup (text + p->name.start, p->name.end - p->name.start);

      if (vdt_script_sh_is_name (name, strlen (name)))
        vdt_script_sh_set (p->sh, name, word, FALSE);
    }

  return TRUE;
}

static gboolean
apply_op (Parameter *p,
         gsize      pos,
         gsize      end)
{
  const char *text = p->sh->source.text;
  char op = text[pos];

  if (op == ':' && pos + 1 < end && strchr ("-=+?", text[pos + 1]) != NULL)
    return op_default (p, pos + 1, end, TRUE);

  if (strchr ("-=+?", op) != NULL)
    return op_default (p, pos, end, FALSE);

  /* What is not known can only be looked at by its name. */
  if (p->unknown)
    return FALSE;

  p->symbolic = FALSE;

  switch (op)
    {
    case ':':
      return op_cut (p, pos + 1, end);
    case '/':
      return op_replace (p, pos + 1, end);
    case '#':
    case '%':
      return op_strip (p, pos, end);
    case '^':
    case ',':
    case '~':
      return op_case (p, pos, end);
    case '@':
      return pos + 1 < end && op_transform (p, text[pos + 1]);
    default:
      return FALSE;
    }
}

/* ${!name}, ${!prefix*}, ${!list[@]} */
static gboolean
follow (Parameter *p,
       gsize      pos,
       gsize      end)
{
  ShInterp *sh = p->sh;
  const char *text = sh->source.text;
  ShVariable *variable;
  g_autofree char *name = g_strndup (text + p->name.start, p->name.end - p->name.start);
  gsize length = p->index.end - p->index.start;

  if (p->index.start != 0 && length == 1 && (text[p->index.start] == '@' || text[p->index.start] == '*'))
    {
      p->all = TRUE;
      p->separate = text[p->index.start] == '@';
      variable = vdt_script_sh_get (sh, name);

      for (guint i = 0; variable != NULL && variable->kind == SH_VARIABLE_MAP && i < variable->keys->len; i++)
        add_value (p, g_ptr_array_index (variable->keys, i));

      for (guint i = 0; variable != NULL && variable->kind == SH_VARIABLE_LIST && i < variable->list->len; i++)
        if (g_ptr_array_index (variable->list, i) != NULL)
          {
            g_autofree char *number = g_strdup_printf ("%u", i);

            add_value (p, number);
          }

      return TRUE;
    }

  if (pos < end && pos + 1 == end && (text[pos] == '*' || text[pos] == '@') &&
      vdt_script_sh_is_name (name, strlen (name)))
    {
      g_autoptr(GList) names = g_list_sort (g_hash_table_get_keys (sh->state->variables), (GCompareFunc) strcmp);

      p->all = TRUE;
      p->separate = text[pos] == '@';

      for (GList *at = names; at != NULL; at = at->next)
        if (g_str_has_prefix (at->data, name))
          add_value (p, at->data);

      return TRUE;
    }

  read_values (p);

  if (name_is (p, "@") || name_is (p, "*"))
    {
      if (p->values->len == 0)
        return TRUE;
    }

  if (p->unknown || p->values->len == 0)
    return p->values->len == 0 && !p->unknown;

  {
    g_autofree char *target = g_strdup (g_ptr_array_index (p->values, 0));
    ShMark inside = { 0, strlen (target) };
    ShSource outer = sh->source;
    gboolean known;

    p->set = FALSE;
    g_ptr_array_set_size (p->values, 0);

    if (g_str_equal (target, "0"))
      {
        add_value (p, "bash");
        return TRUE;
      }

    if (!vdt_script_sh_is_name (target, strcspn (target, "[")) && !g_ascii_isdigit (*target))
      return FALSE;

    sh->source = (ShSource) { target, inside.end, outer.layer, TRUE, outer.mark };
    known = vdt_script_sh_parameter (sh, inside, TRUE, p->values, &p->all, &p->unknown);
    sh->source = outer;
    p->set = p->values->len > 0;

    return known || !p->unknown;
  }
}

/* A value that is nothing but one expansion says less than the variable's name. */
static gboolean
is_one_unknown (const char *value)
{
  gsize length = strlen (value);
  gsize end;

  if (*value == '`')
    return vdt_script_sh_scan_quoted (value, 0, length) == length;

  if (*value != '$' || length < 2)
    return FALSE;

  end = vdt_script_sh_scan_dollar (value, 0, length, FALSE);

  if (end == 1)
    {
      end = 2;

      while (end < length && (g_ascii_isalnum (value[end]) || value[end] == '_'))
        end++;
    }

  return end == length;
}

/**
 * vdt_script_sh_parameter:
 * @inside: what stands between the braces, or the plain name
 * @values: (element-type utf8): filled
 * @all: (out): set when each value is a field of its own even in quotes
 * @unknown: (out): set when the values rest on something not known
 *
 * Returns: %FALSE when the parameter has to stay as it is written; when
 *   @unknown is not set, because it is a variable that was never set
 */
gboolean
vdt_script_sh_parameter (ShInterp  *sh,
                        ShMark     inside,
                        gboolean   quoted,
                        GPtrArray *values,
                        gboolean  *all,
                        gboolean  *unknown)
{
  Parameter p = { .sh = sh, .values = values };
  const char *text = sh->source.text;
  gsize pos = inside.start;
  gsize length = inside.end - inside.start;
  gboolean count = FALSE;
  gboolean indirect = FALSE;

  if (length == 0 || sh->state->depth > 60)
    {
      *unknown = TRUE;
      return FALSE;
    }

  if (text[pos] == '#' && length > 1 && (length == 2 || strchr (":/%#^,~@*-=+?", text[pos + 1]) == NULL ||
                                         (text[pos + 1] == '@' && length == 2)))
    {
      count = TRUE;
      pos++;
    }
  else if (text[pos] == '!' && length > 1)
    {
      indirect = TRUE;
      pos++;
    }

  pos = read_name (&p, pos, inside.end);

  if (p.name.start == p.name.end)
    {
      *unknown = TRUE;
      return FALSE;
    }

  sh->state->depth++;

  if (indirect)
    {
      if (!follow (&p, pos, inside.end))
        p.unknown = TRUE;
      else if (pos + 1 == inside.end && (text[pos] == '*' || text[pos] == '@'))
        pos = inside.end;
    }
  else
    {
      read_values (&p);
    }

  sh->state->depth--;

  if (count)
    {
      g_autofree char *number = NULL;

      if (p.unknown)
        {
          *unknown = TRUE;
          return FALSE;
        }

      number = g_strdup_printf ("%ld", p.all ? (long) values->len :
                                       values->len > 0 ? vdt_script_sh_count (g_ptr_array_index (values, 0)) : 0l);
      g_ptr_array_set_size (values, 0);
      add_value (&p, number);
      p.all = FALSE;
      p.symbolic = FALSE;
    }
  else if (pos < inside.end)
    {
      sh->state->depth++;

      if (!apply_op (&p, pos, inside.end))
        p.unknown = TRUE;

      sh->state->depth--;
    }
  else if (!p.set && !p.all && !indirect)
    {
      *unknown = p.unknown;
      return FALSE;
    }

  *all = p.all && p.separate;
  *unknown = p.unknown;

  /* What the script itself put together out of unknown parts is shown with them. */
  if (p.unknown && p.set && values->len > 0 && pos >= inside.end)
    return !is_one_unknown (g_ptr_array_index (values, 0));

  if (p.symbolic)
    *unknown = TRUE;

  return !p.unknown && !p.symbolic;
}
