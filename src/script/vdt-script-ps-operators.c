/* vdt-script-ps-operators.c
 *
 * PowerShell's operators on known values: arithmetic, comparison, -f, -join,
 * ranges and indexes. Text operators with patterns are in -regex.c.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include "vdt-script-decode.h"

#include <math.h>
#include <string.h>

#define MAX_ITEMS ((gint64) 1 << 20)
#define MAX_TEXT  ((gint64) 4 << 20)

static PsValue *
concatenate (PsSession *ps,
             PsValue   *left,
             PsValue   *right)
{
  g_autoptr(GString) tail = ps_to_gstring (right, " ");
  GString *text;

  if (tail == NULL)
    return PS_UNKNOWN;

  /* Grown in place: a million += are linear. */
  if (left->type == PS_TYPE_STRING && left->refs == 1 && left->display == NULL)
    {
      if (!vdt_script_context_charge (ps->context, tail->len))
        return PS_UNKNOWN;

      g_string_append_len (left->string, tail->str, (gssize) tail->len);
      left->integer = -1;
      return ps_ref (left);
    }

  text = ps_to_gstring (left, " ");

  if (text == NULL)
    return PS_UNKNOWN;

  g_string_append_len (text, tail->str, (gssize) tail->len);

  if (!vdt_script_context_charge (ps->context, text->len))
    {
      g_string_free (text, TRUE);
      return PS_UNKNOWN;
    }

  return ps_take_string (text);
}

static PsValue *
append_items (PsSession *ps,
              PsValue   *left,
              PsValue   *right)
{
  PsValue *array;

  if (!vdt_script_context_charge (ps->context,
                                  (left->refs == 1 ? 0 : ps_count (left) * (gsize) 8) + ps_count (right) * (gsize) 32))
    return PS_UNKNOWN;

  if (left->type == PS_TYPE_ARRAY && left->refs == 1)
    {
      array = ps_ref (left);
    }
  else
    {
      array = ps_new_array ();

      for (guint i = 0; i < ps_count (left); i++)
        ps_array_add (array, ps_nth (left, i));
    }

  if (right->type == PS_TYPE_NULL)
    ps_array_add (array, PS_NULL);

  for (guint i = 0; i < ps_count (right); i++)
    ps_array_add (array, ps_nth (right, i));

  return array;
}

static PsValue *
add (PsSession *ps,
     PsValue   *left,
     PsValue   *right)
{
  double a, b;

  if (ps_is_collection (left))
    return append_items (ps, left, right);

  if (left->type == PS_TYPE_HASH && right->type == PS_TYPE_HASH)
    {
      PsValue *hash = ps_new_hash ();

      for (guint i = 0; i < left->keys->len; i++)
        ps_hash_set (hash, ps_ref (g_ptr_array_index (left->keys, i)), ps_ref (g_ptr_array_index (left->values, i)));
      for (guint i = 0; i < right->keys->len; i++)
        ps_hash_set (hash, ps_ref (g_ptr_array_index (right->keys, i)), ps_ref (g_ptr_array_index (right->values, i)));

      return hash;
    }

  if (left->type == PS_TYPE_STRING || left->type == PS_TYPE_CHAR || left->type == PS_TYPE_NAME ||
      left->type == PS_TYPE_BLOCK)
    return concatenate (ps, left, right);

  if (left->type == PS_TYPE_NULL)
    return ps_ref (right);

  if (ps_is_collection (right))
    return PS_UNKNOWN;

  if (!ps_to_double (left, &a) || !ps_to_double (right, &b))
    return PS_UNKNOWN;

  if (left->type == PS_TYPE_DOUBLE || right->type == PS_TYPE_DOUBLE || a + b != rint (a + b) || fabs (a + b) > 9e15)
    return ps_new_double (a + b);

  return ps_new_int ((gint64) (a + b));
}

