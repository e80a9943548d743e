/* vdt-window-tabs.c
 *
 * The window's pages: opened, shown, closed, remembered.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-window-private.h"

#include <glib/gi18n.h>

#include "vdt-hunt-page.h"
#include "vdt-incident-page.h"
#include "vdt-present.h"
#include "vdt-queue-page.h"
#include "vdt-session-copilot.h"

#define STATE_TABS "window.tabs"

/* The places that exist; the sidebar lists the same. */
static const struct
{
  const char  *name;
  GtkWidget *(*make) (VdtSession *session);
} places[] = {
  { "queue", vdt_queue_page_new },
};

static VdtPage *
page_of (AdwTabPage *tab)
{
  return tab == NULL ? NULL : VDT_PAGE (adw_tab_page_get_child (tab));
}

static AdwTabPage *
find_tab (VdtWindow  *self,
          const char *key)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    {
      AdwTabPage *tab = adw_tab_view_get_nth_page (self->tab_view, i);

      if (g_strcmp0 (vdt_page_get_key (page_of (tab)), key) == 0)
        return tab;
    }

  return NULL;
}

/**
 * vdt_window_get_page:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the page that is shown
 */
VdtPage *
vdt_window_get_page (VdtWindow *self)
{
  g_return_val_if_fail (VDT_IS_WINDOW (self), NULL);

  return self->tab_view == NULL ? NULL : page_of (adw_tab_view_get_selected_page (self->tab_view));
}

static void
select_tab (VdtWindow  *self,
            AdwTabPage *tab)
{
  adw_tab_view_set_selected_page (self->tab_view, tab);
  if (vdt_pane_frame_get_sidebar_folded (self->frame))
    vdt_pane_frame_set_sidebar_shown (self->frame, FALSE);
  /* Behind the welcome page nothing is to get the focus. */
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "welcome") != 0)
    vdt_page_focus_start (page_of (tab));
}

/* A tab's tooltip is markup, its title is not. */
static gboolean
escape_title (GBinding     *binding,
              const GValue *from,
              GValue       *to,
              gpointer      user_data)
{
  const char *title = g_value_get_string (from);

  g_value_take_string (to, title == NULL ? NULL : g_markup_escape_text (title, -1));

  return TRUE;
}

/**
 * vdt_window_add_page:
 * @self: a window
 * @page: a new page
 *
 * Opens @page in a tab of its own and shows it.
 */
void
vdt_window_add_page (VdtWindow *self,
                     VdtPage   *page)
{
  AdwTabPage *tab = adw_tab_view_append (self->tab_view, GTK_WIDGET (page));

  g_object_bind_property (page, "title", tab, "title", G_BINDING_SYNC_CREATE);
  g_object_bind_property_full (page, "title", tab, "tooltip", G_BINDING_SYNC_CREATE,
                               escape_title, NULL, NULL, NULL);
  select_tab (self, tab);
}

/**
 * vdt_window_show_page:
 * @self: a window
 * @key: a page's key
 *
 * Returns: whether a tab with @key was open, and is shown now
 */
gboolean
vdt_window_show_page (VdtWindow  *self,
                      const char *key)
{
  AdwTabPage *tab = find_tab (self, key);

  if (tab == NULL)
    return FALSE;

  select_tab (self, tab);
  return TRUE;
}

/**
 * vdt_window_has_page:
 * @self: a window
 * @key: a page's key
 *
 * Returns: whether a tab with @key is open
 */
gboolean
vdt_window_has_page (VdtWindow  *self,
                     const char *key)
{
  return find_tab (self, key) != NULL;
}

/**
 * vdt_window_show_place:
 * @self: a window
 * @name: a place, as `queue`
 *
 * Shows a place, in its tab if it has one.
 */
void
vdt_window_show_place (VdtWindow  *self,
                       const char *name)
{
  g_return_if_fail (VDT_IS_WINDOW (self));

  if (vdt_window_show_page (self, name))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].name, name))
      vdt_window_add_page (self, VDT_PAGE (places[i].make (self->session)));
}

/**
 * vdt_window_open_incident:
 * @self: a window
 * @id: an incident's id
 *
 * Shows an incident, in its tab if it has one.
 */
void
vdt_window_open_incident (VdtWindow  *self,
                          const char *id)
{
  g_autofree char *key = g_strconcat ("incident:", id, NULL);

  g_return_if_fail (VDT_IS_WINDOW (self));

  if (!vdt_window_show_page (self, key))
    vdt_window_add_page (self, VDT_PAGE (vdt_incident_page_new (self->session, id)));
}

