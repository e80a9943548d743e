/* vdt-import-lines.c
 *
 * JSON lines of telemetry, read once: each line stands for itself, so that nothing
 * has to be known of the whole file before the first row is taken.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-import-telemetry.h"
#include "vdt-text-decoder.h"

#define MAX_LISTED 200

typedef struct
{
  VdtImportRun *run;
  GPtrArray    *readers;
  GArray       *names;       /* VdtJson, of a record */
  GString      *carry;       /* a line that a block cut */
  gboolean      too_long;    /* it was, and is being skipped */
  gboolean      named;       /* the report has the format */
  guint64       line;
  guint64       n_broken;
  guint64       n_unknown;
} Lines;

static void
complain (Lines      *lines,
          guint64    *count,
          const char *message)
{
  vdt_import_report_count_skipped (vdt_import_run_get_report (lines->run), 1);
  if ((*count)++ >= MAX_LISTED)
    return;

  vdt_import_run_set_line (lines->run, lines->line);
  vdt_import_run_complain (lines->run, VDT_WIRE_PROBLEM, NULL, message);
  vdt_import_run_set_line (lines->run, 0);
}

static const VdtImportReader *
find_reader (GPtrArray            *readers,
             const VdtImportProbe *probe)
{
  for (guint i = 0; i < readers->len; i++)
    {
      const VdtImportReader *reader = g_ptr_array_index (readers, i);

      if (reader->recognises_record != NULL && reader->recognises_record (probe))
        return reader;
    }

  return NULL;
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

/* A line that is no event of the streaming API: what any reader makes of it. */
static void
read_other (Lines      *lines,
            const char *text,
            gsize       length)
{
  VdtImportProbe probe = { { text, length }, VDT_JSON_LIST_NONE, NULL, NULL, lines->names };
  const VdtImportReader *reader;
  VdtJsonPart part;

  if (!vdt_json_scan_whole (text, length, &part) || vdt_json_get_type (part.value) != VDT_JSON_OBJECT)
    {
      complain (lines, &lines->n_unknown, "this is no object; it was left out");
      return;
    }

  probe.record = part.value;
  collect_names (lines->names, part.value);
  reader = find_reader (lines->readers, &probe);
  if (reader == NULL || reader->read_record == NULL)
    {
      complain (lines, &lines->n_unknown, reader != NULL ? reader->advice
                                                         : "what this is is not known; it was left out");
      return;
    }

  vdt_import_report_set_format (vdt_import_run_get_report (lines->run), reader->nick);
  vdt_wire_set_path (vdt_import_run_get_wire (lines->run), "");
  vdt_import_run_set_line (lines->run, lines->line);
  reader->read_record (lines->run, &probe);
  vdt_import_run_set_line (lines->run, 0);
}

static void
end_event (Lines *lines)
{
  vdt_import_run_set_line (lines->run, 0);
  if (!lines->named)
    vdt_import_report_set_format (vdt_import_run_get_report (lines->run), "defender-streaming");
  lines->named = TRUE;
}

static void
read_line (Lines      *lines,
           const char *text,
           gsize       length)
{
  const char *message;

  lines->line++;
  while (length > 0 && strchr (" \t\r\x1e", text[0]) != NULL && text[0] != '\0')
    {
      text++;
      length--;
    }
  while (length > 0 && (text[length - 1] == '\r' || text[length - 1] == ' '))
    length--;
  if (length == 0)
    return;

  vdt_import_run_set_line (lines->run, lines->line);
  if (vdt_import_streaming_read (lines->run, text, length, lines->line, &message))
    end_event (lines);
  else if (message != NULL)
    complain (lines, &lines->n_broken, message);
  else
    read_other (lines, text, length);
}

static void
carry_on (Lines      *lines,
          const char *text,
          gsize       length)
{
  if (!lines->too_long && lines->carry->len + length > VDT_JSON_MAX_RECORD)
    {
      lines->too_long = TRUE;
      g_string_truncate (lines->carry, 0);
    }
  if (!lines->too_long)
    g_string_append_len (lines->carry, text, (gssize) length);
}

static void
end_carried (Lines *lines)
{
  if (lines->too_long)
    {
      lines->line++;
      complain (lines, &lines->n_broken, "the line is longer than 128 MiB; it was left out");
    }
  else
    {
      read_line (lines, lines->carry->str, lines->carry->len);
    }

  lines->too_long = FALSE;
  g_string_truncate (lines->carry, 0);
}

static void
read_text (Lines      *lines,
           const char *text,
           gsize       length)
{
  const char *end = text + length;

  while (text < end && !vdt_import_run_is_over (lines->run))
    {
      const char *newline = memchr (text, '\n', (gsize) (end - text));

      if (newline == NULL || lines->carry->len > 0 || lines->too_long)
        carry_on (lines, text, (gsize) ((newline != NULL ? newline : end) - text));
      if (newline == NULL)
        break;

      if (lines->carry->len > 0 || lines->too_long)
        end_carried (lines);
      else
        read_line (lines, text, (gsize) (newline - text));
      text = newline + 1;
    }
}

static void
complain_of_rest (Lines          *lines,
                  VdtTextDecoder *decoder)
{
  guint64 first;
  guint64 n_bad = vdt_text_decoder_get_n_bad (decoder, &first);
  guint64 unlisted = MAX (lines->n_broken, MAX_LISTED) - MAX_LISTED + MAX (lines->n_unknown, MAX_LISTED) - MAX_LISTED;

  if (n_bad > 0)
    {
      g_autofree char *message =
        g_strdup_printf ("%" G_GUINT64_FORMAT " bytes are no text in the file's encoding, the first is byte %"
                         G_GUINT64_FORMAT "; each was replaced by “\357\277\275”; save the file as UTF-8 to keep them",
                         n_bad, first);

      vdt_import_run_complain (lines->run, VDT_WIRE_PROBLEM, NULL, message);
    }

  if (unlisted > 0)
    {
      g_autofree char *message = g_strdup_printf ("%" G_GUINT64_FORMAT " more lines were left out", unlisted);

      vdt_import_run_complain (lines->run, VDT_WIRE_PROBLEM, NULL, message);
    }
}

/**
 * vdt_import_lines_read:
 * @run: a run that has rows
 * @stream: a file of JSON lines
 * @readers: (element-type VdtImportReader): readers to ask, in order
 * @error: return location for an error of @stream
 *
 * Returns: %FALSE if the stream cannot be read
 */
gboolean
vdt_import_lines_read (VdtImportRun     *run,
                       VdtImportStream  *stream,
                       GPtrArray        *readers,
                       GError          **error)
{
  g_autoptr(VdtTextDecoder) decoder = vdt_text_decoder_new ();
  Lines lines = { run, readers };
  gboolean done = TRUE;
  gsize n = 1;

  g_return_val_if_fail (run != NULL && stream != NULL && readers != NULL, FALSE);

  lines.names = g_array_new (FALSE, FALSE, sizeof (VdtJson));
  lines.carry = g_string_new (NULL);

  while (done && n > 0 && !vdt_import_run_is_over (run))
    {
      const guint8 *bytes;
      const char *text;
      gsize length;

      done = vdt_import_stream_read (stream, &bytes, &n, error);
      if (!done)
        break;

      vdt_text_decoder_push (decoder, bytes, n, n == 0, &text, &length);
      read_text (&lines, text, length);
    }

  if (lines.carry->len > 0 || lines.too_long)
    end_carried (&lines);
  if (done)
    complain_of_rest (&lines, decoder);

  g_array_unref (lines.names);
  g_string_free (lines.carry, TRUE);

  return done;
}

/* The next line that is not blank; returns FALSE if the head does not have it
 * whole. */
static gboolean
next_line (const char **text,
           gsize       *length,
           const char **out_line,
           gsize       *out_length)
{
  const char *newline;

  while (*length > 0 && strchr ("\r\n \t", **text) != NULL && **text != '\0')
    {
      (*text)++;
      (*length)--;
    }

  newline = *length > 0 ? memchr (*text, '\n', *length) : NULL;
  *out_line = *text;
  *out_length = newline != NULL ? (gsize) (newline - *text) : *length;
  if (newline == NULL)
    return FALSE;

  *length -= *out_length;
  *text = newline;

  return TRUE;
}

/**
 * vdt_import_lines_recognise:
 * @head: how a file begins
 * @readers: (element-type VdtImportReader): the readers of telemetry
 *
 * Returns: %TRUE if the first line is an object that one of @readers takes, and
 *   another object begins behind it
 */
gboolean
vdt_import_lines_recognise (const VdtImportHead *head,
                            GPtrArray           *readers)
{
  g_autoptr(GArray) names = g_array_new (FALSE, FALSE, sizeof (VdtJson));
  VdtImportProbe probe = { { NULL, 0 }, VDT_JSON_LIST_NONE, NULL, NULL, names };
  const char *text = head->text;
  gsize length = head->text_length;
  const char *line;
  gsize line_length;
  VdtJsonPart part;

  g_return_val_if_fail (head != NULL && readers != NULL, FALSE);

  if (text == NULL || !next_line (&text, &length, &line, &line_length) ||
      !vdt_json_scan_whole (line, line_length, &part) || vdt_json_get_type (part.value) != VDT_JSON_OBJECT)
    return FALSE;

  next_line (&text, &length, &line, &line_length);
  if (line_length == 0 || *line != '{')
    return FALSE;

  probe.record = part.value;
  collect_names (names, part.value);

  return find_reader (readers, &probe) != NULL;
}