/* 'ab' * 3, (1,2) * 3 */
static PsValue *
repeat (PsSession *ps,
        PsValue   *left,
        PsValue   *right)
{
  gint64 times;
  GString *text;
  PsValue *array;

  if (!ps_to_int (right, &times) || times < 0)
    return PS_UNKNOWN;

  if (ps_is_collection (left))
    {
      if (ps_count (left) > 0 && times > MAX_ITEMS / ps_count (left))
        return PS_UNKNOWN;

      if (!vdt_script_context_charge (ps->context, (gsize) times * ps_count (left) * 16))
        return PS_UNKNOWN;

      array = ps_new_array ();

      for (gint64 k = 0; k < times; k++)
        for (guint i = 0; i < ps_count (left); i++)
          ps_array_add (array, ps_nth (left, i));

      return array;
    }

  text = ps_to_gstring (left, " ");

  if (text == NULL)
    return PS_UNKNOWN;

  if ((text->len > 0 && times > MAX_TEXT / (gint64) text->len) ||
      !vdt_script_context_charge (ps->context, (gsize) times * text->len))
    {
      g_string_free (text, TRUE);
      return PS_UNKNOWN;
    }

  {
    GString *whole = g_string_sized_new ((gsize) times * text->len + 1);

    for (gint64 k = 0; k < times; k++)
      g_string_append_len (whole, text->str, (gssize) text->len);

    g_string_free (text, TRUE);

    return ps_take_string (whole);
  }
}

static PsValue *
calculate (guint    op,
           PsValue *left,
           PsValue *right)
{
  gboolean real = left->type == PS_TYPE_DOUBLE || right->type == PS_TYPE_DOUBLE;
  double a, b, result;

  if (ps_is_collection (left) || ps_is_collection (right) || !ps_to_double (left, &a) || !ps_to_double (right, &b))
    return PS_UNKNOWN;

  if ((op == PS_OP_DIV || op == PS_OP_MOD) && b == 0)
    return PS_UNKNOWN;

  result = op == PS_OP_SUB ? a - b : op == PS_OP_MUL ? a * b : op == PS_OP_DIV ? a / b : fmod (a, b);

  if (!isfinite (result))
    return PS_UNKNOWN;

  if (real || result != rint (result) || fabs (result) > 9e15)
    return ps_new_double (result);

  return ps_new_int ((gint64) result);
}

static PsValue *
bitwise (guint    op,
         PsValue *left,
         PsValue *right)
{
  gint64 a, b;

  if (ps_is_collection (left) || ps_is_collection (right) || !ps_to_int (left, &a) || !ps_to_int (right, &b))
    return PS_UNKNOWN;

  switch (op)
    {
    case PS_OP_BAND:
      return ps_new_int (a & b);
    case PS_OP_BOR:
      return ps_new_int (a | b);
    case PS_OP_BXOR:
      return ps_new_int (a ^ b);
    case PS_OP_SHL:
      return left->kind == PS_INT_64 || left->kind == PS_INT_U64 ? ps_new_int ((gint64) ((guint64) a << (b & 63)))
                                                                 : ps_new_int ((gint32) ((guint32) a << (b & 31)));
    default:
      return left->kind == PS_INT_64 ? ps_new_int (a >> (b & 63)) : ps_new_int ((gint32) a >> (b & 31));
    }
}

