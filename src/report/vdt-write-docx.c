/* vdt-write-docx.c
 *
 * A DOCX file: its parts, packed. What is the same in all of them lies in
 * data/report/docx/.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-docx-private.h"
#include "vdt-report-resources.h"
#include "vdt-time.h"
#include "vdt-write.h"
#include "vdt-zip.h"

#define PREFIX "/io/github/vedette/Vedette/report/docx/"
#define SCALE 2.5 /* pixels a point of figures: 180 dpi */
#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

typedef void (*Part) (VdtDocx *self);

/* Writes a part by a function and packs it. */
static gboolean
add_part (VdtDocx     *self,
          VdtZip      *zip,
          const char  *name,
          Part         write,
          GError     **error)
{
  xmlBufferPtr buffer = xmlBufferCreate ();
  gboolean done;

  self->xml = xmlNewTextWriterMemory (buffer, 0);
  xmlTextWriterStartDocument (self->xml, NULL, "UTF-8", "yes");
  write (self);
  xmlTextWriterEndDocument (self->xml);
  xmlFreeTextWriter (self->xml);
  self->xml = NULL;
  done = vdt_zip_add (zip, name, xmlBufferContent (buffer), (gsize) xmlBufferLength (buffer), error);
  xmlBufferFree (buffer);

  return done;
}

static gboolean
add_resource (VdtZip      *zip,
              const char  *resource,
              const char  *name,
              GError     **error)
{
  g_autofree char *path = g_strconcat (PREFIX, resource, NULL);
  g_autoptr(GBytes) bytes = g_resource_lookup_data (vdt_report_get_resource (), path, 0, error);
  gsize length;
  gconstpointer data;

  if (bytes == NULL)
    return FALSE;

  data = g_bytes_get_data (bytes, &length);

  return vdt_zip_add (zip, name, data, length, error);
}

static void
write_level (VdtDocx    *self,
             guint       level,
             gboolean    ordered)
{
  char depth[8];
  char indent[16];

  g_snprintf (depth, sizeof depth, "%u", level);
  g_snprintf (indent, sizeof indent, "%u", 360 * (level + 1));
  vdt_docx_open (self, "w:lvl");
  vdt_docx_attribute (self, "w:ilvl", depth);
  vdt_docx_leaf (self, "w:start", "1");
  vdt_docx_leaf (self, "w:numFmt", ordered ? "decimal" : "bullet");
  {
    g_autofree char *text = ordered ? g_strdup_printf ("%%%u.", level + 1) : g_strdup ("•");

    vdt_docx_leaf (self, "w:lvlText", text);
  }
  vdt_docx_leaf (self, "w:lvlJc", "left");
  vdt_docx_open (self, "w:pPr");
  vdt_docx_open (self, "w:ind");
  vdt_docx_attribute (self, "w:left", indent);
  vdt_docx_attribute (self, "w:hanging", ordered ? "360" : "240");
  vdt_docx_close (self);
  vdt_docx_close (self);
  vdt_docx_close (self);
}

/* Bullets are list 1; each ordered list is one of its own and begins where it says. */
static void
write_numbering (VdtDocx *self)
{
  vdt_docx_open (self, "w:numbering");
  vdt_docx_attribute (self, "xmlns:w", VDT_DOCX_W);
  for (guint kind = 0; kind < 2; kind++)
    {
      vdt_docx_open (self, "w:abstractNum");
      vdt_docx_attribute (self, "w:abstractNumId", kind == 0 ? "0" : "1");
      vdt_docx_leaf (self, "w:multiLevelType", "hybridMultilevel");
      for (guint level = 0; level < 9; level++)
        write_level (self, level, kind == 1);
      vdt_docx_close (self);
    }
  for (guint i = 0; i <= self->lists->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i + 1);

      vdt_docx_open (self, "w:num");
      vdt_docx_attribute (self, "w:numId", id);
      vdt_docx_leaf (self, "w:abstractNumId", i == 0 ? "0" : "1");
      if (i > 0)
        {
          g_autofree char *start = g_strdup_printf ("%u", g_array_index (self->lists, guint, i - 1));

          vdt_docx_open (self, "w:lvlOverride");
          vdt_docx_attribute (self, "w:ilvl", "0");
          vdt_docx_leaf (self, "w:startOverride", start);
          vdt_docx_close (self);
        }
      vdt_docx_close (self);
    }
  vdt_docx_close (self);
}

static void
write_relation (VdtDocx    *self,
                const char *id,
                const char *type,
                const char *target,
                gboolean    external)
{
  g_autofree char *full = g_strconcat (RELATION, type, NULL);

  vdt_docx_open (self, "Relationship");
  vdt_docx_attribute (self, "Id", id);
  vdt_docx_attribute (self, "Type", full);
  vdt_docx_attribute (self, "Target", target);
  if (external)
    vdt_docx_attribute (self, "TargetMode", "External");
  vdt_docx_close (self);
}

