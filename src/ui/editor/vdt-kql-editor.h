/* vdt-kql-editor.h
 *
 * An editor for texts of several queries. It knows the query language and no
 * engine that runs them.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtksourceview/gtksource.h>

#include "vdt-kql-catalog.h"
#include "vdt-kql-popup.h"

G_BEGIN_DECLS

#define VDT_TYPE_KQL_EDITOR (vdt_kql_editor_get_type ())
G_DECLARE_FINAL_TYPE (VdtKqlEditor, vdt_kql_editor, VDT, KQL_EDITOR, GtkSourceView)

GtkWidget     *vdt_kql_editor_new            (void);
VdtKqlCatalog *vdt_kql_editor_get_catalog    (VdtKqlEditor  *self);
void           vdt_kql_editor_set_catalog    (VdtKqlEditor  *self,
                                              VdtKqlCatalog *catalog);
char          *vdt_kql_editor_dup_text       (VdtKqlEditor  *self);
void           vdt_kql_editor_load_text      (VdtKqlEditor  *self,
                                              const char    *text);
void           vdt_kql_editor_set_text       (VdtKqlEditor  *self,
                                              const char    *text);
void           vdt_kql_editor_insert_text    (VdtKqlEditor  *self,
                                              const char    *text);
char          *vdt_kql_editor_dup_query      (VdtKqlEditor  *self,
                                              gsize         *start);
gsize          vdt_kql_editor_get_caret      (VdtKqlEditor  *self);
GPtrArray     *vdt_kql_editor_get_problems   (VdtKqlEditor  *self);
VdtKqlPopup   *vdt_kql_editor_get_popup      (VdtKqlEditor  *self);
gboolean       vdt_kql_editor_is_plain       (VdtKqlEditor  *self);
void           vdt_kql_editor_show_place     (VdtKqlEditor  *self,
                                              gsize          start,
                                              gsize          length);
char          *vdt_kql_editor_dup_place      (VdtKqlEditor  *self,
                                              gsize          start);

G_END_DECLS
