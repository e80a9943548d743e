/* vdt-session-report-edit.c
 *
 * Reports that are kept: saved at every keystroke, in versions, accepted paragraph by
 * paragraph.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-build.h"
#include "vdt-md.h"
#include "vdt-report-diff.h"
#include "vdt-session-report-private.h"
#include "vdt-store-report.h"

/* Saving: one at a time a report; what changes meanwhile is saved after it. */
typedef enum
{
  SAVING_NOT,
  SAVING_ONE,
  SAVING_AND_AGAIN
} Saving;

static Saving
get_saving (VdtSession *self,
            VdtReport  *report)
{
  return (Saving) GPOINTER_TO_UINT (g_hash_table_lookup (self->reports_saving, report));
}

static void
set_saving (VdtSession *self,
            VdtReport  *report,
            Saving      saving)
{
  if (saving == SAVING_NOT)
    g_hash_table_remove (self->reports_saving, report);
  else
    g_hash_table_insert (self->reports_saving, report, GUINT_TO_POINTER (saving));
}

typedef struct
{
  VdtSession *session;
  VdtReport  *report;
} Save;

static void
autosaved_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Save *save = user_data;
  g_autoptr(VdtSession) self = save->session;
  g_autoptr(VdtReport) report = save->report;
  g_autoptr(GError) error = NULL;
  gboolean again = get_saving (self, report) == SAVING_AND_AGAIN;

  g_free (save);
  if (vdt_store_save_report_finish (VDT_STORE (object), result, &error) == 0)
    g_message ("a report cannot be saved: %s", error->message);
  set_saving (self, report, SAVING_NOT);
  if (again && self->store != NULL)
    vdt_session_save_report (self, report);
}

/**
 * vdt_session_save_report:
 * @self: an open session
 * @report: a report
 *
 * Keeps the report as it is now. To be called at every keystroke: while one save is
 * under way the next waits, and only the last is done.
 */
void
vdt_session_save_report (VdtSession *self,
                         VdtReport  *report)
{
  Save *save;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);
  g_return_if_fail (VDT_IS_REPORT (report));

  if (get_saving (self, report) != SAVING_NOT)
    {
      set_saving (self, report, SAVING_AND_AGAIN);
      return;
    }

  set_saving (self, report, SAVING_ONE);
  save = g_new0 (Save, 1);
  save->session = g_object_ref (self);
  save->report = g_object_ref (report);
  vdt_record_set_time (report, "updated-at", self->clock (self->clock_data));
  vdt_store_save_report_async (self->store, report, FALSE, NULL, NULL, autosaved_cb, save);
}

static void
version_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtReport *report = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  guint version = vdt_store_save_report_finish (VDT_STORE (object), result, &error);

  if (version == 0)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  vdt_record_set_count (report, "version", version - 1);
  g_task_return_boolean (task, TRUE);
}

/**
 * vdt_session_save_report_version_async:
 * @self: an open session
 * @report: a report
 * @note: (nullable): what the version is
 * @cancellable: (nullable): stops it
 * @callback: called once it is on the disk
 * @user_data: for @callback
 *
 * Keeps a version that never changes; none if nothing has since the last.
 */
void
vdt_session_save_report_version_async (VdtSession          *self,
                                       VdtReport           *report,
                                       const char          *note,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);
  g_return_if_fail (VDT_IS_REPORT (report));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_save_report_version_async);
  g_task_set_task_data (task, g_object_ref (report), g_object_unref);
  vdt_store_save_report_async (self->store, report, TRUE, note, cancellable, version_cb, task);
}

gboolean
vdt_session_save_report_version_finish (VdtSession    *self,
                                        GAsyncResult  *result,
                                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  GListModel *list = vdt_store_report_finish (VDT_STORE (object), result, &error);

  if (list != NULL)
    g_task_return_pointer (task, list, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * vdt_session_list_reports_async:
 * @self: an open session
 * @incident_id: (nullable): an incident; %NULL for all reports
 * @cancellable: (nullable): stops it
 * @callback: called once
 * @user_data: for @callback
 */
void
vdt_session_list_reports_async (VdtSession          *self,
                                const char          *incident_id,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_list_reports_async);
  vdt_store_list_reports_async (self->store, incident_id, cancellable, listed_cb, task);
}

/* Returns: (transfer full) (element-type VdtReport) (nullable): the last changed first */
GListModel *
vdt_session_list_reports_finish (VdtSession    *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
vdt_session_list_report_versions_async (VdtSession          *self,
                                        VdtReport           *report,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);
  g_return_if_fail (VDT_IS_REPORT (report));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_list_report_versions_async);
  vdt_store_list_report_versions_async (self->store, vdt_report_get_id (report), cancellable, listed_cb, task);
}

