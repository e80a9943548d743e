/* vdt-similar.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-similar.h"

#include <math.h>
#include <string.h>

#include "vdt-similar-incident.h"

/* Below this two incidents share what most do. */
#define LEAST_SCORE 0.12

/* So many neighbours decide in the test of the archive against itself. */
#define JURY 5

/* So many incidents of the archive are tested, the newest; each costs a search. */
#define MOST_JUDGED 300

typedef struct
{
  VdtSimilarIncident *incident;
  GArray             *features;     /* guint, sorted: numbers of features */
  double              weight;       /* of all its features */
} Member;

/**
 * VdtSimilarIndex:
 *
 * Which features which incidents have. Two incidents are as like as the features they
 * share weigh, of all that either has (weighted Jaccard). A feature weighs the more the
 * fewer incidents have it, as in text search (inverse document frequency; Spärck
 * Jones, 1972), times what its kind tells.
 */
struct _VdtSimilarIndex
{
  GPtrArray  *members;
  GHashTable *by_id;        /* id → Member */
  GHashTable *numbers;      /* feature → number + 1 */
  GPtrArray  *names;        /* number → feature, owned by the table */
  GPtrArray  *having;       /* number → GArray of guint, member numbers */
  GArray     *weights;      /* number → double */
};

/* What a kind of feature tells of two incidents that share it. */
static const struct
{
  const char *prefix;
  double      factor;
} factors[] = {
  { "title:", 2.0 }, { "threat:", 2.0 }, { "technique:", 1.0 }, { "category:", 0.5 }, { "file:", 1.2 },
};

static void
member_free (gpointer data)
{
  Member *member = data;

  g_object_unref (member->incident);
  g_array_unref (member->features);
  g_free (member);
}

static guint
number_of (VdtSimilarIndex *self,
           const char      *feature)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, feature));

  if (number == 0)
    {
      char *name = g_strdup (feature);

      g_ptr_array_add (self->names, name);
      g_ptr_array_add (self->having, g_array_new (FALSE, FALSE, sizeof (guint)));
      number = self->names->len;
      g_hash_table_insert (self->numbers, name, GUINT_TO_POINTER (number));
    }

  return number - 1;
}

static void
add_member (VdtSimilarIndex    *self,
            VdtSimilarIncident *incident)
{
  const char *const *features = vdt_similar_incident_get_features (incident);
  Member *member = g_new0 (Member, 1);
  guint place = self->members->len;

  member->incident = g_object_ref (incident);
  member->features = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; features != NULL && features[i] != NULL; i++)
    {
      guint number = number_of (self, features[i]);

      g_array_append_val (member->features, number);
      g_array_append_val ((GArray *) g_ptr_array_index (self->having, number), place);
    }
  g_ptr_array_add (self->members, member);
  if (vdt_similar_incident_get_id (incident) != NULL)
    g_hash_table_insert (self->by_id, (gpointer) vdt_similar_incident_get_id (incident), member);
}

static double
factor_of (const char *feature)
{
  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    if (g_str_has_prefix (feature, factors[i].prefix))
      return factors[i].factor;

  return 1;
}

static void
weigh (VdtSimilarIndex *self)
{
  for (guint i = 0; i < self->names->len; i++)
    {
      guint n = ((GArray *) g_ptr_array_index (self->having, i))->len;
      double weight = log (1 + (double) self->members->len / n) * factor_of (g_ptr_array_index (self->names, i));

      g_array_append_val (self->weights, weight);
    }
  for (guint i = 0; i < self->members->len; i++)
    {
      Member *member = g_ptr_array_index (self->members, i);

      for (guint j = 0; j < member->features->len; j++)
        member->weight += g_array_index (self->weights, double, g_array_index (member->features, guint, j));
    }
}

/**
 * vdt_similar_index_new:
 * @archive: #VdtSimilarIncident with all their features
 *
 * Returns: (transfer full): an index of @archive
 */
VdtSimilarIndex *
vdt_similar_index_new (GListModel *archive)
{
  VdtSimilarIndex *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (archive), NULL);

  self = g_new0 (VdtSimilarIndex, 1);
  self->members = g_ptr_array_new_with_free_func (member_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->names = g_ptr_array_new ();
  self->having = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->weights = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < g_list_model_get_n_items (archive); i++)
    {
      g_autoptr(VdtSimilarIncident) incident = g_list_model_get_item (archive, i);

      add_member (self, incident);
    }
  weigh (self);

  return self;
}

void
vdt_similar_index_free (VdtSimilarIndex *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->members);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->numbers);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->having);
  g_array_unref (self->weights);
  g_free (self);
}

typedef struct
{
  guint  place;
  double score;
} Neighbour;

static int
compare_neighbours (gconstpointer a,
                    gconstpointer b)
{
  const Neighbour *first = a;
  const Neighbour *second = b;

  if (first->score != second->score)
    return first->score > second->score ? -1 : 1;

  return first->place < second->place ? -1 : first->place > second->place;
}

