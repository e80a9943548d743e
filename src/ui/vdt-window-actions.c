/* vdt-window-actions.c
 *
 * What the window does when told: its actions, and the keys of its pages.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-window-private.h"

#include <glib/gi18n.h>

#include "vdt-actions.h"
#include "vdt-feedback.h"
#include "vdt-incident-page.h"
#include "vdt-palette.h"
#include "vdt-queue-page.h"
#include "vdt-session-changes.h"

#define WIDTH_STEP 40 /* pixels */

typedef void (*ActionFunc) (GtkWidget  *widget,
                            const char *name,
                            GVariant   *parameter);

/* {{{ panes */

typedef enum
{
  PANE_SIDEBAR,
  PANE_PAGE,
  PANE_INSPECTOR,
  PANE_COPILOT,
  N_PANES
} Pane;

static GtkWidget *
pane_widget (VdtWindow *self,
             Pane       pane)
{
  switch (pane)
    {
    case PANE_SIDEBAR:
      return GTK_WIDGET (self->sidebar);

    case PANE_PAGE:
      return GTK_WIDGET (vdt_window_get_page (self));

    case PANE_INSPECTOR:
      return GTK_WIDGET (self->inspector);

    case PANE_COPILOT:
    case N_PANES:
    default:
      return GTK_WIDGET (self->pane_stack);
    }
}

static Pane
focused_pane (VdtWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  for (Pane pane = 0; focus != NULL && pane < N_PANES; pane++)
    {
      GtkWidget *widget = pane_widget (self, pane);

      if (widget != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget)))
        return pane;
    }

  return N_PANES;
}

static void
focus_pane (VdtWindow *self,
            Pane       pane)
{
  switch (pane)
    {
    case PANE_PAGE:
      vdt_page_focus_start (vdt_window_get_page (self));
      break;

    case PANE_INSPECTOR:
      vdt_inspector_focus_start (self->inspector);
      break;

    case PANE_COPILOT:
      if (gtk_widget_get_child_visible (GTK_WIDGET (self->copilot)))
        vdt_copilot_pane_focus_start (self->copilot);
      else
        gtk_widget_child_focus (pane_widget (self, pane), GTK_DIR_TAB_FORWARD);
      break;

    case PANE_SIDEBAR:
    case N_PANES:
    default:
      gtk_widget_child_focus (pane_widget (self, pane), GTK_DIR_TAB_FORWARD);
    }
}

static void
cycle_pane_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  VdtWindow *self = VDT_WINDOW (widget);
  int step = g_str_equal (name, "win.next-pane") ? 1 : N_PANES - 1;
  Pane from = focused_pane (self);
  Pane pane = from == N_PANES ? PANE_SIDEBAR : from;

  for (int i = 0; i < N_PANES; i++)
    {
      GtkWidget *target;

      pane = (pane + step) % N_PANES;
      target = pane_widget (self, pane);
      if (target != NULL && gtk_widget_get_mapped (target) && gtk_widget_get_child_visible (target))
        break;
    }
  focus_pane (self, pane);
}

static void
toggle_sidebar_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  VdtWindow *self = VDT_WINDOW (widget);
  gboolean shown = !vdt_pane_frame_get_sidebar_shown (self->frame);

  vdt_pane_frame_set_sidebar_shown (self->frame, shown);
  if (!shown)
    focus_pane (self, PANE_PAGE);
}

static void
toggle_copilot_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  VdtWindow *self = VDT_WINDOW (widget);
  gboolean shown = !vdt_pane_frame_get_pane_shown (self->frame);

  if (!shown && focused_pane (self) == PANE_COPILOT)
    focus_pane (self, PANE_PAGE);
  vdt_pane_frame_set_pane_shown (self->frame, shown);
  /* In a narrow window it comes and goes; what is remembered is the wide one. */
  if (!vdt_pane_frame_get_pane_folded (self->frame))
    g_settings_set_boolean (self->settings, "copilot-visible", shown);
}

static void
resize_copilot_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  VdtWindow *self = VDT_WINDOW (widget);
  int step = g_str_equal (name, "win.widen-copilot") ? WIDTH_STEP : -WIDTH_STEP;

  vdt_pane_frame_set_pane_width (self->frame, vdt_pane_frame_get_pane_width (self->frame) + step);
}

static void
toggle_inspector_action (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  VdtWindow *self = VDT_WINDOW (widget);
  gboolean shown = !gtk_widget_get_visible (GTK_WIDGET (self->inspector));

  if (!shown && focused_pane (self) == PANE_INSPECTOR)
    focus_pane (self, PANE_PAGE);
  gtk_widget_set_visible (GTK_WIDGET (self->inspector), shown);
  if (shown)
    vdt_inspector_focus_start (self->inspector);
}

