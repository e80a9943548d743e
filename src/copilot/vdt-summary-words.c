/* vdt-summary-words.c
 *
 * Names, times, techniques and terms as parts of a sentence.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-summary-private.h"

#include <string.h>

#include "vdt-attack.h"
#include "vdt-safe-text.h"
#include "vdt-schema.h"

#define LONGEST_NAME 60
#define LONGEST_PATH 160
#define LONGEST_TITLE 120
#define LONG_AGO_DAYS 3

/* FNV-1a, 32 bit: which variant of a frame is taken first depends on the
 * incident alone, and on nothing that a hash table's order could change. */
static guint
stable_hash (const char *a,
             const char *b)
{
  guint hash = 2166136261u;

  for (; *a != '\0'; a++)
    hash = (hash ^ (guchar) *a) * 16777619u;
  for (; *b != '\0'; b++)
    hash = (hash ^ (guchar) *b) * 16777619u;

  return hash ^ (hash >> 15);
}

/**
 * vdt_summary_frame:
 * @self: a run
 * @key: which frame
 * @args: (nullable): what to fill in
 *
 * Takes the frame's variants in turn, so that two sentences of a kind do not
 * sound alike.
 *
 * Returns: (transfer full): the filled frame
 */
VdtPhrase *
vdt_summary_frame (VdtSummaryRun       *self,
                   const char          *key,
                   const VdtPhraseArgs *args)
{
  guint turn = GPOINTER_TO_UINT (g_hash_table_lookup (self->turns, key));
  guint n = MAX (vdt_phrase_book_n_variants (self->book, key), 1);
  guint first = stable_hash (self->incident_fact, key) % n;

  g_hash_table_replace (self->turns, g_strdup (key), GUINT_TO_POINTER (turn + 1));

  return vdt_phrase_book_render (self->book, key, (first + turn) % n, args);
}

static gboolean
is_plain_name (const char *name)
{
  if (strpbrk (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == NULL
      && g_str_is_ascii (name))
    return FALSE;

  for (; *name != '\0'; name++)
    if (!g_ascii_isalnum (*name) && strchr ("._-@$:/\\", *name) == NULL && (guchar) *name < 0x80)
      return FALSE;

  return TRUE;
}

/**
 * vdt_summary_name:
 * @self: a run
 * @name: what somebody outside called something
 * @key: (nullable): the asset's key
 *
 * Returns: (transfer full): the name, marked as an entity, in quotation marks
 *   unless it looks like a name
 */
VdtPhrase *
vdt_summary_name (VdtSummaryRun *self,
                  const char    *name,
                  const char    *key)
{
  g_autoptr(VdtPhraseArgs) args = NULL;
  g_autofree char *safe = NULL;
  gboolean altered = FALSE;
  VdtPhrase *phrase;

  safe = g_strchomp (vdt_safe_text (name, -1, strpbrk (name, "/\\") != NULL ? LONGEST_PATH : LONGEST_NAME,
                                    &altered));
  phrase = vdt_phrase_new_marked (VDT_PHRASE_ENTITY, safe, key, altered);
  if (is_plain_name (safe))
    return phrase;

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set (args, "name", phrase);

  return vdt_phrase_book_render (self->book, "name.quoted", 0, args);
}

/**
 * vdt_summary_plain:
 * @self: a run
 * @text: a platform, a country, a colleague: words that no attacker writes as a rule
 *
 * Returns: (transfer full): @text as it is, if it is short and looks harmless;
 *   else as a quote
 */
VdtPhrase *
vdt_summary_plain (VdtSummaryRun *self,
                   const char    *text)
{
  guint spaces = 0;
  gsize length = 0;

  if (!g_utf8_validate (text, (gssize) strnlen (text, 200), NULL))
    return vdt_phrase_book_quote (self->book, text, 40, NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), length++)
    {
      spaces += *p == ' ';
      if (length > 40 || spaces > 2
          || (!g_unichar_isalnum (g_utf8_get_char (p)) && strchr (" .-@_'", *p) == NULL))
        return vdt_phrase_book_quote (self->book, text, 40, NULL);
    }

  return vdt_phrase_new_text (text);
}