/* Returns: (transfer full) (element-type VdtReportVersion) (nullable): the newest first */
GListModel *
vdt_session_list_report_versions_finish (VdtSession    *self,
                                         GAsyncResult  *result,
                                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * vdt_session_diff_report_version:
 * @self: a session
 * @report: a report
 * @version: one of its versions
 *
 * Returns: (transfer full): what differs in the report now: lines that begin with two
 *   blanks, `- ` or `+ `, under `@ ` and the title of a section
 */
char *
vdt_session_diff_report_version (VdtSession       *self,
                                 VdtReport        *report,
                                 VdtReportVersion *version)
{
  g_autoptr(VdtReport) before = vdt_report_new (NULL);
  g_autoptr(GError) error = NULL;

  if (!vdt_report_from_fields (before, vdt_report_version_get_content (version), &error))
    return g_strdup (error->message);

  return vdt_report_diff (before, report);
}

/**
 * vdt_session_restore_report_version:
 * @self: an open session
 * @report: a report
 * @version: one of its versions
 * @error: return location for %VDT_ERROR_FORMAT
 *
 * Makes the report what it was, and saves that. Versions after it stay.
 *
 * Returns: %TRUE if it is
 */
gboolean
vdt_session_restore_report_version (VdtSession        *self,
                                    VdtReport         *report,
                                    VdtReportVersion  *version,
                                    GError           **error)
{
  if (!vdt_report_from_fields (report, vdt_report_version_get_content (version), error))
    return FALSE;

  vdt_session_save_report (self, report);

  return TRUE;
}

/**
 * vdt_session_edit_section:
 * @self: an open session
 * @report: a report
 * @section: one of its sections
 * @body: its new text
 *
 * What an editor calls at every keystroke: the text is saved, and the section's state
 * follows.
 */
void
vdt_session_edit_section (VdtSession       *self,
                          VdtReport        *report,
                          VdtReportSection *section,
                          const char       *body)
{
  vdt_report_section_set_body (section, body);
  vdt_report_settle (section);
  vdt_session_save_report (self, report);
}

/**
 * vdt_session_get_paragraphs:
 * @self: a session
 * @section: a section
 *
 * Returns: (transfer full) (element-type VdtReportParagraph): what stands in the margin
 */
GArray *
vdt_session_get_paragraphs (VdtSession       *self,
                            VdtReportSection *section)
{
  g_autoptr(GArray) paragraphs = vdt_report_paragraphs (section);
  GArray *out = g_array_sized_new (FALSE, FALSE, sizeof (VdtReportParagraph), paragraphs->len);

  for (guint i = 0; i < paragraphs->len; i++)
    {
      const VdtParagraph *paragraph = &g_array_index (paragraphs, VdtParagraph, i);
      VdtReportParagraph made = { paragraph->first_line, paragraph->last_line, paragraph->n_citations,
                                  paragraph->state };

      g_array_append_val (out, made);
    }

  return out;
}

void
vdt_session_accept_paragraph (VdtSession       *self,
                              VdtReport        *report,
                              VdtReportSection *section,
                              guint             paragraph)
{
  vdt_report_accept (section, paragraph);
  vdt_session_save_report (self, report);
}

/**
 * vdt_session_accept_all_cited:
 * @self: an open session
 * @report: a report
 *
 * Returns: how many paragraphs are still only proposed, since they name no source
 */
guint
vdt_session_accept_all_cited (VdtSession *self,
                              VdtReport  *report)
{
  guint n_open = vdt_report_accept_all_cited (report);

  vdt_session_save_report (self, report);

  return n_open;
}

static void
append_statement (GString      *out,
                  VdtReport    *report,
                  VdtProposal  *proposal,
                  VdtStatement *statement)
{
  const char * const *ids = vdt_statement_get_fact_ids (statement);
  g_autofree char *text = vdt_md_escape (vdt_statement_get_text (statement));

  g_string_append_printf (out, "%s%s", out->len > 0 ? "\n\n" : "", text);
  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      VdtFact *fact = vdt_proposal_find_fact (proposal, ids[i]);

      if (fact != NULL)
        g_string_append_printf (out, "%s[^%u]", i == 0 ? " " : "", vdt_report_cite (report, fact));
    }
}

/**
 * vdt_session_put_beside:
 * @self: an open session
 * @report: a report
 * @section: one of its sections
 * @proposal: what a model said
 *
 * Puts an answer beside the text of a section, a paragraph a sentence with its sources.
 * It is in the report only when someone takes it.
 */
void
vdt_session_put_beside (VdtSession       *self,
                        VdtReport        *report,
                        VdtReportSection *section,
                        VdtProposal      *proposal)
{
  GListModel *statements = vdt_proposal_get_statements (proposal);
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);

      if (g_strcmp0 (vdt_statement_get_section (statement), "question") != 0)
        append_statement (out, report, proposal, statement);
    }
  if (out->len == 0)
    return;

  vdt_record_set_text (section, "beside", out->str);
  vdt_session_save_report (self, report);
}

/* Decides between a text and the newer draft beside it. */
void
vdt_session_take_beside (VdtSession       *self,
                         VdtReport        *report,
                         VdtReportSection *section,
                         gboolean          take)
{
  vdt_report_take_beside (section, take);
  vdt_session_save_report (self, report);
}

/* Numbers the citations in the order of the text. */
void
vdt_session_renumber_report (VdtSession *self,
                             VdtReport  *report)
{
  vdt_report_renumber (report);
  vdt_session_save_report (self, report);
}

/* Returns: (transfer none): names of figures and tables, for `![Caption](vedette:NAME)` */
const char * const *
vdt_session_get_report_figures (VdtSession *self)
{
  static const char *const names[] = { "timeline", "matrix", "graph", "severity", "evidence", "log", NULL };

  return names;
}
