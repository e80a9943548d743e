/* vdt-hunt-array.c
 *
 * Functions of arrays and of arrays as sets. What is no array gives null.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include <math.h>

#include "vdt-hunt-json.h"
#include "vdt-hunt-print.h"

/* The engine makes no longer arrays. */
#define MAX_LENGTH 1048576

static gboolean
is_array (VdtHuntText json)
{
  return json.length >= 2 && json.text[0] == '[';
}

/* The elements, or NULL of what is no array. */
static GArray *
elements_of (VdtHuntText json)
{
  GArray *elements;
  VdtJsonWalk walk;

  if (!is_array (json))
    return NULL;

  elements = g_array_new (FALSE, FALSE, sizeof (VdtHuntText));
  vdt_json_walk (&walk, json);
  while (vdt_json_next (&walk))
    g_array_append_val (elements, walk.value);

  return elements;
}

static VdtHuntText
element (const GArray *elements,
         gint64        i)
{
  return i >= 0 && i < elements->len ? g_array_index (elements, VdtHuntText, i) : (VdtHuntText) { "null", 4 };
}

/* Elements @from to before @to, as an array. */
static void
append_slice (GString      *out,
              const GArray *elements,
              gint64        from,
              gint64        to)
{
  g_string_append_c (out, '[');
  for (gint64 i = MAX (from, 0); i < MIN (to, elements->len); i++)
    {
      vdt_json_comma (out);
      vdt_hunt_append (out, element (elements, i));
    }
  g_string_append_c (out, ']');
}

static void
append_element (GString     *out,
                VdtHuntText  json)
{
  vdt_json_comma (out);
  if (json.length == 0)
    g_string_append (out, "null");
  else
    vdt_hunt_append (out, json);
}

static void
array_length (VdtHuntCall *call)
{
  if (is_array (vdt_hunt_call_text (call, 0)))
    vdt_hunt_return_integer (call, vdt_json_length (vdt_hunt_call_text (call, 0)));
}

static void
array_concat (VdtHuntCall *call)
{
  gboolean any = FALSE;

  g_string_append_c (call->out, '[');
  for (guint i = 0; i < call->n; i++)
    {
      VdtHuntText json = vdt_hunt_call_text (call, i);

      if (!is_array (json))
        continue;
      any = TRUE;
      if (json.length == 2)
        continue;
      vdt_json_comma (call->out);
      g_string_append_len (call->out, json.text + 1, json.length - 2);
    }
  g_string_append_c (call->out, ']');
  if (any)
    vdt_hunt_return_out (call);
}

/* Both ends belong to it; negative ones count from the end. */
static void
array_slice (VdtHuntCall *call)
{
  g_autoptr(GArray) all = elements_of (vdt_hunt_call_text (call, 0));
  gint64 from = vdt_hunt_call_integer (call, 1);
  gint64 to = vdt_hunt_call_integer (call, 2);

  if (all == NULL)
    return;

  from = from < 0 ? from + all->len : from;
  to = to < 0 ? to + all->len : to;
  append_slice (call->out, all, from, MIN (to, G_MAXINT32) + 1);
  vdt_hunt_return_out (call);
}

