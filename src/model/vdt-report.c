/* vdt-report.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report.h"

#include "vdt-error.h"
#include "vdt-time.h"

/**
 * VdtReport:
 *
 * A report on an incident, or on none: sections of Markdown and the facts that they
 * cite (docs/report.md).
 *
 * A citation in a section is `[^N]`, where N is a number of #VdtReport:citations. A
 * number is given once and means the same fact until vdt_report_set_numbers() puts
 * them in the order of the text, so that text that is cut and pasted keeps its sources.
 */
struct _VdtReport
{
  VdtRecord    parent_instance;

  char        *id;
  char        *incident_id;  /* NULL for a report on no incident */
  char        *template_id;
  char        *title;
  char        *language;     /* of the report: `en`, `de` */
  char        *tlp;          /* `RED`, `AMBER+STRICT`, `AMBER`, `GREEN`, `CLEAR`; NULL for no mark */
  char       **redact;       /* kinds of names that an export replaces: `user`, `device` … */
  gboolean     defang;       /* whether an export defangs addresses */
  char        *author;
  gint64       created_at;
  gint64       updated_at;
  guint        version;      /* the newest that was saved as one; 0 before the first */
  GListStore  *sections;
  GListStore  *facts;
  GListStore  *citations;

  GHashTable  *numbers;      /* fact id → number; NULL until it is needed */
  guint        last_number;
};

G_DEFINE_FINAL_TYPE (VdtReport, vdt_report, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReport, id) },
  { "incident-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReport, incident_id) },
  { "template-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReport, template_id) },
  { "title", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReport, title) },
  { "language", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtReport, language) },
  { "tlp", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtReport, tlp) },
  { "redact", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtReport, redact) },
  { "defang", VDT_SLOT_FLAG, G_STRUCT_OFFSET (VdtReport, defang) },
  { "author", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReport, author) },
  { "created-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtReport, created_at) },
  { "updated-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtReport, updated_at) },
  { "version", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtReport, version) },
  { "sections", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtReport, sections), vdt_report_section_get_type },
  { "facts", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtReport, facts), vdt_fact_get_type },
  { "citations", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtReport, citations), vdt_citation_get_type },
};

/* What a version keeps of the report, of a section, of a fact. */
static const char *const head_values[] = {
  "incident-id", "template-id", "title", "language", "tlp", "redact", "defang", "author", NULL
};
static const char *const section_values[] = {
  "id", "title", "body", "drafted", "beside", "state", "included", "accepted", NULL
};
static const char *const fact_values[] = {
  "id", "kind", "incident-id", "target-id", "at", "title", "text", NULL
};
static const char *const citation_values[] = { "number", "fact-id", NULL };

static void
vdt_report_finalize (GObject *object)
{
  VdtReport *self = VDT_REPORT (object);

  g_clear_pointer (&self->numbers, g_hash_table_unref);

  G_OBJECT_CLASS (vdt_report_parent_class)->finalize (object);
}

static void
vdt_report_class_init (VdtReportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_report_finalize;
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_report_init (VdtReport *self)
{
}

/**
 * vdt_report_new:
 * @incident_id: (nullable): what it is about
 *
 * Returns: (transfer full): a report without sections, with an id of its own
 */
VdtReport *
vdt_report_new (const char *incident_id)
{
  g_autofree char *id = g_uuid_string_random ();

  return g_object_new (VDT_TYPE_REPORT, "id", id, "incident-id", incident_id, "language", "en",
                       "defang", TRUE, NULL);
}

const char *
vdt_report_get_id (VdtReport *self)
{
  g_return_val_if_fail (VDT_IS_REPORT (self), NULL);

  return self->id;
}

const char *
vdt_report_get_incident_id (VdtReport *self)
{
  g_return_val_if_fail (VDT_IS_REPORT (self), NULL);

  return self->incident_id;
}

const char *
vdt_report_get_template_id (VdtReport *self)
{
  g_return_val_if_fail (VDT_IS_REPORT (self), NULL);

  return self->template_id;
}

const char *
vdt_report_get_title (VdtReport *self)
{
  g_return_val_if_fail (VDT_IS_REPORT (self), NULL);

  return self->title;
}

const char *
vdt_report_get_language (VdtReport *self)
{
  g_return_val_if_fail (VDT_IS_REPORT (self), NULL);

  return self->language;
}

const char *
vdt_report_get_tlp (VdtReport *self)
{
  g_return_val_if_fail (VDT_IS_REPORT (self), NULL);

  return self->tlp;
}

const char * const *
vdt_report_get_redact (VdtReport *self)
{
  g_return_val_if_fail (VDT_IS_REPORT (self), NULL);

  return vdt_record_get_words (self, "redact");
}

gboolean
vdt_report_get_defang (VdtReport *self)
{
  g_return_val_if_fail (VDT_IS_REPORT (self), FALSE);

  return self->defang;
}

const char *
vdt_report_get_author (VdtReport *self)
{
  g_return_val_if_fail (VDT_IS_REPORT (self), NULL);

  return self->author;
}

gint64
vdt_report_get_created_at (VdtReport *self)
{
  g_return_val_if_fail (VDT_IS_REPORT (self), VDT_TIME_UNSET);

  return self->created_at;
}

guint
vdt_report_get_version (VdtReport *self)
{
  g_return_val_if_fail (VDT_IS_REPORT (self), 0);

  return self->version;
}

GListModel *
vdt_report_get_sections (VdtReport *self)
{
  g_return_val_if_fail (VDT_IS_REPORT (self), NULL);

  return G_LIST_MODEL (self->sections);
}

GListModel *
vdt_report_get_facts (VdtReport *self)
{
  g_return_val_if_fail (VDT_IS_REPORT (self), NULL);

  return G_LIST_MODEL (self->facts);
}

GListModel *
vdt_report_get_citations (VdtReport *self)
{
  g_return_val_if_fail (VDT_IS_REPORT (self), NULL);

  return G_LIST_MODEL (self->citations);
}

void
vdt_report_add_section (VdtReport        *self,
                        VdtReportSection *section)
{
  g_return_if_fail (VDT_IS_REPORT (self));
  g_return_if_fail (VDT_IS_REPORT_SECTION (section));

  g_list_store_append (self->sections, section);
}

/**
 * vdt_report_find_section:
 * @self: a report
 * @id: a section's id
 *
 * Returns: (transfer none) (nullable): the section
 */
VdtReportSection *
vdt_report_find_section (VdtReport  *self,
                         const char *id)
{
  g_return_val_if_fail (VDT_IS_REPORT (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->sections)); i++)
    {
      g_autoptr(VdtReportSection) section = g_list_model_get_item (G_LIST_MODEL (self->sections), i);

      if (g_strcmp0 (vdt_report_section_get_id (section), id) == 0)
        return section;
    }

  return NULL;
}

