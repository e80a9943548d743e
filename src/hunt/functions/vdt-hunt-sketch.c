/* vdt-hunt-sketch.c
 *
 * Distinct counts and percentiles. A distinct count is exact up to some
 * thousand values, then a HyperLogLog with as many registers as the accuracy
 * asks for, estimated after O. Ertl, "New cardinality estimation algorithms for
 * HyperLogLog sketches" (arXiv:1702.01284, section 4). Percentiles are
 * by nearest rank over weighted values.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include <math.h>

#include "vdt-hunt-fold.h"
#include "vdt-hunt-json.h"
#include "vdt-hunt-print.h"

/* Up to here a count is exact. */
#define MAX_EXACT 4096

typedef struct
{
  int      precision;      /* 2 to this power registers */
  guint32  n;
  guint32  n_slots;
  guint64 *slots;          /* hashes, 0 for none; NULL once there are registers */
  guint8  *registers;
} Count;

static Count *
count_new (int precision)
{
  Count *self = g_new0 (Count, 1);

  self->precision = precision;

  return self;
}

static void
count_free (gpointer data)
{
  Count *self = data;

  g_free (self->slots);
  g_free (self->registers);
  g_free (self);
}

static void
count_register (Count   *self,
                guint64  hash)
{
  guint32 i = hash >> (64 - self->precision);
  guint64 rest = hash << self->precision;
  guint8 rank = rest == 0 ? 64 - self->precision + 1 : (guint8) __builtin_clzll (rest) + 1;

  if (self->registers[i] < rank)
    self->registers[i] = rank;
}

static void
count_make_registers (Count *self)
{
  self->registers = g_new0 (guint8, (gsize) 1 << self->precision);
  for (guint32 i = 0; i < self->n_slots; i++)
    if (self->slots[i] != 0)
      count_register (self, self->slots[i]);
  g_clear_pointer (&self->slots, g_free);
  self->n_slots = 0;
}

static void
count_grow (Count *self)
{
  guint32 n_slots = MAX (self->n_slots * 2, 8);
  guint64 *slots = g_new0 (guint64, n_slots);

  for (guint32 i = 0; i < self->n_slots; i++)
    if (self->slots[i] != 0)
      {
        guint32 at = self->slots[i] & (n_slots - 1);

        while (slots[at] != 0)
          at = (at + 1) & (n_slots - 1);
        slots[at] = self->slots[i];
      }
  g_free (self->slots);
  self->slots = slots;
  self->n_slots = n_slots;
}

static inline void
count_insert (Count   *self,
              guint64  hash)
{
  guint32 at;

  if (self->registers != NULL)
    {
      count_register (self, hash);
      return;
    }

  hash = hash == 0 ? 1 : hash;
  if (self->n * 2 >= self->n_slots)
    count_grow (self);
  for (at = hash & (self->n_slots - 1); self->slots[at] != 0; at = (at + 1) & (self->n_slots - 1))
    if (self->slots[at] == hash)
      return;
  self->slots[at] = hash;
  if (++self->n > MAX_EXACT)
    count_make_registers (self);
}

static void
count_add_count (Count       *self,
                 const Count *other)
{
  if (other->registers == NULL)
    {
      for (guint32 i = 0; i < other->n_slots; i++)
        if (other->slots[i] != 0)
          count_insert (self, other->slots[i]);
      return;
    }

  if (self->registers == NULL)
    {
      self->precision = other->precision;
      count_make_registers (self);
    }
  /* Counts of two accuracies do not mix; the finer one stays. */
  if (self->precision == other->precision)
    for (gsize i = 0; i < (gsize) 1 << self->precision; i++)
      self->registers[i] = MAX (self->registers[i], other->registers[i]);
}

static double
ertl_sigma (double x)
{
  double y = 1, z = x, last;

  if (x == 1)
    return INFINITY;
  do
    {
      x *= x;
      last = z;
      z += x * y;
      y += y;
    }
  while (z != last);

  return z;
}

static double
ertl_tau (double x)
{
  double y = 1, z = 1 - x, last;

  if (x == 0 || x == 1)
    return 0;
  do
    {
      x = sqrt (x);
      last = z;
      y *= 0.5;
      z -= (1 - x) * (1 - x) * y;
    }
  while (z != last);

  return z / 3;
}

static gint64
count_estimate (const Count *self)
{
  int q = 64 - self->precision;
  double m = (double) ((gsize) 1 << self->precision);
  guint32 ranks[66] = { 0 };
  double z;

  if (self->registers == NULL)
    return self->n;

  for (gsize i = 0; i < (gsize) 1 << self->precision; i++)
    ranks[self->registers[i]]++;
  z = m * ertl_tau (1 - ranks[q + 1] / m);
  for (int k = q; k >= 1; k--)
    z = 0.5 * (z + ranks[k]);
  z += m * ertl_sigma (ranks[0] / m);

  return (gint64) (m * m / (2 * G_LN2 * z) + 0.5);
}