/* At one index or at several. */
static void
array_split (VdtHuntCall *call)
{
  g_autoptr(GArray) all = elements_of (vdt_hunt_call_text (call, 0));
  g_autoptr(GArray) cuts = NULL;
  gint64 from = 0;

  if (all == NULL)
    return;

  cuts = elements_of (vdt_hunt_call_text (call, 1));
  if (cuts == NULL)
    {
      VdtHuntText one = vdt_hunt_call_text (call, 1);

      cuts = g_array_new (FALSE, FALSE, sizeof (VdtHuntText));
      g_array_append_val (cuts, one);
    }

  g_string_append_c (call->out, '[');
  for (guint i = 0; i < cuts->len; i++)
    {
      gint64 cut;

      if (!vdt_read_long (element (cuts, i), &cut))
        return;
      cut = cut < 0 ? MAX (cut + all->len, 0) : MIN (cut, all->len);
      cut = MAX (cut, from);
      vdt_json_comma (call->out);
      append_slice (call->out, all, from, cut);
      from = cut;
    }
  vdt_json_comma (call->out);
  append_slice (call->out, all, from, all->len);
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

/* The extra is the direction. */
static void
array_shift (VdtHuntCall *call)
{
  g_autoptr(GArray) all = elements_of (vdt_hunt_call_text (call, 0));
  gint64 by = CLAMP (vdt_hunt_call_integer (call, 1), -MAX_LENGTH, MAX_LENGTH) * call->extra;

  if (all == NULL)
    return;

  g_string_append_c (call->out, '[');
  for (gint64 i = 0; i < all->len; i++)
    append_element (call->out, i + by >= 0 && i + by < all->len ? element (all, i + by)
                                                                : vdt_hunt_call_text (call, 2));
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

static void
array_rotate (VdtHuntCall *call)
{
  g_autoptr(GArray) all = elements_of (vdt_hunt_call_text (call, 0));
  gint64 by;

  if (all == NULL)
    return;

  by = all->len > 0 ? vdt_hunt_call_integer (call, 1) % (gint64) all->len * call->extra : 0;
  g_string_append_c (call->out, '[');
  for (gint64 i = 0; i < all->len; i++)
    append_element (call->out, element (all, (i + by + all->len) % all->len));
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

static void
array_reverse (VdtHuntCall *call)
{
  g_autoptr(GArray) all = elements_of (vdt_hunt_call_text (call, 0));

  if (all == NULL)
    return;

  g_string_append_c (call->out, '[');
  for (gint64 i = (gint64) all->len - 1; i >= 0; i--)
    append_element (call->out, element (all, i));
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

typedef struct
{
  gboolean descending;
  gboolean nulls_last;
} Order;

typedef struct
{
  VdtHuntText value;
  double      number;
  int         rank;      /* null, number, anything else */
  guint       place;
} Key;

static int
compare_keys (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const Key *x = a, *y = b;
  const Order *order = user_data;
  int sign = order->descending ? -1 : 1;
  int result;

  if (x->rank != y->rank)
    {
      if (x->rank == 0 || y->rank == 0)
        return (x->rank == 0) == order->nulls_last ? 1 : -1;
      return (x->rank < y->rank ? -1 : 1) * sign;
    }
  if (x->rank == 1 && x->number != y->number)
    return (x->number < y->number ? -1 : 1) * sign;
  if (x->rank == 2)
    {
      result = memcmp (x->value.text, y->value.text, MIN (x->value.length, y->value.length));
      if (result == 0)
        result = x->value.length < y->value.length ? -1 : x->value.length > y->value.length;
      if (result != 0)
        return result * sign;
    }

  return x->place < y->place ? -1 : x->place > y->place;
}

/* Sorts argument 1 as argument 0 is sorted; the extra is TRUE for descending. */
static void
array_sort (VdtHuntCall *call)
{
  g_autoptr(GArray) all = elements_of (vdt_hunt_call_text (call, 0));
  g_autoptr(GArray) others = elements_of (vdt_hunt_call_text (call, 1));
  g_autoptr(GArray) keys = NULL;
  Order order = { call->extra, vdt_hunt_call_integer (call, 2) };

  if (all == NULL || others == NULL || others->len != all->len)
    return;

  keys = g_array_sized_new (FALSE, FALSE, sizeof (Key), all->len);
  for (guint i = 0; i < all->len; i++)
    {
      Key key = { .value = element (all, i), .place = i };
      VdtJsonKind kind = vdt_json_kind (key.value);

      key.rank = kind == VDT_JSON_NULL ? 0 : kind == VDT_JSON_LONG || kind == VDT_JSON_REAL ? 1 : 2;
      if (kind == VDT_JSON_STRING)
        {
          key.value.text++;
          key.value.length -= 2;
        }
      if (key.rank == 1)
        vdt_json_number (key.value, &key.number);
      g_array_append_val (keys, key);
    }
  g_array_sort_with_data (keys, compare_keys, &order);

  g_string_append_c (call->out, '[');
  for (guint i = 0; i < keys->len; i++)
    append_element (call->out, element (others, g_array_index (keys, Key, i).place));
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

static gboolean
same_value (VdtHuntText a,
            VdtHuntText b)
{
  double x, y;

  return vdt_hunt_text_equal (a, b) ||
         (vdt_json_kind (a) == VDT_JSON_REAL && vdt_json_number (a, &x) && vdt_json_number (b, &y) && x == y) ||
         (vdt_json_kind (b) == VDT_JSON_REAL && vdt_json_number (a, &x) && vdt_json_number (b, &y) && x == y);
}

/* array, value, start, length, occurrence */
static void
array_index_of (VdtHuntCall *call)
{
  VdtHuntText value = vdt_hunt_call_text (call, 1);
  gint64 start = vdt_hunt_call_integer (call, 2);
  gint64 length = vdt_hunt_call_integer (call, 3);
  gint64 occurrence = vdt_hunt_call_integer (call, 4);
  gint64 i = 0;
  VdtJsonWalk walk;

  if (!is_array (vdt_hunt_call_text (call, 0)))
    return;
  if (start < 0)
    start = MAX (start + vdt_json_length (vdt_hunt_call_text (call, 0)), 0);

  vdt_json_walk (&walk, vdt_hunt_call_text (call, 0));
  for (; vdt_json_next (&walk); i++)
    {
      if (i < start || (length >= 0 && i >= start + length) || !same_value (walk.value, value))
        continue;
      if (--occurrence <= 0)
        {
          vdt_hunt_return_integer (call, i);
          return;
        }
    }
  vdt_hunt_return_integer (call, -1);
}

static void
array_has (VdtHuntCall *call)
{
  VdtHuntText value = vdt_hunt_call_text (call, 1);
  VdtJsonWalk walk;

  if (!is_array (vdt_hunt_call_text (call, 0)))
    return;

  vdt_hunt_return_integer (call, FALSE);
  vdt_json_walk (&walk, vdt_hunt_call_text (call, 0));
  while (vdt_json_next (&walk))
    if (same_value (walk.value, value))
      {
        vdt_hunt_return_integer (call, TRUE);
        return;
      }
}

/* Whether an element counts as true: 1, 0, -1 for neither. */
static int
truth (VdtHuntText json)
{
  double number;

  if (vdt_json_kind (json) == VDT_JSON_BOOL)
    return json.text[0] == 't';
  if (vdt_json_kind (json) != VDT_JSON_STRING && vdt_json_number (json, &number))
    return number != 0;

  return -1;
}

static void
array_iff (VdtHuntCall *call)
{
  g_autoptr(GArray) conditions = elements_of (vdt_hunt_call_text (call, 0));
  g_autoptr(GArray) no = elements_of (vdt_hunt_call_text (call, 2));
  g_autoptr(GArray) yes = elements_of (vdt_hunt_call_text (call, 1));
  const GArray *sides[2] = { no, yes };

  if (conditions == NULL)
    return;

  g_string_append_c (call->out, '[');
  for (guint i = 0; i < conditions->len; i++)
    {
      int side = truth (element (conditions, i));

      if (side < 0)
        append_element (call->out, (VdtHuntText) { "null", 4 });
      else if (sides[side] != NULL)
        append_element (call->out, element (sides[side], i));
      else
        append_element (call->out, vdt_hunt_call_text (call, side ? 1 : 2));
    }
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

static void
array_sum (VdtHuntCall *call)
{
  double sum = 0;
  VdtJsonWalk walk;

  if (!is_array (vdt_hunt_call_text (call, 0)))
    return;

  vdt_json_walk (&walk, vdt_hunt_call_text (call, 0));
  while (vdt_json_next (&walk))
    {
      double number;

      if (vdt_json_kind (walk.value) == VDT_JSON_BOOL)
        number = walk.value.text[0] == 't';
      else if (vdt_json_kind (walk.value) == VDT_JSON_NULL)
        continue;
      else if (!vdt_json_number (walk.value, &number))
        return;
      sum += number;
    }
  vdt_hunt_return_real (call, sum);
}

static void
zip (VdtHuntCall *call)
{
  g_autoptr(GPtrArray) arrays = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  guint longest = 0;

  for (guint i = 0; i < call->n; i++)
    {
      GArray *all = elements_of (vdt_hunt_call_text (call, i));

      if (all == NULL)
        return;
      g_ptr_array_add (arrays, all);
      longest = MAX (longest, all->len);
    }

  g_string_append_c (call->out, '[');
  for (guint row = 0; row < longest; row++)
    {
      vdt_json_comma (call->out);
      g_string_append_c (call->out, '[');
      for (guint i = 0; i < arrays->len; i++)
        append_element (call->out, element (g_ptr_array_index (arrays, i), row));
      g_string_append_c (call->out, ']');
    }
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

static void
repeat (VdtHuntCall *call)
{
  gint64 n = vdt_hunt_call_integer (call, 1);

  if (n < 0 || n > MAX_LENGTH)
    return;

  g_string_append_c (call->out, '[');
  for (gint64 i = 0; i < n; i++)
    append_element (call->out, vdt_hunt_call_text (call, 0));
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

/* The extra says how the numbers are printed: 0 as numbers, 1 datetimes, 2 timespans. */
static void
range_long (VdtHuntCall *call)
{
  gint64 from = vdt_hunt_call_integer (call, 0);
  gint64 to = vdt_hunt_call_integer (call, 1);
  gint64 step = vdt_hunt_call_integer (call, 2);

  if (step == 0)
    return;

  g_string_append_c (call->out, '[');
  for (int n = 0; n < MAX_LENGTH && (step > 0 ? from <= to : from >= to); n++)
    {
      vdt_json_comma (call->out);
      if (call->extra == 0)
        {
          vdt_json_write_integer (call->out, from);
        }
      else
        {
          g_string_append_c (call->out, '"');
          if (call->extra == 1)
            vdt_print_datetime (call->out, from);
          else
            vdt_print_timespan (call->out, from);
          g_string_append_c (call->out, '"');
        }
      if (__builtin_add_overflow (from, step, &from))
        break;
    }
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

static void
range_real (VdtHuntCall *call)
{
  double from = vdt_hunt_call_real (call, 0);
  double to = vdt_hunt_call_real (call, 1);
  double step = vdt_hunt_call_real (call, 2);

  if (!isfinite (from) || !isfinite (to) || !isfinite (step) || step == 0)
    return;

  g_string_append_c (call->out, '[');
  for (int n = 0; n < MAX_LENGTH; n++)
    {
      double value = from + n * step;

      if (step > 0 ? value > to : value < to)
        break;
      vdt_json_comma (call->out);
      vdt_json_write_real (call->out, value);
    }
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

static void
strcat_array (VdtHuntCall *call)
{
  g_autoptr(GString) buffer = NULL;
  VdtHuntText delimiter = vdt_hunt_call_text (call, 1);
  gboolean first = TRUE;
  VdtJsonWalk walk;

  if (!is_array (vdt_hunt_call_text (call, 0)))
    return;

  buffer = g_string_new (NULL);
  vdt_json_walk (&walk, vdt_hunt_call_text (call, 0));
  for (; vdt_json_next (&walk); first = FALSE)
    {
      if (!first)
        vdt_hunt_append (call->out, delimiter);
      vdt_hunt_append (call->out, vdt_json_string (walk.value, buffer));
    }
  vdt_hunt_return_out (call);
}

static const VdtHuntFunction functions[] = {
  { "kql_array_length", "l:j", array_length },
  { "kql_array_concat", "j:j*", array_concat },
  { "kql_array_slice", "j:jll", array_slice },
  { "kql_array_split", "j:jj", array_split },
  { "kql_array_shift_left", "j:jlj", array_shift, .extra = 1 },
  { "kql_array_shift_right", "j:jlj", array_shift, .extra = -1 },
  { "kql_array_rotate_left", "j:jl", array_rotate, .extra = 1 },
  { "kql_array_rotate_right", "j:jl", array_rotate, .extra = -1 },
  { "kql_array_reverse", "j:j", array_reverse },
  { "kql_array_sort_asc", "j:jjb", array_sort },
  { "kql_array_sort_desc", "j:jjb", array_sort, .extra = TRUE },
  { "kql_array_index_of", "l:jjlll", array_index_of },
  { "kql_array_has", "b:jj", array_has },
  { "kql_array_iff", "j:jjj", array_iff },
  { "kql_array_sum", "d:j", array_sum },
  { "kql_zip", "j:j*", zip },
  { "kql_repeat", "j:jl", repeat },
  { "kql_range_long", "j:lll", range_long },
  { "kql_range_datetime", "j:lll", range_long, .extra = 1 },
  { "kql_range_timespan", "j:lll", range_long, .extra = 2 },
  { "kql_range_real", "j:ddd", range_real },
  { "kql_strcat_array", "s:js", strcat_array },
};

gboolean
vdt_hunt_array_register (duckdb_connection   connection,
                         GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