static void
write_relations (VdtDocx *self)
{
  static const char *const parts[][2] = {
    { "styles", "styles.xml" }, { "settings", "settings.xml" }, { "numbering", "numbering.xml" },
    { "footnotes", "footnotes.xml" }, { "header", "header1.xml" }, { "footer", "footer1.xml" },
  };

  vdt_docx_open (self, "Relationships");
  vdt_docx_attribute (self, "xmlns", "http://schemas.openxmlformats.org/package/2006/relationships");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *id = g_strdup_printf ("rId%u", i + 1);

      write_relation (self, id, parts[i][0], parts[i][1], FALSE);
    }
  for (guint i = 0; i < self->images->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("rId%u", 10 + i);
      g_autofree char *target = g_strdup_printf ("media/figure%u.png", i + 1);

      write_relation (self, id, "image", target, FALSE);
    }
  for (guint i = 0; i < self->links->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("rId%u", 100 + i);

      write_relation (self, id, "hyperlink", g_ptr_array_index (self->links, i), TRUE);
    }
  vdt_docx_close (self);
}

/* The mark of the Traffic Light Protocol: its colour on black. */
static void
write_tlp (VdtDocx *self)
{
  const char *tlp = self->document->tlp;
  g_autofree char *text = g_strconcat (" TLP:", tlp, " ", NULL);
  const char *colour = g_str_has_prefix (tlp, "RED") ? "FF2B2B" : g_str_has_prefix (tlp, "AMBER") ? "FFC000"
                       : g_str_has_prefix (tlp, "GREEN") ? "33FF00" : "FFFFFF";

  vdt_docx_open (self, "w:r");
  vdt_docx_leaf (self, "w:tab", NULL);
  vdt_docx_close (self);
  vdt_docx_open (self, "w:r");
  vdt_docx_open (self, "w:rPr");
  vdt_docx_leaf (self, "w:b", NULL);
  vdt_docx_leaf (self, "w:color", colour);
  vdt_docx_open (self, "w:shd");
  vdt_docx_attribute (self, "w:val", "clear");
  vdt_docx_attribute (self, "w:color", "auto");
  vdt_docx_attribute (self, "w:fill", "000000");
  vdt_docx_close (self);
  vdt_docx_close (self);
  vdt_docx_open (self, "w:t");
  vdt_docx_attribute (self, "xml:space", "preserve");
  xmlTextWriterWriteString (self->xml, BAD_CAST text);
  vdt_docx_close (self);
  vdt_docx_close (self);
}

static void
begin_edge (VdtDocx    *self,
            const char *element,
            const char *style)
{
  vdt_docx_open (self, element);
  vdt_docx_attribute (self, "xmlns:w", VDT_DOCX_W);
  vdt_docx_open (self, "w:p");
  vdt_docx_open (self, "w:pPr");
  vdt_docx_leaf (self, "w:pStyle", style);
  vdt_docx_close (self);
}

static void
write_header (VdtDocx *self)
{
  g_autofree char *start = g_utf8_substring (self->document->title != NULL ? self->document->title : "", 0,
                                             MIN (g_utf8_strlen (self->document->title != NULL
                                                                   ? self->document->title : "", -1), 90));

  begin_edge (self, "w:hdr", "Header");
  vdt_docx_text (self, start, NULL, 0);
  if (self->document->tlp != NULL)
    write_tlp (self);
  vdt_docx_close (self);
  vdt_docx_close (self);
}

static void
write_footer (VdtDocx *self)
{
  g_autofree char *footer = vdt_document_dup_footer (self->document);
  g_auto(GStrv) parts = g_strsplit (vdt_words_get (self->document->words, "page"), "{n}", 2);
  g_auto(GStrv) rest = parts[0] != NULL && parts[1] != NULL ? g_strsplit (parts[1], "{total}", 2) : NULL;

  begin_edge (self, "w:ftr", "Footer");
  vdt_docx_text (self, footer, NULL, 0);
  vdt_docx_open (self, "w:r");
  vdt_docx_leaf (self, "w:tab", NULL);
  vdt_docx_close (self);
  vdt_docx_text (self, parts[0], NULL, 0);
  vdt_docx_field (self, " PAGE ", "1", NULL);
  vdt_docx_text (self, rest != NULL ? rest[0] : "", NULL, 0);
  vdt_docx_field (self, " NUMPAGES ", "1", NULL);
  if (self->document->tlp != NULL)
    write_tlp (self);
  vdt_docx_close (self);
  vdt_docx_close (self);
}