static PsValue *
range (PsSession *ps,
       PsValue   *left,
       PsValue   *right)
{
  gboolean letters = left->type == PS_TYPE_CHAR && right->type == PS_TYPE_CHAR;
  gint64 from, to, step;
  PsValue *array;

  /* 'a'..'e' gives letters (from PowerShell 6 on). */
  if (left->type == PS_TYPE_STRING && right->type == PS_TYPE_STRING && ps_length (left) == 1 &&
      ps_length (right) == 1 &&
      !g_ascii_isdigit (left->string->str[0]))
    {
      letters = TRUE;
      from = ps_char_at (left, 0);
      to = ps_char_at (right, 0);
    }
  else if (!ps_to_int (left, &from) || !ps_to_int (right, &to))
    {
      return PS_UNKNOWN;
    }

  if (from < -MAX_ITEMS * 2048 || from > MAX_ITEMS * 2048 || to < -MAX_ITEMS * 2048 || to > MAX_ITEMS * 2048 ||
      ABS (to - from) > MAX_ITEMS || !vdt_script_context_charge (ps->context, (gsize) ABS (to - from) * 64))
    return PS_UNKNOWN;

  array = ps_new_array ();
  step = from <= to ? 1 : -1;

  for (gint64 i = from; i != to + step; i += step)
    ps_array_add (array, letters ? ps_new_char ((guint32) i) : ps_new_int (i));

  return array;
}

/* -1, 0 or 1; 2 when the two cannot be compared. */
static int
compare (PsValue *left,
         PsValue *right,
         gboolean cased)
{
  double a, b;

  if (ps_is_number (left) || left->type == PS_TYPE_BOOL)
    {
      if (left->type == PS_TYPE_BOOL)
        return left->integer == (gint64) ps_to_bool (right) ? 0 : 1;

      if (right->type == PS_TYPE_NULL)
        return 1;

      if (!ps_to_double (left, &a) || !ps_to_double (right, &b))
        return 2;

      return a < b ? -1 : a > b;
    }

  if (left->type == PS_TYPE_NULL || right->type == PS_TYPE_NULL)
    return left->type == right->type ? 0 : left->type == PS_TYPE_NULL ? -1 : 1;

  if (left->type == PS_TYPE_STRING || left->type == PS_TYPE_CHAR || left->type == PS_TYPE_NAME)
    {
      g_autofree char *x = ps_to_string (left);
      g_autofree char *y = ps_to_string (right);
      int order;

      if (x == NULL || y == NULL)
        return 2;

      order = cased ? strcmp (x, y) : g_ascii_strcasecmp (x, y);

      return order < 0 ? -1 : order > 0;
    }

  return 2;
}

static PsValue *
compare_values (guint    op,
                PsValue *left,
                PsValue *right,
                gboolean cased)
{
  int order;

  /* A list on the left is filtered. */
  if (ps_is_collection (left))
    {
      PsValue *array = ps_new_array ();

      for (guint i = 0; i < ps_count (left); i++)
        {
          g_autoptr(PsValue) item = ps_nth (left, i);
          g_autoptr(PsValue) hit = ps_is_collection (item) ? PS_UNKNOWN : compare_values (op, item, right, cased);

          if (!ps_is_known (hit))
            {
              ps_unref (array);
              return PS_UNKNOWN;
            }

          if (ps_to_bool (hit))
            ps_array_add (array, ps_ref (item));
        }

      return array;
    }

  order = compare (left, right, cased);

  if (order == 2)
    return PS_UNKNOWN;

  switch (op)
    {
    case PS_OP_EQ:
      return ps_new_bool (order == 0);
    case PS_OP_NE:
      return ps_new_bool (order != 0);
    case PS_OP_GT:
      return ps_new_bool (order > 0);
    case PS_OP_GE:
      return ps_new_bool (order >= 0);
    case PS_OP_LT:
      return ps_new_bool (order < 0);
    default:
      return ps_new_bool (order <= 0);
    }
}

static PsValue *
contains (PsValue *list,
          PsValue *wanted,
          gboolean cased,
          gboolean negate)
{
  for (guint i = 0; i < ps_count (list); i++)
    {
      g_autoptr(PsValue) item = ps_nth (list, i);

      if (!ps_is_known (item))
        return PS_UNKNOWN;

      if (compare (item, wanted, cased) == 0)
        return ps_new_bool (!negate);
    }

  return ps_new_bool (negate);
}