static int
precision_of (gint64 accuracy)
{
  static const int precisions[] = { 12, 14, 16, 17, 18 };

  return precisions[CLAMP (accuracy, 0, 4)];
}

/* A count as a dynamic: [precision, hash, …] or [precision, "registers"]. */
static void
count_write (const Count *self,
             GString     *out)
{
  g_string_append_printf (out, "[%d", self->precision);
  for (guint32 i = 0; i < self->n_slots; i++)
    if (self->slots[i] != 0)
      g_string_append_printf (out, ",%" G_GINT64_FORMAT, (gint64) self->slots[i]);
  if (self->registers != NULL)
    {
      g_autofree char *text = g_base64_encode (self->registers, (gsize) 1 << self->precision);

      g_string_append_printf (out, ",\"%s\"", text);
    }
  g_string_append_c (out, ']');
}

static Count *
count_read (VdtHuntText json)
{
  Count *self;
  VdtJsonWalk walk;
  gint64 number;

  vdt_json_walk (&walk, json);
  if (!vdt_json_next (&walk) || !vdt_read_long (walk.value, &number) || number < 12 || number > 18)
    return NULL;

  self = count_new (number);
  while (vdt_json_next (&walk))
    {
      if (vdt_json_kind (walk.value) == VDT_JSON_STRING)
        {
          g_autofree char *text = g_strndup (walk.value.text + 1, walk.value.length - 2);
          gsize length;
          g_autofree guchar *bytes = g_base64_decode (text, &length);

          if (self->registers == NULL)
            count_make_registers (self);
          for (gsize i = 0; i < MIN (length, (gsize) 1 << self->precision); i++)
            self->registers[i] = MIN (bytes[i], 64 - self->precision + 1);
        }
      else if (vdt_read_long (walk.value, &number))
        {
          count_insert (self, (guint64) number);
        }
    }

  return self;
}

static void
dcount_add (gpointer           *state,
            const VdtHuntValue *arguments,
            int                 extra)
{
  if (*state == NULL)
    *state = count_new (precision_of (arguments[1].integer));
  count_insert (*state, (guint64) arguments[0].integer);
}

static void
dcount_merge (gpointer *state,
              gpointer  other,
              int       extra)
{
  if (*state == NULL)
    *state = count_new (((Count *) other)->precision);
  count_add_count (*state, other);
}

/* The extra: the sketch itself. */
static void
dcount_finish (gpointer      state,
               GString      *out,
               GArray       *longs,
               VdtHuntValue *result,
               int           extra)
{
  result->null = FALSE;
  if (!extra)
    result->integer = state != NULL ? count_estimate (state) : 0;
  else if (state != NULL)
    count_write (state, out);
  else
    g_string_append (out, "[14]");
}

static void
hll_merge_add (gpointer           *state,
               const VdtHuntValue *arguments,
               int                 extra)
{
  Count *count = count_read (arguments[0].text);

  if (count == NULL)
    return;
  dcount_merge (state, count, extra);
  count_free (count);
}

static void
hll_merge_all (VdtHuntCall *call)
{
  gpointer state = NULL;

  for (guint i = 0; i < call->n; i++)
    hll_merge_add (&state, &call->arguments[i], 0);
  if (state == NULL)
    return;

  count_write (state, call->out);
  count_free (state);
  vdt_hunt_return_out (call);
}

static void
dcount_hll (VdtHuntCall *call)
{
  Count *count = count_read (vdt_hunt_call_text (call, 0));

  if (count == NULL)
    return;
  vdt_hunt_return_integer (call, count_estimate (count));
  count_free (count);
}

/* Weighted values. */
typedef struct
{
  double value;
  double weight;
} Weighted;

typedef struct
{
  GArray *values;
  char   *wanted;          /* the percentiles that are asked for */
} Digest;

/* From here on near values are put together. */
#define MAX_CENTROIDS 20000
#define CENTROIDS     2000

static Digest *
get_digest (gpointer *state)
{
  Digest *self = *state;

  if (self == NULL)
    {
      *state = self = g_new0 (Digest, 1);
      self->values = g_array_new (FALSE, FALSE, sizeof (Weighted));
    }

  return self;
}

static void
digest_free (gpointer data)
{
  Digest *self = data;

  g_array_unref (self->values);
  g_free (self->wanted);
  g_free (self);
}

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  const Weighted *x = a, *y = b;

  return x->value < y->value ? -1 : x->value > y->value;
}

