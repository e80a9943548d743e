/* vdt-window-private.h
 *
 * What the window's files share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-window.h"

#include "vdt-copilot-pane.h"
#include "vdt-headline.h"
#include "vdt-inspector.h"
#include "vdt-pane-frame.h"
#include "vdt-peek.h"
#include "vdt-progress-bar.h"
#include "vdt-sidebar.h"
#include "vdt-state-bar.h"
#include "vdt-state-view.h"
#include "vdt-welcome-page.h"

G_BEGIN_DECLS

struct _VdtWindow
{
  AdwApplicationWindow  parent_instance;

  AdwToastOverlay      *toasts;
  AdwWindowTitle       *title;
  GtkWidget            *sidebar_button;
  GtkWidget            *open_button;
  GtkWidget            *copilot_button;
  GtkWidget            *search_button;
  GtkMenuButton        *menu_button;
  VdtStateBar          *state_bar;
  VdtProgressBar       *progress_bar;
  GtkStack             *stack;
  VdtStateView         *opening;
  VdtWelcomePage       *welcome;
  VdtPaneFrame         *frame;
  VdtSidebar           *sidebar;
  AdwTabBar            *tab_bar;
  AdwTabView           *tab_view;
  GtkPaned             *paned;
  VdtInspector         *inspector;
  GtkStack             *pane_stack;
  VdtCopilotPane       *copilot;
  VdtPeek              *peek;
  VdtHeadline          *headline;

  VdtSession           *session;
  GSettings            *settings;
  GSignalGroup         *page_signals;
  GCancellable         *work;
  GPtrArray            *reports;
  gboolean              is_empty;
  gboolean              restored;
  gboolean              closing;
};

/* vdt-window-actions.c */
void     vdt_window_class_add_actions  (GtkWidgetClass *widget_class);
void     vdt_window_add_page_keys      (VdtWindow      *self);
void     vdt_window_update_actions     (VdtWindow      *self);

/* vdt-window-tabs.c */
void     vdt_window_update_title       (VdtWindow      *self);
gboolean vdt_window_close_page         (VdtWindow      *self,
                                        AdwTabPage     *tab);
void     vdt_window_page_changed       (VdtWindow      *self);
gboolean vdt_window_show_page          (VdtWindow      *self,
                                        const char     *key);
gboolean vdt_window_has_page           (VdtWindow      *self,
                                        const char     *key);
void     vdt_window_restore_tabs       (VdtWindow      *self);
void     vdt_window_save_tabs          (VdtWindow      *self);
void     vdt_window_add_page           (VdtWindow      *self,
                                        VdtPage        *page);

/* vdt-window-script.c */
void     vdt_window_analyse_script     (VdtWindow      *self,
                                        const char     *text);
void     vdt_window_analyse_selected   (VdtWindow      *self);
void     vdt_window_analyse_clipboard  (VdtWindow      *self);
void     vdt_window_analyse_file       (VdtWindow      *self,
                                        GFile          *file);
void     vdt_window_choose_script      (VdtWindow      *self);

/* vdt-window-hunt.c */
void     vdt_window_hunt               (VdtWindow      *self);
void     vdt_window_hunt_and_run       (VdtWindow      *self,
                                        const char     *text);
void     vdt_window_hunt_selected      (VdtWindow      *self);
void     vdt_window_hunt_query         (VdtWindow      *self,
                                        const char     *text);
void     vdt_window_restore_hunt       (VdtWindow      *self,
                                        const char     *key);

/* vdt-window-report.c */
void     vdt_window_open_report        (VdtWindow      *self,
                                        const char     *incident_id);
void     vdt_window_open_package       (VdtWindow      *self,
                                        const char     *path);
GListModel *vdt_window_open_packages   (VdtWindow      *self,
                                        GListModel     *files);

/* vdt-window-import.c */
void     vdt_window_choose_files       (VdtWindow      *self);
void     vdt_window_open_sample        (VdtWindow      *self);
void     vdt_window_remove_sample      (VdtWindow      *self);
void     vdt_window_show_problems      (VdtWindow      *self);
void     vdt_window_add_drop_target    (VdtWindow      *self);
void     vdt_window_notify             (VdtWindow      *self,
                                        const char     *id,
                                        const char     *title,
                                        const char     *body);

G_END_DECLS
