/* vdt-record-table.h
 *
 * A table of records with search, order and selection: the alerts, assets,
 * evidence and log of an incident.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VdtRecordColumn:
 * @title: the header, untranslated
 * @width: in pixels; 0 takes what is left
 * @property: (nullable): the record's property that is shown; passed to the functions
 * @text: (transfer full): the cell's text; safe to show
 * @icon: (nullable): the cell's symbolic icon
 * @css_class: (nullable): the look of icon and text
 * @number: (nullable): what the column is sorted by, else by its text
 */
typedef struct
{
  const char   *title;
  int           width;
  const char   *property;
  char       *(*text)      (gpointer    item,
                            const char *property);
  const char *(*icon)      (gpointer    item,
                            const char *property);
  const char *(*css_class) (gpointer    item,
                            const char *property);
  gint64      (*number)    (gpointer    item,
                            const char *property);
} VdtRecordColumn;

#define VDT_TYPE_RECORD_TABLE (vdt_record_table_get_type ())
G_DECLARE_FINAL_TYPE (VdtRecordTable, vdt_record_table, VDT, RECORD_TABLE, GtkWidget)

GtkWidget *vdt_record_table_new         (const char            *label,
                                         const VdtRecordColumn *columns,
                                         guint                  n_columns);
void       vdt_record_table_set_empty   (VdtRecordTable        *self,
                                         const char            *icon_name,
                                         const char            *title,
                                         const char            *description);
void       vdt_record_table_set_draggable (VdtRecordTable     *self,
                                           GType               type);
void       vdt_record_table_set_model   (VdtRecordTable        *self,
                                         GListModel            *model);
gboolean   vdt_record_table_get_has_model (VdtRecordTable      *self);
gpointer   vdt_record_table_get_current (VdtRecordTable        *self);
gboolean   vdt_record_table_select      (VdtRecordTable        *self,
                                         gpointer               item);
guint      vdt_record_table_get_n_shown (VdtRecordTable        *self);
void       vdt_record_table_search      (VdtRecordTable        *self,
                                         const char            *text);
gboolean   vdt_record_table_leave       (VdtRecordTable        *self);
void       vdt_record_table_focus_start (VdtRecordTable        *self);

G_END_DECLS
