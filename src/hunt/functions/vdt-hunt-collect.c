/* vdt-hunt-collect.c
 *
 * Aggregates that gather values into one dynamic: lists, sets, bags, series.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include <math.h>

#include "vdt-hunt-fold.h"
#include "vdt-hunt-json.h"
#include "vdt-hunt-print.h"

/* A text that has been gathered, as a place in Collection.text. */
typedef struct
{
  gsize   start;
  guint32 length;
  guint32 hash;
} Entry;

/* What is in a set is found by @slots, numbers of entries plus one. */
typedef struct
{
  GString *text;
  gint64   n;
  gint64   most;
  Entry   *entries;
  guint32 *slots;
  guint32  n_slots;
} Collection;

enum
{
  LIST_SKIP_NULLS,
  LIST_KEEP_NULLS
};

static Collection *
get_collection (gpointer *state,
                gint64    most)
{
  Collection *self = *state;

  if (self == NULL)
    {
      self = g_new0 (Collection, 1);
      self->text = g_string_new ("[");
      self->most = most;
      *state = self;
    }

  return self;
}

static void
collection_free (gpointer data)
{
  Collection *self = data;

  g_string_free (self->text, TRUE);
  g_free (self->entries);
  g_free (self->slots);
  g_free (self);
}

static guint32
hash_text (VdtHuntText text)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < text.length; i++)
    hash = (hash ^ (guchar) text.text[i]) * 16777619u;

  return hash ^ hash >> 15;
}

/* The slot that the text is in or would be in. */
static guint32
find_slot (const Collection *self,
           VdtHuntText       text,
           guint32           hash)
{
  guint32 slot = hash & (self->n_slots - 1);

  for (; self->slots[slot] != 0; slot = (slot + 1) & (self->n_slots - 1))
    {
      const Entry *entry = &self->entries[self->slots[slot] - 1];

      if (entry->hash == hash && entry->length == text.length &&
          memcmp (self->text->str + entry->start, text.text, text.length) == 0)
        break;
    }

  return slot;
}

static void
grow (Collection *self)
{
  self->n_slots = MAX (self->n_slots * 2, 16);
  self->entries = g_renew (Entry, self->entries, self->n_slots / 2 + 1);
  g_free (self->slots);
  self->slots = g_new0 (guint32, self->n_slots);

  for (gint64 i = 0; i < self->n; i++)
    {
      guint32 slot = self->entries[i].hash & (self->n_slots - 1);

      while (self->slots[slot] != 0)
        slot = (slot + 1) & (self->n_slots - 1);
      self->slots[slot] = i + 1;
    }
}

/* Whether @key is new; what follows it is for the caller to append. */
static gboolean
add_key (Collection  *self,
         VdtHuntText  key)
{
  guint32 hash = hash_text (key);
  guint32 slot;

  if (self->n >= self->most)
    return FALSE;
  if (self->n * 2 >= self->n_slots)
    grow (self);

  slot = find_slot (self, key, hash);
  if (self->slots[slot] != 0)
    return FALSE;

  if (self->n > 0)
    g_string_append_c (self->text, ',');
  self->entries[self->n] = (Entry) { self->text->len, key.length, hash };
  vdt_hunt_append (self->text, key);
  self->slots[slot] = ++self->n;

  return TRUE;
}

static void
list_append (Collection  *self,
             VdtHuntText  value)
{
  if (self->n >= self->most)
    return;
  if (self->n++ > 0)
    g_string_append_c (self->text, ',');
  if (value.length == 0)
    g_string_append (self->text, "null");
  else
    vdt_hunt_append (self->text, value);
}

/* Of an array the elements are added, not the array. */
static void
list_add (gpointer           *state,
          const VdtHuntValue *arguments,
          int                 extra)
{
  Collection *self;
  VdtJsonWalk walk;

  if (arguments[0].null && extra == LIST_SKIP_NULLS)
    return;

  self = get_collection (state, arguments[1].integer);
  if (vdt_json_kind (arguments[0].text) != VDT_JSON_ARRAY)
    {
      list_append (self, arguments[0].text);
      return;
    }

  vdt_json_walk (&walk, arguments[0].text);
  while (vdt_json_next (&walk))
    list_append (self, walk.value);
}

