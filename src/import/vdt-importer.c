/* vdt-importer.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-importer.h"

#include <string.h>

#include "vdt-error.h"
#include "vdt-import-json.h"
#include "vdt-import-telemetry.h"
#include "vdt-text-decoder.h"
#include "vdt-worker.h"

/* Of the time for one file, what the survey takes. */
#define SURVEY_SHARE 0.1

/**
 * VdtImporter:
 *
 * Reads files on a thread of its own, recognises each by what is in it, and hands
 * incidents over in batches. A file is opened two or three times: first to see
 * whether it is whole, then to read it, so that a broken one leaves nothing behind.
 */
struct _VdtImporter
{
  GObject                 parent_instance;

  VdtWorker              *worker;
  GPtrArray              *readers;     /* const VdtImportReader * */
  const VdtImportRowSink *row_sink;    /* NULL: there is nowhere to put rows */
  gpointer                row_data;
  char                   *table;
};

G_DEFINE_FINAL_TYPE (VdtImporter, vdt_importer, G_TYPE_OBJECT)

/* One file, or one in an archive. */
typedef struct
{
  VdtJsonSurvey         *survey;     /* NULL if it is no JSON, or lines of telemetry */
  const VdtImportReader *reader;     /* of what is no JSON */
  gboolean               lines;      /* of telemetry */
  char                  *hash;
  guint64                size;
} Member;

/* All the files of one call. */
typedef struct
{
  GPtrArray              *files;     /* GFile */
  GPtrArray              *reports;   /* VdtImportReport */
  GPtrArray              *readers;
  GPtrArray              *telemetry; /* those of @readers that give rows */
  VdtImportFlags          flags;
  VdtImportSinkFunc       sink;
  gpointer                sink_data;
  const VdtImportRowSink *row_sink;
  gpointer                row_data;
  char                   *table;
  VdtProgress            *progress;
  GCancellable           *cancellable;

  /* the current file */
  guint                   index;
  VdtImportRun           *run;
  GPtrArray              *members;   /* Member */
  guint                   n_visited;
  gboolean                reading;   /* the survey is over */
  gboolean                again;     /* some member wants another survey */
} Import;

static void
member_free (gpointer data)
{
  Member *member = data;

  g_clear_pointer (&member->survey, vdt_json_survey_free);
  g_free (member->hash);
  g_free (member);
}

static void
import_free (gpointer data)
{
  Import *import = data;

  g_ptr_array_unref (import->files);
  g_ptr_array_unref (import->reports);
  g_ptr_array_unref (import->readers);
  g_ptr_array_unref (import->telemetry);
  g_free (import->table);
  g_clear_object (&import->progress);
  g_clear_object (&import->cancellable);
  g_free (import);
}

static void
moved_cb (guint64  position,
          guint64  size,
          gpointer user_data)
{
  Import *import = user_data;
  double part = size > 0 ? MIN ((double) position / (double) size, 1.0) : 0.0;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (import->progress == NULL)
    return;

  part = import->reading ? SURVEY_SHARE + part * (1.0 - SURVEY_SHARE) : part * SURVEY_SHARE;
  name = g_file_get_basename (g_ptr_array_index (import->files, import->index));
  text = g_strdup_printf ("%s (%u of %u)", name, import->index + 1, import->files->len);
  vdt_progress_report (import->progress, (import->index + part) / import->files->len, text);
}

static void
skipped_cb (const char *name,
            const char *message,
            gpointer    user_data)
{
  Import *import = user_data;

  /* each reading meets it; the last one tells */
  if (!import->reading)
    return;

  vdt_import_run_set_member (import->run, name);
  vdt_import_run_complain (import->run, VDT_WIRE_PROBLEM, NULL, message);
  vdt_import_report_count_skipped (vdt_import_run_get_report (import->run), 1);
}

/* The beginning of the text, behind space; NULL if it is no text. */
static void
decode_head (VdtTextDecoder *decoder,
             VdtImportHead  *head)
{
  vdt_text_decoder_push (decoder, head->bytes, head->length, FALSE, &head->text, &head->text_length);

  while (head->text_length > 0 && strchr (" \t\r\n\x1e", *head->text) != NULL && *head->text != '\0')
    {
      head->text++;
      head->text_length--;
    }
}

