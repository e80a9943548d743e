/* vdt-statement.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-statement.h"

/**
 * VdtStatement:
 *
 * One sentence of the copilot, and the ids of the facts it rests on. One that rests
 * on none has the origin `inference`; the built-in engine makes no such.
 */
struct _VdtStatement
{
  VdtRecord   parent_instance;

  char       *section;  /* `headline`, `start`, `course` … */
  char       *text;  /* plain text; foreign text in it is inert */
  char      **fact_ids;
  char       *origin;  /* `builtin`, `model`, `inference` or `person` */
  char       *change;  /* against the version before: `same`, `changed`, `new` */

  GArray      *spans;
};

G_DEFINE_FINAL_TYPE (VdtStatement, vdt_statement, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "section", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtStatement, section) },
  { "text", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtStatement, text) },
  { "fact-ids", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtStatement, fact_ids) },
  { "origin", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtStatement, origin) },
  { "change", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtStatement, change) },
};

static void
span_clear (gpointer data)
{
  VdtSpan *span = data;

  g_free (span->ref);
}

static void
vdt_statement_finalize (GObject *object)
{
  VdtStatement *self = VDT_STATEMENT (object);

  g_array_unref (self->spans);

  G_OBJECT_CLASS (vdt_statement_parent_class)->finalize (object);
}

static void
vdt_statement_class_init (VdtStatementClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_statement_finalize;
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_statement_init (VdtStatement *self)
{
  self->spans = g_array_new (FALSE, FALSE, sizeof (VdtSpan));
  g_array_set_clear_func (self->spans, span_clear);
}

VdtStatement *
vdt_statement_new (const char         *section,
                   const char         *text,
                   const char * const *fact_ids,
                   const char         *origin)
{
  return g_object_new (VDT_TYPE_STATEMENT,
                       "section", section,
                       "text", text,
                       "fact-ids", fact_ids,
                       "origin", origin,
                       NULL);
}

const char *
vdt_statement_get_section (VdtStatement *self)
{
  g_return_val_if_fail (VDT_IS_STATEMENT (self), NULL);

  return self->section;
}

const char *
vdt_statement_get_text (VdtStatement *self)
{
  g_return_val_if_fail (VDT_IS_STATEMENT (self), NULL);

  return self->text;
}

const char * const *
vdt_statement_get_fact_ids (VdtStatement *self)
{
  return vdt_record_get_words (self, "fact-ids");
}

const char *
vdt_statement_get_origin (VdtStatement *self)
{
  g_return_val_if_fail (VDT_IS_STATEMENT (self), NULL);

  return self->origin;
}

const char *
vdt_statement_get_change (VdtStatement *self)
{
  g_return_val_if_fail (VDT_IS_STATEMENT (self), NULL);

  return self->change;
}

/**
 * vdt_statement_add_span:
 * @self: a statement
 * @start: first byte in the text
 * @length: bytes
 * @kind: what is there
 * @ref: (nullable): what it leads to
 * @marked: whether something in it was made visible
 *
 * Spans are added in the order of the text and do not overlap.
 */
void
vdt_statement_add_span (VdtStatement *self,
                        guint         start,
                        guint         length,
                        VdtSpanKind   kind,
                        const char   *ref,
                        gboolean      marked)
{
  VdtSpan span = { start, length, kind, g_strdup (ref), marked };

  g_return_if_fail (VDT_IS_STATEMENT (self));

  g_array_append_val (self->spans, span);
}

guint
vdt_statement_get_n_spans (VdtStatement *self)
{
  g_return_val_if_fail (VDT_IS_STATEMENT (self), 0);

  return self->spans->len;
}

const VdtSpan *
vdt_statement_get_span (VdtStatement *self,
                        guint         index)
{
  g_return_val_if_fail (VDT_IS_STATEMENT (self), NULL);
  g_return_val_if_fail (index < self->spans->len, NULL);

  return &g_array_index (self->spans, VdtSpan, index);
}