static void
list_merge (gpointer *state,
            gpointer  other,
            int       extra)
{
  const Collection *source = other;
  Collection *self = get_collection (state, source->most);

  if (self->n + source->n <= self->most)
    {
      if (self->n > 0 && source->n > 0)
        g_string_append_c (self->text, ',');
      g_string_append_len (self->text, source->text->str + 1, source->text->len - 1);
      self->n += source->n;
    }
  else
    {
      g_autofree char *all = g_strconcat (source->text->str, "]", NULL);
      VdtJsonWalk walk;

      vdt_json_walk (&walk, (VdtHuntText) { all, source->text->len + 1 });
      while (self->n < self->most && vdt_json_next (&walk))
        {
          if (self->n++ > 0)
            g_string_append_c (self->text, ',');
          vdt_hunt_append (self->text, walk.value);
        }
    }
}

static void
list_finish (gpointer      state,
             GString      *out,
             GArray       *longs,
             VdtHuntValue *result,
             int           extra)
{
  const Collection *self = state;

  if (self == NULL)
    g_string_append (out, "[");
  else
    g_string_append_len (out, self->text->str, self->text->len);
  g_string_append_c (out, ']');
  vdt_hunt_fold_return_text (result);
}

/* Of an array the elements are added, not the array. */
static void
set_add (gpointer           *state,
         const VdtHuntValue *arguments,
         int                 extra)
{
  Collection *self;

  if (arguments[0].null)
    return;

  self = get_collection (state, arguments[1].integer);
  if (vdt_json_kind (arguments[0].text) == VDT_JSON_ARRAY)
    {
      VdtJsonWalk walk;

      vdt_json_walk (&walk, arguments[0].text);
      while (vdt_json_next (&walk))
        if (vdt_json_kind (walk.value) != VDT_JSON_NULL)
          add_key (self, walk.value);
    }
  else
    {
      add_key (self, arguments[0].text);
    }
}

static void
set_merge (gpointer *state,
           gpointer  other,
           int       extra)
{
  const Collection *source = other;
  Collection *self = get_collection (state, source->most);

  for (gint64 i = 0; i < source->n; i++)
    add_key (self, (VdtHuntText) { source->text->str + source->entries[i].start, source->entries[i].length });
}

/* Pairs: the keys are the entries, each followed by its value. The first of a key stays. */
static void
bag_add (gpointer           *state,
         const VdtHuntValue *arguments,
         int                 extra)
{
  Collection *self;
  VdtJsonWalk walk;

  if (arguments[0].null || vdt_json_kind (arguments[0].text) != VDT_JSON_BAG)
    return;

  self = get_collection (state, arguments[1].integer);
  vdt_json_walk (&walk, arguments[0].text);
  while (vdt_json_next (&walk))
    {
      VdtHuntText key = { walk.key.text - 1, walk.key.length + 2 };

      if (!add_key (self, key))
        continue;
      g_string_append_c (self->text, ':');
      vdt_hunt_append (self->text, walk.value);
    }
}

static void
bag_merge (gpointer *state,
           gpointer  other,
           int       extra)
{
  const Collection *source = other;
  g_autofree char *all = g_strconcat ("{", source->text->str + 1, "}", NULL);
  const VdtHuntValue arguments[] = {
    { .text = { all, source->text->len + 1 } },
    { .integer = source->most },
  };

  bag_add (state, arguments, extra);
}

static void
bag_finish (gpointer      state,
            GString      *out,
            GArray       *longs,
            VdtHuntValue *result,
            int           extra)
{
  const Collection *self = state;

  g_string_append_c (out, '{');
  if (self != NULL)
    g_string_append_len (out, self->text->str + 1, self->text->len - 1);
  g_string_append_c (out, '}');
  vdt_hunt_fold_return_text (result);
}

/* The values of a series by the number of their bin. */
typedef struct
{
  gint64  n;
  double *values;
  guint8 *set;
  double  missing;
} Series;

/* Longer series than the engine would make are not made either. */
#define MAX_SERIES 1048576

static Series *
get_series (gpointer *state,
            gint64    n,
            double    missing)
{
  Series *self = *state;

  if (self == NULL)
    {
      self = g_new0 (Series, 1);
      self->n = CLAMP (n, 0, MAX_SERIES);
      self->values = g_new0 (double, self->n);
      self->set = g_new0 (guint8, self->n);
      self->missing = missing;
      *state = self;
    }

  return self;
}

