/* vdt-import-json.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-import-json.h"

#include "vdt-error.h"
#include "vdt-text-decoder.h"

/* Of one kind of complaint that every record may cause, so many are listed. */
#define MAX_UNKNOWN_LISTED 5
#define MAX_BROKEN_LISTED  200

typedef struct
{
  char    *message;
  guint64  line;
} Broken;

/* One reading of the stream. */
typedef struct
{
  gboolean    lines;
  guint64     n_documents;
  guint64     n_objects;       /* documents that are sound and objects */
  guint64     n_broken;
  GArray     *broken;          /* Broken, the first ones */
  GHashTable *broken_numbers;  /* guint64 */
  GHashTable *contexts;        /* guint64 → `@odata.context` */
  gboolean    has_next_page;
} Reading;

struct _VdtJsonSurvey
{
  Reading         *reading;        /* the one that counts */
  gboolean         tried_lines;
  VdtTextEncoding  encoding;
  guint64          n_bad_bytes;
  guint64          first_bad_byte;
};

static void
broken_clear (gpointer data)
{
  g_free (((Broken *) data)->message);
}

static Reading *
reading_new (void)
{
  Reading *self = g_new0 (Reading, 1);

  self->broken = g_array_new (FALSE, FALSE, sizeof (Broken));
  g_array_set_clear_func (self->broken, broken_clear);
  self->broken_numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->contexts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  return self;
}

static void
reading_free (Reading *self)
{
  g_array_unref (self->broken);
  g_hash_table_unref (self->broken_numbers);
  g_hash_table_unref (self->contexts);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static gint64 *
number_new (guint64 number)
{
  gint64 *key = g_new (gint64, 1);

  *key = (gint64) number;

  return key;
}

VdtJsonSurvey *
vdt_json_survey_new (void)
{
  return g_new0 (VdtJsonSurvey, 1);
}

void
vdt_json_survey_free (VdtJsonSurvey *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->reading, reading_free);
  g_free (self);
}

static void
note_broken (Reading               *reading,
             const VdtJsonDocument *document)
{
  Broken broken;

  reading->n_broken++;
  g_hash_table_add (reading->broken_numbers, number_new (document->document));

  if (reading->broken->len >= MAX_BROKEN_LISTED)
    return;

  broken.line = document->error_line;
  broken.message = g_strdup_printf ("%s (byte %" G_GUINT64_FORMAT " of the text)", document->message,
                                    document->error_offset);
  g_array_append_val (reading->broken, broken);
}

static void
survey_document_cb (const VdtJsonDocument *document,
                    gpointer               user_data)
{
  Reading *reading = user_data;
  g_autofree char *context = NULL;

  reading->n_documents++;
  if (document->message != NULL)
    {
      note_broken (reading, document);
      return;
    }

  if (document->bracket == '{')
    reading->n_objects++;
  if (document->list != VDT_JSON_LIST_MEMBER)
    return;

  context = vdt_json_dup_member (document->envelope, "@odata.context");
  if (context != NULL)
    g_hash_table_insert (reading->contexts, number_new (document->document), g_steal_pointer (&context));
  if (vdt_json_has_member (document->envelope, "@odata.nextLink"))
    reading->has_next_page = TRUE;
}

/* Pushes the whole stream through a splitter. */
static gboolean
split (VdtJsonSurvey    *self,
       VdtImportStream  *stream,
       VdtJsonSplitter  *splitter,
       VdtImportRun     *run,
       GError          **error)
{
  g_autoptr(VdtTextDecoder) decoder = vdt_text_decoder_new ();
  gboolean wanted = TRUE;
  gsize n = 1;

  while (n > 0 && (run == NULL || !vdt_import_run_is_over (run)))
    {
      const guint8 *bytes;
      const char *text;
      gsize length;

      if (!vdt_import_stream_read (stream, &bytes, &n, error))
        return FALSE;

      /* What follows an error is read all the same: an archive checks its sums. */
      vdt_text_decoder_push (decoder, bytes, n, n == 0, &text, &length);
      if (wanted && length > 0)
        wanted = vdt_json_splitter_feed (splitter, text, length);
    }

  vdt_json_splitter_end (splitter);
  self->encoding = vdt_text_decoder_get_encoding (decoder);
  self->n_bad_bytes = vdt_text_decoder_get_n_bad (decoder, &self->first_bad_byte);

  return TRUE;
}

