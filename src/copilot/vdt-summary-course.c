/* vdt-summary-course.c
 *
 * How it unfolded in time: alerts become episodes, episodes become one sentence
 * for each stage of the attack, repeated alerts become one mention.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-summary-private.h"

#include <string.h>

#include "vdt-attack.h"
#include "vdt-schema.h"

#define MOST_SENTENCES 14
#define MOST_TITLES 4
#define MOST_TECHNIQUES 3
#define AT_ONCE (2 * G_TIME_SPAN_MINUTE)
#define LASTING G_TIME_SPAN_HOUR

/* Alerts of one title. */
typedef struct
{
  GPtrArray *alerts;        /* VdtSummaryAlert, by time */
  guint      weight;
  guint      order;
} Group;

/* Alerts of one stage in one episode. */
typedef struct
{
  const char *stage;
  GPtrArray  *alerts;
  gint64      start;
  gint64      gap;          /* since the episode before; 0 within one */
} Step;

/* What the next sentence must know of the ones before. */
struct _VdtSummaryTeller
{
  VdtSummaryRun *run;
  GPtrArray     *steps;
  GHashTable    *techniques;    /* already named */
  GPtrArray     *where;         /* VdtSummaryAsset of the sentence before */
  gint64         last_start;
  gboolean       one_place;     /* the whole incident is on one device */
};

typedef VdtSummaryTeller Teller;

static void
group_free (gpointer data)
{
  Group *group = data;

  g_ptr_array_unref (group->alerts);
  g_free (group);
}

static void
step_free (gpointer data)
{
  Step *step = data;

  g_ptr_array_unref (step->alerts);
  g_free (step);
}

static Step *
find_step (GPtrArray  *steps,
           guint       from,
           const char *stage)
{
  for (guint i = from; i < steps->len; i++)
    {
      Step *step = g_ptr_array_index (steps, i);

      if (g_str_equal (step->stage, stage))
        return step;
    }

  return NULL;
}

/* Cuts the timed alerts at every pause longer than @pause. */
static GPtrArray *
cut_steps (VdtSummaryRun *self,
           gint64         pause)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (step_free);
  gint64 last_start = VDT_TIME_UNSET;
  gint64 last_end = VDT_TIME_UNSET;
  guint episode = 0;
  gint64 gap = 0;

  for (guint i = 0; i < self->alerts->len; i++)
    {
      VdtSummaryAlert *alert = vdt_summary_alert_at (self, i);
      Step *step;

      if (alert->start == VDT_TIME_UNSET)
        break;

      if (last_start != VDT_TIME_UNSET && alert->start - last_start > pause)
        {
          episode = steps->len;
          gap = MAX (alert->start - last_end, 0);
        }

      step = find_step (steps, episode, alert->stage);
      if (step == NULL)
        {
          step = g_new0 (Step, 1);
          step->stage = alert->stage;
          step->alerts = g_ptr_array_new ();
          step->start = alert->start;
          step->gap = gap;
          g_ptr_array_add (steps, step);
        }
      g_ptr_array_add (step->alerts, alert);
      gap = 0;
      last_start = alert->start;
      last_end = MAX (last_end, alert->end);
    }

  return steps;
}

/* The finest cut that still reads as one page. */
static GPtrArray *
choose_steps (VdtSummaryRun *self)
{
  static const gint64 pauses[] = {
    30 * G_TIME_SPAN_MINUTE, 2 * G_TIME_SPAN_HOUR, 6 * G_TIME_SPAN_HOUR, G_TIME_SPAN_DAY,
    3 * G_TIME_SPAN_DAY, 7 * G_TIME_SPAN_DAY, 30 * G_TIME_SPAN_DAY, G_MAXINT64,
  };
  GPtrArray *steps = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (pauses); i++)
    {
      g_clear_pointer (&steps, g_ptr_array_unref);
      steps = cut_steps (self, pauses[i]);
      if (steps->len <= MOST_SENTENCES)
        break;
    }

  return steps;
}