static void
series_free (gpointer data)
{
  Series *self = data;

  g_free (self->values);
  g_free (self->set);
  g_free (self);
}

/* bin, value, bins, what stands for a bin without a value (null: null) */
static void
series_add (gpointer           *state,
            const VdtHuntValue *arguments,
            int                 extra)
{
  Series *self = get_series (state, arguments[2].integer, arguments[3].null ? NAN : arguments[3].real);
  gint64 bin = arguments[0].integer;

  if (arguments[0].null || bin < 0 || bin >= self->n || arguments[1].null)
    return;
  self->values[bin] = arguments[1].real;
  self->set[bin] = 1;
}

static void
series_merge (gpointer *state,
              gpointer  other,
              int       extra)
{
  const Series *source = other;
  Series *self = get_series (state, source->n, source->missing);

  for (gint64 i = 0; i < MIN (self->n, source->n); i++)
    if (source->set[i])
      {
        self->values[i] = source->values[i];
        self->set[i] = 1;
      }
}

/* The extra: whole numbers. */
static void
series_finish (gpointer      state,
               GString      *out,
               GArray       *longs,
               VdtHuntValue *result,
               int           extra)
{
  const Series *self = state;

  if (self == NULL)
    return;

  g_string_append_c (out, '[');
  for (gint64 i = 0; i < self->n; i++)
    {
      double value = self->set[i] ? self->values[i] : self->missing;

      if (i > 0)
        g_string_append_c (out, ',');
      if (!self->set[i] && isnan (value))
        g_string_append (out, "null");
      else if (extra && fabs (value) < 9.0e15)
        vdt_json_write_integer (out, (gint64) value);
      else
        vdt_json_write_real (out, value);
    }
  g_string_append_c (out, ']');
  vdt_hunt_fold_return_text (result);
}

/* The shape of the values, as buildschema() describes it: a type a property. */
static void
schema_add (gpointer           *state,
            const VdtHuntValue *arguments,
            int                 extra)
{
  static const char *const names[] = { "null", "bool", "long", "double", "string", "array", "bag" };
  GHashTable *self = *state;
  g_autoptr(GString) buffer G_GNUC_UNUSED = g_string_new (NULL);
  VdtJsonWalk walk;

  if (vdt_json_kind (arguments[0].text) != VDT_JSON_BAG)
    return;
  if (self == NULL)
    *state = self = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  vdt_json_walk (&walk, arguments[0].text);
  while (vdt_json_next (&walk))
    {
      g_autofree char *key = g_strndup (walk.key.text, walk.key.length);
      const char *name = names[vdt_json_kind (walk.value)];
      GPtrArray *types = g_hash_table_lookup (self, key);

      if (types == NULL)
        {
          types = g_ptr_array_new ();
          g_hash_table_insert (self, g_steal_pointer (&key), types);
        }
      if (!g_ptr_array_find_with_equal_func (types, name, g_str_equal, NULL))
        g_ptr_array_add (types, (gpointer) name);
    }
}

static void
schema_merge (gpointer *state,
              gpointer  other,
              int       extra)
{
  GHashTable *self = *state;
  GHashTableIter iter;
  gpointer key, value;

  if (self == NULL)
    *state = self = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  g_hash_table_iter_init (&iter, other);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      GPtrArray *from = value;
      GPtrArray *types = g_hash_table_lookup (self, key);

      if (types == NULL)
        {
          types = g_ptr_array_new ();
          g_hash_table_insert (self, g_strdup (key), types);
        }
      for (guint i = 0; i < from->len; i++)
        if (!g_ptr_array_find_with_equal_func (types, from->pdata[i], g_str_equal, NULL))
          g_ptr_array_add (types, from->pdata[i]);
    }
}

