/* vdt-report-section.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-section.h"

/**
 * VdtReportSection:
 *
 * One section of a report: Markdown that an analyst edits, beside what was drafted.
 *
 * A citation in the text is written `[^12]`, where 12 is a number of the report's
 * list of citations. What was accepted is kept by paragraph, as the hash of its text,
 * so that a mark stays with its paragraph when others are moved, and goes when it is
 * edited.
 *
 * States: `proposed` (as drafted), `accepted` (every paragraph), `edited`.
 */
struct _VdtReportSection
{
  VdtRecord   parent_instance;

  char       *id;        /* the template's: `summary`, `timeline` … */
  char       *title;
  char       *body;      /* Markdown, without the section's own heading */
  char       *drafted;   /* the body as it was drafted; what was edited differs from it */
  char       *beside;    /* a newer draft beside a body that was edited or accepted */
  char       *state;
  gboolean    included;  /* whether it is exported */
  char      **accepted;  /* hashes of accepted paragraphs */
};

G_DEFINE_FINAL_TYPE (VdtReportSection, vdt_report_section, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReportSection, id) },
  { "title", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReportSection, title) },
  { "body", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReportSection, body) },
  { "drafted", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReportSection, drafted) },
  { "beside", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReportSection, beside) },
  { "state", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtReportSection, state) },
  { "included", VDT_SLOT_FLAG, G_STRUCT_OFFSET (VdtReportSection, included) },
  { "accepted", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtReportSection, accepted) },
};

static void
vdt_report_section_class_init (VdtReportSectionClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_report_section_init (VdtReportSection *self)
{
}

/**
 * vdt_report_section_new:
 * @id: the template's name for it
 * @title: its heading
 * @body: (nullable): Markdown; it is also what was drafted
 *
 * Returns: (transfer full): a section that is proposed and will be exported
 */
VdtReportSection *
vdt_report_section_new (const char *id,
                        const char *title,
                        const char *body)
{
  g_return_val_if_fail (id != NULL && title != NULL, NULL);

  return g_object_new (VDT_TYPE_REPORT_SECTION,
                       "id", id,
                       "title", title,
                       "body", body != NULL ? body : "",
                       "drafted", body != NULL ? body : "",
                       "state", "proposed",
                       "included", TRUE,
                       NULL);
}

const char *
vdt_report_section_get_id (VdtReportSection *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_SECTION (self), NULL);

  return self->id;
}

const char *
vdt_report_section_get_title (VdtReportSection *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_SECTION (self), NULL);

  return self->title;
}

/**
 * vdt_report_section_get_body:
 * @self: a section
 *
 * Returns: (transfer none): its Markdown, never %NULL
 */
const char *
vdt_report_section_get_body (VdtReportSection *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_SECTION (self), NULL);

  return self->body != NULL ? self->body : "";
}

void
vdt_report_section_set_body (VdtReportSection *self,
                             const char       *body)
{
  g_return_if_fail (VDT_IS_REPORT_SECTION (self));

  vdt_record_set_text (self, "body", body);
}

const char *
vdt_report_section_get_drafted (VdtReportSection *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_SECTION (self), NULL);

  return self->drafted;
}

/**
 * vdt_report_section_get_beside:
 * @self: a section
 *
 * Returns: (transfer none) (nullable): a newer draft that waits for a decision
 */
const char *
vdt_report_section_get_beside (VdtReportSection *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_SECTION (self), NULL);

  return self->beside;
}

const char *
vdt_report_section_get_state (VdtReportSection *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_SECTION (self), NULL);

  return self->state;
}

gboolean
vdt_report_section_get_included (VdtReportSection *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_SECTION (self), FALSE);

  return self->included;
}

const char * const *
vdt_report_section_get_accepted (VdtReportSection *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_SECTION (self), NULL);

  return vdt_record_get_words (self, "accepted");
}