static guint
severity_weight (const VdtSummaryAlert *alert)
{
  static const char *const ranks[] = { "informational", "low", "medium", "high", NULL };
  const char *severity = vdt_alert_get_severity (alert->alert);

  for (guint i = 0; severity != NULL && ranks[i] != NULL; i++)
    if (g_str_equal (severity, ranks[i]))
      return i + 1;

  return 0;
}

static GPtrArray *
group_by_title (GPtrArray *alerts)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (group_free);
  g_autoptr(GHashTable) by_title = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < alerts->len; i++)
    {
      VdtSummaryAlert *alert = g_ptr_array_index (alerts, i);
      const char *title = vdt_alert_get_title (alert->alert);
      Group *group = g_hash_table_lookup (by_title, title != NULL ? title : "");

      if (group == NULL)
        {
          group = g_new0 (Group, 1);
          group->alerts = g_ptr_array_new ();
          group->order = groups->len;
          g_ptr_array_add (groups, group);
          g_hash_table_insert (by_title, (gpointer) (title != NULL ? title : ""), group);
        }
      g_ptr_array_add (group->alerts, alert);
      group->weight = MAX (group->weight, severity_weight (alert));
    }

  return groups;
}

static int
compare_groups (gconstpointer a,
                gconstpointer b)
{
  const Group *first = *(const Group *const *) a;
  const Group *second = *(const Group *const *) b;

  if (first->weight != second->weight)
    return first->weight > second->weight ? -1 : 1;
  if (first->alerts->len != second->alerts->len)
    return first->alerts->len > second->alerts->len ? -1 : 1;

  return first->order < second->order ? -1 : first->order > second->order;
}

static int
compare_group_order (gconstpointer a,
                     gconstpointer b)
{
  const Group *first = *(const Group *const *) a;
  const Group *second = *(const Group *const *) b;

  return first->order < second->order ? -1 : first->order > second->order;
}

static gint64
group_span (const Group *group)
{
  const VdtSummaryAlert *first = g_ptr_array_index (group->alerts, 0);
  const VdtSummaryAlert *last = g_ptr_array_index (group->alerts, group->alerts->len - 1);

  return last->start - first->start;
}

/* It goes on for most of the step, whose end the sentence names. */
static gboolean
is_wide (const Group *group,
         gint64       span)
{
  return span >= AT_ONCE && group_span (group) >= span / 4 * 3;
}

/* “Suspicious LDAP query” (three times between 09:47 and 09:58) */
static VdtPhrase *
tell_group (VdtSummaryRun *run,
            const Group   *group,
            gint64         span)
{
  const VdtSummaryAlert *first = g_ptr_array_index (group->alerts, 0);
  const VdtSummaryAlert *last = g_ptr_array_index (group->alerts, group->alerts->len - 1);
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  VdtPhrase *title = vdt_summary_title (run, first);
  const char *key;

  for (guint i = 1; i < group->alerts->len; i++)
    vdt_phrase_cite (title, ((VdtSummaryAlert *) g_ptr_array_index (group->alerts, i))->fact);

  vdt_phrase_args_set (args, "title", title);
  vdt_phrase_args_set_count (args, "n", group->alerts->len);

  if (group->alerts->len == 1 && first->end - first->start < LASTING)
    {
      key = "group.once";
    }
  else if (group->alerts->len == 1)
    {
      key = "group.lasting";
      vdt_phrase_args_set (args, "end", vdt_summary_until (run, first->end));
    }
  else if (last->start - first->start < AT_ONCE || is_wide (group, span))
    {
      key = "group.times";
    }
  else if (vdt_summary_same_day (first->start, last->start)
           && vdt_summary_same_day (first->start, run->spoken_day))
    {
      key = "group.between";
      vdt_phrase_args_set (args, "from", vdt_phrase_book_clock (run->book, first->start));
      vdt_phrase_args_set (args, "to", vdt_phrase_book_clock (run->book, last->start));
    }
  else
    {
      key = vdt_summary_same_day (first->start, last->start) ? "group.on" : "group.days";
      vdt_phrase_args_set (args, "from", vdt_phrase_book_date (run->book, first->start, FALSE));
      vdt_phrase_args_set (args, "to", vdt_phrase_book_date (run->book, last->start, FALSE));
    }

  return vdt_phrase_book_render (run->book, key, 0, args);
}