static void
schema_finish (gpointer      state,
               GString      *out,
               GArray       *longs,
               VdtHuntValue *result,
               int           extra)
{
  g_autoptr(GList) keys = state != NULL ? g_hash_table_get_keys (state) : NULL;

  keys = g_list_sort (keys, (GCompareFunc) strcmp);
  g_string_append_c (out, '{');
  for (GList *at = keys; at != NULL; at = at->next)
    {
      GPtrArray *types = g_hash_table_lookup (state, at->data);

      vdt_json_comma (out);
      g_string_append_printf (out, "\"%s\":%s", (char *) at->data, types->len > 1 ? "[" : "");
      for (guint i = 0; i < types->len; i++)
        g_string_append_printf (out, "%s\"%s\"", i > 0 ? "," : "", (char *) types->pdata[i]);
      if (types->len > 1)
        g_string_append_c (out, ']');
    }
  g_string_append_c (out, '}');
  vdt_hunt_fold_return_text (result);
}

static void
schema_free (gpointer data)
{
  g_hash_table_unref (data);
}

/* Rows of a session: their number in the order of the rows and what is asked of them. */
typedef struct
{
  gint64   row;
  gint64   ticks;
  gboolean null;
  gboolean restart;
} SessionRow;

typedef struct
{
  GArray *rows;
  gint64  most_span;
  gint64  most_gap;
} Sessions;

static Sessions *
get_sessions (gpointer *state,
              gint64    most_span,
              gint64    most_gap)
{
  Sessions *self = *state;

  if (self == NULL)
    {
      *state = self = g_new0 (Sessions, 1);
      self->rows = g_array_new (FALSE, FALSE, sizeof (SessionRow));
      self->most_span = most_span;
      self->most_gap = most_gap;
    }

  return self;
}

static void
sessions_free (gpointer data)
{
  Sessions *self = data;

  g_array_unref (self->rows);
  g_free (self);
}

static void
sessions_add (gpointer           *state,
              const VdtHuntValue *arguments,
              int                 extra)
{
  Sessions *self = get_sessions (state, arguments[2].integer, arguments[3].integer);
  SessionRow row = { arguments[0].integer, arguments[1].integer, arguments[1].null, arguments[4].integer };

  g_array_append_val (self->rows, row);
}

static void
sessions_merge (gpointer *state,
                gpointer  other,
                int       extra)
{
  const Sessions *source = other;
  Sessions *self = get_sessions (state, source->most_span, source->most_gap);

  g_array_append_vals (self->rows, source->rows->data, source->rows->len);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const SessionRow *x = a, *y = b;

  return x->row < y->row ? -1 : x->row > y->row;
}

/* Of each row, in order, when its session began. */
static void
sessions_finish (gpointer      state,
                 GString      *out,
                 GArray       *longs,
                 VdtHuntValue *result,
                 int           extra)
{
  const Sessions *self = state;
  gint64 start = 0, last = 0;
  gboolean open = FALSE;

  result->null = FALSE;
  if (self == NULL)
    return;

  g_array_sort (self->rows, compare_rows);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const SessionRow *row = &g_array_index (self->rows, SessionRow, i);

      if (!open || row->restart || row->ticks - start > self->most_span || row->ticks - last > self->most_gap)
        start = row->ticks;
      open = TRUE;
      last = row->ticks;
      g_array_append_val (longs, start);
    }
}

static const VdtHuntFold folds[] = {
  { "kql_make_list", "j:jl", list_add, list_merge, list_finish, collection_free, LIST_SKIP_NULLS },
  { "kql_make_list_with_nulls", "j:jl", list_add, list_merge, list_finish, collection_free, LIST_KEEP_NULLS },
  { "kql_make_set", "j:jl", set_add, set_merge, list_finish, collection_free, 0 },
  { "kql_make_bag", "j:jl", bag_add, bag_merge, bag_finish, collection_free, 0 },
  { "kql_make_series_real", "j:LDlD", series_add, series_merge, series_finish, series_free, FALSE },
  { "kql_make_series_long", "j:LDlD", series_add, series_merge, series_finish, series_free, TRUE },
  { "kql_buildschema", "j:j", schema_add, schema_merge, schema_finish, schema_free, 0 },
  { "kql_session_starts", "<:lLllb", sessions_add, sessions_merge, sessions_finish, sessions_free, 0 },
};

gboolean
vdt_hunt_collect_register (duckdb_connection   connection,
                           GError            **error)
{
  return vdt_hunt_register_folds (connection, folds, G_N_ELEMENTS (folds), error);
}
