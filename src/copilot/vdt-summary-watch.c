/* vdt-summary-watch.c
 *
 * Looks at every text of the evidence once: for what reads like an instruction
 * to an AI, for names that hide how they are read, for telling command lines.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-summary-private.h"

#include <string.h>

#include "vdt-summary-watch.h"

#define MOST_SUSPECTS 5
#define MOST_COMMANDS 4
#define LONGEST_QUOTE 160
#define SHORT_QUOTE 60
#define DEDUPE_BELOW 4096
#define SHORTEST 10
#define EXCERPT_STEP 80
#define EXCERPT_HEAD 16384
#define EXCERPT_TAIL 4096

void
vdt_summary_suspect_free (gpointer data)
{
  VdtSummarySuspect *suspect = data;

  g_ptr_array_unref (suspect->facts);
  g_free (suspect->text);
  g_free (suspect);
}

/* Hashes, GUIDs and times hide nothing, and are most of the texts. */
static gboolean
is_dull (const char *path,
         const char *text,
         gsize       length)
{
  if (length < SHORTEST || g_str_has_suffix (path, "DateTime") || g_str_equal (path, "@odata.type"))
    return TRUE;
  if (length == 32 || length == 36 || length == 40 || length == 64)
    return strspn (text, "0123456789abcdefABCDEF-") == length;

  return strspn (text, "0123456789.:-") == length;
}

/* The bidirectional embeddings, overrides and isolates: U+202A–E, U+2066–9. */
static gboolean
turns_direction (const char *text)
{
  for (const char *p = strchr (text, '\xE2'); p != NULL; p = strchr (p + 1, '\xE2'))
    if ((p[1] == '\x80' && (guchar) p[2] >= 0xAA && (guchar) p[2] <= 0xAE)
        || (p[1] == '\x81' && (guchar) p[2] >= 0xA6 && (guchar) p[2] <= 0xA9))
      return TRUE;

  return FALSE;
}

static gboolean
reads_so (VdtSummaryRun   *self,
          const char      *text,
          gsize            length,
          gsize            at,
          VdtHostileScope  scope)
{
  return at < length
         && vdt_hostile_detector_check (self->summarizer->hostile, text + at,
                                        (gssize) MIN (length - at, LONGEST_QUOTE), scope, NULL) != NULL;
}

/* The part of a long text that reads like an instruction: a reader must see it,
 * not the padding around it. */
static char *
excerpt_of (VdtSummaryRun   *self,
            const char      *text,
            VdtHostileScope  scope)
{
  gsize length = strlen (text);

  for (gsize at = 0; length > LONGEST_QUOTE && at < length; at += EXCERPT_STEP)
    {
      if (at > EXCERPT_HEAD && length - at > EXCERPT_TAIL)
        at = length - EXCERPT_TAIL;
      if (reads_so (self, text, length, at, scope))
        {
          g_autofree char *part = NULL;
          gsize size;

          /* What is cut at the end of this part is whole in the next. */
          if (reads_so (self, text, length, at + EXCERPT_STEP, scope))
            at += EXCERPT_STEP;
          size = MIN (length - at, LONGEST_QUOTE);
          part = g_utf8_make_valid (text + at, (gssize) size);

          return g_strconcat (at > 0 ? "…" : "", part, at + size < length ? "…" : "", NULL);
        }
    }

  return g_strndup (text, DEDUPE_BELOW);
}

static void
add_suspect (VdtSummaryRun   *self,
             const char      *text,
             const char      *class,
             const char      *disguise,
             const char      *noun,
             VdtHostileScope  scope,
             const char      *fact)
{
  g_autofree char *excerpt = excerpt_of (self, text, scope);
  VdtSummarySuspect *suspect;

  for (guint i = 0; i < self->suspects->len; i++)
    {
      suspect = g_ptr_array_index (self->suspects, i);
      if (suspect->class == class && strcmp (suspect->text, excerpt) == 0)
        {
          g_ptr_array_add (suspect->facts, (gpointer) fact);
          return;
        }
    }

  suspect = g_new0 (VdtSummarySuspect, 1);
  suspect->text = g_steal_pointer (&excerpt);
  suspect->class = class;
  suspect->disguise = disguise;
  suspect->noun = noun;
  suspect->facts = g_ptr_array_new ();
  g_ptr_array_add (suspect->facts, (gpointer) fact);
  g_ptr_array_add (self->suspects, suspect);
}