static double
total_weight (const GArray *values)
{
  double total = 0;

  for (guint i = 0; i < values->len; i++)
    total += g_array_index (values, Weighted, i).weight;

  return total;
}

/* Puts neighbours together, fewest at the ends, where percentiles are asked for most. */
static void
compress (GArray *values)
{
  double total = total_weight (values);
  double before = 0;
  guint kept = 0;

  g_array_sort (values, compare_values);
  for (guint i = 1; i < values->len; i++)
    {
      Weighted *last = &g_array_index (values, Weighted, kept);
      Weighted next = g_array_index (values, Weighted, i);
      double q = (before + last->weight + next.weight / 2) / total;

      if (last->weight + next.weight <= 4 * total * q * (1 - q) / CENTROIDS)
        {
          last->value += (next.value - last->value) * next.weight / (last->weight + next.weight);
          last->weight += next.weight;
        }
      else
        {
          before += last->weight;
          g_array_index (values, Weighted, ++kept) = next;
        }
    }
  g_array_set_size (values, values->len > 0 ? kept + 1 : 0);
}

/* value, weight; of percentiles_array() with the percentiles, and exact */
static void
digest_add (gpointer           *state,
            const VdtHuntValue *arguments,
            int                 extra)
{
  Digest *self = get_digest (state);
  Weighted weighted = { arguments[0].real, arguments[1].integer };

  if (extra && self->wanted == NULL)
    self->wanted = g_strndup (arguments[2].text.text, arguments[2].text.length);
  if (isnan (weighted.value) || weighted.weight <= 0)
    return;
  g_array_append_val (self->values, weighted);
  if (!extra && self->values->len > MAX_CENTROIDS)
    compress (self->values);
}

static void
digest_merge (gpointer *state,
              gpointer  other,
              int       extra)
{
  const Digest *source = other;
  Digest *self = get_digest (state);

  if (self->wanted == NULL)
    self->wanted = g_strdup (source->wanted);
  g_array_append_vals (self->values, source->values->data, source->values->len);
  if (!extra && self->values->len > MAX_CENTROIDS)
    compress (self->values);
}

static void
write_digest (GString *out,
              GArray  *values)
{
  g_array_sort (values, compare_values);
  g_string_append_c (out, '[');
  for (guint i = 0; i < values->len; i++)
    {
      const Weighted *weighted = &g_array_index (values, Weighted, i);

      vdt_json_comma (out);
      vdt_json_write_real (out, weighted->value);
      g_string_append_c (out, ',');
      vdt_json_write_integer (out, (gint64) weighted->weight);
    }
  g_string_append_c (out, ']');
}

static GArray *
read_digest (VdtHuntText json)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (Weighted));
  VdtJsonWalk walk;
  Weighted weighted;

  vdt_json_walk (&walk, json);
  while (vdt_json_next (&walk) && vdt_json_number (walk.value, &weighted.value) && vdt_json_next (&walk) &&
         vdt_json_number (walk.value, &weighted.weight))
    g_array_append_val (values, weighted);

  return values;
}

/* The value whose rank is the nearest; @values are sorted. */
static double
percentile_of (const GArray *values,
               double        percentile)
{
  double wanted = ceil (total_weight (values) * CLAMP (percentile, 0, 100) / 100 - 1e-9);
  double rank = 0;

  for (guint i = 0; i < values->len; i++)
    {
      rank += g_array_index (values, Weighted, i).weight;
      if (rank >= MAX (wanted, 1))
        return g_array_index (values, Weighted, i).value;
    }

  return values->len > 0 ? g_array_index (values, Weighted, values->len - 1).value : NAN;
}

/* A whole number as one: the values may have been long. */
static void
write_value (GString *out,
             double   value)
{
  vdt_json_comma (out);
  if (value == floor (value) && fabs (value) < 9.0e15)
    vdt_json_write_integer (out, (gint64) value);
  else
    vdt_json_write_real (out, value);
}

static void
write_percentiles (GString      *out,
                   const GArray *values,
                   VdtHuntText   percentiles)
{
  VdtJsonWalk walk;
  double percentile;

  g_string_append_c (out, '[');
  vdt_json_walk (&walk, percentiles);
  while (vdt_json_next (&walk))
    if (vdt_json_number (walk.value, &percentile))
      write_value (out, percentile_of (values, percentile));
  g_string_append_c (out, ']');
}