static PsValue *
join (PsSession *ps,
      PsValue   *list,
      PsValue   *separator)
{
  g_autofree char *between = ps_to_string (separator);
  GString *text = g_string_new (NULL);

  for (guint i = 0; between != NULL && i < ps_count (list); i++)
    {
      g_autoptr(PsValue) item = ps_nth (list, i);
      g_autoptr(GString) part = ps_to_gstring (item, " ");

      if (part == NULL || !vdt_script_context_charge (ps->context, part->len))
        {
          g_string_free (text, TRUE);
          return PS_UNKNOWN;
        }

      if (i > 0)
        g_string_append (text, between);

      g_string_append_len (text, part->str, (gssize) part->len);
    }

  return ps_take_string (text);
}

static gboolean
append_formatted (GString       *out,
                  const PsValue *value,
                  const char    *format)
{
  char letter = g_ascii_toupper (format[0]);
  int digits = format[0] != '\0' && g_ascii_isdigit (format[1]) ? (int) strtol (format + 1, NULL, 10) : -1;
  g_autoptr(GString) plain = ps_to_gstring (value, " ");
  gint64 integer;
  double number;

  if (plain == NULL)
    return FALSE;

  if (format[0] == '\0' || !ps_is_number (value))
    {
      g_string_append_len (out, plain->str, (gssize) plain->len);
      return TRUE;
    }

  digits = MIN (digits, 60);

  if ((letter == 'X' || letter == 'D') && ps_to_int (value, &integer))
    {
      if (value->kind == PS_INT_8)
        integer &= 0xff;
      else if (value->kind == PS_INT_32 && letter == 'X')
        integer &= 0xffffffff;

      if (letter == 'D')
        g_string_append_printf (out, "%0*" G_GINT64_FORMAT, MAX (digits, 0), integer);
      else if (format[0] == 'X')
        g_string_append_printf (out, "%0*" G_GINT64_MODIFIER "X", MAX (digits, 0), (guint64) integer);
      else
        g_string_append_printf (out, "%0*" G_GINT64_MODIFIER "x", MAX (digits, 0), (guint64) integer);

      return TRUE;
    }

  if ((letter == 'F' || letter == 'N') && ps_to_double (value, &number))
    {
      g_string_append_printf (out, "%.*f", digits < 0 ? 2 : digits, number);
      return TRUE;
    }

  /* 000 pads with zeros. */
  if (strspn (format, "0") == strlen (format) && ps_to_int (value, &integer))
    {
      g_string_append_printf (out, "%0*" G_GINT64_FORMAT, (int) MIN (strlen (format), 60), integer);
      return TRUE;
    }

  return FALSE;
}

/* Composite formatting: {index[,width][:format]} */
PsValue *
ps_format (PsSession  *ps,
           PsValue    *format,
           PsValue   **args,
           guint       n_args)
{
  g_autofree char *pattern = ps_to_string (format);
  GString *out = g_string_new (NULL);
  const char *at = pattern;

  while (at != NULL && *at != '\0')
    {
      g_autofree char *specifier = NULL;
      char *end = NULL;
      guint64 index;
      gint64 width = 0;
      gsize begin = out->len;

      if ((at[0] == '{' && at[1] == '{') || (at[0] == '}' && at[1] == '}'))
        {
          g_string_append_c (out, *at);
          at += 2;
          continue;
        }

      if (*at != '{')
        {
          g_string_append_c (out, *at++);
          continue;
        }

      at++;
      index = g_ascii_strtoull (at, &end, 10);

      if (end == at || index >= n_args)
        break;

      at = end + strspn (end, " ");

      if (*at == ',')
        {
          width = g_ascii_strtoll (at + 1, &end, 10);
          at = end + strspn (end, " ");
        }

      if (*at == ':')
        {
          gsize length = strcspn (at + 1, "}");

          specifier = g_strndup (at + 1, length);
          at += length + 1;
        }

      if (*at != '}' || !append_formatted (out, args[index], specifier != NULL ? specifier : "") ||
          !vdt_script_context_charge (ps->context, out->len - begin))
        break;

      at++;

      if (width > 0 && width < 1000)
        while ((gint64) (out->len - begin) < width)
          g_string_insert_c (out, (gssize) begin, ' ');

      if (width < 0 && width > -1000)
        while ((gint64) (out->len - begin) < -width)
          g_string_append_c (out, ' ');
    }

  if (at == NULL || *at != '\0')
    {
      g_string_free (out, TRUE);
      return PS_UNKNOWN;
    }

  return ps_take_string (out);
}

