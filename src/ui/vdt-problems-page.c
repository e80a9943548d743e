/* vdt-problems-page.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-problems-page.h"

#include <glib/gi18n.h>

#include "vdt-import-report.h"
#include "vdt-present.h"
#include "vdt-record-table.h"

/* One problem, as the table wants it. */
#define VDT_TYPE_PROBLEM_ITEM (vdt_problem_item_get_type ())
G_DECLARE_FINAL_TYPE (VdtProblemItem, vdt_problem_item, VDT, PROBLEM_ITEM, GObject)

struct _VdtProblemItem
{
  GObject  parent_instance;

  char    *file;
  char    *where;
  char    *message;
};

G_DEFINE_FINAL_TYPE (VdtProblemItem, vdt_problem_item, G_TYPE_OBJECT)

static void
vdt_problem_item_finalize (GObject *object)
{
  VdtProblemItem *self = VDT_PROBLEM_ITEM (object);

  g_free (self->file);
  g_free (self->where);
  g_free (self->message);

  G_OBJECT_CLASS (vdt_problem_item_parent_class)->finalize (object);
}

static void
vdt_problem_item_class_init (VdtProblemItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_problem_item_finalize;
}

static void
vdt_problem_item_init (VdtProblemItem *self)
{
}

/**
 * VdtProblemsPage:
 *
 * The records of the last import that were left out or changed, with the file,
 * the place in it and the reason.
 */
struct _VdtProblemsPage
{
  VdtPage         parent_instance;

  VdtRecordTable *table;
  GListStore     *items;
};

G_DEFINE_FINAL_TYPE (VdtProblemsPage, vdt_problems_page, VDT_TYPE_PAGE)

static char *
problem_file (gpointer    item,
              const char *property)
{
  return vdt_present_text (VDT_PROBLEM_ITEM (item)->file);
}

static char *
problem_where (gpointer    item,
               const char *property)
{
  return vdt_present_text (VDT_PROBLEM_ITEM (item)->where);
}

static char *
problem_message (gpointer    item,
                 const char *property)
{
  return vdt_present_text (VDT_PROBLEM_ITEM (item)->message);
}

static const VdtRecordColumn columns[] = {
  { N_("File"), 220, NULL, problem_file, NULL, NULL, NULL },
  { N_("Where"), 240, NULL, problem_where, NULL, NULL, NULL },
  { N_("Problem"), 0, NULL, problem_message, NULL, NULL, NULL },
};

static void
vdt_problems_page_search (VdtPage *page)
{
  vdt_record_table_search (VDT_PROBLEMS_PAGE (page)->table, NULL);
}

static gboolean
vdt_problems_page_leave (VdtPage *page)
{
  return vdt_record_table_leave (VDT_PROBLEMS_PAGE (page)->table);
}

static void
vdt_problems_page_focus_start (VdtPage *page)
{
  vdt_record_table_focus_start (VDT_PROBLEMS_PAGE (page)->table);
}

static void
vdt_problems_page_finalize (GObject *object)
{
  g_clear_object (&VDT_PROBLEMS_PAGE (object)->items);

  G_OBJECT_CLASS (vdt_problems_page_parent_class)->finalize (object);
}

static void
vdt_problems_page_class_init (VdtProblemsPageClass *klass)
{
  VdtPageClass *page_class = VDT_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vdt_problems_page_finalize;
  page_class->kind = "problems";
  page_class->search = vdt_problems_page_search;
  page_class->leave = vdt_problems_page_leave;
  page_class->focus_start = vdt_problems_page_focus_start;
}

static void
vdt_problems_page_init (VdtProblemsPage *self)
{
  self->items = g_list_store_new (VDT_TYPE_PROBLEM_ITEM);
  self->table = VDT_RECORD_TABLE (vdt_record_table_new (_("Import problems"), columns,
                                                        G_N_ELEMENTS (columns)));
  vdt_record_table_set_empty (self->table, "vdt-status-resolved-symbolic", _("No Problems"),
                              _("Every record of the last import was read."));
  vdt_record_table_set_model (self->table, G_LIST_MODEL (self->items));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->table));
  vdt_page_set_title (VDT_PAGE (self), _("Import Problems"));
  vdt_page_set_key (VDT_PAGE (self), "problems");
}

GtkWidget *
vdt_problems_page_new (void)
{
  return g_object_new (VDT_TYPE_PROBLEMS_PAGE, NULL);
}

/**
 * vdt_problems_page_set_reports:
 * @self: a page
 * @reports: (element-type VdtImportReport): of one import
 *
 * Lists the problems of an import.
 */
void
vdt_problems_page_set_reports (VdtProblemsPage *self,
                               GPtrArray       *reports)
{
  g_return_if_fail (VDT_IS_PROBLEMS_PAGE (self));

  g_list_store_remove_all (self->items);
  for (guint i = 0; i < reports->len; i++)
    {
      VdtImportReport *report = g_ptr_array_index (reports, i);

      for (guint j = 0; j < vdt_import_report_get_n_problems (report); j++)
        {
          const VdtImportProblem *problem = vdt_import_report_get_problem (report, j);
          g_autoptr(VdtProblemItem) item = g_object_new (VDT_TYPE_PROBLEM_ITEM, NULL);

          item->file = g_path_get_basename (vdt_import_report_get_path (report));
          item->where = g_strdup (problem->where);
          item->message = g_strdup (problem->message);
          g_list_store_append (self->items, item);
        }
    }
}
