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
#include "vdt-hunt-page.h"
#include "vdt-incident-page.h"
#include "vdt-palette.h"
#include "vdt-queue-page.h"
#include "vdt-session-changes.h"
#include "vdt-tuning-window.h"

#define WIDTH_STEP 40 /* pixels */

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
toggle_sidebar (VdtWindow *self)
{
  gboolean shown = !vdt_pane_frame_get_sidebar_shown (self->frame);

  vdt_pane_frame_set_sidebar_shown (self->frame, shown);
  if (!shown)
    focus_pane (self, PANE_PAGE);
}

static void
toggle_copilot (VdtWindow *self)
{
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
toggle_inspector (VdtWindow *self)
{
  gboolean shown = !gtk_widget_get_visible (GTK_WIDGET (self->inspector));

  if (!shown && focused_pane (self) == PANE_INSPECTOR)
    focus_pane (self, PANE_PAGE);
  gtk_widget_set_visible (GTK_WIDGET (self->inspector), shown);
  if (shown)
    vdt_inspector_focus_start (self->inspector);
}

static void
show_inspector (VdtWindow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->inspector), TRUE);
}

/* Esc leaves what is transient, the innermost first, and the focus goes back to
 * the page. */
static void
leave (VdtWindow *self)
{
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
    toggle_inspector (self);
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
show_filter (VdtWindow  *self,
             const char *name)
{
  vdt_window_show_place (self, "queue");
  vdt_queue_page_show_filter (VDT_QUEUE_PAGE (vdt_window_get_page (self)), name);
}

static void
show_page (VdtWindow  *self,
           const char *key)
{
  vdt_window_show_page (self, key);
}

static void
show_tuning (VdtWindow *self)
{
  if (vdt_session_get_state (self->session) == VDT_SESSION_OPEN)
    gtk_window_present (GTK_WINDOW (vdt_tuning_window_new (GTK_WINDOW (self), self->session)));
}

static void
close_tab (VdtWindow *self)
{
  AdwTabPage *tab = adw_tab_view_get_selected_page (self->tab_view);

  if (tab == NULL || adw_tab_view_get_n_pages (self->tab_view) == 1)
    gtk_window_close (GTK_WINDOW (self));
  else
    adw_tab_view_close_page (self->tab_view, tab);
}

static void
search (VdtWindow *self)
{
  VdtPage *page = vdt_window_get_page (self);

  if (page != NULL)
    vdt_page_search (page);
}

static void
refresh (VdtWindow *self)
{
  VdtPage *page = vdt_window_get_page (self);

  if (page != NULL)
    vdt_page_refresh (page);
}

static void
open_report (VdtWindow *self)
{
  VdtPage *page = vdt_window_get_page (self);
  VdtIncident *incident = page == NULL ? NULL : vdt_page_get_incident (page);

  vdt_window_open_report (self, incident == NULL ? NULL : vdt_incident_get_id (incident));
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
step_taken (GObject      *session,
            GAsyncResult *result,
            gpointer      window,
            gboolean    (*finish) (VdtSession    *session,
                                   GAsyncResult  *result,
                                   GError       **error),
            const char   *words)
{
  g_autoptr(VdtWindow) self = window;
  g_autoptr(GError) error = NULL;

  if (finish (VDT_SESSION (session), result, &error))
    vdt_feedback_toast (GTK_WIDGET (self->stack), words);
  else
    vdt_feedback_error (GTK_WIDGET (self->stack), error);
}

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  step_taken (object, result, user_data, vdt_session_undo_finish, _("Undone"));
}

static void
undo (VdtWindow *self)
{
  if (!in_text (self, "text.undo") && vdt_session_get_can_undo (self->session))
    vdt_session_undo_async (self->session, NULL, undone_cb, g_object_ref (self));
}

static void
redone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  step_taken (object, result, user_data, vdt_session_redo_finish, _("Done again"));
}

static void
redo (VdtWindow *self)
{
  if (!in_text (self, "text.redo") && vdt_session_get_can_redo (self->session))
    vdt_session_redo_async (self->session, NULL, redone_cb, g_object_ref (self));
}

static void
chosen_cb (VdtWindow  *self,
           const char *detailed_name)
{
  vdt_window_run_action (self, detailed_name);
}

static void
show_palette (VdtWindow *self)
{
  VdtPage *page = vdt_window_get_page (self);
  GtkWidget *palette = vdt_palette_new (GTK_WINDOW (self), page == NULL ? NULL : vdt_page_get_kind (page));

  g_signal_connect_object (palette, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (palette));
}

static void
open_menu (VdtWindow *self)
{
  gtk_menu_button_popup (self->menu_button);
}