static PsValue *
format_operator (PsSession *ps,
                 PsValue   *format,
                 PsValue   *arguments)
{
  g_autoptr(PsValue) list = ps_enumerate (ps_ref (arguments));

  if (!ps_is_known (list))
    return PS_UNKNOWN;

  return ps_format (ps, format, (PsValue **) list->array->pdata, list->array->len);
}

static gboolean
is_of_type (const PsValue *value,
            const char    *type)
{
  static const struct { const char *name; PsType type; } names[] = {
    { "System.String", PS_TYPE_STRING }, { "System.Int32", PS_TYPE_INT }, { "System.Char", PS_TYPE_CHAR },
    { "System.Boolean", PS_TYPE_BOOL }, { "System.Double", PS_TYPE_DOUBLE },
    { "System.Collections.Hashtable", PS_TYPE_HASH }, { "System.Array", PS_TYPE_ARRAY },
    { "System.Management.Automation.ScriptBlock", PS_TYPE_BLOCK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i].name, type) == 0)
      return value->type == names[i].type;

  return value->type == PS_TYPE_OBJECT && g_ascii_strcasecmp (value->object->kind, type) == 0;
}

PsValue *
ps_binary (PsSession *ps,
           guint      op,
           PsValue   *left,
           PsValue   *right)
{
  gboolean cased = (op & PS_OP_CASE) != 0;

  op &= ~(guint) PS_OP_CASE;

  switch (op)
    {
    case PS_OP_ADD:
      return add (ps, left, right);
    case PS_OP_MUL:
      return left->type == PS_TYPE_STRING || left->type == PS_TYPE_CHAR || ps_is_collection (left) ?
             repeat (ps, left, right) : calculate (op, left, right);
    case PS_OP_SUB:
    case PS_OP_DIV:
    case PS_OP_MOD:
      return calculate (op, left, right);
    case PS_OP_BAND:
    case PS_OP_BOR:
    case PS_OP_BXOR:
    case PS_OP_SHL:
    case PS_OP_SHR:
      return bitwise (op, left, right);
    case PS_OP_RANGE:
      return range (ps, left, right);
    case PS_OP_FORMAT:
      return format_operator (ps, left, right);
    case PS_OP_JOIN:
      return join (ps, left, right);
    case PS_OP_EQ:
    case PS_OP_NE:
    case PS_OP_GT:
    case PS_OP_GE:
    case PS_OP_LT:
    case PS_OP_LE:
      return compare_values (op, left, right, cased);
    case PS_OP_CONTAINS:
    case PS_OP_NOTCONTAINS:
      return contains (left, right, cased, op == PS_OP_NOTCONTAINS);
    case PS_OP_IN:
    case PS_OP_NOTIN:
      return contains (right, left, cased, op == PS_OP_NOTIN);
    case PS_OP_AND:
      return ps_new_bool (ps_to_bool (left) && ps_to_bool (right));
    case PS_OP_OR:
      return ps_new_bool (ps_to_bool (left) || ps_to_bool (right));
    case PS_OP_XOR:
      return ps_new_bool (ps_to_bool (left) != ps_to_bool (right));
    case PS_OP_AS:
      if (right->type == PS_TYPE_NAME)
        return ps_cast (ps, right->name, left);
      else
        {
          g_autofree char *name = ps_to_string (right);

          return name != NULL ? ps_cast (ps, name, left) : PS_UNKNOWN;
        }
    case PS_OP_IS:
    case PS_OP_ISNOT:
      return right->type == PS_TYPE_NAME && left->type != PS_TYPE_OBJECT ?
             ps_new_bool (is_of_type (left, right->name) == (op == PS_OP_IS)) : PS_UNKNOWN;
    default:
      return ps_binary_text (ps, op, left, right, cased);
    }
}