/* The numbers by fact. */
static GHashTable *
get_numbers (VdtReport *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->citations));

  if (self->numbers != NULL)
    return self->numbers;

  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->last_number = 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtCitation) citation = g_list_model_get_item (G_LIST_MODEL (self->citations), i);
      guint number = vdt_citation_get_number (citation);

      if (vdt_citation_get_fact_id (citation) != NULL)
        g_hash_table_insert (self->numbers, g_strdup (vdt_citation_get_fact_id (citation)),
                             GUINT_TO_POINTER (number));
      self->last_number = MAX (self->last_number, number);
    }

  return self->numbers;
}

/**
 * vdt_report_find_number:
 * @self: a report
 * @fact_id: a fact
 *
 * Returns: its number, from 1; 0 if the report has none for it
 */
guint
vdt_report_find_number (VdtReport  *self,
                        const char *fact_id)
{
  g_return_val_if_fail (VDT_IS_REPORT (self), 0);
  g_return_val_if_fail (fact_id != NULL, 0);

  return GPOINTER_TO_UINT (g_hash_table_lookup (get_numbers (self), fact_id));
}

/**
 * vdt_report_cite:
 * @self: a report
 * @fact: (transfer none): what a sentence rests on
 *
 * Returns: the number that `[^N]` names it by; the fact's own if it has one, else the
 *   next that is free
 */
guint
vdt_report_cite (VdtReport *self,
                 VdtFact   *fact)
{
  guint number;
  g_autoptr(VdtCitation) citation = NULL;

  g_return_val_if_fail (VDT_IS_REPORT (self), 0);
  g_return_val_if_fail (VDT_IS_FACT (fact), 0);

  number = vdt_report_find_number (self, vdt_fact_get_id (fact));
  if (number != 0)
    return number;

  number = ++self->last_number;
  citation = vdt_citation_new ();
  vdt_record_set_count (citation, "number", number);
  vdt_record_set_text (citation, "fact-id", vdt_fact_get_id (fact));
  g_list_store_append (self->facts, fact);
  g_list_store_append (self->citations, citation);
  g_hash_table_insert (self->numbers, g_strdup (vdt_fact_get_id (fact)), GUINT_TO_POINTER (number));

  return number;
}

/**
 * vdt_report_find_cited:
 * @self: a report
 * @number: a citation's number
 *
 * Returns: (transfer none) (nullable): the fact that it names
 */
VdtFact *
vdt_report_find_cited (VdtReport *self,
                       guint      number)
{
  g_return_val_if_fail (VDT_IS_REPORT (self), NULL);

  /* facts and citations are two lists of the same order */
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->citations)); i++)
    {
      g_autoptr(VdtCitation) citation = g_list_model_get_item (G_LIST_MODEL (self->citations), i);
      g_autoptr(VdtFact) fact = g_list_model_get_item (G_LIST_MODEL (self->facts), i);

      if (vdt_citation_get_number (citation) == number)
        return fact;
    }

  return NULL;
}