/* Looks at a text, unless the same one was found harmless before. */
static const char *
check (VdtSummaryRun    *self,
       const char       *text,
       gsize             length,
       VdtHostileScope   scope,
       const char      **out_disguise)
{
  gboolean remember = length < DEDUPE_BELOW && scope != VDT_HOSTILE_VENDOR;
  const char *class;

  *out_disguise = NULL;
  if (remember && g_hash_table_contains (self->checked, text))
    return NULL;

  class = vdt_hostile_detector_check (self->summarizer->hostile, text, (gssize) length, scope,
                                      out_disguise);
  if (class == NULL && turns_direction (text))
    class = "direction";
  if (remember && class == NULL)
    g_hash_table_add (self->checked, (gpointer) text);

  return class;
}

static void
note_command (VdtSummaryRun            *self,
              const VdtSummaryEvidence *item)
{
  const char *command = vdt_summary_field (item->evidence, "processCommandLine");
  VdtSummaryCommand found = { NULL, 0, item->evidence, item->alert, self->commands->len };

  if (command == NULL)
    return;

  found.sign = vdt_signs_match_command (self->summarizer->signs, command, &found.weight);
  if (found.sign == NULL)
    return;

  for (guint i = 0; i < self->commands->len; i++)
    if (g_array_index (self->commands, VdtSummaryCommand, i).sign == found.sign)
      return;

  g_array_append_val (self->commands, found);
}

static void
scan_evidence (VdtSummaryRun            *self,
               const VdtSummaryEvidence *item)
{
  VdtFields *fields = item->fields;
  const char *kind = vdt_evidence_get_kind (item->evidence);
  guint n = fields == NULL ? 0 : vdt_fields_get_n_fields (fields);

  note_command (self, item);

  for (guint i = 0; i < n; i++)
    {
      const char *path = vdt_fields_get_path (fields, i);
      const char *text = vdt_fields_get_text (fields, i);
      const char *disguise = NULL;
      const char *class;
      VdtHostileScope scope = VDT_HOSTILE_OUTSIDE;
      gsize length;

      if (text == NULL || vdt_fields_get_field_type (fields, i) != VDT_FIELD_STRING)
        continue;

      length = strlen (text);
      if (is_dull (path, text, length))
        continue;

      if (g_str_equal (kind, "aiAgentEvidence") && g_str_equal (path, "instructions"))
        scope = VDT_HOSTILE_PROMPT;
      class = check (self, text, length, scope, &disguise);
      if (class != NULL)
        add_suspect (self, text, class, disguise,
                     vdt_phrase_book_has_noun (self->book, kind) ? kind : "unknown-kind", scope,
                     vdt_evidence_get_id (item->evidence));
    }
}

static void
scan_text (VdtSummaryRun *self,
           const char    *text,
           const char    *noun,
           const char    *fact)
{
  const char *disguise = NULL;
  const char *class;

  if (text == NULL)
    return;

  class = check (self, text, strlen (text), VDT_HOSTILE_VENDOR, &disguise);
  if (class != NULL)
    add_suspect (self, text, class, disguise, noun, VDT_HOSTILE_VENDOR, fact);
}

/**
 * vdt_summary_scan:
 * @self: a run
 *
 * Looks at the next piece of evidence or alert.
 *
 * Returns: %TRUE when all were looked at
 */
gboolean
vdt_summary_scan (VdtSummaryRun *self)
{
  if (self->cursor < self->evidence_list->len)
    {
      scan_evidence (self, g_ptr_array_index (self->evidence_list, self->cursor));
    }
  else if (self->cursor < self->evidence_list->len + self->alerts->len)
    {
      const VdtSummaryAlert *alert = vdt_summary_alert_at (self, self->cursor - self->evidence_list->len);

      scan_text (self, vdt_alert_get_title (alert->alert), "alert", alert->fact);
      scan_text (self, vdt_alert_get_description (alert->alert), "alert", alert->fact);
    }
  else
    {
      scan_text (self, vdt_incident_get_title (self->incident), "incident", self->incident_fact);
      return TRUE;
    }

  self->cursor++;

  return FALSE;
}

static int
compare_commands (gconstpointer a,
                  gconstpointer b)
{
  const VdtSummaryCommand *first = a;
  const VdtSummaryCommand *second = b;

  if (first->weight != second->weight)
    return first->weight > second->weight ? -1 : 1;

  return first->order < second->order ? -1 : first->order > second->order;
}

static int
compare_command_order (gconstpointer a,
                       gconstpointer b)
{
  const VdtSummaryCommand *first = a;
  const VdtSummaryCommand *second = b;

  return first->order < second->order ? -1 : first->order > second->order;
}

/**
 * vdt_summary_set_command:
 * @self: a run
 * @args: gets "command" and, if it hides PowerShell in Base64, "decoded"
 * @process: a process
 */