PsValue *
ps_unary (PsSession  *ps,
          const char *op,
          PsValue    *operand)
{
  g_autoptr(PsValue) zero = NULL;
  gint64 integer;

  if (g_str_equal (op, "not"))
    return ps_new_bool (!ps_to_bool (operand));

  if (g_str_equal (op, "bnot"))
    return ps_to_int (operand, &integer) ? ps_new_int (~integer) : PS_UNKNOWN;

  if (g_str_equal (op, "join"))
    {
      g_autoptr(PsValue) nothing = ps_new_string ("", 0);

      return join (ps, operand, nothing);
    }

  if (g_str_has_suffix (op, "split"))
    {
      g_autoptr(PsValue) space = ps_new_string ("\\s+", -1);
      g_autofree char *text = ps_to_string (operand);
      g_autoptr(PsValue) trimmed = NULL;

      if (text == NULL)
        return PS_UNKNOWN;

      g_strstrip (text);
      trimmed = ps_new_string (text, -1);

      return ps_binary_text (ps, PS_OP_SPLIT, trimmed, space, FALSE);
    }

  if (ps_is_collection (operand))
    return PS_UNKNOWN;

  zero = ps_new_int (0);

  return g_str_equal (op, "-") ? calculate (PS_OP_SUB, zero, operand) : add (ps, zero, operand);
}

static PsValue *
index_one (PsValue *object,
           PsValue *index)
{
  gint64 at;
  gint64 count;

  if (object->type == PS_TYPE_HASH)
    {
      g_autofree char *key = ps_to_string (index);
      PsValue *value = key != NULL ? ps_hash_get (object, key) : NULL;

      return key == NULL ? PS_UNKNOWN : value != NULL ? ps_ref (value) : PS_NULL;
    }

  if (!ps_to_int (index, &at))
    return PS_UNKNOWN;

  if (object->type == PS_TYPE_STRING)
    count = (gint64) ps_length (object);
  else if (ps_is_collection (object))
    count = ps_count (object);
  else if (object->type == PS_TYPE_CHAR || ps_is_number (object))
    return at == 0 || at == -1 ? ps_ref (object) : PS_NULL;
  else
    return PS_UNKNOWN;

  if (at < 0)
    at += count;

  if (at < 0 || at >= count)
    return PS_NULL;

  return object->type == PS_TYPE_STRING ? ps_new_char (ps_char_at (object, (gsize) at)) : ps_nth (object, (guint) at);
}

PsValue *
ps_index (PsSession *ps,
          PsValue   *object,
          PsValue   *index)
{
  PsValue *array;

  if (object->type == PS_TYPE_OBJECT)
    return PS_UNKNOWN;

  if (!ps_is_collection (index))
    return index_one (object, index);

  array = ps_new_array ();

  if (!vdt_script_context_charge (ps->context, ps_count (index) * (gsize) 48))
    return array;

  for (guint i = 0; i < ps_count (index); i++)
    {
      g_autoptr(PsValue) at = ps_nth (index, i);
      PsValue *item = index_one (object, at);

      if (!ps_is_known (item))
        {
          ps_unref (array);
          return PS_UNKNOWN;
        }

      /* What lies outside gives nothing. */
      if (item->type != PS_TYPE_NULL || ps_is_collection (object))
        ps_array_add (array, item);
    }

  return array;
}