/**
 * vdt_report_set_numbers:
 * @self: a report
 * @numbers: for each citation of the list, in its order, the new number
 * @n_numbers: how many; as many as there are citations
 *
 * Gives every citation a new number. The sections are the caller's to rewrite.
 */
void
vdt_report_set_numbers (VdtReport   *self,
                        const guint *numbers,
                        guint        n_numbers)
{
  g_return_if_fail (VDT_IS_REPORT (self));
  g_return_if_fail (n_numbers == g_list_model_get_n_items (G_LIST_MODEL (self->citations)));

  g_clear_pointer (&self->numbers, g_hash_table_unref);
  for (guint i = 0; i < n_numbers; i++)
    {
      g_autoptr(VdtCitation) citation = g_list_model_get_item (G_LIST_MODEL (self->citations), i);

      vdt_record_set_count (citation, "number", numbers[i]);
    }
}

static void
add_values (VdtFieldsBuilder  *builder,
            const char        *prefix,
            gpointer           record,
            const char *const *properties)
{
  for (guint i = 0; properties[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (prefix, properties[i], NULL);
      g_autofree char *value = vdt_record_dup_value (record, properties[i]);

      if (value != NULL)
        vdt_fields_builder_add (builder, path, VDT_FIELD_STRING, value, -1);
    }
}

static void
add_list (VdtFieldsBuilder  *builder,
          const char        *name,
          GListModel        *list,
          const char *const *properties)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(GObject) record = g_list_model_get_item (list, i);
      g_autofree char *prefix = g_strdup_printf ("%s[%u].", name, i);

      add_values (builder, prefix, record, properties);
    }
}

/**
 * vdt_report_to_fields:
 * @self: a report
 *
 * Returns: (transfer full): all that a version keeps of it; the database stores this
 */
VdtFields *
vdt_report_to_fields (VdtReport *self)
{
  VdtFieldsBuilder *builder = vdt_fields_builder_new ();

  g_return_val_if_fail (VDT_IS_REPORT (self), NULL);

  add_values (builder, "", self, head_values);
  add_list (builder, "sections", G_LIST_MODEL (self->sections), section_values);
  add_list (builder, "facts", G_LIST_MODEL (self->facts), fact_values);
  add_list (builder, "citations", G_LIST_MODEL (self->citations), citation_values);

  return vdt_fields_builder_end (builder);
}

/* Reads records while there is one with the first of @properties. */
static void
read_list (VdtFields         *fields,
           const char        *name,
           GListStore        *into,
           const char *const *properties)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0;; i++)
    {
      g_autofree char *first = g_strdup_printf ("%s[%u].%s", name, i, properties[0]);
      gpointer record;

      if (vdt_fields_get (fields, first) == NULL)
        break;

      record = g_object_new (g_list_model_get_item_type (G_LIST_MODEL (into)), NULL);
      g_ptr_array_add (records, record);
      for (guint p = 0; properties[p] != NULL; p++)
        {
          g_autofree char *path = g_strdup_printf ("%s[%u].%s", name, i, properties[p]);

          vdt_record_set_value (record, properties[p], vdt_fields_get (fields, path));
        }
    }

  g_list_store_splice (into, 0, g_list_model_get_n_items (G_LIST_MODEL (into)), records->pdata, records->len);
}

/**
 * vdt_report_from_fields:
 * @self: a report; its id, times and version stay
 * @fields: what vdt_report_to_fields() gave
 * @error: return location for %VDT_ERROR_FORMAT
 *
 * Makes the report what it was when @fields were made.
 *
 * Returns: %TRUE; %FALSE if facts and citations do not match, and nothing was changed
 */
gboolean
vdt_report_from_fields (VdtReport  *self,
                        VdtFields  *fields,
                        GError    **error)
{
  g_autoptr(VdtReport) copy = NULL;

  g_return_val_if_fail (VDT_IS_REPORT (self), FALSE);
  g_return_val_if_fail (fields != NULL, FALSE);

  copy = g_object_new (VDT_TYPE_REPORT, NULL);
  read_list (fields, "facts", copy->facts, fact_values);
  read_list (fields, "citations", copy->citations, citation_values);
  if (g_list_model_get_n_items (G_LIST_MODEL (copy->facts)) !=
      g_list_model_get_n_items (G_LIST_MODEL (copy->citations)))
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_FORMAT, "a report has %u facts for %u citations",
                   g_list_model_get_n_items (G_LIST_MODEL (copy->facts)),
                   g_list_model_get_n_items (G_LIST_MODEL (copy->citations)));
      return FALSE;
    }

  g_clear_pointer (&self->numbers, g_hash_table_unref);
  for (guint i = 0; head_values[i] != NULL; i++)
    vdt_record_set_value (self, head_values[i], vdt_fields_get (fields, head_values[i]));
  read_list (fields, "sections", self->sections, section_values);
  read_list (fields, "facts", self->facts, fact_values);
  read_list (fields, "citations", self->citations, citation_values);

  return TRUE;
}