/**
 * vdt_window_update_title:
 * @self: a window
 *
 * Shows what the window is about in its header bar.
 */
void
vdt_window_update_title (VdtWindow *self)
{
  VdtPage *page = vdt_window_get_page (self);
  gboolean workbench = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "workbench") == 0;

  if (page == NULL || !workbench)
    adw_window_title_set_title (self->title, "Vedette");
  else if (vdt_page_get_incident (page) != NULL && g_str_equal (vdt_page_get_kind (page), "incident"))
    {
      g_autofree char *number = vdt_present_number (vdt_incident_get_id (vdt_page_get_incident (page)));
      /* Translators: %s is an incident's number. */
      g_autofree char *title = g_strdup_printf (_("Incident %s"), number);

      /* The page has the whole name right below. */
      adw_window_title_set_title (self->title, title);
    }
  else
    adw_window_title_set_title (self->title, vdt_page_get_title (page));
}

gboolean
vdt_window_close_page (VdtWindow  *self,
                       AdwTabPage *tab)
{
  /* Without any tab there would be nothing to see: the last one stays. */
  gboolean may_close = self->closing || adw_tab_view_get_n_pages (self->tab_view) > 1;

  adw_tab_view_close_page_finish (self->tab_view, tab, may_close);

  return GDK_EVENT_STOP;
}

/**
 * vdt_window_page_changed:
 * @self: a window
 *
 * The page that is shown, or what it says of itself, is another.
 */
void
vdt_window_page_changed (VdtWindow *self)
{
  VdtPage *page = vdt_window_get_page (self);
  VdtIncident *incident;
  gboolean is_queue;

  if (self->closing || self->page_signals == NULL)
    return;

  g_signal_group_set_target (self->page_signals, page);
  if (page == NULL)
    return;

  incident = vdt_page_get_incident (page);
  is_queue = g_str_equal (vdt_page_get_kind (page), "queue");
  vdt_window_update_title (self);
  vdt_sidebar_set_selected (self->sidebar, g_str_equal (vdt_page_get_kind (page), "hunt")
                                           ? "hunt" : vdt_page_get_key (page));
  vdt_inspector_set_context (self->inspector, self->session, vdt_page_get_incident (page));
  vdt_inspector_set_object (self->inspector, vdt_page_get_selected (page));

  gtk_stack_set_visible_child_name (self->pane_stack, is_queue ? "peek" : "copilot");
  vdt_peek_set_incident (self->peek, is_queue ? incident : NULL);
  if (!is_queue)
    vdt_copilot_pane_set_incident (self->copilot, incident);
  vdt_headline_set_proposal (self->headline, is_queue || incident == NULL ? NULL
                             : vdt_session_get_summary (self->session, incident));
  vdt_window_save_tabs (self);
}

/**
 * vdt_window_save_tabs:
 * @self: a window
 *
 * Remembers which tabs are open: one key a line, the shown one first.
 */
void
vdt_window_save_tabs (VdtWindow *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  VdtPage *shown = vdt_window_get_page (self);

  if (self->closing || !self->restored || self->session == NULL ||
      vdt_session_get_state (self->session) != VDT_SESSION_OPEN)
    return;

  if (shown != NULL)
    g_string_append (text, vdt_page_get_key (shown));
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    g_string_append_printf (text, "\n%s",
                            vdt_page_get_key (page_of (adw_tab_view_get_nth_page (self->tab_view, i))));
  vdt_session_save_state (self->session, STATE_TABS, text->str);
}

/**
 * vdt_window_restore_tabs:
 * @self: a window
 *
 * Opens the tabs of the last time, at least the queue.
 */
void
vdt_window_restore_tabs (VdtWindow *self)
{
  g_autofree char *text = vdt_session_dup_state (self->session, STATE_TABS);
  g_auto(GStrv) keys = g_strsplit (text == NULL ? "" : text, "\n", -1);

  vdt_window_show_place (self, "queue");
  for (gsize i = 1; keys[0] != NULL && keys[i] != NULL; i++)
    if (g_str_has_prefix (keys[i], "incident:"))
      vdt_window_open_incident (self, keys[i] + strlen ("incident:"));
    else if (g_str_has_prefix (keys[i], "report:"))
      vdt_window_open_report (self, keys[i] + strlen ("report:"));
    else if (g_str_has_prefix (keys[i], VDT_HUNT_KEY_PREFIX))
      vdt_window_restore_hunt (self, keys[i]);
  if (keys[0] == NULL || !vdt_window_show_page (self, keys[0]))
    vdt_window_show_page (self, "queue");
}