/**
 * vdt_json_survey_read:
 * @self: a survey
 * @stream: a file that begins like JSON
 * @error: return location for an error of @stream
 *
 * The first call reads the stream as documents one after another. If that breaks
 * off, vdt_json_survey_wants_more() asks for a second call, which tries each line
 * by itself, so that one bad line does not cost the others.
 *
 * Returns: %FALSE if the stream cannot be read
 */
gboolean
vdt_json_survey_read (VdtJsonSurvey    *self,
                      VdtImportStream  *stream,
                      GError          **error)
{
  static const VdtJsonHandler handler = { NULL, survey_document_cb };
  g_autoptr(Reading) reading = reading_new ();
  g_autoptr(VdtJsonSplitter) splitter = NULL;
  gboolean second;

  g_return_val_if_fail (self != NULL && stream != NULL, FALSE);

  second = self->reading != NULL;
  splitter = vdt_json_splitter_new (&handler, reading,
                                    VDT_JSON_SPLIT_SURVEY | (second ? VDT_JSON_SPLIT_LINES : 0));
  if (!split (self, stream, splitter, NULL, error))
    return FALSE;

  reading->lines = vdt_json_splitter_get_lines (splitter);

  if (!second)
    {
      self->reading = g_steal_pointer (&reading);
    }
  else
    {
      self->tried_lines = TRUE;
      if (reading->n_objects > reading->n_broken)
        {
          reading_free (self->reading);
          self->reading = g_steal_pointer (&reading);
        }
    }

  return TRUE;
}

/**
 * vdt_json_survey_wants_more:
 * @self: a survey
 *
 * Returns: %TRUE if the stream should be opened once more for vdt_json_survey_read()
 */
gboolean
vdt_json_survey_wants_more (VdtJsonSurvey *self)
{
  g_return_val_if_fail (self != NULL && self->reading != NULL, FALSE);

  return !self->tried_lines && !self->reading->lines && self->reading->n_broken > 0;
}

static void
complain_of_text (VdtJsonSurvey *self,
                  VdtImportRun  *run)
{
  g_autofree char *message = NULL;

  if (self->n_bad_bytes == 0)
    return;

  message = g_strdup_printf ("%" G_GUINT64_FORMAT " %s not %s, the first is byte %" G_GUINT64_FORMAT
                             "; each was replaced by “\357\277\275”; save the file as UTF-8 to keep them",
                             self->n_bad_bytes, self->n_bad_bytes == 1 ? "byte is" : "bytes are",
                             self->encoding == VDT_TEXT_UTF8 ? "UTF-8 text" : "UTF-16 text",
                             self->first_bad_byte);
  vdt_import_run_complain (run, VDT_WIRE_PROBLEM, NULL, message);
}

/**
 * vdt_json_survey_complain:
 * @self: a survey that is complete
 * @run: where to complain
 *
 * Tells what is wrong with the text and what more the source has.
 */
void
vdt_json_survey_complain (VdtJsonSurvey *self,
                          VdtImportRun  *run)
{
  Reading *reading;

  g_return_if_fail (self != NULL && self->reading != NULL && run != NULL);

  reading = self->reading;
  complain_of_text (self, run);

  for (guint i = 0; i < reading->broken->len; i++)
    {
      const Broken *broken = &g_array_index (reading->broken, Broken, i);

      vdt_import_run_set_line (run, broken->line);
      vdt_import_run_complain (run, VDT_WIRE_PROBLEM, NULL, broken->message);
      vdt_import_run_set_line (run, 0);
    }

  if (reading->n_broken > reading->broken->len)
    {
      g_autofree char *message =
        g_strdup_printf ("%" G_GUINT64_FORMAT " more lines are no JSON",
                         reading->n_broken - reading->broken->len);

      vdt_import_run_complain (run, VDT_WIRE_PROBLEM, NULL, message);
    }

  if (reading->has_next_page)
    vdt_import_run_complain (run, VDT_WIRE_NOTE, "@odata.nextLink",
                             "this is one page of several; the source has more, which Vedette does not fetch");

  vdt_import_report_count_skipped (vdt_import_run_get_report (run), reading->n_broken);
}