static void
show_inspector_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  gtk_widget_set_visible (GTK_WIDGET (VDT_WINDOW (widget)->inspector), TRUE);
}

/* Esc leaves what is transient, the innermost first, and the focus goes back to
 * the page. */
static void
leave_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  VdtWindow *self = VDT_WINDOW (widget);
  VdtPage *page = vdt_window_get_page (self);
  Pane pane = focused_pane (self);

  if (page == NULL)
    return;
  if (vdt_pane_frame_get_sidebar_folded (self->frame) && vdt_pane_frame_get_sidebar_shown (self->frame))
    {
      vdt_pane_frame_set_sidebar_shown (self->frame, FALSE);
      focus_pane (self, PANE_PAGE);
    }
  else if (pane == PANE_INSPECTOR)
    toggle_inspector_action (widget, NULL, NULL);
  else if (pane == PANE_COPILOT)
    {
      focus_pane (self, PANE_PAGE);
      if (vdt_pane_frame_get_pane_folded (self->frame))
        vdt_pane_frame_set_pane_shown (self->frame, FALSE);
    }
  else if (pane == PANE_SIDEBAR)
    focus_pane (self, PANE_PAGE);
  else
    vdt_page_leave (page);
}

/* }}} */
/* {{{ the rest */

static void
show_place_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  vdt_window_show_place (VDT_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_filter_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  VdtWindow *self = VDT_WINDOW (widget);

  vdt_window_show_place (self, "queue");
  vdt_queue_page_show_filter (VDT_QUEUE_PAGE (vdt_window_get_page (self)),
                              g_variant_get_string (parameter, NULL));
}

static void
show_page_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  vdt_window_show_page (VDT_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
open_incident_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  vdt_window_open_incident (VDT_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
close_tab_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  VdtWindow *self = VDT_WINDOW (widget);
  AdwTabPage *tab = adw_tab_view_get_selected_page (self->tab_view);

  if (tab == NULL || adw_tab_view_get_n_pages (self->tab_view) == 1)
    gtk_window_close (GTK_WINDOW (self));
  else
    adw_tab_view_close_page (self->tab_view, tab);
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VdtPage *page = vdt_window_get_page (VDT_WINDOW (widget));

  if (page != NULL)
    vdt_page_search (page);
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  VdtPage *page = vdt_window_get_page (VDT_WINDOW (widget));

  if (page != NULL)
    vdt_page_refresh (page);
}

/* In a text that is being written it is the typing that is undone. */
static gboolean
in_text (VdtWindow  *self,
         const char *action)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  return GTK_IS_TEXT_VIEW (focus) && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus)) &&
         gtk_widget_activate_action (focus, action, NULL);
}

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VdtWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (vdt_session_undo_finish (VDT_SESSION (object), result, &error))
    vdt_feedback_toast (GTK_WIDGET (self->stack), _("Undone"));
  else
    vdt_feedback_error (GTK_WIDGET (self->stack), error);
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtWindow *self = VDT_WINDOW (widget);

  if (in_text (self, "text.undo"))
    return;
  if (vdt_session_get_can_undo (self->session))
    vdt_session_undo_async (self->session, NULL, undone_cb, g_object_ref (self));
}

static void
redone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VdtWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (vdt_session_redo_finish (VDT_SESSION (object), result, &error))
    vdt_feedback_toast (GTK_WIDGET (self->stack), _("Done again"));
  else
    vdt_feedback_error (GTK_WIDGET (self->stack), error);
}

static void
redo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtWindow *self = VDT_WINDOW (widget);

  if (in_text (self, "text.redo"))
    return;
  if (vdt_session_get_can_redo (self->session))
    vdt_session_redo_async (self->session, NULL, redone_cb, g_object_ref (self));
}

static void
chosen_cb (VdtWindow  *self,
           const char *detailed_name)
{
  vdt_window_run_action (self, detailed_name);
}

static void
show_palette_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  VdtPage *page = vdt_window_get_page (VDT_WINDOW (widget));
  GtkWidget *palette = vdt_palette_new (GTK_WINDOW (widget),
                                        page == NULL ? NULL : vdt_page_get_kind (page));

  g_signal_connect_object (palette, "chosen", G_CALLBACK (chosen_cb), widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (palette));
}

static void
open_menu_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  gtk_menu_button_popup (VDT_WINDOW (widget)->menu_button);
}

static void
choose_files_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  vdt_window_choose_files (VDT_WINDOW (widget));
}

static void
open_sample_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  vdt_window_open_sample (VDT_WINDOW (widget));
}