/* A message by its subject; one that has none is not called by its number. */
static VdtPhrase *
message (VdtSummaryRun         *self,
         const VdtSummaryAsset *asset,
         const char            *name)
{
  VdtEvidence *evidence = asset->evidence->len > 0 ? g_ptr_array_index (asset->evidence, 0) : NULL;
  const char *kind = evidence == NULL ? NULL : vdt_evidence_get_kind (evidence);
  g_autoptr(VdtPhraseArgs) args = NULL;
  g_autoptr(VdtPhrase) text = NULL;

  if (kind == NULL || !vdt_phrase_book_has_noun (self->book, kind)
      || vdt_summary_field (evidence, "subject") != NULL || strpbrk (name, " ") != NULL)
    return vdt_phrase_book_quote (self->book, name, LONGEST_TITLE, vdt_asset_get_key (asset->asset));

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set_noun (args, "kind", kind);
  text = vdt_phrase_book_render (self->book, "name.untitled", 0, args);

  return vdt_phrase_new_marked (VDT_PHRASE_ENTITY, vdt_phrase_get_text (text),
                                vdt_asset_get_key (asset->asset), FALSE);
}

/**
 * vdt_summary_asset:
 * @self: a run
 * @asset: an asset
 *
 * Returns: (transfer full): its name; it cites the asset's first piece of
 *   evidence
 */
VdtPhrase *
vdt_summary_asset (VdtSummaryRun         *self,
                   const VdtSummaryAsset *asset)
{
  const char *name = vdt_asset_get_name (asset->asset);
  const char *key = vdt_asset_get_key (asset->asset);
  VdtPhrase *phrase;

  /* A process number is of no use to a listener. */
  if (g_str_equal (asset->kind, "process") && asset->evidence->len > 0
      && vdt_summary_field (g_ptr_array_index (asset->evidence, 0), "imageFile.fileName") != NULL)
    name = vdt_summary_field (g_ptr_array_index (asset->evidence, 0), "imageFile.fileName");

  if (name != NULL && g_str_equal (asset->kind, "mail"))
    phrase = message (self, asset, name);
  else
    phrase = vdt_summary_name (self, name != NULL ? name : key, key);

  if (asset->evidence->len > 0)
    vdt_phrase_cite (phrase, vdt_evidence_get_id (g_ptr_array_index (asset->evidence, 0)));

  return phrase;
}

/**
 * vdt_summary_quote_field:
 * @self: a run
 * @evidence: a piece of evidence
 * @path: a field's path
 * @max_chars: cut after as many characters
 *
 * Returns: (transfer full): the field's text as a quote; empty if there is none;
 *   it cites the evidence
 */
VdtPhrase *
vdt_summary_quote_field (VdtSummaryRun *self,
                         VdtEvidence   *evidence,
                         const char    *path,
                         gsize          max_chars)
{
  const char *text = vdt_summary_field (evidence, path);
  VdtPhrase *phrase = vdt_phrase_book_quote (self->book, text, max_chars, vdt_evidence_get_id (evidence));

  vdt_phrase_cite (phrase, vdt_evidence_get_id (evidence));

  return phrase;
}

/**
 * vdt_summary_service:
 * @self: a run
 * @alert: an alert
 *
 * Returns: (transfer full): the product that raised it; empty if not known
 */
VdtPhrase *
vdt_summary_service (VdtSummaryRun         *self,
                     const VdtSummaryAlert *alert)
{
  const char *service = vdt_alert_get_service_source (alert->alert);

  if (vdt_summary_is_known (service))
    return vdt_summary_term (self, "service", service);

  return vdt_phrase_new ();
}

/* Two things of one name are named once, and both cited. */
static void
add_name (GPtrArray *names,
          VdtPhrase *name)
{
  for (guint i = 0; i < names->len; i++)
    if (g_str_equal (vdt_phrase_get_text (g_ptr_array_index (names, i)), vdt_phrase_get_text (name)))
      {
        vdt_phrase_cite_all (g_ptr_array_index (names, i), name);
        vdt_phrase_unref (name);
        return;
      }

  g_ptr_array_add (names, name);
}

/**
 * vdt_summary_assets:
 * @self: a run
 * @assets: (element-type VdtSummaryAsset): some assets
 * @max_named: so many are named
 * @noun: what the rest is called
 *
 * Returns: (transfer full): “a, b and two more devices”
 */
VdtPhrase *
vdt_summary_assets (VdtSummaryRun *self,
                    GPtrArray     *assets,
                    guint          max_named,
                    const char    *noun)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);

  for (guint i = 0; i < assets->len; i++)
    add_name (names, vdt_summary_asset (self, g_ptr_array_index (assets, i)));

  return vdt_phrase_book_join (self->book, names, max_named, noun);
}

/**
 * vdt_summary_names_or_count:
 * @self: a run
 * @assets: (element-type VdtSummaryAsset): some assets
 * @max_named: more than so many are only counted
 * @noun: what they are called
 *
 * Returns: (transfer full): “a and b”, or “four devices”; empty for none
 */