/* The second reading. */
typedef struct
{
  Reading      *survey;
  VdtImportRun *run;
  GPtrArray    *readers;
  gboolean      salvage;
  GArray       *names;         /* VdtJson */
  GHashTable   *named;         /* VdtImportReader without function → how many records */
  guint64       n_unknown;
} Import;

static char *
dup_place (const Import        *import,
           const VdtJsonRecord *record)
{
  g_autoptr(GString) place = g_string_new (NULL);

  if (record->document > 0 && !import->survey->lines)
    g_string_append_printf (place, "document %" G_GUINT64_FORMAT ": ", record->document + 1);
  if (record->index >= 0)
    g_string_append_printf (place, "%s[%" G_GINT64_FORMAT "]", record->member != NULL ? record->member : "",
                            record->index);

  return g_string_free (g_steal_pointer (&place), FALSE);
}

static void
collect_names (GArray  *names,
               VdtJson  record)
{
  VdtJson rest = vdt_json_enter (record);
  VdtJson name;
  VdtJson value;

  g_array_set_size (names, 0);
  while (vdt_json_next_member (&rest, &name, &value))
    g_array_append_val (names, name);
}

/* `{"value":…}` without a list: a list that was saved wrongly. */
static gboolean
complain_of_value (Import               *import,
                   const VdtImportProbe *probe)
{
  VdtJson value;

  if (probe->list != VDT_JSON_LIST_NONE || vdt_import_probe_has (probe, "id") ||
      !vdt_json_get_member (probe->record, "value", &value))
    return FALSE;

  vdt_wire_report (vdt_import_run_get_wire (import->run), VDT_WIRE_PROBLEM,
                   "“value” is %s where a list of incidents was expected; nothing was imported",
                   vdt_json_type_to_text (vdt_json_get_type (value)));

  return TRUE;
}

static void
complain_of_unknown (Import               *import,
                     const VdtImportProbe *probe)
{
  g_autoptr(GString) names = g_string_new (NULL);

  vdt_import_report_count_skipped (vdt_import_run_get_report (import->run), 1);
  if (complain_of_value (import, probe) || import->n_unknown++ >= MAX_UNKNOWN_LISTED)
    return;

  for (guint i = 0; i < probe->names->len && i < 6; i++)
    {
      g_autofree char *name = vdt_json_dup_text (g_array_index (probe->names, VdtJson, i));
      g_autofree char *quoted = vdt_wire_dup_quoted (name);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", quoted);
    }

  if (names->len == 0)
    vdt_wire_report (vdt_import_run_get_wire (import->run), VDT_WIRE_PROBLEM,
                     "%s where an incident or alert was expected; it was left out",
                     vdt_json_type_to_text (vdt_json_get_type (probe->record)));
  else
    vdt_wire_report (vdt_import_run_get_wire (import->run), VDT_WIRE_PROBLEM,
                     "this is neither an incident nor an alert nor anything else that is known "
                     "(it has %s); it was left out", names->str);
}

static void
count_named (Import                *import,
             const VdtImportReader *reader)
{
  gsize n = GPOINTER_TO_SIZE (g_hash_table_lookup (import->named, reader));

  g_hash_table_insert (import->named, (gpointer) reader, GSIZE_TO_POINTER (n + 1));
}

static void
read_record (Import               *import,
             const VdtImportProbe *probe)
{
  for (guint i = 0; i < import->readers->len && probe->names->len > 0; i++)
    {
      const VdtImportReader *reader = g_ptr_array_index (import->readers, i);

      if (reader->recognises_record == NULL || !reader->recognises_record (probe))
        continue;

      vdt_import_report_set_format (vdt_import_run_get_report (import->run), reader->nick);
      if (reader->read_record != NULL)
        reader->read_record (import->run, probe);
      else
        count_named (import, reader);
      return;
    }

  complain_of_unknown (import, probe);
}