static VdtPhrase *
tell_groups (VdtSummaryRun *run,
             GPtrArray     *alerts,
             gint64         span)
{
  g_autoptr(GPtrArray) groups = group_by_title (alerts);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);
  VdtPhrase *joined;
  guint named = groups->len <= MOST_TITLES + 1 ? groups->len : MOST_TITLES;

  /* The gravest and most frequent are named, in the order of time. */
  g_ptr_array_sort (groups, compare_groups);
  if (named < groups->len)
    {
      g_autoptr(GPtrArray) chosen = g_ptr_array_new ();

      for (guint i = 0; i < named; i++)
        g_ptr_array_add (chosen, g_ptr_array_index (groups, i));
      g_ptr_array_sort (chosen, compare_group_order);
      for (guint i = 0; i < named; i++)
        g_ptr_array_add (names, tell_group (run, g_ptr_array_index (chosen, i), span));
      for (guint i = named; i < groups->len; i++)
        g_ptr_array_add (names, vdt_phrase_new_text ("…"));
    }
  else
    {
      g_ptr_array_sort (groups, compare_group_order);
      for (guint i = 0; i < named; i++)
        g_ptr_array_add (names, tell_group (run, g_ptr_array_index (groups, i), span));
    }

  joined = vdt_phrase_book_join (run->book, names, named < groups->len ? named : 0, "kind-of-alert");
  for (guint i = named; i < groups->len; i++)
    {
      const Group *group = g_ptr_array_index (groups, i);

      for (guint j = 0; j < group->alerts->len; j++)
        vdt_phrase_cite (joined, ((VdtSummaryAlert *) g_ptr_array_index (group->alerts, j))->fact);
    }

  return joined;
}

typedef struct
{
  const char *id;
  guint       count;
  guint       order;
  gboolean    fits;
} Named;

static int
compare_named (gconstpointer a,
               gconstpointer b)
{
  const Named *first = a;
  const Named *second = b;

  if (first->fits != second->fits)
    return first->fits ? -1 : 1;
  if (first->count != second->count)
    return first->count > second->count ? -1 : 1;

  return first->order < second->order ? -1 : first->order > second->order;
}

static gboolean
technique_fits (const char *id,
                const char *stage)
{
  const VdtTechnique *technique = vdt_attack_get_technique (id);
  const VdtCategory *category = vdt_schema_get_category (stage);
  const char *tactic = category != NULL ? category->tactic : stage;

  return technique != NULL && tactic != NULL && g_strv_contains (technique->tactics, tactic);
}

static void
count_technique (GArray     *named,
                 const char *id,
                 const char *stage)
{
  Named item = { id, 1, named->len, technique_fits (id, stage) };

  for (guint i = 0; i < named->len; i++)
    if (g_str_equal (g_array_index (named, Named, i).id, id))
      {
        g_array_index (named, Named, i).count++;
        return;
      }

  g_array_append_val (named, item);
}

/* T1003 says nothing beside T1003.001. */
static gboolean
is_covered (GArray     *named,
            const char *id)
{
  gsize length = strlen (id);

  for (guint i = 0; i < named->len; i++)
    {
      const char *other = g_array_index (named, Named, i).id;

      if (strncmp (other, id, length) == 0 && other[length] == '.')
        return TRUE;
    }

  return FALSE;
}

/* The techniques that these alerts name, without those named before; those that
 * belong to the stage first. */
