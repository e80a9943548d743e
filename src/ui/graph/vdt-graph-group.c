/* vdt-graph-group.c
 *
 * What of a large graph is drawn as one: first the boxes of a kind that hang on the
 * same others, then, only as far as that is not enough, on the same first other, then
 * all of a kind, then all of a layer; always the largest sets first.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-graph-layout.h"

#define SMALLEST 3 /* boxes that are worth a group */

typedef enum
{
  BY_NEIGHBOURS,
  BY_FIRST_NEIGHBOUR,
  BY_KIND,
  BY_LAYER,
  N_WAYS
} Way;

static int
by_number (gconstpointer a,
           gconstpointer b)
{
  guint left = *(const guint *) a;
  guint right = *(const guint *) b;

  return left < right ? -1 : left > right;
}

/* The larger one first; of two as large, the one that begins earlier. */
static int
by_size (gconstpointer a,
         gconstpointer b)
{
  const GArray *left = *(const GArray * const *) a;
  const GArray *right = *(const GArray * const *) b;

  if (left->len != right->len)
    return left->len > right->len ? -1 : 1;

  return by_number (left->data, right->data);
}

/* The neighbours of each, in order, without doubles. */
static GPtrArray *
collect (guint               n_keys,
         const VdtGraphLine *lines,
         guint               n_lines)
{
  GPtrArray *all = g_ptr_array_new_full (n_keys, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < n_keys; i++)
    g_ptr_array_add (all, g_array_new (FALSE, FALSE, sizeof (guint)));
  for (guint i = 0; i < n_lines; i++)
    {
      g_array_append_val ((GArray *) g_ptr_array_index (all, lines[i].from), lines[i].to);
      g_array_append_val ((GArray *) g_ptr_array_index (all, lines[i].to), lines[i].from);
    }
  for (guint i = 0; i < n_keys; i++)
    g_array_sort (g_ptr_array_index (all, i), by_number);

  return all;
}

static char *
make_signature (const VdtGraphKey *key,
                const GArray      *neighbours,
                Way                way)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n = way == BY_NEIGHBOURS ? neighbours->len : way == BY_FIRST_NEIGHBOUR ? MIN (neighbours->len, 1) : 0;
  guint before = VDT_GRAPH_NO_GROUP;

  g_string_append_printf (text, "%u", key->layer);
  if (way != BY_LAYER)
    g_string_append_printf (text, " %s", key->kind == NULL ? "" : key->kind);
  for (guint i = 0; i < n; i++)
    {
      guint neighbour = g_array_index (neighbours, guint, i);

      if (neighbour != before)
        g_string_append_printf (text, " %u", neighbour);
      before = neighbour;
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The sets that could be drawn as one in one way, the largest first. */
static GPtrArray *
find_sets (const VdtGraphKey *keys,
           guint              n_keys,
           GPtrArray         *neighbours,
           Way                way)
{
  g_autoptr(GHashTable) by_signature = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *sets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < n_keys; i++)
    {
      g_autofree char *signature = NULL;
      GArray *set;

      if (keys[i].single)
        continue;
      signature = make_signature (&keys[i], g_ptr_array_index (neighbours, i), way);
      set = g_hash_table_lookup (by_signature, signature);
      if (set == NULL)
        {
          set = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (by_signature, g_steal_pointer (&signature), set);
          g_ptr_array_add (sets, set);
        }
      g_array_append_val (set, i);
    }
  g_ptr_array_sort (sets, by_size);

  return sets;
}

/* Draws a set as one; what of it was in smaller groups leaves them. Returns how many
 * things fewer there are to draw. */
static guint
join (const GArray *set,
      guint         number,
      guint        *group)
{
  g_autoptr(GHashTable) groups = g_hash_table_new (NULL, NULL);
  guint n_before = 0;

  for (guint i = 0; i < set->len; i++)
    {
      guint *own = &group[g_array_index (set, guint, i)];

      if (*own == VDT_GRAPH_NO_GROUP || g_hash_table_add (groups, GUINT_TO_POINTER (*own + 1)))
        n_before++;
      *own = number;
    }

  return n_before - 1;
}

/* Numbers the groups from 0, in the order of their first boxes. */
static guint
renumber (guint *group,
          guint  n_keys)
{
  g_autoptr(GHashTable) numbers = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < n_keys; i++)
    {
      gpointer key = GUINT_TO_POINTER (group[i] + 1);

      if (group[i] == VDT_GRAPH_NO_GROUP)
        continue;
      if (!g_hash_table_contains (numbers, key))
        g_hash_table_insert (numbers, key, GUINT_TO_POINTER (g_hash_table_size (numbers)));
      group[i] = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, key));
    }

  return g_hash_table_size (numbers);
}

/**
 * vdt_graph_group:
 * @keys: (array length=n_keys): what each box is
 * @n_keys: how many boxes
 * @lines: (array length=n_lines): between boxes
 * @n_lines: how many
 * @limit: how many may be drawn one by one
 * @out_group: (out) (array length=n_keys): the number of each box's group, from 0 in the
 *   order of their first boxes, or %VDT_GRAPH_NO_GROUP
 *
 * Groups boxes until no more than @limit things are left, or nothing more can be
 * grouped. A graph within the limit is not grouped at all.
 *
 * Returns: how many groups there are
 */
guint
vdt_graph_group (const VdtGraphKey  *keys,
                 guint               n_keys,
                 const VdtGraphLine *lines,
                 guint               n_lines,
                 guint               limit,
                 guint              *out_group)
{
  g_autoptr(GPtrArray) neighbours = NULL;
  guint n_drawn = n_keys;
  guint n_groups = 0;

  for (guint i = 0; i < n_keys; i++)
    out_group[i] = VDT_GRAPH_NO_GROUP;
  if (n_keys <= limit)
    return 0;

  neighbours = collect (n_keys, lines, n_lines);
  for (Way way = BY_NEIGHBOURS; way < N_WAYS && n_drawn > limit; way++)
    {
      g_autoptr(GPtrArray) sets = find_sets (keys, n_keys, neighbours, way);

      for (guint i = 0; i < sets->len && n_drawn > limit; i++)
        {
          const GArray *set = g_ptr_array_index (sets, i);

          if (set->len >= SMALLEST)
            n_drawn -= join (set, n_groups++, out_group);
        }
    }

  return renumber (out_group, n_keys);
}