/* Neighbours of @member that are like enough, the likest first. */
static GArray *
find_neighbours (VdtSimilarIndex *self,
                 const Member    *member)
{
  GArray *neighbours = g_array_new (FALSE, FALSE, sizeof (Neighbour));
  g_autofree double *shared = g_new0 (double, self->members->len);

  for (guint i = 0; i < member->features->len; i++)
    {
      guint number = g_array_index (member->features, guint, i);
      GArray *having = g_ptr_array_index (self->having, number);
      double weight = g_array_index (self->weights, double, number);

      for (guint j = 0; j < having->len; j++)
        shared[g_array_index (having, guint, j)] += weight;
    }

  for (guint i = 0; i < self->members->len; i++)
    {
      const Member *other = g_ptr_array_index (self->members, i);
      double all = member->weight + other->weight - shared[i];
      Neighbour neighbour = { i, all > 0 ? shared[i] / all : 0 };

      if (other != member && neighbour.score >= LEAST_SCORE)
        g_array_append_val (neighbours, neighbour);
    }
  g_array_sort (neighbours, compare_neighbours);

  return neighbours;
}

static gboolean
has_feature (const Member *member,
             guint         number)
{
  for (guint i = 0; i < member->features->len; i++)
    if (g_array_index (member->features, guint, i) == number)
      return TRUE;

  return FALSE;
}

/* What both have, the most telling first. */
static void
set_shared (VdtSimilarIndex    *self,
            VdtSimilarIncident *answer,
            const Member       *member,
            const Member       *other)
{
  g_autoptr(GArray) shared = g_array_new (FALSE, FALSE, sizeof (Neighbour));
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < member->features->len; i++)
    {
      guint number = g_array_index (member->features, guint, i);
      Neighbour feature = { number, g_array_index (self->weights, double, number) };

      if (has_feature (other, number))
        g_array_append_val (shared, feature);
    }
  g_array_sort (shared, compare_neighbours);
  for (guint i = 0; i < shared->len; i++)
    g_ptr_array_add (names, g_ptr_array_index (self->names, g_array_index (shared, Neighbour, i).place));
  g_ptr_array_add (names, NULL);
  vdt_record_set_words (answer, "features", (const char *const *) names->pdata);
}

/**
 * vdt_similar_index_find:
 * @self: an index
 * @incident_id: an incident of the archive
 * @max: at most so many
 *
 * Returns: (transfer full): #VdtSimilarIncident, the likest first, with the features
 *   that they share with @incident_id; empty if the archive does not have it
 */
GListStore *
vdt_similar_index_find (VdtSimilarIndex *self,
                        const char      *incident_id,
                        guint            max)
{
  GListStore *list = g_list_store_new (VDT_TYPE_SIMILAR_INCIDENT);
  const Member *member;
  g_autoptr(GArray) neighbours = NULL;

  g_return_val_if_fail (self != NULL && incident_id != NULL, list);

  member = g_hash_table_lookup (self->by_id, incident_id);
  if (member == NULL)
    return list;

  neighbours = find_neighbours (self, member);
  for (guint i = 0; i < neighbours->len && i < max; i++)
    {
      const Neighbour *neighbour = &g_array_index (neighbours, Neighbour, i);
      const Member *other = g_ptr_array_index (self->members, neighbour->place);
      g_autoptr(VdtSimilarIncident) answer = vdt_similar_incident_new (NULL);

      vdt_record_copy (answer, other->incident);
      vdt_record_set_real (answer, "score", neighbour->score);
      set_shared (self, answer, member, other);
      g_list_store_append (list, answer);
    }

  return list;
}

static gboolean
is_classified (const Member *member)
{
  const char *classification = vdt_similar_incident_get_classification (member->incident);

  return classification != NULL && *classification != '\0' && strcmp (classification, "unknown") != 0;
}

/* Whether most of the classified neighbours have the class of @member; -1 if it has none. */
static int
judge (VdtSimilarIndex *self,
       const Member    *member)
{
  g_autoptr(GArray) neighbours = find_neighbours (self, member);
  const char *own = vdt_similar_incident_get_classification (member->incident);
  guint n = 0, same = 0;

  for (guint i = 0; i < neighbours->len && n < JURY; i++)
    {
      const Member *other = g_ptr_array_index (self->members, g_array_index (neighbours, Neighbour, i).place);

      if (!is_classified (other))
        continue;
      n++;
      same += g_strcmp0 (vdt_similar_incident_get_classification (other->incident), own) == 0;
    }

  return n == 0 ? -1 : same * 2 > n;
}

/**
 * vdt_similar_index_hit_rate:
 * @self: an index
 * @out_judged: (out): of how many
 *
 * Tests the archive against itself: each classified incident is guessed from its
 * likest classified neighbours, without itself. How far to trust similar incidents.
 *
 * Returns: how many were guessed right
 */
guint
vdt_similar_index_hit_rate (VdtSimilarIndex *self,
                            guint           *out_judged)
{
  guint hits = 0;

  g_return_val_if_fail (self != NULL && out_judged != NULL, 0);

  *out_judged = 0;
  for (guint i = 0; i < self->members->len && *out_judged < MOST_JUDGED; i++)
    {
      const Member *member = g_ptr_array_index (self->members, i);
      int right = is_classified (member) ? judge (self, member) : -1;

      if (right < 0)
        continue;
      (*out_judged)++;
      hits += right;
    }

  return hits;
}
