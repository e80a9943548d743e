/* vdt-application.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-application.h"

#include <glib/gi18n.h>

#include "vdt-actions.h"
#include "vdt-preferences-window.h"
#include "vdt-resources.h"
#include "vdt-settings.h"
#include "vdt-shortcuts-window.h"
#include "vdt-window.h"

/**
 * VdtApplication:
 *
 * One process, one workspace, one session; a second start hands its files to the
 * first.
 */
struct _VdtApplication
{
  AdwApplication  parent_instance;

  VdtSession     *session;
  GSettings      *settings;
  char           *workspace;
  GListStore     *waiting;     /* files to import when the workspace is open */
  gboolean        sample;      /* open the sample when it is */
};

G_DEFINE_FINAL_TYPE (VdtApplication, vdt_application, ADW_TYPE_APPLICATION)

static VdtWindow *
ensure_window (VdtApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  while (window != NULL && !VDT_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  if (window == NULL)
    window = GTK_WINDOW (vdt_window_new (GTK_APPLICATION (self), self->session));

  return VDT_WINDOW (window);
}

static void
import_waiting (VdtApplication *self)
{
  g_autoptr(GListStore) files = NULL;

  if (vdt_session_get_state (self->session) != VDT_SESSION_OPEN ||
      g_list_model_get_n_items (G_LIST_MODEL (self->waiting)) == 0)
    return;

  files = g_steal_pointer (&self->waiting);
  self->waiting = g_list_store_new (G_TYPE_FILE);
  vdt_window_import (ensure_window (self), G_LIST_MODEL (files));
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VdtApplication) self = user_data;
  g_autoptr(GError) error = NULL;

  /* What went wrong is the session's notice: the window shows it. */
  if (!vdt_session_open_finish (VDT_SESSION (object), result, &error))
    g_message ("the workspace cannot be opened: %s", error->message);
  else if (self->sample)
    gtk_widget_activate_action (GTK_WIDGET (ensure_window (self)), "win.open-sample", NULL);
  else
    import_waiting (self);
}

/* {{{ settings */

static void
apply_color_scheme (VdtApplication *self)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_FORCE_DARK };
  int value = g_settings_get_enum (self->settings, "color-scheme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[CLAMP (value, 0, (int) G_N_ELEMENTS (schemes) - 1)]);
}

static void
apply_analyst (VdtApplication *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "analyst-name");

  vdt_session_set_analyst (self->session, *g_strstrip (name) == '\0' ? NULL : name);
}

/* }}} */
/* {{{ actions */

static void
present_over (VdtApplication *self,
              GtkWidget     *(*make) (GtkWindow *parent))
{
  GtkWindow *parent = GTK_WINDOW (ensure_window (self));

  gtk_window_present (GTK_WINDOW (make (parent)));
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  present_over (user_data, vdt_preferences_window_new);
}

static void
shortcuts_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  present_over (user_data, vdt_shortcuts_window_new);
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  gtk_show_about_dialog (GTK_WINDOW (ensure_window (user_data)),
                         "program-name", "Vedette",
                         "logo-icon-name", VDT_APPLICATION_ID,
                         "version", VDT_VERSION,
                         "comments", _("A workbench for security operations analysts. "
                                       "Everything runs on this computer."),
                         "copyright", _("© 2026 The Vedette authors"),
                         "license-type", GTK_LICENSE_MIT_X11,
                         "authors", (const char *[]) { "The Vedette authors", NULL },
                         "modal", TRUE,
                         NULL);
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (user_data));

  /* Closing lets each window remember its size and tabs. */
  while (windows != NULL)
    {
      GtkWindow *window = windows->data;

      windows = windows->next;
      gtk_window_close (window);
    }
  g_application_quit (G_APPLICATION (user_data));
}

static const GActionEntry actions[] = {
  { "preferences", preferences_action },
  { "shortcuts", shortcuts_action },
  { "about", about_action },
  { "quit", quit_action },
};

/* }}} */

static void
vdt_application_startup (GApplication *application)
{
  VdtApplication *self = VDT_APPLICATION (application);

  vdt_resources_register ();
  G_APPLICATION_CLASS (vdt_application_parent_class)->startup (application);
  vdt_resources_add_icons (gdk_display_get_default ());

  self->settings = vdt_settings_new ();
  self->session = vdt_session_new (vdt_clock_system, NULL);
  apply_color_scheme (self);
  apply_analyst (self);
  g_signal_connect_object (self->settings, "changed::color-scheme", G_CALLBACK (apply_color_scheme),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::analyst-name", G_CALLBACK (apply_analyst), self,
                           G_CONNECT_SWAPPED);

  gtk_window_set_default_icon_name (VDT_APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  vdt_actions_set_accels (GTK_APPLICATION (self));
}

static void
vdt_application_activate (GApplication *application)
{
  VdtApplication *self = VDT_APPLICATION (application);

  gtk_window_present (GTK_WINDOW (ensure_window (self)));
  if (vdt_session_get_state (self->session) == VDT_SESSION_CLOSED)
    {
      g_autofree char *folder = self->workspace != NULL ? g_strdup (self->workspace)
                                                        : vdt_session_default_folder ();

      vdt_session_open_async (self->session, folder, NULL, opened_cb, g_object_ref (self));
    }
}

static void
vdt_application_open (GApplication  *application,
                      GFile        **files,
                      int            n_files,
                      const char    *hint)
{
  VdtApplication *self = VDT_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    g_list_store_append (self->waiting, files[i]);
  vdt_application_activate (application);
  import_waiting (self);
}

static int
vdt_application_handle_local_options (GApplication *application,
                                      GVariantDict *options)
{
  VdtApplication *self = VDT_APPLICATION (application);
  g_autofree char *folder = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("vedette %s\n", VDT_VERSION);
      return 0;
    }
  self->sample = g_variant_dict_contains (options, "sample");
  if (g_variant_dict_lookup (options, "workspace", "^ay", &folder))
    {
      g_autoptr(GFile) file = g_file_new_for_commandline_arg (folder);

      g_free (self->workspace);
      self->workspace = g_file_get_path (file);
      /* Another workspace is another process. */
      g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
    }

  return -1;
}

static void
vdt_application_shutdown (GApplication *application)
{
  VdtApplication *self = VDT_APPLICATION (application);

  if (self->session != NULL)
    vdt_session_close (self->session);

  G_APPLICATION_CLASS (vdt_application_parent_class)->shutdown (application);
}

static void
vdt_application_finalize (GObject *object)
{
  VdtApplication *self = VDT_APPLICATION (object);

  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->waiting);
  g_free (self->workspace);

  G_OBJECT_CLASS (vdt_application_parent_class)->finalize (object);
}

static void
vdt_application_class_init (VdtApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vdt_application_finalize;
  application_class->startup = vdt_application_startup;
  application_class->activate = vdt_application_activate;
  application_class->open = vdt_application_open;
  application_class->handle_local_options = vdt_application_handle_local_options;
  application_class->shutdown = vdt_application_shutdown;
}

static void
vdt_application_init (VdtApplication *self)
{
  static const GOptionEntry options[] = {
    { "workspace", 'w', 0, G_OPTION_ARG_FILENAME, NULL, N_("Open the workspace in this folder"), N_("FOLDER") },
    { "sample", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open the sample incident"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and end"), NULL },
    { NULL }
  };

  self->waiting = g_list_store_new (G_TYPE_FILE);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[FILE…]"));
}

VdtApplication *
vdt_application_new (void)
{
  return g_object_new (VDT_TYPE_APPLICATION,
                       "application-id", VDT_APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/io/github/vedette/Vedette",
                       NULL);
}