static void
remove_sample_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  vdt_window_remove_sample (VDT_WINDOW (widget));
}

static void
show_problems_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  vdt_window_show_problems (VDT_WINDOW (widget));
}

static void
cancel_work_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  g_cancellable_cancel (VDT_WINDOW (widget)->work);
}

static void
analyse_script_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  vdt_window_analyse_script (VDT_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
analyse_selected_action (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  vdt_window_analyse_selected (VDT_WINDOW (widget));
}

static void
analyse_clipboard_action (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  vdt_window_analyse_clipboard (VDT_WINDOW (widget));
}

static void
choose_script_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  vdt_window_choose_script (VDT_WINDOW (widget));
}

static void
report_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VdtWindow *self = VDT_WINDOW (widget);
  VdtPage *page = vdt_window_get_page (self);
  VdtIncident *incident = page == NULL ? NULL : vdt_page_get_incident (page);

  vdt_window_open_report (self, incident == NULL ? NULL : vdt_incident_get_id (incident));
}

static void
hunt_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  vdt_window_hunt (VDT_WINDOW (widget));
}

static void
hunt_query_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  vdt_window_hunt_query (VDT_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* The peek's buttons are outside of the queue page that they are about. */
static void
selected_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  vdt_window_run_action (VDT_WINDOW (widget), g_str_equal (name, "win.open-selected")
                                              ? "queue.open-incident" : "queue.assign-to-me");
}

/* The copilot pane is outside of the page that it speaks about: what it wants
 * shown there goes through the window. */
static void
to_page_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  VdtPage *page = vdt_window_get_page (VDT_WINDOW (widget));
  g_autofree char *page_action = g_strconcat ("incident.", name + strlen ("win."), NULL);

  if (page != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (page), page_action, parameter);
}

/* }}} */

static const struct
{
  const char *name;
  const char *parameter_type;
  ActionFunc  func;
} actions[] = {
  { "win.show-place", "s", show_place_action },
  { "win.show-filter", "s", show_filter_action },
  { "win.show-page", "s", show_page_action },
  { "win.open-incident", "s", open_incident_action },
  { "win.open-selected", NULL, selected_action },
  { "win.assign-selected", NULL, selected_action },
  { "win.show-fact", "s", to_page_action },
  { "win.show-fact-in", "(ss)", to_page_action },
  { "win.mark-fact", "s", to_page_action },
  { "win.next-pane", NULL, cycle_pane_action },
  { "win.previous-pane", NULL, cycle_pane_action },
  { "win.toggle-sidebar", NULL, toggle_sidebar_action },
  { "win.toggle-copilot", NULL, toggle_copilot_action },
  { "win.widen-copilot", NULL, resize_copilot_action },
  { "win.narrow-copilot", NULL, resize_copilot_action },
  { "win.toggle-inspector", NULL, toggle_inspector_action },
  { "win.show-inspector", NULL, show_inspector_action },
  { "win.leave", NULL, leave_action },
  { "win.close-tab", NULL, close_tab_action },
  { "win.search", NULL, search_action },
  { "win.refresh", NULL, refresh_action },
  { "win.undo", NULL, undo_action },
  { "win.redo", NULL, redo_action },
  { "win.show-palette", NULL, show_palette_action },
  { "win.open-menu", NULL, open_menu_action },
  { "win.open-files", NULL, choose_files_action },
  { "win.open-sample", NULL, open_sample_action },
  { "win.remove-sample", NULL, remove_sample_action },
  { "win.analyse-script", "s", analyse_script_action },
  { "win.analyse-selected", NULL, analyse_selected_action },
  { "win.analyse-clipboard", NULL, analyse_clipboard_action },
  { "win.analyse-file", NULL, choose_script_action },
  { "win.report", NULL, report_action },
  { "win.hunt", NULL, hunt_action },
  { "win.hunt-query", "s", hunt_query_action },
  { "win.show-problems", NULL, show_problems_action },
  { "win.cancel-work", NULL, cancel_work_action },
};

void
vdt_window_class_add_actions (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter_type,
                                     actions[i].func);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.leave", NULL);
}

/**
 * vdt_window_run_action:
 * @self: a window
 * @detailed_name: as in the action table
 *
 * Runs an action of the application, the window, the page that is shown, or the
 * copilot pane.
 *
 * Returns: whether there is such an action now, and it may run
 */