static void
write_core (VdtDocx *self)
{
  VdtDocument *document = self->document;
  g_autofree char *made = document->made_at != VDT_TIME_UNSET
                            ? vdt_time_format (document->made_at - document->made_at % G_TIME_SPAN_SECOND,
                                               VDT_TIME_ISO) : NULL;
  const char *const dates[] = { "dcterms:created", "dcterms:modified" };

  vdt_docx_open (self, "cp:coreProperties");
  vdt_docx_attribute (self, "xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties");
  vdt_docx_attribute (self, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
  vdt_docx_attribute (self, "xmlns:dcterms", "http://purl.org/dc/terms/");
  vdt_docx_attribute (self, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
  xmlTextWriterWriteElement (self->xml, BAD_CAST "dc:title",
                             BAD_CAST (document->title != NULL ? document->title : ""));
  if (document->tlp != NULL)
    {
      g_autofree char *subject = g_strconcat ("TLP:", document->tlp, NULL);

      xmlTextWriterWriteElement (self->xml, BAD_CAST "dc:subject", BAD_CAST subject);
    }
  if (document->author != NULL)
    xmlTextWriterWriteElement (self->xml, BAD_CAST "dc:creator", BAD_CAST document->author);
  xmlTextWriterWriteElement (self->xml, BAD_CAST "dc:language",
                             BAD_CAST vdt_words_get_language (document->words));
  for (guint i = 0; made != NULL && i < G_N_ELEMENTS (dates); i++)
    {
      vdt_docx_open (self, dates[i]);
      vdt_docx_attribute (self, "xsi:type", "dcterms:W3CDTF");
      xmlTextWriterWriteString (self->xml, BAD_CAST made);
      vdt_docx_close (self);
    }
  vdt_docx_close (self);
}

static gboolean
add_images (VdtDocx  *self,
            VdtZip   *zip,
            GError  **error)
{
  for (guint i = 0; i < self->images->len; i++)
    {
      VdtFigure *figure = vdt_document_get_figure (self->document, g_ptr_array_index (self->images, i));
      g_autofree char *name = g_strdup_printf ("word/media/figure%u.png", i + 1);
      g_autoptr(GBytes) png = vdt_figure_to_png (figure, SCALE, error);
      gsize length;
      gconstpointer data;

      if (png == NULL)
        return FALSE;
      data = g_bytes_get_data (png, &length);
      if (!vdt_zip_add (zip, name, data, length, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_all (VdtDocx  *self,
         VdtZip   *zip,
         GError  **error)
{
  return add_resource (zip, "content-types.xml", "[Content_Types].xml", error) &&
         add_resource (zip, "rels.xml", "_rels/.rels", error) &&
         add_resource (zip, "app.xml", "docProps/app.xml", error) &&
         add_part (self, zip, "docProps/core.xml", write_core, error) &&
         add_part (self, zip, "word/document.xml", vdt_docx_body, error) &&
         add_part (self, zip, "word/footnotes.xml", vdt_docx_footnotes, error) &&
         add_part (self, zip, "word/numbering.xml", write_numbering, error) &&
         add_part (self, zip, "word/header1.xml", write_header, error) &&
         add_part (self, zip, "word/footer1.xml", write_footer, error) &&
         add_resource (zip, "styles.xml", "word/styles.xml", error) &&
         add_resource (zip, "settings.xml", "word/settings.xml", error) &&
         add_part (self, zip, "word/_rels/document.xml.rels", write_relations, error) &&
         add_images (self, zip, error);
}

/**
 * vdt_write_docx:
 * @document: a document
 * @fd: where to
 * @cancellable: (nullable): stops it
 * @progress: (nullable): is told how far it is
 * @user_data: for @progress
 * @error: return location for a %VDT_ERROR_FAILED or %G_IO_ERROR_CANCELLED
 *
 * Writes Office Open XML (ECMA-376) with real styles, footnotes for the sources and a
 * table of contents whose numbers are there before Word counts them.
 *
 * Returns: %TRUE if all of it is written
 */
gboolean
vdt_write_docx (VdtDocument       *document,
                int                fd,
                GCancellable      *cancellable,
                VdtWriteProgress   progress,
                gpointer           user_data,
                GError           **error)
{
  VdtDocx self = { document };
  g_autoptr(VdtPages) pages = vdt_pages_new (document, cancellable);
  g_autoptr(VdtZip) zip = vdt_zip_new (fd, document->made_at, error);
  gboolean done = FALSE;

  if (zip == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  self.pages = pages;
  self.bookmarks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.cited = g_hash_table_new (NULL, NULL);
  self.links = g_ptr_array_new_with_free_func (g_free);
  self.images = g_ptr_array_new_with_free_func (g_free);
  self.lists = g_array_new (FALSE, FALSE, sizeof (guint));
  done = add_all (&self, zip, error) && vdt_zip_finish (zip, error);
  if (done && progress != NULL)
    progress (1, user_data);
  g_hash_table_unref (self.bookmarks);
  g_hash_table_unref (self.cited);
  g_ptr_array_unref (self.links);
  g_ptr_array_unref (self.images);
  g_array_unref (self.lists);

  return done && !g_cancellable_set_error_if_cancelled (cancellable, error);
}
