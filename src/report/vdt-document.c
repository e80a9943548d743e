/* vdt-document.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-document.h"

#include "vdt-time.h"

static void
source_free (gpointer data)
{
  VdtSource *source = data;

  g_free (source->fact_id);
  g_free (source->kind);
  g_free (source->title);
  g_free (source->text);
  g_free (source);
}

/**
 * vdt_document_new:
 * @language: (nullable): what its own words are in
 *
 * Returns: (transfer full): an empty document
 */
VdtDocument *
vdt_document_new (const char *language)
{
  VdtDocument *self = g_new0 (VdtDocument, 1);

  self->root = vdt_doc_new (VDT_DOC_ROOT, NULL);
  self->words = vdt_words_new (language);
  self->made_at = VDT_TIME_UNSET;
  self->sources = g_ptr_array_new_with_free_func (source_free);
  self->figures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) vdt_figure_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/* Returns: (transfer none): a new source with the next number */
VdtSource *
vdt_document_add_source (VdtDocument *self,
                         const char  *fact_id)
{
  VdtSource *source = g_new0 (VdtSource, 1);

  source->fact_id = g_strdup (fact_id);
  source->number = self->sources->len + 1;
  source->at = VDT_TIME_UNSET;
  g_ptr_array_add (self->sources, source);

  return source;
}

VdtFigure *
vdt_document_get_figure (VdtDocument *self,
                         const char  *name)
{
  return g_hash_table_lookup (self->figures, name);
}

/* What stands below each page, beside the number. */
char *
vdt_document_dup_footer (VdtDocument *self)
{
  g_autofree char *made = self->made_at != VDT_TIME_UNSET ? vdt_time_format (self->made_at, VDT_TIME_DAY_MINUTE)
                                                          : NULL;

  return vdt_words_say (self->words, made != NULL ? "footer" : "footer.plain", "made", made, NULL);
}

void
vdt_document_free (VdtDocument *self)
{
  vdt_doc_free (self->root);
  vdt_words_free (self->words);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->author);
  g_free (self->tlp);
  g_free (self->incident_id);
  g_ptr_array_unref (self->sources);
  g_hash_table_unref (self->figures);
  g_ptr_array_unref (self->problems);
  g_free (self);
}