gboolean
vdt_window_run_action (VdtWindow  *self,
                       const char *detailed_name)
{
  GtkWidget *page;
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;

  g_return_val_if_fail (VDT_IS_WINDOW (self), FALSE);

  page = GTK_WIDGET (vdt_window_get_page (self));
  if (!g_action_parse_detailed_name (detailed_name, &name, &target, NULL))
    return FALSE;

  if (g_str_has_prefix (name, "copilot."))
    return gtk_widget_activate_action_variant (GTK_WIDGET (self->copilot), name, target);
  if (g_str_has_prefix (name, "graph."))
    return VDT_IS_INCIDENT_PAGE (page) && vdt_incident_page_run_graph (VDT_INCIDENT_PAGE (page), name, target);
  if (g_str_has_prefix (name, "timeline."))
    return VDT_IS_INCIDENT_PAGE (page) && vdt_incident_page_run_timeline (VDT_INCIDENT_PAGE (page), name, target);
  if (page != NULL && gtk_widget_activate_action_variant (page, name, target))
    return TRUE;

  return gtk_widget_activate_action_variant (GTK_WIDGET (self), name, target);
}

static gboolean
page_key_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  const VdtActionEntry *entry = user_data;
  VdtPage *page = vdt_window_get_page (VDT_WINDOW (widget));

  /* Pages of other kinds may use the same key. */
  if (entry->page != NULL && page != NULL && !g_str_equal (entry->page, vdt_page_get_kind (page)))
    return FALSE;

  return vdt_window_run_action (VDT_WINDOW (widget), entry->name);
}

/**
 * vdt_window_add_page_keys:
 * @self: a window
 *
 * Makes the keys of the shown page and of the copilot work wherever the focus is.
 */
void
vdt_window_add_page_keys (VdtWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  guint n_entries;
  const VdtActionEntry *entries = vdt_actions_get_entries (&n_entries);

  for (guint i = 0; i < n_entries; i++)
    {
      GtkShortcutTrigger *trigger = NULL;

      if (entries[i].scope == VDT_ACTION_SCOPE_PAGE)
        trigger = vdt_actions_get_trigger (&entries[i]);
      if (trigger != NULL)
        gtk_shortcut_controller_add_shortcut (
          GTK_SHORTCUT_CONTROLLER (controller),
          gtk_shortcut_new (trigger, gtk_callback_action_new (page_key_cb, (gpointer) &entries[i], NULL)));
    }
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
set_active (GtkWidget *button,
            gboolean   active)
{
  if (active)
    gtk_widget_set_state_flags (button, GTK_STATE_FLAG_CHECKED, FALSE);
  else
    gtk_widget_unset_state_flags (button, GTK_STATE_FLAG_CHECKED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_PRESSED,
                               active ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
}

/**
 * vdt_window_update_actions:
 * @self: a window
 *
 * Switches actions on and off, and shows which panes are open.
 */
void
vdt_window_update_actions (VdtWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_open = vdt_session_get_state (self->session) == VDT_SESSION_OPEN;
  gboolean workbench = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "workbench") == 0;

  gtk_widget_action_set_enabled (widget, "win.open-files", is_open);
  gtk_widget_action_set_enabled (widget, "win.open-sample", is_open);
  gtk_widget_action_set_enabled (widget, "win.remove-sample",
                                 is_open && vdt_session_get_has_sample (self->session));
  gtk_widget_action_set_enabled (widget, "win.analyse-script", is_open);
  gtk_widget_action_set_enabled (widget, "win.analyse-selected", is_open && workbench);
  gtk_widget_action_set_enabled (widget, "win.analyse-clipboard", is_open && workbench);
  gtk_widget_action_set_enabled (widget, "win.analyse-file", is_open && workbench);
  gtk_widget_action_set_enabled (widget, "win.report", is_open && workbench);
  gtk_widget_action_set_enabled (widget, "win.hunt", is_open && workbench);
  gtk_widget_action_set_enabled (widget, "win.hunt-query", is_open && workbench);
  gtk_widget_action_set_enabled (widget, "win.undo", is_open && vdt_session_get_can_undo (self->session));
  gtk_widget_action_set_enabled (widget, "win.redo", is_open && vdt_session_get_can_redo (self->session));
  gtk_widget_action_set_enabled (widget, "win.show-problems", self->reports != NULL);

  gtk_widget_set_visible (self->sidebar_button, workbench);
  gtk_widget_set_visible (self->copilot_button, workbench);
  gtk_widget_set_visible (self->search_button, workbench);
  gtk_widget_set_visible (self->open_button, workbench);
  set_active (self->sidebar_button, vdt_pane_frame_get_sidebar_shown (self->frame));
  set_active (self->copilot_button, vdt_pane_frame_get_pane_shown (self->frame));
  gtk_widget_set_visible (GTK_WIDGET (self->headline), !vdt_pane_frame_get_pane_shown (self->frame));
}