static VdtPhrase *
tell_techniques (Teller     *self,
                 GPtrArray  *alerts,
                 const char *stage)
{
  g_autoptr(GArray) named = g_array_new (FALSE, FALSE, sizeof (Named));
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);
  gboolean any_fits;

  for (guint i = 0; i < alerts->len; i++)
    {
      const VdtSummaryAlert *alert = g_ptr_array_index (alerts, i);
      const char *const *ids = vdt_alert_get_techniques (alert->alert);

      for (guint j = 0; ids != NULL && ids[j] != NULL && j < 64; j++)
        count_technique (named, ids[j], stage);
    }

  g_array_sort (named, compare_named);
  any_fits = named->len > 0 && g_array_index (named, Named, 0).fits;
  for (guint i = 0; i < named->len; i++)
    {
      const Named *item = &g_array_index (named, Named, i);

      if ((any_fits && !item->fits) || is_covered (named, item->id)
          || !g_hash_table_add (self->techniques, (gpointer) item->id))
        continue;
      g_ptr_array_add (names, vdt_summary_technique (self->run, item->id));
    }

  return vdt_phrase_book_join (self->run->book, names, MOST_TECHNIQUES, "technique");
}

static gboolean
same_assets (GPtrArray *a,
             GPtrArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    if (!g_ptr_array_find (b, g_ptr_array_index (a, i), NULL))
      return FALSE;

  return TRUE;
}

/* Where the step happened; nothing if the reader knows it from the sentence before. */
static VdtPhrase *
tell_where (Teller    *self,
            GPtrArray *alerts)
{
  const char *noun = "device";
  g_autoptr(GPtrArray) where = vdt_summary_assets_in (self->run, alerts, "device");
  gboolean known;

  if (where->len == 0)
    {
      g_ptr_array_unref (where);
      where = vdt_summary_assets_in (self->run, alerts, "mailbox");
      noun = "mailbox";
    }

  known = same_assets (where, self->where) || (self->one_place && g_str_equal (noun, "device"));
  g_clear_pointer (&self->where, g_ptr_array_unref);
  self->where = g_ptr_array_ref (where);

  return known ? vdt_phrase_new () : vdt_summary_names_or_count (self->run, where, 2, noun);
}

/* From the step's first alert to its last, if a group of alerts goes on for most
 * of it; else 0. */
static gint64
step_span (const Step *step)
{
  g_autoptr(GPtrArray) groups = group_by_title (step->alerts);
  const VdtSummaryAlert *last = g_ptr_array_index (step->alerts, step->alerts->len - 1);
  gint64 span = last->start - step->start;

  for (guint i = 0; i < groups->len; i++)
    if (is_wide (g_ptr_array_index (groups, i), span))
      return span;

  return 0;
}

static const char *
step_frame (const Teller *self,
            const Step   *step,
            guint         index)
{
  if (index == 0)
    return "course.first";
  if (step->gap >= G_TIME_SPAN_HOUR)
    return "course.gap";
  if (step->start - self->last_start < G_TIME_SPAN_MINUTE)
    return "course.same";

  return "course.next";
}

static void
tell_step (Teller     *self,
           const Step *step,
           guint       index)
{
  VdtSummaryRun *run = self->run;
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  g_autoptr(VdtPhrase) techniques = tell_techniques (self, step->alerts, step->stage);
  gint64 span = step_span (step);

  vdt_phrase_args_set (args, "moment", vdt_summary_moment (run, step->start));
  vdt_phrase_args_set (args, "stage", vdt_summary_term (run, "stage", step->stage));
  vdt_phrase_args_set (args, "gap", vdt_phrase_book_duration (run->book, step->gap));
  vdt_phrase_args_set (args, "where", tell_where (self, step->alerts));
  if (span > 0)
    vdt_phrase_args_set (args, "until", span > 2 * G_TIME_SPAN_DAY
                                        ? vdt_phrase_book_date (run->book, step->start + span, FALSE)
                                        : vdt_summary_until (run, step->start + span));
  vdt_phrase_args_set (args, "groups", tell_groups (run, step->alerts, span));
  if (!vdt_phrase_is_empty (techniques))
    {
      g_autoptr(VdtPhraseArgs) inner = vdt_phrase_args_new ();

      vdt_phrase_args_set (inner, "techniques", vdt_phrase_ref (techniques));
      vdt_phrase_args_set (args, "attack", vdt_summary_frame (run, "course.attack", inner));
    }

  vdt_summary_say_frame (run, "course", step_frame (self, step, index), args, NULL);
  self->last_start = step->start;
}

/**
 * vdt_summary_course_end:
 * @self: a run
 *
 * Says when activity was last reported.
 */
