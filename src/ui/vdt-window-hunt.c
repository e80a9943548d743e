/* vdt-window-hunt.c
 *
 * The ways to the hunting pages.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-window-private.h"

#include <glib/gi18n.h>

#include "vdt-feedback.h"
#include "vdt-hunt-choice-window.h"
#include "vdt-hunt-page.h"
#include "vdt-hunt-side.h"
#include "vdt-present.h"
#include "vdt-session-response.h"

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

/**
 * vdt_window_hunt_and_run:
 * @self: a window
 * @text: a query
 *
 * Opens a new hunting tab with @text and runs it.
 */
void
vdt_window_hunt_and_run (VdtWindow  *self,
                         const char *text)
{
  VdtPage *page;

  vdt_window_hunt_query (self, text);
  page = vdt_window_get_page (self);
  if (VDT_IS_HUNT_PAGE (page))
    vdt_hunt_page_run (VDT_HUNT_PAGE (page));
}

static char *
dup_subject (GObject *selected)
{
  static const char *const properties[] = { "name", "title" };

  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++)
    if (vdt_record_has_property (selected, properties[i]))
      return vdt_present_text (vdt_record_get_text (selected, properties[i]));

  return NULL;
}

/**
 * vdt_window_hunt_selected:
 * @self: a window
 *
 * Offers what the hunting tables can be asked about the selected entity, piece of
 * evidence or alert of the incident that is shown.
 */
void
vdt_window_hunt_selected (VdtWindow *self)
{
  VdtPage *page = vdt_window_get_page (self);
  VdtIncident *incident = page != NULL ? vdt_page_get_incident (page) : NULL;
  GObject *selected = page != NULL ? vdt_page_get_selected (page) : NULL;
  g_autoptr(GListModel) queries = NULL;
  g_autofree char *subject = NULL;

  if (incident != NULL && VDT_IS_RECORD (selected))
    queries = vdt_session_hunt_queries (self->session, incident, selected);
  if (queries == NULL || g_list_model_get_n_items (queries) == 0)
    {
      vdt_feedback_toast (GTK_WIDGET (self->tab_view), _("Select an entity, a piece of evidence or an alert to hunt for"));
      return;
    }

  subject = dup_subject (selected);
  gtk_window_present (GTK_WINDOW (vdt_hunt_choice_window_new (GTK_WINDOW (self), subject, queries)));
}