static const VdtImportReader *
find_head_reader (Import              *import,
                  const VdtImportHead *head)
{
  for (guint i = 0; i < import->readers->len; i++)
    {
      const VdtImportReader *reader = g_ptr_array_index (import->readers, i);

      if (reader->recognises_head != NULL && reader->recognises_head (head))
        return reader;
    }

  return NULL;
}

/* TRUE for text that may begin a JSON value that is an object or array. */
static gboolean
looks_like_json (const VdtImportHead *head)
{
  return head->text_length > 0 && (*head->text == '{' || *head->text == '[');
}

/* To the end even where nothing is looked for: an archive checks its sums, and the
 * hash tells whether the same rows are there already. */
static gboolean
read_to_end (VdtImportStream  *stream,
             GError          **error)
{
  const guint8 *bytes;
  gsize length = 1;

  while (length > 0)
    {
      if (!vdt_import_stream_read (stream, &bytes, &length, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
survey_member (Import           *import,
               VdtImportStream  *stream,
               GError          **error)
{
  g_autoptr(VdtTextDecoder) decoder = vdt_text_decoder_new ();
  VdtImportHead head = { NULL };
  Member *member = g_new0 (Member, 1);

  g_ptr_array_add (import->members, member);

  if (!vdt_import_stream_peek (stream, &head.bytes, &head.length, error))
    return FALSE;

  decode_head (decoder, &head);
  if (!looks_like_json (&head))
    member->reader = find_head_reader (import, &head);
  else if (import->telemetry->len > 0 && vdt_import_lines_recognise (&head, import->telemetry))
    member->lines = TRUE;
  else
    member->survey = vdt_json_survey_new ();

  if (!(member->survey != NULL ? vdt_json_survey_read (member->survey, stream, error)
                               : read_to_end (stream, error)))
    return FALSE;

  member->hash = g_strdup (vdt_import_stream_get_hash (stream, &member->size));
  if (member->survey != NULL && vdt_json_survey_wants_more (member->survey))
    import->again = TRUE;

  return TRUE;
}

static gboolean
is_blank (const VdtImportHead *head)
{
  return head->text_length == 0;
}

static void
complain_of_head (Import                *import,
                  const VdtImportReader *reader,
                  const VdtImportHead   *head,
                  VdtTextEncoding        encoding)
{
  const char *message;

  if (reader != NULL)
    message = reader->advice;
  else if (head->length == 0)
    message = "the file is empty";
  else if (encoding == VDT_TEXT_UTF32)
    message = "the text is encoded in UTF-32; save it as UTF-8 and import it again";
  else if (is_blank (head))
    message = "the file holds nothing but space";
  else
    message = "the file is neither JSON nor any other format that is known";

  if (reader != NULL)
    vdt_import_report_set_format (vdt_import_run_get_report (import->run), reader->nick);

  vdt_import_run_complain (import->run, VDT_WIRE_PROBLEM, NULL, message);
  vdt_import_report_count_skipped (vdt_import_run_get_report (import->run), 1);
}

static gboolean
read_member (Import           *import,
             Member           *member,
             VdtImportStream  *stream,
             GError          **error)
{
  if (member->survey != NULL)
    {
      vdt_json_survey_complain (member->survey, import->run);

      return vdt_json_survey_import (member->survey, stream, import->run, import->readers,
                                     (import->flags & VDT_IMPORT_SALVAGE) != 0, error);
    }

  if (member->lines)
    return vdt_import_lines_read (import->run, stream, import->readers, error);

  if (member->reader != NULL && member->reader->read_stream != NULL)
    {
      vdt_import_report_set_format (vdt_import_run_get_report (import->run), member->reader->nick);

      return member->reader->read_stream (import->run, stream, error);
    }
  else
    {
      g_autoptr(VdtTextDecoder) decoder = vdt_text_decoder_new ();
      VdtImportHead head = { NULL };

      if (!vdt_import_stream_peek (stream, &head.bytes, &head.length, error))
        return FALSE;

      decode_head (decoder, &head);
      complain_of_head (import, member->reader, &head, vdt_text_decoder_get_encoding (decoder));
    }

  return TRUE;
}

static gboolean
file_cb (const char       *name,
         VdtImportStream  *stream,
         gpointer          user_data,
         GError          **error)
{
  Import *import = user_data;
  guint index = import->n_visited++;
  Member *member = index < import->members->len ? g_ptr_array_index (import->members, index) : NULL;
  gboolean done;

  if (!import->reading)
    {
      if (member == NULL)
        return survey_member (import, stream, error);

      return member->survey == NULL || !vdt_json_survey_wants_more (member->survey) ||
             vdt_json_survey_read (member->survey, stream, error);
    }

  if (member == NULL || vdt_import_run_is_over (import->run))
    return TRUE;

  vdt_import_run_set_member (import->run, name);
  if (member->hash != NULL)
    vdt_import_run_set_content (import->run, member->hash, member->size);
  done = read_member (import, member, stream, error);
  vdt_import_run_end_rows (import->run);

  return done;
}

static gboolean
visit (Import  *import,
       GError **error)
{
  static const VdtImportVisitor visitor = { file_cb, skipped_cb, moved_cb };

  import->n_visited = 0;

  return vdt_import_stream_visit (g_ptr_array_index (import->files, import->index), &visitor, import,
                                  import->cancellable, error);
}

static gboolean
import_file (Import  *import,
             GError **error)
{
  gboolean salvage = (import->flags & VDT_IMPORT_SALVAGE) != 0;
  g_autoptr(GError) survey_error = NULL;
  gboolean done;

  import->reading = FALSE;
  import->again = FALSE;
  done = visit (import, &survey_error);
  if (done && import->again)
    done = visit (import, &survey_error);

  if (!done && !(salvage && g_error_matches (survey_error, VDT_ERROR, VDT_ERROR_FORMAT)))
    {
      g_propagate_error (error, g_steal_pointer (&survey_error));
      return FALSE;
    }

  import->reading = TRUE;
  done = visit (import, error);
  vdt_import_run_set_member (import->run, NULL);

  return done;
}

static void
complain_of_error (Import       *import,
                   const GError *error)
{
  VdtImportReport *report = vdt_import_run_get_report (import->run);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vdt_import_report_set_cancelled (report);
  else
    vdt_import_report_add_problem (report, VDT_WIRE_PROBLEM, NULL, error->message);
}

/* Returns FALSE if the sink failed: then the next file would as well. */
static gboolean
import_one (Import  *import,
            GError **error)
{
  GFile *file = g_ptr_array_index (import->files, import->index);
  g_autofree char *path = g_file_get_parse_name (file);
  VdtImportReport *report = vdt_import_report_new (path);
  g_autoptr(GError) file_error = NULL;
  gboolean done;

  g_ptr_array_add (import->reports, report);
  import->members = g_ptr_array_new_with_free_func (member_free);
  import->run = vdt_import_run_new (report, import->sink, import->sink_data, import->cancellable);
  if (import->row_sink != NULL)
    vdt_import_run_set_rows (import->run, vdt_import_rows_new (import->row_sink, import->row_data), import->table);

  if (!import_file (import, &file_error))
    complain_of_error (import, file_error);

  done = vdt_import_run_end (import->run, error);
  if (g_cancellable_is_cancelled (import->cancellable))
    vdt_import_report_set_cancelled (report);

  g_clear_pointer (&import->run, vdt_import_run_free);
  g_clear_pointer (&import->members, g_ptr_array_unref);

  return done;
}

static void
run_thread (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Import *import = task_data;
  g_autoptr(GError) error = NULL;

  for (import->index = 0; import->index < import->files->len; import->index++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        break;

      if (!import_one (import, &error))
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
    }

  g_task_return_pointer (task, g_ptr_array_ref (import->reports), (GDestroyNotify) g_ptr_array_unref);
}

static void
vdt_importer_finalize (GObject *object)
{
  VdtImporter *self = VDT_IMPORTER (object);

  g_clear_pointer (&self->worker, vdt_worker_free);
  g_ptr_array_unref (self->readers);
  g_free (self->table);

  G_OBJECT_CLASS (vdt_importer_parent_class)->finalize (object);
}

static void
vdt_importer_class_init (VdtImporterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_importer_finalize;
}

static void
add_readers (GPtrArray             *array,
             const VdtImportReader *readers,
             gsize                  n)
{
  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (array, (gpointer) &readers[i]);
}

static void
vdt_importer_init (VdtImporter *self)
{
  self->worker = vdt_worker_new ("vdt-import");
  self->readers = g_ptr_array_new ();
}

VdtImporter *
vdt_importer_new (void)
{
  return g_object_new (VDT_TYPE_IMPORTER, NULL);
}

/**
 * vdt_importer_add_reader:
 * @self: an importer
 * @reader: a format; lives as long as @self
 *
 * Adds a format. Readers that were added are asked before the built-in ones.
 */
void
vdt_importer_add_reader (VdtImporter           *self,
                         const VdtImportReader *reader)
{
  g_return_if_fail (VDT_IS_IMPORTER (self) && reader != NULL);

  g_ptr_array_add (self->readers, (gpointer) reader);
}

/**
 * vdt_importer_set_rows:
 * @self: an importer
 * @sink: takes rows of telemetry, on threads of the importer
 * @sink_data: for @sink
 * @table: (nullable): where to put rows of files that name no table
 *
 * Without this, telemetry is recognised but not read.
 */
void
vdt_importer_set_rows (VdtImporter            *self,
                       const VdtImportRowSink *sink,
                       gpointer                sink_data,
                       const char             *table)
{
  g_return_if_fail (VDT_IS_IMPORTER (self) && sink != NULL);

  self->row_sink = sink;
  self->row_data = sink_data;
  g_free (self->table);
  self->table = g_strdup (table);
}

static GPtrArray *
dup_files (GListModel *files)
{
  GPtrArray *array = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    g_ptr_array_add (array, g_list_model_get_item (files, i));

  return array;
}

/**
 * vdt_importer_run_async:
 * @self: an importer
 * @files: (element-type GFile): what to read, whatever it is
 * @flags: how
 * @sink: takes incidents and lone alerts, on a thread of the importer
 * @sink_data: for @sink
 * @progress: (nullable): told how far it is
 * @cancellable: (nullable): stops between two blocks and two batches
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 */
void
vdt_importer_run_async (VdtImporter          *self,
                        GListModel           *files,
                        VdtImportFlags        flags,
                        VdtImportSinkFunc     sink,
                        gpointer              sink_data,
                        VdtProgress          *progress,
                        GCancellable         *cancellable,
                        GAsyncReadyCallback   callback,
                        gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  const VdtImportReader *readers;
  Import *import;
  gsize n;

  g_return_if_fail (VDT_IS_IMPORTER (self) && G_IS_LIST_MODEL (files) && sink != NULL);
  g_return_if_fail (progress == NULL || VDT_IS_PROGRESS (progress));

  import = g_new0 (Import, 1);
  import->files = dup_files (files);
  import->reports = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_import_report_unref);
  import->readers = g_ptr_array_copy (self->readers, NULL, NULL);
  import->telemetry = g_ptr_array_new ();
  if (self->row_sink != NULL && self->table != NULL)
    {
      add_readers (import->telemetry, vdt_import_get_chosen_reader (), 1);
      add_readers (import->readers, vdt_import_get_chosen_reader (), 1);
    }
  readers = vdt_import_get_graph_readers (&n);
  add_readers (import->readers, readers, n);
  readers = vdt_import_get_telemetry_readers (&n);
  if (self->row_sink != NULL)
    {
      add_readers (import->telemetry, readers, n);
      add_readers (import->readers, readers, n);
    }
  import->row_sink = self->row_sink;
  import->row_data = self->row_data;
  import->table = g_strdup (self->table);
  readers = vdt_import_get_named_formats (&n);
  add_readers (import->readers, readers, n);
  import->flags = flags;
  import->sink = sink;
  import->sink_data = sink_data;
  import->progress = progress != NULL ? g_object_ref (progress) : NULL;
  import->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_importer_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, import, import_free);
  vdt_worker_push (self->worker, task, run_thread);
}

/**
 * vdt_importer_run_finish:
 * @self: an importer
 * @result: what the callback was given
 * @error: return location for the error of the sink
 *
 * What is wrong with a file is in its report, as is that the import was cancelled;
 * files behind a cancelled one have none.
 *
 * Returns: (transfer container) (nullable) (element-type VdtImportReport): a report
 *   for each file, in order
 */
GPtrArray *
vdt_importer_run_finish (VdtImporter   *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
