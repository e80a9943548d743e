/* vdt-window-hunt.c
 *
 * The ways to the hunting pages.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-window-private.h"

#include "vdt-hunt-page.h"
#include "vdt-hunt-side.h"

static void
add_page (VdtWindow  *self,
          const char *key,
          const char *text)
{
  GtkWidget *page = vdt_hunt_page_new (self->session, key, text);

  vdt_hunt_side_attach (VDT_HUNT_PAGE (page));
  vdt_window_add_page (self, VDT_PAGE (page));
}

/**
 * vdt_window_hunt_query:
 * @self: a window
 * @text: a query, or ""
 *
 * Opens a new hunting tab with @text.
 */
void
vdt_window_hunt_query (VdtWindow  *self,
                       const char *text)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *key = g_strdup_printf (VDT_HUNT_KEY_PREFIX "%u", i);

      if (vdt_window_has_page (self, key))
        continue;

      add_page (self, key, text);
      return;
    }
}

/**
 * vdt_window_restore_hunt:
 * @self: a window
 * @key: the key of a hunting tab
 *
 * Opens a hunting tab of the last time with its text.
 */
void
vdt_window_restore_hunt (VdtWindow  *self,
                         const char *key)
{
  g_autofree char *text = NULL;

  if (vdt_window_has_page (self, key))
    return;

  text = vdt_session_dup_state (self->session, key);
  add_page (self, key, text);
}

/**
 * vdt_window_hunt:
 * @self: a window
 *
 * Shows the first hunting tab, or a new one.
 */
void
vdt_window_hunt (VdtWindow *self)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    {
      GtkWidget *page = adw_tab_page_get_child (adw_tab_view_get_nth_page (self->tab_view, i));

      if (VDT_IS_HUNT_PAGE (page))
        {
          vdt_window_show_page (self, vdt_page_get_key (VDT_PAGE (page)));
          return;
        }
    }

  vdt_window_hunt_query (self, "");
}
