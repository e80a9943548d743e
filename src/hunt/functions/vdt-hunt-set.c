/* vdt-hunt-set.c
 *
 * Arrays as sets: elements are the same if their texts are. The order is that
 * of the first time an element comes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include "vdt-hunt-json.h"

static guint
text_hash (gconstpointer key)
{
  const VdtHuntText *text = key;
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < text->length; i++)
    hash = (hash ^ (guchar) text->text[i]) * 16777619u;

  return hash;
}

static gboolean
text_equal (gconstpointer a,
            gconstpointer b)
{
  return vdt_hunt_text_equal (*(const VdtHuntText *) a, *(const VdtHuntText *) b);
}

static GHashTable *
set_new (void)
{
  return g_hash_table_new_full (text_hash, text_equal, g_free, NULL);
}

static gboolean
set_add (GHashTable  *set,
         VdtHuntText  value)
{
  VdtHuntText *key;

  if (g_hash_table_contains (set, &value))
    return FALSE;

  key = g_new (VdtHuntText, 1);
  *key = value;

  return g_hash_table_add (set, key);
}

/* The set of an array, or NULL. */
static GHashTable *
set_of (VdtHuntText json)
{
  GHashTable *set;
  VdtJsonWalk walk;

  if (vdt_json_kind (json) != VDT_JSON_ARRAY)
    return NULL;

  set = set_new ();
  vdt_json_walk (&walk, json);
  while (vdt_json_next (&walk))
    set_add (set, walk.value);

  return set;
}

static void
append_element (GString     *out,
                VdtHuntText  value)
{
  vdt_json_comma (out);
  vdt_hunt_append (out, value);
}

static void
set_union (VdtHuntCall *call)
{
  g_autoptr(GHashTable) seen = set_new ();

  g_string_append_c (call->out, '[');
  for (guint i = 0; i < call->n; i++)
    {
      VdtJsonWalk walk;

      if (vdt_json_kind (vdt_hunt_call_text (call, i)) != VDT_JSON_ARRAY)
        continue;
      vdt_json_walk (&walk, vdt_hunt_call_text (call, i));
      while (vdt_json_next (&walk))
        if (set_add (seen, walk.value))
          append_element (call->out, walk.value);
    }
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

/* What is in all others (extra TRUE) or in none (FALSE). */
static void
set_filter (VdtHuntCall *call)
{
  g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  g_autoptr(GHashTable) seen = set_new ();
  VdtJsonWalk walk;

  if (vdt_json_kind (vdt_hunt_call_text (call, 0)) != VDT_JSON_ARRAY)
    return;

  for (guint i = 1; i < call->n; i++)
    {
      GHashTable *other = set_of (vdt_hunt_call_text (call, i));

      if (other == NULL)
        {
          if (call->extra)
            return;
          continue;
        }
      g_ptr_array_add (others, other);
    }

  g_string_append_c (call->out, '[');
  vdt_json_walk (&walk, vdt_hunt_call_text (call, 0));
  while (vdt_json_next (&walk))
    {
      gboolean keep = TRUE;

      for (guint i = 0; i < others->len && keep; i++)
        keep = g_hash_table_contains (g_ptr_array_index (others, i), &walk.value) == (call->extra != 0);
      if (keep && set_add (seen, walk.value))
        append_element (call->out, walk.value);
    }
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

static guint
common (GHashTable *a,
        GHashTable *b)
{
  GHashTableIter iter;
  gpointer key;
  guint n = 0;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n += g_hash_table_contains (b, key);

  return n;
}

static void
set_equals (VdtHuntCall *call)
{
  g_autoptr(GHashTable) a = set_of (vdt_hunt_call_text (call, 0));
  g_autoptr(GHashTable) b = set_of (vdt_hunt_call_text (call, 1));

  if (a == NULL || b == NULL)
    return;

  vdt_hunt_return_integer (call, g_hash_table_size (a) == g_hash_table_size (b) &&
                                 common (a, b) == g_hash_table_size (a));
}

static void
jaccard_index (VdtHuntCall *call)
{
  g_autoptr(GHashTable) a = set_of (vdt_hunt_call_text (call, 0));
  g_autoptr(GHashTable) b = set_of (vdt_hunt_call_text (call, 1));
  guint both;

  if (a == NULL || b == NULL)
    return;

  both = common (a, b);
  vdt_hunt_return_real (call, both / (double) (g_hash_table_size (a) + g_hash_table_size (b) - both));
}

static const VdtHuntFunction functions[] = {
  { "kql_set_union", "j:j*", set_union },
  { "kql_set_intersect", "j:j*", set_filter, .extra = TRUE },
  { "kql_set_difference", "j:j*", set_filter },
  { "kql_set_equals", "b:jj", set_equals },
  { "kql_jaccard_index", "d:jj", jaccard_index },
};

gboolean
vdt_hunt_set_register (duckdb_connection   connection,
                       GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