void
vdt_summary_course_end (VdtSummaryRun *self)
{
  const VdtSummaryAlert *first;
  const VdtSummaryAlert *last;
  g_autoptr(VdtPhraseArgs) args = NULL;

  if (self->alerts->len < 2)
    return;

  first = vdt_summary_alert_at (self, 0);
  last = first;
  for (guint i = 1; i < self->alerts->len; i++)
    if (vdt_summary_alert_at (self, i)->end > last->end)
      last = vdt_summary_alert_at (self, i);

  if (first->start == VDT_TIME_UNSET || last->end - first->start < AT_ONCE)
    return;

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set (args, "moment", vdt_summary_moment (self, last->end));
  vdt_phrase_args_set (args, "span", vdt_phrase_book_duration (self->book, last->end - first->start));
  vdt_phrase_args_set (args, "title", vdt_summary_title (self, last));
  vdt_summary_say_frame (self, "course", "course.end", args, first->fact);
}

static void
tell_untimed (VdtSummaryRun *self)
{
  g_autoptr(GPtrArray) untimed = g_ptr_array_new ();
  g_autoptr(VdtPhraseArgs) args = NULL;

  for (guint i = 0; i < self->alerts->len; i++)
    if (vdt_summary_alert_at (self, i)->start == VDT_TIME_UNSET)
      g_ptr_array_add (untimed, vdt_summary_alert_at (self, i));

  if (untimed->len == 0)
    return;

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set_count (args, "n", untimed->len);
  vdt_phrase_args_set (args, "groups", tell_groups (self, untimed, 0));
  vdt_summary_say_frame (self, "course", "course.untimed", args, NULL);
}

static void
tell_single (Teller *self)
{
  VdtSummaryRun *run = self->run;
  const VdtSummaryAlert *alert = vdt_summary_alert_at (run, 0);
  g_autoptr(GPtrArray) alerts = g_ptr_array_new ();
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();

  g_ptr_array_add (alerts, (gpointer) alert);
  if (!g_str_equal (alert->stage, "other"))
    vdt_phrase_args_set (args, "stage", vdt_summary_term (run, "stage", alert->stage));
  vdt_phrase_args_set (args, "techniques", tell_techniques (self, alerts, alert->stage));
  vdt_phrase_args_set (args, "product", vdt_summary_service (run, alert));
  vdt_phrase_args_set (args, "rating", vdt_summary_term (run, "rating", vdt_alert_get_severity (alert->alert)));
  vdt_summary_say_frame (run, "course", "course.single", args, alert->fact);
}

static Teller *
teller_new (VdtSummaryRun *run)
{
  Teller *self = g_new0 (Teller, 1);
  g_autoptr(GPtrArray) devices = vdt_summary_assets_of (run, "device", FALSE);

  self->run = run;
  self->techniques = g_hash_table_new (g_str_hash, g_str_equal);
  self->last_start = VDT_TIME_UNSET;
  self->one_place = devices->len == 1;
  self->steps = choose_steps (run);

  return self;
}

void
vdt_summary_teller_free (VdtSummaryTeller *self)
{
  g_hash_table_unref (self->techniques);
  g_ptr_array_unref (self->steps);
  g_clear_pointer (&self->where, g_ptr_array_unref);
  g_free (self);
}

/**
 * vdt_summary_course:
 * @self: a run
 * @part: from 0
 *
 * Says how it unfolded, one sentence a part.
 *
 * Returns: %FALSE if there is no such part
 */
gboolean
vdt_summary_course (VdtSummaryRun *self,
                    guint          part)
{
  if (self->alerts->len == 0)
    return FALSE;

  if (self->teller == NULL)
    self->teller = teller_new (self);

  if (self->alerts->len == 1)
    {
      if (part == 0)
        tell_single (self->teller);
      return part == 0;
    }

  if (part < self->teller->steps->len)
    tell_step (self->teller, g_ptr_array_index (self->teller->steps, part), part);
  else if (part == self->teller->steps->len)
    tell_untimed (self);

  return part <= self->teller->steps->len;
}