static void
cancel_work (VdtWindow *self)
{
  g_cancellable_cancel (self->work);
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
/* {{{ tables */

/* What needs nothing but the window. */
static const struct
{
  const char *name;
  void      (*run) (VdtWindow *self);
} plain_actions[] = {
  { "win.toggle-sidebar", toggle_sidebar },
  { "win.toggle-copilot", toggle_copilot },
  { "win.toggle-inspector", toggle_inspector },
  { "win.show-inspector", show_inspector },
  { "win.leave", leave },
  { "win.close-tab", close_tab },
  { "win.search", search },
  { "win.refresh", refresh },
  { "win.undo", undo },
  { "win.redo", redo },
  { "win.show-palette", show_palette },
  { "win.open-menu", open_menu },
  { "win.open-files", vdt_window_choose_files },
  { "win.open-sample", vdt_window_open_sample },
  { "win.remove-sample", vdt_window_remove_sample },
  { "win.analyse-selected", vdt_window_analyse_selected },
  { "win.analyse-clipboard", vdt_window_analyse_clipboard },
  { "win.analyse-file", vdt_window_choose_script },
  { "win.report", open_report },
  { "win.hunt", vdt_window_hunt },
  { "win.hunt-selected", vdt_window_hunt_selected },
  { "win.show-problems", vdt_window_show_problems },
  { "win.show-tuning", show_tuning },
  { "win.cancel-work", cancel_work },
};

/* What is told one text: a name, a key, an id, a query. */
static const struct
{
  const char *name;
  void      (*run) (VdtWindow  *self,
                    const char *text);
} text_actions[] = {
  { "win.show-place", vdt_window_show_place },
  { "win.show-filter", show_filter },
  { "win.show-page", show_page },
  { "win.open-incident", vdt_window_open_incident },
  { "win.analyse-script", vdt_window_analyse_script },
  { "win.hunt-query", vdt_window_hunt_query },
  { "win.hunt-and-run", vdt_window_hunt_and_run },
};

/* What tells itself apart by its name. */
static const struct
{
  const char                  *name;
  const char                  *parameter_type;
  GtkWidgetActionActivateFunc  func;
} named_actions[] = {
  { "win.open-selected", NULL, selected_action },
  { "win.assign-selected", NULL, selected_action },
  { "win.show-fact", "s", to_page_action },
  { "win.show-fact-in", "(ss)", to_page_action },
  { "win.mark-fact", "s", to_page_action },
  { "win.compare", "s", to_page_action },
  { "win.move-alert-to", "(ss)", to_page_action },
  { "win.next-pane", NULL, cycle_pane_action },
  { "win.previous-pane", NULL, cycle_pane_action },
  { "win.widen-copilot", NULL, resize_copilot_action },
  { "win.narrow-copilot", NULL, resize_copilot_action },
};

static void
plain_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (plain_actions); i++)
    if (g_str_equal (plain_actions[i].name, name))
      plain_actions[i].run (VDT_WINDOW (widget));
}

static void
text_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (text_actions); i++)
    if (g_str_equal (text_actions[i].name, name))
      text_actions[i].run (VDT_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

void
vdt_window_class_add_actions (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (plain_actions); i++)
    gtk_widget_class_install_action (widget_class, plain_actions[i].name, NULL, plain_action);
  for (gsize i = 0; i < G_N_ELEMENTS (text_actions); i++)
    gtk_widget_class_install_action (widget_class, text_actions[i].name, "s", text_action);
  for (gsize i = 0; i < G_N_ELEMENTS (named_actions); i++)
    gtk_widget_class_install_action (widget_class, named_actions[i].name, named_actions[i].parameter_type,
                                     named_actions[i].func);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.leave", NULL);
}

/* }}} */

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
  if (g_str_has_prefix (name, "editor."))
    return VDT_IS_HUNT_PAGE (page) && vdt_hunt_page_run_editor (VDT_HUNT_PAGE (page), name, target);
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
  static const char * const with_workspace[] = { "win.open-files", "win.open-sample", "win.analyse-script" };
  static const char * const with_workbench[] = {
    "win.analyse-selected", "win.analyse-clipboard", "win.analyse-file", "win.report", "win.hunt", "win.hunt-query",
    "win.hunt-and-run", "win.hunt-selected",
  };
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_open = vdt_session_get_state (self->session) == VDT_SESSION_OPEN;
  gboolean workbench = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "workbench") == 0;

  for (gsize i = 0; i < G_N_ELEMENTS (with_workspace); i++)
    gtk_widget_action_set_enabled (widget, with_workspace[i], is_open);
  for (gsize i = 0; i < G_N_ELEMENTS (with_workbench); i++)
    gtk_widget_action_set_enabled (widget, with_workbench[i], is_open && workbench);
  gtk_widget_action_set_enabled (widget, "win.remove-sample",
                                 is_open && vdt_session_get_has_sample (self->session));
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
