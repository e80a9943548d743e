/* vdt-guidebook-docx.c
 *
 * The text of a DOCX file: paragraphs as lines, headings and lists marked as Markdown
 * has them. Pictures, notes and layout are left out (ECMA-376, part 1, 17.3).
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-guidebook-file.h"

#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>
#include <string.h>

#include "vdt-error.h"

/* What the document unpacks to at most. */
#define MAX_XML (64 * 1024 * 1024)

typedef struct
{
  GString *out;
  GString *paragraph;
  guint    heading;         /* level, 0 for none */
  gboolean item;
  guint    level;           /* of the list */
  guint    in_text;
  guint    in_cell;
} Reader;

static const char *
local_attribute (int             n,
                 const xmlChar **attributes,
                 const char     *name,
                 int            *out_length)
{
  for (int i = 0; i < n; i++)
    if (g_str_equal (attributes[i * 5], name))
      {
        *out_length = (int) (attributes[i * 5 + 4] - attributes[i * 5 + 3]);
        return (const char *) attributes[i * 5 + 3];
      }

  return NULL;
}

/* “Heading2”, “berschrift2” of a German Word, “Title”: what ends in a digit is a level. */
static guint
heading_level (const char *style,
               int         length)
{
  g_autofree char *name = g_ascii_strdown (style, length);
  gsize end = strlen (name);

  if (g_str_equal (name, "title") || g_str_equal (name, "titel"))
    return 1;
  if (end > 0 && g_ascii_isdigit (name[end - 1]) && name[end - 1] != '0' &&
      (strstr (name, "heading") != NULL || strstr (name, "berschrift") != NULL || strstr (name, "titre") != NULL))
    return MIN ((guint) (name[end - 1] - '0'), 6);

  return 0;
}

static void
start_cb (void           *data,
          const xmlChar  *name,
          const xmlChar  *prefix,
          const xmlChar  *uri,
          int             n_namespaces,
          const xmlChar **namespaces,
          int             n_attributes,
          int             n_defaulted,
          const xmlChar **attributes)
{
  Reader *self = data;
  int length = 0;
  const char *value = local_attribute (n_attributes, attributes, "val", &length);

  if (g_str_equal (name, "p") && self->in_cell == 0)
    {
      g_string_truncate (self->paragraph, 0);
      self->heading = self->level = 0;
      self->item = FALSE;
    }
  else if (g_str_equal (name, "pStyle") && value != NULL)
    {
      self->heading = heading_level (value, length);
      self->item |= length >= 4 && g_ascii_strncasecmp (value, "List", 4) == 0;
    }
  else if (g_str_equal (name, "numPr"))
    self->item = TRUE;
  else if (g_str_equal (name, "ilvl") && value != NULL)
    self->level = length == 1 && g_ascii_isdigit (*value) ? (guint) (*value - '0') : 0;
  else if (g_str_equal (name, "t"))
    self->in_text++;
  else if (g_str_equal (name, "tab") || g_str_equal (name, "br"))
    g_string_append_c (self->paragraph, ' ');
  else if (g_str_equal (name, "tc"))
    {
      self->in_cell++;
      g_string_append (self->paragraph, "| ");
    }
  else if (g_str_equal (name, "tr"))
    g_string_truncate (self->paragraph, 0);
}

static void
end_line (Reader *self)
{
  if (self->paragraph->len == 0)
    {
      g_string_append_c (self->out, '\n');
      return;
    }
  if (self->heading > 0)
    {
      for (guint i = 0; i < self->heading; i++)
        g_string_append_c (self->out, '#');
      g_string_append_c (self->out, ' ');
    }
  else if (self->item)
    {
      for (guint i = 0; i < self->level; i++)
        g_string_append (self->out, "  ");
      g_string_append (self->out, "- ");
    }
  g_string_append_printf (self->out, "%s\n%s", self->paragraph->str, self->item ? "" : "\n");
  g_string_truncate (self->paragraph, 0);
}

