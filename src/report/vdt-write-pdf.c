/* vdt-write-pdf.c
 *
 * The pages as PDF: outline, links, names, metadata. Cairo embeds what is used of the
 * fonts, with what it takes to get the text out again.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "vdt-error.h"
#include "vdt-pages-private.h"
#include "vdt-time.h"
#include "vdt-write.h"

/* A place's name in the PDF: ids hold what its attributes cannot. */
static char *
place_name (const char *id)
{
  GString *out = g_string_new ("p");

  for (const char *p = id; *p != '\0'; p++)
    if (g_ascii_isalnum (*p) || *p == '-')
      g_string_append_c (out, *p);
    else
      g_string_append_printf (out, "_%02x", (guchar) *p);

  return g_string_free (out, FALSE);
}

/* A string of a tag's attributes. */
static char *
quoted (const char *text)
{
  GString *out = g_string_new ("'");

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\'' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '\'');

  return g_string_free (out, FALSE);
}

static void
append_number (GString *out,
               double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (out, "%s ", g_ascii_formatd (buffer, sizeof buffer, "%.2f", value));
}

static void
draw_link (VdtPages          *self,
           const VdtPageLink *link,
           cairo_t           *cr)
{
  g_autoptr(GString) attributes = g_string_new ("rect=[");

  append_number (attributes, link->x);
  append_number (attributes, link->y);
  append_number (attributes, link->w);
  append_number (attributes, link->h);
  g_string_append (attributes, "] ");
  if (link->target[0] == '#')
    {
      g_autofree char *name = place_name (link->target + 1);

      if (vdt_pages_find (self, link->target + 1) == 0)
        return;
      g_string_append_printf (attributes, "dest='%s'", name);
    }
  else
    {
      g_autofree char *uri = quoted (link->target);

      g_string_append_printf (attributes, "uri=%s", uri);
    }
  cairo_tag_begin (cr, CAIRO_TAG_LINK, attributes->str);
  cairo_tag_end (cr, CAIRO_TAG_LINK);
}

/**
 * vdt_pages_draw_links:
 * @self: pages
 * @page: from 0
 * @cr: of a PDF surface
 *
 * Puts the page's links and the names of its places.
 */
void
vdt_pages_draw_links (VdtPages *self,
                      guint     page,
                      cairo_t  *cr)
{
  VdtPage *at = g_ptr_array_index (self->pages, page);

  for (guint i = 0; i < at->places->len; i++)
    {
      const VdtPagePlace *place = &g_array_index (at->places, VdtPagePlace, i);
      g_autofree char *name = place_name (place->id);
      g_autoptr(GString) attributes = g_string_new (NULL);

      g_string_append_printf (attributes, "name='%s' x=0 y=", name);
      append_number (attributes, MAX (place->y - 12, 0));
      cairo_tag_begin (cr, CAIRO_TAG_DEST, attributes->str);
      cairo_tag_end (cr, CAIRO_TAG_DEST);
    }
  for (guint i = 0; i < at->links->len; i++)
    draw_link (self, &g_array_index (at->links, VdtPageLink, i), cr);
}

static void
add_outline (VdtPages        *pages,
             cairo_surface_t *surface)
{
  GArray *headings = vdt_pages_get_headings (pages);
  int parents[8] = { CAIRO_PDF_OUTLINE_ROOT };

  for (guint i = 0; i < headings->len; i++)
    {
      const VdtPagesHeading *heading = &g_array_index (headings, VdtPagesHeading, i);
      g_autofree char *name = place_name (heading->target);
      g_autofree char *attributes = g_strdup_printf ("dest='%s'", name);
      guint level = CLAMP (heading->level, 1, 6);
      int id = cairo_pdf_surface_add_outline (surface, parents[level - 1], heading->title, attributes,
                                              CAIRO_PDF_OUTLINE_FLAG_OPEN);

      for (guint l = level; l < G_N_ELEMENTS (parents); l++)
        parents[l] = id;
    }
}

static void
set_metadata (VdtDocument     *document,
              cairo_surface_t *surface)
{
  if (document->title != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, document->title);
  if (document->author != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, document->author);
  if (document->tlp != NULL)
    {
      g_autofree char *subject = g_strconcat ("TLP:", document->tlp, NULL);

      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, subject);
    }
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Vedette " VDT_VERSION);
  if (document->made_at != VDT_TIME_UNSET)
    {
      g_autofree char *made = vdt_time_format (document->made_at - document->made_at % G_TIME_SPAN_SECOND,
                                               VDT_TIME_ISO);

      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, made);
    }
}

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  int fd = *(int *) closure;

  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return CAIRO_STATUS_WRITE_ERROR;
      data += n;
      length -= (unsigned int) n;
    }

  return CAIRO_STATUS_SUCCESS;
}

/**
 * vdt_write_pdf:
 * @document: a document
 * @fd: where to
 * @cancellable: (nullable): stops it
 * @progress: (nullable): is told how far it is
 * @user_data: for @progress
 * @error: return location for a %VDT_ERROR_FAILED or %G_IO_ERROR_CANCELLED
 *
 * Returns: %TRUE if all of it is written
 */
gboolean
vdt_write_pdf (VdtDocument       *document,
               int                fd,
               GCancellable      *cancellable,
               VdtWriteProgress   progress,
               gpointer           user_data,
               GError           **error)
{
  g_autoptr(VdtPages) pages = vdt_pages_new (document, cancellable);
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, &fd, VDT_PAGE_WIDTH, VDT_PAGE_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  guint n = vdt_pages_get_n (pages);
  cairo_status_t status;

  set_metadata (document, surface);
  add_outline (pages, surface);
  for (guint i = 0; i < n && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autofree char *label = g_strdup_printf ("%u", i + 1);

      cairo_pdf_surface_set_page_label (surface, label);
      vdt_pages_draw (pages, i, cr);
      vdt_pages_draw_links (pages, i, cr);
      cairo_show_page (cr);
      if (progress != NULL)
        progress ((double) (i + 1) / n, user_data);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, VDT_ERROR, VDT_ERROR_FAILED, "The PDF cannot be written: %s", cairo_status_to_string (status));

  return status == CAIRO_STATUS_SUCCESS;
}