void
vdt_summary_set_command (VdtSummaryRun *self,
                         VdtPhraseArgs *args,
                         VdtEvidence   *process)
{
  const char *command = vdt_summary_field (process, "processCommandLine");
  g_autofree char *decoded = vdt_hostile_decode_command (command);

  vdt_phrase_args_set (args, "command",
                       vdt_summary_quote_field (self, process, "processCommandLine",
                                                decoded != NULL ? SHORT_QUOTE : LONGEST_QUOTE));
  vdt_phrase_args_set (args, "decoded",
                       vdt_phrase_book_quote (self->book, decoded, LONGEST_QUOTE,
                                              vdt_evidence_get_id (process)));
}

/**
 * vdt_summary_commands:
 * @self: a run
 *
 * Shows the command lines that tell most, one of each sort.
 */
void
vdt_summary_commands (VdtSummaryRun *self)
{
  for (guint i = self->commands->len; i > 0; i--)
    if (g_strcmp0 (vdt_summary_field (g_array_index (self->commands, VdtSummaryCommand, i - 1).evidence,
                                      "processCommandLine"), self->told_command) == 0)
      g_array_remove_index (self->commands, i - 1);

  g_array_sort (self->commands, compare_commands);
  if (self->commands->len > MOST_COMMANDS)
    g_array_set_size (self->commands, MOST_COMMANDS);
  g_array_sort (self->commands, compare_command_order);

  for (guint i = 0; i < self->commands->len; i++)
    {
      const VdtSummaryCommand *command = &g_array_index (self->commands, VdtSummaryCommand, i);
      const char *process = vdt_summary_field (command->evidence, "imageFile.fileName");
      g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
      g_autoptr(GPtrArray) alerts = g_ptr_array_new ();
      g_autoptr(GPtrArray) devices = NULL;

      g_ptr_array_add (alerts, (gpointer) command->alert);
      devices = vdt_summary_assets_in (self, alerts, "device");
      if (devices->len == 1)
        vdt_phrase_args_set (args, "device", vdt_summary_assets (self, devices, 0, "device"));
      if (process != NULL)
        vdt_phrase_args_set (args, "process", vdt_summary_name (self, process, NULL));
      vdt_phrase_args_set (args, "sign", vdt_summary_term (self, "telling", command->sign));
      vdt_summary_set_command (self, args, command->evidence);
      vdt_summary_say_frame (self, "course", i == 0 ? "course.command" : "course.command.next", args,
                             vdt_evidence_get_id (command->evidence));
    }
}

/**
 * vdt_summary_watch:
 * @self: a run
 *
 * Tells of text that was written to be read by a machine or to deceive a reader.
 */
void
vdt_summary_watch (VdtSummaryRun *self)
{
  for (guint i = 0; i < self->suspects->len && i < MOST_SUSPECTS; i++)
    {
      const VdtSummarySuspect *suspect = g_ptr_array_index (self->suspects, i);
      g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
      VdtPhrase *quote = vdt_phrase_book_quote (self->book, suspect->text, LONGEST_QUOTE + 2,
                                                g_ptr_array_index (suspect->facts, 0));
      gboolean direction = g_str_equal (suspect->class, "direction");

      for (guint j = 0; j < suspect->facts->len; j++)
        vdt_phrase_cite (quote, g_ptr_array_index (suspect->facts, j));

      vdt_phrase_args_set (args, "quote", quote);
      vdt_phrase_args_set_noun (args, "kind", suspect->noun);
      vdt_phrase_args_set_count (args, "n", suspect->facts->len);
      if (!direction)
        vdt_phrase_args_set (args, "tries", vdt_summary_term (self, "hostile", suspect->class));
      if (suspect->disguise != NULL)
        vdt_phrase_args_set (args, "disguise", vdt_summary_term (self, "disguise", suspect->disguise));
      vdt_summary_say_frame (self, "watch",
                             direction                 ? "watch.direction"
                             : suspect->facts->len > 1 ? "watch.texts" : "watch.text",
                             args, NULL);
    }

  if (self->suspects->len > MOST_SUSPECTS)
    {
      g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
      VdtPhrase *sentence;

      vdt_phrase_args_set_count (args, "n", self->suspects->len - MOST_SUSPECTS);
      sentence = vdt_summary_frame (self, "watch.rest", args);
      for (guint i = MOST_SUSPECTS; i < self->suspects->len; i++)
        vdt_phrase_cite (sentence, g_ptr_array_index (((VdtSummarySuspect *)
                                                       g_ptr_array_index (self->suspects, i))->facts, 0));
      vdt_summary_say (self, "watch", sentence);
    }
}