VdtPhrase *
vdt_summary_names_or_count (VdtSummaryRun *self,
                            GPtrArray     *assets,
                            guint          max_named,
                            const char    *noun)
{
  VdtPhrase *phrase;

  if (assets->len == 0)
    return vdt_phrase_new ();
  if (assets->len <= max_named)
    return vdt_summary_assets (self, assets, 0, noun);

  phrase = vdt_phrase_book_count (self->book, assets->len, noun);
  for (guint i = 0; i < assets->len; i++)
    {
      const VdtSummaryAsset *asset = g_ptr_array_index (assets, i);

      if (asset->evidence->len > 0)
        vdt_phrase_cite (phrase, vdt_evidence_get_id (g_ptr_array_index (asset->evidence, 0)));
    }

  return phrase;
}

/**
 * vdt_summary_title:
 * @self: a run
 * @alert: an alert
 *
 * Returns: (transfer full): its title as a quote; it cites the alert
 */
VdtPhrase *
vdt_summary_title (VdtSummaryRun         *self,
                   const VdtSummaryAlert *alert)
{
  g_autoptr(VdtPhrase) quote = vdt_phrase_book_quote (self->book, vdt_alert_get_title (alert->alert),
                                                      LONGEST_TITLE, alert->fact);
  VdtPhrase *phrase;

  phrase = vdt_phrase_is_empty (quote) ? vdt_phrase_book_render (self->book, "alert.untitled", 0, NULL)
                                       : vdt_phrase_ref (quote);
  vdt_phrase_cite (phrase, alert->fact);

  return phrase;
}

gboolean
vdt_summary_same_day (gint64 a,
                      gint64 b)
{
  /* Rounds down, before 1970 too. */
  gint64 day = G_TIME_SPAN_DAY;
  gint64 day_a = a / day - (a % day < 0);
  gint64 day_b = b / day - (b % day < 0);

  return a != VDT_TIME_UNSET && b != VDT_TIME_UNSET && day_a == day_b;
}

static gboolean
same_minute (gint64 a,
             gint64 b)
{
  return a / G_TIME_SPAN_MINUTE == b / G_TIME_SPAN_MINUTE;
}

static gboolean
same_year (gint64 a,
           gint64 b)
{
  g_autoptr(GDateTime) first = g_date_time_new_from_unix_utc (a / G_USEC_PER_SEC);
  g_autoptr(GDateTime) second = g_date_time_new_from_unix_utc (b / G_USEC_PER_SEC);

  return g_date_time_get_year (first) == g_date_time_get_year (second);
}

/**
 * vdt_summary_when:
 * @self: a run
 * @start: µs since the Unix epoch, UTC, or %VDT_TIME_UNSET
 * @end: the same; not before @start
 *
 * Returns: (transfer full): “between 08:51 and 10:38 UTC on 20 June 2024”; empty
 *   for an unknown time
 */
VdtPhrase *
vdt_summary_when (VdtSummaryRun *self,
                  gint64         start,
                  gint64         end)
{
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  const char *key;

  if (start == VDT_TIME_UNSET)
    return vdt_phrase_new ();
  if (end == VDT_TIME_UNSET || end < start)
    end = start;

  if (same_minute (start, end))
    key = "when.point";
  else if (vdt_summary_same_day (start, end))
    key = "when.same-day";
  else if (end - start < LONG_AGO_DAYS * G_TIME_SPAN_DAY)
    key = "when.days";
  else
    key = "when.long";

  vdt_phrase_args_set (args, "from", vdt_phrase_book_clock (self->book, start));
  vdt_phrase_args_set (args, "to", vdt_phrase_book_clock (self->book, end));
  vdt_phrase_args_set (args, "first", vdt_phrase_book_date (self->book, start, !same_year (start, end)));
  vdt_phrase_args_set (args, "last", vdt_phrase_book_date (self->book, end, TRUE));

  return vdt_phrase_book_render (self->book, key, 0, args);
}

/**
 * vdt_summary_moment:
 * @self: a run
 * @time: µs since the Unix epoch, UTC
 *
 * Returns: (transfer full): “at 14:05”, with the day if it is another than the
 *   one spoken of before
 */
VdtPhrase *
vdt_summary_moment (VdtSummaryRun *self,
                    gint64         time)
{
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  gboolean same_day = vdt_summary_same_day (self->spoken_day, time);
  gboolean year = self->spoken_day == VDT_TIME_UNSET || !same_year (self->spoken_day, time);

  vdt_phrase_args_set (args, "clock", vdt_phrase_book_clock (self->book, time));
  vdt_phrase_args_set (args, "day", vdt_phrase_book_date (self->book, time, year));
  self->spoken_day = time;

  return vdt_phrase_book_render (self->book, same_day ? "moment.same-day" : "moment.day", 0, args);
}

