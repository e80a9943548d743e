/* vdt-import-report.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-import-report.h"

#include "vdt-util.h"

/* A file can be wrong in a million places; a person reads some hundred. */
#define MAX_PROBLEMS 500

typedef struct
{
  char    *name;
  guint64  rows;
} Table;

/**
 * VdtImportReport:
 *
 * What became of one file: what was found in it, how much was imported, and
 * each place that was wrong. Made by the importer, read-only after that.
 */
struct _VdtImportReport
{
  gatomicrefcount  ref_count;
  char            *path;
  char            *format;
  gboolean         cancelled;
  gboolean         has_problem;     /* one that is more than a note */
  guint64          incidents;
  guint64          alerts;
  guint64          evidence;
  guint64          skipped;
  guint64          unlisted;
  GArray          *tables;          /* Table */
  GPtrArray       *problems;        /* VdtImportProblem */
};

G_DEFINE_BOXED_TYPE (VdtImportReport, vdt_import_report, vdt_import_report_ref, vdt_import_report_unref)

static void
problem_free (gpointer data)
{
  VdtImportProblem *problem = data;

  g_free (problem->where);
  g_free (problem->message);
  g_free (problem);
}

static void
table_clear (gpointer data)
{
  Table *table = data;

  g_free (table->name);
}

/**
 * vdt_import_report_new:
 * @path: the file, as a person knows it
 *
 * Returns: (transfer full): an empty report
 */