static void
end_cb (void          *data,
        const xmlChar *name,
        const xmlChar *prefix,
        const xmlChar *uri)
{
  Reader *self = data;

  if (g_str_equal (name, "t"))
    self->in_text -= self->in_text > 0;
  else if (g_str_equal (name, "p") && self->in_cell > 0)
    g_string_append_c (self->paragraph, ' ');
  else if (g_str_equal (name, "p"))
    end_line (self);
  else if (g_str_equal (name, "tc"))
    self->in_cell -= self->in_cell > 0;
  else if (g_str_equal (name, "tr"))
    {
      self->heading = 0;
      self->item = FALSE;
      g_string_append_printf (self->out, "%s|\n", self->paragraph->str);
      g_string_truncate (self->paragraph, 0);
    }
}

static void
characters_cb (void          *data,
               const xmlChar *text,
               int            length)
{
  Reader *self = data;

  if (self->in_text > 0)
    g_string_append_len (self->paragraph, (const char *) text, length);
}

/* Errors come back as the parser's result; nothing is printed. */
static void
quiet_cb (void       *data,
          const char *format,
          ...)
{
}

static char *
parse (GByteArray  *xml,
       GError     **error)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GString) paragraph = g_string_new (NULL);
  Reader reader = { out, paragraph, 0, FALSE, 0, 0, 0 };
  xmlSAXHandler handler = { 0 };
  xmlParserCtxtPtr context;
  int result;

  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = start_cb;
  handler.endElementNs = end_cb;
  handler.characters = characters_cb;
  handler.warning = quiet_cb;
  handler.error = quiet_cb;
  context = xmlCreatePushParserCtxt (&handler, &reader, NULL, 0, NULL);
  if (context == NULL)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_LIMIT, "Not enough memory to read the document");
      return NULL;
    }
  /* Nothing from outside, and no entities: a document of words needs neither. */
  xmlCtxtUseOptions (context, XML_PARSE_NONET);
  result = xmlParseChunk (context, (const char *) xml->data, (int) xml->len, 1);
  xmlFreeParserCtxt (context);
  if (result != 0 && out->len == 0)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE,
                           "The document inside the DOCX file is no well-formed XML; save it again and try once more");
      return NULL;
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static GByteArray *
read_entry (struct archive  *archive,
            GError         **error)
{
  g_autoptr(GByteArray) xml = g_byte_array_new ();
  guint8 buffer[65536];
  la_ssize_t n;

  while ((n = archive_read_data (archive, buffer, sizeof buffer)) > 0)
    {
      if (xml->len + (gsize) n > MAX_XML)
        {
          g_set_error (error, VDT_ERROR, VDT_ERROR_LIMIT, "The document unpacks to more than %d MB",
                       MAX_XML / (1024 * 1024));
          return NULL;
        }
      g_byte_array_append (xml, buffer, (guint) n);
    }
  if (n < 0)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_USAGE, "The DOCX file is damaged: %s", archive_error_string (archive));
      return NULL;
    }

  return g_steal_pointer (&xml);
}

/**
 * vdt_guidebook_docx_text:
 * @bytes: a DOCX file
 * @error: return location for %VDT_ERROR_USAGE if it is none or damaged, %VDT_ERROR_LIMIT
 *   if it unpacks to too much
 *
 * Returns: (transfer full) (nullable): its text, with headings and lists as in Markdown
 */
char *
vdt_guidebook_docx_text (GBytes  *bytes,
                         GError **error)
{
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry = NULL;
  g_autoptr(GByteArray) xml = NULL;
  gsize length = 0;
  const void *data = g_bytes_get_data (bytes, &length);
  gboolean found = FALSE;

  archive_read_support_format_zip (archive);
  if (archive_read_open_memory (archive, data, length) == ARCHIVE_OK)
    while (!found && archive_read_next_header (archive, &entry) == ARCHIVE_OK)
      {
        const char *path = archive_entry_pathname (entry);

        found = g_strcmp0 (path, "word/document.xml") == 0;
        if (found)
          xml = read_entry (archive, error);
      }
  archive_read_free (archive);

  if (!found)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE,
                           "This is no DOCX file: it holds no word/document.xml");
      return NULL;
    }

  return xml != NULL ? parse (xml, error) : NULL;
}
