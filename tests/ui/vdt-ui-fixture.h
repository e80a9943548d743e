/* vdt-ui-fixture.h
 *
 * A window with a session on a workspace of its own, and ways to wait.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-window.h"

G_BEGIN_DECLS

typedef struct
{
  char       *folder;
  VdtSession *session;
  VdtWindow  *window;
} VdtUiFixture;

typedef gboolean (*VdtUiCondition) (gpointer data);

void       vdt_ui_fixture_init        (int            *argc,
                                       char         ***argv);
void       vdt_ui_fixture_set_up      (VdtUiFixture   *self,
                                       gconstpointer   sample);
void       vdt_ui_fixture_tear_down   (VdtUiFixture   *self,
                                       gconstpointer   sample);
void       vdt_ui_fixture_wait        (VdtUiCondition  condition,
                                       gpointer        data);
void       vdt_ui_fixture_settle      (void);
GtkWidget *vdt_ui_fixture_find        (GtkWidget      *root,
                                       GType           type);
GtkWidget *vdt_ui_fixture_find_button (GtkWidget      *root,
                                       const char     *action);
guint      vdt_ui_fixture_count_nameless (GtkWidget   *root);

G_END_DECLS