VdtImportReport *
vdt_import_report_new (const char *path)
{
  VdtImportReport *self = g_new0 (VdtImportReport, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->path = g_strdup (path);
  self->tables = g_array_new (FALSE, FALSE, sizeof (Table));
  g_array_set_clear_func (self->tables, table_clear);
  self->problems = g_ptr_array_new_with_free_func (problem_free);

  return self;
}

VdtImportReport *
vdt_import_report_ref (VdtImportReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
vdt_import_report_unref (VdtImportReport *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->path);
  g_free (self->format);
  g_array_unref (self->tables);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

const char *
vdt_import_report_get_path (VdtImportReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

/**
 * vdt_import_report_get_format:
 * @self: a report
 *
 * Returns: (nullable): nick of what the file turned out to be, `graph-incidents`
 */
const char *
vdt_import_report_get_format (VdtImportReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->format;
}

/**
 * vdt_import_report_get_verdict:
 * @self: a report
 *
 * Returns: what became of the file as a whole
 */
VdtImportVerdict
vdt_import_report_get_verdict (VdtImportReport *self)
{
  g_return_val_if_fail (self != NULL, VDT_IMPORT_REJECTED);

  if (self->cancelled)
    return VDT_IMPORT_CANCELLED;
  if (!self->has_problem)
    return VDT_IMPORT_ACCEPTED;

  return self->incidents + self->alerts + self->tables->len > 0 ? VDT_IMPORT_PARTIAL : VDT_IMPORT_REJECTED;
}

/**
 * vdt_import_verdict_to_nick:
 * @verdict: a verdict
 *
 * Returns: its name for output that programs read
 */
const char *
vdt_import_verdict_to_nick (VdtImportVerdict verdict)
{
  static const char *const nicks[] = { "accepted", "partial", "rejected", "cancelled" };

  return nicks[verdict];
}

/**
 * vdt_import_report_get_incidents:
 * @self: a report
 *
 * Returns: how many different incidents the file had, those included of which it
 *   only had alerts
 */
guint64
vdt_import_report_get_incidents (VdtImportReport *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->incidents;
}

guint64
vdt_import_report_get_alerts (VdtImportReport *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->alerts;
}

guint64
vdt_import_report_get_evidence (VdtImportReport *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->evidence;
}

/**
 * vdt_import_report_get_skipped:
 * @self: a report
 *
 * Returns: how many records were left out whole
 */
guint64
vdt_import_report_get_skipped (VdtImportReport *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->skipped;
}

guint
vdt_import_report_get_n_tables (VdtImportReport *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->tables->len;
}

/**
 * vdt_import_report_get_table:
 * @self: a report
 * @index: which
 * @out_rows: (out): how many rows the file had for it
 *
 * Returns: name of a hunting table
 */
const char *
vdt_import_report_get_table (VdtImportReport *self,
                             guint            index,
                             guint64         *out_rows)
{
  Table *table;

  g_return_val_if_fail (self != NULL && out_rows != NULL, NULL);

  *out_rows = 0;
  g_return_val_if_fail (index < self->tables->len, NULL);

  table = &g_array_index (self->tables, Table, index);
  *out_rows = table->rows;

  return table->name;
}

guint
vdt_import_report_get_n_problems (VdtImportReport *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->problems->len;
}

const VdtImportProblem *
vdt_import_report_get_problem (VdtImportReport *self,
                               guint            index)
{
  g_return_val_if_fail (self != NULL && index < self->problems->len, NULL);

  return g_ptr_array_index (self->problems, index);
}

/**
 * vdt_import_report_get_unlisted:
 * @self: a report
 *
 * Returns: how many problems there were beyond those that are listed
 */
guint64
vdt_import_report_get_unlisted (VdtImportReport *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->unlisted;
}

/**
 * vdt_import_report_set_format:
 * @self: a report
 * @format: nick of what was found; the first one stays, a second one makes it `mixed`
 */
void
vdt_import_report_set_format (VdtImportReport *self,
                              const char      *format)
{
  g_return_if_fail (self != NULL);

  if (self->format == NULL)
    self->format = g_strdup (format);
  else if (g_strcmp0 (self->format, format) != 0)
    vdt_set_str (&self->format, "mixed");
}

void
vdt_import_report_count (VdtImportReport *self,
                         guint64          incidents,
                         guint64          alerts,
                         guint64          evidence)
{
  g_return_if_fail (self != NULL);

  self->incidents += incidents;
  self->alerts += alerts;
  self->evidence += evidence;
}

void
vdt_import_report_count_skipped (VdtImportReport *self,
                                 guint64          n)
{
  g_return_if_fail (self != NULL);

  self->skipped += n;
}

/**
 * vdt_import_report_count_rows:
 * @self: a report
 * @table: a hunting table
 * @n: how many rows of it came now
 */
void
vdt_import_report_count_rows (VdtImportReport *self,
                              const char      *table,
                              guint64          n)
{
  Table added = { NULL, n };

  g_return_if_fail (self != NULL && table != NULL);

  for (guint i = 0; i < self->tables->len; i++)
    {
      Table *known = &g_array_index (self->tables, Table, i);

      if (g_strcmp0 (known->name, table) == 0)
        {
          known->rows += n;
          return;
        }
    }

  added.name = g_strdup (table);
  g_array_append_val (self->tables, added);
}

/**
 * vdt_import_report_add_problem:
 * @self: a report
 * @level: whether something was lost
 * @where: (nullable): place inside the file, `value[3].alerts[1], line 7`
 * @message: what is wrong and what was or is to be done
 */
void
vdt_import_report_add_problem (VdtImportReport *self,
                               VdtWireLevel     level,
                               const char      *where,
                               const char      *message)
{
  VdtImportProblem *problem;
  g_autofree char *name = NULL;

  g_return_if_fail (self != NULL && message != NULL);

  if (level == VDT_WIRE_PROBLEM)
    self->has_problem = TRUE;

  if (self->problems->len >= MAX_PROBLEMS)
    {
      self->unlisted++;
      return;
    }

  name = g_path_get_basename (self->path);
  problem = g_new0 (VdtImportProblem, 1);
  problem->level = level;
  problem->where = where != NULL && *where != '\0' ? g_strconcat (name, ": ", where, NULL) : g_strdup (name);
  problem->message = g_strdup (message);
  g_ptr_array_add (self->problems, problem);
}

void
vdt_import_report_set_cancelled (VdtImportReport *self)
{
  g_return_if_fail (self != NULL);

  self->cancelled = TRUE;
}
