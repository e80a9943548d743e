/* vdt-hunt-sources.c
 *
 * The list of sources beside the database: what can be imported again when the
 * database is lost. It is a copy of the database's own list, made anew after each
 * change, and one line of JSON a source, so that a person can read it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-source.h"

#include <json-glib/json-glib.h>
#include <string.h>

VdtHuntSource *
vdt_hunt_source_new (void)
{
  return g_new0 (VdtHuntSource, 1);
}

VdtHuntSource *
vdt_hunt_source_copy (const VdtHuntSource *source)
{
  VdtHuntSource *copy;

  g_return_val_if_fail (source != NULL, NULL);

  copy = g_new0 (VdtHuntSource, 1);
  *copy = *source;
  copy->path = g_strdup (source->path != NULL ? source->path : "");
  copy->member = g_strdup (source->member != NULL ? source->member : "");
  copy->hash = g_strdup (source->hash != NULL ? source->hash : "");
  copy->format = g_strdup (source->format != NULL ? source->format : "");
  copy->table = g_strdup (source->table != NULL ? source->table : "");

  return copy;
}

void
vdt_hunt_source_free (gpointer source)
{
  VdtHuntSource *self = source;

  g_return_if_fail (self != NULL);

  g_free (self->path);
  g_free (self->member);
  g_free (self->hash);
  g_free (self->format);
  g_free (self->table);
  g_free (self);
}

static void
add_text (JsonBuilder *builder,
          const char  *name,
          const char  *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_number (JsonBuilder *builder,
            const char  *name,
            gint64       number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static void
append_source (GString             *text,
               const VdtHuntSource *source)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *line = NULL;

  json_builder_begin_object (builder);
  add_text (builder, "path", source->path);
  add_text (builder, "member", source->member);
  add_text (builder, "sha256", source->hash);
  add_number (builder, "size", (gint64) source->size);
  add_text (builder, "format", source->format);
  add_text (builder, "table", source->table);
  add_number (builder, "imported_at", source->imported_at);
  add_number (builder, "rows", (gint64) source->rows);
  json_builder_end_object (builder);

  node = json_builder_get_root (builder);
  line = json_to_string (node, FALSE);
  g_string_append (text, line);
  g_string_append_c (text, '\n');
}

/**
 * vdt_hunt_sources_save:
 * @sources: (element-type VdtHuntSource): the sources
 * @file: where to; replaced as a whole
 * @error: return location for a %G_FILE_ERROR
 *
 * Returns: %TRUE if it is on the disk
 */
gboolean
vdt_hunt_sources_save (GPtrArray   *sources,
                       const char  *file,
                       GError     **error)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < sources->len; i++)
    append_source (text, g_ptr_array_index (sources, i));

  return g_file_set_contents_full (file, text->str, (gssize) text->len,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

static const char *
get_text (JsonReader *reader,
          const char *name)
{
  const char *text = NULL;

  if (json_reader_read_member (reader, name) && json_reader_is_value (reader))
    text = json_reader_get_string_value (reader);
  json_reader_end_member (reader);

  return text != NULL ? text : "";
}

static gint64
get_number (JsonReader *reader,
            const char *name)
{
  gint64 number = 0;

  if (json_reader_read_member (reader, name) && json_reader_is_value (reader))
    number = json_reader_get_int_value (reader);
  json_reader_end_member (reader);

  return number;
}

static void
load_line (GPtrArray  *sources,
           const char *line)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(JsonReader) reader = NULL;
  VdtHuntSource *source;

  if (*line == '\0' || !json_parser_load_from_data (parser, line, -1, NULL))
    return;

  reader = json_reader_new (json_parser_get_root (parser));
  source = vdt_hunt_source_new ();
  source->path = g_strdup (get_text (reader, "path"));
  source->member = g_strdup (get_text (reader, "member"));
  source->hash = g_strdup (get_text (reader, "sha256"));
  source->size = (guint64) get_number (reader, "size");
  source->format = g_strdup (get_text (reader, "format"));
  source->table = g_strdup (get_text (reader, "table"));
  source->imported_at = get_number (reader, "imported_at");
  source->rows = (guint64) get_number (reader, "rows");
  g_ptr_array_add (sources, source);
}

/**
 * vdt_hunt_sources_load:
 * @file: what vdt_hunt_sources_save() wrote
 *
 * Returns: (transfer container) (element-type VdtHuntSource): what it lists; lines
 *   that cannot be read are left out, and a file that is not there is empty
 */
GPtrArray *
vdt_hunt_sources_load (const char *file)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func (vdt_hunt_source_free);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  if (!g_file_get_contents (file, &text, NULL, NULL))
    return sources;

  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    load_line (sources, lines[i]);

  return sources;
}