/**
 * vdt_summary_point:
 * @self: a run
 * @time: µs since the Unix epoch, UTC
 *
 * Returns: (transfer full): “08:51 UTC on 20 June 2024”
 */
VdtPhrase *
vdt_summary_point (VdtSummaryRun *self,
                   gint64         time)
{
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();

  vdt_phrase_args_set (args, "clock", vdt_phrase_book_clock (self->book, time));
  vdt_phrase_args_set (args, "date", vdt_phrase_book_date (self->book, time, TRUE));

  return vdt_phrase_book_render (self->book, "point", 0, args);
}

/**
 * vdt_summary_until:
 * @self: a run
 * @time: µs since the Unix epoch, UTC
 *
 * Returns: (transfer full): “14:05”, with the day if it is another than the one
 *   spoken of before; that does not change
 */
VdtPhrase *
vdt_summary_until (VdtSummaryRun *self,
                   gint64         time)
{
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  gboolean same_day = vdt_summary_same_day (self->spoken_day, time);

  vdt_phrase_args_set (args, "clock", vdt_phrase_book_clock (self->book, time));
  vdt_phrase_args_set (args, "day", vdt_phrase_book_date (self->book, time, FALSE));

  return vdt_phrase_book_render (self->book, same_day ? "until.same-day" : "until.day", 0, args);
}

/**
 * vdt_summary_technique:
 * @self: a run
 * @id: a technique's id as the alert spells it
 *
 * Returns: (transfer full): “Service Execution (T1569.002)”, marked; the bare id
 *   if ATT&CK does not know it
 */
VdtPhrase *
vdt_summary_technique (VdtSummaryRun *self,
                       const char    *id)
{
  g_autofree char *safe = vdt_safe_text (id, -1, 20, NULL);
  const VdtTechnique *technique = vdt_attack_get_technique (id);
  g_autoptr(VdtPhraseArgs) args = NULL;
  g_autoptr(VdtPhrase) text = NULL;

  if (technique == NULL)
    return vdt_phrase_new_marked (VDT_PHRASE_TECHNIQUE, safe, id, FALSE);

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set_text (args, "name", technique->name);
  vdt_phrase_args_set_text (args, "id", safe);
  text = vdt_phrase_book_render (self->book, "technique", 0, args);

  return vdt_phrase_new_marked (VDT_PHRASE_TECHNIQUE, vdt_phrase_get_text (text), id, FALSE);
}

/**
 * vdt_summary_term:
 * @self: a run
 * @group: which words
 * @nick: (nullable): as the data spell it
 *
 * Returns: (transfer full): the language's word; a word that it lacks is quoted
 *   as it came; empty for no word
 */
VdtPhrase *
vdt_summary_term (VdtSummaryRun *self,
                  const char    *group,
                  const char    *nick)
{
  const char *term = vdt_phrase_book_term (self->book, group, nick);

  if (term != NULL)
    return vdt_phrase_new_text (term);

  return vdt_phrase_book_quote (self->book, nick, 40, NULL);
}

gboolean
vdt_summary_is_known (const char *nick)
{
  return nick != NULL && *nick != '\0' && !g_str_equal (nick, "unknown")
         && !g_str_equal (nick, "unknownFutureValue") && !g_str_equal (nick, "none");
}

/**
 * vdt_summary_status:
 * @self: a run
 *
 * Returns: (transfer full): “in progress with Kim”, “resolved as a true
 *   positive”; empty if the status is not known
 */
VdtPhrase *
vdt_summary_status (VdtSummaryRun *self)
{
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  g_autofree char *key = NULL;
  const char *status = vdt_incident_get_status (self->incident);
  const char *owner = vdt_incident_get_owner (self->incident);
  const char *classification = vdt_incident_get_classification (self->incident);

  if (status == NULL || *status == '\0' || g_str_equal (status, "unknownFutureValue"))
    return vdt_phrase_new ();

  key = g_strconcat ("status.", strlen (status) < 40 ? status : "", NULL);
  if (vdt_summary_is_known (classification))
    vdt_phrase_args_set (args, "classification",
                         vdt_summary_term (self, "classification", classification));
  if (owner != NULL && *owner != '\0')
    vdt_phrase_args_set (args, "owner", vdt_summary_plain (self, owner));
  vdt_phrase_args_set (args, "status", vdt_phrase_book_quote (self->book, status, 40, NULL));

  return vdt_phrase_book_render (self->book, vdt_phrase_book_has_frame (self->book, key) ? key : "status.other",
                                 0, args);
}
