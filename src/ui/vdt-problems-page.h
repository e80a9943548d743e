/* vdt-problems-page.h
 *
 * What an import could not read, and where.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-page.h"

G_BEGIN_DECLS

#define VDT_TYPE_PROBLEMS_PAGE (vdt_problems_page_get_type ())
G_DECLARE_FINAL_TYPE (VdtProblemsPage, vdt_problems_page, VDT, PROBLEMS_PAGE, VdtPage)

GtkWidget *vdt_problems_page_new         (void);
void       vdt_problems_page_set_reports (VdtProblemsPage *self,
                                          GPtrArray       *reports);

G_END_DECLS