static void
import_record_cb (const VdtJsonRecord *record,
                  gpointer             user_data)
{
  Import *import = user_data;
  gint64 number = (gint64) record->document;
  g_autofree char *place = NULL;
  VdtImportProbe probe = { record->json, record->list, record->member, NULL, import->names };

  if (vdt_import_run_is_over (import->run))
    return;

  if (!import->salvage && g_hash_table_contains (import->survey->broken_numbers, &number))
    return;

  /* an empty list is no record */
  if (record->list == VDT_JSON_LIST_ARRAY && record->index < 0)
    return;

  place = dup_place (import, record);
  vdt_wire_set_path (vdt_import_run_get_wire (import->run), place);
  vdt_import_run_set_line (import->run, record->line);
  probe.context = g_hash_table_lookup (import->survey->contexts, &number);

  if (vdt_json_get_type (record->json) == VDT_JSON_NONE)
    {
      vdt_import_report_count_skipped (vdt_import_run_get_report (import->run), 1);
      vdt_wire_report (vdt_import_run_get_wire (import->run), VDT_WIRE_PROBLEM,
                       "the record is too long (%" G_GUINT64_FORMAT " bytes, at most %" G_GSIZE_FORMAT
                       " are read); it was left out", record->length, VDT_JSON_MAX_RECORD);
    }
  else
    {
      collect_names (import->names, record->json);
      read_record (import, &probe);
    }

  vdt_import_run_set_line (import->run, 0);
}

static void
import_document_cb (const VdtJsonDocument *document,
                    gpointer               user_data)
{
  Import *import = user_data;

  if (document->message == NULL && document->list == VDT_JSON_LIST_MEMBER && document->n_records == 0)
    vdt_import_report_set_format (vdt_import_run_get_report (import->run), "empty-page");
}

static void
complain_of_named (Import *import)
{
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, import->named);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const VdtImportReader *reader = key;
      g_autofree char *message = g_strdup_printf ("%s (%" G_GSIZE_FORMAT " %s)", reader->advice,
                                                  GPOINTER_TO_SIZE (value),
                                                  GPOINTER_TO_SIZE (value) == 1 ? "record" : "records");

      vdt_import_run_complain (import->run, VDT_WIRE_PROBLEM, NULL, message);
      vdt_import_report_count_skipped (vdt_import_run_get_report (import->run), GPOINTER_TO_SIZE (value));
    }

  if (import->n_unknown > MAX_UNKNOWN_LISTED)
    {
      g_autofree char *message = g_strdup_printf ("%" G_GUINT64_FORMAT " more records are not known",
                                                  import->n_unknown - MAX_UNKNOWN_LISTED);

      vdt_import_run_complain (import->run, VDT_WIRE_PROBLEM, NULL, message);
    }
}

/**
 * vdt_json_survey_import:
 * @self: a survey that is complete
 * @stream: the file that was surveyed, opened anew
 * @run: takes what is read
 * @readers: (element-type VdtImportReader): readers to ask, in order
 * @salvage: also take the whole records of documents that are broken
 * @error: return location for an error of @stream
 *
 * Reads the records of the documents that are whole, and hands each to the first
 * reader that recognises it.
 *
 * Returns: %FALSE if the stream cannot be read
 */
gboolean
vdt_json_survey_import (VdtJsonSurvey    *self,
                        VdtImportStream  *stream,
                        VdtImportRun     *run,
                        GPtrArray        *readers,
                        gboolean          salvage,
                        GError          **error)
{
  static const VdtJsonHandler handler = { import_record_cb, import_document_cb };
  g_autoptr(VdtJsonSplitter) splitter = NULL;
  Import import = { .run = run, .readers = readers, .salvage = salvage };
  gboolean done;

  g_return_val_if_fail (self != NULL && self->reading != NULL && run != NULL && readers != NULL, FALSE);

  import.survey = self->reading;
  import.names = g_array_new (FALSE, FALSE, sizeof (VdtJson));
  import.named = g_hash_table_new (NULL, NULL);
  splitter = vdt_json_splitter_new (&handler, &import,
                                    self->reading->lines ? VDT_JSON_SPLIT_LINES : VDT_JSON_SPLIT_DEFAULT);

  done = split (self, stream, splitter, run, error);
  if (done)
    complain_of_named (&import);

  g_array_unref (import.names);
  g_hash_table_unref (import.named);

  return done;
}