static void
digest_finish (gpointer      state,
               GString      *out,
               GArray       *longs,
               VdtHuntValue *result,
               int           extra)
{
  Digest *self = state;

  if (self == NULL || (extra && self->values->len == 0))
    {
      if (extra)
        return;
      g_string_append (out, "[]");
    }
  else if (extra)
    {
      g_array_sort (self->values, compare_values);
      write_percentiles (out, self->values, (VdtHuntText) { self->wanted, strlen (self->wanted) });
    }
  else
    {
      write_digest (out, self->values);
    }
  result->null = FALSE;
}

/* value, weight, percentile */
static void
percentilew_finish (gpointer      state,
                    GString      *out,
                    GArray       *longs,
                    VdtHuntValue *result,
                    int           extra)
{
  Digest *self = state;
  double percentile;

  if (self == NULL || self->values->len == 0 ||
      !vdt_read_real ((VdtHuntText) { self->wanted, strlen (self->wanted) }, &percentile))
    return;

  g_array_sort (self->values, compare_values);
  result->null = FALSE;
  result->real = percentile_of (self->values, percentile);
}

static void
tdigest_merge_add (gpointer           *state,
                   const VdtHuntValue *arguments,
                   int                 extra)
{
  Digest *self = get_digest (state);
  g_autoptr(GArray) values = read_digest (arguments[0].text);

  g_array_append_vals (self->values, values->data, values->len);
  if (self->values->len > MAX_CENTROIDS)
    compress (self->values);
}

static void
tdigest_merge_all (VdtHuntCall *call)
{
  gpointer state = NULL;

  for (guint i = 0; i < call->n; i++)
    tdigest_merge_add (&state, &call->arguments[i], 0);
  if (state == NULL)
    return;

  write_digest (call->out, ((Digest *) state)->values);
  digest_free (state);
  vdt_hunt_return_out (call);
}

static void
percentile_tdigest (VdtHuntCall *call)
{
  g_autoptr(GArray) values = read_digest (vdt_hunt_call_text (call, 0));

  if (values->len == 0)
    return;

  write_value (call->out, percentile_of (values, vdt_hunt_call_real (call, 1)));
  vdt_hunt_return_out (call);
}

static void
percentiles_array_tdigest (VdtHuntCall *call)
{
  g_autoptr(GArray) values = read_digest (vdt_hunt_call_text (call, 0));

  if (values->len == 0)
    return;

  write_percentiles (call->out, values, vdt_hunt_call_text (call, 1));
  vdt_hunt_return_out (call);
}

/* How many values are at most @call's; the extra: of a hundred. */
static void
rank_tdigest (VdtHuntCall *call)
{
  g_autoptr(GArray) values = read_digest (vdt_hunt_call_text (call, 0));
  double rank = 0;

  if (values->len == 0)
    return;

  for (guint i = 0; i < values->len; i++)
    if (g_array_index (values, Weighted, i).value <= vdt_hunt_call_real (call, 1))
      rank += g_array_index (values, Weighted, i).weight;
  vdt_hunt_return_real (call, call->extra ? rank * 100 / total_weight (values) : rank);
}

static const VdtHuntFold folds[] = {
  { "kql_dcount", "l:hi", dcount_add, dcount_merge, dcount_finish, count_free, FALSE },
  { "kql_hll", "j:hi", dcount_add, dcount_merge, dcount_finish, count_free, TRUE },
  { "kql_hll_merge", "j:j", hll_merge_add, dcount_merge, dcount_finish, count_free, TRUE },
  { "kql_tdigest", "j:dl", digest_add, digest_merge, digest_finish, digest_free, FALSE },
  { "kql_tdigest_merge", "j:j", tdigest_merge_add, digest_merge, digest_finish, digest_free, FALSE },
  { "kql_percentiles_array", "j:dlj", digest_add, digest_merge, digest_finish, digest_free, TRUE },
  { "kql_percentilew", "d:dls", digest_add, digest_merge, percentilew_finish, digest_free, TRUE },
};

static const VdtHuntFunction functions[] = {
  { "kql_hll_merge_all", "j:j*", hll_merge_all },
  { "kql_dcount_hll", "l:j", dcount_hll },
  { "kql_tdigest_merge_all", "j:j*", tdigest_merge_all },
  { "kql_percentile_tdigest", "j:jd", percentile_tdigest },
  { "kql_percentiles_array_tdigest", "j:jj", percentiles_array_tdigest },
  { "kql_rank_tdigest", "d:jd", rank_tdigest },
  { "kql_percentrank_tdigest", "d:jd", rank_tdigest, .extra = TRUE },
};

gboolean
vdt_hunt_sketch_register (duckdb_connection   connection,
                          GError            **error)
{
  return vdt_hunt_register_folds (connection, folds, G_N_ELEMENTS (folds), error) &&
         vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
